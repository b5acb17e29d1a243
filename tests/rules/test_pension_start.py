"""The first month of a pension: Circular 11/2025/TT-BNV of 30/06/2025, Article 5."""

from datetime import date

import pytest

from rules.calendar import Month, PartialDate
from rules.policy import Policy
from rules.vsi.pension_start import Paying, early_age, pension_start

# Decree 135/2020/NĐ-CP of 18/11/2020, Appendix I: reaches 61 years 6 months in August 2026.
BORN = PartialDate(1965, 2, 10)
OLDER = PartialDate(1960, 3)


def month(text: str) -> Month:
    return Month.parse(text)


@pytest.mark.parametrize(
    ("paying", "born", "asked", "first", "code"),
    [
        # (1) The month after the conditions are met: by age, or by years.
        (Paying(month("2020-01")), BORN, "2026-08-20", "2026-09", "start_met"),
        (Paying(month("2026-12")), BORN, "2026-12-31", "2027-01", "start_met"),
        (Paying(month("2020-01"), month("2026-08")), BORN, "2026-09-01", "2026-09", "start_met"),
        # (2) Pays on: after stopping and asking.
        (
            Paying(month("2020-01"), month("2027-03")),
            BORN, "2027-03-15", "2027-04", "start_went_on",
        ),
        (
            Paying(month("2020-01"), month("2027-03")),
            BORN, "2027-06-15", "2027-07", "start_went_on",
        ),
        # (3) In the middle of a period paid ahead: after meeting the conditions and asking.
        (
            Paying(month("2020-01"), month("2026-08"), prepaid_until=month("2028-12")),
            BORN, "2026-08-05", "2026-09", "start_prepaid",
        ),
        (
            Paying(month("2020-01"), month("2026-08"), prepaid_until=month("2028-12")),
            BORN, "2027-02-05", "2027-03", "start_prepaid",
        ),
        # A period paid ahead beyond the conditions that was over when asking: who paid on.
        (
            Paying(month("2020-01"), prepaid_until=month("2026-09")),
            BORN, "2026-10-05", "2026-11", "start_went_on",
        ),
        (
            Paying(month("2019-01"), prepaid_until=month("2025-09")),
            OLDER, "2026-01-05", "2026-02", "start_went_on",
        ),
        (
            Paying(month("2020-01"), prepaid_until=month("2026-03")),
            BORN, "2026-10-05", "2026-09", "start_met",
        ),
        # (4) Met before the new law and not paying since.
        (Paying(month("2019-01")), OLDER, "2026-01-05", "2025-07", "start_new_law"),
        (
            Paying(month("2019-01"), month("2025-06")),
            OLDER, "2025-07-01", "2025-07", "start_new_law",
        ),
        (Paying(month("2025-06")), OLDER, "2025-09-01", "2025-07", "start_new_law"),
        (Paying(month("2025-07")), OLDER, "2025-09-01", "2025-08", "start_met"),
        (
            Paying(month("2019-01"), month("2025-07")),
            OLDER, "2025-09-01", "2025-10", "start_went_on",
        ),
        # Asked for before the new law: the month after the conditions of that law were met.
        (Paying(month("2021-05")), OLDER, "2024-01-05", "2021-06", "start_met"),
        # (6) Missing time: the month after it is paid in full, not before the age.
        (
            Paying(month("2026-10"), made_up_in=month("2026-10")),
            BORN, "2026-10-20", "2026-11", "start_made_up",
        ),
        (
            Paying(month("2026-07"), made_up_in=month("2026-07")),
            BORN, "2026-07-20", "2026-09", "start_made_up",
        ),
    ],
)  # fmt: skip
def test_first_months(
    policy: Policy, paying: Paying, born: PartialDate, asked: str, first: str, code: str
) -> None:
    day = date.fromisoformat(asked)
    found = pension_start(policy, sex="male", born=born, paying=paying, asked=day)
    assert (str(found.first_month), found.steps[-1].code, found.early) == (first, code, False)
    assert all(step.cites for step in found.steps)


VOLUNTARY = Paying(month("2025-05"), first_vsi=month("2005-01"), vsi_months=240)


def test_case_5_payers_before_2021_with_20_years_have_the_earlier_age(policy: Policy) -> None:
    """Decree 159/2025/NĐ-CP of 25/06/2025, Article 13: a man of 60 in February 2025."""
    asked = date(2026, 1, 5)
    found = pension_start(policy, sex="male", born=BORN, paying=VOLUNTARY, asked=asked)
    assert (found.early, found.reached) == (True, month("2025-02"))
    assert (str(found.first_month), found.steps[-1].code) == ("2025-07", "start_new_law")
    woman = pension_start(
        policy, sex="female", born=PartialDate(1971, 9), paying=VOLUNTARY, asked=date(2026, 9, 1)
    )
    assert (woman.early, str(woman.first_month)) == (True, "2026-10")


@pytest.mark.parametrize(
    ("first_vsi", "months", "asked", "reached"),
    [
        ("2020-12", 240, "2026-01-05", "2025-02"),
        ("2021-01", 240, "2026-01-05", None),
        ("2020-12", 239, "2026-01-05", None),
        (None, 240, "2026-01-05", None),
        ("2005-01", 240, "2021-01-01", "2025-02"),
        ("2000-01", 240, "2020-12-31", None),
    ],
)
def test_who_has_the_earlier_age(
    policy: Policy, first_vsi: str | None, months: int, asked: str, reached: str | None
) -> None:
    paying = Paying(
        month("2020-01"), first_vsi=month(first_vsi) if first_vsi else None, vsi_months=months
    )
    on = date.fromisoformat(asked)
    found = early_age(policy, sex="male", born=BORN, paying=paying, on=on)
    assert (str(found.reached) if found else None) == reached


def test_the_earlier_age_before_the_new_law_is_not_confirmed(policy: Policy) -> None:
    on = date(2025, 6, 30)
    found = early_age(policy, sex="male", born=BORN, paying=VOLUNTARY, on=on)
    assert found is not None
    assert [one.name for one in found.unconfirmed] == [
        "pension.early_years",
        "pension.early_age.male",
    ]


def test_who_was_born_long_ago_has_no_earlier_age_than_the_ordinary(policy: Policy) -> None:
    born = PartialDate(1955, 3)
    found = pension_start(policy, sex="male", born=born, paying=VOLUNTARY, asked=date(2026, 1, 5))
    assert (found.early, found.reached) == (False, month("2015-03"))


def test_trap_19_women_of_may_1969_retire_at_57_and_a_birth_year_counts_from_january(
    policy: Policy,
) -> None:
    """Decree 135/2020/NĐ-CP of 18/11/2020, Appendix I; Circular 11/2025/TT-BNV, Article 5 (7)."""
    paying = Paying(month("2020-01"))
    asked = date(2026, 6, 1)
    woman = pension_start(
        policy, sex="female", born=PartialDate(1969, 5), paying=paying, asked=asked
    )
    assert (str(woman.reached), str(woman.first_month)) == ("2026-05", "2026-06")
    april = pension_start(
        policy, sex="female", born=PartialDate(1969, 4), paying=paying, asked=asked
    )
    assert (str(april.reached), str(april.first_month)) == ("2025-12", "2026-01")
    year = pension_start(policy, sex="female", born=PartialDate(1969), paying=paying, asked=asked)
    assert year.reached == Month(1969, 1).plus(56 * 12 + 8)
    assert "start_birth_year" in [step.code for step in year.steps]
