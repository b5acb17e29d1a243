"""Adding a person to a household, and correcting what is known of one."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from rules.calendar import shown_day
from rules.citizen_card import CitizenCard
from rules.errors import Problem
from rules.identity import doubts
from storage.alike import alike, check_personal_id
from storage.household_record import HouseholdRecord
from storage.people import OCCUPATIONS, Person, PersonChanges
from ui.alike_hint import AlikeHint, query_of
from ui.choices import Choice, ChoiceEdit
from ui.drafts import DraftDialog
from ui.fields import Field, NameField, TextField
from ui.form import Form
from ui.kinship import RELATIONS
from ui.notices import Banner
from ui.panels import words as panel_words
from ui.queries import Query
from ui.screens.households.wording import coded, tr
from ui.session import Session
from ui.values import DateEdit, IdEdit
from ui.wording import sentence, words

_ACROSS = 3  # fields beside each other


class PersonDialog(DraftDialog):
    """One person: who it is, the numbers, the relation; of a new one also whether they are away.

    That somebody died, left or is back is an act of its own: why and when is kept with it.

    Args:
        session: the open register.
        record: the household.
        person: who is corrected; None adds somebody.
        parent: the window.
        card: a scanned card that says who it is.
    """

    def __init__(
        self,
        session: Session,
        record: HouseholdRecord,
        person: Person | None,
        parent: QWidget,
        *,
        card: CitizenCard | None = None,
    ) -> None:
        super().__init__(
            tr("Sửa {name}").format(name=person.name) if person else tr("Thêm người vào hộ"),
            filled=tr("Ghi"),
            cancel=tr("Không ghi"),
            foot_note=tr("Hoàn tác được bằng Ctrl+Z"),
            parent=parent,
            wide=True,
        )
        self._session = session
        self._record = record
        self._person = person
        self.saved_id = ""
        self.banner = Banner("bad")
        self.hint = AlikeHint(taking=person is None)
        for line in (self.banner, self.hint):
            self.body.addWidget(line)
        self._make_fields()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(9)
        for number, field in enumerate(self.form.order):
            self._grid.addWidget(field, number // _ACROSS, number % _ACROSS)
        for column in range(_ACROSS):
            self._grid.setColumnStretch(column, 1)
        self.body.addLayout(self._grid)
        self._show()
        self.status.changed.connect(self._follow_status)
        self._say_where()
        for field in (self.personal_id, self.sex, self.born):
            field.settled.connect(self._doubt)
        for field in (self.name, self.born, self.personal_id, self.si_number):
            field.settled.connect(self._look_alike)
        self.hint.opened.connect(self._open_alike)
        self.hint.taken.connect(self._bring)
        QShortcut(QKeySequence("F7"), self, self.hint.link.click)
        QShortcut(QKeySequence("F8"), self, self.hint.take.click)
        self._keep_drafts()
        self.form.start()
        if card is not None:
            self.take_card(card)

    def _make_fields(self) -> None:
        today = self._session.today()
        self.name = NameField("name", tr("Họ và tên"), required=True)
        unknown = tr("Chưa rõ")
        sexes = coded("sex", ("male", "female"))
        self.sex = ChoiceEdit("sex", tr("Giới tính"), sexes, empty=unknown)
        self.born = DateEdit(
            "born", tr("Ngày sinh"), on=today, birth=True, partial=True,
            hint=tr("gõ 050879, hoặc chỉ năm"), placeholder=tr("ví dụ 05/08/1979"),
        )  # fmt: skip
        self.relation = ChoiceEdit(
            "relation", tr("Quan hệ với chủ hộ"), self._relations(), empty=unknown
        )
        self.personal_id = IdEdit(
            "personal_id", tr("Số định danh"), kind="personal_id", hint=tr("12 chữ số")
        )
        self.si_number = IdEdit(
            "si_number", tr("Mã số BHXH"), kind="si_number", hint=tr("10 chữ số")
        )
        self.hi_card = IdEdit("hi_card", tr("Số thẻ BHYT"), kind="hi_card", hint=tr("15 ký tự"))
        self.phone = IdEdit("phone", tr("Điện thoại"), kind="phone", hint=tr("10 chữ số"))
        self.ethnic = TextField("ethnic", tr("Dân tộc"))
        work = coded("occupation", OCCUPATIONS)
        self.occupation = ChoiceEdit("occupation", tr("Việc làm"), work, empty=unknown)
        self.status = ChoiceEdit("status", tr("Nơi ở"), coded("status", ("here", "away")))
        self.status_day = DateEdit("status_day", tr("Đi vắng từ"), on=today, hint=tr("gõ 2011"))
        fields: tuple[Field, ...] = (
            self.name, self.sex, self.born, self.relation, self.personal_id, self.si_number,
            self.hi_card, self.phone, self.ethnic, self.occupation, self.status, self.status_day,
        )  # fmt: skip
        self.form = Form(fields, self.filled, parent=self)
        self.hold(self.form)

    def _relations(self) -> list[Choice]:
        is_head = self._person is not None and self._person.relation == "head"
        free = self._record.head is None or is_head
        return coded("relation", RELATIONS if free else RELATIONS[1:])

    def _show(self) -> None:
        person = self._person
        if person is None:
            self.status.set_value("here")
            if self._record.head is None:
                self.relation.set_value("head")
            self.status_day.hide()
            return
        for name in ("name", "sex", "born", "relation", "personal_id", "si_number", "hi_card",
                     "phone", "ethnic", "occupation"):  # fmt: skip
            self.form.fields[name].set_value(getattr(person, name))
        if person.relation == "head":
            self.relation.box.setEnabled(False)
        for field in (self.status, self.status_day):
            field.hide()
        self.form.mark_saved()

    # -- where somebody lives

    def _follow_status(self) -> None:
        self.status_day.setVisible(self.status.value() == "away")

    def _say_where(self) -> None:
        """Of somebody who is gone: since when, and how a mistake is mended."""
        person = self._person
        if person is None or person.status == "here":
            return
        said = {
            "away": tr("Đang đi vắng{day}. Về rồi thì chọn Việc khác, Trở về."),
            "moved": tr("Đã chuyển đi{day}. Ghi nhầm thì chọn Việc khác, Ghi nhầm, sửa lại."),
            "died": tr("Đã mất{day}. Ghi nhầm thì chọn Việc khác, Ghi nhầm, sửa lại."),
        }[person.status]
        day = tr(" từ {day}").format(day=shown_day(person.status_day)) if person.status_day else ""
        self.body.addWidget(panel_words(said.format(day=day), "small", wrap=True))

    def _doubt(self) -> None:
        """Say what in the personal id disagrees with the rest; it is taken all the same."""
        number = self.personal_id.value()
        if number is None or self.personal_id.state == "error":
            return
        sex = self.sex.value()
        known = sex if sex in {"male", "female"} else None
        found = doubts(number, known, self.born.value())  # type: ignore[arg-type]
        if found:
            self.personal_id.show_warning(words().say(f"warning.{found[0]}"))
        else:
            self.personal_id.clear()

    def _look_alike(self) -> None:
        """Point out who in the register it may be."""
        found = alike(
            self._session.register,
            name=self.name.value() or "",
            born=self.born.value(),
            personal_id=self.personal_id.value(),
            si_number=self.si_number.value(),
            but=self._person.id if self._person else None,
        )
        self.hint.show_alike(found, self._session)

    def _open_alike(self, person: Person) -> None:
        """Go and look; what was typed is kept."""
        self.put_off()
        self._session.ask(query_of(person))

    def _bring(self, person: Person) -> None:
        """It is that person: nobody new is added, they move to this household."""
        home = self._record.household.id
        self.reject()
        if person.household_id is not None:
            facts = {"person": person.id, "to": home}
            self._session.ask(Query("life", person.household_id, "transfer", facts))
            return
        what = tr("Đưa {name} vào hộ").format(name=person.name)
        with self._session.change(what):
            today = self._session.today()
            self._session.register.life.transfer([person.id], home, day=today)

    def take_card(self, card: CitizenCard) -> None:
        """Fill in what a scanned card says; the name is to be compared with it."""
        for field, value in (
            (self.name, card.name),
            (self.sex, card.sex),
            (self.born, card.born),
            (self.personal_id, card.personal_id),
        ):
            if value is not None:
                field.set_value(value)
        self.name.show_warning(tr("Đối chiếu với thẻ."))
        self.form.changed.emit()
        self._look_alike()
        self._doubt()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- drafts

    def _keep_drafts(self) -> None:
        person = self._person.id if self._person else ""
        self.form.mark_saved()
        about = f"{self._record.household.id}/{person}"
        self.keep_typing(self._session, "person", about, self._typed, self.form.retype)
        self.form.changed.connect(self.draft.touch)

    def _typed(self) -> dict[str, Any] | None:
        return self.form.typed() if self.form.dirty else None

    # -- writing

    def _values(self) -> PersonChanges:
        fields: dict[str, Any] = {
            name: self.form.fields[name].value()
            for name in ("name", "sex", "born", "relation", "personal_id", "si_number",
                         "hi_card", "phone", "ethnic", "occupation")
        }  # fmt: skip
        if self._person is None:
            fields["status"] = self.status.value() or "here"
            away = fields["status"] == "away"
            fields["status_day"] = self.status_day.day() if away else None
        before = self._person.relation if self._person else None
        if fields["relation"] != before:
            fields["relation_text"] = ""
        return fields  # type: ignore[return-value]

    def _what(self, name: str) -> str:
        if self._person is None:
            return tr("Thêm người: {name}").format(name=name)
        return tr("Sửa thông tin {name}").format(name=name)

    def accept(self) -> None:
        """Write the person in one change."""
        if self.form.settle() and self._write():
            super().accept()

    def _write(self) -> bool:
        values = self._values()
        people = self._session.register.people
        known = self._person.id if self._person else None
        try:
            check_personal_id(self._session.register, values["personal_id"], but=known)
            with self._session.change(self._what(str(values["name"]))):
                if self._person is None:
                    self.saved_id = people.add(
                        household_id=self._record.household.id,
                        **values,
                    )  # type: ignore[misc]
                else:
                    self.saved_id = self._person.id
                    people.save(self.saved_id, **values)
                self.draft.forget()
        except Problem as problem:
            if not self.form.show_problem(problem):
                self.banner.say(sentence(problem))
            return False
        return True
