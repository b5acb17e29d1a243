"""Pensioners who moved from cash to an account or a card: who, when, and at which event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict, Unpack

from rules.names import clean_name
from storage import rows
from storage.errors import StorageError

if TYPE_CHECKING:
    from storage.register import Register


@dataclass(frozen=True, slots=True)
class NonCashMove:
    """One pensioner; `person_id` is None where only the name was written down."""

    id: str
    day: date
    person_id: str | None
    name: str
    village: str
    household_id: str | None
    event_id: str | None
    staff_id: str | None
    note: str


class NonCashFields(TypedDict, total=False):
    """What `NonCash.add` takes: a person, or a name and perhaps a village."""

    day: date
    person_id: str | None
    name: str
    village_id: str | None
    event_id: str | None
    staff_id: str | None
    note: str


_SELECT = """
    SELECT m.id, m.day, m.person_id, coalesce(p.name, m.name), ifnull(v.name, ''), p.household_id,
        m.event_id, m.staff_id, m.note
    FROM non_cash_moves m LEFT JOIN people p ON p.id = m.person_id
    LEFT JOIN households h ON h.id = p.household_id
    LEFT JOIN villages v ON v.id = coalesce(h.village_id, p.village_id, m.village_id)
"""


class NonCash:
    """Those of a register who moved to non-cash payment."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def of_event(self, event_id: str) -> tuple[NonCashMove, ...]:
        """Return those who moved at an event, in the order written."""
        return self._read("WHERE m.event_id = ? ORDER BY m.id", event_id)

    def between(self, first: date, last: date) -> tuple[NonCashMove, ...]:
        """Return those who moved on days of a period, the first one first."""
        where = "WHERE m.day BETWEEN ? AND ? ORDER BY m.day, m.id"
        return self._read(where, first.isoformat(), last.isoformat())

    def _read(self, where: str, *values: object) -> tuple[NonCashMove, ...]:
        found = self._connection.rows(f"{_SELECT} {where}", values)
        return tuple(NonCashMove(row[0], date.fromisoformat(row[1]), *row[2:]) for row in found)

    def add(self, **fields: Unpack[NonCashFields]) -> str:
        """Write that somebody moved; inside a change.

        Raises:
            StorageError: empty_name; already_non_cash (name, day): a person moves once.
        """
        fields["name"] = clean_name(fields.get("name", ""))
        person_id = fields.get("person_id")
        if person_id is None and not fields["name"]:
            raise StorageError("empty_name")
        held = self._connection.row(
            "SELECT p.name, m.day FROM non_cash_moves m JOIN people p ON p.id = m.person_id"
            " WHERE m.person_id = ?",
            (person_id,),
        )
        if held is not None:
            raise StorageError("already_non_cash", name=held[0], day=date.fromisoformat(held[1]))
        move_id = self._register.new_id()
        rows.insert(self._connection, "non_cash_moves", {"id": move_id, **fields})
        return move_id

    def remove(self, move_id: str) -> None:
        """Take away what was written by mistake; inside a change."""
        self._connection.execute("DELETE FROM non_cash_moves WHERE id = ?", (move_id,))
