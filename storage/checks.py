"""The check of a register: whether the file is sound, and what in the data wants mending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.calendar import PartialDate
from rules.identity import doubts
from storage.errors import StorageError

if TYPE_CHECKING:
    from datetime import date

    from storage.connection import Connection
    from storage.register import Register

# A person older than this on the day of the check is more likely mistyped.
_OLDEST = 115


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend: a code, how many records, and which (ids of people or households)."""

    what: str
    count: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """What a check found; `damaged` names faults of the file itself, empty when it is sound."""

    damaged: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether the file is sound; findings about the data do not count against it."""
        return not self.damaged


_LIVING = "p.status IN ('here', 'away')"
_LISTS = {
    "household_without_head": f"""
        SELECT h.id FROM households h
        WHERE EXISTS (SELECT 1 FROM people p WHERE p.household_id = h.id AND {_LIVING})
        AND NOT EXISTS (SELECT 1 FROM people p WHERE p.household_id = h.id AND {_LIVING}
            AND p.relation = 'head')""",
    "household_without_members": f"""
        SELECT h.id FROM households h
        WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.household_id = h.id AND {_LIVING})""",
    "household_without_village": "SELECT id FROM households WHERE village_id IS NULL",
    "person_without_household": f"""
        SELECT p.id FROM people p WHERE p.household_id IS NULL AND {_LIVING}""",
    "person_without_village": f"""
        SELECT p.id FROM people p LEFT JOIN households h ON h.id = p.household_id
        WHERE coalesce(h.village_id, p.village_id) IS NULL AND {_LIVING}""",
    "unknown_sex": f"SELECT p.id FROM people p WHERE p.sex IS NULL AND {_LIVING}",
    "unknown_birth": f"SELECT p.id FROM people p WHERE p.born IS NULL AND {_LIVING}",
    "no_personal_id": f"SELECT p.id FROM people p WHERE p.personal_id IS NULL AND {_LIVING}",
    "same_si_number": """
        SELECT id FROM people WHERE si_number IN (
            SELECT si_number FROM people WHERE si_number IS NOT NULL
            GROUP BY si_number HAVING count(*) > 1)""",
}
_OF_PEOPLE = f"SELECT p.id, p.personal_id, p.sex, p.born FROM people p WHERE {_LIVING}"


def check(register: Register, on: date) -> Check:
    """Check the file from end to end, then the data as known on a day."""
    damaged = damages(register.connection)
    if damaged:
        return Check(damaged, ())
    return Check((), findings(register, on))


def damages(connection: Connection) -> tuple[str, ...]:
    """Return the faults of the file in SQLite's words; none when it is sound."""
    try:
        found = [str(text) for text in connection.column("PRAGMA quick_check")]
        if connection.key is not None:
            found += [str(text) for text in connection.column("PRAGMA cipher_integrity_check")]
        found += [
            f"foreign key: {row[0]} {row[1]} -> {row[2]}"
            for row in connection.rows("PRAGMA foreign_key_check")
        ]
    except StorageError as error:
        if error.code not in {"damaged", "not_a_register"}:
            raise
        found = [str(error.facts["detail"])]
    return tuple(text for text in found if text != "ok")


def findings(register: Register, on: date) -> tuple[Finding, ...]:
    """Return what wants mending, leaving out what there is none of."""
    lists = {what: tuple(register.connection.column(sql)) for what, sql in _LISTS.items()}
    doubtful, ages = [], []
    for person_id, personal_id, sex, born in register.connection.rows(_OF_PEOPLE):
        date_of_birth = None if born is None else PartialDate.parse(born)
        if personal_id is not None and doubts(personal_id, sex, date_of_birth):
            doubtful.append(person_id)
        if date_of_birth is not None and not 0 <= date_of_birth.age_on(on) <= _OLDEST:
            ages.append(person_id)
    lists |= {"doubtful_personal_id": tuple(doubtful), "impossible_age": tuple(ages)}
    return tuple(Finding(what, len(ids), ids) for what, ids in lists.items() if ids)
