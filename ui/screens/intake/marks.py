"""The shape of a state before the title of a panel."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.panels import Panel
from ui.states import paint_state


class StateMark(QWidget):
    """One shape of 14 px."""

    def __init__(self, kind: str, ink: str) -> None:
        super().__init__()
        self._kind = kind
        self._ink = ink
        self.setFixedSize(14, 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shape."""
        paint_state(QPainter(self), QRect(0, 0, 14, 14), self._kind, ink=self._ink)


def put_mark(panel: Panel, kind: str, ink: str) -> None:
    """Put a shape before the title of a panel."""
    row = panel.head.layout()
    if isinstance(row, QHBoxLayout):
        row.insertWidget(0, StateMark(kind, ink))
