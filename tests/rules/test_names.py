import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.names import clean_name, fold, given_name, likely_sex, sort_key


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("  Nguyễn   Thị\u00a0Hoa ", "Nguyễn Thị Hoa"),
        ("NGUYỄN THỊ THUỶ", "Nguyễn Thị Thuỷ"),
        ("Nguyễn Thị Thuỷ", "Nguyễn Thị Thuỷ"),
        ("Trần Văn\u200b Đức\ufeff", "Trần Văn Đức"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("nguyễn thị hoa", "nguyễn thị hoa"),
        ("123", "123"),
        ("", ""),
        (unicodedata.normalize("NFD", "Lê Thị Hường"), "Lê Thị Hường"),
    ],
)
def test_names_are_cleaned_and_keep_their_spelling(written: str, name: str) -> None:
    assert clean_name(written) == name


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Ước", "dang thi uoc"),
        ("NGUYỄN  THUỶ", "nguyen thuy"),
        (unicodedata.normalize("NFD", "Thạch Ân"), "thach an"),
    ],
)
def test_folding_takes_accents_and_case_away(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_the_given_name_is_the_last_word() -> None:
    assert [given_name("NGUYỄN THỊ HOA"), given_name("Hoa"), given_name(" ")] == ["Hoa", "Hoa", ""]


def _words(text: str) -> list[str]:
    return text.split()


def _in_order(names: list[str]) -> list[str]:
    names = names.copy()
    names.reverse()
    return sorted(names, key=sort_key)


def test_letters_follow_the_alphabet_then_the_tones() -> None:
    letters = _words("a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y")
    assert _in_order(letters) == letters
    tones = _words("ma mà mả mã má mạ")
    assert _in_order(tones) == tones
    mixed = _words("An Àn Án Ạn Anh Ăn Ân Ẩn Dung Dũng Dương Đào Đạt Em")
    assert _in_order(mixed) == mixed


def test_the_given_name_goes_before_the_family_name() -> None:
    people = ["Trần Thị An", "Võ Văn An", "Lê Thị Ân", "Bùi Văn Bình", "Bùi Thị Zung 2"]
    assert _in_order(people)[1:] == people[:-1]
    assert sort_key("NGUYỄN THỊ HOA") == sort_key("Nguyễn Thị Hoa")
    assert [sort_key(""), sort_key("\u0301a")] == ["", sort_key("á")]


@given(st.lists(st.text("aăâbcdđeêáàảãạ ", min_size=1), min_size=2))
def test_keys_are_plain_text_that_sorts_the_same_way_twice(names: list[str]) -> None:
    ordered = sorted(names, key=sort_key)
    assert all(sort_key(first) <= sort_key(second) for first, second in pairwise(ordered))
    assert all(sort_key(name).isascii() for name in names)


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        ("Mai Thị Lành", "female"),
        ("MAI THI LANH", "female"),
        ("Vi Văn Tuất", "male"),
        ("Lường Vân Khánh", None),
        ("Thị Mến", None),
        ("Vi Văn", None),
        ("Tống Khánh An", None),
        ("", None),
    ],
)
def test_a_middle_name_suggests_a_sex(name: str, sex: str | None) -> None:
    assert likely_sex(name) == sex
