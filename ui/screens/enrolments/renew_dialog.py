"""Gia hạn cả N: what would be written, line by line with its receipt, before it is."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.calendar import shown_day
from rules.errors import Problem
from rules.money import dong
from storage.due_details import DueDetail
from storage.payment_choices import collectors_receipt, next_receipt
from storage.renewal import RenewalLine, Renewals, Taking, preview_renewals, renew
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.fields import TextField
from ui.form import Form
from ui.notices import Banner
from ui.panels import words
from ui.screens.enrolments.wording import barred_words, scheme_words, tr
from ui.session import Session
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.values import DateEdit
from ui.wording import sentence

_ROWS = 8


class RenewDialog(Dialog):
    """The lines chosen with price and receipt; those that cannot be renewed say why."""

    def __init__(self, session: Session, lines: Sequence[DueDetail], *, parent: QWidget) -> None:
        super().__init__(
            tr("Gia hạn {n} dòng").format(n=len(lines)),
            filled=tr("Ghi đã đóng"),
            parent=parent,
            wide=True,
            foot_note=tr("Ghi một lần cho cả danh sách. Biên lai đã có số thì không hoàn tác."),
        )
        self._session = session
        self._rows = tuple(shown.row for shown in lines)
        self.renewals: Renewals | None = None
        self._make_fields(lines)
        self.model: RowsModel[RenewalLine] = RowsModel(
            (
                Column(tr("Người, hộ"), lambda one: one.row.name, kind="name", width=170),
                Column(tr("Khoản"), _what, kind="second", width=184),
                Column(tr("Phải đóng"), _amount, kind="figure", align="right", width=100),
                Column(tr("Biên lai"), lambda one: one.receipt or "–", width=84),
                Column("", _against, kind="second"),
            ),
            row_id=lambda one: one.row.key,
        )
        self.table = RecordTable(self.model, dense=True)
        self.table.setAccessibleName(tr("Sẽ gia hạn"))
        self.table.horizontalHeader().setSectionsClickable(False)
        sizes = look().metrics
        self.table.setFixedHeight(sizes.table_head + _ROWS * sizes.dense + 1)
        self.sum = words("", "panel", wrap=True)
        self.wrong = Banner("warn")
        self.body.addWidget(self.table)
        self.body.addWidget(self.sum)
        self.body.addWidget(self.wrong)
        self.filled.clicked.disconnect(self.accept)
        fields = [self.day, self.collector, self.book, self.receipt, self.means]
        self.form = Form(fields, self.filled)
        self.form.submitted.connect(self.save)
        self.collector.changed.connect(self._other_collector)
        for field in (self.day, self.book, self.receipt, self.means):
            field.settled.connect(self.preview)
        self._other_collector()
        self.receipt.setFocus()

    def _make_fields(self, lines: Sequence[DueDetail]) -> None:
        register = self._session.register
        self.day = DateEdit("day", tr("Ngày thu"), on=self._session.today(), required=True)
        self.collector = ChoiceEdit(
            "collector",
            tr("Người thu"),
            [
                Choice(one.id, " · ".join(part for part in (one.name, one.organisation) if part))
                for one in register.staff.all("collector")
            ],
            empty=tr("Chưa ghi người thu"),
        )
        self.book = TextField("book", tr("Quyển"))
        self.receipt = TextField("receipt", tr("Biên lai đầu"), hint=tr("tự tăng"))
        self.means = ChoiceEdit(
            "means",
            tr("Cách trả"),
            (Choice("cash", tr("Tiền mặt")), Choice("transfer", tr("Chuyển khoản"))),
        )
        row = QHBoxLayout()
        row.setSpacing(12)
        for field, width in (
            (self.day, 116), (self.collector, 0), (self.book, 84), (self.receipt, 120),
            (self.means, 130),
        ):  # fmt: skip
            row.addWidget(field, 0 if width else 1)
            if width:
                field.setFixedWidth(width)
        self.body.addLayout(row)
        self.day.set_value(self._session.today())
        self.means.set_value("cash")
        keepers = {shown.row.collector_id for shown in lines}
        if len(keepers) == 1:
            self.collector.set_value(next(iter(keepers)))

    def _other_collector(self) -> None:
        register = self._session.register
        found = collectors_receipt(register, self.collector.value()) or next_receipt(register)
        self.book.set_value(found.book)
        self.receipt.set_value(found.number)
        self.preview()

    def taking(self) -> Taking:
        """Who takes the money, when and how."""
        return Taking(
            day=self.day.day() or self._session.today(),
            collector_id=self.collector.value(),
            book=self.book.value() or "",
            receipt=self.receipt.value() or "",
            means="transfer" if self.means.value() == "transfer" else "cash",
        )

    def preview(self) -> None:
        """Show what would be written now."""
        found = preview_renewals(self._session.register, self._rows, self.taking())
        self.renewals = found
        self.model.set_rows(found.lines)
        done = len(found.lines) - len(found.refused)
        self.sum.setText(
            tr("Ghi {lines} dòng, {people} người: {amount} đồng, giá ngày {day}").format(
                lines=done, people=found.people, amount=dong(found.total),
                day=shown_day(self.taking().day),
            )
        )  # fmt: skip
        said = []
        if found.refused:
            said.append(
                tr("{n} dòng không gia hạn được ở đây, lý do ghi ở cột cuối.").format(
                    n=len(found.refused)
                )
            )
        if found.short:
            said.append(tr("Quyển này hết số: {n} hộ chưa có biên lai.").format(n=found.short))
        self.wrong.say(" ".join(said), tone="warn")
        self.wrong.setVisible(bool(said))
        self.filled.setEnabled(done > 0)

    def save(self) -> None:
        """Write everything shown, as one change."""
        taking = self.taking()
        if taking.day > self._session.today():
            self.day.show_error(tr("Ngày này chưa đến."))
            self.day.setFocus()
            return
        self.preview()
        found = self.renewals
        if found is None or len(found.refused) == len(found.lines):
            return
        done = len(found.lines) - len(found.refused)
        try:
            with self._session.change(tr("Gia hạn {n} dòng").format(n=done)):
                renew(self._session.register, found, taking)
        except Problem as problem:
            self.wrong.say(sentence(problem), tone="bad")
            self.wrong.show()
            return
        self.accept()


def _what(line: RenewalLine) -> str:
    if line.price.amount is None:
        return scheme_words(line.row)
    people = len(line.price.members)
    if line.row.scheme == "hi":
        return tr("BHYT {months} tháng, {people} người").format(
            months=line.price.months, people=people
        )
    return tr("BHXH {months} tháng").format(months=line.price.months)


def _amount(line: RenewalLine) -> str:
    return dong(line.price.amount) if line.written and line.price.amount is not None else "–"


def _against(line: RenewalLine) -> str:
    if line.problem is not None:
        return sentence(line.problem)
    if line.price.amount is None:
        return barred_words(line.price.barred)
    left = len(line.row.members) - len(line.price.members)
    if line.row.scheme == "hi" and left:
        return tr("{n} người không đóng ở đây").format(n=left)
    return ""
