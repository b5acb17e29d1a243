"""Pensions: Law 41/2024/QH15 of 29/06/2024, Articles 98 to 100."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import RuleError
from rules.pension import pension, rate
from rules.policy import Policy
from rules.sex import Sex
from storage.policies import shipped_policy

ON = date(2026, 10, 5)


@pytest.mark.parametrize(
    ("sex", "years", "months", "percent"),
    [
        *(("female", 15 + i, 0, 45 + 2 * i) for i in range(16)),
        *(("male", 15 + i, 0, 40 + i) for i in range(6)),
        *(("male", 20 + i, 0, 45 + 2 * i) for i in range(16)),
        ("female", 40, 0, 75),
        ("male", 40, 0, 75),
        ("female", 15, 1, 46),
        ("female", 15, 6, 46),
        ("female", 15, 7, 47),
        ("female", 17, 10, 51),
        ("male", 15, 6, Fraction("40.5")),
        ("male", 15, 7, 41),
        ("male", 20, 1, 46),
        ("male", 19, 11, 45),
        ("male", 10, 0, 40),
    ],
)
def test_rates(policy: Policy, sex: Sex, years: int, months: int, percent: int | Fraction) -> None:
    found = rate(policy, sex=sex, years=years, months=months, on=ON)
    assert found == Fraction(percent) / 100


@pytest.mark.parametrize(
    ("sex", "years", "months", "monthly", "lump_sum"),
    [
        ("female", 15, 0, 1_350_000, 0),
        ("male", 15, 0, 1_200_000, 0),
        ("male", 20, 0, 1_350_000, 0),
        ("female", 20, 0, 1_650_000, 0),
        ("female", 30, 0, 2_250_000, 0),
        ("female", 31, 0, 2_250_000, 1_500_000),
        ("female", 32, 6, 2_250_000, 3_750_000),
        ("male", 35, 7, 2_250_000, 1_500_000),
    ],
)
def test_amounts_on_an_average_of_three_million(
    policy: Policy, sex: Sex, years: int, months: int, monthly: int, lump_sum: int
) -> None:
    result = pension(policy, sex=sex, years=years, months=months, average=3_000_000, on=ON)
    assert (result.eligible, result.why, result.missing_months) == (True, None, 0)
    assert (result.monthly, result.lump_sum) == (monthly, lump_sum)
    assert all(step.cites for step in result.steps)


@pytest.mark.parametrize(
    ("years", "months", "on", "missing"),
    [(14, 7, ON, 5), (14, 11, ON, 1), (0, 0, ON, 180), (19, 11, date(2025, 6, 30), 1)],
)
def test_odd_months_do_not_make_the_years_needed(
    policy: Policy, years: int, months: int, on: date, missing: int
) -> None:
    result = pension(policy, sex="female", years=years, months=months, average=1, on=on)
    assert (result.eligible, result.rate, result.monthly, result.lump_sum) == (
        False,
        None,
        None,
        None,
    )
    assert result.missing_months == missing
    assert result.why is not None
    assert result.why.code == "pension_not_due"


@pytest.mark.parametrize(
    ("years", "months", "average", "code"),
    [
        (15, 12, 1, "bad_paid_time"),
        (15, -1, 1, "bad_paid_time"),
        (-1, 0, 1, "bad_paid_time"),
        (15, 0, 0, "bad_average"),
    ],
)
def test_questions_that_cannot_be_asked(
    policy: Policy, years: int, months: int, average: int, code: str
) -> None:
    with pytest.raises(RuleError, match=code):
        pension(policy, sex="male", years=years, months=months, average=average, on=ON)


@given(
    st.sampled_from(["male", "female"]), st.integers(15 * 12, 50 * 12), st.integers(1, 50_600_000)
)
def test_more_months_never_give_less(sex: Sex, paid: int, average: int) -> None:
    fewer, more = (
        pension(shipped_policy(), sex=sex, years=m // 12, months=m % 12, average=average, on=ON)
        for m in (paid, paid + 1)
    )
    assert fewer.monthly is not None
    assert more.monthly is not None
    assert fewer.lump_sum is not None
    assert more.lump_sum is not None
    assert fewer.monthly <= more.monthly <= average
    assert fewer.lump_sum <= more.lump_sum
