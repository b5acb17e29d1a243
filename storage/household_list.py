"""The list of households: one page at a time, and the figures on its filters."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from rules import household_codes
from rules.coverage import State, hi_state
from rules.errors import RuleError
from storage import rows
from storage.appointments import latest_visits
from storage.journal import how_far
from storage.member_states import MemberStates
from storage.people import MEMBER_ORDER
from storage.typed import TAIL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from storage.filters import Filter
    from storage.register import Register


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """One household in the list.

    Attributes:
        code: as stored.
        head: name of the living head, or None.
        name: of the head, else of the first member; "" for a household without members.
        people: living members.
        states: HI of the living members, in their order.
        standing: kind of this year's standing, None when not known.
        last_visit: day of the latest visit.
        next_day: when the latest visit said to come back.
        collector_id: of the member of staff who looks after it.
    """

    id: str
    code: str
    village_id: str | None
    village: str | None
    number: str
    walk_order: int | None
    head: str | None
    name: str
    people: int
    states: tuple[State, ...]
    standing: str | None
    last_visit: date | None
    next_day: date | None
    collector_id: str | None = None


@dataclass(frozen=True, slots=True)
class StateCounts:
    """How many households there are, and how many have a member whose HI is missing or ending."""

    all: int
    not_covered: int
    ending: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to; `village` is an id."""

    village: str | None
    search: str
    state: Literal["not_covered", "ending"] | None
    only: Filter | None = None


_ORDERS = {
    "walk": "v.walk_order IS NULL, v.walk_order, h.walk_order, h.number, h.id",
    "name": "p.sort_key IS NULL, p.sort_key, p.folded, h.id",
}
_HEADS = (
    "LEFT JOIN people p ON p.household_id = h.id AND p.relation = 'head'"
    " AND p.status IN ('here', 'away')"
)
# The code of a household that was joined into another leads there.
_BY_CODE = "h.id = (SELECT coalesce(joined_id, id) FROM households WHERE code = :code)"
_CHOSEN = "(SELECT value FROM json_each(:ids))"
# A card that is renewed already ends with what renews it.
_BY_END = f"""
    WITH ends AS MATERIALIZED (
        SELECT p.household_id, min(held.until) AS until FROM (
            SELECT c.person_id, max(c.until) AS until FROM covers c
            WHERE c.scheme = 'hi' AND c.known = 'covered' AND c.until >= :on
            GROUP BY c.person_id) held
        JOIN people p ON p.id = held.person_id AND p.status IN ('here', 'away')
        WHERE p.household_id IS NOT NULL GROUP BY p.household_id)
    SELECT h.id FROM households h LEFT JOIN villages v ON v.id = h.village_id
    LEFT JOIN ends e ON e.household_id = h.id WHERE {{where}}
    ORDER BY e.until IS NULL, e.until, {_ORDERS["walk"]}
"""


