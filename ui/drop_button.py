"""A button that looks like a field and opens a choice: its box, its words, its mark."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.icons import paint_icon
from ui.style import look


class DropButton(QPushButton):
    """Says what is chosen and, pressed, opens the choice; a subclass writes its words."""

    def __init__(self, across: QSizePolicy.Policy) -> None:
        super().__init__()
        self.setProperty("ringed", True)
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def write_words(self, painter: QPainter) -> None:
        """Write what is chosen, left of the mark."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrow down open the choice, as a press does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, its words and its mark."""
        now = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(now.color("raised" if self.underMouse() else "surface"))
        painter.setPen(now.color("text2" if self.underMouse() else "lines"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        self.write_words(painter)
        mark = QRect(self.width() - 24, (self.height() - 14) // 2, 14, 14)
        paint_icon(painter, mark, "chevron-down", "text2")
