"""Where copies of the register go: the place the office chose, else a folder beside it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from storage.errors import StorageError

if TYPE_CHECKING:
    from storage.register import Register

BESIDE = "sao-luu"


@dataclass(frozen=True, slots=True)
class BackupPlace:
    """Where a copy can go now; `missed` is the place chosen that is not there, or None."""

    folder: Path
    missed: Path | None


def backup_place(register: Register) -> BackupPlace | None:
    """Return where a copy goes now; None while no place was ever chosen.

    A stick that is not in the computer is no reason to go without a copy: it then goes beside the
    register.
    """
    chosen = register.office.get().backup_folder
    if not chosen:
        return None
    if can_write(Path(chosen)):
        return BackupPlace(Path(chosen), None)
    return BackupPlace(register.path.parent / BESIDE, Path(chosen))


def choose_backup_place(register: Register, folder: Path) -> None:
    """Keep the place of copies, after trying it; inside a change.

    Raises:
        StorageError: folder_not_writable with folder.
    """
    if not can_write(folder):
        raise StorageError("folder_not_writable", folder=str(folder))
    register.office.save(backup_folder=str(folder))


def can_write(folder: Path) -> bool:
    """Tell whether a folder is there and takes a file."""
    if not folder.is_dir():
        return False
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