class HouseholdList:
    """Reads the list of households of one register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection
        self._states = MemberStates(register)
        self._ended: list[str] = []
        self._ended_key: tuple[object, ...] = ()

    def page(
        self, asked: Asked, on: date, *, order: str, limit: int, offset: int
    ) -> tuple[HouseholdRow, ...]:
        """Return one page; only its own members' states are worked out."""
        where, values = self._where(asked, on)
        if order == "ending":
            ids = self._by_end(where, values, on)
            last = None if limit < 0 else offset + limit
            return self._rows(ids[offset:last], on)
        ids = list(
            self._connection.column(
                "SELECT h.id FROM households h LEFT JOIN villages v ON v.id = h.village_id"
                f" {_HEADS if order == 'name' else ''} WHERE {where}"
                f" ORDER BY {_ORDERS[order]} LIMIT :limit OFFSET :offset",
                {**values, "limit": limit, "offset": offset},
            )
        )
        return self._rows(ids, on)

    def ids(self, asked: Asked, on: date) -> tuple[str, ...]:
        """Return all that fit, in no order."""
        where, values = self._where(asked, on)
        return tuple(
            self._connection.column(f"SELECT h.id FROM households h WHERE {where}", values)
        )

    def of_ids(self, household_ids: Sequence[str], on: date) -> dict[str, HouseholdRow]:
        """Return the rows of these households by their ids."""
        return {row.id: row for row in self._rows(list(household_ids), on)}

    def count(self, asked: Asked, on: date) -> int:
        """Return how many households there are in all pages."""
        where, values = self._where(asked, on)
        return int(
            self._connection.value(f"SELECT count(*) FROM households h WHERE {where}", values)
        )

    def state_counts(self, asked: Asked, on: date) -> StateCounts:
        """Return the length of the list without and with each filter by state."""
        return StateCounts(
            all=self.count(replace(asked, state=None), on),
            not_covered=self.count(replace(asked, state="not_covered"), on),
            ending=self.count(replace(asked, state="ending"), on),
        )

    def _where(self, asked: Asked, on: date) -> tuple[str, dict[str, object]]:
        # Who has left or was joined to another is no household of the commune any more.
        parts, values = ["h.status = 'here'"], dict[str, object]()
        if asked.village is not None:
            parts.append("h.village_id = :village")
            values["village"] = asked.village
        if asked.search.strip():
            condition, found = self._search(asked.search)
            parts.append(condition)
            values |= found
        if asked.state is not None:
            parts.append("h.id IN (SELECT value FROM json_each(:with_state))")
            values["with_state"] = json.dumps(self._states.households(asked.state, on))
        if asked.only:
            narrowed = self._register.filtering.households(asked.only, on)
            parts.append(narrowed.sql)
            values |= narrowed.values
            if asked.only.text.strip():
                condition, found = self._search(asked.only.text)
                parts.append(condition.replace(":", ":own_"))
                values |= {f"own_{name}": value for name, value in found.items()}
        return " AND ".join(parts), values

    def _by_end(self, where: str, values: dict[str, object], on: date) -> list[str]:
        """Return ids by the first card of a household that ends; read whole, page after page."""
        key = (where, json.dumps(values), on, how_far(self._connection))
        if key != self._ended_key or self._connection.raw.in_transaction:
            self._ended = list(
                self._connection.column(
                    _BY_END.format(where=where), {**values, "on": on.isoformat()}
                )
            )
            self._ended_key = key
        return self._ended

    def _search(self, text: str) -> tuple[str, dict[str, object]]:
        try:
            return _BY_CODE, {"code": household_codes.read(text)}
        except RuleError:
            pass
        number = text.strip()
        if number.isdecimal() and len(number) < TAIL:
            # Every personal id begins with some such digits; what is meant is the household.
            return "h.number = :number", {"number": number}
        condition, values = self._register.finder.condition(text)
        by_member = f"h.id IN (SELECT p.household_id FROM people p WHERE {condition})"
        values["number"] = number
        return f"({by_member} OR h.number = :number)", values

    def _rows(self, ids: list[str], on: date) -> tuple[HouseholdRow, ...]:
        values = {"ids": json.dumps(ids), "year": on.year}
        members = self._members(values)
        facts = self._register.covers.of_many(
            member[1] for living in members.values() for member in living
        )
        visits = latest_visits(self._connection, ids)
        heads = {row[0]: row for row in self._connection.rows(_HOUSEHOLDS, values)}

        def row_of(household_id: str) -> HouseholdRow:
            living = members.get(household_id, [])
            head = next((member[2] for member in living if member[3] == "head"), None)
            *place, standing, collector = heads[household_id]
            states = tuple(
                hi_state(facts[member[1]], on=on, age=_age(member[4], on), standing=standing)
                for member in living
            )
            name = head or (living[0][2] if living else "")
            found = (head, name, len(living), states, standing)
            days = visits.get(household_id, (None, None))
            return rows.made(HouseholdRow, (*place, *found, *days, collector))

        return tuple(row_of(household_id) for household_id in ids)

    def _members(self, values: dict[str, object]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for member in self._connection.rows(_MEMBERS, values):
            found.setdefault(member[0], []).append(member)
        return found


_HOUSEHOLDS = f"""
    SELECT h.id, h.code, h.village_id, v.name, h.number, h.walk_order, s.kind, h.collector_id
    FROM households h LEFT JOIN villages v ON v.id = h.village_id
    LEFT JOIN standings s ON s.household_id = h.id AND s.year = :year
    WHERE h.id IN {_CHOSEN}
"""
_MEMBERS = f"""
    SELECT p.household_id, p.id, p.name, p.relation, p.born FROM people p
    WHERE p.household_id IN {_CHOSEN} AND p.status IN ('here', 'away')
    ORDER BY p.household_id, {MEMBER_ORDER}
"""


def _age(born: str | None, on: date) -> int | None:
    known = rows.partial(born)
    return None if known is None else known.age_on(on)
