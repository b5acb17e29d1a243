"""Lists as people make them: headings anywhere, merged, split and repeated; values in any shape."""

import csv
import io
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from storage.intake import Reading, assign, correct, read_file
from tests.storage.intake.sheets import HEADING, workbook

ON = date(2026, 11, 22)
LAN = (1, "Nguyễn Thị Lan", "05/08/1979", "Nữ", "038179001234", "Bến")
HOA = (2, "Trần Văn Hoà", "1981", "Nam", "038081005678", "Thôn Bến")


def read(path: Path, *rows: Any, merged: tuple[str, ...] = ()) -> Reading:
    return read_file(workbook(path / "ds.xlsx", rows, merged), on=ON)


def test_a_plain_list(tmp_path: Path) -> None:
    reading = read(tmp_path, HEADING, LAN, HOA)
    first, second = reading.records
    assert reading.kind == "any_list"
    assert (first.name, first.sex, first.village) == ("Nguyễn Thị Lan", "female", "Thôn Bến")
    assert first.born is not None
    assert first.born.iso == "1979-08-05"
    assert second.born is not None
    assert second.born.iso == "1981"
    assert (first.row, second.row) == (2, 3)


@pytest.mark.parametrize("above", [0, 1, 7])
def test_the_heading_may_stand_anywhere(tmp_path: Path, above: int) -> None:
    titles = [("UBND XÃ MẪU",), (), ("DANH SÁCH NHÂN KHẨU",), (), (), (), ()][:above]
    reading = read(tmp_path, *titles, HEADING, LAN, HOA)
    assert [record.row for record in reading.records] == [above + 2, above + 3]


@pytest.mark.parametrize(
    "heading",
    [
        ("TT", "Họ tên", "NTNS", "GT", "CCCD", "Khu dân cư"),
        ("STT", "HỌ VÀ TÊN", "Ngày/tháng/năm sinh", "Giới tính (Nam/Nữ)", "Số ĐDCN", "Thôn, bản"),
        ("Stt", "Họ, chữ đệm và tên", "Ngày sinh", "Phái", "Số CMND/CCCD", "Tổ dân phố"),
        ("Stt", "Ho va ten", "Ngay sinh", "Gioi tinh", "So CCCD", "Thon"),
        tuple(unicodedata.normalize("NFD", text) for text in HEADING),
        tuple(f"  {text.upper()} :" for text in HEADING),
        tuple(text.replace(" ", "\u00a0\n") for text in HEADING),
    ],
)
def test_columns_are_known_under_many_names(tmp_path: Path, heading: tuple[str, ...]) -> None:
    record = read(tmp_path, heading, LAN).records[0]
    assert (record.name, record.sex) == ("Nguyễn Thị Lan", "female")
    assert record.born is not None
    assert (record.born.iso, record.personal_id) == ("1979-08-05", "038179001234")
    assert record.village is not None
    assert record.village.endswith("Bến")


def test_two_heading_rows_with_birth_under_men_and_women(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ("STT", "Họ và tên", "Năm sinh", None, "Số CCCD"),
        (None, None, "Nam", "Nữ", None),
        (1, "LÊ VĂN TÁM", 1950, None, None),
        (2, "Lê Thị Chín", None, "3/2/1952", None),
        merged=("A1:A2", "B1:B2", "C1:D1", "E1:E2"),
    )
    tam, chin = reading.records
    assert (tam.name, tam.sex, tam.born and tam.born.iso) == ("Lê Văn Tám", "male", "1950")
    assert (chin.sex, chin.born and chin.born.iso) == ("female", "1952-02-03")


def test_birth_in_three_columns_and_a_name_in_two(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ("STT", "Họ và tên", None, "Ngày sinh", None, None),
        (None, None, None, "Ngày", "Tháng", "Năm"),
        (1, "Nguyễn Thị", "Lan", 5, 8, 1979),
        (2, "Trần Văn", "Hoà", None, None, 1981),
        merged=("A1:A2", "B1:C2", "D1:F1"),
    )
    assert [record.name for record in reading.records] == ["Nguyễn Thị Lan", "Trần Văn Hoà"]
    assert [r.born and r.born.iso for r in reading.records] == ["1979-08-05", "1981"]


