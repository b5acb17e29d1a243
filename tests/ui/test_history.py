"""Lịch sử sửa through its real widgets: who changed what, what leans on it, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from storage import Register
from storage.enrolling import Circumstances, HiMember, Receipt
from storage.filters import Filter
from storage.visits import ResultInput
from tests.ui.keyboard import press
from ui.dialogs import Dialog
from ui.history.dialog import RecordHistoryDialog
from ui.history.records import Record
from ui.history.stood import StoodDialog
from ui.screens.households.before_dialog import BeforeDialog
from ui.screens.households.history import HistoryTab
from ui.screens.households.screen import HouseholdsScreen
from ui.screens.settings.books import BooksPage
from ui.screens.settings.history import HistoryPage
from ui.screens.settings.network import NetworkPage
from ui.screens.settings.office import OfficePage
from ui.screens.settings.page import SettingsPage
from ui.screens.settings.people import StaffPage
from ui.screens.settings.villages import VillagesPage
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


# -- records with no page of their own


@dataclass
class Seen:
    """What the dialogs showed: the title and the entries of a history, then what stood before."""

    title: str = ""
    entries: tuple[str, ...] = ()
    before: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()


def looking(what: str, *, then: Callable[[RecordHistoryDialog], None] | None = None) -> Seen:
    """In the history that comes up, choose an entry and look with F4 at what stood before."""
    seen = Seen()

    def stood() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, StoodDialog)
        read_stood(seen, dialog)
        press(dialog, Qt.Key.Key_Escape)

    def told() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, RecordHistoryDialog)
        seen.title = dialog.windowTitle()
        panel = dialog.panel
        rows = [panel.model.row_at(number) for number in range(panel.model.rowCount())]
        seen.entries = tuple(row.change.what for row in rows if row is not None)
        panel.list.setCurrentIndex(panel.model.index(seen.entries.index(what), 0))
        QTimer.singleShot(0, stood)
        panel.before.click()
        if then is not None:
            then(dialog)
        press(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(0, told)
    return seen


def read_stood(seen: Seen, dialog: StoodDialog) -> None:
    seen.before, seen.facts = dialog.windowTitle(), dialog.facts
    if dialog.table is not None:
        model = dialog.table.rows_model
        seen.cells = tuple(
            tuple(str(model.index(row, at).data() or "") for at in range(model.columnCount()))
            for row in range(model.rowCount())
        )


def page_of(qtbot: QtBot, page: SettingsPage) -> SettingsPage:
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    qtbot.waitExposed(page)
    page.reload()
    return page


def test_a_village_is_looked_at_with_the_households_it_had(
    qtbot: QtBot, session: Session, home: Home
) -> None:
    register = session.register
    village = register.villages.all()[0].id
    with session.change("Đổi tên thôn"):
        register.villages.rename(village, "Bến Lở")
    with session.change("Thêm thôn"):
        other = register.villages.add("Đồi Sim")
    with session.change("Chuyển hộ"):
        register.households.save(home.household, village_id=other)
    page = page_of(qtbot, VillagesPage(session))
    assert isinstance(page, VillagesPage)
    page.table.select_id(village)
    seen = looking("Đổi tên thôn")
    page.trace.open.trigger()
    assert seen.title == "Lịch sử sửa · Bến Lở"
    assert seen.entries == ("Chuyển hộ", "Đổi tên thôn", "Lập sổ")
    assert ("Tên thôn", "Bến Đò") in seen.facts
    assert ("Tên cũ, tên khác", "chưa có") in seen.facts
    assert seen.cells == (("1", "7", "Vi Văn Tuất", "", "2"),)
    assert register.villages.get(village).households == 0


def test_the_office_is_looked_at_with_those_who_signed_then(qtbot: QtBot, session: Session) -> None:
    register = session.register
    with session.change("Sửa cơ quan và đầu giấy"):
        register.office.save(name="UBND xã Suối Cát", phone="02190001234")
    with session.change("Thêm người làm việc"):
        signer = register.staff.add(name="Tống Thị Mận", title="Chủ tịch", roles=("signer",))
    with session.change("Sửa đầu giấy"):
        register.office.save(name="UBND phường Suối Cát")
    with session.change("Thôi làm việc"):
        register.staff.save(signer, active=False)
    page = page_of(qtbot, OfficePage(session))
    assert isinstance(page, OfficePage)
    seen = looking("Sửa đầu giấy")
    page.trace.open.trigger()
    assert seen.before == "Cơ quan và đầu giấy"
    assert seen.entries[:3] == ("Thôi làm việc", "Sửa đầu giấy", "Thêm người làm việc")
    assert ("Cơ quan", "UBND xã Suối Cát") in seen.facts
    assert seen.cells == (("Tống Thị Mận", "Chủ tịch", "Chủ tịch"),)


def test_somebody_at_work_is_looked_at_and_the_change_taken_back(
    qtbot: QtBot, session: Session
) -> None:
    register = session.register
    with session.change("Thêm người làm việc"):
        member = register.staff.add(name="Mai Thị Lành", roles=("collector",))
    with session.change("Sửa người làm việc"):
        register.staff.save(member, phone="0912345678", roles=("collector", "helper"))
    page = page_of(qtbot, StaffPage(session))
    assert isinstance(page, StaffPage)
    page.table.select_id(member)
    seen = looking("Sửa người làm việc", then=lambda dialog: dialog.panel.undo.click())
    page.trace.open.trigger()
    assert seen.before == "Người làm việc: Mai Thị Lành"
    assert ("Việc", "Nhân viên thu") in seen.facts
    assert ("Điện thoại", "chưa có") in seen.facts
    assert register.staff.get(member).phone == ""


def test_organisations_points_and_books_are_looked_at_each_from_its_own_table(
    qtbot: QtBot, session: Session
) -> None:
    register = session.register
    with session.change("Thêm"):
        union = register.organisations.add("Hội Suối Cát")
        point = register.points.add(name="Nhà văn hóa", organisation_id=union, hours="Sáng thứ 3")
        book = register.receipt_books.add(symbol="SC1", first=1, last=50, digits=3)
    with session.change("Sửa"):
        register.organisations.save(union, name="Hội Suối Cát mới")
        register.points.save(point, hours="Chiều thứ 5")
        register.receipt_books.save(book, note="đã cất")
    page = page_of(qtbot, NetworkPage(session))
    assert isinstance(page, NetworkPage)
    page.organisation_table.select_id(page.organisations.rows()[0].key)
    page.point_table.select_id(point)
    page.organisation_table.setFocus()
    seen = looking("Sửa")
    page.trace.open.trigger()
    assert ("Tên", "Hội Suối Cát") in seen.facts
    assert seen.cells == (("Nhà văn hóa", "", "Sáng thứ 3"),)
    page.point_table.setFocus()
    seen = looking("Sửa")
    page.trace.open.trigger()
    assert seen.before == "Điểm thu: Nhà văn hóa"
    assert ("Giờ làm việc", "Sáng thứ 3") in seen.facts
    books = page_of(qtbot, BooksPage(session))
    assert isinstance(books, BooksPage)
    books.table.select_id(book)
    seen = looking("Sửa")
    books.trace.open.trigger()
    assert seen.before == "Quyển biên lai SC1"
    assert ("Ghi chú", "chưa có") in seen.facts


def test_somebody_without_a_household_has_a_history(
    screen: HouseholdsScreen, session: Session, home: Home
) -> None:
    register = session.register
    with session.change("Thêm người"):
        loose = register.people.add(name="Vi Thị Bưởi", village_id=register.villages.all()[0].id)
    with session.change("Sửa điện thoại"):
        register.people.save(loose, phone="0912000111")
    with session.change("Ghi thẻ"):
        register.covers.add(
            loose, scheme="hi", known="covered", until=date(2027, 3, 1), dated=TODAY,
            source="clerk",
        )  # fmt: skip
    screen._show_person(register.people.get(loose))
    assert screen.record.nobody.title.text() == "Vi Thị Bưởi chưa ở hộ nào"
    seen = looking("Sửa điện thoại")
    screen.history_action.trigger()
    assert seen.entries == ("Ghi thẻ", "Sửa điện thoại", "Thêm người")
    assert ("Điện thoại", "chưa có") in seen.facts
    assert seen.cells == ()
    screen._show(home.household)
    assert screen.loose is None


def test_an_entry_of_the_whole_journal_shows_each_record_it_wrote(
    qtbot: QtBot, session: Session, home: Home
) -> None:
    register = session.register
    with session.change("Sửa nhiều mục"):
        register.households.save(home.household, number="9")
        register.people.save(home.head, phone="0912345678")
        register.standings.set(home.household, 2026, "poor")
        register.villages.rename(register.villages.all()[0].id, "Bến Lở")
    with session.change("Giữ bộ lọc"):
        register.filters.keep("Nữ", Filter(sex="female"))
    page = page_of(qtbot, HistoryPage(session))
    assert isinstance(page, HistoryPage)
    told: list[str] = []
    session.told.connect(lambda text, _tone: told.append(text))
    page.panel.before.click()
    assert told == ["Lần ghi này không sửa hộ, người hay mục nào xem lại được."]
    shown: list[tuple[str, tuple[str, ...]]] = []

    def stood() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, StoodDialog)
        for key in dialog._records:
            dialog.which.set_value(key)
            dialog.which.changed.emit()
            shown.append((key.partition("/")[0], tuple(value for _, value in dialog.facts)))
        press(dialog, Qt.Key.Key_Escape)

    page.panel.list.setCurrentIndex(page.panel.model.index(1, 0))
    QTimer.singleShot(0, stood)
    page.panel.before.click()
    assert [kind for kind, _ in shown] == ["households", "people", "villages"]
    assert "7" in shown[0][1]
    assert "Bến Đò" in shown[2][1]


def test_before_it_was_written_a_record_is_said_to_be_missing(
    qtbot: QtBot, session: Session, home: Home, register: Register
) -> None:
    first = register.journal.entries(10, 0)[-1]
    holder = QWidget()
    qtbot.addWidget(holder)
    village = register.villages.all()[0]
    record = Record("villages", village.id, village.name)
    dialog = StoodDialog(register, (record,), first.id, session.clock(), holder)
    qtbot.addWidget(dialog)
    assert dialog.facts == ()
    assert dialog.table is None
