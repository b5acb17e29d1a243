"""Ghi kết quả đến nhà: what came of one visit, typed without a mouse."""

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from rules.errors import Problem
from rules.household_codes import shown
from storage.quotes import HouseholdQuote, quote
from storage.staff import Role, StaffMember
from ui.choices import Choice, ChoiceEdit
from ui.drafts import DraftDialog
from ui.fields import Field, TextField
from ui.form import Form
from ui.forms.reasons import reasons
from ui.forms.visit_rows import VisitRows, questions
from ui.forms.wording import title_of, tr
from ui.notices import Banner
from ui.queries import Query
from ui.session import Session
from ui.values import DateEdit
from ui.wording import sentence

_ROLES: tuple[Role, ...] = ("helper", "collector", "clerk")
_REST = 330  # what stands above and below the rows


class VisitForm(DraftDialog):
    """One visit to one household.

    Enter goes from field to field and, after the last, presses the filled button; Ctrl+Enter
    presses it from anywhere.
    """

    def __init__(
        self, session: Session, found: HouseholdQuote, visitor: str, over: QWidget
    ) -> None:
        parts = (title_of(found.head), shown(found.household.code), found.household.village or "")
        super().__init__(
            tr("Ghi kết quả đến nhà"),
            " · ".join(part for part in parts if part),
            filled=tr("Ghi kết quả"),
            parent=over,
            wide=True,
            foot_note=tr("Phím 1–5 chọn kết quả. Dòng để trống không ghi. Hoàn tác được: Ctrl+Z"),
        )
        self.session = session
        self.household = found.household
        on = session.today()
        self.day = DateEdit("day", tr("Ngày đến"), on=on, hint=tr("gõ 2811"), required=True)
        self.visitor = ChoiceEdit(
            "visitor",
            tr("Người đi"),
            visitors(session),
            typed=True,
            empty=tr("Gõ tên để tìm"),
        )
        if not visitors(session):
            self.visitor.hint.setText(tr("thêm người ở Thiết lập"))
        self.rows = VisitRows(questions(found), reasons(session.register))
        self.next_day = DateEdit(
            "next_day", tr("Hẹn lại ngày"), on=on, hint=tr("gõ 2811"), placeholder=tr("không hẹn")
        )
        self.note = TextField("note", tr("Ghi chú"))
        self.wrong = Banner("bad")
        self._lay_out(over)
        fields: list[Field] = [self.day, self.visitor, *self.rows.fields()]
        self.form = Form([*fields, self.next_day, self.note])
        self.day.set_value(on)
        self.visitor.set_value(visitor)
        self.form.mark_saved()
        self.keep_typing(session, "visit", self.household.id, self._typed, self._retype)
        self._connect()

    def _lay_out(self, over: QWidget) -> None:
        self.day.setFixedWidth(150)
        self.next_day.setFixedWidth(150)
        for left, right in ((self.day, self.visitor), (self.next_day, self.note)):
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(left)
            row.addWidget(right, 1)
            self.body.addLayout(row)
        self.body.insertWidget(1, self.rows)
        self.body.addWidget(self.wrong)
        self.rows.set_room((over.window().height() - _REST) // 34)

    def _connect(self) -> None:
        self.filled.clicked.disconnect(self.accept)
        self.filled.clicked.connect(self.form.submit)
        self.form.submitted.connect(self.save)
        self.form.changed.connect(self.wrong.hide)
        self.form.changed.connect(self.draft.touch)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.filled.click)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Keep the row that has the keys in sight."""
        if now is not None and self.rows.isAncestorOf(now):
            self.rows.show_row(now)

    # -- drafts

    def _typed(self) -> dict[str, Any] | None:
        if not self.form.dirty:
            return None
        about = (self.day, self.visitor, self.next_day, self.note)
        return {"about": {one.name: one.typed() for one in about}, "rows": self.rows.typed()}

    def _retype(self, kept: dict[str, Any]) -> None:
        self.form.retype(kept["about"])
        self.rows.retype(kept["rows"])

    def start(self, person_id: str) -> None:
        """Put the keys at a person's first row, else into the first field."""
        for row in self.rows.rows:
            if person_id and row.question.person_id == person_id:
                row.result.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.form.start()

    def save(self) -> None:
        """Write the visit as one change; what cannot be written is said, nothing is lost."""
        day = self.day.day() or self.session.today()
        if day > self.session.today():
            self._stop(self.day, tr("Ngày này chưa đến."))
            return
        try:
            with self.session.change(tr("Ghi kết quả đến nhà")):
                self.session.register.visits.record(
                    self.household.id,
                    day,
                    results=self.rows.results(),
                    visitor_id=self.visitor.value(),
                    next_day=self.next_day.day(),
                    note=self.note.value() or "",
                )
                self.draft.forget()
        except Problem as problem:
            self._say(problem)
            return
        self.accept()

    def _say(self, problem: Problem) -> None:
        if problem.code == "next_before_visit":
            self._stop(self.next_day, sentence(problem))
            return
        self.wrong.say(sentence(problem), tone="bad")
        self.wrong.show()
        self.adjustSize()
        if problem.code == "no_results":
            self.rows.rows[0].result.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop(self, field: Field, text: str) -> None:
        field.show_error(text)
        field.setFocus(Qt.FocusReason.OtherFocusReason)


class VisitDesk(QObject):
    """Opens the form over the window, and remembers who went last: one trip, many houses."""

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(over)
        self.session = session
        self.shown: VisitForm | None = None
        self._over = over
        self._visitor = ""

    def open(self, query: Query) -> None:
        """Ask what came of a visit to a household."""
        household = query.id or str(query.facts.get("household") or "")
        try:
            found = quote(self.session.register, household, self.session.today())
        except Problem as problem:
            self.session.register.drafts.forget("visit", household)
            self.session.fail(problem)
            return
        form = VisitForm(self.session, found, self._visitor, self._over)
        form.finished.connect(lambda result: self._closed(form, result))
        self.shown = form
        form.open()
        form.start(str(query.facts.get("person") or ""))

    def _closed(self, form: VisitForm, result: int) -> None:
        self.shown = None
        if result:
            self._visitor = form.visitor.value() or ""
            self.session.tell(tr("Đã ghi kết quả đến nhà. Bấm Ctrl+Z để hoàn tác."), "ok")
        form.deleteLater()


def visitors(session: Session) -> list[Choice]:
    """Helpers first: they go most often; nobody stands twice."""
    found: dict[str, StaffMember] = {}
    for role in _ROLES:
        for one in session.register.staff.all(role):
            found.setdefault(one.id, one)
    return [Choice(one.id, one.name, one.organisation or one.title) for one in found.values()]
