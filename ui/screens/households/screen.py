"""Hộ gia đình: the list of households at the left, the record of one at the right."""

from typing import ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter

from rules.errors import Problem
from storage.household_history import count_household_changes, household_history
from storage.household_record import HouseholdRecord
from storage.law_since import law_since
from storage.quotes import quote
from ui.buttons import Button
from ui.dialogs import Dialog
from ui.notices import EmptyState
from ui.queries import Query
from ui.screen import KeyHint, Screen
from ui.screens.households.heads import HeadDialog
from ui.screens.households.household_dialog import HouseholdDialog
from ui.screens.households.kept_dialog import KeptDialog
from ui.screens.households.listing import HouseholdPane
from ui.screens.households.person_dialog import PersonDialog
from ui.screens.households.quoting import HouseholdBill, bill
from ui.screens.households.record import HISTORY, SUMMARY, RecordActions, RecordPane
from ui.screens.households.why_dialog import WhyDialog
from ui.screens.households.wording import tr
from ui.session import Session
from ui.style import look
from ui.wording import sentence

_LEFT = 304


class HouseholdsScreen(Screen):
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
        }
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._shown: str | None = None
        self._make_actions()
        self.pane = HouseholdPane(session, self.add_action)
        self.record = RecordPane(
            RecordActions(
                visit=self.visit_action,
                print_sheet=self.print_action,
                add_person=self.add_person_action,
                change=self.change_action,
                pay=self.pay_action,
                more=self._more,
            )
        )
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.pane)
        self.splitter.addWidget(self.record)
        self.splitter.setStretchFactor(1, 1)
        self.page.addWidget(self.splitter, 1)
        self.setFocusProxy(self.pane.list)  # the arrow keys choose a household at once
        self.pane.current_changed.connect(self._show)
        self.pane.entered.connect(self._enter)
        self.record.edit_asked.connect(self.edit_person)
        self.record.tab_opened.connect(self._fill_tab)
        self.record.history.undo_asked.connect(self._undo_one)
        self.record.quote.why_asked.connect(self.show_why)
        self.record.timeline.opened.connect(self.show_kept)
        look().changed.connect(self._size)
        self._size()

    def _make_actions(self) -> None:
        self.add_action = self.act(
            self.tr("Thêm hộ"), self.add_household, keys="Ctrl+N", icon_name="plus"
        )
        self.visit_action = self.act(
            self.tr("Ghi kết quả đến nhà"), self._visit, keys="F6", icon_name="square-pen"
        )
        self.change_action = self.act(
            self.tr("Đổi mức, phương thức"), self._compute, keys="F7", icon_name="calculator"
        )
        self.pay_action = self.act(
            self.tr("Ghi đã đóng"), self._pay, keys="F8", icon_name="hand-coins"
        )
        self.print_action = self.act(
            self.tr("In phiếu hộ"), self._print, keys="Ctrl+P", icon_name="printer"
        )
        self.add_person_action = self.act(
            self.tr("Thêm người"), self.add_person, keys="Ctrl+Shift+N", icon_name="user-plus"
        )
        self.filter_action = self.act(
            self.tr("Lọc danh sách hộ"), self._filter, keys="Ctrl+F", icon_name="list-filter"
        )
        self.edit_action = self.act(
            self.tr("Sửa người đang chọn"), self._edit_selected, icon_name="user"
        )
        self.household_action = self.act(
            self.tr("Sửa hộ, diện hộ"), self._edit_household, keys="F2", icon_name="house"
        )
        self.head_action = self.act(self.tr("Đổi chủ hộ"), self.change_head, icon_name="users")
        self.contact_action = self.act(
            self.tr("Không liên hệ hộ này"), self._turn_contact, icon_name="circle-x"
        )
        self.kept_action = self.act(
            self.tr("Bảng tính đã giữ"), self._show_latest_kept, icon_name="calculator"
        )
        self.history_action = self.act(
            self.tr("Lịch sử sửa"), self._show_history, keys="Ctrl+H", icon_name="history"
        )
        first, second = QAction(self), QAction(self)
        for line in (first, second):
            line.setSeparator(True)
        self._more = (
            self.edit_action,
            self.household_action,
            self.head_action,
            first,
            self.contact_action,
            second,
            self.print_action,
            self.kept_action,
            self.history_action,
        )

    def _size(self) -> None:
        self.splitter.setHandleWidth(look().metrics.gap)
        left = max(look().metrics.px(_LEFT), self.pane.minimumWidth())
        self.splitter.setSizes([left, max(self.width() - left, left)])

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys of this screen."""
        return (
            KeyHint("Enter", self.tr("sửa người đang chọn")),
            KeyHint("F6", self.tr("ghi kết quả")),
            KeyHint("F7", self.tr("tính quyền lợi")),
            KeyHint("Ctrl+F", self.tr("lọc danh sách")),
        )

    # -- what is shown

    def reload(self) -> None:
        """Read list and record again; both keep who was selected."""
        if not self.session.register.households.count(on=self.session.today()):
            self._show_nothing()
            return
        self.show_page()
        shown, self._shown = self._shown, None
        self.pane.reload()
        if shown is not None and self.pane.list.current_id() != self._shown:
            self._show(self.pane.list.current_id())

    def _show_nothing(self) -> None:
        self._shown = None
        self.record.put(None)
        self._enable(None)
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
        if household_id is None:
            self._shown = None
            self.record.put(None)
            self._enable(None)
            return
        if household_id == self._shown:
            return
        self._shown = str(household_id)
        register, on = self.session.register, self.session.today()
        record = register.households.record(self._shown, on)
        found, nothing = self._bill(self._shown)
        changes = count_household_changes(register, self._shown)
        self.record.put(record, found, nothing_due=nothing, changes=changes)
        self._enable(record)
        self._fill_tab(self.record.tabs.key())

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

    def _enable(self, record: HouseholdRecord | None) -> None:
        for action in (
            self.visit_action,
            self.change_action,
            self.pay_action,
            self.print_action,
            self.add_person_action,
            self.household_action,
            self.contact_action,
            self.history_action,
        ):
            action.setEnabled(record is not None)
        living = len(record.members) if record else 0
        headless = record is not None and record.head is None
        self.edit_action.setEnabled(living > 0)
        self.head_action.setEnabled(living > 1 or (living > 0 and headless))
        self.kept_action.setEnabled(record is not None and bool(record.calculations))
        kept = bool(record and record.household.do_not_contact)
        self.contact_action.setText(
            self.tr("Liên hệ lại hộ này") if kept else self.tr("Không liên hệ hộ này")
        )

    def _fill_tab(self, key: str) -> None:
        record = self.record.record
        if key != HISTORY or record is None:
            return
        register = self.session.register
        names = {row.person.id: row.person.name for row in record.members}
        names |= {person.id: person.name for person in record.gone}
        names |= {village.id: village.name for village in register.villages.all()}
        names |= {one.id: one.name for one in register.staff.all()}
        entries = household_history(register, record.household.id)
        self.record.history.put(entries, names, self.session.clock().tzinfo)

    def open(self, query: Query) -> None:
        """Show a household, one of its people, or a village; begin what was asked for."""
        if query.id:
            self.pane.show_household(query.id)
            self.record.open_tab(SUMMARY)
            if person := query.facts.get("person"):
                self.record.members.select_id(person)
            self.record.members.setFocus()
            self._begin(query.action)
        elif query.facts.get("village") is not None or query.facts.get("state"):
            village = str(query.facts.get("village") or "")
            state = str(query.facts.get("state") or "all")
            self.pane.show_village(village, state, str(query.facts.get("search") or ""))
            self.pane.list.setFocus()

    def _begin(self, action: str) -> None:
        begin = {
            "visit": self._visit,
            "enrolment": self._pay,
            "enrol": self._pay,
            "print": self._print,
            "edit": self._edit_selected,
        }.get(action)
        if begin is not None:
            begin()

    # -- what can be done

    def _ask(self, place: str, action: str = "") -> None:
        if self._shown is None:
            return
        facts = {"household": self._shown, "person": self.record.selected_person()}
        self.session.ask(Query(place, self._shown, action, facts))

    def _visit(self) -> None:
        self._ask("visit")

    def _compute(self) -> None:
        if self._shown is not None:
            person = self.record.selected_person()
            self.session.ask(Query("benefits", person, facts={"household": self._shown}))

    def _pay(self) -> None:
        self._ask("enrolment")

    def _print(self) -> None:
        if self._shown is not None:
            facts = {"document": "household-sheet", "household": self._shown}
            self.session.ask(Query("printing", facts=facts))

    def _filter(self) -> None:
        self.pane.open_filter()

    def _enter(self) -> None:
        if self.record.tabs.key() != SUMMARY:
            self.record.open_tab(SUMMARY)
        self.record.members.setFocus()

    def _show_history(self) -> None:
        self.record.open_tab(HISTORY)
        self.record.history.table.setFocus()

    def show_why(self) -> None:
        """Show the working of the quote."""
        if self.record.quote.bill is not None:
            WhyDialog(self.record.quote.bill, self.session.words, self.window()).exec()

    def _show_latest_kept(self) -> None:
        if self.record.record is not None and self.record.record.calculations:
            self.show_kept(self.record.record.calculations[0].id)

    def show_kept(self, calculation_id: str) -> None:
        """Show a calculation kept with the household, and do with it what is chosen."""
        calculations = self.session.register.calculations
        kept = calculations.get(calculation_id)
        since = law_since(self.session.policy, kept, self.session.today())
        dialog = KeptDialog(kept, since, self.session.words, self.window())
        if dialog.exec() != Dialog.DialogCode.Accepted:
            return
        facts = {"household": kept.household_id}
        if dialog.chosen == "remove":
            with self.session.change(self.tr("Bỏ bảng tính đã giữ")):
                calculations.remove(kept.id)
        elif dialog.chosen == "print":
            self.session.ask(Query("printing", facts={"document": "benefit-sheet", **facts}))
        else:
            self.session.ask(Query("benefits", kept.person_id or "", facts=facts))

    def add_household(self) -> None:
        """Ask for a new household and open it."""
        dialog = HouseholdDialog(
            self.session, None, self.window(), village=self.pane.village.value()
        )
        if dialog.exec() == Dialog.DialogCode.Accepted:
            self.show_page()
            self.pane.show_household(dialog.saved_id)

    def _edit_household(self) -> None:
        if self.record.record is not None:
            HouseholdDialog(self.session, self.record.record, self.window()).exec()

    def add_person(self) -> None:
        """Ask for a new member of the household shown."""
        if self.record.record is None:
            return
        dialog = PersonDialog(self.session, self.record.record, None, self.window())
        if dialog.exec() == Dialog.DialogCode.Accepted:
            self.record.members.select_id(dialog.saved_id)

    def _edit_selected(self) -> None:
        self.edit_person(self.record.selected_person())

    def edit_person(self, person_id: str) -> None:
        """Correct one person of the household shown."""
        record = self.record.record
        if record is None or not person_id:
            return
        people = (*(row.person for row in record.members), *record.gone)
        person = next((one for one in people if one.id == person_id), None)
        if person is not None:
            PersonDialog(self.session, record, person, self.window()).exec()

    def change_head(self) -> None:
        """Ask who leads the household from now on."""
        if self.record.record is not None:
            HeadDialog(self.session, self.record.record, self.window()).exec()

    def _turn_contact(self) -> None:
        record = self.record.record
        if record is None:
            return
        off = not record.household.do_not_contact
        what = self.tr("Ghi không liên hệ hộ") if off else self.tr("Ghi liên hệ lại hộ")
        with self.session.change(what):
            self.session.register.households.save(record.household.id, do_not_contact=off)

    def _undo_one(self, change_id: str) -> None:
        try:
            self.session.announce(self.session.register.undo_change(change_id))
        except Problem as problem:
            self.session.fail(problem)
