"""Vietnamese names: cleaned without changing their spelling, folded to match, keyed to sort."""

import re
import unicodedata
from functools import lru_cache

from rules.sex import Sex

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_WORD = re.compile(r"[^\W\d_]+")
# The 29 Vietnamese letters in their order, with the four of foreign names where they belong.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_KEYS = {letter: chr(ord("A") + place) for place, letter in enumerate(_LETTERS)}
# Ngang, huyền, hỏi, ngã, sắc, nặng.
_TONE_KEYS = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LEVEL_TONE = "0"
_WORDS_KEPT = 16_384
_MIDDLE_NAMES: tuple[tuple[frozenset[str], Sex], ...] = (
    (frozenset({"thị", "thi"}), "female"),
    (frozenset({"văn", "van"}), "male"),
)


def clean_name(text: str) -> str:
    """Return a name in composed letters and single spaces, its spelling kept.

    A name all in capitals gets ordinary capitals; ``Thuỷ`` stays ``Thuỷ``.
    """
    name = " ".join(_seen(unicodedata.normalize("NFC", text)).split())
    if name != name.upper() or name == name.lower():
        return name
    return _WORD.sub(lambda word: word[0][0] + word[0][1:].lower(), name)


def fold(text: str) -> str:
    """Return the text for matching and search: lower case, no accents, ``đ`` as ``d``."""
    return " ".join(map(_fold_word, _seen(text).split()))


def _seen(text: str) -> str:
    """Return the text without invisible characters; most text has none."""
    return text if text.isprintable() else _INVISIBLE.sub("", text)


@lru_cache(maxsize=_WORDS_KEPT)
def _fold_word(word: str) -> str:
    """Return one word folded: the names of a commune are made of a few thousand words."""
    marked = unicodedata.normalize("NFD", word.lower())
    return "".join(mark for mark in marked if unicodedata.category(mark) != "Mn").replace("đ", "d")


def given_name(name: str) -> str:
    """Return the given name, the last word; empty for an empty name."""
    return (clean_name(name).split() or [""])[-1]


def likely_sex(name: str) -> Sex | None:
    """Return the sex that a middle name suggests, Thị or Văn; a suggestion, never a fact."""
    middle = set(clean_name(name).lower().split()[1:-1])
    for words, sex in _MIDDLE_NAMES:
        if middle & words:
            return sex
    return None


def sort_key(name: str) -> str:
    """Return a key whose plain text order is the Vietnamese order of names.

    The given name comes first, then family and middle names as written. In a word the letters
    decide before the tone: a ă â b c d đ e ê …; ngang, huyền, hỏi, ngã, sắc, nặng.
    """
    words = clean_name(name).lower().split()
    return " ".join(map(_word_key, words[-1:] + words[:-1]))


@lru_cache(maxsize=_WORDS_KEPT)
def _word_key(word: str) -> str:
    """Return the letters of a word in keys, then its tones."""
    letters: list[str] = []
    tones: list[str] = []
    for mark in unicodedata.normalize("NFD", word):
        if mark in _TONE_KEYS:
            tones.append(_TONE_KEYS[mark])
        elif unicodedata.category(mark) == "Mn" and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + mark)
        else:
            letters.append(mark)
    keys = (_LETTER_KEYS.get(letter, letter if letter.isdigit() else "") for letter in letters)
    return "".join(keys) + "!" + ("".join(tones) or _LEVEL_TONE)
