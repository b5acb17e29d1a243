"""What the tick of a bar means, beside the bars."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.panels import words
from ui.style import look


class _Tick(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(2, 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, (self.height() - 12) // 2, 2, 12, look().color("target"))


class Legend(QWidget):
    """The tick and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        tick = _Tick()
        tick.setFixedWidth(2)
        row.addWidget(tick)
        row.addWidget(words(text, "small"))
