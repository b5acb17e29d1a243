"""Worked examples of voluntary social insurance, each with the place it is from."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import RuleError
from rules.policy import Cite, Policy, Unit, Value
from rules.vsi.contribution import (
    Contribution,
    PayerClass,
    contribution,
    income_limits,
)
from rules.words import Words
from storage.policies import shipped_policy

ON = date(2026, 10, 5)
WORDS = Words.load(
    (Path(__file__).parents[2] / "resources/words/vi.toml").read_text(encoding="utf-8")
)
POOR, ISLAND = PayerClass.POOR, PayerClass.ISLAND
NEAR_POOR, MINORITY, OTHER = (
    PayerClass.NEAR_POOR,
    PayerClass.ETHNIC_MINORITY,
    PayerClass.OTHER,
)
CLASSES = st.sampled_from(PayerClass)
INCOMES = st.integers(1_500_000, 50_600_000)
METHODS = st.sampled_from(
    ["1", "3", "6", "12", "ahead-2", "ahead-3", "ahead-4", "ahead-5", "missing-1", "missing-60"]
)


def paid(
    income: int,
    payer_class: PayerClass,
    method: str = "1",
    on: date = ON,
    *,
    province: str | None = None,
    used: int = 0,
) -> Contribution:
    return contribution(
        shipped_policy(),
        income=income,
        payer_class=payer_class,
        method=method,
        on=on,
        province=province,
        used_support_months=used,
    )


@pytest.mark.parametrize(
    ("income", "payer_class", "method", "on", "gross", "support"),
    [
        # Decree 159/2025/NĐ-CP of 25/06/2025, Article 5; rural poverty line 1,500,000.
        (1_500_000, POOR, "1", date(2025, 7, 1), 330_000, 165_000),
        (1_500_000, ISLAND, "1", ON, 330_000, 165_000),
        (1_500_000, NEAR_POOR, "1", ON, 330_000, 132_000),
        (1_500_000, MINORITY, "1", ON, 330_000, 99_000),
        (1_500_000, OTHER, "1", date(2026, 12, 31), 330_000, 66_000),
        (1_500_000, POOR, "3", ON, 990_000, 495_000),
        (2_000_000, NEAR_POOR, "6", ON, 2_640_000, 792_000),
        # Support is on the poverty line, never on the income.
        (10_000_000, NEAR_POOR, "1", ON, 2_200_000, 132_000),
        # Ceilings of Law 41/2024/QH15 of 29/06/2024, Article 31 item 2.
        (46_800_000, OTHER, "1", date(2026, 6, 30), 10_296_000, 66_000),
        (50_600_000, OTHER, "1", date(2026, 7, 1), 11_132_000, 66_000),
        # Decree 134/2015/NĐ-CP of 29/12/2015, Article 14; lines 700,000 and 1,500,000.
        (700_000, POOR, "1", date(2018, 1, 1), 154_000, 46_200),
        (700_000, NEAR_POOR, "1", date(2020, 5, 1), 154_000, 38_500),
        (700_000, OTHER, "1", date(2021, 12, 31), 154_000, 15_400),
        (700_000, MINORITY, "1", date(2021, 12, 31), 154_000, 15_400),
        (1_500_000, POOR, "1", date(2022, 1, 1), 330_000, 99_000),
        (1_500_000, NEAR_POOR, "1", date(2024, 1, 1), 330_000, 82_500),
        (1_500_000, OTHER, "1", date(2025, 6, 30), 330_000, 33_000),
        (1_500_000, MINORITY, "1", date(2025, 6, 30), 330_000, 33_000),
        # Payments ahead, 0.31 % a month: Decree 159/2025/NĐ-CP, Article 6.
        (1_500_000, OTHER, "ahead-2", ON, 7_644_801, 24 * 66_000),
        (1_500_000, OTHER, "ahead-3", ON, 11_259_443, 36 * 66_000),
        (1_500_000, OTHER, "ahead-4", ON, 14_742_290, 48 * 66_000),
        (1_500_000, OTHER, "ahead-5", ON, 18_098_148, 60 * 66_000),
        (1_500_000, POOR, "ahead-5", ON, 18_098_148, 60 * 165_000),
        (2_000_000, NEAR_POOR, "ahead-2", ON, 10_193_069, 3_168_000),
        (2_000_000, NEAR_POOR, "ahead-3", ON, 15_012_590, 4_752_000),
        (2_000_000, NEAR_POOR, "ahead-4", ON, 19_656_386, 6_336_000),
        (2_000_000, NEAR_POOR, "ahead-5", ON, 24_130_864, 7_920_000),
        # Missing time: Article 7; support is not confirmed and counts as nothing.
        (1_500_000, POOR, "missing-12", ON, 4_040_708, 0),
        # The poverty line expected from 2027: Decree 351/2025/NĐ-CP of 30/12/2025.
        (2_200_000, POOR, "1", date(2027, 1, 1), 484_000, 242_000),
        (2_200_000, NEAR_POOR, "1", date(2027, 1, 1), 484_000, 193_600),
        (2_200_000, MINORITY, "1", date(2027, 1, 1), 484_000, 145_200),
        (2_200_000, OTHER, "1", date(2027, 1, 1), 484_000, 96_800),
    ],
)
def test_worked_examples(
    income: int, payer_class: PayerClass, method: str, on: date, gross: int, support: int
) -> None:
    result = paid(income, payer_class, method, on)
    assert (result.gross, result.state_support) == (gross, support)
    assert result.payable == gross - support
    assert result.local_support is None


@pytest.mark.parametrize(
    ("province", "payer_class", "local", "payable"),
    [
        # Resolution 19/2025/NQ-HĐND of Hà Nội, 09/07/2025.
        ("01", POOR, 165_000, 0),
        ("01", NEAR_POOR, 198_000, 0),
        ("01", MINORITY, 33_000, 198_000),
        ("01", OTHER, 33_000, 231_000),
        # Resolution 02/2022/NQ-HĐND of Quảng Ninh, 04/11/2022.
        ("22", POOR, 99_000, 66_000),
        ("22", NEAR_POOR, 99_000, 99_000),
        ("22", MINORITY, 66_000, 165_000),
        ("22", OTHER, 66_000, 198_000),
        ("38", OTHER, None, 264_000),
    ],
)
def test_the_province_adds_to_the_state_and_is_unconfirmed(
    province: str, payer_class: PayerClass, local: int | None, payable: int
) -> None:
    result = paid(1_500_000, payer_class, province=province)
    assert (result.local_support, result.payable) == (local, payable)
    named = [item.name for item in result.unconfirmed]
    assert named == ([] if local is None else [f"vsi.local.{province}.{payer_class}"])


def test_support_never_goes_above_the_contribution() -> None:
    """Hà Nội's near-poor have 100 % of the plain amount, more than the discounted one."""
    result = paid(1_500_000, NEAR_POOR, "ahead-5", province="01")
    assert result.payable == 0
    assert result.gross == result.state_support + (result.local_support or 0)
    assert "support_capped" in [step.code for step in result.steps]


