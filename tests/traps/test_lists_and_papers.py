"""Where lists and exports go wrong: what spreadsheets do to numbers, names, dates and formulas."""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from printing.export import export_sheet
from printing.request import Request
from printing.sheets import SHEETS
from printing.sheets.rejected import write_originals
from rules.calendar import Month, PartialDate
from rules.identity import doubts
from rules.money import dong, parse_amount
from rules.policy import Cite, Policy
from rules.questions.calculator import Calculator
from rules.words import Words
from storage import Register
from storage.intake import Reading, accept, preview, read_file
from storage.intake.originals import rejected_originals
from storage.intake.records import Record
from storage.listings import Filter, rows_of
from tests.storage.intake.sheets import workbook

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 22)
HEADING = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Mã số BHXH", "Thôn", "Ghi chú")
Row = dict[str, Any]


def words() -> Words:
    return Words.load((ROOT / "resources" / "words" / "vi.toml").read_text(encoding="utf-8"))


def read(folder: Path, *rows: Sequence[Any], heading: Sequence[Any] = HEADING) -> Reading:
    return read_file(workbook(folder / "ds.xlsx", [heading, *rows]), on=ON)


def person(**said: Any) -> tuple[Any, ...]:
    """A row of a list: Nguyễn Thị Lan with these cells of her own."""
    usual = {"name": "Nguyễn Thị Lan", "born": "05/08/1979", "sex": "Nữ", "village": "Bến"}
    cells: Row = {**dict.fromkeys(("id", "si", "note")), **usual, **said}
    return (1, *(cells[name] for name in ("name", "born", "sex", "id", "si", "village", "note")))


def record(folder: Path, **said: Any) -> Record:
    reading = read(folder, person(**said))
    (found,) = reading.records
    return found


def taken_in(register: Register, reading: Reading) -> None:
    accept(register, preview(register, reading, dated=ON))


def exported(register: Register, name: str, folder: Path) -> list[Worksheet]:
    out = folder / f"{name}.xlsx"
    export_sheet(register, name, Request(on=ON, month=Month(2026, 11)), out)
    return list(openpyxl.load_workbook(out).worksheets)


def cells(sheets: Sequence[Worksheet]) -> Iterator[Any]:
    return (cell for sheet in sheets for row in sheet.iter_rows() for cell in row)


# Numbers of people


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("001079001234", "001079001234"),
        (1079001234, "001079001234"),  # two zeros lost
        (38079001234, "038079001234"),
        (38079001234.0, "038079001234"),
        ("'001079001234", "001079001234"),
        ("001 079 001 234", "001079001234"),
    ],
)
def test_trap_23_zeros_that_excel_took_from_a_personal_id_come_back(
    tmp_path: Path, register: Register, written: str | float, number: str
) -> None:
    """Twelve digits, the first three of the province of birth: 001 Hà Nội to 096 Cà Mau (Circular
    59/2021/TT-BCA)."""
    reading = read(tmp_path, person(id=written))
    assert reading.records[0].personal_id == number
    taken_in(register, reading)
    assert [one.personal_id for one in register.people.list()] == [number]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("1.07900E+11", "digits_lost"),
        ("1,2E+11", "digits_lost"),
        (107900000000, "digits_lost"),  # what such a cell holds
        (38179000000, "digits_lost"),
        (1.2e11 + 0.5, "bad_personal_id"),
        ("12345", "bad_personal_id"),
        ("3807900123", "bad_personal_id"),
    ],
)
def test_trap_23_a_number_that_excel_has_rounded_is_refused_not_guessed(
    tmp_path: Path, written: str | float, why: str
) -> None:
    reading = read(tmp_path, person(id=written))
    assert not reading.records
    assert [(row.why, row.name) for row in reading.rejected] == [(why, "Nguyễn Thị Lan")]


@pytest.mark.parametrize(
    ("written", "si_number", "personal_id"),
    [
        ("0100123456", "0100123456", None),
        (100123456, "0100123456", None),
        ("3800123456", "3800123456", None),
        ("038179001234", None, "038179001234"),
        (38179001234, None, "038179001234"),
    ],
)
def test_trap_23_ten_or_twelve_digits_are_a_social_insurance_number(
    tmp_path: Path, written: str | int, si_number: str | None, personal_id: str | None
) -> None:
    """From 01/08/2025 the personal id stands in place of the ten digits (letter 1804/BHXH-QLT of
    04/08/2025): both are kept, each where it belongs."""
    found = record(tmp_path, si=written)
    assert (found.si_number, found.personal_id) == (si_number, personal_id)


@pytest.mark.parametrize("province", ["030", "036", "035", "070", "094"])
def test_trap_23_provinces_that_were_merged_stay_in_personal_ids(province: str) -> None:
    """Hải Dương, Nam Định, Hà Nam, Bình Phước and Sóc Trăng are no provinces since 01/07/2025; the
    ids of people born there are not coded anew."""
    assert doubts(f"{province}079001234", "male", PartialDate(1979)) == ()


