"""Lists as the offices of another commune draw them up: other words, places, orders and marks."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from storage.intake import Reading, read_file
from storage.intake.lexicon import field_of
from tests.storage.intake.sheets import workbook

ON = date(2026, 11, 22)


def read(path: Path, *rows: Any, merged: tuple[str, ...] = (), name: str = "ds") -> Reading:
    return read_file(workbook(path / f"{name}.xlsx", rows, merged), on=ON)


def born(reading: Reading) -> list[str | None]:
    return [record.born.iso if record.born else None for record in reading.records]


@pytest.mark.parametrize(
    ("headings", "field"),
    [
        ("Họ tên; Họ và tên người tham gia; HỌ & TÊN; Họ, tên; Tên nhân khẩu; Ho va ten", "name"),
        ("Năm sinh; Ngày tháng năm sinh; NTNS; Ngày, tháng, năm; N sinh; Sinh", "born"),
        ("GT; Phái; Giới tính (Nam/Nữ); Nam/nữ", "sex"),
        ("Nữ; Nữ (x)", "female"),
        ("Nam; Nam (x)", "male"),
        ("Số CCCD; CMND; Số ĐDCN; Định danh; Số CC/CCCD; Mã định danh cá nhân", "personal_id"),
        ("Mã số BHXH; Mã BHXH; Sổ BHXH; Số bảo hiểm xã hội", "si_number"),
        ("Mã thẻ BHYT; Số thẻ; Số thẻ bảo hiểm y tế", "hi_card"),
        ("Thời hạn; GT thẻ đến; Hạn sử dụng; Giá trị thẻ đến ngày; Hết hạn ngày", "hi_until"),
        ("Đối tượng; Mã nhóm; Nhóm đối tượng", "hi_group"),
        ("Quan hệ với chủ hộ; QH; Q.hệ; Mối quan hệ với CH", "relation"),
        ("Mức thu nhập; Mức đóng; TN làm căn cứ đóng; Thu nhập chọn đóng", "income"),
        ("Phương thức đóng; Kỳ đóng; Hình thức đóng", "method"),
        ("Đã đóng đến tháng; Đóng đến hết tháng; Hạn đóng; Hạn đóng đến", "paid_until"),
        ("SĐT; ĐT; Di động; Số điện thoại liên hệ; Điện thoại/Zalo", "phone"),
        ("Dân tộc; DT", "ethnic"),
        ("Nơi ở; Địa chỉ; Nơi cư trú; HKTT; Nơi ĐKTT", "address"),
        ("Xóm; Bản; Tổ dân phố; Ấp; Khu phố; Khóm; Buôn; Thôn/Ấp; Tên thôn; Địa bàn", "village"),
        ("Số hộ; STT hộ; Mã hộ gia đình", "household_number"),
    ],
)
def test_headings_that_offices_use(headings: str, field: str) -> None:
    for heading in headings.split("; "):
        assert field_of(heading) == field, heading


def test_the_group_may_stand_as_dt_beside_a_telephone(tmp_path: Path) -> None:
    rows = (("Họ tên", "ĐT", "Điện thoại"), ("Mai Thị Lành", "GD", "0912000111"))
    reading = read(tmp_path, *rows)
    assert [column.field for column in reading.columns] == ["name", "hi_group", "phone"]
    alone = read(tmp_path, ("Họ tên", "ĐT"), ("Mai Thị Lành", "0912000111"), name="b")
    assert alone.records[0].phone == "0912000111"


@pytest.mark.parametrize(
    ("said", "sexes"),
    [
        (("Nam", "N", "N"), ["male", "female", "female"]),
        (("N", "Nữ", "N"), ["male", "female", "male"]),
        (("N", "N", "N"), [None, None, None]),
        ((1, 0, 1), ["male", "female", "male"]),
        ((1, 2, 2), ["male", "female", "female"]),
        (("NAM", "nữ", "Nu"), ["male", "female", "female"]),
    ],
)
def test_one_column_of_sexes(tmp_path: Path, said: Any, sexes: list[str | None]) -> None:
    reading = read(tmp_path, ("Họ tên", "GT"), *[("Mai Lành", one) for one in said])
    assert [record.sex for record in reading.records] == sexes


def test_marks_in_two_columns_and_in_one(tmp_path: Path) -> None:
    two = read(tmp_path, ("Họ tên", "Nam", "Nữ"), ("Vi Tuất", "x", None), ("Mai Lành", None, "X"))
    assert [record.sex for record in two.records] == ["male", "female"]
    rows = (("Họ tên", "Năm sinh", "Nữ (x)"), ("Vi Tuất", 1980, None), ("Mai Lành", 1981, "x"))
    one = read(tmp_path, *rows, name="b")
    assert [record.sex for record in one.records] == ["male", "female"]


def test_a_heading_unknown_to_us_over_names(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ("DANH SÁCH",),
        ("STT", "Ông (bà)", "Năm sinh", "Số CCCD"),
        (1, "Mai Thị Lành", 1979, "038179001234"),
        (2, "Lường Văn Mến", 1981, "038081001234"),
    )
    assert [record.name for record in reading.records] == ["Mai Thị Lành", "Lường Văn Mến"]


def test_a_name_whose_last_word_stands_in_a_column_without_heading(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ("STT", "Họ và tên", None, "Năm sinh"),
        (1, "Mai Thị", "Lành", 1979),
        (2, "Vi Văn", "Nam", 1981),
    )
    assert [record.name for record in reading.records] == ["Mai Thị Lành", "Vi Văn Nam"]


@pytest.mark.parametrize("said", [("Nữ", "Nam"), ("Kinh", "Mường"), ("x", "x"), ("Vợ", "Con")])
def test_a_column_without_heading_of_other_words_is_no_name(
    tmp_path: Path, said: tuple[str, str]
) -> None:
    reading = read(
        tmp_path,
        ("STT", "Họ và tên", None, "Năm sinh"),
        (1, "Mai Thị Lành", said[0], 1979),
        (2, "Vi Văn Tuất", said[1], 1981),
    )
    assert [record.name for record in reading.records] == ["Mai Thị Lành", "Vi Văn Tuất"]


def test_two_tables_side_by_side(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ("DANH SÁCH HỘ THÔN BẾN",),
        ("STT", "Họ và tên", "Năm sinh", None, "STT", "Họ và tên", "Năm sinh"),
        (1, "Mai Thị Lành", 1979, None, 3, "Vi Văn Tuất", 1981),
        (2, "Tống Thị Mận", 1980, None, None, None, None),
    )
    assert [(r.name, r.row) for r in reading.records] == [
        ("Mai Thị Lành", 3), ("Tống Thị Mận", 4), ("Vi Văn Tuất", 3),
    ]  # fmt: skip
    assert len({(r.sheet, r.row) for r in reading.records}) == 3
    assert {r.village for r in reading.records} == {"Thôn Bến"}


def test_a_second_table_with_other_words_below_the_first(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ("STT", "Họ và tên", "Ngày sinh", "Thôn"),
        (1, "Mai Thị Lành", "05/08/1979", "Bến"),
        (),
        ("TT", "Xóm", "Họ tên", "NTNS"),
        (1, "Chợ", "Vi Văn Tuất", "1981"),
    )
    assert [(r.name, r.village) for r in reading.records] == [
        ("Mai Thị Lành", "Thôn Bến"), ("Vi Văn Tuất", "Xóm Chợ"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "village"),
    [
        ("Thôn Bến", "Thôn Bến"), ("I. Thôn Bến", "Thôn Bến"), ("1) XÓM BẾN:", "Xóm Bến"),
        ("* Bản Bến (25 hộ, 90 khẩu)", "Bản Bến"), ("Tổ dân phố 3: 12 hộ", "Tổ dân phố 3"),
        ("Ấp 3", "Ấp 3"), ("Tổ 3", "Tổ 3"),
    ],
)  # fmt: skip
def test_villages_as_lines_between_the_rows(tmp_path: Path, line: str, village: str) -> None:
    reading = read(
        tmp_path,
        ("STT", "Họ và tên", "Năm sinh"),
        (line, None, None),
        (1, "Mai Thị Lành", 1979),
        (None, "Tổng số: 1 người", None),
        ("II. Thôn Chợ", None, None),
        (1, "Vi Văn Tuất", 1981),
        (None, "Tổng cộng toàn thôn", None),
        (None, "Mai Xá, ngày 20/11/2026", None),
        (None, "LẬP BIỂU", "TRƯỞNG THÔN"),
        (None, "Lường Mến", "Tống Mận"),
    )
    assert [(r.name, r.village) for r in reading.records] == [
        ("Mai Thị Lành", village), ("Vi Văn Tuất", "Thôn Chợ"),
    ]  # fmt: skip
    assert reading.rejected == ()


def test_standings_by_title_sheet_and_section(tmp_path: Path) -> None:
    heads = ("STT", "Họ và tên chủ hộ", "Thôn", "Số khẩu")
    by_sheet = workbook(
        tmp_path / "a.xlsx",
        {
            "Hộ nghèo": [heads, (1, "Mai Thị Lành", "Bến", 4)],
            "Hộ cận nghèo": [heads, (1, "Vi Văn Tuất", "Bến", 3)],
        },
    )
    by_section = read(
        tmp_path,
        ("DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2026",),
        heads,
        ("A. HỘ NGHÈO",),
        (1, "Mai Thị Lành", "Bến", 4),
        ("B. HỘ CẬN NGHÈO (1 hộ)",),
        (1, "Vi Văn Tuất", "Bến", 3),
        name="b",
    )
    for reading in (read_file(by_sheet, on=ON), by_section):
        assert reading.kind == "poor_households"
        assert [r.standing for r in reading.records] == ["poor", "near_poor"]
    titled = read(
        tmp_path, ("DANH SÁCH HỘ CẬN NGHÈO",), heads, (1, "Vi Văn Tuất", "Bến", 3), name="c"
    )
    assert titled.records[0].standing == "near_poor"
    left = read(tmp_path, ("DANH SÁCH HỘ THOÁT NGHÈO",), heads, (1, "Vi Tuất", "Bến", 3), name="d")
    assert left.records[0].standing is None


@pytest.mark.parametrize(
    ("poor", "near"),
    [("Nghèo 2026", "Cận nghèo 2026"), ("DS nghèo", "DS cận nghèo"), ("HN", "HCN")],
)
def test_a_sheet_says_the_standing_in_a_word(tmp_path: Path, poor: str, near: str) -> None:
    heads = ("Họ và tên chủ hộ", "Thôn")
    by_sheet = {poor: [heads, ("Mai Thị Lành", "Bến")], near: [heads, ("Vi Văn Tuất", "Bến")]}
    reading = read_file(workbook(tmp_path / "ho-ngheo.xlsx", by_sheet), on=ON)
    assert [r.standing for r in reading.records] == ["poor", "near_poor"]


def test_numbers_of_households_begin_anew_where_no_village_is_named(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ("Số hộ", "Họ tên", "Quan hệ"),
        (1, "Vi Văn Tuất", "Chủ hộ"),
        (None, "Tống Thị Mận", "Vợ"),
        (2, "Mai Thị Lành", "Chủ hộ"),
        (1, "Lường Văn Mến", "Chủ hộ"),
        (None, "Lò Thị Ban", "Vợ"),
    )
    assert [r.household for r in reading.records] == [0, 0, 1, 2, 2]


def test_a_name_in_two_columns_all_in_capitals(tmp_path: Path) -> None:
    reading = read(tmp_path, ("HỌ VÀ TÊN LÓT", "TÊN", "NĂM SINH"), ("LƯỜNG THỊ", "MẾN", 1980))
    assert reading.records[0].name == "Lường Thị Mến"


@pytest.mark.parametrize("written", ["1500000.0", "1.500.000,00", "1,500,000.00", "1.500"])
def test_incomes_with_decimals_of_nothing(tmp_path: Path, written: str) -> None:
    rows = (("Họ tên", "Mức TN đóng (đồng)", "Hạn đóng đến"), ("Vi Văn Tuất", written, "12/2026"))
    reading = read(tmp_path, *rows)
    assert (reading.kind, reading.records[0].covers[0].income) == ("vsi_participants", 1_500_000)


@pytest.mark.parametrize(
    "title",
    [
        "DANH SÁCH NGƯỜI DÂN CHƯA THAM GIA BHYT", "Danh sách nhân khẩu không có thẻ BHYT",
        "DANH SÁCH CÔNG DÂN CHƯA CÓ THẺ BẢO HIỂM Y TẾ", "Người chưa được cấp thẻ BHYT năm 2026",
    ],
)  # fmt: skip
def test_titles_of_people_without_insurance(tmp_path: Path, title: str) -> None:
    rows = ((title,), ("TT", "Họ tên", "NTNS"), (1, "Vi Văn Tuất", 1981))
    assert read(tmp_path, *rows).kind == "not_covered"


@pytest.mark.parametrize(
    "written", ["01/01/2026 - 31/12/2026", "Từ 01/01/2026 đến 31/12/2026", "31/12/2026"]
)
def test_a_card_with_both_days_in_one_cell(tmp_path: Path, written: str) -> None:
    rows = (("Họ tên", "Mã thẻ", "Thời hạn thẻ"), ("Vi Tuất", "GD4382212345678", written))
    reading = read(tmp_path, *rows)
    assert reading.kind == "expiring_cards"
    assert reading.records[0].covers[0].until == date(2026, 12, 31)


def test_from_and_until_of_payments_are_no_card(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ("DANH SÁCH THAM GIA BHXH TỰ NGUYỆN",),
        ("STT", "Họ tên", "Mã số BHXH", "Thời gian đóng", None, "Mức TN làm căn cứ đóng"),
        (None, None, None, "Từ", "Đến", None),
        (1, "Vi Văn Tuất", "3800123456", "01/2026", "12/2026", 2_000_000),
        merged=("D2:E2",),
    )
    assert reading.kind == "vsi_participants"
    said = reading.records[0].covers[0]
    assert (said.scheme, said.until, said.income) == ("vsi", date(2026, 12, 31), 2_000_000)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("05/8/1979", "1979-08-05"), ("5-8-79", "1979-08-05"), ("1979-08-05", "1979-08-05"),
        ("05.08.1979", "1979-08-05"), ("8/1979", "1979-08"), ("1979", "1979"),
        ("ngày 5 tháng 8 năm 1979", "1979-08-05"), ("tháng 8 năm 1979", "1979-08"),
        ("năm 1979", "1979"), ("Sinh năm 1979", "1979"), ("1979 (ước)", "1979"),
        ("29072", "1979-08-05"), (29072, "1979-08-05"), (29072.0, "1979-08-05"),
        (datetime(1979, 8, 5), "1979-08-05"),  # noqa: DTZ001 - as a spreadsheet holds it
        ("05/08/1979 00:00:00", "1979-08-05"),
        ("'05/08/1979", "1979-08-05"), ("05 / 08 / 1979", "1979-08-05"),
        ("05\\08\\1979", "1979-08-05"), ("5,8,1979", "1979-08-05"), ("05/08/1979.", "1979-08-05"),
        ("1979/08/05", "1979-08-05"), ("O5/O8/1979", "1979-08-05"), ("05–08–1979", "1979-08-05"),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(tmp_path: Path, written: Any, iso: str) -> None:
    assert born(read(tmp_path, ("Họ tên", "Ngày sinh"), ("Mai Lành", written))) == [iso]


@pytest.mark.parametrize(
    "written", ["31/02/1988", "30-2-88", "32/01/1990", "13/13/1990", "1/1/1850", "abc", "2030"]
)
def test_dates_that_do_not_exist(tmp_path: Path, written: str) -> None:
    reading = read(tmp_path, ("Họ tên", "Ngày sinh"), ("Mai Lành", written), ("Vi Tuất", 1980))
    assert [(bad.why, bad.value, bad.column) for bad in reading.rejected] == [
        ("bad_date", written, "Ngày sinh")
    ]


@pytest.mark.parametrize(
    "written",
    ["038.179.001.234", "038 179 001 234", "'038179001234", "038-179-001-234", "38179001234",
     38179001234.0, "038179001234.0", "\u200b038179001234\u00a0", "3.8179001234E10"],
)  # fmt: skip
def test_ids_as_people_write_them(tmp_path: Path, written: Any) -> None:
    reading = read(tmp_path, ("Họ tên", "CCCD"), ("Mai Lành", written))
    assert [record.personal_id for record in reading.records] == ["038179001234"]


@pytest.mark.parametrize("old", ["Số CMND", "CMND cũ", "CMT", "Số CMND (9 số)"])
@pytest.mark.parametrize("new", ["Số CCCD", "Định danh", "Số CMND/CCCD"])
def test_the_old_card_beside_the_personal_id_is_left_out(
    tmp_path: Path, old: str, new: str
) -> None:
    reading = read(
        tmp_path,
        ("Họ tên", old, new),
        ("Mai Thị Lành", "171234567", "038179001234"),
        ("Vi Văn Tuất", "171234568", None),
    )
    assert [record.personal_id for record in reading.records] == ["038179001234", None]
    alone = read(tmp_path, ("Họ tên", old), ("Mai Thị Lành", "171234567"), name="b")
    assert [row.why for row in alone.rejected] == ["old_identity_card"]


def test_a_nameless_row_is_rejected_and_never_passed_over(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ("STT", "Họ và tên", "Năm sinh"),
        (1, "Mai Thị Lành", 1979),
        (2, None, 1980),
        (3, None, None),
        (None, None, None),
    )
    assert [(bad.row, bad.column, bad.why) for bad in reading.rejected] == [
        (3, "Họ và tên", "no_name")
    ]
    assert len(reading.records) == 1


def test_columns_are_numbered_again_below_a_heading_at_a_page_break(tmp_path: Path) -> None:
    heading = (("STT", "Họ tên", "Năm sinh", "Nữ"), ("(1)", "(2)", "(3)", "(4)"))
    reading = read(
        tmp_path, *heading, (1, "Mai Thị Lành", 1979, "x"), *heading, (2, "Vi Văn Tuất", 1981, None)
    )
    assert [(record.name, record.sex) for record in reading.records] == [
        ("Mai Thị Lành", "female"), ("Vi Văn Tuất", "male"),
    ]  # fmt: skip
    assert reading.rejected == ()


def test_what_stands_once_for_a_household_holds_for_its_members(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ("Hộ số", "Họ tên", "QH", "Năm sinh", "Thôn"),
        (1, "Vi Văn Tuất", "Chủ hộ", 1970, "Bản Lũng"),
        (None, "Tống Thị Mận", "Vợ", 1972, None),
        (2, "Lường Văn Mến", "CH", 1965, "Bản Chợ"),
        (None, "Lường Thị Lành", "con", 1995, None),
        (3, "Mai Văn Lộc", "CH", 1965, None),
    )
    assert [(r.household, r.village) for r in reading.records] == [
        (0, "Bản Lũng"), (0, "Bản Lũng"), (1, "Bản Chợ"), (1, "Bản Chợ"), (2, None),
    ]  # fmt: skip


def test_households_as_lines_between_the_rows(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ("STT", "Họ tên", "Quan hệ", "Năm sinh"),
        ("Hộ số 1: Vi Văn Tuất", None, None, None),
        (1, "Vi Văn Tuất", "Chủ hộ", 1970),
        (2, "Tống Thị Mận", "Vợ", 1972),
        ("Hộ số 2", None, None, None),
        (1, "Lường Văn Mến", "CH", 1965),
    )
    assert [r.household for r in reading.records] == [0, 0, 1]
    assert reading.rejected == ()


@pytest.mark.parametrize("written", ["12/2026", "T12/2026", "tháng 12 năm 2026", date(2026, 12, 1)])
def test_payments_run_to_the_end_of_a_month(tmp_path: Path, written: Any) -> None:
    reading = read(
        tmp_path,
        ("Họ tên", "Mã số BHXH", "Phương thức đóng", "Đóng đến tháng"),
        ("Vi Văn Tuất", "3800123456", "6 tháng/lần", written),
    )
    said = reading.records[0].covers[0]
    assert (said.until, said.method) == (date(2026, 12, 31), "6")
