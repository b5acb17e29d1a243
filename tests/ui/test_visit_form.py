"""A visit typed without a mouse."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from storage import Register
from tests.ui.keyboard import press, type_text
from ui.fields import Field
from ui.forms.visit import VisitDesk, VisitForm
from ui.queries import Query
from ui.session import Session

TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Home:
    household: str
    head: str
    child: str
    helper: str


@pytest.fixture
def home(register: Register) -> Home:
    with register.change("Lập sổ"):
        register.office.save(name="Xã Mẫu", province_code="38")
        village = register.villages.add("Thôn Đông")
        household = register.households.add(village_id=village, number="12")
        head = register.people.add(
            name="Nguyễn Văn Đỗ",
            household_id=household,
            relation="head",
            sex="male",
            born=PartialDate(1979, 8, 5),
        )
        child = register.people.add(
            name="Nguyễn Thị Ánh",
            household_id=household,
            relation="daughter",
            sex="female",
            born=PartialDate(2015, 3),
        )
        helper = register.staff.add(name="Lò Thị Đào", roles=("helper",))
        register.staff.add(name="Bùi An", roles=("signer",))
    return Home(household, head, child, helper)


@pytest.fixture
def form(qtbot: QtBot, session: Session, home: Home) -> VisitForm:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(1366, 697)
    over.show()
    desk = VisitDesk(session, over)
    desk.open(Query("visit", home.household))
    assert desk.shown is not None
    return desk.shown


def _enter(field: Field) -> None:
    press(field.editor().focusProxy() or field.editor(), Qt.Key.Key_Return)


def _keys(field: Field, text: str) -> None:
    type_text(field.editor().focusProxy() or field.editor(), text)


def _has_keys(form: VisitForm, field: Field) -> bool:
    return field.isAncestorOf(form.focusWidget())


def test_who_can_be_asked_about_what(form: VisitForm, home: Home) -> None:
    asked = [(row.question.person_id, row.question.scheme) for row in form.rows.rows]
    assert asked == [(None, None), (home.head, "hi"), (home.head, "vsi"), (home.child, "hi")]


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
def test_a_visit_by_keys_alone(
    form: VisitForm, home: Home, register: Register, session: Session
) -> None:
    assert _has_keys(form, form.day)
    _enter(form.day)
    assert _has_keys(form, form.visitor)
    _keys(form.visitor, "dao")
    _enter(form.visitor)
    whole, health, pension, child = form.rows.rows
    assert _has_keys(form, whole.result)
    _enter(whole.result)
    _keys(health.result, "1")
    _enter(health.result)
    assert _has_keys(form, pension.result)
    _keys(pension.result, "2")
    _enter(pension.result)
    assert _has_keys(form, pension.reason)
    _keys(pension.reason, "10")
    _enter(pension.reason)
    assert _has_keys(form, child.result)
    _enter(child.result)
    assert _has_keys(form, form.next_day)
    _keys(form.next_day, "2811")
    _enter(form.next_day)
    _keys(form.note, "Gặp cả nhà")
    _enter(form.note)

    (visit,) = register.visits.of_household(home.household)
    assert visit.day == TODAY
    assert visit.visitor_id == home.helper
    assert visit.next_day == date(2026, 11, 28)
    assert visit.note == "Gặp cả nhà"
    assert [(r.person_id, r.scheme, r.result, r.reason) for r in visit.results] == [
        (home.head, "hi", "agreed", None),
        (home.head, "vsi", "thinking", "10"),
    ]
    last = register.undoable()
    assert last is not None
    assert last.what == "Ghi kết quả đến nhà"
    session.undo()
    assert register.visits.count() == 0


def test_letters_choose_too_and_delete_takes_back(form: VisitForm) -> None:
    row = form.rows.rows[1]
    _keys(row.result, "t")
    assert row.result.value() == "refused"
    assert not row.reason.isHidden()
    _keys(row.result, "đ")
    assert row.result.value() == "agreed"
    assert row.reason.isHidden()
    press(row.result.segments.buttons()[0], Qt.Key.Key_Delete)
    assert row.result.value() is None


def test_a_reason_nobody_gave_stays_unknown(
    form: VisitForm, home: Home, register: Register
) -> None:
    form.rows.rows[1].result.pick("refused")
    form.filled.click()
    (visit,) = register.visits.of_household(home.household)
    assert [(r.result, r.reason) for r in visit.results] == [("refused", None)]


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
def test_a_reason_is_found_by_its_words_without_accents(form: VisitForm) -> None:
    row = form.rows.rows[1]
    row.result.pick("thinking")
    _keys(row.reason, "lon tuoi")
    _enter(row.reason)
    assert row.reason.value() == "4"


def test_nothing_filled_in_is_said_and_nothing_written(form: VisitForm, register: Register) -> None:
    form.filled.click()
    assert form.isVisible()
    assert "ít nhất một kết quả" in form.wrong.text()
    assert register.visits.count() == 0


def test_a_next_day_before_the_visit_is_said_beside_it(form: VisitForm, register: Register) -> None:
    form.rows.rows[1].result.pick("agreed")
    form.next_day.set_text("20/11/2026")
    form.filled.click()
    assert form.next_day.state == "error"
    assert register.visits.count() == 0


def test_a_visit_to_come_cannot_have_been(form: VisitForm, register: Register) -> None:
    form.rows.rows[1].result.pick("agreed")
    form.day.set_text("25/11/2026")
    form.filled.click()
    assert form.day.state == "error"
    assert register.visits.count() == 0


def test_nobody_at_home_is_one_row_for_the_household(
    form: VisitForm, home: Home, register: Register
) -> None:
    _keys(form.rows.rows[0].result, "4")
    press(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (visit,) = register.visits.of_household(home.household)
    assert [(r.person_id, r.result) for r in visit.results] == [(None, "absent")]


def test_the_same_helper_goes_to_the_next_house(qtbot: QtBot, session: Session, home: Home) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    desk = VisitDesk(session, over)
    desk.open(Query("visit", home.household))
    assert desk.shown is not None
    desk.shown.visitor.set_value(home.helper)
    desk.shown.rows.rows[0].result.pick("absent")
    desk.shown.filled.click()
    desk.open(Query("visit", home.household, facts={"person": home.child}))
    assert desk.shown is not None
    assert desk.shown.visitor.value() == home.helper
    assert _has_keys(desk.shown, desk.shown.rows.rows[-1].result)
    desk.shown.reject()


def _again(session: Session, form: VisitForm, home: Home) -> VisitForm:
    over = form.parentWidget()
    assert over is not None
    desk = VisitDesk(session, over)
    desk.open(Query("visit", home.household))
    assert desk.shown is not None
    return desk.shown


def test_what_was_typed_is_there_again_after_the_program_was_closed(
    form: VisitForm, home: Home, register: Register, session: Session, qtbot: QtBot
) -> None:
    row = form.rows.rows[2]
    row.result.set_text("refused")
    row.reason.set_value(row.reason._choices[2].key)
    form.note.set_text("Gặp cả nhà")
    qtbot.waitUntil(lambda: bool(register.drafts.all()))
    again = _again(session, form, home)
    assert again.rows.rows[2].entered() == row.entered()
    assert again.note.text() == "Gặp cả nhà"
    assert again.again.text() == "Đã mở lại phần gõ dở lúc 08:31."
    again.save()
    assert register.drafts.all() == ()


def test_esc_throws_away_and_ctrl_w_keeps(
    form: VisitForm, home: Home, register: Register, session: Session
) -> None:
    form.note.set_text("Gặp cả nhà")
    form.put_off()
    assert not form.isVisible()
    again = _again(session, form, home)
    assert again.note.text() == "Gặp cả nhà"
    again.reject()
    assert register.drafts.all() == ()
