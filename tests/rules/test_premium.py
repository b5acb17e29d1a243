"""Worked examples of household health insurance, each with the place it is from."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import RuleError
from rules.hi.premium import HiGroup, Premium, PremiumLine, may_choose_household, premium
from rules.policy import Cite, Policy, Unit, Value
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
        (date(2024, 7, 1), 3, [315_900, 221_130, 189_540, 157_950, 126_360, 126_360]),
        (date(2024, 7, 1), 6, [631_800, 442_260, 379_080, 315_900, 252_720, 252_720]),
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


@pytest.mark.parametrize(
    ("on", "months", "sums"),
    [
        # Sums of two to six people: Decree 146/2018/NĐ-CP, Article 7, and Decree 188/2025/NĐ-CP.
        (date(2022, 5, 1), 12, [1_367_820, 1_850_580, 2_252_880, 2_574_720, 2_896_560]),
        (date(2023, 7, 1), 12, [1_652_400, 2_235_600, 2_721_600, 3_110_400, 3_499_200]),
        (date(2024, 7, 1), 12, [2_148_120, 2_906_280, 3_538_080, 4_043_520, 4_548_960]),
        (ON, 3, [580_635, 785_565, 956_340, 1_092_960, 1_229_580]),
        (ON, 6, [1_161_270, 1_571_130, 1_912_680, 2_185_920, 2_459_160]),
        (ON, 12, [2_322_540, 3_142_260, 3_825_360, 4_371_840, 4_918_320]),
    ],
)
def test_what_households_of_two_to_six_pay_together(on: date, months: int, sums: list[int]) -> None:
    found = [paid(["household"] * people, months, on).payable for people in range(2, 7)]
    assert found == sums


@pytest.mark.parametrize(
    ("on", "month"),
    [
        (date(2026, 6, 30), [105_300, 73_710, 63_180, 52_650, 42_120]),
        (date(2026, 7, 1), [113_850, 79_695, 68_310, 56_925, 45_540]),
    ],
)
def test_what_each_place_costs_a_month(on: date, month: list[int]) -> None:
    for months in (3, 6, 12):
        lines = paid(["household"] * 5, months, on).lines
        assert [line.gross for line in lines] == [months * one for one in month]


def test_trap_10_whole_dong_at_every_base_and_length_rounded_per_person() -> None:
    for on in (date(2019, 7, 1), date(2023, 7, 1), date(2024, 7, 1), date(2026, 7, 1)):
        month = Fraction("0.045") * shipped_policy().on(on).int("base_salary")
        for months in (3, 6, 12):
            for line, share in zip(
                paid(["household"] * 5, months, on).lines, (10, 7, 6, 5, 4), strict=True
            ):
                assert line.gross == month * months * share / 10


def test_trap_11_a_husband_alone_beside_three_with_other_cards_is_the_first() -> None:
    result = paid(["student", "poor", "child_under_6", "household"])
    assert (result.lines[3].order, result.lines[3].payable) == (1, 1_366_200)


def test_trap_11_who_joins_or_renews_later_in_the_year_goes_on_and_next_year_begins_anew() -> None:
    together = paid(["household"] * 4)
    later = paid(["household"] * 2, first_place=3)
    assert later.lines == together.lines[2:]
    assert [item.name for item in later.unconfirmed] == ["hi.place_kept"]
    assert paid(["student"], first_place=3).unconfirmed == ()
    assert paid(["household"] * 2).lines[0].order == 1


@pytest.mark.parametrize(
    ("places", "first_place", "orders"),
    [
        # Two who paid for six months in January and renew in July; a third joins with them.
        ([1, 2], 3, [1, 2]),
        ([1, 2, None], 3, [1, 2, 3]),
        ([None, 2], 4, [4, 2]),
        ([2], 3, [2, 3]),
        ([], 1, [1, 2]),
    ],
)
def test_trap_11_who_renews_in_the_same_year_keeps_the_place_held(
    places: list[int | None], first_place: int, orders: list[int]
) -> None:
    result = premium(
        shipped_policy(),
        on=ON,
        months=6,
        members=["household"] * len(orders),
        first_place=first_place,
        places=places,
    )
    assert [line.order for line in result.lines] == orders
    assert [line.gross for line in result.lines] == [
        (683_100, 478_170, 409_860, 341_550)[order - 1] for order in orders
    ]
    named = [item.name for item in result.unconfirmed]
    assert named == (["hi.place_kept"] if first_place > 1 else [])


def test_trap_11_one_who_lives_alone_and_pays_by_the_quarter_is_always_the_first() -> None:
    policy = shipped_policy()
    asked: dict[str, Any] = {"on": ON, "months": 3, "members": ["household"]}
    again = premium(policy, first_place=2, places=[1], **asked)
    assert again.payable == premium(policy, **asked).payable == 341_550


def test_trap_12_paid_before_the_base_salary_rises_keeps_its_price_through_its_term() -> None:
    # Decree 161/2026/NĐ-CP of 15/05/2026 raises the base salary on 1 July 2026.
    assert paid(["household"], 12, date(2026, 6, 30)).payable == 12 * 105_300
    assert paid(["household"], 12, date(2026, 7, 1)).payable == 12 * 113_850


def test_trap_14_near_poor_pay_as_before_though_the_benefit_is_whole_from_2026() -> None:
    # Resolution 261/2025/QH15 of 11/12/2025 raises the benefit; Decree 188/2025/NĐ-CP the premium.
    before, after = (paid(["near_poor"], on=on) for on in (date(2025, 12, 31), date(2026, 1, 1)))
    assert before.payable == after.payable == 379_080
    agri = paid(["average_agri"], on=date(2026, 1, 1)).lines[0]
    assert agri.support == agri.gross * 30 // 100


def test_supported_groups_may_choose_to_pay_as_a_household_but_pupils_may_not() -> None:
    # Law on health insurance as amended by Law 51/2024/QH15 of 27/11/2024, Article 12.
    assert {group.value for group in HiGroup if may_choose_household(group)} == {
        "near_poor",
        "average_agri",
        "ethnic_former_region",
        "security_force",
        "mine_victim",
    }
    assert not may_choose_household("employee")


def extra(name: str, amount: Fraction | int, **more: Any) -> dict[str, tuple[Value, ...]]:
    unit: Unit = "dong" if isinstance(amount, int) else "ratio"
    source = Cite("Nghị quyết 35/2024/NQ-HĐND")
    return {name: (Value(name, amount, unit, date(2020, 1, 1), None, source, **more),)}


def with_extras(*extras: dict[str, tuple[Value, ...]]) -> Policy:
    values = dict(shipped_policy().values)
    for one in extras:
        values.update(one)
    return Policy(values)


def test_the_province_adds_to_the_state_and_not_beyond_the_premium() -> None:
    policy = with_extras(
        extra("hi.local.22.near_poor", Fraction(1)),
        extra("hi.local.22.average_agri", Fraction(1, 2)),
    )
    members = ["near_poor", "average_agri", "student"]
    result = premium(policy, on=ON, months=12, members=members, province="22")
    assert [(line.local, line.payable) for line in result.lines] == [
        (409_860, 0),
        (683_100, 273_240),
        (None, 683_100),
    ]


def test_a_household_member_has_a_share_of_the_premium_of_the_own_place() -> None:
    policy = with_extras(extra("hi.local.38.household", Fraction(1, 10)))
    result = premium(policy, on=ON, months=12, members=["household"] * 2, province="38")
    assert [(line.gross, line.local, line.payable) for line in result.lines] == [
        (1_366_200, 136_620, 1_229_580),
        (956_340, 95_634, 860_706),
    ]
    assert [step.code for step in result.steps][1:4] == ["hi_household", "hi_local", "hi_member"]


@pytest.mark.parametrize(
    ("added", "other"),
    [
        # An amount a month, a share, a share with a highest amount, and more than is left.
        ({"amount": 20_000}, 240_000),
        ({"amount": Fraction(1, 4), "base": "premium"}, 341_550),
        ({"amount": Fraction(1, 4), "most": 20_000}, 240_000),
        ({"amount": 1_000_000}, 856_340),
    ],
)
def test_another_giver_adds_after_the_province(added: dict[str, Any], other: int) -> None:
    local = extra("hi.local.38.average_agri", Fraction(100_000, 1_366_200))
    policy = with_extras(local, extra("hi.other.38.average_agri", **added))
    asked = {"on": ON, "months": 12, "members": ["average_agri"], "province": "38"}
    result = premium(policy, **asked)  # type: ignore[arg-type]
    (line,) = result.lines
    assert (line.local, line.other) == (100_000, other)
    assert line.payable == 956_340 - 100_000 - other
    assert [step.code for step in result.steps][2:5] == ["hi_local", "hi_other", "hi_member"]


def test_an_extra_in_another_base_or_unit_is_a_mistake_of_the_resolution_entered() -> None:
    policy = with_extras(extra("hi.other.38.poor", Fraction(1, 2), base="poverty_line"))
    with pytest.raises(RuleError, match="wrong_unit"):
        premium(policy, on=ON, months=12, members=["poor"], province="38")


@pytest.mark.parametrize(
    ("province", "group", "local", "payable"),
    [
        # Samples from the press: Resolution 35/2024/NQ-HĐND of Quảng Ninh, near-poor 70 to 100 %
        # and agriculture 30 to 80 %; Resolution 19/2025/NQ-HĐND of Hà Nội of 09/07/2025.
        ("22", "near_poor", 409_860, 0),
        ("22", "average_agri", 683_100, 273_240),
        ("01", "ethnic_former_region", 409_860, 0),
    ],
)
def test_the_provinces_that_are_shipped_are_samples_and_say_so(
    province: str, group: str, local: int, payable: int
) -> None:
    result = premium(shipped_policy(), on=ON, months=12, members=[group], province=province)
    (line,) = result.lines
    assert (line.local, line.payable) == (local, payable)
    assert [item.name for item in result.unconfirmed] == [f"hi.local.{province}.{group}"]


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


@given(
    st.sampled_from(list(HiGroup)),
    st.sampled_from([3, 6, 12]),
    st.fractions(0, 2),
    st.fractions(0, 2),
    st.integers(0, 200_000),
)
def test_more_support_never_raises_what_is_paid_and_nobody_pays_less_than_nothing(
    group: str, months: int, less: Fraction, more: Fraction, giver: int
) -> None:
    def line(share: Fraction) -> PremiumLine:
        policy = with_extras(
            extra(f"hi.local.38.{group}", share), extra(f"hi.other.38.{group}", giver)
        )
        return premium(policy, on=ON, months=months, members=[group], province="38").lines[0]

    low, high = line(min(less, more)), line(max(less, more))
    assert high.payable <= low.payable <= paid([group], months).payable
    for one in (low, high):
        assert one.payable >= 0
        assert one.gross == one.support + (one.local or 0) + (one.other or 0) + one.payable
