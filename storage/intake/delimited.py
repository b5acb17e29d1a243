"""Text lists: which encoding, which separator, then rows of cells."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter

from storage.errors import StorageError
from storage.intake.records import Sheet

_SEPARATORS = ";,\t|"
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f")
_MAX_CELL = 100_000
_MAX_ROWS = 300_000


def read_delimited(content: bytes, file: str) -> Sheet:
    """Return the one sheet of a text file, its separator found by counting.

    Raises:
        StorageError: intake_not_a_spreadsheet, intake_too_large.
    """
    text = decoded(content)
    if text is None or text.lstrip()[:1] == "<" or text.startswith("%PDF"):
        raise StorageError("intake_not_a_spreadsheet", file=file)
    csv.field_size_limit(_MAX_CELL)
    try:
        rows = tuple(
            tuple(cells)
            for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator(text))
        )
    except csv.Error as error:
        raise StorageError("intake_not_a_spreadsheet", file=file) from error
    if len(rows) > _MAX_ROWS:
        raise StorageError("intake_too_large", file=file)
    return Sheet("", rows)


def decoded(content: bytes) -> str | None:
    """Return the text of a file in UTF-8, UTF-16, Windows-1258 or Latin-1; None if it is no text.

    Windows-1258 writes a vowel and its tone as two characters: they are composed (NFC) later,
    with every other cell.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if content[1:2] == b"\x00" and content[3:4] == b"\x00":
        return _strictly(content, "utf-16-le")
    for encoding in ("utf-8", "cp1258", "latin-1"):
        text = _strictly(content, encoding)
        if text is not None and (encoding != "cp1258" or _reads_as_vietnamese(text)):
            return text
    return None


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


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS & set(text[:20_000]) else text


def _reads_as_vietnamese(text: str) -> bool:
    """Say whether composing leaves no tone mark standing alone, as a wrong guess would."""
    composed = unicodedata.normalize("NFC", text)
    return not any(unicodedata.combining(letter) for letter in composed)
