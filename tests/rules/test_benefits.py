"""Withdrawals, survivors, births, and the old without a pension, each with its place in the law."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import Month, PartialDate
from rules.errors import RuleError
from rules.policy import Policy
from rules.vsi.contribution import PayerClass, contribution
from rules.vsi.lump_sum import PaidTime
from rules.vsi.maternity import Maternity, Parent, maternity, months_from
from rules.vsi.old_age import (
    ShortAllowance,
    months_to_social_pension,
    short_allowance,
    social_pension,
    social_pension_funeral,
)
from rules.vsi.survivors import funeral, pensioner_lump_sum, survivor_lump_sum
from rules.vsi.withdrawal import (
    History,
    SupportedSpell,
    Withdrawal,
    WithdrawalReason,
    support_received,
    withdrawal,
)
from storage.policies import shipped_policy

ON = date(2026, 10, 5)
OTHER, POOR = PayerClass.OTHER, PayerClass.POOR
AVERAGE = 2_000_000
BEFORE = History(Month(2015, 1), Month(2025, 9), Month(2026, 8))


def withdrawn(
    reason: WithdrawalReason,
    before: int = 0,
    after: int = 60,
    *,
    history: History = BEFORE,
    on: date = ON,
    supported: tuple[SupportedSpell, ...] = (),
    paid_amount: int | None = None,
    average: int = AVERAGE,
) -> Withdrawal:
    return withdrawal(
        shipped_policy(),
        reason=reason,
        paid=PaidTime(before, after, average, paid_amount),
        history=history,
        on=on,
        supported=supported,
    )


@pytest.mark.parametrize(
    ("before", "after", "averages"),
    [
        # Law 41/2024/QH15 of 29/06/2024, Article 102.
        (0, 60, 10),
        (24, 60, 13),
        (24, 0, 3),
        # Odd months: half a year up to six, a year above.
        (0, 61, 11),
        (0, 66, 11),
        (0, 67, 12),
        # Odd months before 2014 go over to the time from 2014.
        (27, 60, Fraction(3) + 11),
        (27, 63, Fraction(3) + 11),
        (27, 64, Fraction(3) + 12),
        (11, 60, 12),
        (17, 0, Fraction("1.5") + 1),
    ],
)
def test_a_withdrawal_is_so_many_averages(before: int, after: int, averages: Fraction) -> None:
    found = withdrawn(WithdrawalReason.ABROAD, before, after)
    assert (found.allowed, found.why) == (True, None)
    assert found.gross == found.amount == averages * AVERAGE
    assert found.steps[-1].code == "today_money"


@pytest.mark.parametrize(
    ("paid_amount", "gross"),
    [(4_840_000, 4_000_000), (4_000_000, 4_000_000), (3_630_000, 3_630_000)],
)
def test_less_than_a_year_gives_back_what_was_paid_at_most_two_averages(
    paid_amount: int, gross: int
) -> None:
    found = withdrawn(WithdrawalReason.DISABILITY, 0, 11, paid_amount=paid_amount)
    assert found.gross == gross
    with pytest.raises(RuleError, match="paid_amount_missing"):
        withdrawn(WithdrawalReason.DISABILITY, 0, 11)


@pytest.mark.parametrize(
    ("history", "after", "on", "code"),
    [
        (BEFORE, 60, date(2026, 8, 1), "withdrawal_age"),
        (BEFORE, 179, ON, "withdrawal_age"),
        (BEFORE, 60, date(2026, 7, 31), "withdrawal_too_young"),
        (BEFORE, 180, ON, "withdrawal_has_pension"),
        # Before 2025-07-01 twenty years were needed: Law 58/2014/QH13, Article 73.
        (History(Month(2010, 1), Month(2024, 1), Month(2024, 2)), 180, date(2025, 6, 30),
         "withdrawal_age"),
    ],
)  # fmt: skip
def test_at_retirement_age_without_the_years_of_a_pension(
    history: History, after: int, on: date, code: str
) -> None:
    found = withdrawn(WithdrawalReason.AGE, 0, after, history=history, on=on)
    assert found.steps[0].code == code
    assert found.allowed is (code == "withdrawal_age")
    assert found.allowed is (found.amount > 0)


def test_idle_months_need_the_first_and_the_last_month() -> None:
    for history in (History(Month(2015, 1)), History(last_month=Month(2015, 1))):
        with pytest.raises(RuleError, match="no_paid_months"):
            withdrawn(WithdrawalReason.IDLE, history=history)


def test_age_needs_the_month_it_is_reached() -> None:
    with pytest.raises(RuleError, match="no_retirement_month"):
        withdrawn(WithdrawalReason.AGE, history=History(Month(2015, 1), Month(2020, 1)))


@pytest.mark.parametrize(
    ("first", "last", "after", "on", "code"),
    [
        ("2025-06", "2025-09", 60, date(2026, 10, 1), "withdrawal_idle"),
        ("2025-06", "2025-09", 60, date(2026, 9, 30), "withdrawal_not_idle"),
        ("2025-07", "2025-09", 60, date(2026, 10, 1), "withdrawal_joined_late"),
        ("2015-01", "2025-09", 239, date(2026, 10, 1), "withdrawal_idle"),
        ("2015-01", "2025-09", 240, date(2026, 10, 1), "withdrawal_too_long"),
    ],
)
def test_trap_21_twelve_idle_months_are_only_for_who_paid_before_july_2025(
    first: str, last: str, after: int, on: date, code: str
) -> None:
    """Law 41/2024/QH15 of 29/06/2024, Article 102."""
    history = History(Month.parse(first), Month.parse(last))
    found = withdrawn(WithdrawalReason.IDLE, 0, after, history=history, on=on)
    assert found.steps[0].code == code
    assert found.allowed is (code == "withdrawal_idle")
    assert (found.why is None) is found.allowed


def test_trap_21_what_the_state_paid_is_kept_back_by_the_values_of_each_month() -> None:
    """Decree 159/2025/NĐ-CP of 25/06/2025, Article 9: Σ 0.22 × line × share."""
    spell = SupportedSpell(Month(2021, 7), 60, OTHER)
    # Six months of 15,400, 42 of 33,000, twelve of 66,000.
    state = 6 * 15_400 + 42 * 33_000 + 12 * 66_000
    found = withdrawn(WithdrawalReason.ABROAD, supported=(spell,))
    assert (found.state_support, found.amount) == (state, 20_000_000 - state)
    assert [step.figures.get("months") for step in found.steps if step.code == "state_support"] == [
        6, 42, 12,
    ]  # fmt: skip


def test_support_of_months_paid_ahead_is_that_of_the_day_of_payment(policy: Policy) -> None:
    paid = SupportedSpell(Month(2025, 1), 12, OTHER, paid_on=date(2025, 1, 15))
    assert support_received(policy, [paid]).amount == 12 * 33_000
    monthly = SupportedSpell(Month(2025, 1), 12, OTHER)
    assert support_received(policy, [monthly]).amount == 6 * 33_000 + 6 * 66_000
    island = support_received(policy, [SupportedSpell(Month(2025, 1), 1, PayerClass.ISLAND)])
    assert [one.name for one in island.unconfirmed] == ["vsi.support.island"]


def test_support_of_months_is_what_was_paid_month_by_month(policy: Policy) -> None:
    spell = SupportedSpell(Month(2026, 1), 9, POOR)
    paid = contribution(policy, income=1_500_000, payer_class=POOR, method="1", on=date(2026, 5, 5))
    assert support_received(policy, [spell]).amount == 9 * paid.state_support


@pytest.mark.parametrize(
    ("spell", "code"),
    [
        (SupportedSpell(Month(2026, 1), 0, OTHER), "bad_spell"),
        (SupportedSpell(Month(2017, 12), 1, OTHER), "no_value_in_force"),
    ],
)
def test_support_that_cannot_have_been(policy: Policy, spell: SupportedSpell, code: str) -> None:
    with pytest.raises(RuleError, match=code):
        support_received(policy, [spell])


def test_illness_leaves_the_states_support_and_is_not_confirmed() -> None:
    spell = SupportedSpell(Month(2026, 1), 9, OTHER)
    found = withdrawn(WithdrawalReason.DISEASE, supported=(spell,))
    assert (found.state_support, found.amount) == (0, 20_000_000)
    assert "vsi.withdrawal.support_kept_disease" in [one.name for one in found.unconfirmed]
    assert "withdrawal_support_left" in [step.code for step in found.steps]


def test_a_withdrawal_is_never_below_nothing() -> None:
    spell = SupportedSpell(Month(2026, 1), 9, POOR)
    found = withdrawn(WithdrawalReason.CAPACITY, 0, 9, supported=(spell,), paid_amount=1_000_000)
    assert (found.gross, found.amount) == (1_000_000, 0)


@pytest.mark.parametrize(
    ("before", "after", "average", "code"),
    [
        (-1, 12, 1, "bad_paid_time"),
        (0, -1, 1, "bad_paid_time"),
        (0, 0, 1, "bad_paid_time"),
        (0, 12, 0, "bad_average"),
    ],
)
def test_withdrawals_that_cannot_be_asked_for(
    before: int, after: int, average: int, code: str
) -> None:
    with pytest.raises(RuleError, match=code):
        withdrawn(WithdrawalReason.ABROAD, before, after, average=average)


@given(st.integers(0, 240), st.integers(12, 300), st.integers(1, 50_600_000))
def test_more_months_from_2014_never_give_less(before: int, after: int, average: int) -> None:
    fewer, more = (
        withdrawn(WithdrawalReason.ABROAD, before, count, average=average).amount
        for count in (after, after + 1)
    )
    assert fewer <= more


@pytest.mark.parametrize(
    ("died", "months", "compulsory", "pensioner", "amount"),
    [
        # Ten times the reference level of the month of death: Law 41/2024/QH15 of 29/06/2024,
        # Decree 73/2024/NĐ-CP of 30/06/2024 and Decree 161/2026/NĐ-CP of 15/05/2026.
        (date(2026, 7, 1), 60, 0, False, 25_300_000),
        (date(2026, 6, 30), 60, 0, False, 23_400_000),
        (date(2026, 7, 1), 59, 0, False, 0),
        (date(2026, 7, 1), 59, 12, False, 25_300_000),
        (date(2026, 7, 1), 59, 11, False, 0),
        (date(2026, 7, 1), 60, 5, False, 25_300_000),
        (date(2026, 7, 1), 0, 0, True, 25_300_000),
        # Decree 24/2023/NĐ-CP of 14/05/2023: 1,800,000.
        (date(2023, 7, 1), 60, 0, False, 18_000_000),
        (date(2018, 1, 1), 60, 0, False, 13_000_000),
    ],
)
def test_funeral_allowances(
    policy: Policy, died: date, months: int, compulsory: int, pensioner: bool, amount: int
) -> None:
    found = funeral(
        policy, died=died, months=months, compulsory_months=compulsory, pensioner=pensioner
    )
    assert (found.due, found.amount) == (amount > 0, amount)
    assert (found.why is None) is found.due


def test_the_multiples_of_the_law_before_july_2025_are_known_and_the_months_asked_for_are_not(
    policy: Policy,
) -> None:
    """Law 58/2014/QH13 of 20/11/2014: ten base salaries, 1.5 and 2 averages a year."""
    buried = funeral(policy, died=date(2025, 6, 30), months=60)
    names = [one.name for one in buried.unconfirmed]
    assert names == ["vsi.funeral_months", "vsi.funeral_compulsory_months"]
    before = survivor_lump_sum(policy, died=date(2025, 6, 30), paid=PaidTime(24, 66, AVERAGE))
    assert [one.name for one in before.unconfirmed] == ["vsi.survivor.monthly_years"]
    after = survivor_lump_sum(policy, died=date(2025, 7, 1), paid=PaidTime(24, 66, AVERAGE))
    assert before.amount == after.amount == (3 + 11) * AVERAGE
    assert {"vsi.survivor.share_before_2014", "vsi.survivor.share_from_2014"} <= {
        one.name for one in after.unconfirmed
    }


def test_survivors_of_a_payer_have_a_lump_sum_and_no_monthly_allowance(policy: Policy) -> None:
    """Law 41/2024/QH15 of 29/06/2024, Articles 86, 111 and 112."""
    found = survivor_lump_sum(policy, died=ON, paid=PaidTime(24, 66, AVERAGE))
    assert found.amount == (3 + 11) * AVERAGE
    codes = [step.code for step in found.steps]
    assert codes[-2:] == ["survivor_no_monthly", "today_money"]
    ask = survivor_lump_sum(policy, died=ON, paid=PaidTime(0, 200, AVERAGE), compulsory_months=180)
    assert "survivor_monthly_ask" in [step.code for step in ask.steps]
    short = survivor_lump_sum(policy, died=ON, paid=PaidTime(0, 6, AVERAGE, 2_640_000))
    assert short.amount == 2_640_000


@pytest.mark.parametrize(
    ("received", "months"),
    [(0, 48), (2, 48), (3, Fraction("47.5")), (50, 24), (92, 3), (93, 3), (300, 3)],
)
def test_survivors_of_a_pensioner_are_not_confirmed(
    policy: Policy, received: int, months: Fraction
) -> None:
    found = pensioner_lump_sum(policy, died=ON, pension=1_350_000, received=received)
    assert found.amount == months * 1_350_000
    assert len(found.unconfirmed) == 4


def test_deaths_that_cannot_be_asked_about(policy: Policy) -> None:
    with pytest.raises(RuleError, match="bad_compulsory_months"):
        funeral(policy, died=ON, months=3, compulsory_months=4)
    with pytest.raises(RuleError, match="bad_compulsory_months"):
        survivor_lump_sum(policy, died=ON, paid=PaidTime(0, 12, 1), compulsory_months=13)
    with pytest.raises(RuleError, match="bad_compulsory_months"):
        pensioner_lump_sum(policy, died=ON, pension=1, received=-1)
    with pytest.raises(RuleError, match="bad_allowance"):
        pensioner_lump_sum(policy, died=ON, pension=0, received=0)


BIRTH = date(2026, 10, 5)


def born_to(
    mother: Parent | None = None,
    father: Parent | None = None,
    *,
    birth: date = BIRTH,
    children: int = 1,
) -> Maternity:
    return maternity(shipped_policy(), birth=birth, children=children, mother=mother, father=father)


def voluntary(first: str, count: int) -> Parent:
    return Parent(vsi=months_from(Month.parse(first), count))


@pytest.mark.parametrize(
    ("first", "count", "children", "amount"),
    [
        # Law 41/2024/QH15 of 29/06/2024, Articles 94 to 97; twelve months: 10/2025 to 09/2026.
        ("2026-04", 6, 1, 2_000_000),
        ("2026-04", 5, 1, 0),
        ("2025-10", 6, 1, 2_000_000),
        ("2025-09", 6, 1, 0),
        ("2026-04", 6, 2, 4_000_000),
    ],
)
def test_six_months_of_the_twelve_before_the_birth(
    first: str, count: int, children: int, amount: int
) -> None:
    found = born_to(voluntary(first, count), children=children)
    assert found.amount == amount
    assert found.claimant == ("mother" if amount else None)
    assert found.last_day == (date(2026, 12, 4) if amount else None)
    assert (found.why is None) is bool(amount)


def test_trap_20_months_paid_for_the_future_do_not_count_before_they_pass() -> None:
    """A year paid from May: five months passed before October, seven lie after."""
    found = born_to(voluntary("2026-05", 12))
    assert (found.claimant, found.amount) == (None, 0)
    assert "vsi.maternity_birth_month" in [one.name for one in found.unconfirmed]
    assert born_to(voluntary("2026-04", 12)).amount == 2_000_000


def test_voluntary_and_compulsory_months_are_added_but_not_twice() -> None:
    both = Parent(vsi=months_from(Month(2026, 7), 3), compulsory=months_from(Month(2026, 4), 3))
    assert born_to(both).claimant == "mother"
    same = Parent(vsi=months_from(Month(2026, 7), 3), compulsory=months_from(Month(2026, 6), 3))
    assert born_to(same).claimant is None
    only = Parent(compulsory=months_from(Month(2025, 10), 12))
    assert born_to(only).claimant is None


def test_one_parent_claims_and_compulsory_insurance_goes_first() -> None:
    paid = voluntary("2026-01", 9)
    employed = Parent(paid.vsi, compulsory_benefit=True)
    assert born_to(paid, paid).claimant == "either"
    assert born_to(paid, paid).amount == 2_000_000
    assert born_to(None, paid).claimant == "father"
    assert born_to(voluntary("2026-09", 1), paid).claimant == "father"
    assert born_to(paid, employed).claimant == "mother"
    assert born_to(employed, paid).claimant == "father"
    assert born_to(employed).claimant is None


def test_births_before_the_new_law_had_nothing() -> None:
    paid = voluntary("2024-06", 12)
    found = born_to(paid, birth=date(2025, 6, 30))
    assert (found.amount, found.why and found.why.code) == (0, "benefit_not_yet")
    assert born_to(paid, birth=date(2025, 7, 1)).amount == 2_000_000


def test_a_birth_has_a_child() -> None:
    with pytest.raises(RuleError, match="bad_children"):
        born_to(children=0)


@given(st.integers(0, 24), st.integers(0, 24))
def test_a_month_more_never_takes_a_birth_allowance_away(start: int, count: int) -> None:
    first = Month(2025, 1).plus(start)
    fewer, more = (
        born_to(Parent(vsi=months_from(first, number))).amount for number in (count, count + 1)
    )
    assert fewer <= more


def allowed(average: int, years: int, until: int, on: date = ON) -> ShortAllowance:
    return short_allowance(shipped_policy(), average=average, months=years * 12, until=until, on=on)


def test_the_allowance_of_those_short_of_years() -> None:
    """Law 41/2024/QH15 of 29/06/2024, Article 23; Decree 159/2025/NĐ-CP, Article 14."""
    before = allowed(2_000_000, 10, 60, date(2026, 6, 30))
    assert before.months == 80
    assert (before.monthly, before.pay_in) == (666_667, 0)
    # Decree 335/2026/NĐ-CP of 21/08/2026: 540,000; the level follows the average alone.
    after = allowed(2_000_000, 10, 60)
    assert (round(after.months * 100), after.monthly, after.pay_in) == (7407, 666_667, 0)
    assert "social_pension" in [one.name for one in after.unconfirmed]
    short = allowed(1_500_000, 8, 96)
    assert (round(short.months * 100), short.monthly, short.pay_in) == (4444, 540_000, 27_840_000)
    assert [step.code for step in short.steps][-2:] == ["allowance_card", "today_money"]


def test_an_allowance_that_just_reaches_the_age_pays_in_nothing() -> None:
    even = allowed(540_000, 10, 20)
    assert even.months == 20
    assert (even.monthly, even.pay_in) == (540_000, 0)


def test_odd_months_of_an_allowance_count_half_a_year_or_one(policy: Policy) -> None:
    for months, years in ((120, 10), (121, Fraction("10.5")), (126, Fraction("10.5")), (127, 11)):
        found = short_allowance(policy, average=2_700_000, months=months, until=60, on=ON)
        assert found.months == years * 10


@pytest.mark.parametrize(
    ("months", "until", "on", "code"),
    [
        (179, 60, ON, None),
        (180, 60, ON, "allowance_has_pension"),
        (60, 0, ON, "allowance_too_old"),
        (60, 60, date(2025, 6, 30), "benefit_not_yet"),
    ],
)
def test_who_has_no_allowance(
    policy: Policy, months: int, until: int, on: date, code: str | None
) -> None:
    found = short_allowance(policy, average=AVERAGE, months=months, until=until, on=on)
    assert (found.why.code if found.why else None) == code
    assert found.due is (code is None)
    assert found.due is (found.monthly > 0)


def test_the_allowance_begins_at_retirement_age(policy: Policy) -> None:
    """Law 41/2024/QH15 of 29/06/2024, Article 23."""
    for reached, code in ((Month(2026, 11), "allowance_too_young"), (Month(2026, 10), None)):
        found = short_allowance(
            policy, average=AVERAGE, months=96, until=96, on=ON, reached=reached
        )
        assert (found.why.code if found.why else None) == code


@pytest.mark.parametrize(
    ("average", "months", "until", "code"),
    [(0, 12, 1, "bad_average"), (1, 0, 1, "bad_paid_time"), (1, 12, -1, "bad_until")],
)
def test_allowances_that_cannot_be_asked_for(
    policy: Policy, average: int, months: int, until: int, code: str
) -> None:
    with pytest.raises(RuleError, match=code):
        short_allowance(policy, average=average, months=months, until=until, on=ON)


@given(st.integers(1, 20_000_000), st.integers(1, 179), st.integers(1, 240))
def test_an_allowance_is_never_below_the_social_pension_and_grows_with_months(
    average: int, months: int, until: int
) -> None:
    fewer, more = (
        short_allowance(shipped_policy(), average=average, months=count, until=until, on=ON)
        for count in (max(1, months - 1), months)
    )
    assert 540_000 <= fewer.monthly <= more.monthly
    assert more.pay_in <= fewer.pay_in
    assert (more.pay_in == 0) or (more.monthly == 540_000)


def test_months_to_the_age_of_social_pension(policy: Policy) -> None:
    born = PartialDate(1965, 2)
    for first, months in ((Month(2026, 9), 161), (Month(2040, 1), 1), (Month(2040, 3), 0)):
        assert months_to_social_pension(policy, born=born, first=first, on=ON) == months


@pytest.mark.parametrize(
    ("born", "on", "poor", "other", "amount"),
    [
        # Decree 176/2025/NĐ-CP of 30/06/2025; Decree 335/2026/NĐ-CP of 21/08/2026.
        (PartialDate(1951, 10, 5), ON, False, 0, 540_000),
        (PartialDate(1951, 10, 6), ON, False, 0, 0),
        (PartialDate(1956, 10, 5), ON, True, 0, 540_000),
        (PartialDate(1956, 10, 6), ON, True, 0, 0),
        (PartialDate(1956, 10, 5), ON, False, 0, 0),
        (PartialDate(1951), date(2026, 6, 30), False, 0, 500_000),
        (PartialDate(1951), date(2026, 7, 1), False, 0, 540_000),
        (PartialDate(1950), date(2025, 7, 1), False, 0, 500_000),
        (PartialDate(1940), date(2025, 6, 30), False, 0, 0),
        (PartialDate(1951), ON, False, 500_000, 40_000),
        (PartialDate(1951), ON, False, 540_000, 0),
        (PartialDate(1951), ON, False, 600_000, 0),
    ],
)
def test_social_pensions(
    policy: Policy, born: PartialDate, on: date, poor: bool, other: int, amount: int
) -> None:
    found = social_pension(policy, born=born, on=on, poor=poor, other_allowance=other)
    assert (found.due, found.amount) == (amount > 0, amount)
    assert (found.why is None) is found.due


@pytest.mark.parametrize(
    ("province", "on", "amount"),
    [
        ("01", ON, 650_000),
        ("79", ON, 650_000),
        ("31", ON, 700_000),
        ("22", ON, 700_000),
        ("38", ON, 540_000),
        ("01", date(2025, 12, 31), 500_000),
    ],
)
def test_provinces_may_pay_more_and_are_not_confirmed(
    policy: Policy, province: str, on: date, amount: int
) -> None:
    found = social_pension(policy, born=PartialDate(1940), on=on, province=province)
    assert found.amount == amount
    own = f"social_pension.local.{province}"
    assert (own in [one.name for one in found.unconfirmed]) is (amount > 540_000)


def test_funerals_of_those_with_a_social_pension(policy: Policy) -> None:
    """Decree 176/2025/NĐ-CP of 30/06/2025: at least 20 times the social pension."""
    assert social_pension_funeral(policy, died=ON).amount == 10_800_000
    assert social_pension_funeral(policy, died=date(2026, 6, 30)).amount == 10_000_000
    assert social_pension_funeral(policy, died=date(2025, 6, 30)).due is False


def test_another_allowance_is_not_negative(policy: Policy) -> None:
    with pytest.raises(RuleError, match="bad_allowance"):
        social_pension(policy, born=PartialDate(1940), on=ON, other_allowance=-1)


def test_a_benefit_that_has_no_value_left_is_an_error_and_not_nothing(policy: Policy) -> None:
    ended = Policy({name: past for name, past in policy.values.items() if name != "social_pension"})
    with pytest.raises(RuleError, match="no_value_in_force"):
        social_pension(ended, born=PartialDate(1940), on=ON)
