from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import RuleError
from rules.money import dong, number, parse_amount, percent, round_half_up


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1tr5", 1_500_000),
        ("1tr25", 1_250_000),
        ("1tr500", 1_500_000),
        ("2 triệu", 2_000_000),
        ("2,5 triệu", 2_500_000),
        ("2.5tr", 2_500_000),
        ("1 TỶ", 1_000_000_000),
        ("500k", 500_000),
        ("500 nghìn", 500_000),
        ("1.500k", 1_500),
        ("1.500.000", 1_500_000),
        ("1,500,000 đ", 1_500_000),
        ("1 500 000 đồng", 1_500_000),
        ("330000", 330_000),
        ("0", 0),
    ],
)
def test_amounts_are_read_as_clerks_type_them(typed: str, amount: int) -> None:
    assert parse_amount(typed) == amount


@pytest.mark.parametrize(
    "typed",
    ["", "abc", "1,5", "1.50", "-5", "1tr5k", "5 usd", "1.500,000", "0,0001k", "1.2.3tr", "9" * 20],
)
def test_what_is_no_whole_amount_is_refused(typed: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_amount(typed)
    assert (refused.value.code, refused.value.facts) == ("bad_amount", {"value": typed})


@given(st.integers(0, 10**12))
def test_an_amount_written_is_read_back(amount: int) -> None:
    assert parse_amount(dong(amount)) == amount


@pytest.mark.parametrize(
    ("ratio", "written"),
    [
        (Fraction("0.045"), "4,5%"),
        (Fraction("0.0031"), "0,31%"),
        (Fraction(1), "100%"),
        (Fraction(1, 3), "33,33%"),
        (Fraction(0), "0%"),
    ],
)
def test_ratios_are_written_in_percent(ratio: Fraction, written: str) -> None:
    assert percent(ratio) == written


def test_numbers_have_a_decimal_comma() -> None:
    assert [number(Fraction(45, 2)), number(Fraction(-1, 2)), number(1500)] == [
        "22,5",
        "-0,5",
        "1.500",
    ]


def test_a_half_is_rounded_upwards() -> None:
    halves = [Fraction(1, 2), Fraction(3, 2), Fraction(5, 2), Fraction(49, 100)]
    assert [round_half_up(exact) for exact in halves] == [1, 2, 3, 0]
