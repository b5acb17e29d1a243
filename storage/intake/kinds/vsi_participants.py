"""The collectors' list of people in voluntary social insurance, with the month paid up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rules.calendar import PartialDate
from storage.intake.kinds.kind import Clues, Kind
from storage.intake.records import CoverSaid

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMED = ("bhxh tu nguyen", "bao hiem xa hoi tu nguyen", "bhxhtn")


def _weigh(clues: Clues) -> int:
    named = any(words in clues.title for words in _NAMED)
    return 60 * ("paid_until" in clues.fields) + 40 * named


def _covers(values: Mapping[str, Any]) -> tuple[CoverSaid, ...]:
    until = values.get("paid_until")
    return (
        CoverSaid(
            "vsi",
            "covered",
            # paid by the month: a spreadsheet makes the first day of 12/2026
            until=PartialDate(until.year, until.month).latest() if until else None,
            income=values.get("income"),
            method=values.get("method"),
        ),
    )


KIND = Kind("vsi_participants", _weigh, _covers)
