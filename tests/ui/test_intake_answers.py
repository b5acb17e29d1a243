"""What a list asks on the real screen: whose value stands, whose standing ends, days after too."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from storage import Register
from storage.intake import kept_conflicts, kept_endings
from ui.screens.intake import IntakeScreen
from ui.session import Session

HEADINGS = (
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Thôn", "Điện thoại", "Giá trị đến",
)  # fmt: skip
ID = "038179001234"
OTHERWISE = (1, "Mai Thị Lành", "05/08/1979", "Nữ", ID, "Thôn Tây", "0987654321", "30/11/2026")
LIKELY = (2, "Mai Thị Lành", "1979", "Nữ", "", "Thôn Đông", "0911111111", "30/11/2026")
WRONG = (3, "Vi Văn Tuất 2", "", "Nam", "", "Thôn Đông", "", "")


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> IntakeScreen:
    made = IntakeScreen(session)
    qtbot.addWidget(made)
    made.resize(1182, 620)
    made.show()
    return made


@pytest.fixture
def lanh(session: Session) -> str:
    """Somebody in the register of whom a list may speak."""
    with session.change("Lập sổ"):
        village = session.register.villages.add("Thôn Đông")
        house = session.register.households.add(village_id=village, number="7")
        return session.register.people.add(
            name="Mai Thị Lành", household_id=house, relation="head", sex="female",
            personal_id=ID, phone="0912345678", born=PartialDate(1979, 8, 5),
        )  # fmt: skip


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: Any, name: str = "the.xlsx", head: Any = HEADINGS, title: str = "") -> Path:
        book = Workbook()
        page = book.active
        assert page is not None
        page.title = "DS"
        for line in (title,) if title else ():
            page.append((line,))
        page.append(head)
        for row in rows:
            page.append(row)
        path = tmp_path / name
        book.save(path)
        return path

    return write


def counted(counters: Any) -> dict[str, int]:
    return {key: button.counter.number for key, button in counters._buttons.items()}


def column(table: Any, number: int) -> list[str]:
    model = table.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def hints(screen: IntakeScreen) -> list[str]:
    shown = screen.keys()
    return [hint.keys for hint in shown]


def kept(screen: IntakeScreen) -> dict[str, str]:
    rows = screen.review.sides.model.rows()
    return {row.conflict.field: row.conflict.kept for row in rows}


def test_what_differs_is_decided_one_by_one_and_for_the_whole_file(
    lanh: str, screen: IntakeScreen, register: Register, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(OTHERWISE))
    assert counted(screen.review.counters)["sides"] == 2
    screen.review.turn("sides")
    sides = screen.review.sides
    assert column(sides.table, 3) == ["Điện thoại", "Thôn"]
    assert column(sides.table, 6) == ["trong sổ?", "trong sổ?"]
    assert hints(screen) == ["G", "L", "Shift+G", "Shift+L", "F6"]
    sides.take.trigger()
    assert kept(screen) == {"phone": "file", "village": "register"}
    assert column(sides.table, 6) == ["trong tệp", "trong sổ?"]
    sides.take_all.trigger()
    assert kept(screen)["village"] == "file"
    sides.keep.trigger()
    sides.take_all.trigger()
    screen.write.trigger()
    person = register.people.get(lanh)
    assert (person.phone, person.village) == ("0987654321", "Thôn Tây")
    assert kept_conflicts(register) == ()


def test_a_press_on_the_link_turns_a_side_over(
    lanh: str, screen: IntakeScreen, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(OTHERWISE))
    screen.review.turn("sides")
    table = screen.review.sides.table
    where = table.visualRect(table.model().index(0, 6)).center()
    for side in ("file", "register"):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
        table.setCurrentIndex(table.model().index(0, 0))
        assert kept(screen)["phone"] == side


def test_the_pair_says_whose_value_stays_and_a_link_turns_it_over(
    lanh: str, screen: IntakeScreen, register: Register, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(LIKELY))
    pair = screen.review.pair
    lines = {line.field: line.kept for line in pair.model.rows()}
    assert lines["phone"] == "giữ trong sổ"
    assert lines["born"] == "giữ trong sổ"
    assert lines["cover_hi"] == "lấy từ tệp"
    place = [line.field for line in pair.model.rows()].index("phone")
    pair.table.setCurrentIndex(pair.model.index(place, 0))
    pair.table.chosen.emit(None)
    assert {line.field: line.kept for line in pair.model.rows()}["phone"] == "lấy từ tệp"
    assert screen.review.pair.isVisible()
    pair.same.trigger()
    screen.write.trigger()
    assert register.people.get(lanh).phone == "0911111111"
    assert register.people.get(lanh).born == PartialDate(1979, 8, 5)


def test_a_cell_that_can_be_known_is_suggested_and_one_enter_takes_it(
    screen: IntakeScreen, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(OTHERWISE, WRONG))
    assert column(screen.review.rejected.table, 5) == ["Vi Văn Tuất?"]
    screen.next_row.trigger()
    line = screen.review.rejected.line
    assert line.text() == "Vi Văn Tuất"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert counted(screen.review.counters)["rejected"] == 0


POOR = ("TT", "Họ và tên chủ hộ", "Thôn", "Số CCCD chủ hộ", "Hộ nghèo", "Hộ cận nghèo")
HOUSES = [
    (n, name, "Thôn Đông", f"03817900123{n}", "x", "")
    for n, name in enumerate(("Mai Thị Lành", "Tống Thị Mận", "Vi Văn Tuất"), 1)
]


@pytest.fixture
def poor(screen: IntakeScreen, sheet: Callable[..., Path]) -> IntakeScreen:
    """A register with the poor of 2025; the list of 2026 names one of three."""
    for year, rows in ((2025, HOUSES), (2026, HOUSES[:1])):
        title = f"DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM {year}"
        screen.choose(sheet(*rows, name=f"ngheo-{year}.xlsx", head=POOR, title=title))
        if year == 2025:
            screen.write.trigger()
    return screen


def test_the_new_list_of_the_poor_asks_whose_standing_ends(
    poor: IntakeScreen, register: Register
) -> None:
    assert counted(poor.review.counters)["silent"] == 2
    silent = poor.review.silent
    assert poor.review.stack.currentWidget() is silent
    assert silent.question.text() == (
        "2 hộ có trong danh sách 2025, không có trong danh sách 2026: hết diện từ 01/01/2026?"
    )
    silent.end.trigger()
    assert column(silent.table, 4) == ["hết diện", "để lại, hỏi sau"]
    silent.table.chosen.emit(None)
    assert column(silent.table, 4) == ["để lại, hỏi sau", "để lại, hỏi sau"]
    silent.end_all.trigger()
    assert column(silent.table, 4) == ["hết diện", "hết diện"]
    poor.write.trigger()
    ended = "SELECT count(*) FROM standings WHERE year = 2026 AND kind = 'none'"
    assert register.connection.value(ended) == 2


def test_nobody_ends_without_an_answer_and_the_answer_may_come_later(
    poor: IntakeScreen, register: Register
) -> None:
    poor.write.trigger()
    assert "2 hộ chưa trả lời hết diện" in poor.result.kept.text()
    assert len(kept_endings(register)) == 2
    opened(poor)
    assert counted(poor.opened.counters)["silent"] == 2
    poor.opened.silent.end.trigger()
    assert counted(poor.opened.counters)["silent"] == 1
    assert register.undoable().what == "Hết diện vì không còn trong ngheo-2026.xlsx"  # type: ignore[union-attr]


def opened(screen: IntakeScreen) -> None:
    """Go to the list of imports and open the newest."""
    screen._show(screen.choosing)
    screen.choosing.table.setCurrentIndex(screen.choosing.model.index(0, 0))
    screen.open_import.trigger()


@pytest.fixture
def written(lanh: str, screen: IntakeScreen, sheet: Callable[..., Path]) -> IntakeScreen:
    """An import that still asks of everything, opened again."""
    screen.choose(sheet(OTHERWISE, LIKELY, WRONG))
    screen.write.trigger()
    opened(screen)
    return screen


def test_an_import_of_before_shows_every_row_by_what_became_of_it(
    written: IntakeScreen, session: Session
) -> None:
    page = written.opened
    assert written.pages.currentWidget() is page
    assert counted(page.counters) == {
        "updated": 1, "added": 0, "unchanged": 0, "review": 1, "rejected": 1, "sides": 2,
    }  # fmt: skip
    assert "the.xlsx · 3 dòng · Thẻ BHYT và hạn thẻ" in written.head.title.note.text()
    asked: list[Any] = []
    session.asked.connect(asked.append)
    page.turn("updated")
    assert column(page.table, 2) == ["Mai Thị Lành"]
    page.table.chosen.emit(None)
    assert [(query.place, query.facts["person"]) for query in asked] == [
        ("households", written.session.register.people.list()[0].id)
    ]
    assert hints(written) == ["Enter", "F6", "Esc"]
    page.turn("rejected")
    assert column(page.table, 5) == ["Họ và tên"]
    assert hints(written) == ["F7", "F6", "Esc"]
    written.leave_import.trigger()
    assert written.pages.currentWidget() is written.choosing


def test_the_rejected_rows_of_an_import_of_before_go_out_and_come_back(
    written: IntakeScreen, tmp_path: Path
) -> None:
    out = tmp_path / "ra.xlsx"
    written.save_rejected(out)
    book = load_workbook(out)
    page = book["DS"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0][: len(HEADINGS)] == list(HEADINGS)
    assert rows[1][1] == "Vi Văn Tuất 2"
    assert rows[1][-3:] == ["4", "Họ và tên", "Họ tên có chữ số hoặc dấu lạ"]
    page["B2"] = "Vi Văn Tuất"
    book.save(tmp_path / "sua.xlsx")
    written.leave_import.trigger()
    written.choose(tmp_path / "sua.xlsx")
    assert counted(written.review.counters)["added"] == 1


def test_a_waiting_row_is_answered_days_after_with_the_values_chosen(
    written: IntakeScreen, register: Register, lanh: str
) -> None:
    page = written.opened
    page.turn("review")
    assert page.asks()
    assert hints(written) == ["C", "K", "S", "F6", "Esc"]
    page.pair.later.trigger()
    assert page.asks()
    place = [line.field for line in page.pair.model.rows()].index("phone")
    page.pair.table.setCurrentIndex(page.pair.model.index(place, 0))
    page.pair.table.chosen.emit(None)
    page.pair.same.trigger()
    assert register.people.get(lanh).phone == "0911111111"
    assert register.people.count() == 1
    assert counted(page.counters)["review"] == 0
    assert register.undoable().what == "Trả lời dòng chờ của the.xlsx"  # type: ignore[union-attr]


def test_differences_are_decided_days_after(
    written: IntakeScreen, register: Register, lanh: str
) -> None:
    page = written.opened
    page.turn("sides")
    page.sides.take.trigger()
    assert register.people.get(lanh).phone == "0987654321"
    page.sides.keep_all.trigger()
    assert "sides" not in counted(page.counters)
    assert register.people.get(lanh).village == "Thôn Đông"


def test_an_import_of_before_is_taken_back_from_its_page(
    written: IntakeScreen, register: Register
) -> None:
    assert written.take_back.isEnabled()
    written.take_back.trigger()
    assert register.imports.list() == ()
    assert written.pages.currentWidget() is written.choosing


def test_a_key_goes_from_count_to_count(written: IntakeScreen) -> None:
    seen = []
    for _ in range(4):
        written.next_count.trigger()
        seen.append(written.opened.counters.key())
    assert seen == ["rejected", "sides", "updated", "review"]
