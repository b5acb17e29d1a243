import pytest

from rules.calendar import PartialDate
from rules.errors import RuleError
from rules.identity import (
    doubts,
    is_birth_province,
    masked,
    read_hi_card,
    read_personal_id,
    read_phone,
    read_si_number,
)


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("038184001234", "038184001234"),
        ("038 184 001 234", "038184001234"),
        ("'038184001234", "038184001234"),
        (38184001234, "038184001234"),
        (38184001234.0, "038184001234"),
        ("38184001234.0", "038184001234"),
        (1084001234, "001084001234"),
        ("999999999999", "999999999999"),
    ],
)
def test_a_personal_id_gets_back_what_a_spreadsheet_took(written: str | float, digits: str) -> None:
    assert read_personal_id(written) == digits


@pytest.mark.parametrize(
    "written",
    [
        "",
        "0",
        "000000000000",
        38184001234.5,
        float("nan"),
        "912345678",  # nine digits that begin like a phone
        "0184001234",  # no province 000
        "99184001234",  # no province 099
        "38984001234",  # no living century 9
        "0381840012345",
        "03818400123x",
    ],
)
def test_a_number_that_cannot_be_one_is_refused(written: str | float) -> None:
    with pytest.raises(RuleError, match="bad_personal_id"):
        read_personal_id(written)


@pytest.mark.parametrize(
    "written",
    [
        1.2e11,
        "1.2E+11",
        "1,2E+11",
        "'1.2E+11",
        "3.8184E+10",
        "3.8184e10",
        38184000000,
        "038184000000",
    ],
)
def test_trap_23_a_number_that_a_spreadsheet_rounded_is_refused_because_digits_are_lost(
    written: str | float,
) -> None:
    with pytest.raises(RuleError, match="digits_lost") as refused:
        read_personal_id(written)
    assert refused.value.facts == {"value": str(written)}


@pytest.mark.parametrize("written", ["184001234", "'012345678", 184001234, 184001234.0])
def test_trap_23_nine_digits_are_named_as_the_old_identity_card(written: str | float) -> None:
    with pytest.raises(RuleError, match="old_identity_card"):
        read_personal_id(written)


@pytest.mark.parametrize("written", ["3.82E+09", 3.82e9])
def test_trap_23_a_rounded_si_number_is_refused_because_digits_are_lost(
    written: str | float,
) -> None:
    with pytest.raises(RuleError, match="digits_lost"):
        read_si_number(written)


def test_trap_23_a_phone_in_the_notation_of_science_is_refused_because_digits_are_lost() -> None:
    with pytest.raises(RuleError, match="digits_lost"):
        read_phone("9.12E+08")
    assert read_phone("0912000000") == read_phone("'0912000000") == "0912000000"


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("3821001234", "3821001234"),
        ("0121001234", "0121001234"),
        (121001234, "0121001234"),
        ("038184001234", "038184001234"),
        (38184001234, "038184001234"),  # the zero Excel took
    ],
)
def test_si_numbers_have_ten_digits_or_are_the_personal_id(written: str | int, digits: str) -> None:
    assert read_si_number(written) == digits


@pytest.mark.parametrize(
    "written", ["", "12345678", "0000000000", "99999999999", "999999999999", "abc"]
)
def test_a_wrong_si_number_is_refused(written: str) -> None:
    with pytest.raises(RuleError, match="bad_si_number"):
        read_si_number(written)


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("0912 345 678", "0912345678"),
        ("(0912) 345.678", "0912345678"),
        ("+84912345678", "0912345678"),
        (912345678, "0912345678"),
        (912345678.0, "0912345678"),
        ("02373 851 234", "02373851234"),
    ],
)
def test_phones_begin_with_a_zero(written: str | float, digits: str) -> None:
    assert read_phone(written) == digits


@pytest.mark.parametrize("written", ["", "113", "0112345678", "0912345678, 0987654321"])
def test_a_wrong_phone_is_refused(written: str) -> None:
    with pytest.raises(RuleError, match="bad_phone"):
        read_phone(written)


def test_a_card_has_letters_a_benefit_digit_and_twelve_digits() -> None:
    assert read_hi_card("gd 4 38 3821001234") == "GD4383821001234"
    for wrong in ("", "GD6383821001234", "GD438382100123", "4383821001234GD"):
        with pytest.raises(RuleError, match="bad_hi_card"):
            read_hi_card(wrong)


@pytest.mark.parametrize(
    ("personal_id", "sex", "born", "codes"),
    [
        ("038184001234", "female", "1984-08-17", ()),
        ("038084001234", "male", "1984", ()),
        ("038304001234", "female", "2004", ()),
        ("038184001234", None, None, ()),
        ("038184001234", "male", "1984", ("personal_id_sex",)),
        ("038184001234", "female", "1985", ("personal_id_year",)),
        (
            "999184001234",
            "male",
            "2084",
            ("personal_id_province", "personal_id_sex", "personal_id_year"),
        ),
    ],
)
def test_doubts_warn_and_do_not_block(
    personal_id: str, sex: str | None, born: str | None, codes: tuple[str, ...]
) -> None:
    assert doubts(personal_id, sex, born and PartialDate.parse(born)) == codes  # type: ignore[arg-type]


@pytest.mark.parametrize(("code", "known"), [("038", True), ("096", True), ("097", False)])
def test_provinces_of_personal_ids_are_those_before_the_merger(code: str, *, known: bool) -> None:
    # Circular 59/2021/TT-BCA: the codes of 63 provinces, not coded anew.
    assert is_birth_province(code) is known


def test_public_lists_show_only_the_ends() -> None:
    assert masked("038012344127") == "0380••••4127"
    assert masked("12345") == "•••••"
