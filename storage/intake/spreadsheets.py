"""Opening a list: .xlsx, .xlsm, .xlsb, .xls, .ods by calamine, text files by `delimited`."""

from __future__ import annotations

import hashlib
import io
import math
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import python_calamine as calamine

from storage.errors import StorageError
from storage.intake.delimited import is_web_page, read_delimited
from storage.intake.fonts import old_fonts
from storage.intake.packages import column_letters, look_into
from storage.intake.pasted import Pasted
from storage.intake.records import Book, Sheet
from storage.intake.side_by_side import apart

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from storage.intake.records import Cell

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_NAMES = frozenset({".csv", ".txt", ".tsv"})
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"{\\rtf", b"MZ")
_NUL_OR_SPACE = b"\x00 \t\r\n\xef\xbb\xbf"
MAX_BYTES = 100 * 1024 * 1024
MAX_ROWS = 300_000
MAX_COLUMNS = 1_000


def open_book(path: Path | Pasted) -> Book:
    """Return the cells of every visible sheet of a file, or of what was pasted.

    Raises:
        StorageError: intake_missing, intake_unreadable, intake_empty, intake_too_large,
            intake_damaged, intake_far_cell, intake_protected, intake_not_a_spreadsheet,
            intake_web_page; each with ``file``.
    """
    content = path.content() if isinstance(path, Pasted) else _content(path)
    name = path.name
    if content.startswith((_ZIP, _OLE)):
        book = _workbook(content, name)
    elif content.startswith(_OTHERS):
        raise StorageError("intake_not_a_spreadsheet", file=name)
    elif is_web_page(content):
        raise StorageError("intake_web_page", file=name)
    else:
        # an .xlsx holding anything else was never a workbook; a renamed CSV still may be a list
        sheet, encoding = read_delimited(content, name)
        loose = path.suffix.lower() not in _TEXT_NAMES
        book = Book(name, "", (sheet,), loose=loose, encoding=encoding)
    sheets = tuple(part for sheet in book.sheets if sheet.rows for part in apart(sheet))
    if not sheets:
        raise StorageError("intake_empty", file=name)
    return replace(book, sha256=hashlib.sha256(content).hexdigest(), sheets=sheets)


def _content(path: Path) -> bytes:
    try:
        held = path.stat()
        if not stat.S_ISREG(held.st_mode):
            raise StorageError("intake_unreadable", file=path.name)  # a folder, a device
        if held.st_size > MAX_BYTES:
            raise StorageError("intake_too_large", file=path.name)
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise StorageError("intake_missing", file=path.name) from error
    except OSError as error:
        raise StorageError("intake_unreadable", file=path.name) from error
    if not content.strip(_NUL_OR_SPACE):
        raise StorageError("intake_empty", file=path.name)
    return content


def _workbook(content: bytes, name: str) -> Book:
    hidden_rows = look_into(content, name).hidden_rows if content.startswith(_ZIP) else 0
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        paper = [one for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
        shown = [one.name for one in paper if one.visible == calamine.SheetVisibleEnum.Visible]
        sheets = tuple(_sheet(book.get_sheet_by_name(sheet), name) for sheet in shown)
    except calamine.PasswordError as error:
        raise StorageError("intake_protected", file=name) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _unopened(content, name) from error
    except BaseException as error:
        # what a damaged .xls does to the library is no exception of its own kind
        if type(error).__name__ != "PanicException":
            raise
        raise _unopened(content, name) from error
    return Book(
        file=name,
        sha256="",
        sheets=sheets,
        fonts=old_fonts(content),
        hidden=tuple(one.name for one in paper if one.name not in shown),
        hidden_rows=hidden_rows,
    )


def _unopened(content: bytes, name: str) -> StorageError:
    """Return why the library could not open what begins like a workbook."""
    if content.startswith(_ZIP):
        return StorageError("intake_damaged", file=name)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return StorageError("intake_protected", file=name)
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return StorageError("intake_damaged", file=name)
    return StorageError("intake_not_a_spreadsheet", file=name)


def _sheet(sheet: calamine.CalamineSheet, file: str) -> Sheet:
    start = sheet.start
    if start is None:
        return Sheet(sheet.name, ())
    end = sheet.end or start
    if end[1] >= MAX_COLUMNS:
        cell = f"{column_letters(end[1] + 1)}{end[0] + 1}"
        raise StorageError("intake_far_cell", file=file, cell=cell)
    rows: list[tuple[Cell, ...]] = [()] * start[0]
    blank: tuple[Cell, ...] = ("",) * start[1]
    found = sheet.to_python(skip_empty_area=True, nrows=MAX_ROWS + 1)
    rows.extend(blank + _finite(cells) for cells in found)
    if sheet.height > MAX_ROWS and len(_trimmed(rows)) > MAX_ROWS:
        raise StorageError("intake_too_large", file=file)
    return Sheet(sheet.name, tuple(_trimmed(rows)), tuple(sheet.merged_cell_ranges or ()))


def _finite(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return cells; a number no spreadsheet can hold, in a damaged file, as its text."""
    strange = [cell for cell in cells if type(cell) is float and not math.isfinite(cell)]
    return (
        tuple(str(cell) if cell in strange else cell for cell in cells) if strange else tuple(cells)
    )


def _trimmed(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    last = len(rows)
    while last and not any(cell != "" for cell in rows[last - 1]):
        last -= 1
    return rows[:last]
