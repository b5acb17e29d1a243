"""Lists come in through the real screen, from real files, into a real register."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from storage import Register, open_register
from storage.intake import Assignment
from tests.ui import keyboard
from tests.ui.conftest import NOW
from ui.jobs import Jobs
from ui.places import PLACES
from ui.queries import Query
from ui.screens.intake import IntakeScreen
from ui.session import Session
from ui.settings import Settings
from ui.window import Window

ROSTERS = Path(__file__).parents[1] / "rosters"
BOOK = ROSTERS / "so-ho-gia-dinh.xlsx"
HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Thôn", "Điện thoại")


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> IntakeScreen:
    made = IntakeScreen(session)
    qtbot.addWidget(made)
    made.resize(1182, 692)
    made.show()
    return made


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Write a list of people into a spreadsheet and return its path."""

    def write(*rows: tuple[str | int, ...], name: str = "danh-sach.xlsx") -> Path:
        book = Workbook()
        page = book.active
        assert page is not None
        page.title = "Danh sách"
        page.append(HEADINGS)
        for row in rows:
            page.append(row)
        path = tmp_path / name
        book.save(path)
        return path

    return write


GOOD = (1, "Lê Văn Một", "05/08/1979", "Nam", "038079001234", "Thôn Đông", "0912345678")
WRONG = (2, "Trần Thị Hai", "31/02/1988", "Nữ", "038188005678", "Thôn Đông", "")
NAMELESS = (3, "", "01/01/1990", "Nữ", "", "Thôn Tây", "")


def counted(screen: IntakeScreen) -> dict[str, int]:
    buttons = screen.review.counters._buttons
    return {key: button.counter.number for key, button in buttons.items()}


def people(register: Register) -> int:
    return register.people.count()


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def test_an_empty_register_says_what_to_do(screen: IntakeScreen) -> None:
    assert screen.choosing._none.isVisible()
    assert not screen.choosing.table.isVisible()
    assert not screen.write.isEnabled()
    assert screen.worries() == ()


def test_book_is_reviewed_written_and_taken_back(
    screen: IntakeScreen, register: Register, session: Session
) -> None:
    screen.choose(BOOK)
    assert counted(screen) == {
        "updated": 0, "added": 1200, "unchanged": 0, "review": 0, "rejected": 0,
    }  # fmt: skip
    assert screen.write.text() == "Ghi 1.200 dòng vào sổ"
    assert "Chưa ghi gì vào sổ" in screen.worries()[0]
    assert (people(register), register.imports.list()) == (0, ())

    heard: list[frozenset[str]] = []
    session.changed.connect(lambda changed: heard.append(changed.kinds))
    screen.write.trigger()
    assert people(register) == 1200
    assert len(register.villages.all()) == 4
    assert heard
    assert "people" in heard[0]
    assert screen.pages.currentWidget() is screen.result
    assert screen.result.number("added") == "1.200"
    assert "Ctrl+Z" in screen.result.text.text()

    session.undo()
    assert people(register) == 0
    assert register.villages.all() == ()
    assert screen.pages.currentWidget() is screen.choosing


def test_the_same_book_again_changes_nothing(screen: IntakeScreen, register: Register) -> None:
    screen.choose(BOOK)
    screen.write.trigger()
    before = register.undoable()
    screen.choose(BOOK)
    assert counted(screen)["unchanged"] == 1200
    assert counted(screen)["added"] == counted(screen)["updated"] == 0
    assert "không đổi gì trong sổ" in screen.review.banner.text()
    assert screen.write.text() == "Xong, nhập tệp khác"
    screen.write.trigger()
    assert screen.pages.currentWidget() is screen.choosing
    assert register.undoable() == before


