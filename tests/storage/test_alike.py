"""Who may be the person being typed: by number, by name and birth, never two different ids."""

from typing import Any

import pytest

from rules.calendar import PartialDate
from storage import Register, StorageError
from storage.alike import alike, check_personal_id, village_named_in

BORN = PartialDate(1979, 8, 5)


def names(register: Register, **asked: Any) -> list[tuple[str, str]]:
    return [(one.person.name, one.why) for one in alike(register, **asked)]


def test_the_same_number_is_found_whatever_the_name(register: Register, place: Any) -> None:
    assert names(register, personal_id="038079001234") == [("Nguyễn Văn Đỗ", "personal_id")]
    assert names(register, si_number="3800123456") == [("Trần Thị Hoà", "si_number")]
    assert names(register, name="Mai Thị Lành", personal_id="038179004412") == []
    (found,) = alike(register, personal_id="038079001234")
    assert found.certain


@pytest.mark.parametrize(
    ("name", "born", "found"),
    [
        ("nguyen van do", BORN, True),
        ("NGUYỄN VĂN ĐỖ", PartialDate(1979), True),
        ("Nguyễn Văn Đỗ", PartialDate(1979, 8), True),
        ("Nguyễn Văn Đỗ", PartialDate(1979, 9), False),
        ("Nguyễn Văn Đỗ", PartialDate(1980), False),
        ("Nguyễn Văn Đỗ", None, False),
        ("Văn Đỗ", BORN, False),
        ("Đỗ", BORN, False),
        ('Nguyễn Văn "Đỗ', BORN, False),
    ],
)
def test_name_and_birth_must_agree_as_far_as_known(
    register: Register, place: Any, name: str, born: PartialDate | None, found: bool
) -> None:
    assert bool(alike(register, name=name, born=born)) is found


def test_two_different_ids_are_two_people(register: Register, place: Any) -> None:
    asked = {"name": "Nguyễn Văn Đỗ", "born": BORN}
    assert names(register, **asked, personal_id="038079009999") == []
    assert names(register, **asked, personal_id="038079001234")[0][1] == "personal_id"
    assert names(register, **asked, but=place.head) == []


def test_who_has_no_birth_is_no_namesake(register: Register, place: Any) -> None:
    with register.change("Thêm"):
        register.people.add(name="Mai Thị Lành", village_id=place.village)
    assert names(register, name="Mai Thị Lành", born=BORN) == []


def test_a_held_id_is_refused_with_its_holder(register: Register, place: Any) -> None:
    check_personal_id(register, None)
    check_personal_id(register, "038179004412")
    check_personal_id(register, "038079001234", but=place.head)
    with pytest.raises(StorageError, match="personal_id_held") as refused:
        check_personal_id(register, "038079001234")
    assert refused.value.facts["name"] == "Nguyễn Văn Đỗ"
    assert refused.value.facts["code"]
    with register.change("Thêm"):
        register.people.add(name="Vi Văn Tuất", personal_id="038079007777")
    with pytest.raises(StorageError, match="personal_id_held_alone"):
        check_personal_id(register, "038079007777")


@pytest.mark.parametrize(
    ("address", "village"),
    [
        ("Thôn Đông, Xã Mẫu", "village"),
        ("xom 3 - thon tay. xa mau", "other_village"),
        ("Thôn Đông Hà, Xã Mẫu", "longer"),
        ("Phố Mới, Xã Mẫu", None),
        ("", None),
    ],
)
def test_the_village_of_an_address_is_the_longest_name_in_it(
    register: Register, place: Any, address: str, village: str | None
) -> None:
    with register.change("Thêm thôn"):
        longer = register.villages.add("Thôn Đông Hà")
    expected = longer if village == "longer" else village and getattr(place, village)
    assert village_named_in(register, address) == expected
