"""A book of households, or a list of the poor, may tell until when each card runs."""

from datetime import date
from pathlib import Path

import pytest

from storage import Register
from storage.intake import accept, preview, read_file
from tests.storage.intake.sheets import workbook

ON = date(2026, 11, 22)
BOOK = (
    "household_book",
    ("Số hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Thôn", "Mã thẻ BHYT", "Hạn thẻ"),
    ("7", "Mai Thị Lành", "Chủ hộ", "05/08/1979", "Bến", "GD4383800123456", "31/12/2026"),
)
POOR = (
    "poor_households",
    ("TT", "Họ và tên chủ hộ", "Thôn", "Hộ nghèo", "Hộ cận nghèo", "Mã thẻ BHYT", "Hạn thẻ"),
    ("1", "Mai Thị Lành", "Bến", "x", "", "HN2383800123456", "31/12/2026"),
)


@pytest.mark.parametrize(("kind", "heading", "row"), [BOOK, POOR])
def test_the_last_day_of_a_card_is_kept_with_the_day_of_the_list(
    register: Register, tmp_path: Path, kind: str, heading: tuple[str, ...], row: tuple[str, ...]
) -> None:
    title = "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO" if kind == "poor_households" else "SỔ HỘ GIA ĐÌNH"
    path = workbook(tmp_path / "so.xlsx", [(title,), ("Lập ngày 05/10/2026",), heading, row])
    reading = read_file(path, on=ON)
    assert reading.kind == kind
    accept(register, preview(register, reading))
    assert register.connection.rows("SELECT known, until, dated FROM covers") == [
        ("covered", "2026-12-31", "2026-10-05")
    ]
