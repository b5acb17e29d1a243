"""What a zipped workbook holds, before it is opened: its size, far cells, hidden rows.

The library that reads workbooks makes room for every cell between the first and the last, so one
letter typed at the edge of a sheet would ask for more memory than there is.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat

from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_UNPACKED_BYTES = 400 * 1024 * 1024
MAX_STRINGS_BYTES = 150 * 1024 * 1024
MAX_CELLS = 20_000_000  # between the first and the last cell of a sheet
_CHUNK = 4 * 1024 * 1024
_OVERLAP = 512
_SHEET = re.compile(r"^/?xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
_BINARY = re.compile(r"^/?xl/worksheets/[^/]+\.bin$", re.IGNORECASE)
_STRINGS = re.compile(r"^/?xl/sharedStrings\.(?:xml|bin)$", re.IGNORECASE)
# plain beginnings, as a workbook of a commune has half a million cells to look through
_FAR = (re.compile(rb'r="[A-Z]{3}\d'), re.compile(rb'r="[A-Z]{0,2}\d{6}'), re.compile(rb"r='"))
_HIDDEN = re.compile(rb"""<(?:\w+:)?row\s[^<>]*hidden=["'](?:1|true)["']""")
_ODS = "content.xml"
# [MS-XLSB] 2.3.2: a row begins, and the cells that hold something
_ROW_RECORD, _CELL_RECORDS = 0, range(2, 12)


@dataclass(frozen=True, slots=True)
class Package:
    """What was seen in a zipped file: how many rows of its sheets are hidden."""

    hidden_rows: int


def look_into(content: bytes, file: str) -> Package:
    """Return what a zipped workbook holds, without opening it.

    Raises:
        StorageError: intake_too_large, intake_damaged, intake_far_cell with ``cell``,
            intake_not_a_spreadsheet for a zip that is no workbook; each with ``file``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            _refuse_large(parts, file)
            _refuse_other(package, parts, file)
            hidden = 0
            for part in parts:
                if _SHEET.match(part.filename):
                    hidden += _look_at_sheet(package, part, file)
                elif _BINARY.match(part.filename):
                    _Extent(file, ods=False).measure_records(package.read(part))
                elif part.filename == _ODS:
                    _Extent(file, ods=True).measure(_chunks(package, part))
            return Package(hidden)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise StorageError("intake_damaged", file=file) from error
    except (expat.ExpatError, zlib.error) as error:
        raise StorageError("intake_damaged", file=file) from error


def _refuse_large(parts: list[zipfile.ZipInfo], file: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    strings = sum(part.file_size for part in parts if _STRINGS.match(part.filename))
    if unpacked > MAX_UNPACKED_BYTES or strings > MAX_STRINGS_BYTES:
        raise StorageError("intake_too_large", file=file)


def _refuse_other(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo], file: str) -> None:
    names = {part.filename.lower().lstrip("/") for part in parts}
    if any(name.startswith("xl/workbook.") for name in names):
        return
    kind = package.read("mimetype") if "mimetype" in names and _ODS in names else b""
    if b"spreadsheet" not in kind:
        raise StorageError("intake_not_a_spreadsheet", file=file)


def _chunks(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _look_at_sheet(package: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> int:
    """Return how many rows are hidden; measure the sheet where some cell stands far away."""
    hidden, far, kept = 0, False, b""
    for chunk in _chunks(package, part):
        text = kept + chunk
        far = far or any(sign.search(text) for sign in _FAR)
        cut = text.rfind(b"<row", max(0, len(text) - _OVERLAP))
        kept = text[cut:] if cut > 0 else text[-_OVERLAP:]
        hidden += _hidden_in(text) - _hidden_in(kept)
    hidden += _hidden_in(kept)
    if far:
        _Extent(file, ods=False).measure(_chunks(package, part))
    return hidden


def _hidden_in(text: bytes) -> int:
    return len(_HIDDEN.findall(text)) if b"hidden=" in text else 0


class _Extent:
    """The rectangle between the first and the last cell that holds something."""

    def __init__(self, file: str, *, ods: bool) -> None:
        self._file = file
        self._row = self._column = 0
        self._last_row = self._last_column = 0
        self._repeat = 1
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._ods_start if ods else self._start
        self._parser.EntityDeclHandler = self._refuse

    def measure(self, chunks: Iterator[bytes]) -> None:
        for chunk in chunks:
            self._parser.Parse(chunk, False)  # noqa: FBT003 - not a name of ours
        self._parser.Parse(b"", True)  # noqa: FBT003

    def measure_records(self, content: bytes) -> None:
        """Measure the records of a binary sheet: kind and size in sevens of bits, then the data."""
        at, row = 0, 0
        while at < len(content):
            kind, at = _sevens(content, at, most=2)
            size, at = _sevens(content, at, most=4)
            first = int.from_bytes(content[at : at + 4], "little")
            if kind == _ROW_RECORD:
                row = first + 1
            elif kind in _CELL_RECORDS:
                self._fill(row, first + 1)
            at += size

    def _refuse(self, *_entity: object) -> None:
        raise StorageError("intake_damaged", file=self._file)

    def _start(self, name: str, said: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            self._row = _number(said.get("r"), self._row + 1)
            self._column = 0
        elif tag == "c":
            letters = (said.get("r") or "").rstrip("0123456789")
            self._column = _column_number(letters) if letters else self._column + 1
        elif tag in {"v", "is"}:
            self._fill(self._row, self._column)

    def _ods_start(self, name: str, said: dict[str, str]) -> None:
        if name == "table:table":
            self._row = self._column = self._last_row = self._last_column = 0
        elif name == "table:table-row":
            self._row += self._repeat
            self._repeat = _number(said.get("table:number-rows-repeated"), 1)
            self._column = 0
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self._column += _number(said.get("table:number-columns-repeated"), 1)
            if "office:value-type" in said:
                self._fill(self._row + self._repeat, self._column)

    def _fill(self, row: int, column: int) -> None:
        self._last_row = max(self._last_row, row)
        self._last_column = max(self._last_column, column)
        if self._last_row * self._last_column > MAX_CELLS:
            cell = f"{column_letters(column)}{row}"
            raise StorageError("intake_far_cell", file=self._file, cell=cell)


def _sevens(content: bytes, at: int, *, most: int) -> tuple[int, int]:
    """Return a number whose bytes each carry seven bits, and where it ends."""
    number = 0
    for place in range(most):
        if at >= len(content):
            break
        byte = content[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() else otherwise


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column counted from 1: ``AA`` for 27."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
