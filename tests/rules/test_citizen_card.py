"""A citizen's card as scanners type it, with and without accents, whole and broken."""

from datetime import date

import pytest

from rules.calendar import PartialDate
from rules.citizen_card import CitizenCard, read_citizen_card, split_scan
from rules.errors import RuleError
from rules.telex import composed

ON = date(2026, 11, 21)
CARD = "038179004412|171234567|Mai Thị Lành|05081979|Nữ|Xóm 3, Thôn Đông, Xã Mẫu|25042021"


def card(**changed: str) -> str:
    fields = dict(
        zip(("id", "old", "name", "born", "sex", "at", "day"), CARD.split("|"), strict=True)
    )
    return "|".join({**fields, **changed}.values())


def test_a_card_is_read_field_by_field() -> None:
    assert read_citizen_card(CARD, on=ON) == CitizenCard(
        personal_id="038179004412",
        name="Mai Thị Lành",
        born=PartialDate(1979, 8, 5),
        sex="female",
        address="Xóm 3, Thôn Đông, Xã Mẫu",
    )


@pytest.mark.parametrize(
    ("changed", "name", "sex"),
    [
        ({"old": ""}, "Mai Thị Lành", "female"),
        ({"name": "MAI THỊ LÀNH"}, "Mai Thị Lành", "female"),
        ({"name": "MAI THI LANH", "sex": "Nu"}, "Mai Thi Lanh", "female"),
        ({"name": "Mai Thij Lanhf", "sex": "Nuwx"}, "Mai Thị Lành", "female"),
        ({"name": "LUWOWNGF THIJ MEENS"}, "Lường Thị Mến", "female"),
        ({"name": "Vi Văn Tuất".encode().decode("latin-1"), "sex": "Nam"}, "Vi Văn Tuất", "male"),
        ({"name": "Tống Thị Mận".encode().decode("cp1252")}, "Tống Thị Mận", "female"),
        ({"sex": "?"}, "Mai Thị Lành", None),
        ({"day": "25042024|||"}, "Mai Thị Lành", "female"),
        ({"day": ""}, "Mai Thị Lành", "female"),
    ],
)
def test_what_scanners_make_of_a_name_is_put_together(
    changed: dict[str, str], name: str, sex: str | None
) -> None:
    read = read_citizen_card(card(**changed), on=ON)
    assert (read.name, read.sex) == (name, sex)


@pytest.mark.parametrize(
    "text",
    ["", "038179004412", CARD[:40], card(id="000000000000"), card(born="31021979"), card(name="")],
)
def test_what_is_no_card_is_refused(text: str) -> None:
    with pytest.raises(RuleError, match="bad_citizen_card"):
        read_citizen_card(text, on=ON)


@pytest.mark.parametrize("before", ["", "Mai", "Mai Thị ", "12"])
def test_a_card_scanned_into_a_text_leaves_what_stood_there(before: str) -> None:
    assert split_scan(f"{before}{CARD}\n") == (before, CARD)


@pytest.mark.parametrize("text", ["", "Mai Thị Lành", "038179004412", "038179004412|"])
def test_a_text_without_a_card_is_left_whole(text: str) -> None:
    assert split_scan(text) == (text, "")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Nguyeenx Vawn Hoaf", "Nguyễn Văn Hòa"),
        ("Nguyeexn", "Nguyễn"),
        ("Nguyeexns", "Nguyeexns"),  # two tones are none
        ("DDOOX", "ĐỖ"),
        ("ddinhf thij thuyr", "đình thị thủy"),
        ("Quys", "Quý"),
        ("Luowng Giangs Hoafng", "Lương Giáng Hoàng"),
        ("Khuyeens Ngoan", "Khuyến Ngoan"),
        ("Hoafi", "Hoafi"),  # no syllable
        ("A Los", "A Ló"),
        ("Nam Mai Thi Lanh", "Nam Mai Thi Lanh"),
        ("Mai Thị Lành", "Mai Thị Lành"),
    ],
)
def test_telex_is_composed_and_all_else_is_left(typed: str, text: str) -> None:
    assert composed(typed) == text
