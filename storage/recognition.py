"""Telling a register from other files before anything is done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.connection import APPLICATION_ID, is_plain
from storage.errors import StorageError
from storage.protection import keys_path

if TYPE_CHECKING:
    from storage.connection import Connection

_PAGE = 4096  # SQLCipher writes whole pages of this size


def recognise(connection: Connection) -> None:
    """Make sure that an existing file is a register and that the key fits.

    Raises:
        StorageError: not_a_register, key_needed, not_protected, wrong_key, damaged.
    """
    path = connection.path
    facts = {"file": path.name}
    if connection.key is None and not path.stat().st_size:
        raise StorageError(_closed(connection), **facts)
    try:
        application, tables = _marks(connection)
    except StorageError as error:
        if error.code != "not_a_register":
            raise
        raise StorageError(_unreadable(connection), **facts) from error
    # A register whose making was cut off has no tables yet and is simply made again.
    if application != APPLICATION_ID and tables - {"_sqlite_migrations"}:
        raise StorageError("not_a_register", **facts)


def _marks(connection: Connection) -> tuple[int, set[str]]:
    """Return the mark of the program in the file and its tables, both of one moment.

    Asked one after the other they could be of a register before and after it is made by another
    program: no mark yet, but tables.
    """
    connection.execute("BEGIN")
    try:
        tables = set(connection.column("SELECT name FROM sqlite_master WHERE type = 'table'"))
        return int(connection.value("PRAGMA application_id")), tables
    finally:
        connection.execute("ROLLBACK")


def _unreadable(connection: Connection) -> str:
    """Tell a wrong key, which fits no page, from a damaged beginning of the file.

    Only now is the file itself looked into: closing it would let go of every lock that another
    connection of this program holds on it, and another program could then change it underneath.
    """
    plain = is_plain(connection.path)
    if connection.key is None:
        return "not_a_register" if plain else _closed(connection)
    if plain:
        return "not_protected"
    pages, rest = divmod(connection.path.stat().st_size, _PAGE)
    bad = len(connection.rows("PRAGMA cipher_integrity_check"))
    if bad < pages:
        return "damaged"
    return "not_a_register" if rest else "wrong_key"


def _closed(connection: Connection) -> str:
    return "key_needed" if keys_path(connection.path).exists() else "not_a_register"
