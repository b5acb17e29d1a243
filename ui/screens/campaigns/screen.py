"""The screen of Truyền thông: one campaign, village by village, its month and its events."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication

from rules.calendar import Month
from rules.errors import Problem
from storage import Register
from storage.campaign_report import CampaignReport
from storage.campaign_results import CampaignResult, VillageResult
from storage.campaigns import Campaign
from storage.events import Event
from ui.queries import Query
from ui.reading import Latest
from ui.screen import KeyHint
from ui.screens.campaigns.desk import CampaignsDesk
from ui.screens.campaigns.events import REACHED
from ui.screens.campaigns.opening import event_figure, sum_figure
from ui.screens.campaigns.page import Acts, CampaignsPage
from ui.screens.campaigns.people_dialogs import AttendanceDialog, NonCashDialog, SponsoredDialog
from ui.screens.campaigns.summary import note_words, proof_words
from ui.screens.campaigns.wording import tr
from ui.session import Session

_NONE = ""  # the events of no campaign


class CampaignsScreen(CampaignsPage):
    """A campaign, what it changed, and everything held for it; each figure opens."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "events", "campaigns", "month_themes", "non_cash_moves", "sponsored_cards",
            "enrolments", "covers", "people", "households", "villages",
        }
    )  # fmt: skip

    def __init__(self, session: Session) -> None:
        self.campaign: Campaign | None = None
        self.events: tuple[Event, ...] = ()
        self.report = CampaignReport(())
        self.result: CampaignResult | None = None
        self.month = Month.of(session.today())
        self._campaigns: tuple[Campaign, ...] = ()
        self._chosen: str | None = None
        self._at_end = False
        self._covered = False
        super().__init__(session)
        self.desk = CampaignsDesk(session, self)
        self._counting = Latest(session, tr("Đang tính kết quả đợt"), self)
        self._connect()

    def _connect(self) -> None:
        self.session.jobs.slow.connect(self._cover)
        self.table.current_changed.connect(self._show_event)
        self.table.asked.connect(self._open_event_figure)
        self.total.asked.connect(lambda figure: self.desk.lines(sum_figure(self.report, figure)))
        self.villages.asked.connect(self._open_village_figure)
        self.villages_total.asked.connect(self._open_village_sum)
        self.panel.joined_asked.connect(self._open_joined)
        self.panel.household_asked.connect(
            lambda household: self.session.ask(Query("households", household))
        )
        self.forms.changed.connect(self._fill_events)
        self.strip.moved.connect(self._go_to_day)
        self.strip.opened.connect(self._open_day)
        self.month_before.clicked.connect(self.acts.earlier.trigger)
        self.month_after.clicked.connect(self.acts.later.trigger)

    # -- what the window asks

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys that work here."""
        return (
            KeyHint("Enter", tr("mở số đang chọn")),
            KeyHint("F2", tr("sửa buổi")),
            KeyHint("Ctrl+T", tr("ghi người tham gia")),
            KeyHint("F6", tr("sang bảng khác")),
        )

    def worries(self) -> tuple[str, ...]:
        """That the villages add up to the commune."""
        return proof_words(self.result)

    def showEvent(self, event: QShowEvent) -> None:
        """A campaign that has begun gets its baseline, the first time anybody looks."""
        self.desk.lock_begun()
        super().showEvent(event)

    def reload(self) -> None:
        """Read again; campaign, event and month stay."""
        register = self.session.register
        self._campaigns = register.campaigns.all()
        self.campaign = self._choose()
        own = self.campaign.id if self.campaign else None
        self.events = register.events.of_campaign(own)
        self.report = register.campaigns.report(own)
        if not self._campaigns and not register.events.count():
            self.result = None
            self.show_nothing()
            return
        self.show_page()
        self._fill_head()
        self._fill_events()
        self._fill_month()
        self._count()

    def _choose(self) -> Campaign | None:
        held = next((one for one in self._campaigns if one.id == self._chosen), None)
        if held is not None or self._chosen == _NONE:
            return held
        today = self.session.today()
        begun = [one for one in self._campaigns if one.start <= today]
        return next(iter(begun or self._campaigns), None)

    def open(self, query: Query) -> None:
        """Show a campaign or an event by its id, and begin what is asked."""
        today = self.session.today()
        if any(one.id == query.id for one in self._campaigns):
            self.choose(query.id)
        elif query.id:
            self._go_to_event(query.id)
        acts: dict[str, Callable[[], object]] = {
            "new": lambda: self.write_event(None, day=query.facts.get("day") or today),
            "joined": self.acts.add_joined.trigger,
            "event": lambda: self.write_event(self._event_of(query.id)),
            "campaign": lambda: self.write_campaign(self.campaign if query.id else None),
            "theme": lambda: self.desk.theme(Month.parse(str(query.facts["month"]))),
        }
        if query.action in acts:
            acts[query.action]()

    def _event_of(self, event_id: str) -> Event | None:
        return self.session.register.events.get(event_id) if event_id else None

    def _go_to_event(self, event_id: str) -> None:
        try:
            event = self.session.register.events.get(event_id)
        except Problem as problem:
            self.session.fail(problem)
            return
        self.choose(event.campaign_id or _NONE)
        self.forms.set_value("")
        self._fill_events()
        self.table.select_id(event.id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the campaign

    def choose(self, campaign_id: str) -> None:
        """Show another campaign; "" shows the events of none."""
        self._chosen, self._at_end = campaign_id, False
        self.reload()

    def show_choice(self) -> None:
        """Offer the campaigns, and what can be done with them."""
        self.offer_campaigns(self._campaigns, self.choose)

    def _fill_head(self) -> None:
        campaign, today = self.campaign, self.session.today()
        self.choice.setText(campaign.name if campaign else tr("Không theo đợt"))
        begun = campaign is not None and campaign.start <= today
        self.acts.change_campaign.setEnabled(campaign is not None)
        self.acts.paper.setEnabled(begun)
        self.acts.lock.setEnabled(begun and campaign is not None and campaign.baseline_day is None)
        self.acts.at_end.setEnabled(campaign is not None and campaign.until < today)
        self.acts.at_end.setText(tr("Tính đến nay") if self._at_end else tr("Tính đến hết đợt"))
        self._fill_note()

    def _fill_note(self) -> None:
        said = note_words(self.campaign, self.events, self.report, self.result)
        self.head.note.setText(said)
        self.head.note.setToolTip(said)

    def lock_baseline(self) -> None:
        """Count the baseline of the campaign shown, as after an undo."""
        if self.campaign is not None:
            self.desk.lock(self.campaign)

    def turn_end(self) -> None:
        """Show the result of the last day of the campaign, or of today."""
        self._at_end = not self._at_end
        self._fill_head()
        self._count()

    def _day(self) -> date:
        today = self.session.today()
        if self._at_end and self.campaign is not None:
            return min(self.campaign.until, today)
        return today

    def _count(self) -> None:
        campaign, on = self.campaign, self._day()
        if campaign is None:
            self._counting.drop()
            self._put_result(None)
            return

        def read(register: Register) -> CampaignResult:
            return register.campaigns.result(campaign.id, on)

        self._counting.ask(read, self._put_result, self.session.fail)

    def _keep_focus(self) -> None:
        """Take the keys back when the panel of long work, which held them, has gone."""
        focus = QApplication.focusWidget()
        if self.isVisible() and (self._covered or focus is None or not focus.isVisible()):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._covered = False

    def _cover(self) -> None:
        self._covered = self.isVisible()

    def _put_result(self, result: CampaignResult | None) -> None:
        self.result = result
        self._keep_focus()
        self.put_villages(result, at_end=self._at_end)
        self._fill_note()
        event = self.table.event_now()
        self.villages.mark_village(event.village_id if event else None)
        self.hints_changed.emit()

    # -- events and the month

    def _fill_events(self) -> None:
        form = self.forms.value() or ""
        chosen = [one for one in self.events if not form or one.kind == form]
        self.put_events(
            chosen, self.report, among=self.events, in_campaign=self.campaign is not None
        )
        self._show_event(self.table.current_id())

    def _show_event(self, _event_id: object) -> None:
        event = self.table.event_now()
        rows = self.session.register.events.joined(event.id) if event else ()
        self.panel.put(event, rows)
        acts = self.acts
        own = (acts.change, acts.add_joined, acts.attendance, acts.non_cash, acts.cards)
        for action in own:
            action.setEnabled(event is not None)
        self.villages.mark_village(event.village_id if event else None)

    def _fill_month(self) -> None:
        events = self.session.register.events.of_month(self.month)
        theme = self.session.register.themes.of(self.month)
        self.put_month(self.month, events, self._campaigns, theme)

    def step_month(self, months: int) -> None:
        """Show the month before or after."""
        self.month = self.month.plus(months)
        self._fill_month()

    def _go_to_day(self, day: date) -> None:
        if Month.of(day) != self.month:
            self.month = Month.of(day)
            self._fill_month()
            self.strip.day = day
            self.strip.update()

    def _open_day(self, day: date) -> None:
        found = [one for one in self.session.register.events.of_month(self.month) if one.day == day]
        if found:
            self._go_to_event(found[0].id)
        else:
            self.write_event(None, day=day)

    # -- what opens

    def _open_event_figure(self, event: Event, figure: str) -> None:
        if figure == "reached" and event.reached is None:
            self.desk.people(AttendanceDialog, event)
        elif figure == "joined" and not event.joined + event.unnamed:
            self.desk.joined(event)
        else:
            self.desk.lines(event_figure(self.session.register, event, figure))

    def _open_joined(self) -> None:
        event = self.table.event_now()
        if event is not None:
            self._open_event_figure(event, "joined")

    def _open_village_figure(self, row: VillageResult, figure: str) -> None:
        if self.result is not None:
            self.desk.village_figure(self.result, row, figure)

    def _open_village_sum(self, figure: str) -> None:
        if self.result is not None:
            self._open_village_figure(self.result.total, figure)

    def go_across(self) -> None:
        """F6 goes from the events to the villages, to the month, and back to the events."""
        order = (self.table, self.villages, self.strip)
        at = next((n for n, one in enumerate(order) if one.hasFocus()), -1)
        order[(at + 1) % len(order)].setFocus(Qt.FocusReason.OtherFocusReason)

    def open_sum(self) -> None:
        """Ctrl+Enter opens the sum under the figure that has the keys."""
        if self.villages.hasFocus():
            found = self.villages.figure()
            self._open_village_sum(found[1] if found else "gain")
        else:
            figure = "reached" if self.table.currentIndex().column() == REACHED else "joined"
            self.desk.lines(sum_figure(self.report, figure))

    # -- what is written

    def write_event(self, event: Event | None, *, day: date | None = None) -> None:
        """Open the form of an event; a new one belongs to the campaign shown."""
        own = self.campaign.id if self.campaign else None
        self.desk.write_event(event, day or self._new_day(), own, self._written)

    def _new_day(self) -> date:
        return self.strip.day if self.strip.hasFocus() else self.session.today()

    def _written(self, event_id: str) -> None:
        if event_id:
            self._go_to_event(event_id)

    def write_campaign(self, campaign: Campaign | None) -> None:
        """Open the form of a campaign."""
        self.desk.write_campaign(
            campaign, lambda saved: self.choose(saved) if saved else self.reload()
        )

    def _of_event(self, act: Callable[[Event], None]) -> Callable[[], None]:
        """Return an act on the event shown."""

        def run() -> None:
            event = self.table.event_now()
            if event is not None:
                act(event)

        return run

    def _write_joined(self, event: Event) -> None:
        self.desk.joined(event)

    def _show_report(self) -> None:
        self.desk.report(self.campaign, self.report)

    def _print(self) -> None:
        facts = {"document": "campaign-report", "campaign": self.campaign and self.campaign.id}
        self.session.ask(Query("printing", facts=facts))

    def _show_table(self) -> None:
        if self.result is not None:
            self.desk.villages(self.result)

    def make_acts(self) -> Acts:
        """Make the acts of the screen, each with its key."""
        act, of_event = self.act, self._of_event
        attend = of_event(lambda event: self.desk.people(AttendanceDialog, event))
        move = of_event(lambda event: self.desk.people(NonCashDialog, event))
        give = of_event(lambda event: self.desk.people(SponsoredDialog, event))
        new = tr("Ghi buổi mới")
        return Acts(
            new_event=act(new, lambda: self.write_event(None), keys="Ctrl+N", icon_name="plus"),
            change=act(tr("Sửa buổi"), of_event(self.write_event), keys="F2"),
            add_joined=act(
                tr("Ghi người tham gia tại buổi"),
                of_event(self._write_joined),
                keys="Ctrl+T",
            ),
            attendance=act(tr("Danh sách dự"), attend, keys="Ctrl+D"),
            non_cash=act(tr("Ghi người nhận lương qua tài khoản"), move, keys="F7"),
            cards=act(tr("Ghi thẻ nhà tài trợ tặng"), give, keys="F8"),
            pick=act(tr("Chọn đợt"), self.show_choice, keys="F3"),
            new_campaign=act(tr("Mở đợt mới"), lambda: self.write_campaign(None), keys="Ctrl+O"),
            change_campaign=act(
                tr("Sửa đợt"), lambda: self.write_campaign(self.campaign), keys="Shift+F2"
            ),
            at_end=act(tr("Tính đến hết đợt"), self.turn_end, keys="Shift+F4"),
            lock=act(tr("Khóa số trước đợt"), self.lock_baseline, keys="Ctrl+L"),
            figures=act(tr("Báo cáo đợt"), self._show_report, keys="Ctrl+B"),
            paper=act(tr("In báo cáo đợt"), self._print, keys="Ctrl+P"),
            as_table=act(tr("Bảng kết quả từng thôn"), self._show_table, keys="F4"),
            scripts=act(
                tr("Bài nói theo từng hình thức"),
                lambda: self.desk.theme(self.month),
                keys="Ctrl+M",
            ),
            earlier=act(tr("Tháng trước"), lambda: self.step_month(-1), keys="Alt+Left"),
            later=act(tr("Tháng sau"), lambda: self.step_month(1), keys="Alt+Right"),
            across=act(tr("Sang bảng khác"), self.go_across, keys="F6"),
            whole=act(tr("Mở tổng của số đang chọn"), self.open_sum, keys="Ctrl+Return"),
        )
