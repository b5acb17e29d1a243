"""Hộ gia đình through its real widgets: the list, the record, and what changes them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from rules.money import dong
from rules.vsi.contribution import contribution
from storage import Register
from storage.quotes import quote
from storage.succession import relations_after
from storage.visits import ResultInput
from tests.ui.keyboard import press
from ui.buttons import Button
from ui.dialogs import Dialog
from ui.queries import Query
from ui.screens.households.person_dialog import PersonDialog
from ui.screens.households.screen import HouseholdsScreen
from ui.screens.households.why_dialog import WhyDialog
from ui.session import Session

TODAY = date(2026, 11, 21)
Typer = Callable[[QWidget, str], None]


@dataclass(frozen=True)
class Commune:
    """Ids of what the register holds."""

    near: str
    far: str
    families: dict[str, str]
    people: dict[str, str]


@pytest.fixture
def commune(register: Register) -> Commune:
    with register.change("Lập sổ"):
        near, far = register.villages.add("Bến Đò"), register.villages.add("Đồi Sim")
        families, people = {}, {}

        def family(village: str, *members: tuple[str, str, str, str, str]) -> None:
            household = register.households.add(village_id=village)
            families[members[0][0]] = household
            for name, sex, born, relation, until in members:
                people[name] = register.people.add(
                    household_id=household,
                    name=name,
                    sex="male" if sex == "male" else "female",
                    born=PartialDate.parse(born),
                    relation=relation,
                )
                if until == "never":
                    register.covers.add(
                        people[name], scheme="hi", known="not_covered", dated=date(2026, 1, 1)
                    )
                elif until:
                    register.covers.add(
                        people[name],
                        scheme="hi",
                        known="covered",
                        dated=date(2026, 1, 1),
                        start=date(2025, 12, 1),
                        until=date.fromisoformat(until),
                        hi_group="household",
                    )

        family(
            near,
            ("Đỗ Văn Thử", "male", "1970-02-03", "head", "2026-11-30"),
            ("Nguyễn Thị Mẫu", "female", "1972-05-04", "wife", "never"),
            ("Đỗ Thị Ví", "female", "2013-01-01", "daughter", "2027-05-31"),
            ("Lò Thị Dụ", "female", "1945", "mother", ""),
        )
        family(near, ("Ngô Bá Nháp", "male", "1980", "head", "2027-06-30"))
        family(far, ("Hà Văn Giấy", "male", "1990", "head", "never"))
        family(far, ("Đỗ Thị Bút", "female", "1991", "head", "2026-12-01"))
    return Commune(near, far, families, people)


@pytest.fixture
def screen(qtbot: QtBot, session: Session, commune: Commune) -> HouseholdsScreen:
    made = HouseholdsScreen(session)
    qtbot.addWidget(made)
    made.resize(1150, 640)
    with qtbot.waitExposed(made):
        made.show()
    return made


def names(screen: HouseholdsScreen) -> list[str]:
    model = screen.pane.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def answer(fill: Callable[[Dialog], None]) -> None:
    """Do this in the next dialog that opens, then press its filled button."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        try:
            fill(dialog)
            dialog.filled.click()
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, act)


def show(screen: HouseholdsScreen, commune: Commune, head: str, person: str = "") -> None:
    facts = {"person": commune.people[person]} if person else {}
    screen.open(Query("households", commune.families[head], facts=facts))


# The list


@pytest.mark.parametrize("typed", ["do thi", "Đỗ Thị", "đỗ thị", "DO THI"])
def test_what_is_typed_finds_members_with_and_without_accents(
    screen: HouseholdsScreen, type_text: Typer, typed: str
) -> None:
    screen.filter_action.trigger()
    type_text(screen.pane.search.line, typed)
    assert names(screen) == ["Đỗ Văn Thử", "Đỗ Thị Bút"]


def test_a_filter_that_finds_nothing_says_so_and_can_be_taken_off(
    screen: HouseholdsScreen, type_text: Typer
) -> None:
    screen.filter_action.trigger()
    type_text(screen.pane.search.line, "zzz")
    assert screen.pane.clear_button.isVisible()
    assert screen.record.record is None
    assert not screen.visit_action.isEnabled()
    screen.pane.clear_button.click()
    assert len(names(screen)) == 4
    assert screen.record.record is not None


@pytest.mark.parametrize("state", ["all", "not_covered", "ending"])
@pytest.mark.parametrize("place", ["", "near", "far"])
def test_the_figures_on_the_filters_are_the_rows_they_open(
    screen: HouseholdsScreen, commune: Commune, register: Register, state: str, place: str
) -> None:
    village = {"near": commune.near, "far": commune.far}.get(place, "")
    screen.pane.show_village(village, state)
    counts = register.households.state_counts(on=TODAY, village=village or None)
    expected = {"all": counts.all, "not_covered": counts.not_covered, "ending": counts.ending}
    assert len(names(screen)) == screen.pane.model.total == expected[state]
    told = "Cả xã 4 hộ" if expected[state] == 4 else f"{expected[state]} hộ, cả xã 4"
    assert screen.pane.count.text() == told


