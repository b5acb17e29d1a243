"""Cards and sheets scanned anywhere: told from a hand, never left where the keys went."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from rules.citizen_card import CitizenCard
from storage import Register
from storage.plans import Outing
from tests.ui.keyboard import compose_text, press, type_text
from ui.places import PLACES
from ui.queries import Query
from ui.scan_desk import CardDialog, ScanDesk
from ui.scanner import Scanner
from ui.session import Session
from ui.window import Window

CARD = "038179004412||Mai Thị Lành|05081979|Nữ|Xóm 3, Thôn Đông, Xã Mẫu|25042021"
SLOW = 1_000  # milliseconds: no test waits for the speed of a machine
ENTER = Qt.Key.Key_Return


class Heard:
    """What the scanner heard, and widgets that may have the keys."""

    def __init__(self, app: QApplication, qtbot: QtBot) -> None:
        self.cards: list[str] = []
        self.sheets: list[str] = []
        self.page = QWidget()
        qtbot.addWidget(self.page)
        self.line, self.button, self.list = QLineEdit(), QPushButton("Ghi"), QListWidget()
        self.box = QComboBox()
        self.box.setEditable(True)
        self.list.addItems(["Bến Đò", "Đồi Sim"])
        row = QHBoxLayout(self.page)
        for part in (self.line, self.button, self.list, self.box):
            row.addWidget(part)
        self.pressed = 0
        self.button.clicked.connect(self._press)
        self.scanner = Scanner(self.page, gap=SLOW)
        self.scanner.card.connect(self.cards.append)
        self.scanner.sheet.connect(self.sheets.append)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()
        self.scanner.follow(app)

    def _press(self) -> None:
        self.pressed += 1

    def at(self, widget: QWidget) -> QWidget:
        widget.setFocus()
        return widget


@pytest.fixture
def heard(qapp: QApplication, qtbot: QtBot) -> Iterator[Heard]:
    made = Heard(qapp, qtbot)
    yield made
    made.scanner.listen_at(None)


def test_a_card_scanned_into_a_line_does_not_stay_there(heard: Heard) -> None:
    heard.line.setText("Lò Thị")
    line = heard.at(heard.line)
    heard.line.setCursorPosition(3)
    edited: list[str] = []
    heard.line.textEdited.connect(edited.append)
    type_text(line, CARD)
    press(line, ENTER)
    assert heard.cards == [CARD]
    assert (heard.line.text(), heard.line.cursorPosition()) == ("Lò Thị", 3)
    assert edited[-1] == "Lò Thị"


def test_what_was_selected_is_there_again(heard: Heard) -> None:
    heard.line.setText("Lò Thị")
    line = heard.at(heard.line)
    heard.line.selectAll()
    type_text(line, CARD)
    press(line, ENTER)
    assert heard.line.text() == "Lò Thị"


def test_a_card_that_was_pasted_or_composed_is_known(heard: Heard) -> None:
    line = heard.at(heard.line)
    heard.line.setText(f"Mai {CARD}")
    press(line, ENTER)
    heard.line.clear()
    compose_text(line, "Mai ")
    compose_text(line, CARD)
    press(line, ENTER)
    assert heard.cards == [CARD, CARD]


def test_the_code_of_a_route_sheet_is_heard(heard: Heard) -> None:
    for widget, code in ((heard.list, "#R261101"), (heard.line, "#R261101-2")):
        type_text(heard.at(widget), code)
        press(widget, ENTER)
    assert heard.sheets == ["#R261101", "#R261101-2"]
    assert heard.line.text() == ""


def test_the_line_of_a_box_is_a_line(heard: Heard) -> None:
    box = heard.at(heard.box)
    type_text(box, CARD)
    press(box, ENTER)
    assert heard.cards == [CARD]
    assert heard.box.currentText() == ""


def test_a_card_pasted_into_the_search_box_is_known(
    qapp: QApplication, qtbot: QtBot, session: Session
) -> None:
    window = Window(session, PLACES[:1])
    qtbot.addWidget(window)
    scanner, cards = Scanner(window, gap=SLOW), list[str]()
    scanner.card.connect(cards.append)
    scanner.follow(qapp)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.search.start()
    line = window.search.line
    line.insert(CARD)
    line.textEdited.emit(line.text())
    assert window.search.popup is not None
    press(line, ENTER)
    assert cards == [CARD]
    assert (line.text(), window.search.popup.isVisible()) == ("", False)


def test_a_hand_types_as_ever(heard: Heard) -> None:
    line = heard.at(heard.line)
    type_text(line, "038179004412")
    press(line, ENTER)
    assert heard.line.text() == "038179004412"
    assert (heard.cards, heard.sheets) == ([], [])


def test_a_button_is_not_pressed_by_the_spaces_of_a_card(heard: Heard) -> None:
    button = heard.at(heard.button)
    type_text(button, CARD)
    press(button, ENTER)
    assert heard.cards == [CARD]
    assert heard.pressed == 0


def test_another_window_is_another_scanner_s(heard: Heard, qtbot: QtBot) -> None:
    other = QListWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    other.setFocus()
    type_text(other, CARD)
    press(other, ENTER)
    assert heard.cards == []


def test_keys_that_are_no_scan_arrive_a_moment_later(heard: Heard, qtbot: QtBot) -> None:
    class Listens(QListWidget):
        def keyPressEvent(self, event: object) -> None:
            typed.append(event.text())  # type: ignore[attr-defined]

    typed: list[str] = []
    listens = Listens()
    layout = heard.page.layout()
    assert layout is not None
    layout.addWidget(listens)
    listens.show()
    there = heard.at(listens)
    type_text(there, "12")
    assert typed == []
    qtbot.waitUntil(lambda: typed == ["1", "2"], timeout=SLOW * 5)
    type_text(there, "3n")  # no scan goes on like this
    assert typed == ["1", "2", "3", "n"]
    type_text(there, "4")
    press(there, Qt.Key.Key_Return)
    assert typed[:5] == ["1", "2", "3", "n", "4"]
    type_text(there, "5")
    heard.at(heard.line)  # the keys of the old place stay its keys
    assert typed[-1] == "5"


@pytest.mark.parametrize("place", ["line", "button", "list"])
def test_a_sheet_is_known_by_its_code(heard: Heard, place: str) -> None:
    widget = heard.at(getattr(heard, place))
    type_text(widget, "#7K4M2Q")
    press(widget, ENTER)
    type_text(widget, "#7K4M22")  # the check character is another
    press(widget, ENTER)
    from rules.household_codes import make, shown

    code = make([1, 2, 3, 4, 5])
    type_text(widget, f"#{code}")
    press(widget, ENTER)
    assert shown(heard.sheets[-1]) == shown(code)
    assert heard.cards == []


# What becomes of it


class Desk:
    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.over = QWidget()
        qtbot.addWidget(self.over)
        self.over.resize(1100, 640)
        self.over.show()
        self.asked: list[Query] = []
        self.told: list[str] = []
        session.asked.connect(self.asked.append)
        session.told.connect(lambda text, _tone: self.told.append(text))
        self.home = ("", "")
        self.desk = ScanDesk(session, Scanner(), lambda: self.home, self.over)


@pytest.fixture
def desk(session: Session, qtbot: QtBot) -> Desk:
    return Desk(session, qtbot)


def answer(choose: str) -> None:
    """Choose a way in the dialog that opens."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CardDialog)
        found = [one for one in dialog.buttons if choose in one.text()]
        found[0].setChecked(True)
        dialog.accept()

    QTimer.singleShot(0, act)


