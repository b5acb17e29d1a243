"""The summary of a village: how many have what, who has not and why, what ends, what to do next."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from printing.blocks import Beside, Block, Drawn, Gap, Heading, Listed, Text, stack
from printing.days import paper_day, paper_month
from printing.fonts import Face
from printing.furniture import FOOT_RULE, LEFT, SECTION, SMALL, TEXT, TITLE, WIDTH, head
from printing.law import Sender, sender
from printing.marks import progress_bar
from printing.paper import MM, Paper
from printing.places import village_id
from printing.request import Request
from printing.table import Column, Look, Row, Table
from printing.text import Style
from rules.calendar import Month
from rules.money import dong, number, round_half_up
from storage import Register
from storage.months import Figures, VillageMonth
from storage.progress import Progress
from storage.village_figures import VillageFigures, village_figures

_FEW = 3
"""A group of fewer people would be recognised in a village: it is counted with the others."""
_PLACE = Style(Face.REGULAR, 11, 15.4)
_LABEL = Style(Face.BOLD, 13, 19)
_FIGURE = Style(Face.EXTRABOLD, 15.5, 19)
_SIGN = Style(Face.REGULAR, 10.4, 14)
_HALF = 87 * MM
_LOOK = Look(
    body=Style(Face.FIGURES, 10.4, 13.4),
    head=Style(Face.FIGURES_SEMIBOLD, 9.2, 11.6),
    row_height=6.5 * MM,
    head_height=6 * MM,
)
_GROUPS = {
    "state_paid": "Nhà nước đóng hết",
    "near_poor": "Nhà nước đóng một phần",
    "average_agri": "Nhà nước đóng một phần",
    "ethnic_former_region": "Nhà nước đóng một phần",
    "security_force": "Nhà nước đóng một phần",
    "mine_victim": "Nhà nước đóng một phần",
    "student": "Học sinh, sinh viên",
    "compulsory": "Người đi làm công ty, cơ quan",
    "employee": "Người đi làm công ty, cơ quan",
    "pensioner": "Hưu trí",
    "household": "Đóng theo hộ gia đình",
}
_OTHER = "Nhóm khác, hoặc chưa rõ nhóm"


@dataclass(frozen=True, slots=True)
class VillagePage:
    """One village: its counts, and the month's changes of both schemes."""

    title: str
    figures: VillageFigures
    hi: Figures
    vsi: Figures


@dataclass(frozen=True, slots=True)
class VillageSummary:
    """The pages of one printing, and the reasons by their numbers."""

    on: date
    sender: Sender
    pages: tuple[VillagePage, ...]
    reasons: tuple[tuple[str, str], ...]


def gather(register: Register, request: Request, progress: Progress) -> VillageSummary:
    """Counts one village, or every one in walking order.

    Raises:
        PrintError: unknown_village.
    """
    wanted = village_id(register, request.village)
    report = register.months.report(Month.of(request.on), request.on)
    months = {row.village_id: row for row in report.rows}
    chosen = [
        village for village in register.villages.all() if wanted is None or village.id == wanted
    ]
    pages = []
    for place, village in enumerate(chosen, start=1):
        figures = village_figures(register, village.id, request.on)
        month = months.get(village.id)
        pages.append(_page(village.name, figures, month))
        progress(place, len(chosen) + 1)
    titles = tuple(register.refusal_reasons.titles().items())
    return VillageSummary(request.on, sender(register), tuple(pages), titles)


def _page(title: str, figures: VillageFigures, month: VillageMonth | None) -> VillagePage:
    nobody = Figures(0, 0, 0, 0, 0)
    return VillagePage(
        title=title,
        figures=figures,
        hi=month.hi if month else nobody,
        vsi=month.vsi if month else nobody,
    )


def draw(data: VillageSummary, paper: Paper) -> None:
    """Draws a page for each village; without any, the head and a sentence."""
    if not data.pages:
        paper.page()
        top = head(paper, "Tổng hợp thôn", "Không có dữ liệu cá nhân")
        said = (
            "Chưa có thôn nào trong sổ. Xin nhập danh sách hộ, hoặc ghi tên thôn trong Thiết lập."
        )
        title = data.sender.commune or "Tổng hợp thôn"
        stack([Text(title, TITLE, WIDTH), Gap(3 * MM), Text(said, _PLACE, WIDTH)]).draw(
            paper, LEFT, top
        )
        return
    for number_of, page in enumerate(data.pages, start=1):
        paper.page()
        if len(data.pages) > 1:
            paper.bookmark(page.title, f"village-{number_of}")
        top = head(paper, "Tổng hợp thôn", "Không có dữ liệu cá nhân")
        stack(_blocks(data, page)).draw(paper, LEFT, top)
        _foot(paper)
        paper.progress(number_of, len(data.pages))


