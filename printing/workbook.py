"""Spreadsheets as an office hands them up: letterhead, tables that add up, and print set-up.

Rows are written once and never held: each table keeps one row of styled cells, which is filled and
appended again and again. Text is always written as text, so that nothing from a roster becomes a
formula and no number of a person loses its zeros.
"""

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins

from printing.letterhead import MOTTO, NATION, letterhead
from printing.request import Request
from rules.calendar import shown_day
from storage import Register
from storage.office import Office
from storage.practice import LINE
from storage.progress import Progress

FACE = "Times New Roman"
# Excel shows these with the separators of the machine: 1.500.000 where Windows speaks Vietnamese.
FORMATS = {"text": "@", "number": "#,##0", "money": "#,##0", "share": "0.0%", "date": "dd/mm/yyyy"}
LEFT, RIGHT, CENTRE = "left", "right", "center"
_ALIGN = {"text": LEFT, "number": RIGHT, "money": RIGHT, "share": RIGHT, "date": CENTRE}
_LINE = Side(style="thin", color="FF8C8C8C")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="FFE7ECE9")
_SUM_FILL = PatternFill("solid", fgColor="FFF4F4EF")
_A4 = 9
_INCH = 25.4
# Decree 30/2020/NĐ-CP, Appendix I: left 30 mm, right 15 mm, top and bottom 20 mm.
_MARGINS = {
    "left": 30 / _INCH,
    "right": 15 / _INCH,
    "top": 20 / _INCH,
    "bottom": 20 / _INCH,
    "header": 10 / _INCH,
    "footer": 10 / _INCH,
}

Kind = Literal["text", "number", "money", "share", "date"]
Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One workbook of the catalogue: ``gather`` reads the register, ``build`` only fills a book."""

    name: str
    title: str
    gather: Callable[[Register, Request, Progress], Any]
    build: Callable[[Any, Workbook], None]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; ``formula`` holds ``{row}`` and fills the cells instead of values.

    ``width`` is in characters; ``summed`` columns get a SUM in the last row, and a formula there
    is filled in for the last row too. ``choices`` are all that may be typed, ``listed`` the cells
    that are offered beside words of one's own; those and ``filled`` columns stay open on a locked
    table. ``hidden`` columns are for the program that reads the table again.
    """

    title: str
    kind: Kind
    width: float
    summed: bool = False
    formula: str | None = None
    choices: tuple[str, ...] = ()
    listed: str = ""
    filled: bool = False
    hidden: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody is to write here."""
        return self.filled or bool(self.choices or self.listed)


@dataclass(frozen=True, slots=True)
class Table:
    """One worksheet: its tab, its titles, its columns and rows; ``sum_title`` None: no sum.

    On a locked one only open columns can be typed in; it has no password.
    """

    tab: str
    title: str
    lines: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    sum_title: str | None = None
    empty: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands under every table: the day of the figures, and the two who sign (title, name).

    A title of several lines stands in as many rows.
    """

    place: str
    day: date
    signers: tuple[tuple[str, str], tuple[str, str]] | None


def new_workbook(*, practice: bool = False) -> Workbook:
    """Return an empty workbook whose formulas are worked out when it is opened.

    Every sheet of a practice register begins with its mark, and has it at the head of each page.
    """
    book = Workbook(write_only=True)
    book.calculation.fullCalcOnLoad = True
    book.properties.category = LINE if practice else None
    return book


def save(book: Workbook, out: Path) -> None:
    """Write the workbook beside ``out`` and put it in its place when it is whole.

    Raises:
        OSError: when the folder cannot be written.
    """
    temporary = ""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=out.parent, prefix=f".{out.stem}-", suffix=".xlsx")
        os.close(handle)
        book.save(temporary)
        Path(temporary).replace(out)
    except BaseException:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        _close(book)
        raise


def _close(book: Workbook) -> None:
    """Close the sheets of a workbook that could not be saved: each holds a file open."""
    for sheet in book.worksheets:
        if not sheet.closed:
            sheet.close()


def add_table(book: Workbook, table: Table, office: Office, foot: Foot) -> None:
    """Add one worksheet holding the letterhead, the table and the signatures."""
    page = _Page(book, table)
    page.mark()
    page.letterhead(office)
    page.titles()
    page.table()
    page.signatures(foot)
    page.close(foot)


