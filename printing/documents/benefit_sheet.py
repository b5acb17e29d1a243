"""The sheet of one calculation, for the person sitting opposite: what to pay, what it brings."""

from dataclasses import dataclass, replace
from datetime import date

from printing.benefit_voice import Headline, PayLine
from printing.benefit_words import BenefitSheet, BenefitWriter, Kept
from printing.blocks import Beside, Block, Drawn, Framed, Gap, Listed, Text, stack
from printing.days import paper_day
from printing.fonts import Face
from printing.furniture import (
    FOOT_RULE,
    LEFT,
    SECTION,
    SOURCES,
    TEXT,
    TITLE,
    WIDTH,
    foot,
    head,
)
from printing.law import Sender, lowered, sender, spoken_phone
from printing.marks import qr
from printing.paper import A4, MM, RULE, Paper
from printing.places import village_id
from printing.request import Request
from printing.table import Column, Group, Look, Row, Table
from printing.text import Style, wrapped
from printing.wording import Wording
from rules.household_codes import shown
from rules.vsi_case import vsi_result
from storage import Register, StorageError
from storage.answers import answer_of
from storage.calculations import Calculation
from storage.households import Household
from storage.law_since import law_since
from storage.progress import Progress

_QR = 18 * MM
_CODE = Style(Face.BOLD, 12, 15)
_ABOUT = Style(Face.REGULAR, 11, 15)
_CHOSEN = Style(Face.REGULAR, 11.4, 16)
_LABEL = Style(Face.SEMIBOLD, 10.6, 14.6)
_COST = Style(Face.EXTRABOLD, 20, 25)
_OLD = Style(Face.BOLD, 15, 25)
_SECTION = SECTION.but(leading=18.4)
_WHO = Style(Face.BOLD, 11.2, 15)
_SMALLER = TEXT.but(size=10, leading=13.8)
_HEAD = Style(Face.FIGURES_SEMIBOLD, 9.6, 12)
_PAY = Style(Face.FIGURES, 10.8, 13.6)
_INSET = 5 * MM
_INSIDE = WIDTH - 2 * _INSET


@dataclass(frozen=True, slots=True)
class BenefitSheets:
    """The sheets of one printing, one page each.

    left_out counts calculations of households and people who asked not to be contacted.
    """

    on: date
    wording: Wording
    sender: Sender
    sheets: tuple[BenefitSheet, ...]
    left_out: int


def gather(register: Register, request: Request, progress: Progress) -> BenefitSheets:
    """Works out the case of the request, or reads the calculations kept.

    Kept ones are those of one household, of a village in walking order, or all of them.

    Raises:
        PrintError: unknown_village.
        RuleError: bad_household_code; as `rules.vsi_case.vsi_result` for the case.
        StorageError: no_such_household.
    """
    office = sender(register)
    policy = register.policies.policy()
    writer = BenefitWriter(policy, office, request.on)
    if request.case is not None:
        household = _household(register, request.household) if request.household else None
        answer = answer_of(request.case, vsi_result(policy, request.case))
        kept = _kept(household, "", office) if household else Kept()
        made = [writer.sheet(request.case, answer, kept=kept, since=None)]
        return BenefitSheets(request.on, writer.wording, office, tuple(made), 0)
    found = _asked(register, request)
    open_to_all = [one for one in found if not one.private]
    sheets = []
    for number, one in enumerate(open_to_all, start=1):
        kept = _kept(register.households.get(one.household_id), one.id, office)
        since = law_since(policy, one, request.on)
        sheets.append(writer.sheet(one.case, one.answer, kept=kept, since=since))
        if number % 50 == 0:
            progress(number, len(open_to_all))
    left_out = len(found) - len(open_to_all)
    return BenefitSheets(request.on, writer.wording, office, tuple(sheets), left_out)


