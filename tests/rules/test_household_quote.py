"""What a household is advised and what it costs, by the law of 2026."""

from datetime import date

import pytest

from rules.calendar import Month, PartialDate
from rules.contribution import PayerClass
from rules.coverage import CoverFact
from rules.errors import RuleError
from rules.household_quote import HiTask, Quote, Quoter, VsiTask
from rules.policy import Policy
from rules.sex import Sex
from rules.vsi_offer import MemberFacts

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


# 2.530.000 × 4,5 % × 12 = 1.366.200; 100, 70, 60 % (Decree 188/2025/NĐ-CP).
def test_a_household_pays_by_its_places_and_saves_by_joining_together(policy: Policy) -> None:
    found = quote(policy, member(NEVER), member(NEVER, sex="female"), member(NEVER))
    assert [one.line.payable for one in found.members if one.line] == [1_366_200, 956_340, 819_720]
    assert found.payable == 3_142_260
    assert found.saving == 956_340
    assert found.quarter == 785_565
    assert found.steps
    assert found.unconfirmed == ()
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
    found = quote(policy, member(NEVER), on=date(2027, 1, 2))
    assert [one.name for one in found.unconfirmed] == ["hi.rate"]
    nobody = quote(policy)
    assert (nobody.payable, nobody.premium, nobody.quarter) == (0, None, None)


@pytest.mark.parametrize(
    ("facts", "born", "task"),
    [
        ((), "1980-01-01", VsiTask.OFFER),
        ((fact("vsi", "not_covered"),), "1980-01-01", VsiTask.OFFER),
        ((fact("vsi", until=date(2026, 12, 31)),), "1980-01-01", VsiTask.GO_ON),
        ((fact("vsi", until=date(2026, 6, 30)),), "1980-01-01", VsiTask.RESUME),
        ((fact("csi"),), "1980-01-01", VsiTask.COMPULSORY),
        ((), "2010-01-01", VsiTask.NONE),
        ((), None, VsiTask.NONE),
        ((fact(group="student", until=date(2027, 1, 1)),), "2005-01-01", VsiTask.NONE),
        # A man born 02/1965 reaches 61 years 6 months in 08/2026.
        ((), "1965-02", VsiTask.NONE),
    ],
)
def test_who_is_offered_voluntary_insurance(
    policy: Policy, facts: tuple[CoverFact, ...], born: str | None, task: VsiTask
) -> None:
    found = quote(policy, member(*facts, born=born)).members[0]
    assert found.vsi_task is task
    assert (found.offer is not None) is (task in {VsiTask.OFFER, VsiTask.RESUME})


# 1.500.000 × 22 % = 330.000 less 20 % support 66.000; a woman's 15 years: 45 %.
def test_the_offer_counts_the_months_to_retirement_age(policy: Policy) -> None:
    quoter = Quoter(policy, ON)
    found = quoter.quote([member(sex="female", born="1979-05-08")], standing=None).members[0]
    offer = found.offer
    assert offer is not None
    assert [(one.income, one.payable, one.pension) for one in offer.levels] == [
        (1_500_000, 264_000, 675_000),
        (2_000_000, 374_000, 900_000),
        (3_000_000, 594_000, 1_350_000),
    ]
    assert (offer.start, offer.reached) == (Month(2026, 12), Month(2039, 5))
    assert (offer.age_years, offer.age_months) == (60, 0)
    assert (offer.months, offer.missing, offer.one_payment) == (150, 30, 60)
    assert offer.levels[0].steps
    assert quoter.vsi.unconfirmed == ()
    assert quoter.vsi.coming_floor() == (date(2027, 1, 1), 2_200_000, 484_000)


def test_months_paid_before_count_towards_the_pension(policy: Policy) -> None:
    paid = member(sex="female", born="1979-05-08", paid_months=24)
    offer = quote(policy, paid).members[0].offer
    assert offer is not None
    assert offer.missing == 6


def test_an_offer_without_a_sex_promises_no_pension(policy: Policy) -> None:
    offer = quote(policy, member(sex=None)).members[0].offer
    assert offer is not None
    assert offer.reached is None
    assert [one.pension for one in offer.levels] == [None, None, None]


def test_the_payer_class_is_the_one_with_the_highest_support(policy: Policy) -> None:
    quoter = Quoter(policy, ON)
    assert quoter.vsi.payer_class(None, "Kinh") is PayerClass.OTHER
    assert quoter.vsi.payer_class("none", "Mường") is PayerClass.ETHNIC_MINORITY
    assert quoter.vsi.payer_class("near_poor", "Mường") is PayerClass.NEAR_POOR
    assert quoter.vsi.payer_class("poor", None) is PayerClass.POOR
    assert Quoter(policy, ON, island="đặc khu").vsi.payer_class(None, None) is PayerClass.ISLAND


def test_a_day_before_any_pension_law_offers_contributions_alone(policy: Policy) -> None:
    offer = quote(policy, member(born="1990-01-01"), on=date(2025, 3, 1)).members[0].offer
    assert offer is not None
    assert offer.levels[0].pension is None
    with pytest.raises(RuleError):
        Quoter(policy, date(2009, 1, 1))


def test_nothing_is_expected_after_the_last_known_floor(policy: Policy) -> None:
    assert Quoter(policy, date(2027, 2, 1)).vsi.coming_floor() is None
