"""Truyền thông: a campaign is read, opened and filled by keys; each figure is its lines."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from rules.calendar import Month, PartialDate
from storage.enrolling import Circumstances, HiMember
from storage.sample import make_sample
from tests.gallery.campaigns import make_campaign
from tests.ui.keyboard import press
from ui.queries import Query
from ui.screens.campaigns import CampaignsScreen
from ui.screens.campaigns.behind import BehindDialog
from ui.screens.campaigns.campaign_form import CampaignForm
from ui.screens.campaigns.event_form import EventForm
from ui.screens.campaigns.events import JOINED, REACHED
from ui.screens.campaigns.joined_dialog import JoinedDialog
from ui.screens.campaigns.people_dialogs import (
    AttendanceDialog,
    NonCashDialog,
    PeopleDialog,
    SponsoredDialog,
)
from ui.screens.campaigns.results import BEFORE, GAIN, NAME, NOW, RATE, VSI
from ui.screens.campaigns.tables import ReportDialog, VillagesDialog
from ui.screens.campaigns.theme_form import ThemeForm

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.session import Session

TODAY = date(2026, 11, 21)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing", extend=True)


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> CampaignsScreen:
    make_sample(session.register, people=400, seed=5, on=TODAY)
    make_campaign(session.register, TODAY)
    return shown(qtbot, session)


def shown(qtbot: QtBot, session: Session) -> CampaignsScreen:
    made = CampaignsScreen(session)
    qtbot.addWidget(made)
    made.resize(1182, 692)
    made.show()
    return made


def lines_of(screen: CampaignsScreen) -> BehindDialog:
    dialog = screen.desk.shown
    assert isinstance(dialog, BehindDialog)
    return dialog


def go_where_somebody_joined(screen: CampaignsScreen) -> None:
    event = next(one for one in screen.events if one.joined)
    screen.table.select_id(event.id)


def home(session: Session, name: str, village: str) -> tuple[str, str]:
    with session.register.change("Thêm hộ"):
        household = session.register.households.add(village_id=village)
        person = session.register.people.add(
            name=name, household_id=household, relation="head", born=PartialDate(1980, 5, 8)
        )
    return household, person


def test_the_page_says_what_the_register_holds(screen: CampaignsScreen, session: Session) -> None:
    campaign = session.register.campaigns.all()[0]
    result = session.register.campaigns.result(campaign.id, TODAY)
    assert screen.choice.text() == campaign.name
    assert screen.head.note.text().startswith("27/10 – 13/11/2026 · ")
    assert screen.locked.text().startswith("Số trước đợt khóa 26/10")
    assert [row.hi.gain for row in screen.villages.lines.rows()] == sorted(
        (row.hi.gain for row in result.rows), key=lambda gain: -(gain or 0)
    )
    assert "khớp cả xã" in screen.worries()[0]
    assert screen.table.lines.total == len(session.register.events.of_campaign(campaign.id))
    assert screen.theme.text() == "Chủ đề: Giữ thẻ liền năm năm thì lợi gì"
    event = screen.table.event_now()
    assert event is not None
    assert screen.panel.title.text().startswith("Ra quân · ")
    rows = session.register.events.joined(event.id)
    assert screen.panel.joined.proof() == f"{len(rows)} dòng = số {event.joined}"


@pytest.mark.parametrize("column", [NAME, BEFORE, NOW, GAIN, VSI, RATE])
def test_every_figure_of_the_villages_is_its_lines(screen: CampaignsScreen, column: int) -> None:
    for row in range(screen.villages.lines.total):
        screen.villages.setCurrentIndex(screen.villages.lines.index(row, column))
        press(screen.villages, Qt.Key.Key_Return)
        assert lines_of(screen).proven
        lines_of(screen).reject()
    screen.villages.setFocus()
    screen.acts.whole.trigger()
    assert lines_of(screen).proven
    lines_of(screen).reject()


def test_every_figure_of_the_events_is_its_lines(screen: CampaignsScreen) -> None:
    for row in range(screen.table.lines.total):
        event = screen.table.lines.row_at(row)
        for column in (REACHED, JOINED):
            screen.table.setCurrentIndex(screen.table.lines.index(row, column))
            press(screen.table, Qt.Key.Key_Return)
            dialog = screen.desk.shown
            assert dialog is not None
            assert event is not None
            if isinstance(dialog, BehindDialog):
                assert dialog.proven
            elif column == REACHED:
                assert isinstance(dialog, AttendanceDialog)
                assert event.reached is None
            else:
                assert isinstance(dialog, JoinedDialog)
                assert event.joined == event.unnamed == 0
            dialog.reject()
    screen.table.setFocus()
    for key, figure in ((Qt.Key.Key_Left, "reached"), (Qt.Key.Key_Right, "joined")):
        press(screen.table, key)
        screen.acts.whole.trigger()
        assert lines_of(screen).proven
        assert (
            lines_of(screen).figure
            == {
                "reached": screen.report.sum("reached").people,
                "joined": screen.report.sum("vsi_joined", "vsi_renewed", "hi_joined").people,
            }[figure]
        )
        lines_of(screen).reject()


def test_sums_open_by_the_pointer(screen: CampaignsScreen) -> None:
    head = screen.table.horizontalHeader()
    at = head.sectionViewportPosition(REACHED) + 10
    QTest.mouseClick(screen.total, Qt.MouseButton.LeftButton, pos=QPoint(at, 10))
    assert lines_of(screen).figure == screen.report.sum("reached").people
    lines_of(screen).reject()
    head = screen.villages.horizontalHeader()
    at = head.sectionViewportPosition(GAIN) + 10
    QTest.mouseClick(screen.villages_total, Qt.MouseButton.LeftButton, pos=QPoint(at, 10))
    assert lines_of(screen).proven
    lines_of(screen).reject()
    go_where_somebody_joined(screen)
    QTest.mouseClick(screen.panel.joined_head, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    assert lines_of(screen).proven
    lines_of(screen).reject()


def test_a_line_behind_a_figure_opens_the_household(
    screen: CampaignsScreen, session: Session
) -> None:
    asked: list[Query] = []
    session.asked.connect(asked.append)
    screen.villages.setCurrentIndex(screen.villages.lines.index(0, NOW))
    press(screen.villages, Qt.Key.Key_Return)
    press(lines_of(screen).table, Qt.Key.Key_Return)
    assert asked[-1].place == "households"
    go_where_somebody_joined(screen)
    QTest.mouseClick(screen.panel.joined, Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
    assert asked[-1].place == "households"


def test_the_people_behind_a_figure_get_a_short_message(screen: CampaignsScreen) -> None:
    screen.villages.setCurrentIndex(screen.villages.lines.index(0, NAME))
    press(screen.villages, Qt.Key.Key_Return)
    dialog = lines_of(screen)
    dialog.table.selectAll()
    dialog.copy_messages()
    assert dialog.proof.text().startswith("Đã chép ")
    assert QGuiApplication.clipboard().text()
    press(dialog.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert screen.desk.shown is dialog
    dialog.reject()


def test_the_report_shows_its_figures_and_each_opens(screen: CampaignsScreen) -> None:
    screen.acts.figures.trigger()
    dialog = screen.desk.shown
    assert isinstance(dialog, ReportDialog)
    for row in range(len(dialog.lines)):
        dialog.figures.setCurrentIndex(dialog.figures.rows_model.index(row, 1))
        press(dialog.figures, Qt.Key.Key_Return)
        assert dialog.opened is not None
        assert dialog.opened.proven
        dialog.opened.reject()
    for row in range(len(dialog.areas)):
        for column in range(8):
            dialog.area_table.setCurrentIndex(dialog.area_table.rows_model.index(row, column))
            press(dialog.area_table, Qt.Key.Key_Return)
            assert dialog.opened is not None
            assert dialog.opened.proven
            dialog.opened.reject()
    assert dialog.areas[-1].events == sum(line.events for line in dialog.areas[:-1])
    assert dialog.areas[-1].joined == sum(line.joined for line in dialog.areas[:-1])
    dialog.figures.setCurrentIndex(dialog.figures.rows_model.index(0, 1))
    press(dialog.figures, Qt.Key.Key_Return)
    assert dialog.opened is not None
    press(dialog.opened.table, Qt.Key.Key_Return)
    assert screen.desk.shown is None


def test_the_villages_stand_in_a_table_too(screen: CampaignsScreen) -> None:
    screen.acts.as_table.trigger()
    dialog = screen.desk.shown
    assert isinstance(dialog, VillagesDialog)
    assert dialog.rows[-1].hi.now.covered == sum(row.hi.now.covered for row in dialog.rows[:-1])


def test_an_event_is_written_by_keys(screen: CampaignsScreen, session: Session) -> None:
    screen.acts.new_event.trigger()
    form = screen.desk.shown
    assert isinstance(form, EventForm)
    form.day.set_text("1811")
    form.kind.set_value("small_group")
    form.starts.set_text("1930")
    form.ends.set_text("21h")
    form.place.set_text("nhà trưởng thôn")
    form.counts[0].set_text("27")
    form.counts[1].set_text("5")
    form.filled.click()
    event = screen.table.event_now()
    assert event is not None
    assert (event.day, event.kind, event.starts, event.ends) == (
        date(2026, 11, 18), "small_group", "19:30", "21:00",
    )  # fmt: skip
    assert (event.reached, event.asked, event.answered) == (27, 5, None)
    assert screen.campaign is not None
    assert event.campaign_id == screen.campaign.id
    screen.acts.change.trigger()
    form = screen.desk.shown
    assert isinstance(form, EventForm)
    form.counts[2].set_text("6")
    form.filled.click()
    assert screen.desk.shown is form
    form.counts[2].set_text("4")
    form.filled.click()
    kept = session.register.events.get(event.id)
    assert kept.answered == 4
    session.undo()
    assert screen.table.event_now() is not None
    assert session.register.events.get(event.id).answered is None


def test_an_event_to_come_is_planned_and_one_by_mistake_goes(
    screen: CampaignsScreen, session: Session
) -> None:
    screen.write_event(None, day=date(2026, 11, 28))
    form = screen.desk.shown
    assert isinstance(form, EventForm)
    assert form.state.value() == "planned"
    form.state.set_value("held")
    form.filled.click()
    assert screen.desk.shown is form
    assert form.day.state == "error"
    form.state.set_value("planned")
    form.filled.click()
    event = screen.table.event_now()
    assert event is not None
    assert screen.strip.counts(event.day) == (0, 1)
    before = session.register.events.count()
    screen.acts.change.trigger()
    form = screen.desk.shown
    assert isinstance(form, EventForm)
    form.drop()
    assert session.register.events.count() == before - 1


def test_an_event_at_which_somebody_joined_is_not_dropped(screen: CampaignsScreen) -> None:
    go_where_somebody_joined(screen)
    screen.acts.change.trigger()
    form = screen.desk.shown
    assert isinstance(form, EventForm)
    form.drop()
    assert screen.desk.shown is form
    assert form.wrong.text().startswith("Buổi này đã ghi")
    form.counts[0].set_text("vài")
    assert not form.counts[0].settle()
    form.starts.set_text("29h")
    assert not form.starts.settle()
    form.reject()


@pytest.mark.parametrize("act", ["new_event", "new_campaign", "scripts"])
def test_what_was_being_typed_comes_again(
    qtbot: QtBot, screen: CampaignsScreen, session: Session, act: str
) -> None:
    names = {"new_event": "hosts", "new_campaign": "name", "scripts": "theme"}
    getattr(screen.acts, act).trigger()
    form = screen.desk.shown
    assert isinstance(form, (EventForm, CampaignForm, ThemeForm))
    getattr(form, names[act]).set_text("Hội nông dân")
    form.put_off()
    getattr(screen.acts, act).trigger()
    form = screen.desk.shown
    assert isinstance(form, (EventForm, CampaignForm, ThemeForm))
    assert getattr(form, names[act]).text() == "Hội nông dân"
    assert form.again.text().startswith("Đã mở lại phần gõ dở")
    form.reject()
    assert session.register.drafts.all() == ()


def test_a_campaign_is_opened_corrected_and_dropped(
    screen: CampaignsScreen, session: Session
) -> None:
    village = session.register.villages.all()[0]
    screen.acts.new_campaign.trigger()
    form = screen.desk.shown
    assert isinstance(form, CampaignForm)
    form.name.set_text("Ngày ra quân")
    form.start.set_text("2011")
    form.until.set_text("1911")
    form.goals["hi"].set_text("50")
    form.villages.ticks[village.id].setChecked(True)
    form.villages.goals[village.id, "hi"].set_text("12")
    form.filled.click()
    assert screen.desk.shown is form
    form.until.set_text("2111")
    form.filled.click()
    campaign = screen.campaign
    assert campaign is not None
    assert (campaign.name, campaign.baseline_day) == ("Ngày ra quân", date(2026, 11, 19))
    campaigns = session.register.campaigns
    assert campaigns.areas(campaign.id) == {village.id}
    assert campaigns.goals(campaign.id) == {("", "hi"): 50, (village.id, "hi"): 12}
    assert screen.villages.lines.total == 1
    screen.acts.change_campaign.trigger()
    form = screen.desk.shown
    assert isinstance(form, CampaignForm)
    assert form.goals["hi"].value() == 50
    form.name.set_text("Hai ngày ra quân")
    form.filled.click()
    assert screen.campaign is not None
    assert screen.campaign.name == "Hai ngày ra quân"
    screen.acts.change_campaign.trigger()
    form = screen.desk.shown
    assert isinstance(form, CampaignForm)
    form.drop()
    assert [one.name for one in campaigns.all()] == ["Tháng cao điểm 2026"]


def test_a_baseline_is_locked_when_first_looked_at_and_not_again_after_an_undo(
    qtbot: QtBot, session: Session
) -> None:
    make_sample(session.register, people=120, seed=5, on=TODAY)
    with session.register.change("Mở đợt"):
        session.register.campaigns.add(
            on=date(2026, 11, 1), name="Đợt", start=date(2026, 11, 10), until=date(2026, 11, 12)
        )
    screen = shown(qtbot, session)

    def locked() -> date | None:
        return screen.campaign.baseline_day if screen.campaign else None

    assert locked() == date(2026, 11, 9)
    session.undo()
    assert locked() is None
    assert screen.locked.text().startswith("Chưa có số trước đợt")
    assert screen.worries() == ()
    screen.acts.lock.trigger()
    assert locked() == date(2026, 11, 9)
    screen.acts.at_end.trigger()
    assert screen.result is not None
    assert screen.result.on == date(2026, 11, 12)
    screen.acts.at_end.trigger()
    assert screen.result.on == TODAY


def test_who_joined_is_ticked_or_goes_on_to_be_written(
    screen: CampaignsScreen, session: Session
) -> None:
    register = session.register
    village = register.villages.all()[0].id
    paid_home, paid = home(session, "Mai Thị Lành", village)
    other_home, other = home(session, "Tống Thị Mận", village)
    with register.change("Ghi đóng"):
        (enrolment,) = register.enrolments.enrol_hi(
            paid_home,
            months=12,
            members=[HiMember(paid, "household")],
            about=Circumstances(TODAY),
        )
    event = screen.table.event_now()
    assert event is not None
    before = register.events.get(event.id).joined
    screen.acts.add_joined.trigger()
    dialog = screen.desk.shown
    assert isinstance(dialog, JoinedDialog)
    assert dialog.tick(paid)
    dialog.totals["joined_vsi"].set_text("3")
    dialog.save()
    kept = register.events.get(event.id)
    assert (kept.joined, kept.unnamed) == (before + 1, 3)
    assert enrolment in {one.enrolment_id for one in register.events.joined(event.id)}
    asked: list[Query] = []
    session.asked.connect(asked.append)
    screen.acts.add_joined.trigger()
    dialog = screen.desk.shown
    assert isinstance(dialog, JoinedDialog)
    dialog.who.set_text("Lường Thị Mến")
    dialog.who.press_enter(back=False)
    assert dialog.wrong.text().startswith("Trong sổ chưa có người này")
    dialog._go_on(other)
    (query,) = asked
    assert (query.place, query.id, query.facts["event"]) == ("enrolment", other_home, event.id)
    assert query.facts["back"] == Query("campaigns", event.id)


def test_a_person_without_a_household_cannot_pay_yet(
    screen: CampaignsScreen, session: Session
) -> None:
    with session.register.change("Thêm người"):
        person = session.register.people.add(name="Lường Thị Mến")
    screen.acts.add_joined.trigger()
    dialog = screen.desk.shown
    assert isinstance(dialog, JoinedDialog)
    dialog._go_on(person)
    assert "chưa thuộc hộ nào" in dialog.wrong.text()
    dialog.reject()


@pytest.mark.parametrize("act", ["change", "change_campaign", "add_joined", "attendance"])
def test_a_dialog_that_grows_keeps_its_width(screen: CampaignsScreen, act: str) -> None:
    screen.table.select_id(screen.events[0].id)
    getattr(screen.acts, act).trigger()
    dialog = screen.desk.shown
    assert dialog is not None
    assert dialog.width() == dialog.maximumWidth()
    dialog.reject()


@pytest.mark.parametrize(
    ("act", "kind"),
    [("attendance", AttendanceDialog), ("non_cash", NonCashDialog), ("cards", SponsoredDialog)],
)
def test_lists_of_an_event_grow_with_each_enter(
    screen: CampaignsScreen, session: Session, act: str, kind: type[PeopleDialog]
) -> None:
    getattr(screen.acts, act).trigger()
    dialog = screen.desk.shown
    assert isinstance(dialog, kind)
    if isinstance(dialog, SponsoredDialog):
        dialog.who.set_text("Vi Văn Tuất")
        dialog.who.press_enter(back=False)
        assert dialog.wrong.text().startswith("Chưa có nhà tài trợ")
        dialog.sponsor.set_text("Quỹ Tấm lòng vàng")
    before = dialog.model.total
    for name in ("Vi Văn Tuất", "Lường Thị Mến"):
        dialog.who.set_text(name)
        dialog.who.press_enter(back=False)
    assert dialog.model.total == before + 2
    assert dialog.who.text() == ""
    dialog._remove()
    assert dialog.model.total == before + 1
    dialog.who.press_enter(back=False)
    dialog.number.set_text("90")
    dialog.number.press_enter(back=False)
    assert dialog.known_number() == 90
    session.undo()
    dialog.reload()
    assert dialog.known_number() != 90
    dialog.reject()


def test_a_theme_has_a_script_for_each_form(screen: CampaignsScreen, session: Session) -> None:
    screen.acts.later.trigger()
    assert screen.month == Month(2026, 12)
    assert screen.theme.text() == "Chưa có chủ đề"
    screen.acts.scripts.trigger()
    form = screen.desk.shown
    assert isinstance(form, ThemeForm)
    form.filled.click()
    assert screen.desk.shown is form
    form.theme.set_text("Lương hưu cho mọi người")
    form.forms.setCurrentRow(1)
    form.script.setPlainText("Kính thưa bà con")
    form.filled.click()
    kept = session.register.themes.of(Month(2026, 12))
    assert kept is not None
    assert kept.scripts == {"conference": "Kính thưa bà con"}
    assert screen.theme.text() == "Chủ đề: Lương hưu cho mọi người"
    screen.acts.scripts.trigger()
    form = screen.desk.shown
    assert isinstance(form, ThemeForm)
    form.forms.setCurrentRow(1)
    form.script.clear()
    form.filled.click()
    kept = session.register.themes.of(Month(2026, 12))
    assert kept is not None
    assert kept.scripts == {}


def test_the_month_is_walked_through_by_arrow_keys(screen: CampaignsScreen) -> None:
    strip = screen.strip
    strip.setFocus()
    strip.go(date(2026, 11, 1))
    press(strip, Qt.Key.Key_Left)
    assert strip.day == date(2026, 10, 31)
    assert screen.month == Month(2026, 10)
    for key, day in (
        (Qt.Key.Key_Up, 24),
        (Qt.Key.Key_Right, 25),
        (Qt.Key.Key_Home, 1),
        (Qt.Key.Key_End, 31),
    ):
        press(strip, key)
        assert strip.day == date(2026, 10, day)
    strip.go(date(2026, 10, 27))
    press(strip, Qt.Key.Key_Return)
    event = screen.table.event_now()
    assert event is not None
    assert event.day == date(2026, 10, 27)
    assert "Ra quân" in strip.accessibleName()
    strip.go(date(2026, 10, 5))
    press(strip, Qt.Key.Key_Return)
    form = screen.desk.shown
    assert isinstance(form, EventForm)
    assert form.day.day() == date(2026, 10, 5)
    form.reject()


def test_events_of_no_campaign_and_of_one_form(screen: CampaignsScreen, session: Session) -> None:
    screen.forms.set_value("booth")
    screen.forms.changed.emit()
    assert {one.kind for one in screen.table.lines.rows()} == {"booth"}
    screen.show_choice()
    assert len(screen.menu.actions()) > 3
    screen.menu.close()
    screen.choose("")
    assert screen.result is None
    assert screen.campaign is None
    assert all(one.campaign_id is None for one in screen.events)
    assert not screen.villages.isVisible()
    screen.acts.figures.trigger()
    assert isinstance(screen.desk.shown, ReportDialog)
    screen.desk.shown.reject()


def test_nothing_written_yet_says_what_to_do(qtbot: QtBot, session: Session) -> None:
    screen = shown(qtbot, session)
    screen.acts.new_campaign.trigger()
    assert isinstance(screen.desk.shown, CampaignForm)
    screen.desk.shown.reject()
    screen.acts.new_event.trigger()
    form = screen.desk.shown
    assert isinstance(form, EventForm)
    form.filled.click()
    assert screen.table.event_now() is not None
    assert screen.panel.title.text() == "Ra quân"


@pytest.mark.parametrize("action", ["new", "joined", "event", "campaign", "theme"])
def test_other_places_open_what_is_asked(screen: CampaignsScreen, action: str) -> None:
    event = screen.events[-1]
    screen.open(Query("campaigns", event.id, action, {"month": "2026-11"}))
    assert screen.desk.shown is not None
    screen.desk.shown.reject()
    screen.open(Query("campaigns", "x"))
