"""Visits to households and what came of them, per person and scheme."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from storage import follow_ups, rows
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from storage.follow_ups import Agreed, FollowUp
    from storage.register import Register

Result = Literal["agreed", "thinking", "refused", "absent", "moved"]
Scheme = Literal["hi", "vsi"]


@dataclass(frozen=True, slots=True)
class ResultInput:
    """One result as entered; without a person it stands for the whole household.

    Attributes:
        reason: the number of a reason of `storage.refusal_reasons`, or free words.
        received: money handed over at the door, in đồng, before the enrolment is written.
    """

    result: Result
    person_id: str | None = None
    scheme: Literal["hi", "vsi"] | None = None
    reason: str | None = None
    next_day: date | None = None
    received: int | None = None


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
    received: int | None


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit with its results, in the order in which they were entered.

    Attributes:
        plan_id: the trip it was made on, or None.
    """

    id: str
    household_id: str
    household_code: str
    day: date
    visitor_id: str | None
    visitor: str | None
    note: str
    next_day: date | None
    plan_id: str | None
    results: tuple[VisitResult, ...]


_SELECT = """
    SELECT t.id, t.household_id, h.code, t.day, t.visitor_id, s.name, t.note, t.next_day, t.plan_id,
        r.id, r.person_id, p.name, r.scheme, r.result, r.reason, r.next_day, r.received
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
        plan_id: str | None = None,
    ) -> str:
        """Keep a visit with its results; inside a change.

        Args:
            household_id: the household that was visited.
            day: of the visit.
            results: at least one.
            visitor_id: the member of the staff who went.
            next_day: when to come back.
            note: what else was said.
            plan_id: the trip it was made on.

        Returns:
            The id of the visit.

        Raises:
            StorageError: no_results; next_before_visit; not_a_member when a result names a
                person of another household.
        """
        self._check(day, next_day, results, self._members(household_id))
        visit_id = self._register.new_id()
        fields = {
            "id": visit_id,
            "household_id": household_id,
            "day": day,
            "visitor_id": visitor_id,
            "note": note,
            "next_day": next_day,
            "plan_id": plan_id,
        }
        rows.insert(self._connection, "visits", fields)
        for result in results:
            self._add(visit_id, result)
        return visit_id

    def amend(
        self,
        visit_id: str,
        *,
        results: Sequence[ResultInput],
        day: date | None = None,
        visitor_id: str | None = None,
        next_day: date | None = None,
        note: str | None = None,
    ) -> None:
        """Correct a visit already kept; inside a change. Only what differs is written.

        Args:
            visit_id: the visit.
            results: all of them, as they should be; who was asked about what tells which is which.
            day: of the visit; None leaves it.
            visitor_id: who went; None leaves it.
            next_day: when to come back to the whole household; None for no day.
            note: what else was said; None leaves it.

        Raises:
            StorageError: no_such_row, and as `record`.
        """
        known = self.get(visit_id)
        said = {one.person_id for one in known.results}
        members = self._members(known.household_id) | said
        self._check(day or known.day, next_day, results, members)
        fields = {
            "day": day or known.day,
            "visitor_id": visitor_id or known.visitor_id,
            "next_day": next_day,
            "note": known.note if note is None else note,
        }
        changed = {name: value for name, value in fields.items() if getattr(known, name) != value}
        rows.update(self._connection, "visits", visit_id, changed)
        kept = {(one.person_id, one.scheme): one for one in known.results}
        for result in results:
            before = kept.pop((result.person_id, result.scheme), None)
            if before is None:
                self._add(visit_id, result)
            else:
                self._correct(before, result)
        for gone in kept.values():
            self._connection.execute("DELETE FROM visit_results WHERE id = ?", (gone.id,))

    def _add(self, visit_id: str, result: ResultInput) -> None:
        kept = {"id": self._register.new_id(), "visit_id": visit_id, **_told(result)}
        rows.insert(self._connection, "visit_results", kept)

    def _correct(self, before: VisitResult, now: ResultInput) -> None:
        changed = {
            name: value for name, value in _told(now).items() if getattr(before, name) != value
        }
        rows.update(self._connection, "visit_results", before.id, changed)

    def _members(self, household_id: str) -> set[str | None]:
        found = self._connection.column(
            "SELECT id FROM people WHERE household_id = ?", (household_id,)
        )
        return {None, *found}

    @staticmethod
    def _check(
        day: date,
        next_day: date | None,
        results: Sequence[ResultInput],
        members: set[str | None],
    ) -> None:
        if not results:
            raise StorageError("no_results")
        days = [next_day, *(result.next_day for result in results)]
        if any(later is not None and later < day for later in days):
            raise StorageError("next_before_visit", day=day)
        if any(result.person_id not in members for result in results):
            raise StorageError("not_a_member")

    def get(self, visit_id: str) -> Visit:
        """Return one visit.

        Raises:
            StorageError: no_such_row.
        """
        found = self.among([visit_id])
        if not found:
            raise StorageError("no_such_row", kind="visits")
        return found[0]

    def among(self, visit_ids: Iterable[str]) -> tuple[Visit, ...]:
        """Return the visits of these ids, the newest first; unknown ids are left out."""
        found = self._connection.rows(
            f"{_SELECT} WHERE t.id IN (SELECT value FROM json_each(?))"
            " ORDER BY t.day DESC, t.id DESC, r.id",
            (json.dumps(list(visit_ids)),),
        )
        return _grouped(found)

    def due(self, on: date, *, ahead: int = 7) -> tuple[FollowUp, ...]:
        """Return who should be seen again by a day; see `storage.follow_ups`."""
        return follow_ups.due(self._register, on, ahead=ahead)

    def agreed(self, on: date) -> tuple[Agreed, ...]:
        """Return who agreed and has not enrolled since; see `storage.follow_ups`."""
        return follow_ups.agreed(self._register, on)

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
        if row[9] is not None:
            kept.append(rows.made(VisitResult, (*row[9:15], rows.day(row[15]), row[16])))
    return tuple(_visit(row, tuple(results[row[0]])) for row in heads.values())


def _visit(row: Any, results: tuple[VisitResult, ...]) -> Visit:
    cells = list(row[:9])
    cells[3], cells[7] = date.fromisoformat(row[3]), rows.day(row[7])
    return rows.made(Visit, (*cells, results))


def _told(result: ResultInput) -> dict[str, object]:
    """The columns of a result, as entered."""
    return {
        "person_id": result.person_id,
        "scheme": result.scheme,
        "result": result.result,
        "reason": result.reason or None,
        "next_day": result.next_day,
        "received": result.received,
    }
