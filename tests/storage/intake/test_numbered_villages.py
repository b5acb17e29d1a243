"""Villages that are only a number: two kinds of one number are two, one kind has many words."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from storage import Register
from storage.intake import accept, preview, read_file
from tests.storage.intake.sheets import workbook

ON = date(2026, 11, 22)


def take(register: Register, path: Path, *rows: Any) -> None:
    accept(register, preview(register, read_file(workbook(path, rows), on=ON)))


def villages(register: Register) -> dict[str, int]:
    rows = register.connection.rows(
        "SELECT v.name, count(*) FROM people p JOIN villages v ON v.id = p.village_id"
        " GROUP BY v.name"
    )
    return dict(rows)


@pytest.mark.parametrize("turned", [False, True])
def test_khom_1_is_not_ap_1(register: Register, tmp_path: Path, turned: bool) -> None:
    people = [
        ("Mai Thị Lành", "01/02/1979", "Khóm 1"),
        ("Vi Văn Tuất", "03/04/1981", "Ấp 1"),
        ("Tống Thị Mận", "05/06/1983", "Khóm 01"),
    ]
    people = people[::-1] if turned else people
    take(register, tmp_path / "a.xlsx", ("Họ tên", "Ngày sinh", "Địa chỉ"), *people)
    assert sorted(villages(register).values()) == [1, 2]
    before = villages(register)
    take(register, tmp_path / "b.xlsx", ("Họ tên", "Ngày sinh", "Địa chỉ"), *people)
    assert villages(register) == before


@pytest.mark.parametrize(
    "written", ["TDP 3", "Tổ dân phố số 3", "Tổ 3", "TỔ DÂN PHỐ 03", "tdp số 3"]
)
def test_one_village_under_many_words(register: Register, tmp_path: Path, written: str) -> None:
    heads = ("Họ tên", "Ngày sinh", "Địa chỉ")
    take(
        register, tmp_path / "a.xlsx", heads, ("Mai Thị Lành", "01/02/1979", "Tổ dân phố 3"),
        ("Vi Văn Tuất", "03/04/1981", "Thôn 3"),
    )  # fmt: skip
    take(register, tmp_path / "b.xlsx", heads, ("Tống Thị Mận", "05/06/1983", written))
    assert villages(register) == {"Tổ dân phố 3": 2, "Thôn 3": 1}


def test_a_shortened_word_is_written_whole(register: Register, tmp_path: Path) -> None:
    heads = ("Họ tên", "Năm sinh", "Địa chỉ")
    short = ("Mai Thị Lành", 1979, "TDP 3"), ("Vi Văn Tuất", 1981, "KDC Đồi")
    take(register, tmp_path / "a.xlsx", heads, *short, ("Vi Văn Mùi", 1990, "KP. 1"))
    assert villages(register) == {"Tổ dân phố 3": 1, "Khu dân cư Đồi": 1, "Khu phố 1": 1}


def test_a_guessed_word_gives_way_to_the_one_written(register: Register, tmp_path: Path) -> None:
    take(register, tmp_path / "a.xlsx", ("Họ tên", "Năm sinh", "Thôn"), ("Mai Thị Lành", 1979, 3))
    heads = ("Họ tên", "Năm sinh", "Địa chỉ")
    take(register, tmp_path / "b.xlsx", heads, ("Vi Văn Tuất", 1981, "Xóm 3"))
    assert villages(register) == {"Xóm 3": 2}
    take(register, tmp_path / "c.xlsx", heads, ("Vi Văn Mùi", 1982, "Bản 3"))
    assert villages(register) == {"Xóm 3": 2, "Bản 3": 1}


SHORT = (("Họ tên", "Năm sinh", "Thôn"), ("Mai Thị Lành", 1979, "Làng Chiềng"))
WHOLE = (("Họ tên", "Năm sinh", "Địa chỉ"), ("Vi Văn Tuất", 1981, "Thôn Làng Chiềng, xã Mẫu"))


@pytest.mark.parametrize("lists", [(SHORT, WHOLE), (WHOLE, SHORT)])
def test_a_unit_word_left_out_before_another_is_put_back(
    register: Register, tmp_path: Path, lists: Any
) -> None:
    for number, rows in enumerate(lists):
        take(register, tmp_path / f"{number}.xlsx", *rows)
    assert villages(register) == {"Thôn Làng Chiềng": 2}
    take(register, tmp_path / "2.xlsx", SHORT[0], ("Vi Văn Mùi", 1982, "Làng Chiềng"))
    assert villages(register) == {"Thôn Làng Chiềng": 3}


def test_both_ways_of_writing_a_village_in_one_list(register: Register, tmp_path: Path) -> None:
    heads = ("Họ tên", "Năm sinh", "Địa chỉ")
    short, whole = ("Mai Thị Lành", 1979, "Làng Chiềng"), ("Vi Văn Tuất", 1981, "Thôn Làng Chiềng")
    take(register, tmp_path / "a.xlsx", heads, short, whole)
    assert villages(register) == {"Thôn Làng Chiềng": 2}


def test_a_village_named_by_the_clerk_is_not_renamed(register: Register, tmp_path: Path) -> None:
    take(register, tmp_path / "a.xlsx", *SHORT)
    with register.change("Đổi tên thôn"):
        register.villages.rename(register.villages.all()[0].id, "Làng Chiềng Đông")
    with register.change("Đổi tên thôn"):
        register.villages.rename(register.villages.all()[0].id, "Làng Chiềng")
    take(register, tmp_path / "b.xlsx", *WHOLE)
    assert villages(register) == {"Làng Chiềng": 2}
