"""The leaflet of voluntary social insurance: A4 across, printed on both sides, folded in three."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from printing.address import begun
from printing.benefits import CLASSES, Level, Offers, Pensions
from printing.blocks import Beside, Block, Drawn, Framed, Gap, Listed, Rule, Stack, Text, stack
from printing.days import paper_day
from printing.fonts import Face
from printing.furniture import legal_basis
from printing.law import Sender, law_values, sender, sender_values
from printing.marks import numbered, qr
from printing.paper import ACCENT, GREY, MM, Paper
from printing.pictures import terraces
from printing.request import Request
from printing.table import Column, Look, Row, Table
from printing.text import Style, wrapped
from printing.wording import Wording
from rules.money import dong

if TYPE_CHECKING:
    from storage import Register
    from storage.progress import Progress

_TITLE = Style(Face.EXTRABOLD, 20, 24.4, ACCENT)
_SECTION = Style(Face.EXTRABOLD, 13, 18, ACCENT)
_TEXT = Style(Face.REGULAR, 11, 15.4)
_STRONG = Style(Face.BOLD, 12, 16.6)
_ASK = Style(Face.BOLD, 11.2, 15.4)
_NOTE = Style(Face.REGULAR, 10, 13.8)
_BASIS = Style(Face.REGULAR, 8, 11, GREY)
_SIGNED = Style(Face.SEMIBOLD, 8.4, 11)
_PHONE = Style(Face.EXTRABOLD, 22, 28)
_COVER = Style(Face.EXTRABOLD, 35, 41)
_COVER_LEAD = Style(Face.SEMIBOLD, 13.2, 18.6)
_COVER_PLACE = Style(Face.BOLD, 10, 13, ACCENT, 0.7)
_HEAD = Style(Face.FIGURES_SEMIBOLD, 9, 11.4)
_LOOK = Look(Style(Face.FIGURES, 10.8, 13.6), _HEAD, 6.8 * MM, 7.2 * MM)
_LOOSE = Look(Style(Face.FIGURES, 10.8, 13.6), _HEAD, 8.9 * MM, 7.2 * MM)

_TOP = 12 * MM
_CLASS_NAMES = ("Hộ nghèo", "Hộ cận nghèo", "Người dân tộc\nthiểu số", "Bà con khác")
_OUTSIDE = (97 * MM, 197 * MM)
_INSIDE = (100 * MM, 200 * MM)


@dataclass(frozen=True, slots=True)
class VsiLeaflet:
    """Everything on both sides; amounts in đồng a month, of the law in force on a day."""

    on: date
    sender: Sender
    wording: Wording
    floor: tuple[tuple[int, int, int], ...]
    """By class, at the lowest income: what the state gives, what others add, what is left."""
    has_local: bool
    levels: tuple[Level, ...]
    """Higher incomes, for people of no special class."""
    pensions: tuple[tuple[int, Pensions, Pensions], ...]
    """By average income: pensions of women and of men."""
    unsure: tuple[str, ...]
    """What of the amounts is not confirmed: floor, other."""
    basis: str


def gather(register: "Register", request: Request, _progress: "Progress") -> VsiLeaflet:
    """Takes the office's words and computes every amount for the day asked."""
    office = sender(register)
    policy = register.policies.policy()
    return compute(Offers(policy, request.on, province=office.province_code), office)


def compute(offers: Offers, office: Sender) -> VsiLeaflet:
    """Computes the leaflet from the rules alone; raises RuleError as they do."""
    wording = Wording("vsi-leaflet", law_values(offers) | sender_values(office))
    floor = offers.floor
    at_floor = [offers.contribution(floor, one) for one in CLASSES]
    averages = (floor, *(one for one in wording.figures("pension.averages") if one > floor))
    years = wording.figures("pension.years")
    return VsiLeaflet(
        on=offers.on,
        sender=office,
        wording=wording,
        floor=tuple(
            (one.state_support, one.gross - one.state_support - one.payable, one.payable)
            for one in at_floor
        ),
        has_local=any(one.local_support for one in at_floor),
        levels=tuple(
            offers.level(income, CLASSES[-1])
            for income in wording.figures("cost.levels")
            if floor < income <= offers.ceiling
        ),
        pensions=tuple(
            (
                average,
                offers.pensions("female", years, (average,)),
                offers.pensions("male", years, (average,)),
            )
            for average in averages
        ),
        unsure=_unsure(offers),
        basis=legal_basis(offers.cites),
    )


