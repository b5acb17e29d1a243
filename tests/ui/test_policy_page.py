"""Thiết lập › Chính sách: typed with keys, used at once everywhere, taken back by undo."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget

from printing.print import print_document
from printing.request import Request
from rules.errors import Problem
from rules.vsi.contribution import PayerClass, contribution, income_limits
from storage import open_register
from storage.policies import shipped_policy
from storage.policy_exchange import export_values, write_values
from storage.sample import make_sample
from tests.printing.reading import read_pdf
from tests.ui.keyboard import press, type_text
from ui.forms.enrolment import EnrolmentForm
from ui.places import PLACES
from ui.queries import Query
from ui.screens.settings import SettingsScreen
from ui.screens.settings.policy.derived import LIMITS
from ui.screens.settings.policy.effects import BelowDialog
from ui.screens.settings.policy.extras import groups
from ui.screens.settings.policy.files import FaultsDialog, SendDialog, file_name
from ui.screens.settings.policy.wording import (
    brief,
    document_form,
    rows,
    short_name,
    topics,
    typed,
    typed_form,
)
from ui.style import look
from ui.window import Window

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from rules.policy import Unit
    from ui.screens.settings.policy import PolicyScreen
    from ui.session import Session

TODAY = date(2026, 11, 21)
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> Window:
    make_sample(session.register, people=160, seed=1, on=TODAY)
    with session.change("Tỉnh"):
        session.register.office.save(province_code="38")
    made = Window(session, PLACES)
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def settings_of(window: Window) -> SettingsScreen:
    found = window.screen_of("settings")
    assert isinstance(found, SettingsScreen)
    return found


def law_shown(screen: SettingsScreen) -> bool:
    return screen.in_policy


@pytest.fixture
def page(window: Window) -> PolicyScreen:
    window.open(Query("settings", "policy", facts={"name": "base_salary"}))
    return settings_of(window).policy


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def keys(text: str) -> None:
    """Type into whatever holds the keyboard, then Enter."""
    type_text(focused(), text)
    press(focused(), Qt.Key.Key_Return)


def type_decree(page: PolicyScreen) -> None:
    """Base salary of 2,800,000 from 01/07/2027, as a clerk types it."""
    page.insert.trigger()
    for text in ("2tr8", "01072027", "Nghị định 99/2027/NĐ-CP", "15052027", "", "Điều 3"):
        keys(text)
    assert focused() is page.adding.status.editor()
    press(focused(), Qt.Key.Key_Return)


# The page among the others


def test_the_page_is_reached_by_keys_from_the_topics_and_left_by_esc(window: Window) -> None:
    window.go("settings")
    screen = settings_of(window)
    screen.list.select_id("policy")
    press(screen.list, Qt.Key.Key_Return)
    assert law_shown(screen)
    assert window.windowTitle().startswith("Thiết lập › Chính sách")
    assert focused() is screen.policy.parameters.list
    assert any(hint.keys == "Insert" for hint in SettingsScreen.keys(screen))
    assert "khoản đã ghi không đổi" in screen.worries()[0]
    press(screen.policy.parameters.list, Qt.Key.Key_Escape)
    assert not law_shown(screen)
    assert focused() is screen.list
    window.open(Query("settings", "policy"))
    assert law_shown(screen)
    window.open(Query("settings", "office"))
    assert not law_shown(screen)


def test_ctrl_k_offers_what_the_page_can_do(window: Window, page: PolicyScreen) -> None:
    offered = {command.words for command in window._commands()}
    assert {"Nhận tệp", "Gửi tệp cho xã bạn", "Ghi văn bản mới"} <= offered


def test_every_value_of_the_law_is_in_the_list_with_a_short_name(page: PolicyScreen) -> None:
    listed = [line.name for line in page.parameters.list.lines.rows if line.name]
    assert sorted(listed) == sorted([*page.session.policy.values, LIMITS])
    names = tuple(shipped_policy().values)
    assert sorted(name for topic in topics(names) for name in topic.names) == sorted(names)
    assert max(len(short_name(name)) for name in names if ".local." not in name) <= 27
    wanted = {line.name: line for line in page.parameters.list.lines.rows}
    assert wanted["base_salary"].value == "2.530.000"
    assert wanted["vsi.investment_rate"].unsure


def test_the_limits_of_the_income_follow_from_the_levels_they_rest_on(
    page: PolicyScreen,
) -> None:
    wanted = {line.name: line for line in page.parameters.list.lines.rows}
    assert wanted[LIMITS].value == "1,5 – 50,6 tr"
    assert page.parameters.list.select(LIMITS)
    days = [brief(row.value) for row in page.table.values.rows()]
    assert days[:3] == ["2,2 – 50,6 tr", "1,5 – 50,6 tr", "1,5 – 46,8 tr"]
    newest = page.table.values.rows()[0].value
    assert (newest.start, newest.status) == (date(2027, 1, 1), "pending")
    assert "20 lần mức tham chiếu" in page.effects.text.text()
    page.insert.trigger()
    assert focused() is page.parameters.list, "nothing can be recorded under it"
    page.parameters.list.select("base_salary")
    type_decree(page)
    page.parameters.list.select(LIMITS)
    assert brief(page.table.values.rows()[0].value) == "2,2 – 56 tr"


@pytest.mark.parametrize("size", [(1366, 697), (1093, 555)])
def test_no_day_and_no_number_of_a_history_is_cut(
    window: Window, page: PolicyScreen, size: tuple[int, int]
) -> None:
    window.resize(*size)
    table = page.table
    for name in (LIMITS, "base_salary", "poverty_line.rural", "cpi.vsi", "vsi.advance_years"):
        if not page.parameters.list.select(name):
            continue
        for column, font in ((0, look().font("small")), (1, look().font("strong"))):
            metrics = QFontMetrics(font)
            lines = [
                line
                for row in range(table.values.rowCount())
                for line in str(table.values.index(row, column).data()).split("\n")
            ]
            assert max(map(metrics.horizontalAdvance, lines)) <= table.columnWidth(column) - 16
        documents = QFontMetrics(look().font("small")).horizontalAdvance("NĐ 351/2025/NĐ-CP")
        assert documents <= table.columnWidth(2) - 16


def test_a_parameter_is_found_by_typing_and_another_day_shows_its_law(page: PolicyScreen) -> None:
    page.parameters.search.setFocus()
    type_text(page.parameters.search, "muc tham chieu")
    listed = [line.name for line in page.parameters.list.lines.rows if line.name]
    assert "base_salary" in listed
    assert len(listed) < 5
    page.parameters.day.set_text("30062026")
    page.parameters.day.press_enter(back=False)
    line = next(one for one in page.parameters.list.lines.rows if one.name == "base_salary")
    assert line.value == "2.340.000"
    page.open(Query("settings", "policy", facts={"name": "hi.rate"}))
    assert page.parameters.list.current_name() == "hi.rate"


def test_the_arrow_keys_pass_over_headings(page: PolicyScreen) -> None:
    names = [line.name for line in page.parameters.list.lines.rows if line.name]
    page.parameters.list.select(names[0])
    seen = [names[0]]
    for _ in names[1:6]:
        press(page.parameters.list, Qt.Key.Key_Down)
        seen.append(page.parameters.list.current_name())
    assert seen == names[:6]


def test_what_is_not_one_number_is_shown_as_a_table(page: PolicyScreen) -> None:
    page.open(Query("settings", "policy", facts={"name": "pension.rate.male"}))
    assert page.steps.isHidden()
    assert page.content.lines.rows()[0] == ("15", "40 %")
    page.open(Query("settings", "policy", facts={"name": "base_salary"}))
    assert page.content.isHidden()
    amounts = [step.amount for step in page.steps.steps()]
    assert amounts == [value.value for value in shipped_policy().values["base_salary"]]


# A decree, typed


def test_a_decree_is_typed_with_the_keyboard_and_every_figure_follows_its_day(
    window: Window, page: PolicyScreen, session: Session
) -> None:
    before, after = date(2027, 6, 30), date(2027, 7, 1)
    window.open(Query("households", session.register.households.list(on=TODAY, limit=1)[0].id))
    session.ask(Query("settings", "policy", facts={"name": "base_salary"}))
    paid = [
        (one.id, one.gross, one.payable, one.parameters)
        for one in session.register.enrolments.list()
    ]
    changes: list[object] = []
    session.changed.connect(changes.append)
    type_decree(page)
    assert len(changes) == 1
    assert session.policy.on(before).int("base_salary") == 2_530_000
    assert session.policy.on(after).int("base_salary") == 2_800_000
    top = page.table.values.rows()[0]
    assert (top.value.cite.full, top.own is not None) == (
        "Nghị định 99/2027/NĐ-CP (15/05/2027), Điều 3",
        True,
    )
    assert page.table.current() == top
    assert "2.530.000" in page.effects.text.text()
    assert not page.adding.dirty
    now = [
        (one.id, one.gross, one.payable, one.parameters)
        for one in session.register.enrolments.list()
    ]
    assert now == paid
    window.undo_action.trigger()
    assert session.policy.on(after).int("base_salary") == 2_530_000


def sheet_text(session: Session, on: date, folder: Path) -> str:
    """The households of a village on paper, as handed out on a day."""
    village = session.register.villages.all()[0].name
    file = folder / f"{on}.pdf"
    print_document(session.register, "household-sheet", Request(on=on, village=village), file)
    return " ".join(page.text for page in read_pdf(file))


def test_a_document_typed_short_is_cited_whole_and_ctrl_z_takes_the_value_back(
    window: Window, page: PolicyScreen
) -> None:
    page.insert.trigger()
    for text in ("2tr8", "01072027", "99/2027/nd-cp", "15052027"):
        keys(text)
    assert "Nghị định 161/2026/NĐ-CP (15/05/2026)" in page.adding.about.text()
    press(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (own,) = page.session.register.policies.own()
    assert (own.document, own.document_day) == ("Nghị định 99/2027/NĐ-CP", date(2027, 5, 15))
    assert focused() is page.parameters.list
    page.insert.trigger()  # in an empty line there is no typing to take back
    assert focused() is page.adding.value.line
    press(focused(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not page.session.register.policies.own()
    type_text(focused(), "2tr9")
    press(focused(), Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert page.session.register.policies.own()
    press(focused(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not page.adding.value.text(), "the typing first"
    assert page.session.register.policies.own()


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("99/2027/ND-CP", "Nghị định 99/2027/NĐ-CP"),
        ("Nghị định  99/2027/NĐ-CP", "Nghị định 99/2027/NĐ-CP"),
        ("59/2027/qd-ttg", "Quyết định 59/2027/QĐ-TTg"),
        ("12/2026/NQ-HDND", "Nghị quyết 12/2026/NQ-HĐND"),
        ("Luật 41/2024/QH15", "Luật 41/2024/QH15"),
    ],
)
def test_documents_are_typed_short(text: str, document: str) -> None:
    assert document_form(text) == document


def test_search_opens_the_page_by_its_name(window: Window) -> None:
    (found,) = window._finder.find("chinh sach")
    window._picked(found)
    assert settings_of(window).in_policy


def test_sheets_and_calculations_show_the_figures_of_their_own_day(
    page: PolicyScreen, session: Session, tmp_path: Path
) -> None:
    before, after = date(2027, 6, 30), date(2027, 7, 1)
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
    earlier = sheet_text(session, before, tmp_path / "old")
    type_decree(page)
    # 4.5 % of 2,530,000 and of 2,800,000 for twelve months: the first member of a household.
    # the sheet of before keeps its prices, and says what comes
    said = sheet_text(session, before, tmp_path / "new")
    assert said.count("1.366.200") == earlier.count("1.366.200") > 0
    assert "1.512.000" not in earlier
    later = sheet_text(session, after, tmp_path / "new")
    assert "1.512.000" in later
    assert "1.366.200" not in later
    # twenty times 2,530,000, then 2,800,000
    assert income_limits(session.policy, before)[1] == 50_600_000
    assert income_limits(session.policy, after)[1] == 56_000_000


def total_shown(window: Window) -> str:
    """What the open form of payments asks for."""
    form = window.forms["enrolment"]
    assert isinstance(form, EnrolmentForm)
    return str(form.bill.payable())


def test_open_forms_and_quotes_take_a_new_price_without_a_restart(
    window: Window, session: Session
) -> None:
    home, person = session.register.connection.rows(
        "SELECT p.household_id, p.id FROM people p WHERE household_id IS NOT NULL"
        " AND p.status = 'here' AND p.born BETWEEN '1970' AND '1999' AND NOT EXISTS"
        " (SELECT 1 FROM covers c WHERE c.person_id = p.id AND c.scheme <> 'hi') LIMIT 1"
    )[0]
    tried = Query("enrolment", home, "change", {"person": person})
    window.open(tried)
    before = total_shown(window)
    page = settings_of(window).policy
    window.open(Query("settings", "policy", facts={"name": "vsi.rate"}))
    page.insert.trigger()
    for text in ("23", "01112026", "Luật 8/2026/QH16", "", "", "", ""):
        keys(text)
    assert session.law().ratio("vsi.rate") == Fraction(23, 100)
    window.open(tried)
    assert total_shown(window) != before
    window.undo_action.trigger()
    assert total_shown(window) == before


def test_every_screen_and_form_with_amounts_watches_the_law(window: Window) -> None:
    for key in ("households", "printing", "settings", "benefits"):
        screen = window.screen_of(key)
        assert screen is not None
        assert "policy_values" in screen.watches, key
    assert "policy_values" in EnrolmentForm.watches


def test_everything_wrong_stands_beside_its_field_and_nothing_is_written(
    page: PolicyScreen, session: Session
) -> None:
    page.adding.value.set_text("2tr8")
    page.adding.start_day.set_text("01072027")
    page.adding.until.set_text("01012027")
    page.adding.document.set_text("Nghị định")
    page.adding.status.set_value("pending")
    page.write.trigger()
    assert page.adding.until.state == "error"
    assert page.adding.why.state == "error"
    assert session.register.policies.own() == ()
    assert page.adding.value.text() == "2.800.000"
    page.adding.value.set_text("nhiều")
    page.write.trigger()
    assert page.adding.value.state == "error"


def test_two_values_from_one_day_are_refused_beside_the_day(page: PolicyScreen) -> None:
    type_decree(page)
    type_decree(page)
    assert page.adding.start_day.state == "error"
    assert len(page.session.register.policies.own()) == 1


def test_while_it_is_typed_the_form_says_what_it_covers_and_changes(page: PolicyScreen) -> None:
    page.open(Query("settings", "policy", facts={"name": "poverty_line.rural"}))
    page.adding.value.set_text("2tr2")
    page.adding.start_day.set_text("01012027")
    said = page.effects.text.text()
    assert "330.000 thành <b>484.000</b>" in said
    assert "66.000 thành <b>96.800</b>" in said
    assert "2.200.000 của Nghị định 351/2025/NĐ-CP" in page.adding.about.text()
    page.adding.status.set_value("pending")
    assert "chưa xác nhận" in page.adding.about.text()
    assert not page.adding.why.isHidden()
    assert page.effects.people
    assert f"{len(page.effects.people)} người" in page.effects.link.text()


def test_the_people_behind_the_figure_open_their_household(
    qtbot: QtBot, window: Window, page: PolicyScreen
) -> None:
    page.open(Query("settings", "policy", facts={"name": "poverty_line.rural"}))
    page.adding.value.set_text("2tr2")
    page.adding.start_day.set_text("01012027")
    dialog = BelowDialog(page.session, page.effects, window)
    qtbot.addWidget(dialog)
    assert dialog.people.total == len(page.effects.people)
    asked: list[Query] = []
    page.session.asked.connect(asked.append)
    home = next(one for one in page.effects.people if one.household_id)
    dialog.table.select_id(home.person_id)
    press(dialog.table, Qt.Key.Key_Return)
    assert asked[-1].id == home.household_id


def test_delete_takes_back_the_office_value_and_undo_brings_it_again(
    window: Window, page: PolicyScreen, session: Session
) -> None:
    type_decree(page)
    assert page.take_back.isEnabled()
    page.take_back.trigger()
    assert session.register.policies.own() == ()
    assert not page.take_back.isEnabled()
    page.take_back.trigger()
    window.undo_action.trigger()
    assert len(session.register.policies.own()) == 1
    assert page.table.values.rows()[0].own is not None


# What a province adds


def test_a_resolution_of_the_province_changes_what_is_computed_from_its_day(
    window: Window, page: PolicyScreen, session: Session
) -> None:
    form = page.province
    form.shares["vsi", "poor"].set_text("20")
    form.shares["vsi", "near_poor"].set_text("50k")
    form.shares["hi", "near_poor"].set_text("30 %")
    form.document.set_text("Nghị quyết 01/2026/NQ-HĐND tỉnh")
    form.start_day.set_text("01112026")
    page.write.trigger()

    def local(on: date, payer: PayerClass = PayerClass.POOR) -> int | None:
        return contribution(
            session.policy,
            income=1_500_000,
            payer_class=payer,
            method="1",
            on=on,
            province="38",
        ).local_support

    # 20 % of 22 % of the rural poverty line of 1,500,000 (Decree 07/2021/NĐ-CP).
    assert local(date(2026, 11, 1)) == Fraction(20, 100) * Fraction(22, 100) * 1_500_000
    assert local(date(2026, 11, 1), PayerClass.NEAR_POOR) == 50_000
    assert local(date(2026, 10, 31)) is None
    assert session.law().ratio("hi.local.38.near_poor") == Fraction(3, 10)
    assert form.shares["vsi", "poor"].line.placeholderText() == "20 %"
    assert "01/2026/NQ-HĐND" in form.now.text()
    assert not form.dirty
    window.undo_action.trigger()
    assert local(date(2026, 11, 1)) is None
    assert form.shares["vsi", "poor"].line.placeholderText() == "chưa rõ"


def test_support_that_is_asked_for_elsewhere_starts_in_its_field(
    window: Window, session: Session
) -> None:
    session.ask(Query("settings", "policy", facts={"name": "hi.other.38.student"}))
    form = settings_of(window).policy.province
    assert focused() is form.shares["hi", "student"].line
    assert form.giver.key() == "other"
    session.ask(Query("settings", "policy", facts={"name": "no.such.value"}))
    assert law_shown(settings_of(window))


def test_another_giver_may_add_a_share_of_what_is_paid_up_to_a_limit(
    page: PolicyScreen, session: Session
) -> None:
    form = page.province
    form.giver.set_key("other")
    form.reload()
    form.shares["vsi", "poor"].set_text("10")
    form.document.set_text("Quỹ Vì người nghèo, thông báo 5")
    form.start_day.set_text("01112026")
    form.base.set_value("own")
    form.most.set_text("40k")
    form.status.set_value("pending")
    form.submit()
    value = session.law()["vsi.other.38.poor"]
    assert (value.base, value.most, value.status) == ("contribution", 40_000, "pending")
    assert value.why


@pytest.mark.parametrize("typed_share", ["120", "-5", "nhiều", "300 %"])
def test_a_share_that_is_none_says_what_to_type(page: PolicyScreen, typed_share: str) -> None:
    form = page.province
    form.shares["vsi", "poor"].set_text(typed_share)
    form.document.set_text("Nghị quyết")
    form.start_day.set_text("01112026")
    page.write.trigger()
    assert typed_share in form.problem.text()
    assert page.session.register.policies.own() == ()


def test_a_sample_fills_the_shares_as_not_confirmed_and_writes_nothing(
    page: PolicyScreen, session: Session
) -> None:
    page.province.samples["01"].click()
    assert page.province.shares["vsi", "near_poor"].text() == "60 %"
    assert page.province.status.value() == "pending"
    assert session.register.policies.own() == ()
    page.province.submit()
    assert page.province.document.state == "error"


def test_an_office_without_a_province_is_told(page: PolicyScreen, session: Session) -> None:
    with session.change("Tỉnh"):
        session.register.office.save(province_code="")
    form = page.province
    form.shares["vsi", "poor"].set_text("20")
    form.document.set_text("Nghị quyết")
    form.start_day.set_text("01112026")
    form.submit()
    assert "thuộc tỉnh nào" in form.problem.text()


def test_the_social_pension_of_a_province_is_an_amount(
    page: PolicyScreen, session: Session
) -> None:
    form = page.province
    form.shares["social_pension", ""].set_text("20")
    form.document.set_text("Nghị quyết")
    form.start_day.set_text("01112026")
    form.submit()
    assert form.problem.text()
    form.shares["social_pension", ""].set_text("600k")
    form.submit()
    assert session.law().int("social_pension.local.38") == 600_000


def test_every_class_of_the_law_has_its_row() -> None:
    assert {group.vsi for group in groups() if group.vsi} == set(PayerClass)


# Files of other offices


def test_a_file_is_compared_first_and_only_the_chosen_values_are_taken(
    page: PolicyScreen, session: Session, tmp_path: Path
) -> None:
    there = tmp_path / "there.sas"
    file = tmp_path / "chinh-sach.toml"
    with open_register(there, clock=session.clock, create=True) as other:
        with other.change("Ghi"):
            chosen: tuple[tuple[str, str, Unit], ...] = (
                ("base_salary", "2800000", "dong"),
                ("vsi.local.38.poor", "0.2", "ratio"),
            )
            for name, value, unit in chosen:
                other.policies.add(
                    name, value, unit=unit, start=date(2027, 7, 1), document="Nghị định 1"
                )
        export_values(other, file, day=TODAY)
    page.receive_from(file)
    assert not page.received.isHidden()
    assert "0 giống, 2 khác" in page.received.note.text()
    assert [row.outcome for row in page.received.compared.rows()] == ["differs", "only_there"]
    assert [row.value.name for row in page.received.chosen()] == ["vsi.local.38.poor"]
    assert session.register.policies.own() == ()
    page.received.table.select_id(("base_salary", date(2027, 7, 1)))
    press(page.received.table, Qt.Key.Key_Space)
    assert len(page.received.chosen()) == 2
    press(page.received.table, Qt.Key.Key_Return)
    assert len(page.received.chosen()) == 1
    page.received.take.click()
    assert [one.name for one in session.register.policies.own()] == ["vsi.local.38.poor"]
    assert page.received.isHidden()
    page.receive_from(file)
    assert [row.outcome for row in page.received.compared.rows()] == ["differs", "same"]
    page.received.drop.click()
    assert page.received.isHidden()


def test_the_faults_of_a_file_are_all_listed_and_nothing_changes(
    qtbot: QtBot,
    page: PolicyScreen,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "sai.toml"
    text = write_values(shipped_policy().values["hi.rate"], office="X", day=TODAY)
    file.write_text(text.replace('unit = "ratio"', 'unit = "dong"'), encoding="utf-8")
    shown: list[FaultsDialog] = []
    monkeypatch.setattr(FaultsDialog, "exec", lambda self: shown.append(self))  # noqa: PLW0108
    page.receive_from(file)
    (dialog,) = shown
    qtbot.addWidget(dialog)
    assert dialog.faults.total == len(shipped_policy().values["hi.rate"])
    assert page.received.isHidden()
    told: list[str] = []
    session.told.connect(lambda said, _: told.append(said))
    page.receive_from(tmp_path / "khong-co.toml")
    assert "khong-co.toml" in told[-1]


def test_what_is_sent_comes_back_the_same(qtbot: QtBot, page: PolicyScreen, tmp_path: Path) -> None:
    type_decree(page)
    dialog = SendDialog(page.session, None)
    qtbot.addWidget(dialog)
    assert dialog.own.isChecked()
    assert file_name(page.session).endswith("2026-11-21.toml")
    for everything in (False, True):
        file = tmp_path / f"{everything}.toml"
        page.send_to(file, everything)
        page.receive_from(file)
        rows = page.received.compared.rows()
        assert {row.outcome for row in rows} == {"same"}
        assert not page.received.take.isEnabled()
    told: list[str] = []
    page.session.told.connect(lambda said, _: told.append(said))
    page.send_to(tmp_path / "khong" / "co.toml", everything=True)
    assert told[-1].startswith("Chưa ghi được")


# Small windows


def test_with_large_letters_the_new_document_takes_the_place_of_the_list(
    window: Window, page: PolicyScreen
) -> None:
    window.resize(1024, 640)
    assert page.turn.isEnabled()
    assert page.adding.isHidden() is False
    assert not page._right.isVisible()
    page.insert.trigger()
    assert page._right.isVisible()
    assert not page.parameters.isVisible()
    press(page.table, Qt.Key.Key_Escape)
    assert page.parameters.isVisible()
    assert law_shown(settings_of(window))
    page.turn.trigger()
    assert page._right.isVisible()


# Values as they are typed


@pytest.mark.parametrize(
    ("text", "name", "unit", "content"),
    [
        ("2tr2", "base_salary", "dong", 2_200_000),
        ("4,5 %", "hi.rate", "ratio", Fraction(45, 1000)),
        ("0,363", "vsi.investment_rate", "ratio", Fraction(363, 100_000)),
        ("15 năm", "pension.min_years", "count", 15),
        ("100 70 60", "hi.household_shares", "ratios", (1, Fraction(7, 10), Fraction(6, 10))),
        ("3, 6, 12", "hi.household_months", "counts", (3, 6, 12)),
        ("15 năm 45 %; 30 năm 75%", "pension.rate.female", "curve",
         ((15, Fraction(45, 100)), (30, Fraction(75, 100)))),
        ("2024 1,08; 2025 1", "cpi.vsi", "curve", ((2024, Fraction(108, 100)), (2025, 1))),
        ("1,08", "cpi.paid_back", "ratio", Fraction(108, 100)),
        ("01/1961 60 tuổi 3 tháng; 04/1961 61 tuổi", "retirement.age.male", "ages",
         (("1961-01", 723), ("1961-04", 732))),
    ],
)  # fmt: skip
def test_values_are_typed_short(text: str, name: str, unit: Unit, content: object) -> None:
    found = typed(text, name, unit)
    assert found == content
    assert typed(typed_form(found, name, unit), name, unit) == content


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("", "ratio"), ("-5", "ratio"), ("4,5 5", "ratio"), ("nhiều", "ratio"), ("5k", "ratio"),
        ("1,5", "count"), ("-3", "count"), ("x", "counts"), ("15", "curve"), ("", "curve"),
        ("1961 60", "ages"), ("13/1961 60", "ages"), ("", "ratios"), ("1e5", "dong"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_may_be_typed(text: str, unit: Unit) -> None:
    with pytest.raises(Problem):
        typed(text, "x", unit)


def test_every_shipped_value_can_be_shown_typed_and_read_again() -> None:
    for value in shipped_policy():
        assert brief(value)
        form = typed_form(value.value, value.name, value.unit)
        assert typed(form, value.name, value.unit) == value.value
        for before, after in pairwise(rows(value)):
            assert len(before) == len(after) == 2
