"""Pensions: Law 41/2024/QH15 of 29/06/2024, Articles 98 to 100."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import RuleError
from rules.policy import Policy
from rules.sex import Sex
from rules.vsi.pension import pension, rate
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


@pytest.mark.parametrize(
    ("sex", "on", "years", "percent"),
    [
        # Law 58/2014/QH13 of 20/11/2014, Article 74: men 45 % at 16 to 20 years, women at 15.
        ("male", date(2018, 12, 31), 20, 53),
        ("male", date(2019, 1, 1), 20, 51),
        ("male", date(2019, 12, 31), 20, 51),
        ("male", date(2020, 1, 1), 20, 49),
        ("male", date(2020, 12, 31), 20, 49),
        ("male", date(2021, 1, 1), 20, 47),
        ("male", date(2021, 12, 31), 20, 47),
        ("male", date(2022, 1, 1), 20, 45),
        ("male", date(2025, 6, 30), 35, 75),
        ("male", date(2018, 1, 1), 31, 75),
        ("female", date(2018, 1, 1), 20, 55),
        ("female", date(2025, 6, 30), 30, 75),
    ],
)
def test_rates_before_the_new_law_are_not_confirmed(
    policy: Policy, sex: Sex, on: date, years: int, percent: int
) -> None:
    found = pension(policy, sex=sex, years=years, months=0, average=1_000_000, on=on)
    assert found.rate == Fraction(percent, 100)
    assert f"pension.rate.{sex}" in [one.name for one in found.unconfirmed]


def test_trap_16_men_have_40_percent_for_15_years_and_45_for_20(policy: Policy) -> None:
    """Law 41/2024/QH15 of 29/06/2024, Article 99: one more per cent a year, not two less."""
    shares = [rate(policy, sex="male", years=years, months=0, on=ON) for years in range(15, 21)]
    assert shares == [Fraction(percent, 100) for percent in range(40, 46)]


def test_trap_17_odd_months_round_the_rate_and_never_the_years_needed(policy: Policy) -> None:
    """Law 41/2024/QH15 of 29/06/2024, Articles 98 and 99."""
    short = pension(policy, sex="female", years=14, months=11, average=3_000_000, on=ON)
    assert (short.eligible, short.missing_months) == (False, 1)
    for months, percent in ((0, 45), (1, 46), (6, 46), (7, 47), (11, 47)):
        found = pension(policy, sex="female", years=15, months=months, average=3_000_000, on=ON)
        assert found.rate == Fraction(percent, 100)


def test_trap_22_no_pension_is_raised_to_a_least_amount(policy: Policy) -> None:
    """Decree 159/2025/NĐ-CP of 25/06/2025, Article 11 item 3: none for voluntary time alone."""
    found = pension(policy, sex="male", years=15, months=0, average=1_500_000, on=ON)
    assert found.monthly == 600_000


@pytest.mark.parametrize(
    ("sex", "years", "months", "late_months", "lump_sum", "codes"),
    [
        # Law 41/2024/QH15 of 29/06/2024, Article 100; 3,000,000 a month.
        ("female", 32, 0, 0, 3_000_000, ["pension_excess"]),
        ("female", 32, 0, 12, 1_500_000 + 6_000_000, ["pension_excess", "pension_excess_late"]),
        ("female", 32, 0, 24, 12_000_000, ["pension_excess_late"]),
        ("female", 32, 0, 60, 12_000_000, ["pension_excess_late"]),
        ("male", 36, 3, 3, 1_500_000 + 3_000_000, ["pension_excess", "pension_excess_late"]),
        ("male", 30, 0, 60, 0, []),
    ],
)
def test_years_paid_after_retirement_age_count_twice_the_average(
    policy: Policy,
    sex: Sex,
    years: int,
    months: int,
    late_months: int,
    lump_sum: int,
    codes: list[str],
) -> None:
    found = pension(
        policy,
        sex=sex,
        years=years,
        months=months,
        average=3_000_000,
        on=ON,
        late_months=late_months,
    )
    assert found.lump_sum == lump_sum
    assert [step.code for step in found.steps[2:]] == codes


def test_before_the_new_law_all_excess_years_have_half(policy: Policy) -> None:
    """Law 58/2014/QH13 of 20/11/2014, Article 75."""
    found = pension(
        policy, sex="female", years=32, months=0, average=3_000_000, on=date(2025, 6, 30),
        late_months=24,
    )  # fmt: skip
    assert found.lump_sum == 3_000_000


@pytest.mark.parametrize("late_months", [-1, 181])
def test_late_months_are_some_of_those_paid(policy: Policy, late_months: int) -> None:
    with pytest.raises(RuleError, match="bad_late_months"):
        pension(policy, sex="male", years=15, months=0, average=1, on=ON, late_months=late_months)


@given(st.integers(15 * 12, 50 * 12), st.integers(0, 180), st.integers(1, 50_600_000))
def test_more_late_months_never_give_less(paid: int, late: int, average: int) -> None:
    fewer, more = (
        pension(
            shipped_policy(), sex="female", years=paid // 12, months=paid % 12, average=average,
            on=ON, late_months=min(paid, count),
        ).lump_sum
        for count in (late, late + 1)
    )  # fmt: skip
    assert fewer is not None
    assert more is not None
    assert fewer <= more