def test_column_numbers_page_breaks_totals_and_signatures_are_no_people(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        HEADING,
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
        LAN,
        (None, "Cộng trang 1", None, None, None, None),
        HEADING,
        (1, "Tống Ngọc Thắm", "1990", "Nữ", None, "Bến"),
        (None, None, None, None, None, None),
        (None, "Tổng cộng: 2 nhân khẩu", None, None, None, None),
        (None, "Người lập biểu", None, None, "Trưởng thôn (ký, ghi rõ họ tên)", None),
        (None, "Bùi Văn An", None, None, None, None),
    )
    assert [record.name for record in reading.records] == ["Nguyễn Thị Lan", "Tống Ngọc Thắm"]
    assert reading.rejected == ()


def test_columns_may_change_places_from_sheet_to_sheet(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "ds.xlsx",
        {
            "Thôn Bến": [("STT", "Họ và tên", "Ngày sinh"), (1, "Lê Thị Lan", "1979")],
            "Thôn Chợ": [("Ngày sinh", "Họ tên", "STT"), ("1981", "Trần Văn Hoà", 1)],
            "Ghi chú": [("Danh sách do thôn lập",)],
        },
    )
    reading = read_file(path, on=ON)
    assert [(r.name, r.village, r.born and r.born.year) for r in reading.records] == [
        ("Lê Thị Lan", "Thôn Bến", 1979),
        ("Trần Văn Hoà", "Thôn Chợ", 1981),
    ]


@pytest.mark.parametrize(
    ("rows", "village"),
    [
        ([("DANH SÁCH NHÂN KHẨU THÔN CẨM HOA NĂM 2026",), HEADING[:5], LAN[:5]], "Thôn Cẩm Hoa"),
        ([HEADING[:5], ("Thôn Chợ",), LAN[:5]], "Thôn Chợ"),
        ([("Họ và tên", "Địa chỉ"), ("Lê Lan", "Số 3, tổ dân phố 4, phường Mẫu")], "Tổ dân phố 4"),
        ([("Họ và tên", "Địa chỉ"), ("Lê Lan", "Thôn Làng Chanh, xã Mẫu, tỉnh Mẫu")],
         "Thôn Làng Chanh"),
        ([("Họ và tên", "Địa chỉ"), ("Lê Lan", "xã Mẫu, tỉnh Mẫu")], None),
    ],
)  # fmt: skip
def test_the_village_is_found_where_it_stands(
    tmp_path: Path, rows: list[tuple[Any, ...]], village: str | None
) -> None:
    assert [record.village for record in read(tmp_path, *rows).records] == [village]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("5/8/79", "1979-08-05"), ("05-08-1979", "1979-08-05"), ("05.08.1979", "1979-08-05"),
        ("1979-08-05", "1979-08-05"), ("050879", "1979-08-05"), ("05081979", "1979-08-05"),
        (5081979, "1979-08-05"), ("08/1979", "1979-08"), ("1979", "1979"), (1979, "1979"),
        (date(1979, 8, 5), "1979-08-05"), (29072, "1979-08-05"),
        ("ngày 5 tháng 8 năm 1979", "1979-08-05"), ("00/00/1979", "1979"), ("--/--/1979", "1979"),
        ("00/08/1979", "1979-08"), (" 5 / 8 / 1979 ", "1979-08-05"),
    ],
)  # fmt: skip
def test_births_in_every_order_and_precision(tmp_path: Path, written: Any, iso: str) -> None:
    record = read(tmp_path, ("Họ và tên", "Ngày sinh"), ("Lê Lan", written)).records[0]
    assert record.born is not None
    assert record.born.iso == iso


def test_a_column_that_writes_the_month_first_is_read_so(tmp_path: Path) -> None:
    rows = [("Họ và tên", "Ngày sinh"), ("Lê Lan", "08/25/1979"), ("Lê Hoà", "02/03/1981")]
    births = [record.born and record.born.iso for record in read(tmp_path, *rows).records]
    assert births == ["1979-08-25", "1981-02-03"]


@pytest.mark.parametrize(
    "written", [38179001234.0, "38179001234", "'038179001234", "038 179 001 234"]
)
def test_ids_get_their_zeros_back(tmp_path: Path, written: Any) -> None:
    record = read(tmp_path, ("Họ và tên", "Số CCCD"), ("Lê Lan", written)).records[0]
    assert record.personal_id == "038179001234"


