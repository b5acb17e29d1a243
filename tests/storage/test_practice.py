"""A practice register is marked for ever and never meets a real one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from rules.policy import Cite
from storage import Register, StorageError, open_register
from storage.backup import backup, restore
from storage.policy_exchange import export_values, received_values
from storage.practice import is_practice
from storage.protection import make_keys
from storage.sample.practice import PEOPLE, discard_practice, make_practice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from tests.storage.conftest import Clock, Place


@pytest.fixture
def practice(tmp_path: Path, clock: Clock) -> Iterator[Register]:
    with make_practice(tmp_path / "ban-tap.sas", clock=clock) as made:
        yield made


def test_it_is_made_whole_marked_and_with_nothing_to_undo(practice: Register, clock: Clock) -> None:
    assert practice.practice
    assert practice.people.count() == PEOPLE
    assert practice.undoable() is None
    practice.close()
    with open_register(practice.path, clock=clock) as again:
        assert again.practice


def test_a_real_register_is_not_marked(register: Register) -> None:
    assert not register.practice
    assert is_practice(register.path) is False


def test_it_carries_the_name_of_the_commune(
    tmp_path: Path, clock: Clock, register: Register
) -> None:
    with register.change("Lập sổ"):
        register.office.save(
            commune="Xã Mẫu", commune_code="15142", name="UBND xã Mẫu", phone="0912345678"
        )
    office = register.office.get()
    with make_practice(tmp_path / "tap.sas", clock=clock, office=office) as made:
        assert made.office.get().commune == "Xã Mẫu"
        assert made.office.get().phone != "0912345678"
        made.actor = "Hà"
        assert made.undoable() is None


def test_half_a_practice_register_is_not_left_behind(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise StorageError("disk_full", file="x")

    monkeypatch.setattr("storage.sample.practice.make_sample", broken)
    with pytest.raises(StorageError, match="disk_full"):
        make_practice(tmp_path / "tap.sas", clock=clock)
    assert list(tmp_path.iterdir()) == []


def test_it_is_thrown_away_and_a_real_one_never_is(
    practice: Register, register: Register, tmp_path: Path
) -> None:
    practice.close()
    discard_practice(practice.path)
    assert not practice.path.exists()
    discard_practice(practice.path)
    with pytest.raises(StorageError, match="not_practice"):
        discard_practice(register.path)
    other = tmp_path / "khac.txt"
    other.write_text("thư", encoding="utf-8")
    with pytest.raises(StorageError, match="not_practice"):
        discard_practice(other)
    assert other.exists()


def test_a_practice_register_that_cannot_be_deleted_says_so(
    practice: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object, **__: object) -> None:
        raise PermissionError

    practice.close()
    monkeypatch.setattr("pathlib.Path.unlink", held)
    with pytest.raises(StorageError, match="cannot_open"):
        discard_practice(practice.path)


def test_backups_go_back_only_where_they_belong(
    practice: Register, register: Register, place: Place, tmp_path: Path, clock: Clock
) -> None:
    made_up = backup(practice.path, tmp_path / "sao", clock())
    real = backup(register.path, tmp_path / "sao", clock())
    for one in (practice, register):
        one.close()
    with pytest.raises(StorageError, match="practice_over_real"):
        restore(made_up, register.path, clock())
    with pytest.raises(StorageError, match="real_over_practice"):
        restore(real, practice.path, clock())
    with open_register(register.path, clock=clock) as still:
        assert still.people.count() == 3
    assert restore(made_up, practice.path, clock()).kept is not None
    assert restore(real, register.path, clock()).kept is not None
    fresh = restore(made_up, tmp_path / "moi.sas", clock()).register
    assert is_practice(fresh)


def test_a_practice_backup_does_not_go_over_what_cannot_be_asked(
    practice: Register, tmp_path: Path, clock: Clock
) -> None:
    copy = backup(practice.path, tmp_path / "sao", clock())
    path = tmp_path / "khoa.sas"
    key = make_keys(path, "mật khẩu")
    open_register(path, key, clock=clock, create=True).close()
    assert is_practice(path) is None
    with pytest.raises(StorageError, match="practice_over_real"):
        restore(copy, path, clock())


def test_a_policy_file_of_a_practice_register_is_refused(
    practice: Register, register: Register, tmp_path: Path, today: date
) -> None:
    shipped = practice.policies.policy().on(today)["hi.rate"]
    value = replace(shipped, start=today, until=None, cite=Cite("Quyết định tập 1/QĐ-UBND"))
    for one in (practice, register):
        with one.change("Ghi văn bản"):
            one.policies.add_value(value)
    made_up, real = tmp_path / "tap.toml", tmp_path / "that.toml"
    export_values(practice, made_up, day=today)
    export_values(register, real, day=today)
    with pytest.raises(StorageError, match="practice_list"):
        received_values(made_up, register)
    assert received_values(made_up, practice)
    assert received_values(real, practice)
    assert received_values(real, register)
