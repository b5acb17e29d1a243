"""Where amounts and days of health insurance go wrong, each by a worked example with its source."""

from datetime import date
from fractions import Fraction

import pytest

from rules.coverage import CoverFact
from rules.hi.benefit import hi_benefit
from rules.hi.card import card_doubts, card_parts
from rules.hi.card_dates import card_start
from rules.hi.continuity import continuity
from rules.hi.premium import HiGroup, PremiumLine, may_choose_household, premium
from rules.policy import Policy
from storage import Register, quotes
from storage.enrolling import Circumstances, HiMember
from storage.enrolments import Enrolment
from tests.traps.conftest import Family, join

OCTOBER = date(2026, 10, 5)
BASES = {
    date(2018, 12, 1): 1_390_000,
    date(2020, 1, 1): 1_490_000,
    date(2024, 1, 1): 1_800_000,
    date(2026, 6, 30): 2_340_000,
    date(2026, 7, 1): 2_530_000,
}
TIERS = (Fraction(1), Fraction(7, 10), Fraction(6, 10), Fraction(5, 10), Fraction(4, 10))


def lines(
    policy: Policy, *members: str, on: date = OCTOBER, months: int = 12, place: int = 1
) -> tuple[PremiumLine, ...]:
    found = premium(policy, on=on, months=months, members=members, first_place=place)
    return found.lines


def card(*, until: date | None, start: date = date(2020, 1, 1)) -> CoverFact:
    return CoverFact("hi", "covered", "household", start, until, start)


def only(register: Register, person: str) -> Enrolment:
    (found,) = register.enrolments.of_person(person)
    return found


# Amounts


@pytest.mark.parametrize("months", [3, 6, 12])
@pytest.mark.parametrize("day", BASES)
def test_trap_10_each_member_is_a_whole_amount_and_the_sum_is_theirs(
    policy: Policy, day: date, months: int
) -> None:
    """4.5 % of every base salary since December 2018, for 3, 6 and 12 months, in all five tiers
    (Decree 146/2018/NĐ-CP of 17/10/2018, Article 7): no rounding at all."""
    found = premium(policy, on=day, months=months, members=["household"] * 6)
    exact = [Fraction(45, 1000) * BASES[day] * months * tier for tier in (*TIERS, TIERS[-1])]
    assert [line.payable for line in found.lines] == exact
    assert found.payable == sum(exact)


# The order in the household


@pytest.mark.parametrize("beside", ["student", "poor", "child_under_6", "near_poor"])
def test_trap_11_members_with_other_cards_take_no_place_in_the_order(
    policy: Policy, beside: str
) -> None:
    """A husband alone beside three with other cards is the first, at 100 %: 4.5 % of 2,530,000 for
    a year is 1,366,200 (Decree 146/2018/NĐ-CP of 17/10/2018, Article 7, kept by Decree
    188/2025/NĐ-CP of 01/07/2025)."""
    found = lines(policy, beside, beside, beside, "household")
    assert [line.order for line in found] == [None, None, None, 1]
    assert found[-1].payable == 1_366_200


def test_trap_11_supported_members_pay_on_the_full_premium(policy: Policy) -> None:
    """No tier for a group the state supports (Decree 146/2018/NĐ-CP of 17/10/2018, Article 7):
    a pupil after two household members pays half of 1,366,200, not half of the third tier."""
    found = lines(policy, "household", "household", "student")
    assert [line.gross for line in found] == [1_366_200, 956_340, 1_366_200]
    assert found[-1].payable == 683_100
    assert not may_choose_household(HiGroup.STUDENT)


def test_trap_11_the_order_is_that_of_joining_in_the_year_and_begins_anew_in_the_next(
    register: Register, family: Family
) -> None:
    """The son joins first though he is the youngest; his parents follow on other days of the same
    financial year (Decree 188/2025/NĐ-CP of 01/07/2025, form 4)."""
    join(register, family, family.son, day=date(2026, 7, 6))
    join(register, family, family.head, day=date(2026, 9, 14))
    join(register, family, family.wife, day=date(2026, 12, 31))
    year = [only(register, person) for person in (family.son, family.head, family.wife)]
    assert [(one.place, one.payable) for one in year] == [
        (1, 1_366_200),
        (2, 956_340),
        (3, 819_720),
    ]
    join(register, family, family.wife, day=date(2027, 1, 4))
    newest = max(register.enrolments.of_person(family.wife), key=lambda one: one.day)
    assert (newest.place, newest.payable) == (1, 1_366_200)


def test_trap_11_who_renews_later_in_the_year_keeps_the_place(
    register: Register, family: Family
) -> None:
    """A head who pays by the quarter is the first each time, beside a wife who joined second."""
    join(register, family, family.head, day=date(2026, 7, 6), months=3)
    join(register, family, family.wife, day=date(2026, 9, 14))
    join(register, family, family.head, day=date(2026, 10, 5), months=3)
    again = max(register.enrolments.of_person(family.head), key=lambda one: one.day)
    assert (again.place, again.payable) == (1, 341_550)
    assert only(register, family.wife).place == 2


