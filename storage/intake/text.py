"""Cell text made comparable: composed accents, plain spaces, and keys without punctuation."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rules.names import fold

_UNSEEN = dict.fromkeys(
    (*range(32), 0x7F, 0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060)
)
_SPACES = {ord(space): " " for space in "\u00a0\u2007\u202f\u3000\t\r\n\v\f"}
_CLEANING = _UNSEEN | _SPACES


def clean(text: str) -> str:
    """Return text in NFC, without invisible characters, with single spaces."""
    if text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", text.translate(_CLEANING)).split())


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """Return folded text with everything but letters and digits as single spaces.

    ``"Số định danh/CCCD"`` and ``"so dinh danh - cccd"`` have the same key.
    """
    folded = fold(clean(text))
    return " ".join("".join(mark if mark.isalnum() else " " for mark in folded).split())