def test_households_are_in_walking_order_or_by_given_name(screen: HouseholdsScreen) -> None:
    assert names(screen) == ["Đỗ Văn Thử", "Ngô Bá Nháp", "Hà Văn Giấy", "Đỗ Thị Bút"]
    screen.pane.order.set_value("name")
    assert names(screen) == ["Đỗ Thị Bút", "Hà Văn Giấy", "Ngô Bá Nháp", "Đỗ Văn Thử"]


def test_the_selection_stays_when_somebody_else_is_changed(
    screen: HouseholdsScreen, commune: Commune, session: Session
) -> None:
    show(screen, commune, "Đỗ Văn Thử", "Nguyễn Thị Mẫu")
    with session.change("Sửa điện thoại"):
        session.register.people.save(commune.people["Hà Văn Giấy"], phone="0912345678")
    assert screen.pane.list.current_id() == commune.families["Đỗ Văn Thử"]
    assert screen.record.selected_person() == commune.people["Nguyễn Thị Mẫu"]


def test_a_household_far_down_the_list_stays_when_something_changes(
    screen: HouseholdsScreen, commune: Commune, session: Session
) -> None:
    with session.change("Thêm nhiều hộ"):
        homes = [session.register.households.add(village_id=commune.near) for _ in range(90)]
    screen.open(Query("households", homes[-1]))
    assert screen.pane.list.current_id() == homes[-1]
    with session.change("Sửa điện thoại"):
        session.register.people.save(commune.people["Hà Văn Giấy"], phone="0912345678")
    assert (screen.pane.list.current_id(), screen.shown) == (homes[-1], homes[-1])


def test_only_the_rows_that_are_shown_are_loaded(
    screen: HouseholdsScreen, session: Session
) -> None:
    with session.change("Thêm nhiều hộ"):
        for _ in range(300):
            session.register.households.add()
    assert screen.pane.model.total == 304
    assert screen.pane.model.rowCount() < 100


def test_an_empty_register_says_what_to_do(qtbot: QtBot, session: Session) -> None:
    made = HouseholdsScreen(session)
    qtbot.addWidget(made)
    asked: list[Query] = []
    session.asked.connect(asked.append)
    with qtbot.waitExposed(made):
        made.show()
    shown = [button for button in made.findChildren(Button) if button.isVisible()]
    assert [button.text() for button in shown] == ["Nhập dữ liệu"]
    shown[0].click()
    assert asked == [Query("intake")]


# The record


def test_a_record_says_who_where_and_what(screen: HouseholdsScreen, commune: Commune) -> None:
    show(screen, commune, "Đỗ Văn Thử")
    assert screen.record.top.title.text() == "Hộ ông Đỗ Văn Thử"
    model = screen.record.members.rows
    said = [[str(model.index(r, c).data()) for c in (0, 1, 5)] for r in range(model.rowCount())]
    assert said == [
        ["Đỗ Văn Thử", "Chủ hộ", "30/11/2026 còn 9 ngày"],
        ["Nguyễn Thị Mẫu", "Vợ", "Chưa có"],
        ["Lò Thị Dụ", "Mẹ", "Chưa rõ, hỏi lại"],
        ["Đỗ Thị Ví", "Con gái", "31/05/2027"],
    ]


def test_the_quote_is_the_quote_of_the_register(
    screen: HouseholdsScreen, commune: Commune, register: Register
) -> None:
    show(screen, commune, "Đỗ Văn Thử")
    bill = screen.record.quote.bill
    assert bill is not None
    found = quote(register, commune.families["Đỗ Văn Thử"], TODAY)
    assert bill.payable == found.quote.payable > 0
    lines = [member.quote.line for member in found.members if member.quote.line]
    assert [line.gross for line in lines] == [line.gross for line in bill.lines]
    total = screen.record.quote.total.accessibleName()
    assert dong(found.quote.payable) in total
    assert "Nguyễn Thị Mẫu" in [line.name for line in bill.lines]


