"""Quyền lợi: what is shown is what the law answers, at every key, and nothing typed is lost."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from rules.calendar import Month, PartialDate
from rules.hi.premium import premium
from rules.money import dong
from rules.vsi.case import VsiCase, vsi_result
from rules.vsi.contribution import PayerClass
from storage import Register
from storage.enrolling import Circumstances
from tests.ui.keyboard import press, type_text
from ui.choices import Choice
from ui.curve import Curve
from ui.places import Place
from ui.queries import Query
from ui.screen import Screen
from ui.screens.benefits import BenefitsScreen
from ui.session import Session
from ui.window import Window

TODAY = date(2026, 11, 21)
CASE = VsiCase(
    sex="female",
    born=PartialDate(1984, 8, 17),
    payer_class=PayerClass.NEAR_POOR,
    income=2_000_000,
    method="6",
    on=TODAY,
    province="38",
)


class Blank(Screen):
    """Stands in for the places the calculator goes to."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.asked: list[Query] = []

    def open(self, query: Query) -> None:
        self.asked.append(query)


@dataclass(frozen=True)
class Home:
    household: str
    head: str
    wife: str
    child: str


@pytest.fixture
def home(register: Register) -> Home:
    with register.change("Lập sổ"):
        register.office.save(name="Xã Mẫu", province_code="38")
        village = register.villages.add("Khe Mít")
        household = register.households.add(village_id=village, number="12")
        ids = [
            register.people.add(
                name=name,
                household_id=household,
                relation=relation,
                sex="female" if relation == "wife" else "male",
                born=born,
            )
            for name, relation, born in (
                ("Nguyễn Văn Đỗ", "head", PartialDate(1976, 3, 12)),
                ("Lường Thị Mến", "wife", PartialDate(1984, 8, 17)),
                ("Nguyễn Văn Ân", "son", PartialDate(2012, 9, 9)),
            )
        ]
        register.standings.set(household, 2026, "near_poor")
    return Home(household, *ids)


@pytest.fixture
def window(qtbot: QtBot, session: Session, register: Register) -> Window:
    if not register.office.get().province_code:
        with register.change("Lập sổ"):
            register.office.save(name="Xã Mẫu", province_code="38")
    places = (
        Place("benefits", "Alt+6", "calculator", "Quyền lợi", BenefitsScreen),
        Place("printing", "Alt+7", "printer", "In ấn", Blank),
        Place("settings", "Alt+0", "settings", "Thiết lập", Blank, ruled=True),
    )
    made = Window(session, places)
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


@pytest.fixture
def screen(window: Window) -> BenefitsScreen:
    made = window.screen_of("benefits")
    assert isinstance(made, BenefitsScreen)
    return made


def _type(widget: Any, text: str) -> None:
    """Type over whatever stands in a field."""
    widget.line.setFocus()
    widget.line.selectAll()
    type_text(widget.line, text)


def _ask(screen: BenefitsScreen) -> None:
    """The question of the picture, by keys."""
    form = screen.vsi.form
    _type(form.born, "170884")
    press(form.born.line, Qt.Key.Key_Return)
    press(form.sex.segments.buttons()[0], Qt.Key.Key_Space)
    form.payer.box.setCurrentIndex(form.payer.box.findText("Hộ cận", Qt.MatchFlag.MatchStartsWith))
    _type(form.income, "2tr")


def _column(screen: BenefitsScreen, header: str) -> list[str]:
    heads, *rows = screen.vsi.methods.shown_cells()
    return [row[heads.index(header)] for row in rows]


def _press_letters(keys: str) -> None:
    for key in keys:
        QTest.keyClicks(_focus(), key)


def _focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def _clipboard() -> str:
    return QGuiApplication.clipboard().text()


# -- figures


