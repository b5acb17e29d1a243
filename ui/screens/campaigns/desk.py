"""The dialogs of Truyền thông: what opens, what is written, and where the clerk goes afterwards."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from rules.calendar import Month
from rules.errors import Problem
from storage.campaign_report import CampaignReport
from storage.campaign_results import CampaignResult, VillageResult
from storage.campaigns import Campaign
from storage.events import Event
from ui.dialogs import Dialog
from ui.queries import Query
from ui.reading import Latest
from ui.screens.campaigns.behind import BehindDialog
from ui.screens.campaigns.campaign_form import CampaignForm
from ui.screens.campaigns.event_form import EventForm
from ui.screens.campaigns.joined_dialog import JoinedDialog
from ui.screens.campaigns.opening import Opened, village_figure
from ui.screens.campaigns.people_dialogs import PeopleDialog
from ui.screens.campaigns.tables import ReportDialog, VillagesDialog
from ui.screens.campaigns.theme_form import ThemeForm
from ui.screens.campaigns.wording import tr
from ui.session import Session


class CampaignsDesk(QObject):
    """Opens one dialog at a time over the window; `shown` is the one that stands open."""

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self.shown: Dialog | None = None
        self._session = session
        self._page = page
        self._seen: set[str] = set()
        self._reading = Latest(session, tr("Đang đọc danh sách"), self)
        self._wanted: tuple[VillageResult, str] | None = None
        self._had: QWidget | None = None

    def _show(self, dialog: Dialog) -> None:
        self.shown = dialog
        dialog.finished.connect(lambda _: self._closed(dialog))
        dialog.open()

    def _closed(self, dialog: Dialog) -> None:
        self.shown = None
        asked = getattr(dialog, "asked", None)
        dialog.deleteLater()
        if self._had is not None and self._page.isAncestorOf(self._had):
            self._had.setFocus(Qt.FocusReason.OtherFocusReason)
        self._had = None
        if isinstance(asked, Query):
            self._session.ask(asked)

    def _over(self) -> QWidget:
        return self._page.window()

    # -- baselines

    def lock_begun(self) -> None:
        """Count the baselines of campaigns that have begun; once, and never after an undo."""
        campaigns, today = self._session.register.campaigns, self._session.today()
        due = [one for one in campaigns.to_freeze(today) if one.id not in self._seen]
        self._seen |= {one.id for one in due}
        for one in due:
            self.lock(one)

    def lock(self, campaign: Campaign) -> None:
        """Count the baseline of a campaign that has begun."""
        what = tr("Khóa số trước đợt: {name}").format(name=campaign.name)
        try:
            with self._session.change(what):
                self._session.register.campaigns.freeze(campaign.id, self._session.today())
        except Problem as problem:
            self._session.fail(problem)

    # -- what opens

    def lines(self, opened: Opened) -> None:
        """Show what stands behind a figure."""
        self._show(
            BehindDialog(self._session, opened.title, opened.lines, opened.figure, self._over())
        )

    def village_figure(self, result: CampaignResult, row: VillageResult, figure: str) -> None:
        """Read who stands behind a figure of the villages, and show them."""
        wanted = (row, figure)
        if self._wanted == wanted:
            return  # pressed again while it is being read
        self._wanted = wanted
        self._had = QApplication.focusWidget()  # long work shows a panel that takes the keys

        def use(opened: Opened) -> None:
            self._wanted = None
            self.lines(opened)

        def failed(error: BaseException) -> None:
            self._wanted = None
            self._session.fail(error)

        self._reading.ask(
            lambda register: village_figure(register, result, row, figure), use, failed
        )

    def report(self, campaign: Campaign | None, report: CampaignReport) -> None:
        """Show the report of a campaign."""
        self._show(ReportDialog(self._session, campaign, report, self._over()))

    def villages(self, result: CampaignResult) -> None:
        """Show the villages as a table of numbers."""
        self._show(VillagesDialog(result, self._over()))

    # -- what is written

    def write_event(
        self,
        event: Event | None,
        day: date,
        campaign_id: str | None,
        written: Callable[[str], object],
    ) -> None:
        """Write an event; a new one belongs to a campaign and a day."""
        form = EventForm(
            self._session, event, parent=self._over(), day=day, campaign_id=campaign_id
        )
        form.accepted.connect(lambda: written(form.saved))
        self._show(form)

    def write_campaign(self, campaign: Campaign | None, written: Callable[[str], object]) -> None:
        """Open a campaign, or correct one."""
        form = CampaignForm(self._session, campaign, parent=self._over())
        form.accepted.connect(lambda: written(form.saved))
        self._show(form)

    def theme(self, month: Month) -> None:
        """Write the theme of a month with its scripts."""
        self._show(ThemeForm(self._session, month, parent=self._over()))

    def joined(self, event: Event) -> None:
        """Say who joined at an event."""
        self._show(JoinedDialog(self._session, event, parent=self._over()))

    def people(self, kind: type[PeopleDialog], event: Event) -> None:
        """Write a list of an event."""
        self._show(kind(self._session, event, parent=self._over()))
