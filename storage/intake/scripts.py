"""Text typed with fonts of the nineties made Unicode: TCVN3, called ABC, and VNI.

Such text holds Latin letters that only their font draws as Vietnamese. TCVN3 has the codes of
TCVN 5712:1993, VN3, one for each letter; capitals with a tone come from a font of capitals
(``.VnTimeH``). VNI-Windows writes a vowel and its mark one after the other, save for a few. U+00AD
is ``ư`` in TCVN3, so text is converted before anything is cleaned.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable

Script = Literal["unicode", "tcvn3", "vni"]
SCRIPTS: tuple[Script, ...] = get_args(Script)

_CODES = "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = str.maketrans(_CODES, _LETTERS)

_TONES = dict(zip("øûõùï", "\u0300\u0309\u0303\u0301\u0323", strict=True))
_ROUND = dict(zip("âàåãáä", ("", *_TONES.values()), strict=True))
_SHORT = dict(zip("êèúüéë", ("", *_TONES.values()), strict=True))
_ALONE = dict(zip("ñôöæóòî", "đơưỉĩịỵ", strict=True))

# A letter that Unicode text in Vietnamese never holds betrays an old font.
_UNICODE_ONLY = re.compile("[\u0100-\u0107\u010a-\u1fff]")
_CAPITALS = re.compile(r"[A-Z][^\W\d_]*[A-Z]")
_SMALL = re.compile("[a-z]")
_SPLIT = re.compile(r"[\x00-\x40\x5b-\x60\x7b-\x7f\u00a0\u2000-\u206f]+")


def to_unicode(text: str, script: Script) -> str:
    """Return text of an old font in Unicode (NFC); letters it has not stay as they are.

    Text that already holds letters no old font can hold is returned as it is.
    """
    if script == "unicode" or text.isascii() or _UNICODE_ONLY.search(text):
        return text
    return _from_tcvn3(text) if script == "tcvn3" else _from_vni(text)


def reads_as(words: Iterable[tuple[str, int]]) -> dict[Script, int]:
    """Return how many words are Vietnamese when the text is taken for each script.

    Args:
        words: words with a letter that is not plain, and how often each occurs.
    """
    counts: dict[Script, int] = dict.fromkeys(SCRIPTS, 0)
    for word, times in words:
        for script in SCRIPTS:
            if is_syllable(to_unicode(word, script)):
                counts[script] += times
    return counts


def marked_words(text: str) -> list[str]:
    """Return the words of a text that hold a letter which is not plain."""
    return [word for word in _SPLIT.split(text) if word and not word.isascii()]


@lru_cache(maxsize=16_384)
def is_syllable(word: str) -> bool:
    """Say whether a word is written as a Vietnamese syllable can be."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = sum(parts.count(tone) for tone in _TONES.values())
    bare = "".join(mark for mark in parts if mark not in _TONES.values())
    return tones < 2 and bool(_syllables().fullmatch(unicodedata.normalize("NFC", bare)))


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what finds a letter of VNI, and its Unicode letter by the two or one codes."""
    table: dict[str, str] = {}
    for letter in "aeiouyôö":
        base = _ALONE.get(letter, letter)
        for mark, tone in _TONES.items():
            _add(table, letter, mark, base + tone)
    for letter, marks, sign in (("a", _ROUND, "\u0302"), ("e", _ROUND, "\u0302"),
                                ("o", _ROUND, "\u0302"), ("a", _SHORT, "\u0306")):  # fmt: skip
        for mark, tone in marks.items():
            _add(table, letter, mark, letter + sign + tone)
    for code, letter in _ALONE.items():
        table[code] = letter
        table[code.upper()] = letter.upper()
    longest = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), table


def _add(table: dict[str, str], letter: str, mark: str, made: str) -> None:
    """Put one vowel with its mark into the table, the mark in either case."""
    small = unicodedata.normalize("NFC", made)
    for written in (mark, mark.upper()):
        table[letter + written] = small
        table[letter.upper() + written] = small.upper()


def _from_tcvn3(text: str) -> str:
    """Return text of TCVN3; what was typed in capitals gets them on its toned letters, too."""
    made = text.translate(_TCVN3)
    return made.upper() if _CAPITALS.search(made) and not _SMALL.search(made) else made


def _from_vni(text: str) -> str:
    pattern, table = _vni()
    return pattern.sub(lambda found: table[found[0]], text)


@cache
def _syllables() -> re.Pattern[str]:
    """Return what a syllable without its tone looks like: how it begins, and its rhyme."""
    begins = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx]"
    rhymes = "|".join(sorted(_RHYMES.split(), key=len, reverse=True))
    return re.compile(f"(?:{begins})?(?:{rhymes})")


_RHYMES = """
a ac ach ai ak am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ek ê êch êm ên êng ênh êp êt êu êk
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu ik
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi ok
om on ong ooc oong op ot ô ôc ôi ôk ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych
uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu ynh
"""
