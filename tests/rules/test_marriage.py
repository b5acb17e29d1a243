"""What is said before a marriage is written: the age of the law, and a wife or husband at home.

Law 52/2014/QH13 of 19/06/2014, article 8: a man from full 20, a woman from full 18 years of age.
"""

from datetime import date

import pytest

from rules.calendar import PartialDate
from rules.marriage import Mate, hints
from rules.policy import Policy
from storage.policies import shipped_policy

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return shipped_policy()


@pytest.mark.parametrize(
    ("sex", "born", "said"),
    [
        ("female", PartialDate(2008, 11, 22), None),  # 18 that day
        ("female", PartialDate(2008, 11, 23), "marriage_young"),
        ("male", PartialDate(2006, 11, 22), None),
        ("male", PartialDate(2006, 11, 23), "marriage_young"),
        ("male", PartialDate(2006), "marriage_young_unknown"),
        ("male", PartialDate(2006, 10), None),
        ("male", PartialDate(2007), "marriage_young"),
        ("female", PartialDate(2008, 11), "marriage_young_unknown"),
        (None, PartialDate(2015), None),
        ("male", None, None),
    ],
)
def test_the_age_of_the_law_to_the_day(
    policy: Policy, sex: str | None, born: PartialDate | None, said: str | None
) -> None:
    found = hints(policy.on(DAY), Mate("Lường Thị Mến", sex, born))  # type: ignore[arg-type]
    assert [step.code for step in found] == ([said] if said else [])
    for step in found:
        assert step.cites[0].full == "Luật 52/2014/QH13 (19/06/2014), Điều 8 khoản 1 điểm a"


def test_whoever_has_a_wife_or_a_husband_at_home_is_said_after_the_age(policy: Policy) -> None:
    found = hints(
        policy.on(DAY),
        Mate("Vi Văn Tuất", "male", PartialDate(1980), spouse="Tống Thị Mận"),
        Mate("Lường Thị Mến", "female", PartialDate(2009, 1, 1), spouse="Vi Văn Mít"),
    )
    assert [(step.code, step.figures["name"]) for step in found] == [
        ("marriage_spouse", "Vi Văn Tuất"),
        ("marriage_young", "Lường Thị Mến"),
        ("marriage_spouse", "Lường Thị Mến"),
    ]
    assert "Điều 5 khoản 2 điểm c" in found[0].cites[0].full


def test_of_a_wedding_before_the_law_nothing_is_said(policy: Policy) -> None:
    young = Mate("Mai Thị Lành", "female", PartialDate(1998, 1, 1))
    assert hints(policy.on(date(2014, 12, 31)), young) == ()
