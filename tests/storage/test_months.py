"""The month: every figure is the people behind it, and agrees with the rules of cover."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from rules.calendar import Month, PartialDate
from rules.coverage import hi_state, vsi_state
from storage import Register, StorageError
from storage.months import FIGURES, SCHEMES, MonthReport, Scheme
from storage.sample import make_sample

ON = date(2026, 11, 22)
OCTOBER = Month(2026, 10)
COVERED = {"covered", "ending", "state_paid"}


def add_person(register: Register, village: str, **fields: Any) -> str:
    with register.change("Thêm người"):
        return register.people.add(
            name="Lê Thị Hà", village_id=village, born=PartialDate(1980, 1, 1), **fields
        )


@pytest.fixture
def village(register: Register) -> str:
    with register.change("Thêm thôn"):
        return register.villages.add("Thôn Đông")


def cover(
    register: Register, person: str, *, start: date | None, until: date | None, dated: date
) -> None:
    with register.change("Ghi thẻ"):
        register.covers.add(
            person, scheme="hi", known="covered", start=start, until=until, dated=dated
        )


def figures(register: Register, month: Month = OCTOBER) -> dict[str, int]:
    total = register.months.report(month, ON).total
    counted = {name: getattr(total.hi, name) for name in FIGURES if name != "population"}
    return {"population": total.population, **counted}


def test_a_cover_that_begins_in_the_month_is_new(register: Register, village: str) -> None:
    person = add_person(register, village)
    cover(register, person, start=date(2026, 10, 6), until=date(2027, 10, 5), dated=ON)
    assert figures(register) == {
        "population": 1, "opening": 0, "new": 1, "renewed": 0, "stopped": 0, "covered": 1,
    }  # fmt: skip


def test_a_term_that_follows_on_is_renewed(register: Register, village: str) -> None:
    person = add_person(register, village)
    cover(
        register, person, start=date(2025, 10, 6), until=date(2026, 10, 5), dated=date(2025, 10, 1)
    )
    cover(
        register, person, start=date(2026, 10, 6), until=date(2027, 10, 5), dated=date(2026, 9, 28)
    )
    assert figures(register) == {
        "population": 1, "opening": 1, "new": 0, "renewed": 1, "stopped": 0, "covered": 1,
    }  # fmt: skip


def test_an_end_without_a_new_term_is_stopped(register: Register, village: str) -> None:
    person = add_person(register, village)
    cover(
        register, person, start=date(2025, 10, 6), until=date(2026, 10, 5), dated=date(2025, 10, 1)
    )
    assert figures(register)["stopped"] == 1
    assert figures(register)["covered"] == 0


def test_who_moves_away_for_good_leaves_population_and_cover(
    register: Register, village: str
) -> None:
    gone = add_person(register, village, status="moved", status_day=date(2026, 10, 10))
    add_person(register, village, status="away")
    cover(register, gone, start=None, until=None, dated=date(2026, 1, 1))
    assert figures(register) == {
        "population": 1, "opening": 1, "new": 0, "renewed": 0, "stopped": 1, "covered": 0,
    }  # fmt: skip
    assert figures(register, Month(2026, 9))["population"] == 2


def test_the_running_month_is_counted_to_the_working_day(register: Register, village: str) -> None:
    person = add_person(register, village)
    cover(register, person, start=date(2026, 11, 25), until=None, dated=ON)
    report = register.months.report(Month(2026, 11), ON)
    assert report.closing == ON
    assert report.total.hi.new == 0


def test_a_month_to_come_is_refused(register: Register) -> None:
    with pytest.raises(StorageError) as refused:
        register.months.report(Month(2026, 12), ON)
    assert refused.value.code == "month_not_begun"


def test_an_unknown_figure_is_refused(register: Register) -> None:
    with pytest.raises(StorageError) as refused:
        register.months.names(OCTOBER, ON, figure="taxes")
    assert refused.value.code == "unknown_figure"


def test_people_without_a_village_have_a_row_of_their_own(register: Register) -> None:
    with register.change("Thêm người"):
        register.people.add(name="Lê Văn Nam")
    rows = register.months.report(OCTOBER, ON).rows
    assert [(row.village, row.population) for row in rows] == [("", 1)]
    assert len(register.months.names(OCTOBER, ON, figure="population", village="")) == 1


def test_total_is_rows_is_names(register: Register) -> None:
    make_sample(register, people=900, seed=4, on=ON)
    for month in (Month(2026, 1), OCTOBER, Month(2026, 11)):
        report = register.months.report(month, ON)
        for scheme in SCHEMES:
            check_scheme(register, report, scheme)


def check_scheme(register: Register, report: MonthReport, scheme: Scheme) -> None:
    whole = report.total.of(scheme)
    assert whole.opening + whole.new - whole.stopped == whole.covered
    for row in (*report.rows, report.total):
        part = row.of(scheme)
        village = row.village_id or None
        counts = {"population": row.population} | {
            name: getattr(part, name) for name in FIGURES if name != "population"
        }
        for figure, number in counts.items():
            names = register.months.names(
                report.month, ON, figure=figure, scheme=scheme, village=village
            )
            assert len({person.person_id for person in names}) == len(names) == number
    for figure in FIGURES:
        if figure != "population":
            assert getattr(whole, figure) == sum(
                getattr(row.of(scheme), figure) for row in report.rows
            )


def test_the_month_agrees_with_the_rules_of_cover(register: Register, village: str) -> None:
    """Facts that overlap and contradict each other, at random: the same people are covered."""
    rng = random.Random(20261122)
    people = [add_person(register, village) for _ in range(150)]
    with register.change("Ghi thẻ"):
        for person in people:
            for _ in range(rng.randint(0, 5)):
                add_fact(register, person, rng.randint)
    for month in (Month(2026, 6), Month(2026, 8), OCTOBER):
        for scheme in SCHEMES:
            names = register.months.names(month, ON, figure="covered", scheme=scheme)
            assert {row.person_id for row in names} == {
                person for person in people if is_covered(register, person, scheme, month.last)
            }


def add_fact(register: Register, person: str, pick: Callable[[int, int], int]) -> None:
    first = date(2026, 1, 1)
    start = first + timedelta(days=pick(0, 360)) if pick(0, 9) else None
    until = (start or first) + timedelta(days=pick(0, 200)) if pick(0, 4) else None
    register.covers.add(
        person,
        scheme=("hi", "vsi", "csi")[pick(0, 2)],
        known="covered" if pick(0, 3) else "not_covered",
        start=start,
        until=until,
        dated=first + timedelta(days=pick(0, 320)),
    )


def is_covered(register: Register, person: str, scheme: Scheme, day: date) -> bool:
    facts = register.covers.of(person)
    if scheme == "hi":
        return hi_state(facts, on=day, age=46, standing=None).kind in COVERED
    return vsi_state(facts, on=day, age=46).kind in COVERED
