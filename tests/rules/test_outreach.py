"""Why to visit a household, by the law of November 2026."""

from datetime import date
from fractions import Fraction

import pytest

from rules.calendar import Month, PartialDate
from rules.coverage import CoverFact
from rules.household.quote import Quoter
from rules.outreach.facts import Household, Member, Reason, Said
from rules.outreach.ranking import Outreach, worth
from rules.outreach.weights import NAMES, REASONS, Weights
from rules.policy import Policy
from rules.sex import Sex
from storage.outreach.weighing import shipped_weights

ON = date(2026, 11, 21)
HOME = "household"


def weights(**own: int) -> Weights:
    shipped = {name: weight.value for name, weight in shipped_weights().items()}
    return Weights({**shipped, **own})


def hi(
    until: str | None = None,
    *,
    start: str | None = "2025-12-01",
    group: str | None = HOME,
    known: str = "covered",
    dated: str = "2026-01-01",
    scheme: str = "hi",
) -> CoverFact:
    first, last = (date.fromisoformat(day) if day else None for day in (start, until))
    told = date.fromisoformat(dated)
    return CoverFact(scheme, known, group, first, last, told)  # type: ignore[arg-type]


def no_card(dated: str = "2026-06-01") -> CoverFact:
    return hi(None, start=None, group=None, known="not_covered", dated=dated)


def vsi(until: str, start: str = "2020-01-01", scheme: str = "vsi") -> CoverFact:
    return hi(until, start=start, group=None, dated=start, scheme=scheme)


FAR = hi("2027-10-31")


class Home:
    """A household in the making, and what calls for it."""

    def __init__(
        self, policy: Policy, on: date = ON, standing: str | None = None, **own: int
    ) -> None:
        self.outreach = Outreach(Quoter(policy, on), weights(**own))
        self.standing = standing
        self.members: list[Member] = []

    def add(
        self,
        *facts: CoverFact,
        born: str | None = "1985-05-01",
        sex: Sex | None = "male",
        relation: str | None = None,
        ethnic: str | None = "Kinh",
        place: int | None = None,
        months: tuple[int, int, int] = (0, 0, 0),
    ) -> "Home":
        child = born is not None and born > "2020-11-21"
        insured = self.outreach.insured(facts, child=child, poor=self.standing == "poor")
        when = PartialDate.parse(born) if born else None
        name = f"p{len(self.members) + 1}"
        self.members.append(Member(name, relation, sex, when, ethnic, insured, place, *months))
        return self

    def found(
        self,
        *said: Said,
        others: int = 0,
        visited: bool = False,
        absent_on: date | None = None,
        asked_back: date | None = None,
    ) -> dict[str, Reason]:
        places = [one.place for one in self.members if one.place]
        home = Household(
            tuple(self.members),
            others,
            max(places, default=0) + 1,
            self.standing,
            visited or bool(said),
            said,
            absent_on,
            asked_back,
        )
        reasons = self.outreach.reasons(home)
        assert [one.worth for one in reasons] == sorted((o.worth for o in reasons), reverse=True)
        return {one.code: one for one in reversed(reasons)}


@pytest.fixture
def home(policy: Policy) -> Home:
    return Home(policy)


def figures(reason: Reason, **wanted: object) -> None:
    assert {name: reason.figures.get(name) for name in wanted} == wanted


def test_cards_that_end_soon_are_a_reason_for_all_of_them_at_once(home: Home) -> None:
    home.add(hi("2026-11-30")).add(hi("2026-11-30")).add(FAR)
    reason = home.found()["card_ending"]
    assert reason.people == ("p1", "p2")
    assert reason.until == date(2026, 11, 30)
    figures(reason, people=2, day=date(2026, 11, 30))
    # 40, one more person 3, 21 of 30 days gone
    assert reason.worth == 40 + 3 + 21


def test_two_days_on_which_cards_end_are_two_reasons(policy: Policy) -> None:
    home = Home(policy).add(hi("2026-11-30")).add(hi("2026-12-05"))
    found = home.outreach.reasons(Household(tuple(home.members)))
    ends = [one for one in found if one.code == "card_ending"]
    assert [one.until for one in ends] == [date(2026, 11, 30), date(2026, 12, 5)]


@pytest.mark.parametrize("group", ["student", "employee", "pensioner"])
def test_a_card_that_somebody_else_renews_is_no_reason(home: Home, group: str) -> None:
    assert "card_ending" not in home.add(hi("2026-12-10", group=group)).found()


