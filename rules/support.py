"""What a province or another giver adds to the state's support, as the resolution words it."""

from collections.abc import Mapping
from fractions import Fraction

from rules.errors import RuleError
from rules.policy import Base, Value


def extra_support(
    value: Value, bases: Mapping[Base, Fraction], *, usual: Base, months: int
) -> Fraction:
    """Return what one recorded value adds for some months, exact, in đồng.

    Args:
        value: A share of a base or an amount a month, at most ``value.most`` đồng a month.
        bases: One month of each base a share may be taken of, in đồng.
        usual: The base of a share that names none.
        months: The months that are supported.

    Raises:
        RuleError: ``wrong_unit`` when the value is neither a share of one of the bases nor đồng.
    """
    base = bases.get(value.base or usual)
    if value.unit == "dong" and isinstance(value.value, int):
        month = Fraction(value.value)
    elif value.unit == "ratio" and isinstance(value.value, Fraction) and base is not None:
        month = value.value * base
    else:
        raise RuleError("wrong_unit", name=value.name, day=value.start)
    return (month if value.most is None else min(month, Fraction(value.most))) * months
