"""Days, months and dates known only in part, and how a clerk writes them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rules.errors import RuleError

MONTHS_A_YEAR = 12
_FIRST_YEAR = 1900
_CENTURY = 100


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year, ordered, written ``2026-08``."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read ``2026-08``; raises RuleError ``bad_month``."""
        found = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
        if not found or not 1 <= int(found[2]) <= MONTHS_A_YEAR or int(found[1]) == 0:
            raise RuleError("bad_month", value=text)
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        """Return the month as it is stored, ``2026-08``."""
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def shown(self) -> str:
        """The month as a person reads it, ``08/2026``."""
        return f"{self.month:02d}/{self.year:04d}"

    @property
    def first(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day of the month."""
        return self.plus(1).first - timedelta(days=1)

    def plus(self, months: int) -> "Month":
        """Return the month so many months later (earlier when negative)."""
        year, index = divmod(self.year * MONTHS_A_YEAR + self.month - 1 + months, MONTHS_A_YEAR)
        return Month(year, index + 1)

    def months_until(self, other: "Month") -> int:
        """Return how many months later the other month is (negative when earlier)."""
        return (other.year - self.year) * MONTHS_A_YEAR + other.month - self.month


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the day, or the month and the day, may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """Return a day that is known in full."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, iso: str) -> "PartialDate":
        """Read ``1979``, ``1979-08`` or ``1979-08-05``; raises RuleError ``bad_date``."""
        found = re.fullmatch(r"(\d{4})(?:-(?!00)(\d{2})(?:-(?!00)(\d{2}))?)?", iso.strip())
        read = found and _partial(found[1], found[2], found[3])
        if not read:
            raise RuleError("bad_date", value=iso)
        return read

    @property
    def iso(self) -> str:
        """The date as it is stored: ``1979``, ``1979-08`` or ``1979-08-05``."""
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    @property
    def shown(self) -> str:
        """The date as a person reads it: ``1979``, ``08/1979`` or ``05/08/1979``."""
        return "/".join(reversed(self.iso.split("-")))

    def earliest(self) -> date:
        """Return the first day it can be.

        Where only the year of birth is known, 1 January counts (Circular 11/2025/TT-BNV of
        30/06/2025, Article 5).
        """
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """Return the last day it can be."""
        if self.day is not None:
            return self.earliest()
        return Month(self.year, self.month or MONTHS_A_YEAR).last

    def age_on(self, day: date) -> int:
        """Return the years completed on a day, counted from the earliest day it can be."""
        born = self.earliest()
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def plus_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a month that has no such day."""
    month = Month.of(day).plus(months)
    return month.first.replace(day=min(day.day, month.last.day))


def shown_day(day: date) -> str:
    """Write a day as ``05/08/1979``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def shown_age(months: int) -> str:
    """Return an age in completed months as "61 tuổi 6 tháng"."""
    years, rest = divmod(months, MONTHS_A_YEAR)
    return f"{years} tuổi {rest} tháng" if rest else f"{years} tuổi"


def shown_span(months: int) -> str:
    """Write a number of months as ``12 năm 6 tháng``."""
    years, rest = divmod(months, MONTHS_A_YEAR)
    parts = [f"{years} năm"] if years else []
    if rest or not years:
        parts.append(f"{rest} tháng")
    return " ".join(parts)


def read_date(text: str, *, on: date, birth: bool) -> PartialDate:
    """Read a date as a clerk types it: ``050879``, ``5/8/79``, ``08/1979``, ``1979``, ``2811``.

    A year of two digits, or none, is the latest that is not in the future for a birth, and the
    nearest to ``on`` otherwise. Parts written as zeros (``00/00/1979``) are unknown. Raises
    RuleError ``bad_date``; a birth after ``on`` or before 1900 is one.
    """
    plain = re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", "", text.strip())
    parts = [part for part in re.split(r"[\s/.\-]+", plain) if part]
    read = None
    if all(re.fullmatch(r"[0-9]+", part) for part in parts):
        candidates = _candidates(parts, on=on, birth=birth)
        read = next((found for found in candidates if _sensible(found, on, birth=birth)), None)
    if read is None:
        raise RuleError("bad_date", value=text)
    return read


def _candidates(parts: list[str], *, on: date, birth: bool) -> Iterator[PartialDate]:
    """Yield what the parts can mean, the likeliest first."""
    for day, month, year in _readings(parts, birth=birth):
        read = (_partial(str(full), month, day) for full in _possible_years(year, on))
        dates = [found for found in read if found is not None]
        if birth:
            yield from reversed(dates)
        else:
            yield from sorted(dates, key=lambda found: abs(found.earliest() - on))


def _readings(parts: list[str], *, birth: bool) -> list[tuple[str, str, str]]:
    """Return the readings as (day, month, year), an empty part where none was written."""
    match parts:
        case [year, month, day] if len(year) == 4:
            return [(day, month, year)]
        case [day, month, year] if len(year) in (2, 4):
            return [(day, month, year)]
        case [year, month] if len(year) == 4:
            return [("", month, year)]
        case [month, year] if len(year) == 4 or (birth and len(year) == 2):
            return [("", month, year)]
        case [day, month]:
            return [] if birth else [(day, month, "")]
        case [run]:
            return _run_readings(run, birth=birth)
        case _:
            return []


def _run_readings(run: str, *, birth: bool) -> list[tuple[str, str, str]]:
    """Return the readings of digits written without separators."""
    if len(run) == 8:
        return [(run[:2], run[2:4], run[4:]), (run[6:], run[4:6], run[:4])]
    if len(run) == 6:
        return [(run[:2], run[2:4], run[4:]), ("", run[:2], run[2:])]
    if len(run) == 4:
        year, day = ("", "", run), (run[:2], run[2:], "")
        return [year] if birth else [day, year]
    return []


def _possible_years(year: str, on: date) -> list[int]:
    """Return the full years a written, short or missing year can stand for, in their order."""
    if len(year) == 4:
        return [int(year)]
    step = _CENTURY if year else 1
    base = on.year // step * step + int(year or 0)
    return [base - step, base, base + step]


def _partial(year: str, month: str | None, day: str | None) -> PartialDate | None:
    """Return the date of the parts, a part of zeros being unknown, or None if there is none."""
    found = PartialDate(int(year), int(month or 0) or None, int(day or 0) or None)
    if found.day is not None and found.month is None:
        return None
    try:
        found.earliest()
    except ValueError:
        return None
    return found


def _sensible(found: PartialDate, on: date, *, birth: bool) -> bool:
    """Tell whether a date can be meant: not before 1900, a birth not in the future."""
    return found.year >= _FIRST_YEAR and not (birth and found.earliest() > on)
