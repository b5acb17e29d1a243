"""Reading a whole file: kind, columns, records and rejected rows, before any register is asked."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import TYPE_CHECKING

from storage.errors import StorageError
from storage.intake.examples import column_readings
from storage.intake.kinds import Clues, kind_named, recognised
from storage.intake.legacy import decoded_book
from storage.intake.pausing import collector_paused
from storage.intake.records import Reading
from storage.intake.rows import RowReader
from storage.intake.spreadsheets import open_book
from storage.intake.tables import tables_of
from storage.intake.text import key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from storage.intake.records import Book, Rejected
    from storage.intake.tables import SheetTables

_DAY = re.compile(r"ngày\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})", re.IGNORECASE)
_WORDED = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"năm\s*(20\d\d)", re.IGNORECASE)


def read_file(path: Path, *, on: dt.date) -> Reading:
    """Read a list of people from a spreadsheet or a text file.

    Args:
        path: .xlsx, .xlsm, .xlsb, .xls, .ods, .csv, .txt or .tsv.
        on: the working day, against which births and short years are read.

    Raises:
        StorageError: intake_missing, intake_unreadable, intake_empty, intake_too_large,
            intake_protected, intake_not_a_spreadsheet, intake_no_name_column, intake_no_rows;
            each with ``file``.
    """
    with collector_paused():
        return interpreted(decoded_book(open_book(path)), on=on)


def interpreted(
    book: Book,
    *,
    on: dt.date,
    kind: str | None = None,
    assigned: Mapping[str, str | None] | None = None,
    corrected: Mapping[tuple[str, int, int], str] | None = None,
) -> Reading:
    """Read an opened file, with what the clerk has changed about columns and cells."""
    assigned, corrected = dict(assigned or {}), dict(corrected or {})
    found = [tables_of(sheet, assigned) for sheet in book.sheets]
    tables = [table for sheet in found for table in sheet.tables]
    if not tables:
        code = "intake_not_a_spreadsheet" if book.loose else "intake_no_name_column"
        raise StorageError(code, file=book.file)
    titles = {table.sheet.name: sheet.title for sheet in found for table in sheet.tables}
    the_kind = kind_named(kind) if kind else recognised(_clues(book, found))
    reader = RowReader(the_kind, on=on, titles=titles, corrected=corrected)
    for table in tables:
        reader.read(table)
    if not reader.records and not reader.rejected:
        raise StorageError("intake_no_rows", file=book.file)
    texts = [text for sheet in found for text in (*sheet.title, *sheet.foot)]
    names = [sheet.name for sheet in book.sheets]
    return Reading(
        book=book,
        on=on,
        kind=the_kind.name,
        dated=_dated(texts, on),
        year=_year([*texts, *names]),
        columns=column_readings(reader.seen),
        records=tuple(reader.records),
        rejected=tuple(reader.rejected),
        skipped=sum(sheet.skipped for sheet in found),
        villages=tuple(dict.fromkeys(item.village for item in reader.records if item.village)),
        assigned=assigned,
        corrected=corrected,
    )


def assign(reading: Reading, heading: str, field: str | None) -> Reading:
    """Return the reading with one column taken for another field, or for none."""
    return interpreted(
        reading.book,
        on=reading.on,
        assigned={**reading.assigned, heading: field},
        corrected=reading.corrected,
    )


def correct(reading: Reading, rejected: Rejected, value: str) -> Reading:
    """Return the reading with the cell that a rejected row was blamed for, as the clerk types it.

    The file itself stays as it is.
    """
    return correct_all(reading, {rejected: value})


def correct_all(reading: Reading, values: Mapping[Rejected, str]) -> Reading:
    """Return the reading with several blamed cells corrected at once."""
    cells = {(item.sheet, item.row, item.column_index): text for item, text in values.items()}
    return interpreted(
        reading.book,
        on=reading.on,
        kind=reading.kind,
        assigned=reading.assigned,
        corrected={**reading.corrected, **cells},
    )


def _clues(book: Book, found: list[SheetTables]) -> list[Clues]:
    name = book.file.rsplit(".", 1)[0]
    return [
        Clues(key(" ".join([*sheet.title, table.sheet.name, name])), table.header.fields)
        for sheet in found
        for table in sheet.tables
    ]


def _dated(texts: list[str], on: dt.date) -> dt.date | None:
    for text in texts:
        for pattern in (_DAY, _WORDED):
            if (match := pattern.search(text)) and (day := _day(match)) and day <= on:
                return day
    return None


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


def _year(texts: list[str]) -> int | None:
    years = Counter(int(year) for text in texts for year in _YEAR.findall(text))
    return years.most_common(1)[0][0] if years else None
