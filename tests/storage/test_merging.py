"""Two records become one person: nothing is lost, nothing doubled, nobody else touched."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import PartialDate
from storage import Register, StorageError
from storage.duplicates import find_duplicates, tell_apart
from storage.merging import (
    aftermath,
    compare_records,
    merge_people,
    rehearse_merge,
    which_to_keep,
)
from storage.person_facts import count_facts
from storage.sample import make_sample
from storage.visits import ResultInput
from tests.storage.conftest import Place

DAY = date(2026, 11, 22)
Everything = Callable[[Register], dict[str, list[Any]]]


def person(register: Register, name: str = "Mai Thị Lành", **fields: Any) -> str:
    with register.change("Thêm người"):
        return register.people.add(name=name, **fields)


def merge(register: Register, kept: str, other: str, **options: Any) -> None:
    with register.change("Gộp"):
        merge_people(register, kept, other, **options)


def sides(register: Register, kept: str, other: str) -> dict[str, str | None]:
    compared = compare_records(register, kept, other)
    return {choice.field: choice.side for choice in compared.fields if choice.differs}


def test_what_only_one_side_knows_is_kept_whatever_was_chosen(
    register: Register, place: Place
) -> None:
    kept = person(register, born=PartialDate(1979), village_id=place.village, ethnic="Mường")
    other = person(register, born=PartialDate(1979, 8, 5), phone="0912345679", sex="female")
    assert sides(register, kept, other) == {
        "born": "other",
        "sex": "other",
        "phone": "other",
        "ethnic": "kept",
        "household": "kept",
    }
    merge(register, kept, other, choices={"phone": "kept", "ethnic": "other", "born": "kept"})
    merged = register.people.get(kept)
    assert (merged.phone, merged.ethnic, merged.sex) == ("0912345679", "Mường", "female")
    assert (merged.born, merged.village_id) == (PartialDate(1979), place.village)
    with pytest.raises(StorageError, match="no_such_row"):
        register.people.get(other)


def test_the_usual_side_of_each_field(register: Register, place: Place) -> None:
    kept = person(register, "Mai Thi Lanh", note="cao", status="moved", status_day=DAY)
    other = person(register, note="thấp", do_not_contact=True, status="here")
    assert sides(register, kept, other) == {
        "name": "other",
        "status": "other",
        "do_not_contact": "other",
        "note": "both",
    }
    merge(register, kept, other)
    merged = register.people.get(kept)
    assert (merged.name, merged.status, merged.status_day) == ("Mai Thị Lành", "here", None)
    assert (merged.note, merged.do_not_contact) == ("cao\nthấp", True)


@pytest.mark.parametrize(("side", "note"), [("kept", "cao"), ("other", "thấp")])
def test_a_clerk_chooses_field_by_field(register: Register, side: Any, note: str) -> None:
    kept = person(register, note="cao", born=PartialDate(1979, 8, 5))
    other = person(register, note="thấp", born=PartialDate(1979, 5, 8))
    merge(register, kept, other, choices={"note": side, "born": side})
    merged = register.people.get(kept)
    assert merged.note == note
    assert merged.born == (PartialDate(1979, 8, 5) if side == "kept" else PartialDate(1979, 5, 8))


def test_two_personal_ids_are_not_guessed_about(
    register: Register, place: Place, everything: Everything
) -> None:
    kept = person(register, personal_id="038179004321")
    other = person(register, personal_id="038179003421")
    before = everything(register)
    assert sides(register, kept, other) == {"personal_id": None}
    with pytest.raises(StorageError, match="two_personal_ids"):
        merge(register, kept, other)
    assert everything(register) == before
    merge(register, kept, other, choices={"personal_id": "other"})
    assert register.people.get(kept).personal_id == "038179003421"


def test_a_record_is_not_merged_with_itself(register: Register, place: Place) -> None:
    with pytest.raises(StorageError, match="same_record"):
        merge(register, place.head, place.head)


def test_nobody_else_of_the_other_household_comes_along(register: Register, place: Place) -> None:
    kept = person(register, "Nguyễn Văn Đỗ", household_id=place.empty_household, relation="head")
    after = aftermath(register, kept, place.head, on=DAY)
    assert (after.household_id, after.members, after.headless) == (place.household, 2, True)
    assert [one.id for one in after.heirs] == [place.wife]
    merge(register, kept, place.head)
    stayed = register.people.of_household(place.household)
    assert [one.id for one in stayed] == [place.wife, place.child]
    assert [one.relation for one in stayed] == ["wife", "daughter"]
    assert [one.id for one in register.people.of_household(place.empty_household)] == [kept]


def test_the_new_head_is_chosen_in_the_same_step(
    register: Register, place: Place, everything: Everything
) -> None:
    kept = person(register, "Nguyễn Văn Đỗ", household_id=place.empty_household, relation="head")
    before = everything(register)
    merge(register, kept, place.head, new_head_id=place.wife)
    members = register.people.of_household(place.household)
    assert [(one.id, one.relation) for one in members] == [
        (place.wife, "head"),
        (place.child, "daughter"),
    ]
    assert register.people.get(kept).relation == "head"
    register.undo()
    assert everything(register) == before


def test_the_kept_record_may_move_into_the_household_of_the_other(
    register: Register, place: Place
) -> None:
    kept = person(register, "Trần Thị Hoà", household_id=place.empty_household, relation="head")
    choices: Any = {"household": "other"}
    after = aftermath(register, kept, place.wife, on=DAY, choices=choices)
    assert (after.household_id, after.members, after.headless) == (place.empty_household, 0, False)
    merge(register, kept, place.wife, choices=choices)
    merged = register.people.get(kept)
    assert (merged.household_id, merged.relation) == (place.household, "wife")
    assert register.people.of_household(place.empty_household) == ()


def test_two_of_one_household_keep_the_head(register: Register, place: Place) -> None:
    kept = person(register, "Nguyễn Văn Đỗ", household_id=place.household, relation="other")
    assert sides(register, kept, place.head)["relation"] == "other"
    assert aftermath(register, kept, place.head, on=DAY).household_id is None
    merge(register, kept, place.head)
    assert register.people.get(kept).relation == "head"


def test_the_standing_a_list_gave_to_the_double_goes_along(
    register: Register, place: Place, everything: Everything
) -> None:
    twin = person(register, "Nguyễn Văn Đỗ", household_id=place.empty_household, relation="head")
    with register.change("Danh sách hộ nghèo"):
        register.standings.set(place.empty_household, 2026, "poor")
        register.standings.set(place.empty_household, 2025, "poor")
        register.standings.set(place.household, 2025, "near_poor")
    before = everything(register)
    assert aftermath(register, place.head, twin, on=DAY).leads_on
    merge(register, place.head, twin)
    kinds = [register.standings.of(place.household, year) for year in (2025, 2026)]
    assert [one.kind for one in kinds if one] == ["near_poor", "poor"]
    assert register.standings.of(place.empty_household, 2026) is None
    register.undo()
    assert everything(register) == before


def test_a_household_where_others_live_keeps_its_standing(register: Register, place: Place) -> None:
    kept = person(register, "Trần Thị Hoà", household_id=place.empty_household)
    with register.change("Danh sách hộ nghèo"):
        register.standings.set(place.household, 2026, "poor")
    merge(register, kept, place.wife)
    assert register.standings.of(place.household, 2026) is not None
    assert register.standings.of(place.empty_household, 2026) is None


def test_what_would_come_of_it_is_looked_at_before(
    register: Register, place: Place, everything: Everything
) -> None:
    other = person(register, "Trần Thị Hoà", born=PartialDate(1981, 4, 5))
    with register.change("Thẻ"):
        register.covers.add(other, scheme="hi", known="covered", dated=DAY, until=DAY)
        register.standings.set(place.household, DAY.year, "poor")
    before = everything(register)
    merged = rehearse_merge(register, place.wife, other, on=DAY)
    assert merged.person.born == PartialDate(1981, 4, 5)
    assert (merged.hi.kind, merged.hi.until, merged.vsi.kind) == ("ending", DAY, "unknown")
    lone = person(register, "Vi Văn Tuất")
    assert rehearse_merge(register, lone, other, on=DAY).hi.kind == "ending"
    register.undo()
    assert everything(register) == before
    assert register.history("people", other)[0].after is not None


@pytest.mark.parametrize("who", ["other", "stranger", "same household", "no household"])
def test_a_head_must_be_a_living_member_who_stays(
    register: Register, place: Place, who: str
) -> None:
    kept = person(register, household_id=place.empty_household)
    lone = person(register, "Vi Văn Tuất")
    pairs = {
        "other": (kept, place.head, place.head),
        "stranger": (kept, place.head, lone),
        "same household": (place.wife, place.head, place.child),
        "no household": (kept, lone, kept),
    }
    one, other, heir = pairs[who]
    with pytest.raises(StorageError, match="not_a_member"):
        merge(register, one, other, new_head_id=heir, choices={"personal_id": "kept"})


def test_what_both_say_alike_is_kept_once(register: Register, place: Place) -> None:
    other = person(register, household_id=place.household)
    with register.change("Việc"):
        for one in (place.head, other):
            register.covers.add(one, scheme="hi", known="covered", dated=DAY, until=DAY)
        register.covers.add(other, scheme="hi", known="not_covered", dated=DAY)
        register.covers.add(
            other, scheme="hi", known="covered", dated=DAY, until=DAY, source="enrolment"
        )
        results = [ResultInput("agreed", one, "hi") for one in (place.head, other)]
        register.visits.record(place.household, DAY, results=results)
    assert compare_records(register, place.head, other).brings == {"covers": 3, "visit_results": 1}
    merge(register, place.head, other)
    # an enrolment's cover stays beside its enrolment, however like another it is
    assert count_facts(register, place.head) == {"covers": 3, "visit_results": 1}


def test_who_was_told_apart_from_one_is_told_apart_from_both(
    register: Register, place: Place
) -> None:
    born = PartialDate(1979, 8, 5)
    kept, other, third = (person(register, born=born, village_id=place.village) for _ in range(3))
    assert len(find_duplicates(register)) == 3
    with register.change("Khác nhau"):
        tell_apart(register, other, third)
        tell_apart(register, kept, other)
        tell_apart(register, kept, third)
    merge(register, kept, other)
    assert find_duplicates(register) == ()
    assert register.connection.rows("SELECT one_id, other_id FROM different_people") == [
        (kept, third)
    ]
    register.undo()
    assert register.connection.value("SELECT count(*) FROM different_people") == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"status": "moved"}, {}),
        ({}, {"household_id": "its"}),
        ({}, {"personal_id": "038179004321"}),
        ({}, {"fact": True}),
    ],
)
def test_the_fuller_record_is_offered_to_be_kept(
    register: Register, place: Place, one: dict[str, Any], other: dict[str, Any]
) -> None:
    def made(fields: dict[str, Any]) -> str:
        known = {name: value for name, value in fields.items() if name != "fact"}
        if "household_id" in known:
            known["household_id"] = place.household
        made = person(register, **known)
        if "fact" in fields:
            with register.change("Thẻ"):
                register.covers.add(made, scheme="hi", known="covered", dated=DAY)
        return made

    first, second = made(one), made(other)
    assert which_to_keep(register, first, second) == (second, first)
    assert which_to_keep(register, second, first) == (second, first)


def test_of_two_alike_the_elder_record_is_kept(register: Register) -> None:
    first, second = person(register), person(register)
    assert which_to_keep(register, second, first) == (first, second)


COVERS = st.lists(
    st.tuples(
        st.sampled_from(["hi", "vsi"]),
        st.sampled_from(["covered", "not_covered"]),
        st.integers(0, 2),
        st.sampled_from(["import", "clerk", "enrolment"]),
    ),
    max_size=4,
)
FIELDS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Mai Thị Lành", "Mai Thi Lanh", "Tống Thị Mận"]),
        "born": st.sampled_from([None, PartialDate(1979), PartialDate(1979, 8, 5)]),
        "phone": st.sampled_from([None, "0912345679", "0912345670"]),
        "note": st.sampled_from(["", "cao", "thấp"]),
        "status": st.sampled_from(["here", "away", "moved", "died"]),
        "relation": st.sampled_from([None, "head", "daughter"]),
        "living_in": st.sampled_from(["none", "its own", "of the others"]),
    }
)
CHOICES = st.dictionaries(
    st.sampled_from(["name", "born", "phone", "note", "household", "relation"]),
    st.sampled_from(["kept", "other"]),
)


def _add(register: Register, place: Place, own: str, fields: dict[str, Any]) -> str:
    homes = {"none": None, "its own": own, "of the others": place.household}
    home = homes[fields["living_in"]]
    known = {name: value for name, value in fields.items() if name != "living_in"}
    if home == place.household and known["relation"] == "head":
        known["relation"] = "other"
    return register.people.add(**known, household_id=home)


def _facts(register: Register, *people: str) -> set[tuple[Any, ...]]:
    marks = ", ".join("?" * len(people))
    return {
        *register.connection.rows(
            "SELECT 'cover', scheme, known, start, until, dated FROM covers"
            f" WHERE person_id IN ({marks})",
            people,
        ),
        *register.connection.rows(
            f"SELECT 'result', visit_id, scheme, result, reason FROM visit_results"
            f" WHERE person_id IN ({marks})",
            people,
        ),
    }


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(one=FIELDS, two=FIELDS, mine=COVERS, theirs=COVERS, choices=CHOICES, seen=st.booleans())
def test_merging_loses_no_fact_and_is_undone_exactly(
    register: Register,
    place: Place,
    everything: Everything,
    one: dict[str, Any],
    two: dict[str, Any],
    mine: list[Any],
    theirs: list[Any],
    choices: dict[str, Any],
    seen: bool,
) -> None:
    with register.change("Hai dòng"):
        homes = [register.households.add(village_id=place.village) for _ in range(2)]
        kept = _add(register, place, homes[0], one)
        other = _add(register, place, homes[1], two)
        for who, covers in ((kept, mine), (other, theirs)):
            for scheme, known, step, source in covers:
                register.covers.add(
                    who,
                    scheme=scheme,
                    known=known,
                    dated=DAY + timedelta(days=step),
                    source=source,
                )
            home = register.people.get(who).household_id
            if seen and home is not None:
                result = ResultInput("thinking", who, "hi")
                register.visits.record(home, DAY, results=[result])
    before, facts = everything(register), _facts(register, kept, other)
    members = {
        home: {one.id for one in register.people.of_household(home)} - {kept, other}
        for home in (*homes, place.household)
    }
    merge(register, kept, other, choices=choices)
    assert _facts(register, kept) == facts
    assert register.people.get(kept).name in {one["name"], two["name"]}
    for home, stayed in members.items():
        assert {one.id for one in register.people.of_household(home)} - {kept} == stayed
    register.undo()
    assert everything(register) == before
    register.undo()


def test_every_kind_of_fact_of_a_whole_commune_goes_along(
    register: Register, everything: Everything
) -> None:
    """Any two people of a made-up commune, however little they have in common."""
    make_sample(register, people=240, seed=5, on=DAY)
    one_of_each = [
        register.connection.value(f"SELECT person_id FROM {table} WHERE person_id IS NOT NULL")
        for table in ("covers", "enrolments", "visit_results")
    ]
    everybody = [one.id for one in register.people.list()]
    chance = Random(11)
    before = everything(register)
    for number in range(24):
        other = one_of_each[number % 3] if number < 6 else chance.choice(everybody)
        kept = chance.choice([one for one in everybody if one != other])
        facts = {table: _by_person(before[table], kept, other) for table in _MOVED}
        side: Any = chance.choice(["kept", "other"])
        choices: Any = {"personal_id": side, "household": chance.choice(["kept", "other"])}
        merge(register, kept, other, choices=choices)
        after = everything(register)
        for table in _MOVED:
            assert _by_person(after[table], kept) == facts[table], table
        assert after["payments"] == before["payments"]
        touched = {name for name in after if after[name] != before[name]}
        # a household that was only there for somebody written twice leads to the other one
        assert touched <= {"people", "households", "life_events", "standings", *_MOVED}
        assert len(before["people"]) - len(after["people"]) == 1
        register.undo()
        assert everything(register) == before


_MOVED = ("covers", "enrolments", "visit_results")


def _by_person(rows: list[Any], *people: str) -> set[str]:
    """Return the ids of the rows that hang on any of these people."""
    return {row[0] for row in rows if set(people) & set(row)}


def test_what_other_parts_keep_of_a_person_goes_along(register: Register, place: Place) -> None:
    other = person(register, household_id=place.household)
    new_id = register.new_id
    with register.change("Việc"):
        register.connection.execute(
            "INSERT INTO imports (id, file, kind, dated, sha256, rows, added, updated, unchanged,"
            " duplicates, review, rejected, mapping)"
            " VALUES (?, 'so.xlsx', 'any', '2026-11-01', 'x', 1, 1, 0, 0, 0, 0, 0, '{}')",
            (imported := new_id(),),
        )
        for table, columns, values in (
            ("import_rows", "import_id, row, outcome, record", (imported, 2, "added", "{}")),
            ("calculations", "household_id, day, asked, answer",
             (place.household, "2026-11-01", "{}", "{}")),
            ("life_events", "kind, day, household_id", ("born", "2026-11-01", place.household)),
        ):  # fmt: skip
            marks = ", ".join("?" * (len(values) + 2))
            register.connection.execute(
                f"INSERT INTO {table} (id, person_id, {columns}) VALUES ({marks})",
                (new_id(), other, *values),
            )
    assert count_facts(register, place.wife) == {}
    merge(register, place.wife, other)
    assert count_facts(register, place.wife) == {
        "calculations": 1,
        "import_rows": 1,
        "life_events": 1,
    }
