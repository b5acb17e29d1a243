"""Small buttons in a row: values to put in, and parts of a filter to take off."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton

from ui.icons import paint_icon
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


class PartChip(QToolButton):
    """A part of a filter; pressing it, Delete or Backspace takes it off.

    Signals:
        removed: it should go.
    """

    removed = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setAccessibleName(self.tr("Bỏ điều kiện {text}").format(text=text))
        self.setToolTip(self.tr("Bỏ điều kiện này (Delete)"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringed", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.removed)
        look().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As wide as its words and the cross need."""
        words = QFontMetrics(look().font("small")).horizontalAdvance(self.text())
        return QSize(words + 33, look().metrics.px(24))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace take it off, as a press does."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, words and cross."""
        now = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(now.color("tint"))
        painter.setPen(now.color("accent" if self.underMouse() else "lines"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(now.font("small"))
        painter.setPen(now.color("text"))
        room = self.rect().adjusted(8, 0, -23, 0)
        words = QFontMetrics(now.font("small")).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        cross = QRect(self.width() - 20, (self.height() - 14) // 2, 14, 14)
        paint_icon(painter, cross, "x", "text2")
