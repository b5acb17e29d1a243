"""Text of old fonts: the two tables, the vote over columns, fonts, and what a clerk decides."""

import csv
import io
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from rules.names import clean_name
from storage.errors import StorageError
from storage.intake import Assignment, Reading, assign, read_file, reassigned
from storage.intake.fonts import draws_capitals, old_fonts, script_of_font
from storage.intake.scripts import is_syllable, to_unicode
from tests.storage.intake.old_text import tcvn3, vni

ON = date(2026, 11, 22)
WORDS = """
Mai Thị Lành Tống Mận Lường Mến Vi Văn Tuất Nguyễn Ngọc Quỳnh Đỗ Ưng Ấn Ổn Ằng Ẳm Ẵm Ặng Ảnh Ước
Ướt Ỷ Hoà Thuỷ Kỹ Kỵ Mỹ Lỹ Khuê Hoằng Xoắn Nghĩa Nghiệm Giềng Giữ Gì Quý Quyền Thưởng Bửu Lữ Cừ
Đặng Đậu Đẳng Đường Sỏi Sõi Vòng Vọng Hỗ Hổ Hồ Hộ Nhỡ Nhờ Nhợ Tẻ Tẽ Tẹ Bể Bễ Bệ
"""
NAMES = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=5).map(" ".join)
HEADS = ("Họ và tên", "Ngày sinh", "Giới tính", "Thôn", "Ghi chú")
PEOPLE = (
    ("Mai Thị Lành", "05/08/1979", "Nữ", "Thôn Bến", "ở với mẹ"),
    ("Tống Thị Mận", "1981", "Nữ", "Thôn Chợ", ""),
    ("Vi Văn Tuất", "3/1990", "Nam", "Thôn Bến", "đi làm xa"),
)


@given(NAMES)
def test_tcvn3_comes_back_as_it_went(name: str) -> None:
    # its capitals with a tone come from a font of capitals
    assert to_unicode(tcvn3(name), "tcvn3").lower() == name.lower()


@given(NAMES, st.booleans())
def test_vni_comes_back_as_it_went(name: str, capitals: bool) -> None:
    name = name.upper() if capitals else name
    assert to_unicode(vni(name), "vni") == name


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Traàn Vaên Ñaäu", "Trần Văn Đậu"), ("Nguyeãn Thò Höông", "Nguyễn Thị Hương"),
        ("aú AÚ", "ẳ Ẳ"), ("kyø nghæ", "kỳ nghỉ"), ("ôû Ñoâng Trieàu", "ở Đông Triều"),
        ("Mai Ly 1979", "Mai Ly 1979"), ("Mai Thị Lành", "Mai Thị Lành"),
    ],
)  # fmt: skip
def test_vni_as_it_is_typed(written: str, read: str) -> None:
    assert to_unicode(written, "vni") == read


def test_soft_hyphen_is_a_letter_of_tcvn3() -> None:
    assert to_unicode("NguyÔn ThÞ H\xad¬ng", "tcvn3") == "Nguyễn Thị Hương"


@pytest.mark.parametrize(
    ("written", "read"),
    [("QU¸CH §×NH TH¾NG", "QUÁCH ĐÌNH THẮNG"), ("Hµ Mü", "Hà Mỹ"), ("Th«n BÕn", "Thôn Bến")],
)
def test_capitals_of_tcvn3_without_their_own_font(written: str, read: str) -> None:
    assert to_unicode(written, "tcvn3") == read


