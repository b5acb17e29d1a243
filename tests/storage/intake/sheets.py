"""Real little spreadsheets for the tests of intake."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

HEADING = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Thôn")


def workbook(
    path: Path,
    rows: Sequence[Sequence[Any]] | Mapping[str, Sequence[Sequence[Any]]],
    merged: Sequence[str] = (),
) -> Path:
    """Write rows (or rows by sheet) as .xlsx and merge ranges like ``"A3:A5"`` on each sheet."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    sheets = rows if isinstance(rows, Mapping) else {"Sheet1": rows}
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(list(row))
        for cell_range in merged:
            sheet.merge_cells(cell_range)
    book.save(path)
    return path