def test_a_card_of_the_state_is_no_reason(home: Home) -> None:
    assert home.add(hi("2026-12-10", group="poor")).found() == {}


def test_the_office_says_when_an_end_is_near(policy: Policy) -> None:
    assert "card_ending" not in Home(policy).add(hi("2027-01-10")).found()
    assert "card_ending" in Home(policy, near_days=60).add(hi("2027-01-10")).found()


def test_five_years_are_lost_after_three_months(home: Home) -> None:
    reason = home.add(hi("2026-11-30", start="2021-12-01")).found()["continuity"]
    figures(reason, people=1, years=5, keep=date(2027, 3, 1))
    assert reason.until == date(2026, 11, 30)


def test_five_years_may_still_be_saved_after_the_card_has_ended(home: Home) -> None:
    """Ended on 12 September: 90 days are over on 11 December, three months on the 13th."""
    reason = home.add(hi("2026-09-12", start="2020-01-01")).found()["continuity"]
    figures(reason, keep=date(2026, 12, 13))
    assert reason.until == date(2026, 12, 11)


@pytest.mark.parametrize(
    "fact",
    [
        hi("2026-11-30", start="2021-12-02"),  # a day short of five years
        hi("2026-08-10", start="2019-01-01"),  # three months are over
        hi("2027-03-01", start="2019-01-01"),  # far from its end
    ],
)
def test_what_is_not_five_years_or_does_not_press_is_not_lost(home: Home, fact: CoverFact) -> None:
    assert "continuity" not in home.add(fact).found()


def test_a_break_within_the_years_is_no_continuity(home: Home) -> None:
    home.add(hi("2022-06-30", start="2019-01-01"), hi("2026-11-30", start="2023-01-01"))
    assert "continuity" not in home.found()


def test_a_list_that_ended_a_long_cover_tells_no_last_day(home: Home) -> None:
    home.add(hi(None, start="2019-01-01"), no_card("2026-10-01"))
    assert not {"card_gap", "card_lapsed", "continuity"} & set(home.found())


def test_a_school_card_of_five_years_is_not_told_of(home: Home) -> None:
    assert home.add(hi("2026-11-30", start="2019-01-01", group="student")).found() == {}


def test_before_ninety_days_a_card_needs_no_wait(home: Home) -> None:
    reason = home.add(hi("2026-09-12")).found()["card_gap"]
    assert reason.until == date(2026, 12, 11)
    figures(reason, people=1, day=date(2026, 9, 12), days=70, gap=90, wait=30)
    assert "card_lapsed" not in home.found()


def test_after_ninety_days_a_card_waits_thirty(home: Home) -> None:
    found = home.add(hi("2026-08-22")).found()
    assert "card_gap" not in found
    figures(found["card_lapsed"], people=1, day=date(2026, 8, 22), wait=30)
    assert found["card_lapsed"].until is None


def test_the_law_before_the_days_knows_no_last_day(policy: Policy) -> None:
    on = date(2025, 5, 5)
    home = Home(policy, on).add(hi("2025-04-01", start="2018-01-01"))
    assert not {"card_gap", "continuity"} & set(home.found())
    left = Home(policy, on)
    card = hi("2025-03-31", start="2018-01-01", group="employee")
    left.add(vsi("2025-03-31", scheme="csi"), card)
    assert "card" not in left.found()["company_left"].figures


def test_who_left_a_company_goes_on_without_a_wait(home: Home) -> None:
    home.add(
        vsi("2026-10-31", scheme="csi"), hi("2026-10-31", start="2020-01-01", group="employee")
    )
    found = home.found()
    reason = found["company_left"]
    figures(reason, last=Month(2026, 10), card=date(2026, 10, 31))
    assert reason.until == date(2027, 1, 29)
    assert "card_gap" not in found


def test_who_left_a_company_and_has_a_card_keeps_the_time(home: Home) -> None:
    reason = home.add(vsi("2026-10-31", scheme="csi"), FAR).found()["company_left"]
    assert "card" not in reason.figures


@pytest.mark.parametrize(
    "facts",
    [
        (vsi("2026-03-31", scheme="csi"),),  # too long ago
        (vsi("2026-10-31", scheme="csi"), vsi("2027-06-30", "2026-11-01")),  # goes on
        (vsi("2027-10-31", scheme="csi"),),  # still there
    ],
)
def test_who_left_long_ago_goes_on_or_is_there_did_not_leave(
    home: Home, facts: tuple[CoverFact, ...]
) -> None:
    assert "company_left" not in home.add(*facts).found()


