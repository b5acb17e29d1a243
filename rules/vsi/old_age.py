"""What the old have without a pension: the allowance of those short of years, social pension."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rules.calendar import MONTHS_A_YEAR, Month, PartialDate
from rules.errors import RuleError
from rules.money import round_half_up
from rules.policy import Policy
from rules.vsi.benefit import Benefit, due, not_due, not_yet
from rules.vsi.pension import rounded_years
from rules.working import Figure, Reader, Step, Unconfirmed


@dataclass(frozen=True, slots=True)
class ShortAllowance:
    """A monthly allowance until social pension, in đồng a month.

    ``months`` is the time the years paid give the social pension for, ``until`` the months to its
    age. Where ``months`` is the less, ``monthly`` is paid for so long, and ``pay_in`` may be paid
    to reach that age, in đồng; else ``monthly`` is paid to that age and ``pay_in`` is 0. Where
    nothing is due all are 0 and ``why`` says what stands against it.
    """

    due: bool
    months: Fraction
    until: int
    monthly: int
    pay_in: int
    why: Step | None
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


def months_to_social_pension(policy: Policy, *, born: PartialDate, first: Month, on: date) -> int:
    """Return the months from the first of an allowance to the age of social pension, 0 if past."""
    age = policy.on(on).int("social_pension.age")
    return max(0, first.months_until(Month.of(born.earliest()).plus(age * MONTHS_A_YEAR)))


def short_allowance(
    policy: Policy,
    *,
    average: int,
    months: int,
    until: int,
    on: date,
    reached: Month | None = None,
) -> ShortAllowance:
    """Return the monthly allowance of somebody of retirement age who is short of years.

    Law 41/2024/QH15 of 29/06/2024, Article 23, and Decree 159/2025/NĐ-CP of 25/06/2025, Article
    14. With the social pension S, N years paid (odd months half a year up to six, a year above)
    and t months to its age: T = average × 2 × N ÷ S months. Where T ≥ t, S + (T − t) × S ÷ t a
    month for t months; else S for T months, and (t − T) × S may be paid in. The state pays the
    health insurance meanwhile. In today's money, never a promise.

    Args:
        policy: The values of the law.
        average: The average income paid on, in đồng a month, adjusted to prices.
        months: All months paid.
        until: Months to the age of social pension.
        on: The day it is settled.
        reached: The month of retirement age; None takes it as reached.

    Raises:
        RuleError: ``bad_average``, ``bad_paid_time``, ``bad_until`` or ``no_value_in_force``.
    """
    if average <= 0:
        raise RuleError("bad_average", average=average)
    if months <= 0:
        raise RuleError("bad_paid_time", years=0, months=months)
    if until < 0:
        raise RuleError("bad_until", months=until)
    reader = Reader(policy.on(on))
    against = _against(policy, reader, (months, until), reached)
    if against is not None:
        return ShortAllowance(
            due=False,
            months=Fraction(0),
            until=until,
            monthly=0,
            pay_in=0,
            why=against,
            steps=(against,),
            unconfirmed=reader.unconfirmed,
        )
    level, multiple = reader.int("social_pension"), reader.int("vsi.allowance.multiple")
    years = rounded_years(*divmod(months, MONTHS_A_YEAR))
    worth = Fraction(average * multiple) * years
    time = worth / level
    cites = reader.cites("vsi.allowance.multiple", "social_pension")
    figures: dict[str, Figure] = {
        "average": average,
        "multiple": multiple,
        "years": years,
        "level": level,
        "time": Fraction(round_half_up(time * 100), 100),
        "until": until,
    }
    steps = [Step("allowance_time", figures, None, cites)]
    monthly, pay_in = level, 0
    if time >= until:
        monthly = round_half_up(worth / until)
        steps.append(Step("allowance_until", figures, monthly, cites))
    else:
        pay_in = round_half_up((until - time) * level)
        steps += [
            Step("allowance_for", figures, monthly, cites),
            Step("allowance_pay_in", figures, pay_in, cites),
        ]
    steps += [Step("allowance_card", {}, None, cites), Step("today_money", {"day": on})]
    return ShortAllowance(
        due=True,
        months=time,
        until=until,
        monthly=monthly,
        pay_in=pay_in,
        why=None,
        steps=tuple(steps),
        unconfirmed=reader.unconfirmed,
    )


def _against(
    policy: Policy, reader: Reader, time: tuple[int, int], reached: Month | None
) -> Step | None:
    """Return what stands against the allowance, None where nothing does.

    ``time`` is the months paid, and those to the age of social pension.
    """
    months, until = time
    early = not_yet(policy, reader, "vsi.allowance.multiple")
    if early is not None:
        return early
    needed = reader.int("pension.min_years")
    if months >= needed * MONTHS_A_YEAR:
        figures: dict[str, Figure] = {"paid": months, "needed": needed}
        return Step("allowance_has_pension", figures, None, reader.cites("pension.min_years"))
    if reached is not None and Month.of(reader.day) < reached:
        cites = reader.cites("vsi.allowance.multiple")
        return Step("allowance_too_young", {"reached": reached}, None, cites)
    if not until:
        figures = {"age": reader.int("social_pension.age")}
        return Step("allowance_too_old", figures, None, reader.cites("social_pension.age"))
    return None


def social_pension(
    policy: Policy,
    *,
    born: PartialDate,
    on: date,
    poor: bool = False,
    other_allowance: int = 0,
    province: str | None = None,
) -> Benefit:
    """Return the social pension of a month, in đồng.

    From 75, or from 70 in a poor or near-poor household, without a pension or social insurance
    allowance, or with a lower one: then the difference (Decree 176/2025/NĐ-CP of 30/06/2025). A
    province may pay more. Asked for in writing from the chairman of the commune.

    Args:
        policy: The values of the law.
        born: The date of birth; 1 January where only the year is known.
        on: A day of the month.
        poor: Whether the household is poor or near-poor.
        other_allowance: Pension or social insurance allowance, in đồng a month.
        province: The two-digit code of the province whose own level counts.

    Raises:
        RuleError: ``bad_allowance`` or ``no_value_in_force``.
    """
    if other_allowance < 0:
        raise RuleError("bad_allowance", amount=other_allowance)
    reader = Reader(policy.on(on))
    early = not_yet(policy, reader, "social_pension")
    if early is not None:
        return not_due(reader, early)
    name = "social_pension.age_poor" if poor else "social_pension.age"
    figures: dict[str, Figure] = {"age": reader.int(name), "has": born.age_on(on)}
    if born.age_on(on) < reader.int(name):
        return not_due(reader, Step("social_pension_too_young", figures, None, reader.cites(name)))
    code = "social_pension_age_poor" if poor else "social_pension_age"
    steps = [Step(code, figures, None, reader.cites(name))]
    level = _level(reader, province, steps)
    amount = max(0, level - other_allowance)
    how = _how(reader)
    if not other_allowance:
        return due(reader, (*steps, how), amount)
    figures = {"level": level, "other": other_allowance}
    cites = reader.cites("social_pension")
    if not amount:
        return not_due(reader, Step("social_pension_has_more", figures, None, cites), steps)
    steps += [Step("social_pension_difference", figures, amount, cites), how]
    return due(reader, steps, amount)


def social_pension_funeral(policy: Policy, *, died: date) -> Benefit:
    """Return the least support for the funeral of somebody with a social pension, in đồng.

    20 times the social pension (Decree 176/2025/NĐ-CP of 30/06/2025).
    """
    reader = Reader(policy.on(died))
    early = not_yet(policy, reader, "social_pension")
    if early is not None:
        return not_due(reader, early)
    multiple = reader.int("social_pension.funeral_multiple")
    level = reader.int("social_pension")
    amount = multiple * level
    figures: dict[str, Figure] = {"multiple": multiple, "level": level}
    cites = reader.cites("social_pension.funeral_multiple", "social_pension")
    return due(reader, (Step("social_pension_funeral", figures, amount, cites),), amount)


def _level(reader: Reader, province: str | None, steps: list[Step]) -> int:
    """Return the social pension of a place: the province's own where it is more."""
    level = reader.int("social_pension")
    steps.append(Step("social_pension_level", {}, level, reader.cites("social_pension")))
    name = f"social_pension.local.{province}"
    if province is None or reader.find(name) is None or reader.int(name) <= level:
        return level
    own = reader.int(name)
    steps.append(Step("social_pension_local", {"level": level}, own, reader.cites(name)))
    return own


def _how(reader: Reader) -> Step:
    """Return the step that says how a social pension is asked for, and what comes with it."""
    name = "social_pension.decision_days"
    return Step("social_pension_how", {"days": reader.int(name)}, None, reader.cites(name))
