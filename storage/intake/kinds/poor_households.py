"""The year's list of poor and near-poor households: one head of household a row."""

from __future__ import annotations

import re

from storage.intake.kinds.expiring_cards import covers
from storage.intake.kinds.kind import Clues, Kind

_TITLES = ("ho ngheo", "ho can ngheo")
_SOME_PEOPLE = re.compile(
    r"\b(?:thanh vien|nhan khau|hoc sinh|sinh vien|tre em|nguoi cao tuoi|phu nu|cong dan|thuoc)"
    r"(?: [a-z]+){0,4}? ho (?:can )?ngheo"
)
_HOUSEHOLDS = re.compile(r"\b(?:ds|danh sach|cac|tong hop) ho\b")


def is_titled(title: str) -> bool:
    """Say whether a title speaks of poor households."""
    return any(words in title for words in _TITLES)


def _weigh(clues: Clues) -> int:
    if "relation" in clues.fields or "name" not in clues.fields:
        return 0
    if not clues.fields & {"poor", "near_poor", "standing"}:
        # the title or the sheet says it of every household below; its members are no heads
        some = _SOME_PEOPLE.search(clues.title) and not _HOUSEHOLDS.search(clues.title)
        return 40 * (is_titled(clues.title) and not some)
    return 50 + 20 * ("ngheo" in clues.title) + 10 * ({"poor", "near_poor"} <= clues.fields)


KIND = Kind("poor_households", _weigh, covers, of_heads=True, of_standings=True)
