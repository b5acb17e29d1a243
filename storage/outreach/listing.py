"""What the list shows of a ranked household: only those on the screen are read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from storage import rows
from storage.people import MEMBER_ORDER
from storage.visits import Result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rules.outreach.facts import Reason
    from rules.sex import Sex
    from storage.outreach.ranking import Ranked
    from storage.register import Register

_RESULTS: tuple[Result, ...] = get_args(Result)  # what tells most of a visit comes first
_CHOSEN = "(SELECT value FROM json_each(:ids))"
# Who asked to be left alone gives no line a name: the next of the household does.
_NAMES = f"""
    SELECT p.household_id, p.name FROM people p
    WHERE p.household_id IN {_CHOSEN} AND p.status IN ('here', 'away') AND NOT p.do_not_contact
    ORDER BY p.household_id, {MEMBER_ORDER}
"""
_PEOPLE = f"SELECT id, name, sex, born FROM people WHERE id IN {_CHOSEN}"
# A visit to a household that was joined into another is the other one's.
_LATEST = f"""
    WITH seen AS (
        SELECT coalesce(h.joined_id, h.id) AS home, t.id, t.day, row_number() OVER (
            PARTITION BY coalesce(h.joined_id, h.id) ORDER BY t.day DESC, t.id DESC) AS place
        FROM visits t JOIN households h ON h.id = t.household_id
        WHERE (h.id IN {_CHOSEN} OR h.joined_id IN {_CHOSEN}) AND t.day <= :on)
    SELECT s.home, s.day, r.person_id, r.result FROM seen s
    LEFT JOIN visit_results r ON r.visit_id = s.id WHERE s.place = 1
"""


@dataclass(frozen=True, slots=True)
class LastVisit:
    """What came of the latest visit: of the person the row is about, else of the household."""

    day: date
    result: Result | None


@dataclass(frozen=True, slots=True)
class OutreachRow:
    """One line of the list.

    Attributes:
        name: of the one person it is about, else of the head, or who comes after one who asked not
            to be contacted.
        person_id: the one person it is about, None where it is the household.
        sex, age: of that person.
        people: how many live in the household.
        reasons: all of them, the weightiest first.
        names: of everybody whom a reason is about alone, by id.
        last: None where nobody has been there.
    """

    household_id: str
    code: str
    village: str
    number: str
    name: str
    person_id: str | None
    sex: Sex | None
    age: int | None
    people: int
    reasons: tuple[Reason, ...]
    names: Mapping[str, str]
    last: LastVisit | None


def outreach_rows(
    register: Register, ranked: Sequence[Ranked], on: date
) -> tuple[OutreachRow, ...]:
    """Return the lines of some ranked households, in their order."""
    names = _names(register, [one.household_id for one in ranked])
    # What was taken back, or asked to be left alone, since the list was ranked has no line.
    ranked = [one for one in ranked if one.household_id in names]
    ids = [one.household_id for one in ranked]
    homes = register.households.rows(ids, on)
    about = {one.household_id: _person(one) for one in ranked}
    alone = {one.household_id: _alone(one) for one in ranked}
    asked = json.dumps([person_id for found in alone.values() for person_id in found])
    people = {row[0]: row for row in register.connection.rows(_PEOPLE, {"ids": asked})}
    visits = _last_visits(register, ids, on)
    found = []
    for one in ranked:
        home, person_id = homes[one.household_id], about[one.household_id]
        who = people.get(person_id or "")
        born = rows.partial(who[3]) if who else None
        found.append(
            OutreachRow(
                household_id=home.id,
                code=home.code,
                village=home.village or "",
                number=home.number,
                name=who[1] if who else names[home.id],
                person_id=person_id,
                sex=who[2] if who else None,
                age=born.age_on(on) if born else None,
                people=home.people,
                reasons=one.reasons,
                names={person: people[person][1] for person in alone[home.id] if person in people},
                last=_last(visits.get(home.id, ()), person_id),
            )
        )
    return tuple(found)


def _names(register: Register, ids: Sequence[str]) -> dict[str, str]:
    """Return the name of the first of each household who may be spoken to."""
    found: dict[str, str] = {}
    for household_id, name in register.connection.rows(_NAMES, {"ids": json.dumps(list(ids))}):
        found.setdefault(household_id, name)
    return found


def _person(one: Ranked) -> str | None:
    """Return the person whom the weightiest reason is about, None where it is several."""
    people = one.reasons[0].people
    return people[0] if len(people) == 1 else None


def _alone(one: Ranked) -> tuple[str, ...]:
    """Return of whom a reason tells alone."""
    return tuple({reason.people[0]: None for reason in one.reasons if len(reason.people) == 1})


def _last_visits(register: Register, ids: Sequence[str], on: date) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    values = {"ids": json.dumps(list(ids)), "on": on.isoformat()}
    for home, *told in register.connection.rows(_LATEST, values):
        found.setdefault(home, []).append(told)
    return found


def _last(told: Sequence[Any], person_id: str | None) -> LastVisit | None:
    if not told:
        return None
    own = [row for row in told if row[1] == person_id and person_id is not None]
    results = {row[2] for row in own or told}
    result = next((one for one in _RESULTS if one in results), None)
    return LastVisit(date.fromisoformat(told[0][0]), result)
