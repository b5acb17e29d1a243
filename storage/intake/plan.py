"""What an import would do, row by row and in sum, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from storage.imports import Counts, Outcome
    from storage.intake.index import Candidate, House, Village
    from storage.intake.records import Reading, Record, Rejected

RowKey = tuple[str, int]
"""A row of a file: the sheet's name and the row's number from 1."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The clerk's answer about a row that waits.

    ``same`` names the person it is, or the row of the file whose person it is when the register
    does not know that person yet; ``other`` says it is nobody of the candidates, so somebody new;
    ``later`` leaves it waiting.
    """

    answer: Literal["same", "other", "later"]
    person_id: str | None = None
    row: RowKey | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column of a person before and after; with `PlannedRow.conflicts` what was not taken."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Somebody whom a waiting row may be, as the register has them.

    ``in_file`` is the row that brought a person whom the register does not know yet; the id of
    such a person is another one in every preview.
    """

    person_id: str
    name: str
    sex: str | None
    born: str | None
    personal_id: str | None
    si_number: str | None
    village: str | None
    household_code: str | None
    phone: str | None
    in_file_row: int | None = None
    in_file: RowKey | None = None


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What becomes of one row.

    Attributes:
        person_id: whom the row was taken for; None while it waits.
        why: the code of the reason; of a duplicate, ``same_as_row`` with that row as ``other_row``.
        changes: what is written; conflicts: what differs and stays as the register has it.
    """

    record: Record
    outcome: Outcome
    person_id: str | None = None
    why: str | None = None
    other_row: int | None = None
    candidates: tuple[Resemblance, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    conflicts: tuple[FieldChange, ...] = ()

    @property
    def key(self) -> RowKey:
        """The sheet and the row's number."""
        return (self.record.sheet, self.record.row)


@dataclass(frozen=True, slots=True)
class PlannedCover:
    """A cover to be written: the columns after id and person."""

    person_id: str
    values: tuple[Any, ...]


@dataclass(slots=True)
class Writing:
    """All that `accept` writes; filled while planning, then left alone."""

    villages: list[Village] = field(default_factory=list)
    houses: list[House] = field(default_factory=list)
    people: list[Candidate] = field(default_factory=list)
    joined: list[tuple[str, str]] = field(default_factory=list)
    covers: list[PlannedCover] = field(default_factory=list)
    standings: list[tuple[str, int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. Nothing has been written yet.

    Attributes:
        dated: the day as of which the list speaks.
        marker: the latest change of the register when the plan was made; `accept` plans anew
            when there has been another one since.
    """

    reading: Reading
    dated: dt.date
    import_id: str
    rows: tuple[PlannedRow, ...]
    rejected: tuple[Rejected, ...]
    counts: Counts
    new_villages: tuple[str, ...]
    new_households: int
    decisions: Mapping[RowKey, Decision]
    marker: int
    writing: Writing

    def of(self, outcome: Outcome) -> tuple[PlannedRow, ...]:
        """Return the rows of one fate, in the order of the file."""
        return tuple(row for row in self.rows if row.outcome == outcome)
