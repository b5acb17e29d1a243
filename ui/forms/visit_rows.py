"""The rows of a visit: who was asked about what, and what the answer was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from rules.household.member_tasks import HiTask, VsiTask
from storage.quotes import HouseholdQuote
from storage.visits import Result, ResultInput
from ui.choices import Choice, ChoiceEdit
from ui.fields import Field
from ui.forms.choosing import SegmentField
from ui.forms.wording import tr
from ui.panels import words
from ui.segments import Segment
from ui.style import look

Scheme = Literal["hi", "vsi"]

_NEEDS_REASON = frozenset({"thinking", "refused"})
_ROW = 34
_POPUP = 304
_MOST_ROWS = 9
_LETTERS = {
    "đ": "agreed",
    "d": "agreed",
    "n": "thinking",
    "t": "refused",
    "v": "absent",
    "c": "moved",
}
_ASKED_OF_VSI = frozenset({VsiTask.OFFER, VsiTask.RESUME})


@dataclass(frozen=True, slots=True)
class Question:
    """Somebody and a scheme; without a person it is about the whole household."""

    person_id: str | None
    name: str
    scheme: Scheme | None


def questions(found: HouseholdQuote) -> tuple[Question, ...]:
    """What can be asked at a household: not what somebody already has or may not join."""
    rows = [Question(None, tr("Cả hộ"), None)]
    for member in found.members:
        schemes: list[Scheme] = []
        if member.quote.hi_task is not HiTask.NONE:
            schemes.append("hi")
        if member.quote.vsi_task in _ASKED_OF_VSI:
            schemes.append("vsi")
        rows += [Question(member.person.id, member.person.name, scheme) for scheme in schemes]
    return tuple(rows)


class ResultField(SegmentField):
    """The answer by one key: a digit by place, or the first letter of the word."""

    def __init__(self, question: Question, number: int) -> None:
        super().__init__(f"result{number}", "", _segments(), optional=True, small=True)
        spoken = " ".join(part for part in (question.name, scheme_words(question.scheme)) if part)
        self.segments.setAccessibleName(spoken)

    def key_for(self, typed: str) -> str:
        """Digits 1 to 5, or đ, n, t, v, c."""
        return super().key_for(typed) or _LETTERS.get(typed.lower(), "")


class VisitRow:
    """One question with its answer and, where the answer is no or not yet, the reason."""

    def __init__(self, question: Question, number: int, reasons: Sequence[Choice]) -> None:
        self.question = question
        self.result = ResultField(question, number)
        self.reason = ChoiceEdit(
            f"reason{number}", choices=reasons, typed=True, empty=tr("Lý do"), small=True
        )
        spoken = tr("Lý do của {name}").format(name=question.name)
        self.reason.box.setAccessibleName(spoken)
        completer = self.reason.box.completer()
        for popup in (self.reason.box.view(), completer.popup() if completer else None):
            if popup is not None:
                popup.setMinimumWidth(_POPUP)
        kept = self.reason.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.reason.setSizePolicy(kept)
        self.reason.changed.connect(lambda: self.reason.box.setToolTip(self.reason.text()))
        self.result.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        needed = self.result.value() in _NEEDS_REASON
        self.reason.setVisible(needed)
        if not needed:
            self.reason.set_value(None)

    @property
    def key(self) -> str:
        """Who is asked about what: the same when the form is opened again."""
        return f"{self.question.person_id or ''}/{self.question.scheme or ''}"

    def entered(self) -> ResultInput | None:
        """The result to keep; None for a row that was left as it was."""
        result = self.result.value()
        if result is None:
            return None
        return ResultInput(
            cast("Result", result),
            person_id=self.question.person_id,
            scheme=self.question.scheme,
            reason=self.reason.value(),
        )


class VisitRows(QFrame):
    """All rows of a household under one head; more than nine scroll."""

    def __init__(self, asked: Sequence[Question], reasons: Sequence[Choice]) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.rows = [VisitRow(question, number, reasons) for number, question in enumerate(asked)]
        inside = QWidget()
        inside.setObjectName("inside")
        grid = QGridLayout(inside)
        grid.setContentsMargins(12, 4, 12, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(3, 1)
        before = ""
        for at, row in enumerate(self.rows):
            name = row.question.name if row.question.name != before else ""
            before = row.question.name
            label = words(name, "strong")
            label.setMinimumWidth(130)
            grid.addWidget(label, at, 0)
            grid.addWidget(words(scheme_words(row.question.scheme), "second"), at, 1)
            grid.addWidget(row.result, at, 2, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(row.reason, at, 3, Qt.AlignmentFlag.AlignVCenter)
            grid.setRowMinimumHeight(at, look().metrics.px(_ROW))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._area = area
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(area)
        self.set_room(_MOST_ROWS)

    def set_room(self, rows: int) -> None:
        """Show so many rows at once, or all if they are fewer."""
        shown = max(min(len(self.rows), rows), 1)
        self._area.setFixedHeight(shown * look().metrics.px(_ROW) + 8)

    def fields(self) -> list[Field]:
        """The fields in the order of the paper: answer, reason, next row."""
        return [field for row in self.rows for field in (row.result, row.reason)]

    def typed(self) -> dict[str, list[str]]:
        """Answers and reasons by who was asked about what, as a draft keeps them."""
        return {row.key: [row.result.typed(), row.reason.typed()] for row in self.rows}

    def retype(self, kept: Mapping[str, Sequence[str]]) -> None:
        """Put a draft back; who is not asked any more is left out."""
        for row in self.rows:
            if row.key in kept:
                result, reason = kept[row.key]
                row.result.retype(result)
                row.reason.retype(reason)

    def show_row(self, field: QWidget) -> None:
        """Bring a row into sight."""
        self._area.ensureWidgetVisible(field, 0, 8)

    def results(self) -> tuple[ResultInput, ...]:
        """What was answered; rows left as they were are left out."""
        return tuple(found for row in self.rows if (found := row.entered()) is not None)


def scheme_words(scheme: Scheme | None) -> str:
    """A scheme in a narrow column; nothing for the whole household."""
    return {"hi": tr("BHYT"), "vsi": tr("BHXH")}.get(scheme or "", "")


def _segments() -> tuple[Segment, ...]:
    return (
        Segment("agreed", tr("Đồng ý")),
        Segment("thinking", tr("Nghĩ thêm")),
        Segment("refused", tr("Từ chối")),
        Segment("absent", tr("Vắng nhà")),
        Segment("moved", tr("Chuyển đi")),
    )
