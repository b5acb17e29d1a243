"""The list of households, its filters and their figures, and the record of one household."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.errors import RuleError
from storage import Register, StorageError
from storage.intake.writer import join_people
from storage.visits import ResultInput

DAY = date(2026, 11, 22)


def _hi(register: Register, person: str, until: date | None, **more: Any) -> None:
    with register.change("Thẻ"):
        register.covers.add(
            person, scheme="hi", known="covered", dated=date(2026, 1, 1), until=until, **more
        )


def test_codes_differ_and_are_found_in_any_spelling(register: Register, place: Any) -> None:
    household = register.households.get(place.household)
    other = register.households.get(place.empty_household)
    assert household.code != other.code
    for typed in (
        household.code.lower(),
        f"#{household.code}",
        f" {household.code[:3]}-{household.code[3:]} ",
    ):
        assert register.households.by_code(typed) == household
    with pytest.raises(RuleError):
        register.households.by_code("???")
    with pytest.raises(StorageError, match="no_such_household"):
        register.households.by_code("222222")
    with pytest.raises(StorageError, match="no_such_row"):
        register.households.get("không có")


def test_a_code_that_is_taken_is_not_given_again(register: Register, place: Any) -> None:
    given = iter([b"\x00" * 8, b"\x00" * 8, b"\xff" * 8, b"\x01" * 8])
    register.entropy = lambda _: next(given)
    with register.change("Hai hộ"):
        first = register.households.get(register.households.add()).code
        second = register.households.new_code()
    assert first == "222222"
    assert second != first


def test_a_new_household_comes_last_in_the_walk(register: Register, place: Any) -> None:
    with register.change("Thêm"):
        added = register.households.add(village_id=place.village)
        placed = register.households.add(village_id=place.village, walk_order=1)
        register.households.save(placed, do_not_contact=True)
    assert register.households.get(added).walk_order == 2
    assert register.households.get(placed).do_not_contact


def test_a_row_says_what_the_list_shows(register: Register, place: Any) -> None:
    _hi(register, place.head, DAY + timedelta(days=9))
    _hi(register, place.child, None, hi_group="student")
    with register.change("Việc"):
        register.standings.set(place.household, 2026, "near_poor")
        register.visits.record(place.household, date(2026, 11, 2), results=[ResultInput("absent")])
        register.visits.record(
            place.household,
            date(2026, 11, 15),
            results=[ResultInput("thinking", place.wife, "hi", next_day=date(2026, 11, 28))],
        )
    row, empty = register.households.list(on=DAY)
    assert (row.head, row.people, row.village, row.walk_order) == (
        "Nguyễn Văn Đỗ",
        3,
        "Thôn Đông",
        1,
    )
    assert [state.kind for state in row.states] == ["ending", "unknown", "covered"]
    assert row.standing == "near_poor"
    assert (row.last_visit, row.next_day) == (date(2026, 11, 15), date(2026, 11, 28))
    assert (empty.head, empty.name, empty.states, empty.last_visit) == (None, "", (), None)


def test_a_household_without_head_bears_its_first_member(register: Register, place: Any) -> None:
    with register.change("Không chủ hộ"):
        register.people.save(place.head, relation=None)
    row = register.households.list(on=DAY)[0]
    assert (row.head, row.name) == (None, "Trần Thị Hoà")


@pytest.mark.parametrize(
    ("search", "found"),
    [("do", 1), ("hoa tran", 1), ("nguyen hoa", 0), ("5678", 1), ("12", 1), ("3", 1), ("code", 1),
     ("", 2), (" ", 2), ("xyz", 0)],
)  # fmt: skip
def test_households_are_found_by_any_member(
    register: Register, place: Any, search: str, found: int
) -> None:
    if search == "code":
        search = register.households.get(place.household).code.lower()
    assert register.households.count(on=DAY, search=search) == found
    assert len(register.households.list(on=DAY, search=search)) == found


def test_the_list_by_village_page_and_name(register: Register, place: Any) -> None:
    households = register.households
    with register.change("Thêm"):
        register.people.add(name="Lê An", household_id=place.empty_household, relation="head")
    assert [row.name for row in households.list(on=DAY, order="name")] == ["Lê An", "Nguyễn Văn Đỗ"]
    assert [row.name for row in households.list(on=DAY)] == ["Nguyễn Văn Đỗ", "Lê An"]
    assert [row.name for row in households.list(on=DAY, limit=1, offset=1)] == ["Lê An"]
    assert [row.name for row in households.list(on=DAY, village=place.other_village)] == ["Lê An"]


def _figures(register: Register, on: date, village: str | None = None) -> tuple[int, int, int]:
    counts = register.households.state_counts(on=on, village=village)
    return counts.all, counts.not_covered, counts.ending


def test_every_figure_opens_onto_its_rows(register: Register, place: Any) -> None:
    assert _figures(register, DAY) == (2, 0, 0)
    _hi(register, place.head, DAY - timedelta(days=1))
    assert _figures(register, DAY) == (2, 1, 0)
    assert _figures(register, DAY - timedelta(days=5)) == (2, 0, 1)
    assert _figures(register, DAY, place.other_village) == (1, 0, 0)
    (row,) = register.households.list(on=DAY, state="not_covered")
    assert row.id == place.household
    register.undo()
    assert _figures(register, DAY) == (2, 0, 0)
    with register.change("Chưa lưu"):
        register.covers.add(place.wife, scheme="hi", known="not_covered", dated=DAY)
        assert _figures(register, DAY) == (2, 1, 0)
        register.people.save(place.wife, status="moved")
        assert _figures(register, DAY) == (2, 0, 0)
    assert _figures(register, DAY) == (2, 0, 0)


_STEP = st.tuples(
    st.sampled_from(["head", "wife", "child"]),
    st.sampled_from(["covered", "not_covered", "moved", "here"]),
    st.integers(-60, 90),
    st.integers(-400, 90),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_STEP, max_size=8))
def test_figures_kept_by_the_journal_are_those_of_the_states(
    register: Register, place: Any, steps: list[tuple[str, str, int, int]]
) -> None:
    made = 0
    for who, what, end, dated in steps:
        person = getattr(place, who)
        with register.change("Bước") as change:
            if what in {"moved", "here"}:
                register.people.save(person, status=what)  # type: ignore[arg-type]
            else:
                register.covers.add(
                    person,
                    scheme="hi",
                    known=what,  # type: ignore[arg-type]
                    dated=DAY + timedelta(days=min(dated, 0)),
                    until=DAY + timedelta(days=end) if what == "covered" else None,
                )
        made += bool(change.changed.id)
        kinds = {state.kind for row in register.households.list(on=DAY) for state in row.states}
        expected = (2, int(bool(kinds & {"ended", "never"})), int("ending" in kinds))
        assert _figures(register, DAY) == expected
    for _ in range(made):
        register.undo()
    assert _figures(register, DAY) == (2, 0, 0)


def test_many_changed_rows_are_read_anew(register: Register, place: Any) -> None:
    assert _figures(register, DAY) == (2, 0, 0)
    with register.change("Nhiều"):
        for number in range(1_100):
            person = register.people.add(name=f"Người {number}", household_id=place.empty_household)
            register.covers.add(person, scheme="hi", known="not_covered", dated=DAY)
    assert _figures(register, DAY) == (2, 1, 0)


def test_a_cover_that_passes_to_another_person_changes_both_figures(
    register: Register, place: Any
) -> None:
    with register.change("Thêm"):
        twin = register.people.add(name="Nguyễn Văn Đỗ", household_id=place.empty_household)
        register.covers.add(twin, scheme="hi", known="not_covered", dated=DAY)
    assert _of_state(register) == ["3"]
    with register.change("Gộp hai người"):
        join_people(register, place.head, twin)
    assert _of_state(register) == ["12"]
    register.undo()
    assert _of_state(register) == ["3"]


def test_a_denial_of_a_later_list_is_not_known_yet_whatever_days_it_names(
    register: Register, place: Any
) -> None:
    later = DAY + timedelta(days=9)
    with register.change("Thêm"):
        register.covers.add(
            place.head, scheme="hi", known="not_covered", dated=later, until=date(2026, 9, 1)
        )
    assert _of_state(register) == []
    assert [row.number for row in register.households.list(on=later, state="not_covered")] == ["12"]


def _of_state(register: Register) -> list[str]:
    return [row.number for row in register.households.list(on=DAY, state="not_covered")]


def test_a_record_has_everything_of_one_household(register: Register, place: Any) -> None:
    _hi(register, place.wife, date(2026, 8, 15))
    with register.change("Việc"):
        register.standings.set(place.household, 2026, "poor")
        register.visits.record(place.household, DAY, results=[ResultInput("agreed")])
    record = register.households.record(place.household, DAY)
    assert [member.person.id for member in record.members] == [place.head, place.wife, place.child]
    assert [member.age for member in record.members] == [47, 45, 11]
    assert record.members[0].hi.expected  # a poor household has cards by law, none was seen
    assert record.members[1].hi.kind == "ended"
    assert record.members[2].vsi.kind == "not_applicable"
    assert record.standing is not None
    assert [entry.kind for entry in record.timeline] == ["visit"]
    empty = register.households.record(place.empty_household, DAY)
    assert (empty.head, empty.members, empty.timeline) == (None, (), ())


def test_figures_are_read_anew_where_nothing_is_journaled(register: Register) -> None:
    from storage.sample import make_sample

    assert _figures(register, DAY) == (0, 0, 0)
    make_sample(register, people=120, seed=3, on=DAY)
    rows = register.households.list(on=DAY)
    kinds = [{state.kind for state in row.states} for row in rows]
    assert _figures(register, DAY) == (
        len(rows),
        sum(bool(found & {"ended", "never"}) for found in kinds),
        sum("ending" in found for found in kinds),
    )
    assert register.people.search(rows[0].name)
