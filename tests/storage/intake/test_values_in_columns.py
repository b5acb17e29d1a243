"""Cells that only the rest of their column explains."""

from datetime import date
from pathlib import Path

import pytest

from storage.intake import read_file
from tests.storage.intake.sheets import workbook

ON = date(2026, 11, 22)
HEADING = ("Họ và tên", "Ngày sinh", "Số CCCD")


@pytest.mark.parametrize("written", ["038154000000", 38154000000])
def test_one_number_that_ends_in_zeros_among_whole_ones_is_its_own(
    tmp_path: Path, written: str | int
) -> None:
    rows = [(f"Mai Thị Lành {'abcdefghijklmnopqrstuvwxy'[n]}", "1979", f"0381790012{n:02d}")
            for n in range(24)]  # fmt: skip
    path = workbook(tmp_path / "ds.xlsx", [HEADING, *rows, ("Tống Thị Mận", "1954", written)])
    reading = read_file(path, on=ON)
    assert reading.rejected == ()
    assert reading.records[-1].personal_id == "038154000000"


def test_a_column_that_a_spreadsheet_has_rounded_is_refused(tmp_path: Path) -> None:
    rows = [("Mai Thị Lành", "1979", 38179000000 + n * 1_000_000) for n in range(30)]
    reading = read_file(workbook(tmp_path / "ds.xlsx", [HEADING, *rows]), on=ON)
    assert {row.why for row in reading.rejected} == {"digits_lost"}
