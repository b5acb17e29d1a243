"""One event being written: planned before it is held, and what came of it afterwards."""

from datetime import date
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rules.calendar import Month
from rules.errors import Problem
from storage.events import Event, EventFields
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.drafts import DraftDialog
from ui.fields import Field, TextField
from ui.form import Form
from ui.notices import Banner
from ui.screens.campaigns.fields import CountEdit, TimeEdit, grows, in_a_row
from ui.screens.campaigns.wording import form_choices, form_words, tr
from ui.session import Session
from ui.suggesting import SuggestingField
from ui.values import DateEdit
from ui.wording import sentence

DRAFT = "event"
_COUNTS = ("reached", "asked", "answered", "leaflets", "sheets")
_TEXTS = ("theme", "place", "hosts", "often_asked", "note")


class EventForm(DraftDialog):
    """A new event, or one to correct; `saved` is its id once it is written.

    Enter goes from field to field and, after the last, presses the filled button; Ctrl+Enter
    presses it from anywhere.
    """

    def __init__(
        self,
        session: Session,
        event: Event | None,
        *,
        parent: QWidget,
        day: date | None = None,
        campaign_id: str | None = None,
    ) -> None:
        super().__init__(
            tr("Sửa buổi") if event else tr("Ghi buổi mới"),
            filled=tr("Lưu buổi"),
            parent=parent,
            wide=True,
            foot_note=tr("Ô số để trống là chưa rõ. Hoàn tác được: Ctrl+Z"),
        )
        self._session = session
        self._event = event
        self.saved = ""
        self._make_fields()
        self.wrong = Banner("bad")
        self._lay_out()
        self.form = Form(self._fields(), self.filled)
        self.form.set_values(self._values(day or session.today(), campaign_id))
        about = event.id if event else ""
        self.keep_typing(session, DRAFT, about, self._typed, self._retype)
        grows(self)
        self._connect()
        self.form.start()

    def _make_fields(self) -> None:
        register, on = self._session.register, self._session.today()
        villages = [Choice(one.id, one.name) for one in register.villages.all()]
        campaigns = [Choice(one.id, one.name) for one in register.campaigns.all()]
        states = (("held", tr("đã làm")), ("planned", tr("đã hẹn")), ("cancelled", tr("đã hủy")))
        self.day = DateEdit("day", tr("Ngày"), on=on, hint=tr("gõ 2811"), required=True)
        self.kind = ChoiceEdit("form", tr("Hình thức"), self._forms(), typed=True)
        self.state = ChoiceEdit(
            "state", tr("Tình trạng"), [Choice(key, text) for key, text in states]
        )
        self.starts = TimeEdit("starts", tr("Từ giờ"), hint=tr("gõ 1930"))
        self.ends = TimeEdit("ends", tr("Đến giờ"))
        self.village = ChoiceEdit(
            "village_id", tr("Thôn"), villages, typed=True, empty=tr("Nhiều thôn, cả xã")
        )
        self.place = SuggestingField("place", tr("Nơi"), placeholder=tr("nhà văn hóa"))
        self.place.suggest([tr("nhà văn hóa"), tr("sân đình"), tr("chợ"), tr("UBND xã")])
        self.theme = SuggestingField("theme", tr("Nội dung"))
        self.theme.suggest(list(register.themes.known()))
        self.hosts = TextField("hosts", tr("Ai làm"), hint=tr("hội, tên người"))
        self.campaign = ChoiceEdit(
            "campaign_id", tr("Đợt"), campaigns, typed=True, empty=tr("Không theo đợt")
        )
        labels = (
            tr("Người dự"),
            tr("Người hỏi"),
            tr("Được trả lời"),
            tr("Tờ rơi đã phát"),
            tr("Phiếu hộ đã trao"),
        )
        self.counts = [
            CountEdit(name, label, placeholder=tr("chưa rõ"))
            for name, label in zip(_COUNTS, labels, strict=True)
        ]
        self.often = TextField(
            "often_asked", tr("Hỏi nhiều"), hint=tr("như: mức đóng 9, lương hưu 8")
        )
        self.note = TextField("note", tr("Ghi chú"))

    def _forms(self) -> list[Choice]:
        known = form_choices()
        own = self._event.form if self._event else "launch"
        if own not in {one.key for one in known}:
            known.append(Choice(own, form_words(own)))
        return known

    def _fields(self) -> list[Field]:
        return [
            self.day, self.kind, self.state, self.village, self.place, self.starts, self.ends,
            self.theme, self.hosts, self.campaign, *self.counts, self.often, self.note,
        ]  # fmt: skip

    def _lay_out(self) -> None:
        for row in (
            in_a_row(self.day, self.kind, self.state, widths=(150, 0, 150)),
            in_a_row(self.village, self.place, self.starts, self.ends, widths=(0, 0, 96, 96)),
            in_a_row(self.theme, self.hosts),
            in_a_row(self.campaign),
            in_a_row(*self.counts),
            in_a_row(self.often, self.note),
        ):
            self.body.addLayout(row)
        self.body.addWidget(self.wrong)

    def _values(self, day: date, campaign_id: str | None) -> dict[str, Any]:
        if self._event is not None:
            return {field.name: getattr(self._event, field.name) for field in self._fields()}
        theme = self._session.register.themes.of(Month.of(day))
        planned = day > self._session.today()
        return {
            "day": day,
            "form": "launch",
            "state": "planned" if planned else "held",
            "campaign_id": campaign_id,
            "theme": theme.theme if theme else "",
        }

    def _connect(self) -> None:
        self.filled.clicked.disconnect(self.accept)
        self.form.submitted.connect(self._save)
        self.form.changed.connect(self.draft.touch)
        self.form.changed.connect(self.wrong.hide)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.filled.click)
        if self._event is not None:
            drop = Button(tr("Xóa buổi"), kind="danger", icon_name="trash-2")
            drop.clicked.connect(self.drop)
            self.extra.insertWidget(0, drop)

    # -- drafts

    def _typed(self) -> dict[str, Any] | None:
        return {"fields": self.form.typed()} if self.form.dirty else None

    def _retype(self, kept: dict[str, Any]) -> None:
        self.form.retype(kept["fields"])

    # -- writing

    def fields(self) -> EventFields:
        """What stands in the form."""
        day = self.day.day() or self._session.today()
        fields: dict[str, Any] = {one.name: one.value() for one in self.counts}
        fields |= {name: self.form[name].value() or "" for name in _TEXTS}
        fields |= {
            "day": day,
            "form": self.kind.value() or "other",
            "state": self.state.value() or "held",
            "starts": self.starts.value(),
            "ends": self.ends.value(),
            "village_id": self.village.value(),
            "campaign_id": self.campaign.value(),
        }
        return fields  # type: ignore[return-value]

    def _save(self) -> None:
        fields = self.fields()
        if fields["state"] == "held" and fields["day"] > self._session.today():
            self.day.show_error(tr("Ngày này chưa đến. Chọn “đã hẹn”, hoặc sửa ngày."))
            self.day.setFocus()
            return
        events = self._session.register.events
        try:
            with self._session.change(tr("Sửa buổi") if self._event else tr("Ghi buổi mới")):
                if self._event is not None:
                    self.saved = self._event.id
                    events.save(self.saved, **fields)
                else:
                    self.saved = events.add(**fields)
                self.draft.forget()
        except Problem as problem:
            self._say(problem)
            return
        self.accept()

    def drop(self) -> None:
        """Take an event away that was written by mistake."""
        if self._event is None:
            return
        try:
            with self._session.change(tr("Xóa buổi")):
                self._session.register.events.remove(self._event.id)
                self.draft.forget()
        except Problem as problem:
            self._say(problem)
            return
        self.accept()

    def _say(self, problem: Problem) -> None:
        if not self.form.show_problem(problem):
            self.wrong.say(sentence(problem), tone="bad")
            self.wrong.show()
            self.adjustSize()
