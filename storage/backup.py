"""Copies of a register that are proven sound, and putting one back without losing anything."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from storage.checks import damages
from storage.connection import Connection
from storage.errors import StorageError
from storage.migrations import copy_database
from storage.practice import keep_apart
from storage.protection import keys_path
from storage.recognition import recognise

if TYPE_CHECKING:
    from datetime import datetime

_BESIDE = ("-wal", "-shm", ".keys")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did; `kept` is the register that was replaced, None if there was none."""

    register: Path
    kept: Path | None


def backup(
    register_path: Path | str, directory: Path | str, now: datetime, *, key: bytes | None = None
) -> Path:
    """Copy a register, open or not, into a folder, and prove that the copy is sound.

    A protected register is copied as it is, encrypted, with its wrapped keys beside it.

    Args:
        register_path: the register.
        directory: made when it is not there; nothing in it is replaced.
        now: local time, goes into the name.
        key: of the register, when it is protected.

    Returns:
        The copy.

    Raises:
        StorageError: no_register, cannot_open, disk_full, copy_failed, backup_damaged, and what
            `storage.recognition.recognise` says of the register.
    """
    source, directory = Path(register_path), Path(directory)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        target = _free(directory / f"{source.stem}-{now:%Y%m%d-%H%M%S}{source.suffix}")
        partial = target.with_name(target.name + ".part")
        try:
            with closing(_opened(source, key)) as connection:
                copy_database(connection, partial)
            _prove(partial, key)
            if keys_path(source).exists():
                shutil.copyfile(keys_path(source), keys_path(target))
            partial.replace(target)
        finally:
            _remove(partial)
    except OSError as error:
        raise StorageError("cannot_open", file=str(directory), detail=str(error)) from error
    return target


def restore(
    copy: Path | str, register_path: Path | str, now: datetime, *, key: bytes | None = None
) -> Restored:
    """Put a copy in the place of a register, which is kept beside it with date and time.

    At every moment a whole register stands at its place.

    Args:
        copy: made by `backup`.
        register_path: where the register stands, or stood.
        now: local time, goes into the name of the kept register.
        key: of the copy, when it is protected.

    Raises:
        StorageError: no_register when there is no such copy; backup_damaged; register_open while
            a window has the register open; cannot_open; and what `storage.recognition.recognise`
            says of the copy; practice_over_real, real_over_practice.
    """
    copy, path = Path(copy), Path(register_path)
    _prove(copy, key)
    keep_apart(copy, path, key)
    _settle(path, key)
    fresh = path.with_name(path.name + ".new")
    try:
        _write_fresh(copy, fresh, key)
        kept = _keep(path, now)
        if keys_path(copy).exists():
            shutil.copyfile(keys_path(copy), keys_path(path))
        else:
            keys_path(path).unlink(missing_ok=True)
        fresh.replace(path)
    except OSError as error:
        raise StorageError("cannot_open", file=path.name, detail=str(error)) from error
    finally:
        _remove(fresh)
    return Restored(path, kept)


def _write_fresh(copy: Path, fresh: Path, key: bytes | None) -> None:
    """Copy the file, as another machine: numbers given since the backup are not given again."""
    _remove(fresh)
    with closing(_opened(copy, key)) as connection:
        copy_database(connection, fresh)
    with closing(Connection(fresh, key)) as connection:
        connection.execute("DELETE FROM register_facts WHERE key = 'machine'")
        connection.execute("PRAGMA wal_checkpoint (TRUNCATE)")


def _settle(path: Path, key: bytes | None) -> None:
    """Bring the last writes of a register into its file; refuse one that is open.

    A window would go on writing into the file that was taken from under it. What is damaged or
    has another key cannot be asked, and is kept as it stands.
    """
    for known in (key, None) if key else (None,):
        try:
            with closing(_opened(path, known)) as connection:
                connection.execute("PRAGMA journal_mode = DELETE")
        except StorageError as error:
            if error.code == "busy":
                raise StorageError("register_open", file=path.name) from error


def _keep(path: Path, now: datetime) -> Path | None:
    """Copy what stands at the place of the register aside, with its keys and its last writes."""
    if not path.exists():
        return None
    kept = _free(path.with_name(f"{path.stem}-{now:%Y%m%d-%H%M%S}-ban-cu{path.suffix}"))
    shutil.copyfile(path, kept)
    for ending in _BESIDE:
        beside = path.with_name(path.name + ending)
        if beside.exists():
            shutil.copyfile(beside, kept.with_name(kept.name + ending))
    # Last writes of the old file must not be taken for those of the new one.
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return kept


def _opened(path: Path, key: bytes | None) -> Connection:
    """Open a register as it is, without bringing it to this program's shape."""
    if not path.exists():
        raise StorageError("no_register", file=path.name)
    connection = Connection(path, key)
    try:
        recognise(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prove(copy: Path, key: bytes | None) -> None:
    """Open a copy and read all of it."""
    try:
        with closing(_opened(copy, key)) as connection:
            found = damages(connection)
    except StorageError as error:
        if error.code != "damaged":
            raise
        found = ("damaged",)
    if found:
        raise StorageError("backup_damaged", file=copy.name, detail=found[0])


def _free(path: Path) -> Path:
    """Return the path, numbered when something stands there already."""
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