def test_trap_11_the_sheet_of_a_household_asks_what_the_payment_will_be(
    register: Register, family: Family
) -> None:
    """The head paid a quarter and is the first again; his wife, who has not paid, is the second."""
    on = date(2026, 9, 20)
    with register.change("Chưa có thẻ"):
        register.covers.add(family.wife, scheme="hi", known="not_covered", dated=date(2026, 1, 5))
    join(register, family, family.head, day=date(2026, 7, 6), months=3)
    sheet = quotes.quote(register, family.household, on)
    told = {one.person.id: one.quote.line for one in sheet.members if one.quote.line}
    members = [HiMember(person, "household") for person in told]
    terms = register.enrolments.hi_terms(
        family.household, months=12, members=members, about=Circumstances(on)
    )
    assert {one.member.person_id: one.line for one in terms.lines} == told
    assert [line.order for line in told.values()] == [1, 2]
    assert sheet.quote.payable == terms.result.payable == 2_322_540


def test_trap_11_when_one_leaves_the_others_keep_their_place(
    register: Register, family: Family
) -> None:
    """What is paid is paid: the head moves away, his wife keeps her 70 %, the son is third."""
    join(register, family, family.head, family.wife, day=date(2026, 7, 6))
    before = only(register, family.wife)
    with register.change("Chuyển đi"):
        register.people.save(family.head, status="moved", status_day=date(2026, 9, 1))
    join(register, family, family.son, day=date(2026, 10, 5))
    assert only(register, family.wife) == before
    assert (before.place, before.payable) == (2, 956_340)
    assert only(register, family.son).place == 3


def test_trap_11_no_text_tells_the_place_of_a_later_renewal_and_the_result_says_so(
    policy: Policy,
) -> None:
    found = premium(policy, on=OCTOBER, months=12, members=["household"], first_place=3)
    assert found.payable == 819_720
    assert "hi.place_kept" in {one.name for one in found.unconfirmed}


@pytest.mark.parametrize(
    ("day", "payable"), [(date(2026, 6, 30), 1_263_600), (date(2026, 7, 1), 1_366_200)]
)
def test_trap_12_a_year_paid_before_the_rise_keeps_its_price_to_the_end(
    register: Register, family: Family, policy: Policy, day: date, payable: int
) -> None:
    """4.5 % of 2,340,000 on 30/06/2026, of 2,530,000 the day after (Decree 161/2026/NĐ-CP of
    15/05/2026): the base salary of the day of payment, for all twelve months."""
    (line,) = lines(policy, "household", on=day)
    assert line.payable == payable
    join(register, family, family.wife, day=day)
    assert only(register, family.wife).payable == payable
    assert only(register, family.wife).months == 12


# Breaks


@pytest.mark.parametrize(
    ("until", "waits", "start"),
    [
        (date(2026, 11, 20), False, date(2026, 11, 21)),  # ended yesterday
        (date(2026, 8, 23), False, date(2026, 11, 21)),  # 89 days without a card
        (date(2026, 8, 22), True, date(2026, 12, 21)),  # 90 days
        (date(2025, 11, 20), True, date(2026, 12, 21)),
        (date(2026, 11, 21), False, date(2026, 11, 22)),  # ends today: it goes on
        (date(2026, 12, 31), False, date(2027, 1, 1)),
    ],
)
def test_trap_13_a_break_of_ninety_days_waits_thirty_and_none_is_ever_dated_back(
    policy: Policy, until: date, waits: bool, start: date
) -> None:
    """Law on health insurance as amended by Law 51/2024/QH15 of 27/11/2024, Article 16 item 3 c;
    otherwise from the day of payment (Decree 188/2025/NĐ-CP of 01/07/2025, Article 13)."""
    on = date(2026, 11, 21)
    found = card_start(policy, [card(until=until)], on=on, group="household")
    assert (found.waits, found.day) == (waits, start)
    assert found.day >= on


@pytest.mark.parametrize(
    ("until", "on", "waits"),
    [
        # 60 of the 90 days lie in 2026: three months within one financial year is the old rule.
        (date(2025, 12, 1), date(2026, 3, 2), True),
        (date(2025, 12, 2), date(2026, 3, 2), False),
        # From 1 February to 30 April three months of one year are 89 days: no wait either.
        (date(2026, 1, 31), date(2026, 5, 1), False),
    ],
)
def test_trap_13_the_financial_year_no_longer_matters_to_a_break(
    policy: Policy, until: date, on: date, waits: bool
) -> None:
    """Law 51/2024/QH15 of 27/11/2024, in force from 01/07/2025, counts days wherever they lie."""
    assert card_start(policy, [card(until=until)], on=on, group="household").waits == waits


