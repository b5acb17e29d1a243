"""Who stands where before an act and after it, and the writing of what differs in a safe order."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from storage import rows
from storage.errors import StorageError
from storage.households import HOUSEHOLD_SELECT, household
from storage.people import PERSON_COLUMNS, PERSON_TABLES, person
from storage.succession import CHILDREN, is_living, leader, may_lead, relations_after

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from storage.households import Household
    from storage.people import Person, Status
    from storage.register import Register

_SPOUSE = {"male": "husband", "female": "wife"}
_CHOSEN = "(SELECT value FROM json_each(:ids))"
_HOMES = f"{HOUSEHOLD_SELECT} WHERE h.id IN {_CHOSEN}"
_MEMBERS = f"""
    SELECT {PERSON_COLUMNS} FROM {PERSON_TABLES} WHERE p.household_id IN {_CHOSEN} ORDER BY p.seq
"""


@dataclass(slots=True)
class Board:
    """The people of a few households: an act moves them here, then all is written at once.

    Attributes:
        today: who is grown up is asked of the day on which it is written, not of a past one.
        before: everybody as written, by id.
        after: the same as they will be.
        homes: the households, by id.
        relations: what people are to the head of where they will be, as the act was told.
        leads: people who are to lead the household where they will be.
        made: households that the act makes.
        couple: two people who have married.
    """

    register: Register
    today: date
    before: dict[str, Person] = field(default_factory=dict)
    after: dict[str, Person] = field(default_factory=dict)
    homes: dict[str, Household] = field(default_factory=dict)
    relations: dict[str, str | None] = field(default_factory=dict)
    leads: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    couple: tuple[str, str] | None = None

    # What an act does

    def take(self, household_ids: Iterable[str | None]) -> None:
        """Lay households on the board, with everybody who is or was in them.

        Raises:
            StorageError: no_such_row.
        """
        new = {one for one in household_ids if one is not None and one not in self.homes}
        connection = self.register.connection
        values = {"ids": json.dumps(sorted(new))}
        self.homes |= {row[0]: household(row) for row in connection.rows(_HOMES, values)}
        if not new <= self.homes.keys():
            raise StorageError("no_such_row", kind="households")
        for one in (person(row) for row in connection.rows(_MEMBERS, values)):
            self._lay(one)

    def take_people(self, person_ids: Iterable[str]) -> tuple[Person, ...]:
        """Lay people on the board with their households, and return them.

        Raises:
            StorageError: nobody_chosen, no_such_row.
        """
        chosen = [self.register.people.get(one) for one in dict.fromkeys(person_ids)]
        if not chosen:
            raise StorageError("nobody_chosen")
        self.take(one.household_id for one in chosen)
        for one in chosen:
            self._lay(one)
        return tuple(chosen)

    def _lay(self, one: Person) -> None:
        self.before.setdefault(one.id, one)
        self.after.setdefault(one.id, one)

    def move(self, person_id: str, household_id: str) -> None:
        """Put somebody into a household."""
        self.after[person_id] = replace(self.after[person_id], household_id=household_id)

    def mark(self, person_id: str, status: Status, day: date | None) -> None:
        """Say where somebody is from a day on."""
        self.after[person_id] = replace(self.after[person_id], status=status, status_day=day)

    def lead(self, *person_ids: str | None) -> None:
        """Let people lead the household where they will be; None changes nothing."""
        self.leads |= {one for one in person_ids if one is not None}

    def pair(self, one_id: str, other_id: str) -> None:
        """Let two people be a couple, which tells what one is to the head where the other is."""
        self.couple = (one_id, other_id)

    # What follows from it

    def members(self, household_id: str) -> list[Person]:
        """Return the living members a household will have."""
        return [
            one
            for one in self.after.values()
            if one.household_id == household_id and is_living(one)
        ]

    def were_members(self, household_id: str) -> list[Person]:
        """Return the living members a household has had until now."""
        return [
            one
            for one in self.before.values()
            if one.household_id == household_id and is_living(one)
        ]

    def settle(self) -> None:
        """Find out who is what to whom, and write it; inside a change.

        Raises:
            StorageError: head_needed, head_not_grown (name), head_not_here (name), not_a_member,
                two_heads.
        """
        heads = self._heads()
        for one in list(self.after.values()):
            if one.household_id is None:
                continue
            relation = self._relation(one, heads[one.household_id])
            if relation != one.relation:
                self.after[one.id] = replace(one, relation=relation, relation_text="")
        self._write()

    def _heads(self) -> dict[str, Person | None]:
        told: dict[str, Person] = {}
        for person_id in self.leads:
            one = self.after.get(person_id)
            if one is None or one.household_id is None or not is_living(one):
                raise StorageError("not_a_member")
            if one.household_id in told:
                raise StorageError("two_heads")
            told[one.household_id] = one
        return {home: self._head(home, told.get(home)) for home in self.homes}

    def _head(self, home: str, told: Person | None) -> Person | None:
        """Return who leads a household in the end: whom the act names, else who leads it now."""
        living = self.members(home)
        current = leader(self._known(home))
        if told is not None:
            if current is None or told.id != current.id:
                self._check_head(told)
            return told
        if current is not None and any(one.id == current.id for one in living):
            return current
        taken_away = home in self.made or (current is not None and is_living(current))
        if taken_away and any(may_lead(one, self._age(one)) for one in living):
            raise StorageError("head_needed")
        return None

    def _check_head(self, one: Person) -> None:
        age = self._age(one)
        if may_lead(one, age):
            return
        if one.status != "here":
            raise StorageError("head_not_here", name=one.name)
        raise StorageError("head_not_grown", name=one.name)

    def _age(self, one: Person) -> int | None:
        return None if one.born is None else one.born.age_on(self.today)

    def _known(self, home: str) -> list[Person]:
        """Return everybody written in a household until now, the gone too."""
        return [one for one in self.before.values() if one.household_id == home]

    def _relation(self, one: Person, head: Person | None) -> str | None:
        """Return what somebody is to the head of where they will be; None where nobody knows."""
        if head is not None and one.id == head.id:
            return "head"
        if one.id in self.relations:
            if self.relations[one.id] == "head":
                raise StorageError("two_heads")
            return self.relations[one.id]
        derived = self._derived(one, head)
        partner = self._partner(one)
        if partner is None or head is None:
            return derived
        if partner.id == head.id:
            return None if one.sex is None else _SPOUSE[one.sex]
        if derived is None and self._derived(partner, head) in CHILDREN:
            return "child_in_law"
        return derived

    def _partner(self, one: Person) -> Person | None:
        if self.couple is None or one.id not in self.couple:
            return None
        return self.after[self.couple[one.id == self.couple[0]]]

    def _derived(self, one: Person, head: Person | None) -> str | None:
        """Return what follows from what somebody was to the head of where they come from."""
        origin = self.before[one.id].household_id
        if head is None:
            stays = origin == one.household_id and not (one.relation == "head" and is_living(one))
            return one.relation if stays else None
        known = self._known(origin) if origin is not None else []
        led = leader(known)
        if one.relation == "head" and (led is None or one.id != led.id):
            return None if is_living(one) else "head"  # led long before whoever leads now
        if led is not None and led.id == head.id:
            return one.relation
        if not any(other.id == head.id for other in known):
            return None
        concerned = {one.id, head.id, led.id if led is not None else one.id}
        among = [other for other in known if is_living(other) or other.id in concerned]
        return relations_after(among, head.id)[one.id]

    def _write(self) -> None:
        """Write the differences: whoever stops leading, or goes away to lead elsewhere, first.

        So there is at no time a second living head, on the way there or back.
        """
        changed = [one for one in self.after.values() if one != self.before.get(one.id)]
        for one in sorted(changed, key=lambda one: (_leads(one), not _leads(self.before[one.id]))):
            fields: dict[str, Any] = {
                name: getattr(one, name)
                for name in ("household_id", "relation", "relation_text", "status", "status_day")
                if getattr(one, name) != getattr(self.before[one.id], name)
            }
            home = self.homes.get(one.household_id or "")
            if "household_id" in fields and home is not None and home.village_id is not None:
                fields["village_id"] = None
            rows.update(self.register.connection, "people", one.id, fields)


def _leads(one: Person) -> bool:
    return one.relation == "head" and is_living(one)
