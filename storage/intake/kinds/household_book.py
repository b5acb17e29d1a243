"""The household book: people by household, the head first, often one sheet a village.

Some books have a column for the last day of each card; it is a word about cover as of the book.
"""

from __future__ import annotations

from storage.intake.kinds.expiring_cards import covers
from storage.intake.kinds.kind import Clues, Kind

_TITLES = ("ho gia dinh", "nhan khau", "so ho khau", "so ho gia dinh")


def is_titled(title: str) -> bool:
    """Say whether a title speaks of households and those who live in them."""
    return any(words in title for words in _TITLES)


def _weigh(clues: Clues) -> int:
    if "relation" not in clues.fields:
        return 0
    return 60 * ("household_number" in clues.fields) + 30 * is_titled(clues.title) + 20


KIND = Kind("household_book", _weigh, covers, by_household=True)
