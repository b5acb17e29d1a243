"""Báo cáo: every figure is the people behind it, and the workbook holds what the table shows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from rules.calendar import Month, PartialDate
from rules.errors import Problem
from storage.months import FIGURES, SCHEMES
from storage.sample import make_sample
from tests.ui.keyboard import press
from ui.notices import EmptyState, FailedState
from ui.reading import Latest
from ui.screens.reports import ReportsScreen
from ui.screens.reports.export import why_not
from ui.screens.reports.figures import BEHIND, agrees, lines, shown, shown_rate, total

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from pytestqt.qtbot import QtBot

    from storage.register import Register
    from ui.queries import Query
    from ui.session import Session

TODAY = date(2026, 11, 21)
OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
NEW = BEHIND.index("new")


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> ReportsScreen:
    make_sample(session.register, people=160, seed=3, on=TODAY)
    return shown_screen(qtbot, session)


def shown_screen(qtbot: QtBot, session: Session) -> ReportsScreen:
    made = ReportsScreen(session)
    qtbot.addWidget(made)
    made.resize(1182, 640)
    made.show()
    return made


def heard(session: Session) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    session.told.connect(lambda text, tone: said.append((text, tone)))
    return said


def cell(screen: ReportsScreen, row: int, column: int) -> str:
    return str(screen.table.lines.index(row, column).data())


def people(screen: ReportsScreen) -> list[str]:
    return [person.person_id for person in screen.names.table.people.rows()]


def test_the_running_month_is_shown_first_and_says_it_has_not_ended(screen: ReportsScreen) -> None:
    assert screen.head.title.text() == "Báo cáo tháng 11/2026"
    assert screen.head.note.text() == (
        "Kỳ 01/11 – 30/11/2026 · tháng chưa hết, số liệu tính đến 21/11/2026"
    )
    screen.earlier.trigger()
    assert screen.head.title.text() == "Báo cáo tháng 10/2026"
    assert screen.head.note.text() == "Kỳ 01/10 – 31/10/2026 · số liệu tính đến hết ngày 31/10/2026"


def test_the_sums_are_those_of_the_rows(screen: ReportsScreen) -> None:
    assert screen.report is not None
    for scheme in SCHEMES:
        screen.tabs.set_key(scheme)
        rows = screen.table.lines.rows()
        whole = total(screen.report, scheme)
        for column, figure in enumerate(BEHIND[2:-1], start=2):
            written = [cell(screen, row, column) for row in range(len(rows))]
            numbers = [0 if text == "–" else int(text.replace(".", "")) for text in written]
            assert sum(numbers) == whole.value(figure)
            assert screen.total.accessibleName().count(shown(whole.value(figure)))


def test_a_sum_that_is_wrong_is_not_called_compared(screen: ReportsScreen) -> None:
    report = screen.report
    assert report is not None
    assert agrees(report)
    broken = type(report)(report.month, report.closing, report.rows[1:], report.total)
    assert not agrees(broken)
    screen._put(broken, agrees(broken))
    assert "chưa khớp" in screen.worries()[0]


@pytest.mark.parametrize("month", [OCTOBER, NOVEMBER])
def test_every_figure_opens_onto_exactly_its_people(screen: ReportsScreen, month: Month) -> None:
    screen.show_month(month)
    for scheme in SCHEMES:
        screen.tabs.set_key(scheme)
        for row, line in enumerate(screen.table.lines.rows()):
            for column, figure in enumerate(BEHIND[2:], start=2):
                screen.table.go(row, column)
                press(screen.table, Qt.Key.Key_Return)
                pick = screen.names.pick
                assert pick is not None
                assert pick.place == (scheme, figure, line.village_id)
                assert len(people(screen)) == len(set(people(screen))) == line.value(figure)
                assert screen.names.proven
                screen.hide_names()


def test_the_names_of_the_commune_are_those_of_its_villages(screen: ReportsScreen) -> None:
    for figure in FIGURES:
        together: set[str] = set()
        for row in range(screen.table.lines.total):
            screen.table.go(row, BEHIND.index(figure))
            screen.open_current()
            together |= set(people(screen))
        screen.whole.trigger()
        assert screen.names.title.text().startswith("Toàn xã · ")
        assert set(people(screen)) == together


def test_a_press_on_a_figure_or_a_sum_opens_it(screen: ReportsScreen) -> None:
    place = screen.table.visualRect(screen.table.lines.index(1, NEW)).center()
    QTest.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    line = screen.table.lines.row_at(1)
    assert line is not None
    assert screen.names.pick == line.pick("new")
    assert line.village in screen.names.title.text()
    x = screen.table.columnViewportPosition(NEW) + 20
    QTest.mouseClick(screen.total, Qt.MouseButton.LeftButton, pos=QPoint(x, 8))
    assert screen.report is not None
    assert screen.names.pick == total(screen.report, "hi").pick("new")


def test_a_person_without_a_village_has_a_row(qtbot: QtBot, session: Session) -> None:
    with session.change("Thêm người"):
        session.register.villages.add("Thôn Đồi Chè")
        session.register.people.add(name="Lê Thị Sen", born=PartialDate(1980, 5, 1))
    screen = shown_screen(qtbot, session)
    assert [line.village for line in screen.table.lines.rows()] == ["Thôn Đồi Chè", "Chưa rõ thôn"]
    screen.table.go(1, BEHIND.index("population"))
    screen.open_current()
    assert screen.names.title.text() == "Chưa rõ thôn · dân số · 1 người"
    screen.table.go(0, BEHIND.index("population"))
    screen.open_current()
    assert screen.names.table.isHidden()
    assert not screen.names.nobody.isHidden()


def test_the_keyboard_goes_from_figure_to_name_to_household_and_back(
    qtbot: QtBot, screen: ReportsScreen, session: Session
) -> None:
    asked: list[Query] = []
    session.asked.connect(asked.append)
    assert screen.focusProxy() is screen.table
    screen.table.go(0, BEHIND.index("covered"))
    press(screen.table, Qt.Key.Key_Return)
    first = people(screen)[0]
    press(screen.table, Qt.Key.Key_Return)
    press(screen.names.table, Qt.Key.Key_Return)
    assert asked[-1].place == "households"
    assert asked[-1].facts["person"] == first
    assert session.register.people.get(first).household_id == asked[-1].id
    press(screen.table, Qt.Key.Key_Down)
    second = screen.table.lines.row_at(1)
    qtbot.waitUntil(lambda: screen.names.pick == (second and second.pick("covered")))
    assert screen.close_names.isEnabled()
    screen.close_names.trigger()
    assert screen.names.isHidden()
    assert not screen.close_names.isEnabled()


def test_the_other_scheme_and_month_keep_the_cell_and_the_list(screen: ReportsScreen) -> None:
    screen.table.go(1, BEHIND.index("covered"))
    screen.open_current()
    village = screen.names.pick.village_id if screen.names.pick else None
    screen.other.trigger()
    assert screen.scheme() == "vsi"
    assert screen.names.pick is not None
    assert screen.names.pick.place == ("vsi", "covered", village)
    assert screen.names.proven
    screen.earlier.trigger()
    assert screen.report is not None
    assert screen.report.month == OCTOBER
    assert screen.table.currentIndex().row() == 1
    assert screen.names.pick.place == ("vsi", "covered", village)
    assert screen.names.proven


def test_months_end_at_the_running_one_and_two_years_before(screen: ReportsScreen) -> None:
    assert not screen.later.isEnabled()
    assert screen.earlier.isEnabled()
    screen.show_month(NOVEMBER.plus(-23))
    assert not screen.earlier.isEnabled()
    screen.later.trigger()
    assert screen.month == NOVEMBER.plus(-22)
    screen.months.setCurrentIndex(1)
    screen.months.activated.emit(1)
    assert screen.month == OCTOBER


def test_a_month_to_come_says_what_to_choose(screen: ReportsScreen) -> None:
    screen.show_month(NOVEMBER.plus(1))
    found = screen.findChild(EmptyState)
    assert found is not None
    assert found.title.text() == "Tháng 12/2026 chưa bắt đầu"
    assert not screen.export.isEnabled()
    screen.show_month(NOVEMBER)
    assert screen.export.isEnabled()
    assert screen.table.isVisible()


def test_an_empty_register_sends_to_the_import(qtbot: QtBot, session: Session) -> None:
    asked: list[Query] = []
    session.asked.connect(asked.append)
    screen = shown_screen(qtbot, session)
    assert screen.findChild(EmptyState) is not None
    assert not screen.export.isEnabled()
    next(b for b in screen.findChildren(EmptyState)[0].children() if hasattr(b, "click")).click()
    assert asked[-1].place == "intake"


def test_the_workbook_holds_what_the_table_shows(
    screen: ReportsScreen, session: Session, tmp_path: Path
) -> None:
    said = heard(session)
    screen.show_month(OCTOBER)
    screen.export_to(tmp_path / "thang-10.xlsx")
    assert said[-1] == ("Đã xuất báo cáo tháng 10/2026 vào tệp thang-10.xlsx.", "ok")
    assert session.settings.get("reports") == str(tmp_path)
    book = load_workbook(tmp_path / "thang-10.xlsx")
    assert screen.report is not None
    for scheme, tab in (("hi", "BHYT"), ("vsi", "BHXH tự nguyện")):
        written = {row[1]: row for row in book[tab].iter_rows(values_only=True)}
        for line in lines(screen.report, scheme):  # type: ignore[arg-type]
            counted = [line.value(figure) for figure in FIGURES]
            assert list(written[line.village][:8]) == [line.number, line.village, *counted]


def test_a_place_that_cannot_be_written_is_said(
    screen: ReportsScreen, session: Session, tmp_path: Path
) -> None:
    said = heard(session)
    (tmp_path / "thang.xlsx").mkdir()
    (tmp_path / "thang.xlsx" / "tep.txt").touch()
    screen.export_to(tmp_path / "thang.xlsx")
    assert said[-1][1] == "bad"
    assert "thang.xlsx" in said[-1][0]
    assert "ổ đĩa đầy" in why_not(OSError(), tmp_path / "thang.xlsx")
    assert "đang mở trong Excel" in why_not(PermissionError(), tmp_path / "thang.xlsx")


def test_an_enrolment_is_counted_and_its_undo_uncounted(
    screen: ReportsScreen, session: Session
) -> None:
    before = screen.report
    assert before is not None
    person = next(
        one.person_id
        for one in session.register.months.names(NOVEMBER, TODAY, figure="population", scheme="vsi")
        if one.since is None and one.household_id
    )
    with session.change("Ghi tham gia"):
        session.register.covers.add(
            person,
            scheme="vsi",
            known="covered",
            start=date(2026, 11, 1),
            until=date(2027, 4, 30),
            dated=TODAY,
        )
    assert screen.report is not None
    assert screen.report.total.vsi.new == before.total.vsi.new + 1
    session.undo()
    assert screen.report == before


def test_work_that_failed_can_be_done_again(
    screen: ReportsScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen._failed(Problem("month_not_begun", month=NOVEMBER))
    assert screen.findChild(EmptyState) is not None
    screen._failed(Problem("unknown_figure", value="x"))
    found = screen.findChildren(FailedState)[-1]
    next(b for b in found.children() if hasattr(b, "click")).click()
    assert screen.table.isVisible()


def test_only_the_newest_question_is_answered(session: Session, screen: ReportsScreen) -> None:
    answers: list[str] = []
    reading = Latest(session, "Đang đọc", screen)

    def never(error: BaseException) -> None:
        raise error

    def first(_register: Register) -> str:
        reading.ask(later("hai"), answers.append, never)
        reading.ask(later("ba"), answers.append, never)
        return "một"

    def later(text: str) -> Callable[[Register], Any]:
        return lambda _register: text

    reading.ask(first, answers.append, never)
    assert answers == ["ba"]


def test_a_name_is_never_cut_short(screen: ReportsScreen, session: Session) -> None:
    village = session.register.villages.all()[0]
    with session.change("Sửa tên thôn"):
        session.register.villages.rename(village.id, "Thôn Suối Nước Trong Đồi Chè Phía Đông")
    screen.table.go(0, NEW)
    screen.open_current()
    for width in (1600, 1182, 940, 700):
        screen.resize(width, 560)
        column = screen.table.sizeHintForColumn(1)
        assert screen.table.columnWidth(1) >= column - 8
        assert screen.names.width() >= screen.names.title.sizeHint().width() + 24
        assert screen.names.table.columnWidth(0) >= 142


def test_shares_have_one_decimal() -> None:
    from fractions import Fraction

    assert shown_rate(Fraction(7, 10)) == "70,0"
    assert shown_rate(Fraction(1, 3)) == "33,3"
    assert shown_rate(None) == "–"
    assert shown(0) == "–"
    assert shown(26697) == "26.697"
