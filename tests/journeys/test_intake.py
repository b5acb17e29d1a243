"""A list with doubts in the real window, with keys alone: mended, answered, written, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.journeys.desk import Desk, Display
from tests.journeys.office import choose, count, make_register, opened, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

BOOK = (
    ("Số hộ", "STT", "Họ và tên", "QH với chủ hộ", "Ngày sinh", "Giới tính", "Số CCCD",
     "Thôn", "Điện thoại"),
    (1, 1, "Mai Thị Lành", "Chủ hộ", "05/08/1979", "Nữ", "038179004412", "Thôn Đông", "0912345678"),
    (1, 2, "Vi Văn Tuất", "Chồng", "12/03/1976", "Nam", "038076001206", "Thôn Đông", ""),
    (1, 3, "Vi Thị Xuân", "Con", "01/02/2004", "Nữ", "038304007781", "Thôn Đông", ""),
    (1, 4, "Vi Văn Ngọ", "Con", "22/09/2009", "Nam", "038209003345", "Thôn Đông", ""),
    (2, 1, "Lường Thị Mến", "Chủ hộ", "17/11/1958", "Nữ", "", "Thôn Đông", "0987654321"),
    (2, 2, "Lường Văn Sửu", "Con", "30/04/1985", "Nam", "038085002218", "Thôn Đông", ""),
    (2, 3, "Lò Thị Sen", "Con", "08/06/1988", "Nữ", "038188009117", "Thôn Đông", ""),
    (3, 1, "Tống Thị Mận", "Chủ hộ", "03/02/1981", "Nữ", "", "Thôn Đoài", "0978123456"),
    (3, 2, "Hà Công Dần", "Chồng", "19/10/1979", "Nam", "038079006653", "Thôn Đoài", ""),
    (3, 3, "Hà Thị Mùi", "Con", "14/07/2003", "Nữ", "038303001459", "Thôn Đoài", ""),
    (4, 1, "Lục Văn Thìn", "Chủ hộ", "25/12/1964", "Nam", "038064008824", "Thôn Đoài",
     "0934567890"),
    (4, 2, "Đèo Thị Tý", "Vợ", "09/09/1966", "Nữ", "038166003391", "Thôn Đoài", ""),
)  # fmt: skip
PEOPLE = len(BOOK) - 1

CARDS = (
    ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Thôn", "Điện thoại", "Giá trị đến"),
    (1, "Vi Văn Tuất", "12/03/1976", "Nam", "038076001206", "Thôn Đông", "", "30/11/2026"),
    (2, "Mai Thị Lành", "05/08/1979", "Nữ", "038179004412", "Thôn Đông", "0905111222",
     "31/12/2026"),
    (3, "Lục Văn Thìn", "25/12/1964", "Nam", "038064008824", "Thôn Đoài", "0905333444",
     "31/12/2026"),
    (4, "Lường Thị Mến", "1958", "Nữ", "038158001111", "Thôn Đông", "", "15/12/2026"),
    (5, "Tống Thị Mận", "1981", "Nữ", "038181007777", "Thôn Đoài", "", "20/12/2026"),
    (6, "Lường Thị Hợi", "31/02/1995", "Nữ", "038195005555", "Thôn Đông", "", "31/12/2026"),
    (7, "Hà Thị Mùi", "14/07/2003", "Nữ", "0383030014590", "Thôn Đoài", "", "31/12/2026"),
)  # fmt: skip

IMPORTS = "SELECT count(*) FROM imports"
ALL = "SELECT count(*) FROM people"
TABLES = ("people", "households", "villages", "covers", "imports", "import_rows")


@pytest.fixture
def desk(display: Display, tmp_path: Path) -> Iterator[Desk]:
    home = tmp_path / "home"
    home.mkdir()
    made = Desk(display, home)
    yield made
    made.picture(tmp_path / "last.png")
    made.close()


def listed(path: Path, rows: Sequence[tuple[Any, ...]], title: str) -> Path:
    """A spreadsheet as an office sends it: a title, an empty line, the rows."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in ((title,), (), *rows):
        page.append(row)
    book.save(path)
    return path


def left(path: Path) -> list[object]:
    """The names in a spreadsheet of rows that were not taken."""
    names = {row[1] for row in CARDS[1:]}
    cells = (cell for row in openpyxl.load_workbook(path).worksheets[0].values for cell in row)
    return [cell for cell in cells if cell in names]


