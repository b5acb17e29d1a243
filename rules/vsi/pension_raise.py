"""What a running pension has become since it began, by the raises the Government has decreed."""

from datetime import date

from rules.calendar import Month
from rules.errors import RuleError
from rules.money import round_half_up
from rules.policy import Cite, Policy
from rules.vsi.benefit import Benefit
from rules.working import Figure, Reader, Step, Unconfirmed, together

_RAISE = "pension.raise"


def raised_pension(policy: Policy, *, monthly: int, first_month: Month, on: date) -> Benefit:
    """Return what a pension or a monthly allowance has become on a day, in đồng a month.

    Each decree raises what was already being paid on the day before it: 8 % from 1 July 2026
    (Decree 162/2026/NĐ-CP), pensions of voluntary insurance and the monthly allowance of Article
    23 included. Raises before the first that is recorded are not known.

    Args:
        policy: The values of the law.
        monthly: The pension of its first month, in đồng.
        first_month: That month.
        on: The day asked about.

    Raises:
        RuleError: ``bad_average`` for a pension that is not above 0.
    """
    if monthly <= 0:
        raise RuleError("bad_average", average=monthly)
    steps: list[Step] = []
    unsure: tuple[Unconfirmed, ...] = ()
    amount = monthly
    decrees: set[Cite] = set()
    for value in policy.values.get(_RAISE, ()):
        again = value.cite in decrees  # cut in two by another laid over it, it is still one decree
        decrees.add(value.cite)
        if again or not first_month.first < value.start <= on:
            continue
        reader = Reader(policy.on(value.start))
        share, before = reader.ratio(_RAISE), amount
        amount = round_half_up(before * (1 + share))
        figures: dict[str, Figure] = {"before": before, "share": share, "day": value.start}
        steps.append(Step("pension_raise", figures, amount, (value.cite,)))
        unsure = together(unsure, reader.unconfirmed)
    if not steps:
        steps.append(Step("pension_not_raised", {"first": first_month, "day": on}, amount))
    return Benefit(due=True, amount=amount, why=None, steps=tuple(steps), unconfirmed=unsure)
