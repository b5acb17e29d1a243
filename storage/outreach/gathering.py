"""What the register knows of all households on a day, read in a few queries for all of them.

Most people have a card that runs on, and nothing to say: SQL finds them by the latest fact about
each insurance, which no earlier one can overtake. The facts of the others are read and put to the
rules, equal facts once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from rules.calendar import PartialDate
from rules.household.member_tasks import SOON
from rules.outreach.facts import Household, Member, Said
from storage.appointments import latest_visits
from storage.covers import fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rules.outreach.facts import Insured
    from rules.outreach.ranking import Outreach
    from rules.sex import Sex
    from storage.refusal_reasons import RefusalReason
    from storage.register import Register

_CHILD_AGE = 6  # Law on health insurance, Article 12: children under six have a card
_FIRST = "-01-01"  # a date known in part counts from its first day, as ages do everywhere
_SEXES: tuple[Sex, ...] = ("female", "male")
_YEAR, _MONTH = len("1979"), len("1979-08")

_HOMES = """
    SELECT h.id, h.village_id, h.collector_id, s.kind FROM households h
    LEFT JOIN villages v ON v.id = h.village_id
    LEFT JOIN standings s ON s.household_id = h.id AND s.year = :year
    WHERE h.status = 'here' AND NOT h.do_not_contact AND ifnull(h.not_before, '') <= :on
    ORDER BY v.walk_order IS NULL, v.walk_order, v.name, h.walk_order, h.number, h.code
"""
# In the order of seq, by which `storage.people.MEMBER_ORDER` ends. The last says whether the month
# of birth presses for a start with voluntary insurance.
_PEOPLE = """
    SELECT p.household_id, p.id, p.relation, p.sex, p.born,
        CASE p.sex WHEN 'female' THEN substr(p.born || '-01', 1, 7) BETWEEN :female AND :last_female
            WHEN 'male' THEN substr(p.born || '-01', 1, 7) BETWEEN :male AND :last_male END
    FROM people p
    WHERE p.household_id IS NOT NULL AND p.status IN ('here', 'away') AND NOT p.do_not_contact
    ORDER BY p.seq
"""
# Of each person the row of the latest fact: cover goes after a denial of the same day, and `max`,
# alone in a query, takes the other columns from its row. The group of a card that runs on, with its
# last day where that is due and no other card follows; NULL where the facts must be read.
_CARDS = """
    SELECT person_id, CASE
        WHEN known <> 'covered' OR ifnull(start, '') > :on OR ifnull(until, '~') <= :near THEN NULL
        WHEN ifnull(until, '~') > :soon THEN ifnull(hi_group, '') || '|'
        WHEN sum(known = 'covered' AND ifnull(until, '~') > :near) = 1
        THEN ifnull(hi_group, '') || '|' || until END,
        max(dated || (known = 'covered') || id)
    FROM covers WHERE scheme = 'hi' GROUP BY person_id
"""
_EMPLOYED = """
    SELECT person_id, known = 'covered' AND ifnull(start, '') <= :on AND ifnull(until, '~') >= :on,
        max(dated || (known = 'covered') || id)
    FROM covers WHERE scheme = 'csi' GROUP BY person_id
"""
_VOLUNTARY = "SELECT DISTINCT person_id FROM covers WHERE scheme = 'vsi' AND known = 'covered'"
# Whether somebody who never took part in social insurance said so makes no difference here.
_FACTS = """
    SELECT person_id, scheme, known, hi_group, start, until, dated FROM covers
    WHERE person_id IN (SELECT value FROM json_each(:loud)) AND (scheme = 'hi'
        OR person_id IN (SELECT value FROM json_each(:social)))
    ORDER BY person_id, dated, id
"""
_PLACES = """
    SELECT person_id, min(place) FROM enrolments
    WHERE scheme = 'hi' AND place IS NOT NULL AND void_day IS NULL AND day BETWEEN :first AND :on
    GROUP BY person_id
"""
# With the ethnic group: it decides what the state adds to a month.
_MONTHS = """
    SELECT person_id, sum(months * (scheme = 'vsi')), sum(months * (scheme = 'csi')),
        sum(supported * (scheme = 'vsi')), (SELECT ethnic FROM people p WHERE p.id = person_id)
    FROM (SELECT person_id, scheme, months, supported_months AS supported FROM enrolments
            WHERE scheme = 'vsi' AND void_day IS NULL AND day <= :on
        UNION ALL SELECT person_id, scheme, months, supported_months FROM earlier_spells
            WHERE scheme IN ('vsi', 'csi')
        UNION ALL SELECT s.person_id, s.scheme, -s.months, -s.supported_months FROM stops s
            JOIN enrolments e ON e.id = s.enrolment_id AND e.void_day IS NULL
            WHERE s.scheme = 'vsi' AND s.months > 0 AND s.day <= :on)
    GROUP BY person_id
