"""Two tables printed side by side on one sheet become two sheets, one after the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from storage.intake.lexicon import field_of
from storage.intake.text import clean, key

if TYPE_CHECKING:
    from storage.intake.records import Cell, Sheet

_TOP = 40  # rows in which a heading is looked for
RIGHT = " (bảng bên phải)"


def apart(sheet: Sheet) -> tuple[Sheet, ...]:
    """Return a sheet as it is, or its left and its right table where one heading stands twice.

    The right one keeps its place in the rows and columns; what is above and beside is left out.
    """
    for first, cells in enumerate(sheet.rows[:_TOP]):
        if at := _second_half(cells):
            left = tuple(row[:at] for row in sheet.rows)
            blank: tuple[Cell, ...] = ("",) * at
            right = tuple(
                blank + row[at:] if place >= first else row for place, row in enumerate(sheet.rows)
            )
            return (
                replace(sheet, rows=left),
                *apart(replace(sheet, name=sheet.name + RIGHT, rows=right)),
            )
    return (sheet,)


def _second_half(cells: tuple[Cell, ...]) -> int | None:
    """Return where the headings of a row begin again, or None where they do not."""
    twice = {cell for cell, times in Counter(cells).items() if times > 1 and isinstance(cell, str)}
    if not any(cell and field_of(cell) == "name" for cell in twice):
        return None
    words = [key(clean(cell)) if isinstance(cell, str) else "" for cell in cells]
    said = [at for at, word in enumerate(words) if word]
    if len(said) < 4:
        return None
    names = [at for at in said if field_of(str(cells[at])) == "name"]
    if len(names) < 2 or words[names[0]] != words[names[1]]:
        return None
    before = names[0] - said[0]  # a number may stand left of the name, in both tables
    start = names[1] - before
    left = [word for word in words[said[0] : start] if word]
    right = [word for word in words[start:] if word]
    return start if start > names[0] and len(left) > 1 and left == right[: len(left)] else None