def _kept(household: Household, calculation_id: str, office: Sender) -> Kept:
    parts = [household.village or "", lowered(office.commune)]
    return Kept(
        id=calculation_id,
        code=household.code,
        shown_code=shown(household.code),
        place=", ".join(part for part in parts if part),
    )


def _asked(register: Register, request: Request) -> tuple[Calculation, ...]:
    """The calculations kept with whom the request names, in walking order."""
    if request.household is not None:
        household = _household(register, request.household)
        return register.calculations.of_household(household.id)
    return register.calculations.walked(village_id(register, request.village))


def _household(register: Register, asked: str) -> Household:
    """The household asked for by its code or its id."""
    try:
        return register.households.get(asked)
    except StorageError:
        return register.households.by_code(asked)


def draw(data: BenefitSheets, paper: Paper) -> None:
    """Draws one A4 page for each calculation; without any, the head and a sentence."""
    if not data.sheets:
        _nothing(data, paper)
    for number, sheet in enumerate(data.sheets, start=1):
        paper.page(A4)
        paper.bookmark(sheet.title, f"calculation-{sheet.key}")
        top = _head(data, sheet, paper)
        legal = " ".join(part for part in (sheet.sources, sheet.private) if part)
        lines = wrapped(legal, SOURCES, WIDTH)
        room = FOOT_RULE - max(0, len(lines) - 2) * SOURCES.leading - 1.6 * MM - top
        _fitting(data, sheet, room).draw(paper, LEFT, top)
        foot(paper, legal)
        if number % 50 == 0:
            paper.progress(number, len(data.sheets))


def _nothing(data: BenefitSheets, paper: Paper) -> None:
    paper.page(A4)
    top = head(paper, data.wording.say("topic"), data.sender.commune)
    top = paper.paragraph(LEFT, top, data.wording.say("title"), TITLE, WIDTH)
    top = paper.paragraph(LEFT, top + 1 * MM, paper_day(data.on), _ABOUT, WIDTH)
    left_out = str(data.left_out) if data.left_out else None
    said = data.wording.say("left_out", count=left_out) or data.wording.say("nobody")
    paper.paragraph(LEFT, top + 4 * MM, said, _CHOSEN, WIDTH)


def _head(data: BenefitSheets, sheet: BenefitSheet, paper: Paper) -> float:
    """The letterhead with the person, and the household's squares at the right."""
    top = head(paper, data.wording.say("topic"), data.sender.commune)
    width = WIDTH
    below = top
    if sheet.code:
        width -= _QR + 8 * MM
        squares = LEFT + WIDTH - _QR - 1 * MM
        qr(paper, squares, top + 2.6 * MM, _QR, sheet.scan)
        paper.centre(squares + _QR / 2, top + _QR + 7.6 * MM, sheet.code, _CODE)
        below = top + _QR + 9.4 * MM
    y = paper.paragraph(LEFT, top, sheet.title, TITLE.but(size=21, leading=26), width)
    y += 0.6 * MM
    for line in sheet.about:
        y = paper.paragraph(LEFT, y, line, _ABOUT, width)
    y = paper.paragraph(LEFT, y + 1 * MM, " ".join(sheet.chosen), _CHOSEN, width)
    return max(y + 1.6 * MM, below)


@dataclass(frozen=True, slots=True)
class _Room:
    """How far apart things stand, in points: the widest that fits on the page is taken."""

    row: float
    section: float
    gap: float


_ROOMS = (
    _Room(6.8 * MM, 4.4 * MM, 1.8 * MM),
    _Room(6.4 * MM, 3.4 * MM, 1.4 * MM),
    _Room(6.0 * MM, 2.4 * MM, 1.0 * MM),
    _Room(5.6 * MM, 1.4 * MM, 0.6 * MM),
)


def _fitting(data: BenefitSheets, sheet: BenefitSheet, height: float) -> Block:
    """The page's blocks as far apart as fits; the last benefits give way to what must be said."""
    body = stack(_body(data, sheet, _ROOMS[0], sheet.more))
    for more in range(len(sheet.more), -1, -1):
        for room in _ROOMS:
            body = stack(_body(data, sheet, room, sheet.more[:more]))
            if body.height <= height:
                return body
    return body


