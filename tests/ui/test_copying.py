"""Rows of any table or list go to a spreadsheet as they stand; rows of a list can be marked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.lists import ListLine, ListModel, RecordList
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel

People = tuple[str, str]
PEOPLE: tuple[People, ...] = (
    ("Lường Thị Mến", "038165001239"),
    ("Vi Văn Tuất", "0912"),
    ("=1+1", "a\tb"),
)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def html() -> str:
    return QGuiApplication.clipboard().mimeData().html()


@pytest.fixture
def table(qtbot: QtBot) -> RecordTable:
    columns: tuple[Column[People], ...] = (
        Column("", lambda _row: "", kind="check", width=24),
        Column("Họ và tên", lambda row: row[0]),
        Column("Số", lambda row: f"{row[1][:2]}••", copied=lambda row: row[1]),
    )
    model = RowsModel[People](columns, row_id=lambda row: row[0])
    model.set_pages(lambda offset, limit: PEOPLE[offset : offset + min(limit, 2)], len(PEOPLE))
    made = RecordTable(model)
    qtbot.addWidget(made)
    made.setCurrentIndex(model.index(0, 1))
    return made


def test_one_row_of_a_table_goes_without_headings(table: RecordTable) -> None:
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    assert clipboard() == "Lường Thị Mến\t038165001239"
    assert "mso-number-format:'\\@'\">038165001239</td>" in html()


def test_the_whole_table_goes_with_its_headings(table: RecordTable) -> None:
    QTest.keyClick(table, Qt.Key.Key_A, CTRL)
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    assert clipboard().splitlines() == [
        "Họ và tên\tSố", "Lường Thị Mến\t038165001239", "Vi Văn Tuất\t0912", "'=1+1\ta b",
    ]  # fmt: skip
    assert html().count("<tr>") == 4
    assert "'=1+1" not in html()


def test_some_rows_are_taken_with_shift(table: RecordTable) -> None:
    QTest.keyClick(table, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    assert clipboard().splitlines() == ["Lường Thị Mến\t038165001239", "Vi Văn Tuất\t0912"]


@pytest.fixture
def marked(qtbot: QtBot) -> RecordList:
    model = ListModel[People](
        lambda row: ListLine(row[0], row[1]),
        lambda row: row[0],
        headings=("Họ và tên", "Số"),
        cells=lambda row: row,
    )
    model.set_pages(lambda offset, limit: PEOPLE[offset : offset + min(limit, 2)], len(PEOPLE))
    made = RecordList(model, marking=True)
    qtbot.addWidget(made)
    made.resize(300, 300)
    made.show()
    made.select_first()
    return made


def test_rows_are_marked_by_keys(marked: RecordList) -> None:
    model = marked.list_model
    QTest.keyClick(marked, Qt.Key.Key_Space)
    QTest.keyClick(marked, Qt.Key.Key_Down)
    assert model.marks() == ("Lường Thị Mến",)
    QTest.keyClick(marked, Qt.Key.Key_Down, SHIFT)
    assert model.marks() == tuple(row[0] for row in PEOPLE)
    assert marked.current_id() == "=1+1"
    QTest.keyClick(marked, Qt.Key.Key_Space)
    assert len(model.marks()) == 2
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("đã đánh dấu")
    QTest.keyClick(marked, Qt.Key.Key_Escape)
    assert model.marks() == ()


def test_rows_are_marked_by_the_mouse(marked: RecordList) -> None:
    def press(number: int, held: Qt.KeyboardModifier) -> None:
        place = marked.visualRect(marked.list_model.index(number, 0)).center()
        QTest.mouseClick(marked.viewport(), Qt.MouseButton.LeftButton, held, place)

    press(1, CTRL)
    assert marked.list_model.marks() == ("Vi Văn Tuất",)
    assert marked.current_id() == "Lường Thị Mến"  # what is shown beside stays
    press(1, CTRL)
    assert marked.list_model.marks() == ()
    press(1, SHIFT)
    assert len(marked.list_model.marks()) == 2


def test_marked_rows_are_copied_and_all_of_them_with_headings(marked: RecordList) -> None:
    QTest.keyClick(marked, Qt.Key.Key_C, CTRL)
    assert clipboard() == "Lường Thị Mến\t038165001239"
    marked.list_model.set_marks(row[0] for row in PEOPLE)
    QTest.keyClick(marked, Qt.Key.Key_C, CTRL)
    assert clipboard().splitlines()[0] == "Họ và tên\tSố"
    assert len(clipboard().splitlines()) == 4


def test_a_list_without_cells_copies_its_words(qtbot: QtBot) -> None:
    model = ListModel[People](lambda row: ListLine(row[0], row[1], "7"), lambda row: row[0])
    model.set_rows(PEOPLE)
    plain = RecordList(model)
    qtbot.addWidget(plain)
    plain.select_first()
    QTest.keyClick(plain, Qt.Key.Key_Space)
    assert model.marks() == ()
    QTest.keyClick(plain, Qt.Key.Key_C, CTRL)
    assert clipboard() == "7\tLường Thị Mến\t038165001239"