def test_trap_23_numbers_leave_as_text_with_their_zeros(tmp_path: Path, register: Register) -> None:
    with register.change("Lập sổ"):
        village = register.villages.add("Thôn Bến")
        household = register.households.add(village_id=village, number="1")
        register.people.add(
            name="Nguyễn Thị Lan",
            household_id=household,
            relation="head",
            personal_id="001179001234",
            si_number="0100123456",
            phone="0912345678",
        )
    found = {
        cell.value: (cell.data_type, cell.number_format)
        for cell in cells(exported(register, "household-book", tmp_path))
    }
    for number in ("001179001234", "0100123456", "0912345678"):
        assert found[number] == ("s", "@")


# Units, formulas, letters


def test_trap_24_no_export_has_a_district_and_a_list_that_has_one_is_read_without_it(
    tmp_path: Path, register: Register
) -> None:
    """The district level ended on 01/07/2025; forms and old lists keep the column."""
    heading = ("STT", "Họ và tên", "Số CCCD", "Huyện")
    row = (1, "Nguyễn Thị Lan", "038179001234", "Nga Sơn")
    reading = read(tmp_path, row, heading=heading)
    assert "Nga Sơn" not in reading.records[0].as_plain().values()
    taken_in(register, reading)
    plain = [value for row in rows_of(register, "people", Filter(ON))[1] for value in row.values()]
    assert "Nga Sơn" not in plain
    for sheet in SHEETS:
        for cell in cells(exported(register, sheet.name, tmp_path)):
            text = str(cell.value or "").lower()
            assert not any(word in text for word in ("huyện", "quận", "nga sơn"))


DANGEROUS = ("=1+1", '=HYPERLINK("http://a")', "+84912", "-2+3", "@SUM(A1)", "\t=1")


@pytest.mark.parametrize("text", DANGEROUS)
def test_trap_25_nothing_from_a_list_leaves_as_a_formula(
    tmp_path: Path, register: Register, text: str
) -> None:
    """A cell that begins with = + - or @ is run by the program that opens the file."""
    with register.change("Lập sổ"):
        village = register.villages.add(f"{text} Bến")
        household = register.households.add(village_id=village, number=text)
        woman = register.people.add(
            name=text, household_id=household, relation="head", relation_text=text, ethnic=text
        )
        register.covers.add(
            woman, scheme="hi", known="covered", dated=ON, start=date(2026, 11, 2), hi_group=text
        )
    seen = 0
    for sheet in SHEETS:
        for cell in cells(exported(register, sheet.name, tmp_path)):
            if isinstance(cell.value, str) and cell.value.strip().startswith(text.strip()):
                seen += 1
                assert cell.data_type == "s", (sheet.name, cell.coordinate)
                assert cell.quotePrefix, (sheet.name, cell.coordinate)
    assert seen


@pytest.mark.parametrize("text", DANGEROUS)
def test_trap_25_rows_that_go_back_for_mending_hold_no_formula(tmp_path: Path, text: str) -> None:
    file = workbook(tmp_path / "ds.xlsx", [HEADING, person(id="12345")])
    book = openpyxl.load_workbook(file)
    note = book["Sheet1"]["H2"]
    note.value, note.data_type = text, "s"
    book.save(file)
    out = tmp_path / "ra.xlsx"
    assert write_originals(rejected_originals(read_file(file, on=ON)), out, words()) == 1
    back = [cell for cell in cells(list(openpyxl.load_workbook(out).worksheets)) if cell.value]
    assert text.strip() in [str(cell.value).strip() for cell in back]
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in back if cell.row == 2)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Đỗ Đình Đức", "do dinh duc"),
        ("Đỗ Đình Đức", "ĐỖ ĐÌNH"),
        ("Nguyễn Thị Thuỷ", "thuy"),
        ("Nguyễn Thị Thuỷ", "thủy"),
        ("Hoàng Thị Phượng", "phuong"),
        ("Hoàng Thị Phượng", unicodedata.normalize("NFD", "phượng")),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_trap_26_names_are_kept_composed_and_found_without_accents(
    tmp_path: Path, register: Register, name: str, typed: str, form: Any
) -> None:
    """The letter đ has no parts that could be taken away: it is folded to d by rule (TCVN 6909:2001
    is composed Unicode, Decree 30/2020/NĐ-CP of 05/03/2020, Appendix I)."""
    taken_in(register, read(tmp_path, person(name=unicodedata.normalize(form, name))))
    (hit,) = register.search(typed)
    assert (hit.kind, hit.name) == ("person", name)
    assert unicodedata.is_normalized("NFC", hit.name)


def test_trap_26_one_person_written_in_two_ways_is_one_person(
    tmp_path: Path, register: Register
) -> None:
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "Đỗ Đình Đức")
        taken_in(register, read(tmp_path, person(name=name, id="038179001234")))
    assert [one.name for one in register.people.list()] == ["Đỗ Đình Đức"]


