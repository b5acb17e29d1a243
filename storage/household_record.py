"""One household as a screen or a paper shows it: members with their states, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from rules.coverage import State, hi_state, vsi_state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.calculations import Calculation
    from storage.enrolments import Enrolment
    from storage.households import Household
    from storage.life.events import LifeEvent
    from storage.people import Person
    from storage.register import Register
    from storage.standings import Standing
    from storage.visits import Visit


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member on a day: the person, the age in years (None: unknown), and both states."""

    person: Person
    age: int | None
    hi: State
    vsi: State


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A list in which members of the household stood."""

    import_id: str
    file: str
    kind: str
    day: date
    people: int


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened; the newest come first, what has no known day last."""

    day: date | None
    kind: Literal["visit", "enrolment", "calculation", "list", "life"]
    entry: Visit | Enrolment | Calculation | ListEntry | LifeEvent


@dataclass(frozen=True, slots=True)
class HouseholdRecord:
    """Everything held about one household, as known on a day.

    Attributes:
        head: the living head, if there is one.
        members: living members, the head first.
        gone: members who have moved or died.
        standing: of the year of the day.
        reasons: what each reason given at a visit is called, by its number.
    """

    household: Household
    on: date
    head: Person | None
    members: tuple[MemberRow, ...]
    gone: tuple[Person, ...]
    standing: Standing | None
    visits: tuple[Visit, ...]
    enrolments: tuple[Enrolment, ...]
    calculations: tuple[Calculation, ...]
    lists: tuple[ListEntry, ...]
    life: tuple[LifeEvent, ...]
    timeline: tuple[TimelineEntry, ...]
    reasons: Mapping[str, str]


def gather(register: Register, household: Household, on: date) -> HouseholdRecord:
    """Read one household with all that hangs on it, in ten queries whatever its size."""
    people = register.people.of_household(household.id)
    living = [person for person in people if person.status in {"here", "away"}]
    standing = register.standings.of(household.id, on.year)
    facts = register.covers.of_many(person.id for person in living)
    kind = None if standing is None else standing.kind
    members = []
    for person in living:
        age = None if person.born is None else person.born.age_on(on)
        members.append(
            MemberRow(
                person,
                age,
                hi_state(facts[person.id], on=on, age=age, standing=kind),
                vsi_state(facts[person.id], on=on, age=age),
            )
        )
    visits = register.visits.of_household(household.id)
    enrolments = register.enrolments.of_household(household.id)
    calculations = register.calculations.of_household(household.id)
    lists = _lists(register, household.id)
    life = register.life.of_household(household.id)
    return HouseholdRecord(
        household=household,
        on=on,
        head=next((person for person in living if person.relation == "head"), None),
        members=tuple(members),
        gone=tuple(person for person in people if person not in living),
        standing=standing,
        visits=visits,
        enrolments=enrolments,
        calculations=calculations,
        lists=lists,
        life=life,
        timeline=_timeline(
            visits,
            tuple(one for one in enrolments if one.void_day is None),
            calculations,
            lists,
            life,
        ),
        reasons=register.refusal_reasons.titles(),
    )


def _lists(register: Register, household_id: str) -> tuple[ListEntry, ...]:
    found = register.connection.rows(
        "SELECT i.id, i.file, i.kind, i.dated, count(DISTINCT r.person_id)"
        " FROM people p JOIN import_rows r ON r.person_id = p.id"
        " JOIN imports i ON i.id = r.import_id WHERE p.household_id = ?"
        " GROUP BY i.id ORDER BY i.dated DESC, i.id DESC",
        (household_id,),
    )
    return tuple(
        ListEntry(row[0], row[1], row[2], date.fromisoformat(row[3]), row[4]) for row in found
    )


def _timeline(
    visits: tuple[Visit, ...],
    enrolments: tuple[Enrolment, ...],
    calculations: tuple[Calculation, ...],
    lists: tuple[ListEntry, ...],
    life: tuple[LifeEvent, ...],
) -> tuple[TimelineEntry, ...]:
    entries = [
        *(TimelineEntry(visit.day, "visit", visit) for visit in visits),
        *(TimelineEntry(enrolment.day, "enrolment", enrolment) for enrolment in enrolments),
        *(TimelineEntry(kept.day, "calculation", kept) for kept in calculations),
        *(TimelineEntry(entry.day, "list", entry) for entry in lists),
        *(TimelineEntry(event.day, "life", event) for event in life),
    ]
    return tuple(sorted(entries, key=lambda entry: entry.day or date.min, reverse=True))
