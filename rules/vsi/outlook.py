"""What paying until retirement age leads to: a pension in which month, or what would make it so."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.calendar import MONTHS_A_YEAR, Month, PartialDate
from rules.errors import RuleError
from rules.money import round_half_up
from rules.policy import Policy
from rules.sex import Sex
from rules.vsi.contribution import income_limits
from rules.vsi.payment_method import Method, months_worth
from rules.vsi.pension import Pension, pension
from rules.vsi.retirement import Retirement, retirement
from rules.working import Figure, Reader, Step, Unconfirmed, together

WayKind = Literal["make_up", "go_on", "go_on_then_make_up"]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a pension for a person whose time is too short at retirement age.

    ``make_up`` pays what is missing at once, ``go_on`` pays on month by month after the age,
    ``go_on_then_make_up`` pays on until little enough is missing to be paid at once.
    ``make_up_cost`` is the one payment before any support, in đồng, at the interest of the day
    asked about; None where nothing is paid at once, where that interest is not known, or where
    the income may not be chosen on that day. ``monthly`` is the pension, in đồng.
    """

    kind: WayKind
    go_on_months: int
    make_up_months: int
    make_up_cost: int | None
    pension_from: Month
    monthly: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a person who pays every month from ``first_month`` on may expect, in today's money.

    ``months`` are those from then to the month of retirement age, both included, 0 once it is
    past; ``total`` adds what was paid before; ``missing`` is what is then short of the years a
    pension asks for. ``pension_from`` and ``pension`` are those of the age itself where the time
    is enough, else of the first of the ``ways``, of which there are none where it is.
    """

    retirement: Retirement
    first_month: Month
    months: int
    total: int
    missing: int
    pension_from: Month
    pension: Pension
    ways: tuple[Way, ...]
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


@dataclass(frozen=True, slots=True)
class _Paying:
    """How somebody pays: what income, from when, until what age, by the law of which day."""

    income: int
    first_month: Month
    reached: Month
    on: date

    @property
    def last_month(self) -> Month:
        """The last month paid for up to the age; past the age, the month before the first."""
        return max(self.reached, self.first_month.plus(-1))


def outlook(
    policy: Policy,
    *,
    sex: Sex,
    born: PartialDate,
    income: int,
    first_month: Month,
    on: date,
    paid_months: int = 0,
) -> Outlook:
    """Return what paying on one income from a month on leads to, by the law of a day.

    Args:
        policy: The values of the law.
        sex: Ages and rates of women and men differ.
        born: The date of birth; 1 January where only the year is known.
        income: The income paid on, in đồng a month, taken as the average of all time paid.
        first_month: The first month paid for from now on.
        on: The day whose law counts: years needed, rates, months that may be made up, interest.
        paid_months: Months paid before, voluntary and compulsory, not withdrawn.

    Raises:
        RuleError: ``bad_average``, ``bad_paid_time``, ``no_value_in_force``.

    Law 41/2024/QH15 of 29/06/2024: Article 98 asks for the age and for full years, Article 99 sets
    the rate, Article 36 item 2 and Article 7 of Decree 159/2025/NĐ-CP of 25/06/2025 let at most 60
    missing months be paid at once from the age on. The pension begins in the month after the
    conditions are met, or after everything missing is paid (Circular 11/2025/TT-BNV of
    30/06/2025, Article 5). Nothing in it is a promise: rates, incomes and prices change.
    """
    if paid_months < 0:
        raise RuleError("bad_paid_time", years=0, months=paid_months)
    reader = Reader(policy.on(on))
    found = retirement(policy, sex=sex, born=born)
    paying = _Paying(income, first_month, found.reached, on)
    months = max(0, first_month.months_until(found.reached) + 1)
    total = paid_months + months
    needed = reader.int("pension.min_years") * MONTHS_A_YEAR
    missing = max(0, needed - total)
    years, odd = divmod(max(total, needed), MONTHS_A_YEAR)
    due = pension(policy, sex=sex, years=years, months=odd, average=income, on=on)
    steps = [*found.steps, *_time_steps(paying, paid_months, months)]
    ways: tuple[Way, ...] = ()
    if missing:
        figures = {"needed": needed // MONTHS_A_YEAR, "missing": missing}
        steps.append(Step("outlook_short", figures, None, reader.cites("pension.min_years")))
        ways = _ways(policy, reader, paying, (missing, due.monthly or 0))
        steps += [step for way in ways for step in _way_steps(reader, paying, way)]
        pension_from = ways[0].pension_from
    else:
        pension_from = max(found.reached, Month.of(on)).plus(1)
        steps.append(Step("outlook_enough", {"pension_from": pension_from}, None, steps[0].cites))
    return Outlook(
        retirement=found,
        first_month=first_month,
        months=months,
        total=total,
        missing=missing,
        pension_from=pension_from,
        pension=due,
        ways=ways,
        steps=(*steps, *due.steps, Step("today_money", {"day": on})),
        unconfirmed=together(reader.unconfirmed, due.unconfirmed),
    )


def _time_steps(paying: _Paying, paid: int, months: int) -> list[Step]:
    """Return the steps that say how long there is to pay, and how much time that makes."""
    figures: dict[str, Figure] = {"first": paying.first_month, "reached": paying.reached}
    if not months:
        steps = [Step("outlook_past", figures)]
    else:
        steps = [Step("outlook_months", {**figures, "months": months})]
    if paid:
        steps.append(
            Step("outlook_total", {"paid": paid, "months": months, "total": paid + months})
        )
    return steps


def _ways(
    policy: Policy, reader: Reader, paying: _Paying, short: tuple[int, int]
) -> tuple[Way, ...]:
    """Return the ways to the years needed, the one with the earliest pension first.

    ``short`` is the months missing, and the pension once they are paid, in đồng.
    """
    missing, monthly = short
    last = paying.last_month
    go_on = Way("go_on", missing, 0, None, last.plus(missing + 1), monthly)
    at_once = reader.int("vsi.missing_months")
    if missing <= at_once:
        paid_in = max(paying.reached, paying.first_month)
        cost = _cost(policy, reader, paying, missing)
        return Way("make_up", 0, missing, cost, paid_in.plus(1), monthly), go_on
    first = missing - at_once
    cost = _cost(policy, reader, paying, at_once)
    mixed = Way("go_on_then_make_up", first, at_once, cost, last.plus(first + 1), monthly)
    return mixed, go_on


def _cost(policy: Policy, reader: Reader, paying: _Paying, months: int) -> int | None:
    """Return what is paid at once for missing months, at the interest of the day, in đồng."""
    floor, ceiling = income_limits(policy, paying.on)
    if reader.find("vsi.investment_rate") is None or not floor <= paying.income <= ceiling:
        return None
    worth = months_worth(reader.ratio("vsi.investment_rate"), Method("missing", months))
    return round_half_up(reader.ratio("vsi.rate") * paying.income * worth)


def _way_steps(reader: Reader, paying: _Paying, way: Way) -> list[Step]:
    """Return the steps of one way: what is paid, until when, and when it gives a pension."""
    figures: dict[str, Figure] = {
        "go_on": way.go_on_months,
        "make_up": way.make_up_months,
        "last": way.pension_from.plus(-1),
        "pension_from": way.pension_from,
    }
    cites = reader.cites("pension.min_years")
    if way.make_up_months:
        cites = reader.cites("vsi.missing_months")
    steps = [Step(f"outlook_{way.kind}", figures, None, cites)]
    if way.make_up_cost is not None:
        cost: dict[str, Figure] = {
            "months": way.make_up_months,
            "rate": reader.ratio("vsi.rate"),
            "income": paying.income,
            "interest": reader.ratio("vsi.investment_rate"),
        }
        cites = reader.cites("vsi.missing_months", "vsi.rate", "vsi.investment_rate")
        steps.append(Step("outlook_make_up_cost", cost, way.make_up_cost, cites))
    return steps
