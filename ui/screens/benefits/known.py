"""What the register knows of somebody for a calculation, and of the province's support."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rules.calendar import PartialDate
from rules.errors import Problem
from rules.sex import Sex
from rules.vsi.contribution import PayerClass
from storage import Register
from storage.people import Person
from storage.quotes import quoter_of
from ui.choices import Choice
from ui.screens.benefits.wording import tr

_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Known:
    """What the register fills in for a person; months are counted over all spells."""

    choice: Choice
    household_id: str | None
    name: str
    born: PartialDate | None
    sex: Sex | None
    payer_class: PayerClass
    paid_months: int
    used_support_months: int


def people_like(register: Register, text: str, on: date) -> Sequence[Choice]:
    """The living people a typed text may mean, each with the age."""
    found = register.people.search(text, 2 * _OFFERED)
    alive = [one for one in found if one.status in {"here", "away"}]
    return [choice_of(one, on) for one in alive[:_OFFERED]]


def choice_of(person: Person, on: date) -> Choice:
    """A person as a choice: the name with the village, and the age."""
    text = " · ".join(part for part in (person.name, person.village) if part)
    note = tr("{age} tuổi").format(age=person.born.age_on(on)) if person.born else ""
    return Choice(person.id, text, note)


def known_of(register: Register, person_id: str, on: date) -> Known:
    """What is known of a person on a day.

    Raises:
        StorageError: no_such_row.
    """
    person = register.people.get(person_id)
    return Known(
        choice=choice_of(person, on),
        household_id=person.household_id,
        name=person.name,
        born=person.born,
        sex=person.sex,
        payer_class=_class_of(register, person, on),
        paid_months=register.enrolments.paid_months(person_id),
        used_support_months=register.enrolments.used_support_months(person_id),
    )


def _class_of(register: Register, person: Person, on: date) -> PayerClass:
    """The class with the highest support the person is known to be in on the day."""
    standing = register.standings.of(person.household_id, on.year) if person.household_id else None
    try:
        offers = quoter_of(register, on).vsi
        return offers.payer_class(standing.kind if standing else None, person.ethnic)
    except Problem:  # the law of that day is not recorded: the page says so by itself
        return PayerClass.OTHER
