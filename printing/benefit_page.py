"""The page of one calculation: its pieces in their order, as far apart as the page lets them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from printing.benefit_voice import Headline, PayLine
from printing.benefit_words import BenefitSheet
from printing.blocks import Beside, Block, Drawn, Framed, Gap, Listed, Text, stack
from printing.fonts import Face
from printing.furniture import SECTION, TEXT, WIDTH
from printing.paper import MM, RULE, Paper
from printing.table import Column, Group, Look, Row, Table
from printing.text import Style
from printing.wording import Wording

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
class _Room:
    """How far apart things stand, in points: the widest that fits on the page is taken.

    Where it is dense, lines stand closer and what is not confirmed runs on in one paragraph; where
    it is not titled, the tables of payments say by themselves what they are.
    """

    row: float
    section: float
    gap: float
    dense: bool = False
    titled: bool = True

    @property
    def inset(self) -> float:
        """Between a frame and what stands in it, above and below."""
        return 1 * MM if self.dense else 1.8 * MM

    @property
    def text(self) -> Style:
        return TEXT.but(leading=14) if self.dense else TEXT

    @property
    def smaller(self) -> Style:
        return _SMALLER.but(leading=13.2) if self.dense else _SMALLER


_ROOMS = (
    _Room(6.8 * MM, 4.4 * MM, 1.8 * MM),
    _Room(6.4 * MM, 3.4 * MM, 1.4 * MM),
    _Room(6.0 * MM, 2.4 * MM, 1.0 * MM),
    _Room(5.6 * MM, 1.4 * MM, 0.6 * MM),
    _Room(5.6 * MM, 1.4 * MM, 0.6 * MM, dense=True),
    _Room(5.1 * MM, 0.8 * MM, 0.4 * MM, dense=True, titled=False),
)


def fitting(wording: Wording, sheet: BenefitSheet, height: float) -> Block:
    """The page's blocks as far apart as fits; the last benefits give way to titles and air."""
    body = stack(_body(wording, sheet, _ROOMS[0], sheet.more))
    for room, more in _tries(len(sheet.more)):
        if body.height <= height:
            break
        body = stack(_body(wording, sheet, room, sheet.more[:more]))
    return body


def _tries(benefits: int) -> Iterator[tuple[_Room, int]]:
    """Ways to set the page, the best first: the room between things, how many benefits."""
    for rooms, fewest in ((_ROOMS[:-1], min(benefits, 2)), (_ROOMS, 0)):
        for more in range(benefits, fewest - 1, -1):
            yield from ((room, more) for room in rooms)


def _body(
    wording: Wording, sheet: BenefitSheet, room: _Room, more: tuple[str, ...]
) -> list[Block | None]:
    say = wording.say
    benefits = [
        Gap(room.section),
        Text(say("more.title"), _SECTION, WIDTH),
        *(Listed(line, room.smaller, WIDTH) for line in more),
    ]
    return [
        _headlines(sheet),
        *_since(sheet, room),
        Gap(room.section),
        Text(say("pay.title"), _SECTION, WIDTH) if room.titled else None,
        *_payments(wording, sheet, room),
        Gap(room.section),
        Text(say("old.title"), _SECTION, WIDTH),
        *_pension(wording, sheet, room),
        *(benefits if more else ()),
        Gap(room.section),
        Text(sheet.contact, _WHO, WIDTH),
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
    told = stack([Text(sheet.since, room.text, WIDTH - 2 * _INSET)])
    frame = Framed(told, WIDTH, "", _INSET, room.inset, room.inset)
    return [Gap(room.gap + 0.6 * MM), frame]


def _payments(wording: Wording, sheet: BenefitSheet, room: _Room) -> list[Block]:
    """What is sure in a table, what rests on more than it in the dashed frame below."""
    pay = _PAY if len(sheet.incomes) == 1 else _PAY.but(size=10.4)
    look = Look(pay, _HEAD, room.row, 6.6 * MM)
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
        Text(" ".join(sheet.pay_notes), room.smaller, WIDTH),
    ]
    if sheet.coming_sure:
        blocks.append(Text(sheet.coming_sure, room.smaller, WIDTH))
    inside: list[Block] = []
    if unsure:
        headless = tuple(replace(column, head="") for column in columns)
        lead = Text(wording.say("unsure.lead"), _LABEL, _INSIDE)
        inside += [
            _indented(lead) if room.titled else Gap(0.6 * MM),
            Table(headless, unsure, replace(look, last_rule=0.4), divider=divider),
            Gap(1.2 * MM),
        ]
    said = (" ".join(sheet.unsure),) if room.dense and sheet.unsure else sheet.unsure
    inside += [_indented(Text(line, room.smaller, _INSIDE)) for line in said]
    if inside:
        frame = Framed(stack(inside), WIDTH, "CHƯA XÁC NHẬN", 0, 3 * MM, room.inset)
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
        Column("Tiền đóng đủ", 27.3 * MM),
        Column("Được góp", 25.4 * MM),
        Column("**Phải đóng**", 27.3 * MM),
    )
    return (replace(_METHOD, head="Cách", width=20 * MM), *level, *level)


def _pension(wording: Wording, sheet: BenefitSheet, room: _Room) -> list[Block]:
    blocks: list[Block] = [Text(" ".join(sheet.prospects), room.text, WIDTH)]
    blocks += [Listed(way, room.text, WIDTH) for way in sheet.ways]
    if sheet.years:
        look = Look(_PAY.but(size=10.2), _HEAD, room.row, 6.4 * MM, ground="plain")
        note = Text(wording.say("old.note"), room.smaller, WIDTH)
        table = Table(_years(wording, sheet), _pensions(wording, sheet), look)
        blocks += [Gap(0.6 * MM), table, Gap(1.2 * MM), note]
    return blocks


def _years(wording: Wording, sheet: BenefitSheet) -> tuple[Column, ...]:
    """The years of the pension table, the person's own in bold."""
    first = 34 * MM
    wide = (WIDTH - first) / len(sheet.years)
    heads = (
        "\n".join(_own(line, place, sheet) for line in head.split("\n"))
        for place, head in enumerate(sheet.years)
    )
    lead = Column(wording.say("old.table"), first, "left")
    return (lead, *(Column(head, wide) for head in heads))


def _pensions(wording: Wording, sheet: BenefitSheet) -> tuple[Row, ...]:
    say = wording.say
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