# Amounts and dates


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.500.000", 1_500_000),
        ("1,500,000", 1_500_000),
        ("1.500.000đ", 1_500_000),
        ("1500000", 1_500_000),
        ("1,5 triệu", 1_500_000),
        ("1.5 triệu", 1_500_000),
        ("46.800.000 đồng", 46_800_000),
        ("2.000", 2_000),
    ],
)
def test_trap_27_a_point_stands_between_thousands(typed: str, amount: int) -> None:
    assert parse_amount(typed) == amount
    assert parse_amount(dong(amount)) == amount


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("05/08/1979", "1979-08-05"),
        ("5/8/1979", "1979-08-05"),
        ("05.08.1979", "1979-08-05"),
        (date(1979, 8, 5), "1979-08-05"),
        ("08/1979", "1979-08"),
        ("1979", "1979"),
        (1979, "1979"),
        ("00/00/1979", "1979"),
    ],
)
def test_trap_27_a_birth_is_day_month_year_or_less(
    tmp_path: Path, written: object, born: str
) -> None:
    found = record(tmp_path, born=written)
    assert found.born is not None
    assert found.born.iso == born


def test_trap_27_a_birth_known_in_part_leaves_as_it_came(
    tmp_path: Path, register: Register
) -> None:
    """08/1979 stays a month; a whole date leaves as a real date shown day first."""
    with register.change("Lập sổ"):
        village = register.villages.add("Thôn Bến")
        household = register.households.add(village_id=village, number="1")
        for name, born in {"An": "1979-08", "Bình": "1979", "Chi": "1979-08-05"}.items():
            register.people.add(name=name, household_id=household, born=PartialDate.parse(born))
    (book,) = exported(register, "household-book", tmp_path)
    shown = {row[2].value: row[4] for row in book.iter_rows() if row[2].value}
    assert (shown["An"].value, shown["Bình"].value) == ("08/1979", "1979")
    assert shown["Chi"].value == datetime(1979, 8, 5)  # noqa: DTZ001 - a cell has no time zone
    assert shown["Chi"].number_format == "dd/mm/yyyy"


# What is a source, and what is not


@pytest.mark.parametrize(
    "standing", ["Hộ nghèo thành phố", "Hộ nghèo theo chuẩn tỉnh", "Hộ cận nghèo (chuẩn TP)"]
)
@pytest.mark.parametrize("cell", ["x", "Hộ nghèo"])
def test_trap_29_a_provinces_own_poor_are_not_the_poor_of_the_law(
    tmp_path: Path, standing: str, cell: str
) -> None:
    """Support goes by the national poverty standard (Decree 07/2021/NĐ-CP of 27/01/2021); a higher
    one of a city makes a household poor for that city's own support."""
    for column, said in (("Diện hộ", standing), (standing, cell)):
        heading = ("STT", "Họ và tên", column)
        (found,) = read(tmp_path, (1, "Nguyễn Thị Lan", said), heading=heading).records
        assert found.standing is None


@pytest.mark.parametrize("column", ["Diện hộ (theo chuẩn của tỉnh)", "Loại hộ (chuẩn TP)"])
def test_trap_29_a_column_of_a_provinces_own_standard_is_left_aside(
    tmp_path: Path, column: str
) -> None:
    heading = ("STT", "Họ và tên", column)
    (found,) = read(tmp_path, (1, "Nguyễn Thị Lan", "Hộ nghèo"), heading=heading).records
    assert found.standing is None


def test_trap_30_every_source_has_number_and_date_or_says_that_the_date_is_not_known(
    policy: Policy,
) -> None:
    """Numbers begin anew every year: 1676/QĐ-TTg is of 17/09/2014 and another of 21/11/2019."""
    for value in policy:
        cite = value.cite
        assert any(mark.isdigit() for mark in cite.document) or cite.dated is None, value.name
        if cite.dated is None:
            assert value.status != "confirmed", value.name
            assert value.why, value.name
            assert "chưa rõ ngày" in cite.full
        else:
            assert f"{cite.dated:%d/%m/%Y}" in cite.full
            assert cite.dated.year <= value.start.year or value.start < date(2016, 1, 1), value.name
    old, new = (
        Cite("Quyết định 1676/QĐ-TTg", day) for day in (date(2014, 9, 17), date(2019, 11, 21))
    )
    assert old.full != new.full


def test_trap_30_answers_cite_number_and_date(policy: Policy) -> None:
    calculator = Calculator(policy, words(), ON, lambda code: code == "38")
    questions: list[Row] = [
        {"calc": "contribution", "income": 1_500_000, "class": "other", "method": "ahead-5"},
        {"calc": "premium", "months": 12, "members": ["household", "student"]},
        {"calc": "pension", "sex": "male", "years": 20, "average": 3_000_000},
    ]
    for question in questions:
        cited = [step["cite"] for step in calculator.answer(question)["steps"] if step["cite"]]
        assert cited
        for text in (one for cite in cited for one in cite.split("; ")):
            assert "/20" in text or "(chưa rõ ngày)" in text
            assert "(" in text