@pytest.mark.parametrize("word", ["Nguyễn", "khuỷu", "giếng", "quốc", "Đắk", "ỷ", "nghiêng"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert not is_syllable(f"{word}ß")


@pytest.mark.parametrize(
    ("font", "script"),
    [(".VnTime", "tcvn3"), (".VnArialH", "tcvn3"), ("VNI-Times", "vni"), ("VNI Helve", "vni"),
     ("Times New Roman", None), ("Vnuni", None)],
)  # fmt: skip
def test_fonts_that_say_how_text_is_written(font: str, script: str | None) -> None:
    assert script_of_font(font) == script
    assert draws_capitals(font) == (font == ".VnArialH")


def rows_in(old: object) -> list[tuple[str, ...]]:
    return [tuple(old(cell) for cell in row) for row in (HEADS, *PEOPLE)]  # type: ignore[operator]


def sheet(path: Path, rows: Sequence[tuple[str, ...]], fonts: dict[int, str] | None = None) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    for column, font in (fonts or {}).items():
        for cell in page[chr(ord("A") + column)]:
            cell.font = Font(name=font)
    book.save(path)
    return path


def names(reading: Reading) -> list[str]:
    return [record.name for record in reading.records]


@pytest.mark.parametrize(("script", "old"), [("tcvn3", tcvn3), ("vni", vni)])
@pytest.mark.parametrize("font", ["", "old"])
def test_a_whole_list_in_an_old_font(tmp_path: Path, script: str, old: object, font: str) -> None:
    fonts = dict.fromkeys(range(5), {"tcvn3": ".VnTime", "vni": "VNI-Times"}[script])
    path = sheet(tmp_path / "ds.xlsx", rows_in(old), fonts if font else None)
    reading = read_file(path, on=ON)
    assert reading.book.writing == script
    assert reading.book.font == (fonts[0] if font else "")
    assert names(reading) == [row[0] for row in PEOPLE]
    assert [r.village for r in reading.records] == ["Thôn Bến", "Thôn Chợ", "Thôn Bến"]
    assert [r.sex for r in reading.records] == ["female", "female", "male"]
    assert [r.born and r.born.iso for r in reading.records] == ["1979-08-05", "1981", "1990-03"]
    first = reading.columns[0]
    assert first.script == script
    assert (first.heading, first.key) == ("Họ và tên", rows_in(old)[0][0])
    assert (first.before, first.after) == (rows_in(old)[1][0], "Mai Thị Lành")


def test_a_font_of_capitals(tmp_path: Path) -> None:
    rows = [("Hä vµ tªn", "Th«n"), (tcvn3("vũ thị lành"), tcvn3("bến"))]
    path = sheet(tmp_path / "ds.xlsx", rows, {0: ".VnTimeH", 1: ".VnTimeH"})
    record = read_file(path, on=ON).records[0]
    assert (record.name, record.village) == ("Vũ Thị Lành", "Thôn Bến")


def test_columns_are_judged_one_by_one(tmp_path: Path) -> None:
    rows = [(tcvn3(a), b, c, d, e) for a, b, c, d, e in (HEADS, *PEOPLE)]
    reading = read_file(sheet(tmp_path / "ds.xlsx", rows), on=ON)
    assert [column.script for column in reading.columns] == ["tcvn3", *["unicode"] * 4]
    assert names(reading) == [row[0] for row in PEOPLE]
    assert reading.records[0].note == "ở với mẹ"


def test_a_heading_in_unicode_over_old_text_keeps_its_letters(tmp_path: Path) -> None:
    rows = [HEADS, *rows_in(vni)[1:]]
    reading = read_file(sheet(tmp_path / "ds.xlsx", rows), on=ON)
    assert [column.heading for column in reading.columns] == list(HEADS)
    assert names(reading) == [row[0] for row in PEOPLE]


def test_a_font_does_not_make_unicode_old(tmp_path: Path) -> None:
    path = sheet(tmp_path / "ds.xlsx", [HEADS, *PEOPLE], dict.fromkeys(range(5), ".VnTime"))
    reading = read_file(path, on=ON)
    assert reading.book.writing == "unicode"
    assert names(reading) == [row[0] for row in PEOPLE]
    assert reading.records[2].note == "đi làm xa"


def test_a_unicode_cell_in_an_old_column_stays(tmp_path: Path) -> None:
    rows = [(tcvn3("Họ và tên"),), *[(tcvn3(row[0]),) for row in PEOPLE], ("Lường Thị Mến",)]
    reading = read_file(sheet(tmp_path / "ds.xlsx", rows), on=ON)
    assert names(reading) == [*[row[0] for row in PEOPLE], "Lường Thị Mến"]


def test_a_broken_font_table_is_only_a_hint() -> None:
    assert old_fonts(b"PK\x03\x04 .VnTime") == {}
    assert old_fonts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 .VnTime") == {}


def test_the_clerk_has_the_last_word_over_the_file_and_a_column(tmp_path: Path) -> None:
    reading = read_file(sheet(tmp_path / "ds.xlsx", rows_in(tcvn3)), on=ON)
    key = reading.columns[0].key
    left = reassigned(reading, Assignment().with_script("unicode", key))
    assert left.records[0].name == clean_name(PEOPLE[0][0].replace("ị", "Þ").replace("à", "µ"))
    assert left.records[0].village == "Thôn Bến"
    whole = reassigned(reading, Assignment().with_script("unicode"))
    assert whole.columns[0].field == "name"  # its heading is known in any script
    assert whole.records[0].name == left.records[0].name
    again = reassigned(whole, whole.assignment.with_script("tcvn3", key).with_script(None))
    assert names(again) == names(reading)
    forced = reassigned(whole, whole.assignment.with_script("tcvn3", key))
    assert names(forced) == names(reading)
    back = forced.assignment.with_script(None, key)
    assert reassigned(forced, back).records[0].name == left.records[0].name
    assert read_file(tmp_path / "ds.xlsx", on=ON, script="vni").book.writing == "vni"


def test_a_column_of_old_text_is_assigned_by_its_heading_as_written(tmp_path: Path) -> None:
    reading = read_file(sheet(tmp_path / "ds.xlsx", rows_in(vni)), on=ON)
    other = assign(reading, vni("Ghi chú"), None)
    assert other.records[0].note == ""
    with pytest.raises(StorageError) as caught:
        assign(
            read_file(sheet(tmp_path / "m.xlsx", [("Họ và tên",), ("Vi Văn Tuất",)]), on=ON),
            "Họ và tên",
            None,
        )
    assert caught.value.code == "intake_no_name_column"


def lines(old: object = None, mark: str = ";") -> str:
    text = io.StringIO()
    rows = rows_in(old) if old else [HEADS, *PEOPLE]
    csv.writer(text, delimiter=mark).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    ("old", "encoding", "writing"),
    [
        (None, "utf-8", "unicode"), (None, "utf-8-sig", "unicode"), (None, "utf-16", "unicode"),
        (None, "utf-16-le", "unicode"), (None, "utf-16-be", "unicode"),
        (None, "utf-16-be-mark", "unicode"),
        (tcvn3, "latin-1", "tcvn3"), (vni, "latin-1", "vni"),
        (tcvn3, "utf-8", "tcvn3"), (vni, "utf-16-le", "vni"),
    ],
)  # fmt: skip
def test_text_files_in_every_encoding(
    tmp_path: Path, mark: str, old: object, encoding: str, writing: str
) -> None:
    text = lines(old, mark)
    if encoding == "utf-16-be-mark":
        content = b"\xfe\xff" + text.encode("utf-16-be")
    else:
        content = text.encode(encoding)
    path = tmp_path / "ds.csv"
    path.write_bytes(content)
    reading = read_file(path, on=ON)
    assert reading.book.writing == writing
    assert names(reading) == [row[0] for row in PEOPLE]
    assert reading.records[1].village == "Thôn Chợ"


def test_windows_1258_may_be_taken_for_an_old_font_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "ds.csv"
    decomposed = unicodedata.normalize("NFC", "Ho va ten;Thon\nLa\u0300nh;Be\u0301n\n")
    path.write_bytes(decomposed.replace("à", "a\u0300").replace("é", "e\u0301").encode("cp1258"))
    reading = read_file(path, on=ON)
    assert reading.book.encoding == "cp1258"
    assert names(reading) == ["Lành"]
    forced = reassigned(reading, Assignment().with_script("tcvn3"))
    assert names(forced) == [to_unicode("La\xccnh", "tcvn3")]
