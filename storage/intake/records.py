"""What an intake is made of: cells, columns, records and rejected rows, all frozen."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from rules.calendar import PartialDate

if TYPE_CHECKING:
    from collections.abc import Mapping

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""One cell as the spreadsheet reader hands it over; an empty cell is ``""``."""


@dataclass(frozen=True, slots=True)
class CoverSaid:
    """One statement of a list about one person's insurance, valid on the date of the list."""

    scheme: str
    known: str
    hi_group: str | None = None
    card: str | None = None
    start: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One person as one row of a list tells it, every value already read.

    ``row`` is the row's number in the file, from 1. ``household`` numbers the households of the
    file, from 0, and is None in a list that has none; ``village`` is the name to show.
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
        values["covers"] = tuple(_cover(said) for said in values.get("covers", ()))
        return cls(**values)


def fingerprint(record: Record) -> str:
    """Return 16 hexadecimal digits that are equal for rows saying the same, wherever they stand."""
    said = (
        record.name,
        record.sex,
        record.born,
        record.personal_id,
        record.si_number,
        record.hi_card,
        record.ethnic,
        record.phone,
        record.relation_text,
        record.village,
        record.address,
        record.household_number,
        record.standing,
        record.covers,
        record.note,
    )
    return hashlib.blake2b(repr(said).encode(), digest_size=8).hexdigest()


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
    """One column of one table: its place from 0, its heading as written, what it is taken for."""

    index: int
    heading: str
    field: str | None


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """One heading of the file with what it was taken for and one example, before and after.

    ``changed`` counts cells whose value had to be mended (a lost zero, a date written otherwise);
    ``doubtful`` counts cells that gave no value.
    """

    heading: str
    field: str | None
    before: str = ""
    after: str = ""
    filled: int = 0
    changed: int = 0
    doubtful: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet, from its first row, and the ranges merged in it (all from 0)."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A file as opened: its name, its SHA-256, its sheets, and how its text was written."""

    file: str
    sha256: str
    sheets: tuple[Sheet, ...]
    writing: str = "unicode"
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file was read, before anything is compared with a register.

    ``kind`` is a code of `storage.intake.kinds`; ``dated`` the day the list itself names;
    ``skipped`` counts headings, totals and signatures, which are no data rows.
    ``assigned`` and ``corrected`` hold what the clerk changed: heading -> field, and
    (sheet, row from 1, column from 0) -> value.
    """

    book: Book
    on: dt.date
    kind: str
    dated: dt.date | None
    year: int | None
    columns: tuple[ColumnReading, ...]
    records: tuple[Record, ...]
    rejected: tuple[Rejected, ...]
    skipped: int
    villages: tuple[str, ...]
    assigned: dict[str, str | None] = field(default_factory=dict)
    corrected: dict[tuple[str, int, int], str] = field(default_factory=dict)

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
        return [_said(cover) for cover in value]
    return value


def _said(cover: CoverSaid) -> dict[str, str]:
    said = {item.name: getattr(cover, item.name) for item in fields(cover)}
    return {key: str(value) for key, value in said.items() if value is not None}


def _cover(said: dict[str, str]) -> CoverSaid:
    days = {key: dt.date.fromisoformat(said[key]) for key in ("start", "until") if key in said}
    rest = {key: value for key, value in said.items() if key not in days}
    return CoverSaid(**rest, **days)  # type: ignore[arg-type]
