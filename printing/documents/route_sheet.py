"""The route sheet of a trip: whom to visit in walking order, why, and boxes for what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from printing.address import addressed
from printing.days import paper_day
from printing.fonts import Face
from printing.law import Sender, sender, spoken_phone
from printing.marks import qr, tick_box, write_on
from printing.paper import ACCENT, GREY, INK, MM, RULE, WHITE, Align, Paper, first_baseline
from printing.request import Request
from printing.text import Line, Style, text_width, wrapped
from rules.household.member_tasks import ASKED, PAYING, HiTask
from rules.household_codes import shown
from storage import Register
from storage.households import Household
from storage.plans import Plan, PlannedStop, Route, read_code
from storage.progress import Progress
from storage.quotes import HouseholdQuote, quotes, walk

_LEFT = 10 * MM
_RIGHT = 287 * MM
_TOP = 24.6 * MM
_BOTTOM = 201 * MM
_HEAD = 10 * MM
_ROOM = 2.4 * MM
_QR = 14 * MM
_LEAST = 19 * MM  # a household: its squares, and the pen
_LEAST_ITEM = 7 * MM
_MOST_OF_ALL = 136 * MM  # what a page has for its households, with the longest legend below
_PADDING = 1.6 * MM

_WIDTHS = tuple(part * MM for part in (31, 50, 62, 50, 13, 13, 13, 13, 14, 18))
_EDGES = tuple(_LEFT + sum(_WIDTHS[:place]) for place in range(len(_WIDTHS) + 1))
_HEADS = (
    "Mã hộ",
    "Chủ hộ, chỗ ở",
    "Vì sao đến, nên nói gì",
    "Ai, việc gì",
    "Đồng ý",
    "Nghĩ thêm",
    "Từ chối",
    "Vắng",
    "Lý do số",
    "Hẹn lại",
)
_LEFT_ALIGNED = 4
_BOXES = range(4, 8)
_DIVIDERS = (3, 4, 8)

_TITLE = Style(Face.EXTRABOLD, 17.5, 22)
_UNDER = Style(Face.REGULAR, 10.4, 13.4)
_CODE = Style(Face.BOLD, 13.5, 17)
_HEAD_STYLE = Style(Face.SEMIBOLD, 9, 11, WHITE)
_PLACE = Style(Face.BOLD, 11, 14)
_SHORT_CODE = Style(Face.BOLD, 10.4, 14.5)
_NAME = Style(Face.BOLD, 11.5, 14.6)
_TEXT = Style(Face.REGULAR, 10.2, 14)
_SMALL = Style(Face.REGULAR, 9.2, 13)
_NUMBER = Style(Face.BOLD, 9.6, 13)
_KEEP = Style(Face.SEMIBOLD, 9.4, 12.4)
_NOTE = Style(Face.REGULAR, 9.4, 12.4, GREY)

_PARTS = {"morning": "buổi sáng", "afternoon": "buổi chiều", "evening": "buổi tối", "day": ""}
_SCHEMES = {"hi": "BHYT", "vsi": "BHXH"}
_QUESTIONS = {HiTask.ASK: "hỏi thẻ", HiTask.CLAIM: "nhận thẻ", HiTask.SHOW: "hỏi thẻ"}
_MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class RouteStop:
    """One household: its code, who and where, why to go, and what to ask whom, line by line."""

    place: int
    code: str
    name: str
    where: str
    phone: str
    why: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoutePages:
    """One crew's way; the first of its titles that fits stands above it."""

    titles: tuple[str, ...]
    under: str
    scan: str
    code: str
    stops: tuple[RouteStop, ...]


@dataclass(frozen=True, slots=True)
class RouteSheet:
    """The sheets of a trip; none where nothing is planned.

    note is what the crews should know; reasons are those to choose from by number; left_out counts
    households of its villages that asked for no contact.
    """

    sender: Sender
    routes: tuple[RoutePages, ...]
    reasons: tuple[tuple[str, str], ...]
    left_out: int
    year: int
    note: str


def gather(register: Register, request: Request, progress: Progress) -> RouteSheet:
    """Read a planned trip, or one route of it: the one asked for, else the next from the day on.

    Raises:
        StorageError: no_such_plan; no_such_row.
    """
    office = sender(register)
    plan_id = register.plans.by_code(request.plan) if request.plan else None
    plan_id = plan_id or register.plans.next(request.on)
    reasons = tuple((str(one.number), one.title) for one in register.refusal_reasons.all())
    if plan_id is None:
        return RouteSheet(office, (), reasons, 0, request.on.year, "")
    plan = register.plans.get(plan_id)
    _, wanted = read_code(request.plan or "") or ("", None)
    routes = []
    for number, route in enumerate(plan.routes, start=1):
        if wanted not in {None, number}:
            continue
        routes.append(_route(register, plan, route, request.on))
        progress(number, len(plan.routes) + 1)
    left_out = _left_out(register, plan)
    return RouteSheet(office, tuple(routes), reasons, left_out, plan.day.year, plan.note)