def draw(data: VsiLeaflet, paper: Paper) -> None:
    """Draws the outside, then the inside; printed on both sides, turned over the short edge."""
    paper.page()
    _fold_ticks(paper, _OUTSIDE)
    stack(_questions(data, 79 * MM)).draw(paper, 9 * MM, _TOP)
    _where(data, paper, 107 * MM, 80 * MM)
    _cover(data, paper, 206 * MM, 82 * MM)
    paper.page()
    _fold_ticks(paper, _INSIDE)
    stack(_cost(data, 82 * MM)).draw(paper, 9 * MM, _TOP)
    stack(_gains(data, 82 * MM)).draw(paper, 109 * MM, _TOP)
    stack(_pensions(data, 79 * MM)).draw(paper, 209 * MM, _TOP)


def _fold_ticks(paper: Paper, places: tuple[float, float]) -> None:
    for x in places:
        for start in (2 * MM, paper.height - 5 * MM):
            paper.line((x, start), (x, start + 3 * MM), weight=0.5)


def _questions(data: VsiLeaflet, width: float) -> list[Block | None]:
    blocks: list[Block | None] = [
        Text(data.wording.say("questions.title"), _TITLE, width),
        Gap(5 * MM),
    ]
    indent = 5 * MM
    for ask, answer in data.wording.pairs("questions.list", "ask", "answer"):
        inside = Text(answer, _TEXT, width - indent)
        blocks += [
            Listed(ask, _ASK, width, indent, square="square"),
            Gap(0.8 * MM),
            Beside(((indent, inside),)),
            Gap(4.4 * MM),
        ]
    return blocks


def _unsure(offers: Offers) -> tuple[str, ...]:
    """Which amounts of the page rest on values that are not confirmed."""
    names = {one.name for one in offers.unconfirmed}
    floor = {name for name in names if name.startswith("poverty_line")}
    found = (("floor", floor), ("other", names - floor))
    return tuple(what for what, those in found if those)


def _where(data: VsiLeaflet, paper: Paper, x: float, width: float) -> None:
    say = data.wording.say
    place = [begun(text) for text in (say("where.point"), say("where.hours")) if text]
    who = say("where.collector") or say("where.office")
    blocks: list[Block | None] = [
        Text(say("where.title"), _TITLE, width),
        Gap(5 * MM),
        Text(who, _TEXT.but(size=11.8, leading=17), width) if who else None,
        *(Text(line, _TEXT.but(size=11.8, leading=17), width) for line in place),
        *_telephone(data, width),
        Gap(5 * MM),
        Text(say("where.bring_title"), _STRONG, width),
        Gap(1.4 * MM),
    ]
    for line in data.wording.all("where.bring"):
        blocks += [Listed(line, _TEXT, width), Gap(1.2 * MM)]
    blocks += [Gap(4 * MM), Text(say("where.ask"), _TEXT, width)]
    stack(blocks).draw(paper, x, _TOP)
    _legal(data, paper, x, width)


def _telephone(data: VsiLeaflet, width: float) -> list[Block]:
    """The number, large, and squares that a telephone reads to call it; nothing without one."""
    number = data.wording.values["collector.phone"]
    if not number:
        return []
    side = 24 * MM
    content = f"tel:{data.sender.phone}"
    squares = Drawn(side, lambda paper, x, top: qr(paper, x + 3 * MM, top, side, content))
    hint = Text(data.wording.say("where.qr"), _TEXT, width - 33 * MM)
    return [
        Gap(1.6 * MM),
        Text(number, _PHONE, width),
        Gap(5 * MM),
        Beside(((0, squares), (33 * MM, hint))),
        Gap(3 * MM),
    ]


def _legal(data: VsiLeaflet, paper: Paper, x: float, width: float) -> None:
    day = f"**Số tiền đúng tại ngày in {paper_day(data.on)}.**"
    lines = wrapped(f"**Căn cứ:** {data.basis}. {day}", _BASIS, width)
    signed = ", ".join(part for part in (data.sender.body, data.sender.province) if part)
    bottom = 202 * MM
    top = bottom - 7 * MM - len(lines) * _BASIS.leading
    paper.rule(x, x + width, top - 2 * MM)
    paper.lines(x, top, lines, _BASIS)
    paper.text(x, bottom, signed, _SIGNED)


def _cover(data: VsiLeaflet, paper: Paper, x: float, width: float) -> None:
    paper.text(x, 16.6 * MM, data.sender.commune.upper(), _COVER_PLACE)
    paper.rule(x, x + width, 20 * MM, weight=1.4, colour=ACCENT)
    top = paper.paragraph(x, 24 * MM, data.wording.say("cover.title"), _COVER, width)
    paper.paragraph(x, top + 4.6 * MM, data.wording.say("cover.lead"), _COVER_LEAD, width)
    terraces(paper, x - 2 * MM, 112 * MM, width + 4 * MM, 91 * MM)


