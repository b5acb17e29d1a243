"""The four steps of reading a list in, as numbered discs on one line."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.screens.intake.wording import tr
from ui.style import look

DISC, GAP, LINE = 20, 8, 32


class Steps(QWidget):
    """Shows which step is open; steps before it are ticked."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(0)
        look().changed.connect(self.updateGeometry)

    @staticmethod
    def names() -> tuple[str, ...]:
        """What the steps are called."""
        return (tr("Chọn tệp"), tr("Nhận cột và kiểu chữ"), tr("Xem lại"), tr("Ghi vào sổ"))

    def show_step(self, number: int) -> None:
        """Open a step, counted from 0; 4 means that all are done."""
        self._now = number
        name = self.names()[min(number, 3)]
        self.setAccessibleName(tr("Bước {n}: {name}").format(n=min(number, 3) + 1, name=name))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a small field."""
        return QSize(600, look().metrics.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw discs, words and the lines between them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0
        for number, name in enumerate(self.names()):
            if number:
                painter.fillRect(left, self.height() // 2, LINE, 1, look().color("lines"))
                left += LINE + 10
            self._disc(painter, left, number)
            left = self._word(painter, left + DISC + GAP, number, name) + 10

    def _disc(self, painter: QPainter, left: int, number: int) -> None:
        now = look()
        place = QRect(left, (self.height() - DISC) // 2, DISC, DISC)
        done, open_ = number < self._now, number == self._now
        ground = "ok" if done else "accent" if open_ else "window"
        painter.setBrush(now.color(ground))
        painter.setPen(QPen(now.color("lines" if ground == "window" else ground), 1))
        painter.drawEllipse(place.toRectF().adjusted(0.5, 0.5, -0.5, -0.5))
        if done:
            paint_icon(painter, place.adjusted(4, 4, -4, -4), "check", "onaccent")
            return
        painter.setFont(now.font("small_strong" if open_ else "small"))
        painter.setPen(now.color("onaccent" if open_ else "text2"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number + 1))

    def _word(self, painter: QPainter, left: int, number: int, name: str) -> int:
        now = look()
        font = now.font("strong" if number == self._now else "body")
        painter.setFont(font)
        painter.setPen(now.color("text" if number == self._now else "text2"))
        width = QFontMetrics(font).horizontalAdvance(name)
        box = QRect(left, 0, width + 4, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        return left + width
