"""Rows of another commune are named; an old name of the commune itself is its own."""

from datetime import date
from pathlib import Path

from storage.intake import read_file
from storage.intake.elsewhere import rows_elsewhere
from tests.storage.intake.sheets import workbook

ON = date(2026, 11, 22)


def test_only_rows_of_another_commune_are_named(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "ds.xlsx",
        [
            ("Họ và tên", "Nơi ở"),
            ("Mai Thị Lành", "thôn Vân, xã Cẩm Bình, huyện Cẩm Thủy, tỉnh Thanh Hóa"),
            ("Vi Văn Tuất", "thôn Vân, xã Cẩm Thạch, tỉnh Thanh Hóa"),
            ("Lường Văn Mến", "thôn Vân"),
            ("Tống Thị Mận", "thôn Vân, xã Nào Đó, huyện Nào Đó"),
            ("Lò Văn Mai", "Tổ 2, phường Cống Vị, quận Ba Đình, Hà Nội"),
        ],
    )
    (found,) = rows_elsewhere(read_file(path, on=ON), "15142")
    assert (found.row, found.name) == (6, "Lò Văn Mai")
    assert found.communes == (
        "Phường Ngọc Hà, thành phố Hà Nội",
        "Phường Giảng Võ, thành phố Hà Nội",
    )
    assert found.former == "Phường Cống Vị, quận Ba Đình"


def test_a_village_stands_bare_before_a_commune_that_is_known(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "ds.xlsx",
        [
            ("Họ và tên", "Địa chỉ"),
            ("Mai Thị Lành", "Vân - Cẩm Bình - Cẩm Thủy - Thanh Hóa"),
            ("Vi Văn Tuất", "12 đường Lê Lợi, xã Cẩm Thạch, tỉnh Thanh Hóa"),
            ("Lường Văn Mến", "Đường tỉnh 217, xã Cẩm Thạch, tỉnh Thanh Hóa"),
            ("Tống Thị Mận", "Vân, chỗ nào đó"),
        ],
    )
    reading = read_file(path, on=ON)
    assert [record.village for record in reading.records] == ["Thôn Vân", None, None, None]
