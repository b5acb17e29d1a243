"""The month in a strip: one column a day, campaigns as bands, events held and planned."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from rules.calendar import Month, shown_day
from storage.campaigns import Campaign
from storage.events import Event
from ui.buttons import Button
from ui.screens.campaigns.wording import event_title, short_weekday, tr, weekday
from ui.style import look

EDGE = 12
_TOP = 4
_COLUMN = 62
_BAND = 6
_BOX = 16
_SATURDAY = 5
_HIGH = 93
_STEP = 24


class StepButton(Button):
    """A small square button that goes a month back or on."""

    def __init__(self, icon_name: str) -> None:
        super().__init__("", icon_name=icon_name, small=True)

    def _pad(self) -> int:
        return look().metrics.px(4)

    def sizeHint(self) -> QSize:
        """A square around the icon."""
        return QSize(look().metrics.px(_STEP), look().metrics.px(_STEP))


class MonthStrip(QWidget):
    """The days of one month, moved through by the arrow keys.

    Signals:
        moved: another day is current; carries it (it may lie in another month).
        opened: Enter on a day, or a click; carries it.
    """

    moved = Signal(object)
    opened = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = today
        self.day = today
        self._month = Month.of(today)
        self._events: tuple[Event, ...] = ()
        self._campaigns: tuple[Campaign, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(look().metrics.px(_HIGH))

    def put(self, month: Month, events: Sequence[Event], campaigns: Sequence[Campaign]) -> None:
        """Show a month."""
        self._month, self._events, self._campaigns = month, tuple(events), tuple(campaigns)
        if Month.of(self.day) != month:
            self.day = self.today if Month.of(self.today) == month else month.first
        self._say()
        self.update()

    def _say(self) -> None:
        self.setAccessibleName(self.words_of(self.day))

    def words_of(self, day: date) -> str:
        """A day with its events, in words."""
        said = [f"{weekday(day)} {shown_day(day)}"]
        said += [event_title(one) for one in self._events if one.day == day]
        return "\n".join(said)

    def counts(self, day: date) -> tuple[int, int]:
        """How many events of a day were held, and how many are planned."""
        held = sum(one.day == day and one.state == "held" for one in self._events)
        planned = sum(one.day == day and one.state == "planned" for one in self._events)
        return held, planned

    def _days(self) -> int:
        return self._month.last.day

    def _left(self, number: int) -> int:
        """Where a day begins; the day after the last is the right end."""
        room = self.width() - 2 * EDGE
        return EDGE + round(room * number / self._days())

    def _column(self, day: date) -> QRect:
        left, right = self._left(day.day - 1), self._left(day.day)
        sizes = look().metrics
        return QRect(left, sizes.px(_TOP), right - left, sizes.px(_COLUMN))

    def _at(self, x: float) -> date | None:
        for number in range(self._days()):
            if self._left(number) <= x < self._left(number + 1):
                return self._month.first + timedelta(days=number)
        return None

    def go(self, day: date) -> None:
        """Make a day current."""
        self.day = day
        self._say()
        self.update()
        self.moved.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go day by day and week by week, Enter opens the day."""
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -7,
            Qt.Key.Key_Down: 7,
        }
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in steps and plain:
            self.go(self.day + timedelta(days=steps[key]))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            self.opened.emit(self.day)
        elif key == Qt.Key.Key_Home and plain:
            self.go(self._month.first)
        elif key == Qt.Key.Key_End and plain:
            self.go(self._month.last)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes to the day and opens it."""
        day = self._at(event.position().x())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.go(day)
            self.opened.emit(day)

    def event(self, event: QEvent) -> bool:
        """The tooltip of a day names its events."""
        if isinstance(event, QHelpEvent):
            day = self._at(event.pos().x())
            if day is not None:
                QToolTip.showText(event.globalPos(), self.words_of(day), self)
            return True
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the days, the bands and what they mean."""
        painter = QPainter(self)
        for number in range(self._days()):
            self._paint_day(painter, self._month.first + timedelta(days=number))
        self._paint_bands(painter)
        self._paint_frames(painter)
        self._paint_legend(painter)

    def _paint_day(self, painter: QPainter, day: date) -> None:
        now, rect = look(), self._column(day)
        sizes = now.metrics
        if day.weekday() >= _SATURDAY:
            painter.fillRect(rect, now.color("raised"))
        painter.fillRect(rect.left(), rect.top(), 1, rect.height(), now.color("hair"))
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(now.font("tiny"))
        painter.setPen(now.color("text2"))
        line = QRect(rect.left(), rect.top() + sizes.px(4), rect.width(), sizes.px(14))
        painter.drawText(line, centre, short_weekday(day))
        painter.setFont(now.font("name"))
        painter.setPen(now.color("text"))
        line = QRect(rect.left(), rect.top() + sizes.px(17), rect.width(), sizes.px(18))
        painter.drawText(line, centre, str(day.day))
        held, planned = self.counts(day)
        both = bool(held and planned)
        middle = rect.center().x() + 1
        shift = sizes.px(_BOX) // 2 + 1 if both else 0
        if held:
            self._paint_box(painter, middle - shift, rect.top(), str(held), filled=True)
        if planned:
            self._paint_box(painter, middle + shift, rect.top(), str(planned), filled=False)

    def _paint_box(
        self, painter: QPainter, middle: int, top: int, text: str, *, filled: bool
    ) -> None:
        now, size = look(), look().metrics.px(_BOX)
        wide = max(size, QFontMetrics(now.font("tiny")).horizontalAdvance(text) + 4)
        box = QRectF(middle - wide / 2, top + now.metrics.px(37), wide, size)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(now.color("accent"))
        painter.setBrush(now.color("accent" if filled else "surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(now.font("tiny"))
        painter.setPen(now.color("onaccent" if filled else "accent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter.value, text)
        painter.restore()

    def _paint_bands(self, painter: QPainter) -> None:
        sizes = look().metrics
        top = sizes.px(_TOP + _COLUMN)
        for one in self._campaigns:
            first = max(one.start, self._month.first)
            last = min(one.until, self._month.last)
            if first <= last:
                left, right = self._left(first.day - 1), self._left(last.day)
                colour = look().color("railmark")
                painter.fillRect(left, top, right - left, sizes.px(_BAND), colour)

    def _paint_frames(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        framed = [self.today] if Month.of(self.today) == self._month else []
        for day in framed:
            pen = QPen(look().color("accent"), 2)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(self._column(day).adjusted(1, 1, 0, -1))
        if self.hasFocus():
            painter.setPen(QPen(look().color("text"), 1, Qt.PenStyle.DotLine))
            painter.drawRect(self._column(self.day).adjusted(3, 3, -3, -3))

    def _paint_legend(self, painter: QPainter) -> None:
        now = look()
        sizes, left = now.metrics, EDGE
        top = sizes.px(_TOP + _COLUMN + _BAND + 4)
        high = self.height() - top
        name = tr("đợt truyền thông")
        if len(self._campaigns) == 1:
            name = self._campaigns[0].name
        for text, mark in (
            (name, "band"),
            (tr("số buổi đã làm"), "filled"),
            (tr("đã hẹn"), "outlined"),
        ):
            if mark == "band" and not self._campaigns:
                continue
            box = QRect(left, top + (high - 12) // 2 - 1, 12, 12)
            self._paint_mark(painter, box, mark)
            painter.setFont(now.font("small"))
            painter.setPen(now.color("text2"))
            words = QRect(left + 16, top - 1, self.width(), high)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
            left += 16 + painter.fontMetrics().horizontalAdvance(text) + 16

    def _paint_mark(self, painter: QPainter, box: QRect, mark: str) -> None:
        now = look()
        if mark == "band":
            painter.fillRect(box.adjusted(0, 3, 0, -3), now.color("railmark"))
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(now.color("accent"))
        painter.setBrush(now.color("accent" if mark == "filled" else "surface"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        painter.restore()
