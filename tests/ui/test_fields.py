"""Typing: short forms become full ones, Enter walks the form, Esc takes back."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rules.calendar import Month, PartialDate
from rules.errors import RuleError
from tests.ui.keyboard import compose_text, press
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.fields import Field, NameField, TextField
from ui.form import Form
from ui.style import look
from ui.values import DateEdit, IdEdit, MoneyEdit, MonthEdit

DAY = date(2026, 11, 21)
Type = Callable[[QWidget, str], None]

_kept: list[QWidget] = []  # qtbot itself keeps only weak references


def shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(page)
    _kept.append(page)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    return page


def focus(qtbot: QtBot, field: Field) -> QWidget:
    field.setFocus()
    qtbot.waitUntil(field.editor().hasFocus)
    return field.editor()


@pytest.mark.parametrize(
    ("make", "typed", "full", "value"),
    [
        (lambda: DateEdit("d", "Ngày", on=DAY, birth=True), "050879", "05/08/1979",
         PartialDate(1979, 8, 5)),
        (lambda: DateEdit("d", "Ngày", on=DAY), "2811", "28/11/2026", PartialDate(2026, 11, 28)),
        (lambda: DateEdit("d", "Ngày", on=DAY, birth=True, partial=True), "1948", "1948",
         PartialDate(1948, None, None)),
        (lambda: MoneyEdit("m", "Tiền"), "1tr5", "1.500.000", 1_500_000),
        (lambda: MonthEdit("m", "Tháng"), "1126", "11/2026", Month(2026, 11)),
        (lambda: MonthEdit("m", "Tháng"), "2/2026", "02/2026", Month(2026, 2)),
    ],
)  # fmt: skip
def test_short_typing_becomes_the_full_form_on_enter(
    qtbot: QtBot,
    type_text: Type,
    make: Callable[[], Field],
    typed: str,
    full: str,
    value: object,
) -> None:
    field = make()
    shown(qtbot, field)
    editor = focus(qtbot, field)
    type_text(editor, typed)
    press(editor, Qt.Key.Key_Return)
    assert field.text() == full
    assert field.value() == value


def test_short_typing_becomes_the_full_form_when_the_field_is_left(
    qtbot: QtBot, type_text: Type
) -> None:
    first, second = DateEdit("a", "Ngày", on=DAY, birth=True), TextField("b", "Chữ")
    shown(qtbot, first, second)
    type_text(focus(qtbot, first), "050879")
    with qtbot.waitSignal(first.settled):
        second.setFocus()
    assert first.text() == "05/08/1979"


def test_what_cannot_be_read_stays_and_is_explained_under_the_field(
    qtbot: QtBot, type_text: Type
) -> None:
    field = DateEdit("d", "Ngày", on=DAY)
    page = shown(qtbot, field)
    editor = focus(qtbot, field)
    type_text(editor, "31/02/1988")
    press(editor, Qt.Key.Key_Return)
    assert field.text() == "31/02/1988"
    assert field.state == "error"
    assert field.message.text()
    assert field.message.isVisibleTo(page)
    assert field.value() is None
    type_text(editor, "9")
    assert not field.message.text()


def test_part_of_a_date_is_not_enough_where_a_day_is_needed(qtbot: QtBot) -> None:
    field = DateEdit("d", "Ngày", on=DAY)
    shown(qtbot, field)
    field.set_text("1948")
    assert not field.settle()


def test_vietnamese_typed_and_composed_arrives_whole(qtbot: QtBot, type_text: Type) -> None:
    field = NameField("name", "Họ và tên")
    shown(qtbot, field)
    editor = focus(qtbot, field)
    type_text(editor, "Đỗ Thị ")
    compose_text(editor, "Ắng")
    assert field.value() == "Đỗ Thị Ắng"


def test_a_number_of_a_person_is_checked_when_left(qtbot: QtBot) -> None:
    field = IdEdit("phone", "Điện thoại", kind="phone")
    shown(qtbot, field)
    field.set_text("12")
    assert not field.settle()
    field.set_text("0987 000 345")
    assert field.settle()
    assert field.value() == "0987000345"


def make_form(qtbot: QtBot) -> tuple[Form, Button, list[Field]]:
    fields: list[Field] = [
        TextField("one", "Một"),
        TextField("locked", "Khóa"),
        TextField("two", "Hai", required=True),
        ChoiceEdit("three", "Ba", [Choice("a", "Hộ nghèo"), Choice("b", "Hộ cận nghèo")]),
    ]
    fields[1].set_state("locked")
    button = Button("Ghi", kind="filled")
    form = Form(fields, button)
    shown(qtbot, *fields, button)
    return form, button, fields


def test_enter_walks_the_form_and_presses_the_filled_button_at_the_end(
    qtbot: QtBot, type_text: Type
) -> None:
    form, _, fields = make_form(qtbot)
    press(focus(qtbot, fields[0]), Qt.Key.Key_Return)
    assert fields[2].editor().hasFocus()
    type_text(fields[2].editor(), "chữ")
    press(fields[2].editor(), Qt.Key.Key_Return)
    assert fields[3].editor().hasFocus()
    with qtbot.waitSignal(form.submitted):
        press(fields[3].editor(), Qt.Key.Key_Return)


def test_shift_enter_goes_back(qtbot: QtBot) -> None:
    _, _, fields = make_form(qtbot)
    press(focus(qtbot, fields[3]), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(fields[2].editor().hasFocus)


def test_a_required_field_left_empty_keeps_the_form(qtbot: QtBot) -> None:
    form, button, fields = make_form(qtbot)
    with qtbot.assertNotEmitted(form.submitted):
        button.click()
    assert fields[2].state == "error"
    qtbot.waitUntil(fields[2].editor().hasFocus)


def test_esc_restores_what_was_there(qtbot: QtBot, type_text: Type) -> None:
    field = TextField("one", "Một")
    field.set_value("cũ")
    shown(qtbot, field)
    editor = focus(qtbot, field)
    type_text(editor, " và mới")
    press(editor, Qt.Key.Key_Escape)
    assert field.text() == "cũ"


def test_a_form_knows_what_was_changed(qtbot: QtBot) -> None:
    form, _, fields = make_form(qtbot)
    form.set_values({"one": "1", "two": "2", "three": "b"})
    seen = [form.dirty]
    assert form.values() == {"one": "1", "locked": None, "two": "2", "three": "b"}
    fields[0].set_text("khác")
    seen.append(form.dirty)
    form.mark_saved()
    seen.append(form.dirty)
    assert seen == [False, True, False]


def test_a_problem_is_said_beside_the_field_it_names(qtbot: QtBot) -> None:
    form, _, fields = make_form(qtbot)
    assert form.show_problem(RuleError("bad_amount", value="x", field="two"))
    assert fields[2].state == "error"
    assert not form.show_problem(RuleError("bad_amount", value="x"))


def test_a_choice_is_found_without_accents(qtbot: QtBot) -> None:
    field = ChoiceEdit(
        "class", "Đối tượng", [Choice("a", "Hộ nghèo"), Choice("b", "Hộ cận nghèo")], typed=True
    )
    shown(qtbot, field)
    assert [choice.key for choice in field.matching("can ngheo")] == ["b"]
    field.box.setEditText("can ngh")
    assert field.settle()
    assert field.value() == "b"
    field.box.setEditText("không có")
    assert not field.settle()


def test_every_field_has_a_name_for_screen_readers(qtbot: QtBot) -> None:
    _, _, fields = make_form(qtbot)
    for field in fields:
        assert field.editor().accessibleName() == field.label.text()
    face = QAccessible.queryAccessibleInterface(fields[0].editor())
    assert face is not None
    assert face.text(QAccessible.Text.Name) == "Một"


def test_a_focused_field_does_not_move_its_text(qtbot: QtBot) -> None:
    field = TextField("one", "Một")
    other = TextField("two", "Hai")
    field.set_value("chữ")
    shown(qtbot, field, other)
    focus(qtbot, other)
    before = field.line.geometry(), field.line.cursorRect().left()
    focus(qtbot, field)
    field.line.home(False)
    assert (field.line.geometry(), field.line.cursorRect().left()) == before


def test_what_stands_in_a_field_is_replaced_by_typing(
    qtbot: QtBot, type_text: Callable[[QWidget, str], None]
) -> None:
    field = MoneyEdit("income", "Mức thu nhập")
    shown(qtbot, field)
    field.set_value(1_500_000)
    focus(qtbot, field)
    type_text(field.line, "2tr")
    field.settle()
    assert field.value() == 2_000_000


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
def test_a_typed_choice_offers_what_fits_and_goes_on_when_one_is_picked(
    qtbot: QtBot, type_text: Type
) -> None:
    field = ChoiceEdit(
        "reason",
        choices=(Choice("1", "1. Lo tiền"), Choice("2", "2. Còn khỏe"), Choice("10", "10. Chờ")),
        typed=True,
        empty="Lý do",
    )
    shown(qtbot, field)
    focus(qtbot, field)
    line, completer = field.box.lineEdit(), field.box.completer()
    assert line is not None
    assert completer is not None
    type_text(line, "1")
    found = completer.completionModel()
    assert [found.index(at, 0).data() for at in range(found.rowCount())] == [
        "1. Lo tiền",
        "10. Chờ",
    ]
    popup = completer.popup()
    assert popup is not None
    with qtbot.waitSignal(field.next_asked) as gone:
        press(popup, Qt.Key.Key_Return)
    assert gone.args == [1]
    assert field.value() == "1"


def test_a_choice_made_to_fit_holds_its_longest_words(qtbot: QtBot) -> None:
    field = ChoiceEdit("payer", "Đối tượng", (Choice("a", "Dân tộc thiểu số · 30 %"),))
    field.fit_words()
    qtbot.addWidget(field)
    words = QFontMetrics(look().font("body")).horizontalAdvance("Dân tộc thiểu số · 30 %")
    assert field.width() - words >= 44
