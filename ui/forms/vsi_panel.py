"""Part 2 of an enrolment: voluntary social insurance of one member."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rules.calendar import Month
from rules.money import dong, percent
from rules.policy import View
from rules.vsi.contribution import PayerClass
from storage.enrolling import VsiTerms
from storage.payment_choices import VsiChoice
from ui.choices import Choice, ChoiceEdit
from ui.fields import FieldState, MessageLine
from ui.forms.choosing import CheckField, MethodField
from ui.forms.wording import tr
from ui.icons import pixmap
from ui.panels import Panel, words
from ui.style import look
from ui.values import MoneyEdit, MonthEdit


class IncomeEdit(MoneyEdit):
    """The income chosen; what is wrong with it is said in the line across the panel.

    Signals:
        said: a sentence about the income, empty when there is none; and its tone.
    """

    said = Signal(str, str)

    def __init__(self, name: str, label: str, **more: Any) -> None:
        super().__init__(name, label, **more)
        self.judge: Callable[[], str] = str

    def settle(self) -> bool:
        """Read the amount, and ask whether the law takes it."""
        if not super().settle():
            return False
        sentence = self.judge() if self.value() is not None else ""
        if sentence:
            self.show_error(sentence)
        return not sentence

    def set_state(self, state: FieldState, message: str = "") -> None:
        """Frame the field; the sentence goes to the panel, which has room for it."""
        super().set_state(state)
        self.editor().setAccessibleDescription(message or self.hint.text())
        self.said.emit(message, state)


class VsiPanel(Panel):
    """Who, which income, how it is paid, in which class, from which month."""

    def __init__(self, law: View) -> None:
        super().__init__("")
        self.on = CheckField("vsi", "")
        self.on.box.setAccessibleName(self.tr("Ghi đóng BHXH tự nguyện"))
        self.person = ChoiceEdit("person", typed=False, small=True)
        self.person.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.person.box.setAccessibleName(self.tr("Người đóng BHXH tự nguyện"))
        self.income = IncomeEdit(
            "income",
            self.tr("Mức thu nhập"),
            hint=self.tr("gõ 1tr5"),
            big=True,
            right=True,
            required=True,
        )
        self.method = MethodField(
            "method",
            self.tr("Cách đóng"),
            law.counts("vsi.pay_months"),
            law.counts("vsi.ahead_years"),
        )
        self.payer = ChoiceEdit("payer_class", self.tr("Đối tượng"))
        self.start = MonthEdit("start", self.tr("Từ tháng"), required=True)
        self._state = words("", "small")
        self._limit = law.int("vsi.support_months")
        self._choices: dict[str, VsiChoice] = {}
        self._lay_out()
        self.on.changed.connect(self.dim)
        self.income.said.connect(lambda text, _state: self.say(text))
        look().changed.connect(self._dress)
        self._dress()

    def _lay_out(self) -> None:
        title = words(self.tr("2 · BHXH tự nguyện"), "panel")
        self.add_behind_title(self.on, title, self.person, self._state)
        self.title.hide()
        self.note.hide()
        self.fields = QWidget()
        grid = QGridLayout(self.fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        for at, (field, width) in enumerate(
            ((self.income, 136), (self.method, 0), (self.payer, 0), (self.start, 96))
        ):
            grid.addWidget(field, 0, at)
            if width:
                grid.setColumnMinimumWidth(at, width)
                field.setFixedWidth(width)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.fields)
        column.addWidget(self._make_line())
        self.body.addLayout(column)
        self._column = column

    def _make_line(self) -> QWidget:
        self._months, self._used, self._after, self._paid, self._sum = (
            words("", "small") for _ in range(5)
        )
        self._arrow = QLabel()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._months)
        row.addSpacing(16)
        row.addWidget(self._used)
        row.addWidget(self._arrow)
        row.addWidget(self._after)
        row.addSpacing(16)
        row.addWidget(self._paid)
        row.addStretch(1)
        row.addWidget(self._sum)
        self.message = MessageLine()
        self._lines = QStackedWidget()
        self._lines.addWidget(line)
        self._lines.addWidget(self.message)
        return self._lines

    def _dress(self) -> None:
        low = look().metrics.density != "full"
        self._column.setContentsMargins(12, 6, 12, 4 if low else 8)
        self._lines.setFixedHeight(look().metrics.px(24 if low else 28))
        ratio = self.devicePixelRatioF()
        self._arrow.setPixmap(pixmap("arrow-right", size=12, ink="text2", ratio=ratio))

    # -- what is offered

    def offer(self, choices: Sequence[VsiChoice], law: View) -> None:
        """Offer these members, and the classes with the state's share on the day."""
        self._choices = {choice.person.id: choice for choice in choices}
        self._limit = law.int("vsi.support_months")
        self.person.set_choices([Choice(one.person.id, one.person.name) for one in choices])
        self.person.fit_words()
        self.payer.set_choices([_class(one, law) for one in PayerClass])
        self.payer.fit_words()
        self.setEnabled(bool(choices))
        self.dim()

    def take(self, person_id: str) -> None:
        """Fill in what is usual for a member."""
        choice = self._choices.get(person_id)
        if choice is None:
            return
        self.person.set_value(person_id)
        self.income.set_value(choice.income)
        self.method.offer_missing(choice.missing)
        self.method.set_value(choice.method)
        self.payer.set_value(choice.payer_class.value)
        self.start.set_value(choice.start)

    def dim(self) -> None:
        """Fields take keys only while somebody pays here."""
        on = self.on.value()
        for field in (self.income, self.method, self.payer, self.start):
            field.setEnabled(on)

    def choice(self) -> VsiChoice | None:
        """The member chosen."""
        return self._choices.get(self.person.value() or "")

    def asked(self) -> dict[str, Any] | None:
        """The question to the law; None while nobody pays or something is missing."""
        person, income = self.person.value(), self.income.value()
        method, start = self.method.value(), self.start.value()
        if not self.on.value() or None in {person, income, method, start}:
            return None
        return {
            "person_id": person,
            "income": income,
            "method": method,
            "start": start,
            "payer_class": PayerClass(self.payer.value() or PayerClass.OTHER),
        }

    # -- what it comes to

    def show_person(self) -> None:
        """Say behind the name how the member stands."""
        choice = self.choice()
        self._state.setText("" if choice is None else " · ".join(self._standing(choice)))

    def _standing(self, choice: VsiChoice) -> list[str]:
        said = []
        if choice.state.kind in {"covered", "ending"}:
            said.append(self.tr("đóng tiếp"))
        elif choice.state.kind in {"stopped", "ended"} or choice.paid_months:
            said.append(self.tr("tham gia lại"))
        else:
            said.append(self.tr("tham gia mới"))
        if choice.paid_months:
            said.append(self.tr("đã đóng {months} tháng").format(months=choice.paid_months))
        if choice.state.kind == "stopped" and choice.state.since is not None:
            month = Month.of(choice.state.since).shown
            said.append(self.tr("dừng từ {month}").format(month=month))
        if choice.last is not None and self.on.value():
            level = self.income.value() not in {None, choice.last[0]}
            way = self.method.value() not in {None, choice.last[1]}
            changed = "both" if level and way else "level" if level else "method" if way else None
            said += [changed_words(changed)] if changed else []
        if choice.retired:
            said.append(self.tr("đã đến tuổi nghỉ hưu, vẫn đóng tiếp được"))
        elif choice.retired is None:
            said.append(self.tr("chưa rõ ngày sinh hoặc giới tính"))
        return said

    def show_terms(self, terms: VsiTerms | None) -> None:
        """Show months, support used, and the sum; nothing where nobody pays."""
        for label in (self._months, self._used, self._after, self._paid, self._sum):
            label.setText("")
        self._arrow.setVisible(terms is not None)
        if terms is None:
            return
        result = terms.result
        first, last = Month.of(terms.start), Month.of(terms.until)
        self._months.setText(
            self.tr("Đóng cho <b>{first} – {last}</b>").format(first=first.shown, last=last.shown)
        )
        used = terms.used_support_months
        self._used.setText(self.tr("Hỗ trợ <b>{months}</b>").format(months=used))
        self._after.setText(
            self.tr("<b>{months}</b> / {limit} tháng").format(
                months=used + result.supported_months, limit=self._limit
            )
        )
        self._months.setToolTip(changed_words(terms.changed))
        self._paid.setText(
            self.tr("Tổng đã đóng <b>{months}</b> tháng").format(
                months=terms.paid_months + result.months
            )
        )
        parts = [dong(result.gross), dong(result.state_support)]
        parts += [dong(more) for more in (result.local_support, result.other_support) if more]
        self._sum.setText(f"{' − '.join(parts)} = <b>{dong(result.payable)}</b>")

    def say(self, sentence: str) -> None:
        """Say what is wrong across the panel, in place of what it comes to."""
        self.message.say(sentence, "error")
        self._lines.setCurrentIndex(1 if sentence else 0)


def changed_words(changed: str | None) -> str:
    """What is not as it was the last time; nothing where all is."""
    return {
        "level": tr("đổi mức đóng"),
        "method": tr("đổi cách đóng"),
        "both": tr("đổi mức và cách đóng"),
    }.get(changed or "", "")


def _class(payer: PayerClass, law: View) -> Choice:
    names = {
        PayerClass.POOR: tr("Hộ nghèo"),
        PayerClass.ISLAND: tr("Xã đảo, đặc khu"),
        PayerClass.NEAR_POOR: tr("Hộ cận nghèo"),
        PayerClass.ETHNIC_MINORITY: tr("Dân tộc thiểu số"),
        PayerClass.OTHER: tr("Khác"),
    }
    share = percent(law.ratio(f"vsi.support.{payer}"), gap=" ")
    return Choice(payer.value, f"{names[payer]} · {share}")
