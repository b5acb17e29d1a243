"""Brings a register file to the shape this program knows, after keeping a copy of it."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2 as driver

from storage.connection import APPLICATION_ID, Connection
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlite_utils import Database


def migrate(connection: Connection, now: datetime, *, steps: tuple[str, ...]) -> Path | None:
    """Apply the steps this register does not have yet.

    Args:
        connection: a configured connection.
        now: goes into the name of the copy.
        steps: the SQL of every migration, in order (`schema.STEPS`).

    Returns:
        The copy kept beside the register, or None where nothing had to be copied.

    Raises:
        StorageError: newer_program when a later program has written the file.
    """
    version = int(connection.value("PRAGMA user_version"))
    if version > len(steps):
        raise StorageError(
            "newer_program", file=connection.path.name, version=version, known=len(steps)
        )
    if version == len(steps):
        return None
    kept: Path | None = None
    # A step may put a new table in the place of one that others point to.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        connection.execute("BEGIN IMMEDIATE")
        # Another window may have done the same work since.
        if int(connection.value("PRAGMA user_version")) == version:
            kept = _keep_copy(connection, version, now) if version else None
            _apply(connection, steps)
        connection.execute("COMMIT")
    finally:
        if connection.raw.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA foreign_keys = ON")
    return kept


def _apply(connection: Connection, steps: tuple[str, ...]) -> None:
    # Imported here: it takes 0.3 s, and a register that is up to date does not need it.
    from sqlite_utils import Database, Migrations  # noqa: PLC0415

    migrations = Migrations("so-an-sinh")
    for number, sql in enumerate(steps, start=1):
        migrations(name=f"{number:03d}")(_step(number, sql))
    try:
        migrations.apply(Database(connection.raw, execute_plugins=False))
        if broken := connection.row("PRAGMA foreign_key_check"):
            raise driver.IntegrityError(f"{broken[0]} -> {broken[2]}")
    except driver.Error as error:
        raise StorageError(
            "migration_failed", file=connection.path.name, detail=str(error)
        ) from error


def _step(number: int, sql: str) -> Callable[[Database], None]:
    def step(db: Database) -> None:
        for statement in statements(sql):
            db.conn.execute(statement)
        db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.conn.execute(f"PRAGMA user_version = {number}")

    return step


def statements(sql: str) -> Iterator[str]:
    """Split a script into statements, each ending its line.

    `executescript` would end the transaction around it.
    """
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if driver.complete_statement(pending):
            yield pending.strip()
            pending = ""


def _keep_copy(connection: Connection, version: int, now: datetime) -> Path:
    path = connection.path
    kept = path.with_name(f"{path.stem}-{now:%Y%m%d-%H%M%S}-ban-{version}{path.suffix}")
    # Under its own name only when it is whole: a copy that was cut off must not pass for one.
    partial = kept.with_name(kept.name + ".part")
    try:
        # SQLite does not copy through a connection that is about to write.
        with closing(Connection(path, connection.key)) as reader:
            copy_database(reader, partial)
        keys = path.with_name(path.name + ".keys")
        if keys.exists():
            shutil.copyfile(keys, kept.with_name(kept.name + ".keys"))
        partial.replace(kept)
    except OSError as error:
        raise StorageError("copy_failed", file=kept.name, detail=str(error)) from error
    finally:
        partial.unlink(missing_ok=True)
    return kept


def copy_database(connection: Connection, target: Path) -> None:
    """Write a consistent copy of an open register, encrypted with the same key."""
    copy = Connection(target, connection.key)
    try:
        connection.raw.backup(copy.raw)
    except driver.Error as error:
        name = target.name.removesuffix(".part")
        raise StorageError("copy_failed", file=name, detail=str(error)) from error
    finally:
        copy.close()