def added(
    *values: Value, income: int = 2_000_000, payer_class: PayerClass = OTHER, used: int = 0
) -> Contribution:
    """Three months by the shipped law with other values laid over it, in province 38."""
    more = {value.name: (value,) for value in values}
    return contribution(
        Policy({**shipped_policy().values, **more}),
        income=income,
        payer_class=payer_class,
        method="3",
        on=ON,
        province="38",
        used_support_months=used,
    )


def local(value: int | Fraction, *, giver: str = "local", **more: Any) -> Value:
    unit: Unit = "dong" if isinstance(value, int) else "ratio"
    return Value(f"vsi.{giver}.38.other", value, unit, ON, None, Cite("Nghị quyết"), **more)


def test_support_may_be_a_share_of_the_persons_own_contribution() -> None:
    """10 % of 22 % × 2,000,000, not of the poverty line's 330,000."""
    result = added(local(Fraction(1, 10), base="contribution"))
    assert result.local_support == 3 * 44_000
    assert [step.code for step in result.steps][-2:] == ["extra_support", "payable"]


def test_support_may_have_a_highest_amount_a_month() -> None:
    """30 % of 330,000 is 99,000 a month; the resolution stops at 50,000."""
    result = added(local(Fraction(3, 10), most=50_000))
    assert result.local_support == 150_000
    assert WORDS.step(result.steps[-2]) == (
        "Tỉnh, xã hỗ trợ thêm: 30\N{NO-BREAK SPACE}% × 22\N{NO-BREAK SPACE}% × 1.500.000, "
        "mỗi tháng không quá 50.000, × 3 tháng"
    )


