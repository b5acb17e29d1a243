"""Thiết lập › Thôn: renamed, joined, split and walked with the keyboard; nobody is lost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from storage.sample import make_sample
from storage.village_borders import households_of
from tests.ui.keyboard import press
from ui.screens.settings import SettingsScreen
from ui.screens.settings.village_join import JoinDialog
from ui.screens.settings.village_name import VillageDialog
from ui.screens.settings.village_split import SplitDialog
from ui.screens.settings.village_walk import WalkDialog
from ui.screens.settings.villages import VillagesPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from storage.villages import Village
    from ui.session import Session

TODAY = date(2026, 11, 21)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def villages(session: Session) -> tuple[Village, ...]:
    make_sample(session.register, people=120, seed=1, on=TODAY)
    return session.register.villages.all()


@pytest.fixture
def page(qtbot: QtBot, session: Session, villages: tuple[Village, ...]) -> VillagesPage:
    screen = SettingsScreen(session)
    qtbot.addWidget(screen)
    screen.resize(1182, 620)
    screen.show()
    screen.list.select_id("villages")
    found = screen.pages["villages"]
    assert isinstance(found, VillagesPage)
    found.screen_kept = screen  # type: ignore[attr-defined]  # else Python lets go of it
    return found


def names(session: Session) -> list[str]:
    return [one.name for one in session.register.villages.all()]


def totals(session: Session) -> tuple[int, int]:
    all_ = session.register.villages.all()
    return sum(one.households for one in all_), sum(one.people for one in all_)


def test_the_old_name_is_kept_beside_the_new_one(
    qtbot: QtBot, session: Session, villages: tuple[Village, ...], page: VillagesPage
) -> None:
    dialog = VillageDialog(session, villages[0])
    qtbot.addWidget(dialog)
    dialog.name.set_text("Thôn Cầu Treo")
    dialog.others.set_text("Xóm Cầu ; Khu 9;")
    dialog.filled.click()
    register = session.register
    for name in (villages[0].name, "xóm cầu", "Khu 9", "Thôn Cầu Treo"):
        assert register.villages.find(name) == villages[0].id
    assert page.model.index(0, 2).data().split(", ") == ["Khu 9", villages[0].name, "Xóm Cầu"]
    assert page.trace.text.text() == "Sửa lần cuối: Người Thử, 08:31 21/11/2026"
    session.undo()
    assert register.villages.find("Khu 9") is None


def test_another_name_that_is_a_village_is_refused_beside_the_field(
    qtbot: QtBot, session: Session, villages: tuple[Village, ...]
) -> None:
    dialog = VillageDialog(session, villages[0])
    qtbot.addWidget(dialog)
    dialog.others.set_text(villages[1].name)
    dialog.filled.click()
    assert dialog.name.state == "error"
    assert session.register.villages.other_names() == {}


def test_joining_says_first_what_it_would_move(
    qtbot: QtBot, session: Session, villages: tuple[Village, ...]
) -> None:
    gone, kept, *_ = villages
    dialog = JoinDialog(session, gone)
    qtbot.addWidget(dialog)
    before = totals(session)
    dialog.kept.set_value(kept.id)
    dialog.kept.changed.emit()
    homes = dialog.model.rows()[0]
    assert homes[1:] == (
        str(gone.households),
        str(kept.households),
        str(gone.households + kept.households),
    )
    assert "có ở cả hai thôn" in dialog.same.text()
    assert "Tổng số của xã không đổi" in dialog.name_kept.text()
    dialog.filled.click()
    assert gone.name not in names(session)
    assert session.register.villages.find(gone.name) == kept.id
    assert totals(session) == before
    assert session.register.changes(limit=1)[0].what == f"Nhập {gone.name} vào {kept.name}"
    session.undo()
    assert names(session) == [one.name for one in villages]


def test_a_join_needs_the_village_that_stays(
    qtbot: QtBot, session: Session, villages: tuple[Village, ...]
) -> None:
    dialog = JoinDialog(session, villages[0])
    qtbot.addWidget(dialog)
    dialog.filled.click()
    assert dialog.kept.state == "error"
    assert names(session) == [one.name for one in villages]


def test_a_village_is_split_by_numbers_with_the_keyboard(
    qtbot: QtBot, session: Session, villages: tuple[Village, ...]
) -> None:
    old = villages[0]
    before = totals(session)
    dialog = SplitDialog(session, old)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.name.set_text("Thôn Đồi Chè")
    dialog.first.set_text("2")
    dialog.last.set_text("4")
    press(dialog.last.line, Qt.Key.Key_Return)
    assert len(dialog.model.checked()) == 3
    assert dialog.told.text().startswith("Thôn mới 3 hộ")
    dialog.table.select_id(dialog.model.checked()[0].id)
    press(dialog.table, Qt.Key.Key_Space)
    assert len(dialog.model.checked()) == 2
    press(dialog, Qt.Key.Key_Return)
    assert len(names(session)) == len(villages)
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert names(session)[:2] == [old.name, "Thôn Đồi Chè"]
    assert totals(session) == before
    new = session.register.villages.find("Thôn Đồi Chè")
    assert new is not None
    assert [home.number_value for home in households_of(session.register, new)] == [3, 4]


def test_a_split_says_what_it_lacks(
    qtbot: QtBot, session: Session, villages: tuple[Village, ...]
) -> None:
    dialog = SplitDialog(session, villages[0])
    qtbot.addWidget(dialog)
    dialog.filled.click()
    assert dialog.name.state == "error"
    dialog.name.set_text("Thôn Đồi Chè")
    dialog.filled.click()
    assert dialog.name.message.text().startswith("Chưa chọn hộ nào")
    dialog.by.set_value("walk")
    dialog.last.set_text("1")
    dialog.mark.click()
    dialog.name.set_text(villages[1].name)
    dialog.filled.click()
    assert "Đã có thôn" in dialog.name.message.text()
    assert names(session) == [one.name for one in villages]


def show_active(dialog: WalkDialog) -> None:
    """Show a dialog whose shortcuts are then heard."""
    dialog.show()
    dialog.activateWindow()
    QApplication.processEvents()


def test_households_are_put_in_order_and_numbered_anew(
    qtbot: QtBot, session: Session, villages: tuple[Village, ...]
) -> None:
    before = [home.id for home in households_of(session.register, villages[0].id)]
    dialog = WalkDialog(session, villages[0])
    qtbot.addWidget(dialog)
    show_active(dialog)
    QTest.keyClick(dialog.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    dialog.table.select_id(before[3])
    dialog.to.set_text("1")
    press(dialog.to.line, Qt.Key.Key_Return)
    order = [before[3], before[1], before[0], before[2], *before[4:]]
    assert [home.id for home in dialog.model.rows()] == order
    assert dialog.model.index(0, 0).data() == "1"
    press(dialog, Qt.Key.Key_Return)
    assert [home.id for home in households_of(session.register, villages[0].id)] == before
    press(dialog, Qt.Key.Key_Return, CTRL)
    walked = households_of(session.register, villages[0].id)
    assert [home.id for home in walked] == order
    assert [home.walk_order for home in walked] == list(range(1, len(order) + 1))
    again = WalkDialog(session, villages[0])
    qtbot.addWidget(again)
    show_active(again)
    QTest.keyClick(again.table, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    again.filled.click()
    numbers = [home.number_value for home in households_of(session.register, villages[0].id)]
    assert numbers == sorted(numbers, key=lambda n: n or 0)


def test_a_village_is_dragged_to_its_place(
    session: Session, villages: tuple[Village, ...], page: VillagesPage
) -> None:
    table = page.table
    height = table.rowHeight(0)
    port = table.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(90, height // 2))
    for step in (height, 2 * height, len(villages) * height + 4):
        QTest.mouseMove(port, QPoint(90, step))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(90, len(villages) * height + 4))
    assert names(session) == [*[one.name for one in villages[1:]], villages[0].name]
    session.undo()
    assert names(session) == [one.name for one in villages]


def test_a_press_without_a_drag_moves_nothing(
    session: Session, villages: tuple[Village, ...], page: VillagesPage
) -> None:
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(90, 5))
    assert names(session) == [one.name for one in villages]
    assert page.table.current_id() == villages[0].id


def test_only_an_empty_village_can_be_deleted(
    session: Session, villages: tuple[Village, ...], page: VillagesPage
) -> None:
    page.table.select_id(villages[0].id)
    assert not page.delete.isEnabled()
    with session.change("Thêm thôn"):
        empty = session.register.villages.add("Thôn Trống")
    page.table.select_id(empty)
    assert page.delete.isEnabled()
    assert not page.walk.isEnabled()
    page.delete.trigger()
    assert names(session) == [one.name for one in villages]
    session.undo()
    assert names(session)[-1] == "Thôn Trống"


def test_a_village_where_somebody_worked_stays_and_says_why(
    session: Session, villages: tuple[Village, ...], page: VillagesPage
) -> None:
    with session.change("Thêm thôn"):
        empty = session.register.villages.add("Thôn Trống")
        session.register.staff.add(name="Vi Văn Tuất", roles=("helper",), village_id=empty)
    told: list[str] = []
    session.told.connect(lambda text, _tone: told.append(text))
    page.table.select_id(empty)
    page.delete.trigger()
    assert names(session)[-1] == "Thôn Trống"
    assert "1 người làm việc" in told[0]