def test_who_else_could_pay_and_what_changes_stand_beside_the_sums(
    screen: HouseholdsScreen, commune: Commune, session: Session
) -> None:
    show(screen, commune, "Đỗ Văn Thử")
    panel = screen.record.quote
    assert panel.bill is not None
    # The third in the household: 60 % of 1.366.200; both who pay now 2.322.540 (Decree
    # 188/2025/NĐ-CP of 01/07/2025).
    joining = "cùng đóng thì là người thứ 3: thêm **819.720**, cả hộ 3.142.260."
    assert panel.bill.later[0].endswith(joining)
    assert panel.bill.later[1] == (
        "Từ **01/01/2027** BHYT có thể đổi giá, thẻ đóng trước giữ giá cũ."
    )
    assert "2.200.000: mỗi tháng 387.200 thay vì 264.000. Chưa xác nhận." in panel.bill.later[2]
    shown = [label.text() for label in panel.findChildren(QLabel) if "href" in label.text()]
    assert any("819.720" in text for text in shown)
    assert panel.bill.terms == (
        "BHYT cả hộ: 3 tháng 580.635, 6 tháng 1.161.270, 12 tháng 2.322.540."
    )
    dialog = WhyDialog(panel.bill, session.words, screen)
    said = [step.what for step in dialog.steps.steps()]
    assert any("819.720, cả hộ 3.142.260" in text for text in said)
    assert any("lương hưu từ" in text for text in said)
    dialog.deleteLater()


# Decree 176/2025/NĐ-CP of 30/06/2025: from 75 without a pension; the state pays the card.
def test_who_is_old_enough_for_a_social_pension_is_said_before_a_card_is_paid_for(
    screen: HouseholdsScreen, commune: Commune, session: Session
) -> None:
    with session.change("Sửa ngày sinh"):
        for name in ("Đỗ Văn Thử", "Nguyễn Thị Mẫu"):
            born = PartialDate(1950, 3)
            session.register.people.save(commune.people[name], born=born)
    show(screen, commune, "Đỗ Văn Thử")
    bill = screen.record.quote.bill
    assert bill is not None
    assert bill.later[0] == (
        "Ông Thử, bà Mẫu nếu không có lương hưu thì xin được trợ cấp hưu trí xã hội **540.000** "
        "một tháng, có thẻ BHYT không phải đóng. Chưa xác nhận."
    )


@pytest.mark.parametrize("height", [540, 590, 640, 700])
def test_the_sums_show_whole_lines_and_the_ways_on_at_every_height(
    screen: HouseholdsScreen, commune: Commune, height: int
) -> None:
    show(screen, commune, "Đỗ Văn Thử")
    screen.resize(1150, height)
    QApplication.processEvents()
    panel = screen.record.quote
    rows = panel.table.viewport().height()
    assert rows % panel.table.rowHeight(0) == 0
    for button in panel.findChildren(Button):
        corner = button.mapTo(panel, button.rect().bottomRight())
        assert panel.rect().contains(corner)


def test_whoever_spoke_of_vsi_is_quoted_six_months_at_the_lowest_income(
    screen: HouseholdsScreen, commune: Commune, session: Session
) -> None:
    with session.change("Ghi kết quả đến nhà"):
        session.register.visits.record(
            commune.families["Đỗ Văn Thử"],
            date(2026, 11, 15),
            results=[
                ResultInput("thinking", commune.people["Nguyễn Thị Mẫu"], "vsi", reason="chờ lúa")
            ],
        )
    show(screen, commune, "Đỗ Văn Thử")
    bill = screen.record.quote.bill
    assert bill is not None
    line = bill.lines[-1]
    found = quote(session.register, commune.families["Đỗ Văn Thử"], TODAY)
    offer = next(m.quote.offer for m in found.members if m.person.name == line.name)
    assert offer is not None
    paid = contribution(
        session.policy,
        income=offer.levels[0].income,
        payer_class=offer.payer_class,
        method="6",
        on=TODAY,
    )
    assert (line.name, line.gross, line.payable) == ("Nguyễn Thị Mẫu", paid.gross, paid.payable)
    assert screen.record.timeline.happenings()[0].title == "Đến nhà"


def test_a_reason_kept_by_its_number_is_told_in_its_words(
    screen: HouseholdsScreen, commune: Commune, session: Session
) -> None:
    with session.change("Ghi kết quả đến nhà"):
        session.register.visits.record(
            commune.families["Đỗ Văn Thử"],
            date(2026, 11, 15),
            results=[ResultInput("refused", commune.people["Nguyễn Thị Mẫu"], "vsi", reason="10")],
        )
    show(screen, commune, "Đỗ Văn Thử")
    told = screen.record.timeline.happenings()[0].detail
    assert "(chờ hỏi người nhà, chờ hết vụ)" in told


# What is changed


def test_a_household_is_added_on_a_page_of_its_own(
    screen: HouseholdsScreen, commune: Commune, session: Session
) -> None:
    asked: list[Query] = []
    session.asked.connect(asked.append)
    screen.pane.show_village(commune.far, "all")
    screen.add_action.trigger()
    assert asked == [Query("entry", facts={"village": commune.far})]


