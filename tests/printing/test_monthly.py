"""The monthly workbook, read back: the register's own figures, sums as formulas, text as text."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from printing.export import export_sheet
from printing.request import Request
from printing.sheets import household_book, monthly
from printing.wording import PrintError
from printing.workbook import new_workbook, save
from rules.calendar import Month
from rules.household_codes import shown
from storage import Register, open_register
from storage.intake import preview, read_file
from storage.months import SCHEMES
from storage.sample import make_sample
from storage.targets import Period

ON = date(2026, 11, 22)
OCTOBER = Month(2026, 10)
TABS = {"hi": ("BHYT", "BHYT mới"), "vsi": ("BHXH tự nguyện", "BHXH tự nguyện mới")}


def clock() -> datetime:
    return datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with open_register(tmp_path / "so.sas", clock=clock, create=True) as opened:
        yield opened


@pytest.fixture
def filled(register: Register) -> Register:
    make_sample(register, people=900, seed=1, on=ON)
    return register


def export(register: Register, folder: Path, name: str = "monthly") -> Path:
    return export_sheet(register, name, Request(on=ON, month=OCTOBER), folder / "thang.xlsx")


def head_row(sheet: Worksheet) -> int:
    return next(int(cell.row) for cell in sheet["A"] if cell.value in {"STT", "Số hộ"})


def table(sheet: Worksheet) -> list[list[Any]]:
    rows = []
    for row in sheet.iter_rows(min_row=head_row(sheet) + 1):
        if not isinstance(row[0].value, int):
            break
        rows.append([cell.value for cell in row])
    return rows


def test_village_rows_are_the_report(filled: Register, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(filled, tmp_path))
    report = filled.months.report(OCTOBER, ON)
    for scheme in SCHEMES:
        rows = table(book[TABS[scheme][0]])
        assert [row[1:8] for row in rows] == [
            [row.village, row.population, *flow]
            for row in report.rows
            for part in [row.of(scheme)]
            for flow in [[part.opening, part.new, part.renewed, part.stopped, part.covered]]
        ]


def test_totals_and_rates_are_formulas_over_exactly_the_rows(
    filled: Register, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(export(filled, tmp_path))
    report = filled.months.report(OCTOBER, ON)
    for scheme in SCHEMES:
        sheet = book[TABS[scheme][0]]
        first = head_row(sheet) + 1
        last = first + len(report.rows) - 1
        total = sheet[last + 1]
        assert total[1].value == "Toàn xã"
        for letter in "CDEFGH":
            assert sheet[f"{letter}{last + 1}"].value == f"=SUM({letter}{first}:{letter}{last})"
            assert all(isinstance(c.value, int) for c in sheet[letter][first - 1 : last])
        assert sum(c.value for c in sheet["H"][first - 1 : last]) == report.total.of(scheme).covered
        for row in range(first, last + 2):
            assert sheet[f"I{row}"].value == f'=IF(C{row}=0,"",H{row}/C{row})'
            assert sheet[f"I{row}"].number_format == "0.0%"


def test_lists_hold_exactly_the_new_people(filled: Register, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(filled, tmp_path))
    for scheme in SCHEMES:
        rows = table(book[TABS[scheme][1]])
        names = filled.months.names(OCTOBER, ON, figure="new", scheme=scheme)
        assert [row[1] for row in rows] == [person.name for person in names]
        assert [row[4] or "" for row in rows] == [person.personal_id or "" for person in names]
        assert all(isinstance(row[7], datetime) for row in rows)


def test_another_reader_sees_numbers_dates_and_text(filled: Register, tmp_path: Path) -> None:
    book = CalamineWorkbook.from_path(str(export(filled, tmp_path)))
    rows = book.get_sheet_by_name("BHYT mới").to_python()
    start = next(place for place, row in enumerate(rows) if row[0] == "STT") + 1
    people = [row for row in rows[start:] if isinstance(row[0], float)]
    assert people
    for row in people:
        assert isinstance(row[7], date)
        assert row[4] == "" or re.fullmatch(r"\d{12}", str(row[4]))


def test_the_page_is_set_up_for_printing(filled: Register, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(filled, tmp_path))
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        head = head_row(sheet)
        assert sheet.print_title_rows == f"${head}:${head}"
        assert sheet.freeze_panes == f"C{head + 1}"
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.right is not None
        assert sheet.oddFooter.right.text == "Trang &P/&N"
        assert sheet["A2"].value == "ỦY BAN NHÂN DÂN XÃ AN HÒA"


def test_margins_are_those_of_official_papers(filled: Register, tmp_path: Path) -> None:
    for sheet in openpyxl.load_workbook(export(filled, tmp_path)):
        margins = sheet.page_margins
        millimetres = (margins.left, margins.right, margins.top, margins.bottom)
        assert [round(25.4 * one) for one in millimetres] == [30, 15, 20, 20]


@pytest.mark.parametrize("start", ["=1+1", "+84", "-5", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_text_from_a_roster_never_becomes_a_formula(
    register: Register, tmp_path: Path, start: str
) -> None:
    with register.change("Thêm"):
        village = register.villages.add(f"{start} thôn")
        home = register.households.add(village_id=village)
        person = register.people.add(name=f"{start} Hà", household_id=home, phone="0912000111")
        register.covers.add(
            person, scheme="hi", known="covered", start=date(2026, 10, 2), dated=date(2026, 10, 1)
        )
    for name in ("monthly", "household-book"):
        book = openpyxl.load_workbook(export(register, tmp_path, name))
        found = [
            cell
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str)
            and cell.value.startswith(start[:1])
            and cell.data_type == "f"
        ]
        assert all(re.match(r"=(SUM|IF)\([A-Z]", str(cell.value)) for cell in found)
        held = [
            cell
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.value == f"{start} Hà"
        ]
        assert held
        assert all(cell.data_type == "s" and cell.quotePrefix for cell in held)


def test_an_empty_register_gives_a_head_and_one_sentence(
    register: Register, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(export(register, tmp_path))
    texts = [cell.value for cell in book["BHYT"]["A"] if cell.value]
    assert any("Sổ chưa có thôn nào" in str(text) for text in texts)
    export(register, tmp_path, "household-book")


def test_an_unknown_sheet_is_refused(register: Register, tmp_path: Path) -> None:
    with pytest.raises(PrintError) as refused:
        export(register, tmp_path, "taxes")
    assert refused.value.code == "unknown_sheet"
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_failed_save_leaves_the_old_file(filled: Register, tmp_path: Path) -> None:
    out = export(filled, tmp_path)
    before = out.read_bytes()
    with pytest.raises(Exception, match="month_not_begun"):
        export_sheet(filled, "monthly", Request(on=ON, month=Month(2027, 1)), out)
    assert out.read_bytes() == before
    assert [file.name for file in tmp_path.glob("*.xlsx")] == [out.name]


def test_a_folder_that_cannot_be_made_leaves_no_sheet_open(
    filled: Register, tmp_path: Path
) -> None:
    (tmp_path / "tệp").write_text("", encoding="utf-8")
    book = new_workbook()
    monthly.SHEET.build(monthly.gather(filled, Request(on=ON), lambda _done, _total: None), book)
    with pytest.raises(OSError, match="tệp"):
        save(book, tmp_path / "tệp" / "thang.xlsx")
    assert all(sheet.closed for sheet in book.worksheets)


def test_the_household_book_is_read_in_again(filled: Register, tmp_path: Path) -> None:
    book = export(filled, tmp_path, "household-book")
    living = [person for person in filled.people.list() if person.status in {"here", "away"}]
    reading = read_file(book, on=ON)
    with open_register(tmp_path / "again.sas", clock=clock, create=True) as again:
        plan = preview(again, reading)
    assert plan.counts.rows == plan.counts.added == len(living)
    by_name = sorted((record.name, record.personal_id or "") for record in reading.records)
    assert by_name == sorted((person.name, person.personal_id or "") for person in living)


def test_sheets_tell_their_progress(filled: Register) -> None:
    seen: list[tuple[int, int]] = []
    monthly.gather(filled, Request(on=ON), lambda done, whole: seen.append((done, whole)))
    household_book.gather(filled, Request(on=ON), lambda done, whole: seen.append((done, whole)))
    assert seen[2] == (3, 3)
    assert seen[-1][0] == seen[-1][1]


def test_why_households_and_people_came_or_went_stands_in_the_month(
    register: Register, tmp_path: Path
) -> None:
    """Ask 7 of users of such programs: the report wants the reason, not only the number."""
    with register.change("Lập sổ"):
        village = register.villages.add("Thôn Đông")
        old, new = (register.households.add(village_id=village) for _ in range(2))
        add = register.people.add
        head = add(name="Vi Văn Tuất", household_id=old, relation="head")
        wife = add(name="Lường Thị Mến", household_id=old, relation="wife")
        add(name="Tống Thị Mận", household_id=new, relation="head")
    with register.change("Việc trong tháng"):
        register.life.death(
            head,
            day=date(2026, 10, 4),
            new_head_id=wife,
            told_by="Trưởng thôn",
            document="12/2026",
        )
        register.life.join(old, new, day=date(2026, 10, 31))
    with register.change("Việc tháng sau"):
        register.life.household_leaves(new, day=date(2026, 11, 1), where="Đắk Lắk")
        register.life.mistaken([wife])
        register.life.death(wife, day=None)
    codes = [shown(register.households.get(one).code) for one in (old, new)]
    found = table(openpyxl.load_workbook(export(register, tmp_path))["Biến động"])
    plain = [
        [cell.date() if isinstance(cell, datetime) else cell or "" for cell in row] for row in found
    ]
    assert plain == [
        [1, date(2026, 10, 4), "Mất", "Vi Văn Tuất", codes[0], "Thôn Đông", "", "Trưởng thôn",
         "12/2026", ""],
        [2, date(2026, 10, 31), "Gộp hộ", "", codes[0], "Thôn Đông", codes[1], "", "", ""],
    ]  # fmt: skip
    told = register.life.between(date(2026, 11, 1), date(2026, 11, 30))
    assert [(one.kind, one.day, one.person) for one in told] == [
        ("left", date(2026, 11, 1), "Tống Thị Mận"),
        ("death", None, "Lường Thị Mến"),
        ("household_left", None, "Lường Thị Mến"),
    ]


def test_targets_and_why_they_are_low_go_into_the_report(filled: Register, tmp_path: Path) -> None:
    """S5: a unit with a low result reports the causes and the correction it proposes."""
    year = Period.of_year(2026)
    with filled.change("Giao chỉ tiêu"):
        filled.targets.set("hi", year, "commune", on=ON, goal=1200)
        target = filled.targets.get(filled.targets.set("vsi", year, "commune", on=ON, goal=400))
        filled.targets.spread(target, filled.targets.shares(target, "population", on=ON))
        low = filled.targets.of(year, level="village")[0]
        collector = filled.staff.all("collector")[0]
        filled.targets.set("hi_new", year, "collector", collector.id, on=ON, goal=5000)
        filled.explanations.save(
            low.id, OCTOBER, day=ON, reasons=[1], cause="Nhiều người đi làm xa",
            correction="Gọi hỏi từng hộ", staff_id=collector.id, by_day=date(2026, 12, 15),
        )  # fmt: skip
    rows = table(openpyxl.load_workbook(export(filled, tmp_path))["Chỉ tiêu"])
    village = filled.villages.get(low.subject).name
    assert rows[0][1:3] == ["BHYT toàn dân", "Cả xã"]
    assert rows[0][4] == 1200
    told = next(row for row in rows if row[2] == village)
    assert told[1] == "BHXH tự nguyện"
    assert told[6] - told[5] == told[7] < 0
    assert told[8:11] == [
        "Lo tiền, thu nhập không đều; Nhiều người đi làm xa", "Gọi hỏi từng hộ", collector.name,
    ]  # fmt: skip
    assert told[11].date() == date(2026, 12, 15)
    assert [row[1:3] for row in rows][-1] == ["Người mới tham gia BHYT hộ gia đình", collector.name]


def test_without_targets_the_tab_says_so(filled: Register, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(export(filled, tmp_path))["Chỉ tiêu"]
    assert table(sheet) == []
    assert any("Chưa giao chỉ tiêu" in str(cell.value) for cell in sheet["A"])
