"""What somebody typed into a search box, taken apart, and the ways it can be understood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from rules.left_overs import without_keys
from rules.names import fold

TAIL = 3  # so many digits at least are looked for at the end of a phone or a personal id
_TOKEN = re.compile(r"[^\W_]+")
_CARD = re.compile(r"[a-z]{2}[0-9]+")
_DOTTED = re.compile(r"(?:^|\s)(?:[^\W\d_]\.\s*)+(?:[^\W\d_]+(?=\s|$))?")
_JOINED = 8  # digits in groups are one number from here on: 0912 345 678
_ABROAD = "84"  # +84 stands for the zero of a phone number
_MOST_INITIALS = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """One way to understand what was typed; a person must fit everything in it.

    Attributes:
        words: for each word typed, the beginnings of which one must begin a word of the name.
        accented: those words that were typed with accents, in lower case.
        numbers: digits, or the beginning of an HI card.
        initials: beginnings of words of the name in their order, the last of the given name.
        villages: ids of villages, of which one must be the person's; none for any.
    """

    words: tuple[tuple[str, ...], ...] = ()
    accented: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()


class Typed:
    """The words and numbers of a text in their order."""

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFC", text)

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return each token as typed and folded."""
        found = ((token, fold(token)) for token in _TOKEN.findall(self.text))
        return tuple((token, folded) for token, folded in found if folded)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Return the tokens folded."""
        return tuple(folded for _, folded in self.pairs)

    @cached_property
    def accented(self) -> tuple[str, ...]:
        """Return the words that were typed with accents, in lower case."""
        return tuple(word.lower() for word, folded in self.pairs if word.lower() != folded)

    @cached_property
    def dotted(self) -> tuple[str, ...]:
        """Return the initials of a name written with dots, N.T.Hoa; none where there are none."""
        found = _DOTTED.search(self.text)
        parts = tuple(map(fold, _TOKEN.findall(found[0]))) if found else ()
        return parts if len(parts) > 1 else ()

    def without_keys(self) -> tuple[str, ...]:
        """Return the tokens without what Telex or VNI left in them."""
        return tuple(part if part.isdecimal() else without_keys(part) for part in self.folded)


def is_number(token: str) -> bool:
    """Say whether a folded token is looked for among numbers: digits, or an HI card."""
    return token.isdecimal() or _CARD.fullmatch(token) is not None


def direct(tokens: tuple[str, ...], accented: tuple[str, ...] = ()) -> Wanted:
    """Return the plain reading: beginnings of name words in any order, and numbers."""
    return Wanted(
        words=tuple((token,) for token in tokens if not is_number(token)),
        accented=accented,
        numbers=tuple(token for token in tokens if is_number(token)),
    )


def joined(numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Return digits written in groups, or with +84, as the one number they are."""
    whole = "".join(numbers)
    if not whole.isdecimal() or len(whole) < _JOINED:
        return numbers
    if whole.startswith(_ABROAD) and len(whole) > _JOINED + 2:
        whole = f"0{whole.removeprefix(_ABROAD)}"
    return (whole,)


def initials(token: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to read one token as initials: ``ntH``, ``NTHoa``, ``nth``, ``nthoa``.

    A capital with small letters behind it begins the given name; without one, the whole token is
    initials, or the given name is written out at its end.
    """
    plain = fold(token)
    if len(plain) != len(token) or not token.isalpha() or len(token) < 2:
        return ()
    capital = max((at for at, letter in enumerate(token) if letter.isupper()), default=0)
    if 0 < capital < len(token) - 1:
        return ((*plain[:capital], plain[capital:]),)
    found = [tuple(plain)] if len(plain) <= _MOST_INITIALS else []
    rests = range(1, min(len(plain) - 1, _MOST_INITIALS))
    return (*found, *((*plain[:at], plain[at:]) for at in rests))