"""
# A visit to a household that was joined into another is the other one's; a word goes with the
# person who said it.
_VISITS = """
    SELECT coalesce(h.joined_id, h.id), t.id, t.day, r.person_id,
        CASE WHEN r.person_id IS NULL THEN coalesce(h.joined_id, h.id) ELSE p.household_id END,
        r.scheme, r.result, r.reason, t.next_day IS NOT NULL OR r.next_day IS NOT NULL
    FROM visits t JOIN households h ON h.id = t.household_id
    LEFT JOIN visit_results r ON r.visit_id = t.id LEFT JOIN people p ON p.id = r.person_id
    WHERE t.day <= :on ORDER BY t.day DESC, t.id DESC, r.id DESC
"""


@dataclass(frozen=True, slots=True)
class Home:
    """A household that may be visited, with where it stands and who looks after it."""

    id: str
    village_id: str | None
    collector_id: str | None
    facts: Household


@dataclass(slots=True)
class _Visited:
    """What earlier visits left in one household."""

    said: list[Said] = field(default_factory=list)
    found: list[bool] = field(default_factory=list)  # of each visit to it: was anybody met?
    latest: date | None = None
    heard: set[str | None] = field(default_factory=set)
    asked_back: date | None = None

    @property
    def absent_on(self) -> date | None:
        """The day of the latest visit, where it and the one before found nobody."""
        return self.latest if self.found[:2] == [False, False] else None


_NOBODY = _Visited()
_NO_MONTHS = (0, 0, 0, None)


def gather(register: Register, on: date, outreach: Outreach, near_days: int) -> Iterator[Home]:
    """Yield the households of which anything might call for a visit, in walking order.

    Those that asked to be left alone, or were put off to a later day, are left out, and so are
    people who asked the same.
    """
    gathered = _Gathered(register, on, outreach, near_days)
    for household_id, village_id, collector_id, standing in gathered.homes:
        found = gathered.household(household_id, standing)
        if found is not None:
            yield Home(household_id, village_id, collector_id, found)


class _Gathered:
    """The facts of one day, by household and person."""

    def __init__(self, register: Register, on: date, outreach: Outreach, near_days: int) -> None:
        self._register = register
        self._on = on
        self._outreach = outreach
        day = on.isoformat()
        near, soon = ((on + timedelta(days=days)).isoformat() for days in (near_days, SOON))
        values: dict[str, object] = {"on": day, "near": near, "soon": max(near, soon)}
        values |= {"year": on.year, "first": f"{on.year}-01-01"}
        for sex in _SEXES:
            births = outreach.late_births(sex) or ("", "")
            values |= {sex: str(births[0]), f"last_{sex}": str(births[1])}
        connection = register.connection
        self.homes = connection.rows(_HOMES, values)
        read = connection.rows(_FACTS, self._sort_out(values))
        self._facts = {
            person_id: tuple(row[1:] for row in found)
            for person_id, found in groupby(read, key=itemgetter(0))
        }
        self._places = dict(connection.rows(_PLACES, values))
        self._months = {row[0]: row[1:] for row in connection.rows(_MONTHS, values)}
        self._people: dict[str, list[Any]] = {}
        self._calling: set[str] = set()
        self._find_calling(connection.rows(_PEOPLE, values))
        self._visited = self._visits(connection.rows(_VISITS, values))
        self._insured: dict[tuple[object, ...], Insured] = {}
        self._child = f"{on.year - _CHILD_AGE:04d}-{on:%m-%d}"
        self._kept: dict[tuple[str, bool], Insured] = {}

    def _sort_out(self, values: dict[str, object]) -> dict[str, str]:
        """Keep of whom the latest facts tell all, and return of whom all must be read."""
        rows = self._register.connection.rows
        self._quiet: dict[str, str | None] = {row[0]: row[1] for row in rows(_CARDS, values)}
        employed = {row[0]: row[1] for row in rows(_EMPLOYED, values)}
        self._employed = {person_id for person_id, holds in employed.items() if holds}
        loud = [person_id for person_id, card in self._quiet.items() if card is None]
        social = dict.fromkeys([*employed, *(row[0] for row in rows(_VOLUNTARY, values))])
        for person_id in social:
            if person_id not in self._employed and self._quiet.get(person_id) is not None:
                self._quiet[person_id] = None
                loud.append(person_id)
            elif person_id not in self._quiet:
                loud.append(person_id)
        return {"loud": json.dumps(loud), "social": json.dumps(list(social))}

    def household(self, household_id: str, standing: str | None) -> Household | None:
        """Return the facts of one household, None where nothing in it calls for anybody."""
        people = self._people.get(household_id, ())
        visited = self._visited.get(household_id, _NOBODY)
        asked = self._asked(people, visited)
        if not asked and (visited is _NOBODY or not people):
            return None
        places = [self._places[row[1]] for row in people if row[1] in self._places]
        return Household(
            members=tuple(self._member(row, standing) for row in sorted(asked, key=_member_order)),
            others=len(people) - len(asked),
            first_place=max(places, default=0) + 1,
            standing=standing,
            visited=visited is not _NOBODY,
            said=tuple(visited.said),
            absent_on=visited.absent_on,
            asked_back=visited.asked_back,
        )

    def _asked(self, people: Sequence[Any], visited: _Visited) -> Sequence[Any]:
        """Return the people of a household of whom there is anything to ask, or nobody.

        A card that is due for renewal alone calls for nobody, but has its part in what is paid.
        """
        said = {one.person_id for one in visited.said}
        if None in said:
            return people
        if not said and people and people[0][0] not in self._calling:
            return ()
        return [row for row in people if row[1] in said or not self._is_quiet(row)]

    def _is_quiet(self, row: Any) -> bool:
        """Tell whether a card runs on that nobody need renew, and nothing else presses."""
        card = self._quiet.get(row[1])
        return card is not None and card[-1] == "|" and not row[5] and row[1] not in self._months

    def _find_calling(self, people: list[Any]) -> None:
        """Put people together by household, and note of which anybody calls for a visit."""
        quiet, months, calling = self._quiet, self._months, self._calling
        for row in people:
            self._people.setdefault(row[0], []).append(row)
            if row[5] or quiet.get(row[1]) is None or row[1] in months:
                calling.add(row[0])

    def _member(self, row: Any, standing: str | None) -> Member:
        _, person_id, relation, sex, born, _ = row
        paid, other, supported, ethnic = self._months.get(person_id, _NO_MONTHS)
        card = self._quiet.get(person_id)
        if card is None:
            child = born is not None and (born + _FIRST)[:10] > self._child
            insured = self._read(self._facts.get(person_id, ()), child, standing == "poor")
        else:
            key = (card, person_id in self._employed)
            insured = self._kept.get(key) or self._runs_on(*key)
        return Member(
            person_id,
            relation,
            sex,
            _birth(born) if born else None,
            ethnic,
            insured,
            self._places.get(person_id),
            paid,
            other,
            supported,
        )

    def _runs_on(self, card: str, employed: bool) -> Insured:  # noqa: FBT001
        """Return the insurance of all who have the same card and work."""
        group, _, until = card.partition("|")
        day = date.fromisoformat(until) if until else None
        insured = self._outreach.runs_on(group or None, day, employed=employed)
        return self._kept.setdefault((card, employed), insured)

    def _read(self, cells: tuple[Any, ...], child: bool, poor: bool) -> Insured:  # noqa: FBT001
        key = (cells, child, poor)
        if key not in self._insured:
            facts = tuple(fact(row) for row in cells)
            self._insured[key] = self._outreach.insured(facts, child=child, poor=poor)
        return self._insured[key]

    def _visits(self, results: list[Any]) -> dict[str, _Visited]:
        """Return what visits left in each household; the latest come first."""
        reasons = {str(one.number): one for one in self._register.refusal_reasons.all(hidden=True)}
        homes: dict[str, _Visited] = {}
        promised = set()
        for (home, _, day), rows in groupby(results, key=itemgetter(0, 1, 2)):
            told = list(rows)
            visited = homes.setdefault(home, _Visited())
            visited.latest = visited.latest or date.fromisoformat(day)
            visited.found.append(any(row[6] != "absent" for row in told))
            for row in told:
                if row[4] is not None and row[6] is not None:
                    _hear(homes.setdefault(row[4], _Visited()), row, reasons)
                if row[8]:
                    promised |= {home, row[4]} - {None}
        for home, (_, next_day) in latest_visits(
            self._register.connection, sorted(promised)
        ).items():
            homes.setdefault(home, _Visited()).asked_back = next_day
        return homes


def _hear(visited: _Visited, row: Any, reasons: dict[str, RefusalReason]) -> None:
    """Keep a word, unless the same person has said one since; who was away has said none."""
    person_id, scheme, result, reason = row[3], row[5], row[6], row[7]
    if result == "absent":
        return
    day = date.fromisoformat(row[2])
    later = [said for said in visited.said if said.person_id == person_id]
    if any(said.scheme == scheme or said.day > day for said in later):
        return
    known = reasons.get(reason or "")
    title = known.title if known else reason or ""
    answered = bool(known and known.answered(scheme)[1])
    visited.said.append(Said(person_id, scheme, result, reason, title, answered, day))


def _birth(born: str) -> PartialDate:
    """Read a date of birth, quicker than `PartialDate.parse`: the schema has checked it."""
    month = int(born[5:7]) if len(born) > _YEAR else None
    return PartialDate(int(born[:_YEAR]), month, int(born[8:]) if len(born) > _MONTH else None)


def _member_order(row: Any) -> tuple[object, ...]:
    _, _, relation, _, born, _ = row
    return relation != "head", relation not in {"wife", "husband"}, born is None, born or ""