def test_everything_shown_is_what_the_law_answers(screen: BenefitsScreen) -> None:
    _ask(screen)
    found = vsi_result(screen.session.policy, CASE)
    assert screen.vsi.case == CASE
    paid = [row.contribution for row in found.methods]
    assert _column(screen, "Mức đóng") == [dong(one.gross) for one in paid if one]
    assert _column(screen, "Nhà nước") == [dong(one.state_support) for one in paid if one]
    assert _column(screen, "Phải đóng") == [dong(one.payable) for one in paid if one]
    assert _column(screen, "Một tháng") == [dong(row.a_month or 0) for row in found.methods]
    assert _column(screen, "Đỡ được") == [
        dong(row.saving) if row.saving else "–" for row in found.methods
    ]
    assert _column(screen, "Cách đóng")[-1] == "5 năm"
    assert screen.why.figure.text() == "1.848.000"
    assert screen.why.parts.text() == "2.640.000 − 792.000 nhà nước hỗ trợ"
    curve = screen.vsi.pension.curve.lines()[0]
    assert curve.own == (18, 1_020_000)
    assert curve.steps == ((15, 900_000), (20, 1_100_000), (25, 1_300_000), (30, 1_500_000),
                           (35, 1_500_000))  # fmt: skip
    assert screen.vsi.pension.saying.text() == (
        "Đóng đến 60 tuổi (08/2044): <b>17 năm 10 tháng, tính 18 năm, hưởng 51 %</b>, từ"
        " 01/09/2044. Tính theo tiền hôm nay, không phải lời hứa."
    )


def test_each_key_is_followed_and_there_is_nothing_to_press(screen: BenefitsScreen) -> None:
    form = screen.vsi.form
    _type(form.income, "2tr")
    assert screen.why.figure.text() == dong(6 * (440_000 - 66_000))
    type_text(form.income.line, "5")
    assert screen.why.figure.text() == dong(6 * (550_000 - 66_000))
    form.quick()[3_000_000].click()
    assert form.income.text() == "3.000.000"
    assert screen.why.figure.text() == dong(6 * (660_000 - 66_000))


def test_the_day_starts_with_the_lowest_income_of_today(screen: BenefitsScreen) -> None:
    assert screen.vsi.form.income.text() == "1.500.000"
    assert screen.vsi.form.limits.text() == "Từ 1.500.000 đến 50.600.000"
    assert list(screen.vsi.form.quick()) == [1_500_000, 2_000_000, 3_000_000, 5_000_000]
    assert _column(screen, "Phải đóng")[0] == "264.000"
    assert screen.policy_day() == TODAY


def test_arrows_move_the_method_and_the_working_follows(screen: BenefitsScreen) -> None:
    _ask(screen)
    screen.vsi.form.income.setFocus()
    press(screen.vsi.form.income.line, Qt.Key.Key_Down)
    assert screen.why.figure.text() == "3.696.000"
    press(screen.vsi.form.income.line, Qt.Key.Key_Down)
    assert screen.why.figure.text() == "7.025.069"
    assert screen.why.note.text() == "đóng trước 2 năm"
    assert any(step.unsure for step in screen.why.steps.steps())
    press(screen.vsi.form.income.line, Qt.Key.Key_Up)
    assert screen.why.figure.text() == "3.696.000"
    assert screen.vsi.case is not None
    assert screen.vsi.case.method == "12"


@pytest.mark.parametrize(
    ("keys", "sex"), [("n", "female"), ("na", "male"), ("nu", "female"), ("2", "male")]
)
def test_letters_choose_the_sex_and_any_word_the_class(
    screen: BenefitsScreen, keys: str, sex: str
) -> None:
    form = screen.vsi.form
    form.sex.setFocus()
    _press_letters(keys)
    assert form.sex.value() == sex
    form.payer.setFocus()
    _press_letters("can")
    assert form.payer.value() == PayerClass.NEAR_POOR
    assert screen.vsi.methods.note.text().endswith("hộ cận nghèo")


def test_arrows_on_the_sex_move_the_method_and_not_the_sex(screen: BenefitsScreen) -> None:
    _ask(screen)
    screen.vsi.form.sex.setFocus()
    QTest.keyClick(_focus(), Qt.Key.Key_Down)
    assert (screen.vsi.method, screen.vsi.form.sex.value()) == ("12", "female")


def test_what_is_not_recorded_is_unknown_and_never_nothing(screen: BenefitsScreen) -> None:
    _ask(screen)
    assert screen.vsi.form.local.said.text == "Chưa nhập văn bản"
    heads = screen.vsi.methods.shown_cells()[0]
    assert "Địa phương" not in heads
    assert any(step.result == "chưa rõ" for step in screen.why.steps.steps())