def _body(
    data: BenefitSheets, sheet: BenefitSheet, room: _Room, more: tuple[str, ...]
) -> list[Block | None]:
    say = data.wording.say
    benefits = [
        Gap(room.section),
        Text(say("more.title"), _SECTION, WIDTH),
        *(Listed(line, _SMALLER, WIDTH) for line in more),
    ]
    return [
        _headlines(sheet),
        *_since(sheet, room),
        Gap(room.section),
        Text(say("pay.title"), _SECTION, WIDTH),
        *_payments(data, sheet, room),
        Gap(room.section),
        Text(say("old.title"), _SECTION, WIDTH),
        *_pension(data, sheet, room),
        *(benefits if more else ()),
        Gap(room.section),
        _contact(data, sheet),
    ]


def _headlines(sheet: BenefitSheet) -> Block:
    """What is paid and what it brings, beside each other; the cost is the heavier."""
    half = 87 * MM
    left = _headline(sheet.pays, _COST, half if sheet.old else WIDTH)
    if sheet.old is None:
        return left
    right = _headline(sheet.old, _OLD, half - 6 * MM)
    tall = max(left.height, right.height)

    def line(paper: Paper, x: float, top: float) -> None:
        paper.line((x, top + 1 * MM), (x, top + tall - 1 * MM), weight=0.6, colour=RULE)

    return Beside(((0.0, left), (92 * MM, Drawn(tall, line)), (97 * MM, right)))


def _headline(said: Headline, style: Style, width: float) -> Block:
    notes = (Text(note, _SMALLER, width) for note in said.notes)
    return stack([Text(said.label, _LABEL, width), Text(said.amount, style, width), *notes])


def _since(sheet: BenefitSheet, room: _Room) -> list[Block]:
    """What the law says otherwise now, framed: whoever pays by an old sheet is turned back."""
    if not sheet.since:
        return []
    told = stack([Text(sheet.since, TEXT, WIDTH - 2 * _INSET)])
    return [Gap(room.gap + 0.6 * MM), Framed(told, WIDTH, "", _INSET, 1.8 * MM, 1.8 * MM)]


def _payments(data: BenefitSheets, sheet: BenefitSheet, room: _Room) -> list[Block]:
    """What is sure in a table, what rests on more than it in the dashed frame below."""
    look = Look(_PAY, _HEAD, room.row, 6.6 * MM)
    answers = (2, 5) if len(sheet.incomes) > 1 else (2 + len(sheet.extra),)
    sure = tuple(_row(line, answers) for line in sheet.lines if line.sure)
    unsure = tuple(_row(line, answers) for line in sheet.lines if not line.sure)
    columns = _compared() if len(sheet.incomes) > 1 else _whole(sheet)
    groups = tuple(
        Group(f"Mức {income} đồng", 1 + 3 * place, 3 + 3 * place)
        for place, income in enumerate(sheet.incomes)
        if len(sheet.incomes) > 1
    )
    divider = 4 if groups else None
    blocks: list[Block] = [
        Table(columns, sure, look, groups=groups, divider=divider),
        Gap(1.2 * MM),
        Text(" ".join(sheet.pay_notes), _SMALLER, WIDTH),
    ]
    if sheet.coming_sure:
        blocks.append(Text(sheet.coming_sure, _SMALLER, WIDTH))
    inside: list[Block] = []
    if unsure:
        headless = tuple(replace(column, head="") for column in columns)
        inside += [
            _indented(Text(data.wording.say("unsure.lead"), _LABEL, _INSIDE)),
            Table(headless, unsure, replace(look, last_rule=0.4), divider=divider),
            Gap(1.2 * MM),
        ]
    inside += [_indented(Text(line, _SMALLER, _INSIDE)) for line in sheet.unsure]
    if inside:
        frame = Framed(stack(inside), WIDTH, "CHƯA XÁC NHẬN", 0, 3 * MM, 1.8 * MM)
        blocks += [Gap(room.gap), frame]
    return blocks


