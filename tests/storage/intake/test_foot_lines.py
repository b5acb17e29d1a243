"""Lines below a list that look like rows of people: the place and day above the signatures."""

from datetime import date
from pathlib import Path

import pytest

from storage.intake import read_file
from tests.storage.intake.sheets import HEADING, workbook

ON = date(2026, 11, 22)
LAN = (1, "Nguyễn Thị Lan", "05/08/1979", "Nữ", "038179001234", "Bến")


@pytest.mark.parametrize("column", [0, 1, 2, 3, 5])
@pytest.mark.parametrize(
    "line",
    [
        "An Hòa, ngày 22 tháng 11 năm 2026",
        "Xã An Hòa, Ngày 02 tháng 01 năm 2026",
        "An Hòa,ngày ... tháng … năm 2026",
        "ngày      tháng      năm",
    ],
)
def test_a_place_with_a_day_is_nobody(tmp_path: Path, line: str, column: int) -> None:
    foot: list[str | None] = [None] * len(HEADING)
    foot[column] = line
    reading = read_file(workbook(tmp_path / "ds.xlsx", (HEADING, LAN, tuple(foot)), ()), on=ON)
    assert [record.name for record in reading.records] == ["Nguyễn Thị Lan"]
    assert reading.rejected == ()
