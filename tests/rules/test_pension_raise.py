"""A running pension and the decrees that raise it."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from rules.calendar import Month
from rules.errors import RuleError
from rules.policy import Cite, Policy
from rules.vsi.pension_raise import raised_pension

JUNE, JULY = Month(2026, 6), Month(2026, 7)
RAISED = date(2026, 7, 1)


def test_a_pension_drawn_before_july_2026_is_eight_percent_more(policy: Policy) -> None:
    """Decree 162/2026/NĐ-CP: 1,020,000 × 1.08 from 01/07/2026, and not a day before."""
    found = raised_pension(policy, monthly=1_020_000, first_month=JUNE, on=RAISED)
    assert found.amount == 1_101_600
    assert [one.name for one in found.unconfirmed] == ["pension.raise"]
    before = raised_pension(policy, monthly=1_020_000, first_month=JUNE, on=RAISED - timedelta(1))
    assert (before.amount, before.unconfirmed) == (1_020_000, ())


def test_a_pension_that_begins_with_the_raise_is_not_raised_by_it(policy: Policy) -> None:
    found = raised_pension(policy, monthly=1_020_000, first_month=JULY, on=date(2026, 12, 1))
    assert found.amount == 1_020_000
    assert [step.code for step in found.steps] == ["pension_not_raised"]


def test_each_decree_raises_what_the_one_before_has_left(policy: Policy) -> None:
    """8 %, then a made-up 5 %: 2,000,000 → 2,160,000 → 2,268,000."""
    (first,) = policy.values["pension.raise"]
    first = replace(first, until=date(2027, 6, 30))
    second = replace(
        first, value=Fraction(5, 100), start=date(2027, 7, 1), until=None, cite=Cite("Nghị định")
    )
    later = Policy({**policy.values, "pension.raise": (first, second)})
    found = raised_pension(later, monthly=2_000_000, first_month=JUNE, on=date(2027, 7, 1))
    assert [step.amount for step in found.steps] == [2_160_000, 2_268_000]
    between = raised_pension(later, monthly=2_000_000, first_month=JULY, on=date(2027, 7, 1))
    assert between.amount == 2_100_000


def test_a_decree_cut_in_two_by_another_raises_once(policy: Policy) -> None:
    """A value laid over three months leaves the decree of July before and after it."""
    (first,) = policy.values["pension.raise"]
    cut = replace(first, until=date(2026, 9, 30))
    other = replace(first, start=date(2026, 10, 1), until=date(2026, 12, 31), cite=Cite("Khác"))
    rest = replace(first, start=date(2027, 1, 1))
    pieces = (cut, replace(other, value=Fraction(0)), rest)
    laid = Policy({**policy.values, "pension.raise": pieces})
    day = date(2027, 2, 1)
    for begun, amount in ((JUNE, 2_160_000), (Month(2026, 11), 2_000_000)):
        found = raised_pension(laid, monthly=2_000_000, first_month=begun, on=day)
        assert found.amount == amount


def test_no_pension_is_nothing_to_raise(policy: Policy) -> None:
    with pytest.raises(RuleError, match="bad_average"):
        raised_pension(policy, monthly=0, first_month=JUNE, on=RAISED)
