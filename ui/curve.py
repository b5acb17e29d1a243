"""A curve of amounts over years: steps as squares, a person's own place as a disc."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from rules.money import dong
from ui.style import FontRole, look

Years = int | Fraction

_LEFT, _TOP, _BOTTOM, _RIGHT = 66, 30, 26, 30
_SQUARE, _DISC = 6, 5
_NICE = (1, 2, 5)
_ABOVE = {0, 2}  # the tries that stand above the line, on the plain ground


@dataclass(frozen=True, slots=True)
class CurveLine:
    """One line: its steps as (years, đồng), a person's own place on it, and its name."""

    steps: tuple[tuple[Years, int], ...]
    own: tuple[Years, int] | None = None
    name: str = ""

    def points(self) -> list[tuple[Years, int]]:
        """The places the line goes through, from left to right."""
        return sorted({*self.steps, *((self.own,) if self.own else ())})


def tick_step(highest: int, most: int) -> int:
    """The distance of the lines across, in đồng: a round one, at most `most` of them."""
    size = 1
    while True:
        for nice in _NICE:
            if -(-highest // (nice * size)) <= most:
                return nice * size
        size *= 10


class Curve(QWidget):
    """Amounts in đồng over years; the first line is filled, a second one is dashed.

    The same figures must stand in a table beside it: the accessible description says them too.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[CurveLine, ...] = ()
        self._taken: list[QRect] = []
        self._measured: tuple[Years, Years, int, int] = (0, 1, 1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look().changed.connect(self.updateGeometry)

    def put(self, lines: Sequence[CurveLine], spoken: str = "") -> None:
        """Show these lines; `spoken` says them for those who do not see them."""
        self._lines = tuple(lines)
        self.setAccessibleDescription(spoken)
        self.update()

    def lines(self) -> tuple[CurveLine, ...]:
        """What is shown."""
        return self._lines

    def minimumSizeHint(self) -> QSize:
        """The least in which the amounts can be read."""
        return QSize(look().metrics.px(300), look().metrics.px(96))

    def sizeHint(self) -> QSize:
        """As in the pictures."""
        return QSize(546, 220)

    # -- where things stand

    def _plot(self) -> QRect:
        px = look().metrics.px
        low = self.height() < px(160)
        top = px(_TOP - 8 if low else _TOP)
        return self.rect().adjusted(px(_LEFT) + 8, top, -px(_RIGHT) - 12, -px(_BOTTOM))

    def _scale(self) -> tuple[Years, Years, int, int]:
        """First and last year, highest amount of the scale, distance of its lines."""
        points = [point for line in self._lines for point in line.points()]
        years = [at for at, _ in points]
        highest = max((amount for _, amount in points), default=0) or 1
        rows = 3 if self._plot().height() < look().metrics.px(130) else 4
        step = tick_step(highest, rows)
        return min(years), max(years), -(-highest // step) * step, step

    def _place(self, point: tuple[Years, int]) -> QPointF:
        first, last, top, _ = self._measured
        plot = self._plot()
        share = float((point[0] - first) / (last - first)) if last > first else 0.5
        return QPointF(
            plot.left() + share * plot.width(),
            plot.bottom() - point[1] / top * plot.height(),
        )

    # -- drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the scale, the lines from the back to the front, then their amounts."""
        if not any(line.points() for line in self._lines):
            return
        painter = QPainter(self)
        self._taken = []
        self._measured = self._scale()
        self._paint_scale(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, line in reversed(list(enumerate(self._lines))):
            self._paint_line(painter, line, first=number == 0)
        for number, line in enumerate(self._lines):
            self._paint_own(painter, line, first=number == 0)
        for number, line in enumerate(self._lines):
            if line.own is not None:
                role: FontRole = "small_strong" if number else "strong"
                self._label(painter, self._place(line.own), dong(line.own[1]), role, _DISC + 5)
        ground = round(self._place((0, 0)).y())
        for line in self._lines[:1]:
            if line.own is not None:  # no amount is written over the dashed line
                at = self._place(line.own)
                foot = QRect(round(at.x()) - 1, round(at.y()), 2, ground - round(at.y()))
                self._taken.append(foot)
        if len(self._lines) == 1:
            self._paint_amounts(painter, self._lines[0])
            return
        for line in self._lines:
            self._label(painter, self._place(line.points()[-1]), line.name, "tiny", _SQUARE)

    def _paint_scale(self, painter: QPainter) -> None:
        now = look()
        plot = self._plot()
        first, _, top, step = self._measured
        font = now.font("tiny")
        metrics = QFontMetrics(font)
        for amount in range(0, top + 1, step):
            y = round(self._place((first, amount)).y())
            painter.fillRect(
                plot.left(), y, plot.width(), 1, now.color("line" if not amount else "hair")
            )
            words = dong(amount)
            left = plot.left() - now.metrics.px(8) - metrics.horizontalAdvance(words)
            self._write(painter, (left, y + metrics.ascent() // 2 - 1), words, font, "text2")
        years = [at for at, _ in self._lines[0].steps]
        for at in years:
            edge = at in {years[0], years[-1]}
            words = self.tr("{years} năm").format(years=at) if edge else str(at)
            middle = round(self._place((at, 0)).x()) - metrics.horizontalAdvance(words) // 2
            base = plot.bottom() + now.metrics.px(6) + metrics.ascent()
            self._write(painter, (middle, base), words, font, "text2")

    def _paint_line(self, painter: QPainter, line: CurveLine, *, first: bool) -> None:
        now = look()
        places = [self._place(point) for point in line.points()]
        if first:
            ground = self._place((0, 0)).y()
            below = [QPointF(places[0].x(), ground), *places, QPointF(places[-1].x(), ground)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("tint"))
            painter.drawPolygon(QPolygonF(below))
        ink = now.color("accent" if first else "text2")
        painter.setPen(
            QPen(ink, 2 if first else 1.5, Qt.PenStyle.SolidLine if first else Qt.PenStyle.DashLine)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(QPen(ink, 1.5))
        painter.setBrush(now.color("surface"))
        for point in line.steps:
            at = self._place(point)
            half = _SQUARE / 2
            painter.drawRect(QRectF(at.x() - half, at.y() - half, _SQUARE, _SQUARE))

    def _paint_own(self, painter: QPainter, line: CurveLine, *, first: bool) -> None:
        if line.own is None:
            return
        now = look()
        at = self._place(line.own)
        if first:
            painter.setPen(QPen(now.color("text"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(at, QPointF(at.x(), self._place((0, 0)).y()))
        painter.setPen(QPen(now.color("text" if first else "text2"), 1.5))
        painter.setBrush(now.color("text" if first else "surface"))
        painter.drawEllipse(at, _DISC, _DISC)
        self._taken.append(
            QRect(round(at.x()) - _DISC, round(at.y()) - _DISC, 2 * _DISC, 2 * _DISC)
        )

    def _paint_amounts(self, painter: QPainter, line: CurveLine) -> None:
        """Write the amount of each step; the last one only where the line still rises to it."""
        before = 0
        for point in line.steps:
            last = point == line.steps[-1]
            if point != line.own and not (last and point[1] == before):
                self._label(painter, self._place(point), dong(point[1]), "tiny", _SQUARE)
            before = point[1]

    def _label(self, painter: QPainter, at: QPointF, words: str, role: FontRole, gap: int) -> None:
        """Write an amount above its place, else below it at the right, else not over another."""
        font = look().font(role)
        metrics = QFontMetrics(font)
        size = QSize(metrics.horizontalAdvance(words), metrics.height() - 2)
        x, y = round(at.x()), round(at.y())
        above, below = y - gap - size.height(), y + gap
        tries = (
            QRect(x - size.width() // 2, above, size.width(), size.height()),
            QRect(x + 4, below, size.width(), size.height()),
            QRect(x - size.width() + 4, above, size.width(), size.height()),
            QRect(x - size.width() // 2, below, size.width(), size.height()),
        )
        room = self.rect().adjusted(self._plot().left() - 4, 0, -2, 0)
        for number, box in enumerate(tries):
            if room.contains(box) and not any(
                box.adjusted(-6, 0, 6, 0).intersects(other) for other in self._taken
            ):
                self._taken.append(box)
                ink = "text" if role in {"strong", "small_strong"} else "text2"
                base = box.top() + metrics.ascent() - 1
                if number in _ABOVE:  # no line of the scale runs through an amount
                    painter.fillRect(box.adjusted(-1, 4, 1, -3), look().color("surface"))
                self._write(painter, (box.left(), base), words, font, ink)
                return

    @staticmethod
    def _write(painter: QPainter, at: tuple[int, int], words: str, font: QFont, ink: str) -> None:
        painter.setFont(font)
        painter.setPen(look().color(ink))
        painter.drawText(at[0], at[1], words)
