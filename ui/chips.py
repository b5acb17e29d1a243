"""Small buttons in a row that put a value in: one of them is on while its value stands there."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton

from ui.style import look


class Chip(QToolButton):
    """A value to take at a press; it takes no keys, so that the field beside it keeps them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As wide as its words need."""
        words = QFontMetrics(look().font("small_head")).horizontalAdvance(self.text())
        return QSize(words + 14, look().metrics.small_field)

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint() - QSize(6, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, border and words."""
        now = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setBrush(now.color("tint" if on else "raised" if self.underMouse() else "surface"))
        painter.setPen(now.color("accent" if on else "lines"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(now.font("small_head"))
        ink = "text3" if not self.isEnabled() else "accentp" if on else "text"
        painter.setPen(now.color(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