def add_choices(book: Workbook, tab: str, texts: Sequence[str]) -> None:
    """Add a hidden sheet with the texts that a ``listed`` column offers, one below the other."""
    sheet: Any = book.create_sheet(tab)
    sheet.sheet_state = "hidden"
    for text in texts:
        cell = WriteOnlyCell(sheet)
        _put_text(cell, text)
        sheet.append([cell])


class _Page:
    """One worksheet being written from the top."""

    def __init__(self, book: Workbook, table: Table) -> None:
        self._sheet: Any = book.create_sheet(_tab_name(table.tab))
        self._columns = table.columns
        self._table = table
        self._row = 0
        self._mark: str | None = book.properties.category
        self._head = len(table.lines) + 6 + (self._mark is not None)
        # Widths and panes go into the head of the file: they must be set before the first row.
        for place, column in enumerate(table.columns, start=1):
            self._sheet.column_dimensions[get_column_letter(place)].width = column.width
            self._sheet.column_dimensions[get_column_letter(place)].hidden = column.hidden
        self._sheet.freeze_panes = f"C{self._head + 1}"
        self._sheet.page_setup.orientation = "landscape"
        self._sheet.page_setup.paperSize = _A4
        self._sheet.page_setup.fitToWidth = 1
        self._sheet.page_setup.fitToHeight = 0
        self._sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def mark(self) -> None:
        """Write, where the book is one for practice, what tells it from a real one."""
        if self._mark is not None:
            self._across(self._mark, Font(name=FACE, size=12, bold=True))
            self._sheet.oddHeader.center.text = self._mark

    def letterhead(self, office: Office) -> None:
        """Write the two blocks of Decree 30/2020/NĐ-CP, Appendix I."""
        half = max(2, len(self._columns) // 2)
        small, bold = Font(name=FACE, size=12), Font(name=FACE, size=12, bold=True)
        head = letterhead(office)
        self._two_blocks(half, (head.parent, small), (NATION, bold))
        motto = Font(name=FACE, size=13, bold=True, underline="single")
        self._two_blocks(half, (head.body, bold), (MOTTO, motto))
        self._append([])

    def titles(self) -> None:
        """Write the title and the lines below it, centred over the table."""
        self._across(self._table.title, Font(name=FACE, size=14, bold=True))
        for line in self._table.lines:
            self._across(line, Font(name=FACE, size=12, italic=True))
        self._append([])

    def table(self) -> None:
        """Write the header, the rows and the sums."""
        self._append([self._header(column) for column in self._columns])
        first = self._row + 1
        cells = [self._cell(column) for column in self._columns]
        for values in self._table.rows:
            self._fill(cells, values)
        if not self._table.rows:
            self._across(self._table.empty, Font(name=FACE, size=12, italic=True))
        elif self._table.sum_title is not None:
            self._append(self._sums(first))
        self._offer(first)

    def _offer(self, first: int) -> None:
        """Let open cells be chosen from a list, and lock all others where the table is locked."""
        for place, column in enumerate(self._columns, start=1):
            offered = column.listed or (f'"{",".join(column.choices)}"' if column.choices else "")
            if offered and self._table.rows:
                letter = get_column_letter(place)
                rule = DataValidation("list", formula1=offered, allow_blank=True)
                rule.showErrorMessage = bool(column.choices)
                rule.add(f"{letter}{first}:{letter}{self._row}")
                self._sheet.data_validations.append(rule)
        if self._table.locked:
            self._sheet.protection.sheet = True
            self._sheet.protection.formatColumns = False  # widths may be changed

    def signatures(self, foot: Foot) -> None:
        """Write the place, the day and the two who sign, where there are any."""
        if foot.signers is None:
            return
        half = max(2, len(self._columns) // 2)
        italic, bold = Font(name=FACE, size=12, italic=True), Font(name=FACE, size=12, bold=True)
        place = f"{foot.place}, " if foot.place else ""
        day = f"ngày {foot.day.day:02d} tháng {foot.day.month:02d} năm {foot.day.year}"
        left, right = foot.signers
        self._append([])
        self._two_blocks(half, ("", italic), (f"{place}{day}", italic))
        # a deputy signs under two lines: KT. CHỦ TỊCH over PHÓ CHỦ TỊCH
        for one, other in zip_longest(left[0].splitlines(), right[0].splitlines(), fillvalue=""):
            self._two_blocks(half, (one, bold), (other, bold))
        for _ in range(3):
            self._append([])
        self._two_blocks(half, (left[1], bold), (right[1], bold))

    def close(self, foot: Foot) -> None:
        """Set what is printed on every page: the repeated head and the numbered foot."""
        self._sheet.print_title_rows = f"{self._head}:{self._head}"
        self._sheet.oddFooter.left.text = f"Số liệu đến ngày {shown_day(foot.day)}"
        self._sheet.oddFooter.right.text = "Trang &P/&N"
        self._sheet.print_options.horizontalCentered = True
        self._sheet.page_margins = PageMargins(**_MARGINS)

    def _append(self, cells: list[Any]) -> None:
        self._sheet.append(cells)
        self._row += 1

    def _two_blocks(self, half: int, left: tuple[str, Font], right: tuple[str, Font]) -> None:
        rest = len(self._columns) - half
        self._append(self._centred(*left, half) + self._centred(*right, rest))

    def _across(self, text: str, font: Font) -> None:
        self._append(self._centred(text, font, len(self._columns)))

    def _centred(self, text: str, font: Font, columns: int) -> list[Any]:
        """Return cells with a text centred over them: no cells are merged, so rows still sort."""
        cells = []
        for place in range(columns):
            cell = WriteOnlyCell(self._sheet)
            cell.font = font
            cell.alignment = Alignment(horizontal="centerContinuous", vertical=CENTRE)
            if place == 0:
                _put_text(cell, text)
            cells.append(cell)
        return cells

    def _header(self, column: Column) -> Any:
        cell = WriteOnlyCell(self._sheet)
        cell.font = Font(name=FACE, size=12, bold=True)
        cell.fill = _HEAD_FILL
        cell.border = _GRID
        cell.alignment = Alignment(horizontal=CENTRE, vertical=CENTRE, wrap_text=True)
        _put_text(cell, column.title)
        return cell

    def _cell(self, column: Column) -> Any:
        """Return the styled cell of a column, to be filled anew for each row."""
        cell = WriteOnlyCell(self._sheet)
        cell.font = Font(name=FACE, size=12)
        cell.border = _GRID
        cell.number_format = FORMATS[column.kind]
        cell.alignment = Alignment(horizontal=_ALIGN[column.kind], vertical=CENTRE)
        if column.kind == "text" and not column.is_open:
            cell.quotePrefix = True
        if column.is_open:
            cell.protection = Protection(locked=False)
        elif self._table.locked:
            cell.fill = _SUM_FILL
        return cell

    def _fill(self, cells: list[Any], values: Sequence[Value]) -> None:
        row = self._row + 1
        for cell, column, value in zip(cells, self._columns, values, strict=True):
            if column.formula is not None:
                cell.value = column.formula.format(row=row)
            elif isinstance(value, str):
                _put_text(cell, value)
            else:
                cell.value = value
        self._append(cells)

    def _sums(self, first: int) -> list[Any]:
        last, row = self._row, self._row + 1
        cells = [self._cell(column) for column in self._columns]
        for place, (cell, column) in enumerate(zip(cells, self._columns, strict=True), start=1):
            cell.font = Font(name=FACE, size=12, bold=True)
            cell.fill = _SUM_FILL
            letter = get_column_letter(place)
            if column.summed:
                cell.value = f"=SUM({letter}{first}:{letter}{last})"
            elif column.formula is not None:
                cell.value = column.formula.format(row=row)
        _put_text(cells[1], self._table.sum_title or "")
        return cells


def _put_text(cell: Any, text: str) -> None:
    """Put a text into a cell as text, whatever it begins with."""
    cell.value = text
    cell.data_type = "s"


def _tab_name(text: str) -> str:
    """Return a text fit for a tab: no sign that Excel forbids, at most 31 letters."""
    return re.sub(r"[\[\]:*?/\\]", " ", text).strip("' ")[:31] or "Bảng"
