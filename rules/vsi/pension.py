"""What pension the years paid for give, in today's money: never a promise."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from rules.calendar import MONTHS_A_YEAR
from rules.errors import RuleError
from rules.money import round_half_up
from rules.policy import Policy
from rules.sex import Sex
from rules.working import Figure, Reader, Step, Unconfirmed

_HALF_A_YEAR = 6


@dataclass(frozen=True, slots=True)
class Pension:
    """A monthly pension and a lump sum for the years above the highest rate, in đồng.

    Without enough years nothing is due: ``rate``, ``monthly`` and ``lump_sum`` are None, ``why``
    is the step that says what is missing, ``missing_months`` how many months.
    """

    eligible: bool
    rate: Fraction | None
    monthly: int | None
    lump_sum: int | None
    missing_months: int
    why: Step | None
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


def rounded_years(years: int, months: int) -> Fraction:
    """Return years with odd months as half a year (1 to 6) or a whole one (7 to 11)."""
    if not months:
        return Fraction(years)
    return years + (Fraction(1, 2) if months <= _HALF_A_YEAR else Fraction(1))


def rate(policy: Policy, *, sex: Sex, years: int, months: int, on: date) -> Fraction:
    """Return the monthly rate for years and odd months, without asking whether it is due.

    Odd months count half a year up to six, a year above (Law 41/2024/QH15 of 29/06/2024, Article
    99). Fewer years than the table begins with have its first rate.
    """
    return _rate(Reader(policy.on(on)), sex, rounded_years(years, months))


def pension(
    policy: Policy,
    *,
    sex: Sex,
    years: int,
    months: int,
    average: int,
    on: date,
    late_months: int = 0,
) -> Pension:
    """Return the pension for years and months paid, by the law of a day.

    Args:
        policy: The values of the law.
        sex: The rates of women and men differ.
        years: Full years paid.
        months: Odd months paid, 0 to 11.
        average: The average income paid on, in đồng a month, adjusted to prices.
        on: The day whose law counts.
        late_months: How many of these months were paid after retirement age was reached.

    Raises:
        RuleError: ``bad_paid_time``, ``bad_late_months``, ``bad_average`` or
            ``no_value_in_force``.

    Law 41/2024/QH15 of 29/06/2024: Article 98 asks for full years, odd months are not rounded up
    to reach them; Article 99 sets the rate; Article 100 the lump sum of half the average for each
    year above the years of the highest rate, twice the average for those of them that were paid
    after retirement age. Before 2025-07-01: Law 58/2014/QH13 of 20/11/2014, Articles 73 to 75.
    """
    if not 0 <= months < MONTHS_A_YEAR or years < 0:
        raise RuleError("bad_paid_time", years=years, months=months)
    if not 0 <= late_months <= years * MONTHS_A_YEAR + months:
        raise RuleError("bad_late_months", months=late_months)
    if average <= 0:
        raise RuleError("bad_average", average=average)
    reader = Reader(policy.on(on))
    needed = reader.int("pension.min_years")
    if years < needed:
        return _not_due(reader, needed, years, months)
    counted = rounded_years(years, months)
    share = _rate(reader, sex, counted)
    monthly = round_half_up(share * average)
    name = f"pension.rate.{sex}"
    steps = [
        Step(
            "pension_rate",
            {"paid": years * MONTHS_A_YEAR + months, "counted": counted, "rate": share},
            None,
            reader.cites(name),
        ),
        Step("pension_monthly", {"rate": share, "average": average}, monthly, reader.cites(name)),
    ]
    excess = max(Fraction(0), counted - reader.curve(name)[-1][0])
    late = rounded_years(*divmod(late_months, MONTHS_A_YEAR))
    lump_sum = _excess(reader, (excess, late), average, steps)
    return Pension(
        eligible=True,
        rate=share,
        monthly=monthly,
        lump_sum=lump_sum,
        missing_months=0,
        why=None,
        steps=tuple(steps),
        unconfirmed=reader.unconfirmed,
    )


def _not_due(reader: Reader, needed: int, years: int, months: int) -> Pension:
    """Return the answer for too few years."""
    paid = years * MONTHS_A_YEAR + months
    missing = needed * MONTHS_A_YEAR - paid
    figures = {"paid": paid, "needed": needed, "missing": missing}
    why = Step("pension_not_due", figures, None, reader.cites("pension.min_years"))
    return Pension(
        eligible=False,
        rate=None,
        monthly=None,
        lump_sum=None,
        missing_months=missing,
        why=why,
        steps=(why,),
        unconfirmed=reader.unconfirmed,
    )


def _rate(reader: Reader, sex: Sex, years: Fraction) -> Fraction:
    """Return the rate on the straight line between the years of the table."""
    curve = reader.curve(f"pension.rate.{sex}")
    if years <= curve[0][0]:
        return curve[0][1]
    for (low, low_share), (high, high_share) in pairwise(curve):
        if years <= high:
            return low_share + (high_share - low_share) * (years - low) / (high - low)
    return curve[-1][1]


def _excess(
    reader: Reader, time: tuple[Fraction, Fraction], average: int, steps: list[Step]
) -> int:
    """Return the lump sum for years above those of the highest rate, in đồng.

    ``time`` is these years, and all years paid after retirement age. The law before 2025-07-01
    knew one share for all of them.
    """
    excess, late = time
    if late and reader.find("pension.late_share") is not None:
        late = min(excess, late)
    else:
        late = Fraction(0)
    total = Fraction(0)
    for code, years in (("pension_excess", excess - late), ("pension_excess_late", late)):
        if not years:
            continue
        name = "pension.late_share" if code.endswith("late") else "pension.excess_share"
        share = reader.ratio(name)
        exact = years * share * average
        figures: dict[str, Figure] = {"excess": years, "share": share, "average": average}
        steps.append(Step(code, figures, round_half_up(exact), reader.cites(name)))
        total += exact
    return round_half_up(total)
