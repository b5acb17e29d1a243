"""Retirement ages: Decree 135/2020/NĐ-CP of 18/11/2020, Article 4 and Appendix I."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import Month, PartialDate
from rules.policy import Policy
from rules.sex import Sex
from rules.vsi.retirement import retirement
from storage.policies import shipped_policy


@pytest.mark.parametrize(
    ("sex", "born", "years", "months", "reached"),
    [
        ("male", "1960-12", 60, 0, "2020-12"),
        ("male", "1961-01", 60, 3, "2021-04"),
        ("male", "1961-09", 60, 3, "2021-12"),
        ("male", "1961-10", 60, 6, "2022-04"),
        ("male", "1963-12", 61, 0, "2024-12"),
        ("male", "1965-02", 61, 6, "2026-08"),
        ("male", "1965-06", 61, 6, "2026-12"),
        ("male", "1965-07", 61, 9, "2027-04"),
        ("male", "1966-03", 61, 9, "2027-12"),
        ("male", "1966-04", 62, 0, "2028-04"),
        ("female", "1965-12", 55, 0, "2020-12"),
        ("female", "1966-01", 55, 4, "2021-05"),
        ("female", "1969-04", 56, 8, "2025-12"),
        ("female", "1969-05", 57, 0, "2026-05"),
        ("female", "1969-05-31", 57, 0, "2026-05"),
        ("female", "1975-04", 59, 8, "2034-12"),
        ("female", "1975-05", 60, 0, "2035-05"),
        ("female", "1984-08-17", 60, 0, "2044-08"),
        # Only the year is known: 1 January (Circular 11/2025/TT-BNV of 30/06/2025, Article 5).
        ("male", "1965", 61, 6, "2026-07"),
    ],
)
def test_ages_by_month_of_birth(
    policy: Policy, sex: Sex, born: str, years: int, months: int, reached: str
) -> None:
    result = retirement(policy, sex=sex, born=PartialDate.parse(born))
    assert (result.years, result.months) == (years, months)
    assert str(result.reached) == reached
    assert result.pension_from == result.reached.plus(1)
    assert result.steps[0].cites[0].full == "Nghị định 135/2020/NĐ-CP (18/11/2020), Điều 4"


def _scheduled(sex: Sex, year: int) -> int:
    """Return the age in months that the text sets for a year."""
    if sex == "male":
        return min(62 * 12, 60 * 12 + 3 * max(0, year - 2020))
    return min(60 * 12, 55 * 12 + 4 * max(0, year - 2020))


@given(st.sampled_from(["male", "female"]), st.integers(1955, 2005), st.integers(1, 12))
def test_the_table_agrees_with_the_schedule_of_the_text(sex: Sex, year: int, month: int) -> None:
    result = retirement(shipped_policy(), sex=sex, born=PartialDate(year, month))
    age = result.years * 12 + result.months
    assert age >= _scheduled(sex, result.reached.year)
    step = 3 if sex == "male" else 4
    earlier = Month(year, month).plus(age - step)
    assert age - step < _scheduled(sex, earlier.year)


@given(st.sampled_from(["male", "female"]), st.integers(1940, 2005), st.integers(1, 12))
def test_the_younger_never_retire_earlier(sex: Sex, year: int, month: int) -> None:
    born = Month(year, month)
    first, second = (
        retirement(shipped_policy(), sex=sex, born=PartialDate(m.year, m.month)).reached
        for m in (born, born.plus(1))
    )
    assert first < second
