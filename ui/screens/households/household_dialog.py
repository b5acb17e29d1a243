"""Adding a household with its head, and correcting where a household is and what it stands as."""

from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from rules.errors import Problem
from storage.household_record import HouseholdRecord
from storage.standings import StandingKind
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.fields import Field, LineField, NameField, TextField
from ui.form import Form
from ui.notices import Banner
from ui.panels import words
from ui.screens.households.wording import STANDINGS, coded, tr
from ui.session import Session
from ui.values import DateEdit, IdEdit
from ui.wording import sentence

_KINDS: dict[str, StandingKind] = {
    "poor": "poor",
    "near_poor": "near_poor",
    "average_agri": "average_agri",
    "none": "none",
}


class NumberField(LineField):
    """A whole number, such as the place along the walk."""

    def read(self, text: str) -> int:
        """The number of a text.

        Raises:
            Problem: bad_walk_order.
        """
        if not text.isdecimal():
            raise Problem("bad_walk_order", value=text)
        return int(text)


class HouseholdDialog(Dialog):
    """Where a household is, its standing this year, and for a new one its head.

    Args:
        session: the open register.
        record: the household that is corrected; None adds one.
        village: id of the village a new household is offered.
        parent: the window.
    """

    def __init__(
        self,
        session: Session,
        record: HouseholdRecord | None,
        parent: QWidget,
        *,
        village: str | None = None,
    ) -> None:
        super().__init__(
            tr("Sửa hộ") if record else tr("Thêm hộ"),
            "" if record else tr("Ghi chủ hộ trước; những người khác thêm sau trong hộ."),
            filled=tr("Ghi") if record else tr("Thêm hộ"),
            cancel=tr("Không ghi"),
            foot_note=tr("Hoàn tác được bằng Ctrl+Z"),
            parent=parent,
        )
        self._session = session
        self._record = record
        self.saved_id = ""
        self.banner = Banner("bad")
        self.body.addWidget(self.banner)
        self._make_place()
        self.form = Form(self._place, self.filled, parent=self)
        self._lay(self._place)
        if record is None:
            self.body.addWidget(words(tr("Chủ hộ"), "panel"))
            head = self._make_head()
            for field in head:
                self.form.add(field)
            self._lay(head)
            self.village.set_value(village)
        else:
            self._show(record)
        self.form.start()

    def _make_place(self) -> None:
        villages = self._session.register.villages.all()
        offered = [Choice(village.id, village.name) for village in villages]
        self.village = ChoiceEdit("village_id", tr("Thôn"), offered, empty=tr("Chưa rõ thôn"))
        self.walk = NumberField(
            "walk_order", tr("Số theo đường đi"), hint=tr("để trống: cuối thôn")
        )
        self.number = TextField("number", tr("Số hộ trong sổ"))
        self.address = TextField("address", tr("Địa chỉ"), placeholder=tr("xóm, ngõ, số nhà"))
        year = self._session.today().year
        self.standing = ChoiceEdit(
            "standing",
            tr("Diện hộ năm {year}").format(year=year),
            coded("standing", STANDINGS),
            empty=tr("Chưa rõ"),
        )
        self.document = TextField(
            "document", tr("Văn bản công nhận"), placeholder=tr("số quyết định")
        )
        self._place: tuple[Field, ...] = (
            self.village, self.walk, self.number, self.address, self.standing, self.document,
        )  # fmt: skip

    def _make_head(self) -> tuple[Field, ...]:
        self.name = NameField("name", tr("Họ và tên"), required=True)
        self.sex = ChoiceEdit(
            "sex", tr("Giới tính"), coded("sex", ("male", "female")), empty=tr("Chưa rõ")
        )
        self.born = DateEdit(
            "born", tr("Ngày sinh"), on=self._session.today(), birth=True, partial=True,
            hint=tr("gõ 050879, hoặc chỉ năm"), placeholder=tr("ví dụ 05/08/1979"),
        )  # fmt: skip
        self.personal_id = IdEdit(
            "personal_id", tr("Số định danh"), kind="personal_id", hint=tr("12 chữ số")
        )
        self.phone = IdEdit("phone", tr("Điện thoại"), kind="phone", hint=tr("10 chữ số"))
        self.ethnic = TextField("ethnic", tr("Dân tộc"))
        return (self.name, self.sex, self.born, self.personal_id, self.phone, self.ethnic)

    def _lay(self, fields: tuple[Field, ...]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(9)
        for number, field in enumerate(fields):
            grid.addWidget(field, number // 2, number % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)

    def _show(self, record: HouseholdRecord) -> None:
        household = record.household
        self.village.set_value(household.village_id)
        self.walk.set_value(household.walk_order)
        self.number.set_value(household.number or None)
        self.address.set_value(household.address or None)
        if record.standing is not None:
            self.standing.set_value(record.standing.kind)
            self.document.set_value(record.standing.document or None)
        self.form.mark_saved()

    # -- writing

    def accept(self) -> None:
        """Write the household, and the head of a new one, in one change."""
        if self.form.settle() and self._write():
            super().accept()

    def _what(self) -> str:
        if self._record is None:
            return tr("Thêm hộ {name}").format(name=self.name.value() or "")
        head = self._record.head
        return tr("Sửa hộ {name}").format(name=head.name if head else self._record.household.number)

    def _write(self) -> bool:
        place: dict[str, Any] = {
            "village_id": self.village.value(),
            "walk_order": self.walk.value(),
            "number": self.number.value() or "",
            "address": self.address.value() or "",
        }
        households = self._session.register.households
        try:
            with self._session.change(self._what()):
                if self._record is None:
                    self.saved_id = households.add(**place)
                    self._add_head()
                else:
                    self.saved_id = self._record.household.id
                    households.save(self.saved_id, **place)
                self._write_standing()
        except Problem as problem:
            if not self.form.show_problem(problem):
                self.banner.say(sentence(problem))
            return False
        return True

    def _add_head(self) -> None:
        sex = self.sex.value()
        self._session.register.people.add(
            household_id=self.saved_id,
            relation="head",
            name=self.name.value() or "",
            sex="male" if sex == "male" else "female" if sex else None,
            born=self.born.value(),
            personal_id=self.personal_id.value(),
            phone=self.phone.value(),
            ethnic=self.ethnic.value(),
        )

    def _write_standing(self) -> None:
        kind = _KINDS.get(self.standing.value() or "")
        now = self._record.standing if self._record else None
        document = self.document.value() or ""
        if kind is None or (now is not None and (now.kind, now.document) == (kind, document)):
            return
        year = self._session.today().year
        self._session.register.standings.set(self.saved_id, year, kind, document=document)
