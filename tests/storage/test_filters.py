"""Filters: every part alone and together, kept by name, and states as the rules tell them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import PartialDate
from rules.coverage import vsi_state
from storage import Register, StorageError, listings
from storage.filters import INSURED, Filter, from_plain, to_plain
from storage.visits import ResultInput

ON = date(2026, 11, 22)
_KINDS = ("poor", "near_poor", "none")
_MET = (ResultInput(person_id=None, scheme=None, result="absent"),)
_ETHNIC = ("Mường", "Thái", None)


def _days(text: str) -> st.SearchStrategy[date]:
    first, last = map(date.fromisoformat, text.split("/"))
    return st.dates(first, last)


_COVER = st.fixed_dictionaries(
    {
        "scheme": st.sampled_from(["hi", "hi", "vsi", "csi"]),
        "known": st.sampled_from(["covered", "covered", "not_covered"]),
        "start": st.none() | _days("2025-06-01/2027-02-01"),
        "length": st.none() | st.integers(0, 500),
        "dated": _days("2026-01-01/2026-12-20"),
        "hi_group": st.sampled_from([None, "household", "poor"]),
    }
)
_PERSON = st.fixed_dictionaries(
    {
        "born": st.none()
        | st.sampled_from(["1950", "1966-11-22", "2011-11", "2012", "2026-01-02"]),
        "sex": st.sampled_from(["male", "female", None]),
        "ethnic": st.sampled_from(_ETHNIC),
        "status": st.sampled_from(["here", "here", "away", "moved", "died"]),
        "do_not_contact": st.booleans(),
        "covers": st.lists(_COVER, max_size=4),
    }
)
_HOME = st.fixed_dictionaries(
    {
        "people": st.lists(_PERSON, max_size=3),
        "village": st.integers(0, 1),
        "standing": st.sampled_from([None, *_KINDS]),
        "visit": st.none() | _days("2026-10-01/2026-12-01"),
        "collected": st.booleans(),
        "do_not_contact": st.booleans(),
        "status": st.sampled_from(["here", "here", "here", "left"]),
    }
)


def _fill(register: Register, place: Any, homes: Iterable[dict[str, Any]]) -> None:
    for number, home in enumerate(homes):
        village = (place.village, place.other_village)[home["village"]]
        household = register.households.add(
            village_id=village, number=str(100 + number), do_not_contact=home["do_not_contact"]
        )
        if home["standing"]:
            register.standings.set(household, ON.year, home["standing"])
        if home["visit"]:
            register.visits.record(household, home["visit"], visitor_id=None, results=_MET)
        for one in home["people"]:
            _add(register, household, dict(one))
        register.connection.execute(
            "UPDATE households SET status = ?, collector_id = ? WHERE id = ?",
            (home["status"], place.collector if home["collected"] else None, household),
        )


def _add(register: Register, household: str, one: dict[str, Any]) -> None:
    covers = one.pop("covers")
    born = one.pop("born")
    person = register.people.add(
        name="Lường Thị Mến",
        household_id=household,
        born=PartialDate.parse(born) if born else None,
        **one,
    )
    for cover in covers:
        start, length = cover["start"], cover["length"]
        until = None if length is None else (start or ON - timedelta(200)) + timedelta(length)
        register.covers.add(
            person,
            scheme=cover["scheme"],
            known=cover["known"],
            start=start,
            until=until,
            dated=cover["dated"],
            hi_group=cover["hi_group"],
        )


_PARTS: tuple[Filter, ...] = (
    Filter(hi=("covered",)),
    Filter(hi=("not_covered", "unknown")),
    Filter(vsi=("covered", "unknown")),
    Filter(vsi=("not_covered",)),
    Filter(ends_within=45),
    Filter(ends_within=60, ends_scheme="vsi"),
    Filter(youngest=15, oldest=60),
    Filter(oldest=14),
    Filter(sex="female"),
    Filter(ethnic=("Mường", "unknown")),
    Filter(standings=("poor", "unknown")),
    Filter(visited="visited"),
    Filter(visited="not_visited", visited_since=date(2026, 11, 1)),
    Filter(collectors=("unknown",)),
    Filter(do_not_contact=False),
    Filter(text="luong"),
)


def _both(one: Filter, other: Filter) -> Filter:
    """Return what asks for both; a field that both have is the other's."""
    return from_plain({**to_plain(one), **to_plain(other)})


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    homes=st.lists(_HOME, max_size=4),
    parts=st.tuples(st.sampled_from(_PARTS), st.sampled_from(_PARTS)),
)
def test_parts_of_a_filter_all_hold_and_states_are_those_of_the_rules(
    register: Register, place: Any, homes: list[dict[str, Any]], parts: tuple[Filter, Filter]
) -> None:
    with register.change("Thêm") as change:
        _fill(register, place, homes)
    people, homes_of = register.people, register.households

    def found(only: Filter) -> set[str]:
        return {person.id for person in people.list(only=only, on=ON)}

    one, other = parts
    shared = set(to_plain(one)) & set(to_plain(other)) - {"ends_scheme"}
    if not shared and not (one.ends_within and other.ends_within):
        assert found(_both(one, other)) == found(one) & found(other)
    living = {
        person.id: person
        for person in people.list()
        if person.status in {"here", "away"}
        and (person.household_id is None or homes_of.get(person.household_id).status == "here")
    }
    said = {
        row["id"]: row
        for row in listings.rows_of(register, "people", listings.Filter(ON))[1]
        if row["id"] in living
    }
    truth = {True: "covered", False: "not_covered", None: "unknown"}
    for state in INSURED:
        assert found(Filter(hi=(state,))) == {
            key for key, row in said.items() if row["hi"] == state
        }
        fitting = {key for key, row in said.items() if truth[row["vsi"]] == state}
        assert found(Filter(vsi=(state,))) == fitting
    for only in (one, other):
        rows = people.list(only=only, on=ON)
        assert people.count(only=only, on=ON) == len(rows)
        listed = homes_of.list(on=ON, only=only)
        assert homes_of.count(on=ON, only=only) == len(listed)
        if not any(_asks_for(only, "standings", "visited", "collectors", "do_not_contact", "text")):
            assert {row.id for row in listed} == {
                living[one].household_id for one in found(only) if living[one].household_id
            }
    if change.changed.id:
        register.undo()


