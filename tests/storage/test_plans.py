"""Planned trips: kept, opened again, changed and taken away, and what became of each stop."""

from datetime import date
from typing import Any

import pytest

from storage import Register, StorageError, rows
from storage.plans import Outing, read_code
from storage.visits import ResultInput

DAY = date(2026, 11, 28)
WHY = ({"code": "card_ends", "days": 9},)


@pytest.fixture
def homes(register: Register, place: Any) -> list[str]:
    """Five households: three in the first village, one in the other, one without any."""
    with register.change("Thêm hộ"):
        register.households.save(place.household, walk_order=3)
        add = register.households.add
        more = [
            add(village_id=place.village, number="2", walk_order=2),
            add(village_id=place.village, number="1", walk_order=1),
            add(number="9"),
        ]
    return [place.household, place.empty_household, *more]


def _plan(register: Register, *outings: Outing, **more: Any) -> str:
    with register.change("Lập tuyến"):
        return register.plans.make(DAY, outings, **more)


def _refusal(register: Register, *outings: Outing) -> StorageError:
    with pytest.raises(StorageError) as failure:
        _plan(register, *outings)
    return failure.value


def test_households_are_walked_village_by_village(register: Register, homes: list[str]) -> None:
    """Both villages in their order, numbered doors first, a household without village last."""
    third, west, second, first, nowhere = homes
    people = dict.fromkeys(homes, 2)
    assert register.plans.propose(people, 1) == ((first, second, third, west, nowhere),)
    assert register.plans.propose(people, 2) == ((first, second, third), (west, nowhere))
    assert register.plans.propose({}, 2) == ()
    # Two doors (10), four people (16), one step (3).
    assert register.plans.minutes((first, second), people) == 29


def test_a_trip_is_opened_again_as_it_was_planned(
    register: Register, place: Any, homes: list[str]
) -> None:
    plan_id = _plan(
        register,
        Outing((place.collector,), (homes[3], homes[2])),
        Outing((), ()),
        Outing((place.clerk,), (homes[0],)),
        part="afternoon",
        why={homes[0]: WHY},
        note="Mang theo bảng quyền lợi",
    )
    plan = register.plans.get(plan_id)
    assert (plan.day, plan.part, plan.note) == (DAY, "afternoon", "Mang theo bảng quyền lợi")
    assert [(route.number, route.names) for route in plan.routes] == [
        (1, ("Lê Thị Thu",)),
        (2, ("Bùi An",)),
    ]
    stops = [stop for route in plan.routes for stop in route.stops]
    assert [(stop.place, stop.household.id) for stop in stops] == [
        (1, homes[3]),
        (2, homes[2]),
        (3, homes[0]),
    ]
    assert stops[2].why == WHY
    assert stops[2].household.name == "Nguyễn Văn Đỗ"
    (line,) = register.plans.list()
    assert (line.villages, line.names, line.stops, line.visited) == (
        ("Thôn Đông",),
        ("Lê Thị Thu", "Bùi An"),
        3,
        0,
    )


def test_what_cannot_be_walked_is_refused(register: Register, place: Any, homes: list[str]) -> None:
    assert _refusal(register).code == "empty_plan"
    assert _refusal(register, Outing((place.clerk,), ())).code == "empty_plan"
    assert _refusal(register, Outing((), ("không có",))).code == "no_such_row"
    assert _refusal(register, Outing((), (homes[0], homes[0]))).code == "planned_twice"
    crew = (place.clerk,)
    assert (
        _refusal(register, Outing(crew, (homes[0],)), Outing(crew, (homes[1],))).code
        == "crew_twice"
    )
    with register.change("Xin không đến"):
        register.households.save(homes[1], do_not_contact=True)
    assert _refusal(register, Outing((), (homes[1],))).code == "wants_no_visit"
    with pytest.raises(StorageError, match="no_such_row"):
        register.plans.get("không có")
    assert register.plans.list() == ()


def test_a_trip_is_changed_and_keeps_why_and_what_was_written(
    register: Register, place: Any, homes: list[str]
) -> None:
    plan_id = _plan(register, Outing((), (homes[0], homes[2])), why={homes[0]: WHY})
    with register.change("Ghi kết quả"):
        visit = register.visits.record(homes[0], DAY, results=[ResultInput("thinking")])
        rows.update(register.connection, "visits", visit, {"plan_id": plan_id})
    plans = register.plans

    def save(*households: str) -> None:
        outing = Outing((place.clerk,), households)
        with register.change("Sửa tuyến"):
            plans.save(plan_id, day=DAY, part="morning", outings=[outing])

    with pytest.raises(StorageError, match="stop_visited"):
        save(homes[2])
    save(homes[3], homes[0])
    (route,) = plans.get(plan_id).routes
    assert [(stop.household.id, stop.why, stop.visit_id) for stop in route.stops] == [
        (homes[3], (), None),
        (homes[0], WHY, visit),
    ]
    assert plans.list()[0].visited == 1
    with pytest.raises(StorageError, match="plan_visited"), register.change("Xóa tuyến"):
        plans.remove(plan_id)


def test_the_code_on_the_route_sheet_finds_the_trip(register: Register, homes: list[str]) -> None:
    """Numbers run within a month; a trip that is put off keeps the code that is on paper."""
    first = _plan(register, Outing((), (homes[0],)))
    second = _plan(register, Outing((), (homes[1],)))
    plans = register.plans
    assert [line.code for line in plans.list()] == ["R261102", "R261101"]
    assert plans.by_code("#r261101 ") == first
    assert plans.by_code("R261102-1") == second
    with pytest.raises(StorageError, match="no_such_plan"):
        plans.by_code("R261102-2")
    assert read_code("#r261101-12") == ("R261101", 12)
    assert read_code("7K4M2Q") is None
    with pytest.raises(StorageError, match="no_such_plan"):
        plans.by_code("R261103")
    with register.change("Dời ngày"):
        outing = Outing((), (homes[0],))
        plans.save(first, day=date(2026, 12, 5), part="day", outings=[outing])
    assert plans.get(first).code == "R261101"
    assert plans.next(date(2026, 11, 22)) == second
    assert plans.next(date(2026, 11, 29)) == first
    assert plans.next(date(2027, 1, 1)) == first


def test_no_trip_is_next_where_none_is_planned(register: Register, today: date) -> None:
    assert register.plans.next(today) is None


def test_a_trip_taken_away_comes_back_when_that_is_undone(
    register: Register, homes: list[str], everything: Any
) -> None:
    plan_id = _plan(register, Outing((), (homes[0],)))
    before = everything(register)
    with register.change("Xóa tuyến"):
        register.plans.remove(plan_id)
    assert register.plans.list() == ()
    register.undo()
    assert everything(register) == before


def test_a_stop_follows_a_household_that_was_joined_into_another(
    register: Register, homes: list[str]
) -> None:
    plan_id = _plan(register, Outing((), (homes[2],)))
    with register.change("Nhập hộ"):
        register.connection.execute(
            "UPDATE households SET status = 'joined', status_day = ?, joined_id = ? WHERE id = ?",
            (DAY.isoformat(), homes[0], homes[2]),
        )
    (route,) = register.plans.get(plan_id).routes
    assert [stop.household.id for stop in route.stops] == [homes[0]]
