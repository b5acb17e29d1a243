"""What stands on no line of a pile: the day and who went, and the note on a sheet."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.calendar import shown_day
from rules.household_codes import shown
from storage.staff import StaffMember
from ui.choices import ChoiceEdit
from ui.dialogs import Dialog
from ui.fields import TextField
from ui.form import Form
from ui.forms.visit import visitors
from ui.screens.results.lines import Home, tr
from ui.screens.results.pile import Pile, Trip
from ui.session import Session
from ui.values import DateEdit


class TripDialog(Dialog):
    """Asks once for a pile what stands on no sheet: the day, and who went."""

    def __init__(self, session: Session, trip: Trip, parent: QWidget) -> None:
        super().__init__(
            tr("Xấp phiếu của chuyến đi nào?"),
            tr("Ngày và người đi ghi chung cho cả xấp. Sửa lại lúc nào cũng được: F3."),
            filled=tr("Bắt đầu nhập"),
            parent=parent,
        )
        self._session = session
        self._trip = trip
        today = session.today()
        self.day = DateEdit("day", tr("Ngày đến"), on=today, hint=tr("gõ 2811"), required=True)
        self.visitor = ChoiceEdit(
            "visitor", tr("Người đi"), visitors(session), typed=True, empty=tr("Gõ tên để tìm")
        )
        self.day.setFixedWidth(150)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.day)
        row.addWidget(self.visitor, 1)
        self.body.addLayout(row)
        self.form = Form((self.day, self.visitor), self.filled)
        self.filled.clicked.disconnect(self.accept)
        self.form.submitted.connect(self._check)
        self.day.set_value(trip.day)
        self.visitor.set_value(trip.visitor_id)
        self.form.start()

    def _check(self) -> None:
        day = self.day.day()
        if day is not None and day > self._session.today():
            self.day.show_error(tr("Ngày này chưa đến."))
            self.day.setFocus()
            return
        self.accept()

    def trip(self) -> Trip:
        """The trip as it was told; plan and route stay."""
        day = self.day.day() or self._trip.day
        return Trip(day, self.visitor.value(), self._trip.plan_id, self._trip.route)


class NoteDialog(Dialog):
    """What else stands on a sheet."""

    def __init__(self, home: Home, parent: QWidget) -> None:
        super().__init__(
            tr("Ghi chú của phiếu {code}").format(code=shown(home.code)),
            filled=tr("Ghi vào phiếu"),
            parent=parent,
        )
        self.home = home
        self.note = TextField("note", tr("Ghi chú"))
        self.form = Form((self.note,), self.filled)
        self.filled.clicked.disconnect(self.accept)
        self.form.submitted.connect(self.accept)
        self.body.addWidget(self.note)
        self.note.set_value(home.note)
        self.form.start()


def trip_words(pile: Pile, staff: Sequence[StaffMember]) -> str:
    """The trip in one line: the day, the villages, who went."""
    names = {one.id: one for one in staff}
    crew = [one for route in pile.plan.routes for one in route.crew] if pile.plan else []
    went = [names[one] for one in (pile.trip.visitor_id, *crew) if one in names]
    villages = list(dict.fromkeys(home.village for home in pile.homes if home.village))
    parts = [tr("Chuyến đi {day}").format(day=_weekday(pile.trip.day))]
    if 0 < len(villages) <= 2:
        parts.append(", ".join(villages))
    elif villages:
        parts.append(tr("{count} thôn").format(count=len(villages)))
    parts.append(", ".join(_who(one) for one in went) or tr("chưa ghi ai đi"))
    return " · ".join(parts)


def _who(one: StaffMember) -> str:
    place = one.organisation or one.title
    return f"{one.name}, {place[:1].lower()}{place[1:]}" if place else one.name


def _weekday(day: date) -> str:
    names = (
        tr("Thứ Hai"), tr("Thứ Ba"), tr("Thứ Tư"), tr("Thứ Năm"), tr("Thứ Sáu"), tr("Thứ Bảy"),
        tr("Chủ nhật"),
    )  # fmt: skip
    return f"{names[day.weekday()]} {shown_day(day)}"
