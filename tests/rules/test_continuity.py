"""Five continuous years: what breaks them, what does not, and what is not known."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import plus_months
from rules.coverage import CoverFact
from rules.hi.card_dates import card_start
from rules.hi.continuity import Continuity, continuity
from rules.policy import Policy

ON = date(2026, 11, 21)


def card(start: date | None, until: date | None, dated: date | None = None) -> CoverFact:
    return CoverFact("hi", "covered", "household", start, until, dated or start or ON)


def denied(dated: date) -> CoverFact:
    return CoverFact("hi", "not_covered", None, None, None, dated)


def asked(policy: Policy, *facts: CoverFact, on: date = ON) -> Continuity:
    return continuity(policy, facts, on=on)


def years(first: int, last: int) -> list[CoverFact]:
    """Return cards from January to December, one a year."""
    return [card(date(year, 1, 1), date(year, 12, 31)) for year in range(first, last + 1)]


def test_five_years_are_complete_on_the_same_day_five_years_later(policy: Policy) -> None:
    # Decree 146/2018/NĐ-CP of 17/10/2018, Article 12 item 5; Decree 188/2025/NĐ-CP.
    cards = years(2021, 2026)
    before = asked(policy, *cards, on=date(2025, 12, 31))
    assert (before.kind, before.since, before.complete) == (
        "counting",
        date(2021, 1, 1),
        date(2026, 1, 1),
    )
    assert asked(policy, *cards, on=date(2026, 1, 1)).kind == "reached"
    assert before.earlier_unknown
    assert before.unconfirmed == ()


@pytest.mark.parametrize(
    ("again", "since"),
    [
        # The old card ended on 31 January: a gap from 1 February to 30 April is three months.
        (date(2024, 2, 1), date(2022, 2, 1)),
        (date(2024, 5, 1), date(2022, 2, 1)),
        (date(2024, 5, 2), date(2024, 5, 2)),
    ],
)
def test_trap_13_three_months_do_not_break_five_years_and_a_day_more_does(
    policy: Policy, again: date, since: date
) -> None:
    old = card(date(2022, 2, 1), date(2024, 1, 31))
    found = asked(policy, old, card(again, date(2027, 1, 31)))
    assert found.since == since
    assert found.complete == plus_months(since, 60)
    assert found.earlier_unknown == (since == date(2022, 2, 1))


def test_trap_13_a_break_that_makes_a_card_wait_need_not_break_five_years(policy: Policy) -> None:
    # 91 full days without a card: it waits (Law 51/2024/QH15, Article 16 item 3 c) ...
    old = card(date(2020, 8, 1), date(2026, 7, 31))
    on = date(2026, 7, 31) + timedelta(days=92)
    assert card_start(policy, [old], on=on, group="household").waits
    # ... and from August to October they are less than three months: nothing is broken.
    assert asked(policy, old, card(on, date(2027, 10, 30)), on=on).kind == "reached"


def test_a_gap_within_is_told_and_one_long_ago_is_not(policy: Policy) -> None:
    cards = [
        card(date(2019, 1, 1), date(2019, 12, 31)),
        card(date(2020, 2, 1), date(2020, 12, 31)),
        card(date(2022, 1, 1), date(2023, 12, 31)),
        card(date(2024, 1, 15), date(2026, 12, 31)),
    ]
    found = asked(policy, *cards)
    assert [step.code for step in found.steps] == ["five_gap", "five_since"]
    assert found.steps[0].figures["last"] == date(2024, 1, 14)
    assert (found.since, found.earlier_unknown) == (date(2022, 1, 1), False)


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (date(2026, 3, 31), "reached"),
        (date(2026, 4, 1), "paused"),
        (date(2026, 7, 1), "paused"),
        (date(2026, 7, 2), "broken"),
    ],
)
def test_without_a_card_three_months_are_left_to_go_on(policy: Policy, on: date, kind: str) -> None:
    found = asked(policy, card(date(2021, 1, 1), date(2026, 3, 31)), on=on)
    assert found.kind == kind
    assert found.keep_until == (date(2026, 7, 1) if kind == "paused" else None)
    assert (found.since is None) == (kind == "broken")


def test_nothing_known_is_unsure_and_never_continuous(policy: Policy) -> None:
    nothing = asked(policy)
    assert (nothing.kind, nothing.since, nothing.earlier_unknown) == ("unsure", None, True)
    never = asked(policy, denied(date(2026, 1, 1)))
    assert (never.kind, never.since, never.earlier_unknown) == ("broken", None, False)
    later = asked(policy, card(date(2027, 1, 1), date(2027, 12, 31), date(2026, 11, 1)))
    assert later.kind == "unsure"


def test_an_unknown_first_day_counts_from_the_list_that_told_of_it(policy: Policy) -> None:
    told = asked(policy, card(None, date(2026, 12, 31), date(2024, 3, 5)))
    assert (told.kind, told.since, told.earlier_unknown) == ("unsure", date(2024, 3, 5), True)
    long_ago = asked(policy, card(None, None, date(2021, 3, 5)))
    assert (long_ago.kind, long_ago.since) == ("reached", date(2021, 3, 5))
    ended = asked(policy, card(None, date(2026, 10, 31), date(2026, 11, 1)))
    assert (ended.kind, ended.since) == ("paused", date(2026, 10, 31))


def test_an_unknown_first_day_soon_after_an_old_card_breaks_nothing(policy: Policy) -> None:
    old = card(date(2021, 1, 1), date(2025, 12, 31))
    soon = asked(policy, old, card(None, date(2026, 12, 31), date(2026, 4, 1)))
    assert (soon.kind, soon.since) == ("reached", date(2021, 1, 1))
    late = asked(policy, old, card(None, date(2026, 12, 31), date(2026, 4, 2)))
    assert (late.kind, late.since, late.earlier_unknown) == ("unsure", date(2026, 4, 2), True)


def test_a_cover_that_ended_on_an_unknown_day_is_unsure(policy: Policy) -> None:
    cut = [card(date(2021, 1, 1), date(2026, 12, 31)), denied(date(2026, 9, 1))]
    assert asked(policy, *cut, on=date(2026, 12, 1)).kind == "unsure"
    assert asked(policy, *cut, on=date(2026, 12, 2)).kind == "broken"
    again = asked(policy, *cut, card(date(2026, 10, 1), date(2027, 9, 30)))
    assert (again.kind, again.since, again.earlier_unknown) == ("unsure", date(2026, 10, 1), True)
    late = asked(policy, *cut, card(date(2026, 12, 5), date(2027, 9, 30)), on=date(2026, 12, 5))
    assert (late.kind, late.since, late.earlier_unknown) == ("counting", date(2026, 12, 5), False)


def test_the_years_before_december_2018_are_not_confirmed(policy: Policy) -> None:
    found = asked(policy, *years(2014, 2018), on=date(2018, 6, 1))
    assert found.kind == "counting"
    assert {item.name for item in found.unconfirmed} == {
        "hi.continuity_gap_months",
        "hi.continuity_years",
    }


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(30, 365)), min_size=1, max_size=8))
def test_the_run_never_holds_a_gap_of_more_than_three_months(
    policy: Policy, spells: list[tuple[int, int]]
) -> None:
    cards = []
    first = last = date(2018, 1, 1)
    for pause, length in spells:
        first += timedelta(days=pause)
        last = first + timedelta(days=length)
        cards.append(card(first, last))
        first = last + timedelta(days=1)
    on = max(date(2019, 1, 1), last)
    found = asked(policy, *cards, on=on)
    if found.since is None:
        assert plus_months(last + timedelta(days=1), 3) < on
        return
    run = [one for one in cards if one.start and one.start >= found.since]
    for before, after in pairwise(run):
        assert before.until
        assert after.start
        assert after.start <= plus_months(before.until + timedelta(days=1), 3)
