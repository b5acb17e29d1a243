"""Many rows of one table written by one statement, and journaled by one more."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from storage.errors import StorageError
from storage.journal import row_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.connection import Connection


@contextmanager
def laid_aside(connection: Connection, triggers: str = "journal_*") -> Iterator[int]:
    """Lay triggers of the journal aside, and put them back; inside a change. Yields how many."""
    found = connection.rows(
        "SELECT name, sql FROM temp.sqlite_master WHERE type = 'trigger' AND name GLOB ?",
        (triggers,),
    )
    for name, _ in found:
        connection.execute(f"DROP TRIGGER temp.{name}")
    try:
        yield len(found)
    finally:
        # a transaction that SQLite has given up has put them back by itself
        for _, sql in found:
            again = "CREATE TEMP TRIGGER IF NOT EXISTS"
            connection.execute(sql.replace("CREATE TRIGGER", again, 1))


def append(connection: Connection, table: str, statement: str) -> None:
    """Run a statement that adds rows to a table, and journal all of them with one statement.

    A trigger runs for each row, and has SQLite lay every row by before it writes the first: many
    rows take twice the time.

    Args:
        connection: the connection.
        table: the table; its new rows come behind all it has.
        statement: the SQL.

    Raises:
        StorageError: no_change_open; as `Connection.execute`.
    """
    with laid_aside(connection, f"journal_{table}_insert") as journaled:
        seq = connection.value("SELECT seq FROM temp.open_change")
        if journaled and seq is None:
            raise StorageError("no_change_open")
        last = connection.value(f"SELECT coalesce(max(rowid), 0) FROM {table}")
        connection.execute(statement)
        if journaled:
            names = tuple(connection.column("SELECT name FROM pragma_table_info(?)", (table,)))
            connection.execute(
                "INSERT INTO change_rows (change, table_name, row_id, after)"
                f" SELECT ?, '{table}', t.id, {row_json(names, 't')} FROM {table} t"
                " WHERE t.rowid > ? ORDER BY t.rowid",
                (seq, last),
            )
