"""How much a reason to visit weighs: points that an office may change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.outreach.facts import Reason

Unit = Literal["points", "days", "months"]
_HUNDRED_THOUSAND = 100_000

HI_REASONS = (
    "card_ending",
    "continuity",
    "card_gap",
    "company_left",
    "state_pays",
    "couple_uncovered",
    "adults_uncovered",
    "all_uncovered",
    "some_uncovered",
    "card_lapsed",
    "free_card",
    "unknown_cover",
)
VSI_REASONS = (
    "vsi_nearly",
    "vsi_last_start",
    "vsi_support_ends",
    "vsi_ending",
    "vsi_stopped",
)
VISIT_REASONS = ("asked_back", "agreed", "answered", "thinking", "absent_twice")
REASONS = (*HI_REASONS, *VSI_REASONS, *VISIT_REASONS)
"""All reasons by their codes; each has a weight of its name."""
BONUSES = ("per_day", "per_person", "per_hundred_thousand")
"""What is added to a reason: for each day by which its deadline is near, for each further person,
for each 100,000 đồng it is worth."""
SPANS = (
    "near_days",
    "appointment_days",
    "company_days",
    "nearly_months",
    "start_months",
    "support_months",
)
"""From when on something is near enough to be a reason: days, and months."""
NAMES = (*REASONS, *BONUSES, *SPANS)


@dataclass(frozen=True, slots=True)
class Weight:
    """One weight: its name, its value, what it is called, and why it is what it is."""

    name: str
    value: int
    unit: Unit
    title: str
    why: str


class Weights:
    """The weights in force; a reason that weighs 0 is none."""

    def __init__(self, values: Mapping[str, int]) -> None:
        """Take a value for every one of `NAMES`; KeyError where one is missing."""
        self.values = {name: values[name] for name in NAMES}

    def __getitem__(self, name: str) -> int:
        """Return the value of a weight."""
        return self.values[name]

    def weighed(
        self,
        reason: Reason,
        on: date,
        *,
        amount: int = 0,
    ) -> Reason | None:
        """Return a reason with its worth, None where the office does not want it.

        Args:
            reason: as it is found.
            on: the day.
            amount: what it is worth to the household, in đồng.
        """
        points = self.values[reason.code]
        if points <= 0:
            return None
        points += self.values["per_person"] * max(0, len(reason.people) - 1)
        points += self.values["per_hundred_thousand"] * (amount // _HUNDRED_THOUSAND)
        if reason.until is not None:
            # A promise that is long past presses less than one of today.
            apart = abs((reason.until - on).days)
            points += self.values["per_day"] * max(0, self.values["near_days"] - apart)
        return Reason(reason.code, reason.figures, reason.people, points, reason.until)
