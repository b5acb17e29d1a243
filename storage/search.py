"""The one search box: people, households and villages by whatever is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rules import household_codes
from rules.errors import RuleError
from storage import finding

if TYPE_CHECKING:
    from storage.people import Person
    from storage.register import Register

_VILLAGES = 5
_HOUSEHOLDS = 5


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
    """

    kind: Literal["person", "household", "village"]
    id: str
    name: str
    household_id: str | None = None
    code: str | None = None
    village: str | None = None
    born: str | None = None
    personal_id: str | None = None


def search(register: Register, text: str, limit: int = 50) -> list[Hit]:
    """Find what was typed: a household by its code or number first, then villages, then people."""
    if not text.strip():
        return []
    hits = [*_households(register, text), *_villages(register, text)]
    hits += [_person(person) for person in register.people.search(text, limit)]
    return hits[:limit]


def _person(person: Person) -> Hit:
    return Hit(
        kind="person",
        id=person.id,
        name=person.name,
        household_id=person.household_id,
        code=person.household_code,
        village=person.village,
        born=person.born.iso if person.born else None,
        personal_id=person.personal_id,
    )


def _households(register: Register, text: str) -> list[Hit]:
    try:
        where, value = "h.code = ?", household_codes.read(text)
    except RuleError:
        if not text.strip().isdecimal():
            return []
        where, value = "h.number = ?", text.strip()
    found = register.connection.rows(
        "SELECT h.id, coalesce(p.name, ''), h.code, v.name FROM households h"
        " LEFT JOIN villages v ON v.id = h.village_id"
        " LEFT JOIN people p ON p.household_id = h.id AND p.relation = 'head'"
        " AND p.status IN ('here', 'away')"
        f" WHERE {where} ORDER BY v.walk_order, h.walk_order LIMIT {_HOUSEHOLDS}",
        (value,),
    )
    return [
        Hit(
            kind="household",
            id=row[0],
            name=row[1],
            household_id=row[0],
            code=row[2],
            village=row[3],
        )
        for row in found
    ]


def _villages(register: Register, text: str) -> list[Hit]:
    words, numbers = finding.tokens(text)
    parts = (*words, *numbers)
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
