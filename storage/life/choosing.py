"""Who may lead a household, and what everybody then is to whom, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from storage.succession import is_living, may_lead

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import date

    from storage.life.acts import Life
    from storage.people import Person
    from storage.register import Register


@dataclass(frozen=True, slots=True)
class HeadChoice:
    """Somebody who could lead a household, or cannot.

    Attributes:
        age: in years, None where it is not known.
        why_not: ``away`` or ``young``; None for who may lead.
    """

    person: Person
    age: int | None
    why_not: Literal["away", "young"] | None

    @property
    def may_lead(self) -> bool:
        """Whether the person can be chosen."""
        return self.why_not is None


def choices(
    register: Register, household_id: str, leaving_ids: Collection[str], on: date
) -> tuple[HeadChoice, ...]:
    """Return the members who stay when some leave, and whether each may lead.

    In the order of members: the head first where that one stays, then husband or wife, then by
    age. For the head of a new household, or of two that are joined, see `choices_among`.
    """
    people = register.people.of_household(household_id)
    return choices_among((one for one in people if one.id not in leaving_ids), on)


def choices_among(people: Iterable[Person], on: date) -> tuple[HeadChoice, ...]:
    """Return which of these people may lead a household they live in together; the gone are left.

    Law on residence 68/2020/QH14 of 13/11/2020, Article 10.
    """
    return tuple(_choice(one, on) for one in people if is_living(one))


def _choice(one: Person, on: date) -> HeadChoice:
    age = None if one.born is None else one.born.age_on(on)
    if may_lead(one, age):
        return HeadChoice(one, age, None)
    return HeadChoice(one, age, "away" if one.status != "here" else "young")


def suggest(register: Register, act: Callable[[Life], object]) -> dict[str, str | None]:
    """Return what each living member of the households concerned would be to the head.

    The act is done and taken back (`Register.rehearsal`); None is unknown and wants asking.

    Args:
        register: the register, with no change open.
        act: does the act, such as ``lambda life: life.death(person, day=day, new_head_id=wife)``.

    Raises:
        StorageError: as the act.
    """
    with register.rehearsal():
        act(register.life)
        found = register.connection.rows(_RELATIONS)
    return dict(found)


# Inside a rehearsal, what was written by it is all that stands in the journal past the last change.
_RELATIONS = """
    SELECT p.id, p.relation FROM people p
    WHERE p.status IN ('here', 'away') AND p.household_id IN (
        SELECT value FROM (
            SELECT j.before ->> 'household_id' AS value FROM change_rows j, temp.open_change o
            WHERE j.change = o.seq AND j.table_name = 'people'
            UNION SELECT j.after ->> 'household_id' FROM change_rows j, temp.open_change o
            WHERE j.change = o.seq AND j.table_name = 'people'))
"""
