"""The one search box: people, households and villages by whatever is typed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from rules import household_codes
from rules.errors import RuleError
from storage.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.people import Person
    from storage.register import Register

_VILLAGES = 5
_HOUSEHOLDS = 5
# The code of a household that was joined into another leads there.
_BY_CODE = "h.id = (SELECT coalesce(joined_id, id) FROM households WHERE code = ?)"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found.

    Attributes:
        kind: person, household or village.
        id: of the person, household or village.
        name: of the person, of the head, or of the village.
        household_id: the household to open, if there is one.
        code: of that household, as stored.
        village: where it is.
        born: ISO, of a person.
        personal_id: of a person; to be masked by whoever shows it.
        gone: died or moved of a person, left or joined of a household or its people; they stand
            after the others of their kind.
    """

    kind: Literal["person", "household", "village"]
    id: str
    name: str
    household_id: str | None = None
    code: str | None = None
    village: str | None = None
    born: str | None = None
    personal_id: str | None = None
    gone: Literal["died", "moved", "left", "joined"] | None = None


def search(register: Register, text: str, limit: int = 50) -> list[Hit]:
    """Find what was typed: a household by its code or number first, then villages, then people."""
    if not text.strip():
        return []
    hits = [*_households(register, text), *_villages(register, text)]
    people = register.people.search(text, limit, forgiving=not hits)
    homes = _homes_gone(register, people)
    hits += [_person(person, homes.get(person.household_id)) for person in people]
    return hits[:limit]


def _homes_gone(register: Register, people: Iterable[Person]) -> dict[str | None, Any]:
    """Return the state of those households that have left or were joined to another."""
    ids = json.dumps([person.household_id for person in people if person.household_id])
    return dict(
        register.connection.rows(
            "SELECT id, status FROM households WHERE status <> 'here'"
            " AND id IN (SELECT value FROM json_each(?))",
            (ids,),
        )
    )


def _person(person: Person, home_gone: Literal["left", "joined"] | None) -> Hit:
    return Hit(
        kind="person",
        id=person.id,
        name=person.name,
        household_id=person.household_id,
        code=person.household_code,
        village=person.village,
        born=person.born.iso if person.born else None,
        personal_id=person.personal_id,
        gone=person.status if person.status in ("died", "moved") else home_gone,
    )


def _households(register: Register, text: str) -> list[Hit]:
    sought = _code_or_number(text)
    if sought is None:
        return []
    where, values = sought
    found = register.connection.rows(
        "SELECT h.id, coalesce(p.name, ''), h.code, v.name, h.status FROM households h"
        " LEFT JOIN villages v ON v.id = h.village_id"
        " LEFT JOIN people p ON p.household_id = h.id AND p.relation = 'head'"
        " AND p.status IN ('here', 'away')"
        f" WHERE {where} ORDER BY h.status <> 'here', v.walk_order, h.walk_order"
        f" LIMIT {_HOUSEHOLDS}",
        values,
    )
    return [
        Hit(
            kind="household",
            id=row[0],
            name=row[1],
            household_id=row[0],
            code=row[2],
            village=row[3],
            gone=None if row[4] == "here" else row[4],
        )
        for row in found
    ]


def _code_or_number(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the condition for a household's code, its number, or the beginning of its code."""
    try:
        return _BY_CODE, (household_codes.read(text),)
    except RuleError:
        pass
    number = text.strip()
    if number.isdecimal():
        return "h.number = ?", (number,)
    begun = household_codes.begun(text)
    return None if begun is None else ("h.code >= ? AND h.code < ?", (begun, f"{begun}~"))


def _villages(register: Register, text: str) -> list[Hit]:
    parts = Typed(text).folded
    if not parts:
        return []
    globs = " AND ".join("' ' || n.folded GLOB ?" for _ in parts)
    found = register.connection.rows(
        "SELECT DISTINCT v.id, v.name FROM villages v JOIN (SELECT id, folded FROM villages"
        " UNION ALL SELECT village_id, folded FROM village_names) n ON n.id = v.id"
        f" WHERE {globs} ORDER BY v.walk_order LIMIT {_VILLAGES}",
        [f"*[^a-z0-9]{part}*" for part in parts],
    )
    return [Hit(kind="village", id=row[0], name=row[1], village=row[1]) for row in found]
