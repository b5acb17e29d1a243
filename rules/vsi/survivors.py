"""What a family is given when somebody who paid, or drew a pension, has died."""

from datetime import date
from fractions import Fraction

from rules.calendar import MONTHS_A_YEAR
from rules.errors import RuleError
from rules.money import round_half_up
from rules.policy import Policy
from rules.vsi.benefit import Benefit, due, not_due
from rules.vsi.lump_sum import PaidTime, lump_sum
from rules.working import Figure, Reader, Step


def funeral(
    policy: Policy,
    *,
    died: date,
    months: int,
    compulsory_months: int = 0,
    pensioner: bool = False,
) -> Benefit:
    """Return the funeral allowance, given to whoever arranges the funeral.

    Ten times the reference level of the month of death (Law 41/2024/QH15 of 29/06/2024), for
    somebody with 60 months of voluntary insurance, alone or with compulsory time, with 12 months
    of compulsory insurance, or with a pension. ``months`` are all months paid, the compulsory
    ones among them.

    Raises:
        RuleError: ``bad_compulsory_months`` or ``no_value_in_force``.
    """
    if not 0 <= compulsory_months <= months:
        raise RuleError("bad_compulsory_months", months=months, compulsory=compulsory_months)
    reader = Reader(policy.on(died))
    needed = reader.int("vsi.funeral_months")
    needed_compulsory = reader.int("vsi.funeral_compulsory_months")
    figures: dict[str, Figure] = {
        "paid": months,
        "needed": needed,
        "compulsory": compulsory_months,
        "needed_compulsory": needed_compulsory,
    }
    cites = reader.cites("vsi.funeral_months", "vsi.funeral_compulsory_months")
    if not (pensioner or months >= needed or compulsory_months >= needed_compulsory):
        return not_due(reader, Step("funeral_too_short", figures, None, cites))
    multiple, base = reader.int("vsi.funeral_multiple"), reader.int("base_salary")
    amount = multiple * base
    steps = (
        Step("funeral_pensioner" if pensioner else "funeral_met", figures, None, cites),
        Step(
            "funeral",
            {"multiple": multiple, "base": base, "day": died},
            amount,
            reader.cites("vsi.funeral_multiple", "base_salary"),
        ),
    )
    return due(reader, steps, amount)


def survivor_lump_sum(
    policy: Policy, *, died: date, paid: PaidTime, compulsory_months: int = 0
) -> Benefit:
    """Return the lump sum for the family of somebody who was paying, in đồng.

    One and a half times the average for each year before 2014, twice from 2014, for less than a
    year what was paid (Law 41/2024/QH15 of 29/06/2024, Articles 111 and 112). Nobody has a
    monthly allowance from voluntary insurance alone: it asks for 15 years of compulsory time
    (Article 86). In the money of that day, never a promise.

    Raises:
        RuleError: what :func:`rules.vsi.lump_sum.lump_sum` raises, and ``bad_compulsory_months``.
    """
    if not 0 <= compulsory_months <= paid.months:
        raise RuleError("bad_compulsory_months", months=paid.months, compulsory=compulsory_months)
    reader = Reader(policy.on(died))
    steps: list[Step] = []
    amount = lump_sum(reader, "survivor", paid, steps)
    steps += [_monthly_allowance(reader, compulsory_months), Step("today_money", {"day": died})]
    return due(reader, steps, amount)


def pensioner_lump_sum(policy: Policy, *, died: date, pension: int, received: int) -> Benefit:
    """Return the lump sum for the family of a pensioner, in đồng.

    48 months of the pension, less half a month for each month drawn after the first two, at least
    three months. Known from the law before 2025-07-01 only, and named as unconfirmed.

    Args:
        policy: The values of the law.
        died: The day of death.
        pension: The pension, in đồng a month.
        received: For how many months it was drawn.

    Raises:
        RuleError: ``bad_allowance``, ``bad_compulsory_months`` or ``no_value_in_force``.
    """
    if pension <= 0:
        raise RuleError("bad_allowance", amount=pension)
    if received < 0:
        raise RuleError("bad_compulsory_months", months=received, compulsory=0)
    reader = Reader(policy.on(died))
    full = reader.int("vsi.survivor.pensioner_months")
    free = reader.int("vsi.survivor.pensioner_free_months")
    least = reader.int("vsi.survivor.pensioner_least")
    share = reader.ratio("vsi.survivor.pensioner_month_share")
    months = max(Fraction(least), full - share * max(0, received - free))
    amount = round_half_up(months * pension)
    figures: dict[str, Figure] = {
        "full": full,
        "share": share,
        "received": received,
        "free": free,
        "least": least,
        "months": months,
        "pension": pension,
    }
    step = Step(
        "survivor_pensioner", figures, amount, reader.cites("vsi.survivor.pensioner_months")
    )
    return due(reader, (step,), amount)


def _monthly_allowance(reader: Reader, compulsory_months: int) -> Step:
    """Return the step that says there is no monthly allowance, or where to ask for one."""
    years = reader.int("vsi.survivor.monthly_years")
    cites = reader.cites("vsi.survivor.monthly_years")
    if compulsory_months >= years * MONTHS_A_YEAR:
        return Step("survivor_monthly_ask", {"years": years}, None, cites)
    return Step("survivor_no_monthly", {"years": years}, None, cites)
