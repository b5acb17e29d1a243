"""A household is looked at as it stood before any change: as the record of that day read."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rules.calendar import PartialDate
from storage import Register, StorageError
from storage.looking_back import household_before
from storage.visits import ResultInput

Everything = Callable[[Register], dict[str, list[Any]]]
DAY = date(2026, 11, 22)


def entry(register: Register, what: str) -> str:
    found = (one for one in register.changes() if one.what == what and one.kind == "change")
    return next(found).id


def test_each_point_reads_as_it_read_then(
    register: Register, place: Any, everything: Everything
) -> None:
    acts: dict[str, Callable[[], object]] = {
        "Sửa số nhà": lambda: register.households.save(place.household, number="14"),
        "Sửa ngày sinh": lambda: register.people.save(place.wife, born=PartialDate(1981, 5, 2)),
        "Chuyển sang hộ khác": lambda: register.people.save(
            place.child, household_id=place.empty_household, relation=None
        ),
        "Đặt diện hộ": lambda: register.standings.set(place.household, 2026, "poor"),
        "Ghi thẻ": lambda: register.covers.add(
            place.wife, scheme="hi", known="covered", until=date(2026, 12, 31), dated=DAY,
            source="clerk",
        ),
        "Ghi kết quả đến nhà": lambda: register.visits.record(
            place.household, DAY, results=[ResultInput("agreed", place.wife, "hi")]
        ),
        "Đổi chủ hộ": lambda: register.people.set_head(place.household, place.wife),
        "Thêm người": lambda: register.people.add(
            name="Lường Thị Mến", household_id=place.household, personal_id="038190001234"
        ),
    }  # fmt: skip
    seen = {}
    for what, act in acts.items():
        seen[what] = register.households.record(place.household, DAY)
        with register.change(what):
            act()
    register.undo()
    now = everything(register)
    for what, record in seen.items():
        found = household_before(register, place.household, entry(register, what), on=DAY)
        assert found == record, what
    assert everything(register) == now


def test_who_left_stands_there_again_and_a_number_given_on_does_not_stand_in_the_way(
    register: Register, place: Any, everything: Everything
) -> None:
    with register.change("Bỏ số định danh"):
        register.people.save(place.head, personal_id=None)
    with register.change("Ghi số cho người khác"):
        register.people.add(
            name="Tống Thị Mận", village_id=place.village, personal_id="038079001234"
        )
    with register.change("Chuyển đi"):
        register.people.save(place.head, household_id=place.empty_household)
    now = everything(register)
    found = household_before(register, place.household, entry(register, "Bỏ số định danh"), on=DAY)
    assert found is not None
    assert found.head is not None
    assert found.head.personal_id == "038079001234"
    assert [row.person.id for row in found.members] == [place.head, place.wife, place.child]
    assert everything(register) == now


def test_before_it_was_there_there_is_nothing(register: Register, place: Any) -> None:
    assert household_before(register, place.household, entry(register, "Lập sổ"), on=DAY) is None
    with pytest.raises(StorageError, match="no_such_change"):
        household_before(register, place.household, "x", on=DAY)
