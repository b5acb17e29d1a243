"""Rows of a list that were not taken, with the reasons, in a form that can be read in again.

No sheet of the catalogue: it comes from a file under review, not from the register.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from printing.workbook import FACE, FORMATS, new_workbook, save
from rules.words import Words
from storage.intake.originals import MENDING, OriginalRow, OriginalTable

_HEAD_FILL = PatternFill("solid", fgColor="FFE7ECE9")
_WHY_FILL = PatternFill("solid", fgColor="FFFCF0D8")


def write_originals(tables: Sequence[OriginalTable], out: Path, words: Words) -> int:
    """Write rejected rows as they stand in their file; return how many.

    The headings are those of the file, with three columns more at the right.

    Args:
        tables: the rows by sheet, of a file just read or of an import of before.
        out: an .xlsx file; replaced when it exists.
        words: the sentences for the reasons.

    Raises:
        OSError: when the folder cannot be written.
    """
    book = new_workbook()
    for table in tables:
        _Page(book.create_sheet(table.sheet[:31]), table, words).write()
    save(book, out)
    return sum(len(table.rows) for table in tables)


class _Page:
    """One worksheet: the lines above the list, its headings, its rows."""

    def __init__(self, sheet: Any, table: OriginalTable, words: Words) -> None:
        self._sheet = sheet
        self._table = table
        self._words = words

    def write(self) -> None:
        """Write everything from the top; widths must be set before the first row."""
        table = self._table
        for place in range(len(table.headings)):
            longest = max((len(row.cells[place]) for row in table.rows), default=0)
            width = min(max(longest + 2, 10), 36)
            self._sheet.column_dimensions[get_column_letter(place + 1)].width = width
        for extra, width in enumerate((12, 18, 36), start=len(table.headings) + 1):
            self._sheet.column_dimensions[get_column_letter(extra)].width = width
        for line in table.title:
            self._sheet.append([self._cell(line, bold=True)])
        self._headings()
        for row in table.rows:
            self._sheet.append(self._row(row))

    def _headings(self) -> None:
        headings = (*self._table.headings, *((title,) for title in MENDING))
        for line in range(max(len(heading) for heading in headings)):
            self._sheet.append(
                [
                    self._cell(heading[line] if line < len(heading) else "", head=True)
                    for heading in headings
                ]
            )

    def _row(self, row: OriginalRow) -> list[Any]:
        why = self._words.say(f"intake.why.{row.why}")
        said = (str(row.row), row.column, why)
        cells = [self._cell(text) for text in row.cells]
        return [*cells, *(self._cell(text, tinted=True) for text in said)]

    def _cell(
        self, text: str, *, bold: bool = False, head: bool = False, tinted: bool = False
    ) -> Any:
        cell = WriteOnlyCell(self._sheet)
        cell.font = Font(name=FACE, size=12, bold=bold or head)
        cell.number_format = FORMATS["text"]
        if text:
            cell.value = text
            cell.data_type = "s"
            cell.quotePrefix = True
        if head:
            cell.fill = _HEAD_FILL
            cell.alignment = Alignment(wrap_text=True, vertical="center")
        elif tinted:
            cell.fill = _WHY_FILL
        return cell
