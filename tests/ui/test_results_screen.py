"""A pile of sheets typed in the grid: cells, keys, what is kept, what is wrong, what comes back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from storage import Register
from storage.plans import Outing
from storage.visits import ResultInput
from tests.ui.keyboard import press, type_text
from ui.draft_offer import DraftOffer
from ui.places import PLACES
from ui.queries import Query
from ui.scan_desk import ScanDesk
from ui.scanner import Scanner
from ui.screens.households import HouseholdsScreen
from ui.screens.results import ResultsScreen
from ui.screens.results.lines import KEYS, Reader
from ui.session import Session
from ui.window import Window

TODAY = date(2026, 11, 21)
HELD = date(2026, 11, 1)


@dataclass(frozen=True)
class Homes:
    """Codes and ids: a couple, a widow with a card, and somebody alone."""

    couple: str
    widow: str
    alone: str
    ids: tuple[str, ...]
    people: tuple[str, ...]
    helper: str


def _person(register: Register, home: str, name: str, year: int, relation: str = "head") -> str:
    return register.people.add(
        name=name, household_id=home, relation=relation, born=PartialDate(year, 5, 2),
        sex="female" if " Thị " in name else "male",
    )  # fmt: skip


@pytest.fixture
def homes(register: Register) -> Homes:
    with register.change("Lập sổ"):
        register.office.save(name="Xã Mẫu", province_code="38")
        village = register.villages.add("Thôn Đông")
        ids = tuple(
            register.households.add(village_id=village, number=str(number)) for number in range(3)
        )
        people = (
            _person(register, ids[0], "Vi Văn Tuất", 1979),
            _person(register, ids[0], "Mai Thị Lành", 1981, "wife"),
            _person(register, ids[1], "Tống Thị Mận", 1984),
            _person(register, ids[2], "Lường Thị Mến", 1990),
        )
        register.covers.add(
            people[2], scheme="hi", known="covered", dated=HELD, start=HELD,
            until=date(2027, 10, 31), hi_group="household",
        )  # fmt: skip
        for person in people:
            if person != people[2]:
                register.covers.add(person, scheme="hi", known="not_covered", dated=HELD)
        helper = register.staff.add(
            name="Lò Thị Đào", roles=("helper",), organisation="Hội Phụ nữ xã"
        )
    codes = [register.households.get(one).code for one in ids]
    return Homes(codes[0], codes[1], codes[2], ids, people, helper)


@pytest.fixture
def window(qtbot: QtBot, session: Session, homes: Homes) -> Iterator[Window]:
    window = Window(session, PLACES)
    qtbot.addWidget(window)
    window.resize(1366, 697)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    yield window
    for dialog in window.findChildren(QDialog):
        dialog.reject()  # an open one would keep the keys of the next test


def _open(window: Window, homes: Homes, day: str = "15/11/2026") -> ResultsScreen:
    window.open(Query("results"))
    screen = window.screens["results"]
    assert isinstance(screen, ResultsScreen)
    assert screen.asking is not None
    screen.asking.day.set_text(day)
    screen.asking.visitor.set_value(homes.helper)
    screen.asking.filled.click()
    return screen


@pytest.fixture
def screen(window: Window, homes: Homes) -> ResultsScreen:
    return _open(window, homes)


Type = Callable[[str], None]
_NAMED = {
    "⏎": Qt.Key.Key_Return,
    "⇧": Qt.Key.Key_Backtab,
    "↓": Qt.Key.Key_Down,
    "↑": Qt.Key.Key_Up,
    "⎋": Qt.Key.Key_Escape,
}


@pytest.fixture
def typed(window: Window) -> Type:
    """Type where the keys are; ⏎ is Enter, ⇧ back, ⎋ Esc."""

    def keys(text: str) -> None:
        for letter in text:
            at = window.focusWidget()
            if letter == "⇧":
                back = QKeyEvent(
                    QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier
                )
                QApplication.sendEvent(at, back)
            elif letter in _NAMED:
                press(at, _NAMED[letter])
            else:
                type_text(at, letter)

    return keys


def _results(register: Register, household: str) -> list[tuple[object, ...]]:
    visits = register.visits.of_household(household)
    return [
        (one.person, one.scheme, one.result, one.reason, one.next_day, one.received)
        for visit in visits
        for one in visit.results
    ]


# -- cells


@pytest.mark.parametrize(
    ("key", "text", "shown", "value"),
    [
        ("hi", "Đ", "Đồng ý", "agreed"),
        ("hi", "d", "Đồng ý", "agreed"),
        ("vsi", "n", "Nghĩ thêm", "thinking"),
        ("vsi", "T", "Từ chối", "refused"),
        ("hi", "v", "Vắng nhà", "absent"),
        ("hi", "c", "Chuyển đi", "moved"),
        ("hi", "4", "Vắng nhà", "absent"),
        ("hi", "tu choi", "Từ chối", "refused"),
        ("reason", "2", "Còn khỏe, chưa cần", "2"),
        ("reason", "con khoe, chua can", "Còn khỏe, chưa cần", "2"),
        ("reason", "0 chờ bán keo", "Chờ bán keo", "Chờ bán keo"),
        ("reason", "0", "", None),
        ("next", "2811", "28/11/2026", date(2026, 11, 28)),
        ("next", "0501", "05/01/2027", date(2027, 1, 5)),
        ("received", "1tr3662", "1.366.200", 1_366_200),
        ("received", "", "", None),
    ],
)
def test_what_a_cell_means(
    register: Register, key: str, text: str, shown: str, value: object
) -> None:
    cell = Reader(date(2026, 11, 15), register.refusal_reasons.titles()).read(key, text)  # type: ignore[arg-type]
    assert (cell.text, cell.value, cell.problem) == (shown, value, "")


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("hi", "x", "Chưa hiểu kết quả “x”"),
        ("reason", "99", "Không có lý do số 99"),
        ("next", "1211", "Ngày hẹn lại 12/11 trước ngày đến nhà 15/11"),
        ("next", "11/2026", "Chưa hiểu ngày"),
        ("received", "nhiều", "Chưa hiểu số tiền"),
    ],
)
def test_what_a_cell_cannot_mean(register: Register, key: str, text: str, said: str) -> None:
    cell = Reader(date(2026, 11, 15), register.refusal_reasons.titles()).read(key, text)  # type: ignore[arg-type]
    assert cell.value is None
    assert cell.problem.startswith(said)


# -- typing


def test_a_sheet_is_one_line_a_person_and_one_change(
    screen: ResultsScreen, homes: Homes, register: Register, typed: Type
) -> None:
    changes = len(register.changes())
    typed(f"{homes.couple.lower()}⏎")
    assert [one.line.name for one in screen.model.rows] == ["Vi Văn Tuất", "Mai Thị Lành"]
    # he agrees to one and hesitates about the other; she says the same as he, without money
    typed("d⏎n⏎4⏎2811⏎1tr3662⏎=⏎=⏎=⏎=⏎⏎")
    assert _results(register, homes.ids[0]) == [
        ("Vi Văn Tuất", "hi", "agreed", None, date(2026, 11, 28), 1_366_200),
        ("Vi Văn Tuất", "vsi", "thinking", "4", date(2026, 11, 28), None),
        ("Mai Thị Lành", "hi", "agreed", None, date(2026, 11, 28), None),
        ("Mai Thị Lành", "vsi", "thinking", "4", date(2026, 11, 28), None),
    ]
    (visit,) = register.visits.of_household(homes.ids[0])
    assert (visit.day, visit.visitor) == (date(2026, 11, 15), "Lò Thị Đào")
    assert len(register.changes()) == changes + 1
    last = register.undoable()
    assert last is not None
    assert last.what == f"Ghi kết quả phiếu {homes.couple[:3]}-{homes.couple[3:]}"
    assert screen.window().focusWidget() is screen.code
    assert screen.head.note.text() == (
        "Chuyến đi Chủ nhật 15/11/2026 · Thôn Đông · Lò Thị Đào, hội Phụ nữ xã"
    )
    assert screen.side.totals.figures["agreed"].text() == "2"
    assert screen.side.totals.figures["thinking"].text() == "2"
    assert screen.side.totals.figures["received"].text() == "1.366.200"


def test_who_has_it_already_is_passed_over(
    screen: ResultsScreen, homes: Homes, register: Register, typed: Type
) -> None:
    typed(f"{homes.widow}⏎")
    row = screen.model.rows[0]
    assert row.line.held["hi"] == "Đã có"
    assert screen.grid.key() == "vsi"
    typed("t⏎4⏎⏎")
    assert _results(register, homes.ids[1]) == [("Tống Thị Mận", "vsi", "refused", "4", None, None)]


def test_nobody_at_home_is_one_letter(
    screen: ResultsScreen, homes: Homes, register: Register, typed: Type
) -> None:
    typed(f"{homes.couple}⏎v⏎")
    assert screen.grid.key() == "next"
    typed("2811⏎")
    assert {row[2] for row in _results(register, homes.ids[0])} == {"absent"}
    (visit,) = register.visits.of_household(homes.ids[0])
    assert len(visit.results) == 4
    assert visit.next_day == date(2026, 11, 28)
    assert screen.window().focusWidget() is screen.code
    typed(f"{homes.couple}⏎d⏎⇧")  # somebody was there after all
    assert [one.line["hi"].text for one in screen.model.rows] == ["Đồng ý", ""]


def test_letters_become_words_at_once_and_can_be_taken_back(
    screen: ResultsScreen, homes: Homes, typed: Type
) -> None:
    typed(f"{homes.alone}⏎n")
    assert screen.grid.line.text() == "Nghĩ thêm"
    assert screen.grid.line.isUndoAvailable()
    typed("t")
    assert screen.grid.line.text() == "Từ chối"
    typed("⎋")
    assert screen.grid.line.text() == ""


def test_reasons_are_offered_the_most_used_first_and_chosen_by_their_number(
    screen: ResultsScreen, homes: Homes, register: Register, typed: Type
) -> None:
    with screen.session.change("Đến nhà"):
        said = ResultInput("refused", homes.people[3], "hi", "10")
        register.visits.record(homes.ids[2], date(2026, 11, 2), results=[said])
    typed(f"{homes.couple}⏎n⏎⏎")
    popup = screen.grid.popup
    assert popup is not None
    assert popup.isVisible()
    rows = [popup.list.model().index(row, 0) for row in range(3)]
    assert rows[0].data() == register.refusal_reasons.titles()["10"]
    assert popup.chosen() is None  # nothing is taken that was not asked for
    typed("1")
    assert popup.chosen() is not None
    assert popup.chosen().number == 1  # type: ignore[union-attr]
    typed("0⏎")
    assert screen.model.rows[0].line["reason"].value == "10"
    typed("⇧↓⏎")  # back, and the next one of the list with an arrow
    assert screen.model.rows[0].line["reason"].value == "1"


def test_a_reason_of_ones_own(
    screen: ResultsScreen, homes: Homes, register: Register, typed: Type
) -> None:
    typed(f"{homes.alone}⏎t⏎⏎↑⏎")  # the last line of the list
    assert screen.grid.line.text() == "0"
    typed(" chờ bán keo⏎⏎")
    assert [row[3] for row in _results(register, homes.ids[2])] == ["Chờ bán keo"]


def test_a_wrong_cell_is_named_and_the_sheet_waits_for_it(
    screen: ResultsScreen, homes: Homes, register: Register, typed: Type
) -> None:
    typed(f"{homes.alone}⏎n⏎⏎4⏎1211⏎")
    assert screen.window().focusWidget() is screen.code
    assert register.visits.count() == 0
    assert screen.wrong.text() == (
        "<b>Dòng 1:</b> ngày hẹn lại 12/11 trước ngày đến nhà 15/11. Sửa ngày, hoặc để trống nếu"
        " không hẹn."
    )
    typed(f"{homes.widow}⏎t⏎⏎⏎")
    assert register.visits.count() == 1
    screen.finish()
    assert screen.grid.current() is screen.model.placed(0)
    assert screen.grid.line.text() == "12/11/2026"
    typed("2811⏎")
    assert register.visits.count() == 2
    assert screen.wrong.text() == ""


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("d⏎d⏎1tr⏎⇧⇧⇧t⏎", "có tiền đã nhận mà không ai đồng ý"),
        ("n⏎n⏎4⏎⇧⇧⇧d⏎d⏎", "có lý do mà đã đồng ý"),
    ],
)
def test_what_does_not_fit_together(
    screen: ResultsScreen, homes: Homes, typed: Type, keys: str, said: str
) -> None:
    typed(f"{homes.alone}⏎")
    if "1tr" in keys:
        typed("d⏎⏎1tr⏎")
        typed(f"{homes.alone}⏎t⏎")
    else:
        typed("n⏎⏎4⏎⇧⇧⇧d⏎")
    assert said in screen.wrong.text()


def test_money_without_any_result(screen: ResultsScreen, homes: Homes, typed: Type) -> None:
    typed(f"{homes.alone}⏎")
    screen.grid.start(0, 3 + KEYS.index("received"))
    typed("1tr⏎")
    assert "chưa có kết quả" in screen.wrong.text()
    assert screen.grid.next_wrong()
    assert screen.grid.key() == "hi"


def test_a_code_that_is_none_is_said(screen: ResultsScreen, homes: Homes, typed: Type) -> None:
    typed("khong⏎")
    assert "không phải mã phiếu hộ" in screen.wrong.text()
    typed("2⏎")
    assert screen.window().focusWidget() is screen.code
    with screen.session.change("Hộ không người"):
        empty = screen.session.register.households.add()
    code = screen.session.register.households.get(empty).code
    screen.take_sheet(code)
    assert "không còn ai" in screen.wrong.text()
    assert screen.pile.homes == []


# -- corrected, taken back


def test_a_sheet_typed_before_is_opened_to_be_corrected(
    screen: ResultsScreen, homes: Homes, register: Register, typed: Type
) -> None:
    typed(f"{homes.alone}⏎n⏎⏎4⏎⏎{homes.widow}⏎t⏎⏎⏎")
    typed(f"{homes.alone}⏎t⏎⏎⏎⏎")
    assert [row[2:4] for row in _results(register, homes.ids[2])] == [("refused", "4")]
    assert register.visits.count() == 2
    last = register.undoable()
    assert last is not None
    assert last.what.startswith("Sửa kết quả phiếu")
    typed(f"{homes.alone}⏎")
    screen.grid.line.selectAll()
    screen.grid.line.del_()
    screen.grid.line.textEdited.emit("")
    screen.to_code()
    assert "không còn kết quả nào" in screen.wrong.text() or "chưa có kết quả" in (
        screen.wrong.text()
    )


def test_undo_takes_a_sheet_back_and_redo_brings_it(
    screen: ResultsScreen, homes: Homes, session: Session, register: Register, typed: Type
) -> None:
    typed(f"{homes.alone}⏎n⏎⏎4⏎⏎{homes.widow}⏎t")
    session.undo()
    assert register.visits.count() == 0
    assert [one.line.texts()[0] for one in screen.model.rows] == ["", ""]
    assert screen.grid.line.text() == "Từ chối"  # what is being typed stays
    session.redo()
    assert screen.model.rows[0].line["hi"].text == "Nghĩ thêm"
    typed("⏎⏎⏎")
    assert register.visits.count() == 2


def test_a_finished_pile_is_put_away_and_who_agreed_is_listed(
    screen: ResultsScreen, window: Window, homes: Homes, register: Register, typed: Type
) -> None:
    with register.change("Nhân viên thu"):
        register.staff.save(homes.helper, roles=("helper", "collector"))
    typed(f"{homes.couple}⏎d⏎d⏎1tr5⏎d⏎t⏎4⏎⏎⏎")
    screen.finish()
    assert screen.pile.homes == []
    assert register.drafts.of("results") is None
    screen.listing.reject()  # type: ignore[union-attr]
    screen.take_sheet(homes.alone)  # another pile: its trip is asked for first
    assert screen.asking is not None
    assert screen.asking.isVisible()
    screen.asking.filled.click()
    assert [home.code for home in screen.pile.homes] == [homes.alone]
    screen.show_agreed()
    listing = screen.listing
    assert listing is not None
    assert [(one.person, one.scheme, one.received) for one in listing.model.rows()] == [
        ("Vi Văn Tuất", "hi", 1_500_000),
        ("Vi Văn Tuất", "vsi", None),
        ("Mai Thị Lành", "hi", None),
    ]
    asked: list[Query] = []
    screen.session.asked.disconnect(window.open)
    screen.session.asked.connect(asked.append)
    listing.filled.click()
    (query,) = asked
    visit = register.visits.of_household(homes.ids[0])[0]
    assert query.place == "enrolment"
    assert query.id == homes.ids[0]
    assert query.facts["hi"] == (homes.people[0], homes.people[1])
    assert query.facts["vsi"] == homes.people[0]
    assert query.facts["visit"] == visit.id
    assert query.facts["received"] == 1_500_000
    assert query.facts["collector"] == homes.helper
    assert query.facts["back"] == Query("results", action="agreed")


def test_put_off_keeps_the_pile_and_it_is_there_again(
    screen: ResultsScreen, window: Window, homes: Homes, session: Session, typed: Type
) -> None:
    typed(f"{homes.alone}⏎n⏎⏎4⏎1211⏎{homes.widow}⏎t⏎4")
    screen.put_off()
    assert session.register.visits.count() == 1  # the widow's sheet
    draft = session.register.drafts.of("results")
    assert draft is not None
    other = ResultsScreen(session)
    other.open(Query("results"))
    assert [home.code for home in other.pile.homes] == [homes.alone, homes.widow]
    assert other.pile.trip.visitor_id == homes.helper
    assert other.model.rows[0].line["next"].text == "12/11/2026"
    assert other.model.rows[1].line["vsi"].text == "Từ chối"
    assert "đã mở lại" in other.kept.text()
    assert other.asking is None
    other.deleteLater()
    window.open(Query("results"))  # the page itself is as it was left
    assert window.focusWidget() is screen.code
    typed(f"{homes.alone}⏎")
    assert screen.grid.current() is screen.model.placed(0)


def test_a_pile_whose_day_was_wrong(
    screen: ResultsScreen, homes: Homes, register: Register, typed: Type
) -> None:
    typed(f"{homes.alone}⏎n⏎⏎4⏎2811⏎")
    screen.ask_trip()
    assert screen.asking is not None
    screen.asking.day.set_text("14/11/2026")
    screen.asking.filled.click()
    (visit,) = register.visits.of_household(homes.ids[2])
    assert visit.day == date(2026, 11, 14)
    screen.ask_trip()
    screen.asking.day.set_text("25/12/2026")
    screen.asking.filled.click()
    assert screen.asking.isVisible()  # that day has not come
    screen.asking.reject()


# -- a plan


def test_the_code_of_a_route_sheet_opens_its_pile(
    window: Window, homes: Homes, register: Register
) -> None:
    """A trip whose day has not come was made today."""
    with register.change("Lập tuyến"):
        outings = [Outing((), (homes.ids[2],)), Outing((homes.helper,), (homes.ids[0],))]
        plan = register.plans.make(date(2027, 1, 2), outings)
    window.open(Query("results"))
    screen = window.screens["results"]
    assert isinstance(screen, ResultsScreen)
    if screen.asking is not None:
        screen.asking.reject()
    screen.take_sheet("R270109")
    assert "R270109" in screen.wrong.text()
    screen.take_sheet("#r270101-2")
    trip = screen.pile.trip
    assert (trip.plan_id, trip.route, trip.day) == (plan, 2, screen.session.today())
    assert [home.id for home in screen.pile.homes] == [homes.ids[0]]


def test_a_plan_gives_the_sheets_in_their_order(
    window: Window, homes: Homes, session: Session, register: Register, typed: Type
) -> None:
    with register.change("Lập tuyến"):
        plan = register.plans.make(
            date(2026, 11, 15), [Outing((homes.helper,), (homes.ids[2], homes.ids[0]))]
        )
    window.open(Query("results", facts={"plan": plan}))
    screen = window.screens["results"]
    assert isinstance(screen, ResultsScreen)
    assert [one.line.name for one in screen.model.rows] == [
        "Lường Thị Mến",
        "Vi Văn Tuất",
        "Mai Thị Lành",
    ]
    assert screen.counted.text() == "Đã nhập <b>0</b> trong 2 phiếu"
    assert screen.asking is None or not screen.asking.isVisible()
    assert screen.model.rows[0] is screen.grid.current()
    typed("d⏎⏎⏎")
    assert screen.counted.text() == "Đã nhập <b>1</b> trong 2 phiếu"
    assert screen.model.rows[1] is screen.grid.current()
    (visit,) = register.visits.of_household(homes.ids[2])
    assert (visit.plan_id, visit.visitor) == (plan, "Lò Thị Đào")
    typed(f"v⏎⏎{homes.widow}⏎t⏎⏎⏎")
    assert [home.planned for home in screen.pile.homes] == [True, True, False]
    assert register.visits.of_household(homes.ids[1])[0].plan_id is None
    window.open(Query("results", facts={"plan": plan}))
    assert len(screen.pile.homes) == 3
    window.open(Query("results", facts={"plan": "không có"}))
    assert len(screen.pile.homes) == 3


def test_a_visit_of_the_plan_is_there_when_it_is_opened_again(
    window: Window, homes: Homes, register: Register
) -> None:
    with register.change("Lập tuyến"):
        plan = register.plans.make(date(2026, 11, 15), [Outing((), (homes.ids[0],))])
        register.visits.record(
            homes.ids[0],
            date(2026, 11, 15),
            results=[
                ResultInput("agreed", homes.people[1], "hi"),
                ResultInput("absent"),
                ResultInput("refused", homes.people[0], "vsi", "4", received=None),
            ],
            plan_id=plan,
            next_day=date(2026, 11, 28),
        )
    window.open(Query("results", facts={"plan": plan}))
    screen = window.screens["results"]
    assert isinstance(screen, ResultsScreen)
    home = screen.pile.homes[0]
    assert home.kept
    assert home.lines[1]["hi"].text == "Đồng ý"
    assert home.beyond == (ResultInput("absent"),)
    assert home.promise() == date(2026, 11, 28)
    assert len(home.results()) == 3


# -- from elsewhere


def test_a_scanned_sheet_comes_into_the_pile(
    screen: ResultsScreen,
    window: Window,
    homes: Homes,
    session: Session,
    typed: Type,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = ScanDesk(session, Scanner(window), lambda: ("", ""), window)
    typed(f"{homes.alone}⏎n")
    monkeypatch.setattr(QApplication, "focusWidget", lambda: screen.grid.line)
    desk.take_sheet(homes.widow)
    assert [home.code for home in screen.pile.homes] == [homes.alone, homes.widow]
    assert session.register.visits.of_household(homes.ids[2])  # the sheet before is kept
    monkeypatch.setattr(QApplication, "focusWidget", lambda: window.search.line)
    asked: list[Query] = []
    session.asked.disconnect(window.open)
    session.asked.connect(asked.append)
    desk.take_sheet(homes.couple)
    assert asked == [Query("households", homes.ids[0])]


def test_the_household_itself_opens_what_was_agreed_filled_in(
    window: Window, homes: Homes, session: Session, register: Register
) -> None:
    window.open(Query("households", homes.ids[0]))
    households = window.screens["households"]
    assert isinstance(households, HouseholdsScreen)
    asked: list[Query] = []
    session.asked.disconnect(window.open)
    session.asked.connect(asked.append)
    households.pay_action.trigger()
    assert asked[-1].facts.get("vsi") is None
    with session.change("Đến nhà"):
        visit = register.visits.record(
            homes.ids[0],
            date(2026, 11, 15),
            results=[ResultInput("agreed", homes.people[1], "vsi", received=300_000)],
        )
    households.pay_action.trigger()
    assert (asked[-1].facts["vsi"], asked[-1].facts["visit"], asked[-1].facts["received"]) == (
        homes.people[1],
        visit,
        300_000,
    )
    with session.change("Cả nhà đồng ý"):
        register.visits.record(homes.ids[0], TODAY, results=[ResultInput("agreed")])
    households.pay_action.trigger()
    assert asked[-1].facts["hi"] is None
    sheets, agreed = households.sheet_actions
    sheets.trigger()
    assert asked[-1] == Query("results")
    agreed.trigger()
    assert asked[-1] == Query("results", action="agreed")


def test_nobody_is_left_to_enrol(window: Window) -> None:
    window.open(Query("results", action="agreed"))
    screen = window.screens["results"]
    assert isinstance(screen, ResultsScreen)
    assert screen.listing is not None
    assert screen.listing.model.rows() == ()
    screen.listing.reject()


def test_a_pile_left_open_is_offered_when_the_program_starts(
    screen: ResultsScreen, homes: Homes, session: Session, typed: Type, qtbot: QtBot
) -> None:
    typed(f"{homes.alone}⏎n")
    screen.leave()
    offer = DraftOffer(session)
    qtbot.addWidget(offer)
    assert offer.banner.text() == "Còn một xấp phiếu đang nhập dở lúc 08:31."
    asked: list[Query] = []
    offer.resumed.connect(asked.append)
    offer.banner.pressed.emit()
    assert asked[0].place == "results"


def test_the_mouse_and_the_arrows_reach_every_cell(
    screen: ResultsScreen, homes: Homes, qtbot: QtBot, typed: Type
) -> None:
    typed(f"{homes.couple}⏎")
    grid = screen.grid
    place = grid.visualRect(screen.model.index(1, 7)).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 7)
    typed("↑")
    assert grid.currentIndex().row() == 0
    typed("↓⇧")
    assert grid.key() == "vsi"
    typed("⇧⇧⇧")
    typed("⇧")
    assert screen.window().focusWidget() is screen.code
    typed("⎋")
    assert grid.current() is screen.model.placed(0)
    typed("d+")
    assert screen.session.register.visits.count() == 1


def test_what_else_stands_on_a_sheet(
    screen: ResultsScreen, homes: Homes, register: Register, typed: Type
) -> None:
    screen.ask_note()
    assert [screen.noting] == [None]  # there is no sheet yet
    typed(f"{homes.alone}⏎n⏎⏎4")
    screen.ask_note()
    assert screen.noting is not None
    screen.noting.note.set_text("Gặp  con trai")
    screen.noting.filled.click()
    screen.grid.end_sheet()
    (visit,) = register.visits.of_household(homes.ids[2])
    assert visit.note == "Gặp con trai"
    assert screen.model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "Gặp con trai"
    typed(f"{homes.alone}⏎")
    screen.ask_note()
    screen.noting.note.set_text("Gặp con gái")
    screen.noting.filled.click()
    screen.to_code()
    assert register.visits.get(visit.id).note == "Gặp con gái"
    assert register.visits.count() == 1


def test_another_pile_waits_for_what_is_wrong(
    screen: ResultsScreen, homes: Homes, typed: Type
) -> None:
    typed(f"{homes.alone}⏎n⏎⏎4⏎1211⏎")
    screen.new_pile()
    assert len(screen.pile.homes) == 1
    typed("2811⏎")
    screen.new_pile()
    assert screen.pile.homes == []
    assert screen.asking is not None
    assert screen.asking.isVisible()
