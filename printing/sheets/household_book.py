"""The household book: a sheet for each village, in a form that can be read in again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook

from printing.request import Request
from printing.sheet_words import RELATION, SEX, STANDING, born_cell
from printing.workbook import Column, Foot, Sheet, Table, Value, add_table
from rules.calendar import shown_day
from storage import Register
from storage.office import Office
from storage.people import Person
from storage.progress import Progress


@dataclass(frozen=True, slots=True)
class Book:
    """The households of the commune: village name and rows, in walking order."""

    office: Office
    villages: tuple[tuple[str, tuple[tuple[Value, ...], ...]], ...]
    on: date


def gather(register: Register, request: Request, progress: Progress) -> Book:
    """Read every household, or those of one village, or of a filter."""
    wanted = None if request.village is None else register.villages.find(request.village)
    villages = [row for row in register.villages.all() if wanted in {None, row.id}]
    sheets = []
    for done, village in enumerate(villages, start=1):
        sheets.append((village.name, tuple(_rows(register, village.id, request))))
        progress(done, len(villages))
    return Book(register.office.get(), tuple(sheets), request.on)


def _rows(register: Register, village_id: str, request: Request) -> Iterator[tuple[Value, ...]]:
    place = 0
    found = register.households.list(on=request.on, village=village_id, only=request.filter)
    for household in found:
        for person in register.people.of_household(household.id):
            if person.status in {"here", "away"}:
                place += 1
                yield _row(place, household.number, household.standing, person)


def _row(place: int, number: str, standing: str | None, person: Person) -> tuple[Value, ...]:
    return (
        number,
        place,
        person.name,
        person.relation_text or RELATION.get(person.relation or "", ""),
        born_cell(person.born),
        SEX[person.sex],
        person.ethnic or "",
        person.personal_id or "",
        person.si_number or "",
        person.phone or "",
        STANDING.get(standing or "", ""),
        person.id,
    )


def build(data: Book, book: Workbook) -> None:
    """Lay out one sheet for each village."""
    columns = (
        Column("Số hộ", "text", 8),
        Column("STT", "number", 6),
        Column("Họ và tên", "text", 28),
        Column("Quan hệ với chủ hộ", "text", 16),
        Column("Ngày sinh", "date", 12),
        Column("Giới tính", "text", 8),
        Column("Dân tộc", "text", 10),
        Column("Số CCCD", "text", 15),
        Column("Mã số BHXH", "text", 13),
        Column("Điện thoại", "text", 13),
        Column("Diện hộ", "text", 22),
        Column("Mã trong sổ", "text", 14),
    )
    for name, rows in data.villages or (("Sổ hộ gia đình", ()),):
        table = Table(
            tab=name,
            title=f"DANH SÁCH HỘ GIA ĐÌNH, NHÂN KHẨU {name.upper()}",
            lines=(f"Lập ngày {shown_day(data.on)}",),
            columns=columns,
            rows=rows,
            empty="Thôn chưa có hộ nào.",
        )
        add_table(book, table, data.office, Foot(data.office.place, data.on, None))


SHEET = Sheet("household-book", "Sổ hộ gia đình", gather, build)
