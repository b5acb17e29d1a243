"""A household typed from the book: all of it in one change, or nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rules.calendar import PartialDate
from storage import Register, StorageError
from storage.entering import EnteredHousehold, EnteredPerson, enter_household

HEAD = EnteredPerson(
    "MAI THỊ LÀNH", "head", sex="female", born=PartialDate(1979, 8, 5),
    personal_id="038179004412", hi_until=date(2027, 6, 30), ethnic="Thái",
)  # fmt: skip
SON = EnteredPerson("Vi Văn Tuất", "child_in_law", "Con rể", phone="0912345678")


def test_a_household_is_written_with_all_that_was_typed(
    register: Register, place: Any, today: date
) -> None:
    asked = EnteredHousehold(place.village, "113", "Xóm 3", "near_poor")
    with register.change("Thêm hộ"):
        home = enter_household(register, asked, [HEAD, SON], on=today)
    record = register.households.record(home, today)
    assert (record.household.village, record.household.number) == ("Thôn Đông", "113")
    assert record.standing is not None
    assert (record.standing.kind, record.standing.year) == ("near_poor", 2026)
    head, son = (row.person for row in record.members)
    assert (head.name, head.ethnic, son.relation_text) == ("Mai Thị Lành", "Thái", "Con rể")
    assert [row.hi.kind for row in record.members] == ["covered", "unknown"]
    assert len(register.changes()) == 2


def test_undo_takes_all_of_it_back(
    register: Register,
    place: Any,
    today: date,
    everything: Callable[[Register], dict[str, list[Any]]],
) -> None:
    before = everything(register)
    with register.change("Thêm hộ"):
        enter_household(register, EnteredHousehold(), [HEAD, SON], on=today)
    register.undo()
    assert everything(register) == before


@pytest.mark.parametrize(
    ("people", "code", "row"),
    [
        ([], "nobody_entered", 0),
        ([HEAD, EnteredPerson(" ")], "empty_name", 1),
        ([SON, HEAD, EnteredPerson("Lò Thị Mến", "head")], "two_heads", 2),
        ([SON, EnteredPerson("Tống Thị Mận", personal_id="038079001234")], "personal_id_held", 1),
    ],
)
def test_a_line_that_cannot_be_written_is_named_and_nothing_is(
    register: Register,
    place: Any,
    today: date,
    people: list[EnteredPerson],
    code: str,
    row: int,
) -> None:
    count = register.people.count()

    def write() -> None:
        with register.change("Thêm hộ"):
            enter_household(register, EnteredHousehold(), people, on=today)

    with pytest.raises(StorageError, match=code) as refused:
        write()
    assert refused.value.facts["row"] == row
    assert register.people.count() == count


def test_somebody_of_the_register_moves_here_and_keeps_what_was_known(
    register: Register, place: Any, today: date
) -> None:
    came = EnteredPerson(
        "Trần Thị Hoà", "mother", born=PartialDate(1981, 2, 3), personal_id="038181005555",
        phone="0912000111", known_id=place.wife,
    )  # fmt: skip
    with register.change("Thêm hộ"):
        home = enter_household(register, EnteredHousehold(place.village), [HEAD, came], on=today)
    moved = register.people.get(place.wife)
    assert (moved.household_id, moved.relation) == (home, "mother")
    assert (moved.born, moved.personal_id) == (PartialDate(1981), "038181005555")
    assert moved.phone == "0912000111"
    assert register.people.count() == 4
    register.undo()
    assert register.people.get(place.wife).household_id == place.household


def test_a_head_who_moves_here_can_lead(register: Register, place: Any, today: date) -> None:
    with register.change("Thêm"):
        alone = register.people.add(name="Lò Thị Mến", village_id=place.village)
    came = EnteredPerson("Lò Thị Mến", "head", hi_until=date(2027, 1, 31), known_id=alone)
    son = EnteredPerson("Vi Văn Tuất", "son")
    with register.change("Thêm hộ"):
        home = enter_household(register, EnteredHousehold(), [came, son], on=today)
    record = register.households.record(home, today)
    assert record.head is not None
    assert record.head.id == alone
    assert len(record.members) == 2


def test_who_leads_others_elsewhere_does_not_move_unsaid(
    register: Register, place: Any, today: date
) -> None:
    came = EnteredPerson("Nguyễn Văn Đỗ", "head", known_id=place.head)

    def write() -> None:
        with register.change("Thêm hộ"):
            enter_household(register, EnteredHousehold(), [came], on=today)

    with pytest.raises(StorageError, match="head_needed") as refused:
        write()
    assert refused.value.facts["row"] == 0
