"""Which households have a member without HI, or with HI that ends soon, kept up by the journal."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from rules.coverage import ENDING_DAYS, hi_state
from storage.covers import counts_on, fact
from storage.journal import how_far

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from storage.register import Register

StateFilter = Literal["not_covered", "ending"]
# With more changed rows than this, reading everybody again is quicker than one by one.
_TOO_MANY = 2_000

_LIVING = "p.household_id IS NOT NULL AND p.status IN ('here', 'away')"
# Somebody had a card, or was known to have none, and no card counts today.
_WITHOUT = f"""
    WITH told AS MATERIALIZED (
        SELECT DISTINCT person_id FROM covers WHERE scheme = 'hi' AND person_id IN ({{people}})
        AND CASE known WHEN 'covered' THEN until < :on ELSE dated <= :on END
    ),
    without AS MATERIALIZED (
        SELECT person_id FROM told WHERE NOT EXISTS (
            SELECT 1 FROM covers c WHERE c.person_id = told.person_id AND c.scheme = 'hi'
            AND c.known = 'covered' AND {counts_on(":on")})
    )
    SELECT p.id, p.household_id FROM without JOIN people p ON p.id = without.person_id
    WHERE {_LIVING}
"""
# A card ends near; whether another follows on, or the state pays for it, the law says.
_NEAR = f"""
    SELECT c.scheme, c.known, c.hi_group, c.start, c.until, c.dated, p.id, p.household_id
    FROM people p JOIN covers c ON c.person_id = p.id AND c.scheme = 'hi'
    WHERE {_LIVING} AND p.id IN (
        SELECT person_id FROM covers WHERE scheme = 'hi' AND until BETWEEN :on AND :near
        AND person_id IN ({{people}}))
    ORDER BY p.id, c.dated, c.id
"""
# A cover may pass from one person to another: both are asked again.
_CHANGED = """
    WITH since AS (SELECT table_name, row_id, before, after FROM change_rows WHERE position > ?)
    SELECT row_id FROM since WHERE table_name = 'people'
    UNION SELECT after ->> 'person_id' FROM since WHERE table_name = 'covers' AND after IS NOT NULL
    UNION SELECT before ->> 'person_id' FROM since
    WHERE table_name = 'covers' AND before IS NOT NULL
"""

_EMPTY = (0, 0)


class MemberStates:
    """Remembers, for one day, who falls under which filter.

    The journal tells whom to ask again. Whether a card counts is asked in SQL, as `rules.coverage`
    has it; the few whose card ends near are put to the rules one by one.
    """

    def __init__(self, register: Register) -> None:
        self._connection = register.connection
        self._on: date | None = None
        self._mark: tuple[int, int] = _EMPTY
        self._found: dict[str, tuple[str, StateFilter]] = {}

    def households(self, state: StateFilter, on: date) -> list[str]:
        """Return the ids of households with a living member in that state on a day."""
        if self._connection.raw.in_transaction:
            # What is not committed may be taken back, so nothing of it is remembered.
            found = self._read(None, on)
        else:
            self._refresh(on)
            found = self._found
        return sorted({household for household, kind in found.values() if kind == state})

    def _refresh(self, on: date) -> None:
        mark = how_far(self._connection)
        if (self._on, self._mark) == (on, mark):
            return
        changed = None
        # A commune may be written past the journal, but only into an empty register.
        if self._on == on and self._mark != _EMPTY and mark[0] - self._mark[0] <= _TOO_MANY:
            changed = list(self._connection.column(_CHANGED, (self._mark[0],)))
        if changed is None:
            self._found = self._read(None, on)
        else:
            for person_id in changed:
                self._found.pop(person_id, None)
            self._found |= self._read(changed, on)
        self._on, self._mark = on, mark

    def _read(self, people: Sequence[str] | None, on: date) -> dict[str, tuple[str, StateFilter]]:
        """Return the people under a filter with their households: of those named, or of all."""
        values = {
            "on": on.isoformat(),
            "near": (on + timedelta(days=ENDING_DAYS)).isoformat(),
            "people": json.dumps(people),
        }
        among = "person_id" if people is None else "SELECT value FROM json_each(:people)"
        found: dict[str, tuple[str, StateFilter]] = {
            person_id: (household_id, "not_covered")
            for person_id, household_id in self._connection.rows(
                _WITHOUT.format(people=among), values
            )
        }
        rows = self._connection.rows(_NEAR.format(people=among), values)
        for (person_id, household_id), facts in groupby(rows, key=lambda row: row[6:8]):
            # Neither age nor standing decides whether a card is ending.
            state = hi_state((fact(row) for row in facts), on=on, age=None, standing=None)
            if state.kind == "ending":
                found[person_id] = (household_id, "ending")
        return found
