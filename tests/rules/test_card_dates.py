"""From which day to which a card works: the days on both sides of every limit."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.calendar import PartialDate
from rules.coverage import CoverFact
from rules.errors import RuleError
from rules.hi.card_dates import CardStart, CardTerm, card_end, card_start, card_term, child_card_end
from rules.policy import Policy

ON = date(2026, 11, 21)


def day(offset: int) -> date:
    return ON + timedelta(days=offset)


def card(until: date | None, *, start: date | None = None, dated: date = ON) -> CoverFact:
    """Return a card held to a day, known since."""
    return CoverFact("hi", "covered", "household", start, until, dated)


NEVER = CoverFact("hi", "not_covered", None, None, None, day(-10))


@pytest.mark.parametrize(
    ("facts", "group", "start"),
    [
        # Still covered: goes on from the end of the old card.
        ((card(day(9)),), "household", CardStart(day(10), waits=False, sure=True)),
        ((card(None),), "household", CardStart(ON, waits=False, sure=False)),
        # The first time, and where nothing is known.
        ((NEVER,), "household", CardStart(day(30), waits=True, sure=True)),
        ((), "household", CardStart(day(30), waits=True, sure=False)),
        (
            (card(day(90), start=day(-90), dated=day(-80)), NEVER),
            "household",
            CardStart(day(30), waits=True, sure=False),
        ),
        # Article 12 items 1 to 3 of the law on health insurance: nobody waits.
        ((NEVER,), "employee", CardStart(ON, waits=False, sure=True)),
        ((), "pensioner", CardStart(ON, waits=False, sure=True)),
        ((NEVER,), "poor", CardStart(ON, waits=False, sure=False)),
        # Items 4 and 5: everybody does.
        ((NEVER,), "near_poor", CardStart(day(30), waits=True, sure=True)),
        ((NEVER,), "student", CardStart(day(30), waits=True, sure=True)),
        ((NEVER,), "average_agri", CardStart(day(30), waits=True, sure=True)),
    ],
)
def test_when_a_card_works(
    policy: Policy, facts: tuple[CoverFact, ...], group: str, start: CardStart
) -> None:
    found = card_start(policy, facts, on=ON, group=group)
    assert found == start
    assert len(found.steps) == 1


@pytest.mark.parametrize(("ended", "waits"), [(-1, False), (-90, False), (-91, True), (-400, True)])
def test_trap_13_a_gap_of_89_days_is_paid_from_today_and_one_of_90_waits_30(
    policy: Policy, ended: int, waits: bool
) -> None:
    # Law 51/2024/QH15 of 27/11/2024 (Article 16 item 3 c) and Decree 188/2025/NĐ-CP, Article 13.
    found = card_start(policy, [card(day(ended))], on=ON, group="household")
    assert found == CardStart(day(30) if waits else ON, waits=waits, sure=True)
    assert found.steps[0].figures["days"] == -ended - 1
    assert found.unconfirmed == ()


def test_the_state_pays_from_the_day_in_the_decision(policy: Policy) -> None:
    decided = date(2027, 1, 1)
    found = card_start(policy, [], on=ON, group="poor", decided=decided)
    assert found == CardStart(decided, waits=False, sure=True)


@pytest.mark.parametrize(
    ("ended", "on", "waits", "sure"),
    [
        # Law 46/2014/QH13 of 13/06/2014: three months or more within the financial year.
        (date(2024, 1, 31), date(2024, 4, 30), False, True),
        (date(2024, 1, 31), date(2024, 5, 1), True, True),
        (date(2023, 6, 30), date(2024, 1, 2), True, True),
        (date(2021, 11, 30), date(2024, 1, 2), True, True),
        # Three months, but in no single year: the words of the law do not make it wait.
        (date(2023, 10, 31), date(2024, 2, 15), False, False),
        (date(2023, 11, 30), date(2024, 1, 31), False, True),
        # The last day of the old law, and the first of the new.
        (date(2025, 3, 31), date(2025, 6, 30), False, True),
        (date(2025, 4, 1), date(2025, 7, 1), True, True),
    ],
)
def test_before_july_2025_months_within_a_year_are_counted_and_it_is_not_confirmed(
    policy: Policy, ended: date, on: date, waits: bool, sure: bool
) -> None:
    found = card_start(policy, [card(ended, dated=ended)], on=on, group="household")
    expected = on + timedelta(days=30) if waits else on
    assert found == CardStart(expected, waits=waits, sure=sure)
    assert bool(found.unconfirmed) == (on < date(2025, 7, 1))


def test_before_2015_no_rule_is_guessed(policy: Policy) -> None:
    with pytest.raises(RuleError, match="no_value_in_force"):
        card_start(policy, [], on=date(2014, 12, 31), group="household")


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2026, 11, 21), 12, date(2027, 11, 20)),
        (date(2026, 11, 21), 3, date(2027, 2, 20)),
        (date(2026, 1, 1), 6, date(2026, 6, 30)),
        (date(2027, 3, 1), 12, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
    ],
)
def test_a_card_is_as_long_as_the_months_paid(start: date, months: int, last: date) -> None:
    assert card_end(start, months) == last


@pytest.mark.parametrize(
    ("born", "last"),
    [
        # Decree 188/2025/NĐ-CP of 01/07/2025, Article 13.
        ("2020-01-01", date(2026, 9, 30)),
        ("2020-09-30", date(2026, 9, 30)),
        ("2020-10-01", date(2026, 10, 31)),
        ("2020-12-31", date(2026, 12, 31)),
        ("2020-02-29", date(2026, 9, 30)),
        ("2021-11", date(2027, 11, 30)),
        ("2020", date(2026, 9, 30)),
    ],
)
def test_the_card_of_a_child_ends_in_the_autumn_of_the_sixth_year_or_with_its_month(
    born: str, last: date
) -> None:
    assert child_card_end(PartialDate.parse(born), months=72, school_month=10) == last


def term(policy: Policy, group: str, on: date = ON, **more: Any) -> CardTerm:
    facts = [card(day(-1))] if group not in {"poor", "child_under_6"} else []
    return card_term(policy, facts, on=on, group=group, **{"months": 12, **more})


def test_the_term_of_a_card_paid_for(policy: Policy) -> None:
    found = term(policy, "household")
    assert (found.first, found.last, found.sure) == (ON, date(2027, 11, 20), True)
    assert [step.code for step in found.steps] == ["card_gap_short", "card_months"]


@pytest.mark.parametrize(
    ("born", "last", "sure"),
    [
        ("2021-03-05", date(2027, 9, 30), True),
        ("2021-03", date(2027, 9, 30), True),
        ("2021", date(2027, 9, 30), False),
        (None, None, False),
    ],
)
def test_the_term_of_a_child_or_of_a_poor_household_is_not_that_of_money(
    policy: Policy, born: str | None, last: date | None, sure: bool
) -> None:
    child = born and PartialDate.parse(born)
    found = term(policy, "child_under_6", born=child, decided=date(2021, 3, 5))
    assert (found.first, found.last, found.sure) == (date(2021, 3, 5), last, sure)
    assert term(policy, "poor").last is None


@pytest.mark.parametrize(
    ("on", "grade", "first", "last"),
    [
        # Grade one from 1 October, grade twelve to 30 September.
        (date(2026, 8, 20), 1, date(2026, 10, 1), date(2027, 9, 30)),
        (date(2026, 9, 30), 1, date(2026, 10, 1), date(2027, 9, 30)),
        (date(2026, 11, 21), 1, date(2026, 11, 21), date(2027, 11, 20)),
        (date(2027, 3, 1), 1, date(2027, 3, 1), date(2028, 2, 29)),
        (date(2026, 11, 21), 12, date(2026, 11, 21), date(2027, 9, 30)),
        (date(2027, 1, 1), 12, date(2027, 1, 1), date(2027, 9, 30)),
        (date(2026, 11, 21), 5, date(2026, 11, 21), date(2027, 11, 20)),
    ],
)
def test_the_cards_of_the_first_and_the_last_grade(
    policy: Policy, on: date, grade: int, first: date, last: date
) -> None:
    facts = [card(on - timedelta(days=1), dated=date(2020, 1, 1))]
    found = card_term(policy, facts, on=on, group="student", months=12, grade=grade)
    assert (found.first, found.last) == (first, last)


def test_a_pupil_of_the_last_grade_who_paid_for_less_has_less(policy: Policy) -> None:
    found = term(policy, "student", grade=12, months=3)
    assert found.last == date(2027, 2, 20)


@pytest.mark.parametrize(
    ("more", "code"),
    [({"months": 0}, "bad_card_months"), ({"grade": 0}, "bad_grade"), ({"grade": 13}, "bad_grade")],
)
def test_terms_that_do_not_exist(policy: Policy, more: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleError, match=code):
        term(policy, "student", **more)


def test_the_old_law_of_a_child_is_not_confirmed(policy: Policy) -> None:
    born = PartialDate(2019, 5, 1)
    found = term(policy, "child_under_6", date(2024, 5, 1), born=born, decided=date(2019, 5, 1))
    assert found.last == date(2025, 9, 30)
    assert {item.name for item in found.unconfirmed} == {
        "hi.paid_wait_days",
        "hi.child_months",
        "hi.school_card_month",
    }
