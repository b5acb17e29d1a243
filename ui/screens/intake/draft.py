"""One file under review: how it was read, what it would do, and what the clerk has answered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rules.money import dong
from storage.errors import StorageError
from storage.intake import (
    Assignment,
    Choices,
    Decision,
    Ending,
    ImportReport,
    Plan,
    PlannedRow,
    Reading,
    Rejected,
    RowKey,
    Side,
    accept,
    day_of,
    preview,
    read_file,
    reassigned,
    recalled,
    retry_waiting,
)
from storage.intake import correct_all as corrected
from storage.intake.elsewhere import Elsewhere, rows_elsewhere
from ui.screens.intake.wording import tr

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from storage.intake.pasted import Pasted
    from storage.journal import Changed
    from storage.progress import Progress
    from storage.register import Register

AT_ONCE = 4_000
"""Up to so many rows a file is compared anew after every answer; beyond, when asked."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as read and compared, and the answers that are not compared yet.

    Attributes:
        plan: what writing it would do; carries the reading.
        day: the day as of which the list speaks.
        decisions: the clerk's answers about pairs, by row.
        choices: the clerk's answers about what differs and about households not named any more.
        mended: what was typed for rejected rows and is not read yet.
        asked: every row that waited in one of the previews, so that an answer can be taken back.
        stale: whether answers were given since the plan was made.
        first: the day the list was read as of before anybody typed another.
        elsewhere: rows whose address lies in another commune.
    """

    plan: Plan
    day: date
    decisions: dict[RowKey, Decision] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    mended: dict[Rejected, str] = field(default_factory=dict)
    asked: dict[RowKey, PlannedRow] = field(default_factory=dict)
    stale: int = 0
    first: date | None = None
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def reading(self) -> Reading:
        """How the file was read."""
        return self.plan.reading

    @property
    def refused(self) -> Reading:
        """The reading with every row that is not taken, by its cells or by what it says."""
        return replace(self.reading, rejected=self.plan.rejected)

    @property
    def writable(self) -> int:
        """How many rows the register takes: all but those that wait or were not understood."""
        counts = self.plan.counts
        return counts.rows - counts.review - counts.rejected

    @property
    def writes(self) -> bool:
        """Whether writing would change anything or keep rows that wait."""
        counts = self.plan.counts
        return bool(
            counts.added or counts.updated or counts.review or self.plan.endings or self._differs
        )

    @property
    def _differs(self) -> bool:
        """Whether a difference was decided, or is one that the register does not know of yet."""
        again = self.plan.writing.again
        rows = self.plan.conflicting
        return any(
            row.key not in again or any(one.decided for one in row.conflicts) for row in rows
        )

    @property
    def small(self) -> bool:
        """Whether an answer is compared at once."""
        return self.plan.counts.rows <= AT_ONCE

    @property
    def sheets(self) -> bool:
        """Whether rows stand in more than one sheet, so that a number alone names none."""
        names = {row.record.sheet for row in self.plan.rows}
        return len(names | {row.sheet for row in self.plan.rejected}) > 1

    def questions(self) -> tuple[PlannedRow, ...]:
        """Return the rows that wait or waited, in the order of the file."""
        return tuple(self.asked.values())

    def answering(self, row: PlannedRow, decision: Decision) -> Draft:
        """Return the draft with one answer more."""
        before = self.decisions.get(row.key, Decision("later"))
        decisions = {**self.decisions, row.key: decision}
        return replace(self, decisions=decisions, stale=self.stale + (before != decision))

    def siding(self, key: RowKey, name: str, side: Side) -> Draft:
        """Return the draft with one side standing in a field of one row."""
        of_rows = {**self.choices.of_rows, key: {**self.choices.of_rows.get(key, {}), name: side}}
        return self._choosing(replace(self.choices, of_rows=of_rows))

    def siding_all(self, name: str, side: Side) -> Draft:
        """Return the draft with one side standing in a field of every row."""
        of_rows = {
            key: {field: kept for field, kept in sides.items() if field != name}
            for key, sides in self.choices.of_rows.items()
        }
        of_file = {**self.choices.of_file, name: side}
        return self._choosing(replace(self.choices, of_rows=of_rows, of_file=of_file))

    def ending(self, endings: tuple[Ending, ...], *, ended: bool) -> Draft:
        """Return the draft with the standings of households ending, or not."""
        ids = {one.household_id for one in endings}
        chosen = self.choices.ended | ids if ended else self.choices.ended - ids
        return self._choosing(replace(self.choices, ended=chosen))

    def _choosing(self, choices: Choices) -> Draft:
        return replace(self, choices=choices, stale=self.stale + (choices != self.choices))

    def mending(self, row: Rejected, text: str) -> Draft:
        """Return the draft with other text for a cell that could not be read."""
        return replace(self, mended={**self.mended, row: text}, stale=self.stale + 1)


def read_and_compare(
    register: Register, progress: Progress, *, path: Path | Pasted, today: date
) -> tuple[Draft, date | None]:
    """Read a file and compare it; also return the day that the file itself names.

    Raises:
        StorageError: as `storage.intake.read_file`.
    """
    reading = recalled(read_file(path, on=today), register.list_shapes.recall)
    progress(0, reading.rows)
    day = day_of(register, reading)
    plan = preview(register, replace(reading, dated=day), progress=progress)
    asked = {row.key: row for row in plan.of("review")}
    away = _elsewhere(register, reading)
    return Draft(plan, day, asked=asked, first=day, elsewhere=away), reading.dated


def _elsewhere(register: Register, reading: Reading) -> tuple[Elsewhere, ...]:
    code = register.office.get().commune_code
    return rows_elsewhere(reading, code) if code else ()


def again(
    register: Register,
    progress: Progress,
    *,
    draft: Draft,
    day: date | None = None,
    assignment: Assignment | None = None,
) -> Draft:
    """Compare a draft anew with all that was answered, another day, or the file read otherwise.

    Raises:
        StorageError: intake_no_name_column when the column of names was taken away;
            no_such_row when a person chosen is gone.
    """
    reading = draft.reading
    if draft.mended:
        reading = corrected(reading, draft.mended)
    away = draft.elsewhere
    if assignment is not None:
        reading = reassigned(reading, assignment)
        away = _elsewhere(register, reading)
    day = day or draft.day
    plan = preview(
        register,
        replace(reading, dated=day),
        decisions=draft.decisions,
        choices=draft.choices,
        progress=progress,
    )
    waiting = {row.key: row for row in plan.of("review")}
    rows = {row.key for row in plan.rows}
    asked = {
        key: waiting.get(key, row)
        for key, row in draft.asked.items()
        if key in rows and (key in waiting or key in draft.decisions)
    }
    asked |= waiting
    return replace(draft, plan=plan, day=day, mended={}, asked=asked, stale=0, elsewhere=away)


@dataclass(frozen=True, slots=True)
class Written:
    """What writing did: the report, every change made, and how many waiting rows it settled."""

    report: ImportReport
    changes: tuple[Changed, ...]
    taken: int


def write_plan(register: Register, progress: Progress, *, plan: Plan) -> Written:
    """Write a plan, then take what waited in earlier lists and has become certain.

    Raises:
        StorageError: as any change; then nothing of the file was written.
    """
    report = accept(register, plan, progress)
    try:
        taken = retry_waiting(register)
    except StorageError:
        taken = ()  # the file itself is written; what waits goes on waiting
    changes = (report.changed, *(one.changed for one in taken))
    rows = sum(len(one.rows) for one in taken)
    return Written(report, tuple(change for change in changes if change), rows)


def next_words(draft: Draft) -> str:
    """Return what the filled button does with a draft as it stands."""
    if draft.stale:
        return tr("Tính lại với {n} chỗ vừa sửa").format(n=draft.stale)
    if not draft.writes:
        return tr("Xong, nhập tệp khác")
    if draft.writable:
        return tr("Ghi {n} dòng vào sổ").format(n=dong(draft.writable))
    return tr("Giữ {n} dòng chờ hỏi").format(n=dong(draft.plan.counts.review))
