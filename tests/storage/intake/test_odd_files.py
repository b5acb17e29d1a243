"""Files nobody means to send: devices, damaged numbers, a heading above every row."""

import os
import zipfile
from datetime import date
from pathlib import Path

import pytest

from storage import Register
from storage.errors import StorageError
from storage.intake import preview, read_file
from tests.storage.intake.sheets import HEADING, workbook

ON = date(2026, 11, 22)
TUAT = (1, "Vi Văn Tuất", "05/08/1979", "Nam", "038079001234", "Thôn Bến")


def test_a_folder_and_a_pipe_are_no_lists(tmp_path: Path) -> None:
    (tmp_path / "thư mục.xlsx").mkdir()
    os.mkfifo(tmp_path / "ống.csv")
    for name in ("thư mục.xlsx", "ống.csv"):
        with pytest.raises(StorageError, match="intake_unreadable"):
            read_file(tmp_path / name, on=ON)


def test_a_number_beyond_all_numbers_is_a_text(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", [HEADING, TUAT])
    with (
        zipfile.ZipFile(whole) as source,
        zipfile.ZipFile(tmp_path / "b.xlsx", "w") as damaged,
    ):
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<v>1</v>", b"<v>1e400</v>", 1)
            damaged.writestr(part.filename, content)
    assert [r.name for r in read_file(tmp_path / "b.xlsx", on=ON).records] == ["Vi Văn Tuất"]


def test_a_heading_above_every_row(tmp_path: Path) -> None:
    rows = [row for _ in range(50) for row in (("DANH SÁCH",), HEADING, TUAT)]
    reading = read_file(workbook(tmp_path / "a.xlsx", rows[1:]), on=ON)
    assert (len(reading.records), reading.rejected) == (50, ())
    two = ("TT", "Họ tên", "Ngày sinh", None), (None, None, "Nam", "Nữ")
    person = (1, "Vi Văn Tuất", "05/08/1979", None)
    reading = read_file(workbook(tmp_path / "b.xlsx", [*two, person, *two, person]), on=ON)
    assert [r.sex for r in reading.records] == ["male", "male"]


def test_many_born_on_one_day_are_compared_by_name(register: Register, tmp_path: Path) -> None:
    names = ["Vi Văn Tuất", "Vi Văn Tuốt", "Vi Văn Mùi", "Mai Thị Lành", "Mai Thị Lanh A"]
    rows = [("Họ tên", "Ngày sinh", "Thôn"), *((name, "01/01/1979", "Bến") for name in names)]
    plan = preview(register, read_file(workbook(tmp_path / "a.xlsx", rows), on=ON))
    assert [(row.outcome, row.why) for row in plan.rows[1:3]] == [
        ("review", "name_slip"), ("added", None),
    ]  # fmt: skip
