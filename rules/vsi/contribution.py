"""What a person pays into voluntary social insurance, what the state adds, and why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from rules.calendar import Month
from rules.errors import RuleError
from rules.money import round_half_up
from rules.policy import Policy, Value
from rules.support import extra_support
from rules.vsi.payment_method import Method, months_worth, read_method
from rules.working import Figure, Reader, Step, Unconfirmed


class PayerClass(StrEnum):
    """Classes of payers by the state's share (Decree 159/2025/NĐ-CP of 25/06/2025, Article 5)."""

    POOR = "poor"
    ISLAND = "island"
    NEAR_POOR = "near_poor"
    ETHNIC_MINORITY = "ethnic_minority"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One payment, in đồng: gross = state + local + other + payable.

    ``local_support`` is None where no resolution of the province is recorded, ``other_support``
    where no other giver is. ``months`` are the months paid for, ``supported_months`` those that
    count towards the limit of support. ``notes`` are warnings in the shape of steps.
    """

    gross: int
    state_support: int
    local_support: int | None
    other_support: int | None
    payable: int
    months: int
    supported_months: int
    steps: tuple[Step, ...]
    notes: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


@dataclass(frozen=True, slots=True)
class _Added:
    """Whose payment is added to, for how many months, on what income; its gross in đồng."""

    payer_class: PayerClass
    province: str | None
    income: int
    months: int
    gross: int


def contribution(
    policy: Policy,
    *,
    income: int,
    payer_class: PayerClass,
    method: str,
    on: date,
    province: str | None = None,
    used_support_months: int = 0,
) -> Contribution:
    """Compute one payment by the law in force on the day it is made.

    Args:
        policy: The values of the law.
        income: The income chosen, in đồng a month.
        payer_class: The class with the highest support the person is in.
        method: ``1 3 6 12`` months, ``ahead-2`` to ``ahead-5`` years, or ``missing-N`` months.
        on: The day of payment; it decides every value (Law 41/2024/QH15 of 29/06/2024, Article 31
            item 2). What is prepaid is not computed anew.
        province: The two-digit code of the province whose own support is added.
        used_support_months: Months supported so far, over all spells.

    Raises:
        RuleError: ``income_below_floor``, ``income_above_ceiling``, ``bad_method``,
            ``bad_support_months``, or ``no_value_in_force``.

    The monthly amount is Article 36 of that law; support, Article 5 of Decree 159/2025/NĐ-CP of
    25/06/2025, is reckoned on the rural poverty line, never on the income; payments ahead and for
    missing time are Articles 6 and 7. Sums are exact and rounded once, at the end.
    """
    reader = Reader(policy.on(on))
    floor, _ = _check_income(reader, income)
    chosen = read_method(reader, method)
    steps = [
        Step(
            "month_gross",
            {"rate": reader.ratio("vsi.rate"), "income": income},
            round_half_up(reader.ratio("vsi.rate") * income),
            reader.cites("vsi.rate"),
        )
    ]
    gross = round_half_up(_gross(reader, income, chosen, steps))
    supported = _supported_months(reader, chosen, used_support_months, steps)
    state = min(gross, _state_support(reader, payer_class, chosen, supported, steps))
    added = _Added(payer_class, province, income, supported, gross)
    local = _extra_support(reader, "local", added, gross - state, steps)
    other = _extra_support(reader, "other", added, gross - state - (local or 0), steps)
    payable = gross - state - (local or 0) - (other or 0)
    steps.append(_payable_step(gross, state, local, other))
    return Contribution(
        gross=gross,
        state_support=state,
        local_support=local,
        other_support=other,
        payable=payable,
        months=chosen.months,
        supported_months=supported,
        steps=tuple(steps),
        notes=_notes(policy, income, floor, on),
        unconfirmed=reader.unconfirmed,
    )


def income_limits(policy: Policy, on: date) -> tuple[int, int]:
    """Return the lowest and the highest income that may be chosen on a day, in đồng a month.

    Rural poverty line and 20 times the reference level (Law 41/2024/QH15 of 29/06/2024, Article 31
    item 2 and Article 141 item 13).
    """
    return _limits(Reader(policy.on(on)))


def rising_floor(policy: Policy, *, income: int, first_month: Month, on: date) -> tuple[Step, ...]:
    """Return the warning for months paid before the day from which they ask for a higher income.

    The day of payment decides (Law 41/2024/QH15 of 29/06/2024, Article 31 item 2); an office may
    see it otherwise for a period that has not begun.
    """
    coming = policy.next("poverty_line.rural", on)
    if coming is None or first_month.first < coming.start or not isinstance(coming.value, int):
        return ()
    if income >= coming.value:
        return ()
    code = "floor_rises" if coming.status == "confirmed" else "floor_may_rise"
    figures: dict[str, Figure] = {
        "first": first_month,
        "floor": coming.value,
        "day": coming.start,
    }
    return (Step(code, figures, None, (coming.cite,)),)


def _limits(reader: Reader) -> tuple[int, int]:
    ceiling = reader.int("vsi.ceiling_multiple") * reader.int("base_salary")
    return reader.int("poverty_line.rural"), ceiling


def _check_income(reader: Reader, income: int) -> tuple[int, int]:
    """Return floor and ceiling, both allowed; raises RuleError outside of them."""
    floor, ceiling = _limits(reader)
    if income < floor:
        raise RuleError("income_below_floor", income=income, floor=floor, day=reader.day)
    if income > ceiling:
        raise RuleError("income_above_ceiling", income=income, ceiling=ceiling, day=reader.day)
    return floor, ceiling


def _gross(reader: Reader, income: int, method: Method, steps: list[Step]) -> Fraction:
    """Return the exact contribution before support.

    Ahead: Σ income × rate ÷ (1+r)^(i−1), i = 1…n; missing: Σ income × rate × (1+r)^i, i = 1…n.
    """
    month = reader.ratio("vsi.rate") * income
    figures: dict[str, Figure] = {"months": method.months}
    if method.kind == "months":
        gross = month * method.months
        cites = reader.cites("vsi.pay_months")
    else:
        interest = reader.ratio("vsi.investment_rate")
        figures["interest"] = interest
        gross = month * months_worth(interest, method)
        limit = "vsi.ahead_years" if method.kind == "ahead" else "vsi.missing_months"
        cites = reader.cites(limit, "vsi.investment_rate")
    steps.append(Step(f"gross_{method.kind}", figures, round_half_up(gross), cites))
    return gross


def _supported_months(reader: Reader, method: Method, used: int, steps: list[Step]) -> int:
    """Return the months that still have support, at most what is left of the limit."""
    if used < 0:
        raise RuleError("bad_support_months", months=used)
    if method.kind == "missing" and not reader.ratio("vsi.missing_support"):
        steps.append(Step("missing_unsupported", {}, 0, reader.cites("vsi.missing_support")))
        return 0
    limit = reader.int("vsi.support_months")
    left = max(0, limit - used)
    if left >= method.months:
        return method.months
    steps.append(
        Step(
            "support_months_left",
            {"used": used, "left": left, "limit": limit},
            None,
            reader.cites("vsi.support_months"),
        )
    )
    return left


def _state_support(
    reader: Reader,
    payer_class: PayerClass,
    method: Method,
    supported: int,
    steps: list[Step],
) -> int:
    """Return the state's support, rounded: share × rate × poverty line × months, undiscounted."""
    if not supported:
        return 0
    name = f"vsi.support.{payer_class}"
    line, rate = reader.int("poverty_line.rural"), reader.ratio("vsi.rate")
    share = reader.ratio(name)
    exact = share * rate * line * supported
    cites = reader.cites(name, "poverty_line.rural")
    if method.kind != "months":
        weight = f"vsi.{method.kind}_support"
        exact *= reader.ratio(weight)
        cites += reader.cites(weight)
    amount = round_half_up(exact)
    figures = _support_figures(share, rate, line, supported, payer_class)
    steps.append(Step("state_support", figures, amount, tuple(dict.fromkeys(cites))))
    return amount


