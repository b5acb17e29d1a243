"""Cells as the clerk sees them in the file, and what every column held."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.intake.text import clean

if TYPE_CHECKING:
    from storage.intake.records import Cell, Column
    from storage.intake.scripts import Script
    from storage.intake.tables import Table
    from storage.intake.values import Reader

_SHOWN = 300  # letters of a cell that a report repeats


@dataclass(frozen=True, slots=True)
class Seen:
    """What one column of one table held: read cells, and those of an old font as written."""

    column: Column
    reader: Reader | None
    cells: list[Cell]
    script: Script = "unicode"
    written: list[Cell] | None = None


def as_written(table: Table, column: Column) -> tuple[Script, list[Cell] | None]:
    """Return the script a column was converted from and its cells as they stand in the file."""
    script = table.sheet.scripts.get(column.index, "unicode")
    rows = table.sheet.written
    if rows is None or script == "unicode":
        return script, None
    at = column.index
    held = (rows[row.index] for row in table.rows)
    return script, [cells[at] if at < len(cells) else "" for cells in held]


def shown_cell(cell: Cell) -> str:
    """Return a cell as the clerk sees it in the file."""
    if isinstance(cell, (dt.datetime, dt.date)):
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year:04d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = clean(str(cell))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
