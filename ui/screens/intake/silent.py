"""Households that a new list of the poor does not name: does their standing end?"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.calendar import shown_day
from rules.household_codes import shown
from rules.money import dong
from storage.intake import Ending
from ui.buttons import Button
from ui.cut_cells import CutModel
from ui.notices import EmptyState
from ui.panels import Panel, words
from ui.screens.intake.marks import put_mark
from ui.screens.intake.sides import LinkDelegate
from ui.screens.intake.wording import tr
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column
from ui.wording import words as sentences


def question(endings: tuple[Ending, ...]) -> str:
    """Return the question about all of them; empty where there is none."""
    if not endings:
        return ""
    one, count = endings[0], dong(len(endings))
    if one.year == one.of_year:
        said = tr("{n} hộ có diện năm {year}, không có trong danh sách này: hết diện?")
        return said.format(n=count, year=one.year)
    said = tr(
        "{n} hộ có trong danh sách {before}, không có trong danh sách {year}: hết diện từ {day}?"
    )
    day = shown_day(date(one.year, 1, 1))
    return said.format(n=count, before=one.of_year, year=one.year, day=day)


class SilentPanel(Panel):
    """The households asked about, and keys to end the standing of one or of all.

    Args:
        act: makes an action of the screen.

    Signals:
        ended: carries the Endings and whether their standing ends.
    """

    ended = Signal(object, bool)

    def __init__(self, act: Callable[..., QAction]) -> None:
        super().__init__(tr("Không còn trong danh sách"))
        put_mark(self, "stopped", "warnmark")
        self.model = CutModel(self._columns(), row_id=lambda row: row.household_id)
        self.table = RecordTable(self.model, dense=True)
        delegate = LinkDelegate(self.table, 4, lambda row: isinstance(row, Ending))
        self.table.setItemDelegate(delegate)
        self.table.setAccessibleName(tr("Hộ không còn trong danh sách"))
        self.table.chosen.connect(lambda _id: self._turn())
        self.table.clicked.connect(lambda index: self._turn() if delegate.is_link(index) else None)
        self._none = EmptyState(tr("Hộ nào có diện cũng có trong danh sách"))
        self.question = words("", "strong", wrap=True)
        self.question.setContentsMargins(12, 10, 12, 10)
        self.end = act(tr("Hộ này hết diện"), lambda: self._answer(all_=False), keys="H")
        self.end_all = act(tr("Cả danh sách hết diện"), lambda: self._answer(all_=True),
                           keys="Shift+H")  # fmt: skip
        self.body.addWidget(self.question)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._none, 1)
        self.body.addWidget(self._buttons())
        self.enable(on=False)

    def _columns(self) -> tuple[Column[Ending], ...]:
        return (
            Column(tr("Mã hộ"), lambda e: shown(e.code) if e.code else tr("hộ mới"),
                   kind="second", width=90),
            Column(tr("Chủ hộ"), lambda e: e.head or tr("chưa có chủ hộ"), kind="name"),
            Column(tr("Thôn"), lambda e: e.village, width=134),
            Column(tr("Diện đã có"), self._standing, kind="small", width=136),
            Column(tr("Trả lời"), lambda e: tr("hết diện") if e.ended else tr("để lại, hỏi sau"),
                   kind="small", width=104),
        )  # fmt: skip

    def _standing(self, one: Ending) -> str:
        said = sentences().say(f"standing.{one.kind}")
        return tr("{standing}, {year}").format(standing=said, year=one.of_year)

    def _buttons(self) -> QWidget:
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        for action in (self.end, self.end_all):
            row.addWidget(Button.of(action, small=True))
        row.addStretch(1)
        row.addWidget(words(tr("Chưa trả lời thì không hộ nào hết diện"), "small"))
        strip.setFixedHeight(look().metrics.px(48))
        return strip

    def enable(self, *, on: bool) -> None:
        """Let the keys work, only while the panel is on screen."""
        for action in (self.end, self.end_all):
            action.setEnabled(on and self.model.rowCount() > 0)

    def show_endings(self, endings: tuple[Ending, ...]) -> None:
        """Show the households asked about, the current one staying where it was."""
        place = max(self.table.currentIndex().row(), 0)
        self.question.setText(question(endings))
        self.question.setVisible(bool(endings))
        self.model.set_rows(endings)
        self.table.setVisible(bool(endings))
        self._none.setVisible(not endings)
        if endings:
            self.table.setCurrentIndex(self.model.index(min(place, len(endings) - 1), 0))

    def _current(self) -> Ending | None:
        found = self.model.row_at(self.table.currentIndex().row())
        return found if isinstance(found, Ending) else None

    def _turn(self) -> None:
        now = self._current()
        if now is not None:
            self.ended.emit((now,), not now.ended)

    def _answer(self, *, all_: bool) -> None:
        now = self._current()
        chosen = tuple(self.model.rows()) if all_ else (now,) if now else ()
        if chosen:
            self.ended.emit(chosen, True)
