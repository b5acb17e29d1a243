"""Taking changes back, and bringing them again, by replaying the journal."""

from __future__ import annotations

import json
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from storage.agreement import agreeing_rows
from storage.errors import StorageError
from storage.journal import CHANGE_COLUMNS, CHANGE_TABLES, ChangeRow, change_row, row_json
from storage.refusal_reasons import naming_results

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from storage.connection import Connection
    from storage.journal import Journal

# A row of the journal as replayed: table, row id, before, after.
_Row = tuple[str, str, str | None, str | None]

_STANDING_UNDO = """
    EXISTS (SELECT 1 FROM changes u WHERE u.undoes = c.id
            AND NOT EXISTS (SELECT 1 FROM changes r WHERE r.undoes = u.id))
"""


def latest_undoable(connection: Connection, actor: str) -> ChangeRow | None:
    """Return this person's latest change that still stands, or None."""
    row = connection.row(
        f"SELECT {CHANGE_COLUMNS} FROM {CHANGE_TABLES} WHERE c.actor = ? AND c.undoes IS NULL"
        f" AND NOT {_STANDING_UNDO} ORDER BY c.seq DESC LIMIT 1",
        (actor,),
    )
    return None if row is None else change_row(row)


def latest_redoable(connection: Connection, actor: str) -> ChangeRow | None:
    """Return this person's latest undo that can be taken back: nothing new was done since."""
    row = connection.row(
        f"SELECT {CHANGE_COLUMNS} FROM {CHANGE_TABLES}"
        " WHERE c.actor = :actor AND c.undoes IS NOT NULL AND t.undoes IS NULL"
        f" AND NOT {_STANDING_UNDO}"
        " AND NOT EXISTS (SELECT 1 FROM changes n WHERE n.actor = :actor AND n.undoes IS NULL"
        " AND n.seq > c.seq) ORDER BY c.seq DESC LIMIT 1",
        {"actor": actor},
    )
    return None if row is None else change_row(row)


def check_untouched(journal: Journal, connection: Connection, change: ChangeRow) -> None:
    """Make sure every row is still as the change left it.

    Raises:
        StorageError: undo_conflict with what, later, day, actor, table, row_id.
    """
    seq = connection.value("SELECT seq FROM changes WHERE id = ?", (change.id,))
    tables = connection.column(
        "SELECT DISTINCT table_name FROM change_rows WHERE change = ?", (seq,)
    )
    for table in tables:
        for row_id, recorded, now in _differing(journal, connection, seq, table):
            if not _same(recorded, now):
                raise _conflict(connection, change, table, row_id)


def check_not_named(connection: Connection, change: ChangeRow) -> None:
    """Make sure no visit has named a reason that would be gone.

    Raises:
        StorageError: undo_conflict with what, later, day, actor, table, row_id.
    """
    seq = connection.value("SELECT seq FROM changes WHERE id = ?", (change.id,))
    for row_id in naming_results(connection, seq):
        raise _conflict(connection, change, "visit_results", row_id)


def check_not_agreed(connection: Connection, change: ChangeRow) -> None:
    """Make sure no later list has found what an import wrote, and so did not write it again.

    Raises:
        StorageError: undo_conflict with what, later, day, actor, table, row_id.
    """
    seq = connection.value("SELECT seq FROM changes WHERE id = ?", (change.id,))
    for row_id in agreeing_rows(connection, seq):
        raise _conflict(connection, change, "import_rows", row_id)


def _differing(
    journal: Journal, connection: Connection, seq: int, table: str
) -> list[tuple[str, str | None, str | None]]:
    current = row_json(journal.columns[table], "x")
    rows: list[tuple[str, str | None, str | None]] = connection.rows(
        f"SELECT j.row_id, j.after, CASE WHEN x.id IS NULL THEN NULL ELSE {current} END"
        f" FROM change_rows j LEFT JOIN {table} x ON x.id = j.row_id"
        " WHERE j.position IN (SELECT max(position) FROM change_rows"
        " WHERE change = ? AND table_name = ? GROUP BY row_id)"
        f" AND j.after IS NOT CASE WHEN x.id IS NULL THEN NULL ELSE {current} END",
        (seq, table),
    )
    return rows


def _same(recorded: str | None, now: str | None) -> bool:
    """Compare by what was recorded: a later program may have added columns."""
    if recorded is None or now is None:
        return recorded is now
    was, is_now = json.loads(recorded), json.loads(now)
    return all(name in is_now and is_now[name] == value for name, value in was.items())


def _conflict(connection: Connection, change: ChangeRow, table: str, row_id: str) -> StorageError:
    row = connection.row(
        f"SELECT {CHANGE_COLUMNS} FROM {CHANGE_TABLES} JOIN change_rows j ON j.change = c.seq"
        " WHERE j.table_name = ? AND j.row_id = ? ORDER BY j.position DESC LIMIT 1",
        (table, row_id),
    )
    later = change_row(row)
    return StorageError(
        "undo_conflict",
        what=change.what,
        later=later.what,
        day=datetime.fromisoformat(later.at).astimezone().date(),
        actor=later.actor,
        table=table,
        row_id=row_id,
    )


def replay_backwards(journal: Journal, connection: Connection, change: ChangeRow) -> None:
    """Write every row of a change as it was before, in the opposite order.

    Each state on the way back was a state on the way there, so no rule of the schema is broken
    in between, unless something else took the place meanwhile.
    """
    rows: list[_Row] = connection.rows(
        "SELECT table_name, row_id, before, after FROM change_rows"
        " WHERE change = (SELECT seq FROM changes WHERE id = ?) ORDER BY position DESC",
        (change.id,),
    )
    for (table, event), run in groupby(rows, key=lambda row: (row[0], _event(row))):
        _replay(connection, table, journal.columns[table], event, list(run))


def _event(row: _Row) -> str:
    if row[2] is None:
        return "insert"
    return "delete" if row[3] is None else "update"


def _replay(
    connection: Connection, table: str, known: Sequence[str], event: str, run: list[_Row]
) -> None:
    if event == "insert":
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", ((row[1],) for row in run))
        return
    before = [json.loads(row[2] or "{}") for row in run]
    columns = [name for name in known if name in before[0]]
    values: Iterable[Sequence[Any]]
    if event == "delete":
        marks = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        values = ([row[name] for name in columns] for row in before)
    else:
        sql = f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?"
        values = ([*(row[name] for name in columns), row["id"]] for row in before)
    connection.executemany(sql, values)


def depending_row(connection: Connection, change: ChangeRow) -> StorageError:
    """Say which later work leans on rows that an undo would remove; inside the transaction."""
    broken = connection.row("PRAGMA foreign_key_check")
    if broken is None:
        return StorageError("undo_blocked", what=change.what)
    table, rowid = broken[0], broken[1]
    row_id = connection.value(f"SELECT id FROM {table} WHERE rowid = ?", (rowid,))
    return _conflict(connection, change, table, str(row_id))
