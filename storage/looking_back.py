"""A household as it stood at an earlier point of the journal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from storage.connection import Connection
    from storage.household_record import HouseholdRecord
    from storage.register import Register

# What hangs on a household, and the column that says on which one, or on whose.
_TABLES = (
    ("people", "id", "people"),
    ("covers", "person_id", "people"),
    ("enrolments", "person_id", "people"),
    ("payments", "enrolment_id", "enrolments"),
    ("households", "id", "households"),
    ("standings", "household_id", "households"),
    ("calculations", "household_id", "households"),
    ("life_events", "household_id", "households"),
    ("life_events", "other_household_id", "households"),
    ("visits", "household_id", "households"),
    ("visit_results", "visit_id", "visits"),
)


def household_before(
    register: Register, household_id: str, change_id: str, *, on: date
) -> HouseholdRecord | None:
    """Return a household as it stood before a change was written, or None: it was not there yet.

    The later changes of its rows are taken back in a rehearsal, and the record is read there: what
    is shown is what the screen of that day would have shown. Names of villages and of people at
    work are those of today.

    Args:
        register: only rehearsed with.
        household_id: whose.
        change_id: an entry of the journal.
        on: the day as of which states count.

    Raises:
        StorageError: no_such_change (id); busy, read_only.
    """
    seq = register.connection.value("SELECT seq FROM changes WHERE id = ?", (change_id,))
    if seq is None:
        raise StorageError("no_such_change", id=change_id)
    with register.rehearsal():
        connection = register.connection
        connection.execute("PRAGMA defer_foreign_keys = ON")
        _rewind(connection, household_id, int(seq))
        if not connection.value("SELECT count(*) FROM households WHERE id = ?", (household_id,)):
            return None
        return register.households.record(household_id, on)


def _rewind(connection: Connection, household_id: str, seq: int) -> None:
    owners: dict[str, set[str]] = {
        "households": {household_id},
        "people": _members(connection, household_id, seq),
        "enrolments": set(),
        "visits": set(),
    }
    for table, column, owner in _TABLES:
        rows = _touched(connection, table, column, owners[owner], seq)
        if table in owners:
            owners[table] |= set(rows) | _now(connection, table, column, owners[owner])
        for row_id in rows:
            connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        for before in rows.values():
            if before is not None:
                _put(connection, table, before)


def _members(connection: Connection, household_id: str, seq: int) -> set[str]:
    """Return who is in the household now, or was at some time since."""
    now = connection.column("SELECT id FROM people WHERE household_id = ?", (household_id,))
    since = connection.column(
        "SELECT row_id FROM change_rows WHERE change >= ? AND table_name = 'people'"
        " AND json_extract(before, '$.household_id') = ?",
        (seq, household_id),
    )
    return {*now, *since}


def _now(connection: Connection, table: str, column: str, owners: Iterable[str]) -> set[str]:
    return set(
        connection.column(
            f"SELECT id FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",
            (json.dumps(list(owners)),),
        )
    )


def _touched(
    connection: Connection, table: str, column: str, owners: Iterable[str], seq: int
) -> dict[str, str | None]:
    """Return the rows of these owners written since, with each as it was before (None: no row)."""
    found = connection.rows(
        "SELECT row_id, before FROM change_rows WHERE change >= :seq AND table_name = :table"
        f" AND (json_extract(before, '$.{column}') IN (SELECT value FROM json_each(:owners))"
        f" OR json_extract(after, '$.{column}') IN (SELECT value FROM json_each(:owners)))"
        " ORDER BY position",
        {"seq": seq, "table": table, "owners": json.dumps(list(owners))},
    )
    rows: dict[str, str | None] = {}
    for row_id, before in found:
        rows.setdefault(row_id, before)
    return rows


def _put(connection: Connection, table: str, before: str) -> None:
    # A number that somebody else holds by now is theirs again when the rehearsal is over.
    row = json.loads(before)
    marks = ", ".join("?" * len(row))
    connection.execute(
        f"INSERT OR REPLACE INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values())
    )
