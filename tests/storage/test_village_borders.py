"""Villages are renamed, joined, split and deleted, and nobody is lost on the way."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import PartialDate
from storage import StorageError, open_register
from storage.intake import accept, preview, read_file
from storage.intake.index import Index
from storage.sample import make_sample
from storage.village_borders import (
    by_number,
    by_walk,
    households_of,
    join,
    joining,
    remove,
    split,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from storage import Register
    from tests.storage.conftest import Clock, Place

    Everything = Callable[[Register], dict[str, list[Any]]]


def commune(register: Register) -> tuple[int, int]:
    villages = register.villages.all()
    return sum(one.households for one in villages), sum(one.people for one in villages)


@pytest.fixture
def homes(register: Register, place: Place) -> list[str]:
    """Five more households in the first village, with one person each."""
    with register.change("Thêm hộ"):
        ids = []
        for number in ("3", "7", "12A", "HK 020", ""):
            home = register.households.add(village_id=place.village, number=number)
            register.people.add(
                name="Vi Văn Tuất", household_id=home, relation="head", born=PartialDate(1960)
            )
            ids.append(home)
    return ids


def test_a_list_with_the_old_name_still_finds_a_renamed_village(
    register: Register, place: Place
) -> None:
    with register.change("Đổi tên thôn"):
        register.villages.rename(place.village, "Thôn Chiềng Đông")
    villages = register.villages
    assert villages.find("THÔN ĐÔNG") == villages.find("Thôn Chiềng Đông") == place.village
    index = Index(register)
    for name in ("Thôn Đông", "Đông", "Thôn Chiềng Đông"):
        found = index.known_village(name)
        assert found is not None
        assert found.id == place.village
    hits = register.search("thôn đông")
    assert [(hit.kind, hit.name) for hit in hits] == [("village", "Thôn Chiềng Đông")]


def test_a_village_that_has_the_name_now_goes_before_one_that_had_it(
    register: Register, place: Place
) -> None:
    with register.change("Đổi tên thôn"):
        register.villages.rename(place.village, "Thôn Bãi")
        register.villages.rename(place.other_village, "Thôn Đông")
    assert register.villages.find("thôn đông") == place.other_village
    assert register.villages.other_names() == {place.other_village: ("Thôn Tây",)}
    found = Index(register).known_village("Thôn Đông")
    assert found is not None
    assert found.id == place.other_village


def test_a_change_of_accents_leaves_no_other_name(register: Register, place: Place) -> None:
    with register.change("Đổi tên thôn"):
        register.villages.rename(place.village, "Thôn Dong")
    assert register.villages.other_names() == {}


def test_other_names_are_set_as_a_whole(register: Register, place: Place) -> None:
    villages = register.villages
    with register.change("Tên khác"):
        villages.set_other_names(place.village, ("Làng Đông", "Xóm Cũ", " "))
    with register.change("Tên khác"):
        villages.set_other_names(place.village, ("Xóm Cũ", "Khu 1"))
    assert villages.other_names() == {place.village: ("Khu 1", "Xóm Cũ")}
    with pytest.raises(StorageError, match="same_village"), register.change("Tên khác"):
        villages.call(place.village, "Thôn Tây")
    register.undo()
    assert villages.other_names() == {place.village: ("Làng Đông", "Xóm Cũ")}


def test_a_bare_name_does_not_go_past_the_full_one(register: Register, place: Place) -> None:
    with register.change("Thêm thôn"):
        register.villages.add("Bản 1")
        register.villages.call(place.village, "Thôn 1")
    found = Index(register).known_village("Thôn 1")
    assert found is not None
    assert found.id == place.village


def test_joining_moves_everything_and_undo_brings_all_of_it_back(
    register: Register, place: Place, homes: list[str], everything: Everything
) -> None:
    with register.change("Người giúp việc"):
        register.staff.add(name="Lường Thị Mến", roles=("helper",), village_id=place.other_village)
        register.people.add(name="Tống Thị Mận", village_id=place.other_village)
        register.connection.execute(
            "INSERT INTO kept_filters VALUES ('f', 'Thôn Tây', 'thon tay', json_object('v', ?))",
            (place.other_village,),
        )
    before, state = commune(register), everything(register)
    told = joining(register, place.other_village, place.village)
    assert (told.households, told.people, told.staff) == (1, 1, 1)
    assert (told.households_after, told.people_after) == before
    assert told.same_numbers == ("3",)
    assert everything(register) == state
    with register.change("Nhập thôn"):
        join(register, place.other_village, place.village)
    assert [one.name for one in register.villages.all()] == ["Thôn Đông"]
    assert commune(register) == before
    assert register.villages.find("Thôn Tây") == place.village
    walked = households_of(register, place.village)
    assert walked[-1].id == place.empty_household
    assert [one.walk_order for one in walked] == [1, 2, 3, 4, 5, 6, 7]
    assert register.connection.value("SELECT json_extract(filter, '$.v') FROM kept_filters") == (
        place.village
    )
    register.undo()
    assert everything(register) == state


def test_what_was_called_after_a_village_goes_with_it(register: Register, place: Place) -> None:
    with register.change("Tên khác"):
        register.villages.call(place.other_village, "Xóm Cũ")
        join(register, place.other_village, place.village)
    assert register.villages.other_names() == {place.village: ("Thôn Tây", "Xóm Cũ")}


def test_a_village_is_not_joined_to_itself(register: Register, place: Place) -> None:
    with pytest.raises(StorageError, match="same_place"):
        joining(register, place.village, place.village)


def test_households_are_chosen_by_number_or_by_the_way(
    register: Register, place: Place, homes: list[str]
) -> None:
    listed = households_of(register, place.village)
    assert [one.number for one in listed] == ["12", "3", "7", "12A", "HK 020", ""]
    assert listed[0].head == "Nguyễn Văn Đỗ"
    assert listed[0].people == 3
    assert by_number(listed, 7, 12) == (place.household, homes[1], homes[2])
    assert by_number(listed, None, None) == (place.household, *homes[:4])
    assert by_walk(listed, 2, 3) == (homes[0], homes[1])
    assert by_walk(listed, 6, None) == (homes[4],)


def test_a_split_makes_a_village_next_on_the_way(
    register: Register, place: Place, homes: list[str], everything: Everything
) -> None:
    before, state = commune(register), everything(register)
    with register.change("Tách thôn"):
        new = split(register, place.village, "Thôn Đông Hạ", (homes[3], homes[0]))
    villages = register.villages.all()
    assert [one.name for one in villages] == ["Thôn Đông", "Thôn Đông Hạ", "Thôn Tây"]
    assert [one.walk_order for one in villages] == [1, 2, 3]
    assert commune(register) == before
    assert [(one.id, one.walk_order) for one in households_of(register, new)] == [
        (homes[0], 1),
        (homes[3], 2),
    ]
    assert register.households.get(homes[3]).number == "HK 020"
    register.undo()
    assert everything(register) == state


def test_a_split_needs_households_of_that_village(register: Register, place: Place) -> None:
    with pytest.raises(StorageError, match="nothing_chosen"), register.change("Tách thôn"):
        split(register, place.village, "Thôn Mới", ())
    both = (place.household, place.empty_household)
    with pytest.raises(StorageError, match="elsewhere"), register.change("Tách thôn"):
        split(register, place.village, "Thôn Mới", both)
    with pytest.raises(StorageError, match="same_village"), register.change("Tách thôn"):
        split(register, place.village, "Thôn Tây", (place.household,))
    assert len(register.villages.all()) == 2


def test_the_households_of_a_village_are_walked_in_the_order_given(
    register: Register, place: Place, homes: list[str]
) -> None:
    with register.change("Đường đi"):
        walk(register, place.village, (homes[2], homes[4], "không có"))
    assert [one.id for one in households_of(register, place.village)] == [
        homes[2], homes[4], place.household, homes[0], homes[1], homes[3],
    ]  # fmt: skip
    walked = [one.walk_order for one in households_of(register, place.village)]
    assert walked == [1, 2, 3, 4, 5, 6]


def test_only_an_empty_village_is_deleted(
    register: Register, place: Place, everything: Everything
) -> None:
    with pytest.raises(StorageError, match="village_in_use") as refused:
        remove(register, place.other_village)
    assert refused.value.facts["households"] == 1
    with register.change("Thêm thôn"):
        empty = register.villages.add("Thôn Trống")
        register.villages.call(empty, "Xóm Trống")
    state = everything(register)
    with register.change("Xóa thôn"):
        remove(register, empty)
    assert len(register.villages.all()) == 2
    register.undo()
    assert everything(register) == state


def test_a_household_that_left_is_none_of_the_village(register: Register, place: Place) -> None:
    with register.change("Hộ chuyển đi"):
        register.connection.execute(
            "UPDATE households SET status = 'left' WHERE id = ?", (place.empty_household,)
        )
    assert register.villages.get(place.other_village).households == 0
    assert households_of(register, place.other_village) == ()
    with pytest.raises(StorageError, match="village_in_use"):
        remove(register, place.other_village)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_borders_moved_at_random_lose_nobody_and_come_back_whole(
    seed: int, tmp_path_factory: pytest.TempPathFactory, clock: Clock, everything: Everything
) -> None:
    draw = random.Random(seed)
    path = tmp_path_factory.mktemp("thon") / "so.sas"
    with open_register(path, clock=clock, actor="Hà", create=True) as register:
        make_sample(register, people=90, seed=seed % 7, on=date(2026, 11, 22))
        before, first = commune(register), everything(register)
        acts = 0
        for _ in range(6):
            acts += _move_a_border(register, draw)
            assert commune(register) == before
            assert [one.walk_order for one in register.villages.all()] == sorted(
                one.walk_order for one in register.villages.all()
            )
        for _ in range(acts):
            register.undo()
        assert everything(register) == first


def _move_a_border(register: Register, draw: random.Random) -> int:
    """Join, split, rename or walk at random; return how many changes that were."""
    villages = register.villages.all()
    one = draw.choice(villages)
    homes = [home.id for home in households_of(register, one.id)]
    act = draw.choice(("join", "split", "rename", "walk"))
    with register.change("Thử") as change:
        if act == "join" and len(villages) > 1:
            other = draw.choice([village for village in villages if village.id != one.id])
            join(register, one.id, other.id)
        elif act == "split" and homes:
            chosen = draw.sample(homes, draw.randint(1, len(homes)))
            split(register, one.id, f"Thôn Mới {draw.random()}", chosen)
        elif act == "rename":
            register.villages.rename(one.id, f"Thôn Khác {draw.random()}")
        else:
            walk(register, one.id, draw.sample(homes, len(homes)))
    return int(bool(change.changed.kinds))


def test_a_list_with_the_old_name_goes_into_the_village_that_was_joined(
    register: Register, place: Place, tmp_path: Path
) -> None:
    with register.change("Nhập thôn"):
        join(register, place.other_village, place.village)
    book = tmp_path / "danh-sach.csv"
    book.write_text(
        "STT;Họ và tên;Ngày sinh;Thôn\n1;Vi Văn Tuất;05/08/1979;Thôn Tây\n", encoding="utf-8"
    )
    plan = preview(register, read_file(book, on=date(2026, 11, 22)))
    assert plan.new_villages == ()
    accept(register, plan)
    (found,) = register.people.search("Vi Văn Tuất")
    assert found.village == "Thôn Đông"
