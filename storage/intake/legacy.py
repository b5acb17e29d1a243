"""Which columns of a book are typed in an old font: told by the font's name and by vote."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from storage.intake.fonts import draws_capitals, script_of_font
from storage.intake.lexicon import field_of
from storage.intake.scripts import SCRIPTS, Script, marked_words, reads_as, to_unicode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from storage.intake.records import Book, Cell, Sheet

Place = tuple[str, int]
"""A column: the name of its sheet, its number from 0."""

_UNICODE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý"
_SAMPLE = 400  # rows of a sheet that are asked; a column is written in one way throughout
_TOP = 60  # rows in which a heading is looked for
_SHARE = 0.6  # of the words of a column must read as Vietnamese


def decoded_book(
    book: Book, *, script: Script | None = None, forced: Mapping[Place, Script] | None = None
) -> Book:
    """Return the book with every column of an old font in Unicode.

    Args:
        book: the book as it stands in the file.
        script: how the whole file is written, as the clerk says; found out when None.
        forced: the same for single columns.
    """
    found = _scripts(book)
    usual = _usual(found)
    by_itself = {place: one or usual for place, one in found.items()}
    if not forced and script is None and usual == "unicode" and not _old(by_itself):
        return book
    scripts = {**(dict.fromkeys(found, script) if script else by_itself), **(forced or {})}
    usual = script or usual
    sheets = tuple(_decoded(book, sheet, scripts, by_itself, usual) for sheet in book.sheets)
    used = _old(scripts).most_common(1)[0][0] if _old(scripts) else usual
    font = Counter(book.fonts.values()).most_common(1)[0][0] if book.fonts else ""
    font = font if script_of_font(font) == used else ""
    return replace(book, sheets=sheets, writing=used, font=font, source=book)


def _old(scripts: Mapping[Place, Script]) -> Counter[Script]:
    return Counter(script for script in scripts.values() if script != "unicode")


def _scripts(book: Book) -> dict[Place, Script | None]:
    """Return how every column with marked letters is written, None where nothing tells."""
    return {
        (sheet.name, at): _verdict(texts, book.fonts.get((sheet.name, at), ""))
        for sheet in book.sheets
        for at, texts in _columns(sheet).items()
    }


def _usual(found: Mapping[Place, Script | None]) -> Script:
    """Return how the undecided are written: as most of the others are.

    Those are columns in which both readings are Vietnamese, and the rows nobody asked.
    """
    tally = Counter(verdict for verdict in found.values() if verdict)
    return max(tally, key=lambda script: (tally[script], script != "unicode"), default="unicode")


def _columns(sheet: Sheet) -> dict[int, list[str]]:
    columns: dict[int, list[str]] = {}
    for row in (*sheet.rows[:_TOP], *sheet.rows[_TOP :: 1 + len(sheet.rows) // _SAMPLE]):
        for at, cell in enumerate(row):
            if isinstance(cell, str) and not cell.isascii():
                columns.setdefault(at, []).append(cell)
    return columns


def _verdict(texts: Sequence[str], font: str) -> Script | None:
    """Say how a column is written; None where nothing tells."""
    marks = Counter("".join(texts))
    foreign = any("\x80" <= mark <= "\xff" and mark not in _UNICODE for mark in marks)
    certain = _is_certain(marks)
    by_font = script_of_font(font) if font else None
    if not foreign and not by_font:
        return "unicode" if certain else None
    words = Counter(word for text in texts for word in marked_words(text))
    scores = reads_as(words.items())
    best = max(SCRIPTS, key=lambda script: (scores[script], script == by_font))
    if best != "unicode" and scores[best] == scores["unicode"]:
        changed = by_font and any(to_unicode(word, by_font) != word for word in words)
        return "unicode" if certain else by_font if changed else None
    if scores[best] >= _SHARE * words.total() > 0:
        return best
    return by_font if not certain else "unicode"


def _is_certain(marks: Iterable[str]) -> bool:
    """Say whether a letter is there that no old font has."""
    return any("\u0100" <= mark <= "\u1fff" for mark in marks)


def _decoded(
    book: Book,
    sheet: Sheet,
    scripts: Mapping[Place, Script],
    by_itself: Mapping[Place, Script],
    usual: Script,
) -> Sheet:
    width = max((len(row) for row in sheet.rows), default=0)
    here = {at: scripts.get((sheet.name, at), usual) for at in range(width)}
    headings = _headings(sheet, by_itself)
    capitals = {at for at in here if draws_capitals(book.fonts.get((sheet.name, at), ""))}

    def convert(at: int, cell: Cell) -> Cell:
        if not isinstance(cell, str) or cell.isascii():
            return cell
        if cell in headings:
            return headings[cell]
        text = read_as(cell, here[at], book.encoding)
        return text.upper() if at in capitals and here[at] != "unicode" else text

    rows = tuple(tuple(convert(at, cell) for at, cell in enumerate(row)) for row in sheet.rows)
    named = to_unicode(sheet.name, usual) if _verdict([sheet.name], "") == usual else sheet.name
    converted = {at: script for at, script in here.items() if script != "unicode"}
    return replace(sheet, name=named, rows=rows, scripts=converted, written=sheet.rows)


def _headings(sheet: Sheet, by_itself: Mapping[Place, Script]) -> dict[str, str]:
    """Return the headings near the top, each in the script in which it names a field.

    So they are known again whatever the clerk says of the column below.
    """
    found: dict[str, str] = {}
    for row in sheet.rows[:_TOP]:
        said = [(at, cell) for at, cell in enumerate(row) if isinstance(cell, str) and cell]
        modern = any(_is_certain(cell) for _, cell in said)
        named: dict[str, str] = {}
        for at, cell in said:
            own = "unicode" if modern else by_itself.get((sheet.name, at), "unicode")
            read = (to_unicode(cell, script) for script in (own, *SCRIPTS))
            if known := next((text for text in read if field_of(text)), None):
                named[cell] = known
        if len(named) * 2 > len(said):
            found |= named
    return found


def read_as(cell: str, script: Script, encoding: str = "") -> str:
    """Return one text as a script reads it.

    Args:
        cell: the text as it stands in the file.
        script: how it is written.
        encoding: of a text file; the bytes of Windows-1258 are other letters in an old font.
    """
    if script != "unicode" and encoding == "cp1258":
        with suppress(UnicodeEncodeError):
            cell = cell.encode("cp1258").decode("latin-1")
    return to_unicode(cell, script)
