"""The methods of paying voluntary insurance, and what months paid at once are worth."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, cast

from rules.calendar import MONTHS_A_YEAR
from rules.errors import RuleError
from rules.working import Reader

Kind = Literal["months", "ahead", "missing"]
_METHOD = re.compile(r"(?:(ahead|missing)-)?([1-9][0-9]{0,2})")


@dataclass(frozen=True, slots=True)
class Method:
    """A method of payment: its kind and the months it pays for."""

    kind: Kind
    months: int


def read_method(reader: Reader, method: str) -> Method:
    """Return a method that the law of the reader's day knows.

    ``1 3 6 12`` are months, ``ahead-2`` to ``ahead-5`` years ahead, ``missing-N`` months that are
    missing. Raises RuleError ``bad_method`` or ``missing_too_long``.
    """
    found = _METHOD.fullmatch(method)
    if not found:
        raise RuleError("bad_method", method=method)
    kind, number = cast("Kind", found[1] or "months"), int(found[2])
    if kind == "missing":
        longest = reader.int("vsi.missing_months")
        if number > longest:
            raise RuleError("missing_too_long", months=number, longest=longest)
        return Method(kind, number)
    allowed = reader.counts("vsi.ahead_years" if kind == "ahead" else "vsi.pay_months")
    if number not in allowed:
        raise RuleError("bad_method", method=method)
    return Method(kind, number * MONTHS_A_YEAR if kind == "ahead" else number)


def months_worth(interest: Fraction, method: Method) -> Fraction:
    """Return how many months' contributions a payment ahead or for missing time is worth.

    With a monthly interest r and n months: ahead Σ 1 ÷ (1+r)^(i−1), missing Σ (1+r)^i, i = 1…n
    (Decree 159/2025/NĐ-CP of 25/06/2025, Articles 6 and 7).
    """
    if not interest:
        return Fraction(method.months)
    growth = 1 + interest
    total = (growth**method.months - 1) / interest
    if method.kind == "ahead":
        return total / growth ** (method.months - 1)
    return total * growth
