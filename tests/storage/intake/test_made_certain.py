"""What a later list makes certain: whole names of villages, two records that are one person."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.calendar import PartialDate
from storage import Register
from storage.intake import Plan, accept, preview, read_file
from storage.intake.matching import spelt_alike
from storage.intake.values import Reader
from tests.storage.intake.sheets import workbook

ON = date(2026, 11, 22)
HEADING = ("Họ và tên", "Ngày sinh", "Số CCCD", "Thôn")
ID = "038179001234"


def take(register: Register, folder: Path, *rows: Any) -> Plan:
    full = [tuple(row) + (None,) * (len(HEADING) - len(row)) for row in rows]
    path = workbook(folder / f"{len(register.imports.list())}.xlsx", [HEADING, *full])
    plan = preview(register, read_file(path, on=ON))
    accept(register, plan)
    return plan


def villages(register: Register) -> list[str]:
    return [village.name for village in register.villages.all()]


def test_a_village_takes_the_name_of_the_first_list_that_has_it_whole(
    register: Register, tmp_path: Path
) -> None:
    take(register, tmp_path, ("Mai Thị Lành", "1979", None, "Nà Cọ"))
    assert villages(register) == ["Thôn Nà Cọ"]
    take(register, tmp_path, ("Tống Thị Mận", "1980", None, "Bản Nà Cọ"))
    assert villages(register) == ["Bản Nà Cọ"]
    take(register, tmp_path, ("Vi Văn Tuất", "1981", None, "Nà Cọ"))
    take(register, tmp_path, ("Vi Văn Ổn", "1982", None, "Xóm Nà Cọ"))
    assert villages(register) == ["Bản Nà Cọ"]


def test_a_name_that_a_clerk_gave_is_never_changed_by_a_list(
    register: Register, tmp_path: Path
) -> None:
    take(register, tmp_path, ("Mai Thị Lành", "1979", None, "Nà Cọ"))
    with register.change("Đổi tên"):
        register.villages.rename(register.villages.all()[0].id, "Xóm Nà Cọ")
    take(register, tmp_path, ("Tống Thị Mận", "1980", None, "Bản Nà Cọ"))
    assert villages(register) == ["Xóm Nà Cọ"]


@pytest.mark.parametrize("twice", [False, True])
def test_a_row_that_shows_two_records_to_be_one_person_joins_them(
    register: Register, tmp_path: Path, twice: bool
) -> None:
    born = PartialDate(1979, 8, 5)
    with register.change("Lập"):
        village = register.villages.add("Thôn Bến")
        people = register.people
        numbered = people.add(name="Mai Thị Lành", personal_id=ID, village_id=village)
        people.add(name="Mai Thị Lành", born=born, village_id=village, phone="0912345678")
        if twice:
            people.add(name="Mai Thị Lành", born=born, village_id=village)
    plan = take(register, tmp_path, ("Mai Thị Lành", "05/08/1979", ID, "Bến"))
    assert register.people.count() == (3 if twice else 1)
    if not twice:
        assert "joined" in [change.field for change in plan.rows[0].changes]
        held = register.people.list()[0]
        assert (held.id, held.personal_id, held.phone) == (numbered, ID, "0912345678")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Lê Thị Hoà", "Lê Thị Hòa", True),
        ("LE THI HOA", "Lê Thị Hòa", True),
        ("Lê Thị Hoa", "Lê Thị Hòa", False),
        ("Đèo Văn Dậu", "Deo Van Dau", True),
    ],
)
def test_names_spelt_by_two_hands(one: str, other: str, alike: bool) -> None:
    assert spelt_alike(one, other) is alike


def test_the_same_row_by_another_hand_is_a_duplicate_and_a_twin_waits(
    register: Register, tmp_path: Path
) -> None:
    born = ("01/02/2010", None, "Bến")
    plan = take(
        register, tmp_path,
        ("Lê Thị Hoa", *born), ("LE THI HOA", *born), ("Lê Thị Hòa", *born),
    )  # fmt: skip
    assert [row.outcome for row in plan.rows] == ["added", "duplicate", "review"]


@pytest.mark.parametrize(
    ("cell", "income"),
    [
        ("2.000.000", 2_000_000), (2000000.0, 2_000_000), ("1tr5", 1_500_000), ("1,5", 1_500_000),
        (1.5, 1_500_000), ("1.500", 1_500_000), (1500, 1_500_000), ("2.000.000 đ", 2_000_000),
        ("chưa rõ", None), (0, None),
    ],
)  # fmt: skip
def test_incomes_are_read_as_people_write_them(cell: Any, income: int | None) -> None:
    assert Reader("income", on=ON).read(cell) == income


@pytest.mark.parametrize(
    ("cell", "method"),
    [("Hằng tháng", "1"), ("3 tháng", "3"), (6, "6"), ("Năm", "12"), ("5 năm", "ahead-5"),
     ("khi có tiền", None)],
)  # fmt: skip
def test_ways_of_paying_are_read_as_their_codes(cell: Any, method: str | None) -> None:
    assert Reader("method", on=ON).read(cell) == method
