"""A column of addresses that holds village names alone is read as the village, by the column."""

from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from storage import Register, open_register
from storage.intake import Reading, accept, assign, preview, read_file, retry_waiting
from tests.storage.intake.sheets import workbook

ON = date(2026, 11, 22)
PEOPLE = [  # name, birth, village
    ("Mai Thị Lành", "05/08/1979", "Nà Cọ"),
    ("Vi Văn Tuất", "01/02/1981", "Phiêng Lót"),
    ("Tống Thị Mận", "03/04/1990", "Nà Cọ"),
    ("Lường Thị Mến", "06/06/1966", "Phiêng Lót"),
    ("Lò Văn Ban", "09/09/1988", "nà cọ"),
    ("Hà Thị Xuân", "10/10/1970", "PHIÊNG LÓT"),
]


def read(path: Path, places: list[str], heading: str = "Nơi ở", name: str = "ds") -> Reading:
    rows = [("Họ và tên", heading), *[(PEOPLE[at % 6][0], one) for at, one in enumerate(places)]]
    return read_file(workbook(path / f"{name}.xlsx", rows), on=ON)


def villages(reading: Reading) -> list[str | None]:
    return [record.village for record in reading.records]


@pytest.mark.parametrize("heading", ["Nơi ở", "Địa chỉ", "Chỗ ở hiện nay", "HKTT"])
def test_short_words_that_come_again_are_villages(tmp_path: Path, heading: str) -> None:
    reading = read(tmp_path, ["Nà Cọ", "Phiêng Lót", "NÀ CỌ", "Phiêng Lót", "Mới 2"], heading)
    assert villages(reading) == [
        "Thôn Nà Cọ", "Thôn Phiêng Lót", "Thôn Nà Cọ", "Thôn Phiêng Lót", "Thôn Mới 2",
    ]  # fmt: skip
    assert all(record.village_guessed for record in reading.records)


@pytest.mark.parametrize(
    "places",
    [
        ["Số 3 ngõ 2", "Số 5 ngõ 2", "Số 3 ngõ 2", "Số 5 ngõ 2"],
        ["12 Lê Lợi", "12 Lê Lợi", "14 Lê Lợi", "14 Lê Lợi"],
        ["Lê Lợi", "Trần Phú", "Lê Lợi", "Trần Phú"],  # streets
        ["Cẩm Bình", "Cẩm Thạch", "Cẩm Bình", "Cẩm Thạch"],  # communes
        ["Thanh Hóa", "Thanh Hóa"],
        ["Như trên", "Như trên", "Tạm trú", "Tạm trú"],
        ["xã Nà Cọ", "xã Nà Cọ", "Trong xã", "Ngoài tỉnh"],
        ["Nà Cọ", "Phiêng Lót", "Pa Khôm", "Lũng Mây"],  # nothing comes again
        ["gần trạm điện cũ của xã", "gần trạm điện cũ của xã", "Nà Cọ", "Nà Cọ"],
    ],
)
def test_other_short_addresses_are_none(tmp_path: Path, places: list[str]) -> None:
    assert set(villages(read(tmp_path, places))) == {None}


def test_a_column_that_writes_some_villages_in_full(tmp_path: Path) -> None:
    reading = read(tmp_path, ["Bản Nà Cọ", "Nà Cọ", "Nà Cọ", "Bản Lũng, xã Cẩm Thạch"])
    assert villages(reading) == ["Bản Nà Cọ", "Thôn Nà Cọ", "Thôn Nà Cọ", "Bản Lũng"]


def test_a_village_said_elsewhere_goes_first(tmp_path: Path) -> None:
    rows = [("Họ và tên", "Nơi ở"), ("Mai Thị Lành", "Nà Cọ"), ("Vi Văn Tuất", "Nà Cọ")]
    path = workbook(tmp_path / "ds.xlsx", {"Bản Lũng": rows})
    assert villages(read_file(path, on=ON)) == ["Bản Lũng", "Bản Lũng"]


def book(path: Path) -> Path:
    rows: list[tuple[Any, ...]] = [("Số hộ", "Họ và tên", "Ngày sinh", "QH với chủ hộ", "Bản")]
    for number, (name, born, village) in enumerate(PEOPLE, start=1):
        rows.append((number, name, born, "Chủ hộ", f"Bản {village.title()}"))
    return workbook(path / "so-ho.xlsx", rows)


def plain(path: Path, name: str, people: list[tuple[str, str, str]]) -> Path:
    rows = [("STT", "Họ và tên", "Ngày sinh", "Nơi ở")]
    rows += [(str(at), *one) for at, one in enumerate(people, start=1)]
    return workbook(path / f"{name}.xlsx", rows)


def test_the_order_of_lists_does_not_matter(tmp_path: Path, clock: Any) -> None:
    files = [book(tmp_path), plain(tmp_path, "a", PEOPLE), plain(tmp_path, "b", PEOPLE[:4])]
    ends = set()
    for at, order in enumerate(permutations(files)):
        with open_register(tmp_path / f"{at}.sas", clock=clock, create=True) as register:
            for path in order:
                accept(register, preview(register, read_file(path, on=ON)))
                retry_waiting(register)
            people = register.connection.rows(
                "SELECT p.name, p.born, v.name FROM people p"
                " JOIN households h ON h.id = p.household_id JOIN villages v ON v.id = h.village_id"
                " ORDER BY p.name"
            )
            waiting = register.connection.value(
                "SELECT count(*) FROM import_rows WHERE outcome = 'review'"
            )
            total = register.connection.value("SELECT count(*) FROM people")
            ends.add((tuple(people), waiting, total))
    ((stored, waiting, total),) = ends
    assert {row[2] for row in stored} == {"Bản Nà Cọ", "Bản Phiêng Lót"}
    assert (len(stored), waiting, total) == (6, 0, 6)


def test_few_rows_are_read_by_the_villages_of_the_register(
    tmp_path: Path, register: Register
) -> None:
    accept(register, preview(register, read_file(book(tmp_path), on=ON)))
    small = read_file(plain(tmp_path, "a", PEOPLE[:2]), on=ON)
    assert villages(small) == [None, None]
    counts = preview(register, small).counts
    assert (counts.unchanged, counts.added, counts.review) == (2, 0, 0)
    strange = [("Mai Thị Lành", "05/08/1979", "Pa Khôm"), ("Vi Văn Tuất", "01/02/1981", "Lũng Mây")]
    assert preview(register, read_file(plain(tmp_path, "b", strange), on=ON)).counts.review == 2


def test_a_clerk_who_says_that_it_is_an_address_is_believed(
    tmp_path: Path, register: Register
) -> None:
    accept(register, preview(register, read_file(book(tmp_path), on=ON)))
    for people in (PEOPLE, PEOPLE[:2]):
        reading = read_file(plain(tmp_path, f"a{len(people)}", people), on=ON)
        told = assign(reading, "Nơi ở", "address")
        assert set(villages(told)) == {None}
        assert preview(register, told).counts.review == len(people)
        assert preview(register, reading).counts.unchanged == len(people)
