"""Lịch sử sửa through its real widgets: who changed what, what leans on it, and the way back."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from storage import Register
from storage.enrolling import Circumstances, HiMember, Receipt
from storage.visits import ResultInput
from tests.ui.keyboard import press
from ui.dialogs import Dialog
from ui.screens.households.before_dialog import BeforeDialog
from ui.screens.households.history import HistoryTab
from ui.screens.households.screen import HouseholdsScreen
from ui.screens.settings.history import HistoryPage
from ui.session import Session

TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Home:
    """Ids of the one household of the register."""

    household: str
    head: str
    wife: str


@pytest.fixture
def home(register: Register) -> Home:
    with register.change("Lập sổ"):
        village = register.villages.add("Bến Đò")
        household = register.households.add(village_id=village, number="7")
        head = register.people.add(
            household_id=household, name="Vi Văn Tuất", sex="male",
            born=PartialDate(1970, 2, 3), relation="head",
        )  # fmt: skip
        wife = register.people.add(
            household_id=household, name="Lường Thị Mến", sex="female",
            born=PartialDate(1972, 5, 4), relation="wife",
        )  # fmt: skip
    return Home(household, head, wife)


@pytest.fixture
def screen(qtbot: QtBot, session: Session, home: Home) -> HouseholdsScreen:
    made = HouseholdsScreen(session)
    qtbot.addWidget(made)
    made.resize(1166, 640)
    made.show()
    qtbot.waitExposed(made)
    made.refresh()
    made.pane.show_household(home.household)
    return made


def opened(screen: HouseholdsScreen) -> HistoryTab:
    screen.history_action.trigger()
    return screen.record.history


def lines(tab: HistoryTab) -> list[tuple[str, str]]:
    found = []
    for number in range(tab.model.rowCount()):
        row = tab.model.row_at(number)
        assert row is not None
        line = tab._line(row)
        found.append((line.title, line.detail))
    return found


def details(tab: HistoryTab) -> list[tuple[str, str, str]]:
    return [(row.label, row.before, row.after) for row in tab.detail.rows.rows]


def choose(tab: HistoryTab, what: str) -> None:
    titles = [title for title, _ in lines(tab)]
    tab.list.setCurrentIndex(tab.model.index(titles.index(what), 0))


def price(session: Session, home: Home, receipt: Receipt) -> None:
    with session.change("Sửa diện hộ"):
        session.register.standings.set(home.household, 2026, "near_poor", document="QĐ 15/QĐ-UBND")
    with session.change("Ghi đóng BHYT"):
        session.register.enrolments.enrol_hi(
            home.household,
            months=12,
            members=[HiMember(home.wife, "near_poor")],
            about=Circumstances(TODAY, receipt),
        )


def answer(key: Qt.Key) -> list[str]:
    """Press a key in the dialog that comes up; its title is put into the list."""
    seen: list[str] = []

    def go() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        seen.append(dialog.windowTitle())
        press(dialog, key)

    QTimer.singleShot(0, go)
    return seen


def test_each_field_is_told_before_and_after_and_one_key_takes_it_back(
    screen: HouseholdsScreen, session: Session, home: Home
) -> None:
    with session.change("Sửa điện thoại"):
        session.register.people.save(home.head, phone="0912345678")
    tab = opened(screen)
    assert lines(tab)[0] == ("Sửa điện thoại", "Vi Văn Tuất: 0912345678")
    assert details(tab) == [
        ("Vi Văn Tuất", "", ""),
        ("Điện thoại", "chưa có", "0912345678"),
    ]
    assert "08:31 · Người Thử" in tab.when.text()
    screen.undo_action.trigger()
    assert session.register.people.get(home.head).phone is None
    assert lines(tab)[:2] == [
        ("Hoàn tác: Sửa điện thoại", "Vi Văn Tuất: 0912345678, nay chưa có"),
        ("Sửa điện thoại", "đã hoàn tác"),
    ]
    assert tab.list.current_id() is not None
    choose(tab, "Sửa điện thoại")
    assert not tab.undo.isVisible()
    choose(tab, "Hoàn tác: Sửa điện thoại")
    assert tab.undo.text() == "Làm lại lần ghi này"
    tab.undo.click()
    assert session.register.people.get(home.head).phone == "0912345678"


def test_what_leans_on_an_entry_is_named_marked_and_goes_with_it(
    screen: HouseholdsScreen, session: Session, home: Home
) -> None:
    price(session, home, Receipt())
    session.register.log("printed", document="household-sheet", pages=1, village="Bến Đò")
    session.register.log("printed", document="household-sheet", pages=1, village="Đồi Sim")
    tab = opened(screen)
    choose(tab, "Sửa diện hộ")
    rows = [label for label, _, _ in details(tab)]
    assert rows[-3:] == [
        "Dựa vào lần sửa này: 2 việc",
        "21/11/2026: Ghi đóng BHYT",
        "21/11/2026: đã in phiếu của hộ",
    ]
    assert tab.undo.text() == "Hoàn tác cả 2 lần ghi"
    assert "hoàn tác luôn 1 lần ghi sau" in tab.warning.text()
    tab.undo.click()
    assert session.register.standings.of(home.household, 2026) is None
    assert session.register.enrolments.of_household(home.household) == ()


def test_a_receipt_given_out_is_asked_for_first(
    screen: HouseholdsScreen, session: Session, home: Home
) -> None:
    price(session, home, Receipt("0012", "A1"))
    tab = opened(screen)
    choose(tab, "Sửa diện hộ")
    assert "Có biên lai A1 / 0012 đã giao" in tab.warning.text()
    asked = answer(Qt.Key.Key_Return)  # Enter is the answer that loses nothing
    tab.undo.click()
    assert asked == ["Hoàn tác lần có biên lai?"]
    assert session.register.standings.of(home.household, 2026) is not None


def test_a_list_taken_in_is_not_undone_from_one_household(
    screen: HouseholdsScreen, register: Register, session: Session, home: Home
) -> None:
    with session.change("Nhập thu.xlsx"):
        register.connection.execute(
            "INSERT INTO imports (id, file, kind, dated, sha256, rows, added, updated, unchanged,"
            " duplicates, review, rejected, mapping) VALUES (?, 'thu.xlsx', 'any_list',"
            " '2026-11-21', 'x', 1, 0, 1, 0, 0, 0, 0, '{}')",
            (register.new_id(),),
        )
        register.people.save(home.wife, phone="0912000333")
    tab = opened(screen)
    choose(tab, "Nhập thu.xlsx")
    assert not tab.undo.isVisible()
    assert "hoàn tác ở Nhập dữ liệu" in tab.warning.text()


def test_who_came_and_went_is_counted(
    screen: HouseholdsScreen, session: Session, home: Home
) -> None:
    with session.change("Thêm người"):
        for name in ("Tống Thị Mận", "Mai Thị Lành"):
            session.register.people.add(name=name, household_id=home.household)
    session.announce(session.register.undo())
    tab = opened(screen)
    assert lines(tab)[:2] == [
        ("Hoàn tác: Thêm người", "bỏ 2 người"),
        ("Thêm người", "đã hoàn tác"),
    ]


def test_one_person_and_one_writer_are_picked_out(
    screen: HouseholdsScreen, session: Session, home: Home
) -> None:
    with session.change("Sửa điện thoại"):
        session.register.people.save(home.head, phone="0912345678")
    with session.change("Ghi kết quả đến nhà"):
        session.register.visits.record(
            home.household, TODAY, results=[ResultInput("agreed", home.wife, "hi")]
        )
    tab = opened(screen)
    tab.whose.set_value(home.wife)
    tab.whose.changed.emit()
    assert [title for title, _ in lines(tab)] == ["Ghi kết quả đến nhà", "Lập sổ"]


def test_the_household_is_looked_at_as_it_stood_before(
    screen: HouseholdsScreen, session: Session, home: Home
) -> None:
    with session.change("Ghi đã mất"):
        session.register.people.save(home.head, status="died", status_day=TODAY)
    tab = opened(screen)
    choose(tab, "Ghi đã mất")
    seen: list[tuple[str, int]] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BeforeDialog)
        seen.append((dialog.windowTitle(), dialog.members.model().rowCount()))
        press(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(0, look)
    tab.before.click()
    assert seen == [("Hộ ông Vi Văn Tuất", 2)]
    assert session.register.people.get(home.head).status == "died"


def test_the_whole_journal_is_read_in_the_set_up_by_words_and_taken_back(
    qtbot: QtBot, session: Session, home: Home
) -> None:
    with session.change("Sửa tên thôn"):
        session.register.villages.rename(session.register.villages.all()[0].id, "Bến Lở")
    with session.change("Sửa điện thoại"):
        session.register.people.save(home.head, phone="0912345678")
    page = HistoryPage(session)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    qtbot.waitExposed(page)
    panel = page.panel
    assert panel.model.total == 3
    page.text.set_text("ten thon")
    page.text.changed.emit()
    qtbot.waitUntil(lambda: panel.model.total == 1)
    found = [(row.label, row.before, row.after) for row in panel.detail.rows.rows]
    assert ("Tên thôn", "Bến Đò", "Bến Lở") in found
    panel.undo.click()
    assert session.register.villages.all()[0].name == "Bến Đò"
    page.text.set_text("")
    page.text.changed.emit()
    qtbot.waitUntil(lambda: panel.model.total == 4)
