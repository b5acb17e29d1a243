"""Villages as bars on one scale, against the line of the target; arrow keys move, Enter opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rules.money import dong
from ui.states import paint_state
from ui.style import FontRole, look

_NAME, _RATE, _MISSING, _BAR = 96, 46, 40, 10
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}


@dataclass(frozen=True, slots=True)
class VillageBar:
    """One village.

    Attributes:
        key: its id.
        name: as it is written beside the bar.
        rate: from 0 to 1; None where nobody lives.
        missing: how many are missing to the target; 0 once it is reached, None without one.
        aim: the rate to reach; None without a target.
    """

    key: str
    name: str
    rate: Fraction | None
    missing: int | None
    aim: Fraction | None = None


class VillageBars(QWidget):
    """Bars on a scale from 0 to 100 %; the line of the target goes through the rows.

    Where villages are to reach different rates, each row has its own piece of the line.

    Signals:
        opened: Enter, or a press on a row; carries the key of the village.
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[VillageBar, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look().changed.connect(self.updateGeometry)

    def put(self, bars: Sequence[VillageBar]) -> None:
        """Show these villages; the one that is current stays current."""
        kept = self._bars[self._at].key if self._bars else ""
        self._bars = tuple(bars)
        keys = [one.key for one in bars]
        self._at = keys.index(kept) if kept in keys else 0
        self._speak()
        self.updateGeometry()
        self.update()

    def bars(self) -> tuple[VillageBar, ...]:
        """What is shown."""
        return self._bars

    def current(self) -> str:
        """The key of the village the keyboard stands on."""
        return self._bars[self._at].key if self._bars else ""

    def _speak(self) -> None:
        """Say the village the keyboard stands on."""
        if not self._bars:
            self.setAccessibleDescription("")
            return
        one = self._bars[self._at]
        rate = self._percent(one)
        if one.missing is None:
            said = f"{one.name}: {rate} %"
        elif one.missing:
            text = self.tr("{name}: {rate} %, thiếu {n} người")
            said = text.format(name=one.name, rate=rate, n=dong(one.missing))
        else:
            said = self.tr("{name}: {rate} %, đã đạt").format(name=one.name, rate=rate)
        self.setAccessibleDescription(said)

    def _percent(self, one: VillageBar) -> str:
        if one.rate is None:
            return "–"
        tenths = int(one.rate * 1000 + Fraction(1, 2))
        return f"{tenths // 10},{tenths % 10}"

    # -- sizes

    def _row(self) -> int:
        sizes = look().metrics
        return sizes.px(17 if sizes.density == "full" else 15)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(376, max(len(self._bars), 1) * self._row())

    def minimumSizeHint(self) -> QSize:
        """Every row is drawn; a scroll area may go round it."""
        return QSize(300, self.sizeHint().height())

    def scale(self) -> tuple[int, int]:
        """Where the scale begins and how long it is."""
        px = look().metrics.px
        left = self._names()
        return left, self.width() - left - px(_RATE) - px(_MISSING)

    def _names(self) -> int:
        """As wide as the longest name: none is cut short while half is left to the bars."""
        px = look().metrics.px
        metrics = QFontMetrics(look().font("small"))
        longest = max((metrics.horizontalAdvance(one.name) for one in self._bars), default=0)
        least = px(_NAME)
        return max(least, min(longest + 8, (self.width() - px(_RATE) - px(_MISSING)) // 2))

    def row_place(self, number: int) -> QRect:
        """The place of a row."""
        return QRect(0, number * self._row(), self.width(), self._row())

    # -- drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows, each with the line of its target."""
        painter = QPainter(self)
        left, wide = self.scale()
        for number, one in enumerate(self._bars):
            place = self.row_place(number)
            self._paint_row(painter, place, one, number)
            if one.aim is not None:
                at = left + round(wide * min(one.aim, Fraction(1)))
                painter.fillRect(at, place.top(), 1, place.height(), look().color("target"))

    def _paint_row(self, painter: QPainter, place: QRect, one: VillageBar, number: int) -> None:
        now = look()
        if number == self._at and self.hasFocus():
            painter.fillRect(place, now.color("tint"))
            painter.fillRect(place.left() - 12, place.top(), 3, place.height(), now.color("accent"))
        left, wide = self.scale()
        reached = one.missing == 0
        role: FontRole = "small"
        painter.setFont(now.font(role))
        painter.setPen(now.color("text"))
        metrics = QFontMetrics(now.font(role))
        name = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, left - 4)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
        bar = QRect(left, 0, wide, min(now.metrics.px(_BAR), place.height() - 4))
        bar.moveTop(place.center().y() - bar.height() // 2 + 1)
        painter.fillRect(bar, now.color("bartrack"))
        if one.rate is not None:
            filled = QRect(bar)
            filled.setWidth(round(bar.width() * min(one.rate, Fraction(1))))
            painter.fillRect(filled, now.color("barok" if reached else "bar"))
        px = now.metrics.px
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place.adjusted(0, 0, -px(_MISSING), 0), right, self._percent(one))
        if one.missing is None:
            return
        if reached:
            shape = QRect(place.right() - 11, place.center().y() - 5, 12, 12)
            paint_state(painter, shape, "covered")
            return
        painter.setFont(now.font("small_strong"))
        painter.drawText(place, right, dong(one.missing))

    # -- keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Home and End go to the ends, Enter opens."""
        last = len(self._bars) - 1
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._go(min(max(self._at + _STEPS[key], 0), last))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._go(0 if key == Qt.Key.Key_Home else last)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._bars:
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)

    def _go(self, number: int) -> None:
        self._at = max(number, 0)
        self._speak()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press opens the village under it."""
        number = round(event.position().y()) // self._row()
        if event.button() == Qt.MouseButton.LeftButton and 0 <= number < len(self._bars):
            self._go(number)
            self.opened.emit(self.current())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard stands."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it stands elsewhere."""
        super().focusOutEvent(event)
        self.update()