def save_rejected(desk: Desk, out: Path) -> list[object]:
    """Save what was not taken, which only a page that has such rows can, and read it."""
    desk.until("the dialog", lambda: shown(desk, "Lưu dòng"), lambda: desk.press("F7"))
    desk.at("^Lưu dòng chưa nhận")
    desk.press("ctrl+a")
    desk.type(str(out))
    desk.press("Return")
    desk.gone("^Lưu dòng chưa nhận")
    desk.at("^Nhập dữ liệu")
    desk.until("the rows", out.exists)
    return left(out)


def written(desk: Desk, path: Path, number: int) -> None:
    """Write the list under review; that many lists are in the register then."""
    desk.until(
        "the import", lambda: count(path, IMPORTS) == number, lambda: desk.press("ctrl+Return")
    )


def state(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tables that a list fills."""
    with opened(path) as register:
        return {
            table: [tuple(row) for row in register.connection.rows(f"SELECT * FROM {table}")]
            for table in TABLES
        }


def of(path: Path, name: str, column: str) -> list[object]:
    """What a column says of everybody of a name."""
    sql = f"SELECT {column} FROM people WHERE name = ? ORDER BY seq"
    with opened(path) as register:
        return list(register.connection.column(sql, (name,)))


def until_of(path: Path, name: str) -> list[object]:
    """The last days of health insurance known of everybody of a name."""
    sql = (
        "SELECT c.until FROM covers c JOIN people p ON p.id = c.person_id"
        " WHERE p.name = ? AND c.scheme = 'hi' ORDER BY p.seq"
    )
    with opened(path) as register:
        return list(register.connection.column(sql, (name,)))


def review(desk: Desk, path: Path) -> None:
    """Mend one of two rows, take a telephone from the list, answer both pairs, and write."""
    assert save_rejected(desk, desk.home / "hai.xlsx") == ["Lường Thị Hợi", "Hà Thị Mùi"]
    desk.press("F4", "ctrl+a")
    desk.type("28/02/1995")
    desk.press("Return")
    assert save_rejected(desk, desk.home / "mot.xlsx") == ["Hà Thị Mùi"]
    desk.press("F6", "l")  # what differs: of two telephones the first
    desk.press("F6", "F6", "F6")  # updated, new, and the pairs
    desk.press("c", "k")
    written(desk, path, 2)


def open_earlier(desk: Desk) -> None:
    """From the report to the imports of before, of which the latest is current, and into it."""
    desk.until("the report", lambda: shown(desk, "Chọn tệp"), lambda: desk.press("ctrl+o"))
    desk.at("^Chọn tệp")
    desk.press("Escape")
    desk.gone("^Chọn tệp")
    desk.at("^Nhập dữ liệu")
    desk.press("Escape", "Return")


def test_a_list_is_reviewed_written_and_taken_back(desk: Desk) -> None:
    book = listed(desk.home / "so.xlsx", BOOK, "SỔ HỘ GIA ĐÌNH, NHÂN KHẨU")
    cards = listed(desk.home / "the.xlsx", CARDS, "DANH SÁCH THẺ BHYT SẮP HẾT HẠN")
    path = make_register(desk)
    choose(desk, book)
    written(desk, path, 1)
    assert count(path, ALL) == PEOPLE
    before = state(path)

    choose(desk, cards)
    review(desk, path)
    assert of(path, "Lường Thị Hợi", "born") == ["1995-02-28"]
    assert of(path, "Mai Thị Lành", "phone") == ["0905111222"]
    assert of(path, "Lục Văn Thìn", "phone") == ["0934567890"]
    assert of(path, "Lường Thị Mến", "personal_id") == ["038158001111"]
    assert of(path, "Lường Thị Mến", "born") == ["1958-11-17"]
    assert of(path, "Tống Thị Mận", "personal_id") == [None, "038181007777"]
    assert of(path, "Hà Thị Mùi", "personal_id") == ["038303001459"]
    assert until_of(path, "Vi Văn Tuất") == ["2026-11-30"]
    assert until_of(path, "Hà Thị Mùi") == []
    assert count(path, ALL) == PEOPLE + 2

    open_earlier(desk)
    assert save_rejected(desk, desk.home / "con.xlsx") == ["Hà Thị Mùi"]
    desk.until("the undo", lambda: count(path, IMPORTS) == 1, lambda: desk.press("F8"))
    assert state(path) == before
    assert "Traceback" not in desk.said()
