"""Reading a whole file: kind, columns, records and rejected rows, before any register is asked."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from storage.errors import StorageError
from storage.intake.assignments import Assignment, shape_of
from storage.intake.documents import document_of
from storage.intake.grouping import tells_every_standing
from storage.intake.kinds import Clues, kind_named, recognised
from storage.intake.legacy import decoded_book
from storage.intake.records import Reading
from storage.intake.rows import RowReader
from storage.intake.spreadsheets import open_book
from storage.intake.tables import tables_of
from storage.intake.text import key
from storage.pausing import collector_paused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from storage.intake.pasted import Pasted
    from storage.intake.records import Book, Rejected
    from storage.intake.scripts import Script
    from storage.intake.tables import SheetTables

_DAY = re.compile(r"ngày\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})", re.IGNORECASE)
_WORDED = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"năm\s*(20\d\d)", re.IGNORECASE)


def read_file(
    path: Path | Pasted,
    *,
    on: dt.date,
    assignment: Assignment | None = None,
    script: Script | None = None,
) -> Reading:
    """Read a list of people from a spreadsheet or a text file.

    Args:
        path: .xlsx, .xlsm, .xlsb, .xls, .ods, .csv, .txt or .tsv; or a table that was pasted.
        on: the working day, against which births and short years are read.
        assignment: what was decided about kind, columns and scripts; the list tells the rest.
        script: how the text of the whole file is written; found out when None.

    Raises:
        StorageError: intake_missing, intake_unreadable, intake_empty, intake_too_large,
            intake_far_cell, intake_damaged, intake_protected, intake_web_page,
            intake_not_a_spreadsheet, intake_no_name_column, intake_no_rows; each with ``file``.
    """
    decided = assignment or Assignment()
    if script is not None:
        decided = decided.with_script(script)
    with collector_paused():
        return interpreted(open_book(path), on=on, assignment=decided)


def interpreted(
    book: Book,
    *,
    on: dt.date,
    assignment: Assignment | None = None,
    corrected: Mapping[tuple[str, int, int], str] | None = None,
) -> Reading:
    """Read an opened file, with what the clerk has changed about columns and cells."""
    decided, corrected = assignment or Assignment(), dict(corrected or {})
    source = book.source or book
    book = _written_out(source, decided)
    found = [tables_of(sheet, decided.columns) for sheet in book.sheets]
    tables = [table for sheet in found for table in sheet.tables]
    if not tables:
        code = "intake_not_a_spreadsheet" if book.loose else "intake_no_name_column"
        raise StorageError(code, file=book.file)
    titles = {table.sheet.name: sheet.title for sheet in found for table in sheet.tables}
    the_kind = kind_named(decided.kind) if decided.kind else recognised(_clues(book, found))
    reader = RowReader(
        the_kind, on=on, titles=titles, corrected=corrected, assigned=decided.columns
    )
    for table in tables:
        reader.read(table)
    if not reader.records and not reader.rejected:
        raise StorageError("intake_no_rows", file=book.file)
    texts = [text for sheet in found for text in (*sheet.title, *sheet.foot)]
    names = [sheet.name for sheet in book.sheets]
    document, document_day = document_of(texts)
    return Reading(
        book=book,
        on=on,
        kind=the_kind.name,
        dated=_dated(texts, on),
        year=_year([*texts, *names]),
        seen=tuple(reader.seen),
        records=tuple(reader.records),
        rejected=tuple(reader.rejected),
        skipped=sum(sheet.skipped for sheet in found) + reader.skipped,
        villages=tuple(dict.fromkeys(item.village for item in reader.records if item.village)),
        shape=_shape(source, found, decided),
        assignment=decided,
        corrected=corrected,
        document=document,
        document_day=document_day,
    )


def reassigned(reading: Reading, assignment: Assignment) -> Reading:
    """Return the reading with other decisions about kind, columns and scripts.

    Raises:
        StorageError: as `read_file`; intake_no_name_column when no column of names is left.
    """
    with collector_paused():
        return interpreted(
            reading.book, on=reading.on, assignment=assignment, corrected=reading.corrected
        )


def recalled(reading: Reading, recall: Callable[[str], Assignment | None]) -> Reading:
    """Return the reading as a list of its shape was read before, where one was decided about.

    Args:
        reading: what `read_file` made of the file by itself.
        recall: returns what is remembered of a shape, as ``register.list_shapes.recall``.
    """
    kept = None if reading.assignment else recall(reading.shape)
    if kept is None:
        return reading
    try:
        return replace(reassigned(reading, kept), remembered=True)
    except StorageError:
        return reading  # this list lacks what the earlier ones had


def assign(reading: Reading, column: str, field: str | None) -> Reading:
    """Return the reading with one column, by its key, taken for another field, or for none."""
    return reassigned(reading, reading.assignment.with_column(column, field))


def correct(reading: Reading, rejected: Rejected, value: str) -> Reading:
    """Return the reading with the cell that a rejected row was blamed for, as the clerk types it.

    The file itself stays as it is.
    """
    return correct_all(reading, {rejected: value})


def correct_all(reading: Reading, values: Mapping[Rejected, str]) -> Reading:
    """Return the reading with several blamed cells corrected at once."""
    cells = {(item.sheet, item.row, item.column_index): text for item, text in values.items()}
    read = interpreted(
        reading.book,
        on=reading.on,
        assignment=reading.assignment,
        corrected={**reading.corrected, **cells},
    )
    return replace(read, remembered=reading.remembered)


def _written_out(source: Book, decided: Assignment) -> Book:
    """Return the book in Unicode; a script decided for a column counts in every sheet it heads."""
    book = decoded_book(source, script=decided.script)
    if not decided.scripts:
        return book
    forced = {
        (before.name, column.index): decided.scripts[column.key]
        for before, after in zip(source.sheets, book.sheets, strict=True)
        for table in tables_of(after, decided.columns).tables
        for column in table.header.columns
        if column.key in decided.scripts
    }
    return decoded_book(source, script=decided.script, forced=forced)


def _shape(source: Book, found: list[SheetTables], decided: Assignment) -> str:
    """Return the shape of a list as it reads by itself, whatever was decided about it."""
    book = source
    if decided:
        book = decoded_book(source)
        by_itself = [tables_of(sheet, {}) for sheet in book.sheets]
        found = by_itself if any(sheet.tables for sheet in by_itself) else found
    columns = [
        column for sheet in found for table in sheet.tables for column in table.header.columns
    ]
    return shape_of(recognised(_clues(book, found)).name, [column.key for column in columns])


def _clues(book: Book, found: list[SheetTables]) -> list[Clues]:
    name = book.file.rsplit(".", 1)[0]
    return [
        Clues(
            key(" ".join([*sheet.title, table.sheet.name, name])),
            table.header.fields,
            tells_every_standing(table),
        )
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
