"""Floor of a workbook: openpyxl writing the same cells, values and looks, nothing else."""

import time
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

# A cell: its value, its type, and its look (font, fill, border, alignment, number format, quote).
Cell = tuple[Any, str, int]
Look = tuple[Any, Any, Any, Any, str, bool]
Sheets = list[tuple[str, dict[str, float], list[list[Cell]]]]


def seconds(sheets: Sheets, looks: list[Look], out: Path) -> float:
    """Time one write-only workbook with these cells, row by row.

    Each look is made once a sheet for each column, and its cell filled again and again: the
    quickest way that openpyxl has.
    """
    start = time.perf_counter()
    book = Workbook(write_only=True)
    for title, widths, rows in sheets:
        sheet: Any = book.create_sheet(title)
        for letter, width in widths.items():
            sheet.column_dimensions[letter].width = width
        kept: dict[tuple[int, int], Any] = {}
        for row in rows:
            cells = []
            for column, (value, kind, look) in enumerate(row):
                place = column, look
                cell = kept.get(place)
                if cell is None:
                    cell = kept[place] = _styled(sheet, looks[look])
                cell.value = value
                cell.data_type = kind
                cells.append(cell)
            sheet.append(cells)
    book.save(out)
    return time.perf_counter() - start


def _styled(sheet: Any, look: Look) -> Any:
    cell: Any = WriteOnlyCell(sheet)
    cell.font, cell.fill, cell.border, cell.alignment, cell.number_format, quoted = look
    if quoted:
        cell.quotePrefix = True
    return cell
