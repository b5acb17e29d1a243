"""Every nasty file is one sentence or a correct import; a refused one leaves the register alone."""

import random
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.words import Words
from storage import Register
from storage.errors import StorageError
from storage.intake import accept, packages, preview, read_file, recalled, spreadsheets
from storage.intake.spreadsheets import MAX_ROWS
from tests.storage.intake.nasty_files import NASTY, ods, plain, written

ON = date(2026, 11, 22)
WORDS = Path(__file__).resolve().parents[3] / "resources" / "words" / "vi.toml"
LANH, TUAT = "Mai Thị Lành", "Vi Văn Tuất"
REFUSED = {
    "không-byte.xlsx": "intake_empty",
    "toàn-khoảng-trắng.csv": "intake_empty",
    "toàn-số-không.xls": "intake_empty",
    "sổ-trống.xlsx": "intake_empty",
    "chỉ-có-ảnh.xlsx": "intake_empty",
    "chỉ-có-tiêu-đề.xlsx": "intake_no_rows",
    "không-tiêu-đề.csv": "intake_no_name_column",
    "một-chữ.txt": "intake_no_name_column",
    "zip-cụt.xlsx": "intake_damaged",
    "zip-cụt-nửa.xlsx": "intake_damaged",
    "xls-cụt.xls": "intake_not_a_spreadsheet",
    "xls-rác.xls": "intake_not_a_spreadsheet",
    "thiếu-trang.xlsx": "intake_damaged",
    "xml-hỏng.xlsx": "intake_damaged",
    "sai-kiểm-tra.xlsx": "intake_damaged",
    "có-mật-khẩu.xlsx": "intake_protected",
    "html-mang-tên.xls": "intake_web_page",
    "html-utf16.xls": "intake_web_page",
    "xml-2003.xls": "intake_web_page",
    "pdf-mang-tên.xlsx": "intake_not_a_spreadsheet",
    "ảnh-mang-tên.xlsx": "intake_not_a_spreadsheet",
    "rtf-mang-tên.xls": "intake_not_a_spreadsheet",
    "docx-mang-tên.xlsx": "intake_not_a_spreadsheet",
    "zip-lạ.xlsx": "intake_not_a_spreadsheet",
    "ods-lặp-vô-tận.ods": "intake_far_cell",
    "ô-ở-tận-cùng.xlsx": "intake_far_cell",
    "ô-xa-bên-phải.xlsx": "intake_far_cell",
    "triệu-cột.csv": "intake_too_large",
    "quá-300-nghìn-dòng.csv": "intake_too_large",
    "bom-zip.xlsx": "intake_too_large",
}
READ: dict[str, tuple[list[str], list[tuple[int, str]]]] = {
    "một-cột.csv": ([LANH, TUAT], []),
    "xml-thực-thể.xlsx": ([LANH], []),
    "xlsx-mang-tên.xls": ([LANH, TUAT], []),
    "xlsx-mang-tên.csv": ([LANH, TUAT], []),
    "csv-mang-tên.xlsx": ([LANH, TUAT], []),
    "danh-sách.ods": ([LANH], []),
    "triệu-dòng-trống.xlsx": ([LANH], []),
    "kích-thước-nói-dối.xlsx": ([LANH], []),
    "định-dạng-tận-cùng.xlsx": ([LANH], []),
    "ô-10-MB.xlsx": ([LANH, TUAT], [(3, "too_long")]),
    "ô-dài.csv": ([LANH], [(3, "too_long")]),
    # what a formula shows was never counted by a spreadsheet: the row is not half taken
    "công-thức-không-giá-trị.xlsx": ([LANH], [(3, "no_name")]),
    "công-thức-có-giá-trị.xlsx": ([LANH, TUAT], []),
    "lỗi-tham-chiếu.xlsx": ([LANH, TUAT, TUAT, TUAT, TUAT], []),
    "trang-ẩn.xlsx": ([LANH], []),
    "dòng-cột-ẩn.xlsx": ([LANH, TUAT], []),
    "gộp-hết.xlsx": ([LANH, TUAT], []),
    "liên-kết-ngoài.xlsx": ([LANH, TUAT], []),
    "macro.xlsm": ([LANH, TUAT], []),
    "năm-1904.xlsx": ([LANH], []),
    "chú-thích-và-màu.xlsx": ([LANH, TUAT], []),
    "hình-vui.xlsx": ([LANH], [(3, "bad_name"), (4, "bad_name"), (5, "bad_name")]),
    "tên-là-công-thức.csv": ([LANH], [(3, "bad_name"), (4, "bad_name"), (5, "bad_name")]),
    "ký-tự-điều-khiển.xlsx": ([LANH, TUAT], []),
    "tiêu-đề-hai-lần.xlsx": ([LANH, TUAT], []),
    "hai-bảng-cạnh-nhau.csv": (["Mai Lành", "Vi Tuất"], []),
    "có-số-không.csv": ([LANH, TUAT], []),
    "nháy-không-đóng.csv": ([LANH, TUAT, "Tống Thị Mận", "Lường Mến", "Lò Mai"], []),
    "xuống-dòng-lẫn-lộn.csv": ([LANH, TUAT, "Tống Mận"], []),
    "utf16-không-dấu.csv": ([LANH, TUAT], []),
    "utf8-cụt.csv": ([LANH, TUAT], []),
    "phải-sang-trái.csv": ([LANH, TUAT], []),
    "chữ-nga.csv": ([LANH, "Vi Van Tuất"], []),
    "số-âm.csv": ([LANH], [(3, "bad_personal_id"), (4, "bad_date")]),
    "ngày-không-có.csv": ([LANH], [(3, "bad_date"), (4, "bad_date")]),
    "số-là-chữ.xlsx": ([LANH, TUAT], []),
    "ô-nhiều-dòng.xlsx": ([LANH, TUAT], []),
    "tên-trang-dài.xlsx": ([LANH, TUAT], []),
    "trang-trùng-tên.xlsx": ([LANH, TUAT], []),
}


