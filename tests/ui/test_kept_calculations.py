"""A kept calculation in the household's record: seen, opened in the calculator, taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from rules.vsi.case import VsiCase, vsi_result
from rules.vsi.contribution import PayerClass
from storage import Register
from tests.ui.keyboard import press
from ui.queries import Query
from ui.screens.households.kept_dialog import KeptDialog
from ui.screens.households.screen import HouseholdsScreen
from ui.session import Session

TODAY = date(2026, 11, 21)


def keep(register: Register, household: str, person: str | None, **other: Any) -> str:
    asked = {
        "name": "Nguyễn Thị Mẫu",
        "sex": "female",
        "born": PartialDate(1984, 8, 17),
        "payer_class": PayerClass.NEAR_POOR,
        "income": 2_000_000,
        "method": "6",
        "on": TODAY,
        **other,
    }
    case = VsiCase(**asked)
    with register.change("Đưa cách tính vào phiếu hộ"):
        return register.calculations.keep(
            case,
            household_id=household,
            person_id=person,
            answer=vsi_result(register.policies.policy(), case),
        )


@pytest.fixture
def home(register: Register) -> tuple[str, str]:
    """A household with one person."""
    with register.change("Lập sổ"):
        household = register.households.add(village_id=register.villages.add("Bến Đò"))
        person = register.people.add(
            household_id=household,
            name="Nguyễn Thị Mẫu",
            sex="female",
            born=PartialDate(1984, 8, 17),
            relation="head",
        )
    return household, person


@pytest.fixture
def screen(qtbot: QtBot, session: Session, home: tuple[str, str]) -> HouseholdsScreen:
    keep(session.register, *home)
    made = HouseholdsScreen(session)
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.show()
    made.reload()
    return made


def answer(qtbot: QtBot, press_what: Callable[[KeptDialog], None]) -> list[KeptDialog]:
    """Answer the next dialog; the list holds it afterwards."""
    seen: list[KeptDialog] = []

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, KeptDialog)
        seen.append(dialog)
        press_what(dialog)

    QTimer.singleShot(0, act)
    return seen


# 40 % × 22 % × 1,500,000 × 6 of 2,640,000 is borne by the state (Decree 159/2025/NĐ-CP, Article 5).
def test_it_stands_in_the_time_line(screen: HouseholdsScreen) -> None:
    told = screen.record.timeline.happenings()[0]
    assert told.title == "Tính thử · Bà Mẫu"
    assert told.detail.startswith("2.000.000, đóng 6 tháng, còn phải đóng 1.848.000.")
    assert "Lương hưu 1.020.000 từ 09/2044." in told.detail
    assert told.opens


def test_enter_opens_it_and_the_calculator(
    qtbot: QtBot, screen: HouseholdsScreen, session: Session, home: tuple[str, str]
) -> None:
    asked: list[Query] = []
    session.asked.connect(asked.append)
    timeline = screen.record.timeline
    timeline.setFocus()
    timeline.setCurrentIndex(timeline.model().index(0, 0))
    seen = answer(qtbot, lambda dialog: dialog.filled.click())
    press(timeline, Qt.Key.Key_Return)
    assert seen[0].windowTitle() == "Còn phải đóng 1.848.000 đồng, đóng 6 tháng"
    assert seen[0].strip.text() == ""
    assert seen[0].steps.model().rowCount() > 3
    assert asked == [Query("benefits", home[1], facts={"household": home[0]})]


def test_the_menu_prints_the_latest(
    qtbot: QtBot, screen: HouseholdsScreen, session: Session, home: tuple[str, str]
) -> None:
    asked: list[Query] = []
    session.asked.connect(asked.append)
    assert screen.kept_action.isEnabled()
    answer(qtbot, lambda dialog: dialog.print_it.click())
    screen.kept_action.trigger()
    facts = {"document": "benefit-sheet", "household": home[0]}
    assert asked == [Query("printing", facts=facts)]


def test_it_is_taken_back_and_comes_again(
    qtbot: QtBot, screen: HouseholdsScreen, session: Session, home: tuple[str, str]
) -> None:
    session.changed.connect(lambda _changed: screen.reload())
    answer(qtbot, lambda dialog: dialog.take_back.click())
    screen.kept_action.trigger()
    assert session.register.calculations.of_household(home[0]) == ()
    assert screen.record.timeline.happenings() == ()
    assert not screen.kept_action.isEnabled()
    session.undo()
    assert len(screen.record.timeline.happenings()) == 1


def test_closing_it_leaves_everything(
    qtbot: QtBot, screen: HouseholdsScreen, session: Session, home: tuple[str, str]
) -> None:
    answer(qtbot, lambda dialog: dialog.cancel.click())
    screen.kept_action.trigger()
    assert len(session.register.calculations.of_household(home[0])) == 1


@pytest.mark.parametrize(
    ("start", "line", "said"),
    [
        (date(2026, 11, 1), "1800000", "hôm nay cách đóng này là 1.689.600 đồng."),
        (date(2026, 11, 1), "2500000", "thấp hơn mức thấp nhất 2.500.000 đồng"),
        (date(2026, 12, 1), "1800000", "mở ở Quyền lợi để tính lại."),
    ],
)
def test_it_says_that_the_law_has_changed(
    qtbot: QtBot, screen: HouseholdsScreen, session: Session, start: date, line: str, said: str
) -> None:
    with session.change("Thêm chuẩn nghèo"):
        session.register.policies.add(
            "poverty_line.rural", line, unit="dong", start=start, document="NĐ 1"
        )
    seen = answer(qtbot, lambda dialog: dialog.cancel.click())
    screen.kept_action.trigger()
    assert said in seen[0].strip.text()


def test_one_about_nobody_of_the_register_is_told_by_its_name(
    qtbot: QtBot, screen: HouseholdsScreen, session: Session, home: tuple[str, str]
) -> None:
    keep(session.register, home[0], None, name="", sex=None, born=None, on=date(2026, 11, 22))
    keep(session.register, home[0], None, name="Lò Thị Khác", on=date(2026, 11, 23))
    screen.reload()
    titles = [one.title for one in screen.record.timeline.happenings()]
    assert titles == ["Tính thử · Lò Thị Khác", "Tính thử", "Tính thử · Bà Mẫu"]


def test_only_what_opens_opens(screen: HouseholdsScreen, qtbot: QtBot) -> None:
    opened: list[str] = []
    timeline = screen.record.timeline
    timeline.opened.disconnect(screen.show_kept)
    timeline.opened.connect(opened.append)
    index = timeline.model().index(0, 0)
    middle = timeline.visualRect(index).center()
    qtbot.mouseMove(timeline.viewport(), middle)
    qtbot.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert opened == [timeline.happenings()[0].id]
    press(timeline, Qt.Key.Key_Down)
    timeline.setCurrentIndex(timeline.rootIndex())
    press(timeline, Qt.Key.Key_Return)
    assert len(opened) == 1
