"""Who joined at an event: payments that are written already, and new ones to write."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rules.calendar import shown_day
from rules.errors import Problem
from rules.money import dong
from storage.events import Event, Joined, What
from ui.dialogs import Dialog
from ui.forms.enrolment_asked import enrolment_query
from ui.forms.life.naming import people_like
from ui.found_edit import FoundEdit
from ui.notices import Banner
from ui.panels import words
from ui.queries import Query
from ui.screens.campaigns.fields import CountEdit, grows, in_a_row
from ui.screens.campaigns.wording import event_title, scheme_words, tr
from ui.session import Session
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.wording import sentence

_ROWS = 7
_TOTALS: tuple[What, ...] = ("joined_hi", "joined_vsi")


class JoinedDialog(Dialog):
    """Ticks payments that were won here; a person who has not paid goes on to Ghi đóng.

    `asked` is where the clerk wants to go when the dialog has closed.
    """

    def __init__(self, session: Session, event: Event, *, parent: QWidget) -> None:
        super().__init__(
            tr("Tham gia tại đây · {event}").format(event=event_title(event)),
            tr("Gõ tên người tham gia. Ai đã ghi đóng thì được đánh dấu ở bảng dưới;"
               " ai chưa thì sang Ghi đóng, đã điền sẵn buổi này."),
            filled=tr("Lưu"),
            parent=parent,
            wide=True,
            foot_note=tr("Phím cách đánh dấu, bỏ đánh dấu. Hoàn tác được: Ctrl+Z"),
        )  # fmt: skip
        self._session = session
        self._event = event
        self.asked: Query | None = None
        events = session.register.events
        self._held = events.joined(event.id)
        self._could = events.could_have_joined(event.id)
        self.who = FoundEdit(
            "who",
            tr("Họ và tên"),
            find=lambda text: people_like(session.register, text, session.today()),
        )
        totals = events.totals(event.id)
        self.totals = {
            what: CountEdit(what, label, placeholder=tr("không có"))
            for what, label in zip(
                _TOTALS, (tr("BHYT không ghi tên"), tr("BHXH không ghi tên")), strict=True
            )
        }
        for what, field in self.totals.items():
            field.set_value(totals.get(what))
        self.model = self._make_model()
        self.table = RecordTable(self.model, dense=True)
        self.table.setAccessibleName(tr("Lần đóng đã ghi"))
        self.table.horizontalHeader().setSectionsClickable(False)
        sizes = look().metrics
        self.table.setFixedHeight(sizes.table_head + _ROWS * sizes.dense + 1)
        self.wrong = Banner("bad")
        self.wrong.hide()
        self.body.addLayout(in_a_row(self.who, *self.totals.values(), widths=(0, 160, 160)))
        self.body.addWidget(words(tr("Lần đóng đã ghi, từ ngày của buổi"), "label"))
        self.body.addWidget(self.table)
        self.body.addWidget(self.wrong)
        grows(self)
        self._connect()
        self.who.setFocus()

    def _make_model(self) -> RowsModel[Joined]:
        model: RowsModel[Joined] = RowsModel(
            (
                Column("", lambda _: "", kind="check", width=40),
                Column(tr("Họ và tên"), lambda one: one.name, kind="name", width=200),
                Column(tr("Thôn"), lambda one: one.village, kind="second"),
                Column(tr("Khoản"), scheme_words, width=120),
                Column(tr("Ngày đóng"), lambda one: shown_day(one.day), align="right", width=100),
                Column(tr("Đã thu"), lambda one: dong(one.payable), align="right", width=98),
            ),
            row_id=lambda one: one.enrolment_id,
        )
        model.set_rows([*self._held, *self._could])
        model.set_checked({one.enrolment_id for one in self._held})
        return model

    def _connect(self) -> None:
        self.filled.clicked.disconnect(self.accept)
        self.filled.clicked.connect(self.save)
        self.who.next_asked.connect(self._enter)
        first, second = self.totals.values()
        first.next_asked.connect(lambda _: second.setFocus())
        second.next_asked.connect(lambda _: self.save())
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save)

    def _enter(self, step: int) -> None:
        if step < 0 or not self.who.text().strip():
            self.totals["joined_hi"].setFocus(Qt.FocusReason.TabFocusReason)
            return
        person = self.who.value()
        if person is None:
            self._say(tr("Trong sổ chưa có người này. Thêm người vào hộ rồi ghi, hoặc ghi vào số"
                         " không ghi tên."))  # fmt: skip
            return
        if self.tick(person):
            self.who.set_value(None)
            self.who.setFocus()
        else:
            self._go_on(person)

    def tick(self, person_id: str) -> bool:
        """Tick what a person paid on that day or later; False where there is nothing."""
        mine = {one.enrolment_id for one in self.model.rows() if one.person_id == person_id}
        checked = {one.enrolment_id for one in self.model.checked()}
        self.model.set_checked({*checked, *mine})
        return bool(mine)

    def _go_on(self, person_id: str) -> None:
        person = self._session.register.people.get(person_id)
        if person.household_id is None:
            said = tr("{name} chưa thuộc hộ nào trong sổ. Xếp vào hộ trước, rồi ghi đóng.")
            self._say(said.format(name=person.name))
            return
        day = min(self._event.day, self._session.today())
        self.asked = enrolment_query(
            person.household_id,
            event=self._event.id,
            day=day,
            back=Query("campaigns", self._event.id),
        )
        self.save()

    def _say(self, text: str) -> None:
        self.wrong.say(text, tone="bad")
        self.wrong.show()
        self.adjustSize()

    def changes(self) -> tuple[Sequence[str], Sequence[str]]:
        """The enrolments newly ticked, and those no longer."""
        held = {one.enrolment_id for one in self._held}
        checked = [one.enrolment_id for one in self.model.checked()]
        return [one for one in checked if one not in held], sorted(held - set(checked))

    def save(self) -> None:
        """Write what was ticked and typed as one change."""
        if not all(field.settle() for field in self.totals.values()):
            return
        won, released = self.changes()
        events = self._session.register.events
        known = events.totals(self._event.id)
        numbers = {what: field.value() or 0 for what, field in self.totals.items()}
        differs = any(known.get(what, 0) != number for what, number in numbers.items())
        if not (won or released or differs):
            self.accept()
            return
        try:
            with self._session.change(tr("Người tham gia tại buổi")):
                events.win(self._event.id, won)
                events.release(released)
                for what, number in numbers.items():
                    events.set_total(self._event.id, what, number)
        except Problem as problem:
            self._say(sentence(problem))
            return
        self.accept()
