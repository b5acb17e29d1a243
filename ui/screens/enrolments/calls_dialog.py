"""Đã gọi: what came of a call, for one line or for many at once."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.errors import Problem
from storage.calls import Called
from storage.due_details import DueDetail
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.fields import TextField
from ui.form import Form
from ui.forms.choosing import SegmentField
from ui.screens.enrolments.wording import tr
from ui.segments import Segment
from ui.session import Session
from ui.values import DateEdit
from ui.wording import sentence


class CallsDialog(Dialog):
    """One result for all lines chosen; digits 1 to 4 choose it, Enter writes."""

    def __init__(
        self, session: Session, lines: Sequence[DueDetail], caller: str, *, parent: QWidget
    ) -> None:
        who = lines[0].row.name if len(lines) == 1 else tr("{n} dòng").format(n=len(lines))
        super().__init__(
            tr("Ghi đã gọi"),
            " · ".join(part for part in (who, _phone(lines)) if part),
            filled=tr("Ghi đã gọi"),
            parent=parent,
            foot_note=tr("Phím 1–4 chọn kết quả. Hoàn tác: Ctrl+Z"),
        )
        self._session, self._lines = session, tuple(lines)
        self.result_field = SegmentField(
            "result",
            tr("Kết quả"),
            (
                Segment("reached", tr("Đã nói chuyện")),
                Segment("promised", tr("Hẹn đóng")),
                Segment("no_answer", tr("Không nghe")),
                Segment("wrong_number", tr("Sai số")),
            ),
        )
        self.next_day = DateEdit(
            "next_day", tr("Hẹn ngày"), on=session.today(), hint=tr("gõ 2811"),
            placeholder=tr("không hẹn"),
        )  # fmt: skip
        self.caller = ChoiceEdit(
            "caller",
            tr("Người gọi"),
            [Choice(one.id, one.name) for one in session.register.staff.all()],
            typed=True,
            empty=tr("Chưa ghi ai gọi"),
        )
        self.note = TextField("note", tr("Ghi chú"))
        self.body.addWidget(self.result_field)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.next_day.setFixedWidth(150)
        row.addWidget(self.next_day)
        row.addWidget(self.caller, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.note)
        self.filled.clicked.disconnect(self.accept)
        self.form = Form([self.result_field, self.next_day, self.caller, self.note], self.filled)
        self.form.submitted.connect(self.save)
        self.result_field.set_value("reached")
        self.caller.set_value(caller)
        self.result_field.setFocus()

    def save(self) -> None:
        """Write one call about each line, as one change."""
        today = self._session.today()
        result = self.result_field.value() or "reached"
        called = [
            Called(
                shown.row.household_id,
                shown.row.person_id if shown.row.scheme == "vsi" else None,
                shown.row.scheme,
            )
            for shown in self._lines
            if shown.row.household_id or shown.row.scheme == "vsi"
        ]
        try:
            with self._session.change(tr("Ghi đã gọi")):
                self._session.register.calls.record(
                    called,
                    today,
                    result,  # type: ignore[arg-type]
                    staff_id=self.caller.value(),
                    next_day=self.next_day.day(),
                    note=self.note.value() or "",
                )
        except Problem as problem:
            self.next_day.show_error(sentence(problem))
            self.next_day.setFocus()
            return
        self.accept()


def _phone(lines: Sequence[DueDetail]) -> str:
    return lines[0].phone if len(lines) == 1 else ""