def _indented(text: Text) -> Block:
    return Beside(((_INSET, text),))


def _row(line: PayLine, answers: tuple[int, ...]) -> Row:
    """The chosen one is bold with its bar; of the others only what is left to pay."""
    if line.chosen:
        return Row((line.method, *line.cells), weight="bold", bar="chosen")
    cells = (f"**{one}**" if place in answers else one for place, one in enumerate(line.cells))
    return Row((line.method, *cells))


_METHOD = Column("Cách đóng", 0, "left", style=Style(Face.REGULAR, 10.8, 13.6), inset=0.8 * MM)


def _whole(sheet: BenefitSheet) -> tuple[Column, ...]:
    """Everything about the methods at one level."""
    money = [
        ("Tiền đóng đủ", 28.4),
        ("Nhà nước góp", 23.4 if sheet.extra else 27),
        *((head, 23.4) for head in sheet.extra),
        ("**Phải đóng**", 28.4),
        ("Một tháng", 25.8),
        ("Đỡ được", 25.8),
    ]
    first = 24 if sheet.extra else 29
    wider = (180 - first - sum(width for _, width in money)) / len(money)
    rest = (Column(head, (width + wider) * MM) for head, width in money)
    return (replace(_METHOD, width=first * MM), *rest)


def _compared() -> tuple[Column, ...]:
    """The methods at two levels, beside each other."""
    level = (
        Column("Tiền đóng đủ", 28.2 * MM),
        Column("Được góp", 23.6 * MM),
        Column("**Phải đóng**", 28.2 * MM),
    )
    return (replace(_METHOD, width=20 * MM), *level, *level)


def _pension(data: BenefitSheets, sheet: BenefitSheet, room: _Room) -> list[Block]:
    blocks: list[Block] = [Text(" ".join(sheet.prospects), TEXT, WIDTH)]
    blocks += [Listed(way, TEXT, WIDTH) for way in sheet.ways]
    if sheet.years:
        look = Look(_PAY.but(size=10.2), _HEAD, room.row, 6.4 * MM, ground="plain")
        note = Text(data.wording.say("old.note"), _SMALLER, WIDTH)
        table = Table(_years(data, sheet), _pensions(data, sheet), look)
        blocks += [Gap(0.6 * MM), table, Gap(1.2 * MM), note]
    return blocks


def _years(data: BenefitSheets, sheet: BenefitSheet) -> tuple[Column, ...]:
    """The years of the pension table, the person's own in bold."""
    first = 34 * MM
    wide = (WIDTH - first) / len(sheet.years)
    heads = (
        "\n".join(_own(line, place, sheet) for line in head.split("\n"))
        for place, head in enumerate(sheet.years)
    )
    lead = Column(data.wording.say("old.table"), first, "left")
    return (lead, *(Column(head, wide) for head in heads))


def _pensions(data: BenefitSheets, sheet: BenefitSheet) -> tuple[Row, ...]:
    say = data.wording.say
    return tuple(
        Row(
            (
                say("old.level", income=income),
                *(_own(one, place, sheet) for place, one in enumerate(pensions)),
            )
        )
        for income, pensions in zip(sheet.incomes, sheet.pensions, strict=True)
    )


def _own(text: str, place: int, sheet: BenefitSheet) -> str:
    return f"**{text}**" if place == sheet.own else text


def _contact(data: BenefitSheets, sheet: BenefitSheet) -> Block:
    phone = spoken_phone(data.sender.phone)
    line = f"{sheet.contact}: {phone}" if phone and sheet.contact else sheet.contact or phone
    return Text(line, _WHO, WIDTH)
