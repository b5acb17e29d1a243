"""The cheapest lawful bill of a household, by the law of 2026 (Decree 188/2025/NĐ-CP)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import RuleError
from rules.hi.premium import HiGroup, may_choose_household, premium
from rules.household.hi_offer import HiOffers
from rules.policy import Cite, Policy, Value
from storage.policies import shipped_policy

ON = date(2026, 11, 21)
YEAR = 1_366_200  # 2.530.000 × 4,5 % × 12
OFFERS = HiOffers(shipped_policy(), ON, province=None)


def extra(name: str, share: str, start: date, until: date | None = None) -> Value:
    cite = Cite("Nghị quyết 1/2026/NQ-HĐND", date(2025, 12, 10))
    return Value(name, Fraction(share), "ratio", start, until, cite)


def with_values(policy: Policy, *values: Value) -> Policy:
    return Policy({**policy.values, **{value.name: (value,) for value in values}})


# Each of average living standard pays 70 % = 956.340 alone. Beside one household member (1.366.200)
# two of them as second and third pay 956.340 + 819.720, less than 2 × 956.340.
def test_supported_members_join_as_a_household_where_that_is_cheaper() -> None:
    bill = OFFERS.bill(["household", "average_agri", "average_agri"], 1)
    assert [line.group for line in bill.lines] == ["household"] * 3
    assert bill.payable == 3_142_260
    beside = OFFERS.bill(["household", "average_agri"], 1)
    # On equal terms a member keeps the group: 956.340 either way.
    assert [line.group for line in beside.lines] == ["household", "average_agri"]
    assert beside.payable == 2_322_540


# Three alone: 3 × 956.340 = 2.869.020; as a household 1.366.200 + 956.340 + 819.720 = 3.142.260.
# Five: 4.781.700 against 4.371.840. Only all or none can be cheapest without a household member.
def test_five_of_average_living_standard_are_cheaper_as_a_household() -> None:
    three = OFFERS.bill(["average_agri"] * 3, 1)
    five = OFFERS.bill(["average_agri"] * 5, 1)
    assert (three.payable, five.payable) == (2_869_020, 4_371_840)


# A village health worker pays half, 683.100, as much as the fourth and more than the fifth; the
# near-poor pay 30 %, 409.860, less than any place.
def test_whose_own_group_costs_most_joins_first() -> None:
    groups = ["near_poor", "security_force", "average_agri", "household", "household"]
    bill = OFFERS.bill(groups, 1)
    assert [line.group for line in bill.lines] == [
        "near_poor",
        "security_force",
        "household",
        "household",
        "household",
    ]
    assert bill.payable == 409_860 + 683_100 + 3_142_260


def test_pupils_keep_their_group_whatever_it_costs() -> None:
    bill = OFFERS.bill(["household"] * 5 + ["student"], 1)
    # 683.100 where the sixth place would cost 546.480.
    assert bill.lines[-1].group == "student"
    assert bill.payable == 4_371_840 + 683_100


GROUPS = [*HiGroup]


JOINERS = st.lists(
    st.tuples(st.sampled_from(GROUPS), st.sampled_from([None, None, 1, 2, 3, 5])),
    min_size=1,
    max_size=6,
)


@given(JOINERS, st.integers(1, 5))
def test_no_lawful_combination_is_cheaper(
    joiners: list[tuple[HiGroup, int | None]], place: int
) -> None:
    groups = [str(group) for group, _ in joiners]
    places = tuple(held for _, held in joiners)
    bill = OFFERS.bill(groups, place, places)
    choices = [(one, "household") if may_choose_household(one) else (one,) for one in groups]
    cheapest = min(
        premium(
            shipped_policy(), on=ON, months=12, members=ones, first_place=place, places=places
        ).payable
        for ones in product(*choices)
    )
    assert bill.payable == cheapest
    assert [one.months for one in bill.premiums] == [3, 6, 12]
    groups_paid = {tuple(line.group for line in one.lines) for one in bill.premiums}
    assert len(groups_paid) == 1
    assert bill.year == bill.premiums[-1]


def test_who_renews_in_the_same_year_keeps_the_place() -> None:
    """Decree 188/2025/NĐ-CP of 01/07/2025, form 4: the order of those who joined in the year."""
    bill = OFFERS.bill(["household", "household"], 3, (1, None))
    assert [line.order for line in bill.lines] == [1, 3]
    assert [line.payable for line in bill.lines] == [YEAR, 819_720]


def test_nobody_has_no_bill() -> None:
    nobody = OFFERS.bill([], 1)
    assert (nobody.premiums, nobody.year, nobody.lines, nobody.payable) == ((), None, (), 0)
    assert (OFFERS.saving(nobody), OFFERS.quarter(nobody)) == (0, None)
    assert OFFERS.changes([], 1) == ()
    assert OFFERS.changes(["household"], 1) is OFFERS.changes(["household"], 1)


def test_two_bills_of_one_day_change_on_the_same_days() -> None:
    offers = HiOffers(shipped_policy(), ON, province=None)
    one, two = (offers.changes(["household"] * people, 1) for people in (1, 2))
    assert [change.day for change in one] == [change.day for change in two] == [date(2027, 1, 1)]
    assert (one[0].amounts[0].after, two[0].amounts[0].after) == (YEAR, 2_322_540)


def test_the_group_with_the_highest_support_is_taken() -> None:
    assert OFFERS.group(None, 40, None) == "household"
    assert OFFERS.group(None, 12, "near_poor") == "near_poor"
    assert OFFERS.group(None, 12, "average_agri") == "student"
    assert OFFERS.group("security_force", 40, "average_agri") == "security_force"
    assert OFFERS.group("employee", 40, "none") == "household"


# A province adds the other 30 % for the near-poor, to 30/06/2027: nothing, then 409.860 again.
def test_the_end_of_a_province_s_support_is_a_change(policy: Policy) -> None:
    value = extra("hi.local.38.near_poor", "0.3", date(2026, 1, 1), date(2027, 6, 30))
    found = HiOffers(with_values(policy, value), ON, province="38").changes(["near_poor"], 1)
    assert [(one.day, one.name, one.new) for one in found] == [
        (date(2027, 1, 1), "hi.rate", Fraction("0.045")),
        (date(2027, 7, 1), "hi.local.38.near_poor", None),
    ]
    (amount,) = found[1].amounts
    assert (amount.before, amount.after) == (0, 409_860)
    assert found[1].cite == value.cite


def test_support_that_begins_later_is_a_change(policy: Policy) -> None:
    value = extra("hi.local.38.near_poor", "0.3", date(2026, 12, 1))
    found = HiOffers(with_values(policy, value), ON, province="38").changes(["near_poor"], 1)
    assert (found[0].day, found[0].old, found[0].new) == (date(2026, 12, 1), None, Fraction("0.3"))
    assert (found[0].amounts[0].before, found[0].amounts[0].after) == (409_860, 0)


# A decree raises the base salary on 01/07/2027 to 2.700.000: 4,5 % × 12 = 1.458.000.
def test_a_new_base_salary_changes_the_bill_on_its_day(policy: Policy) -> None:
    old = policy.values["base_salary"]
    closed = replace(old[-1], until=date(2027, 6, 30))
    risen = replace(old[-1], start=date(2027, 7, 1), value=2_700_000)
    changed = Policy({**policy.values, "base_salary": (*old[:-1], closed, risen)})
    found = HiOffers(changed, ON, province=None).changes(["household"], 1)
    (salary,) = (one for one in found if one.name == "base_salary")
    assert (salary.old, salary.new, salary.status) == (2_530_000, 2_700_000, "confirmed")
    assert (salary.amounts[0].before, salary.amounts[0].after) == (YEAR, 1_458_000)


def test_an_amount_after_a_value_that_ends_is_not_guessed(policy: Policy) -> None:
    old = policy.values["base_salary"]
    ended = Policy(
        {**policy.values, "base_salary": (*old[:-1], replace(old[-1], until=date(2027, 6, 30)))}
    )
    found = HiOffers(ended, ON, province=None).changes(["household"], 1)
    (salary,) = (one for one in found if one.name == "base_salary")
    assert (salary.day, salary.new, salary.amounts[0].after) == (date(2027, 7, 1), None, None)


def test_a_value_of_another_unit_is_told(policy: Policy) -> None:
    old = policy.values["hi.rate"]
    wrong = replace(old[-1], unit="dong", value=5)
    changed = Policy({**policy.values, "hi.rate": (*old[:-1], wrong)})
    with pytest.raises(RuleError, match="wrong_unit"):
        HiOffers(changed, ON, province=None).changes(["household"], 1)


def test_a_value_that_stays_the_same_for_certain_is_no_change(policy: Policy) -> None:
    old = policy.values["base_salary"]
    closed = replace(old[-1], until=date(2027, 6, 30))
    same = replace(old[-1], start=date(2027, 7, 1))
    changed = Policy({**policy.values, "base_salary": (*old[:-1], closed, same)})
    found = HiOffers(changed, ON, province=None).changes(["household"], 1)
    assert [one.name for one in found] == ["hi.rate"]
