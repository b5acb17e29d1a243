"""The check of a register: whether the file is sound, and what in the data wants mending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.data_checks import CHECKS, reasons_of
from storage.errors import StorageError

if TYPE_CHECKING:
    from datetime import date

    from storage.connection import Connection
    from storage.register import Register


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
    found = ((one.key, tuple(reasons_of(one, register, on))) for one in CHECKS)
    return tuple(Finding(what, len(ids), ids) for what, ids in found if ids)
