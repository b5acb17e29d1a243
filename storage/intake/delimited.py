"""Text lists: which encoding, which separator, then rows of cells."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter

from storage.errors import StorageError
from storage.intake.records import Sheet
from storage.intake.scripts import marked_words, reads_as

_SEPARATORS = ";,\t|"
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f")
_WEB = re.compile(rb"^\s*<(?:!doctype|html|table|head|meta|style|div|\?xml)", re.IGNORECASE)
_MAX_CELL = 10_000_000
_MAX_ROWS = 300_000
_MAX_COLUMNS = 1_000
_ASKED = 4_096  # bytes that are asked for their encoding
_CUT = 4  # bytes of the longest letter
_STRAY = 50  # one byte in so many may be a stray NUL
_SWALLOWED = 3  # lines in one cell that still hold separators: its quote was never closed


def read_delimited(content: bytes, file: str) -> tuple[Sheet, str]:
    """Return the one sheet of a text file, its separator found by counting, and its encoding.

    Raises:
        StorageError: intake_not_a_spreadsheet, intake_too_large.
    """
    text, encoding = decoded(content)
    if text is None:
        raise StorageError("intake_not_a_spreadsheet", file=file)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    mark = separator(text)
    try:
        rows = _rows(text, mark, quoting=csv.QUOTE_MINIMAL)
        if _swallows(rows, mark):
            rows = _unquoted(_rows(text, mark, quoting=csv.QUOTE_NONE))
    except csv.Error as error:
        raise StorageError("intake_not_a_spreadsheet", file=file) from error
    if len(rows) > _MAX_ROWS or max(map(len, rows)) > _MAX_COLUMNS:
        raise StorageError("intake_too_large", file=file)
    return Sheet("", rows), encoding


def is_web_page(content: bytes) -> bool:
    """Say whether a file is HTML or XML, which some offices send under the name of a workbook."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            start = content[:_ASKED].decode(encoding, errors="ignore").lstrip("\ufeff")
            return bool(_WEB.match(start.encode()))
    return bool(_WEB.match(content[:_ASKED]))


def decoded(content: bytes) -> tuple[str | None, str]:
    """Return the text of a file in UTF-8, UTF-16 or one byte a letter, and its encoding.

    None stands for what is no text. One byte a letter is Windows-1258, which writes a vowel and
    its tone as two characters (composed later, with every other cell), or an old font: then the
    letters are those of Latin-1, and the columns are converted with the rest of their kind.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding), encoding
    if encoding := _wide_encoding(content):
        return _strictly(content, encoding), encoding
    if 0 < content.count(b"\x00") * _STRAY < len(content):
        content = content.replace(b"\x00", b"")
    for cut in range(_CUT):  # a copy may end in the middle of a letter
        if (text := _strictly(content[: len(content) - cut], "utf-8")) is not None:
            return text, "utf-8"
    latin, windows = _strictly(content, "latin-1"), _strictly(content, "cp1258")
    if latin is None or windows is None or not _stands_composed(windows):
        return latin, "latin-1"
    words = Counter(marked_words(latin)).items()
    old = max(reads_as(words).values())
    composed = Counter(marked_words(unicodedata.normalize("NFC", windows))).items()
    return (windows, "cp1258") if reads_as(composed)["unicode"] >= old else (latin, "latin-1")


def separator(text: str) -> str:
    """Return the separator that cuts most lines into the same number of cells, more than one."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    best, score = ",", 0
    for mark in _SEPARATORS:
        counts = Counter(line.count(mark) for line in lines)
        counts.pop(0, None)
        if counts:
            per_line, lines_alike = counts.most_common(1)[0]
            if (weight := lines_alike * (1 + min(per_line, 5))) > score:
                best, score = mark, weight
    return best


def _rows(text: str, mark: str, *, quoting: int) -> tuple[tuple[str, ...], ...]:
    csv.field_size_limit(_MAX_CELL)
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=mark, quoting=quoting)  # type: ignore[arg-type]
    return tuple(map(tuple, reader))


def _swallows(rows: tuple[tuple[str, ...], ...], mark: str) -> bool:
    """Say whether a quote that is never closed took whole lines into its cell."""
    return any(
        cell.count("\n") >= _SWALLOWED and sum(mark in line for line in cell.split("\n")) > 1
        for row in rows
        for cell in row
        if len(cell) > _STRAY
    )


def _unquoted(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell.strip().strip('"') for cell in row) for row in rows)


def _wide_encoding(content: bytes) -> str:
    """Return UTF-16 without a mark by where its zeros stand; empty for other text."""
    asked = content[:_ASKED]
    half = len(asked) // 2
    for encoding, zeros in (("utf-16-le", asked[1::2]), ("utf-16-be", asked[::2])):
        if half and zeros.count(0) * 3 > half:
            return encoding
    return ""


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS & set(text[:20_000]) else text


def _stands_composed(text: str) -> bool:
    """Say whether composing leaves no tone mark standing alone, as a wrong guess would."""
    composed = unicodedata.normalize("NFC", text)
    return not any(unicodedata.combining(letter) for letter in composed)
