"""A planned trip to be filled in on a computer or a telephone, which comes back as visits.

One row for each person and insurance asked about. Only what came of the visit can be typed; the
register's own keys stand in hidden columns, so that the rows find their people again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook

from printing.request import Request
from printing.workbook import Column, Foot, Sheet, Table, Value, add_choices, add_table
from rules.calendar import shown_day
from rules.household_codes import shown
from storage import Register
from storage.intake.lexicon import first_words
from storage.office import Office
from storage.plans import Plan, PlannedStop, read_code
from storage.progress import Progress
from storage.quotes import HouseholdQuote, QuotedMember, quotes

_EVERYBODY = "Cả nhà"
_PARTS = {"morning": ", buổi sáng", "afternoon": ", buổi chiều", "evening": ", buổi tối", "day": ""}
_REASONS = "Lý do"


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """A trip with its rows, and the reasons to choose from as "4. Chờ hỏi người nhà"."""

    office: Office
    title: str
    lines: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    reasons: tuple[str, ...]
    on: date


def gather(register: Register, request: Request, progress: Progress) -> VisitPlan:
    """Read a trip, or one route of it: the one asked for, else the next one from the day on.

    Raises:
        StorageError: no_such_plan.
    """
    plans = register.plans
    plan_id = plans.by_code(request.plan) if request.plan else plans.next(request.on)
    office = register.office.get()
    reasons = tuple(f"{one.number}. {one.title}" for one in register.refusal_reasons.all())
    if plan_id is None:
        return VisitPlan(office, "CHUYẾN ĐI", (), (), reasons, request.on)
    plan = plans.get(plan_id)
    _, wanted = read_code(request.plan or "") or (None, None)
    routes = [one for one in plan.routes if wanted in {None, one.number}]
    stops = [stop for route in routes for stop in route.stops]
    rows = tuple(_rows(register, plan, stops))
    progress(1, 1)
    crew = ", ".join(name for route in routes for name in route.names)
    code = plan.code if wanted is None else f"{plan.code}-{wanted}"
    return VisitPlan(
        office=office,
        title=f"CHUYẾN ĐI {code}",
        lines=(
            f"Ngày {shown_day(plan.day)}{_PARTS[plan.part]} · {len(stops)} hộ"
            + (f" · người đi: {crew}" if crew else ""),
            "Chỉ điền các ô trắng bên phải. Điền xong gửi lại xã, đưa vào Nhập dữ liệu.",
        ),
        rows=rows,
        reasons=reasons,
        on=request.on,
    )


def _rows(register: Register, plan: Plan, stops: list[PlannedStop]) -> Iterator[tuple[Value, ...]]:
    ids = [stop.household.id for stop in stops]
    found = {one.household.id: one for one in quotes(register, ids, plan.day, for_paper=True)}
    place = 0
    for stop in stops:
        quote = found[stop.household.id]
        if quote.household.status != "here" or quote.household.do_not_contact:
            continue  # it may have asked for peace, or gone, since the plan
        for member, scheme in _asked(quote):
            place += 1
            yield _row(place, plan, stop, member, scheme)


def _asked(quote: HouseholdQuote) -> list[tuple[QuotedMember | None, str | None]]:
    """Return who is asked about what; of a household where nobody is, the household itself."""
    found: list[tuple[QuotedMember | None, str | None]] = [
        (member, scheme) for member in quote.members for scheme in member.quote.asks
    ]
    return found or [(None, None)]


def _row(
    place: int, plan: Plan, stop: PlannedStop, member: QuotedMember | None, scheme: str | None
) -> tuple[Value, ...]:
    home = stop.household
    person = member.person if member else None
    why = " ".join(str(one["text"]) for one in stop.why if one.get("text"))
    where = f"nhà {home.number}" if home.number else ""
    return (
        place,
        shown(home.code),
        ", ".join(part for part in (home.name, where, home.village or "") if part),
        person.name if person else _EVERYBODY,
        str(person.born.year) if person and person.born else "",
        first_words("visit_scheme")[scheme] if scheme else "",
        why.replace("**", ""),
        None,
        None,
        None,
        None,
        None,
        person.id if person else "",
        home.id,
        plan.code,
    )


def build(data: VisitPlan, book: Workbook) -> None:
    """Lay the trip out on one sheet, with the reasons on a hidden one."""
    listed = f"'{_REASONS}'!$A$1:$A${max(1, len(data.reasons))}"
    columns = (
        Column("STT", "number", 6),
        Column("Mã phiếu", "text", 10),
        Column("Chủ hộ", "text", 30),
        Column("Họ và tên", "text", 24),
        Column("Năm sinh", "text", 8),
        Column("Vận động tham gia", "text", 14),
        Column("Vì sao đến", "text", 40),
        Column("Kết quả đến nhà", "text", 15, choices=tuple(first_words("visit_result").values())),
        Column("Lý do chưa tham gia", "text", 30, listed=listed),
        Column("Ngày hẹn đến lại", "date", 13, filled=True),
        Column("Tiền đã nhận", "money", 13, filled=True),
        Column("Ghi chú", "text", 26, filled=True),
        Column("Mã trong sổ", "text", 14, hidden=True),
        Column("Mã hộ trong sổ", "text", 14, hidden=True),
        Column("Mã tuyến đi", "text", 10, hidden=True),
    )
    table = Table(
        tab="Chuyến đi",
        title=data.title,
        lines=data.lines,
        columns=columns,
        rows=data.rows,
        empty="Chưa lập tuyến đi nào. Vào Vận động chọn hộ, lập tuyến rồi xuất lại.",
        locked=True,
    )
    add_table(book, table, data.office, Foot(data.office.place, data.on, None))
    add_choices(book, _REASONS, data.reasons)


SHEET = Sheet("visit-plan", "Chuyến đi để điền kết quả", gather, build)
