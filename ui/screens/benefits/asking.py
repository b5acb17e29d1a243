"""The form at the left for voluntary insurance: who, in which class, how much, from which day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rules.errors import Problem
from rules.money import dong
from rules.policy import Policy, View
from rules.vsi.case import VsiCase
from rules.vsi.contribution import PayerClass, income_limits
from ui.chips import Chip
from ui.choices import ChoiceEdit
from ui.fields import Field
from ui.forms.choosing import SegmentField
from ui.found_edit import FoundEdit
from ui.panels import words
from ui.screens.benefits.fields import LocalSupport, MonthsEdit, PayDay
from ui.screens.benefits.known import Known
from ui.screens.benefits.wording import (
    class_choices,
    short_amount,
    support_words,
    tr,
    unsure_words,
)
from ui.segments import Segment
from ui.style import look
from ui.values import DateEdit, MoneyEdit
from ui.wording import sentence

_CEILING = ("base_salary", "vsi.ceiling_multiple")
ROUND = (2_000_000, 3_000_000, 5_000_000)


class IncomeEdit(MoneyEdit):
    """An income between the limits of the day; outside of them the field says so."""

    def __init__(self, name: str, label: str, **more: Any) -> None:
        super().__init__(name, label, right=True, **more)
        self.limits: tuple[int, int] | None = None
        self.unsure = ("", "")  # what is said behind a limit that is not confirmed

    def fits(self) -> bool:
        """Whether the amount may be chosen on the day."""
        value = self.value()
        limits = self.limits
        return value is not None and (limits is None or limits[0] <= value <= limits[1])

    def settle(self) -> bool:
        """Read the amount, and say what is wrong with it; the text stays."""
        if not super().settle():
            return False
        value, limits = self.value(), self.limits
        if value is None or limits is None or self.fits():
            return True
        low, high = (dong(one) for one in limits)
        text = tr("Thấp nhất là {amount}.").format(amount=low + self.unsure[0])
        if value > limits[1]:
            text = tr("Cao nhất là {amount}.").format(amount=high + self.unsure[1])
        self.show_error(text)
        return False


class PageKeys(QObject):
    """Keys that a field has no use for belong to the page.

    Up and down, and Ctrl+C while nothing is selected in the field.

    Signals:
        stepped: up or down was pressed; carries whether it was down.
    """

    stepped = Signal(bool)

    def guard(self, fields: Iterable[Field]) -> None:
        """Watch the lines of these fields, and the buttons of those that are a row of them."""
        for field in fields:
            if isinstance(field.editor(), QLineEdit):
                field.editor().installEventFilter(self)
            if isinstance(field, SegmentField):
                for button in field.segments.buttons():
                    button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the page out of the field."""
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(watched, QLineEdit):
            free = event.matches(QKeySequence.StandardKey.Copy) and not watched.hasSelectedText()
            if free:
                event.ignore()
            return free
        if event.type() == QEvent.Type.KeyPress and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(event.key() == Qt.Key.Key_Down)
            return True
        return False


