"""Makes `So An Sinh`, the program's own copy of Be Vietnam Pro, whose figures stand in columns.

Be Vietnam Pro has proportional figures only: its 1 is 385 units wide, its 4 is 710, and no feature
changes that. In the copy every digit is 660 wide and every point and comma 300, in every weight,
with the outline centred; no kerning pair touches a digit. The copy bears another family name, so
that an installed Be Vietnam Pro never takes its place, and other PostScript names, because
reportlab tells fonts apart by those.

    .venv/bin/python resources/fonts/make_digits.py
"""

from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold", "ExtraBold")
DIGIT_ADVANCE = 660
POINT_ADVANCE = 300
ADVANCES = dict.fromkeys("0123456789", DIGIT_ADVANCE) | dict.fromkeys(".,", POINT_ADVANCE)
NOTE = "Digits made equally wide for Sổ An Sinh; otherwise Be Vietnam Pro."


def make(source: Path, target: Path) -> None:
    """Writes the copy of one weight.

    Args:
        source: a TrueType file of Be Vietnam Pro, 1000 units to the em.
        target: where the copy is written.
    """
    font = TTFont(source, recalcTimestamp=False)
    names = {font.getBestCmap()[ord(sign)]: advance for sign, advance in ADVANCES.items()}
    digits = {font.getBestCmap()[ord(sign)] for sign in "0123456789"}
    _set_advances(font, names)
    _drop_kerning(font, digits)
    _rename(font)
    if "DSIG" in font:
        del font["DSIG"]
    font.save(target)


def _set_advances(font: TTFont, advances: dict[str, int]) -> None:
    """Gives each glyph its advance and centres its ink; glyphs built from them keep their look."""
    glyphs, metrics = font["glyf"], font["hmtx"]
    moved: dict[str, int] = {}
    for name, advance in advances.items():
        glyph = glyphs[name]
        if glyph.isComposite():
            message = f"{name} is built from other glyphs"
            raise ValueError(message)
        left = round((advance - (glyph.xMax - glyph.xMin)) / 2)
        moved[name] = left - glyph.xMin
        glyph.coordinates.translate((moved[name], 0))
        glyph.recalcBounds(glyphs)
        metrics[name] = (advance, left)
    for name in font.getGlyphOrder():
        glyph = glyphs[name]
        if not glyph.isComposite():
            continue
        for part in glyph.components:
            if part.glyphName in moved:
                part.x -= moved[part.glyphName]
        glyph.recalcBounds(glyphs)


def _drop_kerning(font: TTFont, digits: set[str]) -> None:
    """Takes the digits out of every pair, named singly or by class."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for subtable in lookup.SubTable:
            if lookup.LookupType != 2:
                continue
            if subtable.Format == 1:
                _drop_single_pairs(subtable, digits)
            else:
                _drop_class_pairs(subtable, digits)


def _drop_single_pairs(subtable: Any, digits: set[str]) -> None:
    kept = [
        (first, pairs)
        for first, pairs in zip(subtable.Coverage.glyphs, subtable.PairSet, strict=True)
        if first not in digits
    ]
    for _, pairs in kept:
        pairs.PairValueRecord = [
            pair for pair in pairs.PairValueRecord if pair.SecondGlyph not in digits
        ]
        pairs.PairValueCount = len(pairs.PairValueRecord)
    subtable.Coverage.glyphs = [first for first, _ in kept]
    subtable.PairSet = [pairs for _, pairs in kept]
    subtable.PairSetCount = len(kept)


def _drop_class_pairs(subtable: Any, digits: set[str]) -> None:
    subtable.Coverage.glyphs = [name for name in subtable.Coverage.glyphs if name not in digits]
    for classes in (subtable.ClassDef1, subtable.ClassDef2):
        classes.classDefs = {
            name: number for name, number in classes.classDefs.items() if name not in digits
        }


def _rename(font: TTFont) -> None:
    for record in font["name"].names:
        if record.nameID in {1, 3, 4, 6, 16, 18, 20, 21, 25}:
            text = record.toUnicode()
            text = text.replace("Be Vietnam Pro", "So An Sinh").replace("BeVietnamPro", "SoAnSinh")
            record.string = text
    font["name"].setName(NOTE, 10, 3, 1, 0x409)


def main() -> None:
    """Makes the copy of every weight beside its source."""
    for weight in WEIGHTS:
        make(HERE / f"BeVietnamPro-{weight}.ttf", HERE / f"SoAnSinh-{weight}.ttf")


if __name__ == "__main__":
    main()
