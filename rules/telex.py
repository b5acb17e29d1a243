"""Words typed the Telex way and never composed: `Nguyeenx` is Nguyễn."""

import re
import unicodedata

_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_MARKS = (
    ("dd", "đ"), ("uwow", "ươ"), ("uow", "ươ"), ("uw", "ư"), ("ow", "ơ"), ("aw", "ă"),
    ("aa", "â"), ("ee", "ê"), ("oo", "ô"),
)  # fmt: skip
_SYLLABLE = re.compile(
    "(?P<first>qu|gi(?=[aăâeêioôơuưy])|[bcdđghklmnpqrstvx]*)(?P<vowels>[aăâeêioôơuưy]+)"
    "(?P<early>[fsrxj]?)(?P<last>ch|ng|nh|[cmnpt]?)(?P<late>[fsrxj]?)"
)
_MARKED = "ăâêôơư"


def composed(text: str) -> str:
    """Return the text with every word that was typed the Telex way composed; the rest as it is.

    Only words of plain letters that make one Vietnamese syllable are touched.
    """
    return re.sub(r"[A-Za-z]+", lambda word: _word(word[0]), text)


def _word(word: str) -> str:
    letters = word.lower()
    for typed, letter in _MARKS:
        letters = letters.replace(typed, letter)
    found = _SYLLABLE.fullmatch(letters)
    if found is None or (found["early"] and found["late"]):
        return word
    tone = _TONES.get(found["early"] or found["late"], "")
    vowels = found["vowels"]
    at = _tone_place(vowels, closed=bool(found["last"]))
    made = found["first"] + vowels[: at + 1] + tone + vowels[at + 1 :] + found["last"]
    made = unicodedata.normalize("NFC", made)
    if word.isupper() and len(word) > 1:
        return made.upper()
    return made[0].upper() + made[1:] if word[0].isupper() else made


def _tone_place(vowels: str, *, closed: bool) -> int:
    """Return which vowel carries the tone: the marked one, else as it is written by custom."""
    marked = [place for place, letter in enumerate(vowels) if letter in _MARKED]
    if marked:
        return marked[-1]
    if closed:
        return len(vowels) - 1
    return max(len(vowels) - 2, 0)
