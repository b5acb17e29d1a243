"""The people a filter leaves, one row each: every column a clerk asks for, to be read in again."""

from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook

from printing.places import village_id
from printing.request import Request
from printing.sheet_words import RELATION, SEX, STANDING, born_cell
from printing.workbook import Column, Foot, Sheet, Table, Value, add_table
from rules.calendar import Month, shown_day
from rules.coverage import State, hi_state, vsi_state
from rules.household_codes import shown
from storage import Register
from storage.filters import Filter
from storage.household_list import HouseholdRow
from storage.office import Office
from storage.people import Person
from storage.progress import Progress

_AT_ONCE = 5_000
# What the intake would take for news must not stand under a heading it knows: what the register
# says of insurance is told in words of its own.
_COLUMNS = (
    Column("STT", "number", 6),
    Column("Họ và tên", "text", 26),
    Column("Ngày sinh", "date", 12),
    Column("Giới tính", "text", 8),
    Column("Dân tộc", "text", 10),
    Column("Số CCCD", "text", 15),
    Column("Mã số BHXH", "text", 13),
    Column("Số thẻ BHYT", "text", 18),
    Column("Điện thoại", "text", 13),
    Column("Thôn", "text", 18),
    Column("Số hộ", "text", 8),
    Column("Mã phiếu", "text", 10),
    Column("Là ai trong hộ", "text", 14),
    Column("Diện hộ", "text", 20),
    Column("Tình trạng BHYT", "text", 20),
    Column("Thẻ còn đến", "date", 12),
    Column("Tình trạng BHXH tự nguyện", "text", 20),
    Column("Nhân viên thu phụ trách", "text", 22),
    Column("Đến nhà lần cuối", "date", 12),
    Column("Mã trong sổ", "text", 14),
)
_HI = {
    "covered": "Đang có thẻ",
    "ending": "Đang có thẻ, sắp hết",
    "state_paid": "Nhà nước đóng",
    "ended": "Đã hết hạn",
    "never": "Chưa có thẻ",
    "unknown": "Chưa rõ",
}
_VSI = {
    "covered": "Đang tham gia",
    "ending": "Đang tham gia",
    "compulsory": "BHXH bắt buộc",
    "stopped": "Đã dừng",
    "never": "Chưa tham gia",
    "not_applicable": "Chưa đến tuổi",
    "unknown": "Chưa rõ",
}


@dataclass(frozen=True, slots=True)
class PeopleList:
    """The rows of the list, village by village, each in Vietnamese order of names."""

    office: Office
    rows: tuple[tuple[Value, ...], ...]
    on: date


def gather(register: Register, request: Request, progress: Progress) -> PeopleList:
    """Read the people of a filter, of a village, or all who live here.

    Raises:
        PrintError: unknown_village.
    """
    village = village_id(register, request.village)
    only, on = request.filter or Filter(), request.on
    people = list(register.people.list(village=village, only=only, on=on))
    order = {row.id: place for place, row in enumerate(register.villages.all())}
    people.sort(key=lambda person: order.get(person.village_id or "", len(order)))
    collectors = {member.id: member.name for member in register.staff.all()}
    rows: list[tuple[Value, ...]] = []
    for start in range(0, len(people), _AT_ONCE):
        some = people[start : start + _AT_ONCE]
        covers = register.covers.of_many([person.id for person in some])
        homes = register.households.rows(
            tuple({person.household_id for person in some if person.household_id}), on
        )
        for person in some:
            age = None if person.born is None else person.born.age_on(on)
            hi = hi_state(covers[person.id], on=on, age=age, standing=None)
            vsi = vsi_state(covers[person.id], on=on, age=age)
            home = homes.get(person.household_id or "")
            rows.append(_row(len(rows) + 1, person, home, hi, vsi, collectors))
        progress(len(rows), len(people))
    return PeopleList(register.office.get(), tuple(rows), on)


def _row(
    place: int,
    person: Person,
    home: HouseholdRow | None,
    hi: State,
    vsi: State,
    collectors: dict[str, str],
) -> tuple[Value, ...]:
    return (
        place,
        person.name,
        born_cell(person.born),
        SEX[person.sex],
        person.ethnic or "",
        person.personal_id or "",
        person.si_number or "",
        person.hi_card or "",
        person.phone or "",
        person.village or "",
        person.household_number or "",
        shown(person.household_code) if person.household_code else "",
        person.relation_text or RELATION.get(person.relation or "", ""),
        STANDING.get(home.standing or "", "") if home else "",
        _HI[hi.kind],
        hi.until if hi.kind in {"covered", "ending", "state_paid"} else None,
        _vsi(vsi),
        collectors.get(home.collector_id or "", "") if home else "",
        home.last_visit if home else None,
        person.id,
    )


def _vsi(state: State) -> str:
    words = _VSI[state.kind]
    if state.kind in {"covered", "ending"} and state.until is not None:
        return f"{words} đến {Month.of(state.until).shown}"
    return words


def build(data: PeopleList, book: Workbook) -> None:
    """Lay the people out on one sheet."""
    table = Table(
        tab="Danh sách",
        title="DANH SÁCH NGƯỜI TRONG SỔ",
        lines=(f"Lập ngày {shown_day(data.on)}, {len(data.rows)} người",),
        columns=_COLUMNS,
        rows=data.rows,
        empty="Không có ai như bộ lọc này.",
    )
    add_table(book, table, data.office, Foot(data.office.place, data.on, None))


SHEET = Sheet("people-list", "Danh sách theo bộ lọc", gather, build)
