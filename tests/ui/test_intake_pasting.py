"""A table copied in a spreadsheet goes through the same review as a file."""

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from storage import Register
from ui.screens.intake import IntakeScreen
from ui.session import Session

TABLE = (
    "STT\tHọ và tên\tNgày sinh\tGiới tính\tSố CCCD\tThôn\n"
    "1\tMai Thị Lành\t05/08/1979\tNữ\t038179004412\tThôn Đông\n"
    "2\tVi Văn Tuất\t31/02/1976\tNam\t038076001206\tThôn Đông\n"
)


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> IntakeScreen:
    made = IntakeScreen(session)
    qtbot.addWidget(made)
    made.resize(1182, 692)
    made.show()
    return made


def test_a_table_is_reviewed_and_written(screen: IntakeScreen, register: Register) -> None:
    QGuiApplication.clipboard().setText(TABLE)
    screen.paste()
    numbers = {
        key: button.counter.number for key, button in screen.review.counters._buttons.items()
    }
    assert (numbers["added"], numbers["rejected"]) == (1, 1)
    assert register.people.count() == 0
    screen.paste()  # one list at a time: what is under review stays
    assert screen.pages.currentWidget() is screen.review
    screen.write.trigger()
    assert [person.name for person in register.people.list()] == ["Mai Thị Lành"]
    assert register.imports.list()[0].file == "Dán từ Excel"


@pytest.mark.parametrize("text", ["", "Mai Thị Lành", "một dòng\thai ô", "hai\ndòng"])
def test_what_is_no_table_is_said(screen: IntakeScreen, session: Session, text: str) -> None:
    told: list[str] = []
    session.told.connect(lambda said, _tone: told.append(said))
    QGuiApplication.clipboard().setText(text)
    screen.paste()
    assert told[0].startswith("Chưa có bảng nào để dán.")
    assert screen.pages.currentWidget() is screen.choosing
