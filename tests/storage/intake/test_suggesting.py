"""Suggestions for cells that could not be read: only what can be known."""

from datetime import date
from pathlib import Path

import pytest

from storage.intake import correct, read_file
from storage.intake.suggesting import suggested
from tests.storage.intake.sheets import workbook

ON = date(2026, 11, 22)
HEADING = ("Họ và tên", "Ngày sinh", "Số CCCD", "Mã số BHXH")


@pytest.mark.parametrize(
    ("row", "value"),
    [
        (("Mai Thị Lành", "05/31/1979", None, None), "31/05/1979"),
        (("Mai Thị Lành", None, "03817900l234", None), "038179001234"),
        (("Mai Thị Lành", None, None, "38OO123456"), "3800123456"),
        (("2. Mai Thị Lành", None, None, None), "Mai Thị Lành"),
        (("Mai Thị Lành 2", None, None, None), "Mai Thị Lành"),
        (("Mai Thị Lành", "31/02/1988", None, None), None),
        (("Mai Thị Lành", None, "0381790", None), None),
        (("Mai Thị Lành", None, "1.2E+11", None), None),
        ((None, "05/08/1979", "038179001234", None), None),
    ],
)
def test_a_value_is_suggested_where_it_can_be_known(
    tmp_path: Path, row: tuple[str | None, ...], value: str | None
) -> None:
    good = ("Tống Thị Mận", "26/08/1979", "038179005678", "3800654321")
    reading = read_file(workbook(tmp_path / "ds.xlsx", [HEADING, good, row]), on=ON)
    (rejected,) = reading.rejected
    assert suggested(reading, rejected) == value
    if value is not None:
        assert correct(reading, rejected, value).rejected == ()
