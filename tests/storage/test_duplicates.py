"""People written twice are found by what they share, with the reason; nobody else is offered."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import PartialDate
from storage import Register
from storage.duplicates import LIKELY, SURE, Alike, Pair, compare, find_duplicates, tell_apart
from storage.progress import Cancelled
from tests.storage.conftest import Place

BORN = PartialDate(1979, 8, 5)
SI = "3800123457"


def add(register: Register, name: str, **fields: Any) -> str:
    return register.people.add(name=name, **fields)


def found(register: Register) -> list[tuple[tuple[str, ...], int]]:
    return [(pair.why, pair.weight) for pair in find_duplicates(register)]


TWICE: dict[str, tuple[tuple[str, dict[str, Any]], tuple[str, dict[str, Any]]]] = {
    "same_name_birth_village": (
        ("Mai Thị Lành", {"born": BORN}),
        ("MAI THI LANH", {"born": BORN, "personal_id": "038179004321"}),
    ),
    "same_si_number": (
        ("Mai Thị Lành", {"born": BORN, "si_number": SI}),
        ("Mai Thị Lanh", {"born": PartialDate(1987), "si_number": SI}),
    ),
    "same_hi_card": (
        ("Mai Thị Lành", {"born": BORN, "hi_card": "GD4383800123457"}),
        ("Lành", {"born": BORN, "hi_card": "GD4383800123457"}),
    ),
    "id_as_si_number": (
        ("Mai Thị Lành", {"personal_id": "038179004321"}),
        ("Mai Thị Lành", {"si_number": "038179004321"}),
    ),
    "personal_id_slip": (
        ("Mai Thị Lành", {"born": BORN, "personal_id": "038179004321"}),
        ("Mai Thị Lành", {"born": BORN, "personal_id": "038179003421"}),
    ),
    "words_swapped": (
        ("Vi Văn Tuất", {"born": PartialDate(1979, 8)}),
        ("Tuất Vi Văn", {"born": BORN}),
    ),
    "name_slip": (
        ("Tống Thị Mận", {"born": BORN}),
        ("Tống Thị Mậm", {"born": BORN}),
    ),
    "name_part": (
        ("Tống Mận", {"born": BORN}),
        ("Tống Thị Mận", {"born": BORN}),
    ),
    "same_phone": (
        ("Tống Thị Mận", {"phone": "0912345679", "village_id": None}),
        ("Tống Thị Mận", {"phone": "0912345679", "born": BORN}),
    ),
    "birth_swapped": (
        ("Tống Thị Mận", {"born": BORN, "village_id": None}),
        ("Tống Thị Mận", {"born": PartialDate(1979, 5, 8)}),
    ),
    "same_name_year_village": (
        ("Tống Thị Mận", {"born": PartialDate(1979)}),
        ("Tống Thị Mận", {"born": BORN}),
    ),
    "birth_slip": (
        ("Tống Thị Mận", {"born": BORN}),
        ("Tống Thị Mận", {"born": PartialDate(1997, 8, 5)}),
    ),
    "year_off": (
        ("Tống Thị Mận", {"born": BORN}),
        ("Tống Thị Mận", {"born": PartialDate(1980)}),
    ),
    "same_name_village": (("Tống Thị Mận", {"born": BORN}), ("Tống Thị Mận", {})),
}


@pytest.mark.parametrize("why", TWICE)
def test_each_way_of_writing_somebody_twice_is_found(
    register: Register, place: Place, why: str
) -> None:
    with register.change("Thêm người"):
        ids = [
            add(register, name, **{"village_id": place.village, **fields})
            for name, fields in TWICE[why]
        ]
    (pair,) = find_duplicates(register)
    assert why in pair.why
    assert [pair.one.id, pair.other.id] == sorted(ids)
    assert 1 <= pair.weight <= 99


def test_namesakes_of_one_village_of_whom_no_birth_is_known_are_listed(
    register: Register, place: Place
) -> None:
    """A list takes them for two: nothing tells that they are one; here the clerk sees them."""
    with register.change("Thêm người"):
        for name in ("Tống Thị Mận", "TỐNG THỊ MẬN"):
            add(register, name, village_id=place.village)
    (pair,) = find_duplicates(register)
    assert pair.why == ("same_name_village",)


TWO: dict[str, tuple[tuple[str, dict[str, Any]], tuple[str, dict[str, Any]]]] = {
    "two ids and two births": (
        ("Mai Thị Lành", {"born": BORN, "personal_id": "038179004321", "si_number": SI}),
        (
            "Mai Thị Lành",
            {"born": PartialDate(1961, 2, 3), "personal_id": "038161004321", "si_number": SI},
        ),
    ),
    "two ids far from each other": (
        ("Mai Thị Lành", {"born": BORN, "personal_id": "038179004321"}),
        ("Mai Thị Lành", {"born": BORN, "personal_id": "038179111222"}),
    ),
    "a man and a woman": (
        ("Mai Anh", {"born": BORN, "sex": "male"}),
        ("Mai Anh", {"born": BORN, "sex": "female"}),
    ),
    "another given name": (
        ("Mai Thị Lành", {"born": BORN}),
        ("Mai Thị Lành Hoa", {"born": BORN}),
    ),
    "years apart": (
        ("Mai Thị Lành", {"born": BORN}),
        ("Mai Thị Lành", {"born": PartialDate(1991, 1, 2)}),
    ),
    "short names": (("Vi An", {"born": BORN}), ("Vi Na", {"born": BORN})),
    "a telephone of a family": (
        ("Mai Thị Lành", {"phone": "0912345679", "born": BORN}),
        ("Vi Thị Lành", {"phone": "0912345679", "born": PartialDate(2001)}),
    ),
    "a number of somebody else": (
        ("Mai Thị Lành", {"born": BORN, "si_number": SI}),
        ("Vi Văn Tuất", {"born": PartialDate(1950), "si_number": SI}),
    ),
}


@pytest.mark.parametrize("what", TWO)
def test_two_people_are_not_offered(register: Register, place: Place, what: str) -> None:
    with register.change("Thêm người"):
        for name, fields in TWO[what]:
            add(register, name, **{"village_id": place.village, **fields})
    assert find_duplicates(register) == ()


def test_the_same_name_and_year_in_two_villages_is_nobody_in_particular(
    register: Register, place: Place
) -> None:
    with register.change("Thêm người"):
        add(register, "Mai Thị Lành", village_id=place.village, born=PartialDate(1979))
        add(register, "Mai Thị Lành", village_id=place.other_village, born=PartialDate(1979))
    assert find_duplicates(register) == ()


def test_one_name_and_one_day_of_birth_in_two_villages_is_likely(
    register: Register, place: Place
) -> None:
    with register.change("Thêm người"):
        add(register, "Mai Thị Lành", village_id=place.village, born=BORN)
        add(register, "Mai Thị Lành", village_id=place.other_village, born=BORN)
    assert found(register) == [(("same_name_birth",), 75)]


def test_two_si_numbers_speak_against_a_pair(register: Register, place: Place) -> None:
    with register.change("Thêm người"):
        for number in (SI, "3800999999"):
            add(register, "Mai Thị Lành", village_id=place.village, born=BORN, si_number=number)
    assert found(register) == [(("same_name_birth_village",), 70)]


def test_other_accents_speak_against_a_pair_and_none_at_all_do_not(
    register: Register, place: Place
) -> None:
    with register.change("Thêm người"):
        for name in ("Vi Văn Tuất", "Vi Văn Tuật", "Vi Van Tuat"):
            add(register, name, village_id=place.village, born=BORN)
    weights = {(one.one.name, one.other.name): one.weight for one in find_duplicates(register)}
    assert weights == {
        ("Vi Văn Tuất", "Vi Văn Tuật"): 75,
        ("Vi Văn Tuất", "Vi Van Tuat"): 85,
        ("Vi Văn Tuật", "Vi Van Tuat"): 85,
    }


def test_further_reasons_raise_how_sure_it_is_and_the_likeliest_stands_first(
    register: Register, place: Place
) -> None:
    fields: dict[str, Any] = {"born": BORN, "si_number": SI, "village_id": place.village}
    with register.change("Thêm người"):
        for _ in range(2):
            add(register, "Tống Thị Mận", village_id=place.village)
        for _ in range(2):
            add(register, "Mai Thị Lành", **fields)
    first, second = find_duplicates(register)
    assert first.why == ("same_si_number", "same_name_birth_village")
    assert first.weight > SURE > LIKELY > second.weight


def test_names_that_differ_on_purpose_in_one_household_may_be_twins(
    register: Register, place: Place
) -> None:
    with register.change("Thêm hai con"):
        for name in ("Nguyễn Thị Hoa", "Nguyễn Thị Hoà"):
            add(register, name, household_id=place.household, born=BORN)
    (pair,) = find_duplicates(register)
    assert pair.why == ("same_name_birth_village", "may_be_twins")
    assert pair.weight < LIKELY


def test_who_has_died_or_moved_is_compared_too(register: Register, place: Place) -> None:
    with register.change("Thêm người"):
        add(register, "Mai Thị Lành", born=BORN, village_id=place.village, status="died")
        add(register, "Mai Thị Lành", born=BORN, village_id=place.village)
    (pair,) = find_duplicates(register)
    assert {pair.one.status, pair.other.status} == {"died", "here"}


def test_two_told_apart_are_never_offered_again_until_that_is_undone(
    register: Register, place: Place
) -> None:
    with register.change("Thêm người"):
        for _ in range(2):
            add(register, "Mai Thị Lành", born=BORN, village_id=place.village)
    (pair,) = find_duplicates(register)
    with register.change("Hai người khác nhau"):
        tell_apart(register, pair.other.id, pair.one.id)
        tell_apart(register, pair.one.id, pair.other.id)
    assert find_duplicates(register) == ()
    with register.change("Sửa"):
        register.people.save(pair.one.id, name="Mai Thi Lanh", si_number=SI)
        register.people.save(pair.other.id, si_number=SI)
    assert find_duplicates(register) == ()
    register.undo()
    register.undo()
    assert [one.key for one in find_duplicates(register)] == [pair.key]


def test_the_search_can_be_stopped(register: Register, place: Place) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with register.change("Thêm người"):
        for number in range(900):
            add(register, f"Vi Văn {chr(97 + number % 26)}{number}")
    with pytest.raises(Cancelled):
        find_duplicates(register, stop)


NAMES = st.sampled_from(
    ["mai thi lanh", "mai lanh", "mai thi lan", "lanh mai thi", "vi van tuat", "vi an"]
)
BIRTHS = st.sampled_from(
    [None, "1979", "1980", "1979-08", "1979-08-05", "1979-05-08", "1980-08-05", "1997-08-05"]
)
IDS = st.sampled_from([None, "038179004321", "038179003421", "038161009999"])


@st.composite
def people(draw: st.DrawFn) -> Alike:
    name = draw(NAMES)
    return Alike(
        id=draw(st.sampled_from("abcdefgh")),
        name=name.title(),
        folded=name,
        sex=draw(st.sampled_from([None, "male", "female"])),
        born=draw(BIRTHS),
        personal_id=draw(IDS),
        si_number=draw(st.sampled_from([None, SI, "038179004321"])),
        hi_card=draw(st.sampled_from([None, "GD4383800123457"])),
        phone=draw(st.sampled_from([None, "0912345679"])),
        household_id=draw(st.sampled_from([None, "h"])),
        place=draw(st.sampled_from([None, "v", "w"])),
        village=None,
        status="here",
        words=" ".join(sorted(name.split())),
    )


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(people(), people())
def test_a_pair_is_the_same_pair_from_either_side(one: Alike, other: Alike) -> None:
    def said(pair: Pair | None) -> object:
        return None if pair is None else (sorted(pair.why), pair.weight)

    assert said(compare(one, other)) == said(compare(other, one))
