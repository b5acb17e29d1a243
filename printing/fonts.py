"""The faces that paper is set in: found by the program's own path, never the machine's.

reportlab knows a face by its PostScript name and silently keeps the first file of that name, so no
other file than those in resources/fonts is ever registered.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"


class Face(StrEnum):
    """A face by the name of its file; FIGURES… are the program's copy with digits of one width."""

    REGULAR = "BeVietnamPro-Regular"
    MEDIUM = "BeVietnamPro-Medium"
    SEMIBOLD = "BeVietnamPro-SemiBold"
    BOLD = "BeVietnamPro-Bold"
    EXTRABOLD = "BeVietnamPro-ExtraBold"
    FIGURES = "SoAnSinh-Regular"
    FIGURES_MEDIUM = "SoAnSinh-Medium"
    FIGURES_SEMIBOLD = "SoAnSinh-SemiBold"
    FIGURES_BOLD = "SoAnSinh-Bold"
    FIGURES_EXTRABOLD = "SoAnSinh-ExtraBold"
    SERIF = "Tinos-Regular"
    SERIF_BOLD = "Tinos-Bold"
    SERIF_ITALIC = "Tinos-Italic"
    SERIF_BOLD_ITALIC = "Tinos-BoldItalic"


_HEAVIER = {
    Face.REGULAR: Face.BOLD,
    Face.MEDIUM: Face.BOLD,
    Face.SEMIBOLD: Face.EXTRABOLD,
    Face.FIGURES: Face.FIGURES_BOLD,
    Face.FIGURES_MEDIUM: Face.FIGURES_BOLD,
    Face.FIGURES_SEMIBOLD: Face.FIGURES_EXTRABOLD,
    Face.SERIF: Face.SERIF_BOLD,
    Face.SERIF_ITALIC: Face.SERIF_BOLD_ITALIC,
}


def heavier(face: Face) -> Face:
    """The face that sets words apart inside text of this face."""
    return _HEAVIER.get(face, face)


@cache
def advances(face: Face) -> Mapping[str, float]:
    """Widths of every letter of a face, for type of one point; registers the face on first use."""
    font = TTFont(face.value, str(FONTS / f"{face.value}.ttf"))
    pdfmetrics.registerFont(font)
    widths = cast("dict[int, float]", font.face.charWidths)
    known = cast("dict[int, int]", font.face.charToGlyph)
    table = {chr(code): widths[code] / 1000 for code in known if code in widths}
    table["\u00a0"] = table[" "]
    return table


@lru_cache(maxsize=50_000)
def advance(text: str, face: Face) -> float:
    """Width of a text set at one point, in points; a letter the face lacks counts as its “?”."""
    widths = advances(face)
    try:
        return sum(map(widths.__getitem__, text))
    except KeyError:
        stand_in = widths["?"]
        return sum(widths.get(letter, stand_in) for letter in text)


def missing(text: str, face: Face) -> frozenset[str]:
    """The letters of a text that a face cannot print; line breaks are not letters."""
    return frozenset(text).difference(advances(face), "\n")
