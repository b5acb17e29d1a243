"""The rows of an import as they are kept with it: who each was, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storage.intake.originals import OriginalRow, OriginalTable, rejected_originals

if TYPE_CHECKING:
    from storage.imports import Outcome
    from storage.intake.plan import RowKey
    from storage.intake.records import Reading
    from storage.register import Register


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One row of an import of before, with the person and household it was taken for."""

    id: str
    row: int
    sheet: str
    outcome: Outcome
    name: str
    why: str | None
    column: str | None
    value: str | None
    person_id: str | None
    born: str | None
    household_id: str | None
    village: str


def kept_rows(
    register: Register, import_id: str, outcomes: tuple[Outcome, ...]
) -> tuple[KeptRow, ...]:
    """Return the rows of an import that met one of some fates, in the order of the file."""
    marks = ", ".join("?" * len(outcomes))
    found = register.connection.rows(
        "SELECT r.id, r.row, r.sheet, r.outcome, ifnull(p.name, ifnull(r.record ->> 'name', '')),"
        " r.why, r.column_name, r.value, p.id, p.born, p.household_id, ifnull(v.name, '')"
        " FROM import_rows r LEFT JOIN people p ON p.id = r.person_id"
        " LEFT JOIN households h ON h.id = p.household_id"
        " LEFT JOIN villages v ON v.id = ifnull(h.village_id, p.village_id)"
        f" WHERE r.import_id = ? AND r.outcome IN ({marks}) ORDER BY r.id",
        (import_id, *outcomes),
    )
    return tuple(KeptRow(*row) for row in found)


def plain_originals(reading: Reading) -> dict[RowKey, dict[str, Any]]:
    """Return the rejected rows of a file as plain values, to be kept with its import."""
    return {
        (table.sheet, row.row): {
            "name": names.get((table.sheet, row.row), ""),
            "title": table.title,
            "headings": table.headings,
            "cells": row.cells,
        }
        for names in ({(item.sheet, item.row): item.name for item in reading.rejected},)
        for table in rejected_originals(reading)
        for row in table.rows
    }


def kept_originals(register: Register, import_id: str) -> tuple[OriginalTable, ...]:
    """Return the rejected rows of an import of before as they stood in the file, by sheet."""
    sheets: dict[str, list[OriginalRow]] = {}
    heads: dict[str, tuple[Any, Any]] = {}
    for row in register.imports.rows(import_id, "rejected"):
        record = row.record or {}
        if "cells" not in record:
            continue  # an import of before rows were kept
        heads.setdefault(row.sheet, (record["title"], record["headings"]))
        cells = tuple(record["cells"])
        original = OriginalRow(row.row, cells, row.column_name or "", row.why or "")
        sheets.setdefault(row.sheet, []).append(original)
    return tuple(
        OriginalTable(
            sheet, tuple(heads[sheet][0]), tuple(map(tuple, heads[sheet][1])), tuple(rows)
        )
        for sheet, rows in sheets.items()
    )
