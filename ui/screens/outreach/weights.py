"""Cách xếp: how much each reason weighs, seen, changed and put back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.errors import RuleError
from storage.outreach import OfficeWeight
from ui.buttons import Button
from ui.dialogs import Dialog
from ui.fields import LineField
from ui.panels import words
from ui.screens.outreach.wording import tr
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel

_ROWS = 13
_MOST = 999


class _PointsEdit(LineField):
    """Points, days or months: a whole number from 0 to 999."""

    def read(self, text: str) -> int:
        """The number.

        Raises:
            RuleError: bad_count (value).
        """
        if not text.isdecimal() or int(text) > _MOST:
            raise RuleError("bad_count", value=text)
        return int(text)


class WeightsDialog(Dialog):
    """Every weight with why it is what it is; nothing is written before the button.

    Args:
        weights: as they are.
        parent: the window.
    """

    def __init__(self, weights: tuple[OfficeWeight, ...], parent: QWidget) -> None:
        super().__init__(
            tr("Cách xếp hộ cần đến trước"),
            tr("Điểm của hộ là tổng điểm các lý do; bằng điểm thì theo đường đi. Điểm 0: bỏ."),
            filled=tr("Giữ cách xếp này"),
            foot_note=tr("Hoàn tác được bằng Ctrl+Z"),
            parent=parent,
            wide=True,
        )
        self._weights = weights
        self.values = {one.shipped.name: one.value for one in weights}
        self.model: RowsModel[OfficeWeight] = RowsModel((), row_id=lambda one: one.shipped.name)
        self.model.columns = (
            Column(tr("Lý do"), lambda one: one.shipped.title, kind="name"),
            Column(tr("Giá trị"), self._value, align="right", kind="strong", width=92),
            Column(tr("Mức chung"), self._shipped, align="right", kind="second", width=92),
        )  # fmt: skip
        self.table = RecordTable(self.model, report=True)
        self.table.setAccessibleName(tr("Các lý do và điểm"))
        self.field = _PointsEdit("value", "", small=True, right=True)
        self.restore = Button(tr("Dùng lại mức chung"), icon_name="undo-2", keys="Ctrl+R")
        self.restore.clicked.connect(self.put_back)
        self._lay()
        QShortcut(QKeySequence("Ctrl+R"), self, self.put_back)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.filled.click)
        self.filled.set_keys("Ctrl+Enter")
        self.filled.setDefault(False)
        self.filled.clicked.disconnect(self.accept)
        self.filled.clicked.connect(self._keep)
        self._show()
        self._follow()
        self.field.setFocus()

    def _lay(self) -> None:
        sizes = look().metrics
        self.table.setFixedHeight(_ROWS * sizes.report + sizes.table_head)
        self.body.addWidget(self.table)
        strip = QWidget()
        strip.setMinimumHeight(sizes.px(36))
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.field.setFixedWidth(96)
        self.about = words("", "name")
        self.why = words("", "small")
        row.addWidget(self.about)
        row.addWidget(self.field)
        row.addWidget(words(tr("Enter: sang lý do sau"), "small"))
        row.addStretch(1)
        self.body.addWidget(strip)
        self.body.addWidget(self.why)
        self.extra.addWidget(self.restore)
        self.table.current_changed.connect(lambda _id: self._follow())
        self.field.next_asked.connect(self._set)

    def changes(self) -> dict[str, int]:
        """What is to be written: the new values of the weights that are others."""
        return {
            one.shipped.name: self.values[one.shipped.name]
            for one in self._weights
            if self.values[one.shipped.name] != one.value
        }

    def put_back(self) -> None:
        """Take every value as it ships; written with the button."""
        self.values = {one.shipped.name: one.shipped.value for one in self._weights}
        self._show()
        self._follow()

    def _value(self, one: OfficeWeight) -> str:
        units = {"points": "{n}", "days": tr("{n} ngày"), "months": tr("{n} tháng")}
        return units[one.shipped.unit].format(n=self.values[one.shipped.name])

    def _shipped(self, one: OfficeWeight) -> str:
        same = self.values[one.shipped.name] == one.shipped.value
        return "" if same else str(one.shipped.value)

    def _show(self) -> None:
        at = self.table.currentIndex().row()
        self.model.set_rows(self._weights)
        self._go(max(at, 0))

    def _current(self) -> OfficeWeight | None:
        return self.model.row_at(self.table.currentIndex().row())

    def _go(self, at: int) -> None:
        self.table.setCurrentIndex(self.model.index(min(at, len(self._weights) - 1), 0))

    def _follow(self) -> None:
        one = self._current()
        if one is not None:
            self.about.setText(tr("{title}:").format(title=one.shipped.title))
            self.why.setText(one.shipped.why)
            self.field.set_value(self.values[one.shipped.name])
            self.field.line.selectAll()

    def _take(self) -> bool:
        """Take what stands in the field; False where it cannot be read."""
        one = self._current()
        if one is None or not self.field.settle():
            return False
        value = self.field.value()
        self.values[one.shipped.name] = one.shipped.value if value is None else int(value)
        return True

    def _set(self, step: int) -> None:
        at = self.table.currentIndex().row()
        if self._take():
            self._show()
            self._go(max(0, at + step))
            self._follow()

    def _keep(self) -> None:
        if self._take():
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows walk through the reasons while a number is typed."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self._set(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)
