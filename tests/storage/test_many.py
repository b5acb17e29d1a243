"""Many households get a village, a collector or a standing at once, and give it back at once."""

from collections.abc import Callable
from datetime import date
from typing import Any

from storage import Register
from storage.many import ManyChanges, change_many, what_changes

ON = date(2026, 11, 22)


def test_what_will_change_is_told_and_is_what_changes(
    register: Register, place: Any, everything: Callable[[Register], dict[str, list[Any]]]
) -> None:
    with register.change("Thêm"):
        third = register.households.add(village_id=place.village, number="13")
        register.households.save(third, collector_id=place.collector)
        register.standings.set(place.household, 2026, "poor", document="12/QĐ")
    homes = (place.household, place.empty_household, third)
    wanted = ManyChanges(
        village_id=place.other_village,
        collector_id=place.collector,
        standing="near_poor",
        year=2026,
        document="45/QĐ-UBND",
        document_day=date(2026, 10, 1),
    )
    village, collector, standing = what_changes(register, homes, wanted)
    assert village.before == ((place.village, 2), (place.other_village, 1))
    assert (village.field, village.after, village.changed) == ("village", place.other_village, 2)
    assert (collector.before, collector.changed) == (((None, 2), (place.collector, 1)), 2)
    assert (standing.before, standing.changed) == (((None, 2), ("poor", 1)), 3)

    before = everything(register)
    with register.change("Đổi nhiều hộ") as change:
        assert change_many(register, homes, wanted) == 3
    assert change.changed.kinds == {"households", "standings"}
    rows = [register.households.get(home) for home in homes]
    assert {row.village_id for row in rows} == {place.other_village}
    assert {row.collector_id for row in rows} == {place.collector}
    assert [row.walk_order for row in rows] == [2, 1, 3]  # the walk they had, behind the others
    known = register.standings.of(third, 2026)
    assert known is not None
    assert (known.kind, known.document, known.document_day) == (
        "near_poor", "45/QĐ-UBND", date(2026, 10, 1),
    )  # fmt: skip
    with register.change("Đổi nhiều hộ") as again:
        assert change_many(register, homes, wanted) == 0
    assert again.changed.id == ""
    register.undo()
    assert everything(register) == before


def test_nobody_looks_after_them_any_more(register: Register, place: Any) -> None:
    with register.change("Thêm"):
        register.households.save(place.household, collector_id=place.collector)
    wanted = ManyChanges(collector_id="", year=2026)
    (told,) = what_changes(register, (place.household, place.empty_household), wanted)
    assert (told.after, told.changed) == (None, 1)
    with register.change("Đổi nhiều hộ"):
        assert change_many(register, (place.household, place.empty_household), wanted) == 1
    assert register.households.get(place.household).collector_id is None
    assert not what_changes(register, (place.household,), ManyChanges(year=2026))


def test_what_members_do_is_written_where_nobody_has_said_it(
    register: Register, place: Any
) -> None:
    with register.change("Thêm"):
        register.people.save(place.head, occupation="not_working")
    homes = (place.household, place.empty_household)
    for occupation, person_id in (("pupil", place.child), ("working", place.wife)):
        wanted = ManyChanges(year=2026, occupation=occupation, on=ON)  # type: ignore[arg-type]
        (told,) = what_changes(register, homes, wanted)
        assert (told.field, told.after, told.changed) == ("occupation", occupation, 1)
        with register.change("Đổi nhiều hộ"):
            assert change_many(register, homes, wanted) == 1
        assert register.people.get(person_id).occupation == occupation
    assert register.people.get(place.head).occupation == "not_working"
