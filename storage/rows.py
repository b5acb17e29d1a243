"""Writing one row from named fields, and reading dates back: what every noun does alike."""

from __future__ import annotations

from datetime import date
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from rules.calendar import Month, PartialDate
from storage.together import append

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from storage.connection import Connection

_Row = TypeVar("_Row")

_FEW = 50  # rows that are not worth a table of their own
# A progress is told, and somebody may stop the work, between two statements.
_TOGETHER = 10_000


def stored(value: object) -> object:
    """Return a value as a cell of a table holds it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PartialDate):
        return value.iso
    if isinstance(value, Month):
        return str(value)
    if isinstance(value, bool):
        return int(value)
    return value


def insert(connection: Connection, table: str, fields: Mapping[str, object]) -> None:
    """Write a new row; columns not named take their defaults."""
    marks = ", ".join("?" * len(fields))
    connection.execute(
        f"INSERT INTO {table} ({', '.join(fields)}) VALUES ({marks})",
        [stored(value) for value in fields.values()],
    )


def update(connection: Connection, table: str, row_id: str, fields: Mapping[str, object]) -> None:
    """Write the named columns of one row; nothing happens where there are none."""
    if not fields:
        return
    changes = ", ".join(f"{name} = ?" for name in fields)
    connection.execute(
        f"UPDATE {table} SET {changes} WHERE id = ?",
        [*(stored(value) for value in fields.values()), row_id],
    )


def insert_many(
    connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Write many rows at the speed of SQLite; values must be as stored already."""
    waiting = iter(rows)
    while together := list(islice(waiting, _TOGETHER)):
        if len(together) < _FEW:
            _insert_few(connection, table, columns, together)
        else:
            _insert_gathered(connection, table, columns, together)


def _insert_few(
    connection: Connection, table: str, columns: Sequence[str], rows: list[Sequence[Any]]
) -> None:
    places = ", ".join([f"({', '.join('?' * len(columns))})"] * len(rows))
    connection.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES {places}",
        list(chain.from_iterable(rows)),
    )


def _insert_gathered(
    connection: Connection, table: str, columns: Sequence[str], rows: list[Sequence[Any]]
) -> None:
    """Write rows with one statement, out of a table that holds them beside the register.

    SQLite guards every statement by copying each page it touches: with one statement for each
    row, or for fifty, that costs as much as the rows.
    """
    names = ", ".join(columns)
    connection.execute(f"CREATE TEMP TABLE gathered ({names})")
    try:
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO temp.gathered VALUES ({marks})", rows)
        append(
            connection,
            table,
            f"INSERT INTO {table} ({names}) SELECT {names} FROM temp.gathered ORDER BY rowid",
        )
    finally:
        connection.execute("DROP TABLE IF EXISTS temp.gathered")


def made(kind: type[_Row], cells: Iterable[Any]) -> _Row:
    """Make a dataclass of cells in the order of its fields."""
    return kind(*cells)


def day(text: str | None) -> date | None:
    """Read a stored day."""
    return None if text is None else date.fromisoformat(text)


def partial(text: str | None) -> PartialDate | None:
    """Read a stored date that may be known in part."""
    return None if text is None else PartialDate.parse(text)
