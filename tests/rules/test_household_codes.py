import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import RuleError
from rules.household_codes import ALPHABET, make, read, shown

CODES = st.lists(st.integers(0, 22), min_size=5, max_size=5).map(make)


def test_the_alphabet_has_no_vowels_and_nothing_typing_programs_bend() -> None:
    assert len(set(ALPHABET)) == 23
    assert not set(ALPHABET) & set("AEIOUYDW015BZ")


@given(CODES)
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    typed = f" #{shown(code).lower().replace('s', '5')} "
    assert read(typed) == code
    assert shown(code) == f"{code[:3]}-{code[3:]}"


@given(CODES, st.integers(0, 5), st.sampled_from(ALPHABET))
def test_every_single_slip_is_noticed(code: str, place: int, letter: str) -> None:
    slipped = code[:place] + letter + code[place + 1 :]
    if slipped == code:
        assert read(slipped) == code
    else:
        with pytest.raises(RuleError, match="household_code_mistyped"):
            read(slipped)


@given(CODES, st.integers(0, 4))
def test_every_swap_of_neighbours_is_noticed(code: str, place: int) -> None:
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if swapped == code:
        assert read(swapped) == code
    else:
        with pytest.raises(RuleError, match="household_code_mistyped"):
            read(swapped)


@pytest.mark.parametrize("typed", ["", "34678", "34678KK", "Đ4678K", "Ư4678K", "A4678K"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(RuleError, match="bad_household_code"):
        read(typed)
