"""People: kept as they are, found however they are typed, one living head in a household."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import PartialDate
from rules.names import fold, sort_key
from storage import Register, StorageError, finding


def _names(register: Register, text: str, limit: int = 50) -> list[str]:
    return [person.name for person in register.people.search(text, limit)]


def test_a_person_is_kept_with_what_is_known(register: Register, place: Any) -> None:
    head = register.people.get(place.head)
    assert head.born == PartialDate(1979, 8, 5)
    assert (head.village, head.village_id) == ("Thôn Đông", place.village)
    assert (head.household_number, head.relation, head.status) == ("12", "head", "here")
    child = register.people.get(place.child)
    assert child.born == PartialDate(2015, 3)
    assert child.personal_id is None


def test_a_person_may_stand_in_a_village_alone(register: Register, place: Any) -> None:
    with register.change("Thêm"):
        alone = register.people.add(name="Vi Văn Lẻ", village_id=place.other_village)
    person = register.people.get(alone)
    assert (person.household_id, person.village) == (None, "Thôn Tây")
    assert [village.people for village in register.villages.all()] == [3, 1]


def test_names_keep_their_spelling_and_lose_only_capitals(register: Register) -> None:
    with register.change("Thêm"):
        first = register.people.add(name="  ĐINH  THỊ THUỶ ")
        with pytest.raises(StorageError, match="empty_name"):
            register.people.add(name=" \u200b ")
        register.people.save(first, ethnic="Mường")
    assert register.people.get(first).name == "Đinh Thị Thuỷ"


@pytest.mark.parametrize(
    "typed",
    ["do", "đỗ", "ĐỖ", "nguyen do", "do nguyen", "van do ngu", "0380790", "1234", "678", "091",
     "nguyễn 038079", "do 5678"],
)  # fmt: skip
def test_one_person_by_whatever_is_typed(register: Register, place: Any, typed: str) -> None:
    assert "Nguyễn Văn Đỗ" in _names(register, typed)


@pytest.mark.parametrize("typed", ["", "  ", "...", "o", "uyen", "xyz", "do 999", "12345678901234"])
def test_what_is_not_there_is_not_found(register: Register, place: Any, typed: str) -> None:
    assert "Nguyễn Văn Đỗ" not in _names(register, typed)


def test_old_and_new_accents_are_the_same(register: Register, place: Any) -> None:
    assert _names(register, "hòa") == _names(register, "hoà") == ["Trần Thị Hoà"]


def test_a_card_and_several_numbers(register: Register, place: Any) -> None:
    with register.change("Thẻ"):
        register.people.save(place.wife, hi_card="GD4383812345678")
    assert _names(register, "gd438381") == ["Trần Thị Hoà"]
    assert _names(register, "hoa gd4383") == ["Trần Thị Hoà"]
    assert _names(register, "038079 0912") == ["Nguyễn Văn Đỗ"]
    assert _names(register, "38001") == ["Trần Thị Hoà"]


def test_names_stand_in_vietnamese_order(register: Register) -> None:
    names = ["Lê Thị Đào", "Lê Văn Dung", "Lê Thị Ánh", "Lê Thị An", "Lê Ân", "Lê Thị Ẩn", "Lê Ăn"]
    with register.change("Thêm"):
        for name in names:
            register.people.add(name=name)
    ordered = [
        "Lê Thị An",
        "Lê Thị Ánh",
        "Lê Ăn",
        "Lê Ân",
        "Lê Thị Ẩn",
        "Lê Văn Dung",
        "Lê Thị Đào",
    ]
    assert _names(register, "le") == ordered
    assert [person.name for person in register.people.list()] == ordered
    assert _names(register, "le", limit=2) == ordered[:2]


_SYLLABLES = ["An", "Ánh", "Đỗ", "Do", "H'Lan", "Hoà", "Y-Bông", "Thị", "Văn", "Nguyễn", "Ngô"]


def _begin(typed: list[str], name: str, *, accents: bool) -> bool:
    """Whether each word typed begins a word of the name, its accents counting or not."""
    have = [str.lower(word) if accents else fold(word) for word in re.findall(r"[^\W_]+", name)]
    sought = [str.lower(word) if accents else fold(word) for word in typed]
    return all(any(word.startswith(part) for word in have) for part in sought)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.lists(st.sampled_from(_SYLLABLES), min_size=1, max_size=3), max_size=12),
    typed=st.lists(st.sampled_from([*_SYLLABLES, "n", "h", "la", "d"]), min_size=1, max_size=2),
    limit=st.integers(1, 6),
)
def test_search_finds_the_first_that_fit_and_no_others(
    register: Register, names: list[list[str]], typed: list[str], limit: int
) -> None:
    """Both ways of looking, along the sorted names and by the word index, agree with plain text."""
    with register.change("Thêm") as change:
        for words in names:
            register.people.add(name=" ".join(words))
    sought = re.findall(r"[^\W_]+", " ".join(typed))
    marked = [word for word in sought if word.lower() != fold(word)]
    fits = [row.name for row in register.people.list() if _begin(sought, row.name, accents=False)]
    fits.sort(key=lambda name: (not _begin(marked, name, accents=True), sort_key(name), fold(name)))
    for walk in (3_000, 1):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(finding, "_WALK", walk)
            found = register.people.search(" ".join(typed), limit, forgiving=False)
        if fits:
            assert [person.name for person in found] == fits[:limit]
    if change.changed.id:
        register.undo()


def test_two_living_heads_are_impossible(register: Register, place: Any) -> None:
    for _ in range(2):
        with pytest.raises(StorageError) as failure, register.change("Hai chủ hộ"):
            register.people.save(place.wife, relation="head")
        assert failure.value.code == "two_heads"
    with pytest.raises(StorageError, match="two_heads"), register.change("Người mới"):
        register.people.add(name="Ai", household_id=place.household, relation="head")


def test_a_dead_head_leaves_room(register: Register, place: Any) -> None:
    with register.change("Mất"):
        register.people.save(place.head, status="died", status_day=date(2026, 11, 1))
        register.people.set_head(place.household, place.wife)
    record = register.households.record(place.household, date(2026, 11, 22))
    assert record.head is not None
    assert record.head.id == place.wife
    assert [person.id for person in record.gone] == [place.head]


def test_only_a_living_member_becomes_head(register: Register, place: Any) -> None:
    with register.change("Đổi chủ hộ"):
        register.people.set_head(place.household, place.wife)
        assert register.people.get(place.head).relation == "other"
    for stranger in (place.collector, "không có"):
        with pytest.raises(StorageError, match="not_a_member"), register.change("Sai"):
            register.people.set_head(place.household, stranger)


def test_a_personal_id_belongs_to_one_person(register: Register, place: Any) -> None:
    with pytest.raises(StorageError, match="same_personal_id"), register.change("Trùng"):
        register.people.save(place.wife, personal_id="038079001234")


@pytest.mark.parametrize(
    "wrong",
    [
        {"personal_id": "000000000000"},
        {"personal_id": "12345"},
        {"sex": "x"},
        {"born": "1979-8"},
        {"status": "gone"},
        {"phone": ""},
        {"household_id": "nowhere"},
    ],
)
def test_what_must_never_be_false_is_refused(
    register: Register, place: Any, wrong: dict[str, Any]
) -> None:
    with pytest.raises(StorageError) as failure, register.change("Sai"):
        register.people.save(place.wife, **wrong)
    assert failure.value.code == "not_allowed"


def test_a_list_is_counted_and_paged(register: Register, place: Any) -> None:
    people = register.people
    assert people.count() == len(people.list()) == 3
    assert people.count(search="nguyen") == 2
    assert [person.name for person in people.list(search="nguyen", limit=1, offset=1)] == [
        "Nguyễn Văn Đỗ"
    ]
    assert people.count(village=place.other_village) == 0
    assert people.count(village=place.village, search="03807") == 1
    with pytest.raises(StorageError, match="no_such_row"):
        people.get("không có")


def test_the_one_box_finds_households_villages_and_people(register: Register, place: Any) -> None:
    code = register.households.get(place.household).code
    for typed in (code, f"#{code.lower()}", f"{code[:3]}-{code[3:]}"):
        (hit,) = register.search(typed)
        assert (hit.kind, hit.id, hit.name) == ("household", place.household, "Nguyễn Văn Đỗ")
    kinds = {hit.kind: hit.id for hit in register.search("12")}
    assert kinds["household"] == place.household
    assert [hit.name for hit in register.search("thon tay")] == ["Thôn Tây"]
    assert [hit.kind for hit in register.search("do")] == ["village", "person"]  # Đông, Đỗ
    assert register.search("  ") == register.search("-") == []
    assert len(register.search("n", limit=1)) == 1
