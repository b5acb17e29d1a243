"""What happens in families, told from end to end: nobody is lost, nobody leads twice."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rules.calendar import PartialDate
from storage import Register
from storage.errors import StorageError
from storage.merging import merge_people

ON = date(2026, 11, 22)
DAY = date(2026, 11, 20)


def status(register: Register, home: str) -> tuple[str, date | None]:
    household = register.households.get(home)
    return household.status, household.status_day


def test_the_head_dies_and_his_wife_leads_in_the_same_step(
    register: Register, family: Any, everything: Any
) -> None:
    before = everything(register)
    with family.act("Ghi ông Tuất đã mất, đổi chủ hộ") as life:
        life.death(
            family["Tuất"],
            day=DAY,
            new_head_id=family["Mến"],
            told_by="Trưởng thôn",
            document="12/2026",
        )
    assert family.living("vi") == {
        "Mến": "head",
        "Bình": "son",
        "Lành": "child_in_law",
        "An": "grandchild",
        "Chín": "son",
        "Mận": "parent_in_law",
    }
    dead = register.people.get(family["Tuất"])
    assert (dead.status, dead.status_day, dead.relation) == ("died", DAY, "husband")
    (event,) = register.life.of_person(family["Tuất"])
    assert (event.kind, event.day, event.told_by, event.document) == (
        "death",
        DAY,
        "Trưởng thôn",
        "12/2026",
    )
    assert register.households.record(family["vi"], ON).gone == (dead,)
    register.undo()
    assert everything(register) == before


def test_a_death_without_a_new_head_is_refused_while_somebody_may_lead(family: Any) -> None:
    with pytest.raises(StorageError, match="head_needed"), family.act() as life:
        life.death(family["Tuất"], day=DAY)
    assert family.living("vi")["Tuất"] == "head"


@pytest.mark.parametrize(
    ("who", "code"),
    [("Chín", "head_not_grown"), ("Pán", "not_a_member"), ("Bình", "head_not_here")],
)
def test_who_cannot_lead_is_not_made_the_head(family: Any, who: str, code: str) -> None:
    with family.act() as life:
        life.leave([family["Bình"]], day=DAY, kind="away", where="Bình Dương")
    with pytest.raises(StorageError, match=code), family.act() as life:
        life.death(family["Tuất"], day=DAY, new_head_id=family[who])


def test_children_left_alone_have_no_head_until_somebody_comes(
    register: Register, family: Any
) -> None:
    with family.act() as life:
        life.transfer([family[one] for one in ("Bình", "Lành", "An", "Mận")], family["lo"], day=DAY)
    with family.act() as life:
        life.death(family["Mến"], day=DAY)
    with family.act() as life:
        life.death(family["Tuất"], day=None)
    assert family.living("vi") == {"Chín": "son"}
    assert register.households.record(family["vi"], ON).head is None
    with family.act() as life:
        life.transfer([family["Mận"]], family["vi"], day=DAY, relations={family["Mận"]: None})
        life.change_head(family["vi"], family["Mận"])
    assert family.living("vi") == {"Mận": "head", "Chín": None}


def test_a_widow_leads_then_marries_again_and_is_split_out(register: Register, family: Any) -> None:
    """Asks 4 and 8: a widow who leads, a second marriage, a divorce."""
    with family.act() as life:
        life.death(family["Pán"], day=DAY, new_head_id=family["Xuyến"])
    with family.act() as life:
        life.death(family["Mến"], day=DAY)
    with family.act() as life:
        made = life.marry(
            family["Tuất"],
            family["Xuyến"],
            day=DAY,
            into=None,
            head_id=family["Xuyến"],
            with_ids=[family["Chín"]],
            relations={family["Chín"]: "other"},
            new_head_ids=[family["Dung"], family["Bình"]],
            number="12B",
        )
    assert family.living(made) == {"Xuyến": "head", "Tuất": "husband", "Chín": "other"}
    assert family.living("lo") == {"Dung": "head"}
    assert family.living("vi") == {
        "Bình": "head",
        "Lành": None,
        "An": None,
        "Mận": "other",
    }
    assert register.people.get(family["Pán"]).relation == "father"
    assert family.why(made) == [("married", "Tuất"), ("married", "Xuyến"), ("transferred", "Chín")]
    with family.act() as life:
        life.split(made, [family["Tuất"], family["Chín"]], head_id=family["Tuất"], day=DAY)
    assert family.living(made) == {"Xuyến": "head"}


def test_a_couple_of_two_households_moves_to_his_parents(register: Register, family: Any) -> None:
    with family.act() as life:
        into = life.marry(
            family["Chín"], family["Dung"], day=DAY, into=family["vi"], head_id=family["Tuất"]
        )
    assert into == family["vi"]
    assert family.living("vi")["Dung"] == "child_in_law"
    assert family.living("vi")["Chín"] == "son"
    assert register.people.get(family["Dung"]).village_id == register.villages.find("Thôn Đông")
    assert [kind for kind, _ in family.why("lo")] == ["married"]


def test_a_new_couple_out_of_two_households_keeps_what_was_paid(
    register: Register, family: Any
) -> None:
    with register.change("Thu BHYT"):
        register.covers.add(
            family["Dung"], scheme="hi", known="covered", dated=date(2026, 1, 1), until=ON
        )
    with family.act() as life:
        made = life.marry(
            family["Bình"],
            family["Dung"],
            day=DAY,
            into=None,
            head_id=family["Bình"],
            number="9",
            address="Xóm Trên",
        )
    home = register.households.get(made)
    assert (home.number, home.address, home.village) == ("9", "Xóm Trên", "Thôn Đông")
    assert family.living(made) == {"Bình": "head", "Dung": "wife"}
    assert len(register.covers.of(family["Dung"])) == 1
    assert register.households.record(made, ON).members[1].hi.until == ON


def test_a_split_after_a_marriage_lets_both_households_lead_themselves(
    register: Register, family: Any
) -> None:
    with family.act() as life:
        made = life.split(
            family["vi"],
            [family["Bình"], family["Lành"], family["An"]],
            head_id=family["Bình"],
            relations={family["Lành"]: "wife", family["An"]: "daughter"},
            day=DAY,
        )
    assert family.living(made) == {"Bình": "head", "Lành": "wife", "An": "daughter"}
    assert family.living("vi") == {"Tuất": "head", "Mến": "wife", "Chín": "son", "Mận": "mother"}
    assert family.why(made) == family.why("vi") == [("split", None)]
    (event,) = register.life.of_household(made)
    assert (event.household_id, event.other_household_id) == (made, family["vi"])


def test_the_head_himself_moves_out_with_a_split(family: Any) -> None:
    with family.act() as life:
        made = life.split(
            family["vi"],
            [family["Tuất"], family["Mến"]],
            head_id=family["Tuất"],
            new_head_id=family["Bình"],
            relations={family["Lành"]: "wife"},
            day=DAY,
        )
    assert family.living(made) == {"Tuất": "head", "Mến": "wife"}
    assert family.living("vi") == {
        "Bình": "head",
        "Chín": "sibling",
        "Lành": "wife",
        "An": None,
        "Mận": "other",
    }


def test_the_head_moves_out_whoever_of_the_two_was_written_first(
    register: Register, family: Any
) -> None:
    """A list in the order of names may name the wife before the head."""
    with family.act():
        home = register.households.add(number="9")
        wife = register.people.add(
            name="Tống Thị Ái", household_id=home, relation="wife", born=PartialDate(1980)
        )
        head = register.people.add(
            name="Vi Văn Yên", household_id=home, relation="head", born=PartialDate(1979)
        )
    with family.act() as life:
        made = life.split(home, [head], head_id=head, new_head_id=wife, day=DAY)
    assert family.living(made) == {"Yên": "head"}
    assert family.living(home) == {"Ái": "head"}
    register.undo()
    assert family.living(home) == {"Ái": "wife", "Yên": "head"}


def test_two_households_are_joined_and_an_old_code_leads_to_what_stays(
    register: Register, family: Any, everything: Any
) -> None:
    old, new = family["lo"], family["vi"]
    code = register.households.get(old).code
    before = everything(register)
    with family.act() as life:
        life.join(old, new, day=DAY, relations={family["Pán"]: "sibling"})
    assert family.living("lo") == {}
    assert family.living("vi") | {"Pán": "sibling", "Xuyến": None} == family.living("vi")
    assert status(register, old) == ("joined", DAY)
    assert register.households.by_code(code).id == new
    assert [row.id for row in register.households.list(on=ON)] == [new]
    assert [row.id for row in register.households.list(on=ON, search=code)] == [new]
    assert register.households.count(on=ON) == 1
    assert family.why("lo") == [("joined", None)]
    register.undo()
    assert everything(register) == before


def test_the_head_of_the_household_that_ends_may_lead_both(register: Register, family: Any) -> None:
    with family.act() as life:
        life.join(family["lo"], family["vi"], day=DAY, head_id=family["Pán"])
    assert family.living("vi") == {
        "Pán": "head",
        "Xuyến": "wife",
        "Dung": "daughter",
        "Tuất": None,
        "Mến": None,
        "Bình": None,
        "Lành": None,
        "An": None,
        "Chín": None,
        "Mận": None,
    }
    with family.act() as life:
        third = life.split(
            family["vi"], [family["Mận"]], head_id=family["Mận"], day=DAY, number="7"
        )
    with family.act() as life:
        life.join(family["vi"], third, day=DAY)
    code = register.households.get(family["lo"]).code
    assert register.households.by_code(code).id == third


def test_a_household_leaves_and_comes_back_with_those_who_left(
    register: Register, family: Any
) -> None:
    with family.act() as life:
        life.leave([family["Dung"]], day=date(2026, 3, 1), kind="moved", where="Sơn La")
    with family.act() as life:
        life.household_leaves(family["lo"], day=DAY, where="Đắk Lắk")
    assert status(register, family["lo"]) == ("left", DAY)
    assert register.households.count(on=ON) == 1
    assert family.why("lo") == [("left", "Dung"), ("household_left", None)]
    with family.act() as life:
        life.household_returns(family["lo"], day=ON)
    assert family.living("lo") == {"Pán": "head", "Xuyến": "wife"}
    assert status(register, family["lo"]) == ("here", None)
    with family.act() as life:
        life.come_back([family["Dung"]], day=ON, household_id=family["vi"])
    assert family.living("vi")["Dung"] is None


def test_the_last_one_who_dies_ends_the_household_and_numbers_stay_true(
    register: Register, family: Any
) -> None:
    """Ask 6: the number of households of a month fell below nought after a head had died."""
    with family.act() as life:
        life.transfer([family["Dung"], family["Xuyến"]], family["vi"], day=DAY)
    with family.act() as life:
        life.death(family["Pán"], day=DAY)
    assert status(register, family["lo"]) == ("left", DAY)
    assert family.why("lo")[-1] == ("household_left", "Pán")
    assert [(one.households, one.people) for one in register.villages.all()] == [(1, 9)]
    with family.act() as life:
        life.mistaken([family["Pán"]])
    assert status(register, family["lo"]) == ("here", None)
    assert family.living("lo") == {"Pán": "head"}
    assert [kind for kind, _ in family.why("lo")] == ["transferred", "transferred"]


def test_a_death_noted_by_mistake_is_mended_although_work_came_after(
    register: Register, family: Any
) -> None:
    with family.act() as life:
        life.death(family["Tuất"], day=DAY, new_head_id=family["Mến"])
    with register.change("Sửa tên"):
        register.people.save(family["Mến"], name="Lường Thị Mền")
    with family.act() as life:
        life.mistaken([family["Tuất"]], new_head_id=family["Tuất"])
    assert family.living("vi") == {
        "Tuất": "head",
        "Mền": "wife",
        "Bình": "son",
        "Lành": "child_in_law",
        "An": "grandchild",
        "Chín": "son",
        "Mận": None,
    }
    assert family.why("vi") == []


def test_somebody_who_did_not_leave_with_the_household_is_there_and_the_others_keep_their_reason(
    register: Register, family: Any
) -> None:
    with family.act() as life:
        life.household_leaves(family["lo"], day=DAY, where="Đắk Lắk")
    with family.act() as life:
        life.mistaken([family["Xuyến"]], new_head_id=family["Xuyến"])
    assert family.living("lo") == {"Xuyến": "head"}
    assert family.why("lo") == [("left", "Pán"), ("left", "Dung")]
    assert [one.note for one in register.life.of_person(family["Pán"])] == ["Đắk Lắk"]
    assert register.people.get(family["Pán"]).relation == "husband"


def test_a_household_whose_only_person_was_written_twice_leads_to_the_other(
    register: Register, family: Any
) -> None:
    with register.change("Nhập hai lần"):
        home = register.households.add()
        twice = register.people.add(name="Lò Thị Dung", household_id=home, relation="head")
        dead = register.people.add(name="Lò Văn Cũ", household_id=home, status="died")
    with register.change("Gộp"):
        merge_people(register, family["Dung"], twice)
    assert status(register, home) == ("joined", None)
    assert register.households.by_code(register.households.get(home).code).id == family["lo"]
    assert register.people.get(dead).household_id == home
    with register.change("Gộp người khác"):
        merge_people(register, family["Chín"], family["Dung"])
    assert status(register, family["lo"]) == ("here", None)


def test_nobody_is_written_into_a_household_that_ended(register: Register, family: Any) -> None:
    with family.act() as life:
        life.household_leaves(family["lo"], day=DAY)
    with pytest.raises(StorageError, match="household_ended"), register.change("Thêm người"):
        register.people.add(name="Lò Văn Mới", household_id=family["lo"])
    with pytest.raises(StorageError, match="household_ended"), register.change("Sửa"):
        register.people.save(family["Pán"], status="here")
    with register.change("Ghi người đã mất"):
        register.people.add(name="Lò Văn Cũ", household_id=family["lo"], status="died")


def test_who_was_away_before_the_mistake_is_away_again(register: Register, family: Any) -> None:
    with family.act() as life:
        life.leave([family["Dung"]], day=date(2026, 2, 2), kind="away", where="Hà Nội")
    with family.act() as life:
        life.leave([family["Dung"]], day=DAY, kind="moved")
    with family.act() as life:
        life.mistaken([family["Dung"]])
    one = register.people.get(family["Dung"])
    assert (one.status, one.status_day) == ("away", date(2026, 2, 2))
    assert family.why("lo") == [("away", "Dung")]
    with family.act() as life:
        life.mistaken([family["Dung"]])
    assert register.people.get(family["Dung"]).status == "here"
    assert family.why("lo") == []


def test_who_comes_back_to_a_household_that_was_joined_lives_where_it_went(
    register: Register, family: Any
) -> None:
    with family.act() as life:
        life.leave([family["Dung"]], day=DAY, kind="moved")
    with family.act() as life:
        life.join(family["lo"], family["vi"], day=DAY)
    with family.act() as life:
        life.come_back([family["Dung"]], day=ON)
    assert register.people.get(family["Dung"]).household_id == family["vi"]
    register.undo()
    with pytest.raises(StorageError, match="household_ended"), family.act() as life:
        life.come_back([family["Dung"]], day=ON, household_id=family["lo"])


def test_a_newborn_belongs_to_the_household(register: Register, family: Any) -> None:
    with family.act() as life:
        baby = life.birth(
            family["vi"],
            name="VI VĂN ÚT",
            sex="male",
            born=PartialDate(2026, 11, 18),
            relation="grandchild",
            ethnic="Thái",
        )
    born = register.people.get(baby)
    assert (born.name, born.relation, born.ethnic) == ("Vi Văn Út", "grandchild", "Thái")
    assert family.why("vi") == [("born", "Út")]


def test_somebody_of_a_village_only_moves_in(register: Register, family: Any) -> None:
    with register.change("Thêm người"):
        alone = register.people.add(
            name="Hà Văn Lẻ", village_id=register.villages.find("Thôn Đông")
        )
    with family.act() as life:
        life.transfer([alone], family["lo"], day=DAY, relations={alone: "other"})
    assert family.living("lo")["Lẻ"] == "other"
    assert [(one.households, one.people) for one in register.villages.all()] == [(2, 11)]


def test_a_head_who_goes_away_for_work_stays_the_head(register: Register, family: Any) -> None:
    with family.act() as life:
        life.leave([family["Pán"]], day=DAY, kind="away", where="Hà Nội")
    assert family.living("lo")["Pán"] == "head"
    with family.act() as life:
        life.leave([family["Pán"]], day=ON, kind="moved", new_head_id=family["Xuyến"])
    assert family.living("lo") == {"Xuyến": "head", "Dung": "daughter"}
    with family.act() as life:
        life.come_back([family["Pán"]], day=ON)
    assert family.living("lo")["Pán"] == "husband"


def test_somebody_without_a_household_dies_too(register: Register, family: Any) -> None:
    with register.change("Thêm người"):
        alone = register.people.add(name="Hà Văn Lẻ")
    with family.act() as life:
        life.death(alone, day=DAY)
    assert register.people.get(alone).status == "died"


def test_a_head_of_long_ago_stays_what_the_list_said(register: Register, family: Any) -> None:
    """A list of an old book may call two of the dead head."""
    with register.change("Nhập danh sách"):
        for name, day in (("Vi Văn Cố", date(1980, 1, 1)), ("Vi Văn Kỵ", None)):
            register.people.add(
                name=name, household_id=family["vi"], relation="head", status="died", status_day=day
            )
    with family.act() as life:
        life.change_head(family["vi"], family["Mến"])
    people = register.people.of_household(family["vi"])
    assert [one.relation for one in people if one.status == "died"] == ["head", "head"]
    with family.act() as life:
        life.mistaken([next(one.id for one in people if one.name == "Vi Văn Cố")])
    assert family.living("vi")["Cố"] is None
    assert family.living("vi")["Mến"] == "head"


def test_two_who_led_long_ago_and_never_died_do_not_lead_together(
    register: Register, family: Any
) -> None:
    with register.change("Nhập danh sách"):
        home = register.households.add()
        gone = [
            register.people.add(
                name=f"Vi Văn {name}",
                household_id=home,
                relation="head",
                status="died",
                status_day=date(year, 1, 1),
            )
            for name, year in (("Cố", 1980), ("Kỵ", 1950))
        ]
    with family.act() as life:
        life.mistaken([gone[1]])
    assert family.living(home) == {"Kỵ": None}
    register.undo()
    with family.act() as life:
        life.mistaken(gone)
    assert family.living(home) == {"Cố": "head", "Kỵ": None}


REFUSED: dict[str, Callable[[Any, Any], object]] = {
    "nobody_chosen": lambda life, f: life.leave([], day=DAY, kind="away"),
    "same_household": lambda life, f: life.transfer([f["Dung"]], f["lo"], day=DAY),
    "day_in_future": lambda life, f: life.death(f["Dung"], day=date(2026, 11, 23)),
    "day_before_birth": lambda life, f: life.death(f["An"], day=date(2022, 4, 3)),
    "all_leave": lambda life, f: life.split(
        f["lo"], [f["Pán"], f["Xuyến"], f["Dung"]], head_id=f["Pán"], day=DAY
    ),
    "not_a_member": lambda life, f: life.split(f["lo"], [f["An"]], head_id=None, day=DAY),
    "same_person": lambda life, f: life.marry(f["An"], f["An"], day=DAY, into=None),
    "not_gone": lambda life, f: life.come_back([f["An"]], day=DAY),
    "household_not_gone": lambda life, f: life.household_returns(f["lo"], day=DAY),
    "two_heads": lambda life, f: life.transfer(
        [f["Dung"]], f["vi"], day=DAY, relations={f["Dung"]: "head"}
    ),
    "no_such_row ": lambda life, f: life.household_returns("nowhere", day=DAY),
    "two_heads ": lambda life, f: life.marry(
        f["Dung"], f["Chín"], day=DAY, into=None, head_id=f["Dung"], new_head_ids=[f["Chín"]]
    ),
    "no_such_row": lambda life, f: life.transfer([f["Dung"]], "nowhere", day=DAY),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    code: str, register: Register, family: Any, everything: Any
) -> None:
    before = everything(register)
    with pytest.raises(StorageError, match=code.strip()), family.act() as life:
        REFUSED[code](life, family)
    assert everything(register) == before


def test_the_gone_and_households_that_ended_take_part_in_nothing(
    register: Register, family: Any
) -> None:
    with family.act() as life:
        life.death(family["Dung"], day=DAY)
        life.household_leaves(family["lo"], day=DAY)
    refused: dict[str, Callable[[Any], object]] = {
        "already_died": lambda life: life.death(family["Dung"], day=DAY),
        "already_gone": lambda life: life.transfer([family["Pán"]], family["vi"], day=DAY),
        "household_ended": lambda life: life.transfer([family["Chín"]], family["lo"], day=DAY),
        "household_empty": lambda life: life.household_leaves(family["none"], day=DAY),
    }
    with register.change("Thêm hộ"):
        family.homes["none"] = register.households.add()
    for code, act in refused.items():
        with pytest.raises(StorageError, match=code), family.act() as life:
            act(life)
    with pytest.raises(StorageError, match="already_died"), family.act() as life:
        life.come_back([family["Dung"]], day=DAY)
    with pytest.raises(StorageError, match="not_gone"), family.act() as life:
        life.mistaken([family["An"]])
    with pytest.raises(StorageError, match="household_empty"), family.act() as life:
        life.join(family["none"], family["vi"], day=DAY)
    with pytest.raises(StorageError, match="same_household"), family.act() as life:
        life.join(family["vi"], family["vi"], day=DAY)
    with pytest.raises(StorageError, match="not_a_member"), family.act() as life:
        life.household_returns(family["lo"], day=DAY, person_ids=[family["Dung"]])
    with pytest.raises(StorageError, match="not_a_member"), family.act() as life:
        life.change_head(family["vi"], family["Xuyến"])
    with pytest.raises(StorageError, match="two_heads"), family.act() as life:
        life.birth(family["vi"], name="Vi Út", sex=None, born=PartialDate(2026), relation="head")