def test_another_giver_comes_after_the_province_and_never_above_what_is_left() -> None:
    """1,320,000 gross, state 198,000, province 900,000: 222,000 is left for a giver of 297,000."""
    givers = (local(300_000), local(Fraction(3, 10), giver="other"))
    result = added(*givers)
    assert (result.local_support, result.other_support) == (900_000, 222_000)
    assert result.payable == 0
    assert [WORDS.step(step) for step in result.steps[-3:]] == [
        (
            "Nguồn khác hỗ trợ thêm: 30\N{NO-BREAK SPACE}% × 22\N{NO-BREAK SPACE}% "
            "× 1.500.000 × 3 tháng"
        ),
        "Tổng hỗ trợ không vượt quá mức đóng 1.320.000; nguồn khác hỗ trợ phần còn lại",
        "Phải đóng: 1.320.000 − 198.000 − 900.000 − 222.000",
    ]
    alone = added(local(20_000, giver="other"), used=118)
    assert (alone.local_support, alone.other_support) == (None, 2 * 20_000)
    assert WORDS.step(alone.steps[-2]) == "Nguồn khác hỗ trợ thêm: 20.000 × 2 tháng"


@pytest.mark.parametrize(
    "wrong",
    [
        local(Fraction(1, 10), base="premium"),
        Value("vsi.local.38.other", 3, "count", ON, None, Cite("Nghị quyết")),
    ],
)
def test_support_that_is_neither_a_share_nor_an_amount_is_refused(wrong: Value) -> None:
    with pytest.raises(RuleError, match="wrong_unit"):
        added(wrong)


def test_an_amount_of_the_province_is_for_each_supported_month() -> None:
    amount = local(20_000)
    policy = Policy({**shipped_policy().values, amount.name: (amount,)})
    result = contribution(
        policy, income=1_500_000, payer_class=OTHER, method="3", on=ON, province="38"
    )
    assert (result.local_support, result.payable) == (60_000, 990_000 - 198_000 - 60_000)
    assert result.other_support is None


@pytest.mark.parametrize(
    ("used", "method", "supported", "support"),
    [
        (110, "12", 10, 660_000),
        (108, "12", 12, 792_000),
        (119, "1", 1, 66_000),
        (120, "1", 0, 0),
        (130, "12", 0, 0),
        (60, "ahead-5", 60, 3_960_000),
        (61, "ahead-5", 59, 3_894_000),
    ],
)
def test_support_ends_after_120_months(
    used: int, method: str, supported: int, support: int
) -> None:
    result = paid(1_500_000, OTHER, method, used=used)
    assert (result.supported_months, result.state_support) == (supported, support)


@pytest.mark.parametrize(
    ("income", "on", "code", "limit"),
    [
        (1_499_999, ON, "income_below_floor", {"floor": 1_500_000}),
        (2_199_999, date(2027, 1, 1), "income_below_floor", {"floor": 2_200_000}),
        (46_800_001, date(2026, 6, 30), "income_above_ceiling", {"ceiling": 46_800_000}),
        (50_600_001, ON, "income_above_ceiling", {"ceiling": 50_600_000}),
    ],
)
def test_incomes_outside_the_limits_are_refused_with_the_limit(
    income: int, on: date, code: str, limit: dict[str, int]
) -> None:
    with pytest.raises(RuleError) as refused:
        paid(income, OTHER, on=on)
    assert refused.value.code == code
    assert refused.value.facts == {"income": income, "day": on, **limit}