# -- what cannot be used


@pytest.mark.parametrize(
    ("text", "shown", "said"),
    [
        ("1tr2", "1.200.000", "Thấp nhất là 1.500.000."),
        ("60tr", "60.000.000", "Cao nhất là 50.600.000."),
        ("nhiều", "nhiều", "Chưa hiểu số tiền"),
    ],
)
def test_a_wrong_income_is_said_under_its_field_and_the_rest_stays(
    screen: BenefitsScreen, text: str, shown: str, said: str
) -> None:
    _ask(screen)
    form = screen.vsi.form
    before = screen.vsi.methods.shown_cells()
    _type(form.income, text)
    press(form.income.line, Qt.Key.Key_Return)
    assert form.income.message.text().startswith(said)
    assert form.income.text() == shown
    assert form.born.text() == "17/08/1984"
    assert screen.vsi.methods.shown_cells() == before
    assert "chờ gõ xong" in screen.vsi.methods.note.text()
    assert not screen.print_action.isEnabled()
    _type(form.income, "3tr")
    assert form.income.message.text() == ""
    assert screen.why.figure.text() == dong(6 * (660_000 - 132_000))
    assert screen.print_action.isEnabled()


def test_a_wrong_birth_date_leaves_the_prices(screen: BenefitsScreen) -> None:
    _ask(screen)
    before = screen.vsi.methods.shown_cells()
    _type(screen.vsi.form.born, "31/02/1988")
    press(screen.vsi.form.born.line, Qt.Key.Key_Return)
    assert screen.vsi.form.born.state == "error"
    assert screen.vsi.methods.shown_cells() == before
    assert "Chưa rõ ngày sinh" in screen.vsi.pension.saying.text()
    assert screen.why.more_title.text() == ""


@pytest.mark.parametrize(
    ("typed", "shown"), [("27", "27 tháng"), ("2 năm 3 tháng", "27 tháng"), ("2n", "24 tháng")]
)
def test_months_are_typed_short(screen: BenefitsScreen, typed: str, shown: str) -> None:
    _ask(screen)
    _type(screen.vsi.form.paid, typed)
    press(screen.vsi.form.paid.line, Qt.Key.Key_Return)
    assert screen.vsi.form.paid.text() == shown


def test_more_months_of_support_than_the_law_gives_are_refused(screen: BenefitsScreen) -> None:
    _ask(screen)
    used = screen.vsi.form.used
    _type(used, "117")
    assert _column(screen, "Nhà nước")[2] == dong(3 * 132_000)
    _type(used, "121")
    press(used.line, Qt.Key.Key_Return)
    assert used.message.text() == "121 tháng nhiều quá: nhiều nhất là 120 tháng."
    assert not screen.print_action.isEnabled()


def test_without_a_sex_there_is_no_curve_and_the_page_says_why(screen: BenefitsScreen) -> None:
    pension = screen.vsi.pension
    assert pension.pages.currentWidget() is pension.nothing
    assert "Chưa rõ ngày sinh và giới tính" in pension.saying.text()
    press(screen.vsi.form.sex.segments.buttons()[1], Qt.Key.Key_Space)
    assert pension.pages.currentWidget() is pension.curve
    assert pension.curve.lines()[0].own is None
    assert "Chưa rõ ngày sinh" in pension.saying.text()


def test_too_short_a_time_says_what_would_make_it_reachable(screen: BenefitsScreen) -> None:
    _ask(screen)
    _type(screen.vsi.form.born, "05/1975")
    found = screen.vsi.result
    assert found is not None
    assert found.outlook is not None
    assert found.outlook.ways
    said = screen.vsi.pension.saying.text()
    first = found.outlook.ways[0]
    assert "còn thiếu" in said
    assert dong(first.monthly) in said
    assert first.pension_from.shown in said


