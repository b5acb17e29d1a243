"""Calculations kept with a household: what was asked and what was said, whatever comes later."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from rules.vsi.case import VsiCase
from storage import rows
from storage.answers import Answer, answer_of, read_answer, written
from storage.errors import StorageError

if TYPE_CHECKING:
    from rules.vsi.case import VsiResult
    from storage.register import Register


@dataclass(frozen=True, slots=True)
class Calculation:
    """One calculation as it was said on its day; a later decree does not change it.

    Attributes:
        household_id: where it belongs now: with the person, wherever that one lives.
        person_id: the member it is about, None where it is about nobody of the register.
        person: the member's name now, else the name given then.
        day: the day of the law it was made by.
        private: the household or the member asked not to be contacted.
    """

    id: str
    household_id: str
    person_id: str | None
    person: str
    day: date
    private: bool
    case: VsiCase
    answer: Answer


_SELECT = """
    SELECT c.id, h.id, c.person_id, p.name, c.day,
        h.do_not_contact OR coalesce(p.do_not_contact, 0), c.asked, c.answer
    FROM calculations c JOIN households k ON k.id = c.household_id
    LEFT JOIN people p ON p.id = c.person_id
    JOIN households h ON h.id = coalesce(p.household_id, k.joined_id, k.id)
    LEFT JOIN villages v ON v.id = h.village_id
"""
_OF_HOUSEHOLD = """h.id = ?1 AND c.id IN (
    SELECT id FROM calculations WHERE household_id = ?1
    UNION SELECT m.id FROM people p JOIN calculations m ON m.person_id = p.id
    WHERE p.household_id = ?1
    UNION SELECT m.id FROM households j JOIN calculations m ON m.household_id = j.id
    WHERE j.joined_id = ?1)
"""
# Nothing is printed about somebody who is gone, or for a household that is.
_CARRIED = """
    h.status = 'here' AND ifnull(p.status, 'here') IN ('here', 'away')
    AND (?1 IS NULL OR h.village_id = ?1)
"""
_LATEST = "c.day DESC, c.id DESC"
_WALKED = f"v.walk_order IS NULL, v.walk_order, v.name, h.walk_order, h.number, h.id, {_LATEST}"


class Calculations:
    """The calculations of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def keep(
        self, case: VsiCase, *, household_id: str, person_id: str | None, answer: VsiResult
    ) -> str:
        """Keep a calculation with a household; inside a change.

        Args:
            case: what was asked.
            household_id: the household it is kept with.
            person_id: the member it is about, or None.
            answer: what `rules.vsi.case.vsi_result` answered; its figures and its working are
                kept as they are said now.

        Returns:
            The id of the calculation.

        Raises:
            RuleError: the problem of the method chosen, where it could not be priced.
            StorageError: not_a_member; not_allowed.
        """
        if person_id is not None:
            home = self._register.people.get(person_id).household_id
            if home != household_id:
                raise StorageError("not_a_member")
        calculation_id = self._register.new_id()
        fields = {
            "id": calculation_id,
            "household_id": household_id,
            "person_id": person_id,
            "day": case.on,
            "asked": json.dumps(case.to_plain(), ensure_ascii=False),
            "answer": written(answer_of(case, answer)),
        }
        rows.insert(self._connection, "calculations", fields)
        return calculation_id

    def get(self, calculation_id: str) -> Calculation:
        """Return one calculation.

        Raises:
            StorageError: no_such_row.
        """
        found = self._read("c.id = ?", calculation_id)
        if not found:
            raise StorageError("no_such_row", kind="calculations")
        return found[0]

    def of_household(self, household_id: str) -> tuple[Calculation, ...]:
        """Return the calculations kept with a household or its members, the latest first.

        One about a person goes along when the person moves; one of a household that was joined
        into this one is this one's.
        """
        return self._read(_OF_HOUSEHOLD, household_id)

    def latest(self, person_id: str) -> Calculation | None:
        """Return the latest calculation kept about a person, or None."""
        found = self._read("c.person_id = ?", person_id, limit=1)
        return found[0] if found else None

    def walked(self, village_id: str | None = None) -> tuple[Calculation, ...]:
        """Return the calculations of one village, or of all, in walking order."""
        return self._read(_CARRIED, village_id, order=_WALKED)

    def remove(self, calculation_id: str) -> None:
        """Take a calculation away; inside a change.

        Raises:
            StorageError: no_such_row.
        """
        self.get(calculation_id)
        self._connection.execute("DELETE FROM calculations WHERE id = ?", (calculation_id,))

    def _read(
        self, where: str, value: str | None, *, order: str = _LATEST, limit: int = -1
    ) -> tuple[Calculation, ...]:
        found = self._connection.rows(
            f"{_SELECT} WHERE {where} ORDER BY {order} LIMIT {limit}", (value,)
        )
        return tuple(_calculation(row) for row in found)


def _calculation(row: Any) -> Calculation:
    case = VsiCase.from_plain(json.loads(row[6]))
    return Calculation(
        id=row[0],
        household_id=row[1],
        person_id=row[2],
        person=row[3] or case.name,
        day=date.fromisoformat(row[4]),
        private=bool(row[5]),
        case=case,
        answer=read_answer(row[7]),
    )
