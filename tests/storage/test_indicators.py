"""Indicators: each figure is the rows behind it, by every subject, and agrees with the month."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, get_args

import pytest

from rules.calendar import Month, PartialDate
from storage import Register, StorageError
from storage.enrolling import Circumstances, HiMember, Receipt
from storage.indicators import BY, INDICATORS, By, Figures, Part
from storage.sample import make_sample
from storage.visits import ResultInput
from tests.storage.conftest import Place

ON = date(2026, 11, 22)
YEAR = date(2026, 1, 1)


def person(register: Register, name: str = "Mai Thị Lành", **fields: Any) -> str:
    with register.change("Thêm người"):
        return register.people.add(name=name, **fields)


def cover(
    register: Register, person_id: str, scheme: Any, known: Any = "covered", **more: Any
) -> None:
    with register.change("Ghi thẻ"):
        register.covers.add(person_id, scheme=scheme, known=known, dated=date(2026, 1, 5), **more)


def total(register: Register, name: str, on: date = ON) -> tuple[int, ...]:
    found = register.indicators.figures(name, on=on).total
    return (found.counted, found.base, found.unknown, found.unsure, found.missing)


def check_opens(register: Register, found: Figures) -> None:
    """Every part of every figure is the rows behind it; the rows add up to the total."""
    values: dict[str, Any] = {"on": found.on, "since": found.since, "by": found.by}
    name = found.indicator.name
    parts: tuple[Part, ...] = get_args(Part)
    for part in parts:
        if found.by != "commune":
            assert sum(getattr(row, part) for row in found.rows) == getattr(found.total, part)
        whole = register.indicators.records(name, part=part, **values)
        assert sum(one.people for one in whole) == getattr(found.total, part)
        assert len({(one.table, one.row_id) for one in whole}) == len(whole)
        behind = []
        for row in found.rows:
            behind += register.indicators.records(
                name,
                part=part,
                subject=row.subject,
                **values,
            )
        if found.by != "commune":
            assert {one.row_id for one in behind} == {one.row_id for one in whole}
            assert len(behind) == len(whole)


def test_every_figure_opens_onto_its_rows(register: Register) -> None:
    make_sample(register, people=400, seed=7, on=ON)
    for one in INDICATORS:
        totals = set()
        for by in BY:
            found = register.indicators.figures(one.name, on=ON, by=by)
            check_opens(register, found)
            totals.add(replace(found.total, told=None))
        assert len(totals) == 1


def test_cover_is_that_of_the_month(register: Register) -> None:
    make_sample(register, people=600, seed=3, on=ON)
    for month in (Month(2026, 1), Month(2026, 10)):
        report = register.months.report(month, ON)
        for scheme in ("hi", "vsi"):
            found = register.indicators.figures(scheme, on=month.last, by="village")
            assert found.total.counted == report.total.of(scheme).covered
            for row in report.rows:
                assert found.of(row.village_id).counted == row.of(scheme).covered
            if scheme == "hi":
                assert found.total.base == report.total.population


def test_unknown_is_neither_covered_nor_missing(register: Register) -> None:
    for known in ("covered", "not_covered", None):
        one = person(register, born=PartialDate(1980))
        if known is not None:
            cover(register, one, "hi", known)
    assert total(register, "hi") == (1, 3, 1, 0, 1)


@pytest.mark.parametrize(
    ("fields", "schemes", "labour", "unsure"),
    [
        ({"born": PartialDate(1990), "sex": "male", "occupation": "working"}, (), 1, 0),
        ({"born": PartialDate(1990), "sex": "male"}, (), 1, 1),
        ({"born": PartialDate(1990), "sex": "male", "occupation": "pupil"}, (), 0, 0),
        ({"born": PartialDate(1990), "sex": "male", "occupation": "not_working"}, (), 0, 0),
        ({"born": PartialDate(1990), "sex": "male", "occupation": "not_working"}, ("csi",), 1, 0),
        ({"sex": "male"}, (), 0, 1),
        ({"sex": "male", "occupation": "pupil"}, (), 0, 0),
        ({"born": PartialDate(2011, 11, 22), "sex": "male", "occupation": "working"}, (), 1, 0),
        ({"born": PartialDate(2011, 11, 23), "sex": "male", "occupation": "working"}, (), 0, 0),
        # A woman of 11/1969 retires in the month of the day, one of 09/1969 before it.
        ({"born": PartialDate(1969, 11), "sex": "female", "occupation": "working"}, (), 1, 0),
        ({"born": PartialDate(1969, 9), "sex": "female", "occupation": "working"}, (), 0, 0),
        ({"born": PartialDate(1969, 9), "occupation": "working"}, (), 0, 1),
        ({"born": PartialDate(1969, 12), "occupation": "working"}, (), 1, 0),
        ({"born": PartialDate(1950), "occupation": "working"}, ("vsi",), 0, 0),
    ],
)
def test_the_labour_force(
    register: Register, fields: dict[str, Any], schemes: tuple[str, ...], labour: int, unsure: int
) -> None:
    one = person(register, **fields)
    for scheme in schemes:
        cover(register, one, scheme)
    insured = labour * len(schemes)
    unknown = labour * (not schemes)
    assert total(register, "si_labour") == (insured, labour, unknown, unsure, 0)


def test_pupils_are_told_or_have_the_card_of_one(register: Register) -> None:
    person(register, occupation="pupil", born=PartialDate(2012))
    with_card = person(register, born=PartialDate(2010))
    cover(register, with_card, "hi", hi_group="student")
    person(register, born=PartialDate(2014))  # of school age: it is not known
    person(register, born=PartialDate(1990))
    working = person(register, born=PartialDate(2009), occupation="working")
    cover(register, working, "hi", hi_group="student")
    assert total(register, "hi_pupils") == (1, 2, 1, 1, 0)


def test_rates_have_their_own_denominators(register: Register) -> None:
    """59 % and 21 % of the labour force, 97 % of the population, 100 % of the pupils (S1)."""
    register_of_hundreds(register)
    rates = {
        name: register.indicators.figures(name, on=ON).total.rate
        for name in ("si_labour", "vsi_labour", "hi", "hi_pupils")
    }
    assert rates == {
        "si_labour": Fraction(59, 100),
        "vsi_labour": Fraction(21, 100),
        "hi": Fraction(97, 100),
        "hi_pupils": Fraction(1),
    }
    for name in rates:
        check_opens(register, register.indicators.figures(name, on=ON, by="village"))


def register_of_hundreds(register: Register) -> None:
    """100 people of the labour force, 40 pupils and 60 old people; who has which insurance."""
    with register.change("Lập sổ"):
        village = register.villages.add("Thôn Đông")
        add = register.people.add

        def covered(one: str, scheme: Any) -> None:
            register.covers.add(one, scheme=scheme, known="covered", dated=date(2026, 1, 5))

        for place in range(100):
            one = add(
                name=f"Tống Thị Mận {place}", village_id=village, sex="female",
                born=PartialDate(1985), occupation="working",
            )  # fmt: skip
            if place < 59:
                covered(one, "csi" if place < 38 else "vsi")
            if place < 94:
                covered(one, "hi")
        for place in range(40):
            one = add(name=f"Vi Văn Tuất {place}", born=PartialDate(2013), occupation="pupil")
            covered(one, "hi")
        for place in range(60):
            one = add(name=f"Lường Thị Mến {place}", village_id=village, born=PartialDate(1945))
            covered(one, "hi")


def test_a_denominator_of_another_office_goes_before(register: Register) -> None:
    register_of_hundreds(register)
    village = register.villages.all()[0].id
    with register.change("Ghi mẫu số"):
        register.denominators.set(2026, "labour", 118, source="Niên giám thống kê 2025")
        register.denominators.set(2026, "labour", 120, source=" Chi cục Thống kê ")
        register.denominators.set(2026, "labour", 60, source="Thôn", village_id=village)
    found = register.indicators.figures("si_labour", on=ON, by="village")
    assert found.total.rate == Fraction(59, 120)
    assert found.total.told is not None
    assert found.total.told.source == "Chi cục Thống kê"
    assert found.of(village).rate == Fraction(59, 60)
    assert found.of("").told is None
    assert [step.code for step in found.steps] == ["working_age", "working_age", "labour_force"]
    with register.change("Bỏ mẫu số"):
        register.denominators.remove(2026, "labour")
    assert register.indicators.figures("si_labour", on=ON).total.rate == Fraction(59, 100)
    with pytest.raises(StorageError) as refused, register.change("Ghi mẫu số"):
        register.denominators.set(2026, "pupils", 5, source=" ")
    assert refused.value.code == "no_source"


def enrol(register: Register, place: Place, person_id: str, **receipt: Any) -> None:
    with register.change("Ghi đóng"):
        register.enrolments.enrol_hi(
            place.household,
            months=12,
            members=[HiMember(person_id, "household")],
            about=Circumstances(date(2026, 10, 1), Receipt(**receipt) if receipt else None),
        )


def by_subject(register: Register, name: str, by: By) -> dict[str, int]:
    found = register.indicators.figures(name, on=ON, by=by)
    return {row.subject: row.counted for row in found.rows if row.counted}


def test_who_joined_is_the_collectors_and_the_organisations(
    register: Register, place: Place
) -> None:
    with register.change("Ghi nơi làm"):
        register.staff.save(place.collector, organisation="Bưu điện xã")
    enrol(register, place, place.head, number="01", collector_id=place.collector)
    enrol(register, place, place.wife)
    assert by_subject(register, "hi_new", "collector") == {place.collector: 1, "": 1}
    assert by_subject(register, "hi_new", "organisation") == {"buu dien xa": 1, "": 1}
    assert by_subject(register, "hi_new", "village") == {place.village: 2}
    with register.change("Nghỉ việc"):
        register.staff.save(place.collector, active=False)
    found = register.indicators.figures("hi_new", on=ON, by="collector")
    assert found.of(place.collector).name == "Lê Thị Thu"
    assert register.indicators.figures("hi_new", on=date(2026, 9, 30)).total.counted == 0


def test_what_was_written_by_mistake_counts_nowhere(register: Register, place: Place) -> None:
    enrol(register, place, place.head)
    with register.change("Gạch bỏ"):
        register.connection.execute("UPDATE enrolments SET void_day = '2026-10-02'")
    assert register.indicators.figures("hi_new", on=ON).total.counted == 0


@pytest.mark.parametrize(
    ("again", "kept"),
    [(None, 0), (date(2026, 9, 1), 1), (date(2026, 11, 1), 1), (date(2026, 12, 15), 0)],
)
def test_a_renewal_kept(register: Register, place: Place, again: date | None, kept: int) -> None:
    ended = date(2026, 8, 31)
    cover(register, place.head, "hi", hi_group="household", start=date(2025, 9, 1), until=ended)
    if again is not None:
        cover(register, place.head, "hi", start=again, until=date(2027, 12, 31))
    found = register.indicators.figures("renewals", on=ON).total
    assert (found.counted, found.base, found.missing) == (kept, 1, 1 - kept)


def test_visits_and_moves_to_accounts(register: Register, place: Place) -> None:
    with register.change("Ghi kết quả"):
        register.visits.record(
            place.household, ON, results=[ResultInput("absent")], visitor_id=place.collector
        )
        event = register.new_id()
        register.connection.execute(
            "INSERT INTO events (id, day, form, village_id) VALUES (?, '2026-11-20', 'booth', ?)",
            (event, place.other_village),
        )
        register.connection.execute(
            "INSERT INTO event_totals VALUES (?, ?, 'non_cash', 12)", (register.new_id(), event)
        )
        register.connection.execute(
            "INSERT INTO non_cash_moves (id, day, person_id, staff_id) VALUES (?, ?, ?, ?)",
            (register.new_id(), "2026-11-21", place.head, place.clerk),
        )
    assert by_subject(register, "visits", "collector") == {place.collector: 1}
    assert by_subject(register, "non_cash", "village") == {
        place.village: 1,
        place.other_village: 12,
    }
    assert register.indicators.figures("non_cash", on=ON).total.unnamed == 12
    for name in ("visits", "non_cash"):
        for by in BY:
            check_opens(register, register.indicators.figures(name, on=ON, by=by))
    visit = register.indicators.records("visits", on=ON)[0]
    assert (visit.name, visit.village, visit.collector) == (
        "Nguyễn Văn Đỗ", "Thôn Đông", "Lê Thị Thu",
    )  # fmt: skip


def test_figures_follow_what_is_written(register: Register) -> None:
    one = person(register, born=PartialDate(1980))
    assert total(register, "hi")[0] == 0
    cover(register, one, "hi")
    assert total(register, "hi")[0] == 1
    register.undo()
    assert total(register, "hi")[0] == 0
    with register.rehearsal():
        register.covers.add(one, scheme="hi", known="covered", dated=ON)
        assert total(register, "hi")[0] == 1
    assert total(register, "hi")[0] == 0


def test_an_unknown_indicator_is_refused(register: Register) -> None:
    with pytest.raises(StorageError) as refused:
        register.indicators.figures("taxes", on=ON)
    assert refused.value.code == "unknown_figure"


def test_each_collector_has_a_tally_by_month(register: Register, place: Place) -> None:
    """S2: her tally, by month, and the list behind every figure."""
    enrol(register, place, place.head, number="01", collector_id=place.collector)
    enrol(register, place, place.wife)
    found = register.indicators.tally("hi_new", 2026, on=ON)
    assert [(one.name, one.months[9], one.total) for one in found] == [
        ("Lê Thị Thu", 1, 1), ("", 1, 1),
    ]  # fmt: skip
    behind = register.indicators.records(
        "hi_new", since=date(2026, 10, 1), on=date(2026, 10, 31), by="collector",
        subject=place.collector,
    )  # fmt: skip
    assert [one.person_id for one in behind] == [place.head]
    assert register.indicators.tally("hi_new", 2026, on=date(2026, 9, 30)) == ()
    with pytest.raises(StorageError) as refused:
        register.indicators.tally("hi", 2026, on=ON)
    assert refused.value.code == "unknown_figure"
