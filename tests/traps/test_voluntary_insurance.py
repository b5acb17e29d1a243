"""Where amounts of voluntary insurance go wrong, each by a worked example with its source."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from rules.calendar import Month, PartialDate
from rules.errors import RuleError
from rules.household.vsi_offer import VsiOffers
from rules.policy import Cite, Policy, Value
from rules.vsi.case import VsiCase, vsi_result
from rules.vsi.contribution import Contribution, PayerClass, contribution, income_limits
from rules.vsi.deadlines import deadline
from rules.vsi.outlook import outlook
from rules.vsi.payment_method import read_method
from rules.vsi.refund import Payment, RefundReason, refund
from rules.vsi.retirement import retirement
from rules.working import Reader
from storage import Register
from storage.enrolling import Circumstances
from storage.policies import lay_values
from tests.traps.conftest import Family

FLOOR = 1_500_000
OCTOBER = date(2026, 10, 5)
HANOI = "01"
FIVE_YEARS = 60  # months


def pay(
    policy: Policy,
    *,
    income: int = FLOOR,
    payer_class: str = "other",
    method: str = "1",
    on: date = OCTOBER,
    **more: Any,
) -> Contribution:
    return contribution(
        policy, income=income, payer_class=PayerClass(payer_class), method=method, on=on, **more
    )


def enrol(
    register: Register,
    person: str,
    *,
    day: date,
    start: Month,
    method: str = "12",
    payer_class: PayerClass = PayerClass.OTHER,
) -> None:
    with register.change("Ghi đóng BHXH"):
        register.enrolments.enrol_vsi(
            person,
            income=FLOOR,
            payer_class=payer_class,
            method=method,
            start=start,
            about=Circumstances(day),
        )


# The day of payment decides


@pytest.mark.parametrize(
    ("day", "income", "method", "gross", "support"),
    [
        # Five years paid on the last day of 2026 stay on the lines of 2026 to the end of 2031.
        (date(2026, 12, 31), 1_500_000, "ahead-5", 18_098_148, 3_960_000),
        (date(2026, 12, 31), 1_500_000, "12", 3_960_000, 792_000),
        # A year paid the day before Decree 159/2025 has the 10 % of Decree 134/2015 throughout.
        (date(2025, 6, 30), 1_500_000, "12", 3_960_000, 396_000),
        (date(2025, 7, 1), 1_500_000, "12", 3_960_000, 792_000),
        (date(2027, 1, 1), 2_200_000, "12", 5_808_000, 1_161_600),
    ],
)
def test_trap_01_the_day_of_payment_decides_the_whole_time_prepaid(
    policy: Policy, day: date, income: int, method: str, gross: int, support: int
) -> None:
    """Law 41/2024/QH15 of 29/06/2024, Article 31 item 2: lines "at the time of payment".

    Where class, poverty line or reference level change in the time prepaid, the difference is
    neither collected nor given back (social insurance of TP HCM, 2025).
    """
    found = pay(policy, income=income, method=method, on=day)
    assert (found.gross, found.state_support) == (gross, support)


def test_trap_01_a_payment_for_next_year_is_recorded_by_the_law_of_the_day_it_is_made(
    register: Register, family: Family
) -> None:
    """Paid on 20/12/2026 for the year 2027: 22 % and 20 % of 1,500,000, not of 2,200,000."""
    enrol(register, family.wife, day=date(2026, 12, 20), start=Month(2027, 1))
    (kept,) = register.enrolments.of_person(family.wife)
    assert (kept.gross, kept.state_support, kept.payable) == (3_960_000, 792_000, 3_168_000)
    with register.change("Thêm chuẩn nghèo"):
        register.policies.add(
            "poverty_line.rural",
            "2500000",
            unit="dong",
            start=date(2026, 12, 1),
            document="Nghị định 1/2026/NĐ-CP",
            document_day=date(2026, 11, 30),
        )
    assert register.enrolments.of_person(family.wife) == (kept,)


# Two lines move on two different days


@pytest.mark.parametrize(
    ("day", "floor", "ceiling"),
    [
        (date(2026, 6, 30), 1_500_000, 46_800_000),
        (date(2026, 7, 1), 1_500_000, 50_600_000),
        (date(2026, 12, 31), 1_500_000, 50_600_000),
        (date(2027, 1, 1), 2_200_000, 50_600_000),
    ],
)
def test_trap_02_the_ceiling_moves_in_july_2026_and_the_floor_in_january_2027(
    policy: Policy, day: date, floor: int, ceiling: int
) -> None:
    """20 × 2,530,000 from 01/07/2026 (Decree 161/2026/NĐ-CP of 15/05/2026); 2,200,000 from
    01/01/2027 (Decree 351/2025/NĐ-CP of 30/12/2025, expected)."""
    assert income_limits(policy, day) == (floor, ceiling)


def test_trap_02_who_pays_below_the_coming_floor_is_told_before_it_comes(policy: Policy) -> None:
    """Payers on 1,500,000 to 2,150,000 must raise at the next payment; support rises too."""
    december = date(2026, 12, 20)
    case = VsiCase(payer_class=PayerClass.OTHER, income=2_150_000, method="12", on=december)
    assert vsi_result(policy, case).coming == (date(2027, 1, 1), 2_200_000)
    with pytest.raises(RuleError, match="income_below_floor"):
        pay(policy, income=2_150_000, on=date(2027, 1, 1))
    raised = pay(policy, income=2_200_000, on=date(2027, 1, 1))
    assert (raised.gross, raised.state_support, raised.payable) == (484_000, 96_800, 387_200)


@pytest.mark.parametrize(
    ("start", "income", "codes"),
    [
        (Month(2027, 1), 2_150_000, ["floor_may_rise"]),
        (Month(2027, 1), 2_200_000, []),
        (Month(2026, 12), 1_500_000, []),  # it begins before: the whole period is settled
    ],
)
def test_trap_02_months_of_2027_paid_in_2026_are_worth_a_question(
    register: Register, family: Family, start: Month, income: int, codes: list[str]
) -> None:
    """The amount is that of the day of payment, and the note says what to ask before taking it."""
    terms = register.enrolments.vsi_terms(
        family.wife,
        income=income,
        payer_class=PayerClass.OTHER,
        method="12",
        start=start,
        about=Circumstances(date(2026, 12, 20)),
    )
    assert terms.result.gross == income * 22 * 12 // 100
    assert [note.code for note in terms.notes] == codes
    for note in terms.notes:
        assert note.figures["floor"] == 2_200_000
        assert [cite.document for cite in note.cites] == ["Nghị định 351/2025/NĐ-CP"]


def test_trap_02_a_floor_that_is_certain_is_said_to_be_so(
    register: Register, family: Family
) -> None:
    with register.change("Thêm chuẩn nghèo"):
        register.policies.add(
            "poverty_line.rural",
            "2200000",
            unit="dong",
            start=date(2027, 1, 1),
            document="Nghị định 351/2025/NĐ-CP",
            document_day=date(2025, 12, 30),
        )
    terms = register.enrolments.vsi_terms(
        family.wife,
        income=FLOOR,
        payer_class=PayerClass.OTHER,
        method="1",
        start=Month(2027, 1),
        about=Circumstances(date(2026, 12, 31)),
    )
    assert [note.code for note in terms.notes] == ["floor_rises"]


# What the state adds


@pytest.mark.parametrize("income", [1_500_000, 2_000_000, 10_000_000, 50_600_000])
def test_trap_03_support_is_on_the_poverty_line_never_on_the_income(
    policy: Policy, income: int
) -> None:
    """Near-poor: 40 % of 22 % of 1,500,000 is 132,000 on any income (Decree 159/2025/NĐ-CP of
    25/06/2025, Article 5; amounts of the social insurance of TP HCM)."""
    found = pay(policy, income=income, payer_class="near_poor")
    assert found.state_support == 132_000
    assert found.payable == income * 22 // 100 - 132_000


@pytest.mark.parametrize(("payer_class", "support"), [("other", 66_000), ("poor", 165_000)])
@pytest.mark.parametrize("years", [2, 3, 4, 5])
def test_trap_04_support_of_years_ahead_is_not_discounted(
    policy: Policy, payer_class: str, support: int, years: int
) -> None:
    """Only the contribution is discounted: five years on 1,500,000 leave 14,138,148 to pay, for
    a poor household 8,198,148 (Decree 159/2025/NĐ-CP of 25/06/2025, Articles 5, 6 and 8)."""
    found = pay(policy, payer_class=payer_class, method=f"ahead-{years}")
    assert found.state_support == support * 12 * years
    assert found.gross < 330_000 * 12 * years
    if years == 5:
        assert found.payable == {"other": 14_138_148, "poor": 8_198_148}[payer_class]


@pytest.mark.parametrize(
    ("used", "method", "months", "support"),
    [
        (108, "12", 12, 792_000),
        (109, "12", 11, 726_000),
        (110, "12", 10, 660_000),
        (119, "1", 1, 66_000),
        (120, "1", 0, 0),
        (121, "12", 0, 0),
        (100, "ahead-2", 20, 1_320_000),
    ],
)
def test_trap_05_a_payment_across_the_120th_month_is_supported_in_part(
    policy: Policy, used: int, method: str, months: int, support: int
) -> None:
    """At most ten years in all, then the person pays everything (Decree 159/2025/NĐ-CP of
    25/06/2025, Article 5)."""
    found = pay(policy, method=method, used_support_months=used)
    assert (found.supported_months, found.state_support) == (months, support)
    assert found.payable == found.gross - support


def test_trap_05_months_of_all_spells_count_and_each_has_the_share_of_its_day(
    register: Register, family: Family
) -> None:
    """10 % until 30/06/2025 (Decree 134/2015/NĐ-CP, Article 14), 20 % from the day after; months
    of compulsory insurance do not count, those before a break do."""
    wife = family.wife
    with register.change("Đóng bắt buộc"):
        register.covers.add(
            wife,
            scheme="csi",
            known="covered",
            dated=date(2024, 1, 1),
            start=date(2019, 1, 1),
            until=date(2023, 12, 31),
        )
    enrol(register, wife, day=date(2024, 3, 5), start=Month(2024, 3))
    enrol(register, wife, day=OCTOBER, start=Month(2026, 10), method="ahead-5")
    assert register.enrolments.used_support_months(wife) == 72
    enrol(register, wife, day=OCTOBER, start=Month(2032, 6), method="ahead-5")
    last, second, first = sorted(
        register.enrolments.of_person(wife), key=lambda one: one.start, reverse=True
    )
    assert (first.state_support, second.state_support) == (12 * 33_000, 60 * 66_000)
    assert (last.supported_months, last.state_support) == (48, 48 * 66_000)
    assert register.enrolments.used_support_months(wife) == 120


@pytest.mark.parametrize(
    ("standing", "ethnic", "island", "payer_class"),
    [
        ("near_poor", "Mường", "", "near_poor"),  # 40 % before 30 %
        ("poor", "Mường", "", "poor"),
        ("near_poor", "Kinh", "đảo", "island"),  # 50 % before 40 %
        (None, "Mường", "", "ethnic_minority"),
        (None, "Kinh", "", "other"),
    ],
)
def test_trap_06_of_several_classes_the_highest_alone_counts(
    policy: Policy, standing: str | None, ethnic: str, island: str, payer_class: str
) -> None:
    """Decree 159/2025/NĐ-CP of 25/06/2025, Article 5: the highest share, never their sum."""
    offers = VsiOffers(policy, OCTOBER, province=None, island=island, incomes=())
    assert offers.payer_class(standing, ethnic) == payer_class


@pytest.mark.parametrize(
    ("income", "local", "payable"),
    [(1_500_000, 198_000, 0), (2_000_000, 198_000, 110_000), (10_000_000, 198_000, 1_870_000)],
)
def test_trap_06_a_provinces_share_is_added_and_the_rest_is_never_below_zero(
    policy: Policy, income: int, local: int, payable: int
) -> None:
    """Near-poor in Hà Nội: 40 % of the state and 60 % of the city (Resolution 19/2025/NQ-HĐND of
    09/07/2025), both of 22 % of the poverty line: a hundred percent of the least contribution, not
    of any other."""
    found = pay(policy, income=income, payer_class="near_poor", province=HANOI)
    assert (found.state_support, found.local_support) == (132_000, local)
    assert found.payable == payable


def test_trap_06_more_support_than_the_contribution_is_cut_to_what_is_left(policy: Policy) -> None:
    """A city that adds 80 % to the state's 40 % gives 198,000, what the state leaves of 330,000."""
    generous = policy.on(OCTOBER)[f"vsi.local.{HANOI}.near_poor"]
    richer = lay_values(policy, [replace(generous, value=Fraction("0.8"), status="confirmed")])
    found = pay(richer, payer_class="near_poor", province=HANOI)
    assert (found.state_support, found.local_support, found.payable) == (132_000, 198_000, 0)


