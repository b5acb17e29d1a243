import importlib.util
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold", "ExtraBold")
FILES = sorted(path.name for path in FOLDER.glob("*.ttf"))
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = "aăâeêioôơuưy"
LETTERS = {
    unicodedata.normalize("NFC", case(vowel) + tone)
    for vowel in VOWELS
    for tone in TONES
    for case in (str.lower, str.upper)
} | {"đ", "Đ"}
TONED = {letter for letter in LETTERS if not letter.isascii()}
SIGNS = "–…•“”·₫×−,.;:!?()%/&+=0123456789 \u00a0"


@cache
def opened(name: str) -> TTFont:
    return TTFont(FOLDER / name)


def test_the_alphabet_of_this_test_is_whole() -> None:
    assert len(TONED) == 134


@pytest.mark.parametrize("name", FILES)
def test_every_font_has_every_vietnamese_letter(name: str) -> None:
    missing = {sign for sign in LETTERS | set(SIGNS) if ord(sign) not in opened(name).getBestCmap()}
    assert missing - set("₫" if name.startswith("Tinos") else "") == set()


@pytest.mark.parametrize("weight", WEIGHTS)
def test_digits_are_equally_wide_in_every_weight(weight: str) -> None:
    font = opened(f"SoAnSinh-{weight}.ttf")
    glyphs = font.getBestCmap()
    widths = {sign: font["hmtx"][glyphs[ord(sign)]][0] for sign in "0123456789.,"}
    assert widths == dict.fromkeys("0123456789", 660) | dict.fromkeys(".,", 300)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_ink_of_digits_is_centred_and_inside_its_advance(weight: str) -> None:
    font = opened(f"SoAnSinh-{weight}.ttf")
    for sign in "0123456789.,":
        name = font.getBestCmap()[ord(sign)]
        glyph, (advance, left) = font["glyf"][name], font["hmtx"][name]
        assert glyph.xMin == left >= 0
        assert abs(left - (advance - glyph.xMax)) <= 1


@pytest.mark.parametrize("weight", WEIGHTS)
def test_no_kerning_pair_touches_a_digit(weight: str) -> None:
    font = opened(f"SoAnSinh-{weight}.ttf")
    digits = {font.getBestCmap()[ord(sign)] for sign in "0123456789"}
    assert "kern" not in font
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if lookup.LookupType != 2:
                continue
            assert digits.isdisjoint(table.Coverage.glyphs)
            if table.Format == 1:
                seconds = {p.SecondGlyph for s in table.PairSet for p in s.PairValueRecord}
                assert digits.isdisjoint(seconds)
            else:
                assert digits.isdisjoint(table.ClassDef2.classDefs)
                unclassed = [record.Class2Record[0].Value1 for record in table.Class1Record]
                assert not any(value and value.XAdvance for value in unclassed)


@pytest.mark.usefixtures("qapp")
def test_a_bold_total_stands_under_its_column_on_screen() -> None:
    widths = set()
    for name in WEIGHTS:
        assert QFontDatabase.addApplicationFont(str(FOLDER / f"SoAnSinh-{name}.ttf")) >= 0
    for weight in (QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold):
        font = QFont("So An Sinh")
        font.setPixelSize(100)
        font.setWeight(weight)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        metrics = QFontMetricsF(font)
        widths |= {metrics.horizontalAdvance(text) for text in ("1.111.111", "24.130.86")}
    assert len(widths) == 1
    assert widths.pop() == pytest.approx(7 * 66 + 2 * 30, abs=0.5)


def test_every_face_has_a_name_of_its_own() -> None:
    # reportlab takes the first face of a PostScript name for all of that name
    names = [opened(name)["name"].getDebugName(6) for name in FILES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_copy_does_not_pass_for_the_original(weight: str) -> None:
    names = opened(f"SoAnSinh-{weight}.ttf")["name"]
    shown = {names.getDebugName(number) or "" for number in (1, 3, 4, 6, 16)}
    assert not any("Vietnam" in name for name in shown)
    assert "So An Sinh" in {names.getDebugName(1), names.getDebugName(16)}


def test_the_copies_are_what_the_script_makes(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_digits", FOLDER / "make_digits.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for weight in WEIGHTS:
        script.make(FOLDER / f"BeVietnamPro-{weight}.ttf", tmp_path / "made.ttf")
        kept = FOLDER / f"SoAnSinh-{weight}.ttf"
        assert (tmp_path / "made.ttf").read_bytes() == kept.read_bytes(), weight


def test_licences_lie_beside_the_fonts() -> None:
    for family in {name.partition("-")[0] for name in FILES} - {"SoAnSinh"}:
        text = (FOLDER / f"{family}-OFL.txt").read_text(encoding="utf-8")
        assert "SIL Open Font License" in text
