"""Vietnamese typed while the typing program was off: the keys of Telex and VNI are taken out."""

import re

# Telex: aa ee oo dd double a letter; w makes ă ơ ư, alone it is ư; s f r x j z are tones. No word
# of Vietnamese ends in one of these, so behind the first vowel they are always keys.
_VOWELS = "aeiouy"
_TELEX_KEYS = re.compile("[sfrxjzwd]")
_DOUBLED = re.compile(r"([aeo])([a-z]*?)\1")
# VNI: 1 to 5 are tones, 6 to 9 the marks of a letter, 0 takes a tone away.
_VNI_WORD = re.compile(r"[a-z]+[0-9][a-z0-9]*")


def without_keys(word: str) -> str:
    """Return the folded word that was meant, or the word itself where it has no such keys.

    Args:
        word: one word in lower case without accents, such as ``nguyeenx``, ``thij``, ``ddoor``,
            or ``nguye6n4``.
    """
    return _without_vni(word) if _VNI_WORD.fullmatch(word) else _without_telex(word)


def _without_vni(word: str) -> str:
    return re.sub("[0-9]", "", word)


def _without_telex(word: str) -> str:
    if not word.isalpha() or not word.isascii():
        return word
    first = next((at for at, letter in enumerate(word) if letter in _VOWELS + "w"), len(word))
    head, tail = word[:first].replace("dd", "d"), word[first:]
    if tail.startswith("w"):
        tail = "u" + tail[1:]
    tail = _TELEX_KEYS.sub("", tail)
    return head + _DOUBLED.sub(r"\1\2", tail)
