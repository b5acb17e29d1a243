"""What a card pays of a treatment: worked examples with the law they are from."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import RuleError
from rules.hi.benefit import Care, HiBenefit, hi_benefit
from rules.policy import Policy
from storage.policies import shipped_policy

ON = date(2026, 10, 5)
COSTS = st.integers(0, 500_000_000)


def treated(group: str = "household", on: date = ON, **more: Any) -> HiBenefit:
    return hi_benefit(shipped_policy(), on=on, groups=[group], **more)


@pytest.mark.parametrize(
    ("group", "on", "level"),
    [
        # Law on health insurance as amended by Law 51/2024/QH15 of 27/11/2024, Article 22.
        ("household", ON, 80),
        ("student", ON, 80),
        ("average_agri", ON, 80),
        ("employee", ON, 80),
        ("security_force", ON, 80),
        ("mine_victim", ON, 80),
        ("pensioner", ON, 95),
        ("ethnic_former_region", ON, 95),
        ("poor", ON, 100),
        ("child_under_6", ON, 100),
        ("ethnic_region", ON, 100),
        ("special_region", ON, 100),
        ("island", ON, 100),
        # Resolution 261/2025/QH15 of 11/12/2025, from 1 January 2026.
        ("near_poor", date(2025, 12, 31), 95),
        ("near_poor", date(2026, 1, 1), 100),
        ("near_poor_special", date(2025, 12, 31), 95),
        ("near_poor_special", date(2026, 1, 1), 100),
        ("social_pension", date(2025, 12, 31), 80),
        ("social_pension", date(2026, 1, 1), 100),
        # Law 46/2014/QH13 of 13/06/2014.
        ("household", date(2020, 1, 1), 80),
        ("near_poor", date(2020, 1, 1), 95),
    ],
)
def test_the_share_of_a_group_on_a_day(policy: Policy, group: str, on: date, level: int) -> None:
    assert hi_benefit(policy, groups=[group], on=on).level == Fraction(level, 100)


def test_trap_14_the_near_poor_have_the_whole_cost_paid_from_2026() -> None:
    before = treated("near_poor", date(2025, 12, 31), cost=1_000_000)
    after = treated("near_poor", date(2026, 1, 1), cost=1_000_000)
    assert (before.fund, before.copay) == (950_000, 50_000)
    assert (after.fund, after.copay) == (1_000_000, 0)


@pytest.mark.parametrize(
    ("on", "age", "level"),
    [
        (date(2025, 12, 31), 74, 80),
        (date(2026, 1, 1), 74, 80),
        (date(2026, 1, 1), 75, 100),
        (date(2026, 1, 1), None, 100),
    ],
)
def test_a_social_pension_has_the_whole_cost_paid_from_75(
    policy: Policy, on: date, age: int | None, level: int
) -> None:
    found = hi_benefit(policy, groups=["social_pension"], on=on, age=age)
    assert found.level == Fraction(level, 100)


def test_of_several_groups_the_highest_share_counts_and_only_it_is_named(policy: Policy) -> None:
    several = hi_benefit(policy, groups=["household", "pensioner", "student"], on=ON)
    assert several.level == Fraction(95, 100)
    found = hi_benefit(policy, on=date(2025, 9, 1), groups=["poor", "near_poor_special"])
    assert found.level == 1
    assert found.unconfirmed == ()


@pytest.mark.parametrize(
    ("on", "visit", "copay"),
    [
        # 15 % and six times of the reference level (Decrees 73/2024/NĐ-CP and 161/2026/NĐ-CP).
        (date(2026, 6, 30), 351_000, 14_040_000),
        (date(2026, 7, 1), 379_500, 15_180_000),
        (date(2020, 1, 1), 223_500, 8_940_000),
    ],
)
def test_the_limits_of_a_visit_and_of_a_year(on: date, visit: int, copay: int) -> None:
    found = treated(on=on)
    assert (found.visit_limit, found.copay_limit) == (visit, copay)
    assert (found.fund, found.copay, found.free_until) == (None, None, None)
    amounts = {step.code: step.amount for step in found.steps}
    assert (amounts["hi_visit_limit"], amounts["hi_copay_limit"]) == (visit, copay)


def test_a_year_with_two_reference_levels_says_so() -> None:
    assert "hi_copay_limit_changed" in [step.code for step in treated().steps]
    assert "hi_copay_limit_changed" not in [
        step.code for step in treated(on=date(2026, 6, 30)).steps
    ]


@pytest.mark.parametrize(
    ("cost", "reason", "fund", "copay"),
    [
        (379_499, "small_visit", 379_499, 0),
        (379_500, "group", 303_600, 75_900),
        (0, "small_visit", 0, 0),
    ],
)
def test_one_visit_below_15_percent_of_the_reference_level_is_free(
    cost: int, reason: str, fund: int, copay: int
) -> None:
    found = treated(cost=cost)
    assert (found.reason, found.fund, found.copay) == (reason, fund, copay)


@pytest.mark.parametrize(
    ("copaid", "five_years", "reason", "copay"),
    [
        # A cost of 10,000,000 leaves 2,000,000; the limit of the year is 15,180,000.
        (13_180_000, True, "group", 2_000_000),
        (13_180_001, True, "five_years", 1_999_999),
        (15_180_000, True, "five_years", 0),
        (15_180_001, True, "five_years", 0),
        (40_000_000, True, "five_years", 0),
        (40_000_000, False, "group", 2_000_000),
    ],
)
def test_after_five_years_and_six_reference_levels_the_rest_of_the_year_is_free(
    copaid: int, five_years: bool, reason: str, copay: int
) -> None:
    found = treated(cost=10_000_000, copaid=copaid, five_years=five_years)
    assert (found.reason, found.copay) == (reason, copay)
    assert found.fund == 10_000_000 - copay
    assert found.free_until == (date(2026, 12, 31) if reason == "five_years" else None)


@pytest.mark.parametrize(
    ("care", "on", "group", "share"),
    [
        # Law on health insurance as amended by Law 51/2024/QH15 of 27/11/2024, Article 22 item 4.
        (Care.PRIMARY, ON, "household", 100),
        (Care.PRIMARY, date(2020, 1, 1), "household", 100),
        (Care.EMERGENCY, ON, "household", 80),
        (Care.FORMER_DISTRICT, ON, "household", 80),
        (Care.BASIC_INPATIENT, ON, "pensioner", 95),
        (Care.BASIC_OUTPATIENT, date(2025, 1, 1), "household", 80),
        (Care.LISTED_DISEASE, ON, "poor", 100),
        (Care.SPECIALISED_INPATIENT, ON, "household", 32),
        (Care.SPECIALISED_INPATIENT, ON, "poor", 40),
        (Care.BASIC_OUTPATIENT_50, date(2026, 6, 30), "household", 0),
        (Care.BASIC_OUTPATIENT_50, date(2026, 7, 1), "household", 40),
        (Care.SPECIALISED_OUTPATIENT, date(2026, 6, 30), "poor", 0),
        (Care.SPECIALISED_OUTPATIENT, date(2026, 7, 1), "poor", 50),
    ],
)
def test_where_somebody_is_treated(care: Care, on: date, group: str, share: int) -> None:
    assert treated(group, on, care=care).share == Fraction(share, 100)


def test_what_must_be_read_in_the_decree_is_not_confirmed() -> None:
    for care in Care:
        names = [item.name for item in treated(care=care).unconfirmed]
        unsure = care in {Care.BASIC_OUTPATIENT_50, Care.SPECIALISED_OUTPATIENT}
        assert names == ([f"hi.care.{care}"] if unsure else [])


def test_out_of_the_network_no_visit_and_no_year_is_free() -> None:
    small = treated(care=Care.BASIC_INPATIENT, cost=100_000)
    assert (small.reason, small.copay) == ("out_of_network", 20_000)
    long = treated(
        care=Care.SPECIALISED_INPATIENT, cost=10_000_000, copaid=40_000_000, five_years=True
    )
    assert (long.reason, long.fund, long.free_until) == ("out_of_network", 3_200_000, None)
    assert treated(care=Care.EMERGENCY, cost=100_000).reason == "small_visit"


@pytest.mark.parametrize(
    ("groups", "more", "code"),
    [
        ([], {}, "no_hi_groups"),
        (["uncle"], {}, "unknown_benefit_group"),
        (["poor"], {"cost": -1}, "bad_cost"),
        (["poor"], {"copaid": -1}, "bad_cost"),
        (["poor"], {"on": date(2014, 12, 31)}, "no_value_in_force"),
        (["poor"], {"on": date(2024, 12, 31), "care": Care.EMERGENCY}, "no_value_in_force"),
    ],
)
def test_questions_that_cannot_be_asked(
    policy: Policy, groups: list[str], more: dict[str, Any], code: str
) -> None:
    with pytest.raises(RuleError, match=code):
        hi_benefit(policy, **{"on": ON, "groups": groups, **more})


@given(COSTS, st.integers(0, 40_000_000), st.booleans(), st.sampled_from(list(Care)))
def test_fund_and_person_pay_the_cost_together(
    cost: int, copaid: int, five_years: bool, care: Care
) -> None:
    found = treated(cost=cost, copaid=copaid, five_years=five_years, care=care)
    assert found.fund is not None
    assert found.copay is not None
    assert found.fund + found.copay == cost
    assert min(found.fund, found.copay) >= 0
    free = treated("poor", cost=cost, copaid=copaid, five_years=five_years, care=care)
    assert (free.copay or 0) <= found.copay
    if five_years and care is Care.NETWORK:
        assert found.copay <= max(0, found.copay_limit - copaid)
