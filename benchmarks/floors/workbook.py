"""Floor of a workbook: openpyxl writing the same cells, values and formats, nothing else."""

import time
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Sheets = list[tuple[str, list[list[Any]]]]


def seconds(sheets: Sheets, out: Path) -> float:
    """Time one write-only workbook with these values, row by row."""
    start = time.perf_counter()
    book = Workbook(write_only=True)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(out)
    return time.perf_counter() - start
