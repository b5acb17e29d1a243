"""Any other list with a column of names; what its other columns say is taken as it stands."""

from __future__ import annotations

from storage.intake.kinds.expiring_cards import covers
from storage.intake.kinds.kind import Clues, Kind


def _weigh(clues: Clues) -> int:
    return 1 * ("name" in clues.fields)


KIND = Kind("any_list", _weigh, covers)
