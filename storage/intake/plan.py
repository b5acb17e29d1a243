"""What an import would do, row by row and in sum, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from storage.imports import Counts, Outcome
    from storage.intake.index import Candidate, House, Village
    from storage.intake.records import CoverSaid, Reading, Record, Rejected
    from storage.standings import StandingKind
    from storage.visits import ResultInput

RowKey = tuple[str, int]
"""A row of a file: the sheet's name and the row's number from 1."""

Side = Literal["register", "file"]
"""Whose value stands where the two differ."""


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
class Choices:
    """The clerk's answers about what a list says otherwise, and whom it does not name any more.

    Attributes:
        of_rows: for single rows, the side by field.
        of_file: for every other row of the file, the side by field.
        ended: households whose standing ends because the new list does not name them.
    """

    of_rows: Mapping[RowKey, Mapping[str, Side]] = field(default_factory=dict)
    of_file: Mapping[str, Side] = field(default_factory=dict)
    ended: frozenset[str] = frozenset()

    def side(self, key: RowKey, name: str) -> Side | None:
        """Return whose value stands in a field of a row; None where nobody has decided."""
        return self.of_rows.get(key, {}).get(name) or self.of_file.get(name)


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a row says otherwise than the register of somebody it is certain to be.

    Attributes:
        field: the column; ``village``, ``standing``, ``cover_hi`` and ``cover_vsi`` (their last
            day) beside the columns of a person.
        held: what the register had before this row; said: what the row says; both as text.
        kept: whose value stands. Until somebody decides, the newer dated fact wins for cover and
            the register's value stays for everything else.
        decided: whether the clerk has said so.
        can_take: whether the row's value can be taken at all; not the personal id of another, nor
            village of one member of a household.
        cover: of a statement about insurance, the whole of it.
    """

    field: str
    held: str
    said: str
    kept: Side = "register"
    decided: bool = False
    can_take: bool = True
    cover: CoverSaid | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """A household that had a standing and that a new list does not name any more.

    Attributes:
        code: of the household; empty where the list itself brings it.
        year: the year from which the standing would end; of_year: the year it had it in.
        kind: the standing it had.
        ended: whether the clerk has said that it ends.
    """

    household_id: str
    code: str
    head_id: str | None
    head: str
    village: str
    kind: str
    year: int
    of_year: int
    ended: bool = False


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column of a person before and after."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Somebody whom a waiting row may be, as the register has them.

    ``hi_until`` is the last day of the newest health insurance known, told on ``hi_dated``.
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
    hi_until: str | None = None
    hi_dated: str | None = None
    in_file_row: int | None = None
    in_file: RowKey | None = None


@dataclass(slots=True, unsafe_hash=True)  # as `Record`
class PlannedRow:
    """What becomes of one row.

    Attributes:
        person_id: whom the row was taken for; None while it waits.
        why: the code of the reason; of a duplicate, ``same_as_row`` with that row as ``other_row``.
        changes: what is written; conflicts: what the register has otherwise; agreed: what it has
            already as the row says it.
    """

    record: Record
    outcome: Outcome
    person_id: str | None = None
    why: str | None = None
    other_row: int | None = None
    candidates: tuple[Resemblance, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    agreed: tuple[str, ...] = ()

    @property
    def key(self) -> RowKey:
        """The sheet and the row's number."""
        return (self.record.sheet, self.record.row)


@dataclass(frozen=True, slots=True)
class PlannedCover:
    """A cover to be written: the columns after id and person."""

    person_id: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class PlannedStanding:
    """The standing of a household in a year; ``is_new`` where it had none in that year."""

    household_id: str
    year: int
    kind: StandingKind
    document: str = ""
    document_day: str | None = None
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit to be written, with all its results; `visit_id` names one that is kept already."""

    household_id: str
    plan_id: str | None
    visit_id: str | None
    day: dt.date
    visitor_id: str | None
    next_day: dt.date | None
    note: str
    results: tuple[ResultInput, ...]


@dataclass(slots=True)
class Writing:
    """All that `accept` writes; filled while planning, then left alone.

    ``named`` are the households whose standing the list tells; ``again`` the rows of this very
    file that were taken before, or stand in it twice, and ask nothing new.
    """

    villages: list[Village] = field(default_factory=list)
    houses: list[House] = field(default_factory=list)
    people: list[Candidate] = field(default_factory=list)
    joined: list[tuple[str, str]] = field(default_factory=list)
    covers: list[PlannedCover] = field(default_factory=list)
    standings: list[PlannedStanding] = field(default_factory=list)
    different: list[tuple[str, str]] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    again: set[RowKey] = field(default_factory=set)
    visits: Sequence[PlannedVisit] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. Nothing has been written yet.

    Attributes:
        dated: the day as of which the list speaks.
        year: the year whose standings it tells.
        choices: what the clerk has decided about conflicts and endings.
        endings: households that the list does not name any more.
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
    year: int
    choices: Choices = field(default_factory=Choices)
    endings: tuple[Ending, ...] = ()

    def of(self, outcome: Outcome) -> tuple[PlannedRow, ...]:
        """Return the rows of one fate, in the order of the file."""
        return tuple(row for row in self.rows if row.outcome == outcome)

    @property
    def conflicting(self) -> tuple[PlannedRow, ...]:
        """The rows that say something otherwise than the register, decided or not."""
        return tuple(row for row in self.rows if row.conflicts)
