"""The year's list of poor and near-poor households: one head of household a row."""

from __future__ import annotations

from storage.intake.kinds.expiring_cards import covers
from storage.intake.kinds.kind import Clues, Kind

_TITLES = ("ho ngheo", "ho can ngheo")


def _weigh(clues: Clues) -> int:
    if "relation" in clues.fields or "name" not in clues.fields:
        return 0
    if not clues.fields & {"poor", "near_poor", "standing"}:
        # the title or the sheet says it of every household below
        return 40 * any(words in clues.title for words in _TITLES)
    return 50 + 20 * ("ngheo" in clues.title) + 10 * ({"poor", "near_poor"} <= clues.fields)


KIND = Kind("poor_households", _weigh, covers, of_heads=True)
