"""The table of voluntary social insurance: what it costs by class, and what it brings."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from printing.benefits import (
    CLASS_NAMES,
    CLASSES,
    AheadRow,
    Level,
    Offers,
    Pensions,
    coming_level,
)
from printing.blocks import Block, Framed, Gap, Heading, Text, stack
from printing.fonts import Face
from printing.furniture import (
    LEAD,
    LEFT,
    NOTE,
    SECTION,
    SMALL,
    TEXT,
    TITLE,
    WIDTH,
    foot,
    head,
    sources,
)
from printing.law import law_values, sender
from printing.paper import MM, Paper
from printing.request import Request
from printing.table import A4_LOOK, Column, Group, Look, Row, Table
from printing.text import Style
from printing.wording import Wording
from rules.money import dong, percent

if TYPE_CHECKING:
    from storage import Register
    from storage.progress import Progress

_TOPIC = "Bảo hiểm xã hội tự nguyện"
_HEAD = Style(Face.FIGURES_SEMIBOLD, 9.8, 12.2)
_DENSE = Look(Style(Face.FIGURES, 11.2, 14), _HEAD, 6.35 * MM, 6.7 * MM)
_PENSIONS = Look(Style(Face.FIGURES, 11.4, 14), _HEAD, 6.85 * MM, 6.7 * MM)
_PLAIN = Look(Style(Face.FIGURES, 11.4, 14), _HEAD, 6.9 * MM, 7 * MM, ground="plain")
_UNSURE_ROWS = 5
"""Levels of the second page where a frame takes the place of the last."""
_INSET = 5 * MM
_INSIDE = WIDTH - 2 * _INSET
_SEX_NAMES = {"female": "Nữ", "male": "Nam"}
_NARROW_CLASSES = ("Hộ nghèo", "Hộ cận nghèo", "Dân tộc\nthiểu số", "Người khác")


@dataclass(frozen=True, slots=True)
class VsiTable:
    """Everything on the three pages; amounts in đồng, of the law in force on a day.

    Attributes:
        levels: by income, the lowest first and the highest last.
        ratios: the state's share by class.
        support: what the state gives a month by class.
        local: what the province adds a month by class; None where no resolution is recorded.
        coming: the lowest level that may come into force next.
        advance: by class, incomes with what is paid for 1, 3, 6 and 12 months at once.
        unsure: reasons why values used throughout are not confirmed.
    """

    commune: str
    on: date
    wording: Wording
    levels: tuple[Level, ...]
    ratios: tuple[Fraction, ...]
    support: tuple[int, ...]
    local: tuple[int | None, ...]
    coming: Level | None
    advance: tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]
    pensions: tuple[Pensions, ...]
    ahead: tuple[AheadRow, ...]
    unsure: tuple[str, ...]
    sources: str

    @property
    def has_local(self) -> bool:
        return any(amount is not None for amount in self.local)


def gather(register: "Register", request: Request, _progress: "Progress") -> VsiTable:
    """Computes the table for the day asked; what the law has no value for stays out."""
    office = sender(register)
    offers = Offers(register.policies.policy(), request.on, province=office.province_code)
    return compute(offers, office.commune)


def compute(offers: Offers, commune: str) -> VsiTable:
    """Computes the table from the rules alone; raises RuleError as they do."""
    wording = Wording("vsi-table", law_values(offers))
    floor = offers.floor
    levels = (floor, *(one for one in wording.figures("levels") if floor < one < offers.ceiling))
    advance_levels = (floor, *(one for one in wording.figures("advance_levels") if one > floor))
    averages = (floor, *(one for one in wording.figures("averages") if one > floor))
    support = [offers.contribution(floor, one) for one in CLASSES]
    table_levels = tuple(offers.level(income) for income in (*levels, offers.ceiling))
    advance = tuple(
        tuple((income, offers.advance(income, one)) for income in advance_levels) for one in CLASSES
    )
    pensions = tuple(
        offers.pensions(sex, wording.figures("years"), averages) for sex in ("female", "male")
    )
    unsure = tuple(dict.fromkeys(one.why for one in offers.unconfirmed))
    ahead = (offers.ahead(floor, CLASSES[-1], years) for years in wording.figures("ahead_years"))
    return VsiTable(
        commune=commune,
        on=offers.on,
        wording=wording,
        levels=table_levels,
        ratios=tuple(offers.view.ratio(f"vsi.support.{one}") for one in CLASSES),
        support=tuple(one.state_support for one in support),
        local=tuple(one.local_support for one in support),
        coming=coming_level(offers),
        advance=advance,
        pensions=pensions,
        ahead=tuple(row for row in ahead if row is not None),
        unsure=unsure,
        sources=sources(offers.cites, offers.on),
    )


def draw(data: VsiTable, paper: Paper) -> None:
    """Draws three A4 pages: a month by class, several months at once, the pension."""
    for number, blocks in enumerate((_monthly(data), _advance(data), _pension(data)), start=1):
        paper.page()
        top = head(paper, _TOPIC, data.commune)
        stack(blocks).draw(paper, LEFT, top)
        foot(paper, data.sources, f"{number}/3")


def _title(data: VsiTable, page: str) -> list[Block]:
    lead = "lead_local" if data.has_local and page != "pension" else "lead"
    return [
        Text(data.wording.say(f"{page}.title"), TITLE, WIDTH),
        Gap(1.4 * MM),
        Text(data.wording.say(f"{page}.{lead}"), LEAD, WIDTH),
        Gap(2.8 * MM),
    ]


def _class_columns(width: float, first: tuple[Column, ...]) -> tuple[Column, ...]:
    rest = (width - sum(column.width for column in first)) / len(CLASSES)
    return (*first, *(Column(name, rest) for name in _NARROW_CLASSES))


def _monthly(data: VsiTable) -> list[Block | None]:
    first = (Column("Mức thu\nnhập chọn", 34 * MM), Column("Tiền đóng\nđủ (22%)", 30 * MM))
    rows = tuple(
        Row((dong(one.income), dong(one.gross), *(f"**{dong(pay)}**" for pay in one.payable)))
        for one in data.levels
    )
    table = Table(
        _class_columns(WIDTH, first),
        rows,
        A4_LOOK,
        groups=(Group("Bà con đóng mỗi tháng (đồng)", 2, 5),),
        divider=2,
    )
    return [
        *_title(data, "monthly"),
        table,
        Gap(1.6 * MM),
        Text(data.wording.say("monthly.ends"), SMALL, WIDTH),
        Gap(2.6 * MM),
        Text(data.wording.say("monthly.support_title"), SECTION, WIDTH),
        _support(data),
        Gap(1.2 * MM),
        Text(_support_note(data), TEXT, WIDTH),
        Gap(2 * MM),
        _unsure_and_coming(data),
    ]


def _support(data: VsiTable) -> Block:
    local = [dong(one) if one is not None else "–" for one in data.local]
    rows = (
        Row(("Tỷ lệ", *(percent(one) for one in data.ratios))),
        Row(("Nhà nước góp mỗi tháng", *map(dong, data.support)), weight="bold"),
        Row(("Tỉnh hỗ trợ thêm mỗi tháng", *local)),
    )
    return Table(_class_columns(WIDTH, (Column("", 64 * MM, "left"),)), rows, _PLAIN)


def _support_note(data: VsiTable) -> str:
    note = data.wording.say("monthly.support")
    return note if data.has_local else f"{note} {data.wording.say('monthly.no_local')}"


def _unsure_and_coming(data: VsiTable) -> Block | None:
    """One frame for values used that are not confirmed, and for the floor expected after them."""
    inside = [*_unsure(data), *_coming(data)]
    return Framed(stack(inside), WIDTH, "CHƯA XÁC NHẬN", _INSET) if inside else None


def _coming(data: VsiTable) -> list[Block]:
    if data.coming is None:
        return []
    heads = ("Mức thấp nhất", "Tiền đóng đủ", *_NARROW_CLASSES)
    columns = tuple(Column(name, _INSIDE / len(heads)) for name in heads)
    level = data.coming
    row = Row(tuple(map(dong, (level.income, level.gross, *level.payable))))
    return [
        Text(data.wording.say("monthly.coming"), TEXT, _INSIDE),
        Gap(0.6 * MM),
        Table(columns, (row,), _PLAIN),
        Gap(1.4 * MM),
        Text(data.wording.say("monthly.coming_after"), TEXT, _INSIDE),
    ]


def _unsure(data: VsiTable) -> list[Block]:
    if not data.unsure:
        return []
    told = " ".join((*data.unsure, data.wording.say("monthly.unsure")))
    return [Text(told, TEXT, _INSIDE)]


def _unsure_here(data: VsiTable) -> list[Block]:
    """The frame of a further page whose amounts rest on what the first page says."""
    if not data.unsure:
        return []
    inside = stack([Text(data.wording.say("advance.unsure"), TEXT, _INSIDE)])
    return [Gap(1.2 * MM), Framed(inside, WIDTH, "CHƯA XÁC NHẬN", _INSET, 2.6 * MM, 2 * MM)]


def _advance(data: VsiTable) -> list[Block | None]:
    columns = (
        Column("Mức thu nhập chọn", 40 * MM),
        Column("1 tháng", 32 * MM),
        Column("3 tháng", 34 * MM),
        Column("6 tháng", 36 * MM),
        Column("12 tháng", 38 * MM),
    )
    blocks: list[Block | None] = [*_title(data, "advance")]
    for number, rows in enumerate(data.advance):
        note = (
            f"Nhà nước góp {percent(data.ratios[number])}: "
            f"{dong(data.support[number])} đồng mỗi tháng"
        )
        cells = tuple(
            Row((dong(income), f"**{dong(amounts[0])}**", *map(dong, amounts[1:])))
            for income, amounts in (rows[:_UNSURE_ROWS] if data.unsure else rows)
        )
        blocks += [
            Heading(CLASS_NAMES[number], SECTION, WIDTH, note, NOTE),
            Table(columns, cells, _DENSE),
            Gap(3.2 * MM),
        ]
    deadlines = Text(data.wording.say("advance.deadlines"), TEXT, WIDTH)
    return [*blocks, deadlines, *_unsure_here(data)]


def _pension(data: VsiTable) -> list[Block | None]:
    blocks: list[Block | None] = [*_title(data, "pension")]
    for pensions in data.pensions:
        amount = (WIDTH - 54 * MM) / len(pensions.averages)
        columns = (
            Column("Đã đóng", 30 * MM, "left"),
            Column("Tỷ lệ", 24 * MM, "centre"),
            *(Column(dong(one), amount) for one in pensions.averages),
        )
        rows = tuple(
            Row(
                (f"{one.years} năm", percent(one.rate), *map(dong, one.amounts)),
                weight="regular" if number else "bold",
            )
            for number, one in enumerate(pensions.rows)
        )
        note = data.wording.say("pension.averages")
        blocks += [
            Heading(_SEX_NAMES[pensions.sex], SECTION, WIDTH, note, NOTE),
            Table(columns, rows, _PENSIONS),
            Gap(2.4 * MM),
        ]
    return [*blocks, Text(data.wording.say("pension.notes"), TEXT, WIDTH), *_ahead(data)]


def _ahead(data: VsiTable) -> list[Block]:
    lead = data.wording.say("pension.ahead")
    if not data.ahead or not lead:
        return [Gap(2 * MM), Text(data.wording.say("pension.ahead_unknown"), TEXT, WIDTH)]
    gives = "Nhà nước, tỉnh góp" if data.has_local else "Nhà nước góp"
    heads = ("Tiền đóng", gives, "**Bà con đóng**", "Ít hơn đóng tháng")
    columns = (
        Column("Trả trước", _INSIDE - 4 * 36 * MM, "left"),
        *(Column(name, 36 * MM) for name in heads),
    )
    rows = tuple(
        Row(
            (
                f"{one.years} năm",
                dong(one.gross),
                dong(one.support),
                f"**{dong(one.payable)}**",
                dong(one.saving),
            )
        )
        for one in data.ahead
    )
    inside = stack([Text(lead, TEXT, _INSIDE), Gap(0.4 * MM), Table(columns, rows, _PLAIN)])
    return [Gap(2 * MM), Framed(inside, WIDTH, "LÃI SUẤT CHƯA XÁC NHẬN", _INSET)]
