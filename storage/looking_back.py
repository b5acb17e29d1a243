"""Any record as it stood at an earlier point of the journal, with what hangs on it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from storage.connection import Connection
    from storage.household_record import HouseholdRecord
    from storage.register import Register

Read = TypeVar("Read")

# What is read together with a record of each kind: (table, the column that says on which row of
# the third it hangs). A village is looked at with those who live there, not with what they paid.
_PAID = (("enrolments", "person_id", "people"), ("payments", "enrolment_id", "enrolments"))
_REACH: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "households": (
        ("people", "household_id", "households"),
        ("covers", "person_id", "people"),
        *_PAID,
        ("standings", "household_id", "households"),
        ("calculations", "household_id", "households"),
        ("life_events", "household_id", "households"),
        ("life_events", "other_household_id", "households"),
        ("visits", "household_id", "households"),
        ("visit_results", "visit_id", "visits"),
    ),
    "people": (("covers", "person_id", "people"), *_PAID),
    "villages": (
        ("village_names", "village_id", "villages"),
        ("households", "village_id", "villages"),
        ("people", "village_id", "villages"),
        ("people", "household_id", "households"),
    ),
    "organisations": (("points", "organisation_id", "organisations"),),
    "points": (("staff", "point_id", "points"),),
}
# The office signs by whoever was a signer then; somebody at work names the organisation in words.
_WHOLE: Mapping[str, tuple[str, ...]] = {"office": ("staff",), "organisations": ("staff",)}


@dataclass(frozen=True, slots=True)
class Stood(Generic[Read]):
    """A record at an earlier point.

    Attributes:
        row: its own columns, as the journal writes them.
        read: what was asked for about it, read as of that point.
    """

    row: Mapping[str, Any]
    read: Read


def stood_before(
    register: Register,
    change_id: str,
    table: str,
    row_id: str,
    read: Callable[[], Read],
) -> Stood[Read] | None:
    """Return a record as it stood before a change was written, or None: it was not there yet.

    The later changes of the record and of what hangs on it are taken back in a rehearsal, and
    `read` is called there: it says what the screen of that day would have said. Names of other
    records (a village, somebody at work) are those of today.

    Args:
        register: only rehearsed with.
        change_id: an entry of the journal.
        table: what kind of record, by its table.
        row_id: which.
        read: reads of the register what is to be shown.

    Raises:
        StorageError: no_such_change (id); busy, read_only.
    """
    seq = register.connection.value("SELECT seq FROM changes WHERE id = ?", (change_id,))
    if seq is None:
        raise StorageError("no_such_change", id=change_id)
    with register.rehearsal():
        connection = register.connection
        connection.execute("PRAGMA defer_foreign_keys = ON")
        _rewind(connection, _reached(connection, table, row_id, int(seq)), int(seq))
        columns = register.journal.columns[table]
        row = connection.row(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (row_id,))
        if row is None:
            return None
        return Stood(dict(zip(columns, row, strict=True)), read())


def household_before(
    register: Register, household_id: str, change_id: str, *, on: date
) -> HouseholdRecord | None:
    """Return the record of a household as it stood before a change, or None: it was not there yet.

    Args:
        register: only rehearsed with.
        household_id: whose.
        change_id: an entry of the journal.
        on: the day as of which states count.

    Raises:
        StorageError: no_such_change (id); busy, read_only.
    """
    stood = stood_before(
        register,
        change_id,
        "households",
        household_id,
        lambda: register.households.record(household_id, on),
    )
    return None if stood is None else stood.read


def _reached(connection: Connection, table: str, row_id: str, seq: int) -> dict[str, set[str]]:
    """Return the rows, by table, that hang on a record now or did at some time since."""
    found: dict[str, set[str]] = {table: {row_id}}
    for child, column, owner in _REACH.get(table, ()):
        owners = found.get(owner, set())
        now = connection.column(
            f"SELECT id FROM {child} WHERE {column} IN (SELECT value FROM json_each(?))",
            (json.dumps(list(owners)),),
        )
        since = _mentioning(connection, child, column, owners, seq)
        found.setdefault(child, set()).update(now, since)
    for whole in _WHOLE.get(table, ()):
        found.setdefault(whole, set()).update(
            connection.column(
                "SELECT row_id FROM change_rows WHERE change >= ? AND table_name = ?", (seq, whole)
            )
        )
    return found


def _mentioning(
    connection: Connection, table: str, column: str, owners: Iterable[str], seq: int
) -> Iterator[str]:
    """Return the rows written since that belonged to one of these before or after."""
    return connection.column(
        "SELECT DISTINCT row_id FROM change_rows WHERE change >= :seq AND table_name = :table"
        f" AND (json_extract(before, '$.{column}') IN (SELECT value FROM json_each(:owners))"
        f" OR json_extract(after, '$.{column}') IN (SELECT value FROM json_each(:owners)))",
        {"seq": seq, "table": table, "owners": json.dumps(list(owners))},
    )


def _rewind(connection: Connection, reached: Mapping[str, Iterable[str]], seq: int) -> None:
    """Put each row back to what it was before the change, or away where there was none."""
    for table, ids in reached.items():
        # CROSS JOIN: the few rows first, and of each its first entry since
        earlier = connection.rows(
            "SELECT j.row_id, j.before FROM json_each(:ids) one CROSS JOIN change_rows j"
            " ON j.position = (SELECT min(k.position) FROM change_rows k"
            " WHERE k.table_name = :table AND k.row_id = one.value AND k.change >= :seq)",
            {"ids": json.dumps(list(ids)), "table": table, "seq": seq},
        )
        for row_id, _ in earlier:
            connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        for _, before in earlier:
            if before is not None:
                _put(connection, table, before)


def _put(connection: Connection, table: str, before: str) -> None:
    # A number that somebody else holds by now is theirs again when the rehearsal is over.
    row = json.loads(before)
    marks = ", ".join("?" * len(row))
    connection.execute(
        f"INSERT OR REPLACE INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values())
    )
