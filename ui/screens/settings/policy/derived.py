"""What follows from parameters of the law and is none itself: the limits of the chosen income."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from rules.errors import Problem
from rules.money import number
from rules.policy import Policy, Status, Value
from rules.vsi.contribution import income_limits

LIMITS = "vsi.income_limits"  # no name of the law: nothing can be recorded under it
_PARTS = ("poverty_line.rural", "base_salary", "vsi.ceiling_multiple")


def limits(policy: Policy) -> tuple[Value, ...]:
    """The lowest and the highest income in đồng, oldest first; cited by what changed last."""
    days = sorted({value.start for name in _PARTS for value in policy.values.get(name, ())})
    found: list[Value] = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        view = policy.on(day)
        parts = [part for part in map(view.find, _PARTS) if part is not None]
        try:
            amounts = income_limits(policy, day)
        except Problem:  # one of the three is not known on that day
            continue
        ends = [part.until for part in parts if part.until is not None]
        ends += [following - timedelta(days=1)] if following else []
        latest = max(parts, key=lambda part: part.start)
        until = min(ends, default=None)
        value = Value(LIMITS, amounts, "counts", day, until, latest.cite, _certainty(parts))
        if found and _goes_on(found[-1], value):
            found[-1] = replace(found[-1], until=until)
        else:
            found.append(value)
    return tuple(found)


def _goes_on(before: Value, after: Value) -> bool:
    """Whether only the document changed, and the amounts with their certainty stayed."""
    joined = before.until is not None and before.until + timedelta(days=1) == after.start
    return joined and (before.value, before.status) == (after.value, after.status)


def _certainty(parts: list[Value]) -> Status:
    """How sure all is that a value rests on."""
    every = {part.status for part in parts}
    return "pending" if "pending" in every else "unsure" if "unsure" in every else "confirmed"


def millions(amount: int) -> str:
    """An amount in millions: 1,5."""
    return number(Fraction(amount, 1_000_000))
