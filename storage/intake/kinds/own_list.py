"""A list that this program made itself: each row names its person by the register's own key."""

from __future__ import annotations

from storage.intake.kinds.kind import Clues, Kind, says_nothing


def _weigh(clues: Clues) -> int:
    return 500 * ("own_key" in clues.fields)


KIND = Kind("own_list", _weigh, says_nothing)
