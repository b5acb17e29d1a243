"""A planned trip in words: its day and part of it, its villages and who goes."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from rules.calendar import shown_day
from storage import Register
from storage.plans import Part, PlanLine, read_code
from ui.queries import Query


def tr(text: str) -> str:
    """Words about trips."""
    return QCoreApplication.translate("Trips", text)


def trip_query(register: Register, code: str) -> Query | None:
    """Where the sheets of a trip are typed, by the code of its route sheet.

    None for any other text.

    Raises:
        StorageError: no_such_plan.
    """
    read = read_code(code)
    if read is None:
        return None
    plan = register.plans.by_code(code)
    return Query("results", facts={"plan": plan, "route": read[1]})


def weekday(day: date) -> str:
    """A day with its weekday: “Thứ Bảy 28/11/2026”."""
    names = (
        tr("Thứ Hai"), tr("Thứ Ba"), tr("Thứ Tư"), tr("Thứ Năm"), tr("Thứ Sáu"), tr("Thứ Bảy"),
        tr("Chủ nhật"),
    )  # fmt: skip
    return f"{names[day.weekday()]} {shown_day(day)}"


def part_words(part: Part) -> str:
    """A part of the day."""
    named: dict[Part, str] = {
        "morning": tr("Buổi sáng"),
        "afternoon": tr("Buổi chiều"),
        "evening": tr("Buổi tối"),
        "day": tr("Cả ngày"),
    }
    return named[part]


def villages_words(villages: Sequence[str]) -> str:
    """A few villages by name, more by their number."""
    few = 2
    if len(villages) > few:
        return tr("{n} thôn").format(n=len(villages))
    return ", ".join(villages)


def trip_words(line: PlanLine) -> str:
    """A trip in one line."""
    parts = (weekday(line.day), line.code, villages_words(line.villages))
    return " · ".join(part for part in parts if part)


def hours_words(minutes: int) -> str:
    """A time to go: “3 giờ 20”, “45 phút”."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return tr("{n} phút").format(n=rest)
    return (
        tr("{h} giờ {m}").format(h=hours, m=f"{rest:02d}")
        if rest
        else tr("{h} giờ").format(h=hours)
    )
