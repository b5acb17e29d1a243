"""The panel at the right of Vận động: the day, who goes, and the stops in walking order."""

from datetime import date, timedelta

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rules.calendar import PartialDate
from rules.money import dong
from rules.names import fold
from storage.plans import PARTS, Part
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.drop_button import DropButton
from ui.icons import paint_icon
from ui.lists import write
from ui.notices import EmptyState
from ui.panels import IconMark, Panel, ruler, words
from ui.screens.outreach.route import Route
from ui.screens.outreach.route_list import RouteList, rows_of
from ui.screens.outreach.wording import tr
from ui.style import look
from ui.trips import hours_words, part_words, weekday
from ui.values import DateEdit

_WIDTH = 320
_PART = 108
_ROW = 28
_STOPS, _NONE = range(2)
_DAYS = ("2", "3", "4", "5", "6", "7")


class TripDay(DateEdit):
    """The day of a trip with its weekday; `t7` and `cn` are the next such day."""

    def __init__(self, on: date, label: str = "") -> None:
        super().__init__("day", label, on=on, small=not label, required=True)
        self._today = on
        self.line.setAccessibleName(tr("Ngày đi"))

    def read(self, text: str) -> PartialDate:
        """The day of a text, with or without the weekday before it."""
        plain = fold(text).replace("thu bay", "t7").replace("chu nhat", "cn").split()
        ahead = _weekday(plain[0]) if len(plain) == 1 else None
        if ahead is not None:
            days = (ahead - self._today.weekday() - 1) % 7 + 1
            return PartialDate.of(self._today + timedelta(days=days))
        found: PartialDate = super().read(text.rsplit(maxsplit=1)[-1])
        return found

    def show_value(self, value: object) -> str:
        """“Thứ Bảy 28/11/2026”."""
        if isinstance(value, PartialDate):
            value = value.earliest()
        return weekday(value) if isinstance(value, date) else ""

    def day_or_today(self) -> date:
        """The day, or today where none can be read."""
        return self.day() or self._today


def _weekday(text: str) -> int | None:
    """Return the day of the week that two letters name, from 0 for Monday."""
    if text == "cn":
        return 6
    named = text.removeprefix("t")
    return _DAYS.index(named) if text.startswith("t") and named in _DAYS else None


