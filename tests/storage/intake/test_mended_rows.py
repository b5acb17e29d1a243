"""Rows of a book that were handed back, mended and read in again find their household."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from storage import Register
from storage.intake import accept, preview, read_file
from storage.intake.kept_rows import kept_originals
from storage.intake.originals import MENDING
from tests.storage.intake.sheets import workbook

ON = date(2026, 11, 22)
WRONG, RIGHT = "31/02/1980", "28/02/1980"
HEADING = ("Số hộ", "Họ và tên", "Ngày sinh", "Quan hệ với chủ hộ", "Thôn")
HEAD = ("7", "Vi Văn Tuất", "05/08/1979", "Chủ hộ", "Thôn Bến")
WIFE = (None, "Mai Thị Lành", "05/08/1980", "Vợ", None)
SON = (None, "Vi Văn Bình", "05/08/2007", "Con trai", None)
NEXT = ("8", "Tống Văn Hộ", "05/08/1979", "Chủ hộ", "Thôn Chợ")


@pytest.mark.parametrize("merged", [(), ("A3:A5", "E3:E5")])
@pytest.mark.parametrize("wrong", [0, 1, 2])
def test_a_mended_row_goes_to_its_household(
    register: Register, tmp_path: Path, merged: tuple[str, ...], wrong: int
) -> None:
    rows = [HEAD, WIFE, SON]
    rows[wrong] = (*rows[wrong][:2], WRONG, *rows[wrong][3:])
    path = workbook(tmp_path / "so.xlsx", [("SỔ HỘ GIA ĐÌNH",), HEADING, *rows, NEXT], merged)
    report = accept(register, preview(register, read_file(path, on=ON)))
    (table,) = kept_originals(register, report.import_id)
    mended = [RIGHT if cell == WRONG else cell for cell in table.rows[0].cells]
    back = [(table.title[0],), (*HEADING, *MENDING), (*mended, "4", "Ngày sinh", "")]
    again = read_file(workbook(tmp_path / "sua.xlsx", back), on=ON)
    assert again.rejected == ()
    accept(register, preview(register, again))
    homes = register.connection.rows(
        "SELECT h.number, v.name, count(*), sum(p.relation = 'head') FROM people p"
        " JOIN households h ON h.id = p.household_id JOIN villages v ON v.id = h.village_id"
        " GROUP BY h.id ORDER BY h.number"
    )
    assert homes == [("7", "Thôn Bến", 3, 1), ("8", "Thôn Chợ", 1, 1)]


@pytest.mark.parametrize("numbered", [True, False])
def test_the_family_of_a_rejected_head_does_not_slip_into_the_one_above(
    register: Register, tmp_path: Path, numbered: bool
) -> None:
    wrong = ("8", "Tống Văn Hộ", WRONG, "Chủ hộ", "Thôn Chợ")
    after = (None, "Lường Thị Mến", "05/08/1990", "Vợ", None)
    rows: list[Any] = [
        HEADING,
        HEAD,
        WIFE,
        wrong,
        after,
        ("9", "Mai Văn Sơn", "1950", "Chủ hộ", "Thôn Chợ"),
    ]
    rows = rows if numbered else [row[1:] for row in rows]
    path = workbook(tmp_path / "so.xlsx", [("SỔ HỘ GIA ĐÌNH",), *rows])
    accept(register, preview(register, read_file(path, on=ON)))
    (one,) = [one for one in register.people.list() if one.name == "Lường Thị Mến"]
    assert (one.village, one.relation) == ("Thôn Chợ", "wife")
    homes = register.connection.rows(
        "SELECT h.number, count(*) FROM people p JOIN households h ON h.id = p.household_id"
        " GROUP BY h.id ORDER BY h.number"
    )
    assert homes == ([("7", 2), ("8", 1), ("9", 1)] if numbered else [("", 2), ("", 1)])