@pytest.mark.parametrize(
    ("born", "paid", "said"),
    [
        ("05/1975", "0", "Đóng tiếp thêm"),
        ("05/1972", "84", "Đóng một lần"),
        ("1960", "180", "Đã đủ tuổi nghỉ hưu từ 01/2015: <b>15 năm, tính 15 năm, hưởng 45 %</b>"),
        ("1960", "150", "Đã đủ tuổi nghỉ hưu từ 01/2015, <b>còn thiếu 2 năm 6 tháng</b>"),
        ("17/08/1984", "200", "Thêm trợ cấp một lần"),
    ],
)
def test_the_sentence_fits_the_person(
    screen: BenefitsScreen, born: str, paid: str, said: str
) -> None:
    _ask(screen)
    _type(screen.vsi.form.born, born)
    _type(screen.vsi.form.paid, paid)
    assert said in screen.vsi.pension.saying.text()
    assert screen.vsi.pension.saying.text().endswith("không phải lời hứa.")


def test_years_ahead_without_an_interest_say_so_in_the_row_and_the_reason_beside(
    screen: BenefitsScreen,
) -> None:
    """No interest of 2027 is known: the day's other methods keep their prices."""
    _ask(screen)
    _type(screen.vsi.form.income, "3tr")
    _type(screen.vsi.form.day, "01/02/2027")
    assert _column(screen, "Mức đóng")[3:5] == [dong(12 * 660_000), "chưa có lãi suất"]
    assert _column(screen, "Phải đóng")[4] == "–"
    for _ in range(2):
        press(screen.vsi.form.day.line, Qt.Key.Key_Down)
    assert screen.why.figure.text() == "–"
    assert "lãi suất" in screen.why.parts.text()
    assert not screen.keep_action.isEnabled()
    assert screen.policy_day() == date(2027, 2, 1)


def test_a_day_before_the_law_is_said_and_the_page_stays(screen: BenefitsScreen) -> None:
    _ask(screen)
    before = screen.vsi.methods.shown_cells()
    _type(screen.vsi.form.day, "01/02/2011")
    assert screen.vsi.methods.shown_cells() == before
    assert "01/02/2011" in screen.vsi.methods.difference.text.text()
    assert not screen.print_action.isEnabled()
    _type(screen.vsi.form.day, "21/11/2026")
    assert screen.vsi.methods.difference.isHidden()


def test_half_a_date_is_no_day_of_the_law(screen: BenefitsScreen) -> None:
    _ask(screen)
    _type(screen.vsi.form.day, "01022")
    assert screen.policy_day() == TODAY
    type_text(screen.vsi.form.day.line, "7")
    assert screen.policy_day() == TODAY
    press(screen.vsi.form.day.line, Qt.Key.Key_Return)
    assert screen.vsi.form.day.text() == "01/02/2027"
    limits, wrong = screen.vsi.form.limits.text(), screen.vsi.form.income.message.text()
    plain = limits.replace("\N{NO-BREAK SPACE}", " ")
    assert plain == "Từ 2.200.000 (chưa xác nhận) đến 50.600.000"
    assert wrong.replace("\N{NO-BREAK SPACE}", " ") == "Thấp nhất là 2.200.000 (chưa xác nhận)."
    assert screen.vsi.methods.note.text() == "chờ gõ xong, bảng vẫn của ngày 21/11/2026"
    _type(screen.vsi.form.income, "3tr")
    assert screen.vsi.form.income.message.text() == ""
    assert screen.policy_day() == date(2027, 2, 1)


# -- keys


def test_enter_walks_through_the_form_and_ends_in_the_table(
    qtbot: QtBot, screen: BenefitsScreen
) -> None:
    form = screen.vsi.form
    form.person.setFocus()
    seen = []
    for field in form.fields():
        now = _focus()
        assert now is not None
        inside = field.editor()
        assert now is inside or inside.isAncestorOf(now), field.name
        seen.append(field.name)
        press(now, Qt.Key.Key_Return)
    assert seen == [
        "person", "born", "sex", "payer_class", "income", "other_income", "on", "paid_months",
        "used_support_months",
    ]  # fmt: skip
    assert _focus() is screen.vsi.methods.table


def test_f3_goes_to_the_other_calculator_and_back(window: Window, screen: BenefitsScreen) -> None:
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert screen.schemes.key() == "hi"
    assert _focus() is screen.hi.form.person.line
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert screen.schemes.key() == "vsi"
    assert _focus() is screen.vsi.form.person.line


