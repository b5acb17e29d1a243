from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import Month, PartialDate, read_date, shown_age, shown_day, shown_span
from rules.errors import RuleError

ON = date(2026, 11, 21)
MONTHS = st.builds(Month, st.integers(1950, 2100), st.integers(1, 12))


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("050879", "1979-08-05"),
        ("05081979", "1979-08-05"),
        ("19790805", "1979-08-05"),
        ("5/8/79", "1979-08-05"),
        ("05-08-1979", "1979-08-05"),
        ("5.8.1979", "1979-08-05"),
        ("1979-08-05 00:00:00", "1979-08-05"),
        ("1979-08-05T00:00:00.000", "1979-08-05"),
        ("081979", "1979-08"),
        ("08/1979", "1979-08"),
        ("8/79", "1979-08"),
        ("1979-08", "1979-08"),
        ("1979", "1979"),
        ("00/00/1979", "1979"),
        ("00/08/1979", "1979-08"),
        ("21/11/26", "2026-11-21"),
        ("22/11/26", "1926-11-22"),
    ],
)
def test_births_are_read_as_they_are_written(typed: str, iso: str) -> None:
    assert read_date(typed, on=ON, birth=True).iso == iso


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2811", "2026-11-28"),
        ("28/11", "2026-11-28"),
        ("0501", "2027-01-05"),
        ("050127", "2027-01-05"),
        ("010176", "2076-01-01"),
        ("010177", "1977-01-01"),
        ("2026", "2026"),
        ("12/2026", "2026-12"),
    ],
)
def test_other_days_take_the_nearest_year(typed: str, iso: str) -> None:
    assert read_date(typed, on=ON, birth=False).iso == iso


@pytest.mark.parametrize(
    ("typed", "birth"),
    [
        ("", True),
        ("hôm nay", True),
        ("31/02/1979", True),
        ("05/00/1979", True),
        ("05/08/2027", True),
        ("05/08/1899", True),
        ("28/11", True),
        ("2811", True),
        ("79", True),
        ("12345", True),
        ("1/2/3", True),
        ("1/2/3/4", True),
        ("5/8/197", True),
        ("5/13", False),
        ("29/02", False),
    ],
)
def test_what_is_no_date_is_refused(typed: str, birth: bool) -> None:
    with pytest.raises(RuleError) as refused:
        read_date(typed, on=ON, birth=birth)
    assert (refused.value.code, refused.value.facts) == ("bad_date", {"value": typed})


@given(st.dates(date(1900, 1, 1), ON))
def test_a_birth_written_in_full_is_read_back(born: date) -> None:
    assert read_date(shown_day(born), on=ON, birth=True) == PartialDate.of(born)


@given(st.dates(ON - timedelta(days=36_000), ON))
def test_a_birth_of_two_digits_is_never_in_the_future(born: date) -> None:
    typed = f"{born.day:02d}{born.month:02d}{born.year % 100:02d}"
    assert read_date(typed, on=ON, birth=True).earliest() <= ON


def test_a_partial_date_knows_its_bounds_and_its_words() -> None:
    year, month = PartialDate.parse("1979"), PartialDate.parse("1979-02")
    day = PartialDate.parse("1979-02-05")
    assert [part.shown for part in (year, month, day)] == ["1979", "02/1979", "05/02/1979"]
    assert [part.iso for part in (year, month, day)] == ["1979", "1979-02", "1979-02-05"]
    assert (year.earliest(), year.latest()) == (date(1979, 1, 1), date(1979, 12, 31))
    assert (month.earliest(), month.latest()) == (date(1979, 2, 1), date(1979, 2, 28))
    assert day.earliest() == day.latest() == date(1979, 2, 5)


@pytest.mark.parametrize("text", ["79", "1979-13", "1979-02-30", "0000", "1979-00", "x"])
def test_a_stored_date_must_exist(text: str) -> None:
    with pytest.raises(RuleError, match="bad_date"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("1979-08-05", date(2026, 8, 4), 46),
        ("1979-08-05", date(2026, 8, 5), 47),
        ("1979-08", date(2026, 8, 1), 47),
        ("1979", date(2026, 1, 1), 47),
        ("2024-02-29", date(2025, 2, 28), 0),
        ("2024-02-29", date(2025, 3, 1), 1),
    ],
)
def test_age_counts_completed_years_from_the_earliest_day(born: str, on: date, age: int) -> None:
    assert PartialDate.parse(born).age_on(on) == age


def test_a_month_is_read_written_and_bounded() -> None:
    month = Month.parse("2026-02")
    assert (str(month), month.shown) == ("2026-02", "02/2026")
    assert (month.first, month.last) == (date(2026, 2, 1), date(2026, 2, 28))
    assert Month.of(date(2026, 2, 11)) == month
    assert Month(2025, 12) < month


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-00", "0000-01", "02/2026"])
def test_a_month_must_exist(text: str) -> None:
    with pytest.raises(RuleError, match="bad_month"):
        Month.parse(text)


@given(MONTHS, st.integers(-600, 600))
def test_months_added_are_months_between(month: Month, count: int) -> None:
    assert month.months_until(month.plus(count)) == count


@pytest.mark.parametrize(
    ("months", "shown"),
    [(0, "0 tháng"), (6, "6 tháng"), (12, "1 năm"), (150, "12 năm 6 tháng")],
)
def test_spans_are_said_in_years_and_months(months: int, shown: str) -> None:
    assert shown_span(months) == shown


def test_an_age_is_in_years_and_the_months_over_them() -> None:
    assert (shown_age(720), shown_age(738)) == ("60 tuổi", "61 tuổi 6 tháng")