def test_rejected_row_is_mended_in_place(
    screen: IntakeScreen, register: Register, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(GOOD, WRONG, NAMELESS))
    assert counted(screen)["rejected"] == 2
    assert screen.review.stack.currentWidget() is screen.review.rejected
    screen.next_row.trigger()
    line = screen.review.rejected.line
    assert line.text() == "31/02/1988"
    line.selectAll()
    QTest.keyClicks(line, "28/02/1988")
    press(line, Qt.Key.Key_Return)
    assert counted(screen)["rejected"] == 1
    assert counted(screen)["added"] == 2
    assert people(register) == 0

    line = screen.review.rejected.line
    assert "Họ và tên của dòng 4" in line.accessibleName()
    keyboard.type_text(line, "Ngô Thị Ba")
    press(line, Qt.Key.Key_Return)
    assert counted(screen)["rejected"] == 0
    screen.write.trigger()
    assert people(register) == 3
    assert {hit.name for hit in register.people.search("tran thi hai")} == {"Trần Thị Hai"}


def test_a_digit_typed_in_the_list_begins_the_value_of_its_row(
    screen: IntakeScreen, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(GOOD, WRONG))
    panel = screen.review.rejected
    panel.table.setFocus()
    QTest.keyClicks(panel.table, "2")
    assert panel.line.hasFocus()
    QTest.keyClicks(panel.line, "8021988")
    assert panel.line.text() == "28021988"
    press(panel.line, Qt.Key.Key_Return)
    assert counted(screen)["rejected"] == 0