def _left_out(register: Register, plan: Plan) -> int:
    """Count the households in the villages of a trip that asked to be left alone."""
    villages = {stop.household.village_id for route in plan.routes for stop in route.stops}
    return sum(walk(register, one).left_out for one in villages if one is not None)


def _route(register: Register, plan: Plan, route: Route, on: date) -> RoutePages:
    several = len(plan.routes) > 1
    villages = _villages(route)
    ids = [stop.household.id for stop in route.stops]
    found = {one.household.id: one for one in quotes(register, ids, plan.day, for_paper=True)}
    stops = tuple(
        _stop(stop, found[stop.household.id], alone=len(villages) == 1)
        for stop in route.stops
        if _welcomes(found[stop.household.id].household)
    )
    code = f"{plan.code}-{route.number}" if several else plan.code
    jobs = sum(len(stop.items) for stop in stops)
    crew = ", ".join(route.names)
    part = _PARTS[plan.part]
    under = (
        f"Tuyến {route.number}" if several else "",
        f"ngày {paper_day(plan.day)}{f', {part}' if part else ''}",
        f"{len(stops)} hộ, {jobs} việc",
        f"in ngày {paper_day(on)}",
        f"người đi: {crew}" if crew else "",
    )
    return RoutePages(
        titles=(f"Phiếu đi hộ · {', '.join(villages)}", f"Phiếu đi hộ · {len(villages)} thôn"),
        under=" · ".join(words for words in under if words),
        scan=f"#{code}",
        code=code,
        stops=stops,
    )


def _villages(route: Route) -> tuple[str, ...]:
    names = (stop.household.village or "chưa rõ thôn" for stop in route.stops)
    return tuple(dict.fromkeys(names))


def _welcomes(home: Household) -> bool:
    """Tell whether a household may be visited now: it may have asked, or gone, since the plan."""
    return home.status == "here" and not home.do_not_contact


def _stop(stop: PlannedStop, quote: HouseholdQuote, *, alone: bool) -> RouteStop:
    """One line of the sheet; on a route through several villages it names its own."""
    home = quote.household
    head = quote.head or (quote.members[0].person if quote.members else None)
    number = f"nhà {home.number}" if home.number else ""
    village = "" if alone else home.village
    where = ", ".join(part for part in (home.address, number, village) if part)
    return RouteStop(
        place=stop.place,
        code=shown(home.code),
        name=stop.household.name or "Chưa rõ chủ hộ",
        where=where or home.village or "chưa rõ chỗ ở",
        phone=spoken_phone(head.phone) if head is not None and head.phone else "không ghi số",
        why=" ".join(str(one["text"]) for one in stop.why if one.get("text")),
        items=tuple(_items(quote)) or ("Cả nhà · thăm hỏi",),
    )


def _items(quote: HouseholdQuote) -> Iterator[str]:
    """What to ask whom: "Bà Hiền 1979 · BHYT"; nothing about what somebody already has."""
    people = [(one.person.name, one.person.sex, one.quote.age) for one in quote.members]
    for one, who in zip(quote.members, addressed(people), strict=True):
        born = one.person.born
        name = f"{who.capital} {born.year}" if born else who.capital
        task = one.quote.hi_task
        if task in PAYING and one.quote.group != "student":
            yield f"{name} · {_SCHEMES['hi']}"
        elif task in _QUESTIONS:
            yield f"{name} · {_QUESTIONS[task]}"
        if one.quote.vsi_task in ASKED:
            yield f"{name} · {_SCHEMES['vsi']}"


def draw(data: RouteSheet, paper: Paper) -> None:
    """Draw each route on as many pages as it takes; without any, the head and a sentence."""
    if not data.routes:
        paper.page()
        _nothing(paper)
        return
    legend = _Legend(data)
    for number, route in enumerate(data.routes, start=1):
        pages = tuple(_paged(route.stops, legend.height))
        for page, stops in enumerate(pages, start=1):
            paper.page()
            if page == 1:
                paper.bookmark(f"{route.code} · {route.titles[0]}", f"route-{number}")
            _draw_head(paper, route, f"Tờ {page}/{len(pages)}")
            _draw_table(paper, stops)
            legend.draw(paper)
        paper.progress(number, len(data.routes))


