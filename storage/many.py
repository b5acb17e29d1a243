"""Changing many households at once: what would change, told before, and the change itself."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from storage.indicators import stock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from storage.register import Register
    from storage.standings import StandingKind

_CHOSEN = "(SELECT value FROM json_each(:ids))"
_NOW = f"""
    SELECT h.id, h.village_id, h.collector_id, s.kind, s.document, s.document_day
    FROM households h LEFT JOIN villages v ON v.id = h.village_id
    LEFT JOIN standings s ON s.household_id = h.id AND s.year = :year
    WHERE h.id IN {_CHOSEN}
    ORDER BY v.walk_order IS NULL, v.walk_order, h.walk_order, h.number, h.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyChanges:
    """What many households get; None leaves it as it is.

    Attributes:
        village_id: the village they stand in; each goes to the end of its walk.
        collector_id: who looks after them, "" for nobody.
        standing: of the year.
        year: of the standing.
        document: that decided the standing.
        document_day: of that document.
        occupation: what members do of whom nobody has said it: pupil for those of school age,
            working for those of working age who have left school.
        on: the day on which they are of that age.
    """

    village_id: str | None = None
    collector_id: str | None = None
    standing: StandingKind | None = None
    year: int
    document: str = ""
    document_day: date | None = None
    occupation: Literal["pupil", "working"] | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after.

    Attributes:
        field: village, collector, standing or occupation.
        before: how many households (people, of an occupation) have which value now, the most
            first; None for none.
        after: what all of them will have.
        changed: how many of them have something else now.
    """

    field: str
    before: tuple[tuple[str | None, int], ...]
    after: str | None
    changed: int


def what_changes(
    register: Register, household_ids: Sequence[str], wanted: ManyChanges
) -> tuple[FieldChange, ...]:
    """Return what would change in each field that is asked for; nothing is written."""
    now = _now(register, household_ids, wanted.year)
    found = []
    for field, column, after in (
        ("village", 1, wanted.village_id),
        ("collector", 2, wanted.collector_id),
        ("standing", 3, wanted.standing),
    ):
        if after is None:
            continue
        value = after or None
        counted = Counter(row[column] for row in now)
        rest = sum(count for one, count in counted.items() if one != value)
        found.append(FieldChange(field, tuple(counted.most_common()), value, rest))
    if wanted.occupation is not None:
        people = len(_unsaid(register, household_ids, wanted))
        found.append(FieldChange("occupation", ((None, people),), wanted.occupation, people))
    return tuple(found)


def change_many(register: Register, household_ids: Sequence[str], wanted: ManyChanges) -> int:
    """Write what is asked for; inside a change. Return how many households were changed.

    Raises:
        StorageError: not_allowed for a village or member of staff that is not there.
    """
    changed = set()
    for home, village, collector, kind, document, day in _now(register, household_ids, wanted.year):
        fields: dict[str, Any] = {}
        if wanted.village_id is not None and wanted.village_id != village:
            fields |= {"village_id": wanted.village_id, "walk_order": _last(register, wanted) + 1}
        if wanted.collector_id is not None and (wanted.collector_id or None) != collector:
            fields["collector_id"] = wanted.collector_id or None
        if fields:
            register.households.save(home, **fields)
            changed.add(home)
        told = wanted.document_day.isoformat() if wanted.document_day else None
        if wanted.standing is not None and (kind, document, day) != (
            wanted.standing,
            wanted.document,
            told,
        ):
            register.standings.set(
                home,
                wanted.year,
                wanted.standing,
                document=wanted.document,
                document_day=wanted.document_day,
            )
            changed.add(home)
    for person_id, home in _unsaid(register, household_ids, wanted):
        register.people.save(person_id, occupation=wanted.occupation)
        changed.add(home)
    return len(changed)


_OF_AGE = {"pupil": stock.SCHOOL_AGE, "working": f"born <= :leaves_school AND {stock.AGED}"}


def _unsaid(
    register: Register, household_ids: Sequence[str], wanted: ManyChanges
) -> list[tuple[str, str]]:
    """Return the members of whom nobody has said what they do, and who are of the age for it."""
    if wanted.occupation is None or wanted.on is None:
        return []
    values = {"ids": json.dumps(list(household_ids)), **stock.values(register, wanted.on)[0]}
    found: list[tuple[str, str]] = register.connection.rows(
        f"SELECT id, household_id FROM (SELECT p.id, p.household_id, p.sex, {stock.BORN} AS born"
        f" FROM people p WHERE p.household_id IN {_CHOSEN} AND p.occupation IS NULL"
        f" AND p.status IN ('here', 'away')) WHERE {_OF_AGE[wanted.occupation]} ORDER BY id",
        values,
    )
    return found


def _now(register: Register, household_ids: Sequence[str], year: int) -> list[Any]:
    values = {"ids": json.dumps(list(household_ids)), "year": year}
    return register.connection.rows(_NOW, values)


def _last(register: Register, wanted: ManyChanges) -> int:
    return int(
        register.connection.value(
            "SELECT coalesce(max(walk_order), 0) FROM households WHERE village_id = ?",
            (wanted.village_id,),
        )
    )
