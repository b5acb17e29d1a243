"""Who in the register may be the person that is being typed: asked for each line, so bounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rules import household_codes
from rules.names import fold
from storage.errors import StorageError
from storage.people import PERSON_COLUMNS, PERSON_TABLES, person

if TYPE_CHECKING:
    from rules.calendar import PartialDate
    from storage.people import Person
    from storage.register import Register

Why = Literal["personal_id", "si_number", "birth"]
_NAMESAKES = 200  # people of one name that are looked at; the commonest names have about a hundred
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Alike:
    """A person of the register, and what is the same: a number, or name and date of birth."""

    person: Person
    why: Why

    @property
    def certain(self) -> bool:
        """Whether it is the same person: a personal id stands for one."""
        return self.why == "personal_id"


def alike(
    register: Register,
    *,
    name: str = "",
    born: PartialDate | None = None,
    personal_id: str | None = None,
    si_number: str | None = None,
    but: str | None = None,
) -> tuple[Alike, ...]:
    """Return who may be the person being typed, the surest first, three at most.

    Two different personal ids are never the same person. Where only a year of birth is known on
    either side, the years must agree.

    Args:
        register: where to look.
        name: as typed, with or without accents.
        born: as far as it is known.
        personal_id: 12 digits.
        si_number: 10 or 12 digits.
        but: the id of a person who is not meant: the one being corrected.
    """
    found: dict[str, Alike] = {}
    for why, column, value in (
        ("personal_id", "personal_id", personal_id),
        ("si_number", "si_number", si_number),
    ):
        for one in _where(register, f"p.{column} = ?", value) if value else ():
            found.setdefault(one.id, Alike(one, why))  # type: ignore[arg-type]
    words = fold(name).split()
    if born is not None and len(words) > 1:
        for one in _namesakes(register, words):
            if one.born is not None and _agree(one.born, born):
                found.setdefault(one.id, Alike(one, "birth"))
    return tuple(
        one
        for one in found.values()
        if one.person.id != but and (one.certain or not _other_id(one.person, personal_id))
    )[:_SHOWN]


def check_personal_id(register: Register, personal_id: str | None, but: str | None = None) -> None:
    """Refuse a personal id that somebody else in the register holds.

    Raises:
        StorageError: as `held_by`.
    """
    for one in alike(register, personal_id=personal_id, but=but) if personal_id else ():
        raise held_by(one.person)


def held_by(holder: Person) -> StorageError:
    """Return the refusal of a personal id that somebody holds.

    Its code is personal_id_held (field, personal_id, name, code of the household) or, for somebody
    without a household, personal_id_held_alone.
    """
    code = holder.household_code
    return StorageError(
        "personal_id_held" if code else "personal_id_held_alone",
        field="personal_id",
        personal_id=holder.personal_id,
        name=holder.name,
        code=household_codes.shown(code) if code else "",
    )


def village_named_in(register: Register, address: str) -> str | None:
    """Return the id of the village an address names, the longest name first; else None."""
    plain = f" {_letters(address)} "
    names = register.connection.rows(
        "SELECT id, folded FROM villages UNION SELECT village_id, folded FROM village_names"
    )
    for village_id, folded in sorted(names, key=lambda row: -len(row[1])):
        if f" {_letters(folded)} " in plain:
            return str(village_id)
    return None


def _letters(text: str) -> str:
    return " ".join("".join(mark if mark.isalnum() else " " for mark in fold(text)).split())


def _where(register: Register, condition: str, value: object) -> tuple[Person, ...]:
    found = register.connection.rows(
        f"SELECT {PERSON_COLUMNS} FROM {PERSON_TABLES} WHERE {condition} LIMIT {_NAMESAKES}",
        (value,),
    )
    return tuple(person(row) for row in found)


def _namesakes(register: Register, words: list[str]) -> tuple[Person, ...]:
    """Return people whose folded name is these words, by the word index."""
    quoted = " ".join(word.replace('"', "") for word in words)
    found = register.connection.rows(
        f"SELECT {PERSON_COLUMNS} FROM people_fts f JOIN people p ON p.seq = f.rowid"
        " LEFT JOIN households h ON h.id = p.household_id"
        " LEFT JOIN villages v ON v.id = coalesce(h.village_id, p.village_id)"
        f" WHERE people_fts MATCH ? AND p.folded = ? LIMIT {_NAMESAKES}",
        (f'"{quoted}"', " ".join(words)),
    )
    return tuple(person(row) for row in found)


def _agree(one: PartialDate, other: PartialDate) -> bool:
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(a is None or b is None or a == b for a, b in pairs)


def _other_id(one: Person, personal_id: str | None) -> bool:
    return bool(personal_id and one.personal_id and one.personal_id != personal_id)