class CrewButton(DropButton):
    """Says who goes, and opens the choice."""

    def __init__(self) -> None:
        super().__init__(QSizePolicy.Policy.Expanding)
        self.say("")

    def say(self, names: str) -> None:
        """Show who goes."""
        self.setText(names or tr("Ai đi? Chọn người"))
        self.setAccessibleName(tr("Người đi: {names}").format(names=names or tr("chưa chọn")))
        self.setToolTip(names)
        self.update()

    def sizeHint(self) -> QSize:
        """A small field, as wide as there is room."""
        return QSize(200, look().metrics.small_field)

    def minimumSizeHint(self) -> QSize:
        """Names may be cut; the tooltip has all of them."""
        return self.sizeHint()

    def write_words(self, painter: QPainter) -> None:
        """Who goes, cut where there is no room, and the key."""
        now = look()
        font, tiny = now.font("small"), now.font("tiny")
        metrics = QFontMetrics(font)
        base = (self.height() + metrics.ascent() - metrics.descent()) // 2
        keys = QFontMetrics(tiny).horizontalAdvance("F3")
        room = self.width() - 33 - 34 - keys
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        write(painter, (33, base), text, font, "text")
        write(painter, (self.width() - 30 - keys, base), "F3", tiny, "text3")
        paint_icon(painter, QRect(9, (self.height() - 16) // 2, 16, 16), "users", "text")


class RoutePanel(Panel):
    """What is planned; it only shows, and tells what is asked for.

    Args:
        route: the trip.
        fill: the action that chooses households.
        arrange: the one that puts them into walking order.
        send: the one that keeps and prints.

    Signals:
        timed: the day or the part of the day is another one.
        crew_asked: who goes is to be chosen.
    """

    timed = Signal()
    crew_asked = Signal()

    def __init__(self, route: Route, fill: QAction, arrange: QAction, send: QAction) -> None:
        super().__init__(tr("Tuyến đi"))
        self._route = route
        self._send = send
        self._count = words("", "small")
        self.add_behind_title(Button.of(fill, kind="link", small=True))
        self.add_to_head(IconMark("footprints"), self._count)
        self.day = TripDay(route.day)
        self._mark = IconMark("calendar-clock", ink="text")
        self._mark.setParent(self.day.line)
        self.day.line.setTextMargins(22, 0, 0, 0)
        self._mark.move(10, 6)
        self.part = ChoiceEdit(
            "part", "", [Choice(one, part_words(one)) for one in PARTS], small=True
        )
        self.part.box.setAccessibleName(tr("Buổi"))
        self.crew = CrewButton()
        self._sums = words("", "small")
        self._sums.setTextFormat(Qt.TextFormat.RichText)
        self.list = RouteList()
        self._order = Button.of(arrange, kind="link", small=True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._nobody(fill))
        self._said = words("", "small", wrap=True)
        self.filled = Button.of(send, kind="filled", icon_name="printer")
        self.filled.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self.day.settled.connect(self._time)
        self.part.settled.connect(self._time)
        self.crew.clicked.connect(self.crew_asked)
        look().changed.connect(self._size)
        self._size()

    def _nobody(self, fill: QAction) -> QWidget:
        return EmptyState(
            tr("Chưa chọn hộ nào"),
            tr("Bấm phím cách ở từng hộ, hoặc để chương trình chọn."),
            icon_name="footprints",
            button=Button.of(fill),
        )

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(12, 10, 12, 10)
        top.setSpacing(8)
        when = QHBoxLayout()
        when.setSpacing(8)
        when.addWidget(self.day, 1)
        when.addWidget(self.part)
        top.addLayout(when)
        top.addWidget(self.crew)
        top.addWidget(self._sums)
        self.body.addLayout(top)
        self.body.addWidget(ruler())
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(words(tr("Thứ tự đi"), "small"))
        row.addStretch(1)
        row.addWidget(self._order)
        self.body.addWidget(self._head)
        self.body.addWidget(ruler())
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(ruler())
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 10, 12, 12)
        foot.setSpacing(8)
        foot.addWidget(self._said)
        foot.addWidget(self.filled)
        self.body.addLayout(foot)

    def _size(self) -> None:
        sizes = look().metrics
        self.setFixedWidth(sizes.px(_WIDTH))
        self.part.setFixedWidth(sizes.px(_PART))
        self._head.setFixedHeight(sizes.px(_ROW))

    def _time(self) -> None:
        if self.day.day() is not None:
            self.timed.emit()

    def when(self) -> tuple[date, Part]:
        """The day and the part of it that stand in the fields."""
        part = next(one for one in PARTS if one == (self.part.value() or "day"))
        return self.day.day() or self._route.day, part

    def show_route(self, names: dict[str, str]) -> None:
        """Show the trip as it is; `names` are those of the staff by id."""
        route = self._route
        if self.day.day() != route.day:
            self.day.set_value(route.day)
        self.part.set_value(route.part)
        self.crew.say(", ".join(names[one] for one in route.crew if one in names))
        count = len(route.ids)
        self._count.setText(tr("{n} hộ đã chọn").format(n=dong(count)))
        self.list.put(rows_of(route, names))
        self._pages.setCurrentIndex(_STOPS if count else _NONE)
        self._sums.setText(self._sums_words() if count else tr("Chưa có ai để gặp"))
        self._say(count)

    def _sums_words(self) -> str:
        route = self._route
        people = dong(sum(route.people(route.ids).values()))
        longest = hours_words(max(route.minutes(way) for way in route.ways))
        if len(route.ways) > 1:
            text = tr("<b>{people}</b> người cần gặp &nbsp; mỗi tuyến nhiều nhất <b>{time}</b>")
        else:
            text = tr("<b>{people}</b> người cần gặp &nbsp;&nbsp; <b>{time}</b> đi bộ và gặp")
        return text.format(people=people, time=longest)

    def _say(self, count: int) -> None:
        ways = max(len(self._route.ways), 1)
        self._said.setText(
            tr("In {ways} tờ danh sách đi và {n} phiếu hộ, có mã để nhập kết quả khi về.").format(
                ways=ways, n=dong(count)
            )
        )
        self._send.setText(tr("In tờ đi và {n} phiếu hộ").format(n=dong(count)))
        self._send.setEnabled(bool(count))
        self._order.setEnabled(bool(count))

    def focus_stops(self) -> None:
        """Put the keys on the stops."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