def _cost(data: VsiLeaflet, width: float) -> list[Block | None]:
    say = data.wording.say
    classes = Table(
        (
            Column("Đồng mỗi tháng", (29 if data.has_local else 34) * MM, "left"),
            Column("Nhà nước\ngóp", (18 if data.has_local else 22) * MM),
            *([Column("Tỉnh\ngóp", 17 * MM)] if data.has_local else []),
            Column(
                "Bà con\nđóng" if data.has_local else "Bà con đóng",
                (18 if data.has_local else 26) * MM,
            ),
        ),
        tuple(
            Row((name, dong(state), *([dong(local)] if data.has_local else []), f"**{dong(pay)}**"))
            for name, (state, local, pay) in zip(_CLASS_NAMES, data.floor, strict=True)
        ),
        _LOOK if data.has_local else _LOOSE,
    )
    higher = Table(
        (Column("Mức thu nhập chọn", 41 * MM), Column("Bà con khác đóng", 41 * MM)),
        tuple(Row((dong(one.income), f"**{dong(one.payable[0])}**")) for one in data.levels),
        _LOOK,
    )
    day = say("cost.day")
    return [
        Text(say("cost.title"), _TITLE, width),
        Gap(3 * MM),
        Text(say("cost.lead"), _TEXT, width),
        Gap(2 * MM),
        Text(say("cost.floor"), _TEXT, width),
        Gap(2.4 * MM),
        classes,
        Gap(2.4 * MM),
        Text(day, _TEXT, width) if day else None,
        Gap(2.4 * MM) if day else None,
        Text(say("cost.higher"), _TEXT, width),
        Gap(2 * MM),
        higher,
        Gap(2.6 * MM),
        _unconfirmed(data, width),
    ]


def _unconfirmed(data: VsiLeaflet, width: float) -> Block | None:
    said = [data.wording.say(f"cost.unsure_{what}") for what in data.unsure]
    if data.wording.values["vsi.next.from"]:
        said.append(data.wording.say("cost.coming"))
    if not said:
        return None
    inset = 3 * MM
    inside = stack([Text(text, _NOTE, width - 2 * inset) for text in said])
    return Framed(inside, width, "CHƯA XÁC NHẬN", inset, 2.8 * MM, 2 * MM)


def _gains(data: VsiLeaflet, width: float) -> list[Block | None]:
    blocks: list[Block | None] = [
        Text(data.wording.say("gains.title"), _TITLE, width),
        Gap(3.4 * MM),
    ]
    indent = 12 * MM
    listed = data.wording.pairs("gains.list", "title", "text")
    for number, (title, text) in enumerate(listed, start=1):
        inside = Stack((Text(title, _STRONG, width - indent), Text(text, _TEXT, width - indent)))
        disc = Drawn(9 * MM, _disc(number))
        blocks.append(Beside(((0, disc), (indent, inside))))
        if number < len(listed):
            blocks.append(Rule(width, 4.6 * MM, inset=indent))
    inset = 4 * MM
    age = data.wording.say("age.text")
    inside = stack(
        [
            Text(data.wording.say("age.title"), _SECTION, width - 2 * inset),
            Text(age, _TEXT, width - 2 * inset),
        ]
    )
    framed = Framed(inside, width, "", inset, 2.6 * MM, 2.6 * MM)
    return [*blocks, Gap(4.6 * MM), framed if age else None]


def _disc(number: int) -> Callable[[Paper, float, float], None]:
    return lambda paper, x, top: numbered(paper, x + 4 * MM, top + 4.4 * MM, number)


def _pensions(data: VsiLeaflet, width: float) -> list[Block | None]:
    say = data.wording.say
    blocks: list[Block | None] = [
        Text(say("pension.title"), _TITLE, width),
        Gap(3 * MM),
        Text(say("pension.lead"), _TEXT, width),
        Gap(2 * MM),
    ]
    for average, women, men in data.pensions:
        columns = (
            Column(f"Bình quân\n{dong(average)}", 29 * MM, "left"),
            Column("Nữ (đồng)", 25 * MM),
            Column("Nam (đồng)", 25 * MM),
        )
        rows = tuple(
            Row((f"Đóng {hers.years} năm", dong(hers.amounts[0]), dong(his.amounts[0])))
            for hers, his in zip(women.rows, men.rows, strict=True)
        )
        blocks += [Table(columns, rows, _LOOK), Gap(2 * MM)]
    blocks += [Text(say("pension.note"), _NOTE, width), Gap(2 * MM)]
    blocks += _points(data, "ways", width)
    blocks += _points(data, "know", width)
    return blocks


def _points(data: VsiLeaflet, key: str, width: float) -> list[Block | None]:
    blocks: list[Block | None] = [
        Gap(2 * MM),
        Text(data.wording.say(f"{key}.title"), _SECTION, width),
        Gap(0.8 * MM),
    ]
    for line in data.wording.all(f"{key}.list"):
        blocks += [Listed(line, _TEXT, width, 4.4 * MM), Gap(0.8 * MM)]
    return blocks
