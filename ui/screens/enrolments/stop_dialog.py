"""Ngừng, hoàn tiền: why somebody stops, and what the law gives back; or an entry struck out."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.calendar import shown_day
from rules.errors import Problem
from rules.money import dong
from storage.enrolments import Enrolment
from storage.people import Person
from storage.stops import HI_REFUNDS, STOP_REASONS, VSI_REFUNDS
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.fields import Field, TextField
from ui.form import Form
from ui.forms.choosing import SegmentField
from ui.history.enrolment_words import stop_reason
from ui.notices import Banner
from ui.panels import words
from ui.screens.enrolments.wording import tr
from ui.segments import Segment
from ui.session import Session
from ui.values import DateEdit, MoneyEdit
from ui.wording import sentence
from ui.wording import words as sentences


class StopDialog(Dialog):
    """One person stops one insurance."""

    def __init__(self, session: Session, person: Person, scheme: str, *, parent: QWidget) -> None:
        super().__init__(
            tr("Ngừng đóng, hoàn tiền"),
            person.name,
            filled=tr("Ghi ngừng"),
            parent=parent,
            foot_note=tr("Hoàn tác: Ctrl+Z"),
        )
        self._session, self._person = session, person
        self.scheme = SegmentField(
            "scheme",
            tr("Khoản"),
            (Segment("vsi", tr("BHXH tự nguyện")), Segment("hi", tr("BHYT"))),
        )
        self.day = DateEdit(
            "day", tr("Ngừng từ ngày"), on=session.today(), hint=tr("gõ 2811"), required=True
        )
        self.reason = ChoiceEdit(
            "reason",
            tr("Vì sao"),
            [Choice(one, stop_reason(one)) for one in STOP_REASONS],
            typed=True,
        )
        self.money = MoneyEdit("refund", tr("Hoàn tiền (đồng)"), placeholder=tr("không hoàn"))
        self.refund_day = DateEdit(
            "refund_day", tr("Ngày hoàn"), on=session.today(), placeholder=tr("chưa hoàn")
        )
        self.note = TextField("note", tr("Ghi chú"))
        self.why = words("", "small", wrap=True)
        self.wrong = Banner("bad")
        self.wrong.hide()
        self.body.addWidget(self.scheme)
        self._pair(self.day, self.reason)
        self._pair(self.money, self.refund_day)
        self.body.addWidget(self.why)
        self.body.addWidget(self.note)
        self.body.addWidget(self.wrong)
        self.filled.clicked.disconnect(self.accept)
        fields = [self.scheme, self.day, self.reason, self.money, self.refund_day, self.note]
        self.form = Form(fields, self.filled)
        self.form.submitted.connect(self.save)
        self.scheme.set_value(scheme)
        self.day.set_value(session.today())
        for field in (self.scheme, self.reason):
            field.changed.connect(self.compute)
        self.day.settled.connect(self.compute)
        self.compute()
        self.reason.setFocus()

    def _pair(self, left: Field, right: Field) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        left.setFixedWidth(160)
        row.addWidget(left)
        row.addWidget(right, 1)
        self.body.addLayout(row)

    def compute(self) -> None:
        """Show what the law gives back for this reason on this day."""
        register = self._session.register
        scheme, reason = self.scheme.value() or "vsi", self.reason.value() or ""
        day = self.day.day() or self._session.today()
        last = register.stops.last_paid(self._person.id, "hi" if scheme == "hi" else "vsi")
        self.wrong.hide()
        refundable = reason in (HI_REFUNDS if scheme == "hi" else VSI_REFUNDS) and last is not None
        self.money.setEnabled(refundable)
        self.refund_day.setEnabled(refundable)
        if not refundable or last is None:
            self.money.set_value(None)
            self.why.setText(self._plain(last))
            return
        if scheme == "hi":
            self.why.setText(
                tr("Số tiền hoàn ghi theo quyết định của cơ quan BHXH; để trống nếu chưa có.")
            )
            return
        try:
            due = register.stops.refund_of(last, day, reason)
        except Problem as problem:
            self.why.setText(sentence(problem))
            return
        if due is None:
            self.money.set_value(None)
            self.why.setText(self._plain(last))
            return
        self.money.set_value(due.amount)
        steps = [sentences().step(step) for step in due.steps]
        cites = "; ".join(dict.fromkeys(one.full for step in due.steps for one in step.cites))
        self.why.setText("\n".join([*steps, cites]))

    def _plain(self, last: Enrolment | None) -> str:
        if last is None:
            return tr("Sổ chưa ghi khoản đóng nào của người này.")
        return tr("Đã đóng đến {day}: vẫn được hưởng đến ngày đó, luật không hoàn tiền.").format(
            day=shown_day(last.until)
        )

    def save(self) -> None:
        """Write the stop as one change."""
        money = self.money.value() if self.money.isEnabled() else None
        try:
            with self._session.change(tr("Ghi ngừng đóng: {name}").format(name=self._person.name)):
                self._session.register.stops.stop(
                    self._person.id,
                    "hi" if self.scheme.value() == "hi" else "vsi",
                    day=self.day.day() or self._session.today(),
                    reason=self.reason.value() or self.reason.text(),
                    given_back=money,
                    refund_day=self.refund_day.day() if money is not None else None,
                    note=self.note.value() or "",
                )
        except Problem as problem:
            if problem.code == "no_stop_reason":
                self.reason.show_error(sentence(problem))
                self.reason.setFocus()
                return
            self.wrong.say(sentence(problem), tone="bad")
            self.wrong.show()
            return
        self.accept()


class VoidDialog(Dialog):
    """Strike out an enrolment that was written by mistake; its receipt stays in the book."""

    def __init__(self, session: Session, person: Person, *, parent: QWidget) -> None:
        super().__init__(
            tr("Gạch bỏ khoản ghi nhầm"),
            tr("{name}. Khoản gạch bỏ không còn tính vào đâu; biên lai vẫn giữ số.").format(
                name=person.name
            ),
            filled=tr("Gạch bỏ"),
            parent=parent,
            danger=True,
        )
        self._session = session
        self.which = ChoiceEdit(
            "which",
            tr("Khoản"),
            [
                Choice(one.id, _enrolment_words(one))
                for one in session.register.enrolments.of_person(person.id)
                if one.void_day is None
            ],
        )
        self.why = TextField("why", tr("Vì sao gạch bỏ"), required=True)
        self.wrong = Banner("bad")
        self.wrong.hide()
        for widget in (self.which, self.why, self.wrong):
            self.body.addWidget(widget)
        self.filled.clicked.disconnect(self.accept)
        self.form = Form([self.which, self.why], self.filled)
        self.form.submitted.connect(self.save)
        self.why.setFocus()

    def save(self) -> None:
        """Strike it out as one change."""
        try:
            with self._session.change(tr("Gạch bỏ khoản ghi nhầm")):
                self._session.register.enrolments.void(
                    self.which.value() or "", day=self._session.today(), why=self.why.value() or ""
                )
        except Problem as problem:
            self.wrong.say(sentence(problem), tone="bad")
            self.wrong.show()
            return
        self.accept()


def _enrolment_words(one: Enrolment) -> str:
    scheme = tr("BHYT") if one.scheme == "hi" else tr("BHXH")
    receipt = next((pay.receipt for pay in one.payments if pay.receipt), "")
    parts = [
        tr("{scheme} {months} tháng").format(scheme=scheme, months=one.months),
        shown_day(one.day),
        tr("{amount} đồng").format(amount=dong(one.payable)),
    ]
    if receipt:
        parts.append(tr("biên lai {number}").format(number=receipt))
    return " · ".join(parts)