def test_trap_13_the_first_card_waits_and_that_of_a_poor_household_does_not(policy: Policy) -> None:
    """Groups 4 and 5 wait (same Article 16 item 3 c); the poor are in group 3."""
    on = date(2026, 11, 21)
    never = CoverFact("hi", "not_covered", None, None, None, date(2026, 6, 1))
    for group, day in {"household": date(2026, 12, 21), "student": date(2026, 12, 21)}.items():
        assert card_start(policy, [never], on=on, group=group).day == day
    assert card_start(policy, [never], on=on, group="poor", decided=on).day == on


@pytest.mark.parametrize(
    ("again", "since"),
    [
        (date(2026, 10, 1), date(2020, 1, 1)),  # July to September, three months: it goes on
        (date(2026, 10, 2), date(2026, 10, 2)),  # a day more: it begins anew
    ],
)
def test_trap_13_five_years_survive_three_months_that_would_make_a_household_card_wait(
    policy: Policy, again: date, since: date
) -> None:
    """Two tests of two lengths: 92 days without a card make a household wait, and do not break the
    five years of somebody who need not wait (Decree 146/2018/NĐ-CP of 17/10/2018, Article 12)."""
    ended = card(until=date(2026, 6, 30))
    assert continuity(policy, [ended, card(start=again, until=None)], on=OCTOBER).since == since
    assert card_start(policy, [ended], on=again, group="household").waits


# Premium and benefit


@pytest.mark.parametrize(
    ("day", "benefit"),
    [(date(2025, 12, 31), Fraction(95, 100)), (date(2026, 1, 1), Fraction(1))],
)
def test_trap_14_the_near_poor_have_all_paid_for_at_the_clinic_not_the_premium(
    policy: Policy, day: date, benefit: Fraction
) -> None:
    """Resolution 261/2025/QH15 of 11/12/2025 raised the benefit from 95 to 100 %; of the premium
    the state pays 70 % before and after (Decree 188/2025/NĐ-CP of 01/07/2025)."""
    assert hi_benefit(policy, groups=["near_poor"], on=day).level == benefit
    (line,) = lines(policy, "near_poor", on=day)
    assert line.support * 10 == line.gross * 7
    assert line.payable == 379_080  # 30 % of 1,263,600


@pytest.mark.parametrize(
    ("card", "day", "doubt"),
    [
        ("CN3380100123456", date(2025, 12, 31), None),
        ("CN3380100123456", date(2026, 1, 1), "hi_card_digit_old"),
        ("CN2380100123456", date(2026, 1, 1), None),
        ("CN2380100123456", date(2025, 12, 31), "hi_card_digit"),
    ],
)
def test_trap_14_the_digit_of_their_cards_is_two_from_2026(
    policy: Policy, card: str, day: date, doubt: str | None
) -> None:
    """3 for 95 %, 2 for the whole cost (letter 38/BYT-BH of 06/01/2026); printed cards may lag."""
    found = [one.code for one in card_doubts(policy, card_parts(card), on=day)]
    assert found == ([doubt] if doubt else [])


def test_trap_14_farmers_of_average_means_have_thirty_percent_and_pupils_fifty(
    policy: Policy,
) -> None:
    """Decree 188/2025/NĐ-CP of 01/07/2025; newspapers print 50 % for farmers too."""
    farmer, pupil = lines(policy, "average_agri", "student")
    assert (farmer.support, farmer.payable) == (409_860, 956_340)
    assert (pupil.support, pupil.payable) == (683_100, 683_100)


def test_trap_15_a_proposed_rate_is_not_the_law(policy: Policy) -> None:
    """An increase from 2027 is ordered (Resolution 261/2025/QH15 of 11/12/2025), its rate is not:
    5.1 % is a ministry's proposal. The old rate is used, and said to be unconfirmed."""
    new_year = date(2027, 1, 1)
    found = premium(policy, on=new_year, months=12, members=["household"])
    assert found.payable == 1_366_200
    assert [one.name for one in found.unconfirmed] == ["hi.rate"]
    assert policy.on(new_year)["hi.rate"].status == "pending"
    assert {value.value for value in policy.values["hi.rate"]} == {Fraction(45, 1000)}


def test_trap_15_a_drafted_resolution_is_not_the_law(policy: Policy) -> None:
    """Hà Nội adds 50, 60 and 10 % (Resolution 19/2025/NQ-HĐND of 09/07/2025), not the 70, 75 and
    20 % of its draft; the sample says that it is to be checked."""
    view = policy.on(OCTOBER)
    shipped = {group: view[f"vsi.local.01.{group}"] for group in ("poor", "near_poor", "other")}
    assert [value.value for value in shipped.values()] == [
        Fraction(1, 2),
        Fraction(3, 5),
        Fraction(1, 10),
    ]
    assert {value.status for value in shipped.values()} == {"unsure"}