@pytest.mark.parametrize("written", ["0", 0, "-", "chưa có", "không", "000000000000", None])
def test_no_id_is_no_id(tmp_path: Path, written: Any) -> None:
    record = read(tmp_path, ("Họ và tên", "Số CCCD"), ("Lê Lan", written)).records[0]
    assert record.personal_id is None


@pytest.mark.parametrize(
    ("heading", "cell", "why"),
    [
        ("Ngày sinh", "31/02/1988", "bad_date"),
        ("Ngày sinh", "2/8/2030", "bad_date"),
        ("Ngày sinh", "hôm qua", "bad_date"),
        ("Số CCCD", "03818400127", "bad_personal_id"),
        ("Số CCCD", "0381840012345", "bad_personal_id"),
        ("Số CCCD", "12345", "bad_personal_id"),
        ("Mã số BHXH", "1234567", "bad_si_number"),
        ("Số CCCD", "1.2E+11", "digits_lost"),
        ("Số CCCD", "184001234", "old_identity_card"),
        ("Mã số BHXH", "3.82E+09", "digits_lost"),
    ],
)
def test_an_impossible_value_rejects_the_whole_row(
    tmp_path: Path, heading: str, cell: str, why: str
) -> None:
    if why == "bad_personal_id" and len(cell) == 11:
        cell = "99918400127"  # no province 099
    reading = read(
        tmp_path, ("STT", "Họ và tên", heading), (1, "Lê Lan", cell), (2, "Lê Hoà", None)
    )
    bad = reading.rejected[0]
    assert [record.name for record in reading.records] == ["Lê Hoà"]
    assert (bad.row, bad.column, bad.value, bad.why) == (2, heading, cell, why)
    assert (bad.sheet, bad.name) == ("Sheet1", "Lê Lan")


def test_a_row_without_a_name_is_rejected_not_guessed(tmp_path: Path) -> None:
    reading = read(tmp_path, HEADING, (1, None, "05/08/1979", "Nữ", "038179001234", "Bến"))
    bad = reading.rejected[0]
    assert (bad.column, bad.value, bad.why) == ("Họ và tên", "", "no_name")


def test_a_rejected_cell_is_corrected_without_touching_the_file(tmp_path: Path) -> None:
    reading = read(tmp_path, HEADING, (1, "Lê Lan", "31/02/1988", "Nữ", None, "Bến"), HOA)
    mended = correct(reading, reading.rejected[0], "28/02/1988")
    assert mended.rejected == ()
    assert mended.records[0].born is not None
    assert mended.records[0].born.iso == "1988-02-28"
    still = correct(reading, reading.rejected[0], "30/02/1988")
    assert still.rejected[0].value == "30/02/1988"


def test_a_column_is_taken_for_another_field(tmp_path: Path) -> None:
    reading = read(tmp_path, ("Họ và tên", "Sổ cũ"), ("Lê Lan", "3800123456"))
    assert reading.columns[1].field is None
    assert assign(reading, "Sổ cũ", "si_number").records[0].si_number == "3800123456"
    unused = assign(assign(reading, "Sổ cũ", "si_number"), "Sổ cũ", None)
    assert unused.records[0].si_number is None


def test_each_column_shows_an_example_before_and_after(tmp_path: Path) -> None:
    reading = read(tmp_path, HEADING, (1, "LÊ LAN", "5/8/79", "nữ", 38179001234, "Bến"), HOA)
    shown = {column.heading: column for column in reading.columns}
    assert (shown["Họ và tên"].before, shown["Họ và tên"].after) == ("LÊ LAN", "Lê Lan")
    assert (shown["Ngày sinh"].before, shown["Ngày sinh"].after) == ("5/8/79", "05/08/1979")
    assert (shown["Giới tính"].before, shown["Giới tính"].after) == ("nữ", "Nữ")
    assert shown["Số CCCD"].after == "038179001234"
    assert (shown["Số CCCD"].filled, shown["Số CCCD"].changed) == (2, 1)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("NGUYỄN THỊ LAN", "Nguyễn Thị Lan"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Lan"), "Nguyễn Thị Lan"),
        ("  Nguyễn \u00a0Thị\u200b  Lan ", "Nguyễn Thị Lan"),
        ("nguyễn thị lan", "Nguyễn Thị Lan"),
        ("Nguyễn Thị Thuỷ", "Nguyễn Thị Thuỷ"),
    ],
)
def test_names_are_cleaned_and_keep_their_spelling(tmp_path: Path, written: str, name: str) -> None:
    assert read(tmp_path, ("Họ và tên",), (written,)).records[0].name == name