def _extra_support(
    reader: Reader, giver: str, added: _Added, room: int, steps: list[Step]
) -> int | None:
    """Return what the province or another giver adds, rounded, at most what is left to pay.

    None where nothing is recorded. Shares are of the contribution on the poverty line unless the
    resolution names another base; it is given for the months the state supports.
    """
    name = f"vsi.{giver}.{added.province}.{added.payer_class}"
    found = reader.find(name) if added.province else None
    if found is None:
        if giver == "local":
            steps.append(Step("no_local_support"))
        return None
    rate, line = reader.ratio("vsi.rate"), reader.int("poverty_line.rural")
    exact = extra_support(
        found,
        {"poverty_line": rate * line, "contribution": rate * added.income},
        usual="poverty_line",
        months=added.months,
    )
    amount = round_half_up(exact)
    steps.append(_extra_step(reader, giver, found, added, amount))
    if amount > room:
        code = "support_capped" if giver == "local" else "other_support_capped"
        steps.append(Step(code, {"gross": added.gross}, room))
    return min(amount, room)


def _extra_step(reader: Reader, giver: str, found: Value, added: _Added, amount: int) -> Step:
    """Return the step that says what a recorded resolution adds.

    Codes and figures of steps stay as they are: recorded workings are read back by them.
    """
    if isinstance(found.value, int):
        figures: dict[str, Figure] = {"month": found.value, "months": added.months}
        if giver == "local":
            return Step("local_support_amount", figures, amount, (found.cite,))
        return Step("extra_support_amount", {**figures, "giver": giver}, amount, (found.cite,))
    share, rate = reader.ratio(found.name), reader.ratio("vsi.rate")
    line = reader.int("poverty_line.rural")
    if giver == "local" and found.base != "contribution" and found.most is None:
        figures = _support_figures(share, rate, line, added.months, added.payer_class)
        return Step("local_support", figures, amount, (found.cite,))
    of = added.income if found.base == "contribution" else line
    figures = {"giver": giver, "share": share, "rate": rate, "of": of, "months": added.months}
    if found.most is None:
        return Step("extra_support", figures, amount, (found.cite,))
    return Step("extra_support_at_most", {**figures, "most": found.most}, amount, (found.cite,))


def _payable_step(gross: int, state: int, local: int | None, other: int | None) -> Step:
    """Return the step that says what is left to pay."""
    payable = gross - state - (local or 0) - (other or 0)
    figures = {"gross": gross, "state": state, "local": local or 0}
    if other is None:
        return Step("payable", figures, payable)
    return Step("payable_with_other", {**figures, "other": other}, payable)


def _support_figures(
    share: Fraction, rate: Fraction, line: int, months: int, payer_class: PayerClass
) -> dict[str, Figure]:
    """Return the figures of a support step."""
    return {
        "share": share,
        "rate": rate,
        "line": line,
        "months": months,
        "payer_class": str(payer_class),
    }


def _notes(policy: Policy, income: int, floor: int, on: date) -> tuple[Step, ...]:
    """Return the warning for an income off the steps offices count in; no law asks for them."""
    step = policy.on(on).find("vsi.income_step")
    if step is None or not isinstance(step.value, int) or (income - floor) % step.value == 0:
        return ()
    figures = {"income": income, "floor": floor, "step": step.value}
    return (Step("income_off_step", figures, None, (step.cite,)),)
