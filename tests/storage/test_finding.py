"""Finding people as clerks type: initials, Telex left-overs, slips, villages, numbers in groups."""

from datetime import date
from typing import Any

import pytest

from rules import household_codes
from storage import Register


@pytest.fixture
def people(register: Register, place: Any) -> dict[str, str]:
    """Some more people; ids by name."""
    named = {
        "Nguyễn Thị Hoa": place.village,
        "Nguyễn Thị Hòa": place.other_village,
        "Nguyễn Thị Hương": place.other_village,
        "Ngô Thị Thu Hằng": place.village,
        "Lường Thị Mến": place.village,
        "Vi Văn Tuất": place.other_village,
        "Tống Thị Mận": place.other_village,
    }
    with register.change("Thêm"):
        return {
            name: register.people.add(name=name, village_id=village)
            for name, village in named.items()
        }


def _found(register: Register, text: str) -> list[str]:
    return [person.name for person in register.people.search(text)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ntH", ["Ngô Thị Thu Hằng", "Nguyễn Thị Hoa", "Nguyễn Thị Hòa", "Nguyễn Thị Hương"]),
        ("nth", ["Ngô Thị Thu Hằng", "Nguyễn Thị Hoa", "Nguyễn Thị Hòa", "Nguyễn Thị Hương"]),
        ("NTTH", ["Ngô Thị Thu Hằng"]),
        ("N.T.Hoa", ["Nguyễn Thị Hoa", "Nguyễn Thị Hòa"]),
        ("n.t. hương", ["Nguyễn Thị Hương"]),
        ("NTHương", ["Nguyễn Thị Hương"]),
        ("nthuong", ["Nguyễn Thị Hương"]),
        ("vvt", ["Vi Văn Tuất"]),
        ("vv tuat", ["Vi Văn Tuất"]),
        ("nth tay", ["Nguyễn Thị Hòa", "Nguyễn Thị Hương"]),
        ("nvd 0912", ["Nguyễn Văn Đỗ"]),
        ("nv do nguyen", ["Nguyễn Văn Đỗ"]),
        ("nvh", []),
        ("nvh 0912", []),
    ],
)
def test_initials(register: Register, people: dict[str, str], typed: str, found: list[str]) -> None:
    assert _found(register, typed) == found


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("nguyeenx thij huwowng", "Nguyễn Thị Hương"),
        ("luwowngf", "Lường Thị Mến"),
        ("ddoox", "Nguyễn Văn Đỗ"),
        ("tua6t1", "Vi Văn Tuất"),
        ("d9o64", "Nguyễn Văn Đỗ"),
        ("nguyeenx huwowng tay", "Nguyễn Thị Hương"),
    ],
)
def test_what_telex_and_vni_left(
    register: Register, people: dict[str, str], typed: str, name: str
) -> None:
    assert name in _found(register, typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("nguyne thi huong", "Nguyễn Thị Hương"),  # two letters changed places
        ("tuatt", "Vi Văn Tuất"),
        ("lung men", "Lường Thị Mến"),
        ("tonh thi man", "Tống Thị Mận"),
        ("hnag", "Ngô Thị Thu Hằng"),
    ],
)
def test_one_slip_is_forgiven_when_nothing_else_fits(
    register: Register, people: dict[str, str], typed: str, name: str
) -> None:
    assert name in _found(register, typed)
    assert not register.people.search(typed, forgiving=False)


def test_a_slip_is_not_looked_for_when_something_fits(
    register: Register, people: dict[str, str]
) -> None:
    assert _found(register, "mến") == ["Lường Thị Mến"]  # and not Mận
    assert [hit.kind for hit in register.search("tay")] == ["village"]
    assert _found(register, "mx") == _found(register, "zzz zzz") == []


def test_the_accents_typed_stand_first(register: Register, people: dict[str, str]) -> None:
    assert _found(register, "nguyễn hòa")[:2] == ["Nguyễn Thị Hòa", "Nguyễn Thị Hoa"]
    assert _found(register, "nguyễn hoà")[:2] == ["Nguyễn Thị Hòa", "Nguyễn Thị Hoa"]
    assert _found(register, "nguyen hoa") == ["Nguyễn Thị Hoa", "Nguyễn Thị Hòa"]