def _blocks(data: VillageSummary, page: VillagePage) -> list[Block | None]:
    sender_place = ", ".join(part for part in (data.sender.commune, data.sender.province) if part)
    day = f"số liệu đến hết ngày {paper_day(data.on)}"
    place = f"{sender_place} · {day}" if sender_place else day
    blocks: list[Block | None] = [
        Text(page.title, TITLE, WIDTH),
        Gap(0.6 * MM),
        Text(place, _PLACE, WIDTH),
        Gap(3.4 * MM),
    ]
    if not page.figures.people:
        said = "Chưa có người nào của thôn này trong sổ. Xin nhập danh sách hộ của thôn."
        return [*blocks, Text(said, _PLACE, WIDTH)]
    return [
        *blocks,
        *_bars(data, page),
        Gap(4.4 * MM),
        Beside(((0, _who_has(page)), (_HALF + 6 * MM, _who_has_not(data, page)))),
        Gap(4.4 * MM),
        *_changes(data, page),
        Gap(4.4 * MM),
        Beside(((0, _ending(page)), (_HALF + 6 * MM, _next_work(data, page)))),
        Gap(4 * MM),
        Text(
            "Chưa ghi chỉ tiêu và mốc ngày ra quân cho thôn này, nên chưa tính được còn thiếu "
            "bao nhiêu và tăng bao nhiêu từ ngày ra quân.",
            TEXT,
            WIDTH,
        ),
    ]


def _bars(data: VillageSummary, page: VillagePage) -> list[Block | None]:
    figures = page.figures
    share = _share(figures.covered, figures.people)
    start = _before(data.on)
    return [
        Heading(
            "Bảo hiểm y tế",
            _LABEL,
            WIDTH,
            f"{dong(figures.covered)} / {dong(figures.people)} người · {share}",
            _FIGURE,
        ),
        _bar(figures.covered, figures.people, page.hi.opening, start),
        Gap(2.6 * MM),
        Heading(
            "BHXH tự nguyện",
            _LABEL,
            WIDTH,
            f"{dong(figures.vsi)} / {dong(figures.adults)} người từ 15 tuổi",
            _FIGURE,
        ),
        _bar(figures.vsi, figures.adults, page.vsi.opening, start),
    ]


def _bar(now: int, whole: int, before: int, day: str) -> Block:
    return Drawn(
        12.4 * MM,
        lambda paper, x, top: progress_bar(
            paper,
            (x, top + 1 * MM, WIDTH),
            now=now,
            whole=whole,
            mark=before,
            label=f"ngày {day}: {dong(before)} người",
        ),
    )


def _share(part: int, whole: int) -> str:
    """A share to one decimal, as a village is told it."""
    return f"{number(Fraction(round_half_up(Fraction(1000 * part, whole)), 10))}%" if whole else "–"


