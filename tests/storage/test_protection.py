"""A password wraps the key; the register itself never sees it."""

import json
from pathlib import Path
from typing import Any

import pytest

from storage import StorageError, open_register, protection


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protection, "_COST", {"n": 2**10, "r": 8, "p": 1})


def test_a_protected_register_opens_with_its_password_only(path: Path, clock: Any) -> None:
    assert not protection.is_protected(path)
    key = protection.make_keys(path, "mật khẩu")
    assert protection.is_protected(path)
    with (
        open_register(path, key, clock=clock, create=True) as register,
        register.change("Thêm"),
    ):
        register.villages.add("Thôn Kín")
    with open_register(path, protection.unlock(path, "mật khẩu"), clock=clock) as register:
        assert register.villages.all()[0].name == "Thôn Kín"
    with pytest.raises(StorageError, match="wrong_password"):
        protection.unlock(path, "mat khau")


def test_the_same_letters_composed_otherwise_are_the_same_password(path: Path) -> None:
    key = protection.make_keys(path, "m\u1ead t")
    assert protection.unlock(path, "ma\u0323\u0302 t") == key


def test_changing_the_password_keeps_the_key(path: Path) -> None:
    key = protection.make_keys(path, "cũ")
    with pytest.raises(StorageError, match="wrong_password"):
        protection.change_password(path, "sai", "mới")
    protection.change_password(path, "cũ", "mới")
    assert protection.unlock(path, "mới") == key
    with pytest.raises(StorageError, match="wrong_password"):
        protection.unlock(path, "cũ")


def test_keys_are_not_made_twice_nor_without_a_password(path: Path) -> None:
    with pytest.raises(StorageError, match="empty_password"):
        protection.make_keys(path, "")
    assert not protection.is_protected(path)
    protection.make_keys(path, "a")
    with pytest.raises(StorageError, match="already_protected"):
        protection.make_keys(path, "b")


def test_no_such_account(path: Path) -> None:
    protection.make_keys(path, "a")
    with pytest.raises(StorageError, match="wrong_password"):
        protection.unlock(path, "a", account="Thu")


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"entries": []}', '{"entries": {"": {}}}'])
def test_a_broken_key_file_is_said_to_be(path: Path, content: str) -> None:
    protection.keys_path(path).write_text(content, encoding="utf-8")
    with pytest.raises(StorageError) as failure:
        protection.unlock(path, "a")
    assert failure.value.code == "no_keys"
    assert failure.value.facts == {"file": "so.sas.keys"}


def test_neither_password_nor_key_stands_in_the_file(path: Path) -> None:
    key = protection.make_keys(path, "bí mật")
    text = protection.keys_path(path).read_text(encoding="utf-8")
    assert "bí mật" not in text
    assert key.hex() not in text
    assert list(json.loads(text)["entries"]) == [""]
    assert not list(path.parent.glob("*.new"))


def test_a_folder_that_is_not_there(path: Path) -> None:
    with pytest.raises(StorageError, match="cannot_open"):
        protection.make_keys(path / "so.sas", "a")
