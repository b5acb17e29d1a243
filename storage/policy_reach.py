"""Whom a change of the law reaches: the people who chose an income below a new lowest one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storage.register import Register


@dataclass(frozen=True, slots=True)
class PaysBelow:
    """Somebody whose latest income, in đồng a month, lies below; paid up to ``until``."""

    person_id: str
    name: str
    village: str
    household_id: str | None
    income: int
    until: date


# The latest enrolment is the one that was paid for the latest months.
_BELOW = """
    SELECT p.id, p.name, coalesce(v.name, own.name, ''), p.household_id, e.income, e.until
    FROM enrolments e JOIN people p ON p.id = e.person_id
    LEFT JOIN households h ON h.id = p.household_id
    LEFT JOIN villages v ON v.id = h.village_id
    LEFT JOIN villages own ON own.id = p.village_id
    WHERE e.scheme = 'vsi' AND e.void_day IS NULL AND e.income < :floor
    AND p.status IN ('here', 'away')
    AND NOT EXISTS (
        SELECT 1 FROM enrolments n WHERE n.person_id = e.person_id AND n.scheme = 'vsi'
        AND n.void_day IS NULL AND (n.until, n.day, n.id) > (e.until, e.day, e.id))
    ORDER BY coalesce(v.walk_order, own.walk_order), v.id, p.sort_key, p.id
"""


def paying_below(register: Register, floor: int) -> tuple[PaysBelow, ...]:
    """Return the people living here whose latest VSI income lies below, in walking order."""
    rows = register.connection.rows(_BELOW, {"floor": floor})
    return tuple(_person(*row) for row in rows)


def _person(person_id: str, name: str, *more: Any) -> PaysBelow:
    """Return one row of the query."""
    village, household, income, until = more
    return PaysBelow(person_id, name, village, household, income, date.fromisoformat(until))
