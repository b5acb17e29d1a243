"""The household book: people by household, the head first, often one sheet a village.

Some books have a column for the last day of each card; it is a word about cover as of the book.
"""

from __future__ import annotations

from storage.intake.kinds.expiring_cards import covers
from storage.intake.kinds.kind import Clues, Kind

_TITLES = ("ho gia dinh", "nhan khau", "so ho khau", "so ho gia dinh")


def _weigh(clues: Clues) -> int:
    if "relation" not in clues.fields:
        return 0
    titled = any(words in clues.title for words in _TITLES)
    return 60 * ("household_number" in clues.fields) + 30 * titled + 20


KIND = Kind("household_book", _weigh, covers, by_household=True)