def test_every_input_and_view_has_a_name(screen: BenefitsScreen) -> None:
    kinds = (QLineEdit, QComboBox, QTableView, Curve)
    inputs = [widget for kind in kinds for widget in screen.findChildren(kind)]
    assert len(inputs) > 20
    for widget in inputs:
        found = QAccessible.queryAccessibleInterface(widget)
        assert found.text(QAccessible.Text.Name), widget


def test_keys_that_work_stand_in_the_status_bar(screen: BenefitsScreen) -> None:
    hints = screen.keys()
    assert [one.keys for one in hints] == ["Enter", "↑ ↓", "Space", "F3", "Ctrl+C"]
    screen.show_scheme("hi")
    hints = screen.keys()
    assert "Space" not in [one.keys for one in hints]


# -- comparing


def test_two_levels_stand_side_by_side_in_table_and_curve(screen: BenefitsScreen) -> None:
    _ask(screen)
    _type(screen.vsi.form.other, "3tr")
    found = vsi_result(screen.session.policy, replace(CASE, other_income=3_000_000))
    assert _column(screen, "Mức 3.000.000") == [
        dong(row.contribution.payable) for row in found.others if row.contribution
    ]
    assert _column(screen, "Mức 2.000.000")[2] == "1.848.000"
    second = screen.vsi.pension.curve.lines()[1]
    assert second.name == "mức 3.000.000"
    assert second.own == (18, 1_530_000)
    assert screen.vsi.methods.difference.text.text() == (
        "Mức <b>3.000.000</b>: lần này đóng thêm 1.320.000, lương hưu tháng thêm 510.000."
    )
    _type(screen.vsi.form.other, "")
    press(screen.vsi.form.other.line, Qt.Key.Key_Backspace)
    assert "Mức 3.000.000" not in screen.vsi.methods.shown_cells()[0]
    assert len(screen.vsi.pension.curve.lines()) == 1


def test_space_marks_a_method_and_the_difference_is_said(screen: BenefitsScreen) -> None:
    _ask(screen)
    table = screen.vsi.methods.table
    table.setFocus()
    press(table, Qt.Key.Key_Space)
    for _ in range(3):
        press(table, Qt.Key.Key_Down)
    found = vsi_result(screen.session.policy, CASE)
    six, three_years = found.methods[2], found.methods[5]
    assert six.contribution is not None
    assert three_years.contribution is not None
    more = three_years.contribution.payable - six.contribution.payable
    lighter = (six.a_month or 0) - (three_years.a_month or 0)
    assert screen.vsi.methods.difference.text.text() == (
        f"<b>3 năm</b> so với <b>6 tháng</b>: lần này đóng thêm {dong(more)},"
        f" mỗi tháng nhẹ hơn {dong(lighter)}."
    )
    for _ in range(3):
        press(table, Qt.Key.Key_Up)
    press(table, Qt.Key.Key_Space)
    assert screen.vsi.methods.difference.isHidden()


def test_the_curve_is_a_table_too(screen: BenefitsScreen) -> None:
    _ask(screen)
    pension = screen.vsi.pension
    pension.switch.click()
    assert pension.pages.currentWidget() is pension.table
    lines = [(one.time(), one.monthly, one.own) for one in pension.lines()]
    assert lines[:3] == [
        ("15 năm", 900_000, False), ("17 năm 10 tháng", 1_020_000, True),
        ("20 năm", 1_100_000, False),
    ]  # fmt: skip
    assert "20 năm: 1.100.000" in pension.curve.accessibleDescription()
    pension.switch.click()
    assert pension.pages.currentWidget() is pension.curve


# -- people of the register


def _find(screen: BenefitsScreen, text: str) -> None:
    person = screen.vsi.form.person
    person.setFocus()
    type_text(person.line, text)
    popup = person.popup
    press(popup, Qt.Key.Key_Return)


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
def test_a_person_is_found_by_typing_and_fills_the_form(
    home: Home, screen: BenefitsScreen, register: Register
) -> None:
    with screen.session.change("Ghi đóng"):
        register.enrolments.enrol_vsi(
            home.wife,
            income=1_500_000,
            payer_class=PayerClass.NEAR_POOR,
            method="12",
            start=Month(2025, 7),
            about=Circumstances(day=date(2025, 7, 3)),
        )
    _find(screen, "luong thi m")
    form = screen.vsi.form
    assert form.person.text() == "Lường Thị Mến · Khe Mít"
    assert form.born.text() == "17/08/1984"
    assert form.sex.value() == "female"
    assert form.payer.value() == "near_poor"
    assert form.paid.text() == "12 tháng"
    assert form.used.text() == "12 / 120 tháng"
    assert screen.vsi.case is not None
    assert screen.vsi.case.name == "Lường Thị Mến"
    assert screen.keep_action.isEnabled()


