"""The short code of a household on paper and screen: five characters and a check character."""

import re
from collections.abc import Sequence

from rules.errors import RuleError

# No vowels, no Y, D or W, which Vietnamese typing programs bend; no look-alikes.
ALPHABET = "2346789CFGHJKLMNPQRSTVX"
RANDOM_LENGTH = 5
_LENGTH = RANDOM_LENGTH + 1
_ENOUGH = 3  # characters by which a code is known while it is typed
_UNDONE = str.maketrans({"Đ": "D", "Ư": "W", "5": "S"})


def make(places: Sequence[int]) -> str:
    """Return the code of five random places in the alphabet, each 0 to 22."""
    code = "".join(ALPHABET[place] for place in places)
    return code + _check(code)


def shown(code: str) -> str:
    """Write a code for a person: ``7K4-M2Q``."""
    return f"{code[:3]}-{code[3:]}"


def begun(text: str) -> str | None:
    """Return the beginning of a code as typed so far; None for what is rather a word or number."""
    code = _plain(text)
    # Three consonants are rather somebody's initials.
    enough = _ENOUGH if any(letter.isdecimal() for letter in code) else _ENOUGH + 1
    if not enough <= len(code) < _LENGTH or any(letter not in ALPHABET for letter in code):
        return None
    return code


def read(text: str) -> str:
    """Read a code as typed or scanned; raises RuleError ``bad_household_code``.

    Lower case, spaces, ``-`` and ``#`` are accepted, a 5 is read as S, and what a Vietnamese
    typing program made of D and W is undone.
    """
    code = _plain(text)
    if len(code) != _LENGTH or any(letter not in ALPHABET for letter in code):
        raise RuleError("bad_household_code", value=text)
    if _check(code[:RANDOM_LENGTH]) != code[-1]:
        raise RuleError("household_code_mistyped", value=text)
    return code


def _plain(text: str) -> str:
    return re.sub(r"[\s#\-–]", "", text).upper().translate(_UNDONE)


def _check(code: str) -> str:
    """Return the check character: weights 5 to 1 over a prime, so slips and swaps show."""
    weighted = enumerate(reversed(code), start=1)
    return ALPHABET[sum(weight * ALPHABET.index(letter) for weight, letter in weighted) % 23]