def test_the_accents_typed_stand_first_in_a_large_register(
    register: Register, people: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where more fit than can be sorted, the given name is looked up."""
    monkeypatch.setattr("storage.finding._FEW", 1)
    assert _found(register, "hòa")[0] == "Nguyễn Thị Hòa"
    assert [one.name for one in register.people.search("hòa", 1)] == ["Nguyễn Thị Hòa"]
    assert len(register.people.search("nguyễn 03", 1)) == 1
    monkeypatch.setattr("storage.finding._FEW", 0)
    monkeypatch.setattr("storage.finding._WALK", 0)
    assert _found(register, "038079 0912") == ["Nguyễn Văn Đỗ"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hoa thon tay", ["Nguyễn Thị Hòa"]),
        ("tây hoa", ["Nguyễn Thị Hòa"]),
        ("dong men", ["Lường Thị Mến"]),
        ("men tay", []),
    ],
)
def test_name_and_village_together(
    register: Register, people: dict[str, str], typed: str, found: list[str]
) -> None:
    assert [row.name for row in register.people.search(typed, forgiving=False)] == found


def test_a_village_that_was_called_otherwise(register: Register, people: dict[str, str]) -> None:
    village = register.villages.find("Thôn Tây")
    assert village is not None
    with register.change("Đổi tên"):
        register.villages.rename(village, "Thôn Hợp Nhất")
    assert _found(register, "tuat hop nhat") == ["Vi Văn Tuất"]


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("0912 345 678", True),
        ("0912.345.678", True),
        ("+84 912 345 678", True),
        ("038 079 001 234", True),
        ("345678", True),
        ("nguyen 0912", True),
        ("nguyen 345678", True),
        ("tran 0912", False),
        ("0912 345 679", False),
        ("038 091", True),
        ("038 0990", False),
    ],
)
def test_numbers_in_groups_and_beside_names(
    register: Register, people: dict[str, str], typed: str, fits: bool
) -> None:
    assert ("Nguyễn Văn Đỗ" in _found(register, typed)) is fits


def test_lists_understand_what_the_search_box_does(
    register: Register, people: dict[str, str], place: Any
) -> None:
    for typed in ("nth", "nguyeenx", "tuatt", "hoa tay", "n.t.hoa", "nguyen 0912", "tran hoa"):
        names = [person.name for person in register.people.list(search=typed)]
        assert names, typed
        assert sorted(names) == sorted(_found(register, typed))
        assert register.people.count(search=typed) == len(names)
    assert len(register.people.list(search="thon tay")) == 4
    assert register.people.count(search="không có ai") == 0
    on = date(2026, 11, 22)
    assert [row.id for row in register.households.list(on=on, search="nvdo")] == [place.household]


def test_what_is_found_follows_what_is_written(register: Register, people: dict[str, str]) -> None:
    assert register.people.count(search="khuất") == 0
    with register.change("Thêm"):
        register.people.add(name="Khuất Văn Bền")
    assert register.people.count(search="khuta") == register.people.count(search="khuất") == 1
    register.undo()
    assert register.people.count(search="khuta") == 0


def test_who_is_gone_stands_last_and_is_marked(
    register: Register, people: dict[str, str], place: Any
) -> None:
    with register.change("Mất, đi"):
        register.people.save(people["Nguyễn Thị Hoa"], status="died", status_day=date(2026, 5, 1))
        register.people.save(people["Nguyễn Thị Hòa"], status="moved")
        register.connection.execute(
            "UPDATE households SET status = 'left', status_day = '2026-06-01' WHERE id = ?",
            (place.household,),
        )
    hits = register.search("nguyen")
    assert [hit.gone for hit in hits] == [None, "left", "left", "died", "moved"]
    code = register.households.get(place.household).code
    assert [hit.gone for hit in register.search(code)] == ["left"]
    on = date(2026, 11, 22)
    assert place.household not in {row.id for row in register.households.list(on=on)}
    assert register.households.count(on=on) == 1


def test_a_code_is_found_while_it_is_typed(register: Register, place: Any) -> None:
    code = register.households.get(place.household).code
    for typed in (code[:4].lower(), f"{code[:3]}-{code[3:5]}", code[:5]):
        assert household_codes.begun(typed) == code[: len(typed.replace("-", ""))]
        assert place.household in {hit.id for hit in register.search(typed)}
    assert household_codes.begun("hoa") is household_codes.begun("77") is None
    assert household_codes.begun("tkh") is None  # initials, as far as anybody can tell
