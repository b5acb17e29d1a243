"""Reasons to tick, side by side, each with how often visits met it."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton

from rules.money import dong
from ui.checks import SIZE, paint_check
from ui.style import look

_EDGE, _GAP = 10, 8


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to tick, and how often visits met it."""

    number: int
    title: str
    met: int


class CheckChip(QToolButton):
    """One reason: a box, its words, and a count behind them; Space turns it.

    Signals:
        left: Enter was pressed; the keys go on behind the reasons.
    """

    left = Signal()

    def __init__(self, reason: Reason) -> None:
        super().__init__()
        self.reason = reason
        self.number = reason.number
        self._count = dong(reason.met) if reason.met else ""
        self.setText(reason.title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringed", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        said = self.tr("{reason}, gặp {n} lần khi đến nhà")
        self.setAccessibleName(said.format(reason=reason.title, n=reason.met))

    def sizeHint(self) -> QSize:
        """As wide as box, words and count."""
        now = look()
        width = 2 * _EDGE + SIZE + _GAP
        width += QFontMetrics(now.font("small_head")).horizontalAdvance(self.text())
        if self._count:
            width += _GAP + QFontMetrics(now.font("tiny")).horizontalAdvance(self._count)
        return QSize(width + 2, now.metrics.small_field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, as in every field."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        now = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setBrush(now.color("tint" if on else "raised" if self.underMouse() else "surface"))
        painter.setPen(now.color("accent" if on else "lines"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        box = QRect(_EDGE, (self.height() - SIZE) // 2, SIZE, SIZE)
        paint_check(painter, box, on=on, enabled=self.isEnabled())
        painter.setFont(now.font("small_head"))
        painter.setPen(now.color("text" if self.isEnabled() else "text3"))
        place = self.rect().adjusted(_EDGE + SIZE + _GAP, 0, -_EDGE, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(now.font("tiny"))
        painter.setPen(now.color("text2" if on else "text3"))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, side, self._count)