def everything(register: Register) -> dict[str, list[Any]]:
    """Return every row of every table, the journal among them."""
    tables = register.connection.column(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_fts_%'"
    )
    return {table: list(register.connection.rows(f"SELECT * FROM {table}")) for table in tables}


def test_every_file_of_the_corpus_has_its_fate() -> None:
    assert set(NASTY) == set(REFUSED) | set(READ)
    assert len(NASTY) >= 45


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_file_says_one_sentence_and_changes_nothing(
    register: Register, tmp_path: Path, name: str
) -> None:
    before = everything(register)
    with pytest.raises(StorageError) as caught:
        read_file(written(tmp_path, name), on=ON)
    assert caught.value.code == REFUSED[name]
    words = Words.load(WORDS.read_text(encoding="utf-8"))
    sentence = words.say(f"error.{caught.value.code}", **caught.value.facts)
    assert name in sentence
    assert "\n" not in sentence
    assert everything(register) == before


@pytest.mark.parametrize("name", READ)
def test_a_readable_file_is_imported_whole_once(
    register: Register, tmp_path: Path, name: str
) -> None:
    names, rejected = READ[name]
    reading = recalled(read_file(written(tmp_path, name), on=ON), register.list_shapes.recall)
    assert [record.name for record in reading.records] == names
    assert [(bad.row, bad.why) for bad in reading.rejected] == rejected
    assert all(len(bad.value) <= 301 for bad in reading.rejected)
    before = everything(register)
    report = accept(register, preview(register, reading))
    assert report.counts.rows == len(names) + len(rejected)
    register.undo()
    after = everything(register)
    changed = {table for table in before if before[table] != after[table]}
    assert changed <= {"changes", "change_rows", "log", "sqlite_sequence"}


def test_values_out_of_strange_workbooks(tmp_path: Path) -> None:
    def first(name: str) -> Any:
        return read_file(written(tmp_path, name), on=ON).records

    assert first("năm-1904.xlsx")[0].born.iso == "1979-08-05"
    assert first("công-thức-có-giá-trị.xlsx")[1].born.iso == "1981"
    assert first("số-là-chữ.xlsx")[1].personal_id == "038181001234"
    assert first("ô-nhiều-dòng.xlsx")[1].village == "Thôn Chợ"
    assert {one.born for one in first("lỗi-tham-chiếu.xlsx")[1:]} == {None}
    hidden = read_file(written(tmp_path, "trang-ẩn.xlsx"), on=ON)
    assert hidden.book.hidden == ("Cũ",)
    assert read_file(written(tmp_path, "dòng-cột-ẩn.xlsx"), on=ON).book.hidden_rows == 1


def test_the_caps_hold_whatever_a_file_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ds.xlsx"
    path.write_bytes(plain())
    for place, cap, code in (
        (spreadsheets, "MAX_BYTES", "intake_too_large"),
        (packages, "MAX_UNPACKED_BYTES", "intake_too_large"),
        (spreadsheets, "MAX_ROWS", "intake_too_large"),
        (spreadsheets, "MAX_COLUMNS", "intake_far_cell"),
    ):
        with monkeypatch.context() as small:
            small.setattr(place, cap, 2)
            with pytest.raises(StorageError) as caught:
                read_file(path, on=ON)
            assert caught.value.code == code, cap
    assert MAX_ROWS == 300_000
    assert len(read_file(path, on=ON).records) == 2


def test_cells_repeated_in_an_open_document_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "ds.ods"
    row = (
        '<table:table-row table:number-rows-repeated="3">'
        '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        "</table:table-row>"
    )
    path.write_bytes(ods(row.format("Họ và tên").replace('"3"', '"1"') + row.format(LANH)))
    assert [record.name for record in read_file(path, on=ON).records] == [LANH] * 3


@pytest.mark.parametrize("seed", range(40))
def test_a_file_damaged_anywhere_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    """Bytes changed or cut at random, in a zip and in an old workbook."""
    dice = random.Random(seed)
    old = Path(__file__).resolve().parents[2] / "rosters" / "the-sap-het-han.xls"
    content = bytearray(old.read_bytes() if seed % 2 else plain())
    if seed % 4 < 2:
        del content[dice.randrange(len(content)) :]
    else:
        for _ in range(dice.randrange(1, 60)):
            content[dice.randrange(8, len(content))] = dice.randrange(256)
    path = tmp_path / ("ds.xls" if seed % 2 else "ds.xlsx")
    path.write_bytes(bytes(content))
    with suppress(StorageError):  # any other failure would be ours
        assert read_file(path, on=ON).rows > 0


def test_a_zip_that_asks_for_a_password_is_damaged_to_us(tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    content = bytearray(plain())
    with zipfile.ZipFile(path := tmp_path / "ds.xlsx", "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    path.write_bytes(bytes(content))
    with pytest.raises(StorageError) as caught:
        read_file(path, on=ON)
    assert caught.value.code == "intake_damaged"
