"""The list of health insurance cards with their dates, as the insurance office sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rules.hi.card import group_of_card
from storage.intake.kinds.kind import Clues, Kind
from storage.intake.records import CoverSaid

if TYPE_CHECKING:
    from collections.abc import Mapping


def _weigh(clues: Clues) -> int:
    if "hi_until" not in clues.fields:
        return 0
    return 50 + 20 * ("hi_card" in clues.fields) + 20 * ("the bhyt" in clues.title)


def covers(values: Mapping[str, Any]) -> tuple[CoverSaid, ...]:
    """Return the card a row tells of: group from its first two letters, dates as written."""
    until = values.get("hi_until")
    if until is None:
        return ()
    card = values.get("hi_card")
    start = values.get("hi_from")
    group = values.get("hi_group") or (card[:2] if card and card[:2].isalpha() else None)
    return (
        CoverSaid(
            "hi",
            "covered",
            hi_group=group_of_card(group) if group and len(group) == 2 else None,
            card=card if card and len(card) == 15 else None,
            start=start.earliest() if start else None,
            until=until.latest(),
        ),
    )


KIND = Kind("expiring_cards", _weigh, covers)
