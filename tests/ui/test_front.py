"""Before a register is open: choosing the commune, the password, and every other way in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from storage import Register, open_register
from storage.backup import backup
from storage.protection import is_protected, make_keys
from storage.sample.practice import PEOPLE
from tests.ui.keyboard import press, type_text
from ui.front.window import FrontWindow
from ui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def clock() -> datetime:
    return datetime(2026, 11, 21, 8, 0).astimezone()


@pytest.fixture
def opened() -> Iterator[list[tuple[Register, bytes | None, bool]]]:
    found: list[tuple[Register, bytes | None, bool]] = []
    yield found
    for register, _key, _new in found:
        register.close()


@pytest.fixture
def front(
    qtbot: QtBot, tmp_path: Path, opened: list[tuple[Register, bytes | None, bool]]
) -> FrontWindow:
    window = FrontWindow(
        clock=clock, settings=Settings(tmp_path / "settings.json"), folder=tmp_path / "so"
    )
    qtbot.addWidget(window)
    window.ready.connect(lambda *facts: opened.append(facts))
    window.show()
    return window


def choose_cam_thach(front: FrontWindow) -> None:
    type_text(front.welcome.commune.line, "cam thach")
    press(front.welcome.commune.line, Qt.Key.Key_Return)
    type_text(front.welcome.actor.line, "Mai Thị Lành")
    press(front.welcome.actor.line, Qt.Key.Key_Return)
    press(front.welcome.place.line, Qt.Key.Key_Return)


def test_a_new_register_is_made_with_the_keyboard_alone(
    front: FrontWindow,
    tmp_path: Path,
    opened: list[tuple[Register, bytes | None, bool]],
) -> None:
    choose_cam_thach(front)
    assert front.stack.currentWidget() is front.password
    for field in (front.password.first, front.password.again):
        type_text(field.line, "mười hai con giáp")
        press(field.line, Qt.Key.Key_Return)
    register, key, new = opened[0]
    assert new
    assert key is not None
    assert register.path == tmp_path / "so" / "cam-thach.sas"
    assert is_protected(register.path)
    office = register.office.get()
    assert (office.commune_code, office.commune) == ("15142", "Xã Cẩm Thạch")
    assert office.province_code == "38"
    assert [member.name for member in register.staff.all("clerk")] == ["Mai Thị Lành"]
    assert register.actor == "Mai Thị Lành"
    assert register.undoable() is None


def test_a_register_may_be_made_without_a_password(
    front: FrontWindow, opened: list[tuple[Register, bytes | None, bool]]
) -> None:
    choose_cam_thach(front)
    front.password.decided.emit("")
    assert opened[0][1] is None
    assert not is_protected(opened[0][0].path)


def test_two_different_passwords_make_nothing(
    front: FrontWindow, opened: list[tuple[Register, bytes | None, bool]]
) -> None:
    choose_cam_thach(front)
    type_text(front.password.first.line, "mat khau mot")
    type_text(front.password.again.line, "mat khau hai")
    press(front.password.again.line, Qt.Key.Key_Return)
    assert front.password.again.message.text() == ("Hai lần gõ chưa giống nhau. Gõ lại lần hai.")
    assert opened == []


def test_without_a_commune_the_page_says_what_to_do(front: FrontWindow) -> None:
    type_text(front.welcome.office.line, "UBND xã")
    type_text(front.welcome.actor.line, "Mai Thị Lành")
    type_text(front.welcome.place.line, str(front.folder / "x.sas"))
    front.welcome.next.click()
    assert front.stack.currentWidget() is front.welcome
    assert front.welcome.problem.text().startswith("Chưa chọn xã, phường")


def test_an_existing_file_is_never_written_over(
    front: FrontWindow, opened: list[tuple[Register, bytes | None, bool]]
) -> None:
    front.folder.mkdir()
    (front.folder / "cam-thach.sas").write_bytes(b"work of years")
    choose_cam_thach(front)
    assert front.stack.currentWidget() is front.welcome
    assert front.welcome.place.message.text().startswith("Ở đó đã có một sổ.")
    assert (front.folder / "cam-thach.sas").read_bytes() == b"work of years"
    assert opened == []


def test_the_practice_register_opens_at_once_and_again(
    front: FrontWindow, opened: list[tuple[Register, bytes | None, bool]]
) -> None:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(front.welcome.commune.line, Qt.Key.Key_B, held)
    assert opened[0][0].people.count() == PEOPLE
    assert opened[0][0].practice
    opened[0][0].close()
    front.welcome.practice_asked.emit()
    assert opened[1][0].people.count() == PEOPLE


def test_a_protected_register_shows_nothing_until_its_password_is_right(
    front: FrontWindow,
    tmp_path: Path,
    opened: list[tuple[Register, bytes | None, bool]],
) -> None:
    path = tmp_path / "khoa.sas"
    open_register(path, make_keys(path, "đúng mật khẩu"), clock=clock, create=True).close()
    front.open_path(path)
    assert front.stack.currentWidget() is front.unlock
    type_text(front.unlock.field.line, "sai mật khẩu")
    press(front.unlock.field.line, Qt.Key.Key_Return)
    assert front.unlock.field.state == "error"
    assert opened == []
    front.unlock.field.line.clear()
    type_text(front.unlock.field.line, "đúng mật khẩu")
    press(front.unlock.field.line, Qt.Key.Key_Return)
    assert opened[0][0].path == path


def test_a_protected_backup_is_restored_with_its_password(
    front: FrontWindow,
    tmp_path: Path,
    opened: list[tuple[Register, bytes | None, bool]],
) -> None:
    path = tmp_path / "goc.sas"
    key = make_keys(path, "đúng mật khẩu")
    with open_register(path, key, clock=clock, create=True) as register, register.change("Thôn"):
        register.villages.add("Thôn Đông")
    copy = backup(path, tmp_path / "sao luu", clock(), key=key)
    front.restore_copy(copy)
    type_text(front.unlock.field.line, "đúng mật khẩu")
    press(front.unlock.field.line, Qt.Key.Key_Return)
    assert [village.name for village in opened[0][0].villages.all()] == ["Thôn Đông"]
    assert opened[0][0].path.parent == front.folder


def test_a_file_that_is_no_register_ends_in_one_sentence(
    front: FrontWindow, tmp_path: Path, opened: list[tuple[Register, bytes | None, bool]]
) -> None:
    other = tmp_path / "anh.sas"
    other.write_bytes(b"\x89PNG" + b"0" * 4092)
    front.open_path(other)
    assert "anh.sas" in front.banner.text()
    assert opened == []
