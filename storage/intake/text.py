"""Cell text made comparable: composed accents, plain spaces, and keys without punctuation."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rules.names import fold

_UNSEEN = {ord(mark): None for mark in "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"}
_SPACES = {ord(space): " " for space in "\u00a0\u2007\u202f\u3000\t\r\n\v\f"}
_CLEANING = _UNSEEN | _SPACES


def clean(text: str) -> str:
    """Return text in NFC, without invisible characters, with single spaces."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", text.translate(_CLEANING)).split())


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """Return folded text with everything but letters and digits as single spaces.

    ``"Số định danh/CCCD"`` and ``"so dinh danh - cccd"`` have the same key.
    """
    folded = fold(clean(text))
    return " ".join("".join(mark if mark.isalnum() else " " for mark in folded).split())
