"""The rows that were not taken, as they stand in the file, to be handed back for mending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.intake.lexicon import lexicon
from storage.intake.seen import shown_cell
from storage.intake.tables import tables_of
from storage.intake.text import key

if TYPE_CHECKING:
    from storage.intake.records import Reading, Rejected
    from storage.intake.tables import Row, Table

HEADING_PARTS = " – "
MENDING = ("Dòng trong tệp gốc", "Cột phải sửa", "Vì sao chưa nhận")
"""The headings at the right of rows that are handed back."""
_OF_HOUSEHOLD = frozenset({"household_number", "village", "address", "relation"})


@dataclass(frozen=True, slots=True)
class OriginalRow:
    """One row as written: its number from 1, its cells as text, the cell to blame and why."""

    row: int
    cells: tuple[str, ...]
    column: str
    why: str


@dataclass(frozen=True, slots=True)
class OriginalTable:
    """The rejected rows of one sheet under its headings, a heading of several lines as a tuple."""

    sheet: str
    title: tuple[str, ...]
    headings: tuple[tuple[str, ...], ...]
    rows: tuple[OriginalRow, ...]


def is_handed_back(reading: Reading) -> bool:
    """Say whether a file holds only the rows of a list that were handed back for mending."""
    return {key(heading) for heading in MENDING} <= {key(one.heading) for one in reading.columns}


def rejected_originals(reading: Reading) -> tuple[OriginalTable, ...]:
    """Return the rejected rows as they stand in the file, by sheet."""
    rejected: dict[str, dict[int, Rejected]] = {}
    for item in reading.rejected:
        rejected.setdefault(item.sheet, {})[item.row] = item
    found = []
    for sheet in reading.book.sheets:
        if sheet.name not in rejected:
            continue
        read = tables_of(sheet, reading.assignment.columns)
        blamed = rejected[sheet.name]
        headings: tuple[tuple[str, ...], ...] = ()
        rows: list[OriginalRow] = []
        for table in read.tables:
            headings = headings or _headings(table)
            rows += _rows(table, blamed, len(headings))
        found.append(OriginalTable(sheet.name, read.title, headings, tuple(rows)))
    return tuple(found)


def _headings(table: Table) -> tuple[tuple[str, ...], ...]:
    width = max(column.index for column in table.header.columns) + 1
    headings: list[tuple[str, ...]] = [()] * width
    for column in table.header.columns:
        headings[column.index] = tuple(column.heading.split(HEADING_PARTS))
    return tuple(headings)


def _rows(table: Table, blamed: dict[int, Rejected], width: int) -> list[OriginalRow]:
    rows = []
    carried: dict[int, str] = {}
    for row in table.rows:
        item = blamed.get(row.index + 1)
        carried = _carried(table, row, carried)
        if item is not None:
            cells = [shown_cell(cell) for cell in row.cells[:width]]
            cells += [""] * (width - len(cells))
            for column in table.header.columns:
                spanned = table.spanned.get((row.index, column.index))
                if spanned is not None and not cells[column.index]:
                    cells[column.index] = shown_cell(spanned)
            for index, text in carried.items():
                cells[index] = cells[index] or text
            rows.append(OriginalRow(item.row, tuple(cells), item.column, item.why))
    return rows


def _carried(table: Table, row: Row, above: dict[int, str]) -> dict[int, str]:
    """Return by column what only the first row of a household says, and a member needs alone."""
    texts = {
        column.field: (column.index, shown_cell(row.cells[column.index]))
        for column in table.header.columns
        if column.field in _OF_HOUSEHOLD and column.index < len(row.cells)
    }
    _, said = texts.pop("relation", (0, ""))
    begins = texts.get("household_number", (0, ""))[1]
    if begins or not said or lexicon().relations.get(key(said)) == "head":
        return {index: text for index, text in texts.values() if text}
    return above
