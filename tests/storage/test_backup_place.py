"""The place of backups is tried before it is kept; without its stick, copies go elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage import StorageError
from storage.backup_place import backup_place, can_write, choose_backup_place

if TYPE_CHECKING:
    from pathlib import Path

    from storage import Register


def test_without_a_place_there_is_none(register: Register) -> None:
    assert backup_place(register) is None


def test_the_place_chosen_is_used_while_it_is_there(register: Register, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    with register.change("Nơi để bản sao"):
        choose_backup_place(register, stick)
    found = backup_place(register)
    assert found is not None
    assert (found.folder, found.missed) == (stick, None)
    stick.rmdir()
    found = backup_place(register)
    assert found is not None
    assert (found.folder, found.missed) == (register.path.parent / "sao-luu", stick)


def test_a_place_that_takes_no_file_is_not_kept(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    assert not can_write(tmp_path)
    with pytest.raises(StorageError, match="folder_not_writable"), register.change("Nơi"):
        choose_backup_place(register, tmp_path)
    assert register.office.get().backup_folder == ""
