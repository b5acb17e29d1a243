"""The screen of Tham gia: who is due, renewing many, and the time of the person chosen."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt

from rules.errors import Problem
from rules.money import dong
from storage.due import NOBODY, PERIODS, DueRow, Period
from storage.due_details import DueDetail, due_details
from storage.quotes import quoter_of
from storage.renewal import Prices
from storage.short_message import message_for
from storage.spells import Spells, spells_of
from ui.choices import Choice
from ui.copying import copy_text
from ui.queries import Query
from ui.screen import KeyHint
from ui.screens.enrolments.calls_dialog import CallsDialog
from ui.screens.enrolments.earlier_dialog import EarlierDialog
from ui.screens.enrolments.export import ask_place, export_due
from ui.screens.enrolments.page import EnrolmentsPage
from ui.screens.enrolments.receipts_dialog import ReceiptsDialog
from ui.screens.enrolments.renew_dialog import RenewDialog
from ui.screens.enrolments.stop_dialog import StopDialog, VoidDialog
from ui.screens.enrolments.tally_dialog import TallyDialog
from ui.screens.enrolments.wording import period_words, tr
from ui.segments import Segment
from ui.session import Session

_EVERYWHERE = "all"
_VILLAGE, _COLLECTOR, _SCHEME = "village ", "collector ", "scheme "


class EnrolmentsScreen(EnrolmentsPage):
    """The due list of a day, and one person beside it."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "people", "households", "villages", "covers", "enrolments", "payments", "calls",
            "visits", "stops", "earlier_spells", "staff", "standings", "policy_values",
        }
    )  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.period: Period = "30"
        self.rows: dict[str, DueRow] = {}
        self.spells: Spells | None = None
        self._prices: Prices | None = None
        self._details: dict[str, DueDetail] = {}
        self._caller = ""
        self.dialog: Any = None
        self._connect()

    def _connect(self) -> None:
        self.segments.picked.connect(self._pick_period)
        self.place.changed.connect(self._other_place)
        self.list.current_changed.connect(lambda _id: self._show_person())
        self.list.chosen.connect(lambda _id: self.open_home())
        self.list.all_asked.connect(self._mark_all)
        self.head_row.turned.connect(self._mark_all)
        self.model.marks_changed.connect(self._show_chosen)
        self.person.household_asked.connect(self.open_home)
        self.person.earlier_asked.connect(self.write_earlier)
        self.person.why_asked.connect(self.explain)

    # -- what the window asks

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys that work here."""
        return (
            KeyHint("Space", tr("chọn")),
            KeyHint("G", tr("đã gọi")),
            KeyHint("F8", tr("gia hạn")),
            KeyHint("Ctrl+E", tr("xuất danh sách")),
            KeyHint("Alt+← →", tr("thời gian")),
        )

    def worries(self) -> tuple[str, ...]:
        """A missed start changes nothing."""
        return (tr("Danh sách tính từ ngày hết hạn, lúc nào mở cũng đúng"),)

    def open(self, query: Query) -> None:
        """Show a period, a village, collector or scheme, or a person, as the facts name them."""
        facts = query.facts
        if facts.get("period") in PERIODS:
            self.period = facts["period"]
        if facts.get("village"):
            self.place.set_value(_VILLAGE + str(facts["village"]))
        elif facts.get("collector"):
            self.place.set_value(_COLLECTOR + str(facts["collector"]))
        elif facts.get("scheme") in {"hi", "vsi"}:
            self.place.set_value(_SCHEME + str(facts["scheme"]))
        elif "period" in facts or "scheme" in facts:
            self.place.set_value(_EVERYWHERE)
        self.reload()
        wanted = str(facts.get("person") or "")
        key = next((key for key, row in self.rows.items() if row.person_id == wanted), "")
        if key:
            self.list.select_id(key)

    def open_household(self) -> tuple[str, str]:
        """The household of the current row."""
        shown = self._current()
        return (shown.row.household_id or "", shown.row.name) if shown else ("", "")

    def reload(self) -> None:
        """Count and list again; period, place, marks and row stay."""
        current, marks = self.list.current_id(), self.model.marks()
        self._offer_places()
        try:
            self._fill()
        except Problem as problem:
            self.session.fail(problem)
            return
        self.model.set_marks(key for key in marks if key in self.rows)
        if current is None or not self.list.select_id(current):
            self.list.select_first()
        self._show_person()

    # -- the list

    def _chosen_place(self) -> dict[str, Any]:
        key = self.place.value() or _EVERYWHERE
        if key.startswith(_VILLAGE):
            return {"village": key.removeprefix(_VILLAGE)}
        if key.startswith(_COLLECTOR):
            return {"collector": key.removeprefix(_COLLECTOR)}
        if key.startswith(_SCHEME):
            return {"scheme": key.removeprefix(_SCHEME)}
        return {}

    def _offer_places(self) -> None:
        kept = self.place.value() or _EVERYWHERE
        register = self.session.register
        choices = [Choice(_EVERYWHERE, tr("Mọi thôn"))]
        choices += [
            Choice(f"{_SCHEME}hi", tr("Chỉ BHYT")),
            Choice(f"{_SCHEME}vsi", tr("Chỉ BHXH")),
        ]
        choices += [Choice(_VILLAGE + one.id, one.name) for one in register.villages.all()]
        choices += [
            Choice(_COLLECTOR + one.id, one.name, tr("người thu"))
            for one in register.staff.all("collector")
        ]
        choices.append(Choice(_COLLECTOR + NOBODY, tr("Chưa có người thu")))
        self._filling = True
        self.place.set_choices(choices)
        self.place.set_value(kept if kept in {one.key for one in choices} else _EVERYWHERE)
        self._filling = False

    def _fill(self) -> None:
        register, on = self.session.register, self.session.today()
        where = self._chosen_place()
        counts = register.due.counts(on, **where)
        self.segments.set_segments(
            tuple(Segment(one, period_words(one, dong(counts[one]))) for one in PERIODS)
        )
        self.segments.set_key(self.period)
        note = tr(
            "Sắp hết hạn và cần gia hạn · {month} người trong 30 ngày tới, {week} trong 7 ngày"
        )
        self.head.note.setText(note.format(month=dong(counts["30"]), week=dong(counts["7"])))
        found = register.due.rows(self.period, on, **where)
        self.rows = {row.key: row for row in found}
        self._details = {}
        self._prices = Prices(register, on)
        self.model.on = on
        keys = list(self.rows)

        def load(offset: int, limit: int) -> Sequence[DueDetail]:
            return self._detailed(keys[offset : offset + limit])

        self.model.set_pages(load, len(keys))
        self.show_list(empty=not keys)

    def _detailed(self, keys: Sequence[str]) -> list[DueDetail]:
        """Return rows with what they show, asking only for those not asked before."""
        missing = [self.rows[key] for key in keys if key not in self._details]
        if missing and self._prices is not None:
            on = self.session.today()
            for shown in due_details(self.session.register, missing, self._prices, on):
                self._details[shown.row.key] = shown
        return [self._details[key] for key in keys]

    def _pick_period(self, key: str) -> None:
        if key in PERIODS:
            self.period = key
            self.model.set_marks(())
            self.reload()

    def step(self, by: int) -> None:
        """Show the period before or after."""
        at = PERIODS.index(self.period) + by
        if 0 <= at < len(PERIODS):
            self._pick_period(PERIODS[at])

    def _other_place(self) -> None:
        if not self._filling:
            self.model.set_marks(())
            self.reload()

    def _mark_all(self) -> None:
        every = len(self.model.marks()) == len(self.rows)
        self.model.set_marks(() if every else self.rows)

    def chosen(self) -> list[DueDetail]:
        """The rows marked, or the current one."""
        marks = [str(key) for key in self.model.marks() if key in self.rows]
        current = self.list.current_id()
        return self._detailed(marks or ([str(current)] if current in self.rows else []))

    def _current(self) -> DueDetail | None:
        return self.model.row_at(self.list.currentIndex().row())

    def _show_chosen(self) -> None:
        marked = bool(self.model.marks())
        lines = self.chosen()
        people = sum(len(shown.row.members) for shown in lines)
        amount = sum(shown.price.amount or 0 for shown in lines)
        self.show_sum(len(lines), people, amount, marked=marked, on=self.session.today())
        self.head_row.show_all(marked and len(lines) == len(self.rows))

    # -- the person

    def _show_person(self) -> None:
        self._show_chosen()
        shown = self._current()
        if shown is None:
            self.spells = None
            self.person.put(None, None, None, "")
            return
        register, on = self.session.register, self.session.today()
        try:
            self.spells = spells_of(register, shown.row.person_id, on)
        except Problem as problem:
            self.session.fail(problem)
            return
        price = shown.price
        coming = None
        if shown.row.scheme == "vsi" and price.start is not None and price.amount is not None:
            coming = (price.start, price.months)
        self.person.put(self.spells, shown, coming, self._warning(shown))

    def _warning(self, shown: DueDetail) -> str:
        """Say that a higher floor is coming; only voluntary insurance has one."""
        if shown.row.scheme != "vsi":
            return ""
        coming = quoter_of(self.session.register, self.session.today()).vsi.coming_floor()
        if coming is None:
            return ""
        text = tr("Từ {day} thấp nhất có thể {income} (chưa xác nhận).")
        return text.format(day=f"{coming[0]:%d/%m/%Y}", income=dong(coming[1]))

    # -- what can be done

    def open_home(self) -> None:
        """Open the household of the current row."""
        shown = self._current()
        if shown is not None and shown.row.household_id:
            facts = {"person": shown.row.person_id}
            self.session.ask(Query("households", shown.row.household_id, facts=facts))

    def write_new(self) -> None:
        """Ghi đóng for the household of the current row; without one, find a household first."""
        home = self.open_household()[0]
        if home:
            self.session.ask(Query("enrolment", home))
            return
        self.session.tell(tr("Tìm người hoặc hộ bằng Ctrl+K, rồi bấm F8 ở hộ đó để ghi đóng."))
        self.session.ask(Query("households"))

    def write_call(self) -> None:
        """Say what came of calling the lines chosen."""
        lines = [shown for shown in self.chosen() if not shown.row.do_not_contact]
        if lines:
            dialog = CallsDialog(self.session, lines, self._caller, parent=self.window())
            dialog.accepted.connect(lambda: self._called(dialog))
            self._open(dialog)

    def _called(self, dialog: CallsDialog) -> None:
        self._caller = dialog.caller.value() or ""
        self.session.tell(tr("Đã ghi đã gọi. Bấm Ctrl+Z để hoàn tác."), "ok")

    def renew(self) -> None:
        """Show what renewing the lines chosen would write."""
        lines = self.chosen()
        if lines:
            dialog = RenewDialog(self.session, lines, parent=self.window())
            dialog.accepted.connect(lambda: self._renewed(dialog))
            self._open(dialog)

    def _renewed(self, dialog: RenewDialog) -> None:
        found = dialog.renewals
        if found is not None:
            self.model.set_marks(())
            text = tr("Đã gia hạn {people} người, {amount} đồng.")
            said = text.format(people=found.people, amount=dong(found.total))
            self.session.tell(said, "ok")

    def stop(self) -> None:
        """Write why the current person stops, and what is given back."""
        shown = self._current()
        if shown is not None and self.spells is not None:
            scheme = shown.row.scheme
            self._open(StopDialog(self.session, self.spells.person, scheme, parent=self.window()))

    def void(self) -> None:
        """Strike out an entry of the current person that was written by mistake."""
        if self.spells is None:
            return
        person = self.spells.person
        enrolments = self.session.register.enrolments.of_person(person.id)
        if any(one.void_day is None for one in enrolments):
            self._open(VoidDialog(self.session, person, parent=self.window()))
        else:
            text = tr("Sổ chưa ghi khoản đóng nào của {name}.")
            self.session.tell(text.format(name=person.name))

    def write_earlier(self) -> None:
        """Type time insured before the register was begun."""
        if self.spells is not None:
            person = self.spells.person
            self._open(EarlierDialog(self.session, person, parent=self.window()))

    def show_receipts(self) -> None:
        """Show the receipt books with what is odd in them."""
        self._open(ReceiptsDialog(self.session, parent=self.window()))

    def show_tally(self) -> None:
        """Show what each collector brought in, by month."""
        self._open(TallyDialog(self.session, parent=self.window()))

    def explain(self) -> None:
        """Open the calculator on the person shown."""
        if self.spells is not None:
            person = self.spells.person
            facts = {"person": person.id, "household": person.household_id or ""}
            self.session.ask(Query("benefits", facts=facts))

    def copy_messages(self) -> None:
        """Copy the short text for Zalo or SMS of every household chosen, a line each."""
        register, on = self.session.register, self.session.today()
        texts = []
        for shown in self.chosen():
            if shown.row.household_id:
                person = shown.row.person_id if shown.row.scheme == "vsi" else None
                texts.append(message_for(register, shown.row.household_id, on, person_id=person))
        said = [text for text in texts if text]
        if said:
            copy_text("\n\n".join(said))
            self.session.tell(tr("Đã chép {n} tin nhắn.").format(n=len(said)), "ok")
        else:
            self.session.tell(tr("Không có tin nhắn nào để chép."))

    def export(self) -> None:
        """Keep the whole due list as a workbook."""
        path = ask_place(self, self.session.settings, self.session.today())
        if path is not None:
            export_due(self.session, path)

    def _open(self, dialog: Any) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _result: self._closed())
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
