"""Is this row that person? Certain, likely or new, always with the reason as a code.

Certain: the same number, where name or birth agrees and the sex does not contradict; or no number
on one of the two sides, and name, full birth and village agree with exactly one person. Likely
waits for the clerk. Two different personal ids are never the same person.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

from rules.names import fold
from storage.intake.index import births_agree, is_full

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.intake.index import Candidate, Index
    from storage.intake.records import Record

_NUMBERS = ("si_number", "hi_card")
MOST = 20  # people whom a row that waits is shown beside
_order = attrgetter("order")


@dataclass(frozen=True, slots=True)
class Match:
    """What a row was found to be.

    ``person`` is set when it is certain; ``joined`` is a second record that turned out to be the
    same person; ``candidates`` are the people to choose from when it is likely (``why`` set);
    ``apart`` are those of whom the clerk has said that it is none of them.
    """

    person: Candidate | None = None
    joined: Candidate | None = None
    candidates: tuple[Candidate, ...] = ()
    why: str | None = None
    apart: tuple[Candidate, ...] = ()


_NOBODY = Match()


@dataclass(slots=True)
class Sought:
    """A row as it is compared: folded name, stored birth, id of the village."""

    record: Record
    folded: str
    born: str | None
    place: str | None


@lru_cache(maxsize=65_536)
def folded_name(name: str) -> str:
    """Return a name folded; a list of a commune asks for most names more than once."""
    return fold(name)


def sought(record: Record, place: str | None) -> Sought:
    """Return a row ready to be compared."""
    return Sought(record, folded_name(record.name), record.born.iso if record.born else None, place)


def match(index: Index, row: Sought) -> Match:
    """Return what a row is in the register and among the rows before it."""
    own = index.people.get(row.record.own_key)
    if own is not None and not _other_id(row, own) and _agrees(row, own):
        return Match(person=own)
    numbered = _numbered(index, row.record)
    if numbered:
        return _by_number(index, row, numbered)
    return _by_name(index, row)


def has_known_number(index: Index, record: Record) -> bool:
    """Say whether any number of a row belongs to somebody already."""
    return bool(_numbered(index, record))


def _numbered(index: Index, record: Record) -> list[Candidate]:
    found: dict[str, Candidate] = {}
    if record.personal_id and (one := index.by_personal_id.get(record.personal_id)):
        found[one.id] = one
    for column in _NUMBERS:
        number = getattr(record, column)
        for one in index.by_number.get((column, number), ()) if number else ():
            found[one.id] = one
    return list(found.values())


def _by_number(index: Index, row: Sought, numbered: list[Candidate]) -> Match:
    same = [one for one in numbered if not _other_id(row, one) and _agrees(row, one)]
    everyone = tuple(numbered)
    if len(same) < len(numbered):
        why = "numbers_of_two" if same else _why_not(row, numbered)
        return Match(candidates=everyone, why=why)
    if len(same) == 1:
        return Match(person=same[0])
    if len(same) == 2 and _can_be_one(index, *same):
        kept, joined = sorted(same, key=lambda one: (not one.now["household_id"], one.id))
        return Match(person=kept, joined=joined)
    return Match(candidates=everyone, why="numbers_of_two")


def _agrees(row: Sought, one: Candidate) -> bool:
    if _sexes_differ(row.record.sex, one.now["sex"]):
        return False
    return one.folded == row.folded or births_agree(row.born, one.now["born"])


def numberless_twin(index: Index, one: Candidate) -> Candidate | None:
    """Return the record that is certainly the same person as one that has a number, or None.

    Name, full birth and village agree, one of the two has no number, and there is no third: what
    a row would be taken for, had it come after both. Lists come in any order.
    """
    born = one.now["born"]
    if not is_full(born) or not one.place:
        return None
    namesakes = index.namesakes.exactly(
        one.folded, str(born), one.place, sex=one.now["sex"], with_id=True
    )
    alike = [other for other in islice(namesakes, 3) if other is not one]
    if len(alike) != 1 or not _can_be_one(index, one, alike[0]):
        return None
    (other,) = alike
    if one.has_number == other.has_number or not _spelt_as_one(one, other):
        return None
    return other


def keeping(one: Candidate) -> tuple[bool, bool, str]:
    """Order two records of one person by which is kept: known before, in a household, older."""
    return (one.is_new, not one.now["household_id"], one.id)


def _spelt_as_one(one: Candidate, other: Candidate) -> bool:
    """Say whether two records are no twins of one list whose names differ by an accent."""
    if (one.rows or one.listed) and (other.rows or other.listed):
        return spelt_alike(one.name, other.name)
    return True


def _why_not(row: Sought, numbered: list[Candidate]) -> str:
    """Return why nobody who bears a number of the row is certainly meant."""
    if any(_other_id(row, one) for one in numbered):
        return "number_of_other_id"
    if any(_sexes_differ(row.record.sex, one.now["sex"]) for one in numbered):
        return "number_of_other_sex"
    return "number_of_other"


def _can_be_one(index: Index, one: Candidate, other: Candidate) -> bool:
    """Say whether two records contradict each other in nothing that tells people apart."""
    if (min(one.id, other.id), max(one.id, other.id)) in index.different:
        return False
    for column in ("personal_id", "si_number", "sex"):
        if one.now[column] and other.now[column] and one.now[column] != other.now[column]:
            return False
    if one.now["born"] and other.now["born"]:
        return births_agree(one.now["born"], other.now["born"])
    return one.folded == other.folded


def _by_name(index: Index, row: Sought) -> Match:
    if not row.born:
        return _NOBODY
    people = index.namesakes
    # nobody bears the row's personal id: where it has one, whoever has one is somebody else
    sex, with_id = row.record.sex, not row.record.personal_id
    found: list[Candidate] = []
    if row.place:
        if is_full(row.born):
            exact = people.exactly(row.folded, row.born, row.place, sex=sex, with_id=with_id)
            if certain := _certain(row, _first(exact)):
                return certain
            found += _first(people.exactly(row.folded, row.born, None, sex=sex, with_id=with_id))
        found += _first(people.of_year(row.folded, row.born, row.place, sex=sex, with_id=with_id))
    elif is_full(row.born):
        found += _first(people.anywhere(row.folded, row.born, sex=sex, with_id=with_id))
    if not found:
        return _by_slip(index, row)
    found.sort(key=_order)
    near = row.place and found[0].place == row.place
    why = "same_name_year_village" if near else "same_name_birth_no_village"
    return Match(candidates=tuple(found[:MOST]), why=why)


def _first(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the first of many people in their order; more are not held against a row."""
    return sorted(islice(found, MOST), key=_order)


