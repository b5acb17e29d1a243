"""What a household is advised and what it costs, by the law of 2026."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rules.calendar import Month, PartialDate
from rules.coverage import CoverFact
from rules.errors import RuleError
from rules.household.member_tasks import Bar, HiTask, VsiTask
from rules.household.quote import Quote, Quoter
from rules.household.vsi_offer import MemberFacts
from rules.policy import Cite, Policy, Value
from rules.sex import Sex
from rules.vsi.contribution import PayerClass

ON = date(2026, 11, 21)


def fact(
    scheme: str = "hi",
    known: str = "covered",
    *,
    group: str | None = None,
    start: date | None = None,
    until: date | None = None,
    dated: date = date(2026, 1, 1),
) -> CoverFact:
    return CoverFact(scheme, known, group, start, until, dated)  # type: ignore[arg-type]


def member(
    *facts: CoverFact,
    sex: Sex | None = "male",
    born: str | None = "1980-01-01",
    ethnic: str | None = "Kinh",
    paid_months: int = 0,
) -> MemberFacts:
    when = PartialDate.parse(born) if born else None
    return MemberFacts(sex, when, ethnic, facts, paid_months)


NEVER = fact(known="not_covered")


def quote(
    policy: Policy,
    *members: MemberFacts,
    standing: str | None = None,
    on: date = ON,
    place: int = 1,
) -> Quote:
    return Quoter(policy, on).quote(members, standing=standing, first_place=place)


@pytest.mark.parametrize(
    ("facts", "born", "standing", "task"),
    [
        ((), "1980-01-01", None, HiTask.ASK),
        ((NEVER,), "1980-01-01", None, HiTask.JOIN),
        ((fact(until=date(2026, 11, 30)),), "1980-01-01", None, HiTask.RENEW),
        ((fact(until=date(2027, 6, 30)),), "1980-01-01", None, HiTask.NONE),
        # A break of 89 days does not wait, one of 90 does (Decree 188/2025/NĐ-CP, Article 13).
        ((fact(until=date(2026, 8, 23)),), "1980-01-01", None, HiTask.REJOIN),
        ((fact(until=date(2026, 8, 22)),), "1980-01-01", None, HiTask.JOIN),
        ((fact(group="poor", until=date(2026, 12, 1)),), "1980-01-01", None, HiTask.NONE),
        ((), "1980-01-01", "poor", HiTask.SHOW),
        ((NEVER,), "1980-01-01", "poor", HiTask.CLAIM),
        ((NEVER,), "2022-01-01", None, HiTask.CLAIM),
        ((NEVER, fact(start=date(2026, 12, 1))), "1980-01-01", None, HiTask.NONE),
        ((fact("csi"),), "1980-01-01", None, HiTask.NONE),
        ((fact("csi"), NEVER), "1980-01-01", None, HiTask.ASK),
    ],
)
def test_what_to_do_about_a_card(
    policy: Policy,
    facts: tuple[CoverFact, ...],
    born: str,
    standing: str | None,
    task: HiTask,
) -> None:
    found = quote(policy, member(*facts, born=born), standing=standing)
    assert found.members[0].hi_task is task
    assert (found.members[0].line is not None) is (
        task in {HiTask.RENEW, HiTask.REJOIN, HiTask.JOIN}
    )


# Until 30 June 2025 a card waited after three months, not 90 days (Law 46/2014/QH13, Article 16).
@pytest.mark.parametrize(
    ("ended", "on", "task", "payable"),
    [
        (date(2024, 8, 31), date(2024, 10, 5), HiTask.REJOIN, 1_263_600),
        (date(2025, 3, 1), date(2025, 6, 1), HiTask.REJOIN, 1_263_600),
        (date(2025, 3, 1), date(2025, 6, 2), HiTask.JOIN, 1_263_600),
        (date(2020, 1, 31), date(2020, 7, 1), HiTask.JOIN, 804_600),
    ],
)
def test_a_break_before_july_2025_is_counted_in_months(
    policy: Policy, ended: date, on: date, task: HiTask, payable: int
) -> None:
    known = fact(until=ended, dated=date(2018, 12, 1))
    found = quote(policy, member(known, born="1970-01-01"), on=on)
    assert (found.members[0].hi_task, found.payable) == (task, payable)


# Decree 176/2025/NĐ-CP of 30/06/2025: from 75, from 70 in poor and near-poor households, for
# whoever draws no pension; the state pays the card. 540.000 by Decree 335/2026/NĐ-CP of 21/08/2026.
@pytest.mark.parametrize(
    ("known", "born", "standing", "on", "amount"),
    [
        (NEVER, "1951-11-21", None, ON, 540_000),
        (NEVER, "1951-11-22", None, ON, None),
        (NEVER, "1956-11-21", "near_poor", ON, 540_000),
        (NEVER, "1956-11-22", "near_poor", ON, None),
        (NEVER, "1940-01-01", None, date(2026, 6, 30), 500_000),
        (NEVER, None, None, ON, None),
        (fact(until=date(2026, 11, 30), group="pensioner"), "1940-01-01", None, ON, None),
        (fact(until=date(2027, 11, 30)), "1940-01-01", None, ON, None),
        (fact(known="not_covered", dated=date(2024, 1, 1)), "1940-01-01", None,
         date(2025, 6, 30), None),
    ],
)  # fmt: skip
def test_who_is_old_enough_is_told_of_the_social_pension_before_paying_for_a_card(
    policy: Policy,
    known: CoverFact,
    born: str | None,
    standing: str | None,
    on: date,
    amount: int | None,
) -> None:
    found = quote(policy, member(known, born=born), standing=standing, on=on).members[0]
    assert (found.social_pension.amount if found.social_pension else None) == amount
    if amount is not None:
        assert found.line is not None


# The third of a year pays 60 % = 819.720; the order begins anew with each financial year.
@pytest.mark.parametrize(("on", "before"), [(ON, 819_720), (date(2025, 12, 20), 1_366_200)])
def test_in_another_year_nobody_has_paid_before(policy: Policy, on: date, before: int) -> None:
    never = fact(known="not_covered", dated=date(2025, 1, 1))
    found = quote(policy, member(never, born="1955-01-01"), on=on, place=3)
    last = found.changes[-1]
    assert (last.day, last.name) == (date(2027, 1, 1), "hi.rate")
    assert [(one.before, one.after) for one in last.amounts] == [(before, 1_366_200)]


# 2.530.000 × 4,5 % × 12 = 1.366.200; 100, 70, 60 % (Decree 188/2025/NĐ-CP).
def test_a_household_pays_by_its_places_and_saves_by_joining_together(policy: Policy) -> None:
    found = quote(policy, member(NEVER), member(NEVER, sex="female"), member(NEVER))
    assert [one.line.payable for one in found.members if one.line] == [1_366_200, 956_340, 819_720]
    assert found.payable == 3_142_260
    assert found.saving == 956_340
    assert found.quarter == 785_565
    # 3, 6 and 12 months of 113.850 × (100 + 70 + 60) %.
    assert [(one.months, one.payable) for one in found.premiums] == [
        (3, 785_565),
        (6, 1_571_130),
        (12, 3_142_260),
    ]
    assert [[line.payable for line in one.lines] for one in found.members] == [
        [341_550, 683_100, 1_366_200],
        [239_085, 478_170, 956_340],
        [204_930, 409_860, 819_720],
    ]
    assert found.steps
    assert found.bill_unconfirmed == ()
    second = quote(policy, member(NEVER), place=2)
    assert (second.payable, second.saving, second.quarter) == (956_340, 0, 239_085)


def test_a_member_pays_in_the_group_with_the_highest_support(policy: Policy) -> None:
    pupil = member(NEVER, born="2012-01-01")
    assert quote(policy, pupil).members[0].group == "student"
    assert quote(policy, pupil, standing="near_poor").members[0].group == "near_poor"
    student = member(fact(group="student", until=date(2026, 12, 31)), born="2005-01-01")
    assert quote(policy, student).members[0].group == "student"


def test_families_of_middling_farmers_pay_whichever_way_is_cheaper(policy: Policy) -> None:
    alone = quote(policy, member(NEVER), standing="average_agri")
    assert alone.members[0].group == "average_agri"
    assert alone.payable == 956_340
    many = quote(policy, *[member(NEVER)] * 6, standing="average_agri")
    assert {one.group for one in many.members} == {"household"}
    # Six as a household 4.918.320, six with 30 % support 5.738.040.
    assert many.payable == 4_918_320


def test_a_price_of_next_year_is_named_as_not_confirmed(policy: Policy) -> None:
    found = quote(policy, member(NEVER, born="2013-01-01"), on=date(2027, 1, 2))
    assert [one.name for one in found.bill_unconfirmed] == ["hi.rate"]
    assert found.unconfirmed == found.bill_unconfirmed
    nobody = quote(policy)
    assert (nobody.payable, nobody.premium, nobody.quarter, nobody.steps) == (0, None, None, ())
    assert (nobody.bill_unconfirmed, nobody.unconfirmed) == ((), ())


@pytest.mark.parametrize(
    ("facts", "born", "task", "bar"),
    [
        ((), "1980-01-01", VsiTask.OFFER, None),
        ((fact("vsi", "not_covered"),), "1980-01-01", VsiTask.OFFER, None),
        ((fact("vsi", until=date(2026, 12, 31)),), "1980-01-01", VsiTask.GO_ON, Bar.HAS),
        ((fact("vsi", until=date(2026, 6, 30)),), "1980-01-01", VsiTask.RESUME, None),
        ((fact("csi"),), "1980-01-01", VsiTask.COMPULSORY, Bar.EMPLOYER),
        ((fact(group="employee"),), "1980-01-01", VsiTask.NONE, Bar.EMPLOYER),
        ((fact(group="employee", until=date(2026, 6, 30)),), "1980-01-01", VsiTask.OFFER, None),
        ((fact(group="pensioner"),), "1960-01-01", VsiTask.NONE, Bar.PENSION),
        ((fact(group="social_pension"),), "1950-01-01", VsiTask.NONE, Bar.SOCIAL_PENSION),
        # From fifteen on the law lets people join (Law 41/2024/QH15, Article 2 item 4).
        ((), "2011-11-22", VsiTask.NONE, Bar.CHILD),
        ((), "2011-11-21", VsiTask.MAY, Bar.SCHOOL),
        ((), None, VsiTask.NONE, Bar.NO_BIRTH),
        (
            (fact(group="student", until=date(2027, 1, 1)),),
            "2005-01-01",
            VsiTask.MAY,
            Bar.SCHOOL,
        ),
        # A man born 02/1965 reaches 61 years 6 months in 08/2026.
        ((), "1965-02", VsiTask.MAY, Bar.PAST_AGE),
        ((fact("vsi", until=date(2026, 6, 30)),), "1965-02", VsiTask.RESUME, None),
    ],
)
def test_who_is_offered_voluntary_insurance(
    policy: Policy, facts: tuple[CoverFact, ...], born: str | None, task: VsiTask, bar: Bar | None
) -> None:
    found = quote(policy, member(*facts, born=born)).members[0]
    assert (found.vsi_task, found.vsi_bar) == (task, bar)
    asked = task in {VsiTask.OFFER, VsiTask.RESUME}
    assert (found.asked is not None) is asked
    assert (found.offer is not None) is (asked or task is VsiTask.MAY)


@pytest.mark.parametrize(
    ("facts", "standing", "bar"),
    [
        ((NEVER,), None, None),
        ((), None, Bar.UNKNOWN),
        ((fact(until=date(2027, 6, 30)),), None, Bar.HAS),
        ((NEVER, fact(start=date(2026, 12, 1))), None, Bar.BEGINS),
        ((fact(group="poor", until=date(2026, 12, 1)),), None, Bar.STATE),
        ((NEVER,), "poor", Bar.STATE),
        ((), "poor", Bar.STATE),
        ((fact("csi"), NEVER), None, Bar.EMPLOYER),
    ],
)
def test_why_no_card_is_paid_for(
    policy: Policy, facts: tuple[CoverFact, ...], standing: str | None, bar: Bar | None
) -> None:
    assert quote(policy, member(*facts), standing=standing).members[0].hi_bar is bar


# 1.500.000 × 22 % = 330.000 less 20 % support 66.000. Born 08/05/1979, 60 in 05/2039: from 12/2026
# 150 months, 30 are missing; then 15 years, a woman's 45 %.
def test_the_offer_says_what_is_paid_and_when_it_gives_how_much(policy: Policy) -> None:
    quoter = Quoter(policy, ON)
    household = quoter.quote([member(sex="female", born="1979-05-08")], standing=None)
    offer = household.members[0].offer
    assert offer is not None
    assert [(one.income, one.payable, one.pension) for one in offer.levels] == [
        (1_500_000, 264_000, 675_000),
        (2_000_000, 374_000, 900_000),
        (3_000_000, 594_000, 1_350_000),
    ]
    assert household.vsi_monthly == 264_000
    assert offer.start == Month(2026, 12)
    assert offer.outlook is not None
    assert (offer.outlook.months, offer.outlook.missing) == (150, 30)
    assert offer.outlook.pension_from == Month(2039, 6)
    assert [one.kind for one in offer.outlook.ways] == ["make_up", "go_on"]
    assert offer.levels[0].steps
    assert offer.levels[0].unconfirmed == ()
    assert {one.name for one in offer.unconfirmed} == {"vsi.investment_rate", "vsi.ahead_support"}
    assert household.unconfirmed == offer.unconfirmed
    assert quoter.vsi.coming_floor() == (date(2027, 1, 1), 2_200_000, 484_000)


# Every method of Law 41/2024/QH15, Article 36; five years ahead at 0,31 % a month: 18.098.148 less
# 60 × 66.000 = 3.960.000.
def test_each_level_has_the_price_of_every_method(policy: Policy) -> None:
    offer = quote(policy, member(sex="female")).members[0].offer
    assert offer is not None
    rows = {row.method: row.contribution for row in offer.levels[0].methods}
    assert list(rows) == ["1", "3", "6", "12", "ahead-2", "ahead-3", "ahead-4", "ahead-5"]
    paid = {method: row.payable for method, row in rows.items() if row is not None}
    assert (paid["3"], paid["6"], paid["12"]) == (792_000, 1_584_000, 3_168_000)
    assert paid["ahead-5"] == 14_138_148


# 110 months were supported: 10 of the next 12 still are (Decree 159/2025/NĐ-CP, Article 5).
def test_months_supported_before_are_counted_where_they_matter(policy: Policy) -> None:
    used = replace(member(sex="female"), used_support_months=110)
    offer = quote(policy, used).members[0].offer
    assert offer is not None
    (year,) = (row.contribution for row in offer.levels[0].methods if row.method == "12")
    assert year is not None
    assert year.gross - year.payable == 660_000


def test_months_paid_before_count_towards_the_pension(policy: Policy) -> None:
    paid = member(sex="female", born="1979-05-08", paid_months=24)
    found = quote(policy, paid).members[0]
    assert found.vsi_task is VsiTask.RESUME
    assert found.offer is not None
    assert found.offer.outlook is not None
    assert found.offer.outlook.missing == 6


def test_the_level_a_person_asked_for_comes_first_where_it_is_lawful(policy: Policy) -> None:
    def incomes(income: int) -> list[int]:
        wished = replace(member(), income=income)
        offer = quote(policy, wished).members[0].offer
        assert offer is not None
        assert offer.lowest.income == 1_500_000
        return [one.income for one in offer.levels]

    assert incomes(2_500_000) == [2_500_000, 1_500_000, 2_000_000]
    assert incomes(1_500_000) == [1_500_000, 2_000_000, 3_000_000]
    assert incomes(1_000_000) == [1_500_000, 2_000_000, 3_000_000]
    assert incomes(90_000_000) == [1_500_000, 2_000_000, 3_000_000]


# Born 05/1990, 60 in 05/2050. Paid on 2.000.000 so far for 12 months, to 12/2026: from 01/2027 to
# 05/2050 281 months, with 12 before 293: 24 years 5 months count as 24,5: 45 + 9,5 × 2 = 64 %.
def test_whoever_is_in_learns_what_going_on_leads_to(policy: Policy) -> None:
    paying = member(
        fact("vsi", until=date(2026, 12, 31)), sex="female", born="1990-05-01", paid_months=12
    )
    found = quote(policy, replace(paying, pays_on=2_000_000)).members[0]
    assert found.going_on is not None
    assert (found.going_on.months, found.going_on.total) == (281, 293)
    assert (found.going_on.pension_from, found.going_on.pension.monthly) == (
        Month(2050, 6),
        1_280_000,
    )
    assert quote(policy, paying).members[0].going_on is None
    endless = member(fact("vsi"), sex="female", born="1990-05-01", paid_months=12)
    household = quote(policy, replace(endless, pays_on=2_000_000))
    assert household.members[0].going_on is not None
    assert household.members[0].going_on.first_month == Month(2026, 11)
    assert household.unconfirmed == ()


def test_an_offer_without_a_sex_promises_no_pension(policy: Policy) -> None:
    offer = quote(policy, member(sex=None)).members[0].offer
    assert offer is not None
    assert offer.outlook is None
    assert [one.pension for one in offer.levels] == [None, None, None]


def test_the_payer_class_is_the_one_with_the_highest_support(policy: Policy) -> None:
    quoter = Quoter(policy, ON)
    assert quoter.vsi.payer_class(None, "Kinh") is PayerClass.OTHER
    assert quoter.vsi.payer_class("none", "Mường") is PayerClass.ETHNIC_MINORITY
    assert quoter.vsi.payer_class("near_poor", "Mường") is PayerClass.NEAR_POOR
    assert quoter.vsi.payer_class("poor", None) is PayerClass.POOR
    assert Quoter(policy, ON, island="đặc khu").vsi.payer_class(None, None) is PayerClass.ISLAND


def test_a_day_without_recorded_law_is_told(policy: Policy) -> None:
    with pytest.raises(RuleError):
        Quoter(policy, date(2009, 1, 1))


def test_nothing_is_expected_after_the_last_known_floor(policy: Policy) -> None:
    assert Quoter(policy, date(2027, 2, 1)).vsi.coming_floor() is None


# What one more member changes: third in the household, 60 % of 1.366.200 = 819.720.
def test_one_more_member_takes_the_last_place_and_pays_less(policy: Policy) -> None:
    unknown = member(sex="female")
    early = member(fact(group="household", until=date(2027, 6, 30)))
    found = quote(
        policy,
        member(NEVER),
        unknown,
        member(NEVER),
        early,
        member(NEVER, born="2023-01-01"),
        member(fact(group="student", until=date(2027, 6, 30)), born="2008-01-01"),
        member(fact("csi"), NEVER),
        member(fact("csi"), fact(group="employee", until=date(2027, 6, 30))),
    )
    assert found.payable == 2_322_540
    assert [(one.member, one.order, one.difference) for one in found.joining] == [
        (1, 3, 819_720),
        (3, 3, 819_720),
    ]
    assert {one.premium.payable for one in found.joining} == {3_142_260}
    assert found.joining[0].group == "household"


def test_where_nobody_pays_yet_whoever_joins_is_the_first(policy: Policy) -> None:
    (joining,) = quote(policy, member()).joining
    assert (joining.order, joining.difference) == (1, 1_366_200)
    (later,) = quote(policy, member(), place=3).joining
    assert (later.order, later.difference) == (3, 819_720)
    (poor,) = quote(policy, member(), standing="near_poor").joining
    # 70 % support of 1.366.200 leaves 409.860 (Decree 188/2025/NĐ-CP).
    assert (poor.group, poor.order, poor.difference) == ("near_poor", None, 409_860)


# Known on 21/11/2026: the poverty line of Decree 351/2025/NĐ-CP and the rate that Resolution
# 261/2025/QH15 lets rise, both from 01/01/2027 and neither certain.
def test_what_changes_on_which_day_is_said_with_the_amounts(policy: Policy) -> None:
    found = quote(policy, member(NEVER))
    assert [(one.day, one.name, one.status) for one in found.changes] == [
        (date(2027, 1, 1), "hi.rate", "pending"),
        (date(2027, 1, 1), "poverty_line.rural", "pending"),
    ]
    rate, line = found.changes
    (card,) = rate.amounts
    assert (card.scheme, card.before, card.after) == ("hi", 1_366_200, 1_366_200)
    assert (line.old, line.new) == (1_500_000, 2_200_000)
    # 22 % × 2.200.000 × 80 % = 387.200; of 3.000.000: 660.000 − 96.800.
    assert [(one.income, one.new_income, one.before, one.after) for one in line.amounts] == [
        (1_500_000, 2_200_000, 264_000, 387_200),
        (2_000_000, 2_200_000, 374_000, 387_200),
        (3_000_000, 3_000_000, 594_000, 563_200),
    ]
    assert {one.payer_class for one in line.amounts} == {PayerClass.OTHER}
    assert line.why
    assert quote(policy, member(NEVER), on=date(2027, 2, 1)).changes == ()


def test_people_of_several_classes_share_a_change(policy: Policy) -> None:
    found = quote(policy, member(), member(ethnic="Mường"), member(), on=date(2026, 12, 31))
    (line,) = found.changes
    assert [(one.payer_class, one.after) for one in line.amounts] == [
        (PayerClass.OTHER, 387_200),
        (PayerClass.OTHER, 387_200),
        (PayerClass.OTHER, 563_200),
        (PayerClass.ETHNIC_MINORITY, 338_800),
        (PayerClass.ETHNIC_MINORITY, 338_800),
        (PayerClass.ETHNIC_MINORITY, 514_800),
    ]


# A province adds 20 % of 22 % × 1.500.000 = 66.000 to 31/12/2026 only: 198.000, then at the new
# lowest income without it 387.200.
def test_the_end_of_a_province_s_support_changes_the_levels(policy: Policy) -> None:
    cite = Cite("Nghị quyết 2/2026/NQ-HĐND", date(2025, 12, 10))
    name = "vsi.local.38.other"
    local = Value(name, Fraction(1, 5), "ratio", date(2026, 1, 1), date(2026, 12, 31), cite)
    province = Policy({**policy.values, name: (local,)})
    found = Quoter(province, ON, province="38").quote([member()], standing=None)
    (ends,) = (one for one in found.changes if one.name == name)
    assert (ends.day, ends.old, ends.new) == (date(2027, 1, 1), Fraction(1, 5), None)
    assert (ends.amounts[0].before, ends.amounts[0].after) == (198_000, 387_200)
    assert ends.cite == cite


def test_a_level_after_a_value_that_ends_is_not_guessed(policy: Policy) -> None:
    old = policy.values["vsi.rate"]
    last = replace(old[-1], until=date(2026, 12, 31))
    ended = Policy({**policy.values, "vsi.rate": (*old[:-1], last)})
    found = Quoter(ended, ON).quote([member()], standing=None)
    (rate,) = (one for one in found.changes if one.name == "vsi.rate")
    assert (rate.new, rate.amounts[0].before, rate.amounts[0].after) == (None, 264_000, None)


def test_a_level_in_another_unit_is_told(policy: Policy) -> None:
    old = policy.values["vsi.rate"]
    last = replace(old[-1], until=date(2026, 12, 31))
    wrong = replace(old[-1], start=date(2027, 1, 1), unit="dong", value=5)
    changed = Policy({**policy.values, "vsi.rate": (*old[:-1], last, wrong)})
    with pytest.raises(RuleError, match="wrong_unit"):
        Quoter(changed, ON).quote([member()], standing=None)
