"""Thêm hộ through its real widgets: a household typed with the keyboard alone."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from rules.citizen_card import CitizenCard
from storage import Register, open_register
from tests.ui.keyboard import press, type_text
from ui.drafts import PAUSE
from ui.forms.entry import EntryForm
from ui.forms.entry.cells import KEYS, read_cell
from ui.queries import Query
from ui.session import Session

TODAY = date(2026, 11, 21)
ENTER = Qt.Key.Key_Return


@dataclass(frozen=True)
class Commune:
    """Ids of what the register holds."""

    village: str
    household: str
    known: str
    son: str


@pytest.fixture
def commune(register: Register) -> Commune:
    with register.change("Lập sổ"):
        village = register.villages.add("Thôn Đông")
        register.villages.add("Thôn Tây")
        household = register.households.add(village_id=village, number="7")
        known = register.people.add(
            name="Tống Thị Mận", household_id=household, relation="head", sex="female",
            born=PartialDate(1981, 2, 3), personal_id="038181005555",
        )  # fmt: skip
        son = register.people.add(
            name="Vi Văn Tuất", household_id=household, relation="son", born=PartialDate(2004)
        )
    return Commune(village, household, known, son)


@pytest.fixture
def entry(qtbot: QtBot, session: Session, commune: Commune) -> EntryForm:
    return shown(qtbot, session, commune.village)


def shown(qtbot: QtBot, session: Session, village: str | None = None) -> EntryForm:
    made = EntryForm(session)
    qtbot.addWidget(made)
    made.resize(1180, 620)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.open(Query("entry", facts={"village": village}))
    return made


class Hand:
    """A hand on the keyboard: keys go wherever the focus is, and are counted."""

    def __init__(self) -> None:
        self.keys = 0

    @staticmethod
    def at() -> QWidget:
        there = QApplication.focusWidget()
        assert there is not None
        return there

    def type(self, text: str) -> None:
        for letter in text:
            self.keys += 1
            type_text(self.at(), letter)

    def press(self, key: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        press(self.at(), key, held)

    def cells(self, *texts: str) -> None:
        for text in texts:
            self.type(text)
            self.press(ENTER)


@pytest.fixture
def hand(entry: EntryForm) -> Hand:
    return Hand()


def line(entry: EntryForm, row: int) -> list[str]:
    return entry.model.rows[row].texts()


# Telex keys, as a clerk types them: what the keyboard makes of them is not the program's work.
BOOK = (
    ("mai thij lanhf", "", "", "050879", "038179004412"),
    ("vi vawn tuaats", "ch", "", "120376", "038076001206"),
    ("vi thij xuaan", "cg", "", "010204", "038304007781"),
    ("vi vawn ngoj", "ct", "", "220909", "038209003345"),
    ("lof thij sen", "m", "", "48", "038148000912"),
)
TYPED = {
    "mai thij lanhf": "mai thị lành", "vi vawn tuaats": "vi văn tuất", "vi thij xuaan":
    "vi thị xuân", "vi vawn ngoj": "vi văn ngọ", "lof thij sen": "lò thị sen",
}  # fmt: skip


def test_five_people_take_fewer_keys_than_a_minute_has(
    entry: EntryForm, hand: Hand, register: Register, commune: Commune
) -> None:
    entry.village.setFocus()
    hand.press(ENTER)  # the village of the last household
    hand.cells("113", "Xóm 3", "")
    for place, (name, relation, sex, born, number) in enumerate(BOOK):
        hand.keys += len(name) - len(TYPED[name])
        hand.cells(TYPED[name], relation, sex, born)
        hand.type(number)
        hand.type("+" if place < len(BOOK) - 1 else "")
    hand.keys += 1  # Ctrl+Enter
    entry.save()
    assert hand.keys <= 260, f"{hand.keys} keys are more than 52 seconds at five a second"
    household = register.households.list(on=TODAY, search="mai thi lanh")[0]
    record = register.households.record(household.id, TODAY)
    assert (record.household.number, record.household.address) == ("113", "Xóm 3")
    people = {row.person.name: row.person for row in record.members}
    assert record.head is people["Mai Thị Lành"]
    assert people["Vi Văn Tuất"].relation == "husband"
    assert people["Vi Thị Xuân"].born == PartialDate(2004, 2, 1)
    assert people["Lò Thị Sen"].born == PartialDate(1948)
    assert [row.sex for row in people.values() if row.sex is None] == []
    assert len(people) == 5


def test_a_plus_ends_the_line_from_an_empty_cell_too_but_begins_a_telephone_number(
    entry: EntryForm, hand: Hand
) -> None:
    entry.grid.start()
    hand.cells("vi văn tuất", "", "")
    hand.type("+")
    assert entry.grid.currentIndex().row() == 1
    hand.cells("tống thị mận", "v", "", "79", "", "")
    hand.type("+84912345678")
    assert entry.grid.line.text() == "+84912345678"
    hand.type("+")
    assert entry.grid.currentIndex().row() == 2
    hand.type("+")  # nothing was typed in this line
    assert entry.filled.hasFocus()


def test_it_is_one_change_and_undo_takes_all_of_it_back(
    entry: EntryForm, hand: Hand, register: Register, session: Session
) -> None:
    before = register.people.count()
    entry.grid.start()
    hand.cells("lường thị mến", "", "", "79", "", "", "", "311227", "Thái")
    hand.cells("vi văn ngọ", "c", "", "8/2010", "", "", "", "", "=")
    entry.save()
    assert register.people.count() == before + 2
    last = register.undoable()
    assert last is not None
    assert last.what == "Thêm hộ Lường Thị Mến: 2 người"
    session.undo()
    assert register.people.count() == before
    assert register.covers.of_many([]) == {}


def test_short_forms_become_full_ones(entry: EntryForm, hand: Hand) -> None:
    entry.grid.start()
    hand.cells("MAI THỊ LÀNH", "", "", "050879", "38179004412", "380012345", "912345678", "2027")
    assert line(entry, 0) == [
        "Mai Thị Lành", "Chủ hộ", "Nữ", "05/08/1979", "038179004412", "0380012345",
        "0912345678", "2027", "",
    ]  # fmt: skip
    assert entry.model.wrong() == [(0, KEYS.index("hi_until"))]  # a card ends on a day


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("v", "Vợ"), ("c", "Con"), ("ch", "Chồng"), ("cha", "Cha"), ("chau", "Cháu"),
        ("h", "Chủ hộ"),
        ("cd", "Con dâu"), ("con rể", "Con rể"), ("bv", "Bố vợ"), ("cháu nội", "Cháu nội"),
        ("ba", "Bà"), ("k", "Khác"), ("me", "Mẹ"), ("trai", "Trai"),
    ],
)  # fmt: skip
def test_a_relation_is_one_or_two_letters(typed: str, words: str) -> None:
    cell = read_cell("relation", typed, TODAY)
    assert (cell.text, cell.problem) == (words, "")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1", "Nam"),
        ("2", "Nữ"),
        ("na", "Nam"),
        ("nữ", "Nữ"),
        ("nu", "Nữ"),
        ("gái", "Nữ"),
        ("n", "n"),
    ],
)
def test_a_sex_needs_the_letter_that_tells_it(typed: str, words: str) -> None:
    cell = read_cell("sex", typed, TODAY)
    assert cell.text == words
    assert bool(cell.problem) is (words == "n")


def test_a_suggested_sex_is_seen_and_taken_only_by_enter(entry: EntryForm, hand: Hand) -> None:
    entry.grid.start()
    hand.type("mai thị lành+")
    hand.cells("vi văn tuất", "c")
    assert entry.grid.line.placeholderText() == "Nam"
    assert [row["sex"].text for row in entry.model.rows[:2]] == ["", ""]
    hand.press(ENTER)
    assert [row["sex"].text for row in entry.model.rows[:2]] == ["", "Nam"]


def test_a_wife_is_a_woman_as_is_seen(entry: EntryForm, hand: Hand) -> None:
    entry.grid.start(1)
    hand.cells("lường khánh mến", "v")
    assert line(entry, 1)[:3] == ["Lường Khánh Mến", "Vợ", "Nữ"]


def test_enter_shift_enter_and_esc_move_as_on_paper(entry: EntryForm, hand: Hand) -> None:
    entry.grid.start()
    hand.cells("mai thị lành", "")
    assert entry.grid.currentIndex().column() == 2
    hand.press(ENTER, Qt.KeyboardModifier.ShiftModifier)
    hand.press(ENTER, Qt.KeyboardModifier.ShiftModifier)
    hand.type("x")
    hand.press(Qt.Key.Key_Escape)
    assert entry.grid.line.text() == "Mai Thị Lành"
    hand.press(ENTER, Qt.KeyboardModifier.ShiftModifier)
    assert entry.standing.box.hasFocus()


def test_enter_in_an_empty_line_goes_to_the_button(entry: EntryForm, hand: Hand) -> None:
    entry.grid.start()
    hand.type("mai thị lành+")
    hand.press(ENTER)
    assert entry.filled.hasFocus()


def test_arrows_choose_in_the_list_below_the_cell(entry: EntryForm, hand: Hand) -> None:
    entry.grid.start(1)
    hand.cells("vi thị xuân")
    assert entry.grid.popup is not None
    assert entry.grid.popup.isVisible()
    hand.type("con")
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Down)
    hand.press(ENTER)
    assert line(entry, 1)[1] == "Con gái"
    assert not entry.grid.popup.isVisible() or entry.grid.currentIndex().column() == 2


def test_equals_and_ctrl_apostrophe_repeat_the_line_above(entry: EntryForm, hand: Hand) -> None:
    entry.grid.start()
    hand.cells("mai thị lành", "", "", "", "", "", "0912345678", "311227", "thái")
    entry.grid.start(1)
    hand.type("vi văn tuất")
    entry.grid.start(1, KEYS.index("phone"))
    hand.press(Qt.Key.Key_Apostrophe, Qt.KeyboardModifier.ControlModifier)
    hand.press(ENTER)
    hand.cells("=", "=")
    assert line(entry, 1)[6:] == ["0912345678", "31/12/2027", "Thái"]


def test_ctrl_z_is_the_cells_while_typing_and_the_registers_otherwise(
    entry: EntryForm, hand: Hand
) -> None:
    entry.grid.start()

    def free() -> bool:
        """Whether the cell leaves Ctrl+Z to the window."""
        held = Qt.KeyboardModifier.ControlModifier
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, held)
        QApplication.sendEvent(entry.grid.line, event)
        return not event.isAccepted()

    assert free()
    hand.type("mai")
    assert not free()
    hand.press(ENTER)
    assert free()


def test_wrong_cells_are_framed_said_and_stop_the_writing(
    entry: EntryForm, hand: Hand, register: Register
) -> None:
    before = register.people.count()
    entry.grid.start()
    hand.cells("mai thị lành", "", "", "310279")
    hand.type("0381+")
    assert entry.model.wrong() == [(0, 3), (0, 4)]
    assert entry.wrong.text().startswith("Dòng 1. Chưa hiểu ngày “310279”.")
    entry.save()
    assert register.people.count() == before
    entry.grid.next_wrong()
    at = entry.grid.currentIndex()
    assert (at.row(), at.column()) == (0, 4)
    hand.cells("038179004412")
    entry.grid.next_wrong()
    hand.cells("280279")
    assert entry.model.wrong() == []
    entry.save()
    assert register.people.count() == before + 1


def test_a_line_without_a_name_and_two_heads_are_said(entry: EntryForm, hand: Hand) -> None:
    entry.grid.start()
    hand.cells("mai thị lành", "", "", "1979")
    entry.grid.start(1, 1)
    hand.cells("h", "1", "2001")
    assert entry.model.rows[1]["relation"].problem == "Dòng 1 đã là chủ hộ."
    entry.grid.start(1, 1)
    hand.cells("c")
    entry.save()
    assert entry.model.rows[1]["name"].problem == "Dòng này chưa có họ và tên."


# Who is in the register already


def test_a_namesake_of_that_birth_is_pointed_out_while_typing(
    entry: EntryForm, hand: Hand, session: Session, commune: Commune
) -> None:
    entry.grid.start(1)
    hand.cells("vi văn tuất", "c", "", "030204")
    assert entry.hint.isVisible()
    assert "Vi Văn Tuất, sinh 2004" in entry.hint.text()
    assert entry.hint.text().startswith("Dòng 2. Có thể đã có trong sổ")
    assert entry.hint.text().endswith("Hộ này 0/2 người có thẻ BHYT, 2 người chưa rõ.")
    asked: list[Query] = []
    session.asked.connect(asked.append)
    entry.hint.link.click()
    assert asked == [Query("households", commune.household, facts={"person": commune.son})]
    entry.grid.start(0)
    assert not entry.hint.isVisible()


def test_a_held_number_stops_the_writing_and_names_who_holds_it(
    entry: EntryForm, hand: Hand, register: Register
) -> None:
    before = register.people.count()
    entry.grid.start()
    hand.cells("tống thị mận", "", "", "1981", "038181005555")
    entry.save()
    assert register.people.count() == before
    assert "cùng số định danh: Tống Thị Mận, sinh 03/02/1981" in entry.hint.text()
    assert not entry.wrong.isVisible()
    entry.grid.start(1)
    assert "038181005555 là của Tống Thị Mận" in entry.wrong.text()


def test_somebody_of_the_register_is_brought_into_the_household(
    entry: EntryForm, hand: Hand, register: Register, commune: Commune
) -> None:
    before = register.people.count()
    entry.grid.start()
    hand.cells("mai thị lành", "", "", "1979")
    entry.grid.start(1)
    hand.cells("vi văn tuất", "ct", "", "2004")
    entry.grid.start(1)
    entry.hint.take.click()
    assert "sẽ chuyển về hộ này" in entry.hint.text()
    entry.save()
    assert register.people.count() == before + 1
    moved = register.people.get(commune.son)
    assert moved.household_id != commune.household
    assert moved.relation == "son"


def test_two_lines_with_one_number_are_said(entry: EntryForm, hand: Hand) -> None:
    entry.grid.start()
    hand.cells("mai thị lành", "", "", "", "038179004412")
    entry.grid.start(1)
    hand.cells("vi văn tuất", "", "", "", "038179004412")
    assert entry.model.rows[1]["personal_id"].problem == "Dòng 1 đã có số này."


# Cards and spreadsheets


def test_a_scanned_card_fills_the_line_and_its_name_is_to_be_checked(
    entry: EntryForm, hand: Hand
) -> None:
    card = CitizenCard(
        "038179004412", "Mai Thi Lanh", PartialDate(1979, 8, 5), "female", "Xóm 3, Thôn Tây"
    )
    entry.village.set_value(None)
    entry.grid.start()
    entry.take_card(card)
    assert line(entry, 0)[:5] == ["Mai Thi Lanh", "Chủ hộ", "Nữ", "05/08/1979", "038179004412"]
    assert entry.village.text() == "Thôn Tây"
    assert "đối chiếu" in entry.wrong.text()
    entry.take_card(card)
    assert line(entry, 1)[0] == "Mai Thi Lanh"  # the next free line
    hand.press(ENTER)  # it is what the card says
    assert not entry.model.rows[1]["name"].check
    entry.grid.start(0)
    hand.cells("Mai Thị Lành")
    assert not entry.model.rows[0]["name"].check


def test_rows_of_a_spreadsheet_fill_the_cells_from_here_on(entry: EntryForm, hand: Hand) -> None:
    QGuiApplication.clipboard().setText(
        "MAI THỊ LÀNH\tChủ hộ\tNữ\t05/08/1979\n"
        "Vi Văn Tuất\tChồng\tNam\t1976\n"
        "Vi Thị Xuân\tCháu nội\tnữ\t31/02/2010\n"
    )
    entry.grid.start()
    hand.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [line(entry, row)[:4] for row in range(3)] == [
        ["Mai Thị Lành", "Chủ hộ", "Nữ", "05/08/1979"],
        ["Vi Văn Tuất", "Chồng", "Nam", "1976"],
        ["Vi Thị Xuân", "Cháu nội", "Nữ", "31/02/2010"],
    ]
    assert entry.model.wrong() == [(2, 3)]


def test_a_table_with_headings_is_pasted_where_they_say(entry: EntryForm, hand: Hand) -> None:
    QGuiApplication.clipboard().setText(
        "STT\tNgày sinh\tHọ và tên\tQuan hệ với chủ hộ\tGhi chú\n"
        "1\t05/08/1979\tMai Thị Lành\tChủ hộ\t\n"
        "2\t1976\tVi Văn Tuất\tChồng\tđi vắng\n"
    )
    entry.grid.start(0, 2)
    hand.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [line(entry, row)[:4] for row in range(2)] == [
        ["Mai Thị Lành", "Chủ hộ", "", "05/08/1979"],
        ["Vi Văn Tuất", "Chồng", "Nam", "1976"],
    ]
    assert line(entry, 2) == [""] * len(KEYS)


def test_a_line_can_be_taken_out(entry: EntryForm, hand: Hand) -> None:
    entry.grid.start()
    hand.type("mai thị lành+vi văn tuất+lò thị sen+")
    entry.grid.start(1)
    entry._clear_row()
    assert [line(entry, row)[0] for row in range(3)] == ["Mai Thị Lành", "Lò Thị Sen", ""]


# Drafts


def test_what_was_typed_is_there_again_after_the_program_was_closed(
    qtbot: QtBot, entry: EntryForm, hand: Hand, session: Session, register: Register
) -> None:
    entry.number.set_text("113")
    entry.grid.start()
    hand.cells("mai thị lành", "", "", "05087")
    entry.grid.start(1)
    hand.type("vi vă")
    qtbot.waitUntil(lambda: register.drafts.of("entry") is not None, timeout=PAUSE * 5)
    assert len(register.changes()) == 1  # no change
    again = shown(qtbot, session)
    assert again.number.text() == "113"
    assert line(again, 0)[:4] == ["Mai Thị Lành", "Chủ hộ", "Nữ", "05087"]
    assert line(again, 1)[0] == "Vi Vă"
    assert "08:31" in again.kept.text()
    again.model.put(0, "born", "050879")
    again.save()
    assert register.drafts.all() == ()
    assert register.people.count() == 4


def test_leaving_keeps_and_throwing_away_forgets_but_can_be_had_back(
    entry: EntryForm, hand: Hand, register: Register
) -> None:
    entry.grid.start()
    hand.type("mai thị lành")
    assert entry.leave()
    kept = register.drafts.of("entry")
    assert kept is not None
    assert kept.content["lines"][0][0] == "Mai Thị Lành"
    entry.throw_away()
    assert register.drafts.all() == ()
    assert line(entry, 0)[0] == ""
    entry.kept.link.click()
    assert line(entry, 0)[0] == "Mai Thị Lành"


def test_a_long_import_does_not_hold_up_the_typing(
    entry: EntryForm, hand: Hand, register: Register, session: Session
) -> None:
    clock = session.clock
    with open_register(register.path, clock=clock) as other, other.change("Nhập danh sách"):
        other.villages.add("Thôn Nam")
        entry.grid.start()
        hand.type("mai thị lành")
        entry.draft.keep()
        assert register.drafts.all() == ()
    entry.draft.keep()
    assert len(register.drafts.all()) == 1
