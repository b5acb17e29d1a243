"""What another value of the law would change: amounts a family knows, before and after."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from rules.calendar import MONTHS_A_YEAR
from rules.errors import RuleError
from rules.hi.premium import HiGroup, premium
from rules.policy import Policy, Value
from rules.vsi.contribution import PayerClass, contribution, income_limits

_AHEAD = "ahead-5"


@dataclass(frozen=True, slots=True)
class Effect:
    """One amount, in đồng, with the value of the day before and with the new one.

    ``what`` names it: lowest and highest income, lowest and highest contribution a month, state
    support, what is left to pay, five years ahead, the first member's premium for a year.
    ``group`` is the class or group it is for. None where there was nothing, or still is.
    """

    what: str
    group: str
    before: int | None
    after: int | None


def effects(policy: Policy, value: Value) -> tuple[Effect, ...]:
    """Return the amounts that a value changes, everything else being as on its first day.

    Args:
        policy: The values of the law without the new one.
        value: The new value, in place of the one in force on the day before its first.
    """
    history = policy.values.get(value.name, ())
    earlier = [one for one in history if one.start < value.start]
    before = _with(policy, value.name, earlier[-1] if earlier else None)
    after = _with(policy, value.name, value)
    found = []
    for (what, group), amount in _measures(value).items():
        was, becomes = _try(amount, before, value.start), _try(amount, after, value.start)
        if was != becomes:
            found.append(Effect(what, group, was, becomes))
    return tuple(found)


_Amount = Callable[[Policy, date], int | None]


def _with(policy: Policy, name: str, value: Value | None) -> Policy:
    """Return a policy in which one name has this value at all times, or none."""
    only = () if value is None else (replace(value, start=date.min, until=None),)
    return Policy({**policy.values, name: only})


def _try(amount: _Amount, policy: Policy, on: date) -> int | None:
    """Return an amount, or None where the law of the day does not give it."""
    try:
        return amount(policy, on)
    except RuleError:
        return None


def _measures(value: Value) -> Mapping[tuple[str, str], _Amount]:
    """Return the amounts worth comparing when a value changes."""
    scheme, _, rest = value.name.partition(".")
    last = rest.rpartition(".")[2]
    added = rest.startswith(("local.", "other."))
    province = rest.split(".")[1] if added else None
    if scheme == "hi":
        group = last if last in set(HiGroup) else HiGroup.HOUSEHOLD
        return {("premium_year", group): _premium(group, province)}
    payer = PayerClass(last) if last in set(PayerClass) else PayerClass.OTHER
    measures: dict[tuple[str, str], _Amount] = {
        ("lowest_income", ""): lambda policy, on: income_limits(policy, on)[0],
        ("highest_income", ""): lambda policy, on: income_limits(policy, on)[1],
        ("lowest", ""): _paid("gross", payer, province),
        ("state_support", payer): _paid("state_support", payer, province),
        ("payable", payer): _paid("payable", payer, province),
        ("ahead", payer): _paid("payable", payer, province, method=_AHEAD),
        ("premium_year", HiGroup.HOUSEHOLD): _premium(HiGroup.HOUSEHOLD, None),
    }
    return measures


def _paid(part: str, payer: PayerClass, province: str | None, *, method: str = "1") -> _Amount:
    """Return the amount that is one part of a payment on the lowest income."""

    def amount(policy: Policy, on: date) -> int | None:
        found = contribution(
            policy,
            income=income_limits(policy, on)[0],
            payer_class=payer,
            method=method,
            on=on,
            province=province,
        )
        parts = {
            "gross": found.gross,
            "state_support": found.state_support,
            "payable": found.payable,
        }
        return parts[part]

    return amount


def _premium(group: str, province: str | None) -> _Amount:
    """Return the amount that one member of a group pays for a year."""

    def amount(policy: Policy, on: date) -> int | None:
        return premium(
            policy, on=on, months=MONTHS_A_YEAR, members=[group], province=province
        ).payable

    return amount
