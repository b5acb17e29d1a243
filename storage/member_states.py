"""Which households have a member without HI, or with HI that ends soon, kept up by the journal."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from rules.coverage import ENDING_DAYS, hi_state
from storage.covers import fact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from storage.register import Register

StateFilter = Literal["not_covered", "ending"]
_FILTERS: dict[str, StateFilter] = {
    "ended": "not_covered",
    "never": "not_covered",
    "ending": "ending",
}
# With more changed rows than this, reading everybody again is quicker than one by one.
_TOO_MANY = 2_000

_FACTS = """
    SELECT c.scheme, c.known, c.hi_group, c.start, c.until, c.dated, p.id, p.household_id
    FROM people p JOIN covers c ON c.person_id = p.id AND c.scheme = 'hi'
    WHERE p.household_id IS NOT NULL AND p.status IN ('here', 'away') AND p.id IN ({people})
    ORDER BY p.id, c.dated, c.id
"""
# Whoever has neither a "not covered" nor an end that is past or near cannot be in either filter.
_EVERYBODY = """
    SELECT person_id FROM covers
    WHERE scheme = 'hi' AND (known = 'not_covered' OR until <= :near)
"""
_CHANGED = """
    SELECT DISTINCT CASE table_name WHEN 'people' THEN row_id
        ELSE json_extract(coalesce(after, before), '$.person_id') END
    FROM change_rows WHERE position > ? AND table_name IN ('people', 'covers') LIMIT ?
"""

# How far the journal had come, and how many covers had ever been written.
_MARK = """
    SELECT (SELECT coalesce(max(position), 0) FROM change_rows),
        (SELECT coalesce(max(rowid), 0) FROM covers)
"""
_EMPTY = (0, 0)


class MemberStates:
    """Remembers, for one day, who falls under which filter.

    The law decides in `rules.coverage`, person by person; the journal tells whom to ask again.
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
            found = self._everybody(on)
        else:
            self._refresh(on)
            found = self._found
        return sorted({household for household, kind in found.values() if kind == state})

    def _refresh(self, on: date) -> None:
        mark = tuple(self._connection.row(_MARK))
        if (self._on, self._mark) == (on, mark):
            return
        changed = None
        # A commune may be written past the journal, but only into an empty register.
        if self._on == on and self._mark != _EMPTY and mark[0] - self._mark[0] <= _TOO_MANY:
            changed = list(self._connection.column(_CHANGED, (self._mark[0], _TOO_MANY)))
        if changed is None:
            self._found = self._everybody(on)
        else:
            for person_id in changed:
                self._found.pop(person_id, None)
            people = {"people": json.dumps(changed)}
            self._found |= self._read("SELECT value FROM json_each(:people)", people, on)
        self._on, self._mark = on, mark

    def _everybody(self, on: date) -> dict[str, tuple[str, StateFilter]]:
        near = on + timedelta(days=ENDING_DAYS)
        return self._read(_EVERYBODY, {"near": near.isoformat()}, on)

    def _read(
        self, people: str, values: dict[str, Any], on: date
    ) -> dict[str, tuple[str, StateFilter]]:
        found = {}
        rows = self._connection.rows(_FACTS.format(people=people), values)
        for (person_id, household_id), facts in groupby(rows, key=lambda row: row[6:8]):
            kind = _state(facts, on)
            if kind is not None:
                found[person_id] = (household_id, kind)
        return found


def _state(facts: Iterable[Any], on: date) -> StateFilter | None:
    # Neither age nor standing decides between these states.
    state = hi_state((fact(row) for row in facts), on=on, age=None, standing=None)
    return _FILTERS.get(state.kind)
