"""Correcting where a household is and what it stands as."""

from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from rules.errors import Problem
from storage.household_record import HouseholdRecord
from storage.standings import StandingKind
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.fields import Field, LineField, TextField
from ui.form import Form
from ui.notices import Banner
from ui.screens.households.wording import STANDINGS, coded, tr
from ui.session import Session
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
    """Where a household is, and its standing this year; new ones are typed in `ui.forms.entry`.

    Args:
        session: the open register.
        record: the household that is corrected.
        parent: the window.
    """

    def __init__(self, session: Session, record: HouseholdRecord, parent: QWidget) -> None:
        super().__init__(
            tr("Sửa hộ"),
            filled=tr("Ghi"),
            cancel=tr("Không ghi"),
            foot_note=tr("Hoàn tác được bằng Ctrl+Z"),
            parent=parent,
        )
        self._session = session
        self._record = record
        self.banner = Banner("bad")
        self.body.addWidget(self.banner)
        self._make_place()
        self.form = Form(self._place, self.filled, parent=self)
        self._lay(self._place)
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
        """Write the household and its standing in one change."""
        if self.form.settle() and self._write():
            super().accept()

    def _what(self) -> str:
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
                households.save(self._record.household.id, **place)
                self._write_standing()
        except Problem as problem:
            if not self.form.show_problem(problem):
                self.banner.say(sentence(problem))
            return False
        return True

    def _write_standing(self) -> None:
        kind = _KINDS.get(self.standing.value() or "")
        now = self._record.standing
        document = self.document.value() or ""
        if kind is None or (now is not None and (now.kind, now.document) == (kind, document)):
            return
        year = self._session.today().year
        household = self._record.household.id
        self._session.register.standings.set(household, year, kind, document=document)
