"""Visits to households and what came of them, per person and scheme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from storage import rows
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.register import Register

Result = Literal["agreed", "thinking", "refused", "absent", "moved"]


@dataclass(frozen=True, slots=True)
class ResultInput:
    """One result as entered; without a person it stands for the whole household."""

    result: Result
    person_id: str | None = None
    scheme: Literal["hi", "vsi"] | None = None
    reason: str | None = None
    next_day: date | None = None


@dataclass(frozen=True, slots=True)
class VisitResult:
    """One result as kept."""

    id: str
    person_id: str | None
    person: str | None
    scheme: Literal["hi", "vsi"] | None
    result: Result
    reason: str | None
    next_day: date | None


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit with its results, in the order in which they were entered."""

    id: str
    household_id: str
    household_code: str
    day: date
    visitor_id: str | None
    visitor: str | None
    note: str
    next_day: date | None
    results: tuple[VisitResult, ...]


_SELECT = """
    SELECT t.id, t.household_id, h.code, t.day, t.visitor_id, s.name, t.note, t.next_day,
        r.id, r.person_id, p.name, r.scheme, r.result, r.reason, r.next_day
    FROM visits t JOIN households h ON h.id = t.household_id
    LEFT JOIN staff s ON s.id = t.visitor_id
    LEFT JOIN visit_results r ON r.visit_id = t.id
    LEFT JOIN people p ON p.id = r.person_id
"""
_OF_HOUSEHOLD = """
    WHERE t.id IN (
        SELECT id FROM visits WHERE household_id = :home
        UNION SELECT m.id FROM households j JOIN visits m ON m.household_id = j.id
        WHERE j.joined_id = :home
        UNION SELECT s.visit_id FROM people m JOIN visit_results s ON s.person_id = m.id
        WHERE m.household_id = :home)
    AND (h.id = :home OR h.joined_id = :home OR p.household_id = :home)
"""


class Visits:
    """The visits of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def record(
        self,
        household_id: str,
        day: date,
        *,
        results: Sequence[ResultInput],
        visitor_id: str | None = None,
        next_day: date | None = None,
        note: str = "",
    ) -> str:
        """Keep a visit with its results; inside a change.

        Args:
            household_id: the household that was visited.
            day: of the visit.
            results: at least one.
            visitor_id: the member of the staff who went.
            next_day: when to come back.
            note: what else was said.

        Returns:
            The id of the visit.

        Raises:
            StorageError: no_results; next_before_visit; not_a_member when a result names a
                person of another household.
        """
        self._check(household_id, day, next_day, results)
        visit_id = self._register.new_id()
        fields = {
            "id": visit_id,
            "household_id": household_id,
            "day": day,
            "visitor_id": visitor_id,
            "note": note,
            "next_day": next_day,
        }
        rows.insert(self._connection, "visits", fields)
        for result in results:
            kept = {
                "id": self._register.new_id(),
                "visit_id": visit_id,
                "person_id": result.person_id,
                "scheme": result.scheme,
                "result": result.result,
                "reason": result.reason or None,
                "next_day": result.next_day,
            }
            rows.insert(self._connection, "visit_results", kept)
        return visit_id

    def _check(
        self,
        household_id: str,
        day: date,
        next_day: date | None,
        results: Sequence[ResultInput],
    ) -> None:
        if not results:
            raise StorageError("no_results")
        days = [next_day, *(result.next_day for result in results)]
        if any(later is not None and later < day for later in days):
            raise StorageError("next_before_visit", day=day)
        members = set(
            self._connection.column("SELECT id FROM people WHERE household_id = ?", (household_id,))
        )
        if any(result.person_id not in {None, *members} for result in results):
            raise StorageError("not_a_member")

    def of_household(self, household_id: str) -> tuple[Visit, ...]:
        """Return the visits to one household, newest first.

        Among them are the visits to households that were joined into it, and what its members
        said elsewhere before they came: results go with the person.
        """
        found = self._connection.rows(
            f"{_SELECT} {_OF_HOUSEHOLD} ORDER BY t.day DESC, t.id DESC, r.id",
            {"home": household_id},
        )
        return _grouped(found)

    def list(self, *, limit: int = -1, offset: int = 0) -> tuple[Visit, ...]:
        """Return visits, newest first."""
        found = self._connection.rows(
            f"{_SELECT} WHERE t.id IN (SELECT id FROM visits ORDER BY day DESC, id DESC"
            " LIMIT ? OFFSET ?) ORDER BY t.day DESC, t.id DESC, r.id",
            (limit, offset),
        )
        return _grouped(found)

    def count(self) -> int:
        """Return how many visits there are."""
        return int(self._connection.value("SELECT count(*) FROM visits"))


def _grouped(found: Sequence[Any]) -> tuple[Visit, ...]:
    """Put the rows of each visit together; they come one after another."""
    results: dict[str, list[VisitResult]] = {}
    heads: dict[str, Any] = {}
    for row in found:
        heads.setdefault(row[0], row)
        kept = results.setdefault(row[0], [])
        if row[8] is not None:
            kept.append(rows.made(VisitResult, (*row[8:14], rows.day(row[14]))))
    return tuple(_visit(row, tuple(results[row[0]])) for row in heads.values())


def _visit(row: Any, results: tuple[VisitResult, ...]) -> Visit:
    cells = list(row[:8])
    cells[3], cells[7] = date.fromisoformat(row[3]), rows.day(row[7])
    return rows.made(Visit, (*cells, results))
