"""Ghi đóng: enrolling a household in health insurance and a member in voluntary insurance."""

from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Qt

from rules.errors import Problem
from rules.money import dong
from storage.payment_choices import (
    PaymentChoices,
    collectors_receipt,
    next_receipt,
    payment_choices,
    receipt_used,
)
from ui.buttons import Button
from ui.drafts import DraftKeeper
from ui.fields import Field
from ui.form import Form
from ui.forms.bill import Asked, Bill
from ui.forms.enrolment_asked import Prefilled, prefilled
from ui.forms.enrolment_page import EnrolmentPage
from ui.forms.methods_dialog import MethodsDialog, compare_methods
from ui.forms.wording import received_words, working_of
from ui.notices import FailedState
from ui.queries import Query
from ui.session import Session
from ui.wording import sentence


class EnrolmentForm(EnrolmentPage):
    """One household, what it pays for today, and why it costs that."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"people", "covers", "standings", "staff", "policy_values", "enrolments", "visits"}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.choices: PaymentChoices | None = None
        self._filling = True
        self._asked = Prefilled("")
        self.methods: MethodsDialog | None = None
        self.draft = DraftKeeper(session, "enrolment", self._on_page, self)
        self.bill = Bill(session.register)
        self.form = Form(self.fields(), self.filled)
        self._connect()
        self._filling = False

    def _connect(self) -> None:
        self.act(self.tr("Bỏ bản nháp, gõ lại từ đầu"), self._throw_away, icon_name="trash-2")
        self.draft.kept.connect(self.hints_changed)
        self.form.changed.connect(self._typed)
        self.form.submitted.connect(self.save)
        self.vsi.person.changed.connect(self._other_person)
        self.vsi.income.judge = self._income_sentence
        self.money.day.settled.connect(self._other_day)
        self.money.book.settled.connect(self._other_book)
        self.money.receipt.changed.connect(self._other_receipt)
        self.money.collector.changed.connect(self._other_collector)
        self.money.unpaid.changed.connect(self._name_button)

    def worries(self) -> tuple[str, ...]:
        """Since when a draft is kept; nothing is in the register before the filled button."""
        if self.draft.time:
            return (self.tr("Đang gõ, đã giữ bản nháp {time}").format(time=self.draft.time),)
        return (self.tr("Chưa ghi gì vào sổ"),)

    def leave(self) -> bool:
        """Keep what was typed."""
        self.draft.keep_waiting()
        return True

    # -- which household

    def open(self, query: Query) -> None:
        """Show a household, with what is known already filled in (`ui/forms/enrolment_asked.py`).

        A person asked for is the one who pays voluntary insurance.
        """
        self._asked = asked = prefilled(query)
        self.draft.keep_waiting()
        draft = self.draft.about(asked.household)
        choices = self._gather(asked.household, asked.day or self.session.today())
        if choices is None:
            self.draft.forget()  # the household is gone, undone or joined into another
            return
        self._filling = True
        try:
            self._fill(choices, asked.person, tries=asked.tries)
            if draft is not None:
                self._restore(draft.content)
            self._fill_in(asked)
        finally:
            self._filling = False
        self.form.mark_saved()
        self._compute()
        self._start(tries=asked.tries)

    def _fill_in(self, asked: Prefilled) -> None:
        """Put what another screen knows over what is usual."""
        if asked.day is not None:
            self.money.day.set_value(asked.day)
        if asked.months is not None:
            self.hi.months.set_value(str(asked.months))
        if asked.schemes:
            self.hi.tick(asked.hi or ())
            self.vsi.on.set_value(bool(asked.vsi) and self.vsi.choice() is not None)
            self.vsi.dim()
        if asked.income is not None:
            self.vsi.income.set_value(asked.income)
        if asked.method:
            self.vsi.method.set_value(asked.method)
        if asked.collector:
            self.money.collector.set_value(asked.collector)
            own = collectors_receipt(self.session.register, asked.collector)
            if own is not None and self.money.as_offered():
                self.money.offer_receipt(own)
        self.money.choose_won(asked.visit, asked.event)

    def reload(self) -> None:
        """Ask the register again, keeping what is typed."""
        if self.choices is None or self._filling:
            return
        typed = self._on_page()
        if self._gather(self.choices.household.id, self._day()) is not None:
            self._filling = True
            self._restore(typed)
            self._filling = False
            self._compute()

    def _gather(self, household: str, on: date) -> PaymentChoices | None:
        try:
            self.choices = choices = payment_choices(
                self.session.register, household, on, event=self._asked.event
            )
        except Problem as problem:
            self.choices = None
            back = Button(self.tr("Về Hộ gia đình"), kind="filled", icon_name="arrow-left")
            back.clicked.connect(lambda: self.session.ask(Query("households")))
            text = sentence(problem)
            self.show_failed(FailedState(self.tr("Không mở được để ghi đóng"), text, (back,)))
            return None
        self.show_page()
        self._offer(choices, on)
        return choices

    def _offer(self, choices: PaymentChoices, on: date) -> None:
        law = self.session.policy.on(on)
        filling, self._filling = self._filling, True
        self.bill.forget()
        self.hi.offer(choices.hi, law)
        self.vsi.offer(choices.vsi, law)
        self.money.offer_collectors(self.session.register.staff.all("collector"))
        self.money.offer_won(choices.visits, choices.events)
        self._filling = filling

    def _fill(self, choices: PaymentChoices, person: str, *, tries: bool) -> None:
        """Put in what is usual: who is due, the last method and income, the next receipt."""
        self.show_household(choices)
        candidates = {one.person.id: one for one in choices.vsi}
        due = [one.person.id for one in choices.vsi if one.due]
        chosen = person if person in candidates else next(iter([*due, *candidates]), "")
        self.vsi.take(chosen)
        self.vsi.on.set_value(bool(candidates) and (tries or chosen in due))
        self.vsi.dim()
        self.money.day.set_value(self.session.today())
        self.money.unpaid.set_value("")
        self.money.means.set_value("cash")
        collector = self.money.collector.value()
        own = collectors_receipt(self.session.register, collector)
        self.money.offer_receipt(own or choices.receipt)

    def _start(self, *, tries: bool) -> None:
        """Put the keys where the clerk begins: the income to try, else who pays."""
        first: Field = self.vsi.income if tries and self.vsi.on.value() else self.hi.members
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- drafts

    def _on_page(self) -> dict[str, Any]:
        return {"fields": self.form.typed(), "order": list(self.hi.members.order())}

    def _restore(self, typed: dict[str, Any]) -> None:
        fields: dict[str, str] = typed["fields"]
        known = self.hi.members.order()
        kept = [one for one in typed["order"] if one in known]
        order = [*kept, *(one for one in known if one not in kept)]
        self.hi.members.set_people(order, fields["members"].split())
        self.form.retype({name: text for name, text in fields.items() if name != "members"})
        self.vsi.dim()

    def _throw_away(self) -> None:
        """Begin this household anew."""
        self.draft.forget()
        if self.choices is not None:
            self.open(Query("enrolment", self.choices.household.id))

    def put_off(self) -> None:
        """Leave, keeping a draft, and go back to the household."""
        self.draft.keep_waiting()
        if self.choices is not None:
            self._go_back(self.choices.household.id)

    def _go_back(self, household: str) -> None:
        self.session.ask(self._asked.back or Query("households", household))

    # -- every keystroke

    def _typed(self) -> None:
        if self._filling or self.choices is None:
            return
        self.draft.touch()
        self._compute()

    def _other_person(self) -> None:
        if not self._filling:
            self._filling = True
            self.vsi.take(self.vsi.person.value() or "")
            self.vsi.on.set_value(value=True)
            self._filling = False
            self._typed()

    def _other_day(self) -> None:
        if self.choices is not None and not self._filling:
            self.reload()

    def _other_book(self) -> None:
        if not self._filling:
            book = self.money.book.value() or ""
            found = next_receipt(self.session.register, book)
            self.money.show_gap(found)
            if found.number:
                self.money.receipt.set_value(found.number)
            self._other_receipt()

    def _other_collector(self) -> None:
        """Go on in the book that this collector has."""
        if not self._filling:
            found = collectors_receipt(self.session.register, self.money.collector.value())
            if found is not None and self.money.as_offered():
                self.money.offer_receipt(found)
            self._other_receipt()

    def _other_receipt(self) -> None:
        """Warn of a number that another household has: a slip of the hand, or of the book."""
        number, book = self.money.receipt.value(), self.money.book.value() or ""
        home = self.choices.household.id if self.choices else ""
        used = receipt_used(self.session.register, book, number, household=home) if number else None
        books = self.session.register.receipt_books
        self.money.show_used(used, books.doubt(book, number or "", self.money.collector.value()))

    def _day(self) -> date:
        return self.money.day.day() or self.session.today()

    def asked(self) -> Asked:
        """What stands in the form."""
        household = self.choices.household.id if self.choices else ""
        return Asked(
            household=household,
            members=self.hi.people(),
            months=int(self.hi.months.value() or 12),
            vsi=self.vsi.asked(),
            about=self.money.about(self._day()),
        )

    def _compute(self) -> None:
        """Ask the law again and show what it answers."""
        if self.choices is None:
            return
        bill = self.bill
        self.vsi.say("")
        bill.ask(self.asked(), self.hi.others())
        wrong = sentence(bill.hi_problem) if bill.hi_problem else ""
        self.hi.show_terms(bill.hi, bill.alone, wrong)
        self.vsi.show_person()
        self.vsi.show_terms(bill.vsi)
        self._show_vsi_problem()
        self._show_why()
        self._name_button()

    def _show_vsi_problem(self) -> None:
        problem = self.bill.vsi_problem
        if problem is None and self.vsi.income.state != "error":
            off = any(note.code == "income_off_step" for note in self.bill.notes())
            self.vsi.income.set_state("warn" if off else "")
        elif problem is not None and (
            self.bill.income_problem() is None or self.vsi.income.state == "error"
        ):
            self.vsi.say(sentence(problem))

    def _income_sentence(self) -> str:
        self.bill.ask_vsi(self.asked())
        problem = self.bill.income_problem()
        return sentence(problem) if problem else ""

    def compare(self) -> None:
        """Show what every way of paying costs the member chosen, and take the one chosen."""
        asked = self.vsi.asked()
        if asked is None:
            self.session.tell(self.tr("Đánh dấu BHXH tự nguyện trước, rồi so các cách đóng."))
            return
        try:
            dialog = compare_methods(self.session, asked, self._day(), self.window())
        except Problem as problem:
            self.session.fail(problem)
            return
        dialog.taken.connect(self.vsi.method.pick)
        self.methods = dialog
        dialog.open()

    def _show_why(self) -> None:
        bill = self.bill
        parts = []
        if bill.hi is not None:
            parts.append(self.tr("BHYT {amount}").format(amount=dong(bill.hi.result.payable)))
        if bill.vsi is not None:
            parts.append(self.tr("BHXH {amount}").format(amount=dong(bill.vsi.result.payable)))
        elif self.vsi.on.value():
            parts.append(self.tr("BHXH chưa tính được"))
        none = self.tr("Chọn người đóng BHYT, hoặc đánh dấu BHXH tự nguyện")
        self.why.show_sum(bill.payable(), " + ".join(parts) or none)
        rows = working_of(self.session.words, bill.steps(), bill.unconfirmed())
        people = {one.person.id: one for one in self.choices.hi} if self.choices else {}
        said = bill.waiting(people, self.session.policy.on(self._day()))
        said += [self.session.words.step(note) for note in bill.notes()]
        said += received_words(self._asked.received, bill.payable())
        self.why.show_working(rows, said)

    # -- writing

    def _name_button(self) -> None:
        unpaid = self.money.unpaid.value()
        self._write.setText(self.tr("Ghi đồng ý") if unpaid else self.tr("Ghi đã đóng"))

    def submit(self) -> None:
        """Write what is shown, if every field can be used."""
        if self.choices is not None:
            self.form.submit()

    def save(self) -> None:
        """Write what is shown as one change, and go back to the household."""
        self._compute()
        if self.choices is None or not self._ready():
            return
        asked, amount = self.asked(), self.bill.payable() or 0
        unpaid = self.money.unpaid.value()
        what = self.tr("Ghi đồng ý tham gia, chưa thu") if unpaid else self.bill.named()
        write = self.bill.write_agreed if unpaid else self.bill.write_paid
        self._filling = True  # what is written changes what could be paid: not under the hand
        try:
            with self.session.change(what):
                write(asked)
                self.draft.forget()
        except Problem as problem:
            if not self.form.show_problem(problem):
                self.session.fail(problem)
            return
        finally:
            self._filling = False
        self._done(asked.household)
        done = (
            self.tr("Đã {what}. Bấm Ctrl+Z để hoàn tác.")
            if unpaid
            else self.tr("Đã {what}, {amount} đồng. Bấm Ctrl+Z để hoàn tác.")
        )
        said = what[:1].lower() + what[1:]
        self.session.tell(done.format(what=said, amount=dong(amount)), "ok")

    def _done(self, household: str) -> None:
        self.choices = None
        self._go_back(household)

    def _ready(self) -> bool:
        """Say what is missing, and put the keys there."""
        if self._day() > self.session.today():
            self.money.day.show_error(self.tr("Ngày này chưa đến."))
            return self._stay(self.money.day)
        if self.vsi.on.value() and self.bill.vsi is None:
            self._show_vsi_problem()
            return self._stay(self.vsi.income)
        if self.bill.hi_problem is not None:
            return self._stay(self.hi.members)
        if self.bill.payable() is None:
            text = self.tr(
                "Chưa có gì để ghi. Chọn người đóng BHYT bằng phím Space, hoặc đánh dấu"
                " BHXH tự nguyện."
            )
            self.session.tell(text, "bad")
            return self._stay(self.hi.members)
        return True

    def _stay(self, field: Field) -> bool:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        return False
