"""A value of the law in time: steps, today's line, and what is not confirmed yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rules.calendar import shown_day
from ui.curve import tick_step
from ui.style import FontRole, look

HEIGHT = 142
_TOP, _BOTTOM, _RIGHT = 40, 24, 24
_AHEAD = 3  # years shown after the latest step
_ACROSS = 3  # lines across above the ground, at most
_SCALE = 10_000  # the finest part of a number that a line across may stand at


@dataclass(frozen=True, slots=True)
class ValueStep:
    """One value of a history: its days, its number, and whether it is confirmed."""

    start: date
    until: date | None
    amount: int | Fraction
    text: str
    sure: bool = True


class ValueSteps(QWidget):
    """The steps of one value over the years; the same facts stand in the table below it."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[ValueStep, ...] = ()
        self._today = date.min
        self._text: Callable[[int | Fraction], str] = str
        self._chosen: date | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look().changed.connect(self.updateGeometry)

    def put(
        self,
        steps: Sequence[ValueStep],
        *,
        today: date,
        text: Callable[[int | Fraction], str],
    ) -> None:
        """Show these steps, oldest first; `text` writes a number at the axis."""
        self._steps, self._today, self._text = tuple(steps), today, text
        spoken = self.tr("từ {day}: {value}")
        told = [spoken.format(day=shown_day(one.start), value=one.text) for one in steps]
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def choose(self, start: date | None) -> None:
        """Draw the step that begins on a day stronger than the others."""
        self._chosen = start
        self.update()

    def steps(self) -> tuple[ValueStep, ...]:
        """What is shown."""
        return self._steps

    def sizeHint(self) -> QSize:
        """134 px for the plot and its labels, more with larger letters, less in low windows."""
        height = {"full": HEIGHT, "compact": 128, "tight": 116}[look().metrics.density]
        return QSize(300, look().metrics.px(height))

    # -- where things stand

    def _years(self) -> tuple[int, int]:
        first = min(self._steps[0].start, self._today).year
        return first, max(self._steps[-1].start, self._today).year + _AHEAD

    def _plot(self) -> QRect:
        metrics = QFontMetrics(look().font("tiny"))
        widest = max(
            (metrics.horizontalAdvance(self._text(one)) for one in self._ticks()), default=0
        )
        px = look().metrics.px
        return self.rect().adjusted(max(widest + 20, px(40)), px(_TOP), -_RIGHT, -px(_BOTTOM))

    def _highest(self) -> Fraction:
        return max(Fraction(one.amount) for one in self._steps) or Fraction(1)

    def _ticks(self) -> list[int | Fraction]:
        step = Fraction(tick_step(int(self._highest() * _SCALE) or 1, _ACROSS), _SCALE)
        whole = all(isinstance(one.amount, int) for one in self._steps)
        if whole and step < 1:
            step = Fraction(1)
        ticks = [step * n for n in range(_ACROSS + 1) if step * n <= self._highest()]
        return [int(one) for one in ticks] if whole else list(ticks)

    def _x(self, day: date, plot: QRect) -> int:
        first, last = self._years()
        year = day.year + (day.timetuple().tm_yday - 1) / 366
        share = (year - first) / (last - first)
        return plot.left() + round(min(max(share, 0.0), 1.0) * plot.width())

    def _y(self, amount: int | Fraction, plot: QRect) -> int:
        return plot.bottom() - round(float(Fraction(amount) / self._highest()) * plot.height())

    # -- drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw lines across, steps, years and today."""
        if not self._steps:
            return
        painter = QPainter(self)
        plot = self._plot()
        self._paint_axes(painter, plot)
        for place, step in enumerate(self._steps):
            self._paint_step(painter, plot, place, step)
        self._paint_today(painter, plot)
        taken: list[QRect] = []
        for step in sorted(self._steps, key=lambda one: not self._now(one)):
            self._paint_label(painter, plot, step, taken)

    def _paint_axes(self, painter: QPainter, plot: QRect) -> None:
        now = look()
        tiny = now.font("tiny")
        painter.setFont(tiny)
        metrics = QFontMetrics(tiny)
        for tick in self._ticks():
            y = self._y(tick, plot)
            painter.fillRect(
                plot.left(), y, plot.width(), 1, now.color("lines" if not tick else "hair")
            )
            painter.setPen(now.color("text2"))
            box = QRect(0, y - 8, plot.left() - 8, 16)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._text(tick)
            )
        first, last = self._years()
        room = metrics.horizontalAdvance("2026") + 20
        every = next(
            n for n in (1, 2, 5, 10, 20, 50) if plot.width() / (last - first) * n >= room or n == 50
        )
        for year in range(first, last + 1, every):
            x = self._x(date(year, 1, 1), plot)
            painter.fillRect(x, plot.bottom() + 1, 1, 3, now.color("lines"))
            box = QRect(x - 30, plot.bottom() + 5, 60, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, str(year))

    def _now(self, step: ValueStep) -> bool:
        return step.start <= self._today and (step.until is None or step.until >= self._today)

    def _open(self, step: ValueStep) -> bool:
        """Whether a step is still to be confirmed, not only to be looked up in an old paper."""
        return not step.sure and (step.until is None or step.until >= self._today)

    def _box(self, plot: QRect, step: ValueStep) -> QRect:
        left = self._x(step.start, plot)
        right = plot.right() if step.until is None else self._x(step.until, plot)
        top = self._y(step.amount, plot)
        return QRect(left, top, max(right - left, 2), plot.bottom() - top)

    def _paint_step(self, painter: QPainter, plot: QRect, place: int, step: ValueStep) -> None:
        now = look()
        box = self._box(plot, step)
        ground = "warntint" if self._open(step) else "tint" if self._now(step) else "bartrack"
        painter.fillRect(box, now.color(ground))
        strong = 3 if step.start == self._chosen else 2
        pen = QPen(now.color("warnmark" if self._open(step) else "accent"), strong)
        if self._open(step):
            pen.setStyle(Qt.PenStyle.DashLine)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        if place and self._steps[place - 1].until is not None:
            before = self._y(self._steps[place - 1].amount, plot)
            painter.drawLine(box.left(), before, box.left(), box.top())
        painter.drawLine(box.left(), box.top(), box.right() + 1, box.top())

    def _paint_today(self, painter: QPainter, plot: QRect) -> None:
        now = look()
        x = self._x(self._today, plot)
        top = now.metrics.px(14)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.color("target"), 1.5))
        painter.drawLine(QPointF(x, top - 4), QPointF(x, plot.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        words = self.tr("ngày {day}").format(day=shown_day(self._today))
        painter.setFont(now.font("tiny"))
        painter.setPen(now.color("text"))
        width = QFontMetrics(now.font("tiny")).horizontalAdvance(words)
        left = x - width - 6 if x - width - 6 > 0 else x + 6
        painter.drawText(left, top + 6, words)

    def _paint_label(
        self, painter: QPainter, plot: QRect, step: ValueStep, taken: list[QRect]
    ) -> None:
        """Write the number over its step, where no other number stands already.

        The value in force is written first, however short it has been so.
        """
        role: FontRole = "strong" if self._now(step) else "tiny"
        metrics = QFontMetrics(look().font(role))
        box = self._box(plot, step)
        width = metrics.horizontalAdvance(step.text)
        left = box.center().x() - width // 2
        left = max(min(left, self.width() - width - 4), plot.left() + 2)
        place = QRect(left, box.top() - metrics.height() - 2, width, metrics.height())
        today = self._x(self._today, plot)
        line = QRect(today - 2, 0, 4, plot.bottom())
        if place.intersects(line):
            side = today + 4 if step.start > self._today else today - width - 4
            place.moveLeft(side)
        narrow = width > box.width() + 24 and not self._now(step)
        if narrow or any(place.intersects(one) for one in taken):
            return
        taken.append(place)
        painter.setFont(look().font(role))
        painter.setPen(look().color("text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, step.text)
        if self._open(step):
            self._paint_doubt(painter, box)

    def _paint_doubt(self, painter: QPainter, box: QRect) -> None:
        """Say under a dashed step that it is not confirmed, where there is room."""
        words = self.tr("chưa xác nhận")
        metrics = QFontMetrics(look().font("tiny"))
        if metrics.horizontalAdvance(words) + 8 > box.width() or metrics.height() > box.height():
            return
        painter.setFont(look().font("tiny"))
        painter.setPen(look().color("warn"))
        top = QRect(box.left(), box.top() + 4, box.width(), metrics.height())
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, words)
