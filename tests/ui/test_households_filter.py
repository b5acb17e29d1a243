"""Hộ gia đình by keys: conditions, kept filters, people, many households at once, paper, Excel."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from storage import Register
from storage.filters import Filter
from storage.visits import ResultInput
from tests.ui.keyboard import press
from ui.chips import PartChip
from ui.queries import Query
from ui.screens.households.kept_filters import KeptFiltersDialog, NameDialog
from ui.screens.households.many_dialog import ManyDialog
from ui.screens.households.screen import HouseholdsScreen
from ui.screens.printing import PrintingScreen
from ui.session import Session

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing", extend=True)
TODAY = date(2026, 11, 21)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Typer = Callable[[QWidget, str], None]


@pytest.fixture
def screen(qtbot: QtBot, session: Session, register: Register) -> HouseholdsScreen:
    with register.change("Lập sổ"):
        villages = register.villages.add("Thôn Đồi Sim"), register.villages.add("Thôn Bến Đò")
        register.staff.add(name="Lò Thị Dụ", roles=("collector",))
        people = (
            ("Lường Thị Mến", "female", "1950", "Mường", 0),
            ("Vi Văn Tuất", "male", "1980-04-02", None, 0),
            ("Tống Thị Mận", "female", "2001-05-06", None, 1),
        )
        for number, (name, sex, born, ethnic, place) in enumerate(people, start=1):
            home = register.households.add(village_id=villages[place], number=str(number))
            person = register.people.add(
                name=name,
                household_id=home,
                relation="head",
                sex="female" if sex == "female" else "male",
                born=PartialDate.parse(born),
                ethnic=ethnic,
                personal_id=f"03816500123{number}",
            )
            if number != 2:
                register.covers.add(
                    person, scheme="hi", known="not_covered", dated=date(2026, 1, 1)
                )
            else:
                register.visits.record(home, date(2026, 11, 1), results=[ResultInput("absent")])
    made = HouseholdsScreen(session)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    made.filter_action.trigger()
    return made


def line_of(screen: HouseholdsScreen) -> QLineEdit:
    line = screen.pane.bar.condition.box.lineEdit()
    assert line is not None
    return line


def add(screen: HouseholdsScreen, typed: str, type_text: Typer) -> None:
    """Type a condition and press Enter, which the list below takes where it is open."""
    line = line_of(screen)
    line.setFocus()
    type_text(line, typed)
    completer = screen.pane.bar.condition.box.completer()
    popup = completer.popup() if completer is not None else None
    press(popup if popup is not None and popup.isVisible() else line, Qt.Key.Key_Return)
    QApplication.processEvents()


def names(screen: HouseholdsScreen) -> list[str]:
    model = screen.pane.model
    return [str(model.index(number, 0).data()) for number in range(model.rowCount())]


def chips(screen: HouseholdsScreen) -> list[str]:
    return [chip.text() for chip in screen.pane.bar.chips.held() if isinstance(chip, PartChip)]


def counts(screen: HouseholdsScreen) -> list[str]:
    return [button.text() for button in screen.pane.bar.shown._buttons.values()]


@pytest.mark.parametrize(
    ("typed", "chip", "left"),
    [
        ("nu", "Nữ", ["Lường Thị Mến", "Tống Thị Mận"]),
        ("chua co bh", "Chưa có BHYT", ["Lường Thị Mến", "Tống Thị Mận"]),
        ("muong", "Dân tộc Mường", ["Lường Thị Mến"]),
        ("20-50", "Từ 20 đến 50 tuổi", ["Vi Văn Tuất", "Tống Thị Mận"]),
        ("60", "Từ 60 tuổi", ["Lường Thị Mến"]),
        ("da den", "Đã đến nhà", ["Vi Văn Tuất"]),
        ("1/11", "Đã đến nhà từ 01/11/2026", ["Vi Văn Tuất"]),
        ("ben do", "Thôn Bến Đò", ["Tống Thị Mận"]),
    ],
)
def test_a_condition_is_typed_and_the_list_follows(
    screen: HouseholdsScreen, type_text: Typer, typed: str, chip: str, left: list[str]
) -> None:
    add(screen, typed, type_text)
    assert chips(screen) == [chip]
    assert names(screen) == left
    assert line_of(screen).text() == ""
    assert counts(screen)[0] == f"Hộ {len(left)}"


def test_conditions_combine_and_are_taken_off_by_backspace_and_by_a_press(
    screen: HouseholdsScreen, type_text: Typer
) -> None:
    add(screen, "nu", type_text)
    add(screen, "chua co bh", type_text)
    add(screen, "chua ro bh", type_text)
    assert chips(screen) == ["Chưa có BHYT", "Chưa rõ BHYT", "Nữ"]
    assert screen.pane.only() == Filter(sex="female", hi=("not_covered", "unknown"))
    press(line_of(screen), Qt.Key.Key_Backspace)
    assert chips(screen) == ["Chưa có BHYT", "Chưa rõ BHYT"]
    first = screen.pane.bar.chips.held()[0]
    press(first, Qt.Key.Key_Delete)
    assert chips(screen) == ["Chưa rõ BHYT"]
    assert names(screen) == ["Vi Văn Tuất"]
    screen.lists.clear.trigger()
    assert len(names(screen)) == 3
    assert not screen.pane.bar.isVisible()


def test_what_nobody_could_mean_is_said(screen: HouseholdsScreen, type_text: Typer) -> None:
    add(screen, "mặt trăng", type_text)
    assert screen.pane.bar.condition.message.text() == "Không có điều kiện nào như vậy."
    press(line_of(screen), Qt.Key.Key_Escape)
    assert line_of(screen).text() == ""
    press(line_of(screen), Qt.Key.Key_Escape)
    assert screen.focusWidget() is screen.pane.list
    assert not screen.pane.bar.isVisible()


def test_people_are_listed_by_given_name_with_the_same_filter(
    screen: HouseholdsScreen, type_text: Typer
) -> None:
    add(screen, "nu", type_text)
    assert counts(screen) == ["Hộ 2", "Người 2"]
    screen.lists.people.trigger()
    model = screen.pane.people_model
    listed = [str(model.index(number, 0).data()) for number in range(model.rowCount())]
    assert listed == ["Tống Thị Mận", "Lường Thị Mến"]
    assert screen.focusWidget() is screen.pane.people
    assert screen.pane.count.text() == "2 người"
    assert screen.record.top.title.text() == "Hộ bà Tống Thị Mận"
    press(screen.pane.people, Qt.Key.Key_Down)
    assert screen.record.top.title.text() == "Hộ bà Lường Thị Mến"
    press(screen.pane.people, Qt.Key.Key_C, CTRL)
    assert "038165001231" in QGuiApplication.clipboard().text()
    screen.lists.people.trigger()
    assert screen.focusWidget() is screen.pane.list


def test_a_filter_is_kept_chosen_again_and_dropped(
    screen: HouseholdsScreen, session: Session, type_text: Typer
) -> None:
    told: list[str] = []
    session.told.connect(lambda text, _tone: told.append(text))
    screen.lists.keep.trigger()
    assert told[-1].startswith("Chưa lọc gì")
    add(screen, "nu", type_text)
    QTimer.singleShot(0, lambda: _name_filter("Các bà, các chị", type_text))
    screen.lists.keep.trigger()
    assert session.register.filters.named("các bà, các chị").filter == Filter(sex="female")
    screen.lists.clear.trigger()
    screen.filter_action.trigger()
    add(screen, "cac ba", type_text)
    assert chips(screen) == ["Nữ"]


def test_kept_filters_are_listed_renamed_dropped_taken_back_and_used(
    screen: HouseholdsScreen, session: Session, type_text: Typer
) -> None:
    filters = session.register.filters
    with session.change("Giữ bộ lọc"):
        filters.keep("Các bà", Filter(sex="female"))
        filters.keep("Cao tuổi", Filter(youngest=60))
    seen: list[list[str]] = []
    told: list[str] = []

    def names() -> list[str]:
        return [kept.name for kept in filters.all()]

    def work() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, KeptFiltersDialog)
        model = dialog.model
        seen.append([str(model.index(0, at).data()) for at in range(2)])
        QTimer.singleShot(0, lambda: _name_filter("Cao tuổi", type_text))
        dialog.rename.click()
        told.append(dialog.told.text())
        assert not dialog.back.isVisible()
        QTimer.singleShot(0, lambda: _name_filter("Các bà, các chị", type_text))
        dialog.rename.click()
        seen.append(names())
        dialog.remove.click()
        seen.append(names())
        dialog.back.click()
        seen.append(names())
        dialog.table.select_id(filters.named("Các bà, các chị").id)
        press(dialog.table, Qt.Key.Key_Return)

    QTimer.singleShot(0, work)
    screen.lists.kept.trigger()
    assert seen == [
        ["Các bà", "Nữ"],
        ["Các bà, các chị", "Cao tuổi"],
        ["Cao tuổi"],
        ["Các bà, các chị", "Cao tuổi"],
    ]
    assert "Cao tuổi" in told[0]
    assert chips(screen) == ["Nữ"]


def test_where_no_filter_is_kept_the_list_says_how(
    screen: HouseholdsScreen, session: Session
) -> None:
    dialog = KeptFiltersDialog(session, "", screen)
    assert not dialog.filled.isEnabled()
    assert not dialog.remove.isEnabled()
    dialog.accept()
    assert dialog.chosen is None
    dialog.reject()


def _name_filter(name: str, type_text: Typer) -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NameDialog)
    type_text(dialog.name.editor(), name)
    press(dialog.name.editor(), Qt.Key.Key_Return)


def test_many_households_are_changed_at_once_and_given_back_by_one_undo(
    screen: HouseholdsScreen, session: Session, register: Register
) -> None:
    rows = screen.pane.list
    rows.setFocus()
    press(rows, Qt.Key.Key_Space)
    press(rows, Qt.Key.Key_Down, SHIFT)
    assert screen.pane.count.text() == "2 hộ đã đánh dấu"
    before = [register.households.get(home).village_id for home in screen.pane.marked()]
    (place,) = {row.id for row in register.villages.all() if row.name == "Thôn Bến Đò"}
    homes = screen.pane.marked()
    QTimer.singleShot(0, lambda: _choose(place))
    screen.lists.many.trigger()
    assert {register.households.get(home).village_id for home in homes} == {place}
    kinds = {register.standings.of(home, 2026).kind for home in homes}  # type: ignore[union-attr]
    assert kinds == {"near_poor"}
    assert all(register.households.get(home).collector_id for home in homes)
    assert screen.pane.model.marks() == ()
    session.undo()
    assert [register.households.get(home).village_id for home in homes] == before
    assert register.standings.of(homes[0], 2026) is None


def _choose(village: str) -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ManyDialog)
    assert dialog.told.text() == "Chưa chọn đổi gì."
    assert not dialog.filled.isEnabled()
    dialog.village.set_value(village)
    dialog.collector.box.setCurrentIndex(2)
    dialog.standing.set_value("near_poor")
    assert dialog.told.text().splitlines() == [
        "Thôn: Thôn Đồi Sim 2 hộ, nay Thôn Bến Đò; đổi 2 hộ",
        "Nhân viên thu: chưa có ai 2 hộ, nay Lò Thị Dụ; đổi 2 hộ",
        "Diện hộ: chưa rõ 2 hộ, nay Hộ cận nghèo; đổi 2 hộ",
    ]
    dialog.filled.click()


def test_every_household_of_the_filter_is_marked_by_one_key(
    screen: HouseholdsScreen, type_text: Typer
) -> None:
    add(screen, "nu", type_text)
    screen.pane.list.setFocus()
    press(screen.pane.list, Qt.Key.Key_A, CTRL)
    assert len(screen.pane.marked()) == 2
    press(screen.pane.list, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().splitlines()[0].startswith("Mã phiếu\tChủ hộ")
    press(screen.pane.list, Qt.Key.Key_Escape)
    assert screen.pane.model.marks() == ()
    assert screen.pane.count.text() == "2 hộ, cả xã 3"


def test_enter_in_the_empty_first_line_goes_to_the_conditions(screen: HouseholdsScreen) -> None:
    bar = screen.pane.bar
    press(bar.search.line, Qt.Key.Key_Return)
    assert QApplication.focusWidget() in {bar.condition.box, line_of(screen)}
    assert bar.isVisible()


def test_every_person_listed_is_copied_and_their_households_are_meant(
    screen: HouseholdsScreen, type_text: Typer
) -> None:
    add(screen, "nu", type_text)
    screen.lists.people.trigger()
    people = screen.pane.people
    assert len(screen.pane.marked()) == 1  # the household of the one shown
    press(people, Qt.Key.Key_A, CTRL)
    assert screen.pane.count.text() == "2 người đã đánh dấu"
    assert len(screen.pane.marked()) == 2
    press(people, Qt.Key.Key_C, CTRL)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 3  # headings and two people
    screen.pane.unmark()
    assert screen.pane.count.text() == "2 người"


def test_paper_is_printed_by_the_filter(
    screen: HouseholdsScreen, session: Session, qtbot: QtBot, type_text: Typer
) -> None:
    add(screen, "nu", type_text)
    asked: list[Query] = []
    session.asked.connect(asked.append)
    screen.lists.print.trigger()
    (query,) = asked
    assert isinstance(query, Query)
    assert query.facts["filter"] == Filter(sex="female")
    paper = PrintingScreen(session)
    qtbot.addWidget(paper)
    paper.show()
    paper.open(query)
    assert paper.choices.filter.text() == "In cho các hộ: Nữ"
    assert not paper.choices.household.isVisible()
    assert paper.choices.count.text().startswith("2 tờ")
    paper.choices.drop_filter.click()
    request = paper.choices.request()
    assert request is not None
    assert request.filter is None
    assert paper.choices.village.isVisible()


def test_the_list_goes_to_excel(
    screen: HouseholdsScreen, tmp_path: Path, type_text: Typer, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(screen, "nu", type_text)
    out = tmp_path / "danh-sach.xlsx"
    monkeypatch.setattr(QFileDialog, "exec", lambda _self: 0)
    screen.lists.export.trigger()
    assert not out.exists()
    monkeypatch.setattr(QFileDialog, "exec", lambda _self: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _self: [str(out)])
    screen.lists.export.trigger()
    rows = openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True)
    assert sum(isinstance(row[0], int) for row in rows) == 2


def test_households_stand_by_the_card_that_ends_first(
    screen: HouseholdsScreen, register: Register
) -> None:
    person = register.people.search("tống thị mận")[0]
    with screen.session.change("Thẻ"):
        register.covers.add(
            person.id, scheme="hi", known="covered", dated=TODAY, until=date(2026, 12, 1)
        )
    screen.pane.order.set_value("ending")
    assert names(screen)[0] == "Tống Thị Mận"
