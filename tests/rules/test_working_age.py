"""Working age: from 15 years to the end of the month of retirement age."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import Month, PartialDate
from rules.policy import Policy
from rules.sex import Sex
from rules.vsi.retirement import retirement
from rules.vsi.working_age import working_age
from storage.policies import shipped_policy


@pytest.mark.parametrize(
    ("sex", "on", "born_from", "born_until"),
    [
        # Appendix I of Decree 135/2020: a man of 07/1965 retires in 04/2027, one of 06/1965 in
        # 12/2026.
        ("male", date(2026, 12, 31), "1965-06", date(2011, 12, 31)),
        ("male", date(2027, 1, 1), "1965-07", date(2012, 1, 1)),
        ("female", date(2026, 9, 30), "1969-09", date(2011, 9, 30)),
        ("female", date(2026, 11, 22), "1969-11", date(2011, 11, 22)),
        ("female", date(2024, 2, 29), "1968-01", date(2009, 2, 28)),
    ],
)
def test_who_is_of_working_age(
    policy: Policy, sex: Sex, on: date, born_from: str, born_until: date
) -> None:
    found = working_age(policy, sex=sex, on=on)
    assert found.born_from == Month.parse(born_from)
    assert found.born_until == born_until
    assert found.steps[0].code == "working_age"


@given(
    sex=st.sampled_from(["male", "female"]),
    on=st.dates(date(2021, 1, 1), date(2080, 12, 31)),
    born=st.dates(date(1950, 1, 1), date(2080, 12, 31)),
)
def test_agrees_with_the_age_of_each_person(sex: Sex, on: date, born: date) -> None:
    policy = shipped_policy()
    found = working_age(policy, sex=sex, on=on)
    one = PartialDate.of(born)
    grown = one.age_on(on) >= 15
    retired = retirement(policy, sex=sex, born=one).reached < Month.of(on)
    inside = found.born_from <= Month.of(born) and born <= found.born_until
    assert inside == (grown and not retired)
