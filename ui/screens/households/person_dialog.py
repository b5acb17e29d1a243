"""Adding a person to a household, correcting one, and writing that somebody moved or died."""

from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from rules.errors import Problem
from rules.identity import doubts
from storage.household_record import HouseholdRecord
from storage.people import Person, PersonChanges
from storage.succession import hand_over
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.fields import Field, NameField, TextField
from ui.form import Form
from ui.kinship import RELATIONS
from ui.notices import Banner
from ui.screens.households.heads import Succession
from ui.screens.households.wording import STATUSES, coded, tr
from ui.session import Session
from ui.values import DateEdit, IdEdit
from ui.wording import sentence, words

_GONE = frozenset({"moved", "died"})
_ACROSS = 3  # fields beside each other


class PersonDialog(Dialog):
    """One person: who it is, the numbers, the relation, and where the person lives now.

    Args:
        session: the open register.
        record: the household.
        person: who is corrected; None adds somebody.
        parent: the window.
    """

    def __init__(
        self, session: Session, record: HouseholdRecord, person: Person | None, parent: QWidget
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
        self._over = parent.window()
        self._record = record
        self._person = person
        self.succession: Succession | None = None
        self.saved_id = ""
        self.banner = Banner("bad")
        self.body.addWidget(self.banner)
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
        for field in (self.personal_id, self.sex, self.born):
            field.settled.connect(self._doubt)
        self.form.start()

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
        self.status = ChoiceEdit("status", tr("Nơi ở"), coded("status", STATUSES))
        self.status_day = DateEdit("status_day", tr("Từ ngày"), on=today, hint=tr("gõ 2011"))
        fields: tuple[Field, ...] = (
            self.name, self.sex, self.born, self.relation, self.personal_id, self.si_number,
            self.hi_card, self.phone, self.ethnic, self.status, self.status_day,
        )  # fmt: skip
        self.form = Form(fields, self.filled, parent=self)

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
                     "phone", "ethnic", "status", "status_day"):  # fmt: skip
            self.form.fields[name].set_value(getattr(person, name))
        if person.relation == "head":
            self.relation.box.setEnabled(False)
        self._follow_status()
        self.form.mark_saved()

    # -- somebody leaves

    def _leaves(self) -> bool:
        return self.status.value() in _GONE

    def _head_leaves(self) -> bool:
        person = self._person
        head = person is not None and person.relation == "head" and person.status not in _GONE
        return head and self._leaves()

    def _follow_status(self) -> None:
        status = self.status.value() or "here"
        labels = {"died": tr("Ngày mất"), "moved": tr("Ngày chuyển đi"), "away": tr("Ở xa từ ngày")}
        self.status_day.setVisible(status != "here")
        self.status_day.label.setText(labels.get(status, tr("Từ ngày")))
        self.status_day.line.setAccessibleName(self.status_day.label.text())
        if self._leaves() and not self.status_day.text():
            self.status_day.set_value(self._session.today())
        if self._head_leaves() and self.succession is None and self._person is not None:
            self.succession = Succession(self._record.members, self._person.id)
            self.body.addWidget(self.succession)
        if self.succession is not None:
            self.succession.setVisible(self._head_leaves())
            self.succession.say_leaving(self.status.text())
        self.adjustSize()
        middle = self._over.mapToGlobal(self._over.rect().center())
        self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)

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

    # -- writing

    def _values(self) -> PersonChanges:
        fields: dict[str, Any] = {
            name: self.form.fields[name].value()
            for name in ("name", "sex", "born", "relation", "personal_id", "si_number",
                         "hi_card", "phone", "ethnic")
        }  # fmt: skip
        status = self.status.value() or "here"
        fields["status"] = status
        fields["status_day"] = self.status_day.day() if status != "here" else None
        before = self._person.relation if self._person else None
        if fields["relation"] != before:
            fields["relation_text"] = ""
        return fields  # type: ignore[return-value]

    def _what(self, name: str) -> str:
        if self._person is None:
            return tr("Thêm người: {name}").format(name=name)
        status = self.status.value() or "here"
        said = {"died": tr("Ghi {name} đã mất"), "moved": tr("Ghi {name} đã chuyển đi")}
        if self._head_leaves() and self.succession and self.succession.new_head():
            said = {
                "died": tr("Ghi {name} đã mất, đổi chủ hộ"),
                "moved": tr("Ghi {name} đã chuyển đi, đổi chủ hộ"),
            }
        if status in said and status != self._person.status:
            return said[status].format(name=name)
        return tr("Sửa thông tin {name}").format(name=name)

    def accept(self) -> None:
        """Write the person, and the new head where the head leaves, in one change."""
        if self.form.settle() and self._write():
            super().accept()

    def _write(self) -> bool:
        values = self._values()
        household = self._record.household.id
        people = self._session.register.people
        try:
            with self._session.change(self._what(str(values["name"]))):
                if self._person is None:
                    self.saved_id = people.add(household_id=household, **values)  # type: ignore[misc]
                else:
                    self.saved_id = self._person.id
                    people.save(self.saved_id, **values)
                new_head = self.succession.new_head() if self.succession else None
                if self._head_leaves() and new_head is not None:
                    hand_over(self._session.register, household, new_head)
        except Problem as problem:
            if not self.form.show_problem(problem):
                self.banner.say(sentence(problem))
            return False
        return True
