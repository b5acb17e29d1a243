"""Tables and lists: what Qt demands of a model, loading as shown, sorting, copying, opening."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from rules.coverage import State
from rules.names import sort_key
from tests.ui.keyboard import press
from ui.lists import LineDelegate, ListLine, ListModel, RecordList
from ui.queries import Query
from ui.states import Badge, hi_badge
from ui.table_view import RecordTable
from ui.tables import PAGE, Column, RowsModel
from ui.timeline import Happening, Timeline
from ui.totals import TotalRow
from ui.workings import Workings, WorkingStep


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    paid: int | None


PEOPLE = [
    Person(1, "Trần Thị Đào", 1_500_000),
    Person(2, "Bùi Văn Dũng", None),
    Person(3, "Lê Thị Ánh", 820_000),
]


def open_paid(person: Person) -> Query | None:
    return Query("enrolments", str(person.id)) if person.paid else None


COLUMNS: tuple[Column[Person], ...] = (
    Column("", lambda p: "", kind="check", width=40, sortable=False),
    Column("Họ và tên", lambda p: p.name, key=lambda p: sort_key(p.name), kind="name"),
    Column("BHYT", lambda p: "", kind="badge", badge=lambda p: Badge("unknown", "Chưa rõ")),
    Column(
        "Phải đóng",
        lambda p: f"{p.paid}" if p.paid else "chưa rõ",
        key=lambda p: p.paid,
        align="right",
        kind="figure",
        width=98,
        query=open_paid,
    ),
)


def people_model() -> RowsModel[Person]:
    model: RowsModel[Person] = RowsModel(COLUMNS, row_id=lambda p: p.id)
    model.set_rows(PEOPLE)
    return model


def test_the_models_are_what_qt_demands(qtmodeltester: ModelTester, qapp: QApplication) -> None:
    qtmodeltester.check(people_model(), force_py=True)


def test_the_list_model_is_what_qt_demands(qtmodeltester: ModelTester, qapp: QApplication) -> None:
    model: ListModel[Person] = ListModel(lambda p: ListLine(p.name), lambda p: p.id)
    model.set_rows(PEOPLE)
    qtmodeltester.check(model, force_py=True)


def test_a_table_loads_only_what_is_shown(qtbot: QtBot) -> None:
    asked: list[tuple[int, int]] = []

    def load(offset: int, limit: int) -> list[Person]:
        asked.append((offset, limit))
        return [Person(n, f"Người {n}", n) for n in range(offset, offset + limit)]

    model: RowsModel[Person] = RowsModel(COLUMNS, row_id=lambda p: p.id)
    model.set_pages(load, 26_697)
    assert (model.rowCount(), model.total, asked) == (PAGE, 26_697, [(0, PAGE)])
    table = RecordTable(model)
    qtbot.addWidget(table)
    table.show()
    table.scrollToBottom()
    assert model.rowCount() < 26_697
    while model.canFetchMore(QModelIndex()) and model.rowCount() < 3 * PAGE:
        model.fetchMore(QModelIndex())
    assert asked[1] == (PAGE, PAGE)


def test_a_list_finds_a_row_on_a_later_page(qtbot: QtBot) -> None:
    model: ListModel[int] = ListModel(lambda n: ListLine(str(n)), lambda n: n)
    model.set_pages(lambda offset, limit: list(range(offset, offset + limit)), 1000)
    view = RecordList(model, LineDelegate(RecordList(model)))
    qtbot.addWidget(view)
    assert view.select_id(777)
    assert view.current_id() == 777
    assert not view.select_id(5000)


def test_sorting_follows_the_key_and_leaves_the_unknown_last(qtbot: QtBot) -> None:
    model = people_model()
    model.sort(1)
    assert [p.name for p in model.rows()] == ["Lê Thị Ánh", "Bùi Văn Dũng", "Trần Thị Đào"]
    model.sort(3, Qt.SortOrder.DescendingOrder)
    assert [p.paid for p in model.rows()] == [1_500_000, 820_000, None]
    model.sort(3)
    assert [p.paid for p in model.rows()] == [820_000, 1_500_000, None]


def test_the_selected_row_stays_selected_when_sorted_and_reloaded(qtbot: QtBot) -> None:
    model = people_model()
    table = RecordTable(model)
    qtbot.addWidget(table)
    assert table.select_id(2)
    model.sort(1)
    assert table.current_id() == 2
    kept = table.current_id()
    model.set_rows(list(reversed(PEOPLE)))
    assert kept is not None
    assert table.select_id(kept)
    assert not table.select_id(9)


def test_ctrl_c_copies_as_a_spreadsheet_takes_it(qtbot: QtBot) -> None:
    table = RecordTable(people_model())
    qtbot.addWidget(table)
    table.select_id(3)
    press(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Lê Thị Ánh\tChưa rõ\t820000"


def test_a_figure_opens_what_it_counts(qtbot: QtBot) -> None:
    table = RecordTable(people_model(), cells=True)
    qtbot.addWidget(table)
    table.setCurrentIndex(table.model().index(0, 3))
    with qtbot.waitSignal(table.opened) as got:
        press(table, Qt.Key.Key_Return)
    assert got.args == [Query("enrolments", "1")]
    table.setCurrentIndex(table.model().index(1, 3))
    with qtbot.waitSignal(table.chosen) as chosen:
        press(table, Qt.Key.Key_Return)
    assert chosen.args == [2]


def test_a_row_is_selected_alone_though_ctrl_of_a_shortcut_is_held(qtbot: QtBot) -> None:
    table = RecordTable(people_model())
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()
    table.select_id(1)
    QTest.keyPress(table.windowHandle(), Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
    table.select_id(3)
    QTest.keyRelease(table.windowHandle(), Qt.Key.Key_Control)
    assert {index.row() for index in table.selectedIndexes()} == {table.currentIndex().row()}


def test_home_and_end_go_to_the_first_and_last_row(qtbot: QtBot) -> None:
    table = RecordTable(people_model())
    qtbot.addWidget(table)
    table.select_id(2)
    ids = [table.rows_model.id_at(row) for row in range(table.rows_model.rowCount())]
    for key, expected in ((Qt.Key.Key_End, ids[-1]), (Qt.Key.Key_Home, ids[0])):
        press(table, key)
        assert table.current_id() == expected


def test_space_ticks_the_row(qtbot: QtBot) -> None:
    model = people_model()
    table = RecordTable(model)
    qtbot.addWidget(table)
    table.select_id(3)
    press(table, Qt.Key.Key_Space)
    assert [p.id for p in model.checked()] == [3]


def test_a_cell_says_its_state_in_words(qapp: QApplication) -> None:
    model = people_model()
    spoken = model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "BHYT: Chưa rõ"


@pytest.mark.parametrize("theme_rows", [1, 3])
def test_everything_can_be_drawn(qtbot: QtBot, theme_rows: int) -> None:
    table = RecordTable(people_model(), cells=True)
    table.select_id(1)
    table.fit_rows(most=theme_rows)
    total = TotalRow(table, ("", "Cộng", "", "2.320.000"))
    story, steps = Timeline(), Workings()
    story.put((Happening("21/11/2026", "agreed", "Đến nhà", "Hẹn **28/11**."),) * theme_rows)
    steps.put((WorkingStep("Một phép tính", "1.000", "Điều 5"),) * theme_rows)
    for widget in (table, total, story, steps):
        qtbot.addWidget(widget)
        widget.resize(500, 300)
        assert not widget.grab().isNull()
    assert total.accessibleName() == "Cộng 2.320.000"


def test_none_does_not_run_out(qapp: QApplication) -> None:
    """PySide6 6.12.0 takes a reference to None with every call that returns it."""
    model = people_model()
    index = model.index(0, 0)
    for _ in range(100_000):
        index.data(Qt.ItemDataRole.DecorationRole)


def test_a_card_that_is_paid_for_says_from_when() -> None:
    badge = hi_badge(State("never", starts=date(2026, 12, 22)))
    assert badge.words == "Dùng được từ 22/12/2026"
    assert not badge.boxed


def test_a_place_in_the_law_keeps_its_number_at_the_end_of_a_line() -> None:
    step = WorkingStep("Một tháng", "440.000", "Luật 41/2024/QH15 (29/06/2024), Điều 36 khoản 1")
    assert step.cite_lines.split(" ")[-1] == "khoản\N{NO-BREAK SPACE}1"
    assert step.cite_lines.replace("\N{NO-BREAK SPACE}", " ") == step.cite