def _asks_for(only: Filter, *names: str) -> list[object]:
    return [getattr(only, name) not in ((), None, "") for name in names]


@pytest.fixture
def filled(register: Register, place: Any) -> Any:
    """The little commune with covers, a standing, a visit and a collector."""
    with register.change("Thêm"):
        covers = register.covers
        covers.add(place.head, scheme="hi", known="covered", dated=ON, until=date(2026, 12, 10))
        covers.add(place.wife, scheme="hi", known="not_covered", dated=date(2026, 3, 1))
        covers.add(place.wife, scheme="vsi", known="covered", dated=ON, until=date(2026, 12, 31))
        register.standings.set(place.household, 2026, "near_poor")
        register.visits.record(
            place.household, date(2026, 11, 2), visitor_id=place.clerk, results=_MET
        )
        register.households.save(place.empty_household, collector_id=place.collector)
        register.people.save(place.child, ethnic="Mường", occupation="pupil", do_not_contact=True)
    return place


@pytest.mark.parametrize(
    ("only", "people", "homes"),
    [
        (Filter(), 3, 2),
        (Filter(hi=("covered",)), 1, 1),
        (Filter(hi=("not_covered",)), 1, 1),
        (Filter(hi=("unknown",)), 1, 1),
        (Filter(hi=("covered", "unknown")), 2, 1),
        (Filter(vsi=("covered",)), 1, 1),
        (Filter(vsi=("not_covered",)), 0, 0),
        (Filter(ends_within=17), 0, 0),
        (Filter(ends_within=18), 1, 1),
        (Filter(ends_within=39, ends_scheme="vsi"), 1, 1),
        (Filter(youngest=47), 1, 1),
        (Filter(oldest=11), 1, 1),
        (Filter(youngest=12, oldest=45), 1, 1),
        (Filter(sex="female"), 2, 1),
        (Filter(sex="male", hi=("not_covered",)), 0, 0),
        (Filter(standings=("near_poor", "poor")), 3, 1),
        (Filter(standings=("unknown",)), 0, 1),
        (Filter(visited="visited", visited_since=date(2026, 11, 2)), 3, 1),
        (Filter(visited="visited", visited_since=date(2026, 11, 3)), 0, 0),
        (Filter(visited="not_visited"), 0, 1),
        (Filter(ethnic=("Mường",)), 1, 1),
        (Filter(ethnic=("unknown",)), 2, 1),
        (Filter(occupations=("pupil",)), 1, 1),
        (Filter(occupations=("working", "unknown")), 2, 1),
        (Filter(do_not_contact=True), 1, 0),
        (Filter(do_not_contact=False), 2, 2),
        (Filter(text="do"), 1, 1),
        (Filter(households=("nobody",)), 0, 0),
        (Filter(text="12"), 0, 1),
    ],
)
def test_each_part_of_a_filter(
    register: Register, filled: Any, only: Filter, people: int, homes: int
) -> None:
    assert register.people.count(only=only, on=ON) == people
    assert len(register.people.list(only=only, on=ON)) == people
    assert register.households.count(on=ON, only=only) == homes
    assert len(register.households.list(on=ON, only=only)) == homes


