"""What each collector brought in, month by month, and the list behind every figure.

An enrolment belongs to who took its first payment, on the day of the enrolment; what was struck
out counts nowhere. A figure is the number of its rows: both come from the same query.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from rules.calendar import Month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.register import Register

TallyFigure = Literal["vsi_new", "vsi_renewed", "hi_new", "hi_renewed", "hi_other"]
TALLY_FIGURES: tuple[TallyFigure, ...] = get_args(TallyFigure)
NO_COLLECTOR = ""


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One enrolment: who joined or went on, in what, and what was taken, in đồng."""

    enrolment_id: str
    figure: TallyFigure
    day: date
    person_id: str
    name: str
    household_id: str | None
    code: str | None
    village: str
    months: int
    amount: int
    book: str
    receipt: str


@dataclass(frozen=True, slots=True)
class TallyMonth:
    """One collector in one month (``collector_id`` is "" where nobody was written down)."""

    collector_id: str
    collector: str
    organisation: str
    month: Month
    rows: tuple[TallyRow, ...]

    def of(self, figure: TallyFigure) -> tuple[TallyRow, ...]:
        """Return the list behind a figure; the figure is its length."""
        return tuple(row for row in self.rows if row.figure == figure)

    @property
    def amount(self) -> int:
        """What was taken, in đồng."""
        return sum(row.amount for row in self.rows)


_ROWS = """
    SELECT ifnull(y.collector_id, ''), ifnull(s.name, ''), ifnull(y.organisation, ''),
        e.id, e.scheme, e.kind, e.hi_group, e.day, p.id, p.name, h.id, h.code,
        coalesce(v.name, ''), e.months,
        (SELECT ifnull(sum(a.amount), 0) FROM payments a WHERE a.enrolment_id = e.id),
        ifnull(y.book, ''), ifnull(y.receipt, '')
    FROM enrolments e JOIN people p ON p.id = e.person_id
    LEFT JOIN households h ON h.id = p.household_id
    LEFT JOIN villages v ON v.id = coalesce(h.village_id, p.village_id)
    LEFT JOIN payments y ON y.id = (SELECT f.id FROM payments f WHERE f.enrolment_id = e.id
        ORDER BY f.day, f.id LIMIT 1)
    LEFT JOIN staff s ON s.id = y.collector_id
    WHERE e.void_day IS NULL AND e.day BETWEEN :first AND :last
    AND (:collector IS NULL OR ifnull(y.collector_id, '') = :collector)
    ORDER BY e.day, p.sort_key, e.id
"""


def tally(
    register: Register, first: Month, last: Month, *, collector: str | None = None
) -> tuple[TallyMonth, ...]:
    """Return what each collector brought in from a month to a month, by name and month.

    Args:
        register: the register.
        first: the first month.
        last: the last month, counted in.
        collector: of one collector only, `NO_COLLECTOR` for payments without one.
    """
    values = {
        "first": first.first.isoformat(),
        "last": last.last.isoformat(),
        "collector": collector,
    }
    found = defaultdict[tuple[str, str, Month], list[TallyRow]](list)
    places: dict[tuple[str, str, Month], str] = {}
    for row in register.connection.rows(_ROWS, values):
        day = date.fromisoformat(row[7])
        key = (str(row[1]), str(row[0]), Month.of(day))
        places[key] = row[2] or places.get(key, "")
        figure = _figure(row[4], row[5], row[6])
        found[key].append(TallyRow(row[3], figure, day, *row[8:]))
    return tuple(
        TallyMonth(key[1], key[0], places[key], key[2], tuple(found[key])) for key in sorted(found)
    )


def total(months: Sequence[TallyMonth], figure: TallyFigure) -> tuple[TallyRow, ...]:
    """Return the list behind the sum of a figure over several months."""
    return tuple(row for month in months for row in month.of(figure))


def _figure(scheme: str, kind: str, group: str | None) -> TallyFigure:
    goes_on = kind == "renewal"
    if scheme == "vsi":
        return "vsi_renewed" if goes_on else "vsi_new"
    if group != "household":
        return "hi_other"
    return "hi_renewed" if goes_on else "hi_new"
