"""The report of a campaign: what was done, what came of it, where, and what each village gained."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from printing.blocks import Block, Gap, Text
from printing.days import paper_day
from printing.flow import Flow
from printing.fonts import Face
from printing.furniture import FOOT_RULE, LEFT, SECTION, SMALL, TEXT, TITLE, WIDTH, head
from printing.law import Sender, sender
from printing.paper import A4, MM, Paper
from printing.request import Request
from printing.sentences import sentences
from printing.table import Column, Look, Row, Table
from printing.text import Style
from printing.wording import PrintError
from rules.money import dong, round_half_up
from storage import Register, StorageError
from storage.campaign_report import FIGURES, FORMS_COUNTED, JOINED, CampaignReport, Figure
from storage.campaign_results import CampaignResult
from storage.campaign_results import Progress as Gain
from storage.campaigns import Campaign
from storage.progress import Progress

_TOPIC = "Báo cáo đợt truyền thông"
_PLACE = Style(Face.REGULAR, 11, 15.4)
_SIGN = Style(Face.REGULAR, 10.4, 14)
_LOOK = Look(
    body=Style(Face.FIGURES, 10.4, 13.4),
    head=Style(Face.FIGURES_SEMIBOLD, 9.2, 11.6),
    row_height=6.2 * MM,
    head_height=6 * MM,
)
_BOTTOM = FOOT_RULE - 13 * MM
_AREA_FIGURES: tuple[tuple[Figure, ...], ...] = (
    FORMS_COUNTED,
    ("reached",),
    JOINED,
    ("vsi_joined", "vsi_renewed"),
    ("hi_joined",),
    ("non_cash",),
    ("sponsored",),
)


@dataclass(frozen=True, slots=True)
class CampaignPaper:
    """One campaign as it stands on a day; None where the register has none yet."""

    on: date
    sender: Sender
    campaign: Campaign | None
    report: CampaignReport
    result: CampaignResult | None


def gather(register: Register, request: Request, progress: Progress) -> CampaignPaper:
    """Reads the campaign asked for, else the latest that has begun.

    Raises:
        PrintError: unknown_campaign.
    """
    campaign = _wanted(register, request)
    progress(1, 2)
    if campaign is None:
        return CampaignPaper(request.on, sender(register), None, CampaignReport(()), None)
    report = register.campaigns.report(campaign.id)
    result = register.campaigns.result(campaign.id, request.on)
    return CampaignPaper(request.on, sender(register), campaign, report, result)


def _wanted(register: Register, request: Request) -> Campaign | None:
    if request.campaign is None:
        begun = (one for one in register.campaigns.all() if one.start <= request.on)
        return next(begun, None)
    try:
        return register.campaigns.get(request.campaign)
    except StorageError as error:
        raise PrintError("unknown_campaign") from error


def draw(data: CampaignPaper, paper: Paper) -> None:
    """Draws the figures, the areas and the villages, on as many pages as they take."""
    turned = 0

    def turn() -> tuple[float, float]:
        nonlocal turned
        turned += 1
        paper.page(A4)
        return head(paper, _TOPIC, "Không có dữ liệu cá nhân"), _BOTTOM

    flow = Flow(LEFT, turn, lambda block, x, top: block.draw(paper, x, top))
    if data.campaign is None or data.result is None:
        said = "Chưa có đợt truyền thông nào đã bắt đầu. Xin mở đợt ở Truyền thông."
        flow.place(Text(data.sender.commune or _TOPIC, TITLE, WIDTH))
        flow.gap(3 * MM)
        flow.place(Text(said, _PLACE, WIDTH))
        return
    for block in _about(data, data.campaign):
        flow.place(block)
    _section(flow, "Đã làm, kết quả", _figures(data.report))
    _section(flow, "Theo nơi tổ chức buổi", _areas(data.report))
    _section(flow, "Số người có BHYT, từng thôn", _villages(data.result))
    flow.gap(1.6 * MM)
    flow.place(Text(_explained(data), SMALL, WIDTH))
    _foot(paper, data)
    paper.progress(1, 1)


def _section(flow: Flow, title: str, table: Table) -> None:
    flow.gap(4 * MM)
    flow.place(Text(title, SECTION, WIDTH), with_next=24 * MM)
    flow.table(table)


def _about(data: CampaignPaper, campaign: Campaign) -> list[Block]:
    place = ", ".join(part for part in (data.sender.commune, data.sender.province) if part)
    days = f"từ {paper_day(campaign.start)} đến {paper_day(campaign.until)}"
    if campaign.start == campaign.until:
        days = f"ngày {paper_day(campaign.start)}"
    day = f"số liệu đến hết ngày {paper_day(data.on)}"
    blocks: list[Block] = [
        Text(campaign.name, TITLE, WIDTH),
        Gap(0.6 * MM),
        Text(" · ".join(part for part in (place, days, day) if part), _PLACE, WIDTH),
    ]
    if campaign.document:
        dated = f" ngày {paper_day(campaign.document_day)}" if campaign.document_day else ""
        said = f"Thực hiện văn bản {campaign.document}{dated}."
        blocks += [Gap(1 * MM), Text(said, TEXT, WIDTH)]
    return blocks


def _figures(report: CampaignReport) -> Table:
    rows = []
    for figure in FIGURES:
        if figure == JOINED[0]:
            rows.append(_figure(report, "joined", JOINED, weight="bold"))
        rows.append(_figure(report, figure, (figure,)))
    columns = (
        Column("Nội dung", 96 * MM, "left"),
        Column("Số", 28 * MM),
        Column("Không ghi tên", 28 * MM),
        Column("Buổi chưa rõ số", 28 * MM),
    )
    return Table(columns, tuple(rows), _LOOK)


def _figure(
    report: CampaignReport, name: str, figures: Sequence[Figure], *, weight: str = "regular"
) -> Row:
    found = report.sum(*figures)
    return Row(
        (
            sentences().say(f"campaign_figure.{name}"),
            dong(found.people),
            _or_dash(found.unnamed),
            _or_dash(found.uncounted),
        ),
        weight=weight,
    )


def _or_dash(count: int) -> str:
    return dong(count) if count else "–"


def _areas(report: CampaignReport) -> Table:
    def cells(name: str, area: str | None) -> tuple[str, ...]:
        sums = (report.sum(*figures, area=area).people for figures in _AREA_FIGURES)
        return (name, *(dong(count) for count in sums))

    rows = [Row(cells(name or "Nhiều thôn", area)) for area, name in report.areas().items()]
    rows.append(Row(cells("Cộng", None), weight="bold"))
    heads = ("Buổi", "Dự", "Tham gia", "BHXH", "BHYT", "Tài khoản", "Thẻ tặng")
    columns = (Column("Nơi", 54 * MM, "left"), *(Column(one, 18 * MM) for one in heads))
    return Table(columns, tuple(rows), _LOOK)


def _villages(result: CampaignResult) -> Table:
    def cells(name: str, hi: Gain, vsi: Gain) -> tuple[str, ...]:
        before = hi.before
        return (
            name,
            "–" if before is None else dong(before.covered),
            "–" if before is None else _share(before.rate),
            "–" if before is None else dong(before.unknown),
            dong(hi.now.covered),
            _share(hi.now.rate),
            _signed(hi.gain),
            _signed(vsi.gain),
        )

    rows = [Row(cells(row.name or "Chưa rõ thôn", row.hi, row.vsi)) for row in result.rows]
    total = result.total
    rows.append(Row(cells("Cộng", total.hi, total.vsi), weight="bold"))
    columns = (
        Column("Thôn", 52 * MM, "left"),
        Column("Trước đợt", 20 * MM),
        Column("%", 16 * MM),
        Column("Chưa rõ", 18 * MM),
        Column("Nay", 20 * MM),
        Column("%", 16 * MM),
        Column("Thêm BHYT", 19 * MM),
        Column("Thêm BHXH", 19 * MM),
    )
    return Table(columns, tuple(rows), _LOOK)


def _share(rate: Fraction | None) -> str:
    """A share in per cent, with its tenth also where that is 0: figures stand under figures."""
    if rate is None:
        return "–"
    tenths = round_half_up(rate * 1000)
    return f"{tenths // 10},{tenths % 10}"


def _signed(change: int | None) -> str:
    if change is None:
        return "–"
    return f"+{dong(change)}" if change > 0 else f"−{dong(-change)}" if change else "0"


def _explained(data: CampaignPaper) -> str:
    result = data.result
    said = "Thẻ nhà tài trợ tặng tính riêng, không cộng vào người tham gia."
    if result is None or result.campaign.baseline_day is None:
        return said
    day = paper_day(result.campaign.baseline_day)
    said += f" Số trước đợt khóa hết ngày {day}; sửa sổ về sau không làm đổi."
    if result.total.hi.starting:
        waiting = dong(result.total.hi.starting)
        said += f" {waiting} người đã đóng BHYT mà thẻ chưa đến ngày dùng: chưa tính vào Nay."
    return said


def _foot(paper: Paper, data: CampaignPaper) -> None:
    paper.rule(LEFT, LEFT + WIDTH, FOOT_RULE - 9 * MM)
    dots = "…" * 12
    paper.text(LEFT, FOOT_RULE + 5 * MM, f"Người lập biểu: {dots}", _SIGN)
    place = data.sender.body or "Thủ trưởng đơn vị"
    paper.right(LEFT + WIDTH, FOOT_RULE + 5 * MM, f"{place}: {dots}", _SIGN)
