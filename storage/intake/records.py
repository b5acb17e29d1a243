"""What an intake is made of: cells, columns, records and rejected rows, never changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from rules.calendar import PartialDate
from storage.intake.assignments import Assignment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.intake.scripts import Script
    from storage.intake.seen import Seen
    from storage.visits import Result, Scheme

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""One cell as the spreadsheet reader hands it over; an empty cell is ``""``."""


@dataclass(frozen=True, slots=True)
class CoverSaid:
    """One statement of a list about one person's insurance, valid on the date of the list.

    ``income`` in đồng a month and ``method`` belong to voluntary insurance.
    """

    scheme: str
    known: str
    hi_group: str | None = None
    card: str | None = None
    start: dt.date | None = None
    until: dt.date | None = None
    income: int | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True)
class VisitSaid:
    """What came of a visit, about one insurance or, with None, about the whole household.

    ``plan`` is the code of the trip, ``home`` the register's key of the household; ``reason`` the
    number of a reason, with its title or without, or free words; ``received`` is in đồng.
    """

    plan: str
    home: str
    result: Result
    scheme: Scheme | None = None
    reason: str = ""
    next_day: dt.date | None = None
    received: int | None = None


@dataclass(slots=True, unsafe_hash=True)  # never changed; to freeze each takes ten times as long
class Record:
    """One person as one row of a list tells it, every value already read.

    ``row`` is the row's number in the file, from 1. ``household`` numbers the households of the
    file, from 0, and is None in a list that has none; ``village`` is the name to show,
    whose unit word is a guess where the list does not write it. ``own_key`` is what the register
    calls the person, in a list that it made itself; ``visit`` is what came of a visit to them.
    """

    sheet: str
    row: int
    name: str
    sex: str | None = None
    born: PartialDate | None = None
    personal_id: str | None = None
    si_number: str | None = None
    hi_card: str | None = None
    ethnic: str | None = None
    phone: str | None = None
    relation: str | None = None
    relation_text: str = ""
    village: str | None = None
    address: str = ""
    household: int | None = None
    household_number: str = ""
    standing: str | None = None
    covers: tuple[CoverSaid, ...] = ()
    note: str = ""
    village_guessed: bool = False
    own_key: str = ""
    visit: VisitSaid | None = None

    @property
    def has_number(self) -> bool:
        """Whether any number of a document stands in the row."""
        return bool(self.personal_id or self.si_number or self.hi_card)

    def as_plain(self) -> dict[str, Any]:
        """Return the record as plain values for JSON, blanks left out."""
        return {
            item.name: _plain(getattr(self, item.name))
            for item in fields(self)
            if item.name == "sheet" or getattr(self, item.name) not in (None, "", ())
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Record:
        """Return the record that `as_plain` described."""
        values = dict(plain)
        if "born" in values:
            values["born"] = PartialDate.parse(values["born"])
        values["covers"] = tuple(cover_of(said) for said in values.get("covers", ()))
        return cls(**values)


_IDENTITY = attrgetter(
    "household", "name", "sex", "born", "personal_id", "si_number", "hi_card", "ethnic", "phone",
    "relation_text", "village", "address", "household_number", "standing", "covers", "note",
)  # fmt: skip


def identity(record: Record) -> tuple[object, ...]:
    """Return what makes two rows of one list the same row, wherever they stand in it.

    A head begins a household of the file by each of his rows: of one who is known by more than a
    name it does not count which.
    """
    said: tuple[object, ...] = _IDENTITY(record)
    is_known_head = record.relation == "head" and (record.born or record.has_number)
    return (None, *said[1:]) if is_known_head else said


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that cannot be taken, with the cell that is to blame and the reason as a code."""

    sheet: str
    row: int
    column: str
    column_index: int
    value: str
    why: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one table: its place from 0, its heading, what it is taken for.

    ``key`` names the column in an `Assignment`: the heading as it stands in the file, with a
    number behind it where the same stands twice, ``#3`` for the third column without a heading.
    """

    index: int
    heading: str
    field: str | None
    key: str = ""


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """One heading of the file with what it was taken for and one example, before and after.

    ``changed`` counts cells whose value had to be mended (a lost zero, a date written otherwise);
    ``doubtful`` counts cells that gave no value. ``script`` is what the text was converted from;
    ``key`` as in `Column`, and so the heading as it stands in the file; ``samples`` a few texts
    as they stand there, those with marked letters first.
    """

    heading: str
    field: str | None
    before: str = ""
    after: str = ""
    filled: int = 0
    changed: int = 0
    doubtful: int = 0
    key: str = ""
    script: Script = "unicode"
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet, from its first row, and the ranges merged in it (all from 0).

    ``scripts`` names the columns that were converted from an old font; ``written`` holds the
    rows as they stand in the file where any was.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    scripts: Mapping[int, Script] = field(default_factory=dict)
    written: tuple[tuple[Cell, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """A file as opened: its name, its SHA-256, its sheets, and how its text was written.

    Attributes:
        writing: the script that columns were converted from; ``unicode`` when none was.
        font: the old font that is named most, empty when the text alone told.
        loose: a text file under the name of a workbook.
        fonts: the old fonts of columns, by sheet and column.
        encoding: the encoding of a text file.
        hidden: the sheets that are hidden and were left out.
        hidden_rows: how many rows are hidden, and read all the same.
        source: the book as it stands in the file; None for that one itself.
    """

    file: str
    sha256: str
    sheets: tuple[Sheet, ...]
    writing: Script = "unicode"
    font: str = ""
    loose: bool = False
    fonts: Mapping[tuple[str, int], str] = field(default_factory=dict)
    encoding: str = ""
    hidden: tuple[str, ...] = ()
    hidden_rows: int = 0
    source: Book | None = None


@dataclass(frozen=True)
class Reading:
    """How a file was read, before anything is compared with a register.

    ``kind`` is a code of `storage.intake.kinds`; ``dated`` the day the list itself names;
    ``skipped`` counts headings, totals and signatures, which are no data rows.
    ``document`` is the letter or decision that the list says it belongs to, with its day.
    ``assignment`` and ``corrected`` hold what the clerk changed: how columns are read, and
    (sheet, row from 1, column from 0) -> value. ``shape`` is what lists of this make have in
    common; ``remembered`` tells that the assignment was kept from an earlier one of them.
    ``seen`` is what every column held.
    """

    book: Book
    on: dt.date
    kind: str
    dated: dt.date | None
    year: int | None
    seen: tuple[Seen, ...]
    records: tuple[Record, ...]
    rejected: tuple[Rejected, ...]
    skipped: int
    villages: tuple[str, ...]
    shape: str = ""
    assignment: Assignment = field(default_factory=Assignment)
    remembered: bool = False
    corrected: dict[tuple[str, int, int], str] = field(default_factory=dict)
    document: str = ""
    document_day: dt.date | None = None

    @cached_property
    def columns(self) -> tuple[ColumnReading, ...]:
        """One reading for each heading, with an example; worked out where it is looked at."""
        from storage.intake.examples import column_readings  # noqa: PLC0415 - it knows this file

        return column_readings(self.seen)

    @property
    def file(self) -> str:
        """The file's name, without its folder."""
        return self.book.file

    @property
    def rows(self) -> int:
        """The number of data rows: read ones and rejected ones."""
        return len(self.records) + len(self.rejected)


def _plain(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return value.iso
    if isinstance(value, tuple):
        return [cover_said(cover) for cover in value]
    return value


def cover_said(cover: CoverSaid) -> dict[str, str]:
    """Return a statement about insurance as plain values for JSON, blanks left out."""
    said = {item.name: getattr(cover, item.name) for item in fields(cover)}
    return {key: str(value) for key, value in said.items() if value is not None}


def cover_of(said: Mapping[str, str]) -> CoverSaid:
    """Return the statement that `cover_said` described."""
    days = {key: dt.date.fromisoformat(said[key]) for key in ("start", "until") if key in said}
    rest = {key: value for key, value in said.items() if key not in {*days, "income"}}
    income = int(said["income"]) if "income" in said else None
    return CoverSaid(**rest, **days, income=income)  # type: ignore[arg-type]