def test_a_list_that_ends_compulsory_insurance_tells_no_day(home: Home) -> None:
    gone = hi(None, start=None, known="not_covered", dated="2026-11-01", scheme="csi")
    assert "company_left" not in home.add(vsi("2030-01-01", scheme="csi"), gone).found()


def test_the_state_pays_most_of_the_price_of_a_near_poor_household(policy: Policy) -> None:
    """2.530.000 × 4,5 % × 12 = 1.366.200, of which 30 % are left."""
    home = Home(policy, standing="near_poor")
    reason = home.add(no_card()).add(no_card()).add(no_card()).found()["state_pays"]
    figures(reason, people=3, standing="near_poor", share=Fraction(7, 10), payable=3 * 409_860)
    # 24, two more people, 28 times 100.000 from the state
    assert reason.worth == 24 + 6 + 3 * 956_340 // 100_000
    assert "all_uncovered" not in home.found()


def test_support_is_for_whoever_has_no_card_as_well_in_the_gap(policy: Policy) -> None:
    home = Home(policy, standing="average_agri").add(hi("2026-10-31", group="average_agri"))
    assert home.found()["state_pays"].people == ("p1",)
    assert "card_gap" in home.found()


def test_who_pays_less_as_a_member_of_the_household_is_not_supported(policy: Policy) -> None:
    """Of an agricultural household, the third in the order pays 60 % and not 70 % in the group."""
    home = Home(policy, standing="average_agri")
    for _ in range(5):
        home.add(no_card())
    found = home.found()
    members = {one.people for one in found.values() if one.code.endswith("_uncovered")}
    supported = found["state_pays"].people if "state_pays" in found else ()
    assert sorted([*supported, *(one for people in members for one in people)]) == [
        f"p{number}" for number in range(1, 6)
    ]


def test_a_couple_without_cards_while_the_children_have_them(home: Home) -> None:
    """1.366.200 + 70 % of it = 2.322.540."""
    home.add(no_card(), relation="head").add(no_card(), relation="wife", sex="female")
    home.add(FAR, born="2012-01-01", relation="child").add(FAR, born="2014-01-01")
    reason = home.found()["couple_uncovered"]
    figures(reason, people=2, held=2, payable=2_322_540)


@pytest.mark.parametrize(
    ("births", "held", "code"),
    [
        (("1980-01-01", "1982-01-01"), 1, "adults_uncovered"),
        (("1980-01-01", "1982-01-01", "2005-01-01"), 1, "adults_uncovered"),
        (("1980-01-01", "2015-01-01"), 1, "some_uncovered"),
        (("1980-01-01", None), 1, "some_uncovered"),
        (("1980-01-01", "1982-01-01"), 0, "all_uncovered"),
        (("1980-01-01",), 0, "some_uncovered"),
    ],
)
def test_who_else_has_no_card(
    home: Home, births: tuple[str | None, ...], held: int, code: str
) -> None:
    for born in births:
        home.add(no_card(), born=born, relation="child")
    for _ in range(held):
        home.add(FAR)
    family = {"couple_uncovered", "adults_uncovered", "all_uncovered", "some_uncovered"}
    assert family & set(home.found()) == {code}


def test_others_of_whom_nothing_is_known_leave_it_at_some(home: Home) -> None:
    home.add(no_card()).add(no_card()).add()
    assert "some_uncovered" in home.found()


def test_others_whose_cards_run_on_are_counted(home: Home) -> None:
    home.add(no_card()).add(no_card()).add()
    found = home.found(others=2)
    figures(found["adults_uncovered"], people=2, held=2)
    figures(found["unknown_cover"], people=1, living=5)


def test_places_of_this_year_are_kept(policy: Policy) -> None:
    """The place of the first is taken: who joins now is the second."""
    home = Home(policy).add(FAR, place=1).add(no_card())
    figures(home.found()["some_uncovered"], payable=956_340)


def test_a_card_that_the_state_gives_is_to_be_asked_for(policy: Policy) -> None:
    home = Home(policy, standing="poor").add(no_card())
    home.add(no_card(), born="2024-01-01")
    assert home.found()["free_card"].people == ("p1", "p2")


