"""What paying until retirement age leads to.

Law 41/2024/QH15 of 29/06/2024, Articles 36, 98, 99 and 104; Decree 159/2025/NĐ-CP of 25/06/2025,
Article 7; Circular 11/2025/TT-BNV of 30/06/2025, Article 5; Decree 135/2020/NĐ-CP of 18/11/2020.
"""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import Month, PartialDate
from rules.errors import RuleError
from rules.policy import Policy
from rules.sex import Sex
from rules.vsi.outlook import Outlook, outlook
from rules.words import Words
from storage.policies import shipped_policy

ON = date(2026, 11, 21)
WORDS = Words.load(
    (Path(__file__).parents[2] / "resources/words/vi.toml").read_text(encoding="utf-8")
)


def look(
    policy: Policy,
    sex: Sex,
    born: str,
    *,
    income: int = 1_500_000,
    first: str = "2026-12",
    on: date = ON,
    paid: int = 0,
) -> Outlook:
    return outlook(
        policy,
        sex=sex,
        born=PartialDate.parse(born),
        income=income,
        first_month=Month.parse(first),
        on=on,
        paid_months=paid,
    )


# Born 17/08/1984, 60 years in 08/2044. From 11/2026 to 08/2044: 17 years × 12 + 10 = 214 months,
# 17 years 10 months count as 18: 45 % + 3 × 2 % = 51 % of 3.000.000.
def test_a_woman_who_pays_to_her_age_has_a_pension_in_the_month_after(policy: Policy) -> None:
    found = look(policy, "female", "1984-08-17", income=3_000_000, first="2026-11")
    assert (found.months, found.total, found.missing) == (214, 214, 0)
    assert found.retirement.reached == Month(2044, 8)
    assert found.pension_from == Month(2044, 9)
    assert (found.pension.rate, found.pension.monthly) == (Fraction(51, 100), 1_530_000)
    assert found.ways == ()
    assert found.unconfirmed == ()
    assert [WORDS.step(step) for step in found.steps] == [
        "Nữ sinh 08/1984: nghỉ hưu khi đủ 60 tuổi, vào 08/2044",
        "Đóng đều từ 11/2026 đến tháng đủ tuổi 08/2044: được 17 năm 10 tháng",
        "Đủ tuổi và đủ số năm: lương hưu từ 09/2044",
        "Đóng 17 năm 10 tháng, tính 18 năm: hưởng 51\N{NO-BREAK SPACE}%",
        "Lương hưu một tháng: 51\N{NO-BREAK SPACE}% × 3.000.000",
        "Tính theo quy định và giá của ngày 21/11/2026; không phải lời hứa",
    ]


# Months to the exact month: 180 are enough, 179 are not (odd months never make the years).
@pytest.mark.parametrize(
    ("first", "months", "missing", "ways"),
    [
        ("2029-09", 180, 0, 0),
        ("2029-10", 179, 1, 2),
        ("2034-09", 120, 60, 2),
        ("2034-10", 119, 61, 2),
        ("2044-08", 1, 179, 2),
        ("2044-09", 0, 180, 2),
        ("2050-01", 0, 180, 2),
    ],
)
def test_months_to_the_age_are_counted_to_the_month(
    policy: Policy, first: str, months: int, missing: int, ways: int
) -> None:
    found = look(policy, "female", "1984-08-17", first=first)
    assert (found.months, found.missing, len(found.ways)) == (months, missing, ways)


# Born 08/05/1979: 60 years in 05/2039. From 12/2026: 12 years × 12 + 6 = 150 months, 30 are
# missing. At once, 1.500.000 × 22 % × Σ 1,0031^i, i = 1…30, in 05/2039, or month by month to
# 05/2039 + 30 = 11/2041. 15 years: 45 % of 1.500.000.
def test_up_to_sixty_missing_months_are_made_up_at_once_or_paid_on(policy: Policy) -> None:
    found = look(policy, "female", "1979-05-08")
    assert (found.months, found.missing) == (150, 30)
    at_once, go_on = found.ways
    month = 330_000
    cost = sum(month * 1.0031**i for i in range(1, 31))
    assert (at_once.kind, at_once.go_on_months, at_once.make_up_months) == ("make_up", 0, 30)
    assert at_once.make_up_cost == round(cost)
    assert at_once.pension_from == Month(2039, 6)
    assert (go_on.kind, go_on.go_on_months, go_on.make_up_months) == ("go_on", 30, 0)
    assert go_on.make_up_cost is None
    assert go_on.pension_from == Month(2041, 12)
    assert {way.monthly for way in found.ways} == {675_000}
    assert (found.pension_from, found.pension.monthly) == (Month(2039, 6), 675_000)
    assert [one.name for one in found.unconfirmed] == ["vsi.investment_rate"]
    assert [step.amount for step in found.steps if step.amount] == [at_once.make_up_cost, 675_000]
    assert "Lương hưu cần đủ 15 năm: còn thiếu 2 năm 6 tháng" in map(WORDS.step, found.steps)


