"""Hộ gia đình: the list of households at the left, the record of one at the right."""

from typing import ClassVar

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QSplitter

from rules.errors import Problem
from storage.dependence import leaning_on, papers_since
from storage.journal_book import names_in
from storage.people import Person
from storage.quotes import quote
from storage.record_history import count_record_changes, record_history
from ui.buttons import Button
from ui.history.panel import Back, Told
from ui.notices import EmptyState
from ui.queries import Query
from ui.screen import KeyHint
from ui.screens.households.actions import HouseholdActions
from ui.screens.households.listing import HouseholdPane
from ui.screens.households.quoting import HouseholdBill, bill
from ui.screens.households.record import HISTORY, SUMMARY, RecordPane
from ui.screens.households.wording import tr
from ui.session import Session
from ui.style import look
from ui.wording import sentence

_LEFT = 304


class HouseholdsScreen(HouseholdActions):
    """Every household: found on the left, read and worked with on the right."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "households",
            "people",
            "covers",
            "standings",
            "visits",
            "enrolments",
            "calculations",
            "imports",
            "villages",
            "staff",
            "office",
            "policy_values",
            "kept_filters",
        }
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.pane = HouseholdPane(session, self.add_action)
        self.pane.offer(self.lists.of_filter(), self.lists.many)
        self.record = RecordPane(self.record_actions())
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.pane)
        self.splitter.addWidget(self.record)
        self.splitter.setStretchFactor(1, 1)
        self.page.addWidget(self.splitter, 1)
        self.setFocusProxy(self.pane.list)  # the arrow keys choose a household at once
        self.pane.current_changed.connect(self._show)
        self.pane.person_changed.connect(self._show_person)
        self.pane.entered.connect(self._enter)
        self.record.edit_asked.connect(self.edit_person)
        self.record.tab_opened.connect(self._fill_tab)
        self.record.tab_opened.connect(lambda _key: self.hints_changed.emit())
        self.record.history.undo_asked.connect(self.undo_together)
        self.record.history.mend_asked.connect(self.mend_entry)
        self.record.history.back_asked.connect(self.show_before)
        self.record.quote.why_asked.connect(self.show_why)
        self.record.timeline.opened.connect(self.show_kept)
        look().changed.connect(self._size)
        self._size()

    def _size(self) -> None:
        self.splitter.setHandleWidth(look().metrics.gap)
        left = max(look().metrics.px(_LEFT), self.pane.minimumWidth())
        self.splitter.setSizes([left, max(self.width() - left, left)])

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys of this screen, or those of the entries that are open."""
        if self.record.tabs.key() == "history" and self.shown is not None:
            return (
                KeyHint("Ctrl+U", self.tr("hoàn tác lần đang chọn")),
                KeyHint("F2", self.tr("sửa bằng lần ghi mới")),
                KeyHint("F4", self.tr("xem hộ trước đó")),
                KeyHint("F10", self.tr("việc khác")),
                KeyHint("Ctrl+F", self.tr("lọc danh sách")),
            )
        return (
            KeyHint("Enter", self.tr("sửa người đang chọn")),
            KeyHint("F6", self.tr("ghi kết quả")),
            KeyHint("F10", self.tr("việc khác")),
            KeyHint("Ctrl+F", self.tr("lọc danh sách")),
        )

    # -- what is shown

    def reload(self) -> None:
        """Read list and record again; both keep who was selected."""
        if not self.session.register.households.count(on=self.session.today()):
            self._show_nothing()
            return
        self.show_page()
        shown, self.shown = self.shown, None
        self.pane.reload()
        if shown is not None and self._has_ended(shown):
            self._show_outside(shown)
        elif shown is not None and self.pane.list.current_id() != self.shown:
            self._show(self.pane.list.current_id())

    def _has_ended(self, household_id: str) -> bool:
        """Whether a household is no household of the commune any more."""
        try:
            return self.session.register.households.get(household_id).status != "here"
        except Problem:  # it was made by what has just been taken back
            return False

    def _show_outside(self, household_id: str) -> None:
        """Show a household that stands in no list: it has left, or was joined into another."""
        self.pane.list.setCurrentIndex(QModelIndex())
        self._show(household_id)

    def _show_nothing(self) -> None:
        self.shown = None
        self.record.put(None)
        self.enable(None)
        go = Button(self.tr("Nhập dữ liệu"), kind="filled", icon_name="file-input", keys="Alt+9")
        go.clicked.connect(lambda: self.session.ask(Query("intake")))
        self.show_empty(
            EmptyState(
                self.tr("Sổ chưa có hộ nào"),
                self.tr(
                    "Nhập danh sách hộ đã có của xã, hoặc bấm Ctrl+N để thêm từng hộ bằng tay."
                ),
                icon_name="house",
                button=go,
            )
        )

    def _show(self, household_id: object) -> None:
        self.loose = None
        if household_id is None:
            self.shown = None
            self.record.put(None)
            self.enable(None)
            return
        if household_id == self.shown:
            return
        self.shown = str(household_id)
        register, on = self.session.register, self.session.today()
        record = register.households.record(self.shown, on)
        found, nothing = self._bill(self.shown)
        if record.household.status != "here":
            found, nothing = None, tr("Hộ không còn ở xã nên không tính tiền đóng.")
        changes = count_record_changes(register, "households", self.shown)
        self.record.put(record, found, nothing_due=nothing, changes=changes)
        self.enable(record)
        self._fill_tab(self.record.tabs.key())

    def _show_person(self, person: Person) -> None:
        """Show the household of a person, and in it the person; of one without it, who it is."""
        self._show(person.household_id)
        if person.household_id is None:
            self.loose = person
            self.record.put(None, loose=person)
            self.history_action.setEnabled(True)
        self.record.members.select_id(person.id)

    def _bill(self, household_id: str) -> tuple[HouseholdBill | None, str]:
        """The quote of a household, or the sentence that says why there is none."""
        register = self.session.register
        try:
            found = quote(register, household_id, self.session.today())
            office = register.office.get()
            made = bill(
                found,
                self.session.policy,
                province=office.province_code or None,
                used_support_months=register.enrolments.used_support_months,
            )
        except Problem as problem:
            return None, sentence(problem)
        if made.remarks and not made.lines:
            return made, " ".join(made.remarks).replace("**", "")
        if any(row.quote.hi.kind == "unknown" for row in found.members):
            unknown = tr("Chưa rõ ai đã có thẻ: cho xin xem thẻ hoặc VNeID rồi tính.")
            return made, " ".join([unknown, *made.later[:2]]).replace("**", "")
        return made, tr("Hôm nay không ai trong hộ phải đóng: ai cần thẻ đều đã có.")

    def _fill_tab(self, key: str) -> None:
        record = self.record.record
        if key != HISTORY or record is None:
            return
        register, home = self.session.register, record.household.id
        people = {row.person.id: row.person.name for row in record.members}
        people |= {person.id: person.name for person in record.gone}
        told = Told(
            names=lambda entry: names_in(register, entry.rows),
            back=lambda change: Back(
                leaning_on(register, change), papers_since(register, home, change)
            ),
            zone=self.session.clock().tzinfo,
        )
        self.record.history.put_household(
            record_history(register, "households", home), people, told
        )

    def open_household(self) -> tuple[str, str]:
        """The household in the record."""
        return (self.shown, self.record.top.title.text()) if self.shown else ("", "")

    def open(self, query: Query) -> None:
        """Show a household, one of its people, or a village; begin what was asked for."""
        if query.id:
            self.pane.show_household(query.id)
            if self._has_ended(query.id):
                self._show_outside(query.id)
            self.record.open_tab(SUMMARY)
            if person := query.facts.get("person"):
                self.record.members.select_id(person)
            self.record.members.setFocus()
            self.begin(query)
        elif query.facts.get("village") is not None or query.facts.get("state"):
            village = str(query.facts.get("village") or "")
            state = str(query.facts.get("state") or "all")
            self.pane.show_village(village, state, str(query.facts.get("search") or ""))
            self.pane.list.setFocus()

    def _enter(self) -> None:
        if self.record.tabs.key() != SUMMARY:
            self.record.open_tab(SUMMARY)
        self.record.members.setFocus()
