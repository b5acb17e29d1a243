"""Withdrawing everything at once: who may, how much, and what support is kept back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from rules.calendar import MONTHS_A_YEAR, Month
from rules.errors import RuleError
from rules.money import round_half_up
from rules.policy import Policy
from rules.vsi.contribution import PayerClass
from rules.vsi.lump_sum import PaidTime, lump_sum
from rules.working import Figure, Reader, Step, Unconfirmed, together

_NEW_LAW = Month(2025, 7)


class WithdrawalReason(StrEnum):
    """The six cases of Law 41/2024/QH15 of 29/06/2024, Article 102."""

    AGE = "age"
    ABROAD = "abroad"
    DISEASE = "disease"
    CAPACITY = "capacity"
    DISABILITY = "disability"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class SupportedSpell:
    """Months in a row that the state supported a payer of one class.

    Months paid ahead have the support of the day of payment, ``paid_on``.
    """

    first: Month
    months: int
    payer_class: PayerClass
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class StateSupport:
    """What the state had paid, in đồng."""

    amount: int
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What decides whether somebody may withdraw, None where it is not known.

    The first and the last month paid for who has stopped paying, the month of retirement age for
    who has reached it.
    """

    first_month: Month | None = None
    last_month: Month | None = None
    reached: Month | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What is withdrawn, in đồng: gross − state_support; all 0 where somebody may not.

    ``why`` is then the step that says so.
    """

    allowed: bool
    gross: int
    state_support: int
    amount: int
    why: Step | None
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


def support_received(policy: Policy, spells: Sequence[SupportedSpell]) -> StateSupport:
    """Return what the state paid for months supported, by the values of each month.

    Σ share × rate × poverty line, month by month (Decree 159/2025/NĐ-CP of 25/06/2025, Article
    9), rounded once. Raises RuleError ``bad_spell``, or ``no_value_in_force`` for months before
    support began in 2018.
    """
    total = Fraction(0)
    steps: list[Step] = []
    unconfirmed: tuple[Unconfirmed, ...] = ()
    for spell in spells:
        if spell.months <= 0:
            raise RuleError("bad_spell", months=spell.months, income=0)
        name = f"vsi.support.{spell.payer_class}"
        for day, months in _alike(policy, spell, (name, "vsi.rate", "poverty_line.rural")):
            reader = Reader(policy.on(day))
            share, rate = reader.ratio(name), reader.ratio("vsi.rate")
            line = reader.int("poverty_line.rural")
            exact = share * rate * line * months
            figures: dict[str, Figure] = {
                "share": share,
                "rate": rate,
                "line": line,
                "months": months,
                "payer_class": str(spell.payer_class),
            }
            cites = reader.cites(name, "poverty_line.rural")
            steps.append(Step("state_support", figures, round_half_up(exact), cites))
            unconfirmed = together(unconfirmed, reader.unconfirmed)
            total += exact
    return StateSupport(round_half_up(total), tuple(steps), unconfirmed)


def _alike(
    policy: Policy, spell: SupportedSpell, names: tuple[str, ...]
) -> Iterator[tuple[date, int]]:
    """Yield a day and the months of each part of a spell that has the same values.

    The law changes with a month: the value of its first day is that of the whole.
    """
    if spell.paid_on is not None:
        yield spell.paid_on, spell.months
        return
    month, left = spell.first, spell.months
    while left:
        view = policy.on(month.first)
        ends = [view[name].until for name in names]
        months = min([left, *(month.months_until(Month.of(end)) + 1 for end in ends if end)])
        yield month.first, months
        month, left = month.plus(months), left - months


def withdrawal(
    policy: Policy,
    *,
    reason: WithdrawalReason,
    paid: PaidTime,
    history: History,
    on: date,
    supported: Sequence[SupportedSpell] = (),
) -> Withdrawal:
    """Return what somebody who may withdraw is given on a day.

    Law 41/2024/QH15 of 29/06/2024, Article 102: at retirement age without the years of a pension;
    settling abroad; listed diseases; 81 % of working capacity lost; especially severe disability;
    and, only for who paid before 2025-07-01, twelve months without paying and fewer than 20
    years. How much is :func:`rules.vsi.lump_sum.lump_sum`; what the state paid is kept back (Decree
    159/2025/NĐ-CP of 25/06/2025, Article 9). In the money of that day, never a promise.

    Raises:
        RuleError: what :func:`rules.vsi.lump_sum.lump_sum` and :func:`support_received` raise,
            ``no_retirement_month``, ``no_paid_months``, or ``no_value_in_force``.
    """
    reader = Reader(policy.on(on))
    may, step = _may(reader, reason, paid, history)
    if not may:
        return Withdrawal(
            allowed=False,
            gross=0,
            state_support=0,
            amount=0,
            why=step,
            steps=(step,),
            unconfirmed=reader.unconfirmed,
        )
    steps = [step]
    gross = lump_sum(reader, "withdrawal", paid, steps)
    received = support_received(policy, supported)
    kept = "support_kept_disease" if reason is WithdrawalReason.DISEASE else "support_kept"
    name = f"vsi.withdrawal.{kept}"
    share = reader.ratio(name) if supported else Fraction(0)
    state = round_half_up(share * received.amount)
    if supported and not share:
        steps.append(
            Step("withdrawal_support_left", {"state": received.amount}, 0, reader.cites(name))
        )
    elif supported:
        steps += [
            *received.steps,
            Step("withdrawal_support_kept", {}, state, reader.cites(name)),
        ]
    amount = max(0, gross - state)
    steps += [
        Step("withdrawal", {"gross": gross, "state": state}, amount),
        Step("today_money", {"day": on}),
    ]
    return Withdrawal(
        allowed=True,
        gross=gross,
        state_support=state,
        amount=amount,
        why=None,
        steps=tuple(steps),
        unconfirmed=together(reader.unconfirmed, received.unconfirmed),
    )


def _may(
    reader: Reader, reason: WithdrawalReason, paid: PaidTime, history: History
) -> tuple[bool, Step]:
    """Return whether somebody may withdraw, and the step that says why or why not."""
    match reason:
        case WithdrawalReason.AGE:
            return _of_age(reader, paid, history)
        case WithdrawalReason.IDLE:
            return _idle(reader, paid, history)
        case WithdrawalReason.CAPACITY | WithdrawalReason.DISABILITY:
            name = "vsi.withdrawal.capacity_loss"
            figures: dict[str, Figure] = {"loss": reader.ratio(name)}
            return True, Step("withdrawal_health", figures, None, reader.cites(name))
        case _:
            cites = reader.cites("vsi.withdrawal.share_from_2014")
            return True, Step("withdrawal_case", {"reason": str(reason)}, None, cites)


def _of_age(reader: Reader, paid: PaidTime, history: History) -> tuple[bool, Step]:
    """Tell whether somebody is of retirement age without the years of a pension."""
    if history.reached is None:
        raise RuleError("no_retirement_month")
    needed = reader.int("pension.min_years")
    figures: dict[str, Figure] = {
        "reached": history.reached,
        "paid": paid.months,
        "needed": needed,
    }
    cites = reader.cites("pension.min_years")
    if Month.of(reader.day) < history.reached:
        return False, Step("withdrawal_too_young", figures, None, cites)
    if paid.months >= needed * MONTHS_A_YEAR:
        return False, Step("withdrawal_has_pension", figures, None, cites)
    return True, Step("withdrawal_age", figures, None, cites)


def _idle(reader: Reader, paid: PaidTime, history: History) -> tuple[bool, Step]:
    """Tell whether somebody who paid before the new law has stopped for long enough."""
    first, last = history.first_month, history.last_month
    if first is None or last is None:
        raise RuleError("no_paid_months")
    months = reader.int("vsi.withdrawal.idle_months")
    below = reader.int("vsi.withdrawal.idle_years")
    figures: dict[str, Figure] = {
        "last": last,
        "months": months,
        "needed": below,
        "paid": paid.months,
        "first": first,
        "new_law": _NEW_LAW,
        "from": last.plus(months + 1),
    }
    cites = reader.cites("vsi.withdrawal.idle_months")
    if first >= _NEW_LAW:
        return False, Step("withdrawal_joined_late", figures, None, cites)
    if paid.months >= below * MONTHS_A_YEAR:
        return False, Step("withdrawal_too_long", figures, None, cites)
    if Month.of(reader.day) <= last.plus(months):
        return False, Step("withdrawal_not_idle", figures, None, cites)
    return True, Step("withdrawal_idle", figures, None, cites)