def test_the_share_of_every_class_is_whole_in_its_field(screen: BenefitsScreen) -> None:
    box = screen.vsi.form.payer.box
    room = box.width() - 40  # its padding and the mark at the right
    texts = [box.itemText(at) for at in range(box.count())]
    assert all(text.endswith(" %") for text in texts)
    assert max(box.fontMetrics().horizontalAdvance(text) for text in texts) <= room


def test_a_village_gives_way_before_a_name_is_cut(screen: BenefitsScreen) -> None:
    form = screen.vsi.form
    whole = "Nguyễn Thị Phương Thảo · Thôn Phúc Thịnh Thượng"
    form.person.set_value(Choice("one", whole))
    assert form.person.text() == "Nguyễn Thị Phương Thảo"
    assert (form.person.value(), form.person.line.toolTip()) == ("one", whole)
    form.person.set_value(Choice("two", "Lường Mến · Đồi"))
    assert form.person.text() == "Lường Mến · Đồi"


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
def test_taking_the_person_away_leaves_what_stands_there(
    home: Home, screen: BenefitsScreen
) -> None:
    screen.open(Query("benefits", home.wife, facts={"household": home.household}))
    form = screen.vsi.form
    _type(form.person, "")
    press(form.person.line, Qt.Key.Key_Backspace)
    assert screen.vsi.known is None
    assert form.born.text() == "17/08/1984"
    assert form.payer.value() == "near_poor"
    assert not screen.keep_action.isEnabled()
    type_text(form.person.line, "Bà Tám")
    assert screen.vsi.case is not None
    assert screen.vsi.case.name == "Bà Tám"


def test_what_becomes_known_of_the_person_shows_at_once_and_typing_stays(
    home: Home, screen: BenefitsScreen, register: Register
) -> None:
    screen.open(Query("benefits", home.wife))
    form = screen.vsi.form
    _type(form.paid, "40")
    with screen.session.change("Đổi diện hộ"):
        register.standings.set(home.household, 2026, "poor")
    assert form.payer.value() == "poor"
    assert form.paid.value() == 40
    assert _column(screen, "Phải đóng")[0] == "165.000"


def test_a_calculation_is_kept_with_the_household_and_can_be_taken_back(
    home: Home, screen: BenefitsScreen, register: Register
) -> None:
    screen.open(Query("benefits", home.wife, facts={"household": home.household}))
    _type(screen.vsi.form.income, "2tr")
    screen.keep_action.trigger()
    kept = register.calculations.of_household(home.household)
    assert [(one.person, one.case) for one in kept] == [
        ("Lường Thị Mến", replace(CASE, name="Lường Thị Mến"))
    ]
    screen.session.undo()
    assert register.calculations.of_household(home.household) == ()


def test_what_is_kept_is_what_stands_in_the_fields_when_they_are_left(
    home: Home, screen: BenefitsScreen, register: Register
) -> None:
    """A day half typed counts once its field is left: kept by that day's law."""
    screen.open(Query("benefits", home.wife, facts={"household": home.household}))
    _type(screen.vsi.form.day, "2811")
    screen.keep_action.trigger()
    (kept,) = register.calculations.of_household(home.household)
    assert screen.vsi.form.day.text() == "28/11/2026"
    assert kept.case.on == date(2026, 11, 28)


# -- out of the page