@pytest.mark.parametrize(
    "method", ["", "0", "2", "24", "ahead-1", "ahead-6", "ahead-", "missing-0", "six", "-3", "06"]
)
def test_other_methods_are_refused(method: str) -> None:
    with pytest.raises(RuleError, match="bad_method"):
        paid(1_500_000, OTHER, method)


def test_missing_time_is_at_most_sixty_months() -> None:
    assert paid(1_500_000, OTHER, "missing-60").months == 60
    with pytest.raises(RuleError) as refused:
        paid(1_500_000, OTHER, "missing-61")
    assert refused.value.facts == {"months": 61, "longest": 60}


def test_months_supported_before_cannot_be_fewer_than_none() -> None:
    with pytest.raises(RuleError, match="bad_support_months"):
        paid(1_500_000, OTHER, used=-1)


@pytest.mark.parametrize("on", [date(2025, 12, 31), date(2027, 1, 1)])
def test_without_the_rate_of_the_year_nothing_is_guessed(on: date) -> None:
    with pytest.raises(RuleError) as refused:
        paid(2_200_000, OTHER, "ahead-2", on)
    assert refused.value.facts == {"name": "vsi.investment_rate", "day": on}


@pytest.mark.parametrize(
    ("method", "on", "names"),
    [
        ("12", ON, []),
        ("ahead-2", ON, ["vsi.investment_rate", "vsi.ahead_support"]),
        ("missing-5", ON, ["vsi.investment_rate", "vsi.missing_support"]),
        ("1", date(2027, 1, 1), ["poverty_line.rural"]),
    ],
)
def test_unconfirmed_values_are_named(method: str, on: date, names: list[str]) -> None:
    result = paid(2_200_000, OTHER, method, on)
    assert [item.name for item in result.unconfirmed] == names
    assert all(item.why for item in result.unconfirmed)


def test_every_step_with_an_amount_of_law_says_where_it_stands() -> None:
    result = paid(2_000_000, NEAR_POOR, "6")
    assert [(step.code, step.amount) for step in result.steps] == [
        ("month_gross", 440_000),
        ("gross_months", 2_640_000),
        ("state_support", 792_000),
        ("no_local_support", None),
        ("payable", 1_848_000),
    ]
    assert [cite.full for cite in result.steps[2].cites] == [
        "Nghị định 159/2025/NĐ-CP (25/06/2025), Điều 5",
        "Nghị định 07/2021/NĐ-CP (27/01/2021)",
    ]


def test_an_income_between_the_steps_is_a_note_not_an_error() -> None:
    assert paid(1_550_000, OTHER).notes == ()
    (note,) = paid(1_560_000, OTHER).notes
    assert (note.code, note.figures["step"]) == ("income_off_step", 50_000)
    without = {**shipped_policy().values, "vsi.income_step": ()}
    result = contribution(Policy(without), income=1_560_000, payer_class=OTHER, method="1", on=ON)
    assert result.notes == ()


def test_limits_are_those_of_the_day(policy: Policy) -> None:
    assert income_limits(policy, ON) == (1_500_000, 50_600_000)
    assert income_limits(policy, date(2026, 6, 30)) == (1_500_000, 46_800_000)


def test_a_rate_of_nothing_makes_ahead_and_plain_the_same(policy: Policy) -> None:
    nothing = Value("vsi.investment_rate", Fraction(0), "ratio", ON, None, Cite("Thông báo"))
    flat = Policy({**policy.values, nothing.name: (nothing,)})
    result = contribution(flat, income=1_500_000, payer_class=OTHER, method="ahead-2", on=ON)
    assert result.gross == 24 * 330_000


@dataclass(frozen=True)
class Change:
    """A change of law: the day, and what one month at an income costs before and from then."""

    day: date
    income: int
    payer_class: PayerClass
    before: int | str
    after: int | str