# Interest


@pytest.mark.parametrize(
    ("method", "gross"),
    [
        # Σ 330,000 ÷ 1.0031^(i−1): the first of the months ahead is not discounted.
        ("ahead-2", 7_644_801),
        ("ahead-3", 11_259_443),
        ("ahead-4", 14_742_290),
        ("ahead-5", 18_098_148),
        # Σ 330,000 × 1.0031^i: every missing month carries interest, the last one too.
        ("missing-1", 331_023),
        ("missing-12", 4_040_708),
    ],
)
def test_trap_07_ahead_begins_without_discount_and_missing_time_with_interest(
    policy: Policy, method: str, gross: int
) -> None:
    """Decree 159/2025/NĐ-CP of 25/06/2025, Articles 6 and 7, at 0.31 % a month: the published
    rate is monthly, it is not divided by twelve."""
    kind, number = method.split("-")
    month, growth = Fraction(330_000), Fraction("1.0031")
    if kind == "ahead":
        exact = sum(month / growth**power for power in range(12 * int(number)))
    else:
        exact = sum(month * growth**power for power in range(1, int(number) + 1))
    assert pay(policy, method=method).gross == gross == int(exact + Fraction(1, 2))


def test_trap_07_what_is_left_of_five_years_has_the_discounts_of_its_own_months(
    policy: Policy,
) -> None:
    """24 of 60 months used: months 25 to 60 are worth 10,453,347; less 36 × 66,000 of the state,
    8,077,347 goes back (Decree 159/2025/NĐ-CP of 25/06/2025, Article 8)."""
    payment = Payment(FLOOR, PayerClass.OTHER, "ahead-5", OCTOBER)
    found = refund(policy, payment, used=24, reason=RefundReason.COMPULSORY)
    assert (found.months, found.gross, found.state_support) == (36, 10_453_347, 2_376_000)
    assert found.amount == 8_077_347


