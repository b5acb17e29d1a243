"""What can be done in Hộ gia đình: each action with its key, when it can be used, the menu.

To add one: an `offer` in `_make_actions` says its words, key and when it can be used, its slot
stands under "what can be done", and `_menu` says where it stands in Việc khác. Work that needs
more than a few lines has a file of its own, which is only called here.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from rules.citizen_card import CitizenCard
from storage.dependence import Leaning
from storage.household_record import HouseholdRecord
from storage.journal import JournalEntry
from storage.law_since import law_since
from storage.looking_back import household_before
from ui.dialogs import Dialog
from ui.forms.agreed import payment_of, sheet_actions
from ui.history.back import take_back
from ui.history.dialog import RecordHistoryDialog
from ui.history.records import Record
from ui.history.told import moment
from ui.queries import Query
from ui.review_link import review_action
from ui.screen import Screen
from ui.screens.households.before_dialog import BeforeDialog
from ui.screens.households.household_dialog import HouseholdDialog
from ui.screens.households.kept_dialog import KeptDialog
from ui.screens.households.life_acts import LifeActs
from ui.screens.households.list_acts import ListActs
from ui.screens.households.listing import HouseholdPane
from ui.screens.households.person_dialog import PersonDialog
from ui.screens.households.record import HISTORY, RecordActions, RecordPane
from ui.screens.households.why_dialog import WhyDialog
from ui.session import Session

if TYPE_CHECKING:
    from storage.people import Person

When = Callable[[HouseholdRecord | None], bool]


def always(_record: HouseholdRecord | None) -> bool:
    """Whatever is shown."""
    return True


def chosen(record: HouseholdRecord | None) -> bool:
    """A household is shown."""
    return record is not None


def _of_the_commune(record: HouseholdRecord | None) -> bool:
    """A household is shown that has neither left nor been joined into another."""
    return record is not None and record.household.status == "here"


def _peopled(record: HouseholdRecord | None) -> bool:
    return record is not None and bool(record.members)


def _has_kept(record: HouseholdRecord | None) -> bool:
    return record is not None and bool(record.calculations)


class HouseholdActions(Screen):
    """The acting half of the screen; what is shown, and where, is its subclass's."""

    pane: HouseholdPane
    record: RecordPane

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.shown: str | None = None  # the id of the household in the record
        self.loose: Person | None = None  # who is chosen in the list, but in no household
        self._offered: list[tuple[QAction, When]] = []
        self._make_actions()

    def offer(
        self,
        text: str,
        slot: Callable[[], object],
        *,
        keys: str = "",
        icon_name: str = "",
        when: When = chosen,
    ) -> QAction:
        """Make an action that can be used when the household shown allows it."""
        action = self.act(text, slot, keys=keys, icon_name=icon_name)
        self._offered.append((action, when))
        return action

    def _make_actions(self) -> None:
        tr, offer = self.tr, self.offer
        self.add_action = offer(
            tr("Thêm hộ"), self.add_household, keys="Ctrl+N", icon_name="plus", when=always
        )
        self.visit_action = offer(
            tr("Ghi kết quả đến nhà"),
            self._visit,
            keys="F6",
            icon_name="square-pen",
            when=_of_the_commune,
        )
        self.change_action = offer(
            tr("Đổi mức, phương thức"),
            self._compute,
            keys="F7",
            icon_name="calculator",
            when=_of_the_commune,
        )
        self.pay_action = offer(
            tr("Ghi đã đóng"),
            self._pay,
            keys="F8",
            icon_name="hand-coins",
            when=_of_the_commune,
        )
        self.print_action = offer(
            tr("In phiếu hộ"),
            self._print,
            keys="Ctrl+P",
            icon_name="printer",
            when=_of_the_commune,
        )
        self.add_person_action = offer(
            tr("Thêm người"),
            self.add_person,
            keys="Ctrl+Shift+N",
            icon_name="user-plus",
            when=_of_the_commune,
        )
        self.filter_action = offer(
            tr("Lọc danh sách hộ"),
            self._filter,
            keys="Ctrl+F",
            icon_name="list-filter",
            when=always,
        )
        self.edit_action = offer(
            tr("Sửa người đang chọn"), self._edit_selected, icon_name="user", when=_peopled
        )
        self.household_action = offer(
            tr("Sửa hộ, diện hộ"), self._mend, keys="F2", icon_name="house"
        )
        self.life = LifeActs(self)
        self.head_action = self.life.head
        self.contact_action = offer(
            tr("Không liên hệ hộ này"), self._turn_contact, icon_name="circle-x"
        )
        self.kept_action = offer(
            tr("Bảng tính đã giữ"),
            self._show_latest_kept,
            icon_name="calculator",
            when=_has_kept,
        )
        self.review_action = review_action(self)
        self.sheet_actions = sheet_actions(self)
        self.history_action = offer(
            tr("Lịch sử sửa"), self._show_history, keys="Ctrl+H", icon_name="history"
        )
        self.undo_action = offer(
            tr("Hoàn tác lần ghi đang chọn"), self._undo_chosen, keys="Ctrl+U", icon_name="undo-2"
        )
        self.before_action = offer(
            tr("Xem hộ trước lần ghi đang chọn"), self._ask_before, keys="F4", icon_name="history"
        )

        self.lists = ListActs(self)
        self.more_action = offer(tr("Việc khác"), self._open_more, keys="F10", icon_name="ellipsis")

    def _menu(self) -> tuple[QAction, ...]:
        """What stands in Việc khác, from top to bottom."""
        return (
            *self._of_person(),
            self._line(),
            self.household_action,
            *self.life.of_household,
            self._line(),
            self.contact_action,
            self._line(),
            self.print_action,
            self.kept_action,
            self.history_action,
            self._line(),
            *self.sheet_actions,
            self.review_action,
        )

    def _of_person(self) -> tuple[QAction, ...]:
        """What the row of a person offers, by Shift+F10."""
        return (self.edit_action, *self.life.of_person)

    def _line(self) -> QAction:
        line = QAction(self)
        line.setSeparator(True)
        return line

    def record_actions(self) -> RecordActions:
        """What the record offers as buttons and links, and its menu."""
        return RecordActions(
            visit=self.visit_action,
            print_sheet=self.print_action,
            add_person=self.add_person_action,
            change=self.change_action,
            pay=self.pay_action,
            history=self.history_action,
            more=self._menu(),
            of_person=self._of_person(),
        )

    def enable(self, record: HouseholdRecord | None) -> None:
        """Let be used what the household shown allows."""
        for action, when in self._offered:
            action.setEnabled(when(record))
        kept = bool(record and record.household.do_not_contact)
        self.contact_action.setText(
            self.tr("Liên hệ lại hộ này") if kept else self.tr("Không liên hệ hộ này")
        )

    def begin(self, query: Query) -> None:
        """Begin what another place asked for, by its name in the query."""
        card = query.facts.get("card")
        begin = {
            "add": lambda: self.add_person(card if isinstance(card, CitizenCard) else None),
            "visit": self._visit,
            "enrolment": self._pay,
            "enrol": self._pay,
            "print": self._print,
            "edit": self._edit_selected,
        }.get(query.action)
        if begin is not None:
            begin()

    # -- what can be done

    def ask(self, place: str, action: str = "") -> None:
        """Ask a place or a form for something, with the household and the person chosen."""
        if self.shown is None:
            return
        facts = {"household": self.shown, "person": self.record.selected_person()}
        self.session.ask(Query(place, self.shown, action, facts))

    def _visit(self) -> None:
        self.ask("visit")

    def _compute(self) -> None:
        if self.shown is not None:
            person = self.record.selected_person()
            self.session.ask(Query("benefits", person, facts={"household": self.shown}))

    def _pay(self) -> None:
        if self.shown is not None:
            person = self.record.selected_person()
            self.session.ask(payment_of(self.session, self.shown, person))

    def _print(self) -> None:
        if self.shown is not None:
            facts = {"document": "household-sheet", "household": self.shown}
            self.session.ask(Query("printing", facts=facts))

    def _filter(self) -> None:
        self.pane.open_filter()

    def _show_history(self) -> None:
        if self.loose is not None:
            record = Record("people", self.loose.id, self.loose.name)
            RecordHistoryDialog(self.session, record, self.window()).exec()
            return
        self.record.open_tab(HISTORY)
        self.record.history.list.setFocus()

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
        """Type a new household, with everybody in it, on a page of its own."""
        self.session.ask(Query("entry", facts={"village": self.pane.village.value()}))

    def _mend(self) -> None:
        """F2: in the history it corrects what the chosen entry wrote, elsewhere the household."""
        entry = self.record.history.current()
        if self.record.tabs.key() == HISTORY and entry is not None:
            self.mend_entry(entry)
        else:
            self._edit_household()

    def _edit_household(self) -> None:
        if self.record.record is not None:
            HouseholdDialog(self.session, self.record.record, self.window()).exec()

    def add_person(self, card: CitizenCard | None = None) -> None:
        """Ask for a new member of the household shown, filled in from a scanned card."""
        if self.record.record is None:
            return
        dialog = PersonDialog(self.session, self.record.record, None, self.window(), card=card)
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

    def _open_more(self) -> None:
        self.record.open_menu()

    def _turn_contact(self) -> None:
        record = self.record.record
        if record is None:
            return
        off = not record.household.do_not_contact
        what = self.tr("Ghi không liên hệ hộ") if off else self.tr("Ghi liên hệ lại hộ")
        with self.session.change(what):
            self.session.register.households.save(record.household.id, do_not_contact=off)

    def undo_together(self, leaning: Leaning) -> None:
        """Take back one change of the household with all that leans on it."""
        take_back(self.session, leaning, self.window())

    def _undo_chosen(self) -> None:
        if self.record.tabs.key() == HISTORY:
            self.record.history.ask_undo()

    def _ask_before(self) -> None:
        if self.record.tabs.key() == HISTORY:
            self.record.history.ask_before()

    def mend_entry(self, entry: JournalEntry) -> None:
        """Correct what an entry wrote by a new one, in the form it belongs to."""
        people = [row.row_id for row in entry.rows if row.table == "people"]
        people += [str((row.after or row.before or {}).get("person_id")) for row in entry.rows]
        shown = {row.person.id for row in self.record.record.members} if self.record.record else {}
        if {row.table for row in entry.rows} & {"households", "standings"}:
            self._edit_household()
        elif found := next((one for one in people if one in shown), None):
            self.edit_person(found)
        else:
            self._edit_household()

    def show_before(self, entry: JournalEntry) -> None:
        """Show the household as it stood before an entry."""
        if self.shown is None:
            return
        at = moment(entry.change, self.session.clock().tzinfo)
        before = household_before(self.session.register, self.shown, entry.change.id, on=at.date())
        BeforeDialog(before, at, self.window()).exec()
