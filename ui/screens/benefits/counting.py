"""How many people of one group pay: a number that keys and two small buttons change."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from rules.errors import Problem
from ui.chips import Chip
from ui.fields import LineField
from ui.panels import words

MOST = 20
_WIDTH = 36


class CountEdit(LineField):
    """A number of people from 0 to 20; plus and minus change it, typed or pressed."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, "", small=True)
        self.line.setAccessibleName(label)
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.setFixedWidth(_WIDTH)
        self.line.setPlaceholderText("0")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.row = QHBoxLayout()
        self.row.setSpacing(4)
        self.less, self.more = Chip("−"), Chip("+")
        for chip, step, said in ((self.less, -1, self.tr("Bớt")), (self.more, 1, self.tr("Thêm"))):
            chip.setCheckable(False)
            chip.setFixedWidth(24)
            chip.setAccessibleName(said)
            chip.clicked.connect(lambda _=False, by=step: self.add(by))
        self.row.addWidget(words(label, "body"), 1)
        for widget in (self.less, self, self.more):
            self.row.addWidget(widget)

    def read(self, text: str) -> int:
        """The number of a text.

        Raises:
            Problem: bad_people.
        """
        if not text.isdecimal() or int(text) > MOST:
            raise Problem("bad_people", value=text)
        return int(text)

    def value(self) -> int | None:
        """How many; None where the text is no number."""
        if not self.text().strip():
            return 0
        found: int | None = super().value()
        return found

    def set_value(self, value: Any) -> None:
        """Show a number; none is an empty field."""
        super().set_value(value or None)

    def add(self, by: int) -> None:
        """One more, or one fewer."""
        if self.isEnabled():
            self.set_value(min(max((self.value() or 0) + by, 0), MOST))
            self.changed.emit()

    def hold(self, *, on: bool) -> None:
        """Take no keys while the household itself says who pays."""
        for widget in (self, self.less, self.more):
            widget.setEnabled(on)

    def _key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.add(step)
            return True
        return super()._key(event)
