"""Vận động: the households to visit first, why, and which of them are on the route."""

from datetime import timedelta
from typing import ClassVar

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QStackedWidget, QWidget

from rules.errors import Problem
from rules.money import dong
from storage import Register
from storage.outreach import Choice, Ranked, Ranking, Segment
from storage.outreach.listing import OutreachRow, outreach_rows
from storage.short_message import message_for
from ui.buttons import Button
from ui.notices import EmptyState
from ui.panels import IconMark, PageHead, Panel, SkeletonRows, words
from ui.queries import Query
from ui.reading import Latest
from ui.screen import KeyHint, Screen
from ui.screens.outreach.choosing import ChoiceButton, entries
from ui.screens.outreach.listing import Chosen, ListHead, OutreachList, OutreachModel
from ui.screens.outreach.route_desk import RouteDesk
from ui.screens.outreach.weights import WeightsDialog
from ui.screens.outreach.wording import tr
from ui.segments import Segment as Part
from ui.segments import Segments
from ui.session import Session
from ui.style import look
from ui.wording import sentence

_LATER = 30  # days for which a household is put off
_BAR = 44
_LIST, _NONE, _WAIT = range(3)
_PARTS: tuple[Segment, ...] = ("all", "ending", "appointments", "stopped")


class OutreachScreen(Screen):
    """Whom to visit, the most urgent first.

    `chosen` holds the households on the route; whoever draws the route stands beside the list
    by `put_beside`.
    """

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "people", "households", "villages", "covers", "standings", "enrolments", "visits",
            "staff", "office", "policy_values", "outreach_weights", "refusal_reasons",
            "earlier_spells", "plans", "plan_stops", "plan_crew",
        }
    )  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.ranked: tuple[Ranked, ...] = ()
        self._ranking = Latest(session, tr("Đang xếp hộ cần đến"), self)
        self._make_actions()
        self.model = OutreachModel(session.today())
        self.list = OutreachList(self.model)
        self.chosen = Chosen(self.model)
        self.filter = ChoiceButton()
        self.parts = Segments()
        self.parts.setAccessibleName(tr("Nhóm hộ"))
        self._name_parts(None)
        self.desk = RouteDesk(self, self)
        self._lay_out()
        self.put_beside(self.desk.panel)
        self._connect()
        self.setFocusProxy(self.list)

    def _make_actions(self) -> None:
        self.results = self.act(
            tr("Nhập kết quả phiếu giấy"),
            lambda: self.session.ask(Query("results")),
            keys="F6",
            icon_name="keyboard",
        )
        self.later = self.act(tr("Để sau 30 ngày"), self.put_off, keys="Ctrl+Right")
        self.copy = self.act(tr("Chép tin nhắn"), self.copy_message, keys="Ctrl+Shift+C")
        self.weigh = self.act(tr("Cách xếp"), self.open_weights, keys="F8")
        self.narrow = self.act(tr("Lọc"), self.open_filter, keys="Ctrl+F")
        self.wide = self.act(tr("Bỏ lọc"), self.clear, keys="Ctrl+B")
        self.turn = self.act(tr("Nhóm hộ sau"), self._next_part, keys="Ctrl+Tab")

    def _lay_out(self) -> None:
        buttons = (
            Button.of(self.results, icon_name="keyboard"),
            Button.of(self.desk.plans, icon_name="list-checks"),
        )
        self.head = PageHead(tr("Vận động"), "", buttons)
        panel = Panel()
        panel.body.addWidget(self._make_bar())
        panel.body.addWidget(ListHead())
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        self.pages.addWidget(self._nobody_like_that())
        self.pages.addWidget(SkeletonRows(12))
        panel.body.addWidget(self.pages, 1)
        self.body = QHBoxLayout()
        self.body.addWidget(panel, 1)
        self.page.addWidget(self.head)
        self.page.addLayout(self.body, 1)
        look().changed.connect(self._fit)
        self._fit()

    def _make_bar(self) -> QWidget:
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.filter)
        row.addWidget(self.parts)
        row.addStretch(1)
        self._order = QWidget()
        said = QHBoxLayout(self._order)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(4)
        said.addWidget(IconMark("arrow-up-down", size=14))
        said.addWidget(words(tr("Cần đến trước ở trên"), "small"))
        row.addWidget(self._order)
        self._link = Button.of(self.weigh, kind="link", small=True)
        row.addWidget(self._link)
        return self._bar

    def _nobody_like_that(self) -> QWidget:
        button = Button.of(self.wide, icon_name="x")
        return EmptyState(
            tr("Không có hộ nào như vậy"),
            tr("Thử thôn khác, nhóm khác, hoặc bỏ lọc."),
            icon_name="search",
            button=button,
        )

    def _connect(self) -> None:
        self.filter.changed.connect(self._fill)
        self.parts.picked.connect(lambda _key: self._fill())
        self.list.chosen.connect(self._open)
        self.list.current_changed.connect(lambda _id: self._enable())
        self.list.all_asked.connect(
            lambda: self.chosen.set(one.household_id for one in self.ranked)
        )

    def _space(self) -> None:
        """The head of the page is its own margin."""
        super()._space()
        self.page.setContentsMargins(16, 0, 16, look().metrics.page_foot)
        self.page.setSpacing(0)

    def _fit(self) -> None:
        self.body.setSpacing(look().metrics.gap)
        self._bar.setFixedHeight(look().metrics.px(_BAR))
        self.parts.setFixedHeight(look().metrics.small_field)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the bar has no room for all of it, the words of the order go first."""
        super().resizeEvent(event)
        self.desk.fit(self.width())
        self._fit_bar()

    def _fit_bar(self) -> None:
        room = self._bar.width() - 24 - self.filter.minimumSizeHint().width()
        room -= self.parts.minimumSizeHint().width() + self._link.sizeHint().width() + 3 * 8
        self._order.setVisible(room >= self._order.sizeHint().width())

    def put_beside(self, widget: QWidget) -> None:
        """Stand a panel at the right of the list: the route of those chosen."""
        self.body.addWidget(widget)

    # -- what the window asks

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys that work on the list, or on the stops of the route."""
        return self.desk.keys() or (
            KeyHint("Space", tr("thêm vào tuyến")),
            KeyHint("Enter", tr("mở hộ")),
            KeyHint("Ctrl+→", tr("để sau 30 ngày")),
            KeyHint("Ctrl+Shift+C", tr("chép tin nhắn")),
            KeyHint("F9", tr("sang tuyến đi")),
        )

    def open(self, query: Query) -> None:
        """Show a village (fact ``village``), a part of the list (``part``), or a household.

        A kept trip (``plan``) is opened beside the list.
        """
        if query.facts.get("village"):
            self.filter.set_ticked("villages", (str(query.facts["village"]),))
        part = str(query.facts.get("part") or "")
        if part in _PARTS:
            self.parts.set_key(part)
        self._fill()
        if query.facts.get("plan"):
            self.desk.load(str(query.facts["plan"]))
            return
        if query.id:
            self.list.select_id(query.id)
        self.list.setFocus()

    # -- what is shown

    def reload(self) -> None:
        """Rank again; the current household and those chosen stay."""
        register, on = self.session.register, self.session.today()
        if not register.households.count(on=on):
            self._show_empty_register()
            return
        self.show_page()
        self.model.today = on
        self._offer()
        self.desk.look_again()
        if not self.model.rowCount():
            self.pages.setCurrentIndex(_WAIT)
        self._fill()

    def _ask(self) -> None:
        """Rank in the background, then show it."""
        on = self.session.today()

        def read(other: Register) -> Ranking:
            return other.outreach.read(on)

        def use(ranking: Ranking) -> None:
            self.session.register.outreach.adopt(ranking)
            self._fill()

        self._ranking.ask(read, use, self.session.fail)

    def choice(self) -> Choice:
        """What the list is narrowed to."""
        return self.filter.narrow(Choice(segment=self._part()))

    def _part(self) -> Segment:
        key = self.parts.key()
        return next((one for one in _PARTS if one == key), "all")

    def _fill(self) -> None:
        """Show what the filter leaves; the same household stays current, or the same place."""
        on, choice = self.session.today(), self.choice()
        outreach = self.session.register.outreach
        if not outreach.knows(on):
            self._ask()
            return
        ranked = outreach.list(on, choice)
        self._say(outreach.counts(on, choice), len(outreach.put_off_until(on)))
        self._show_ranked(ranked)

    def _show_ranked(self, ranked: tuple[Ranked, ...]) -> None:
        register, on = self.session.register, self.session.today()
        kept, at = self.list.current_id(), self.list.currentIndex().row()
        self.ranked = ranked

        def page(offset: int, limit: int) -> tuple[OutreachRow, ...]:
            return outreach_rows(register, ranked[offset : offset + limit], on)

        self.model.set_pages(page, len(ranked), self.model.rowCount())
        waited = self.pages.currentIndex() == _WAIT
        self.pages.setCurrentIndex(_LIST if ranked else _NONE)
        if waited and ranked:
            self._take_keys()
        if kept is None or not self._stay(kept):
            row = min(max(at, 0), self.model.rowCount() - 1)
            self.list.setCurrentIndex(self.model.index(row, 0))
        self._enable()

    def _take_keys(self) -> None:
        """Put the keys on the list that was waited for, unless they are at work elsewhere."""
        focused = QApplication.focusWidget() or self.list
        if self.isAncestorOf(focused) and not self.desk.panel.isAncestorOf(focused):
            self.list.setFocus()

    def _stay(self, household_id: object) -> bool:
        """Keep a household current where it is loaded."""
        for number in range(self.model.rowCount()):
            if self.model.id_at(number) == household_id:
                self.list.setCurrentIndex(self.model.index(number, 0))
                return True
        return False

    def _name_parts(self, counts: dict[Segment, int] | None) -> None:
        """Name the parts of the list; they are there before anything is counted."""
        named: dict[Segment, str] = {
            "all": tr("Tất cả {n}"),
            "ending": tr("Sắp hết hạn {n}"),
            "appointments": tr("Đến hẹn {n}"),
            "stopped": tr("Dừng BHXH {n}"),
        }
        shown = {key: dong(counts[key]) if counts else "–" for key in named}
        parts = (Part(key, text.format(n=shown[key])) for key, text in named.items())
        self.parts.set_segments(tuple(parts))

    def _say(self, counts: dict[Segment, int], later: int) -> None:
        self._name_parts(counts)
        self._fit_bar()
        said = tr(
            "{n} hộ có người chưa tham gia, đã dừng hoặc sắp hết hạn · hộ cần đến trước ở trên"
        ).format(n=dong(counts["all"]))
        put_off = tr(" · {n} hộ để sau").format(n=dong(later)) if later else ""
        self.head.note.setText(said + put_off)

    def _offer(self) -> None:
        """Offer villages, people and reasons to narrow the list by."""
        register = self.session.register
        self.filter.offer(entries(register.villages.all(), register.staff.all()))

    def _show_empty_register(self) -> None:
        go = Button(tr("Nhập dữ liệu"), kind="filled", icon_name="file-input", keys="Alt+9")
        go.clicked.connect(lambda: self.session.ask(Query("intake")))
        self.show_empty(
            EmptyState(
                tr("Sổ chưa có hộ nào"),
                tr("Nhập danh sách hộ của xã, chương trình sẽ xếp hộ nào nên đến trước."),
                icon_name="route",
                button=go,
            )
        )

    def _enable(self) -> None:
        there = self.list.current_id() is not None
        for action in (self.later, self.copy):
            action.setEnabled(there)

    # -- what is done

    def _next_part(self) -> None:
        self.parts.set_key(_PARTS[(_PARTS.index(self._part()) + 1) % len(_PARTS)])
        self._fill()

    def open_filter(self) -> None:
        """Show what the list can be narrowed by."""
        self.filter.open_list()

    def clear(self) -> None:
        """Show the whole list again."""
        self.parts.set_key("all")
        self.filter.clear()
        self.list.setFocus()

    def _open(self, household_id: object) -> None:
        if household_id is None:
            return
        row = self.model.row_at(self.list.currentIndex().row())
        person = row.person_id if row else None
        facts = {"person": person} if person else {}
        self.session.ask(Query("households", str(household_id), facts=facts))

    def put_off(self) -> None:
        """Offer the current household no more for thirty days; Ctrl+Z brings it back."""
        household_id = self.list.current_id()
        if household_id is None:
            return
        until = self.session.today() + timedelta(days=_LATER)
        home = str(household_id)
        try:
            with self.session.change(tr("Để sau 30 ngày")):
                self.session.register.outreach.put_off(home, until)
        except Problem as problem:
            self.session.tell(sentence(problem), "bad")
            return
        self.chosen.set(one for one in self.chosen.ids() if one != home)
        # The list is ranked anew in the background: the keys are on the next household at once.
        left = tuple(one for one in self.ranked if one.household_id != home)
        if len(left) < len(self.ranked):
            self._show_ranked(left)

    def copy_message(self) -> None:
        """Put the short text for the current household on the clipboard, for Zalo or SMS."""
        row = self.model.row_at(self.list.currentIndex().row())
        if row is None:
            return
        try:
            text = message_for(
                self.session.register,
                row.household_id,
                self.session.today(),
                person_id=row.person_id,
            )
        except Problem as problem:
            self.session.tell(sentence(problem), "bad")
            return
        if not text:
            self.session.tell(tr("Hộ này không có khoản nào phải đóng để nhắn."))
            return
        QGuiApplication.clipboard().setText(text)
        self.session.tell(tr("Đã chép tin nhắn cho {name}.").format(name=row.name), "ok")

    def open_weights(self) -> None:
        """Show how the list is ordered, and let the office change it."""
        weights = self.session.register.outreach.weights
        dialog = WeightsDialog(weights.all(), self.window())
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        changes = dialog.changes()
        if not changes:
            return
        try:
            with self.session.change(tr("Sửa cách xếp hộ cần đến")):
                for name, value in changes.items():
                    weights.set(name, value)
        except Problem as problem:
            self.session.tell(sentence(problem), "bad")
