"""Whole đồng and exact ratios: how they are read, rounded and written."""

import re
from fractions import Fraction
from math import floor

from rules.errors import RuleError

_UNITS = {
    "": 1,
    "đ": 1,
    "đồng": 1,
    "vnđ": 1,
    "vnd": 1,
    "k": 1_000,
    "ng": 1_000,
    "ngàn": 1_000,
    "nghìn": 1_000,
    "tr": 1_000_000,
    "triệu": 1_000_000,
    "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
}
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3}(?:\1\d{3})*)?|\d+")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")
_SPOKEN = re.compile(r"(\d+)(tr|triệu|tỷ|tỉ)(\d+)")
_MEASURED = re.compile(r"([\d.,]+)(\D*)")
_HIGHEST = 10**15
_FINEST_PERCENT = 100


def dong(amount: int) -> str:
    """Write an amount in đồng the Vietnamese way.

    >>> dong(1500000)
    '1.500.000'
    """
    return f"{amount:,}".replace(",", ".")


def number(value: int | Fraction) -> str:
    """Write a number with a decimal comma and at most four decimals.

    >>> number(Fraction(45, 2))
    '22,5'
    """
    tenths = round_half_up(Fraction(value) * 10_000)
    whole, rest = divmod(abs(tenths), 10_000)
    decimals = f"{rest:04d}".rstrip("0")
    sign = "-" if tenths < 0 else ""
    return sign + dong(whole) + ("," + decimals if decimals else "")


def percent(ratio: Fraction, *, gap: str = "") -> str:
    """Write a ratio as a percentage with at most two decimals, as paper has it.

    Screens and sentences put a ``gap`` before the sign.

    >>> percent(Fraction("0.045"))
    '4,5%'
    """
    hundredths = round_half_up(ratio * 100 * _FINEST_PERCENT)
    return f"{number(Fraction(hundredths, _FINEST_PERCENT))}{gap}%"


def round_half_up(exact: Fraction) -> int:
    """Round to whole đồng, a half upwards.

    No rule of rounding is written in the law; offices add up exactly and round once, at the end.
    """
    return floor(exact + Fraction(1, 2))


def parse_amount(text: str) -> int:
    """Read an amount in đồng as a clerk types it: ``1tr5``, ``1.500.000``, ``500k``, ``2 triệu``.

    Raises RuleError ``bad_amount`` when the text is not a whole amount in đồng.
    """
    plain = re.sub(r"\s+", "", text).lower()
    spoken = _SPOKEN.fullmatch(plain)
    if spoken:
        exact = Fraction(f"{spoken[1]}.{spoken[3]}") * _UNITS[spoken[2]]
    else:
        exact = _measured_amount(plain, text)
    if exact.denominator != 1 or exact > _HIGHEST:
        raise RuleError("bad_amount", value=text)
    return int(exact)


def _measured_amount(plain: str, text: str) -> Fraction:
    """Return the exact amount of a number followed by a unit of money."""
    measured = _MEASURED.fullmatch(plain)
    if not measured or measured[2] not in _UNITS:
        raise RuleError("bad_amount", value=text)
    figure, unit = measured[1], _UNITS[measured[2]]
    if _GROUPED.fullmatch(figure) and (unit == 1 or figure.isdigit()):
        return Fraction(re.sub(r"[.,]", "", figure)) * unit
    if unit > 1 and _DECIMAL.fullmatch(figure):
        return Fraction(figure.replace(",", ".")) * unit
    raise RuleError("bad_amount", value=text)
