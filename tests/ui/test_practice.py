"""The practice register: one press opens it, every screen says so, it never hides the real one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from storage import Register, open_register
from storage.practice import LINE, MARK
from tests.ui.keyboard import type_text
from ui.app import Program
from ui.cell_line import CellLine
from ui.copying import copy_rows, is_of_practice
from ui.dialogs import Dialog
from ui.lists import RecordList
from ui.practice import mark_window, practice_refused
from ui.queries import Query
from ui.screens.intake.dropping import DropScreen
from ui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.window import Window

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def clock() -> datetime:
    return datetime(2026, 11, 21, 8, 0).astimezone()


@pytest.fixture
def real(tmp_path: Path) -> Path:
    path = tmp_path / "so" / "xa-mau.sas"
    path.parent.mkdir()
    with open_register(path, clock=clock, create=True) as register, register.change("Lập sổ"):
        register.office.save(commune="Xã Mẫu", commune_code="15142", name="UBND xã Mẫu")
        register.staff.add(name="Mai Thị Lành", roles=("clerk",))
    return path


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, real: Path) -> Iterator[Program]:
    made = Program(clock=clock, settings=Settings(tmp_path / "settings.json"), folder=real.parent)
    qtbot.addWidget(made.front)
    made.start(real)
    yield made
    if made.window is not None:
        made.window.close()
        made.window.session.register.close()


def window_of(program: Program) -> Window:
    assert program.window is not None
    return program.window


def register_of(program: Program) -> Register:
    return window_of(program).session.register


def press_held(program: Program, key: Qt.Key) -> None:
    """Press a key with Ctrl and Shift in the window that is open now."""
    window_of(program).activateWindow()
    QApplication.processEvents()
    QTest.keyClick(window_of(program), key, CTRL_SHIFT)


def test_one_press_opens_it_and_one_goes_back(program: Program, real: Path) -> None:
    assert not register_of(program).practice
    press_held(program, Qt.Key.Key_B)
    practice = register_of(program)
    assert practice.practice
    assert practice.path == real.with_name("ban-tap.sas")
    assert practice.office.get().commune == "Xã Mẫu"
    assert not program.front.isVisible()
    press_held(program, Qt.Key.Key_B)
    assert register_of(program).path == real
    assert not register_of(program).practice


def test_the_next_day_begins_with_the_real_register(
    qtbot: QtBot, program: Program, real: Path
) -> None:
    window_of(program).session.other_register.emit("open")
    window_of(program).session.other_register.emit("real")
    window_of(program).session.other_register.emit("open")
    assert program.settings.get("register") == str(real)


def test_it_is_thrown_away_and_made_anew_with_one_press(program: Program) -> None:
    window_of(program).session.other_register.emit("open")
    first = register_of(program)
    with first.change("Tập"):
        first.villages.add("Thôn Tập")
    before = first.connection.value("SELECT value FROM register_facts WHERE key = 'register'")
    press_held(program, Qt.Key.Key_M)
    again = register_of(program)
    assert again.practice
    assert again.villages.find("Thôn Tập") is None
    assert again.office.get().commune == "Xã Mẫu"
    assert before != again.connection.value(
        "SELECT value FROM register_facts WHERE key = 'register'"
    )


def test_every_screen_and_dialog_says_so(qtbot: QtBot, program: Program) -> None:
    real = window_of(program)
    assert chips(real) == []
    assert MARK not in real.windowTitle()
    real.session.other_register.emit("open")
    window = window_of(program)
    for place in window.places:
        window.go(place.key)
        assert window.windowTitle().startswith(f"{MARK} – ")
        assert [chip.isVisible() for chip in chips(window)] == [True]
    window.show_help()
    assert chips(window)[0].isVisible()
    dialog = Dialog("Ghi kết quả", parent=window)
    assert dialog.windowTitle() == f"{MARK} – Ghi kết quả"
    assert len(chips(dialog)) == 1


def chips(widget: Window | Dialog) -> list[QLabel]:
    found = (one for one in widget.findChildren(QLabel) if one.property("role") == "practice")
    return [one for one in found if isinstance(widget, Dialog) or one.isVisible()]


def test_the_search_box_offers_the_ways(program: Program) -> None:
    assert "Mở bản tập" in offered(window_of(program), "mở bản tập")
    window_of(program).session.other_register.emit("open")
    wanted = "Bỏ bản tập này, làm bản mới"
    assert wanted in offered(window_of(program), "bỏ bản tập này")


def offered(window: Window, text: str) -> list[str]:
    window.search.line.clear()
    type_text(window.search.line, text)
    return [found.title for found in window.search.results()]


def test_a_screen_that_keeps_the_clerk_keeps_the_register(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = window_of(program)
    monkeypatch.setattr(window.stack.currentWidget(), "leave", lambda: False)
    window.session.other_register.emit("open")
    assert window_of(program) is window
    assert not register_of(program).practice


def test_a_file_of_that_name_that_is_no_practice_register_stays(
    program: Program, real: Path
) -> None:
    other = real.with_name("ban-tap.sas")
    open_register(other, clock=clock, create=True).close()
    window_of(program).session.other_register.emit("fresh")
    assert program.window is None
    assert "không phải là bản tập" in program.front.banner.text()
    program.front.open_practice()
    assert "không phải là bản tập" in program.front.banner.text()
    assert other.exists()


@pytest.mark.parametrize("every", [True, False])
def test_rows_copied_from_it_are_pasted_into_no_real_register(
    qtbot: QtBot, program: Program, every: bool
) -> None:
    window_of(program).session.other_register.emit("open")
    window = window_of(program)
    window.go("households")
    listed = next(one for one in window.findChildren(RecordList) if one.isVisible())
    for key in (Qt.Key.Key_A, Qt.Key.Key_C) if every else (Qt.Key.Key_C,):
        QTest.keyClick(listed, key, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith(LINE) == every
    assert is_of_practice()
    window.go("intake")
    screen = window.screens["intake"]
    assert isinstance(screen, DropScreen)
    told: list[str] = []
    window.session.told.connect(lambda text, _tone: told.append(text))
    screen.paste()
    assert practice_refused() not in told

    window.session.other_register.emit("real")
    window = window_of(program)
    window.session.told.connect(lambda text, _tone: told.append(text))
    window.go("intake")
    window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert told[-1] == practice_refused()
    window.open(Query("entry"))
    line = window.findChild(CellLine)
    assert line is not None
    line.show()
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (told.count(practice_refused()), line.text()) == (2, "")


def test_rows_copied_from_it_are_typed_into_it(qtbot: QtBot) -> None:
    around = QLabel()
    qtbot.addWidget(around)
    mark_window(around)
    line = CellLine(around)
    copy_rows(("Họ và tên", "Giới tính"), [("Mai Thị Lành", "Nữ")], practice=True)
    with qtbot.waitSignal(line.pasted) as heard:
        QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert heard.args == ["Họ và tên\tGiới tính\nMai Thị Lành\tNữ"]
