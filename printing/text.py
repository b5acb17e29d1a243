"""Setting text: styles, bold inside a line, what must not be torn apart, and breaking into lines.

Texts mark bold words with two asterisks, as in “Ở mức **1.500.000 đồng**”.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from printing.fonts import Face, advance, heavier

NBSP = "\u00a0"

_UNITS = "đồng|tháng|năm|tuổi|người|ngày|giờ|lần|hộ|%"
_NUMBER_THEN_UNIT = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?!\w))")
_WORD_THEN_NUMBER = re.compile(r"\b(tháng|ngày|năm|giờ|mức|số|NĐ|định|Luật|Điều|khoản) (?=\d)")
_PHONE = re.compile(r"\b(0\d{2,3}) (\d{3}) (\d{3,4})\b")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set; size and leading in points, colour as (red, green, blue) from 0 to 1."""

    face: Face
    size: float
    leading: float
    colour: tuple[float, float, float] = (0, 0, 0)
    tracking: float = 0

    def but(
        self,
        *,
        face: Face | None = None,
        size: float | None = None,
        leading: float | None = None,
        colour: tuple[float, float, float] | None = None,
    ) -> "Style":
        """The same style with a few things changed."""
        return replace(
            self,
            face=face or self.face,
            size=size or self.size,
            leading=leading or self.leading,
            colour=self.colour if colour is None else colour,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One line ready to draw: runs of one face each, and the width in points they take together."""

    runs: tuple[tuple[str, Face], ...]
    width: float


Word: TypeAlias = tuple[tuple[str, Face], ...]


def composed(text: str) -> str:
    """The text in NFC: with loose tone marks a PDF shows them beside their letter."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=20_000)
def joined(text: str) -> str:
    """The text with no-break spaces where a line must not end: 264.000 đồng, 0912 000 111."""
    text = composed(text).replace("Nghị định", f"Nghị{NBSP}định")
    text = _NUMBER_THEN_UNIT.sub(NBSP, text)
    text = _WORD_THEN_NUMBER.sub(rf"\1{NBSP}", text)
    return _PHONE.sub(rf"\1{NBSP}\2{NBSP}\3", text)


def text_width(text: str, style: Style) -> float:
    """Width of a text without bold marks, in points."""
    text = composed(text)
    spaced = style.tracking * max(len(text) - 1, 0)
    return advance(text, style.face) * style.size + spaced


def _words(paragraph: str, face: Face) -> list[Word]:
    """Cuts a paragraph into words, each a row of runs, because bold may begin inside a word."""
    words: list[list[tuple[str, Face]]] = [[]]
    for number, part in enumerate(paragraph.split("**")):
        run_face = heavier(face) if number % 2 else face
        for position, piece in enumerate(part.split(" ")):
            if position:
                words.append([])
            if piece:
                words[-1].append((piece, run_face))
    return [tuple(word) for word in words if word]


def _word_width(word: Word, size: float) -> float:
    return sum(advance(text, face) for text, face in word) * size


def _line_width(words: Sequence[Word], style: Style) -> float:
    space = advance(" ", style.face) * style.size
    return sum(_word_width(word, style.size) for word in words) + space * (len(words) - 1)


def _filled(words: Sequence[Word], style: Style, width: float) -> list[list[Word]]:
    """Fills lines from the left; a word wider than the line gets a line of its own."""
    space = advance(" ", style.face) * style.size
    lines: list[list[Word]] = []
    used = 0.0
    for word in words:
        wide = _word_width(word, style.size)
        if lines and used + space + wide <= width:
            lines[-1].append(word)
            used += space + wide
        else:
            lines.append([word])
            used = wide
    return lines


def _syllables(words: Sequence[Word]) -> int:
    return sum(sum(text.count(NBSP) for text, _ in word) + 1 for word in words)


def _without_widow(lines: list[list[Word]], style: Style, width: float) -> list[list[Word]]:
    """Moves one word down when a single syllable would stand alone on the last line."""
    if len(lines) > 1 and _syllables(lines[-1]) == 1 and len(lines[-2]) > 2:
        kept, moved = lines[-2][:-1], [lines[-2][-1], *lines[-1]]
        if _line_width(moved, style) <= width:
            return [*lines[:-2], kept, moved]
    return lines


def _line(words: Sequence[Word], style: Style) -> Line:
    """Joins the words of a line into as few runs as there are changes of face."""
    runs: list[tuple[str, Face]] = []
    for number, word in enumerate(words):
        for position, (text, face) in enumerate(word):
            lead = " " if number and position == 0 else ""
            if runs and runs[-1][1] == face:
                runs[-1] = (runs[-1][0] + lead + text, face)
            elif lead and runs:
                runs[-1] = (runs[-1][0] + lead, runs[-1][1])
                runs.append((text, face))
            else:
                runs.append((text, face))
    width = sum(advance(text, face) for text, face in runs) * style.size
    return Line(tuple(runs), width)


@lru_cache(maxsize=8_192)
def wrapped(text: str, style: Style, width: float) -> tuple[Line, ...]:
    """Breaks a text into lines no wider than width (points), ragged right, without widows.

    A new line in the text starts a new line; numbers stay with their units. A single word that is
    wider than the line is not cut: it stands alone, and the caller's column is too narrow for it.
    """
    lines: list[Line] = []
    for paragraph in joined(text).split("\n"):
        filled = _filled(_words(paragraph, style.face), style, width)
        lines.extend(_line(words, style) for words in _without_widow(filled, style, width))
    return tuple(lines)


def longest_word(text: str, style: Style) -> float:
    """Width of the widest piece that wrapping will not break, in points."""
    words = [word for part in joined(text).split("\n") for word in _words(part, style.face)]
    return max((_word_width(word, style.size) for word in words), default=0.0)
