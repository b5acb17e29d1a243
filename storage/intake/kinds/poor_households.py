"""The year's list of poor and near-poor households: one head of household a row."""

from __future__ import annotations

from storage.intake.kinds.kind import Clues, Kind, says_nothing


def _weigh(clues: Clues) -> int:
    if "relation" in clues.fields or not clues.fields & {"poor", "near_poor", "standing"}:
        return 0
    return 50 + 20 * ("ngheo" in clues.title) + 10 * ({"poor", "near_poor"} <= clues.fields)


KIND = Kind("poor_households", _weigh, says_nothing, of_heads=True)
