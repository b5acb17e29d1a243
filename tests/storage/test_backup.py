"""A backup is proven to open; a restore keeps what it replaces; a check says what to mend."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from rules.calendar import PartialDate
from storage import Register, StorageError, open_register, protection
from storage.backup import backup, restore
from storage.checks import check, damages

NOW = datetime(2026, 11, 22, 15, 4, 5)  # noqa: DTZ001 - local time, for a file name
DAY = date(2026, 11, 22)


def test_backup_of_an_open_register_and_back(
    register: Register, place: Any, path: Path, tmp_path: Path, clock: Any, everything: Any
) -> None:
    copy = backup(path, tmp_path / "sao", NOW)
    assert copy.name == "so-20261122-150405.sas"
    saved = everything(register)
    with register.change("Sau khi sao"):
        register.people.save(place.head, note="mới")
    old_machine = register.machine
    register.close()

    restored = restore(copy, path, NOW)
    assert restored.register == path
    assert restored.kept is not None
    with open_register(path, clock=clock, actor="Hà") as again:
        assert everything(again) == saved
        # the numbers given to changes that are lost here are not given a second time
        assert again.machine != old_machine
        assert again.undoable() is not None
    with open_register(restored.kept, clock=clock) as kept:
        assert kept.people.get(place.head).note == "mới"
    assert not list(tmp_path.glob("*.new*"))
    assert not list((tmp_path / "sao").glob("*.part*"))


def test_a_second_backup_in_the_same_second_replaces_nothing(
    register: Register, path: Path, tmp_path: Path
) -> None:
    first, second = backup(path, tmp_path / "sao", NOW), backup(path, tmp_path / "sao", NOW)
    assert first != second
    assert first.exists()


def test_a_protected_register_is_backed_up_with_its_keys(
    path: Path, tmp_path: Path, clock: Any
) -> None:
    key = protection.make_keys(path, "a")
    with (
        open_register(path, key, clock=clock, create=True) as register,
        register.change("Thêm"),
    ):
        register.villages.add("Thôn Kín")
    copy = backup(path, tmp_path / "sao", NOW, key=key)
    with pytest.raises(StorageError, match="key_needed"):
        backup(path, tmp_path / "sao", NOW)
    elsewhere = tmp_path / "khac" / "so.sas"
    elsewhere.parent.mkdir()
    assert restore(copy, elsewhere, NOW, key=protection.unlock(copy, "a")).kept is None
    with open_register(elsewhere, protection.unlock(elsewhere, "a"), clock=clock) as register:
        assert register.villages.all()[0].name == "Thôn Kín"


def test_last_writes_of_a_killed_program_are_kept_with_the_register(
    register: Register, place: Any, path: Path, tmp_path: Path, clock: Any
) -> None:
    copy = backup(path, tmp_path / "sao", NOW)
    with register.change("Mới"):
        register.villages.add("Thôn Mới")
    wal = path.with_name(path.name + "-wal").read_bytes()
    main = path.read_bytes()
    register.close()
    path.write_bytes(main)  # as a program that was cut off leaves it
    path.with_name(path.name + "-wal").write_bytes(wal)
    restored = restore(copy, path, NOW)
    assert restored.kept is not None
    with open_register(restored.kept, clock=clock) as kept:
        assert "Thôn Mới" in [village.name for village in kept.villages.all()]
    with open_register(path, clock=clock) as again:
        assert "Thôn Mới" not in [village.name for village in again.villages.all()]


@pytest.mark.parametrize("key", [None, bytes(range(32))])
def test_a_register_that_a_window_has_open_is_not_replaced(
    path: Path, tmp_path: Path, clock: Any, key: bytes | None
) -> None:
    with open_register(path, key, clock=clock, create=True) as window:
        copy = backup(path, tmp_path / "sao", NOW, key=key)
        with window.change("Thêm"):
            window.villages.add("Thôn Mới")
        with pytest.raises(StorageError) as failure:
            restore(copy, path, NOW, key=key)
        assert failure.value.code == "register_open"
        with window.change("Thêm nữa"):
            window.villages.add("Thôn Nữa")
    with open_register(path, key, clock=clock) as again:
        assert len(again.villages.all()) == 2
    assert restore(copy, path, NOW, key=key).kept is not None


def test_a_damaged_backup_is_refused_and_the_register_stays(
    register: Register, place: Any, path: Path, tmp_path: Path
) -> None:
    copy = backup(path, tmp_path / "sao", NOW)
    register.close()
    content = path.read_bytes()
    damaged = bytearray(copy.read_bytes())
    damaged[8192:] = b"\x00" * (len(damaged) - 8192)
    copy.write_bytes(bytes(damaged))
    with pytest.raises(StorageError) as failure:
        restore(copy, path, NOW)
    assert failure.value.code == "backup_damaged"
    assert path.read_bytes() == content


def test_what_is_no_register_is_neither_backed_up_nor_restored(tmp_path: Path, path: Path) -> None:
    with pytest.raises(StorageError, match="no_register"):
        backup(path, tmp_path / "sao", NOW)
    with pytest.raises(StorageError, match="no_register"):
        restore(tmp_path / "nothing.sas", path, NOW)
    other = tmp_path / "anh.png"
    other.write_bytes(b"\x89PNG" * 4096)
    with pytest.raises(StorageError, match="not_a_register"):
        restore(other, path, NOW)


def test_a_folder_that_cannot_be_made(register: Register, path: Path) -> None:
    with pytest.raises(StorageError, match="cannot_open"):
        backup(path, path / "sao", NOW)


def test_a_place_that_cannot_be_restored_to(register: Register, path: Path, tmp_path: Path) -> None:
    copy = backup(path, tmp_path / "sao", NOW)
    register.close()
    with pytest.raises(StorageError, match="cannot_open"):
        restore(copy, tmp_path / "khong-co" / "so.sas", NOW)


def test_a_sound_register_with_nothing_to_mend(register: Register) -> None:
    found = check(register, DAY)
    assert found.ok
    assert found.findings == ()


def test_everything_to_mend_is_counted_and_named(register: Register, place: Any) -> None:
    with register.change("Sai"):
        register.people.save(place.head, status="died", relation=None)
        alone = register.people.add(name="Không Hộ", si_number="3800123456")
        nowhere = register.households.add()
        old = register.people.add(
            name="Cụ Cố",
            household_id=nowhere,
            sex="male",
            born=PartialDate(1890),
            personal_id="038190001234",
        )
    found = {finding.what: finding.ids for finding in check(register, DAY).findings}
    assert found["household_without_head"] == (place.household, nowhere)
    assert found["household_without_members"] == (place.empty_household,)
    assert found["household_without_village"] == (nowhere,)
    assert found["person_without_household"] == (alone,)
    assert set(found["person_without_village"]) == {alone, old}
    assert found["unknown_sex"] == found["unknown_birth"] == (alone,)
    assert set(found["no_personal_id"]) == {alone, place.wife, place.child}
    assert set(found["same_si_number"]) == {alone, place.wife}
    assert found["doubtful_personal_id"] == (old,)
    assert found["impossible_age"] == (old,)


def test_damage_is_found_before_the_data_is_read(
    register: Register, place: Any, path: Path, clock: Any
) -> None:
    with register.change("Nhiều"):
        for number in range(300):
            register.people.add(name=f"Người Thứ {number}")
    register.close()
    content = bytearray(path.read_bytes())
    start = len(content) // 2 // 4096 * 4096
    content[start : start + 4096] = b"\x07" * 4096
    path.write_bytes(bytes(content))
    with open_register(path, clock=clock) as opened:
        assert damages(opened.connection)
        assert not check(opened, DAY).ok
        assert check(opened, DAY).findings == ()


def test_a_changed_byte_in_a_protected_register_is_found(path: Path, clock: Any) -> None:
    key = bytes(32)
    with (
        open_register(path, key, clock=clock, create=True) as register,
        register.change("Nhiều"),
    ):
        for number in range(300):
            register.people.add(name=f"Người Thứ {number}")
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(bytes(content))
    with open_register(path, key, clock=clock) as opened:
        assert damages(opened.connection)


def test_a_row_without_its_parent_is_damage(register: Register, place: Any) -> None:
    register.connection.execute("PRAGMA foreign_keys = OFF")
    with register.change("Gãy"):
        register.people.save(place.wife, household_id="không có")
    assert any("people" in text for text in damages(register.connection))