@pytest.mark.parametrize("method", ["ahead-2", "ahead-5", "missing-1", "missing-60"])
@pytest.mark.parametrize(
    ("day", "income"), [(date(2025, 12, 31), 1_500_000), (date(2027, 1, 1), 2_200_000)]
)
def test_trap_08_the_interest_of_one_year_is_never_used_in_another(
    policy: Policy, method: str, day: date, income: int
) -> None:
    """The rate is that of the year before the payment, published each year: 0.31 % a month is for
    2026 (notice 59/TB-BHXH); for 2027 nothing is published."""
    with pytest.raises(RuleError) as refused:
        pay(policy, income=income, method=method, on=day)
    assert refused.value.code == "no_value_in_force"
    assert refused.value.facts["name"] == "vsi.investment_rate"
    assert pay(policy, income=income, method="12", on=day).gross == income * 22 * 12 // 100


def test_trap_08_the_rate_of_the_new_year_is_an_entry_of_the_office(policy: Policy) -> None:
    rate = Value(
        name="vsi.investment_rate",
        value=Fraction("0.0035"),
        unit="ratio",
        start=date(2027, 1, 1),
        until=date(2027, 12, 31),
        cite=Cite("Thông báo 1/TB-BHXH", date(2027, 1, 10)),
    )
    entered = lay_values(policy, [rate])
    paid = pay(entered, income=2_200_000, method="missing-1", on=date(2027, 2, 1))
    assert paid.gross == 485_694  # 484,000 × 1.0035


