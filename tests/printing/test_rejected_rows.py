"""Rows that were not taken leave as a spreadsheet in the form of their file, and can come back."""

import datetime as dt
from pathlib import Path

from openpyxl import Workbook, load_workbook

from printing.sheets.rejected import write_originals
from rules.words import Words
from storage.intake import Reading, read_file
from storage.intake.originals import rejected_originals

ROOT = Path(__file__).parents[2]
ON = dt.date(2026, 11, 22)


def words() -> Words:
    return Words.load((ROOT / "resources" / "words" / "vi.toml").read_text(encoding="utf-8"))


def listed(tmp_path: Path) -> Reading:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Thôn Một"
    first.append(["DANH SÁCH NGƯỜI CHƯA THAM GIA BẢO HIỂM Y TẾ"])
    first.append(["STT", "Họ và tên", "Ngày sinh", None, "Ghi chú"])
    first.append([None, None, "Nam", "Nữ", None])
    first.append([1, "Lê Văn Một", "05/08/1979", None, "=1+1"])
    first.append([2, "Lê Văn Hai", "31/02/1979", None, "+84"])
    second = book.create_sheet("Thôn Hai")
    second.append(["STT", "Họ và tên", "Số CCCD"])
    second.append([1, "Trần Thị Ba", "12345"])
    for cell in (first["E4"], first["E5"]):
        cell.data_type = "s"
    path = tmp_path / "danh-sach.xlsx"
    book.save(path)
    return read_file(path, on=ON)


def test_rows_leave_with_their_headings_and_the_reason(tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsx"
    assert write_originals(rejected_originals(listed(tmp_path)), out, words()) == 2
    book = load_workbook(out)
    assert book.sheetnames == ["Thôn Một", "Thôn Hai"]
    rows = [[cell.value for cell in row] for row in book["Thôn Một"].iter_rows()]
    assert rows[0][0] == "DANH SÁCH NGƯỜI CHƯA THAM GIA BẢO HIỂM Y TẾ"
    assert rows[1][:2] == ["STT", "Họ và tên"]
    assert rows[2][2:4] == ["Nam", "Nữ"]
    assert rows[3] == [
        "2", "Lê Văn Hai", "31/02/1979", None, "+84",
        "5", "Ngày sinh – Nam", "Ngày không có thật",
    ]  # fmt: skip


def test_nothing_from_a_list_becomes_a_formula(tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsx"
    write_originals(rejected_originals(listed(tmp_path)), out, words())
    for page in load_workbook(out).worksheets:
        for row in page.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_what_was_written_is_read_as_the_same_kind_with_the_same_columns(tmp_path: Path) -> None:
    reading = listed(tmp_path)
    out = tmp_path / "ra.xlsx"
    write_originals(rejected_originals(reading), out, words())
    back = read_file(out, on=ON)
    assert back.kind == reading.kind == "not_covered"
    assert [(item.name, item.why) for item in back.rejected] == [
        ("Lê Văn Hai", "bad_date"),
        ("Trần Thị Ba", "bad_personal_id"),
    ]
    known = {column.heading: column.field for column in reading.columns}
    again = {column.heading: column.field for column in back.columns}
    assert {heading: again.get(heading) for heading in known} == known
