"""A register's first entry: the commune it is for, chosen or told by the heads of its lists."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rules.names import fold
from storage.protection import files_of
from storage.units import find_units, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from storage.intake import Reading
    from storage.register import Register

# Where a list says whose it is: "UBND xã …" at the end of a cell above its table, folded.
_COMMUNE = re.compile(r"\b(?:xa|phuong|dac khu) [a-z ]+$")
_HEAD_ROWS = 8


@contextmanager
def made_whole(register_path: Path) -> Iterator[None]:
    """Leave no half of a new register behind where filling it fails."""
    try:
        yield
    except BaseException:
        for file in files_of(register_path):
            file.unlink(missing_ok=True)
        raise


def choose_commune(register: Register, code: str, *, office: str = "") -> None:
    """Enter the office of a commune by its official code; inside a change.

    Args:
        register: a register without an office.
        code: five digits.
        office: what stands at the head of papers; the people's committee unless given.

    Raises:
        StorageError: unknown_commune.
    """
    unit = unit_of(code)
    register.office.save(
        commune_code=unit.code,
        commune=unit.title,
        province_code=unit.province_code,
        name=office or f"UBND {unit.kind} {unit.name}",
        parent_name=unit.province[:1].upper() + unit.province[1:],
        place=unit.name,
    )


def commune_of(readings: Iterable[Reading]) -> str | None:
    """Return the code of the commune that the heads of the lists name, if only one fits."""
    cells = {
        fold(cell)
        for reading in readings
        for sheet in reading.book.sheets
        for row in sheet.rows[:_HEAD_ROWS]
        for cell in row
        if isinstance(cell, str)
    }
    found = {
        hit.unit.code
        for cell in cells
        for match in _COMMUNE.finditer(cell)
        for hit in find_units(match[0], limit=50)
        if fold(hit.unit.title) == match[0]
    }
    return found.pop() if len(found) == 1 else None