# Limits of the methods


@pytest.mark.parametrize(
    ("day", "longest"),
    [(date(2025, 6, 30), 120), (date(2025, 7, 1), 60), (OCTOBER, 60), (date(2027, 1, 1), 60)],
)
def test_trap_09_at_most_sixty_missing_months_are_paid_at_once(
    policy: Policy, day: date, longest: int
) -> None:
    """Law 41/2024/QH15 of 29/06/2024, Article 36 item 2: to 15 years, at most five are missing;
    the ten years of Decree 134/2015/NĐ-CP, Article 9, ended on 30/06/2025."""
    reader = Reader(policy.on(day))
    assert read_method(reader, f"missing-{longest}").months == longest
    with pytest.raises(RuleError) as refused:
        read_method(reader, f"missing-{longest + 1}")
    assert (refused.value.code, refused.value.facts["longest"]) == ("missing_too_long", longest)


def test_trap_09_missing_time_is_paid_from_the_month_before_retirement_age_on(
    policy: Policy,
) -> None:
    """A man born in February 1965 is of age in August 2026 (Decree 135/2020/NĐ-CP, Appendix I): he
    may pay from 1 July 2026 on (Law 41/2024/QH15 of 29/06/2024, Article 36 item 3)."""
    reached = retirement(policy, sex="male", born=PartialDate(1965, 2)).reached
    asked: dict[str, Any] = {
        "method": "missing-12",
        "first_month": Month(2026, 7),
        "retirement_month": reached,
    }
    assert deadline(policy, on=date(2026, 7, 1), **asked).first_day == date(2026, 7, 1)
    with pytest.raises(RuleError, match="missing_too_early"):
        deadline(policy, on=date(2026, 6, 30), **asked)


