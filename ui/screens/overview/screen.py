"""The screen of Tổng quan: eight in the morning, without scrolling."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from rules.money import dong
from storage import Register
from storage.filters import Filter
from storage.follow_ups import FollowUp
from storage.indicators import By, Part
from storage.overview import Doubt, Overview, doubts, overview
from storage.progress import Progress
from ui.buttons import Button
from ui.notices import EmptyState
from ui.panels import PageHead
from ui.queries import Query
from ui.reading import Latest
from ui.records_panel import Opened, RecordsSide
from ui.screen import KeyHint, Screen
from ui.screens.overview.aims import Aim, AimsPanel
from ui.screens.overview.campaigned import CampaignPanel
from ui.screens.overview.cover import CoverPanel
from ui.screens.overview.lists import DoubtsPanel, EndingsPanel, VisitsPanel
from ui.screens.overview.wording import long_day, tr
from ui.session import Session
from ui.style import look
from ui.target_words import indicator_words, village_words

_RIGHT, _SECOND = 400, 280


class OverviewScreen(Screen):
    """Targets, appointments, what ends, cover by village, the last campaign, doubts."""

    watches: ClassVar[frozenset[str]] = frozenset()  # everything
    headed = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.found: Overview | None = None
        self._counting = Latest(session, tr("Đang tính tổng quan"), self)
        self._make_actions()
        self.aims = AimsPanel()
        self.visits = VisitsPanel()
        self.endings = EndingsPanel()
        self.campaign = CampaignPanel()
        self.doubts = DoubtsPanel()
        self.cover = CoverPanel()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.aims.table)

    def _make_actions(self) -> None:
        self.results = self.act(
            tr("Nhập kết quả phiếu giấy"),
            lambda: self.session.ask(Query("results")),
            keys="F6",
            icon_name="keyboard",
        )
        self.print_today = self.act(
            tr("In phiếu"), self.print_sheets, keys="Ctrl+P", icon_name="printer"
        )
        self.again = self.act(tr("Cập nhật số liệu"), self.reload, keys="F5")
        self.more = self.act(tr("Chỉ tiêu theo thôn"), self.open_targets, keys="F3")
        self.turn = self.act(tr("Bao phủ: hình, bảng"), self.switch_cover, keys="F4")
        self.all_visits = self.act(tr("Danh sách hẹn"), self.open_visits, keys="F7")
        self.last = self.act(tr("Đợt gần nhất"), self._open_last, keys="F8")
        self.close_records = self.act(tr("Đóng danh sách"), self.hide_records, keys="Esc")
        self.close_records.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.close_records.setEnabled(False)

    def _lay_out(self) -> None:
        self.head = PageHead(
            tr("Tổng quan"),
            "",
            (
                Button.of(self.results, icon_name="keyboard"),
                Button.of(self.print_today, kind="filled", icon_name="printer"),
            ),
        )
        first = QVBoxLayout()
        first.addWidget(self.visits, 1)
        first.addWidget(self.doubts)
        second = QVBoxLayout()
        second.addWidget(self.endings)
        second.addWidget(self.campaign, 1)
        below = QHBoxLayout()
        below.addLayout(first, 1)
        below.addLayout(second)
        left = QVBoxLayout()
        left.addWidget(self.aims)
        left.addLayout(below, 1)
        self.side = RecordsSide(self.session, self.cover)
        self.records = self.side.records
        body = QHBoxLayout()
        body.addLayout(left, 1)
        body.addWidget(self.side)
        self._rows = (first, second, below, left, body)
        self.page.addWidget(self.head)
        self.page.addLayout(body, 1)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        sizes = look().metrics
        for row in self._rows:
            row.setSpacing(sizes.gap)
        self.side.setFixedWidth(sizes.px(_RIGHT))
        for panel in (self.endings, self.campaign):
            panel.setFixedWidth(sizes.px(_SECOND))

    def _connect(self) -> None:
        self.aims.table.asked.connect(self.open_aim)
        self.aims.more_asked.connect(self.open_targets)
        self.visits.chosen.connect(self._open_visit)
        self.visits.all_asked.connect(self.open_visits)
        self.endings.opened.connect(self.session.ask)
        self.campaign.asked.connect(lambda _id: self._open_last())
        self.doubts.opened.connect(self._open_doubt)
        self.cover.asked.connect(self.open_village)
        self.records.closed.connect(self.hide_records)
        self.side.listing.connect(self.close_records.setEnabled)

    # -- what the window asks

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys that work here."""
        return (
            KeyHint("F5", tr("cập nhật số liệu")),
            KeyHint("Enter", tr("mở số đang chọn")),
        )

    def worries(self) -> tuple[str, ...]:
        """That nothing goes over a network."""
        return (tr("Không cần mạng – mọi thứ lưu trên máy này"),)

    def reload(self) -> None:
        """Count again; what was opened is put away."""
        on = self.session.today()

        def read(register: Register) -> Overview:
            return overview(register, on)

        self._counting.ask(read, self._put, self.session.fail)

    def _put(self, found: Overview) -> None:
        self.found = found
        if not found.people:
            self._show_nobody()
            return
        self.show_page()
        ending = next(one.hi for one in found.endings if one.period == "7")
        homes = len({one.household_id for one in found.today})
        self.head.note.setText(
            tr("{day} · {n} hộ hẹn đến nhà hôm nay, {m} thẻ BHYT hết hạn trong 7 ngày tới").format(
                day=long_day(found.day), n=dong(homes), m=dong(ending)
            )
        )
        self.print_today.setText(tr("In phiếu cho {n} hẹn hôm nay").format(n=dong(homes)))
        self.print_today.setEnabled(bool(homes))
        self.aims.put(found)
        self.visits.put(found.visits, self.session.register.refusal_reasons.titles())
        self.endings.put(found)
        self.campaign.put(found.campaign)
        self.cover.put(found)
        self._check()

    def _show_nobody(self) -> None:
        go = Button(tr("Nhập danh sách"), kind="filled", icon_name="file-up", keys="Alt+9")
        go.clicked.connect(lambda: self.session.ask(Query("intake")))
        self.show_empty(
            EmptyState(
                tr("Sổ chưa có ai"),
                tr("Nhập danh sách hộ khẩu, danh sách thẻ BHYT ở xã gửi về, rồi quay lại đây."),
                icon_name="layout-dashboard",
                button=go,
            )
        )
        go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _check(self) -> None:
        """Look for doubts quietly: they take longer, and nobody waits for them."""
        on = self.session.today()

        def work(register: Register, told: Progress) -> tuple[Doubt, ...]:
            return doubts(register, on, told)

        self.session.jobs.run(
            tr("Đang kiểm tra dữ liệu"), work, self.doubts.put, failed=_silent, quiet=True
        )

    # -- what opens

    def open_aim(self, aim: Aim) -> None:
        """Show who is counted of a target."""
        name, line = aim
        title = tr("{what} · {n}").format(what=indicator_words(name), n=dong(line.reached))
        self._read(Opened(title, line.reached), name)

    def open_village(self, village: str) -> None:
        """Show who of a village is known not to be covered."""
        if self.found is None:
            return
        one = next(one for one in self.found.villages if one.figure.subject == village)
        title = tr("{village} · chưa có BHYT · {n}").format(
            village=village_words(one.figure.name), n=dong(one.figure.missing)
        )
        self._read(Opened(title, one.figure.missing), "hi", "village", village, "missing")

    def _read(
        self,
        opened: Opened,
        name: str,
        by: By = "commune",
        subject: str | None = None,
        part: Part = "counted",
    ) -> None:
        if self.found is None:
            return
        on, since = self.found.day, self.found.period.start
        self.side.open_figure(opened, name, on=on, since=since, by=by, subject=subject, part=part)

    def hide_records(self) -> None:
        """Put the list away; the villages stand there again."""
        self.side.put_away()
        self.aims.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def switch_cover(self) -> None:
        """Cover as bars or as a table."""
        self.hide_records()
        self.cover.switch()

    def open_targets(self) -> None:
        """Targets by village and by collector."""
        period = {"period": self.found.period} if self.found else {}
        self.session.ask(Query("targets", facts=period))

    def open_visits(self) -> None:
        """The whole list of whom to visit."""
        self.session.ask(Query("outreach", facts={"part": "appointments"}))

    def print_sheets(self) -> None:
        """Print the household sheets of today's appointments."""
        if self.found is None or not self.found.today:
            return
        homes = tuple(dict.fromkeys(one.household_id for one in self.found.today))
        facts: dict[str, Any] = {
            "document": "household-sheet",
            "filter": Filter(households=homes),
            "filter_words": tr("hẹn hôm nay, {n} hộ").format(n=len(homes)),
        }
        self.session.ask(Query("printing", facts=facts))

    def _open_visit(self, one: FollowUp) -> None:
        facts = {"person": one.person_id} if one.person_id else {}
        self.session.ask(Query("households", one.household_id, facts=facts))

    def _open_last(self) -> None:
        facts = {"campaign": self.campaign.campaign_id} if self.campaign.campaign_id else {}
        self.session.ask(Query("campaigns", self.campaign.campaign_id, facts=facts))

    def _open_doubt(self, one: Doubt) -> None:
        if one.key == "duplicates":
            self.session.ask(Query("review", "doubles"))
        elif one.key == "rejected":
            self.session.ask(Query("intake", one.import_id, facts={"import": one.import_id}))
        else:
            self.session.ask(Query("review", "faults", facts={"check": one.key}))


def _silent(_error: BaseException) -> None:
    """A check that was stopped, or could not be made, says nothing: it is made again later."""
