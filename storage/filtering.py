"""The SQL of a filter: which households, which people, on a day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from rules.coverage import hi_state, vsi_state
from storage.covers import fact
from storage.filters import UNKNOWN
from storage.insured import hi_is, vsi_is
from storage.journal import how_far

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from rules.coverage import Scheme
    from storage.filters import Filter
    from storage.register import Register

_VSI_AGE = 15  # Law 41/2024/QH15 of 29/06/2024, Article 2 item 4; as in rules.coverage
_LIVING = "p.status IN ('here', 'away')"
_VILLAGE = "coalesce(h.village_id, p.village_id)"
# A date known in part counts from its first day, as ages do everywhere.
_BORN = "substr(p.born || '-01-01', 1, 10)"
_NEAR = """
    SELECT c.scheme, c.known, c.hi_group, c.start, c.until, c.dated, c.person_id
    FROM covers c WHERE c.person_id IN (
        SELECT person_id FROM covers WHERE scheme = :scheme AND until BETWEEN :on AND :near)
    ORDER BY c.person_id, c.dated, c.id
"""


_CHILD = f"ifnull({_BORN} > :joins, 0)"


@dataclass(frozen=True, slots=True)
class Where:
    """A condition and its values."""

    sql: str
    values: dict[str, object]


class Filtering:
    """Makes the conditions of filters over one register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection
        self._insured = register.insured
        self._ends: dict[tuple[object, ...], str] = {}
        self._homes: dict[tuple[object, ...], str] = {}

    def households(self, wanted: Filter, on: date) -> Where:
        """Return the condition on ``households h``; its text is left to the list of households."""
        built = _Built(on)
        _places(built, wanted, "h.village_id")
        _homes(built, wanted, "h.do_not_contact")
        personal = _Built(on)
        self._personal(personal, wanted)
        if personal.parts:
            ids = self._homes_of(personal)
            built.add("h.id IN (SELECT value FROM json_each(:homes))", homes=ids)
        return Where(" AND ".join(built.parts) or "1", built.values)

    def _homes_of(self, personal: _Built) -> str:
        """Return, as JSON, the households with a living member who fits; remembered likewise."""
        inside = " AND ".join(personal.parts)
        key = (inside, json.dumps(personal.values), how_far(self._connection))
        if key not in self._homes or self._connection.raw.in_transaction:
            found = self._connection.column(
                "SELECT DISTINCT p.household_id FROM people p"
                f" WHERE p.household_id IS NOT NULL AND {_LIVING} AND {inside}",
                personal.values,
            )
            self._homes = {key: json.dumps(list(found))}
        return self._homes[key]

    def people(self, wanted: Filter, on: date) -> Where:
        """Return the condition on ``people p`` with their ``households h``: the living ones."""
        built = _Built(on)
        built.parts += [_LIVING, "ifnull(h.status, 'here') = 'here'"]
        _places(built, wanted, _VILLAGE)
        _homes(built, wanted, "max(p.do_not_contact, ifnull(h.do_not_contact, 0))")
        self._personal(built, wanted)
        inside = " AND ".join(built.parts)
        if not wanted.text.strip():
            return Where(inside, built.values)
        text, values = self._register.finder.condition(wanted.text)
        own = {f"own_{name}": value for name, value in values.items()}
        # Few fit a text: SQLite must begin with them, and not with a list of ids.
        inside = inside.replace("p.id IN", "+p.id IN")
        return Where(f"{inside} AND {text.replace(':', ':own_')}", {**built.values, **own})

    def _personal(self, built: _Built, wanted: Filter) -> None:
        if wanted.youngest is not None:
            built.add(f"{_BORN} <= :youngest", youngest=_years_before(built.on, wanted.youngest))
        if wanted.oldest is not None:
            built.add(f"{_BORN} > :oldest", oldest=_years_before(built.on, wanted.oldest + 1))
        if wanted.sex is not None:
            built.add("p.sex = :sex", sex=wanted.sex)
        if wanted.hi or wanted.vsi:
            self._insured.refresh(built.on)
        if wanted.hi:
            built.add(f"({' OR '.join(hi_is(state) for state in wanted.hi)})")
        if wanted.vsi:
            ways = " OR ".join(vsi_is(state, _CHILD) for state in wanted.vsi)
            built.add(f"({ways})", joins=_years_before(built.on, _VSI_AGE))
        if wanted.ends_within is not None:
            ids = self._ending(wanted.ends_scheme, wanted.ends_within, built.on)
            built.add("p.id IN (SELECT value FROM json_each(:ending))", ending=ids)
        if wanted.ethnic:
            built.one_of("p.ethnic", "ethnic", wanted.ethnic)
        if wanted.occupations:
            built.one_of("p.occupation", "occupations", wanted.occupations)

    def _ending(self, scheme: Scheme, days: int, on: date) -> str:
        """Return, as JSON, the people whose paid cover ends within so many days.

        SQL finds those of whom some cover ends near; whether another follows on, or the state pays
        for it, the law says. Remembered while nobody writes.
        """
        key = (scheme, days, on, how_far(self._connection))
        if key in self._ends and not self._connection.raw.in_transaction:
            return self._ends[key]
        near = (on + timedelta(days=days)).isoformat()
        values = {"scheme": scheme, "on": on.isoformat(), "near": near}
        found = self._connection.rows(_NEAR, values)
        ids = [
            person_id
            for person_id, facts in groupby(found, key=lambda row: row[6])
            if _ends_within(facts, scheme, days, on)
        ]
        self._ends = {key: json.dumps(ids)}
        return self._ends[key]