BOOK = ("Số hộ", "STT", "Họ và tên", "QH với chủ hộ", "Ngày sinh", "Diện hộ")


def test_households_of_a_book_by_merged_numbers(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        BOOK,
        (1, 1, "Lê Tám", "Chủ hộ", "1950", "Hộ nghèo"),
        (None, 2, "Trần Chín", "Vợ", "1952", None),
        (2, 1, "Bùi Mười", "Chủ hộ", "1960", None),
        (None, 2, "Bùi Lan", "con gái", "1990", None),
        merged=("A2:A3", "F2:F3", "A4:A5", "F4:F5"),
    )
    assert reading.kind == "household_book"
    assert [r.household for r in reading.records] == [0, 0, 1, 1]
    assert [r.household_number for r in reading.records] == ["1", "1", "2", "2"]
    assert [r.relation for r in reading.records] == ["head", "wife", "head", "daughter"]
    assert [r.standing for r in reading.records] == ["poor", "poor", None, None]
    assert [r.sex for r in reading.records] == [None, "female", None, "female"]


def test_the_first_row_of_a_household_is_its_head_and_there_is_one(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        BOOK,
        (1, 1, "Lê Tám", None, "1950", None),
        (None, 2, "Trần Chín", "Chủ hộ", "1952", None),
        ("2", 1, "Bùi Mười", "Chủ hộ", "1960", None),
        ("2", 2, "Bùi Lan", "Chủ hộ", "1990", None),
    )
    assert [r.relation for r in reading.records][:1] == ["head"]
    heads = [r.household for r in reading.records if r.relation == "head"]
    assert len(heads) == len(set(heads))
    assert reading.records[3].relation_text == "Chủ hộ"


def csv_bytes(encoding: str, delimiter: str) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([HEADING, LAN, HOA])
    said = text.getvalue()
    return as_1258(said) if encoding == "cp1258" else said.encode(encoding)


def as_1258(text: str) -> bytes:
    """Write the way Windows-1258 does: some letters whole, the tone after them."""
    out = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            out += letter.encode("cp1258")
            continue
        except UnicodeEncodeError:
            bare = unicodedata.normalize("NFD", letter)
        tone = next(mark for mark in bare if mark in "\u0300\u0301\u0303\u0309\u0323")
        rest = unicodedata.normalize("NFC", bare.replace(tone, ""))
        out += rest.encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_lists_in_any_encoding_and_separator(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "ds.csv"
    path.write_bytes(csv_bytes(encoding, delimiter))
    reading = read_file(path, on=ON)
    assert [record.name for record in reading.records] == ["Nguyễn Thị Lan", "Trần Văn Hoà"]
    assert reading.records[0].village == "Thôn Bến"
    assert [column.field for column in reading.columns] == [
        "order", "name", "born", "sex", "personal_id", "village",
    ]  # fmt: skip


def test_text_of_old_fonts_becomes_unicode() -> None:
    rosters = Path(__file__).resolve().parents[2] / "rosters"
    reading = read_file(rosters / "the-sap-het-han.xls", on=ON)
    assert reading.book.writing == "tcvn3"
    assert reading.kind == "expiring_cards"
    first = reading.records[0]
    assert (first.name, first.village) == ("Cao Hữu Sỹ", "Thôn Thạch An")
    assert first.covers[0].until == date(2026, 11, 13)
    assert first.covers[0].hi_group == "household"  # GD, its first two letters
    assert first.si_number == "3885819394"


def test_the_day_of_the_list_is_read_from_its_title(tmp_path: Path) -> None:
    titled = read(tmp_path, ("(Kèm theo Công văn số 12 ngày 05/10/2026)",), HEADING, LAN)
    assert titled.dated == date(2026, 10, 5)
    assert read(tmp_path, HEADING, LAN).dated is None
