"""Opening a list: .xlsx, .xlsm, .xlsb, .xls, .ods by calamine, text files by `delimited`."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

import python_calamine as calamine

from storage.errors import StorageError
from storage.intake.delimited import read_delimited
from storage.intake.records import Book, Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from storage.intake.records import Cell

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_NAMES = frozenset({".csv", ".txt", ".tsv"})
MAX_BYTES = 100 * 1024 * 1024
MAX_UNPACKED_BYTES = 600 * 1024 * 1024
MAX_ROWS = 300_000


def open_book(path: Path) -> Book:
    """Return the cells of every visible sheet of a file.

    Raises:
        StorageError: intake_missing, intake_unreadable, intake_empty, intake_too_large,
            intake_protected, intake_not_a_spreadsheet; each with ``file``.
    """
    content = _content(path)
    name = path.name
    digest = hashlib.sha256(content).hexdigest()
    if content.startswith((_ZIP, _OLE)):
        sheets = _sheets(content, name)
        return Book(name, digest, _filled(sheets, name))
    # an .xlsx holding anything else was never a workbook; a renamed CSV still may be a list
    sheet = read_delimited(content, name)
    loose = path.suffix.lower() not in _TEXT_NAMES
    return Book(name, digest, _filled((sheet,), name), loose=loose)


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise StorageError("intake_too_large", file=path.name)
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise StorageError("intake_missing", file=path.name) from error
    except OSError as error:
        raise StorageError("intake_unreadable", file=path.name) from error
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise StorageError("intake_empty", file=path.name)
    return content


def _sheets(content: bytes, name: str) -> tuple[Sheet, ...]:
    if content.startswith(_ZIP):
        _refuse_bomb(content, name)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == calamine.SheetVisibleEnum.Visible
            and sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        return tuple(_sheet(book.get_sheet_by_name(sheet), name) for sheet in shown)
    except calamine.PasswordError as error:
        raise StorageError("intake_protected", file=name) from error
    except (calamine.CalamineError, OSError) as error:
        if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
            raise StorageError("intake_protected", file=name) from error
        raise StorageError("intake_not_a_spreadsheet", file=name) from error


def _refuse_bomb(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            unpacked = sum(part.file_size for part in package.infolist())
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise StorageError("intake_not_a_spreadsheet", file=name) from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise StorageError("intake_too_large", file=name)


def _sheet(sheet: calamine.CalamineSheet, file: str) -> Sheet:
    start = sheet.start
    if start is None:
        return Sheet(sheet.name, ())
    rows: list[tuple[Cell, ...]] = [()] * start[0]
    blank: tuple[Cell, ...] = ("",) * start[1]
    found = sheet.to_python(skip_empty_area=True, nrows=MAX_ROWS + 1)
    rows.extend(blank + tuple(cells) for cells in found)
    if sheet.height > MAX_ROWS and len(_trimmed(rows)) > MAX_ROWS:
        raise StorageError("intake_too_large", file=file)
    return Sheet(sheet.name, tuple(_trimmed(rows)), tuple(sheet.merged_cell_ranges or ()))


def _trimmed(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    last = len(rows)
    while last and not any(cell != "" for cell in rows[last - 1]):
        last -= 1
    return rows[:last]


def _filled(sheets: tuple[Sheet, ...], file: str) -> tuple[Sheet, ...]:
    kept = tuple(sheet for sheet in sheets if sheet.rows)
    if not kept:
        raise StorageError("intake_empty", file=file)
    return kept
