"""Whether the law still says today what it said when a calculation was kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rules.errors import RuleError
from rules.vsi.case import vsi_result
from storage.answers import answer_of

if TYPE_CHECKING:
    from datetime import date

    from rules.policy import Policy
    from storage.answers import Answer, Due, Level
    from storage.calculations import Calculation


@dataclass(frozen=True, slots=True)
class LawChange:
    """The law answers the same case otherwise now.

    Attributes:
        pays: what the method chosen costs now; None where it cannot be chosen any more.
        problem: why it cannot.
    """

    pays: Due | None
    problem: RuleError | None


def law_since(policy: Policy, kept: Calculation, on: date) -> LawChange | None:
    """Return what the law of a day makes of a kept case; None where it says the same."""
    case = replace(kept.case, on=on)
    try:
        now = answer_of(case, vsi_result(policy, case))
    except RuleError as problem:
        return LawChange(None, problem)
    was = kept.answer
    others = was.other is None or now.other is None or _same_level(was.other, now.other)
    if _same_level(was.level, now.level) and others and _same_coming(was, now, on):
        return None
    return LawChange(now.pays, None)


def _same_coming(was: Answer, now: Answer, on: date) -> bool:
    """Whether the same change is expected; one whose day has come is in the prices."""
    return was.coming == now.coming or (was.coming is not None and was.coming[0] <= on)


def _same_level(was: Level, now: Level) -> bool:
    """Whether prices and pensions agree; a person's own time goes by without any decree."""
    pensions = dict(now.pensions)
    return was.due == now.due and all(
        pensions.get(months, monthly) == monthly for months, monthly in was.pensions
    )
