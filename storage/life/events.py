"""Why a household or a person appeared or went: one row for each, kept for the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from storage import rows
from storage.ids import made

if TYPE_CHECKING:
    from datetime import date

    from storage.register import Register

EventKind = Literal[
    "death",
    "away",
    "left",
    "returned",
    "transferred",
    "split",
    "joined",
    "married",
    "born",
    "head",
    "household_left",
    "household_returned",
]


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One event; names and codes as they are now, codes as stored.

    Attributes:
        day: None where it is not known.
        kind: ``away`` for a while, ``left`` for good.
        person_id: who died, left, came, was born, married, or became the head; of a household that
            ended, the last one who went; None where the event is of a household alone.
        household_id: the household it happened in; of ``transferred``, ``married`` and ``split``
            the one that was entered or made.
        other_household_id: the one that was left; of ``joined`` the one joined into.
        note: where somebody went.
        village: where that household is, or the person who has none.
    """

    id: str
    kind: EventKind
    day: date | None
    person_id: str | None
    person: str | None
    household_id: str | None
    household_code: str | None
    other_household_id: str | None
    other_household_code: str | None
    told_by: str
    document: str
    note: str
    village: str | None = None


_SELECT = """
    SELECT e.id, e.kind, e.day, e.person_id, p.name, e.household_id, h.code,
        e.other_household_id, o.code, e.told_by, e.document, e.note, v.name
    FROM life_events e LEFT JOIN people p ON p.id = e.person_id
    LEFT JOIN households h ON h.id = e.household_id
    LEFT JOIN households o ON o.id = e.other_household_id
    LEFT JOIN villages v ON v.id = coalesce(h.village_id, p.village_id)
"""
_LATEST = "ORDER BY e.day IS NULL, e.day DESC, e.id DESC"


def of_household(register: Register, household_id: str) -> tuple[LifeEvent, ...]:
    """Return the events of a household, the latest first."""
    found = register.connection.rows(
        f"{_SELECT} WHERE e.household_id = :id OR e.other_household_id = :id {_LATEST}",
        {"id": household_id},
    )
    return tuple(_event(row) for row in found)


def of_person(register: Register, person_id: str) -> tuple[LifeEvent, ...]:
    """Return the events of a person, the latest first."""
    found = register.connection.rows(f"{_SELECT} WHERE e.person_id = ? {_LATEST}", (person_id,))
    return tuple(_event(row) for row in found)


def between(register: Register, first: date, last: date) -> tuple[LifeEvent, ...]:
    """Return the events of some days, the earliest first.

    One whose day nobody knows is told in the days in which it was written down.
    """
    found = register.connection.rows(
        f"{_SELECT} WHERE e.day BETWEEN ? AND ? OR e.day IS NULL"
        " ORDER BY e.day IS NULL, e.day, e.id",
        (first.isoformat(), last.isoformat()),
    )
    told = (_event(row) for row in found)
    return tuple(
        one
        for one in told
        if one.day is not None or first <= made(one.id).astimezone().date() <= last
    )


def _event(row: Any) -> LifeEvent:
    return rows.made(LifeEvent, (*row[:2], rows.day(row[2]), *row[3:]))


def write(
    register: Register,
    kind: EventKind,
    day: date | None,
    *,
    person_id: str | None = None,
    household_id: str | None = None,
    other_household_id: str | None = None,
    told_by: str = "",
    document: str = "",
    note: str = "",
) -> str:
    """Write one event; inside a change."""
    event_id = register.new_id()
    fields = {
        "id": event_id,
        "kind": kind,
        "day": day,
        "person_id": person_id,
        "household_id": household_id,
        "other_household_id": other_household_id,
        "told_by": told_by,
        "document": document,
        "note": note,
    }
    rows.insert(register.connection, "life_events", fields)
    return event_id


def latest(
    register: Register,
    *kinds: EventKind,
    person_id: str | None = None,
    household_id: str | None = None,
) -> LifeEvent | None:
    """Return the event of these kinds written last, of a person or of a household; or None."""
    owner = "household_id" if person_id is None else "person_id"
    marks = ", ".join("?" * len(kinds))
    row = register.connection.row(
        f"{_SELECT} WHERE e.{owner} = ? AND e.kind IN ({marks}) ORDER BY e.id DESC LIMIT 1",
        (household_id if person_id is None else person_id, *kinds),
    )
    return None if row is None else _event(row)


def take_away(
    register: Register,
    *kinds: EventKind,
    person_id: str | None = None,
    household_id: str | None = None,
) -> None:
    """Take away the latest event of these kinds, which turned out to be wrong; inside a change."""
    found = latest(register, *kinds, person_id=person_id, household_id=household_id)
    if found is not None:
        register.connection.execute("DELETE FROM life_events WHERE id = ?", (found.id,))
