"""Where a village stands on a day: who has which card, who has none and why, whose card ends."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from rules.calendar import Month
from rules.coverage import hi_state, vsi_state
from storage import rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rules.coverage import CoverFact, State
    from storage.register import Register

_ADULT = 15  # Law 41/2024/QH15 of 29/06/2024, Article 2 item 4: from 15 years anybody may join
_MONTHS = 3
_COVERED = frozenset({"covered", "ending", "state_paid"})
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EndingMonth:
    """Cards whose last day lies in a month, and how many of them already go on."""

    month: Month
    people: int
    renewed: int


@dataclass(frozen=True, slots=True)
class VillageFigures:
    """The people of a village, counted once each, as known on a day.

    Attributes:
        people: those living here or away for work.
        groups: those with a card, by group; "state_paid" is any group the state pays for in full,
            "compulsory" people insured at work, "other" cards whose group is not known.
        without: those known to have no card.
        unknown: those of whom it is not known.
        reasons: those without a card by the reason they gave last.
        not_met: those without a card whose reason nobody has noted.
        vsi: those in voluntary insurance; adults are from 15 years on.
        vsi_unknown: adults of whom it is not known.
        ending: this month and the next two.
    """

    village_id: str | None
    village: str
    people: int
    adults: int
    groups: dict[str, int]
    without: int
    unknown: int
    reasons: dict[str, int]
    not_met: int
    vsi: int
    compulsory: int
    vsi_unknown: int
    ending: tuple[EndingMonth, ...]

    @property
    def covered(self) -> int:
        """How many have a card; with those without and those unknown, they are all the people."""
        return sum(self.groups.values())


def village_figures(register: Register, village_id: str | None, on: date) -> VillageFigures:
    """Count one village, or the people of no village where the id is None."""
    name = register.villages.get(village_id).name if village_id else ""
    people = register.connection.rows(_PEOPLE, {"village": village_id, "year": on.year})
    ids = [row[0] for row in people]
    facts = register.covers.of_many(ids)
    said = dict(register.connection.rows(_REASONS, {"ids": json.dumps(ids), "on": on.isoformat()}))
    counted = _Counted(on)
    for person_id, born, standing in people:
        counted.add(facts[person_id], born, standing, said.get(person_id))
    return counted.figures(village_id, name)


_PEOPLE = """
    SELECT p.id, p.born, s.kind
    FROM people p LEFT JOIN households h ON h.id = p.household_id
    LEFT JOIN standings s ON s.household_id = h.id AND s.year = :year
    WHERE coalesce(h.village_id, p.village_id) IS :village AND p.status IN ('here', 'away')
"""
_REASONS = """
    SELECT r.person_id, r.reason FROM visit_results r JOIN visits t ON t.id = r.visit_id
    WHERE r.person_id IN (SELECT value FROM json_each(:ids)) AND r.reason IS NOT NULL
        AND r.scheme IS NOT 'vsi' AND r.result IN ('thinking', 'refused') AND t.day <= :on
    ORDER BY t.day, t.id, r.id
"""


class _Counted:
    """Counts people one by one."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._people = self._adults = 0
        self._groups: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._hi: Counter[str] = Counter()
        self._vsi: Counter[str] = Counter()
        first = Month.of(on)
        self._months = [first.plus(number) for number in range(_MONTHS)]
        self._ends: Counter[Month] = Counter()
        self._renewed: Counter[Month] = Counter()

    def add(
        self,
        facts: Sequence[CoverFact],
        born: str | None,
        standing: str | None,
        reason: str | None,
    ) -> None:
        """Count one person."""
        known: Any = rows.partial(born)
        age = known.age_on(self._on) if known else None
        hi = hi_state(facts, on=self._on, age=age, standing=standing)
        vsi = vsi_state(facts, on=self._on, age=age)
        self._people += 1
        adult = age is None or age >= _ADULT
        self._adults += adult
        if adult:
            self._vsi[vsi.kind] += 1
        if hi.kind in _COVERED:
            self._groups[_group(hi, vsi)] += 1
        elif hi.kind == "unknown":
            self._hi["unknown"] += 1
        else:
            self._hi["without"] += 1
            self._reasons[reason or ""] += 1
        self._count_ends(facts, age, standing)

    def _count_ends(
        self, facts: Sequence[CoverFact], age: int | None, standing: str | None
    ) -> None:
        ends = {
            fact.until
            for fact in facts
            if fact.scheme == "hi" and fact.known == "covered" and fact.until
        }
        for until in ends:
            month = Month.of(until)
            if month not in self._months:
                continue
            held = hi_state(facts, on=until, age=age, standing=standing)
            if held.kind not in _COVERED:
                continue
            after = hi_state(facts, on=until + _ONE_DAY, age=age, standing=standing)
            self._ends[month] += 1
            self._renewed[month] += after.kind in _COVERED

    def figures(self, village_id: str | None, name: str) -> VillageFigures:
        """Return what was counted."""
        not_met = self._reasons.pop("", 0)
        return VillageFigures(
            village_id=village_id,
            village=name,
            people=self._people,
            adults=self._adults,
            groups=dict(self._groups),
            without=self._hi["without"],
            unknown=self._hi["unknown"],
            reasons=dict(self._reasons),
            not_met=not_met,
            vsi=self._vsi["covered"] + self._vsi["ending"],
            compulsory=self._vsi["compulsory"],
            vsi_unknown=self._vsi["unknown"],
            ending=tuple(
                EndingMonth(month, self._ends[month], self._renewed[month])
                for month in self._months
            ),
        )


def _group(hi: State, vsi: State) -> str:
    """The row a card is counted in."""
    if hi.kind == "state_paid":
        return "state_paid"
    if hi.group is None and vsi.kind == "compulsory":
        return "compulsory"
    return hi.group or "other"
