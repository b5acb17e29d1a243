"""What window tests share: the program's look, and a register in a folder of its own."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storage import Register, open_register
from tests.ui import keyboard
from ui.jobs import InlineJobs
from ui.language import speak_vietnamese
from ui.session import Session
from ui.settings import Settings
from ui.style import prepare

NOW = datetime(2026, 11, 21, 8, 31).astimezone()


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    prepare(qapp, "light")
    speak_vietnamese(qapp)
    return qapp


@pytest.fixture
def type_text(qapp: QApplication) -> Callable[[QWidget, str], None]:
    return keyboard.type_text


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    path = tmp_path / "register.sas"
    with open_register(path, clock=lambda: NOW, create=True, actor="Người Thử") as opened:
        yield opened


@pytest.fixture
def session(qtbot: QtBot, register: Register, tmp_path: Path) -> Session:
    jobs = InlineJobs(lambda: open_register(register.path, clock=lambda: NOW, actor="Người Thử"))
    settings = Settings(tmp_path / "window.json")
    return Session(register, clock=lambda: NOW, jobs=jobs, settings=settings)
