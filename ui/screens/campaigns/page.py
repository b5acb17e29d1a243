"""How the page of Truyền thông is put together: its actions, panels and sizes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from rules.calendar import Month, shown_day
from rules.money import dong
from storage.campaign_report import CampaignReport
from storage.campaign_results import CampaignResult
from storage.campaigns import Campaign
from storage.events import Event
from storage.themes import Theme
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.menus import fill
from ui.notices import EmptyState
from ui.panels import IconMark, PageHead, Panel, words
from ui.screen import Screen
from ui.screens.campaigns.event_panel import EventPanel
from ui.screens.campaigns.events import EventsTable, EventsTotal
from ui.screens.campaigns.month import MonthStrip, StepButton
from ui.screens.campaigns.results import ResultsTable, ResultsTotal
from ui.screens.campaigns.wording import form_choices, period, tr
from ui.session import Session
from ui.style import look

WIDTH = 384
_FORMS = 132
_LOCK = 31


@dataclass(frozen=True, slots=True)
class Acts:
    """What can be done here."""

    new_event: QAction
    change: QAction
    add_joined: QAction
    attendance: QAction
    non_cash: QAction
    cards: QAction
    pick: QAction
    new_campaign: QAction
    change_campaign: QAction
    at_end: QAction
    lock: QAction
    figures: QAction
    paper: QAction
    as_table: QAction
    scripts: QAction
    earlier: QAction
    later: QAction
    whole: QAction
    across: QAction


class CampaignsPage(Screen):
    """The widgets of the screen; what they do is in `screen`."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.acts = self.make_acts()
        self.head = PageHead(tr("Truyền thông"), "", self._head_buttons())
        self.villages = ResultsTable()
        self.villages_total = ResultsTotal(self.villages)
        self.strip = MonthStrip(session.today())
        self.table = EventsTable()
        self.total = EventsTotal(self.table)
        self.panel = EventPanel(
            change=self.acts.change,
            add=self.acts.add_joined,
            people=self.acts.attendance,
            non_cash=self.acts.non_cash,
            cards=self.acts.cards,
            report=self.acts.figures,
        )
        self._lay_out()
        self.setFocusProxy(self.table)

    def make_acts(self) -> "Acts":
        """Make the acts of the screen, each with its key."""
        raise NotImplementedError

    def _head_buttons(self) -> tuple[QWidget, ...]:
        self.choice = Button("", icon_name="flag", after="chevron-down", keys="F3")
        self.choice.clicked.connect(self.acts.pick.trigger)
        return (
            self.choice,
            Button.of(self.acts.paper, icon_name="printer"),
            Button.of(self.acts.new_event, kind="filled", icon_name="plus"),
        )

    # -- the panels

    def _lay_out(self) -> None:
        lower = QHBoxLayout()
        lower.addWidget(self._events_panel(), 1)
        lower.addWidget(self.panel)
        right = QVBoxLayout()
        right.addWidget(self._month_panel())
        right.addLayout(lower, 1)
        body = QHBoxLayout()
        body.addWidget(self._results_panel())
        body.addLayout(right, 1)
        self._gaps = (lower, right, body)
        self.page.addWidget(self.head)
        self.page.addLayout(body, 1)
        look().changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        sizes = look().metrics
        self.page.setContentsMargins(16, 0, 16, sizes.page_foot)
        self.page.setSpacing(0)
        for layout in getattr(self, "_gaps", ()):
            layout.setSpacing(sizes.gap)
        if hasattr(self, "locked"):
            self._locked_row.setFixedHeight(sizes.px(_LOCK))
            self._locked_row.setVisible(sizes.density == "full")
            self._fit_results()

    def _results_panel(self) -> Panel:
        self.results = Panel(tr("Kết quả từng thôn"), tr("BHYT, nhiều nhất trước"))
        table = Button(tr("Bảng"), kind="link")
        table.follow(self.acts.as_table)
        table.setText(tr("Bảng"))
        self.results.add_to_head(table)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.villages, 1)
        inner.addSpacing(4)
        inner.addWidget(self.villages_total)
        self._locked_row = QWidget()
        row = QHBoxLayout(self._locked_row)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(IconMark("lock", size=16))
        self.locked: QLabel = words("", "small")
        row.addWidget(self.locked, 1)
        inner.addWidget(self._locked_row)
        self.no_campaign = EmptyState(
            tr("Các buổi này không theo đợt nào"),
            tr("Chọn một đợt (F3) để so trước đợt với nay, từng thôn."),
            icon_name="flag",
        )
        self.results.body.addLayout(inner, 1)
        self.results.body.addWidget(self.no_campaign, 1)
        return self.results

    def _fit_results(self) -> None:
        wide = max(look().metrics.px(WIDTH), self.villages.wanted())
        self.results.setFixedWidth(wide)

    def _month_panel(self) -> Panel:
        panel = Panel(" ")
        self.month_before = StepButton("chevron-left")
        self.month_after = StepButton("chevron-right")
        self.month_before.setAccessibleName(tr("Tháng trước"))
        self.month_after.setAccessibleName(tr("Tháng sau"))
        self.month_before.setToolTip(tr("Tháng trước (Alt+mũi tên trái)"))
        self.month_after.setToolTip(tr("Tháng sau (Alt+mũi tên phải)"))
        self.month_name = words("", "panel")
        self.theme = words("", "small")
        panel.title.hide()
        panel.note.hide()
        panel.add_behind_title(self.month_before, self.month_name, self.month_after, self.theme)
        scripts = Button(tr("Bài nói theo từng hình thức"), kind="link")
        scripts.follow(self.acts.scripts)
        panel.add_to_head(scripts)
        panel.body.addWidget(self.strip)
        self.month_panel = panel
        return panel

    def _events_panel(self) -> Panel:
        self.list_panel = Panel(tr("Các buổi trong đợt"), " ")
        self.forms = ChoiceEdit("forms", "", [Choice("", tr("Mọi hình thức"))], small=True)
        self.forms.setFixedSize(look().metrics.px(_FORMS), look().metrics.small_field)
        self.list_panel.add_to_head(self.forms)
        self.list_panel.body.addWidget(self.table, 1)
        self.list_panel.body.addWidget(self.total)
        return self.list_panel

    def offer_campaigns(
        self, campaigns: Sequence[Campaign], choose: Callable[[str], object]
    ) -> None:
        """Offer the campaigns in a menu, and under a rule what can be done with the one shown."""
        menu = QMenu(self)
        offered = [(one.id, f"{one.name} · {period(one)}") for one in campaigns]
        actions = []
        for own, text in (*offered, ("", tr("Các buổi không theo đợt"))):
            action = QAction(text, menu)
            action.triggered.connect(lambda _=False, chosen=own: choose(chosen))
            actions.append(action)
        rule = QAction(menu)
        rule.setSeparator(True)
        acts = self.acts
        own_acts = (acts.new_campaign, acts.change_campaign, acts.at_end, acts.lock)
        fill(menu, [*actions, rule, *(one for one in own_acts if one.isEnabled())])
        menu.popup(self.choice.mapToGlobal(QPoint(0, self.choice.height())))
        self.menu = menu

    # -- what they show

    def put_villages(self, result: CampaignResult | None, *, at_end: bool) -> None:
        """Show a result; None where no campaign is shown."""
        for widget in (self.villages, self.villages_total):
            widget.setVisible(result is not None)
        self._locked_row.setVisible(result is not None and look().metrics.density == "full")
        self.no_campaign.setVisible(result is None)
        self.acts.as_table.setEnabled(result is not None)
        if result is None:
            return
        self.villages.put(result)
        self.villages_total.put(result)
        note = tr("BHYT, nhiều nhất trước")
        if at_end:
            note = tr("BHYT, tính đến {day}").format(day=shown_day(result.on))
        self.results.set_title(tr("Kết quả từng thôn"), note)
        said = locked_words(result.campaign)
        waiting = result.total.hi.starting
        if waiting:
            more = tr("{n} người đã đóng, chờ thẻ.").format(n=dong(waiting))
            self.results.setToolTip(f"{said}\n{more}")
            said = f"{said.split(';')[0]} · {more}"
        else:
            self.results.setToolTip(said)
        self.locked.setText(said)
        self._fit_results()

    def put_events(
        self,
        events: Sequence[Event],
        report: CampaignReport,
        *,
        among: Sequence[Event],
        in_campaign: bool,
    ) -> None:
        """Show events; `among` are all of the campaign."""
        kinds = {one.kind for one in among}
        own = [choice for choice in form_choices() if choice.key in kinds]
        # a form that nobody holds any more goes: that is no choice of the clerk
        held = self.forms.blockSignals(True)
        self.forms.set_choices([Choice("", tr("Mọi hình thức")), *own])
        self.forms.blockSignals(held)
        title = tr("Các buổi trong đợt") if in_campaign else tr("Các buổi không theo đợt")
        self.list_panel.set_title(title, tr("{n} buổi").format(n=dong(len(events))))
        self.table.put(events)
        self.total.put(events, report)

    def put_month(
        self,
        month: Month,
        events: Sequence[Event],
        campaigns: Sequence[Campaign],
        theme: Theme | None,
    ) -> None:
        """Show a month with its theme."""
        self.month_name.setText(tr("Tháng {month}").format(month=month.shown))
        said = tr("Chủ đề: {theme}").format(theme=theme.theme) if theme else tr("Chưa có chủ đề")
        self.theme.setText(said)
        self.theme.setToolTip(said)
        running = [one for one in campaigns if one.start <= month.last and one.until >= month.first]
        self.strip.put(month, events, running)

    def show_nothing(self) -> None:
        """Say that nothing is written yet, and what to do."""
        button = Button.of(self.acts.new_campaign, kind="filled", icon_name="flag")
        self.show_empty(
            EmptyState(
                tr("Chưa có đợt truyền thông và buổi nào"),
                tr("Mở một đợt để khóa số trước đợt, hoặc bấm Ctrl+N để ghi một buổi."),
                icon_name="megaphone",
                button=button,
            )
        )
        button.setFocus(Qt.FocusReason.OtherFocusReason)


def locked_words(campaign: Campaign) -> str:
    """On which day the baseline was locked."""
    if campaign.baseline_day is None:
        return tr("Chưa có số trước đợt: khóa khi đợt bắt đầu.")
    said = tr("Số trước đợt khóa {day}; sửa sổ về sau không làm đổi.")
    return said.format(day=f"{campaign.baseline_day:%d/%m}")
