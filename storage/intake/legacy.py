"""Which columns of a book are typed in an old font: told by the font's name and by vote."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from storage.intake.fonts import draws_capitals, script_of_font
from storage.intake.lexicon import field_of
from storage.intake.scripts import SCRIPTS, Script, marked_words, reads_as, to_unicode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    found = {} if script else _scripts(book)
    usual = script or _usual(found)
    scripts = {place: one or usual for place, one in found.items()} | dict(forced or {})
    if usual == "unicode" and not set(scripts.values()) - {"unicode"}:
        return replace(book, source=book) if forced or script else book
    sheets = tuple(_decoded(book, sheet, scripts, usual) for sheet in book.sheets)
    old = Counter(one for one in scripts.values() if one != "unicode")
    used = old.most_common(1)[0][0] if old else usual
    fonts = Counter(book.fonts.values()) if used != "unicode" else None
    font = fonts.most_common(1)[0][0] if fonts else ""
    return replace(book, sheets=sheets, writing=used, font=font, source=book)


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
    certain = any("\u0100" <= mark <= "\u1fff" for mark in marks)
    by_font = script_of_font(font) if font else None
    if not foreign and not by_font:
        return "unicode" if certain else None
    words = Counter(word for text in texts for word in marked_words(text))
    scores = reads_as(words.items())
    best = max(SCRIPTS, key=lambda script: (scores[script], script == by_font))
    if best != "unicode" and scores[best] == scores["unicode"]:
        return "unicode" if certain else by_font
    if scores[best] >= _SHARE * words.total() > 0:
        return best
    return by_font if not certain else "unicode"


def _decoded(book: Book, sheet: Sheet, scripts: Mapping[Place, Script], usual: Script) -> Sheet:
    width = max((len(row) for row in sheet.rows), default=0)
    here = {at: scripts.get((sheet.name, at), usual) for at in range(width)}
    here = {at: script for at, script in here.items() if script != "unicode"}
    if not here:
        return sheet
    headings = _headings(sheet)
    capitals = {at for at in here if draws_capitals(book.fonts.get((sheet.name, at), ""))}

    def convert(at: int, cell: Cell) -> Cell:
        script = here.get(at)
        if script is None or not isinstance(cell, str) or cell.isascii():
            return cell
        if cell in headings:
            return headings[cell]
        text = to_unicode(_as_bytes_say(cell, book.encoding), script)
        return text.upper() if at in capitals else text

    rows = tuple(tuple(convert(at, cell) for at, cell in enumerate(row)) for row in sheet.rows)
    named = to_unicode(sheet.name, usual) if _verdict([sheet.name], "") == usual else sheet.name
    return replace(sheet, name=named, rows=rows, scripts=here, written=sheet.rows)


def _headings(sheet: Sheet) -> dict[str, str]:
    """Return the headings near the top, each in the script in which it names a field.

    So they are known again whatever the clerk says of the column below.
    """
    found: dict[str, str] = {}
    for row in sheet.rows[:_TOP]:
        for cell in row:
            if isinstance(cell, str) and not cell.isascii():
                read = (to_unicode(cell, script) for script in SCRIPTS)
                named = next((text for text in read if field_of(text)), None)
                if named is not None:
                    found[cell] = named
    return found


def _as_bytes_say(cell: str, encoding: str) -> str:
    """Return the letters that the bytes of a text file in Windows-1258 are in an old font."""
    if encoding != "cp1258":
        return cell
    try:
        return cell.encode("cp1258").decode("latin-1")
    except UnicodeEncodeError:
        return cell
