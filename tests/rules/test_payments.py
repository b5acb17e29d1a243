"""Until when a payment may be made, and what unused months give back."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import Month
from rules.errors import RuleError
from rules.policy import Cite, Policy, Value
from rules.vsi.contribution import PayerClass, contribution
from rules.vsi.deadlines import deadline
from rules.vsi.refund import Payment, Refund, RefundReason, refund
from storage.policies import shipped_policy

ON = date(2026, 10, 5)
OCTOBER = Month(2026, 10)
OTHER, NEAR_POOR = PayerClass.OTHER, PayerClass.NEAR_POOR


@pytest.mark.parametrize(
    ("method", "last_month", "last_day"),
    [
        # Law 41/2024/QH15 of 29/06/2024, Article 36 item 3.
        ("1", "2026-10", date(2026, 10, 31)),
        ("3", "2026-12", date(2026, 12, 31)),
        ("6", "2027-03", date(2027, 1, 31)),
        ("12", "2027-09", date(2027, 4, 30)),
        # Article 36 item 2: years ahead are paid at registration.
        ("ahead-2", "2028-09", ON),
        ("ahead-5", "2031-09", ON),
    ],
)
def test_a_payment_has_its_months_and_its_last_day(
    policy: Policy, method: str, last_month: str, last_day: date
) -> None:
    found = deadline(policy, method=method, first_month=OCTOBER, on=ON)
    assert (found.first_month, found.last_month) == (OCTOBER, Month.parse(last_month))
    assert (found.last_day, found.first_day, found.late) == (last_day, None, False)
    assert found.steps[-1].cites
    assert found.unconfirmed == ()


@pytest.mark.parametrize(("day", "late"), [(date(2026, 10, 31), False), (date(2026, 11, 1), True)])
def test_a_payment_is_late_from_the_day_after_the_last(
    policy: Policy, day: date, late: bool
) -> None:
    assert deadline(policy, method="1", first_month=OCTOBER, on=day).late is late


def test_deadlines_before_the_new_law_are_not_confirmed(policy: Policy) -> None:
    found = deadline(policy, method="12", first_month=Month(2024, 1), on=date(2024, 7, 31))
    assert (found.last_day, found.late) == (date(2024, 7, 31), False)
    assert [one.name for one in found.unconfirmed] == ["vsi.deadline_months.12"]


def test_trap_9_missing_time_is_paid_at_once_from_the_month_before_retirement_age(
    policy: Policy,
) -> None:
    """Law 41/2024/QH15 of 29/06/2024, Article 36 item 3."""
    for day in (date(2026, 10, 1), date(2026, 11, 30), date(2029, 1, 1)):
        found = deadline(
            policy,
            method="missing-60",
            first_month=OCTOBER,
            on=day,
            retirement_month=Month(2026, 11),
        )
        assert (found.first_day, found.last_day) == (date(2026, 10, 1), day)
        assert (found.months, found.first_month, found.last_month) == (60, None, None)
    with pytest.raises(RuleError) as refused:
        deadline(
            policy,
            method="missing-60",
            first_month=OCTOBER,
            on=date(2026, 9, 30),
            retirement_month=Month(2026, 11),
        )
    assert (refused.value.code, refused.value.facts) == (
        "missing_too_early",
        {"day": date(2026, 10, 1)},
    )


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("missing-61", "missing_too_long"),
        ("missing-12", "no_retirement_month"),
        ("ahead-1", "bad_method"),
        ("ahead-6", "bad_method"),
        ("2", "bad_method"),
    ],
)
def test_trap_9_other_methods_have_no_deadline(policy: Policy, method: str, code: str) -> None:
    with pytest.raises(RuleError, match=code):
        deadline(policy, method=method, first_month=OCTOBER, on=ON)


def given_back(
    method: str,
    used: int,
    payer_class: PayerClass = OTHER,
    *,
    income: int = 1_500_000,
    on: date = ON,
    province: str | None = None,
    supported: int = 0,
    policy: Policy | None = None,
) -> Refund:
    payment = Payment(income, payer_class, method, on, province, supported)
    return refund(policy or shipped_policy(), payment, used=used, reason=RefundReason.COMPULSORY)


@pytest.mark.parametrize(
    ("method", "payer_class", "used", "gross", "state"),
    [
        # Decree 159/2025/NĐ-CP of 25/06/2025, Article 8, at 0.31 % a month: months 25 to 60.
        ("ahead-5", OTHER, 24, 10_453_347, 2_376_000),
        ("ahead-5", OTHER, 0, 18_098_148, 3_960_000),
        ("ahead-5", OTHER, 60, 0, 0),
        ("12", OTHER, 5, 7 * 330_000, 7 * 66_000),
        ("6", PayerClass.POOR, 1, 5 * 330_000, 5 * 165_000),
        ("3", NEAR_POOR, 2, 330_000, 132_000),
    ],
)
def test_unused_months_are_given_back_without_the_states_support(
    method: str, payer_class: PayerClass, used: int, gross: int, state: int
) -> None:
    found = given_back(method, used, payer_class)
    assert (found.gross, found.state_support) == (gross, state)
    assert found.amount == gross - state
    assert (found.local_support, found.other_support) == (None, None)


def test_three_years_left_of_five_give_back_8_077_347() -> None:
    """Decree 159/2025/NĐ-CP of 25/06/2025, Article 8: 10,453,347 − 36 × 66,000."""
    assert given_back("ahead-5", 24).amount == 8_077_347


def test_trap_7_the_last_months_are_discounted_most() -> None:
    """The first month ahead has exponent 0: the last of 24 has 23."""
    month = Fraction(22, 100) * 1_500_000 / Fraction("1.0031") ** 23
    assert given_back("ahead-2", 23).gross == round(month)


@pytest.mark.parametrize(("used", "months"), [(0, 10), (4, 6), (9, 1), (10, 0), (11, 0)])
def test_trap_5_only_the_supported_months_that_are_left_are_kept_back(
    used: int, months: int
) -> None:
    """110 months had support before: ten of the twelve still have it."""
    found = given_back("12", used, supported=110)
    assert found.state_support == months * 66_000


def test_months_paid_ahead_are_valued_by_the_law_of_the_day_of_payment() -> None:
    """Decree 134/2015/NĐ-CP of 29/12/2015, Article 14: 10 % of 22 % of 1,500,000."""
    found = given_back("12", 6, on=date(2025, 6, 30))
    assert (found.gross, found.state_support) == (6 * 330_000, 6 * 33_000)
    assert "vsi.refund_share" in [one.name for one in found.unconfirmed]


def test_the_provinces_support_is_kept_back_too_and_named_as_unconfirmed() -> None:
    """Resolution 19/2025/NQ-HĐND of Hà Nội: 10 % more; no text says what becomes of it."""
    found = given_back("12", 6, province="01")
    assert (found.local_support, found.amount) == (6 * 33_000, 6 * 231_000)
    assert "vsi.refund_extra_share" in [one.name for one in found.unconfirmed]
    assert given_back("12", 10, province="01", supported=110).local_support == 0


def test_another_givers_support_is_kept_back_as_its_own_figure() -> None:
    other = Value("vsi.other.38.other", 20_000, "dong", ON, None, Cite("Quỹ"))
    policy = Policy({**shipped_policy().values, other.name: (other,)})
    found = given_back("6", 2, province="38", policy=policy)
    assert (found.local_support, found.other_support) == (None, 80_000)
    assert found.amount == 4 * 264_000 - 80_000


def test_who_paid_nothing_is_given_back_nothing() -> None:
    """The near-poor of Hà Nội have 100 % of the plain amount, more than the discounted one."""
    found = given_back("ahead-5", 24, NEAR_POOR, province="01")
    assert found.amount == 0
    assert found.steps[-1].code == "refund_limited"


@pytest.mark.parametrize(
    ("method", "used", "code"),
    [
        ("12", 13, "bad_used_months"),
        ("12", -1, "bad_used_months"),
        ("missing-6", 0, "nothing_prepaid"),
    ],
)
def test_refunds_that_cannot_be_asked_for(method: str, used: int, code: str) -> None:
    with pytest.raises(RuleError, match=code):
        given_back(method, used)


@given(
    st.sampled_from(["1", "3", "6", "12", "ahead-2", "ahead-3", "ahead-4", "ahead-5"]),
    st.integers(0, 60),
    st.sampled_from(PayerClass),
    st.integers(1_500_000, 50_600_000),
    st.integers(0, 130),
    st.sampled_from([None, "01", "22"]),
)
def test_a_refund_is_never_more_than_was_paid_and_all_of_it_where_nothing_was_used(
    method: str, used: int, who: PayerClass, income: int, supported: int, province: str | None
) -> None:
    policy = shipped_policy()
    paid = contribution(
        policy, income=income, payer_class=who, method=method, on=ON, province=province,
        used_support_months=supported,
    )  # fmt: skip
    used = min(used, paid.months)
    found = given_back(method, used, who, income=income, province=province, supported=supported)
    assert 0 <= found.amount <= paid.payable
    whole = given_back(method, 0, who, income=income, province=province, supported=supported)
    assert whole.amount == paid.payable
    assert given_back(method, paid.months, who, income=income, province=province).amount == 0


@given(
    st.sampled_from(["1", "3", "6", "12", "ahead-2", "ahead-5"]),
    st.integers(0, 240),
    st.sampled_from([ON, date(2025, 7, 1), date(2020, 2, 29)]),
)
def test_payments_one_after_the_other_cover_every_month_once(
    method: str, start: int, on: date
) -> None:
    first = Month(2018, 1).plus(start)
    found = deadline(shipped_policy(), method=method, first_month=first, on=on)
    assert found.last_month is not None
    assert first.months_until(found.last_month) + 1 == found.months
    following = deadline(
        shipped_policy(), method=method, first_month=found.last_month.plus(1), on=on
    )
    assert following.first_month == first.plus(found.months)
    if not method.startswith("ahead"):
        assert first.last <= found.last_day <= found.last_month.last
        assert found.late is (on > found.last_day)