def test_villages_collectors_and_what_is_typed_besides(register: Register, filled: Any) -> None:
    only = Filter(villages=(filled.other_village,), collectors=(filled.collector,))
    assert [row.id for row in register.households.list(on=ON, only=only)] == [
        filled.empty_household
    ]
    assert register.households.count(on=ON, only=Filter(collectors=("unknown",))) == 1
    named = replace(Filter(text="nguyen"), sex="female")
    assert [row.name for row in register.people.list(search="anh", only=named, on=ON)] == [
        "Nguyễn Thị Ánh"
    ]
    counts = register.households.state_counts(on=ON, only=Filter(sex="female"))
    assert (counts.all, counts.not_covered) == (1, 1)


def test_what_is_written_is_seen_at_once(register: Register, filled: Any) -> None:
    only, soon = Filter(hi=("covered",)), Filter(ends_within=30)
    assert register.people.count(only=only, on=ON) == 1
    with register.change("Thẻ"):
        register.covers.add(filled.child, scheme="hi", known="covered", dated=ON)
        assert register.people.count(only=only, on=ON) == 2
        register.covers.add(
            filled.head,
            scheme="hi",
            known="covered",
            dated=ON,
            start=date(2026, 12, 11),
            until=date(2027, 12, 10),
        )
        assert register.people.count(only=soon, on=ON) == 0
    assert register.people.count(only=only, on=ON) == 2
    register.undo()
    assert register.people.count(only=only, on=ON) == 1
    assert register.people.count(only=soon, on=ON) == 1
    assert register.people.count(only=only, on=date(2027, 1, 5)) == 0


def test_households_stand_by_the_card_that_ends_first(register: Register, filled: Any) -> None:
    with register.change("Thêm"):
        person = register.people.add(name="Vi Văn Tuất", household_id=filled.empty_household)
        register.covers.add(
            person, scheme="hi", known="covered", dated=ON, until=date(2026, 11, 30)
        )
        register.households.add(village_id=filled.village, number="90")
    rows = register.households.list(on=ON, order="ending")
    assert [row.number for row in rows] == ["3", "12", "90"]
    page = register.households.list(on=ON, order="ending", limit=1, offset=1)
    assert [row.number for row in page] == ["12"]


def test_a_filter_is_kept_by_its_name(register: Register, filled: Any) -> None:
    wanted = Filter(hi=("unknown",), visited="not_visited", visited_since=date(2026, 11, 1))
    with register.change("Giữ bộ lọc"):
        first = register.filters.keep("  Chưa đến,  chưa rõ ", wanted)
        second = register.filters.keep("Nữ", Filter(sex="female"))
    assert register.filters.named("chua den, chua ro").filter == wanted
    assert [kept.name for kept in register.filters.all()] == ["Chưa đến, chưa rõ", "Nữ"]
    with register.change("Giữ bộ lọc"):
        assert register.filters.keep("NỮ", Filter(sex="female", hi=("covered",))) == second
        register.filters.rename(first, "Hộ phải đến")
    assert register.filters.named("nữ").filter.hi == ("covered",)
    with pytest.raises(StorageError, match="same_filter"), register.change("Đổi tên"):
        register.filters.rename(first, "nu")
    with pytest.raises(StorageError, match="empty_name"), register.change("Giữ"):
        register.filters.keep(" ", wanted)
    with register.change("Bỏ"):
        register.filters.remove(first)
    with pytest.raises(StorageError, match="unknown_filter") as failure:
        register.filters.named("Hộ phải đến")
    assert failure.value.facts["known"] == "NỮ"
    register.undo()
    assert register.filters.named("Hộ phải đến").id == first


@pytest.mark.parametrize("part", _PARTS)
def test_a_filter_survives_as_plain_values(part: Filter) -> None:
    assert from_plain(to_plain(part)) == part
    assert bool(part)
    assert not Filter(ends_scheme="vsi")


@pytest.mark.parametrize("plain", [{"moon": 1}, {"visited_since": "hôm qua"}])
def test_a_filter_of_a_newer_program_is_refused(plain: dict[str, Any]) -> None:
    with pytest.raises(StorageError, match="bad_filter"):
        from_plain(plain)


def test_compulsory_insurance_goes_before(register: Register, filled: Any) -> None:
    with register.change("Đi làm"):
        register.covers.add(filled.wife, scheme="csi", known="covered", dated=ON)
    facts = register.covers.of(filled.wife)
    assert vsi_state(facts, on=ON, age=45).kind == "compulsory"
    assert register.people.count(only=Filter(vsi=("covered",)), on=ON) == 0
    assert register.people.count(only=Filter(vsi=("not_covered",)), on=ON) == 1
