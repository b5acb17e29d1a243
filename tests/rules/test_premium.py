"""Worked examples of household health insurance, each with the place it is from."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import RuleError
from rules.policy import Cite, Policy, Value
from rules.premium import HiGroup, Premium, premium
from storage.policies import shipped_policy

ON = date(2026, 10, 5)
GROUPS = st.lists(st.sampled_from([group.value for group in HiGroup]), min_size=1, max_size=9)


def paid(members: Sequence[str], months: int = 12, on: date = ON, first_place: int = 1) -> Premium:
    return premium(shipped_policy(), on=on, months=months, members=members, first_place=first_place)


@pytest.mark.parametrize(
    ("on", "months", "amounts"),
    [
        # Decree 146/2018/NĐ-CP of 17/10/2018, Article 7; base 1,490,000 and 1,800,000.
        (date(2022, 5, 1), 12, [804_600, 563_220, 482_760, 402_300, 321_840, 321_840]),
        (date(2023, 7, 1), 12, [972_000, 680_400, 583_200, 486_000, 388_800, 388_800]),
        # Decree 188/2025/NĐ-CP of 01/07/2025; base 2,340,000, published table of the office.
        (date(2026, 6, 30), 12, [1_263_600, 884_520, 758_160, 631_800, 505_440, 505_440]),
        # Base 2,530,000: Decree 161/2026/NĐ-CP of 15/05/2026.
        (date(2026, 7, 1), 12, [1_366_200, 956_340, 819_720, 683_100, 546_480, 546_480]),
        (ON, 6, [683_100, 478_170, 409_860, 341_550, 273_240, 273_240]),
        (ON, 3, [341_550, 239_085, 204_930, 170_775, 136_620, 136_620]),
    ],
)
def test_tiers_of_a_household(on: date, months: int, amounts: list[int]) -> None:
    result = paid(["household"] * 6, months, on)
    assert [line.payable for line in result.lines] == amounts
    assert [line.order for line in result.lines] == [1, 2, 3, 4, 5, 6]
    assert result.payable == sum(amounts)


@pytest.mark.parametrize(
    ("group", "on", "payable"),
    [
        ("poor", ON, 0),
        ("child_under_6", ON, 0),
        ("near_poor_special", ON, 0),
        ("near_poor", date(2026, 6, 30), 379_080),
        ("near_poor", ON, 409_860),
        ("ethnic_former_region", ON, 409_860),
        ("student", date(2026, 6, 30), 631_800),
        ("student", date(2025, 6, 30), 631_800 + 252_720),
        ("student", ON, 683_100),
        ("security_force", ON, 683_100),
        ("average_agri", ON, 956_340),
        ("mine_victim", ON, 956_340),
    ],
)
def test_groups_the_state_supports(group: str, on: date, payable: int) -> None:
    (line,) = paid([group], on=on).lines
    assert (line.payable, line.order, line.local) == (payable, None, None)
    assert line.gross == line.support + line.payable


def test_only_household_members_take_a_place_in_the_order() -> None:
    result = paid(["student", "household", "child_under_6", "poor", "household", "near_poor"])
    assert [(line.group, line.order) for line in result.lines] == [
        ("student", None),
        ("household", 1),
        ("child_under_6", None),
        ("poor", None),
        ("household", 2),
        ("near_poor", None),
    ]
    assert result.lines[1].payable == 1_366_200


def test_who_joins_later_in_the_year_goes_on_from_those_who_paid() -> None:
    together = paid(["household"] * 4)
    later = paid(["household"] * 2, first_place=3)
    assert later.lines == together.lines[2:]


def test_the_province_adds_to_the_state_and_not_beyond_the_premium() -> None:
    source = Cite("Nghị quyết 35/2024/NQ-HĐND")
    whole = Value("hi.local.22.near_poor", Fraction(1), "ratio", ON, None, source)
    extra = Value("hi.local.22.average_agri", Fraction(1, 2), "ratio", ON, None, source)
    policy = Policy({**shipped_policy().values, whole.name: (whole,), extra.name: (extra,)})
    members = ["near_poor", "average_agri", "student"]
    result = premium(policy, on=ON, months=12, members=members, province="22")
    assert [(line.local, line.payable) for line in result.lines] == [
        (409_860, 0),
        (683_100, 273_240),
        (None, 683_100),
    ]


@pytest.mark.parametrize(
    ("members", "months", "first_place", "code"),
    [
        ([], 12, 1, "no_members"),
        (["uncle"], 12, 1, "unknown_hi_group"),
        (["household"], 5, 1, "bad_hi_months"),
        (["household", "student"], 1, 1, "bad_hi_months"),
        (["student"], 0, 1, "bad_hi_months"),
        (["student"], 13, 1, "bad_hi_months"),
        (["household"], 12, 0, "bad_first_place"),
    ],
)
def test_questions_that_cannot_be_asked(
    members: list[str], months: int, first_place: int, code: str
) -> None:
    with pytest.raises(RuleError, match=code):
        paid(members, months, first_place=first_place)


def test_a_supported_member_alone_may_pay_for_any_months_of_a_year() -> None:
    assert paid(["student"], 1).payable == 56_925


@pytest.mark.parametrize(
    ("members", "on", "names"),
    [
        (["household", "student"], ON, []),
        (["student"], date(2025, 7, 1), ["hi.support.student"]),
        (["student"], date(2025, 8, 15), []),
        (["household"], date(2027, 1, 1), ["hi.rate"]),
        (["household"], date(2018, 7, 1), ["hi.household_shares", "hi.rate", "base_salary"]),
    ],
)
def test_unconfirmed_values_are_named(members: list[str], on: date, names: list[str]) -> None:
    assert sorted(item.name for item in paid(members, on=on).unconfirmed) == sorted(names)


@pytest.mark.parametrize(
    ("day", "group", "before", "after"),
    [
        (date(2019, 7, 1), "household", 750_600, 804_600),
        (date(2023, 7, 1), "household", 804_600, 972_000),
        (date(2024, 7, 1), "household", 972_000, 1_263_600),
        (date(2026, 7, 1), "household", 1_263_600, 1_366_200),
        (date(2025, 7, 1), "student", 884_520, 631_800),
        (date(2027, 1, 1), "household", 1_366_200, 1_366_200),
    ],
)
def test_a_day_before_and_the_day_of_a_change(
    day: date, group: str, before: int, after: int
) -> None:
    assert paid([group], on=day - timedelta(days=1)).payable == before
    assert paid([group], on=day).payable == after


@pytest.mark.parametrize(
    ("group", "on"), [("student", date(2018, 11, 30)), ("mine_victim", date(2025, 6, 30))]
)
def test_before_the_first_value_nothing_is_guessed(group: str, on: date) -> None:
    with pytest.raises(RuleError, match="no_value_in_force"):
        paid([group], on=on)


def test_steps_say_where_it_stands() -> None:
    result = paid(["household", "student"])
    assert [(step.code, step.amount) for step in result.steps] == [
        ("hi_month", 113_850),
        ("hi_household", 1_366_200),
        ("hi_support", 683_100),
        ("hi_member", 683_100),
        ("hi_total", 2_049_300),
    ]


@given(GROUPS, st.sampled_from([3, 6, 12]), st.integers(1, 7))
def test_the_total_is_the_sum_of_the_lines(
    members: list[str], months: int, first_place: int
) -> None:
    result = paid(members, months, first_place=first_place)
    assert result.payable == sum(line.payable for line in result.lines)
    assert all(line.gross == line.support + line.payable >= 0 for line in result.lines)
    places = [line.order for line in result.lines if line.order is not None]
    assert places == list(range(first_place, first_place + len(places)))
    ordered = [line.payable for line in result.lines if line.order is not None]
    assert all(first >= second for first, second in pairwise(ordered))
