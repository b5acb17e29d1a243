"""What time paid is worth at once: multiples of the average for years before and from 2014."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from rules.calendar import MONTHS_A_YEAR
from rules.errors import RuleError
from rules.money import round_half_up
from rules.vsi.pension import rounded_years
from rules.working import Figure, Reader, Step

Benefits = Literal["withdrawal", "survivor"]


@dataclass(frozen=True, slots=True)
class PaidTime:
    """Months paid before 2014 and from January 2014 on, and the average income of all of them.

    ``average`` is đồng a month, adjusted to prices. ``paid_amount`` is what was paid in, in đồng;
    it counts only where less than a year was paid, and must then be known.
    """

    before_2014: int
    from_2014: int
    average: int
    paid_amount: int | None = None

    @property
    def months(self) -> int:
        """All months paid."""
        return self.before_2014 + self.from_2014


def lump_sum(reader: Reader, benefit: Benefits, paid: PaidTime, steps: list[Step]) -> int:
    """Return what the time paid is worth at once, in đồng, and add its steps.

    One and a half times the average for each year before 2014, twice from 2014; for less than a
    year what was paid, at most twice the average (Law 41/2024/QH15 of 29/06/2024, Article 102 for
    a withdrawal). Odd months before 2014 go over to the time from 2014, whose odd months count
    half a year up to six, a year above.

    Raises:
        RuleError: ``bad_paid_time``, ``bad_average``, ``paid_amount_missing``, or
            ``no_value_in_force``.
    """
    _check(paid)
    if paid.months < MONTHS_A_YEAR:
        return _short(reader, f"vsi.{benefit}.short_share", paid, steps)
    early, odd = divmod(paid.before_2014, MONTHS_A_YEAR)
    late = rounded_years(*divmod(odd + paid.from_2014, MONTHS_A_YEAR))
    if early and odd:
        figures = {"odd": odd, "years": early}
        steps.append(
            Step("odd_months_moved", figures, None, reader.cites(f"vsi.{benefit}.share_from_2014"))
        )
    total = Fraction(0)
    for name, years in (("share_before_2014", Fraction(early)), ("share_from_2014", late)):
        total += _years(reader, f"vsi.{benefit}.{name}", years, paid.average, steps)
    return round_half_up(total)


def _check(paid: PaidTime) -> None:
    if min(paid.before_2014, paid.from_2014) < 0 or not paid.months:
        raise RuleError("bad_paid_time", years=0, months=paid.months)
    if paid.average <= 0:
        raise RuleError("bad_average", average=paid.average)


def _short(reader: Reader, name: str, paid: PaidTime, steps: list[Step]) -> int:
    """Return what less than a year is worth: the amount paid, at most so many averages."""
    if paid.paid_amount is None:
        raise RuleError("paid_amount_missing", months=paid.months)
    share = reader.ratio(name)
    most = round_half_up(share * paid.average)
    amount = min(most, paid.paid_amount)
    figures: dict[str, Figure] = {
        "paid": paid.months,
        "amount": paid.paid_amount,
        "share": share,
        "average": paid.average,
        "most": most,
    }
    steps.append(Step("short_time", figures, amount, reader.cites(name)))
    return amount


def _years(reader: Reader, name: str, years: Fraction, average: int, steps: list[Step]) -> Fraction:
    """Return the exact worth of years of one of the two times."""
    if not years:
        return Fraction(0)
    share = reader.ratio(name)
    exact = years * share * average
    figures: dict[str, Figure] = {"years": years, "share": share, "average": average}
    code = "years_before_2014" if name.endswith("before_2014") else "years_from_2014"
    steps.append(Step(code, figures, round_half_up(exact), reader.cites(name)))
    return exact