def test_nobody_has_asked_and_nothing_is_known(home: Home) -> None:
    home.add().add().add(FAR)
    reason = home.found()["unknown_cover"]
    figures(reason, people=2, living=3)
    assert "unknown_cover" not in home.found(visited=True)


def test_what_an_employer_pays_is_no_question(home: Home) -> None:
    home.add(vsi("2030-01-01", scheme="csi"))
    assert "unknown_cover" not in home.found()


def test_months_short_of_a_pension(home: Home) -> None:
    home.add(vsi("2026-07-31"), born="1967-03-01", sex="female", months=(100, 73, 0))
    reason = home.found()["vsi_nearly"]
    figures(reason, missing=7, paid=173, since=Month(2026, 8), years=15)
    assert "vsi_stopped" not in home.found()


def test_stopped_before_it_was_nearly_complete_or_when_it_was(home: Home) -> None:
    home.add(vsi("2026-07-31"), months=(50, 0, 0))
    figures(home.found()["vsi_stopped"], since=Month(2026, 8))
    full = home.add(vsi("2026-07-31"), months=(190, 0, 0))
    assert "vsi_nearly" not in full.found()


def test_nobody_without_a_date_of_birth_is_asked_to_go_on(home: Home) -> None:
    assert home.add(vsi("2026-07-31"), FAR, born=None).found() == {}


def test_a_pensioner_is_not_asked_to_go_on(home: Home) -> None:
    card = hi(None, start="2020-01-01", group="pensioner")
    assert home.add(vsi("2019-07-31", "2015-01-01"), card, born="1950-01-01").found() == {}


def test_time_paid_for_ends(home: Home) -> None:
    reason = home.add(vsi("2026-11-30"), FAR).found()["vsi_ending"]
    assert reason.until == date(2026, 11, 30)


@pytest.mark.parametrize("until", ["2027-11-30", None])
def test_time_paid_for_far_ahead_is_no_reason(home: Home, until: str | None) -> None:
    fact = hi(until, start="2024-01-01", group=None, scheme="vsi")
    assert home.add(fact, FAR, months=(115, 0, 115)).found() == {}


def test_the_last_months_of_support(home: Home) -> None:
    """66.000 đồng a month for others, 99.000 for an ethnic minority."""
    home.add(vsi("2026-07-31"), months=(130, 0, 115)).add(
        vsi("2026-11-30"), months=(110, 0, 110), ethnic="Mường"
    )
    found = home.outreach.reasons(Household(tuple(home.members)))
    ends = {one.people: one for one in found if one.code == "vsi_support_ends"}
    figures(ends["p1",], left=5, most=120, support=66_000)
    figures(ends["p2",], left=10, most=120, support=99_000)
    assert ends["p1",].worth == 15 + 3


@pytest.mark.parametrize("used", [120, 107])
def test_support_that_is_over_or_lasts_long_is_no_reason(home: Home, used: int) -> None:
    assert "vsi_support_ends" not in home.add(vsi("2026-07-31"), months=(130, 0, used)).found()


def test_two_of_one_class_are_reckoned_once(home: Home) -> None:
    for _ in range(2):
        home.add(vsi("2026-07-31"), months=(130, 0, 119))
    assert home.found()["vsi_support_ends"].worth == 15


@pytest.mark.parametrize(
    ("sex", "born", "months"),
    [
        ("female", "1982-05-01", 15 * 12 + 6),
        ("female", "1981-11-01", 15 * 12),
        ("male", "1980-01-01", 15 * 12 + 2),
    ],
)
def test_who_starts_now_still_has_fifteen_years(
    home: Home, sex: Sex, born: str, months: int
) -> None:
    reason = home.add(FAR, sex=sex, born=born).found()["vsi_last_start"]
    slack = months - 15 * 12
    last = Month(2026, 12).plus(slack)
    figures(reason, months=months, last=last, years=15, age=60 if sex == "female" else 62)
    assert reason.until == last.last


@pytest.mark.parametrize(
    ("sex", "born"),
    [
        ("female", "1981-10-31"),  # a month too late
        ("female", "1986-01-01"),  # may wait
        ("male", "1975-01-01"),
        (None, "1982-05-01"),
        ("female", None),
    ],
)
def test_too_late_not_pressing_or_not_known(home: Home, sex: Sex | None, born: str | None) -> None:
    assert "vsi_last_start" not in home.add(FAR, sex=sex, born=born).found()


