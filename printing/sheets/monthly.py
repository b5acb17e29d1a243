"""The monthly workbook: both schemes village by village, who is new, and who came or went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook

from printing.request import Request
from printing.sentences import sentences
from printing.sheet_words import LIFE, SEX, born_cell
from printing.workbook import Column, Foot, Sheet, Table, Value, add_table
from rules.calendar import Month, PartialDate, shown_day
from rules.household_codes import shown
from storage import Register
from storage.life import LifeEvent
from storage.months import Counted, MonthReport, Scheme
from storage.office import Office
from storage.progress import Progress
from storage.staff import StaffMember
from storage.target_report import Reported, reported

_NO_VILLAGE = "Chưa rõ thôn"
_NO_NAME = {
    "commune": "Cả xã",
    "village": _NO_VILLAGE,
    "organisation": "Không còn tổ chức này",
    "collector": "Không còn người thu này",
}


@dataclass(frozen=True, slots=True)
class Monthly:
    """What the workbook shows of one month."""

    office: Office
    report: MonthReport
    new_hi: Sequence[Counted]
    new_vsi: Sequence[Counted]
    life: Sequence[LifeEvent]
    targets: Sequence[Reported]
    signers: tuple[tuple[str, str], tuple[str, str]] | None


def gather(register: Register, request: Request, progress: Progress) -> Monthly:
    """Count the month of the request, or that of its day; raises as `Months.report`."""
    month = request.month or Month.of(request.on)
    months = register.months
    report = months.report(month, request.on)
    progress(1, 3)
    new_hi = months.names(month, request.on, figure="new", scheme="hi")
    progress(2, 3)
    new_vsi = months.names(month, request.on, figure="new", scheme="vsi")
    progress(3, 3)
    signers = register.staff.all("signer")
    signs = (("Người lập biểu", ""), _signed(signers[0])) if signers else None
    life = register.life.between(month.first, report.closing)
    targets = reported(register, report.closing)
    return Monthly(register.office.get(), report, new_hi, new_vsi, life, targets, signs)


def _signed(signer: StaffMember) -> tuple[str, str]:
    """Return the lines over a signature and the name under it."""
    return "\n".join(signer.signed_as), signer.name


def build(data: Monthly, book: Workbook) -> None:
    """Lay the month out: tables that add up, names, why households changed, and targets."""
    foot = Foot(data.office.place, data.report.closing, data.signers)
    tables = (_villages("hi", data.report), _villages("vsi", data.report), *_lists(data))
    for table in (*tables, _life(data), _targets(data)):
        add_table(book, table, data.office, foot)


def _villages(scheme: Scheme, report: MonthReport) -> Table:
    named = {
        "hi": ("BHYT", "BÁO CÁO THAM GIA BẢO HIỂM Y TẾ", "Đang có thẻ", "Hết hạn, giảm"),
        "vsi": (
            "BHXH tự nguyện",
            "BÁO CÁO THAM GIA BẢO HIỂM XÃ HỘI TỰ NGUYỆN",
            "Đang tham gia",
            "Dừng, giảm",
        ),
    }
    tab, title, covered, stopped = named[scheme]
    columns = (
        Column("STT", "number", 6),
        Column("Thôn", "text", 30),
        Column("Dân số", "number", 12, summed=True),
        Column("Đầu kỳ", "number", 12, summed=True),
        Column("Mới", "number", 12, summed=True),
        Column("Tái tục", "number", 12, summed=True),
        Column(stopped, "number", 12, summed=True),
        Column(covered, "number", 14, summed=True),
        Column("Tỷ lệ trên dân số", "share", 14, formula='=IF(C{row}=0,"",H{row}/C{row})'),
    )
    rows: list[list[Value]] = []
    for place, row in enumerate(report.rows, start=1):
        figures = row.of(scheme)
        flow = [figures.opening, figures.new, figures.renewed, figures.stopped, figures.covered]
        rows.append([place, row.village or _NO_VILLAGE, row.population, *flow, None])
    return Table(
        tab=tab,
        title=f"{title} THÁNG {report.month.shown}",
        lines=(_period(report), "Cuối kỳ = đầu kỳ + mới - giảm. Dân số gồm cả người đi làm xa."),
        columns=columns,
        rows=rows,
        sum_title="Toàn xã",
        empty="Sổ chưa có thôn nào. Thêm thôn ở Thiết lập, hoặc nhập sổ hộ gia đình.",
    )


def _lists(data: Monthly) -> tuple[Table, Table]:
    return (
        _names("BHYT mới", "NGƯỜI CÓ THẺ BẢO HIỂM Y TẾ MỚI", data.report, data.new_hi),
        _names(
            "BHXH tự nguyện mới",
            "NGƯỜI THAM GIA BẢO HIỂM XÃ HỘI TỰ NGUYỆN MỚI",
            data.report,
            data.new_vsi,
        ),
    )


def _names(tab: str, title: str, report: MonthReport, people: Sequence[Counted]) -> Table:
    columns = (
        Column("STT", "number", 6),
        Column("Họ và tên", "text", 28),
        Column("Ngày sinh", "date", 12),
        Column("Giới tính", "text", 8),
        Column("Số CCCD", "text", 15),
        Column("Mã số BHXH", "text", 13),
        Column("Thôn", "text", 24),
        Column("Từ ngày", "date", 12),
        Column("Đến ngày", "date", 12),
        Column("Số tháng", "number", 8),
        Column("Số tiền đóng (đồng)", "money", 14, summed=True),
    )
    return Table(
        tab=tab,
        title=f"{title} THÁNG {report.month.shown}",
        lines=(_period(report),),
        columns=columns,
        rows=[_person(place, person) for place, person in enumerate(people, start=1)],
        sum_title="Cộng",
        empty="Trong kỳ không có người mới.",
    )


def _life(data: Monthly) -> Table:
    """Say why households and people appeared or went."""
    columns = (
        Column("STT", "number", 6),
        Column("Ngày", "date", 12),
        Column("Việc", "text", 22),
        Column("Người", "text", 28),
        Column("Mã hộ", "text", 10),
        Column("Thôn", "text", 24),
        Column("Hộ liên quan", "text", 12),
        Column("Biết tin từ", "text", 18),
        Column("Giấy tờ", "text", 18),
        Column("Nơi đến", "text", 24),
    )
    return Table(
        tab="Biến động",
        title=f"BIẾN ĐỘNG HỘ VÀ NGƯỜI THÁNG {data.report.month.shown}",
        lines=(_period(data.report),),
        columns=columns,
        rows=[_event(place, event) for place, event in enumerate(data.life, start=1)],
        empty="Trong kỳ không có biến động nào được ghi.",
    )


def _targets(data: Monthly) -> Table:
    """Say where the targets are, and of whoever is behind, why and what is done about it."""
    columns = (
        Column("STT", "number", 6),
        Column("Chỉ tiêu", "text", 30),
        Column("Của", "text", 24),
        Column("Đầu kỳ", "number", 10),
        Column("Giao", "number", 10),
        Column("Nên có", "number", 10),
        Column("Hiện có", "number", 10),
        Column("Chênh", "number", 10),
        Column("Nguyên nhân", "text", 40),
        Column("Cách sửa", "text", 40),
        Column("Người làm", "text", 22),
        Column("Xong trước", "date", 12),
    )
    closing = shown_day(data.report.closing)
    return Table(
        tab="Chỉ tiêu",
        title=f"CHỈ TIÊU VÀ GIẢI TRÌNH THÁNG {data.report.month.shown}",
        lines=(f"Tính đến {closing}", "Có các chỉ tiêu của xã, và nơi nào còn thấp."),
        columns=columns,
        rows=[_target(place, one) for place, one in enumerate(data.targets, start=1)],
        empty="Chưa giao chỉ tiêu. Giao ở Tổng quan, Chỉ tiêu (F2).",
    )


def _target(place: int, one: Reported) -> list[Value]:
    line, said = one.line, one.line.explained
    return [
        place,
        sentences().say(f"indicator.{one.indicator}"),
        _NO_NAME[one.level] if not one.subject else one.subject,
        line.opening,
        line.goal,
        line.expected,
        line.reached,
        line.gap,
        "; ".join((*one.reasons, *((said.cause,) if said and said.cause else ()))),
        said.correction if said else "",
        said.staff if said else "",
        said.by_day if said else None,
    ]


def _event(place: int, event: LifeEvent) -> list[Value]:
    return [
        place,
        event.day,
        LIFE[event.kind],
        event.person or "",
        shown(event.household_code) if event.household_code else "",
        event.village or _NO_VILLAGE,
        shown(event.other_household_code) if event.other_household_code else "",
        event.told_by,
        event.document,
        event.note,
    ]


def _person(place: int, person: Counted) -> list[Value]:
    return [
        place,
        person.name,
        born_cell(PartialDate.parse(person.born) if person.born else None),
        SEX[person.sex],
        person.personal_id or "",
        person.si_number or "",
        person.village or _NO_VILLAGE,
        _day(person.since),
        _day(person.until),
        person.months,
        person.payable,
    ]


def _day(iso: str | None) -> Value:
    return None if iso is None else date.fromisoformat(iso)


def _period(report: MonthReport) -> str:
    return f"Kỳ {shown_day(report.month.first)} – {shown_day(report.closing)}"


SHEET = Sheet("monthly", "Bảng tính báo cáo tháng", gather, build)
