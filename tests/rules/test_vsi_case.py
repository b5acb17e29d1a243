"""A person's case: every method beside the others, the pension by years, what is not known."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rules.calendar import Month, PartialDate
from rules.errors import RuleError
from rules.policy import Policy
from rules.vsi.case import CurvePoint, VsiCase, vsi_result
from rules.vsi.contribution import PayerClass

CASE = VsiCase(
    name="Mai Thị Lành",
    sex="female",
    born=PartialDate(1984, 8, 17),
    payer_class=PayerClass.NEAR_POOR,
    income=2_000_000,
    method="6",
    on=date(2026, 11, 21),
)


def test_every_method_of_the_day_stands_beside_the_others(policy: Policy) -> None:
    """22 % × 2,000,000 less 40 % × 22 % × 1,500,000 a month; years ahead at 0.31 % a month.

    Law 41/2024/QH15 of 29/06/2024, Article 36; Decree 159/2025/NĐ-CP of 25/06/2025, Articles 5, 6.
    """
    found = vsi_result(policy, CASE)
    assert [
        (row.method, row.contribution and row.contribution.payable, row.a_month, row.saving)
        for row in found.methods
    ] == [
        ("1", 308_000, 308_000, 0),
        ("3", 924_000, 308_000, 0),
        ("6", 1_848_000, 308_000, 0),
        ("12", 3_696_000, 308_000, 0),
        ("ahead-2", 10_193_069 - 3_168_000, 292_711, 366_931),
        ("ahead-3", 15_012_590 - 4_752_000, 285_016, 827_410),
        ("ahead-4", 19_656_386 - 6_336_000, 277_508, 1_463_614),
        ("ahead-5", 24_130_864 - 7_920_000, 270_181, 2_269_136),
    ]
    assert found.chosen is found.methods[2]
    assert found.others == ()
    assert found.other_curve == ()
    assert found.coming == (date(2027, 1, 1), 2_200_000)


@pytest.mark.parametrize(
    ("payer_class", "province", "used", "saving"),
    [
        # 2 years at 1,500,000 are 7,644,801 instead of 7,920,000: Decree 159/2025/NĐ-CP, Article 6.
        (PayerClass.NEAR_POOR, None, 0, 275_199),
        # Support used up after ten months, and before the first: alike month by month.
        (PayerClass.NEAR_POOR, None, 110, 275_199),
        (PayerClass.NEAR_POOR, None, 120, 275_199),
        # Hà Nội, Resolution 19/2025/NQ-HĐND: 40 + 60 % leave nothing to pay and nothing to save.
        (PayerClass.NEAR_POOR, "01", 0, 0),
        (PayerClass.OTHER, "01", 0, 275_199),
    ],
)
def test_only_what_is_left_to_pay_can_be_saved(
    policy: Policy, payer_class: PayerClass, province: str | None, used: int, saving: int
) -> None:
    case = replace(
        CASE,
        payer_class=payer_class,
        income=1_500_000,
        method="ahead-2",
        province=province,
        used_support_months=used,
    )
    assert vsi_result(policy, case).chosen.saving == saving


def test_the_pension_is_shown_by_years_and_at_the_persons_own_time(policy: Policy) -> None:
    """214 months to 60 years in 08/2044 count as 18 years: 51 % of 2,000,000 (Article 99)."""
    found = vsi_result(policy, CASE)
    assert found.outlook is not None
    assert (found.outlook.total, found.outlook.pension_from) == (214, Month(2044, 9))
    assert found.curve == (
        CurvePoint(Fraction(15), 900_000),
        CurvePoint(Fraction(214, 12), 1_020_000, own=True),
        CurvePoint(Fraction(20), 1_100_000),
        CurvePoint(Fraction(25), 1_300_000),
        CurvePoint(Fraction(30), 1_500_000),
        CurvePoint(Fraction(35), 1_500_000),
    )


def test_time_that_falls_together_with_a_step_is_one_point(policy: Policy) -> None:
    """Born in 09/1981: 15 years to the month, 11/2026 to 09/2041 being 179 and one paid before."""
    found = vsi_result(policy, replace(CASE, born=PartialDate(1981, 9), paid_months=1))
    assert found.outlook is not None
    assert found.outlook.total == 180
    assert found.curve[0] == CurvePoint(Fraction(15), 900_000, own=True)
    assert len(found.curve) == 5


def test_two_levels_stand_side_by_side(policy: Policy) -> None:
    found = vsi_result(policy, replace(CASE, other_income=3_000_000))
    first = found.others[0]
    assert first.contribution is not None
    assert (first.contribution.gross, first.contribution.payable) == (660_000, 528_000)
    assert [point.monthly for point in found.other_curve] == [
        1_350_000, 1_530_000, 1_650_000, 1_950_000, 2_250_000, 2_250_000,
    ]  # fmt: skip


def test_what_is_not_known_of_the_person_leaves_the_price(policy: Policy) -> None:
    unknown = vsi_result(policy, replace(CASE, sex=None, born=None))
    assert unknown.outlook is None
    assert unknown.curve == ()
    assert unknown.methods == vsi_result(policy, CASE).methods
    short = vsi_result(policy, replace(CASE, born=PartialDate(1971)))
    assert short.outlook is not None
    assert short.outlook.ways
    assert not any(point.own for point in short.curve)


def test_a_method_without_an_interest_is_a_problem_of_its_own(policy: Policy) -> None:
    """No interest is known for 2027 yet: 1 to 12 months have a price, years ahead have none."""
    case = replace(CASE, income=2_200_000, on=date(2027, 2, 1), method="ahead-2")
    found = vsi_result(policy, case)
    priced = [row.method for row in found.methods if row.contribution]
    assert priced == ["1", "3", "6", "12"]
    assert found.chosen.problem is not None
    assert found.chosen.problem.facts["name"] == "vsi.investment_rate"
    assert (found.chosen.a_month, found.chosen.saving) == (None, None)
    assert found.coming is None


def test_missing_time_may_be_the_method_chosen(policy: Policy) -> None:
    """1,500,000 × 22 % × Σ 1.0031^i, i = 1…12: Decree 159/2025/NĐ-CP, Article 7."""
    found = vsi_result(policy, replace(CASE, income=1_500_000, method="missing-12"))
    assert found.chosen.contribution is not None
    assert (found.chosen.contribution.gross, found.chosen.saving) == (4_040_708, 0)
    assert found.chosen not in found.methods


def test_what_cannot_be_asked_is_refused_whole(policy: Policy) -> None:
    with pytest.raises(RuleError, match="income_below_floor"):
        vsi_result(policy, replace(CASE, income=1_499_999))
    with pytest.raises(RuleError, match="income_above_ceiling"):
        vsi_result(policy, replace(CASE, other_income=50_600_001))
    with pytest.raises(RuleError, match="no_value_in_force"):
        vsi_result(policy, replace(CASE, on=date(2015, 1, 1)))


def test_unconfirmed_values_are_those_of_the_chosen_method_and_the_outlook(
    policy: Policy,
) -> None:
    assert vsi_result(policy, CASE).unconfirmed == ()
    ahead = vsi_result(policy, replace(CASE, method="ahead-5"))
    assert {one.name for one in ahead.unconfirmed} == {"vsi.investment_rate", "vsi.ahead_support"}


@pytest.mark.parametrize("case", [CASE, replace(CASE, sex=None, born=None, province="22")])
def test_a_case_can_be_kept_as_json(case: VsiCase) -> None:
    assert VsiCase.from_plain(json.loads(json.dumps(case.to_plain()))) == case
