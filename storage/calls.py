"""Telephone calls to who is due: reached or not, what was promised, and for when."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from storage import rows
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.register import Register

CallResult = Literal["reached", "no_answer", "promised", "wrong_number"]


@dataclass(frozen=True, slots=True)
class Called:
    """Whom a call was about: a household, or one person of it, and which insurance."""

    household_id: str | None
    person_id: str | None = None
    scheme: Literal["hi", "vsi"] | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """The last time anybody spoke to a household: a call, or a visit (``result`` is "visit").

    ``next_day`` is the day promised, while no later contact has come.
    """

    day: date
    result: CallResult | Literal["visit"]
    next_day: date | None


_LAST = """
    WITH chosen (id) AS (SELECT value FROM json_each(:homes)),
    spoken (home, day, id, result, next_day) AS (
        SELECT c.household_id, c.day, c.id, c.result, c.next_day
        FROM chosen h JOIN calls c ON c.household_id = h.id WHERE c.day <= :on
        UNION ALL
        SELECT p.household_id, c.day, c.id, c.result, c.next_day
        FROM chosen h JOIN people p ON p.household_id = h.id JOIN calls c ON c.person_id = p.id
        WHERE c.household_id IS NULL AND c.day <= :on
        UNION ALL
        SELECT t.household_id, t.day, t.id, 'visit', coalesce(t.next_day, (
            SELECT min(r.next_day) FROM visit_results r WHERE r.visit_id = t.id))
        FROM chosen h JOIN visits t ON t.household_id = h.id WHERE t.day <= :on
    )
    SELECT home, day, result, next_day, max(day || id) FROM spoken GROUP BY home
"""


class Calls:
    """The calls of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def record(
        self,
        called: Sequence[Called],
        day: date,
        result: CallResult,
        *,
        staff_id: str | None = None,
        next_day: date | None = None,
        note: str = "",
    ) -> tuple[str, ...]:
        """Keep one call about each of these, all with the same result; inside a change.

        Raises:
            StorageError: next_before_call (day) for a day promised that lies before the call.
        """
        if next_day is not None and next_day < day:
            raise StorageError("next_before_call", day=day)
        ids = []
        for one in called:
            fields = {
                "id": self._register.new_id(),
                "household_id": one.household_id,
                "person_id": one.person_id,
                "scheme": one.scheme,
                "day": day,
                "result": result,
                "staff_id": staff_id,
                "next_day": next_day,
                "note": note,
            }
            rows.insert(self._connection, "calls", fields)
            ids.append(str(fields["id"]))
        return tuple(ids)

    def last_contacts(self, household_ids: Sequence[str], on: date) -> dict[str, Contact]:
        """Return when each household was last spoken to, by telephone or at the door."""
        values = {"homes": json.dumps(list(household_ids)), "on": on.isoformat()}
        return {
            row[0]: Contact(date.fromisoformat(row[1]), row[2], rows.day(row[3]))
            for row in self._connection.rows(_LAST, values)
        }
