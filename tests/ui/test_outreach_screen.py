"""Vận động in the window: the list, its keys, what is put off, copied and weighed."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from rules.outreach.facts import Reason
from rules.outreach.telling import tell
from rules.outreach.weights import REASONS
from storage import Register
from storage.outreach import Choice
from storage.outreach.listing import LastVisit, OutreachRow
from storage.visits import ResultInput
from tests.ui.keyboard import press, type_text
from ui.places import PLACES
from ui.queries import Query
from ui.screens.outreach import OutreachScreen
from ui.screens.outreach.listing import ROW, ListHead, shown_reasons
from ui.screens.outreach.weights import WeightsDialog
from ui.screens.outreach.wording import last_cell, left_cell, place_words, spoken
from ui.session import Session
from ui.window import Window
from ui.wording import words

TODAY = date(2026, 11, 21)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def homes(register: Register) -> list[str]:
    """Three households in two villages whose cards end soon, and one where nothing calls."""
    with register.change("Lập sổ"):
        register.office.save(name="Xã Mẫu", province_code="38")
        villages = [register.villages.add(name) for name in ("Thôn Đông", "Thôn Tây")]
        register.staff.add(name="Lò Thị Đào", roles=("helper",), village_id=villages[1])
        made = [
            register.households.add(village_id=villages[number % 2], number=str(number + 1))
            for number in range(4)
        ]
        names = ("Vi Văn Tuất", "Mai Thị Lành", "Tống Thị Mận", "Lường Thị Mến")
        for number, home in enumerate(made):
            person = register.people.add(
                name=names[number], household_id=home, relation="head", sex=None,
                born=PartialDate(1990, 5, 2),
            )  # fmt: skip
            until = date(2027, 10, 31) if number == 3 else TODAY + timedelta(days=5 + number)
            register.covers.add(
                person, scheme="hi", known="covered", dated=date(2026, 1, 1),
                start=date(2026, 1, 1), until=until, hi_group="household",
            )  # fmt: skip
    return made


@pytest.fixture
def window(qtbot: QtBot, session: Session, homes: list[str]) -> Iterator[Window]:
    window = Window(session, PLACES)
    qtbot.addWidget(window)
    window.resize(1366, 697)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    yield window
    QToolTip.hideText()


def shown(window: Window) -> OutreachScreen:
    window.go("outreach")
    QApplication.processEvents()
    screen = window.screen_of("outreach")
    assert isinstance(screen, OutreachScreen)
    return screen


def listed(screen: OutreachScreen) -> list[str]:
    return [str(screen.model.id_at(number)) for number in range(screen.model.rowCount())]


def test_the_most_urgent_stands_first_and_says_why(window: Window, homes: list[str]) -> None:
    screen = shown(window)
    assert listed(screen) == homes[:3]
    assert screen.list.current_id() == homes[0]
    assert screen.head.note.text().startswith("3 hộ")
    first = screen.model.index(0, 0)
    spoken_words = first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Thẻ BHYT hết hạn 26/11." in spoken_words
    assert "còn 5 ngày 26/11" in spoken_words
    assert screen.model.cells_at(0)[3:] == ("5 ngày 26/11", "Chưa đến")
    assert screen.keys()[0].words == "thêm vào tuyến"


def test_space_puts_a_household_on_the_route_and_takes_it_off(
    window: Window, homes: list[str], qtbot: QtBot
) -> None:
    screen = shown(window)
    with qtbot.waitSignal(screen.chosen.changed):
        press(screen.list, Qt.Key.Key_Space)
    press(screen.list, Qt.Key.Key_Down)
    press(screen.list, Qt.Key.Key_Space)
    assert screen.chosen.ids() == (homes[0], homes[1])
    press(screen.list, Qt.Key.Key_Space)
    assert screen.chosen.ids() == (homes[0],)
    press(screen.list, Qt.Key.Key_A, CTRL)
    assert screen.chosen.ids() == tuple(homes[:3])


def test_a_press_on_the_box_turns_it_and_elsewhere_only_goes_there(
    window: Window, homes: list[str], qtbot: QtBot
) -> None:
    screen = shown(window)
    at = screen.list.visualRect(screen.model.index(2, 0))
    view = screen.list.viewport()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(18, at.center().y()))
    assert screen.chosen.ids() == (homes[2],)
    assert screen.list.current_id() == homes[2]
    at = screen.list.visualRect(screen.model.index(0, 0))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(300, at.center().y()))
    assert (screen.chosen.ids(), screen.list.current_id()) == ((homes[2],), homes[0])


def test_put_off_goes_away_and_comes_back_with_undo(window: Window, homes: list[str]) -> None:
    screen = shown(window)
    press(screen.list, Qt.Key.Key_Space)
    assert screen.later.shortcut().toString() == "Ctrl+Right"
    screen.later.trigger()
    assert homes[0] not in listed(screen)
    assert homes[0] not in screen.chosen.ids()
    assert screen.list.current_id() == homes[1]
    assert "1 hộ để sau" in screen.head.note.text()
    window.session.undo()
    assert listed(screen) == homes[:3]


def test_enter_opens_the_household_and_f6_the_sheets(
    window: Window, homes: list[str], qtbot: QtBot
) -> None:
    screen = shown(window)
    with qtbot.waitSignal(window.session.asked) as asked:
        press(screen.list, Qt.Key.Key_Return)
    query = asked.args[0]
    assert (query.place, query.id) == ("households", homes[0])
    assert query.facts["person"]
    window.go("outreach")
    with qtbot.waitSignal(window.session.asked) as asked:
        screen.results.trigger()
    assert asked.args[0].place == "results"
    screen._open(None)


def test_the_message_of_the_current_household_is_copied(window: Window, homes: list[str]) -> None:
    screen = shown(window)
    screen.copy_message()
    assert "Vi Văn Tuất" in QGuiApplication.clipboard().text()


def test_villages_reasons_and_helpers_narrow_the_list(window: Window, homes: list[str]) -> None:
    screen = shown(window)
    screen.open_filter()
    popup = screen.filter._pop
    type_text(popup.search, "tay")
    assert [one.text for one in popup.rows.rows] == ["Thôn", "Thôn Tây"]
    press(popup.search, Qt.Key.Key_Down)
    press(popup.search, Qt.Key.Key_Up)
    press(popup.search, Qt.Key.Key_Return)
    assert listed(screen) == [homes[1]]
    assert screen.filter.text() == "Thôn Tây"
    assert screen.parts._buttons["all"].text() == "Tất cả 1"
    popup.hide()
    assert popup.search.text() == ""
    screen.filter.open_list()
    popup.search.setText("lo thi dao")
    popup._press(popup.rows.index(1))
    assert screen.filter.text() == "Thôn Tây, 1 điều kiện"
    popup.hide()
    screen.filter.set_ticked("codes", ("card_gap",))
    screen._fill()
    assert screen.pages.currentIndex() == 1
    screen.wide.trigger()
    assert listed(screen) == homes[:3]
    screen.filter.set_ticked("villages", ("one", "two"))
    assert screen.filter.text() == "2 thôn đã chọn"
    assert screen.filter.ticked()
    screen.open_filter()
    assert popup.isVisible()
    window.go("households")
    assert not popup.isVisible()


def test_the_parts_of_the_list_go_round(window: Window, homes: list[str]) -> None:
    screen = shown(window)
    for key, count in (("ending", 3), ("appointments", 0), ("stopped", 0), ("all", 3)):
        screen.turn.trigger()
        assert (screen.parts.key(), screen.model.rowCount()) == (key, count)
    assert screen.choice() == Choice()


def test_a_query_opens_a_village_a_part_and_a_household(
    window: Window, homes: list[str], register: Register
) -> None:
    village = register.villages.all()[1].id
    window.open(Query("outreach", homes[1], facts={"village": village, "part": "ending"}))
    screen = shown(window)
    assert (screen.parts.key(), screen.list.current_id()) == ("ending", homes[1])


def test_a_part_is_opened_before_anything_is_ranked(window: Window, homes: list[str]) -> None:
    window.go("overview")
    window.open(Query("outreach", facts={"part": "appointments"}))
    assert shown(window).parts.key() == "appointments"
    window.go("overview")
    screen = shown(window)
    screen.pages.setCurrentIndex(2)  # ranked in the background
    screen.parts.set_key("all")
    button = screen.head.findChildren(QPushButton)[0]
    button.setFocus()
    screen.reload()
    assert screen.pages.currentIndex() == 0
    assert QApplication.focusWidget() in {screen.list, None}
    bare = OutreachScreen(window.session)
    bare.open(Query("outreach", facts={"part": "ending"}))
    assert bare.parts.key() == "ending"
    bare.deleteLater()


def test_the_office_weighs_and_takes_it_back(window: Window, homes: list[str]) -> None:
    screen = shown(window)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, WeightsDialog)
        dialog.field.line.setText("0")
        press(dialog.field.line, Qt.Key.Key_Return)
        assert dialog.about.text().startswith("Sắp mất 5 năm")
        dialog.filled.click()

    QTimer.singleShot(0, answer)
    screen.weigh.trigger()
    assert screen.pages.currentIndex() == 1
    window.session.undo()
    assert listed(screen) == homes[:3]


def test_weights_are_put_back_and_wrong_ones_not_kept(
    window: Window, homes: list[str], register: Register
) -> None:
    with register.change("Sửa"):
        register.outreach.weights.set("card_ending", 7)
    dialog = WeightsDialog(register.outreach.weights.all(), window)
    assert dialog.model.columns[2].text(dialog.model.rows()[0]) == "40"
    press(dialog, Qt.Key.Key_Down)
    assert dialog.table.currentIndex().row() == 1
    press(dialog, Qt.Key.Key_Up)
    dialog.field.line.setText("nhiều")
    dialog.filled.click()
    assert dialog.result() == 0
    dialog.put_back()
    assert dialog.changes() == {"card_ending": 40}
    assert dialog.field.text() == "40"
    dialog.deleteLater()


def test_weights_left_as_they_are_change_nothing(window: Window, homes: list[str]) -> None:
    screen = shown(window)
    before = len(window.session.register.changes())
    for click in ("filled", "cancel"):
        QTimer.singleShot(
            0, lambda name=click: getattr(QApplication.activeModalWidget(), name).click()
        )
        screen.weigh.trigger()
    assert len(window.session.register.changes()) == before


def test_a_register_without_households_says_what_to_do(qtbot: QtBot, session: Session) -> None:
    screen = OutreachScreen(session)
    qtbot.addWidget(screen)
    screen.show()
    assert screen._instead is not None
    screen.put_off()
    screen.copy_message()


def test_a_panel_stands_beside_the_list(window: Window, homes: list[str]) -> None:
    screen = shown(window)
    beside = QFrame()
    beside.setFixedWidth(320)
    screen.put_beside(beside)
    QApplication.processEvents()
    assert beside.isVisible()
    assert beside.x() > screen.list.width()
    window.resize(1100, 640)
    QApplication.processEvents()
    assert not screen._order.isVisible()


def test_the_tooltip_holds_what_the_line_has_no_room_for(window: Window, homes: list[str]) -> None:
    with window.session.change("Ghi"):
        window.session.register.visits.record(
            homes[0], TODAY, results=[ResultInput("thinking")], next_day=TODAY
        )
        window.session.register.visits.record(homes[0], TODAY, results=[ResultInput("thinking")],
                                              next_day=TODAY)  # fmt: skip
    screen = shown(window)
    index = screen.model.index(0, 0)
    row = index.data(ROW)
    assert len(row.reasons) == 3
    assert shown_reasons(row, TODAY, 2000)[1]
    assert not shown_reasons(screen.model.index(1, 0).data(ROW), TODAY, 2000)[1]
    option = QStyleOptionViewItem()
    option.rect = screen.list.visualRect(index)
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(50, 50))
    assert screen.list.itemDelegate().helpEvent(event, screen.list, option, index)
    assert "nghĩ thêm" in QToolTip.text()
    assert not screen.list.itemDelegate().helpEvent(
        event, screen.list, option, screen.model.index(-1)
    )
    ListHead().grab()


def line(*reasons: Reason, last: LastVisit | None = None, age: int | None = None) -> OutreachRow:
    return OutreachRow(
        "h", "c", "Thôn Đông", "1", "Vi Văn Tuất", None, None, age, 4, reasons, {}, last
    )


def test_what_is_left_is_a_day_an_appointment_or_nothing() -> None:
    far = Reason("vsi_last_start", until=TODAY + timedelta(days=400))
    assert left_cell(line(far), TODAY).words == "–"
    today = Reason("card_ending", {"people": 2, "day": TODAY}, ("a", "b"), until=TODAY)
    assert left_cell(line(today), TODAY).words == "hôm nay"
    back = Reason("asked_back", {"day": TODAY}, until=TODAY)
    assert left_cell(line(today, back), TODAY).words == "hẹn"
    late = Reason("asked_back", {"day": TODAY}, until=TODAY - timedelta(days=1))
    assert left_cell(line(late), TODAY).words == "quá hẹn"
    assert "Hẹn 21/11, đã quá hẹn." in spoken(line(late), TODAY)


def test_a_line_tells_age_or_family_and_the_last_visit() -> None:
    reason = Reason("asked_back", {"day": TODAY})
    assert place_words(line(reason)) == "Đông · 4 người"
    assert place_words(line(reason, age=44)) == "Đông · 44 tuổi"
    assert last_cell(line(reason)).words == "Chưa đến"
    seen = LastVisit(TODAY, None)
    assert last_cell(line(reason, last=seen)).words == "Đã đến"
    assert last_cell(line(reason, last=LastVisit(TODAY, "refused"))).under == "21/11/2026"


FIGURES = {
    "people": 2, "day": TODAY, "days": 7, "gap": 90, "wait": 30, "years": 5, "keep": TODAY,
    "last": "11/2026", "card": TODAY, "standing": "near_poor", "share": 0, "payable": 819_720,
    "held": 2, "living": 2, "missing": 7, "since": "08/2026", "left": 5, "support": 66_000,
    "months": 185, "title": "Chưa tin",
}  # fmt: skip


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_has_its_sentences(code: str) -> None:
    said = set()
    for people in ((), ("a",), ("a", "b")):
        for change in ({}, {"payable": 0}, {"title": ""}, {"living": 3}):
            figures = {**FIGURES, **change}
            reason = Reason(code, figures, people, until=TODAY - timedelta(days=1))  # type: ignore[arg-type]
            said.add(tell(words(), reason, TODAY, names={"a": "Mai Thị Lành"}))
    without = {name: value for name, value in FIGURES.items() if name != "card"}
    said.add(tell(words(), Reason(code, without, ("a",)), TODAY, about="a"))  # type: ignore[arg-type]
    assert all(text.rstrip("*").endswith(".") for text in said)
    assert all(text.count("**") % 2 == 0 and "{" not in text for text in said)
    assert any(text.startswith("Mai Thị Lành: ") for text in said)
