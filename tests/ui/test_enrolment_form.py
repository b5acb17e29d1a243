"""Recording payments of a household: what is shown is the law's, and is what gets written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rules.calendar import Month, PartialDate
from rules.vsi.contribution import PayerClass
from storage import Register, rows
from storage.enrolling import Circumstances, Receipt
from storage.visits import ResultInput
from tests.ui.keyboard import press, type_text
from ui.forms.enrolment import EnrolmentForm
from ui.forms.enrolment_asked import enrolment_query
from ui.places import Place
from ui.queries import Query
from ui.screen import Screen
from ui.session import Session
from ui.window import Window

TODAY = date(2026, 11, 21)
NEAR_POOR_SIX_MONTHS = 6 * 198_000
"""22 % of 1,500,000 less 40 % of that: Decree 159/2025/NĐ-CP of 25/06/2025, Article 5."""


@dataclass(frozen=True)
class Home:
    household: str
    head: str
    wife: str
    child: str
    collector: str


def _person(register: Register, household: str, name: str, relation: str, born: int | None) -> str:
    return register.people.add(
        name=name,
        household_id=household,
        relation=relation,
        sex="female" if relation == "wife" else "male",
        born=PartialDate(born, 3, 12) if born else None,
    )


@pytest.fixture
def home(register: Register) -> Home:
    with register.change("Lập sổ"):
        register.office.save(name="Xã Mẫu", province_code="38")
        village = register.villages.add("Thôn Đông")
        household = register.households.add(village_id=village, number="12")
        head = _person(register, household, "Nguyễn Văn Đỗ", "head", 1976)
        wife = _person(register, household, "Trần Thị Hoà", "wife", 1981)
        child = _person(register, household, "Nguyễn Văn Ân", "son", 2012)
        for person in (head, wife):
            register.covers.add(
                person,
                scheme="hi",
                known="covered",
                hi_group="household",
                start=date(2025, 12, 1),
                until=date(2026, 11, 30),
                dated=date(2026, 1, 1),
                source="import",
            )
        register.covers.add(
            child,
            scheme="hi",
            known="covered",
            hi_group="student",
            start=date(2026, 10, 1),
            until=date(2027, 9, 30),
            dated=date(2026, 10, 1),
            source="import",
        )
        register.standings.set(household, 2026, "near_poor")
        collector = register.staff.add(name="Tống Thị Mận", roles=("collector",))
    return Home(household, head, wife, child, collector)


class Blank(Screen):
    """Stands in for the household screen."""


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> Window:
    made = Window(session, (Place("households", "Alt+2", "house", "Hộ gia đình", Blank),))
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    qtbot.waitExposed(made)
    return made


Opens = Callable[..., EnrolmentForm]


@pytest.fixture
def opened(window: Window) -> Opens:
    def show(household: str, person: str = "", action: str = "") -> EnrolmentForm:
        window.open(Query("enrolment", household, action, {"person": person}))
        form = window.forms["enrolment"]
        assert isinstance(form, EnrolmentForm)
        return form

    return show


def _only_vsi(form: EnrolmentForm) -> None:
    form.hi.members.set_text("")


def _state(form: EnrolmentForm) -> str:
    return form.vsi.income.state


def _retype(line: QWidget, text: str) -> None:
    press(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(line, text)


def test_the_worked_example_of_the_law_while_typing(home: Home, opened: Opens) -> None:
    form = opened(home.household, home.wife, "change")
    _only_vsi(form)
    _retype(form.vsi.income.line, "1tr5")

    assert form.vsi.payer.value() == "near_poor"
    assert form.vsi.method.value() == "6"
    assert form.bill.payable() == NEAR_POOR_SIX_MONTHS
    assert form.why.figure.text() == "1.188.000"
    cites = " ".join(step.cite for step in form.why.steps.steps())
    assert "159/2025/NĐ-CP" in cites


def test_what_is_shown_is_what_is_written_and_undo_takes_all_of_it(
    home: Home, opened: Opens, register: Register, session: Session
) -> None:
    form = opened(home.household, home.wife, "change")
    _retype(form.vsi.income.line, "1tr5")
    form.money.collector.set_value(home.collector)
    form.money.book.set_text("07")
    form.money.receipt.set_text("0001264")
    shown = form.bill.payable()
    form.filled.click()

    written = register.enrolments.of_household(home.household)
    assert {(one.person_id, one.scheme) for one in written} == {
        (home.head, "hi"),
        (home.wife, "hi"),
        (home.wife, "vsi"),
    }
    payments = [payment for one in written for payment in one.payments]
    assert sum(payment.amount for payment in payments) == shown
    assert {payment.receipt for payment in payments} == {"0001264"}
    assert {payment.collector_id for payment in payments} == {home.collector}
    assert register.covers.of(home.wife)[-1].scheme == "vsi"

    last = register.undoable()
    assert last is not None
    assert last.what == "Ghi đóng cho cả hộ"
    session.undo()
    assert register.enrolments.of_household(home.household) == ()
    assert register.connection.value("SELECT count(*) FROM payments") == 0
    assert all(fact.scheme == "hi" for fact in register.covers.of(home.wife))


def test_one_person_alone_is_named_so(
    home: Home, opened: Opens, register: Register, session: Session, qtbot: QtBot
) -> None:
    form = opened(home.household, home.wife, "change")
    _only_vsi(form)
    with qtbot.waitSignal(session.told) as told:
        form.filled.click()
    assert told.args == [
        "Đã ghi tham gia BHXH tự nguyện: 1 người, 1.188.000 đồng. Bấm Ctrl+Z để hoàn tác.",
        "ok",
    ]
    last = register.undoable()
    assert last is not None
    assert last.what == "Ghi tham gia BHXH tự nguyện: 1 người"


def test_an_income_below_the_floor_says_so_and_writes_nothing(
    home: Home, opened: Opens, register: Register
) -> None:
    form = opened(home.household, home.wife, "change")
    _only_vsi(form)
    _retype(form.vsi.income.line, "1tr")
    press(form.vsi.income.line, Qt.Key.Key_Return)

    assert _state(form) == "error"
    assert "1.500.000" in form.vsi.message.text()
    assert form.why.figure.text() == "–"
    form.filled.click()
    assert register.enrolments.count() == 0

    _retype(form.vsi.income.line, "2tr")
    assert _state(form) == ""
    assert form.vsi.message.text() == ""


def test_an_income_off_the_usual_step_is_only_worth_a_look(home: Home, opened: Opens) -> None:
    form = opened(home.household, home.wife, "change")
    _retype(form.vsi.income.line, "1520000")
    assert form.vsi.income.state == "warn"
    assert form.bill.vsi is not None
    assert "50.000" in form.why.remarks.text()


def test_a_payment_after_its_last_day_is_said_before_money_is_taken(
    home: Home, opened: Opens
) -> None:
    """Six months from 05/2026 are paid by 31/08/2026 (Law 41/2024/QH15 of 29/06/2024, 36.3)."""
    form = opened(home.household, home.wife, "change")
    _only_vsi(form)
    form.vsi.method.pick("6")
    _retype(form.vsi.start.line, "052026")
    press(form.vsi.start.line, Qt.Key.Key_Return)
    assert [note.code for note in form.bill.notes()] == ["paid_late"]
    assert form.vsi.income.state != "warn"
    assert "hạn cuối là 31/08/2026" in form.why.remarks.text()


def test_ticks_and_the_order_move_the_sum(home: Home, opened: Opens) -> None:
    form = opened(home.household)
    both = form.bill.payable()
    rows = {row.person_id: row for row in form.hi.members.rows()}
    assert rows[home.child].box is None
    assert form.bill.hi is not None
    groups = {line.member.group for line in form.bill.hi.lines}
    assert groups == {"near_poor"}

    press(form.hi.members.list, Qt.Key.Key_Space)
    assert form.hi.members.value() == (home.wife,)
    assert both is not None
    assert (form.bill.payable() or 0) < both
    press(form.hi.members.list, Qt.Key.Key_Space)
    press(form.hi.members.list, Qt.Key.Key_Down)
    form.hi.reorder.click()
    assert form.hi.members.value() == (home.wife, home.head)


def test_enter_goes_the_way_of_the_paper(home: Home, opened: Opens, qtbot: QtBot) -> None:
    form = opened(home.household, home.wife, "change")
    form.activateWindow()
    steps = (
        form.vsi.income,
        form.vsi.method,
        form.vsi.payer,
        form.vsi.start,
        form.money.day,
        form.money.book,
        form.money.receipt,
        form.money.collector,
        form.money.means,
        form.money.won,
    )
    steps[0].setFocus()
    for field, following in pairwise(steps):
        assert _has_keys(field), field.name
        target = field.editor().focusProxy() or field.editor()
        press(target, Qt.Key.Key_Return)
        assert _has_keys(following), following.name


def _has_keys(field: QWidget) -> bool:
    return field.isAncestorOf(field.window().focusWidget())


def test_receipts_follow_each_other_and_a_gap_is_named(
    home: Home, opened: Opens, register: Register
) -> None:
    with register.change("Ghi đóng"):
        for number, start in (("0000008", Month(2026, 1)), ("0000010", Month(2026, 2))):
            register.enrolments.enrol_vsi(
                home.head,
                income=1_500_000,
                payer_class=PayerClass.NEAR_POOR,
                method="1",
                start=start,
                about=Circumstances(day=date(2026, 2, 3), receipt=Receipt(number, book="07")),
            )
    form = opened(home.household)
    assert form.money.receipt.value() == "0000011"
    assert form.money.book.value() == "07"
    assert "0000009" in form.money._gap.text()


def test_the_last_visit_is_where_it_was_won(home: Home, opened: Opens, register: Register) -> None:
    with register.change("Ghi kết quả đến nhà"):
        visit = register.visits.record(
            home.household, TODAY, results=[ResultInput("agreed", home.wife, "vsi")]
        )
    form = opened(home.household)
    assert form.vsi.on.value()
    assert form.vsi.person.value() == home.wife
    form.filled.click()
    written = register.enrolments.of_household(home.household)
    assert {one.won_visit_id for one in written} == {visit}


def test_without_money_only_the_yes_is_kept(home: Home, opened: Opens, register: Register) -> None:
    form = opened(home.household)
    form.money.unpaid.set_text("1")
    form.filled.click()
    assert register.enrolments.count() == 0
    (visit,) = register.visits.of_household(home.household)
    assert {(one.person_id, one.result) for one in visit.results} == {
        (home.head, "agreed"),
        (home.wife, "agreed"),
    }


def test_a_draft_waits_until_the_household_is_opened_again(home: Home, opened: Opens) -> None:
    form = opened(home.household, home.wife, "change")
    _retype(form.vsi.income.line, "2tr5")
    form.put_off()
    form = opened(home.household)
    assert form.vsi.income.value() == 2_500_000
    assert form.vsi.on.value()


def test_a_draft_outlives_the_program_and_can_be_thrown_away(
    home: Home, opened: Opens, register: Register, session: Session, qtbot: QtBot
) -> None:
    form = opened(home.household, home.wife, "change")
    _retype(form.vsi.income.line, "2tr5")
    order = form.hi.members.order()
    form.leave()
    assert len(register.drafts.all()) == 1
    again = EnrolmentForm(session)
    qtbot.addWidget(again)
    again.open(Query("enrolment", home.household))
    assert again.vsi.income.value() == 2_500_000
    assert again.vsi.on.value()
    assert again.hi.members.order() == order
    assert again.hi.members.value() == form.hi.members.value()
    assert "08:31" in again.worries()[0]
    again._throw_away()
    assert register.drafts.all() == ()
    assert again.vsi.income.value() != 2_500_000


def test_nothing_chosen_is_said_and_nothing_written(
    home: Home, opened: Opens, register: Register, session: Session, qtbot: QtBot
) -> None:
    form = opened(home.household)
    _only_vsi(form)
    form.vsi.on.set_text("")
    with qtbot.waitSignal(session.told):
        form.filled.click()
    assert register.enrolments.count() == 0
    assert form.why.figure.text() == "–"


def test_a_day_to_come_is_no_day_of_payment(home: Home, opened: Opens, register: Register) -> None:
    form = opened(home.household)
    form.money.day.set_text("22/11/2026")
    form.filled.click()
    assert form.money.day.state == "error"
    assert register.enrolments.count() == 0


def test_ahead_for_years_from_the_segments(home: Home, opened: Opens) -> None:
    form = opened(home.household, home.wife, "change")
    form.vsi.method.pick("ahead-3")
    assert form.vsi.method.value() == "ahead-3"
    assert form.bill.vsi is not None
    assert form.bill.vsi.result.months == 36
    assert any(step.unsure for step in form.why.steps.steps())


def test_members_of_unknown_age_or_past_retirement_may_still_be_chosen(
    home: Home, opened: Opens, register: Register
) -> None:
    with register.change("Thêm người"):
        unknown = _person(register, home.household, "Trần Văn Út", "sibling", None)
        old = _person(register, home.household, "Nguyễn Văn Cả", "father", 1948)
    form = opened(home.household, unknown, "change")
    assert form.vsi.person.value() == unknown
    assert "chưa rõ" in form.vsi._state.text()
    assert form.bill.vsi is not None
    form.vsi.person.set_value(old)
    form.vsi.person.changed.emit()
    assert "tuổi nghỉ hưu" in form.vsi._state.text()
    assert form.bill.vsi is not None


def test_a_household_without_anybody_due_says_so(
    home: Home, opened: Opens, register: Register
) -> None:
    with register.change("Thẻ mới"):
        for person in (home.head, home.wife):
            register.covers.add(
                person,
                scheme="hi",
                known="covered",
                hi_group="household",
                start=date(2026, 12, 1),
                until=date(2027, 11, 30),
                dated=TODAY,
                source="clerk",
            )
    form = opened(home.household)
    assert form.hi.members.value() == ()
    assert form.bill.payable() is None
    assert "không ai phải đóng" in form.hi._why.text()


def test_a_household_that_is_gone_ends_in_a_sentence(opened: Opens) -> None:
    form = opened("no-such-household")
    assert form.choices is None


def test_the_status_bar_says_since_when_a_draft_is_kept(
    home: Home, opened: Opens, window: Window, qtbot: QtBot
) -> None:
    form = opened(home.household, home.wife, "change")
    assert "Chưa ghi gì vào sổ" in form.worries()
    with qtbot.waitSignal(form.hints_changed):
        _retype(form.vsi.income.line, "2tr")
    assert "08:31" in form.worries()[0]
    assert "Ghi đóng cho cả hộ" in window.windowTitle()


def test_a_card_of_a_group_without_words_keeps_the_form_open(
    home: Home, opened: Opens, register: Register
) -> None:
    with register.change("Nhập thẻ"):
        register.covers.add(
            home.child,
            scheme="hi",
            known="covered",
            hi_group="QN",
            until=date(2027, 9, 30),
            dated=date(2026, 11, 1),
            source="import",
        )
    form = opened(home.household)
    assert home.child in form.hi.members.order()
    assert form.choices is not None


def test_a_receipt_of_another_household_is_warned_about(
    home: Home, opened: Opens, register: Register
) -> None:
    with register.change("Ghi đóng"):
        village = register.villages.all()[0].id
        other = register.households.add(village_id=village, number="13")
        payer = _person(register, other, "Lê Thị Mận", "head", 1985)
        register.enrolments.enrol_vsi(
            payer,
            income=1_500_000,
            payer_class=PayerClass.OTHER,
            method="1",
            start=Month(2026, 2),
            about=Circumstances(day=date(2026, 2, 3), receipt=Receipt("0000008", book="07")),
        )
    form = opened(home.household)
    _retype(form.money.receipt.line, "0000008")
    assert "đã ghi cho hộ" in form.money._gap.text()
    assert "03/02/2026" in form.money._gap.text()
    assert form.money.receipt.state == "warn"
    _retype(form.money.receipt.line, "0000009")
    assert form.money._gap.text() == ""


def test_a_narrow_window_cuts_no_field(
    home: Home, opened: Opens, window: Window, qtbot: QtBot
) -> None:
    window.resize(1093, 555)
    form = opened(home.household)
    qtbot.waitUntil(lambda: window.width() == 1093)
    inside = form.vsi.parentWidget()
    assert inside is not None
    viewport = inside.parentWidget()
    assert viewport is not None
    assert inside.width() <= viewport.width()


def test_the_receipt_goes_on_in_the_book_of_the_collector(
    opened: Opens, home: Home, register: Register
) -> None:
    with register.change("Nhận quyển biên lai"):
        register.receipt_books.add(
            symbol="AA/26E", first=101, last=102, digits=7, collector_id=home.collector
        )
    form = opened(home.household)
    assert form.money.receipt.text() == ""
    form.money.collector.set_value(home.collector)
    form.money.collector.changed.emit()
    assert (form.money.book.value(), form.money.receipt.value()) == ("AA/26E", "0000101")
    _retype(form.money.receipt.line, "0000109")
    said = form.money.receipt.editor().accessibleDescription()
    assert said == "Số 0000109 không thuộc quyển AA/26E đã ghi trong sổ."
    assert form.money.receipt.state == "warn"
    form.money.collector.changed.emit()
    assert form.money.receipt.value() == "0000109"


def test_behind_the_last_number_of_a_book_none_is_suggested(
    opened: Opens, home: Home, register: Register
) -> None:
    with register.change("Nhận quyển biên lai"):
        register.receipt_books.add(symbol="07", first=9, last=10)
        register.enrolments.enrol_vsi(
            home.wife,
            income=1_500_000,
            payer_class=PayerClass.NEAR_POOR,
            method="1",
            start=Month(2026, 2),
            about=Circumstances(day=date(2026, 2, 3), receipt=Receipt("10", book="07")),
        )
    form = opened(home.household)
    assert (form.money.book.value(), form.money.receipt.text()) == ("07", "")


def test_what_another_screen_knows_is_filled_in(
    home: Home, window: Window, register: Register
) -> None:
    with register.change("Đến nhà và hội nghị"):
        visit = register.visits.record(
            home.household, date(2026, 11, 14), results=[ResultInput("agreed", home.wife, "vsi")]
        )
        register.visits.record(
            home.household, date(2026, 11, 18), results=[ResultInput("absent")]
        )  # fmt: skip
    back = Query("households", "", "", {"from": "results"})
    window.open(
        enrolment_query(
            home.household,
            hi=(home.head,),
            vsi=home.wife,
            months=6,
            income=2_000_000,
            method="3",
            visit=visit,
            collector=home.collector,
            day=date(2026, 11, 20),
            received=500_000,
            back=back,
        )
    )
    form = window.forms["enrolment"]
    assert isinstance(form, EnrolmentForm)

    assert form.hi.members.value() == (home.head,)
    assert (form.vsi.person.value(), form.vsi.income.value()) == (home.wife, 2_000_000)
    assert (form.vsi.method.value(), form.hi.months.value()) == ("3", "6")
    assert form.money.won_at() == (visit, None)
    assert form.money.collector.value() == home.collector
    assert form.money.day.day() == date(2026, 11, 20)
    assert "Đã nhận tại nhà <b>500.000</b>: còn thiếu" in form.why.remarks.text()

    asked: list[Query] = []
    form.session.asked.connect(asked.append)
    form.filled.click()
    assert asked == [back]
    won = {one.won_visit_id for one in register.enrolments.of_household(home.household)}
    assert won == {visit}


def test_only_the_insurance_named_is_filled_in(home: Home, window: Window) -> None:
    window.open(enrolment_query(home.household, hi=(home.head, home.child)))
    form = window.forms["enrolment"]
    assert isinstance(form, EnrolmentForm)
    assert form.hi.members.value() == (home.head,)
    assert not form.vsi.on.value()
    assert form.why.remarks.text() == ""

    window.open(enrolment_query(home.household, vsi=home.wife, received=1))
    assert form.hi.members.value() == ()
    assert form.vsi.on.value()


def test_an_event_a_member_went_to_is_where_the_household_was_won(
    home: Home, window: Window, register: Register
) -> None:
    with register.change("Hội nghị"):
        register.visits.record(
            home.household, date(2026, 11, 14), results=[ResultInput("thinking")]
        )
        event = register.events.add(day=date(2026, 11, 16), form="conference", place="Nhà văn hóa")
        rows.insert(
            register.connection,
            "event_people",
            {"id": register.new_id(), "event_id": event, "person_id": home.wife},
        )
        older = register.events.add(day=date(2026, 1, 5), form="dialogue")
        for day in range(1, 8):
            register.events.add(day=date(2026, 11, day), form="loudspeaker")
    window.open(enrolment_query(home.household))
    form = window.forms["enrolment"]
    assert isinstance(form, EnrolmentForm)
    assert form.money.won_at() == (None, event)

    window.open(enrolment_query(home.household, event=older))
    assert form.money.won_at() == (None, older)


def test_the_ways_of_paying_are_compared_and_one_is_taken(
    home: Home, opened: Opens, session: Session
) -> None:
    said: list[str] = []
    session.told.connect(lambda text, _tone: said.append(text))
    form = opened(home.household, home.wife)
    form.vsi.on.set_value(value=False)
    form.compare()
    assert form.methods is None
    assert said == ["Đánh dấu BHXH tự nguyện trước, rồi so các cách đóng."]

    form = opened(home.household, home.wife, "change")
    _retype(form.vsi.income.line, "1tr5")
    form.compare()
    dialog = form.methods
    assert dialog is not None
    rows = [dialog.model.row_at(at) for at in range(dialog.model.rowCount())]
    assert {row.method: row.payable for row in rows if row}["12"] == "2.376.000"
    assert {row.method for row in rows if row} >= {"1", "3", "6", "12", "ahead-2", "ahead-5"}
    dialog.table.setCurrentIndex(dialog.model.index(3, 0))
    dialog.filled.click()
    assert form.vsi.method.value() == "12"


def test_what_changed_since_the_last_time_is_said(
    home: Home, opened: Opens, register: Register
) -> None:
    with register.change("Đóng"):
        register.enrolments.enrol_vsi(
            home.wife,
            income=1_500_000,
            payer_class=PayerClass.NEAR_POOR,
            method="6",
            start=Month(2026, 6),
            about=Circumstances(day=date(2026, 6, 3)),
        )
    form = opened(home.household, home.wife, "change")
    assert "đổi" not in form.vsi._state.text()
    _retype(form.vsi.income.line, "2tr")
    assert form.vsi._state.text().endswith("đổi mức đóng")
    form.vsi.method.pick("3")
    assert form.vsi._state.text().endswith("đổi mức và cách đóng")
    _only_vsi(form)
    form.filled.click()
    newest = register.enrolments.of_person(home.wife)[0]
    assert (newest.kind, newest.changed) == ("renewal", "both")


def test_missing_months_are_offered_from_retirement_age_on(
    home: Home, opened: Opens, register: Register
) -> None:
    with register.change("Sổ BHXH"):
        register.people.save(home.wife, born=PartialDate(1966, 1, 5))
        register.earlier_spells.add(
            home.wife, "vsi", Month(2013, 1), Month(2023, 12), supported_months=72
        )
    form = opened(home.household, home.wife, "change")
    assert form.vsi.choice().missing == 48  # type: ignore[union-attr]
    form.vsi.method.pick("missing")
    assert form.vsi.method.value() == "missing-48"
    assert form.bill.vsi is not None
    assert form.bill.vsi.result.months == 48
    form.vsi.take(home.head)
    assert form.vsi.method.value() == "6"
