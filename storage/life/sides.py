"""One side of an act: how a few households and their people stand, read as the screens read it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from rules.coverage import State, hi_state, until_death
from rules.errors import RuleError
from storage.appointments import appointments
from storage.life.effects import HomeCell, MemberCell, PaysCell
from storage.quotes import quotes
from storage.succession import leader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from storage.household_record import HouseholdRecord
    from storage.people import Person
    from storage.register import Register


class Side:
    """What is written before an act, or after it, as known on a day.

    Attributes:
        records: the households that are there, by id, as their screens show them.
        people: living members and everybody the act touches, by id, in their order.
        members: where each of them stands.
        hi: the HI of each.
        homes: the households.
        pays: what each household of the commune pays for a year of HI cards; empty on a day whose
            law is not recorded.
        appointments: days promised to the households, from the day on.
    """

    def __init__(
        self, register: Register, household_ids: Sequence[str], touched: Sequence[str], on: date
    ) -> None:
        self.register = register
        self.on = on
        self.records: dict[str, HouseholdRecord] = {
            one: register.households.record(one, on)
            for one in _there(register, "households", household_ids)
        }
        self.people: dict[str, Person] = {
            row.person.id: row.person for record in self.records.values() for row in record.members
        }
        for one in _there(register, "people", touched):
            self.people.setdefault(one, register.people.get(one))
        self.members = {one: self._member(who) for one, who in self.people.items()}
        self.hi = self._hi()
        self.homes = {one: self._home(record) for one, record in self.records.items()}
        self.pays = self._pays()
        self.appointments = appointments(register.connection, list(self.records), on)

    def _member(self, one: Person) -> MemberCell:
        record = self.records.get(one.household_id or "")
        head = record.head if record is not None else None
        return MemberCell(
            relation=one.relation,
            relation_text=one.relation_text,
            sex=one.sex,
            head_sex=head.sex if head is not None else None,
            status=one.status,
            status_day=one.status_day,
            household_id=one.household_id,
            code=one.household_code,
        )

    def _hi(self) -> dict[str, State]:
        facts = self.register.covers.of_many(self.people)
        found = {}
        for one in self.people.values():
            known = facts[one.id]
            if one.status == "died":
                known = until_death(known, one.status_day or self.on)
            record = self.records.get(one.household_id or "")
            standing = record.standing.kind if record and record.standing else None
            age = None if one.born is None else one.born.age_on(self.on)
            state = hi_state(
                known,
                on=self.on,
                age=age,
                standing=None if one.status == "moved" else standing,
            )
            if one.status == "died" and state.expected:  # what the state owed ends, seen or not
                ended = state.kind == "unknown"
                state = State("ended", since=one.status_day) if ended else state
                state = replace(state, expected=False)
            found[one.id] = state
        return found

    def _home(self, record: HouseholdRecord) -> HomeCell:
        home = record.household
        everybody = [*(row.person for row in record.members), *record.gone]
        named = record.head or leader(everybody) or next(iter(everybody), None)
        joined = None
        if home.joined_id is not None:
            joined = self.register.households.get(home.joined_id).code
        return HomeCell(
            head=named.name if named else "",
            sex=named.sex if named else None,
            age=named.born.age_on(self.on) if named and named.born else None,
            code=home.code,
            people=len(record.members),
            status=home.status,
            status_day=home.status_day,
            joined_code=joined,
        )

    def _pays(self) -> dict[str, PaysCell]:
        try:
            return {
                one.household.id: PaysCell(
                    one.quote.payable, sum(bool(member.lines) for member in one.quote.members)
                )
                for one in quotes(self.register, self.records, self.on)
                if one.household.status == "here"
            }
        except RuleError as problem:
            if problem.code != "no_value_in_force":
                raise
            return {}


def _there(register: Register, table: str, ids: Sequence[str]) -> list[str]:
    found = set(
        register.connection.column(
            f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
    )
    return [one for one in ids if one in found]