def _ends_within(facts: Iterable[tuple[object, ...]], scheme: Scheme, days: int, on: date) -> bool:
    known = [fact(row) for row in facts]
    # Neither age nor standing decides whether a cover that is held ends.
    state = (
        hi_state(known, on=on, age=None, standing=None)
        if scheme == "hi"
        else vsi_state(known, on=on, age=None)
    )
    paid = state.kind in ("covered", "ending")
    return paid and state.days is not None and state.days <= days


class _Built:
    """Parts of a condition, gathered."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.parts: list[str] = []
        self.values: dict[str, object] = {"on": on.isoformat()}

    def add(self, part: str, **values: object) -> None:
        self.parts.append(part)
        self.values |= values

    def one_of(self, column: str, name: str, wanted: tuple[str, ...]) -> None:
        """Add that a column holds one of some values; ``unknown`` is an empty one."""
        known = [value for value in wanted if value != UNKNOWN]
        ways = [f"{column} IN (SELECT value FROM json_each(:{name}))"] if known else []
        if UNKNOWN in wanted:
            ways.append(f"{column} IS NULL")
        self.add(f"({' OR '.join(ways)})", **{name: json.dumps(known)})


def _places(built: _Built, wanted: Filter, village: str) -> None:
    if wanted.villages:
        built.one_of(village, "villages", wanted.villages)
    if wanted.households:
        built.one_of("h.id", "chosen", wanted.households)


def _homes(built: _Built, wanted: Filter, alone: str) -> None:
    """Add what is about the household: standing, visits, collector, the wish to be left alone."""
    if wanted.standings:
        said = "(SELECT s.kind FROM standings s WHERE s.household_id = h.id AND s.year = :year)"
        built.one_of(said, "standings", wanted.standings)
        built.values["year"] = built.on.year
    if wanted.visited is not None:
        # A visit of a later day is not known on that day.
        # Who visited a household that was joined into this one has seen its people.
        seen = (
            "SELECT 1 FROM visits t WHERE t.household_id IN (SELECT h.id"
            " UNION ALL SELECT j.id FROM households j WHERE j.joined_id = h.id)"
            " AND t.day <= :on"
        )
        if wanted.visited_since is not None:
            seen += " AND t.day >= :since"
            built.values["since"] = wanted.visited_since.isoformat()
        built.add(f"{'NOT ' if wanted.visited == 'not_visited' else ''}EXISTS ({seen})")
    if wanted.collectors:
        built.one_of("h.collector_id", "collectors", wanted.collectors)
    if wanted.do_not_contact is not None:
        built.add(f"{alone} = :alone", alone=int(wanted.do_not_contact))


def _years_before(on: date, years: int) -> str:
    """Return the latest birthday of whoever has completed so many years, as text that compares."""
    return f"{on.year - years:04d}-{on.month:02d}-{on.day:02d}"