@pytest.mark.parametrize(
    "change",
    [
        Change(date(2022, 1, 1), 1_500_000, OTHER, 330_000 - 15_400, 297_000),
        Change(date(2022, 1, 1), 1_000_000, OTHER, 204_600, "income_below_floor"),
        Change(date(2025, 7, 1), 1_500_000, OTHER, 297_000, 264_000),
        Change(date(2025, 7, 1), 1_500_000, MINORITY, 297_000, 231_000),
        Change(date(2025, 7, 1), 1_500_000, POOR, 231_000, 165_000),
        Change(date(2026, 7, 1), 50_000_000, OTHER, "income_above_ceiling", 10_934_000),
        Change(date(2024, 7, 1), 46_800_000, OTHER, "income_above_ceiling", 10_263_000),
        Change(date(2027, 1, 1), 2_200_000, OTHER, 418_000, 387_200),
        Change(date(2027, 1, 1), 2_000_000, OTHER, 374_000, "income_below_floor"),
        Change(date(2018, 1, 1), 1_500_000, OTHER, "no_value_in_force", 314_600),
    ],
)
def test_a_day_before_and_the_day_of_a_change(change: Change) -> None:
    def outcome(on: date) -> int | str:
        try:
            return paid(change.income, change.payer_class, on=on).payable
        except RuleError as refused:
            return refused.code

    assert outcome(change.day - timedelta(days=1)) == change.before
    assert outcome(change.day) == change.after


@given(INCOMES, CLASSES, METHODS, st.integers(0, 130), st.sampled_from([None, "01", "22", "38"]))
def test_the_parts_add_up_and_nothing_is_below_zero(
    income: int, payer_class: PayerClass, method: str, used: int, province: str | None
) -> None:
    result = paid(income, payer_class, method, province=province, used=used)
    local = result.local_support or 0
    assert result.gross == result.state_support + local + result.payable
    assert min(result.payable, result.state_support, local) >= 0
    assert used + result.supported_months <= max(120, used)


@given(INCOMES, CLASSES, st.sampled_from([1, 3, 6, 12]))
def test_plain_methods_are_as_many_times_the_exact_month(
    income: int, payer_class: PayerClass, months: int
) -> None:
    result = paid(income, payer_class, str(months))
    assert abs(result.gross - months * paid(income, payer_class).gross) <= months
    assert result.gross == (Fraction(22, 100) * income * months + Fraction(1, 2)) // 1
    assert result.state_support == months * paid(income, payer_class).state_support


@given(INCOMES.filter(lambda income: income < 50_000_000), CLASSES, METHODS)
def test_a_higher_income_never_costs_less(
    income: int, payer_class: PayerClass, method: str
) -> None:
    lower, higher = paid(income, payer_class, method), paid(income + 50_000, payer_class, method)
    assert lower.payable <= higher.payable


@given(INCOMES, METHODS)
def test_a_class_with_more_support_never_pays_more(income: int, method: str) -> None:
    ordered = [paid(income, payer_class, method).payable for payer_class in PayerClass]
    assert all(first <= second for first, second in pairwise(ordered))


@given(st.lists(st.sampled_from(["1", "3", "6", "12", "ahead-2", "ahead-5"]), max_size=12))
def test_however_payments_are_split_120_months_are_supported(methods: list[str]) -> None:
    used = 0
    for method in methods:
        used += paid(1_500_000, OTHER, method, used=used).supported_months
    months = sum(paid(1_500_000, OTHER, method).months for method in methods)
    assert used == min(120, months)


@given(INCOMES, st.sampled_from([2, 3, 4, 5]))
def test_ahead_is_the_sum_of_the_text(income: int, years: int) -> None:
    """Written from Article 6 of Decree 159/2025/NĐ-CP, term by term."""
    month, growth = Fraction(22, 100) * income, 1 + Fraction("0.0031")
    total = sum(month / growth ** (i - 1) for i in range(1, 12 * years + 1))
    assert paid(income, OTHER, f"ahead-{years}").gross == (total + Fraction(1, 2)) // 1


@given(INCOMES, st.integers(1, 60))
def test_missing_time_is_the_sum_of_the_text(income: int, months: int) -> None:
    """Written from Article 7 of Decree 159/2025/NĐ-CP, term by term."""
    month, growth = Fraction(22, 100) * income, 1 + Fraction("0.0031")
    total = sum(month * growth**i for i in range(1, months + 1))
    assert paid(income, OTHER, f"missing-{months}").gross == (total + Fraction(1, 2)) // 1
