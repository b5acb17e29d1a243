"""The guided acts in the life of households: each leaves the register true, and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.life import events
from storage.life.household_acts import HouseholdActs
from storage.life.people_acts import PeopleActs

if TYPE_CHECKING:
    from datetime import date

    from storage.life.events import LifeEvent


class Life(PeopleActs, HouseholdActs):
    """The acts of a register. Each wants an open change, and writes nothing that it refuses.

    What people are to the head is told by ``relations`` (person id to code); for whoever is not
    named there it follows from what they were, and is None where nobody can know (`suggest` shows
    it before). Whoever takes the head away names a new one with ``new_head_id``; that may only be
    left out where nobody may lead (at home, and grown up or of unknown age). A ``day`` lies
    neither in the future nor before the birth of anybody concerned.

    All acts raise StorageError: nobody_chosen, no_such_row, not_a_member, head_needed,
    head_not_grown (name), head_not_here (name), two_heads, day_in_future (day),
    day_before_birth (name, day), already_died (name), already_gone (name), household_ended.
    """

    def of_household(self, household_id: str) -> tuple[LifeEvent, ...]:
        """Return the events of a household, the latest first."""
        return events.of_household(self._register, household_id)

    def between(self, first: date, last: date) -> tuple[LifeEvent, ...]:
        """Return the events of some days, the earliest first; for the report of a month."""
        return events.between(self._register, first, last)

    def of_person(self, person_id: str) -> tuple[LifeEvent, ...]:
        """Return the events of a person, the latest first."""
        return events.of_person(self._register, person_id)
