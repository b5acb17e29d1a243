"""What another value would change, in amounts a family knows."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from rules.policy import Cite, Policy, Unit, Value
from rules.policy_effects import Effect, effects

DECREE = Cite("Nghị định mới")


def new(name: str, value: int | Fraction, unit: Unit, start: date) -> Value:
    return Value(name, value, unit, start, None, DECREE)


def changed(policy: Policy, value: Value) -> dict[str, tuple[int | None, int | None]]:
    return {row.what: (row.before, row.after) for row in effects(policy, value)}


def test_a_new_poverty_line_moves_the_lowest_contribution_and_the_support(policy: Policy) -> None:
    # Decree 351/2025/NĐ-CP: 2,200,000; Law 41/2024/QH15, Article 36; Decree 159/2025, Article 5.
    value = new("poverty_line.rural", 2_200_000, "dong", date(2027, 1, 1))
    found = changed(policy, value)
    assert found["lowest_income"] == (1_500_000, 2_200_000)
    assert found["lowest"] == (330_000, 484_000)
    assert found["state_support"] == (66_000, 96_800)
    assert "premium_year" not in found


def test_a_new_base_salary_moves_the_highest_income_and_the_premium(policy: Policy) -> None:
    # Decree 161/2026/NĐ-CP: 2,530,000 after 2,340,000.
    before = Policy(
        {**policy.values, "base_salary": tuple(v for v in policy.values["base_salary"][:-1])}
    )
    found = changed(before, new("base_salary", 2_530_000, "dong", date(2026, 7, 1)))
    assert found == {
        "highest_income": (46_800_000, 50_600_000),
        "premium_year": (1_263_600, 1_366_200),
    }


def test_a_class_a_group_and_a_province_are_named(policy: Policy) -> None:
    start = date(2026, 12, 1)
    (state, payable, ahead) = effects(
        policy, new("vsi.support.near_poor", Fraction(1, 2), "ratio", start)
    )
    assert state == Effect("state_support", "near_poor", 132_000, 165_000)
    assert payable == Effect("payable", "near_poor", 198_000, 165_000)
    assert ahead.what == "ahead"
    local = changed(policy, new("vsi.local.38.poor", Fraction(1, 5), "ratio", start))
    assert local["payable"] == (165_000, 99_000)
    assert effects(policy, new("hi.support.near_poor", Fraction(1), "ratio", start)) == (
        Effect("premium_year", "near_poor", 409_860, 0),
    )
    assert effects(policy, new("hi.rate", Fraction("0.06"), "ratio", start)) == (
        Effect("premium_year", "household", 1_366_200, 1_821_600),
    )


def test_what_was_not_known_before_is_none(policy: Policy) -> None:
    value = new("vsi.investment_rate", Fraction("0.0033"), "ratio", date(2027, 1, 1))
    without = Policy({**policy.values, "vsi.investment_rate": ()})
    ((only),) = effects(without, value)
    assert (only.what, only.before) == ("ahead", None)
    assert only.after is not None


def test_a_value_that_changes_no_such_amount_says_nothing(policy: Policy) -> None:
    (now,) = (v for v in policy.values["hi.wait_days"] if v.until is None)
    assert effects(policy, replace(now, value=45, start=date(2027, 1, 1))) == ()