def test_a_value_that_is_wrong_again_stays_with_its_reason(
    screen: IntakeScreen, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(GOOD, WRONG))
    screen.next_row.trigger()
    line = screen.review.rejected.line
    line.setText("30/02/1988")
    press(line, Qt.Key.Key_Return)
    (row,) = screen.draft.plan.rejected if screen.draft else ()
    assert (row.value, row.why) == ("30/02/1988", "bad_date")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("thu.xlsx", b"", "trống"),
        ("thu.xlsx", b"not a spreadsheet at all", "không phải bảng tính"),
        ("khong-ten.csv", "Xã,Số\nA,1\n".encode(), "không có cột họ và tên"),
    ],
)
def test_a_file_refused_ends_in_one_sentence(
    screen: IntakeScreen, register: Register, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    screen.choose(path)
    assert screen.pages.currentWidget() is screen.choosing
    assert screen.choosing.banner.isVisible()
    assert said in screen.choosing.banner.text()
    assert "sổ vẫn nguyên như cũ" in screen.choosing.banner.text()
    assert register.imports.list() == ()


def test_column_read_otherwise(screen: IntakeScreen, sheet: Callable[..., Path]) -> None:
    screen.choose(sheet(GOOD))
    screen.review.columns.assigned.emit(Assignment({"Điện thoại": None}))
    assert screen.draft is not None
    fields = {column.heading: column.field for column in screen.draft.reading.columns}
    assert fields["Điện thoại"] is None
    assert screen.draft.plan.rows[0].record.phone is None
    assert "5 trong 7 cột" in screen.review.columns.note.text()


def test_taking_the_names_away_is_refused_and_changes_nothing(
    screen: IntakeScreen, session: Session, sheet: Callable[..., Path]
) -> None:
    told: list[str] = []
    session.told.connect(lambda text, _tone: told.append(text))
    screen.choose(sheet(GOOD))
    screen.review.columns.assigned.emit(Assignment({"Họ và tên": None}))
    assert len(told) == 1
    assert counted(screen)["added"] == 1


@pytest.fixture
def known(session: Session) -> str:
    """Somebody in the register of whom a list may speak."""
    with session.change("Lập sổ"):
        village = session.register.villages.add("Thôn Đông")
        household = session.register.households.add(village_id=village, number="7")
        from rules.calendar import PartialDate

        return session.register.people.add(
            name="Lê Văn Một",
            household_id=household,
            relation="head",
            sex="male",
            born=PartialDate(1979),
        )


LIKELY = (1, "Lê Văn Một", "05/08/1979", "Nam", "", "Thôn Đông", "0912345678")


def test_a_pair_answered_with_c_is_one_person(
    known: str, screen: IntakeScreen, register: Register, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(LIKELY))
    assert counted(screen)["review"] == 1
    assert screen.review.pair.isVisible()
    kept = {line.field: line.kept for line in screen.review.pair.model._rows}
    assert kept["name"] == "giống nhau"
    assert kept["phone"] == "lấy từ tệp"
    screen.review.pair.same.trigger()
    assert counted(screen)["review"] == 0
    assert counted(screen)["updated"] == 1
    screen.write.trigger()
    assert people(register) == 1
    person = register.people.get(known)
    assert (person.phone, person.born.iso if person.born else "") == ("0912345678", "1979-08-05")


def test_a_pair_answered_with_k_is_two_people_and_the_answer_can_be_taken_back(
    known: str, screen: IntakeScreen, register: Register, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(LIKELY))
    screen.review.pair.different.trigger()
    assert counted(screen)["added"] == 1
    screen.review.turn("review")
    assert screen.review.pair.isVisible()
    screen.review.pair.same.trigger()
    assert counted(screen)["added"] == 0
    screen.review.pair.different.trigger()
    screen.write.trigger()
    assert people(register) == 2
    assert register.people.get(known).phone is None


def test_a_pair_left_for_later_waits_with_the_import(
    known: str, screen: IntakeScreen, register: Register, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(LIKELY))
    screen.review.pair.later.trigger()
    screen.write.trigger()
    (entry,) = register.imports.list()
    assert (people(register), entry.counts.review) == (1, 1)
    assert register.people.get(known).phone is None


def test_two_rows_of_one_file_may_be_one_person(
    screen: IntakeScreen, register: Register, sheet: Callable[..., Path]
) -> None:
    year_only = (2, "Lê Văn Một", "1979", "Nam", "", "Thôn Đông", "")
    screen.choose(sheet(GOOD, year_only))
    assert counted(screen)["review"] == 1
    screen.review.turn("review")
    screen.review.pair.same.trigger()
    assert counted(screen)["review"] == 0
    assert "1 trùng dòng" in screen.review.counters._buttons["unchanged"].counter.words
    screen.write.trigger()
    assert people(register) == 1


def test_keys_of_the_pair_sleep_where_no_pair_is_shown(
    screen: IntakeScreen, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(GOOD, WRONG))
    assert not screen.review.asks()
    assert not screen.review.pair.same.isEnabled()


def test_day_of_the_list_is_typed_where_the_file_has_none(
    screen: IntakeScreen, register: Register, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(GOOD))
    assert "tệp không ghi" in screen.head.day_words.text()
    screen.head.day.set_text("051126")
    press(screen.head.day.line, Qt.Key.Key_Return)
    assert "gõ tay" in screen.head.day_words.text()
    screen.write.trigger()
    assert register.imports.list()[0].dated.isoformat() == "2026-11-05"


def test_rejected_rows_go_out_and_come_back_mended(
    screen: IntakeScreen, tmp_path: Path, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(GOOD, WRONG, NAMELESS))
    out = tmp_path / "ra.xlsx"
    screen.save_rejected(out)
    book = load_workbook(out)
    page = book["Danh sách"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0][: len(HEADINGS)] == list(HEADINGS)
    assert rows[1][-3:] == ["3", "Ngày sinh", "Ngày không có thật"]
    assert all(cell.data_type in {"s", "n"} for row in page.iter_rows() for cell in row)
    page["C2"] = "28/02/1988"
    mended = tmp_path / "sua.xlsx"
    book.save(mended)
    screen.drop_draft()
    screen.choose(mended)
    assert counted(screen)["added"] == 1
    assert counted(screen)["rejected"] == 1


def test_an_earlier_import_is_taken_back_from_the_list(
    screen: IntakeScreen, register: Register, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(GOOD))
    screen.write.trigger()
    screen.drop_draft()
    assert screen.take_back.isEnabled()
    screen.take_back.trigger()
    assert people(register) == 0
    assert register.imports.list() == ()
    assert screen.choosing._none.isVisible()


def test_a_file_dropped_on_the_page_is_read(
    screen: IntakeScreen, sheet: Callable[..., Path]
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sheet(GOOD)))])
    event = QDropEvent(
        QPoint(40, 200), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    screen.dropEvent(event)
    assert counted(screen)["added"] == 1


def test_report_leads_on(
    screen: IntakeScreen, session: Session, sheet: Callable[..., Path]
) -> None:
    asked: list[Query] = []
    session.asked.connect(lambda query: asked.append(Query(query.place)))
    screen.choose(sheet(GOOD))
    screen.write.trigger()
    screen.to_households.trigger()
    assert [query.place for query in asked] == ["households"]
    assert screen.choose_file.text() == "Nhập tệp khác"
    assert screen.choose_file.isEnabled()
    said = [label.text() for label in screen.result.next.findChildren(QLabel)]
    assert "cho biết thẻ nào sắp hết hạn" in said


def test_steps_and_shortcuts_are_as_printed(
    screen: IntakeScreen, sheet: Callable[..., Path]
) -> None:
    assert screen.head.steps.accessibleName() == "Bước 1: Chọn tệp"
    screen.choose(sheet(GOOD))
    assert screen.head.steps.accessibleName() == "Bước 3: Xem lại"
    shown = {
        action.text(): action.shortcut().toString()
        for action in (screen.cancel, screen.change_column, screen.next_row)
    }
    assert shown == {"Hủy, không ghi gì": "Ctrl+W", "Sửa cột": "F3", "Dòng lỗi sau": "F4"}
    assert screen.write.shortcut().toString() == "Ctrl+Return"


def test_place_is_in_the_rail() -> None:
    place = next(place for place in PLACES if place.key == "intake")
    assert (place.keys, place.title, place.ruled) == ("Alt+9", "Nhập dữ liệu", True)


def test_reads_and_writes_in_the_background(
    qtbot: QtBot, register: Register, tmp_path: Path
) -> None:
    jobs = Jobs(lambda: open_register(register.path, clock=lambda: NOW, actor="Người Thử"))
    settings = Settings(tmp_path / "window.json")
    session = Session(register, clock=lambda: NOW, jobs=jobs, settings=settings)
    window = Window(session, [place for place in PLACES if place.key == "intake"])
    qtbot.addWidget(window)
    window.show()
    screen = window.screen_of("intake")
    assert isinstance(screen, IntakeScreen)
    with qtbot.waitSignal(jobs.finished, timeout=30_000):
        screen.choose(BOOK)
    qtbot.waitUntil(lambda: screen.draft is not None)
    assert people(register) == 0
    with qtbot.waitSignal(session.changed, timeout=30_000):
        screen.write.trigger()
    assert people(register) == 1200
    assert register.undoable().what == "Nhập so-ho-gia-dinh.xlsx"  # type: ignore[union-attr]


def test_a_large_file_is_compared_anew_when_asked_and_never_written_unseen(
    known: str,
    screen: IntakeScreen,
    register: Register,
    sheet: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.screens.intake.draft.AT_ONCE", 0)
    screen.choose(sheet(LIKELY, WRONG))
    screen.next_row.trigger()
    screen.review.rejected.line.setText("28/02/1988")
    press(screen.review.rejected.line, Qt.Key.Key_Return)
    screen.review.pair.same.trigger()
    assert counted(screen)["rejected"] == 1
    assert screen.write.text() == "Tính lại với 2 chỗ vừa sửa"
    assert "chưa tính lại" in screen.review.banner.text()
    screen.write.trigger()
    assert (counted(screen)["added"], counted(screen)["updated"]) == (1, 1)
    assert register.imports.list() == ()
    assert screen.write.text() == "Ghi 2 dòng vào sổ"
    screen.write.trigger()
    assert people(register) == 2


def test_a_row_of_several_sheets_names_its_sheet(screen: IntakeScreen, tmp_path: Path) -> None:
    book = Workbook()
    for number, name in enumerate(("Thôn Một", "Thôn Hai")):
        page = book.create_sheet(name)
        page.append(HEADINGS)
        page.append(WRONG if number else GOOD)
    book.remove(book["Sheet"])
    path = tmp_path / "nhieu-trang.xlsx"
    book.save(path)
    screen.choose(path)
    assert not screen.review.rejected.table.isColumnHidden(1)
    assert screen.review.rejected.model.index(0, 1).data() == "Thôn Hai"
