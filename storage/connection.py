"""One connection to a register file: encryption, safety settings, and errors as codes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as driver

from storage.errors import StorageError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

# sqlite_utils takes whatever module stands under this name, and then knows its exceptions.
sys.modules.setdefault("pysqlite3", driver)
sys.modules.setdefault("pysqlite3.dbapi2", driver)

APPLICATION_ID = 0x5341_4E53  # "SANS", in the header of every register
BUSY_MS = 5_000
# What the driver raises, and what Python does for a number or text that no cell can hold.
_FAILURES = (driver.Error, OverflowError, UnicodeEncodeError)
CACHE_KIB = 24_576  # SQLCipher decrypts a page again each time it leaves the cache
_PLAIN_HEADER = b"SQLite format 3\x00"

_CODES = {
    "SQLITE_BUSY": "busy",
    "SQLITE_LOCKED": "busy",
    "SQLITE_READONLY": "read_only",
    "SQLITE_CANTOPEN": "cannot_open",
    "SQLITE_PERM": "cannot_open",
    "SQLITE_FULL": "disk_full",
    "SQLITE_IOERR": "disk_failed",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "not_a_register",
}


class Connection:
    """A connection whose failures are `StorageError` and whose transactions are explicit.

    Args:
        path: the register file; made when it is not there.
        key: 32 bytes, or None for a register that is not encrypted.
    """

    def __init__(self, path: Path, key: bytes | None) -> None:
        self.path = path
        self.key = key
        self.closed = False
        try:
            self.raw: sqlite3.Connection = driver.connect(
                str(path), isolation_level=None, timeout=BUSY_MS / 1000
            )
            self.raw.execute("PRAGMA cipher_log_level = NONE")
            if key is not None:
                self.raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        except driver.Error as error:
            raise translated(error, path) from error

    def configure(self) -> None:
        """Set what every register connection needs; reads the file for the first time."""
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "recursive_triggers = ON",
            f"cache_size = -{CACHE_KIB}",
            "trusted_schema = OFF",
        ):
            self.execute(f"PRAGMA {pragma}")

    def execute(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> sqlite3.Cursor:
        """Run one statement.

        Raises:
            StorageError: as `translated`.
        """
        try:
            return self.raw.execute(sql, values)
        except _FAILURES as error:
            raise translated(error, self.path) from error

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for many rows, the fastest way in.

        Raises:
            StorageError: as `translated`.
        """
        try:
            self.raw.executemany(sql, rows)
        except _FAILURES as error:
            raise translated(error, self.path) from error

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        """Return all rows of one query, as tuples."""
        try:
            return self.raw.execute(sql, values).fetchall()
        except _FAILURES as error:
            raise translated(error, self.path) from error

    def row(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """Return the first row of one query, or None."""
        try:
            return self.raw.execute(sql, values).fetchone()
        except _FAILURES as error:
            raise translated(error, self.path) from error

    def value(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """Return the first column of the first row, or None."""
        row = self.row(sql, values)
        return None if row is None else row[0]

    def column(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Iterator[Any]:
        """Return the first column of every row."""
        return (row[0] for row in self.rows(sql, values))

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        self.closed = True
        self.raw.close()


def translated(error: Exception, path: Path) -> Exception:
    """Return the `StorageError` for what the driver raised, or the error itself if it is a bug.

    Codes: busy, read_only, cannot_open, disk_full, disk_failed, damaged, not_a_register,
    no_change_open,
    two_heads, same_personal_id, not_allowed (a row the schema refuses).
    """
    name = str(getattr(error, "sqlite_errorname", ""))
    text = str(error)
    if isinstance(error, (OverflowError, UnicodeEncodeError)):
        # The text of these two would name the value.
        return StorageError("not_allowed", detail=type(error).__name__)
    if text.startswith("Could not decode"):
        return StorageError("damaged", file=path.name, detail="text is not UTF-8")
    if "no_change_open" in text:
        return StorageError("no_change_open")
    if name.startswith("SQLITE_CONSTRAINT"):
        return _refused(text)
    for prefix, code in _CODES.items():
        if name.startswith(prefix):
            return StorageError(code, file=path.name, detail=text)
    return error


def _refused(text: str) -> StorageError:
    if "people.household_id" in text or "people_one_head" in text:
        return StorageError("two_heads", detail=text)
    if "people.personal_id" in text and text.startswith("UNIQUE"):
        return StorageError("same_personal_id", detail=text)
    return StorageError("not_allowed", detail=text)


def is_plain(path: Path) -> bool:
    """Say whether the file begins like an SQLite database that is not encrypted."""
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER
    except OSError as error:
        raise StorageError("cannot_open", file=path.name, detail=str(error)) from error
