"""Records as they stood before one journal entry: read, not changed."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from rules.calendar import shown_day
from storage import Register
from ui.choices import Choice, ChoiceEdit
from ui.cut_cells import CutDelegate
from ui.dialogs import Dialog
from ui.history.records import AsItStood, Record, as_it_stood, titled
from ui.history.words import tr
from ui.notices import EmptyState
from ui.panels import words
from ui.table_view import RecordTable

_MOST = 8  # rows of the table beside the facts, in the lowest window


class StoodDialog(Dialog):
    """What one record said before an entry; where the entry wrote several, any of them.

    Args:
        register: only read.
        records: what the entry was about, the one looked at first.
        change_id: the entry.
        at: the moment it was written.
        parent: the window.
    """

    def __init__(
        self,
        register: Register,
        records: Sequence[Record],
        change_id: str,
        at: datetime,
        parent: QWidget,
    ) -> None:
        said = tr("Như sổ ghi ngay trước {time} ngày {day}. Chỉ để xem, sổ hôm nay không đổi.")
        super().__init__(
            titled(records[0]) if len(records) == 1 else tr("Trước lần ghi này"),
            said.format(time=f"{at:%H:%M}", day=shown_day(at.date())),
            cancel=tr("Đóng"),
            parent=parent,
            wide=True,
        )
        self._register, self._change_id, self._on = register, change_id, at.date()
        self._records = {f"{one.table}/{one.row_id}": one for one in records}
        self.which = ChoiceEdit("which", tr("Xem"))
        self.which.set_choices([Choice(key, titled(one)) for key, one in self._records.items()])
        self.which.changed.connect(self._show)
        self.body.addWidget(self.which)
        self.which.setVisible(len(records) > 1)
        self._page: QWidget | None = None
        self.facts: tuple[tuple[str, str], ...] = ()
        self.table: RecordTable | None = None
        self._show()

    def _show(self) -> None:
        record = self._records[str(self.which.value() or next(iter(self._records)))]
        stood = as_it_stood(self._register, record, self._change_id, self._on)
        if self._page is not None:
            self._page.hide()
            self.body.removeWidget(self._page)
            self._page.deleteLater()
        self.facts, self.table = (stood.facts if stood else ()), None
        self._page = self._made(stood) if stood else self._missing()
        self.body.addWidget(self._page)
        self.adjustSize()

    @staticmethod
    def _missing() -> QWidget:
        return EmptyState(
            tr("Lúc ấy sổ chưa ghi mục này"),
            tr("Lần ghi này là lần đưa vào sổ."),
            icon_name="history",
        )

    def _made(self, stood: AsItStood) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(_grid(stood.facts))
        if stood.heading:
            column.addWidget(words(stood.heading, "panel"))
        if stood.rows is not None:
            self.table = RecordTable(stood.rows, dense=True)
            self.table.setItemDelegate(CutDelegate(self.table))
            self.table.setAccessibleName(stood.heading)
            self.table.fit_rows(most=_MOST)
            column.addWidget(self.table)
        return page


def _grid(facts: Sequence[tuple[str, str]]) -> QGridLayout:
    """Fields and their words in two columns, read downwards as on paper."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    half = (len(facts) + 1) // 2
    top = Qt.AlignmentFlag.AlignTop
    for number, (label, value) in enumerate(facts):
        row, column = number % half, number // half * 2
        grid.addWidget(words(label, "small"), row, column, top)
        grid.addWidget(words(value, "name", wrap=True), row, column + 1, top)
    for column in (1, 3):
        grid.setColumnStretch(column, 1)
    return grid