# A man born 01/1972 is 62 in 01/2034. From 12/2026: 7 years × 12 + 2 = 86 months, 94 are missing:
# 34 months on to 11/2036 leave 60 to be paid at once; all 94 reach to 11/2041.
def test_more_than_sixty_are_paid_on_until_sixty_are_missing(policy: Policy) -> None:
    found = look(policy, "male", "1972-01-20")
    assert (found.months, found.missing) == (86, 94)
    mixed, go_on = found.ways
    assert mixed.kind == "go_on_then_make_up"
    assert (mixed.go_on_months, mixed.make_up_months) == (34, 60)
    assert mixed.pension_from == Month(2036, 12)
    assert mixed.make_up_cost is not None
    assert go_on.pension_from == Month(2041, 12)
    assert found.pension_from == mixed.pension_from
    assert found.pension.monthly == 600_000
    assert any(
        WORDS.step(step)
        == "Đóng tiếp thêm 2 năm 10 tháng, đến 11/2036, rồi đóng một lần cho 60 tháng còn thiếu: "
        "lương hưu từ 12/2036"
        for step in found.steps
    )


# Time paid before counts: 150 months to the age and 24 before are 174, 6 are missing.
def test_months_paid_before_count(policy: Policy) -> None:
    assert look(policy, "female", "1979-05-08", paid=24).missing == 6
    enough = look(policy, "female", "1979-05-08", paid=31)
    # 181 months: 15 years and a month count as 15,5: 46 % of 1.500.000.
    assert (enough.total, enough.missing, enough.pension.monthly) == (181, 0, 690_000)
    assert "Đã đóng 2 năm 7 tháng và sẽ đóng 12 năm 6 tháng: cộng được 15 năm 1 tháng" in map(
        WORDS.step, enough.steps
    )


# A man born 02/1965 reached 61 years 6 months in 08/2026.
def test_past_the_age_sixty_missing_months_are_made_up_now(policy: Policy) -> None:
    found = look(policy, "male", "1965-02-15", paid=120)
    assert (found.months, found.total, found.missing) == (0, 120, 60)
    at_once, go_on = found.ways
    assert (at_once.kind, at_once.make_up_months) == ("make_up", 60)
    # Paid in 12/2026, drawn from 01/2027; paid on from 12/2026, the 60th month is 11/2031.
    assert at_once.pension_from == Month(2027, 1)
    assert go_on.pension_from == Month(2031, 12)
    assert "Đã đủ tuổi nghỉ hưu từ 08/2026; còn đóng được từ 12/2026" in map(
        WORDS.step, found.steps
    )


def test_past_the_age_more_is_paid_on_until_sixty_are_missing(policy: Policy) -> None:
    found = look(policy, "male", "1965-02-15", paid=115)
    mixed, go_on = found.ways
    assert (mixed.kind, mixed.go_on_months, mixed.make_up_months) == ("go_on_then_make_up", 5, 60)
    # Five months from 12/2026 are 04/2027.
    assert mixed.pension_from == Month(2027, 5)
    assert go_on.pension_from == Month(2032, 5)


def test_past_the_age_with_enough_the_pension_waits_only_for_the_asking(policy: Policy) -> None:
    found = look(policy, "male", "1965-02-15", paid=200)
    assert (found.months, found.missing, found.ways) == (0, 0, ())
    # 16 years 8 months count as 17: 42 % of 1.500.000.
    assert (found.pension_from, found.pension.monthly) == (Month(2026, 12), 630_000)
    in_the_month = look(policy, "male", "1965-05", paid=200, first="2026-11")
    assert (in_the_month.months, in_the_month.pension_from) == (1, Month(2026, 12))


def test_in_the_month_of_the_age_the_month_itself_is_paid(policy: Policy) -> None:
    found = look(policy, "male", "1965-05-10", first="2026-11", paid=119)
    assert (found.retirement.reached, found.months, found.missing) == (Month(2026, 11), 1, 60)
    assert found.ways[0].pension_from == Month(2026, 12)


def test_a_cost_is_not_guessed_where_the_interest_is_not_known(policy: Policy) -> None:
    found = look(policy, "female", "1979-05-08", income=2_200_000, on=date(2027, 3, 1))
    assert found.ways[0].make_up_cost is None
    assert found.ways[0].monthly == 990_000
    assert "vsi.investment_rate" not in {one.name for one in found.unconfirmed}


def test_a_cost_is_not_said_of_an_income_nobody_may_choose(policy: Policy) -> None:
    assert look(policy, "female", "1979-05-08", income=1_000_000).ways[0].make_up_cost is None
    assert look(policy, "female", "1979-05-08", income=90_000_000).ways[0].make_up_cost is None


def test_questions_that_cannot_be_answered(policy: Policy) -> None:
    with pytest.raises(RuleError, match="bad_paid_time"):
        look(policy, "male", "1984", paid=-1)
    with pytest.raises(RuleError, match="bad_average"):
        look(policy, "male", "1984", income=0)


@given(
    st.sampled_from(["male", "female"]),
    st.dates(date(1950, 1, 1), date(2011, 1, 1)),
    st.integers(0, 400),
    st.integers(-24, 240),
)
def test_every_way_leads_to_the_years_needed(sex: Sex, born: date, paid: int, later: int) -> None:
    first = Month.of(ON).plus(max(0, later))
    found = outlook(
        shipped_policy(),
        sex=sex,
        born=PartialDate.of(born),
        income=2_000_000,
        first_month=first,
        on=ON,
        paid_months=paid,
    )
    assert found.total == paid + found.months
    assert found.pension.eligible
    assert found.pension_from > found.retirement.reached
    assert bool(found.ways) is (found.missing > 0) is (found.total < 180)
    for way in found.ways:
        assert found.total + way.go_on_months + way.make_up_months == 180
        assert way.make_up_months <= 60
        assert way.pension_from > max(found.retirement.reached, first.plus(-1))
    assert found.ways == tuple(sorted(found.ways, key=lambda way: way.pension_from))