def _nothing(paper: Paper) -> None:
    paper.text(_LEFT, 18 * MM, "Phiếu đi hộ", _TITLE)
    said = "Chưa lập tuyến đi nào. Vào Vận động, chọn hộ cần đến, chọn ngày và người đi rồi in lại."
    paper.lines(_LEFT, 24 * MM, wrapped(said, _TEXT, _RIGHT - _LEFT), _TEXT)


def _paged(stops: Sequence[RouteStop], legend: float) -> Iterator[tuple[RouteStop, ...]]:
    """Share the stops between pages; none is cut in two."""
    room = _BOTTOM - legend - _TOP - _HEAD
    page: list[RouteStop] = []
    taken = 0.0
    for stop in stops:
        height = _Measured(stop).height
        if page and taken + height > room:
            yield tuple(page)
            page, taken = [], 0.0
        page.append(stop)
        taken += height
    if page:
        yield tuple(page)


class _Measured:
    """A household with its broken lines and its height in points."""

    def __init__(self, stop: RouteStop) -> None:
        self.stop = stop
        self.name = _cell(stop.name, _NAME, 1)
        self.about = (*_cell(stop.where, _TEXT, 1), *_cell(stop.phone, _TEXT, 1))
        self.why = _cell(stop.why, _TEXT, 2)
        self.items = tuple(_cell(item, _TEXT, 3) for item in stop.items)
        # Twelve people with two questions each still stand on one page, closer together.
        least = min(_LEAST_ITEM, _MOST_OF_ALL / len(self.items))
        self.item_heights = [
            max(least, len(lines) * _TEXT.leading + (_ROOM / 2 if len(lines) > 1 else 0))
            for lines in self.items
        ]
        told = len(self.name) * _NAME.leading + len(self.about) * _TEXT.leading
        reasons = len(self.why) * _TEXT.leading
        self.height = max(_LEAST, told + _ROOM, reasons + _ROOM, sum(self.item_heights))

    def draw(self, paper: Paper, top: float) -> None:
        """Draw the row from its upper edge; the lines of the items share what room is left."""
        self._draw_told(paper, top + _ROOM / 2)
        spare = (self.height - sum(self.item_heights)) / len(self.items)
        y = top
        for place, (lines, tall) in enumerate(zip(self.items, self.item_heights, strict=True)):
            height = tall + spare
            if place:
                paper.line((_EDGES[3], y), (_RIGHT, y), weight=0.4, dash=(0.8, 1.6))
            _draw_item(paper, lines, y, height)
            y += height

    def _draw_told(self, paper: Paper, y: float) -> None:
        paper.text(_LEFT + 0.6 * MM, y + first_baseline(_PLACE), str(self.stop.place), _PLACE)
        qr(paper, _LEFT + 6.2 * MM, y + 0.6 * MM, _QR, f"#{self.stop.code.replace('-', '')}")
        for row, part in enumerate(self.stop.code.split("-")):
            paper.text(_LEFT + 21.6 * MM, y + (5.6 + 5.2 * row) * MM, part, _SHORT_CODE)
        paper.lines(_EDGES[1] + _PADDING, y, self.name, _NAME)
        below = y + len(self.name) * _NAME.leading
        paper.lines(_EDGES[1] + _PADDING, below, self.about, _TEXT)
        paper.lines(_EDGES[2] + _PADDING, y, self.why, _TEXT)


def _cell(text: str, style: Style, column: int) -> tuple[Line, ...]:
    return wrapped(text, style, _WIDTHS[column] - 2 * _PADDING) if text else ()


def _draw_item(paper: Paper, lines: Sequence[Line], top: float, height: float) -> None:
    """Draw who is asked about what, the boxes to tick, and the lines to write on."""
    above = (height - len(lines) * _TEXT.leading) / 2
    paper.lines(_EDGES[3] + _PADDING, top + above, tuple(lines), _TEXT)
    side = 4.4 * MM
    for column in _BOXES:
        tick_box(paper, _EDGES[column] + (_WIDTHS[column] - side) / 2, top + (height - side) / 2)
    for column in (8, 9):
        write_on(
            paper, _EDGES[column] + 2 * MM, _EDGES[column + 1] - 1 * MM, top + height - 1.6 * MM
        )


