"""The due list as a workbook: the same rows, days and prices as the window shows."""

from datetime import date
from pathlib import Path

import openpyxl

from printing.export import export_sheet
from printing.request import Request
from rules.calendar import PartialDate
from storage import Register

ON = date(2026, 11, 22)


def _rows(path: Path) -> list[tuple[object, ...]]:
    page = openpyxl.load_workbook(path).worksheets[0]
    return [row for row in page.iter_rows(values_only=True) if isinstance(row[0], int)]


def test_the_workbook_says_what_the_window_says(register: Register, tmp_path: Path) -> None:
    with register.change("Sổ"):
        register.office.save(name="UBND xã Mẫu")
        east, west = register.villages.add("Thôn Đông"), register.villages.add("Thôn Tây")
        register.staff.add(name="Tống Thị Mận", roles=("collector",), village_id=east)
        for village, until, name in (
            (east, date(2026, 11, 30), "Lường Văn Bảy"),
            (west, date(2026, 11, 1), "Vi Văn Tuất"),
            (east, date(2025, 11, 1), "Mai Thị Lành"),
        ):
            home = register.households.add(village_id=village)
            person = register.people.add(
                name=name, household_id=home, relation="head", born=PartialDate(1980, 1, 1),
                phone="0379000131",
            )  # fmt: skip
            register.covers.add(
                person, scheme="hi", known="covered", hi_group="household", until=until,
                start=date(until.year - 1, 12, 1), dated=date(2025, 1, 1),
            )  # fmt: skip
    out = tmp_path / "han.xlsx"
    export_sheet(register, "due-list", Request(on=ON), out)
    rows = _rows(out)
    assert [row[4] for row in rows] == ["Lường Văn Bảy", "Vi Văn Tuất", "Mai Thị Lành"]
    assert [row[1] for row in rows] == ["Trong 90 ngày", "Quá hạn", "Ngừng từ 90 ngày"]
    assert [row[8] for row in rows] == [8, -21, -386]
    assert [row[9] for row in rows] == [1_366_200, 1_366_200, 1_366_200]
    assert rows[0][10] == "Tống Thị Mận"
    assert rows[0][11] == "0379000131"

    export_sheet(register, "due-list", Request(on=ON, village="Thôn Tây"), out)
    assert [row[4] for row in _rows(out)] == ["Vi Văn Tuất"]
    export_sheet(register, "due-list", Request(on=date(2020, 1, 1)), out)
    assert _rows(out) == []
