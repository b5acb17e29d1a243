"""Counts that act as tabs: a figure over its words, or behind a shape; the open one framed."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from rules.money import dong
from ui.states import paint_state
from ui.style import look


@dataclass(frozen=True, slots=True)
class Counter:
    """One count: its key, how many, what they are, and the token of its figure.

    With a `shape` (a kind of `ui.states`, or `more`) all stands on one line, and `ink` is the
    token of the shape.
    """

    key: str
    number: int
    words: str
    ink: str = "text"
    shape: str = ""


class _CounterButton(QToolButton):
    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self.counter = counter
        self.setCheckable(True)
        self.setText(f"{dong(counter.number)} {counter.words}")
        self.setAccessibleName(self.text())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringed", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        now = look()
        words = QFontMetrics(now.font("small")).horizontalAdvance(self.counter.words)
        if self.counter.shape:
            figure = QFontMetrics(now.font("title")).horizontalAdvance(dong(self.counter.number))
            return QSize(12 + 25 + figure + 10 + words + 8, now.metrics.px(52))
        figure = QFontMetrics(now.font("heading")).horizontalAdvance(dong(self.counter.number))
        return QSize(max(words, figure) + 26, now.metrics.px(52))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2 if self.isChecked() else 1
        border = "accent" if self.isChecked() else "text2" if self.underMouse() else "line"
        painter.setPen(QPen(now.color(border), width))
        painter.setBrush(now.color("surface"))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        if self.counter.shape:
            self._paint_line(painter)
            return
        painter.setFont(now.font("heading"))
        zero = self.counter.number == 0
        painter.setPen(now.color("text3" if zero else self.counter.ink))
        half = self.height() // 2
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(
            self.rect().adjusted(13, 0, 0, -half + 2), flags, dong(self.counter.number)
        )
        painter.setFont(now.font("small"))
        painter.setPen(now.color("text2"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(self.rect().adjusted(13, half + 4, 0, 0), flags, self.counter.words)

    def _paint_line(self, painter: QPainter) -> None:
        now = look()
        counter = self.counter
        zero = counter.number == 0
        ink = "text3" if zero else counter.ink
        place = QRect(13, self.height() // 2 - 7, 14, 14)
        if counter.shape == "more":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color(ink))
            left, top = place.left(), place.top()
            corners = ((7, 2), (12.4, 12), (1.6, 12))
            painter.drawPolygon([QPointF(left + x, top + y) for x, y in corners])
        else:
            paint_state(painter, place, counter.shape, ink=ink)
        figure = dong(counter.number)
        painter.setFont(now.font("title"))
        painter.setPen(now.color("text3" if zero else "text"))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(37, -1, 0, -1), middle, figure)
        left = 37 + QFontMetrics(now.font("title")).horizontalAdvance(figure) + 10
        painter.setFont(now.font("small"))
        painter.setPen(now.color("text2"))
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), middle, counter.words)


class Counters(QWidget):
    """Counts side by side, one open; `picked` sends its key."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look().metrics.gap)
        self._buttons: dict[str, _CounterButton] = {}

    def set_counters(self, counters: tuple[Counter, ...]) -> None:
        """Show other counts; the open one stays open where it still exists."""
        kept = self.key()
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {counter.key: _CounterButton(counter) for counter in counters}
        for button in self._buttons.values():
            self._group.addButton(button)
            self._row.addWidget(button, 1)
        if counters:
            self.set_key(kept if kept in self._buttons else counters[0].key)

    def key(self) -> str:
        """The key of the open count; empty when there is none."""
        checked = self._group.checkedButton()
        return checked.counter.key if isinstance(checked, _CounterButton) else ""

    def next_key(self) -> str:
        """The key of the next count that is not zero, around the end; else the open one."""
        keys = list(self._buttons)
        now = keys.index(self.key()) if self.key() in keys else 0
        around = (*keys[now + 1 :], *keys[: now + 1])
        return next((key for key in around if self._buttons[key].counter.number), self.key())

    def set_key(self, key: str) -> None:
        """Open a count without sending `picked`."""
        self._buttons[key].setChecked(True)

    def _clicked(self) -> None:
        self.picked.emit(self.key())
