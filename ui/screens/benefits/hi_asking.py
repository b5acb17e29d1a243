"""The form at the left for health insurance: whose household, who joins, for how long."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rules.hi.premium import HiGroup
from ui.fields import Field
from ui.forms.choosing import SegmentField
from ui.found_edit import FoundEdit
from ui.panels import words
from ui.screens.benefits.asking import PageKeys
from ui.screens.benefits.counting import CountEdit
from ui.screens.benefits.fields import PayDay
from ui.screens.benefits.hi_sums import COUNTED, group_words
from ui.screens.benefits.wording import tr
from ui.segments import Segment
from ui.style import look

USUAL_MONTHS = 12


class HiAsking(QWidget):
    """The fields of the household; the page follows them at every key.

    Signals:
        changed: something may be another one.
        person_chosen: another person of the register stands there, or none.
    """

    changed = Signal()
    person_chosen = Signal()

    def __init__(self, person: FoundEdit, today: date) -> None:
        super().__init__()
        self.person = person
        names = {HiGroup.AVERAGE_AGRI: tr("Mức trung bình")}
        self.counts = {
            group.value: CountEdit(group.value, names.get(group) or group_words(group))
            for group in COUNTED
        }
        self.months = SegmentField("months", tr("Đóng cho"), self._segments((3, 6, 12)))
        self.months.set_value(str(USUAL_MONTHS))
        self.before = CountEdit("before", tr("Đã đóng năm nay"))
        self.day = PayDay("hi_on", today)
        self._lay_out()
        for field in self.fields():
            field.changed.connect(self.changed)
        self.person.changed.connect(self.person_chosen)
        self.keys = PageKeys(self)
        self.keys.guard(self.fields())

    @staticmethod
    def _segments(months: tuple[int, ...]) -> list[Segment]:
        text = tr("{months} tháng")
        return [Segment(str(one), text.format(months=one)) for one in months]

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.person)
        self._people = QVBoxLayout()
        self._people.setSpacing(4)
        self.who = words(tr("Ai đóng, mỗi nhóm mấy người"), "label")
        self._people.addWidget(self.who)
        for count in self.counts.values():
            self._people.addLayout(count.row)
        self._column.addLayout(self._people)
        self._column.addWidget(self.months)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.day, 1)
        row.addStretch(1)
        self._column.addLayout(self.before.row)
        self._column.addLayout(row)
        self._column.addStretch(1)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._column.setSpacing({"full": 9, "compact": 7, "tight": 5}[look().metrics.density])

    def fields(self) -> tuple[Field, ...]:
        """The fields in the order of Enter."""
        return (self.person, *self.counts.values(), self.months, self.before, self.day)

    def offer(self, months: tuple[int, ...]) -> None:
        """Offer the months that may be paid at once on the day."""
        kept = self.months.value()
        self.months.set_segments(self._segments(months))
        if kept not in {str(one) for one in months}:
            self.months.set_value(str(months[-1]))

    def hold(self, *, household: bool) -> None:
        """Let the members of a household say who pays, or the numbers typed here."""
        for field in (*self.counts.values(), self.before):
            field.hold(on=not household)
        said = tr("Ai đóng: đánh dấu ở bảng bên cạnh") if household else ""
        self.who.setText(said or tr("Ai đóng, mỗi nhóm mấy người"))

    def how_many(self) -> dict[str, int]:
        """How many of each group pay."""
        return {group: field.value() or 0 for group, field in self.counts.items()}

    def show_many(self, counts: dict[str, int], before: int) -> None:
        """Show how many of each group pay in the household chosen."""
        for group, field in self.counts.items():
            if field.value() != counts.get(group, 0):
                field.set_value(counts.get(group, 0))
        if self.before.value() != before:
            self.before.set_value(before)

    def chosen_months(self) -> int:
        """For how many months the sum at the right is."""
        return int(self.months.value() or USUAL_MONTHS)
