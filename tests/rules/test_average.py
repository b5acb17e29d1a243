"""Average incomes: Decree 159/2025/NĐ-CP of 25/06/2025, Articles 10 and 11."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import Month
from rules.errors import RuleError
from rules.policy import Policy
from rules.vsi.average import CompulsoryTime, Spell, average
from storage.policies import shipped_policy

ON = date(2026, 10, 5)


def test_43_months_with_a_sum_of_86_057_800(policy: Policy) -> None:
    """86,057,800 over 43 months is 2,001,344.19 (Decree 159/2025/NĐ-CP, Article 10).

    The incomes are chosen so that they come to the published sum.
    """
    found = average(policy, spells=[Spell(Month(2025, 1), 42, 2_000_000),
                                    Spell(Month(2028, 7), 1, 2_057_800)], on=ON)  # fmt: skip
    assert found.months == 43
    assert found.exact == Fraction(86_057_800, 43)
    assert found.rounded == 2_001_344
    assert round(found.exact * 100) == 200_134_419


@pytest.mark.parametrize(
    ("year", "coefficient"),
    [
        # Notice 340/BHXH-CSXH of 03/02/2026: the table of settlements in 2026.
        (2007, "2.29"),
        (2008, "2.29"),
        (2009, "2.14"),
        (2010, "1.96"),
        (2011, "1.65"),
        (2012, "1.51"),
        (2013, "1.42"),
        (2014, "1.36"),
        (2015, "1.36"),
        (2016, "1.32"),
        (2017, "1.28"),
        (2018, "1.23"),
        (2019, "1.20"),
        (2020, "1.16"),
        (2021, "1.14"),
        (2022, "1.11"),
        (2023, "1.07"),
        (2024, "1.03"),
        (2025, "1.00"),
        (2026, "1.00"),
        (2027, "1.00"),
    ],
)
def test_coefficients_of_2026(policy: Policy, year: int, coefficient: str) -> None:
    found = average(policy, spells=[Spell(Month(year, 3), 2, 1_000_000)], on=ON)
    assert found.exact == Fraction(coefficient) * 1_000_000
    assert found.unconfirmed == ()


def test_a_spell_over_new_year_counts_each_year_with_its_own_coefficient(policy: Policy) -> None:
    """Three months of 2023 at 1.07, two of 2024 at 1.03 (notice 340/BHXH-CSXH of 03/02/2026)."""
    found = average(policy, spells=[Spell(Month(2023, 10), 5, 2_000_000)], on=ON)
    assert found.exact == Fraction(3 * 2_140_000 + 2 * 2_060_000, 5)
    assert [step.figures["months"] for step in found.steps[:2]] == [3, 2]


def test_trap_18_the_table_is_that_of_the_year_of_settlement(policy: Policy) -> None:
    spells = [Spell(Month(2023, 1), 12, 1_000_000)]
    in_2025 = average(policy, spells=spells, on=date(2025, 12, 31))
    in_2026 = average(policy, spells=spells, on=date(2026, 1, 1))
    assert (in_2025.rounded, in_2026.rounded) == (1_040_000, 1_070_000)
    assert [one.name for one in in_2025.unconfirmed] == ["cpi.vsi"]
    assert in_2026.unconfirmed == ()
    with pytest.raises(RuleError) as refused:
        average(policy, spells=spells, on=date(2027, 1, 1))
    assert refused.value.facts == {"name": "cpi.vsi", "day": date(2027, 1, 1)}


def test_trap_18_months_paid_back_have_coefficient_one(policy: Policy) -> None:
    """Decree 159/2025/NĐ-CP of 25/06/2025, Article 10 item 3."""
    spell = Spell(Month(2015, 1), 12, 1_000_000, paid_back=True)
    found = average(policy, spells=[spell], on=ON)
    assert found.rounded == 1_000_000
    assert found.steps[0].code == "average_paid_back"


def test_compulsory_time_joins_with_its_own_average(policy: Policy) -> None:
    """Decree 159/2025/NĐ-CP of 25/06/2025, Article 11 item 4."""
    spells = [Spell(Month(2025, 1), 12, 2_000_000)]
    found = average(policy, spells=spells, on=ON, compulsory=CompulsoryTime(36, 6_000_000))
    assert found.exact == Fraction(36 * 6_000_000 + 12 * 2_000_000, 48)
    alone = average(policy, spells=[], on=ON, compulsory=CompulsoryTime(36, 6_000_000))
    assert alone.exact == 6_000_000


def test_averages_before_the_new_law_name_the_law_of_their_day(policy: Policy) -> None:
    spells = [Spell(Month(2023, 1), 12, 1_000_000, paid_back=True)]
    time = CompulsoryTime(12, 1_000_000)
    named = {
        on: [step.cites[0].document for step in average(
            policy, spells=spells, on=on, compulsory=time).steps]
        for on in (date(2025, 6, 30), date(2025, 7, 1))
    }  # fmt: skip
    assert named == {
        date(2025, 6, 30): ["Nghị định 134/2015/NĐ-CP"] * 2 + ["Luật 58/2014/QH13"],
        date(2025, 7, 1): ["Nghị định 159/2025/NĐ-CP"] * 2 + ["Luật 41/2024/QH15"],
    }


@pytest.mark.parametrize(
    ("spells", "compulsory", "code"),
    [
        ([], None, "no_paid_time"),
        ([Spell(Month(2025, 1), 0, 1)], None, "bad_spell"),
        ([Spell(Month(2025, 1), 1, 0)], None, "bad_spell"),
        ([], CompulsoryTime(0, 1), "bad_spell"),
        ([], CompulsoryTime(1, 0), "bad_spell"),
    ],
)
def test_averages_that_cannot_be_asked_for(
    policy: Policy, spells: list[Spell], compulsory: CompulsoryTime | None, code: str
) -> None:
    with pytest.raises(RuleError, match=code):
        average(policy, spells=spells, on=ON, compulsory=compulsory)


@given(
    st.integers(0, 12 * 18), st.integers(1, 240), st.integers(1, 240), st.integers(1, 50_600_000)
)
def test_an_average_lies_between_the_income_and_its_highest_coefficient(
    start: int, first: int, second: int, income: int
) -> None:
    month = Month(2008, 1).plus(start)
    spells = [Spell(month, first, income), Spell(month.plus(first), second, income)]
    joined = average(shipped_policy(), spells=[Spell(month, first + second, income)], on=ON)
    found = average(shipped_policy(), spells=spells, on=ON)
    assert found.exact == joined.exact
    assert income <= found.exact <= Fraction("2.29") * income
