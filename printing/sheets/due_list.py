"""Everybody whose insurance ends soon or has ended: whom to call, and what renewing costs."""

from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook

from printing.places import village_id
from printing.request import Request
from printing.workbook import Column, Foot, Sheet, Table, Value, add_table
from rules.calendar import shown_day
from rules.household_codes import shown
from storage import Register
from storage.due import Period
from storage.due_details import DueDetail, due_details
from storage.office import Office
from storage.progress import Progress
from storage.renewal import Prices

_AT_ONCE = 500
_COLUMNS = (
    Column("STT", "number", 6),
    Column("Đợt", "text", 16),
    Column("Thôn", "text", 18),
    Column("Mã phiếu", "text", 10),
    Column("Người, hộ", "text", 26),
    Column("Khoản", "text", 16),
    Column("Ai đến hạn", "text", 40),
    Column("Hết hạn", "date", 12),
    Column("Còn (ngày)", "number", 10),
    Column("Giá gia hạn hôm nay", "money", 16),
    Column("Người thu", "text", 22),
    Column("Điện thoại", "text", 13),
    Column("Liên lạc lần cuối", "date", 14),
)
_PERIODS: tuple[tuple[Period, str], ...] = (
    ("90", "Trong 90 ngày"),
    ("ended", "Quá hạn"),
    ("lapsed", "Ngừng từ 90 ngày"),
)


@dataclass(frozen=True, slots=True)
class DueSheet:
    """The rows of the list, the soonest first, then what has ended."""

    office: Office
    rows: tuple[tuple[Value, ...], ...]
    on: date


def gather(register: Register, request: Request, progress: Progress) -> DueSheet:
    """Read who is due, of a village or everywhere.

    Raises:
        PrintError: unknown_village.
        RuleError: no_value_in_force for a day whose law is not recorded.
    """
    village, on = village_id(register, request.village), request.on
    prices = Prices(register, on)
    rows: list[tuple[Value, ...]] = []
    for period, words in _PERIODS:
        found = register.due.rows(period, on, village=village)
        for start in range(0, len(found), _AT_ONCE):
            some = due_details(register, found[start : start + _AT_ONCE], prices, on)
            rows += [_row(len(rows) + at, words, one) for at, one in enumerate(some, start=1)]
            progress(start + len(some), len(found))
    return DueSheet(register.office.get(), tuple(rows), on)


def _row(number: int, period: str, detail: DueDetail) -> tuple[Value, ...]:
    row = detail.row
    return (
        number,
        period,
        row.village,
        shown(row.code) if row.code else "",
        row.name,
        "BHYT" if row.scheme == "hi" else "BHXH tự nguyện",
        ", ".join(one.name for one in row.members),
        row.last,
        row.days,
        detail.price.amount,
        detail.collector,
        detail.phone,
        detail.contact.day if detail.contact else None,
    )


def build(data: DueSheet, book: Workbook) -> None:
    """Lay the rows out on one sheet."""
    table = Table(
        tab="Hạn đóng",
        title="DANH SÁCH SẮP HẾT HẠN VÀ CẦN GIA HẠN",
        lines=(f"Lập ngày {shown_day(data.on)}, {len(data.rows)} dòng",),
        columns=_COLUMNS,
        rows=data.rows,
        empty="Không ai hết hạn.",
    )
    add_table(book, table, data.office, Foot(data.office.place, data.on, None))


SHEET = Sheet("due-list", "Danh sách sắp hết hạn và cần gia hạn", gather, build)
