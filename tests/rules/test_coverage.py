from datetime import date, timedelta

import pytest

from rules.coverage import (
    CoverFact,
    Known,
    Scheme,
    State,
    hi_state,
    until_death,
    vsi_state,
)

ON = date(2026, 11, 21)


def day(offset: int) -> date:
    return ON + timedelta(days=offset)


def said(
    known: Known,
    start: int | None = None,
    until: int | None = None,
    *,
    dated: int = -10,
    group: str | None = "household",
    scheme: Scheme = "hi",
) -> CoverFact:
    """Return a fact with its days counted from the day asked about."""
    return CoverFact(
        scheme=scheme,
        known=known,
        group=group if known == "covered" else None,
        start=None if start is None else day(start),
        until=None if until is None else day(until),
        dated=day(dated),
    )


def hi(*facts: CoverFact, age: int | None = 40, standing: str | None = None) -> State:
    return hi_state(facts, on=ON, age=age, standing=standing)


@pytest.mark.parametrize(
    ("until", "kind", "days"),
    [(31, "covered", 31), (30, "ending", 30), (0, "ending", 0), (-1, "ended", 1)],
)
def test_a_cover_counts_to_its_last_day_and_warns_thirty_days_before(
    until: int, kind: str, days: int
) -> None:
    state = hi(said("covered", -100, until))
    assert (state.kind, state.days, state.until) == (kind, days, day(until))


def test_open_ends_have_begun_and_have_not_ended() -> None:
    assert hi(said("covered")) == State("covered", group="household")
    assert hi(said("covered", None, 60)).since is None
    assert hi(said("covered", -5)).since == day(-5)


def test_a_cover_counts_from_its_first_day() -> None:
    assert hi(said("covered", 0, 60)).kind == "covered"
    assert hi(said("covered", 1, 60)) == State("unknown", starts=day(1))
    waiting = hi(said("covered", -400, -100), said("covered", 20, 385))
    assert (waiting.kind, waiting.starts) == ("ended", day(20))


def test_covers_that_follow_on_are_one() -> None:
    state = hi(said("covered", -100, 9), said("covered", -465, -101), said("covered", 10, 375))
    assert (state.kind, state.since, state.until) == ("covered", day(-465), day(375))
    broken = hi(said("covered", -100, 9), said("covered", 11, 375))
    assert (broken.kind, broken.until) == ("ending", day(9))


def test_nothing_known_is_unknown_and_never_not_covered() -> None:
    assert hi() == State("unknown")
    assert hi(said("covered", scheme="vsi")).kind == "unknown"


@pytest.mark.parametrize(
    ("age", "standing", "expected"),
    [
        (40, "poor", True),
        (5, None, True),
        (0, "none", True),
        (6, None, False),
        (None, None, False),
        (40, "near_poor", False),
    ],
)
def test_standing_and_age_expect_a_card_and_never_make_one(
    age: int | None, standing: str | None, expected: bool
) -> None:
    state = hi(age=age, standing=standing)
    assert (state.kind, state.expected) == ("unknown", expected)
    assert hi(said("covered"), age=age, standing=standing).expected is False


@pytest.mark.parametrize("group", ["poor", "child_under_6", "island", "social_pension"])
def test_the_state_pays_where_a_card_of_such_a_group_is_known(group: str) -> None:
    assert hi(said("covered", -10, 10, group=group)).kind == "state_paid"


def test_not_covered_counts_from_its_list() -> None:
    assert hi(said("not_covered", dated=0)) == State("never", since=ON)
    assert hi(said("not_covered", dated=1)).kind == "unknown"


def test_a_newer_fact_ends_a_denial() -> None:
    denied = said("not_covered", dated=-10)
    assert hi(denied, said("covered", -5, 100, dated=-5)).kind == "covered"
    assert hi(said("covered", -5, 100, dated=-10), denied).kind == "covered"


def test_a_newer_denial_ends_a_cover_on_an_unknown_day() -> None:
    state = hi(said("covered", -100, 100, dated=-50), said("not_covered", dated=-10))
    assert state == State("ended", day(-10), None, None, "household")
    cut_before = hi(said("covered", -10, 100, dated=-50), said("not_covered", dated=-10))
    assert cut_before == State("never", since=day(-10))


def test_a_denial_leaves_what_ended_before_and_what_begins_later() -> None:
    state = hi(
        said("covered", -400, -100, dated=-400),
        said("covered", 5, 370, dated=-20),
        said("not_covered", dated=-10),
    )
    assert (state.kind, state.until, state.days) == ("ended", day(-100), 100)
    assert state.starts == day(5)


def test_the_newer_of_two_covers_that_overlap_wins() -> None:
    older = said("covered", -100, 100, dated=-50)
    assert hi(older, said("covered", None, 20, dated=-10)).until == day(20)
    assert hi(older, said("covered", None, -20, dated=-10)).kind == "ended"
    assert hi(older, said("covered", None, None, dated=-10)).until is None
    renewed = hi(older, said("covered", 50, 415, dated=-10))
    assert (renewed.since, renewed.until) == (day(-100), day(415))


def vsi(*facts: CoverFact, age: int | None = 40) -> State:
    return vsi_state(facts, on=ON, age=age)


def test_states_of_voluntary_insurance() -> None:
    def fact(known: Known, start: int, until: int, *, scheme: Scheme = "vsi") -> CoverFact:
        return said(known, start, until, scheme=scheme, group=None)

    assert vsi() == State("unknown")
    assert vsi(age=None) == State("unknown")
    assert vsi(age=14) == State("not_applicable")
    assert vsi(age=15) == State("unknown")
    assert vsi(said("not_covered", scheme="vsi")).kind == "never"
    assert vsi(fact("covered", -50, 50)).kind == "covered"
    assert vsi(fact("covered", -50, 9)).kind == "ending"
    stopped = vsi(fact("covered", -50, -9))
    assert (stopped.kind, stopped.since, stopped.days) == ("stopped", day(-8), 9)
    both = (fact("covered", -50, 50), fact("covered", -5, 50, scheme="csi"))
    assert vsi(*both).kind == "compulsory"
    assert vsi(fact("covered", -50, 50, scheme="hi")).kind == "unknown"


def test_the_cover_of_somebody_who_died_stops_on_that_day() -> None:
    died = day(-1)
    facts = (
        said("covered", -100, 9, dated=-50),
        said("covered", -100, 200, dated=0),  # a list made later still names the dead
        said("covered", 20, 300, dated=-20),  # paid for, but it never begins
        said("not_covered", dated=0),
        said("covered", -60, 60, dated=-60, scheme="vsi"),
        said("not_covered", dated=-70, scheme="csi"),
    )
    known = until_death(facts, died)
    state = hi_state(known, on=ON, age=None, standing=None)
    assert (state.kind, state.since, state.until, state.starts) == ("ended", died, None, None)
    stopped = vsi_state(known, on=ON, age=None)
    assert (stopped.kind, stopped.since) == ("stopped", died)
    the_day_before = hi_state(known, on=day(-2), age=None, standing=None)
    assert the_day_before.kind == "covered"
    assert hi_state(until_death((), died), on=ON, age=None, standing=None) == State("unknown")
