"""A whole household typed from a paper book, written as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.alike import check_personal_id
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rules.calendar import PartialDate
    from rules.sex import Sex
    from storage.people import PersonChanges
    from storage.register import Register
    from storage.standings import StandingKind


@dataclass(frozen=True, slots=True)
class EnteredPerson:
    """One line of the book.

    Attributes:
        relation: an English code such as ``head``; ``relation_text`` where the word says more.
        hi_until: the last day of the health insurance card that was seen.
        known_id: the person of the register who is meant: moves here, and is not written again.
    """

    name: str
    relation: str | None = None
    relation_text: str = ""
    sex: Sex | None = None
    born: PartialDate | None = None
    personal_id: str | None = None
    si_number: str | None = None
    phone: str | None = None
    hi_until: date | None = None
    ethnic: str | None = None
    known_id: str | None = None


@dataclass(frozen=True, slots=True)
class EnteredHousehold:
    """Where the household is, and its standing in the year of the day it is written."""

    village_id: str | None = None
    number: str = ""
    address: str = ""
    standing: StandingKind | None = None


def enter_household(
    register: Register,
    household: EnteredHousehold,
    people: Sequence[EnteredPerson],
    *,
    on: date,
) -> str:
    """Write a household with its people, standing and cards; inside a change.

    Args:
        register: the register.
        household: where it is.
        people: its members, in the order of the book.
        on: the working day: since when the cards are known, and the year of the standing.

    Returns:
        The id of the household.

    Raises:
        StorageError: nobody_entered; personal_id_held and personal_id_held_alone; as
            `People.add`; for who moves here as `Life.transfer`. Each names in ``row`` the place of
            the line, from 0.
    """
    if not people:
        raise StorageError("nobody_entered", row=0)
    household_id = register.households.add(
        village_id=household.village_id, number=household.number, address=household.address
    )
    new = [(place, one) for place, one in enumerate(people) if one.known_id is None]
    known = [(place, one) for place, one in enumerate(people) if one.known_id is not None]
    for place, one in (*new, *known):
        try:
            person_id = (
                _add_person(register, household_id, one)
                if one.known_id is None
                else _bring_person(register, household_id, one, one.known_id, on)
            )
            if one.hi_until is not None:
                register.covers.add(
                    person_id, scheme="hi", known="covered", until=one.hi_until, dated=on
                )
        except StorageError as error:
            error.facts["row"] = place
            raise
    if household.standing is not None:
        register.standings.set(household_id, on.year, household.standing)
    return household_id


def _add_person(register: Register, household_id: str, one: EnteredPerson) -> str:
    check_personal_id(register, one.personal_id)
    return register.people.add(
        household_id=household_id,
        name=one.name,
        relation=one.relation,
        relation_text=one.relation_text,
        sex=one.sex,
        born=one.born,
        personal_id=one.personal_id,
        si_number=one.si_number,
        phone=one.phone,
        ethnic=one.ethnic,
    )


def _bring_person(
    register: Register, household_id: str, one: EnteredPerson, known_id: str, on: date
) -> str:
    """Move somebody here; what the register did not know of them is filled, nothing replaced."""
    check_personal_id(register, one.personal_id, but=known_id)
    leads = one.relation == "head"
    register.life.transfer(
        [known_id],
        household_id,
        day=on,
        relations=None if leads else {known_id: one.relation},
        new_head_id=known_id if leads else None,
    )
    before = register.people.get(known_id)
    told: PersonChanges = {
        "sex": before.sex or one.sex,
        "born": before.born or one.born,
        "personal_id": before.personal_id or one.personal_id,
        "si_number": before.si_number or one.si_number,
        "phone": before.phone or one.phone,
        "ethnic": before.ethnic or one.ethnic,
        "relation_text": one.relation_text,
    }
    register.people.save(known_id, **told)
    return known_id