def _draw_head(paper: Paper, route: RoutePages, page: str) -> None:
    room = _RIGHT - _LEFT - 62 * MM
    fitting = (one for one in route.titles if text_width(one, _TITLE) <= room)
    title = next(fitting, route.titles[-1])
    paper.text(_LEFT, 7.6 * MM + first_baseline(_TITLE), title, _TITLE)
    lines = wrapped(route.under, _UNDER, room)
    paper.lines(_LEFT, (15.4 if len(lines) == 1 else 14.2) * MM, lines, _UNDER)
    width = text_width(route.code, _CODE)
    qr(paper, _RIGHT - width - 3 * MM - _QR, 7 * MM, _QR, route.scan)
    paper.right(_RIGHT, 12.6 * MM, route.code, _CODE)
    paper.right(_RIGHT, 19.6 * MM, page, _UNDER)


def _draw_table(paper: Paper, stops: Sequence[RouteStop]) -> None:
    paper.box(_LEFT, _TOP, _RIGHT - _LEFT, _HEAD, fill=ACCENT)
    for column, head in enumerate(_HEADS):
        width = _WIDTHS[column] - 2 * _PADDING if column < _LEFT_ALIGNED else _WIDTHS[column]
        left = _EDGES[column] + (_PADDING if column < _LEFT_ALIGNED else 0)
        lines = wrapped(head, _HEAD_STYLE, width - (0 if column < _LEFT_ALIGNED else 2 * MM))
        top = _TOP + (_HEAD - len(lines) * _HEAD_STYLE.leading) / 2
        align: Align = "left" if column < _LEFT_ALIGNED else "centre"
        paper.lines(left, top, lines, _HEAD_STYLE, width=width, align=align)
    y = _TOP + _HEAD
    for stop in stops:
        measured = _Measured(stop)
        measured.draw(paper, y)
        y += measured.height
        paper.rule(_LEFT, _RIGHT, y, weight=0.6, colour=INK)
    for column in _DIVIDERS:
        paper.line((_EDGES[column], _TOP + _HEAD), (_EDGES[column], y), weight=0.4, colour=RULE)


class _Legend:
    """The reasons by number at the foot of every page, and what becomes of the sheet."""

    def __init__(self, data: RouteSheet) -> None:
        self._data = data
        self._lead = 25 * MM
        self._step = (_RIGHT - _LEFT - self._lead) / _MOST_COLUMNS
        self._rows = -(-len(data.reasons) // _MOST_COLUMNS)

    @property
    def height(self) -> float:
        """From the first reason to the lower edge, in points."""
        return 2 * MM + self._rows * _SMALL.leading + self._note_height + 2 * MM + _KEEP.leading

    @property
    def _note(self) -> tuple[Line, ...]:
        said = f"Dặn thêm: {self._data.note}" if self._data.note else ""
        return wrapped(said, _SMALL, _RIGHT - _LEFT) if said else ()

    @property
    def _note_height(self) -> float:
        return len(self._note) * _SMALL.leading

    def draw(self, paper: Paper) -> None:
        """Draw it above the lower margin."""
        top = _BOTTOM - self.height + 2 * MM
        paper.text(_LEFT, top + first_baseline(_NUMBER), "Lý do từ chối:", _NUMBER)
        for place, (number, title) in enumerate(self._data.reasons):
            row, column = divmod(place, _MOST_COLUMNS)
            x = _LEFT + self._lead + column * self._step
            baseline = top + row * _SMALL.leading + first_baseline(_SMALL)
            paper.text(x, baseline, number, _NUMBER)
            lines = wrapped(title, _SMALL, self._step - 7 * MM)
            paper.lines(x + 5.4 * MM, top + row * _SMALL.leading, lines[:1], _SMALL)
        below = top + self._rows * _SMALL.leading
        paper.lines(_LEFT, below, self._note, _SMALL)
        self._draw_foot(paper, below + self._note_height + 2 * MM)

    def _draw_foot(self, paper: Paper, top: float) -> None:
        office = self._data.sender.body or "ủy ban xã"
        said = f"Giữ kín phiếu này. Đi xong trả {office} trong 3 ngày."
        if self._data.left_out:
            said += f" {self._data.left_out} hộ xin không liên hệ, không in ở đây."
        paper.text(_LEFT, top + first_baseline(_KEEP), said, _KEEP)
        day, name = "." * 9, "." * 28
        sign = f"Ngày đi {day}/{day}/{self._data.year}    Người đi ký: {name}"
        paper.right(_RIGHT, top + first_baseline(_TEXT), sign, _TEXT)
