"""Mending one record without leaving the list: the fields a check offers, and what they write."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.errors import Problem
from rules.household_codes import shown
from storage import Register, StorageError
from storage.data_checks import BY_KEY, DataCheck, Row
from storage.households import Household
from storage.people import Person
from storage.succession import hand_over, may_lead
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.fields import Field, LineField, NameField
from ui.form import Form
from ui.kinship import relation_words
from ui.panels import clear, words
from ui.screens.review.wording import tr
from ui.session import Session
from ui.style import look
from ui.values import DateEdit, IdEdit
from ui.wording import words as sentences

_STANDINGS = ("poor", "near_poor", "average_agri", "none")
_WIDTHS = {"personal_id": 168, "si_number": 168, "born": 132, "sex": 104, "card_until": 132}


class CodeEdit(LineField):
    """The code of a household, typed or scanned; its value is the household."""

    def __init__(self, register: Register) -> None:
        super().__init__("household", tr("Đưa vào hộ có mã"), placeholder="346-78K", required=True)
        self._register = register

    def read(self, text: str) -> Household:
        """The household of a code.

        Raises:
            Problem: it is no code, or no household has it.
        """
        return self._register.households.by_code(text)

    def show_value(self, value: Any) -> str:
        """The code as it is shown."""
        return shown(value.code) if isinstance(value, Household) else str(value)


class MendStrip(QWidget):
    """The fields for the current row; Enter walks through them and writes.

    Args:
        session: the open register.
        quietly: writes a change that this page shows by itself.

    Signals:
        mended: the current row was written.
        left: Esc; the list takes the keys again.
    """

    mended = Signal()
    left = Signal()

    def __init__(
        self, session: Session, quietly: Callable[[str, Callable[[], None]], None]
    ) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._quietly = quietly
        self._row: Row | None = None
        self._check: DataCheck | None = None
        self.form: Form | None = None
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(12, 8, 12, 10)
        self._line.setSpacing(12)

    @property
    def can_mend(self) -> bool:
        """Whether the current row can be mended here."""
        return self.form is not None

    def start(self) -> None:
        """Put the cursor into the first field."""
        if self.form is not None:
            self.form.start()

    def show_row(self, key: str, row: Row | None) -> None:
        """Offer what a check can be mended by, filled with what the register has."""
        clear(self._line)
        self.form = None
        self._row, self._check = row, BY_KEY[key]
        fields: list[Field] = []
        if row is not None:
            with suppress(StorageError):  # taken away since the search
                fields = self._fields(self._check, row)
        if fields:
            button = Button(tr("Ghi và sang dòng sau"), kind="filled", keys="Enter")
            self.form = Form(fields, button)
            self.form.submitted.connect(self._write)
            for field in fields:
                self._line.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
                field.show()  # at once: what is not seen yet cannot take the keys
            self._line.addStretch(1)
            self._line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        else:
            said = tr("Mở hộ bằng Enter để xem và sửa.")
            if key == "empty_village":
                said = tr("Bấm Enter để mở danh sách thôn.")
            self._line.addWidget(words(said, "small"))
            self._line.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    # -- fields

    def _fields(self, check: DataCheck, row: Row) -> list[Field]:
        person = self._session.register.people.get(row.id) if row.kind == "people" else None
        fields = [made for mend in check.mends if (made := self._field(mend, row, person))]
        for field in fields:
            if field.name in _WIDTHS:
                field.setFixedWidth(look().metrics.px(_WIDTHS[field.name]))
            else:
                field.setMinimumWidth(look().metrics.px(240))
        return fields

    def _field(self, mend: str, row: Row, person: Person | None) -> Field | None:
        if person is None:
            return self._household_field(mend, row)
        today = self._session.today()
        makers: dict[str, Callable[[], Field]] = {
            "village": self._village,
            "household": lambda: CodeEdit(self._session.register),
            "name": lambda: NameField("name", tr("Họ và tên"), required=True),
            "born": lambda: DateEdit(
                "born", tr("Ngày sinh"), on=today, birth=True, partial=True, hint=tr("050879")
            ),
            "sex": _sexes,
            "personal_id": lambda: IdEdit("personal_id", tr("Số CCCD"), kind="personal_id"),
            "si_number": lambda: IdEdit("si_number", tr("Mã số BHXH"), kind="si_number"),
            "card_until": lambda: DateEdit(
                "card_until", tr("Thẻ hết hạn ngày"), on=today, required=True
            ),
        }
        field = makers[mend]()
        value = getattr(person, mend, None)
        if value is not None and mend != "village":
            field.set_value(value)
        return field

    def _household_field(self, mend: str, row: Row) -> Field | None:
        if mend == "village":
            return self._village()
        if mend == "standing":
            kinds = [Choice(kind, sentences().say(f"standing.{kind}")) for kind in _STANDINGS]
            year = self._session.today().year
            label = tr("Diện hộ năm {year}").format(year=year)
            return ChoiceEdit("standing", label, kinds, empty=tr("chọn diện hộ"), required=True)
        if mend != "head":
            return None
        today = self._session.today()
        members = [
            Choice(one.id, one.name, relation_words(one.relation, one.relation_text))
            for one in self._session.register.people.of_household(row.id)
            if may_lead(one, one.born.age_on(today) if one.born else None)
        ]
        if not members:
            return None
        return ChoiceEdit(
            "head", tr("Chủ hộ"), members, empty=tr("chọn chủ hộ"), required=True, typed=True
        )

    def _village(self) -> Field:
        villages = [Choice(one.id, one.name) for one in self._session.register.villages.all()]
        return ChoiceEdit(
            "village", tr("Thôn"), villages, empty=tr("chọn thôn"), required=True, typed=True
        )

    # -- writing

    def _write(self) -> None:
        row, form = self._row, self.form
        if row is None or form is None:
            return
        values = form.values()
        name = row.name or (shown(row.code) if row.code else "")
        what = tr("Rà soát: sửa {name}").format(name=name)
        register, today = self._session.register, self._session.today()
        try:
            self._quietly(what, lambda: write_mend(register, row, values, on=today))
        except Problem as problem:
            if not form.show_problem(problem):
                self._session.fail(problem)
            return
        self.mended.emit()


def _sexes() -> ChoiceEdit:
    both = [Choice(sex, sentences().say(f"sex.{sex}")) for sex in ("male", "female")]
    return ChoiceEdit("sex", tr("Giới tính"), both, empty=tr("chưa rõ"))


def write_mend(register: Register, row: Row, values: dict[str, Any], *, on: date) -> None:
    """Write what was typed for one row; inside a change.

    Raises:
        StorageError: same_personal_id, not_a_member, empty_name.
    """
    values = dict(values)
    if (village := values.pop("village", None)) is not None:
        if row.household_id is not None:
            register.households.save(row.household_id, village_id=village)
        else:
            register.people.save(row.id, village_id=village)
    if (home := values.pop("household", None)) is not None:
        values |= {"household_id": home.id, "village_id": None}
    if (head := values.pop("head", None)) is not None:
        hand_over(register, row.id, head)
    if (standing := values.pop("standing", None)) is not None:
        register.standings.set(row.id, on.year, standing)
    if (until := values.pop("card_until", None)) is not None:
        last = until.earliest()
        register.covers.add(row.id, scheme="hi", known="covered", until=last, dated=on)
    if values:
        register.people.save(row.id, **values)