def test_a_person_is_added_and_taken_back(
    screen: HouseholdsScreen, commune: Commune, session: Session
) -> None:
    show(screen, commune, "Ngô Bá Nháp")

    def fill(dialog: Dialog) -> None:
        assert isinstance(dialog, PersonDialog)
        dialog.name.set_text("Ngô Thị Thêm")
        dialog.relation.set_value("daughter")

    answer(fill)
    screen.add_person_action.trigger()
    assert screen.record.members.rows.rowCount() == 2
    assert session.register.people.get(screen.record.selected_person()).name == "Ngô Thị Thêm"
    session.undo()
    assert screen.record.members.rows.rowCount() == 1


def test_what_cannot_be_written_is_said_beside_its_field(
    screen: HouseholdsScreen, commune: Commune, session: Session
) -> None:
    with session.change("Ghi số định danh"):
        session.register.people.save(commune.people["Hà Văn Giấy"], personal_id="038090001234")
    show(screen, commune, "Ngô Bá Nháp", "Ngô Bá Nháp")
    said = []

    def fill(dialog: Dialog) -> None:
        assert isinstance(dialog, PersonDialog)
        dialog.personal_id.set_text("038090001234")
        dialog.filled.click()
        said.append(dialog.personal_id.message.text() or dialog.banner.text())

    answer(fill)
    screen.edit_action.trigger()
    assert said != [""]
    assert session.register.people.get(commune.people["Ngô Bá Nháp"]).personal_id is None


def test_enter_edits_the_selected_person(
    screen: HouseholdsScreen, commune: Commune, session: Session
) -> None:
    show(screen, commune, "Đỗ Văn Thử", "Nguyễn Thị Mẫu")

    def fill(dialog: Dialog) -> None:
        assert isinstance(dialog, PersonDialog)
        dialog.phone.set_text("+84912345678")

    answer(fill)
    press(screen.record.members, Qt.Key.Key_Return)
    person = session.register.people.get(commune.people["Nguyễn Thị Mẫu"])
    assert (person.phone, person.relation) == ("0912345678", "wife")
    assert screen.record.selected_person() == person.id


def test_a_child_as_head_makes_parents_of_the_old(register: Register, commune: Commune) -> None:
    people = register.people.of_household(commune.families["Đỗ Văn Thử"])
    after = relations_after(people, commune.people["Đỗ Thị Ví"])
    said = {person.name: after[person.id] for person in people}
    assert said == {
        "Đỗ Văn Thử": "father",
        "Nguyễn Thị Mẫu": "mother",
        "Đỗ Thị Ví": "head",
        "Lò Thị Dụ": "other",
    }


# Keys


def test_the_keyboard_leads_through_the_screen(
    screen: HouseholdsScreen, commune: Commune, session: Session, type_text: Typer
) -> None:
    asked: list[Query] = []
    session.asked.connect(asked.append)
    screen.filter_action.trigger()
    type_text(screen.pane.search.line, "hà")
    press(screen.pane.search.line, Qt.Key.Key_Down)
    assert screen.pane.list.hasFocus()
    assert screen.record.top.title.text() == "Hộ ông Hà Văn Giấy"
    press(screen.pane.list, Qt.Key.Key_Return)
    assert screen.record.members.hasFocus()
    household, person = commune.families["Hà Văn Giấy"], commune.people["Hà Văn Giấy"]
    facts = {"household": household, "person": person}
    for action in ("visit_action", "change_action", "pay_action", "print_action"):
        getattr(screen, action).trigger()
    assert asked == [
        Query("visit", household, "", facts),
        Query("benefits", person, facts={"household": household}),
        Query("enrolment", household, "", facts),
        Query("printing", facts={"document": "household-sheet", "household": household}),
    ]
    keys = {action.shortcut().toString() for action in screen.actions()}
    assert {"F6", "F7", "F8", "Ctrl+N", "Ctrl+P", "Ctrl+F", "F2"} <= keys


def test_every_input_and_view_has_a_name(screen: HouseholdsScreen) -> None:
    kinds = (QLineEdit, QComboBox)
    inputs = [widget for kind in kinds for widget in screen.findChildren(kind)]
    views = [screen.pane.list, screen.record.members, screen.record.timeline]
    assert inputs
    for widget in [*inputs, *views]:
        found = QAccessible.queryAccessibleInterface(widget)
        assert found.text(QAccessible.Text.Name), widget.objectName()


def test_the_arrow_keys_choose_a_household_as_soon_as_the_place_is_opened(
    screen: HouseholdsScreen,
) -> None:
    screen.activateWindow()
    screen.setFocus()
    assert screen.focusProxy() is screen.pane.list
    first = screen.pane.list.currentIndex().row()
    press(screen.pane.list, Qt.Key.Key_Down)
    assert screen.pane.list.currentIndex().row() == first + 1