def _merged(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Rows by size, those of fewer than three people put together with the smallest others."""
    rows = sorted(counts.items(), key=lambda one: -one[1])
    other = 0
    while rows and (rows[-1][1] < _FEW or 0 < other < _FEW):
        other += rows.pop()[1]
    return [*rows, (_OTHER, other)] if other else rows


def _who_has(page: VillagePage) -> Block:
    figures = page.figures
    counts: dict[str, int] = {}
    for group, people in figures.groups.items():
        name = _GROUPS.get(group, _OTHER)
        counts[name] = counts.get(name, 0) + people
    known_other = counts.pop(_OTHER, 0)
    merged = dict(_merged(counts))
    if known_other:
        merged[_OTHER] = merged.get(_OTHER, 0) + known_other
    rows = [Row((name, dong(people))) for name, people in merged.items()]
    rows += [
        Row(("Đã có thẻ", dong(figures.covered)), weight="bold"),
        Row(("Chưa có thẻ", dong(figures.without)), weight="bold"),
    ]
    if figures.unknown:
        rows.append(Row(("Xã chưa rõ", dong(figures.unknown)), weight="bold"))
    rows.append(Row(("Cộng", dong(figures.people)), weight="bold"))
    columns = (Column("Nhóm", 67 * MM, "left"), Column("Người", 20 * MM))
    return stack(
        [Text("Ai đã có thẻ, ai chưa", SECTION, _HALF), Table(columns, tuple(rows), _LOOK)]
    )


def _who_has_not(data: VillageSummary, page: VillagePage) -> Block:
    figures = page.figures
    titles = dict(data.reasons)
    rows = [
        Row((f"{code} · {titles[code]}" if code in titles else f"Lý do {code}", dong(people)))
        for code, people in sorted(figures.reasons.items(), key=lambda one: -one[1])
    ]
    asked = sum(figures.reasons.values())
    if asked:
        rows.append(Row(("Đã hỏi được lý do", dong(asked)), weight="bold"))
    rows.append(Row(("Chưa hỏi được lý do", dong(figures.not_met))))
    rows.append(Row(("Cộng", dong(figures.without)), weight="bold"))
    title = f"Vì sao {figures.without} người chưa có"
    columns = (Column("Lý do", 67 * MM, "left"), Column("Người", 20 * MM))
    return stack([Text(title, SECTION, _HALF), Table(columns, tuple(rows), _LOOK)])


def _changes(data: VillageSummary, page: VillagePage) -> list[Block | None]:
    columns = (
        Column("Người", 50 * MM, "left"),
        Column(_before(data.on), 34 * MM),
        Column("Thêm", 22 * MM),
        Column("Bớt", 22 * MM),
        Column(paper_day(data.on), 30 * MM),
        Column("Tăng", 22 * MM),
    )
    rows = tuple(
        Row(
            (
                name,
                dong(one.opening),
                _signed(one.new),
                _signed(-one.stopped),
                f"**{dong(one.covered)}**",
                _signed(one.covered - one.opening),
            )
        )
        for name, one in (("Bảo hiểm y tế", page.hi), ("BHXH tự nguyện", page.vsi))
    )
    title = Text(f"Thay đổi trong tháng {paper_month(Month.of(data.on))}", SECTION, WIDTH)
    return [title, Table(columns, rows, _LOOK)]


def _signed(change: int) -> str:
    """A change with its sign; none is just 0."""
    if not change:
        return "0"
    return f"+{dong(change)}" if change > 0 else f"−{dong(-change)}"


def _before(on: date) -> str:
    """The last day of the month before, from which the month's changes are counted."""
    return paper_day(Month.of(on).first - timedelta(days=1))


def _ending(page: VillagePage) -> Block:
    rows = [
        Row((f"Tháng {paper_month(one.month)}", dong(one.people), dong(one.renewed)))
        for one in page.figures.ending
    ]
    people = sum(one.people for one in page.figures.ending)
    renewed = sum(one.renewed for one in page.figures.ending)
    rows.append(Row(("Cộng", dong(people), dong(renewed)), weight="bold"))
    columns = (
        Column("Hết hạn", 43 * MM, "left"),
        Column("Người", 18 * MM),
        Column("Đã đóng tiếp", 26 * MM),
    )
    return stack([Text("Thẻ sắp hết hạn", SECTION, _HALF), Table(columns, tuple(rows), _LOOK)])


def _next_work(data: VillageSummary, page: VillagePage) -> Block:
    figures = page.figures
    coming = (Month.of(data.on).last + timedelta(days=1)).month
    left = sum(one.people - one.renewed for one in figures.ending)
    work = [
        f"Phát phiếu nhắc cho {left} người sắp hết hạn thẻ." if left else "",
        f"Gặp {figures.not_met} người chưa có thẻ, chưa hỏi được lý do." if figures.not_met else "",
        f"Xin xem thẻ của {figures.unknown} người xã chưa rõ." if figures.unknown else "",
        f"Gặp lại {sum(figures.reasons.values())} người đã nói lý do."
        if sum(figures.reasons.values()) >= _FEW
        else "",
    ]
    blocks: list[Block | None] = [Text(f"Việc trong tháng {coming}", SECTION, _HALF)]
    for line in work:
        if line:
            blocks += [Listed(line, TEXT, _HALF), Gap(1 * MM)]
    if len(blocks) == 1:
        blocks.append(Text("Không có việc nào còn lại từ số liệu này.", TEXT, _HALF))
    return stack(blocks)


def _foot(paper: Paper) -> None:
    paper.rule(LEFT, LEFT + WIDTH, FOOT_RULE - 9 * MM)
    note = "Tỷ lệ BHYT tính trên số người đang ở thôn hoặc đi làm xa, theo sổ của xã."
    paper.text(LEFT, FOOT_RULE - 5 * MM, note, SMALL)
    dots = "…" * 12
    paper.text(LEFT, FOOT_RULE + 5 * MM, f"Trưởng thôn: {dots}", _SIGN)
    paper.right(LEFT + WIDTH, FOOT_RULE + 5 * MM, f"Cán bộ xã: {dots}", _SIGN)
