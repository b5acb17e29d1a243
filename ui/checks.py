"""Check boxes and one-of-many choices, 16 px, drawn from the tokens."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton

from ui.style import look

SIZE = 16


def paint_check(painter: QPainter, rect: QRect, *, on: bool, enabled: bool = True) -> None:
    """Draw a check box of 16 px."""
    now = look()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = ("accent" if enabled else "lines") if on else ("surface" if enabled else "raised")
    painter.setPen(now.color(("accent" if enabled else "lines") if on else "lines"))
    painter.setBrush(now.color(ground))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if on:
        pen = QPen(now.color("onaccent"), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        corner = QPointF(rect.topLeft())
        points = (QPointF(4.2, 8.3), QPointF(6.8, 10.8), QPointF(11.8, 5.4))
        painter.drawPolyline([corner + point for point in points])
    painter.restore()


def paint_radio(painter: QPainter, rect: QRect, *, on: bool) -> None:
    """Draw a one-of-many mark of 16 px."""
    now = look()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if on:
        painter.setPen(QPen(now.color("accent"), 5))
        painter.setBrush(now.color("onaccent"))
        painter.drawEllipse(QRectF(rect).adjusted(2.5, 2.5, -2.5, -2.5))
    else:
        painter.setPen(now.color("lines"))
        painter.setBrush(now.color("surface"))
        painter.drawEllipse(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def _size(button: QAbstractButton) -> QSize:
    words = QFontMetrics(look().font("body")).horizontalAdvance(button.text())
    return QSize(SIZE + (8 + words if button.text() else 0), max(look().metrics.px(20), SIZE))


def _paint_words(painter: QPainter, button: QAbstractButton) -> None:
    painter.setFont(look().font("body"))
    painter.setPen(look().color("text" if button.isEnabled() else "text3"))
    place = button.rect().adjusted(SIZE + 8, 0, 0, 0)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(place, flags, button.text())


class CheckBox(QCheckBox):
    """A yes or no with its words; Space turns it."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setProperty("ringed", True)

    def sizeHint(self) -> QSize:
        """The box and its words."""
        return _size(self)

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return _size(self)

    def hitButton(self, pos: object) -> bool:
        """The words belong to the box."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box and words."""
        painter = QPainter(self)
        box = QRect(0, (self.height() - SIZE) // 2, SIZE, SIZE)
        paint_check(painter, box, on=self.isChecked(), enabled=self.isEnabled())
        _paint_words(painter, self)


class RadioButton(QRadioButton):
    """One of many; the arrow keys move between them."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("ringed", True)

    def sizeHint(self) -> QSize:
        """The mark and its words."""
        return _size(self)

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return _size(self)

    def hitButton(self, pos: object) -> bool:
        """The words belong to the mark."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw mark and words."""
        painter = QPainter(self)
        paint_radio(painter, QRect(0, (self.height() - SIZE) // 2, SIZE, SIZE), on=self.isChecked())
        _paint_words(painter, self)
