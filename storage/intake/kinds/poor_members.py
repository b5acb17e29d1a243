"""The year's list of poor and near-poor households that names everybody in them.

It looks like a household book, and is one for its people; for the standings it is the year's list,
and the households that it does not name are asked about.
"""

from __future__ import annotations

import re

from storage.intake.kinds import household_book, poor_households
from storage.intake.kinds.expiring_cards import covers
from storage.intake.kinds.kind import Clues, Kind

# "Danh sách hộ nghèo", but not "Danh sách hộ gia đình. Trong đó hộ nghèo: 30"
_TITLED = re.compile(
    r"\b(?:ds|danh sach|bang ke|so theo doi) "
    r"(?:(?!trong do|tong so)[^\d]){0,80}?ho (?:can )?ngheo\b"
)


def _weigh(clues: Clues) -> int:
    book = household_book.KIND.weigh(clues)
    # our own book of some households says nothing about the others
    if not book or "own_key" in clues.fields:
        return 0
    if _TITLED.search(clues.title):
        return book + 5
    says = poor_households.is_titled(clues.title) or clues.tells_standings
    return book + 5 if says and not household_book.is_titled(clues.title) else 0


KIND = Kind("poor_members", _weigh, covers, by_household=True, of_standings=True)
