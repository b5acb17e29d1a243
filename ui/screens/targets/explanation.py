"""Cause and correction of the village that is current; they go into the report of the month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rules.calendar import Month
from rules.money import dong
from storage.explanations import Explanation
from storage.target_progress import Line
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.fields import TextField
from ui.flow import FlowRows
from ui.form import Form
from ui.notices import Banner
from ui.panels import Panel, words
from ui.screens.targets.check_chips import CheckChip, Reason
from ui.style import look
from ui.target_words import gap_words, number, tr, village_words
from ui.values import DateEdit

_MOST = 4  # reasons offered; what was ticked before always is


@dataclass(frozen=True, slots=True)
class Written:
    """What the clerk has written."""

    reasons: tuple[int, ...]
    cause: str
    correction: str
    staff_id: str | None
    by_day: date | None


class ExplanationPanel(Panel):
    """What holds a village back, and what is done about it.

    Signals:
        missing_asked: those known not to be covered are wanted; carries the line.
    """

    missing_asked = Signal(object)

    def __init__(self, save: QAction, today: date) -> None:
        super().__init__(" ")
        self.line: Line | None = None
        # What was typed and not written yet, by target: another village does not lose it.
        self._typed: dict[str, Written] = {}
        self._before: Written | None = None
        self._today = today
        self.open_missing = Button("", kind="link", keys="F9")
        self.open_missing.clicked.connect(self.ask_missing)
        self.add_to_head(self.open_missing)
        self.banner = Banner("bad")
        self.reasons = FlowRows()
        self.cause = TextField("cause", tr("Nói rõ thêm"))
        self.correction = TextField("correction", tr("Cách sửa"))
        self.staff = ChoiceEdit("staff_id", tr("Người làm"), [], empty=tr("chưa ai nhận"))
        self.by_day = DateEdit("by_day", tr("Xong trước"), on=today)
        self.save = Button.of(save, kind="filled", icon_name="check")
        self.form = Form((self.cause, self.correction, self.staff, self.by_day), None, self)
        self.form.submitted.connect(save.trigger)
        self.note_foot = words("", "small")
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 6, 12, 6)
        inner.setSpacing(4)
        self.label = words(tr("Nguyên nhân, số lần đã gặp khi đến nhà"), "label")
        inner.addWidget(self.banner)
        inner.addWidget(self.label)
        inner.addWidget(self.reasons)
        inner.addWidget(self.cause)
        inner.addWidget(self.correction)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.staff, 1)
        row.addWidget(self.by_day)
        self.by_day.setFixedWidth(look().metrics.px(120))
        inner.addLayout(row)
        inner.addStretch(1)
        self.body.addLayout(inner, 1)
        foot = QWidget()
        foot.setObjectName("foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(12, 5, 12, 5)
        line.addWidget(self.note_foot, 1)
        line.addWidget(self.save)
        self.body.addWidget(foot)

    def offer_staff(self, people: Sequence[Choice]) -> None:
        """Offer the people who can take it on."""
        kept = self.staff.value()
        self.staff.set_choices(people)
        self.staff.set_value(kept)

    def put(
        self, line: Line | None, reasons: Sequence[Reason], month: Month, last: Explanation | None
    ) -> None:
        """Show another village: what was written this month, else who took it on last time."""
        self._put_by()
        self.line = line
        self.banner.say("")
        name = village_words(line.figure.name) if line is not None else ""
        target = line.target if line is not None else None
        said = gap_words(line, long=True) if line is not None and target is not None else ""
        self.set_title(" ".join(part for part in (name, said) if part) or tr("Cả xã"))
        self.note.setText(self._note(line))
        missing = line.figure.missing if line is not None else 0
        self.open_missing.setText(tr("Mở {n} người chưa có").format(n=dong(missing)))
        self.open_missing.setVisible(bool(missing))
        for part in (self.reasons, *self.form.order, self.label):
            part.setEnabled(target is not None)
        self.note_foot.setText(tr("Vào báo cáo tháng {month}").format(month=month.shown))
        said_now = line.explained if line is not None else None
        self._fill(said_now, last)
        self._offer(reasons, set(said_now.reasons) if said_now else set())
        self._before = self.written()
        kept = self._typed.get(target.id) if target is not None else None
        if kept is not None:
            self._retype(kept, reasons)

    def _put_by(self) -> None:
        """Keep what was typed for the village shown until now."""
        target = self.line.target if self.line is not None else None
        if target is None or self._before is None:
            return
        if (now := self.written()) != self._before:
            self._typed[target.id] = now
        else:
            self._typed.pop(target.id, None)

    def saved(self) -> None:
        """What stands here is written: nothing of it is to be kept."""
        self._before = self.written()

    def _retype(self, kept: Written, reasons: Sequence[Reason]) -> None:
        values = {"cause": kept.cause, "correction": kept.correction}
        self.form.set_values({**values, "staff_id": kept.staff_id, "by_day": kept.by_day})
        self._offer(reasons, set(kept.reasons))

    def _note(self, line: Line | None) -> str:
        if line is None:
            return ""
        if line.target is None:
            return tr("chưa giao chỉ tiêu")
        return tr("nên có {n}").format(n=number(line.expected))

    def _fill(self, said: Explanation | None, last: Explanation | None) -> None:
        taken = said or last
        self.form.set_values(
            {
                "cause": said.cause if said else "",
                "correction": said.correction if said else "",
                "staff_id": taken.staff_id if taken else None,
                "by_day": said.by_day if said else None,
            }
        )

    def _offer(self, reasons: Sequence[Reason], ticked: set[int]) -> None:
        """Show the reasons; where they are the same as before, the keys stay where they are."""
        shown = [one for one in self.reasons.held() if isinstance(one, CheckChip)]
        wanted = [one for place, one in enumerate(reasons) if place < _MOST or one.number in ticked]
        if [one.reason for one in shown] == wanted:
            for chip in shown:
                chip.setChecked(chip.number in ticked)
            return
        chips = []
        for one in wanted:
            chip = CheckChip(one)
            chip.setChecked(one.number in ticked)
            chip.left.connect(self._go_on)
            chips.append(chip)
        self.reasons.put(chips)
        # made later than the fields, they would come after all of them
        order: list[QWidget] = [self.open_missing, *chips, self.cause.editor()]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def start(self) -> None:
        """Put the keys on the first reason, else into the words."""
        first = next(iter(self.reasons.held()), None)
        (first or self.cause).setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        self.cause.setFocus(Qt.FocusReason.TabFocusReason)

    def written(self) -> Written:
        """What stands in the panel now."""
        chips = (one for one in self.reasons.held() if isinstance(one, CheckChip))
        return Written(
            tuple(one.number for one in chips if one.isChecked()),
            self.cause.text(),
            self.correction.text(),
            self.staff.value(),
            self.by_day.day(),
        )

    def ask_missing(self) -> None:
        """Ask for those known not to be covered."""
        if self.line is not None and self.line.figure.missing:
            self.missing_asked.emit(self.line)
