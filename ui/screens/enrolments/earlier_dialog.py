"""Time insured before the register was begun, as a person's insurance book tells it."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.errors import Problem
from storage.people import Person
from ui.dialogs import Dialog
from ui.fields import Field, TextField
from ui.form import Form
from ui.forms.choosing import SegmentField
from ui.notices import Banner
from ui.screens.enrolments.wording import tr
from ui.segments import Segment
from ui.session import Session
from ui.values import MoneyEdit, MonthEdit
from ui.wording import sentence


class EarlierDialog(Dialog):
    """One stretch of time: from which month to which, how many paid and supported."""

    def __init__(self, session: Session, person: Person, *, parent: QWidget) -> None:
        super().__init__(
            tr("Thời gian đóng trước khi có sổ"),
            tr("{name}. Ghi theo sổ BHXH; được cộng vào số tháng đã đóng và đã hỗ trợ.").format(
                name=person.name
            ),
            filled=tr("Ghi thời gian này"),
            parent=parent,
            foot_note=tr("Hoàn tác: Ctrl+Z"),
        )
        self._session, self._person = session, person
        self.scheme = SegmentField(
            "scheme",
            tr("Khoản"),
            (
                Segment("vsi", tr("BHXH tự nguyện")),
                Segment("csi", tr("BHXH bắt buộc")),
                Segment("hi", tr("BHYT")),
            ),
        )
        self.first = MonthEdit("first", tr("Từ tháng"), required=True)
        self.last = MonthEdit("last", tr("Đến tháng"), required=True)
        self.months = TextField("months", tr("Số tháng đã đóng"), placeholder=tr("đủ các tháng"))
        self.supported = TextField("supported", tr("Được hỗ trợ"), placeholder="0")
        self.income = MoneyEdit("income", tr("Mức thu nhập"), placeholder=tr("chưa rõ"))
        self.why = TextField("why", tr("Vì sao ngừng"))
        self.won = TextField("won", tr("Ai vận động, ở đâu"))
        self.wrong = Banner("bad")
        self.wrong.hide()
        self.body.addWidget(self.scheme)
        self._row(self.first, self.last, self.months)
        self._row(self.supported, self.income)
        self._row(self.why, self.won)
        self.body.addWidget(self.wrong)
        self.filled.clicked.disconnect(self.accept)
        fields = [
            self.scheme, self.first, self.last, self.months, self.supported, self.income,
            self.why, self.won,
        ]  # fmt: skip
        self.form = Form(fields, self.filled)
        self.form.submitted.connect(self.save)
        self.scheme.set_value("vsi")
        self.first.setFocus()

    def _row(self, *fields: Field) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        for field in fields:
            row.addWidget(field, 1)
        self.body.addLayout(row)

    def save(self) -> None:
        """Write it as one change."""
        months, supported = self.months.value() or "", self.supported.value() or "0"
        for field, text in ((self.months, months or "0"), (self.supported, supported)):
            if not text.isdecimal():
                field.show_error(tr("Ghi bằng số."))
                field.setFocus()
                return
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            return
        scheme = self.scheme.value() or "vsi"
        try:
            with self._session.change(tr("Ghi thời gian đóng trước khi có sổ")):
                self._session.register.earlier_spells.add(
                    self._person.id,
                    scheme,  # type: ignore[arg-type]
                    first,
                    last,
                    months=int(months) if months else None,
                    supported_months=int(supported),
                    income=self.income.value(),
                    stopped_why=self.why.value() or "",
                    won_by=self.won.value() or "",
                )
        except Problem as problem:
            self.wrong.say(sentence(problem), tone="bad")
            self.wrong.show()
            return
        self.accept()
