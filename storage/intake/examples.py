"""What each column of a list held: how often it was mended, and one example before and after."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from rules.calendar import PartialDate
from storage.intake.lexicon import first_words
from storage.intake.records import ColumnReading
from storage.intake.rows import shown_cell
from storage.intake.values import TICK, BadValueError, Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.intake.records import Cell, Column


def column_readings(
    seen: Sequence[tuple[Column, Reader | None, list[Cell]]],
) -> tuple[ColumnReading, ...]:
    """Return one reading for each heading of the file, in the order they first stand."""
    groups: dict[tuple[str, str | None], list[tuple[Reader | None, list[Cell]]]] = {}
    for column, reader, cells in seen:
        groups.setdefault((column.heading, column.field), []).append((reader, cells))
    return tuple(_reading(heading, field, held) for (heading, field), held in groups.items())


def _reading(
    heading: str, field: str | None, held: list[tuple[Reader | None, list[Cell]]]
) -> ColumnReading:
    filled = changed = doubtful = 0
    plain: tuple[str, str] | None = None
    mended: tuple[str, str] | None = None
    for reader, cells in held:
        for cell, times in Counter(cell for cell in cells if cell != "").items():
            before = shown_cell(cell)
            after = _after(reader, cell)
            filled += times
            if reader and after == "":
                doubtful += times
                continue
            if reader and after != before:
                changed += times
                mended = mended or (before, after)
            plain = plain or (before, after)
    before, after = mended or plain or ("", "")
    return ColumnReading(heading, field, before, after, filled, changed, doubtful)


def _after(reader: Reader | None, cell: Cell) -> str:
    if reader is None:
        return ""
    try:
        return _shown(reader.field, reader.read(cell))
    except BadValueError:
        return ""


def _shown(field: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, PartialDate):
        return value.shown
    if value == TICK:
        return "✓"
    return first_words(field).get(str(value), str(value))
