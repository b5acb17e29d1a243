"""The word index over names, brought up to date from the journal at the end of each change."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.connection import Connection

# Each person touched, as before the change: the oldest journal row tells.
_TOUCHED = """
    FROM (SELECT row_id, before, min(position) FROM change_rows
          WHERE change = ? AND table_name = 'people' GROUP BY row_id) j
    LEFT JOIN people p ON p.id = j.row_id
    WHERE (j.before ->> 'seq', j.before ->> 'folded') IS NOT (p.seq, p.folded)
"""
# An import of a new commune takes nothing away.
_ANY_BEFORE = """
    SELECT EXISTS (SELECT 1 FROM change_rows
                   WHERE change = ? AND table_name = 'people' AND before IS NOT NULL)
"""


def refresh(connection: Connection, seq: int) -> None:
    """Take out of the index what a change took away or renamed, and put in what it brought.

    In rising order: FTS5 writes what it has gathered whenever a row goes before the last one.
    """
    if connection.value(_ANY_BEFORE, (seq,)):
        connection.execute(
            "INSERT INTO people_fts (people_fts, rowid, folded)"
            f" SELECT 'delete', j.before ->> 'seq', j.before ->> 'folded' {_TOUCHED}"
            " AND j.before IS NOT NULL ORDER BY j.before ->> 'seq'",
            (seq,),
        )
    connection.execute(
        f"INSERT INTO people_fts (rowid, folded) SELECT p.seq, p.folded {_TOUCHED}"
        " AND p.seq IS NOT NULL ORDER BY p.seq",
        (seq,),
    )


def rebuild(connection: Connection) -> None:
    """Make the whole index anew, after people were written past the journal; inside a change."""
    connection.execute("INSERT INTO people_fts (people_fts) VALUES ('rebuild')")