def test_the_figure_is_copied_with_its_working(screen: BenefitsScreen) -> None:
    _ask(screen)
    screen.vsi.form.income.line.deselect()
    QTest.keyClick(screen.vsi.form.income.line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = _clipboard().splitlines()
    assert lines[0].startswith("BHXH tự nguyện, đóng 6 tháng một lần, mức 2.000.000, hộ cận nghèo")
    assert "1.848.000 đồng" in lines
    place = lines.index("1. Một tháng: 22\N{NO-BREAK SPACE}% × 2.000.000 = 440.000")
    assert lines[place + 1].strip() == "Luật 41/2024/QH15 (29/06/2024), Điều 36 khoản 1"
    assert any(
        line.startswith("4. Tỉnh, xã hỗ trợ thêm") and line.endswith(": chưa rõ") for line in lines
    )
    assert "Lương hưu 1.020.000 mỗi tháng" in lines
    assert lines[-1].endswith("không phải lời hứa.")
    assert "<b>" not in _clipboard()


def test_what_is_selected_in_a_field_is_what_ctrl_c_copies(screen: BenefitsScreen) -> None:
    _ask(screen)
    line = screen.vsi.form.born.line
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert _clipboard() == "17/08/1984"


def test_the_table_goes_to_a_spreadsheet_with_numbers(screen: BenefitsScreen) -> None:
    _ask(screen)
    screen.vsi.methods.copy.click()
    heads, *rows = [line.split("\t") for line in _clipboard().splitlines()]
    assert heads == ["Cách đóng", "Mức đóng", "Nhà nước", "Phải đóng", "Một tháng", "Đỡ được"]
    assert rows[2] == ["6 tháng", "2640000", "792000", "1848000", "308000", "–"]
    assert len(rows) == 8


def test_printing_takes_the_case_along(home: Home, window: Window, screen: BenefitsScreen) -> None:
    screen.open(Query("benefits", home.wife))
    _type(screen.vsi.form.income, "2tr")
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    printing = window.screen_of("printing")
    assert isinstance(printing, Blank)
    asked = printing.asked[-1].facts
    assert asked["document"] == "benefit-sheet"
    assert asked["case"] == replace(CASE, name="Lường Thị Mến")
    assert asked["household"] == home.household


def test_the_province_is_entered_where_the_law_is(window: Window, screen: BenefitsScreen) -> None:
    screen.vsi.form.local.enter.click()
    settings = window.screen_of("settings")
    assert isinstance(settings, Blank)
    assert settings.asked[-1] == Query("settings", "policy")


def test_a_value_of_the_office_shows_without_a_restart(
    screen: BenefitsScreen, register: Register
) -> None:
    _ask(screen)
    with screen.session.change("Ghi hỗ trợ thêm của tỉnh"):
        register.policies.add(
            "vsi.local.38.near_poor",
            "0.3",
            unit="ratio",
            start=date(2026, 1, 1),
            document="Nghị quyết 9/2025/NQ-HĐND",
            document_day=date(2025, 12, 10),
        )
    assert screen.vsi.form.local.said.text == "thêm 30 %"
    assert screen.vsi.form.local.document.text().startswith("Nghị quyết 9/2025/NQ-HĐND")
    assert _column(screen, "Địa phương")[0] == "99.000"
    assert _column(screen, "Phải đóng")[0] == "209.000"
    assert screen.why.figure.text() == dong(6 * 209_000)


# -- health insurance


def _count(screen: BenefitsScreen, group: str, number: str) -> None:
    _type(screen.hi.form.counts[group], number)


def test_people_counted_by_group_pay_what_the_law_says(screen: BenefitsScreen) -> None:
    screen.show_scheme("hi")
    _count(screen, "household", "3")
    _count(screen, "student", "1")
    groups = ["household"] * 3 + ["student"]
    law = screen.session.policy
    for months in (3, 6, 12):
        found = premium(law, on=TODAY, months=months, members=groups, province="38")
        answer = screen.hi.answer
        assert answer is not None
        assert answer.premiums[months] == found
    heads, *rows = screen.hi.table.cells()
    assert heads == ["Người đóng", "Thứ tự", "Mức", "3 tháng", "6 tháng", "12 tháng"]
    assert [row[1] for row in rows] == ["1", "2", "3", "–", ""]
    assert [row[5] for row in rows] == [
        "1.366.200", "956.340", "819.720", "683.100", dong(1_366_200 + 956_340 + 819_720 + 683_100),
    ]  # fmt: skip
    assert screen.why.figure.text() == rows[-1][5]
    assert not screen.keep_button.isVisible()


def test_months_and_place_change_the_sum(screen: BenefitsScreen) -> None:
    screen.show_scheme("hi")
    _count(screen, "household", "1")
    type_text(screen.hi.form.months.segments.buttons()[0], "1")
    assert screen.why.figure.text() == "341.550"
    _type(screen.hi.form.before, "1")
    assert screen.why.figure.text() == "239.085"
    assert any("tiếp từ thứ 2" in said for said in screen.hi.mind.sentences())
    assert any("Thêm một người" in said and "204.930" in said for said in
               screen.hi.mind.sentences())  # fmt: skip


def test_plus_and_minus_count_and_a_wrong_number_is_said(screen: BenefitsScreen) -> None:
    screen.show_scheme("hi")
    count = screen.hi.form.counts["household"]
    count.setFocus()
    press(count.line, Qt.Key.Key_Plus)
    press(count.line, Qt.Key.Key_Plus)
    assert count.value() == 2
    press(count.line, Qt.Key.Key_Minus)
    assert count.value() == 1
    assert screen.why.figure.text() == "1.366.200"
    _type(count, "x")
    press(count.line, Qt.Key.Key_Return)
    assert count.state == "error"


def test_a_household_brings_its_members_and_space_turns_them(
    home: Home, screen: BenefitsScreen
) -> None:
    screen.open(Query("benefits", home.wife, "hi", {"household": home.household}))
    answer = screen.hi.answer
    assert answer is not None
    names = [one.payer.name for one in answer.lines]
    assert "Nguyễn Văn Đỗ" in names
    before = screen.why.figure.text()
    table = screen.hi.table.table
    table.setFocus()
    table.select_id(home.head)
    press(table, Qt.Key.Key_Space)
    assert screen.why.figure.text() != before
    assert not screen.hi.form.counts["household"].isEnabled()
    assert any("thẻ dùng được từ" in said for said in screen.hi.mind.sentences())
    _type(screen.hi.form.person, "")
    press(screen.hi.form.person.line, Qt.Key.Key_Backspace)
    assert screen.hi.form.counts["household"].isEnabled()


def test_the_household_goes_along_from_one_calculator_to_the_other(
    home: Home, screen: BenefitsScreen
) -> None:
    screen.vsi.take(home.wife)
    screen.show_scheme("hi")
    assert screen.hi.household_id == home.household
    screen.print_action.trigger()
    assert screen.print_action.text() == "In phiếu hộ"


def test_what_was_kept_last_about_the_person_is_taken_up_again(
    home: Home, screen: BenefitsScreen
) -> None:
    screen.open(Query("benefits", home.wife, facts={"household": home.household}))
    _type(screen.vsi.form.income, "3tr")
    press(screen.vsi.form.income.line, Qt.Key.Key_Down)
    screen.keep_action.trigger()
    screen.open(Query("benefits", home.head, facts={"household": home.household}))
    _type(screen.vsi.form.income, "2tr")
    screen.open(Query("benefits", home.wife, facts={"household": home.household}))
    assert screen.vsi.form.income.text() == "3.000.000"
    assert screen.vsi.method == "12"


def test_search_leads_to_the_calculator_of_a_person(
    home: Home, window: Window, screen: BenefitsScreen
) -> None:
    type_text(window.search.line, "luong thi")
    found = [one for one in window.search.results() if one.title.startswith("Tính quyền lợi")]
    assert [one.title for one in found] == ["Tính quyền lợi của Lường Thị Mến"]
    window.search.picked.emit(found[0])
    assert screen.vsi.known is not None
    assert screen.vsi.known.name == "Lường Thị Mến"
    assert _focus() is screen.vsi.form.income.line


def test_f8_goes_on_to_what_is_paid(home: Home, screen: BenefitsScreen, session: Session) -> None:
    asked: list[Query] = []
    assert not screen.enrol_action.isEnabled()
    screen.open(Query("benefits", home.wife, facts={"household": home.household}))
    assert "F8" in [one.keys for one in screen.keys()]  # noqa: SIM118  not the keys of a dict
    session.asked.disconnect()
    session.asked.connect(asked.append)
    screen.enrol_action.trigger()
    assert asked == [Query("enrolment", home.household, "change", {"person": home.wife})]
