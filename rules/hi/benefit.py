"""What a health insurance card pays of a treatment, and when nothing is left to pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from rules.errors import RuleError
from rules.money import round_half_up
from rules.policy import Policy
from rules.working import Figure, Reader, Step, Unconfirmed

Reason = Literal["group", "primary", "small_visit", "five_years", "out_of_network"]
_PREFIX = "hi.benefit."
_YEAR_END = (12, 31)


class Care(StrEnum):
    """Where somebody is treated, and how (law on health insurance, Article 22 item 4).

    NETWORK is the place registered or referred to; all after EMERGENCY are out of the network.
    """

    NETWORK = "network"
    PRIMARY = "primary"
    EMERGENCY = "emergency"
    FORMER_DISTRICT = "former_district"
    BASIC_INPATIENT = "basic_inpatient"
    BASIC_OUTPATIENT = "basic_outpatient"
    BASIC_OUTPATIENT_50 = "basic_outpatient_50"
    LISTED_DISEASE = "listed_disease"
    SPECIALISED_INPATIENT = "specialised_inpatient"
    SPECIALISED_OUTPATIENT = "specialised_outpatient"


@dataclass(frozen=True, slots=True)
class HiBenefit:
    """What the fund pays of one treatment; amounts in đồng.

    ``level`` is the share of the group, ``share`` that of this case, and ``reason`` what decided
    it. One visit below ``visit_limit`` is free; who has been insured for five continuous years and
    paid more than ``copay_limit`` in a year pays no more that year, until ``free_until``. ``fund``
    and ``copay`` are None where no cost was given.
    """

    level: Fraction
    share: Fraction
    reason: Reason
    visit_limit: int
    copay_limit: int
    fund: int | None
    copay: int | None
    free_until: date | None
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """One treatment: where, its cost, and what the person has paid and reached before."""

    care: Care
    cost: int | None
    copaid: int
    five_years: bool


@dataclass(frozen=True, slots=True)
class _Limits:
    """Below ``visit`` a visit is free, above ``copay`` the rest of the year; in đồng."""

    visit: int
    copay: int


def hi_benefit(
    policy: Policy,
    *,
    on: date,
    groups: Sequence[str],
    age: int | None = None,
    care: Care = Care.NETWORK,
    cost: int | None = None,
    copaid: int = 0,
    five_years: bool = False,
) -> HiBenefit:
    """Return what the fund pays of a treatment on a day, and what is left.

    Args:
        policy: The values of the law.
        on: The day of the treatment.
        groups: All groups the person is in; the highest share counts.
        age: Completed years: the whole cost for a social pension is paid from 75 on.
        care: Where, and how.
        cost: What the insurance covers of the treatment, in đồng.
        copaid: What the person has paid in the network this year since five years were complete.
        five_years: Whether five continuous years are complete.

    Raises:
        RuleError: ``no_hi_groups``, ``unknown_benefit_group``, ``bad_cost``, or
            ``no_value_in_force``.

    Shares are Article 22 of the law on health insurance as amended by Law 51/2024/QH15 of
    27/11/2024; Resolution 261/2025/QH15 of 11/12/2025 raises near-poor households and social
    pensions from 75 to the whole cost from 2026. A visit is free below 15 % of the reference
    level, not at it; the year is free above six reference levels, not at them.
    """
    for amount in (cost or 0, copaid):
        if amount < 0:
            raise RuleError("bad_cost", cost=amount)
    reader = Reader(policy.on(on))
    steps: list[Step] = []
    level = _level(policy, reader, groups, age, steps)
    limits = _limits(policy, reader, steps)
    case = _Case(care, cost, copaid, five_years)
    share, reason = _share(reader, case, level, limits, steps)
    fund, copay = _parts(case, share, steps)
    if reason == "group" and five_years and copay is not None and copaid + copay > limits.copay:
        reason, copay = "five_years", max(0, limits.copay - copaid)
        fund = (cost or 0) - copay
        paid: dict[str, Figure] = {"limit": limits.copay, "copaid": min(copaid, limits.copay)}
        steps.append(Step("hi_copay_left", paid, copay))
    free_until = date(on.year, *_YEAR_END) if reason == "five_years" else None
    if free_until is not None:
        figures: dict[str, Figure] = {"limit": limits.copay, "until": free_until}
        steps.append(Step("hi_free", figures, None, reader.cites("hi.copay_multiple")))
    return HiBenefit(
        level=level,
        share=share,
        reason=reason,
        visit_limit=limits.visit,
        copay_limit=limits.copay,
        fund=fund,
        copay=copay,
        free_until=free_until,
        steps=tuple(steps),
        unconfirmed=reader.unconfirmed,
    )


def _level(
    policy: Policy, reader: Reader, groups: Sequence[str], age: int | None, steps: list[Step]
) -> Fraction:
    """Return the highest share of the groups; the value that gave it is the one named."""
    names = {}
    for group in groups:
        if _PREFIX + group not in policy.values:
            known = sorted(name.removeprefix(_PREFIX) for name in policy.values if _is_group(name))
            raise RuleError("unknown_benefit_group", group=group, known=tuple(known))
        names[group] = _PREFIX + group
        if group == "social_pension" and age is not None and _too_young(reader, age):
            names[group] += "_younger"
    if not names:
        raise RuleError("no_hi_groups")
    view = policy.on(reader.day)
    best = max(names, key=lambda group: view.ratio(names[group]))
    level = reader.ratio(names[best])
    figures: dict[str, Figure] = {"group": best, "share": level}
    steps.append(Step("hi_level", figures, None, reader.cites(names[best])))
    return level


def _too_young(reader: Reader, age: int) -> bool:
    return reader.find("hi.social_pension_age") is not None and age < reader.int(
        "hi.social_pension_age"
    )


def _is_group(name: str) -> bool:
    return name.startswith(_PREFIX) and not name.endswith("_younger")


def _limits(policy: Policy, reader: Reader, steps: list[Step]) -> _Limits:
    """Return the limits of a visit and of a year, by the reference level of the day."""
    base = reader.int("base_salary")
    part, multiple = reader.ratio("hi.visit_share"), reader.int("hi.copay_multiple")
    limits = _Limits(round_half_up(part * base), multiple * base)
    figures: dict[str, Figure] = {"part": part, "base": base}
    cites = reader.cites("hi.visit_share", "base_salary")
    steps.append(Step("hi_visit_limit", figures, limits.visit, cites))
    figures = {"multiple": multiple, "base": base}
    cites = reader.cites("hi.copay_multiple", "base_salary")
    steps.append(Step("hi_copay_limit", figures, limits.copay, cites))
    new_year = policy.on(reader.day.replace(month=1, day=1)).find("base_salary")
    if new_year is not None and new_year.value != base:
        steps.append(Step("hi_copay_limit_changed", {"year": reader.day.year}))
    return limits


def _share(
    reader: Reader, case: _Case, level: Fraction, limits: _Limits, steps: list[Step]
) -> tuple[Fraction, Reason]:
    """Return the share of the cost and what decided it."""
    if case.care is not Care.NETWORK:
        name = f"hi.care.{case.care}"
        of_level = reader.ratio(name)
        figures: dict[str, Figure] = {"care": str(case.care), "share": of_level}
        steps.append(Step("hi_care", figures, None, reader.cites(name)))
        if case.care is Care.PRIMARY:
            return of_level, "primary"
        if case.care is not Care.EMERGENCY:
            return level * of_level, "out_of_network"
    if case.cost is not None and case.cost < limits.visit:
        return Fraction(1), "small_visit"
    if case.five_years and case.copaid > limits.copay:
        return Fraction(1), "five_years"
    return level, "group"


def _parts(case: _Case, share: Fraction, steps: list[Step]) -> tuple[int | None, int | None]:
    """Return what the fund pays of the cost, and what is left; None where there is no cost."""
    if case.cost is None:
        return None, None
    fund = round_half_up(case.cost * share)
    copay = case.cost - fund
    steps.append(Step("hi_fund", {"share": share, "cost": case.cost}, fund))
    steps.append(Step("hi_copay", {"cost": case.cost, "fund": fund}, copay))
    return fund, copay