@pytest.fixture
def home(register: Register) -> str:
    with register.change("Lập sổ"):
        village = register.villages.add("Thôn Đông")
        return register.households.add(village_id=village)


@pytest.fixture
def add(register: Register, home: str) -> Callable[..., str]:
    def person(**fields: object) -> str:
        with register.change("Thêm người"):
            told = {"name": "Mai Thị Lành", "household_id": home, **fields}
            return register.people.add(**told)  # type: ignore[arg-type]

    return person


def test_who_has_the_number_is_opened(desk: Desk, add: Callable[..., str], home: str) -> None:
    person = add(name="Mai Lành", personal_id="038179004412")
    desk.desk.take_card(CARD)
    assert desk.asked == [Query("households", home, facts={"person": person})]


def test_who_has_no_household_is_named(desk: Desk, add: Callable[..., str]) -> None:
    add(personal_id="038179004412", household_id=None)
    desk.desk.take_card(CARD)
    assert desk.told == ["Mai Thị Lành có trong sổ nhưng chưa thuộc hộ nào."]


def test_a_namesake_of_that_birth_is_given_the_number(
    desk: Desk, add: Callable[..., str], register: Register, home: str
) -> None:
    person = add(born=PartialDate(1979))
    answer("Mai Thị Lành, sinh 1979")
    desk.desk.take_card(CARD)
    written = register.people.get(person)
    assert (written.personal_id, written.born) == ("038179004412", PartialDate(1979, 8, 5))
    assert written.sex == "female"
    assert desk.asked == [Query("households", home, facts={"person": person})]
    register.undo()
    assert register.people.get(person).personal_id is None


def test_a_new_one_is_filled_in_where_it_is_said(desk: Desk) -> None:
    answer("lập hộ mới")
    desk.desk.take_card(CARD)
    desk.home = ("some-household", "Hộ bà Tống Thị Mận")
    answer("Hộ bà Tống Thị Mận")
    desk.desk.take_card(CARD)
    new, here = desk.asked
    card = new.facts["card"]
    assert isinstance(card, CitizenCard)
    assert (new.place, here.place, here.id, here.action) == (
        "entry", "households", "some-household", "add",
    )  # fmt: skip


def test_what_cannot_be_read_is_said(desk: Desk) -> None:
    desk.desk.take_card(CARD.replace("05081979", "31021979"))
    assert desk.told[0].startswith("Chưa đọc được thẻ vừa quét.")


def test_the_code_of_a_route_opens_its_pile(desk: Desk, home: str, register: Register) -> None:
    with register.change("Lập tuyến"):
        plan = register.plans.make(date(2026, 11, 28), [Outing((), (home,))])
    desk.desk.take_sheet("#R261101")
    assert desk.asked[-1] == Query("results", facts={"plan": plan, "route": None})
    desk.desk.take_sheet("#R261107")
    assert "R261107" in desk.told[-1]


def test_a_sheet_opens_its_household(desk: Desk, home: str, register: Register) -> None:
    desk.desk.take_sheet(register.households.get(home).code)
    assert desk.asked == [Query("households", home)]
    desk.desk.take_sheet("7K4M2Q")
    assert desk.told
