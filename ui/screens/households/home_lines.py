"""The list of households: what its two lines say of one on a day, and what is copied of it."""

from datetime import date

from PySide6.QtGui import QFontMetrics

from rules.household_codes import shown
from storage.household_list import HouseholdRow
from ui.lists import ListLine
from ui.screens.households.wording import short_day, standing_in_list, tr
from ui.states import hi_badge
from ui.style import look

WIDTH = 304
IN_ORDER = frozenset({"covered", "state_paid", "compulsory"})


def list_line(row: HouseholdRow, on: date) -> ListLine:
    """What the list says of one household on a day."""
    note = next_step(row, on)
    return ListLine(
        title=row.name or tr("Hộ chưa có ai"),
        detail=_detail(row, note),
        number="" if row.walk_order is None else str(row.walk_order),
        note=note,
        shapes=tuple(state.kind for state in row.states),
        spoken=", ".join(str(hi_badge(state)) for state in row.states),
    )


def _detail(row: HouseholdRow, note: str) -> str:
    """Code, members, standing; the shapes above tell the members too where there is no room."""
    code, standing = shown(row.code), standing_in_list(row.standing)
    people = tr("{n} người").format(n=row.people)
    whole = " · ".join(part for part in (code, people, standing) if part)
    wide = QFontMetrics(look().font("small")).horizontalAdvance(whole + note)
    if standing and wide > look().metrics.px(WIDTH - 2 - 59 - 8):
        return f"{code} · {standing}"
    return whole


def next_step(row: HouseholdRow, on: date) -> str:
    """The day agreed on, else that nothing is missing, else when somebody was there last."""
    if row.next_day is not None and row.next_day == on:
        return tr("hẹn hôm nay")
    if row.next_day is not None and row.next_day > on:
        return tr("hẹn {day}").format(day=short_day(row.next_day, on))
    if row.states and all(state.kind in IN_ORDER for state in row.states):
        return tr("Đủ BHYT")
    if row.next_day is not None:
        return tr("lỡ hẹn {day}").format(day=short_day(row.next_day, on))
    if row.last_visit is not None:
        return tr("đã đến {day}").format(day=short_day(row.last_visit, on))
    return tr("chưa đến")


def home_headings() -> tuple[str, ...]:
    """Return the headings of what is copied of a household."""
    return (
        tr("Mã phiếu"), tr("Chủ hộ"), tr("Thôn"), tr("Số hộ"), tr("Số người"), tr("Diện hộ"),
    )  # fmt: skip


def home_cells(row: HouseholdRow) -> tuple[str, ...]:
    """What a household puts on the clipboard, under `home_headings`."""
    return (
        shown(row.code),
        row.head or "",
        row.village or "",
        row.number,
        str(row.people),
        standing_in_list(row.standing),
    )