def _certain(row: Sought, exact: list[Candidate]) -> Match | None:
    if not exact:
        return None
    if len(exact) > 1:
        return Match(candidates=tuple(exact), why="several_alike")
    one = exact[0]
    if row.record.has_number and one.has_number:
        return Match(candidates=(one,), why="numbers_differ")
    names = one.spelt or ({one.name} if one.listed else set())
    if not all(spelt_alike(name, row.record.name) for name in names):
        # Hoa and Hòa of one list, born on one day, may well be twins
        return Match(candidates=(one,), why="accents_differ")
    return Match(person=one)


def _by_slip(index: Index, row: Sought) -> Match:
    """Return whom a row may be by a name that differs in one letter, the rest being equal.

    Where only the year is known, whoever stands in this list by another row is somebody else: two
    of one year and village whose names are near each other are no wonder.
    """
    if not (row.born and row.place):
        return _NOBODY
    full, people = is_full(row.born), index.namesakes
    sex, with_id = row.record.sex, not row.record.personal_id
    found = _first(
        one
        for name in people.names_near(row.folded, row.born, row.place)
        for one in people.exactly(name, row.born, row.place, sex=sex, with_id=with_id)
        if not _other_number(row, one) and (full or not (one.rows or one.listed))
    )
    if not found:
        return _NOBODY
    return Match(candidates=tuple(found), why="name_slip" if full else "name_slip_year")


@lru_cache(maxsize=4_096)
def spelt_alike(one: str, other: str) -> bool:
    """Say whether two names that fold alike can be one name written by two hands.

    ``Hoà`` and ``Hòa`` are; so is a name without any mark beside the same one with its marks.
    ``Hoa`` and ``Hòa`` are two names where the rest of them bears its marks.
    """
    mine, theirs = _marks(one), _marks(other)
    return mine == theirs or not any(mine) or not any(theirs)


def _marks(name: str) -> tuple[str, ...]:
    """Return the marks of each word, in whatever place they are put."""
    words = unicodedata.normalize("NFD", name.lower().replace("đ", "d\u0335")).split()
    return tuple(
        "".join(sorted(mark for mark in word if unicodedata.combining(mark))) for word in words
    )


def _other_id(row: Sought, one: Candidate) -> bool:
    mine, theirs = row.record.personal_id, one.now["personal_id"]
    return bool(mine and theirs and mine != theirs)


def _other_number(row: Sought, one: Candidate) -> bool:
    mine, theirs = row.record.si_number, one.now["si_number"]
    return bool(mine and theirs and mine != theirs)


def _sexes_differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)