class VsiAsking(QWidget):
    """The fields; everything else on the page follows them at every key.

    Signals:
        changed: something may be another one.
        person_chosen: another person of the register stands there, or none.
        support_asked: the clerk wants to record what the province adds.
    """

    changed = Signal()
    person_chosen = Signal()
    support_asked = Signal()

    def __init__(self, person: FoundEdit, today: date) -> None:
        super().__init__()
        self.person = person
        self.born = DateEdit("born", tr("Ngày sinh"), on=today, birth=True, partial=True)
        self.born.line.setPlaceholderText(tr("gõ 050879"))
        self.sex = SegmentField(
            "sex",
            tr("Giới tính"),
            (Segment("female", tr("Nữ")), Segment("male", tr("Nam"))),
            optional=True,
        )
        self.payer = ChoiceEdit("payer_class", tr("Đối tượng"))
        self.income = IncomeEdit(
            "income", tr("Mức thu nhập chọn một tháng"), hint=tr("gõ 2tr"), big=True, required=True
        )
        self.limits = words("", "tiny", wrap=True)
        self.other = IncomeEdit("other_income", tr("So với mức"))
        self.other.line.setPlaceholderText(tr("không so"))
        self.day = PayDay("on", today)
        self.paid = MonthsEdit("paid_months", tr("Đã đóng trước"))
        self.paid.set_value(0)
        self.used = MonthsEdit("used_support_months", tr("Đã được hỗ trợ"), limit=120)
        self.used.set_value(0)
        self.local = LocalSupport()
        self._filled: dict[str, Any] = {}
        self._quick: dict[int, Chip] = {}
        self.keys = PageKeys(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        money = QVBoxLayout()
        money.setSpacing(3)
        money.addWidget(self.income)
        money.addWidget(self.limits)
        self._quick_row = QHBoxLayout()
        self._quick_row.setSpacing(4)
        parts = (
            self.person, _pair(self.born, self.sex), self.payer, money, self._quick_row,
            _pair(self.other, self.day), _pair(self.paid, self.used, 2, 3), self.local,
        )  # fmt: skip
        for part in parts:
            if isinstance(part, QWidget):
                self._column.addWidget(part)
            else:
                self._column.addLayout(part)
        self._column.addStretch(1)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._column.setSpacing({"full": 9, "compact": 7, "tight": 5}[look().metrics.density])

    def _connect(self) -> None:
        for field in self.fields():
            field.changed.connect(self.changed)
        self.keys.guard(self.fields())
        self.person.changed.connect(self.person_chosen)
        self.income.changed.connect(self._mark_quick)
        self.local.enter.clicked.connect(self.support_asked)

    def fields(self) -> tuple[Field, ...]:
        """The fields in the order of Enter."""
        return (
            self.person, self.born, self.sex, self.payer, self.income, self.other, self.day,
            self.paid, self.used,
        )  # fmt: skip

    # -- what the law of the day offers

    def offer(self, policy: Policy, on: date, province: str) -> None:
        """Offer the classes, limits and quick amounts of a day, and what the province adds."""
        law = policy.on(on)
        choices = class_choices(law)
        if choices:
            kept = self.payer.value()
            self.payer.set_choices(choices)
            if kept not in {one.key for one in choices}:  # never a class nobody chose
                self.payer.set_value(PayerClass.OTHER.value)
        most = law.find("vsi.support_months")
        if most is not None and isinstance(most.value, int):
            self.used.set_limit(most.value)
        try:
            limits = income_limits(policy, on)
        except Problem as problem:
            self.limits.setText(sentence(problem))
            limits = None
        unsure = (unsure_words(law, "poverty_line.rural"), unsure_words(law, *_CEILING))
        self._offer_limits(limits, unsure)
        self._offer_local(law, province)

    def _offer_limits(self, limits: tuple[int, int] | None, unsure: tuple[str, str]) -> None:
        for field in (self.income, self.other):
            field.unsure = unsure
            moved, field.limits = field.limits != limits, limits
            if field.state == "error" and field.fits():
                field.clear()
            elif moved and field.text().strip() and not field.line.hasFocus():
                field.settle()  # another day has other limits
        if limits is None:
            return
        low, high = limits
        if self.income.value() is None and not self.income.text():
            self.income.set_value(low)
        text = tr("Từ {low} đến {high}")
        text = text.format(low=dong(low) + unsure[0], high=dong(high) + unsure[1])
        self.limits.setText(text)
        amounts = (low, *(one for one in ROUND if low < one <= high))
        if tuple(self._quick) != amounts:
            self._put_quick(amounts)
        self._mark_quick()

    def _put_quick(self, amounts: Sequence[int]) -> None:
        for chip in self._quick.values():
            self._quick_row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._quick = {}
        for income in amounts:
            chip = self._quick[income] = Chip(short_amount(income))
            chip.setAccessibleName(tr("Mức {amount}").format(amount=dong(income)))
            chip.clicked.connect(lambda _=False, chosen=income: self._take_quick(chosen))
            self._quick_row.addWidget(chip)

    def _take_quick(self, income: int) -> None:
        self.income.set_value(income)
        self.income.changed.emit()

    def _mark_quick(self) -> None:
        value = self.income.value()
        for income, chip in self._quick.items():
            chip.setChecked(income == value)

    def quick(self) -> Mapping[int, Chip]:
        """The quick amounts, by đồng."""
        return self._quick

    def _offer_local(self, law: View, province: str) -> None:
        payer = self.payer.value() or PayerClass.OTHER.value
        found = law.find(f"vsi.local.{province}.{payer}") if province else None
        if found is None:
            self.local.show_none(tr("Chưa nhập văn bản") if province else tr("Chưa chọn tỉnh"))
        else:
            self.local.show_support(support_words(found), found.cite.full)

    # -- a person of the register

    def fill(self, known: Known) -> None:
        """Put in what is known of a person."""
        self.person.set_value(known.choice)
        self._filled = {}
        self.refill(known)

    def refill(self, known: Known) -> None:
        """Put in what has become known since; what was typed over it stays."""
        now = {
            "born": known.born,
            "sex": known.sex,
            "payer_class": known.payer_class.value,
            "paid_months": known.paid_months,
            "used_support_months": known.used_support_months,
        }
        for field in self.fields():
            if field.name not in now:
                continue
            untouched = field.name not in self._filled or field.value() == self._filled[field.name]
            if untouched and field.value() != now[field.name]:
                field.set_value(now[field.name])
        self._filled = now

    def let_go(self) -> None:
        """The person was taken away; what stands in the other fields stays."""
        self._filled = {}

    # -- the question

    def on(self) -> date:
        """The day of payment."""
        return self.day.meant()

    def case(self, method: str, province: str, name: str) -> VsiCase | None:
        """What is asked; None while the amount or the months cannot be used.

        A birth date that cannot be read is one that is not known.
        """
        income = self.income.value()
        unread = any(one.text().strip() and one.value() is None for one in (self.paid, self.used))
        if income is None or unread or not self.income.fits():
            return None
        sex = self.sex.value()
        return VsiCase(
            name=name,
            sex="female" if sex == "female" else "male" if sex == "male" else None,
            born=self.born.value(),
            payer_class=PayerClass(self.payer.value() or PayerClass.OTHER),
            income=income,
            method=method,
            on=self.on(),
            province=province or None,
            paid_months=self.paid.value() or 0,
            used_support_months=self.used.value() or 0,
            other_income=self._other_income(income),
        )

    def _other_income(self, income: int) -> int | None:
        value = self.other.value()
        return value if value is not None and self.other.fits() and value != income else None


def _pair(first: QWidget, second: QWidget, share: int = 1, other: int = 1) -> QBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(first, share)
    row.addWidget(second, other)
    return row
