"""Lists of one event: who came, who moved to non-cash payment, who was given a card."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rules.errors import Problem
from rules.money import dong
from storage.events import Event, What
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.fields import Field
from ui.form import Form
from ui.forms.life.naming import people_like
from ui.found_edit import FoundEdit
from ui.notices import Banner
from ui.screens.campaigns.fields import CountEdit, grows, in_a_row
from ui.screens.campaigns.wording import event_title, tr
from ui.session import Session
from ui.style import look
from ui.suggesting import SuggestingField
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.values import DateEdit, MoneyEdit
from ui.wording import sentence
from ui.wording import words as sentences

_ROWS = 8
_NUMBER = 150
_GROUPS = ("student", "household", "near_poor", "poor", "average_agri")


@dataclass(frozen=True, slots=True)
class Row:
    """One who stands on a list."""

    id: str
    name: str
    more: str
    village: str


class PeopleDialog(Dialog):
    """A list that grows with each Enter; every line is written at once and can be undone.

    A name of the register becomes that person; any other name is kept as it was written.
    """

    def __init__(self, session: Session, event: Event, *, parent: QWidget) -> None:
        super().__init__(
            f"{self.heading()} · {event_title(event)}",
            self.hint(),
            cancel=tr("Xong"),
            parent=parent,
            wide=True,
            foot_note=tr("Mỗi dòng ghi ngay vào sổ; Delete bỏ dòng đang chọn; hoàn tác: Ctrl+Z"),
        )
        self._session = session
        self.event_id = event.id
        self.who = FoundEdit(
            "who",
            tr("Họ và tên"),
            find=lambda text: people_like(session.register, text, session.today()),
            hint=tr("Enter thêm vào danh sách"),
        )
        self.number = CountEdit("number", self.number_words(), placeholder=tr("không có"))
        self.wrong = Banner("bad")
        self.wrong.hide()
        self.model: RowsModel[Row] = RowsModel(
            (
                Column(tr("Họ và tên"), lambda row: row.name, kind="name", width=220),
                Column("", lambda row: row.more, kind="second"),
                Column(tr("Thôn"), lambda row: row.village, kind="second", width=190),
            ),
            row_id=lambda row: row.id,
        )
        self.table = RecordTable(self.model, dense=True)
        self.table.setAccessibleName(self.heading())
        self.table.horizontalHeader().setSectionsClickable(False)
        sizes = look().metrics
        self.table.setFixedHeight(sizes.table_head + _ROWS * sizes.dense + 1)
        self._lay_out()
        self.form = Form([*self.before(), self.who, self.number])
        self.who.next_asked.disconnect()
        self.who.next_asked.connect(self._enter)
        self.number.next_asked.disconnect()
        self.number.next_asked.connect(lambda _: self._keep_number())
        self.number.settled.connect(self._keep_number)
        QShortcut(QKeySequence("Del"), self.table, self._remove)
        grows(self)
        self.reload()
        self.who.setFocus()

    # -- what each list is

    def heading(self) -> str:
        """The title."""
        raise NotImplementedError

    def hint(self) -> str:
        """One sentence under the title."""
        raise NotImplementedError

    def number_words(self) -> str:
        """What the number stands for."""
        raise NotImplementedError

    def before(self) -> list[Field]:
        """Fields before the name."""
        return []

    def rows(self) -> list[Row]:
        """Who stands on the list."""
        raise NotImplementedError

    def write(self, person_id: str | None, name: str) -> None:
        """Write one more; inside a change."""
        raise NotImplementedError

    def erase(self, row_id: str) -> None:
        """Take one off; inside a change."""
        raise NotImplementedError

    def known_number(self) -> int | None:
        """The number that is written."""
        raise NotImplementedError

    def write_number(self, number: int | None) -> None:
        """Write the number; inside a change."""
        raise NotImplementedError

    # -- one list

    def _lay_out(self) -> None:
        if fields := self.before():
            self.body.addLayout(in_a_row(*fields))
        self.body.addLayout(in_a_row(self.who, self.number, widths=(0, _NUMBER)))
        self.body.addWidget(self.table)
        self.body.addWidget(self.wrong)
        drop = Button(tr("Bỏ dòng"), keys="Delete")
        drop.clicked.connect(self._remove)
        self.extra.addWidget(drop)

    def event_now(self) -> Event:
        """The event as it stands."""
        return self._session.register.events.get(self.event_id)

    def reload(self) -> None:
        """Show the list as it stands, the last line in sight."""
        rows = self.rows()
        self.model.set_rows(rows)
        self.number.set_value(self.known_number())
        if rows:
            self.table.setCurrentIndex(self.model.index(len(rows) - 1, 0))

    def _enter(self, step: int) -> None:
        if step < 0 or not self.who.text().strip():
            self.number.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self._add()

    def _add(self) -> None:
        person_id = self.who.value()
        name = "" if person_id else self.who.text()
        if self._done(self.heading(), lambda: self.write(person_id, name)):
            self.who.set_value(None)
            self.who.setFocus()

    def _remove(self) -> None:
        row = self.table.current_id()
        if isinstance(row, str):
            self._done(tr("Bỏ khỏi danh sách"), lambda: self.erase(row))

    def _keep_number(self) -> None:
        if self.number.settle() and self.number.value() != self.known_number():
            self._done(self.heading(), lambda: self.write_number(self.number.value()))

    def _done(self, what: str, write: object) -> bool:
        try:
            with self._session.change(what):
                write()  # type: ignore[operator]
        except Problem as problem:
            self.wrong.say(sentence(problem), tone="bad")
            self.wrong.show()
            return False
        self.wrong.hide()
        self.reload()
        return True


class AttendanceDialog(PeopleDialog):
    """Who came, by name or by number."""

    def heading(self) -> str:
        """The title."""
        return tr("Danh sách dự")

    def hint(self) -> str:
        """One sentence under the title."""
        return tr("Ghi từng người, hoặc chỉ gõ số người dự nếu không ghi tên.")

    def number_words(self) -> str:
        """What the number stands for."""
        return tr("Số người dự")

    def rows(self) -> list[Row]:
        """Who stands on the list."""
        found = self._session.register.events.attendees(self.event_id)
        return [
            Row(one.id, one.name, "" if one.person_id else tr("ngoài sổ"), one.village)
            for one in found
        ]

    def write(self, person_id: str | None, name: str) -> None:
        """Write one more."""
        self._session.register.events.attend(self.event_id, person_id=person_id, name=name)

    def erase(self, row_id: str) -> None:
        """Take one off."""
        self._session.register.events.stay_away([row_id])

    def known_number(self) -> int | None:
        """The number that came."""
        return self.event_now().reached

    def write_number(self, number: int | None) -> None:
        """Write how many came."""
        self._session.register.events.save(self.event_id, reached=number)


class NonCashDialog(PeopleDialog):
    """Who moved to non-cash payment at this event."""

    def heading(self) -> str:
        """The title."""
        return tr("Nhận lương hưu, trợ cấp qua tài khoản")

    def hint(self) -> str:
        """One sentence under the title."""
        return tr("Người chuyển từ nhận tiền mặt sang tài khoản, tại buổi này.")

    def number_words(self) -> str:
        """What the number stands for."""
        return tr("Thêm số không ghi tên")

    def rows(self) -> list[Row]:
        """Who stands on the list."""
        found = self._session.register.non_cash.of_event(self.event_id)
        return [
            Row(one.id, one.name, "" if one.person_id else tr("ngoài sổ"), one.village)
            for one in found
        ]

    def write(self, person_id: str | None, name: str) -> None:
        """Write one more."""
        event = self.event_now()
        self._session.register.non_cash.add(
            day=event.day,
            person_id=person_id,
            name=name,
            village_id=None if person_id else event.village_id,
            event_id=event.id,
        )

    def erase(self, row_id: str) -> None:
        """Take one off."""
        self._session.register.non_cash.remove(row_id)

    what: What = "non_cash"

    def known_number(self) -> int | None:
        """The number without names."""
        return self._session.register.events.totals(self.event_id).get(self.what)

    def write_number(self, number: int | None) -> None:
        """Write the number without names."""
        self._session.register.events.set_total(self.event_id, self.what, number or 0)


class SponsoredDialog(NonCashDialog):
    """Cards given at this event by a sponsor: counted apart from those people paid themselves."""

    what: What = "sponsored"

    def heading(self) -> str:
        """The title."""
        return tr("Thẻ nhà tài trợ tặng")

    def hint(self) -> str:
        """One sentence under the title."""
        return tr("Tính riêng, không phải thẻ tự đóng. Người trong sổ có thẻ từ ngày ghi dưới đây.")

    def before(self) -> list[Field]:
        """Who paid, for how long, how much."""
        if not hasattr(self, "sponsor"):
            self._make_fields()
        return [self.sponsor, self.start, self.months, self.amount, self.group]

    def _make_fields(self) -> None:
        register = self._session.register
        self.sponsor = SuggestingField("sponsor", tr("Nhà tài trợ"))
        known = register.sponsored.sponsors()
        self.sponsor.suggest(list(known))
        held = register.sponsored.of_event(self.event_id)
        self.sponsor.set_value(held[-1].sponsor if held else None)
        self.start = DateEdit("start", tr("Thẻ từ ngày"), on=self._session.today())
        self.start.set_value(self.event_now().day)
        self.months = CountEdit("months", tr("Số tháng"))
        self.months.set_value(12)
        self.amount = MoneyEdit("amount", tr("Số tiền một thẻ"))
        self.group = ChoiceEdit(
            "group",
            tr("Nhóm trên thẻ"),
            [Choice(one, sentences().say(f"hi_group.{one}")) for one in _GROUPS],
            empty=tr("chưa rõ"),
        )

    def rows(self) -> list[Row]:
        """Who stands on the list."""
        found = self._session.register.sponsored.of_event(self.event_id)
        return [
            Row(
                one.id,
                one.name,
                ", ".join(
                    part
                    for part in (
                        one.sponsor,
                        tr("{n} tháng").format(n=one.months) if one.months else "",
                        dong(one.amount) if one.amount else "",
                    )
                    if part
                ),
                one.village,
            )
            for one in found
        ]

    def write(self, person_id: str | None, name: str) -> None:
        """Write one more card."""
        event = self.event_now()
        self._session.register.sponsored.add(
            day=event.day,
            start=self.start.day(),
            hi_group=self.group.value(),
            person_id=person_id,
            name=name,
            village_id=None if person_id else event.village_id,
            event_id=event.id,
            sponsor=self.sponsor.value() or "",
            months=self.months.value() or None,
            amount=self.amount.value(),
        )

    def erase(self, row_id: str) -> None:
        """Take one off, with the cover it gave."""
        self._session.register.sponsored.remove(row_id)
