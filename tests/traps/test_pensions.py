"""Where pensions and benefits go wrong, each by a worked example with its source."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from rules.calendar import Month, PartialDate
from rules.errors import RuleError
from rules.policy import Policy
from rules.sex import Sex
from rules.vsi.average import Spell, average
from rules.vsi.contribution import PayerClass
from rules.vsi.lump_sum import PaidTime
from rules.vsi.maternity import Parent, maternity, months_from
from rules.vsi.outlook import outlook
from rules.vsi.pension import pension, rate
from rules.vsi.pension_start import Paying, pension_start
from rules.vsi.retirement import retirement
from rules.vsi.withdrawal import History, SupportedSpell, Withdrawal, WithdrawalReason, withdrawal
from storage.policies import lay_values

OCTOBER = date(2026, 10, 5)
AVERAGE = 3_000_000


def settled(policy: Policy, *spells: Spell, on: date = OCTOBER) -> Fraction:
    return average(policy, spells=spells, on=on).exact


# Rates


@pytest.mark.parametrize(
    ("years", "percent", "monthly"),
    [
        (15, 40, 1_200_000),
        (16, 41, 1_230_000),
        (17, 42, 1_260_000),
        (18, 43, 1_290_000),
        (19, 44, 1_320_000),
        (20, 45, 1_350_000),
        (21, 47, 1_410_000),
        (35, 75, 2_250_000),
        (36, 75, 2_250_000),
    ],
)
def test_trap_16_men_begin_at_forty_percent_and_gain_one_a_year_to_twenty(
    policy: Policy, years: int, percent: int, monthly: int
) -> None:
    """Law 41/2024/QH15 of 29/06/2024, Article 99: 40 % for 15 years and 1 % for each to 20, then
    2 %; not 45 % less 2 % for each year short of 20."""
    found = pension(policy, sex="male", years=years, months=0, average=AVERAGE, on=OCTOBER)
    assert (found.rate, found.monthly) == (Fraction(percent, 100), monthly)


@pytest.mark.parametrize(
    ("sex", "years", "months", "percent"),
    [
        ("female", 15, 1, "46"),
        ("female", 15, 6, "46"),
        ("female", 15, 7, "47"),
        ("female", 15, 11, "47"),
        ("male", 15, 6, "40.5"),
        ("male", 15, 7, "41"),
        ("male", 19, 7, "45"),
        ("male", 20, 6, "46"),
        ("male", 20, 7, "47"),
    ],
)
def test_trap_17_odd_months_are_half_a_year_to_six_and_a_whole_one_above(
    policy: Policy, sex: Sex, years: int, months: int, percent: str
) -> None:
    """Law 41/2024/QH15 of 29/06/2024, Article 99: for the rate alone."""
    found = rate(policy, sex=sex, years=years, months=months, on=OCTOBER)
    assert found == Fraction(percent) / 100


@pytest.mark.parametrize(("months", "missing"), [(1, 11), (6, 6), (7, 5), (11, 1)])
def test_trap_17_fourteen_years_and_odd_months_are_not_fifteen(
    policy: Policy, months: int, missing: int
) -> None:
    """Law 41/2024/QH15 of 29/06/2024, Articles 5 and 98: years of twelve months."""
    found = pension(policy, sex="female", years=14, months=months, average=AVERAGE, on=OCTOBER)
    assert (found.eligible, found.monthly, found.missing_months) == (False, None, missing)


# Prices


@pytest.mark.parametrize(
    ("day", "year", "coefficient"),
    [
        (date(2025, 12, 31), 2018, "1.19"),
        (date(2026, 1, 1), 2018, "1.23"),
        (date(2025, 12, 31), 2024, "1"),  # the year before settlement has 1 in 2025
        (date(2026, 1, 1), 2024, "1.03"),
        (date(2026, 1, 1), 2025, "1"),
        (date(2026, 12, 31), 2026, "1"),
        (date(2026, 12, 31), 2029, "1"),  # paid ahead
    ],
)
def test_trap_18_prices_are_those_of_the_table_of_the_year_of_settlement(
    policy: Policy, day: date, year: int, coefficient: str
) -> None:
    """Letter 340/BHXH-CSXH of 03/02/2026 for 2026; Circular 01/2025 for 2025."""
    found = settled(policy, Spell(Month(year, 1), 12, 1_000_000), on=day)
    assert found == 1_000_000 * Fraction(coefficient)


def test_trap_18_no_table_is_used_for_a_later_year(policy: Policy) -> None:
    """The table of 2027 is published early in 2027."""
    with pytest.raises(RuleError) as refused:
        settled(policy, Spell(Month(2020, 1), 12, 1_000_000), on=date(2027, 1, 4))
    assert refused.value.facts["name"] == "cpi.vsi"


def test_trap_18_falling_prices_never_lower_an_income(policy: Policy) -> None:
    """Coefficients have two decimals and are at least 1.00 (Decree 159/2025/NĐ-CP of 25/06/2025,
    Article 10)."""
    table = policy.on(OCTOBER)["cpi.vsi"]
    fallen = ((2008, Fraction("0.97")), (2026, Fraction("0.99")))
    poorer = lay_values(policy, [replace(table, value=fallen, status="confirmed", why=None)])
    for year in (2007, 2008, 2020, 2026):
        assert settled(poorer, Spell(Month(year, 1), 12, 1_000_000)) == 1_000_000


def test_trap_18_months_paid_back_have_no_coefficient(policy: Policy) -> None:
    """Missing time paid in 2024 counts as it was paid, months of 2024 with 1.03 (Decree
    159/2025/NĐ-CP of 25/06/2025, Article 10 item 3)."""
    year = Month(2024, 1)
    assert settled(policy, Spell(year, 12, 1_000_000)) == 1_030_000
    assert settled(policy, Spell(year, 12, 1_000_000, paid_back=True)) == 1_000_000


# Ages


@pytest.mark.parametrize(
    ("sex", "born", "age", "reached"),
    [
        ("female", "1969-04", (56, 8), "2025-12"),
        ("female", "1969-05", (57, 0), "2026-05"),
        ("female", "1969-12-31", (57, 0), "2026-12"),
        ("female", "1970-01", (57, 4), "2027-05"),
        ("male", "1965-02", (61, 6), "2026-08"),
        ("male", "1966-04", (62, 0), "2028-04"),
    ],
)
def test_trap_19_the_age_goes_by_the_month_of_birth(
    policy: Policy, sex: Sex, born: str, age: tuple[int, int], reached: str
) -> None:
    """Decree 135/2020/NĐ-CP of 18/11/2020, Appendix I: women born in May 1969 at 57, with a pension
    from June 2026."""
    found = retirement(policy, sex=sex, born=PartialDate.parse(born))
    assert ((found.years, found.months), str(found.reached)) == (age, reached)
    assert found.pension_from == found.reached.plus(1)


@pytest.mark.parametrize(("born", "age"), [("1969", (56, 8)), ("1970", (57, 4))])
def test_trap_19_with_the_year_alone_somebody_is_born_on_the_first_of_january(
    policy: Policy, born: str, age: tuple[int, int]
) -> None:
    """Circular 11/2025/TT-BNV of 30/06/2025, Article 5."""
    found = retirement(policy, sex="female", born=PartialDate.parse(born))
    assert (found.years, found.months) == age
    assert found.reached == Month(int(born), 1).plus(12 * age[0] + age[1])
    paying = Paying(enough_in=Month(2020, 1))
    start = pension_start(
        policy, sex="female", born=PartialDate.parse(born), paying=paying, asked=OCTOBER
    )
    assert start.reached == found.reached


# Births


@pytest.mark.parametrize(
    ("first", "months", "children", "amount"),
    [
        (Month(2026, 5), 12, 1, 0),  # a year paid in May: May to September, five months
        (Month(2026, 4), 12, 1, 2_000_000),  # in April: six
        (Month(2026, 4), 12, 2, 4_000_000),
        (Month(2025, 9), 6, 1, 0),  # September 2025 is too long ago: five of the twelve months
        (Month(2025, 10), 6, 1, 2_000_000),
        (Month(2026, 10), 12, 1, 0),  # all of it after the birth
    ],
)
def test_trap_20_six_of_the_twelve_months_before_the_birth_and_none_after(
    policy: Policy, first: Month, months: int, children: int, amount: int
) -> None:
    """A child born on 20/10/2026: 2,000,000 for each child (Law 41/2024/QH15 of 29/06/2024,
    Articles 94 to 97). Paying for a year after conception may do; months to come do not count."""
    mother = Parent(vsi=months_from(first, months))
    found = maternity(policy, birth=date(2026, 10, 20), children=children, mother=mother)
    assert found.amount == amount
    assert (found.claimant == "mother") == bool(amount)


# Withdrawal


def withdrawn(policy: Policy, *, first: Month, reason: str = "idle", **more: Any) -> Withdrawal:
    """Two years paid on 1,500,000 by somebody of an ordinary household, then nothing for long."""
    return withdrawal(
        policy,
        reason=WithdrawalReason(reason),
        paid=PaidTime(0, 24, 1_500_000),
        history=History(first_month=first, last_month=first.plus(23)),
        on=date(2029, 10, 5),
        **more,
    )


@pytest.mark.parametrize(
    ("first", "allowed"), [(Month(2025, 6), True), (Month(2025, 7), False), (Month(2026, 1), False)]
)
def test_trap_21_stopping_for_a_year_frees_the_money_of_those_who_paid_before_july_2025_alone(
    policy: Policy, first: Month, allowed: bool
) -> None:
    """Law 41/2024/QH15 of 29/06/2024, Article 102."""
    found = withdrawn(policy, first=first)
    assert found.allowed == allowed
    assert (found.amount > 0) == allowed
    if not allowed:
        assert found.why is not None
        assert found.why.code == "withdrawal_joined_late"


def test_trap_21_what_the_state_added_is_kept_back(policy: Policy) -> None:
    """Two averages for each of two years, 6,000,000, less 12 × 33,000 (Decree 134/2015/NĐ-CP,
    Article 14) and 12 × 66,000 (Decree 159/2025/NĐ-CP of 25/06/2025, Articles 5 and 9)."""
    first = Month(2024, 7)
    spell = SupportedSpell(first, 24, PayerClass.OTHER)
    found = withdrawn(policy, first=first, supported=[spell])
    assert (found.gross, found.state_support) == (6_000_000, 12 * 33_000 + 12 * 66_000)
    assert found.amount == 4_812_000


# No minimum


@pytest.mark.parametrize(
    ("sex", "years", "monthly"), [("female", 15, 675_000), ("male", 15, 600_000)]
)
def test_trap_22_a_pension_of_voluntary_insurance_has_no_least_amount(
    policy: Policy, sex: Sex, years: int, monthly: int
) -> None:
    """The least pension, one reference level, asks for 20 years of compulsory insurance (Decree
    159/2025/NĐ-CP of 25/06/2025, Article 11 item 3): 45 % of 1,500,000 stays 675,000."""
    found = pension(policy, sex=sex, years=years, months=0, average=1_500_000, on=OCTOBER)
    assert found.monthly == monthly


def test_trap_22_nothing_higher_is_promised_ahead(policy: Policy) -> None:
    found = outlook(
        policy,
        sex="female",
        born=PartialDate(1985, 5, 8),
        income=1_500_000,
        first_month=Month(2026, 10),
        on=OCTOBER,
    )
    # October 2026 to May 2045: 18 years 8 months count as 19, 53 %.
    assert (found.months, found.pension.rate) == (224, Fraction(53, 100))
    assert found.pension.monthly == 795_000
