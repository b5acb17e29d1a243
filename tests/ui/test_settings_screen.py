"""Thiết lập: what the office sets up is journaled, used at once, and taken back by undo."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from storage import StorageError, open_register, protection
from storage.sample import make_sample
from tests.ui.keyboard import press
from ui.buttons import Button
from ui.front.window import FrontWindow
from ui.screens.settings import SettingsScreen
from ui.screens.settings.password import PasswordDialog
from ui.screens.settings.people import StaffDialog
from ui.screens.settings.safety import SafetyPage
from ui.screens.settings.villages import VillageDialog, VillagesPage
from ui.session import Session
from ui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

TODAY = date(2026, 11, 21)


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> SettingsScreen:
    make_sample(session.register, people=60, seed=1, on=TODAY)
    made = SettingsScreen(session)
    qtbot.addWidget(made)
    made.resize(1182, 620)
    made.show()
    return made


def test_the_office_is_saved_once_and_undone_as_one(
    screen: SettingsScreen, session: Session
) -> None:
    page = screen.pages["office"]
    before = session.register.office.get()
    page.form["hours"].set_text("sáng thứ Hai")  # type: ignore[attr-defined]
    page.save.click()  # type: ignore[attr-defined]
    assert session.register.office.get().hours == "sáng thứ Hai"
    session.undo()
    assert session.register.office.get() == before
    assert page.form["hours"].text() == before.hours  # type: ignore[attr-defined]


def test_an_office_without_a_name_is_not_saved(screen: SettingsScreen, session: Session) -> None:
    page = screen.pages["office"]
    page.form["name"].set_text("")  # type: ignore[attr-defined]
    page.save.click()  # type: ignore[attr-defined]
    assert session.register.office.get().name
    assert page.form["name"].state == "error"  # type: ignore[attr-defined]


def test_a_village_moves_with_its_keys_and_the_papers_follow(
    qtbot: QtBot, screen: SettingsScreen, session: Session
) -> None:
    screen.list.select_id("villages")
    page = screen.pages["villages"]
    assert isinstance(page, VillagesPage)
    with session.change("Thêm thôn"):
        session.register.villages.add("Thôn Đồi Chè")
    names = [village.name for village in session.register.villages.all()]
    page.table.select_id(session.register.villages.all()[-1].id)
    page.up.trigger()
    moved = [village.name for village in session.register.villages.all()]
    assert moved == [*names[:-2], names[-1], names[-2]]
    assert page.model.rows()[-2].name == "Thôn Đồi Chè"


def test_two_villages_of_one_name_are_refused_beside_the_field(
    qtbot: QtBot, screen: SettingsScreen, session: Session
) -> None:
    taken = session.register.villages.all()[0]
    dialog = VillageDialog(session, None)
    qtbot.addWidget(dialog)
    dialog.name.set_text(taken.name)
    before = len(session.register.villages.all())
    dialog.filled.click()
    assert len(session.register.villages.all()) == before
    assert dialog.name.state == "error"
    assert taken.name in dialog.name.message.text()


def test_somebody_at_work_needs_a_role(qtbot: QtBot, session: Session) -> None:
    dialog = StaffDialog(session, None)
    qtbot.addWidget(dialog)
    dialog.name.set_text("TỐNG THỊ MẬN")
    dialog.filled.click()
    assert dialog.problem.text().startswith("Chưa chọn việc")
    dialog.roles["collector"].setChecked(True)
    dialog.filled.click()
    assert "Tống Thị Mận" in [member.name for member in session.register.staff.all("collector")]


def test_a_backup_is_made_and_said(
    screen: SettingsScreen, session: Session, tmp_path: Path
) -> None:
    page = screen.pages["safety"]
    assert isinstance(page, SafetyPage)
    page.backup_into(tmp_path / "copies")
    copies = list((tmp_path / "copies").glob("*.sas"))
    assert len(copies) == 1
    assert copies[0].name in page.result.text()
    with open_register(copies[0], clock=session.clock) as copy:
        assert copy.people.count() == 60


def test_the_check_says_that_the_file_is_sound(screen: SettingsScreen) -> None:
    page = screen.pages["safety"]
    assert isinstance(page, SafetyPage)
    page.check_button.click()
    assert page.result.text() == "Tệp sổ nguyên vẹn."


def test_every_topic_is_reached_with_the_arrow_keys(qtbot: QtBot, screen: SettingsScreen) -> None:
    for key in list(screen.pages)[1:]:
        press(screen.list, Qt.Key.Key_Down)
        assert screen.stack.currentWidget() is screen.pages[key]
        assert not screen.in_policy


@pytest.fixture
def protected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, session: Session
) -> Iterator[Session]:
    """A session over a register with a password."""
    monkeypatch.setattr(protection, "_COST", {"n": 2**10, "r": 8, "p": 1})
    path = tmp_path / "kin.sas"
    key = protection.make_keys(path, "mười hai con giáp")
    with open_register(path, key, clock=session.clock, create=True) as register:
        register.actor = "Người Thử"
        yield Session(register, clock=session.clock, jobs=session.jobs, settings=session.settings)


def test_the_password_is_changed_and_what_is_wrong_is_said_at_its_field(
    qtbot: QtBot, protected: Session
) -> None:
    page = SafetyPage(protected)
    qtbot.addWidget(page)
    page.resize(800, 560)
    page.show()
    page.reload()
    assert page.change.isEnabled()
    said: list[tuple[str, str, str]] = []

    def type_it() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PasswordDialog)
        fields = (dialog.old, dialog.first, dialog.again)
        for old, first, again in (
            ("mười hai con giáp", "ngắn", "ngắn"),
            ("mười hai con giáp", "cá chép hóa rồng", "cá chép"),
            ("sai rồi", "cá chép hóa rồng", "cá chép hóa rồng"),
            ("mười hai con giáp", "cá chép hóa rồng", "cá chép hóa rồng"),
        ):
            for field, text in zip(fields, (old, first, again), strict=True):
                field.clear()
                field.set_text(text)
            dialog.filled.click()
            if dialog.isVisible():
                said.append(tuple(field.state for field in fields))  # type: ignore[arg-type]

    QTimer.singleShot(0, type_it)
    page.change.trigger()
    assert said == [("", "error", ""), ("", "", "error"), ("error", "", "")]
    assert "Đã đổi mật khẩu" in page.result.text()
    path = protected.register.path
    assert protection.unlock(path, "cá chép hóa rồng") == protected.register.connection.key
    with pytest.raises(StorageError, match="wrong_password"):
        protection.unlock(path, "mười hai con giáp")


def test_a_register_without_a_password_has_none_to_change(
    screen: SettingsScreen, session: Session
) -> None:
    page = screen.pages["safety"]
    assert isinstance(page, SafetyPage)
    page.reload()
    assert not page.change.isEnabled()
    assert "không mật khẩu" in page.locked.text()


def test_every_button_of_the_first_pages_says_its_key(qtbot: QtBot, tmp_path: Path) -> None:
    front = FrontWindow(
        clock=lambda: datetime(2026, 11, 21, 8, 0).astimezone(),
        settings=Settings(tmp_path / "front.json"),
        folder=tmp_path,
    )
    qtbot.addWidget(front)
    for page in (front.welcome, front.password, front.unlock):
        for button in page.findChildren(Button):
            assert button.shown_keys, button.text()
