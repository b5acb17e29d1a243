"""Spells on one line of years: bars, a dashed line for a gap, a box for what could follow."""

from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from rules.calendar import Month
from storage.spells import Spell
from ui.screens.enrolments.wording import span_words, spell_title, tr
from ui.style import look

_BAR, _SUPPORT = 16, 5
_LEAST_YEARS, _MOST_TICKS = 6, 9


class SpellLine(QWidget):
    """The time of one person; the same facts stand in the list below it."""

    def __init__(self) -> None:
        super().__init__()
        self._spells: tuple[Spell, ...] = ()
        self._coming: tuple[Month, int] | None = None
        self._on = date(2000, 1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def put(
        self, spells: tuple[Spell, ...], on: date, coming: tuple[Month, int] | None = None
    ) -> None:
        """Show spells; ``coming`` are months that could be paid now, from which month on."""
        self._spells, self._on, self._coming = spells, on, coming
        said = (f"{span_words(one, on)}: {spell_title(one)}, {one.months}" for one in spells)
        self.setAccessibleName(tr("Các lần đóng BHXH tự nguyện"))
        self.setAccessibleDescription("; ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        """80 px high."""
        return QSize(300, look().metrics.px(80))

    def _years(self) -> tuple[int, int]:
        """The first year shown and the first one after."""
        first = min((one.first.year for one in self._spells), default=self._on.year)
        last = self._on.year + 1
        if self._coming is not None:
            last = max(last, self._coming[0].plus(self._coming[1] - 1).year)
        last = max([last, *(one.last.year for one in self._spells if one.last is not None)])
        return min(first, last + 1 - _LEAST_YEARS), last + 1

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw years, spells, what could follow, and today."""
        now = look()
        painter = QPainter(self)
        first, end = self._years()
        left, wide = 12, self.width() - 24
        base = self.height() - now.metrics.px(20)

        def x(month: Month, more: float = 0.0) -> int:
            years = month.year - first + (month.month - 1 + more) / 12
            return left + round(years * wide / (end - first))

        self._axis(painter, (first, end), base, x(Month(first, 1)))
        bar_top = base - now.metrics.px(37)
        for spell in self._spells:
            until = spell.last.plus(1) if spell.last is not None else Month.of(self._on).plus(1)
            place = QRect(x(spell.first), bar_top, max(2, x(until) - x(spell.first)), _BAR)
            self._spell(painter, place, spell)
        if self._coming is not None:
            start, months = self._coming
            box = QRect(x(start), bar_top, max(24, x(start.plus(months)) - x(start)), _BAR)
            box.moveRight(min(box.right(), self.width() - 2))
            self._box(painter, box, f"+{months}")
        self._today(painter, x(Month.of(self._on), (self._on.day - 1) / 31), base)

    def _axis(self, painter: QPainter, years: tuple[int, int], base: int, left: int) -> None:
        now = look()
        first, end = years
        wide = self.width() - 24
        painter.fillRect(left, base, wide, 1, now.color("lines"))
        step = max(1, -(-(end - first) // _MOST_TICKS))
        painter.setFont(now.font("tiny"))
        for year in range(first, end + 1):
            at = left + round((year - first) * wide / (end - first))
            painter.fillRect(at, now.metrics.px(2), 1, base - now.metrics.px(2), now.color("hair"))
            if year == end or (year - first) % step:
                continue
            painter.setPen(now.color("text2"))
            room = round(step * wide / (end - first))
            place = QRect(at, base + 2, room, self.height() - base - 2)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(year))

    def _spell(self, painter: QPainter, place: QRect, spell: Spell) -> None:
        now = look()
        label = str(spell.months)
        if spell.kind == "gap":
            pen = QPen(now.color("warnmark"), 1.5, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            middle = place.center().y()
            painter.drawLine(place.left() + 2, middle, place.right() - 2, middle)
            self._label(
                painter, place, tr("nghỉ {months} tháng").format(months=label), label, gap=True
            )
            return
        if spell.kind == "listed":
            painter.setPen(QPen(now.color("bar"), 1))
            painter.setBrush(now.color("bartrack"))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        else:
            painter.fillRect(place, now.color("bar"))
            painter.fillRect(place.left(), place.top(), 1, place.height(), now.color("surface"))
        if spell.supported:
            wide = round(place.width() * min(1, spell.supported / max(spell.months, 1)))
            top = place.bottom() + 7
            painter.fillRect(place.right() + 1 - wide, top, wide, _SUPPORT, now.color("gov"))
        self._label(painter, place, tr("{months} tháng").format(months=label), label)

    def _label(
        self, painter: QPainter, place: QRect, words: str, short: str, *, gap: bool = False
    ) -> None:
        """Write how long over a stretch, as fully as there is room."""
        now = look()
        font = now.font("tiny") if gap else now.font("small_strong")
        metrics = QFontMetrics(font)
        text = words if metrics.horizontalAdvance(words) <= place.width() else short
        if metrics.horizontalAdvance(text) > place.width() + 8:
            return
        painter.setFont(font)
        painter.setPen(now.color("warn" if gap else "text"))
        above = QRect(place.left() - 8, place.top() - now.metrics.px(19), place.width() + 16,
                      now.metrics.px(18))  # fmt: skip
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, text)

    def _box(self, painter: QPainter, place: QRect, text: str) -> None:
        now = look()
        pen = QPen(now.color("accent"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(now.color("surface"))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.setFont(now.font("tiny"))
        painter.setPen(now.color("accent"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _today(self, painter: QPainter, at: int, base: int) -> None:
        now = look()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = now.color("text")
        painter.setPen(QPen(ink, 1.5))
        painter.drawLine(at, now.metrics.px(4), at, base)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        top = QRectF(at - 4, 0, 8, 6)
        painter.drawPolygon(
            QPolygonF([top.topLeft(), top.topRight(), QRectF(at, 6, 0, 0).topLeft()])
        )
        painter.restore()
