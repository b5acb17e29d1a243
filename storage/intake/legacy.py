"""Text typed with fonts of the nineties (TCVN3, called ABC): found by vote, made Unicode.

Such a file holds Latin letters that only its font draws as Vietnamese. The codes are those of
TCVN 5712:1993, VN3. U+00AD is ``ư`` there, so text is converted before anything is cleaned.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.intake.records import Book, Sheet

_CODES = "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = str.maketrans(_CODES, _LETTERS)
# Letters of the same look are written in Unicode lists too, and prove nothing.
_PLAIN = frozenset("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý")
_PROOF = frozenset(_CODES) - _PLAIN
_FIRST_UNICODE = "\u0100"
_LAST_LETTER = "\u1fff"
_SHARE = 5
_SAMPLE = 1_000  # rows of a sheet that are asked; a column is written in one way throughout


def decoded_book(book: Book) -> Book:
    """Return the book with every column of legacy text in Unicode; ``writing`` says if any was."""
    verdicts = {
        (number, column): _verdict(texts)
        for number, sheet in enumerate(book.sheets)
        for column, texts in _columns(sheet).items()
    }
    legacy = sum(1 for verdict in verdicts.values() if verdict)
    if not legacy or legacy < sum(1 for verdict in verdicts.values() if verdict is False):
        return book
    old = {place for place, verdict in verdicts.items() if verdict is not False}
    sheets = tuple(
        replace(
            sheet,
            name=sheet.name.translate(_TCVN3) if _verdict([sheet.name]) else sheet.name,
            rows=tuple(
                tuple(
                    cell.translate(_TCVN3)
                    if isinstance(cell, str) and (number, at) in old
                    else cell
                    for at, cell in enumerate(row)
                )
                for row in sheet.rows
            ),
        )
        for number, sheet in enumerate(book.sheets)
    )
    return replace(book, sheets=sheets, writing="tcvn3")


def _columns(sheet: Sheet) -> dict[int, list[str]]:
    columns: dict[int, list[str]] = {}
    for row in sheet.rows[:: 1 + len(sheet.rows) // _SAMPLE]:
        for at, cell in enumerate(row):
            if isinstance(cell, str) and not cell.isascii():
                columns.setdefault(at, []).append(cell)
    return columns


def _verdict(texts: Iterable[str]) -> bool | None:
    """Say whether a column is TCVN3 (True) or Unicode (False); None where nothing tells."""
    proof = plain = unicode = 0
    for mark, times in Counter("".join(texts)).items():
        if mark in _PROOF:
            proof += times
        elif mark in _PLAIN:
            plain += times
        elif _FIRST_UNICODE <= mark <= _LAST_LETTER:
            unicode += times
    if unicode * _SHARE > proof:
        return False
    if proof * _SHARE > plain + unicode and proof:
        return True
    return None
