"""The list of people without health insurance, as the police of a commune draw it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage.intake.kinds.kind import Clues, Kind
from storage.intake.records import CoverSaid

if TYPE_CHECKING:
    from collections.abc import Mapping

_WITHOUT = (
    "chua tham gia", "chua co the", "khong co the", "khong tham gia", "chua co bao hiem",
    "chua co bhyt", "khong co bhyt", "khong co bao hiem", "chua duoc cap", "chua cap the",
    "chua mua", "chua dong", "chua bhyt", "ngoai bhyt", "chua duoc bao phu", "chua bao phu",
)  # fmt: skip
_OF_WHAT = ("bao hiem y te", "bhyt")
_SAID = (CoverSaid("hi", "not_covered"),)


def _weigh(clues: Clues) -> int:
    without = any(words in clues.title for words in _WITHOUT)
    return 90 * (without and any(words in clues.title for words in _OF_WHAT))


def _covers(_values: Mapping[str, Any]) -> tuple[CoverSaid, ...]:
    return _SAID


KIND = Kind("not_covered", _weigh, _covers)