def test_trap_09_with_more_missing_months_somebody_pays_on_until_sixty_are_left(
    policy: Policy,
) -> None:
    """Of age in August 2026 with 119 months, 61 short: one more month, then 60 at once (Law
    41/2024/QH15 of 29/06/2024, Article 36 item 2)."""
    found = outlook(
        policy,
        sex="male",
        born=PartialDate(1965, 2, 10),
        income=FLOOR,
        first_month=Month(2026, 8),
        on=date(2026, 8, 3),
        paid_months=118,
    )
    assert (found.total, found.missing) == (119, 61)
    first = found.ways[0]
    assert (first.kind, first.go_on_months, first.make_up_months) == (
        "go_on_then_make_up",
        1,
        FIVE_YEARS,
    )


@pytest.mark.parametrize("method", ["ahead-1", "ahead-6", "2", "24"])
def test_trap_09_years_ahead_are_two_to_five(policy: Policy, method: str) -> None:
    """Decree 159/2025/NĐ-CP of 25/06/2025, Article 6; a single year is the 12 months method."""
    with pytest.raises(RuleError, match="bad_method"):
        pay(policy, method=method)


# Exact amounts


def test_trap_10_the_lowest_and_the_highest_income_themselves_may_be_chosen(policy: Policy) -> None:
    """Law 41/2024/QH15 of 29/06/2024, Article 31 item 2: at least, and at most 20 times."""
    for day in (date(2021, 12, 31), date(2026, 6, 30), OCTOBER, date(2027, 1, 1)):
        floor, ceiling = income_limits(policy, day)
        assert pay(policy, income=floor, on=day).gross == floor * 22 // 100
        assert pay(policy, income=ceiling, on=day).gross == ceiling * 22 // 100
        for outside in (floor - 1, ceiling + 1):
            with pytest.raises(RuleError, match="income_"):
                pay(policy, income=outside, on=day)


def test_trap_10_shares_are_exact_decimals(policy: Policy) -> None:
    """22 % of 1,500,000 is 330,000 and not 329,999.99…; no share passes through binary floats."""
    view = policy.on(OCTOBER)
    assert view.ratio("vsi.rate") == Fraction(22, 100)
    assert view.ratio("vsi.investment_rate") == Fraction(31, 10_000)
    assert view.ratio("hi.rate") == Fraction(45, 1_000)
    assert view.ratios("hi.household_shares")[1:] == tuple(Fraction(n, 10) for n in (7, 6, 5, 4))
    # Half a đồng exactly: 22 % of 1,500,025 is 330,005.5, and 30 % of 330,000 stays whole.
    assert pay(policy, income=1_500_025).gross == 330_006
    assert pay(policy, payer_class="ethnic_minority").state_support == 99_000


# What is a source


@pytest.mark.parametrize(
    ("payer_class", "by_2021", "by_2025"),
    [("poor", 46_200, 99_000), ("near_poor", 38_500, 82_500), ("other", 15_400, 33_000)],
)
def test_trap_28_support_before_july_2025_is_that_of_the_decree_itself(
    policy: Policy, payer_class: str, by_2021: int, by_2025: int
) -> None:
    """30, 25 and 10 % of 22 % of 700,000, from 2022 of 1,500,000 (Decree 134/2015/NĐ-CP of
    29/12/2015, Article 14); texts written by machines, with other figures, are in circulation."""
    early = pay(policy, income=700_000, payer_class=payer_class, on=date(2021, 12, 31))
    late = pay(policy, payer_class=payer_class, on=date(2025, 6, 30))
    assert (early.state_support, late.state_support) == (by_2021, by_2025)