def test_only_the_year_of_birth_is_known(home: Home) -> None:
    assert "vsi_last_start" in home.add(FAR, sex="female", born="1983").found()


def test_time_paid_before_counts_for_the_start(home: Home) -> None:
    """Eight years and two months are left, seven and a half years were paid in a company."""
    reason = home.add(FAR, born="1973-01-01", months=(0, 90, 0)).found()["vsi_last_start"]
    assert reason.figures["months"] == 90 + 8 * 12 + 2


@pytest.mark.parametrize(
    ("born", "paid"),
    [("1960-01-01", 190), ("1950-01-01", 170), ("1973-01-01", 181), ("1973-01-01", 40)],
)
def test_enough_too_late_or_too_little(home: Home, born: str, paid: int) -> None:
    assert "vsi_last_start" not in home.add(FAR, born=born, months=(0, paid, 0)).found()


def test_who_works_in_a_company_need_not_start(home: Home) -> None:
    fact = vsi("2030-01-01", scheme="csi")
    assert home.add(FAR, fact, sex="female", born="1982-05-01").found() == {}


def test_no_wish_to_remind(policy: Policy) -> None:
    assert Home(policy, start_months=0).outreach.late_births("male") is None
    off = Home(policy, start_months=0).add(FAR, sex="female", born="1982-05-01")
    assert off.found() == {}


def said(
    result: str = "thinking",
    *,
    who: str | None = "p1",
    scheme: str | None = "vsi",
    answered: bool = False,
) -> Said:
    return Said(who, scheme, result, "3", "Chưa tin", answered, date(2026, 11, 2))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        (said(), "thinking"),
        (said(answered=True), "answered"),
        (said("refused", answered=True), "answered"),
        (said("refused"), None),
        (said("moved"), None),
        (said("agreed"), "agreed"),
        (said(scheme="hi"), None),
        (said(scheme=None), "thinking"),
        (said(who=None), "thinking"),
        (said(who=None, scheme="hi"), None),
        (said(who="gone"), None),
    ],
)
def test_what_was_said_last_counts_while_it_is_open(
    home: Home, word: Said, code: str | None
) -> None:
    found = home.add(FAR, sex=None).found(word)
    assert set(found) == ({code} if code else set())
    if code:
        figures(found[code], day=date(2026, 11, 2), title="Chưa tin")


def test_who_has_joined_since_has_nothing_open(home: Home) -> None:
    home.add(vsi("2027-10-31"), FAR)
    assert home.found(said(), said(scheme=None)) == {}


def test_the_latest_open_word_is_told(home: Home) -> None:
    home.add(FAR, sex=None).add(FAR, sex=None)
    assert home.found(said("refused"), said(who="p2"))["thinking"].people == ("p2",)


def test_a_promise_within_a_week_or_past_is_a_reason(home: Home) -> None:
    home.add(FAR, sex=None)
    reason = home.found(asked_back=date(2026, 11, 28))["asked_back"]
    assert reason.until == date(2026, 11, 28)
    assert reason.people == ()
    assert home.found(asked_back=date(2026, 11, 29)) == {}
    late = home.found(asked_back=date(2026, 11, 1))["asked_back"]
    assert (reason.worth, late.worth) == (60 + 23, 60 + 10)
    assert home.found(asked_back=date(2026, 6, 1))["asked_back"].worth == 60


def test_nobody_was_home_twice(home: Home) -> None:
    found = home.add(FAR, sex=None).found(absent_on=date(2026, 10, 24), visited=True)
    figures(found["absent_twice"], day=date(2026, 10, 24))


def test_a_reason_that_weighs_nothing_is_none(policy: Policy) -> None:
    assert Home(policy, card_ending=0).add(hi("2026-11-30")).found() == {}


def test_a_household_weighs_what_its_reasons_weigh(home: Home) -> None:
    found = home.add(hi("2026-11-30", start="2020-01-01")).found()
    assert worth(tuple(found.values())) == sum(one.worth for one in found.values()) > 100


def test_every_weight_has_its_words() -> None:
    shipped = shipped_weights()
    assert tuple(shipped) == NAMES
    for name, weight in shipped.items():
        assert weight.title
        assert weight.why.endswith(".")
        assert weight.unit == "points" or name.endswith(weight.unit)
    assert all(shipped[code].value > 0 for code in REASONS)
