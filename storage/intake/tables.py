"""From a sheet to its rows of people; page breaks, totals and signatures are put aside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.intake.headers import Header, find_header, header_at, likely_header
from storage.intake.lexicon import field_of, is_tick, lexicon
from storage.intake.places import village_of_sheet
from storage.intake.text import clean, key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storage.intake.records import Cell, Sheet

_NUMBERS = frozenset({"personal_id", "si_number", "hi_card", "born", "male", "female"})
_UNSAID = frozenset({"order", "members", "note", "household_number"})
_SPANNING = frozenset(
    {"household_number", "standing", "poor", "near_poor", "average_agri", "village", "address"}
)
_DATA, _ASIDE = "data", "aside"
_LATEST = 1_000  # rows in which the first heading must stand
# "An Hòa, ngày 22 tháng 11 năm 2026", and the same with dots left to be filled in by hand.
_PLACE_AND_DAY = re.compile(
    r"(?:^|,\s*)ngày\s*(?:[\d.…_]*\s*tháng\s*[\d.…_]*\s*năm\s*[\d.…_]*"
    r"|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4})\s*$"
)
_NUMBERING = re.compile(r"^(?:[\W_]+|(?:\d{1,2}|[ivx]{1,4}|[a-zđ])\s*[.)/:\-]\s*)+", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s*[:(\-–]?\s*(?:gồm|có|tổng số)?\s*\d+\s*(?:hộ|khẩu|nhân khẩu|người)\b.*$", re.IGNORECASE
)
_FIGURE = re.compile(r"\d")


@dataclass(slots=True, unsafe_hash=True)  # as `Record`
class Row:
    """One row of people: its index in the sheet from 0, its cells, and what the lines above say.

    ``section`` is the village, ``standing`` the standing of the households below such a line.
    """

    index: int
    cells: tuple[Cell, ...]
    section: str | None
    standing: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under one heading; ``spanned`` holds values of cells merged downwards."""

    sheet: Sheet
    header: Header
    rows: tuple[Row, ...]
    spanned: Mapping[tuple[int, int], Cell]


@dataclass(frozen=True, slots=True)
class SheetTables:
    """All tables of one sheet, the texts outside them, and how many lines were put aside."""

    tables: tuple[Table, ...]
    title: tuple[str, ...]
    foot: tuple[str, ...]
    skipped: int


def tables_of(sheet: Sheet, assigned: Mapping[str, str | None]) -> SheetTables:
    """Return the tables of a sheet; none where no heading names people."""
    header = find_header(sheet, 0, assigned, _LATEST) or likely_header(sheet, assigned)
    if header is None:
        return SheetTables((), _texts(sheet.rows[:50]), (), 0)
    title = _texts(sheet.rows[: header.first])
    walk = _Walk(sheet, assigned, header)
    walk.run()
    return SheetTables(tuple(walk.tables), title, _texts(walk.aside), walk.skipped)


class _Walk:
    """One pass over a sheet below its first heading."""

    def __init__(self, sheet: Sheet, assigned: Mapping[str, str | None], header: Header) -> None:
        self.sheet = sheet
        self.assigned = assigned
        self.tables: list[Table] = []
        self.aside: list[Sequence[Cell]] = []
        self.skipped = 0
        self._rows: list[Row] = []
        self._section: str | None = None
        self._standing: str | None = None
        self._ended = False
        self._begin(header)

    def _begin(self, header: Header) -> None:
        self.header = header
        self._next = self._below_heading = header.last + 1
        self._headings = _heading_cells(self.sheet, header)
        self._names = [item.index for item in header.columns if item.field == "name"]
        self._numbers = [item.index for item in header.columns if item.field in _NUMBERS]
        self._orders = [item.index for item in header.columns if item.field == "order"]
        self._saying = [
            item.index for item in header.columns if item.field and item.field not in _UNSAID
        ]

    def run(self) -> None:
        rows = self.sheet.rows
        while self._next < len(rows):
            cells = rows[self._next]
            index = self._next
            self._next += 1
            if self._is_heading(index, cells):
                continue
            role = self._role(cells)
            if role == _DATA:
                self._ended = False
                self._rows.append(Row(index, cells, self._section, self._standing))
            elif role == _ASIDE:
                self._ended = True
                self.skipped += 1
                self.aside.append(cells)
        self._close()

    def _close(self) -> None:
        if self._rows or not self.tables:
            spanned = _spanned(self.sheet, self.header)
            self.tables.append(Table(self.sheet, self.header, tuple(self._rows), spanned))
        self._rows = []

    def _is_heading(self, index: int, cells: Sequence[Cell]) -> bool:
        """Pass over a heading repeated at a page break; a new one begins a new table."""
        repeated = 0
        if not self._headings.isdisjoint(cells):
            repeated = sum(1 for cell in cells if cell in self._headings)
        if repeated < 2 and not (repeated and len(self._headings) == 1):
            if index == self._below_heading and _is_numbering(cells):
                return True
            if not _may_be_heading(cells):
                return False
        rows, below = self.sheet.rows, index + self.header.last - self.header.first + 1
        if rows[index:below] == rows[self.header.first : self.header.last + 1]:
            self._next = self._below_heading = below
            self.skipped += 1
            return True
        header = header_at(self.sheet, index, self.assigned)
        if header is None:
            return repeated > 1 and repeated * 2 >= sum(1 for cell in cells if cell != "")
        if [(item.index, item.field) for item in header.columns] != [
            (item.index, item.field) for item in self.header.columns
        ]:
            self._close()
        self._begin(header)
        self.skipped += 1
        return True

    def _role(self, cells: Sequence[Cell]) -> str | None:
        """Say what a row is: data, put aside, or nothing at all (None)."""
        width = len(cells)
        name = next((cells[at] for at in self._names if at < width and cells[at] != ""), "")
        numbered = any(at < width and cells[at] != "" for at in self._numbers)
        if self._ended and (names := self._of_signers(cells)):
            self._opens_section(names)
            return _ASIDE
        if isinstance(name, str) and name and numbered and not _is_aside(clean(name)):
            return _DATA
        said = [cell for cell in cells if cell != "" and not _is_space(cell)]
        if not said:
            return None
        words = [clean(cell) for cell in said if isinstance(cell, str)]
        if any(_is_aside(word) for word in words):
            return _ASIDE
        if not numbered and self._opens_section(said):
            return _ASIDE
        ordered = any(at < width and cells[at] != "" for at in self._orders)
        if ordered and any(at < width and cells[at] != "" for at in self._saying):
            return _DATA  # a person without a name
        return self._role_of_rest(cells, name, len(said))

    def _of_signers(self, cells: Sequence[Cell]) -> list[Cell]:
        """Return what a row below the totals holds when it is words alone: no figure, no tick."""
        said = [cell for cell in cells if cell != "" and not _is_space(cell)]
        plain = not any(_has_figure(cell) or is_tick(clean(str(cell))) for cell in said)
        return said if plain else []

    def _opens_section(self, said: Sequence[Cell]) -> bool:
        """Take a line that names only a village or a standing for what is said of those below."""
        texts = [clean(str(cell)) for cell in said]
        named = [text for text in texts if len(text) > 4 or village_of_sheet(text)]
        if len(named) != 1 or len(texts) > 2:
            return False
        text = _COUNTED.sub("", _NUMBERING.sub("", named[0]))
        if village := village_of_sheet(text):
            self._section = village
            return True
        plain = key(text)
        if standing := lexicon().standings.get(plain):
            self._standing = standing
            return True
        return f"{plain} ".startswith(lexicon().households)

    def _role_of_rest(self, cells: Sequence[Cell], name: Cell, said: int) -> str | None:
        telling = [at for at in self._saying if at < len(cells) and cells[at] != ""]
        if name != "" and not _is_space(name):
            alone = len(telling) == 1 and len(self._saying) > 1
            return _ASIDE if alone and self._ended else _DATA
        if len(telling) >= 2 or any(_digits(cells[at]) >= 6 for at in telling):
            return _DATA
        return None if said == 1 and not telling else _ASIDE


def _heading_cells(sheet: Sheet, header: Header) -> frozenset[Cell]:
    return frozenset(
        cell
        for row in sheet.rows[header.first : header.last + 1]
        for cell in row
        if isinstance(cell, str) and cell.strip()
    )


def _spanned(sheet: Sheet, header: Header) -> dict[tuple[int, int], Cell]:
    """Return the value of every cell hidden by a merged range, in columns where that says much."""
    columns = {item.index for item in header.columns if item.field in _SPANNING}
    found: dict[tuple[int, int], Cell] = {}
    for (top, left), (bottom, _) in sheet.merged:
        if bottom > top and left in columns and top > header.last and top < len(sheet.rows):
            cells = sheet.rows[top]
            value = cells[left] if left < len(cells) else ""
            if value != "":
                found.update({(row, left): value for row in range(top + 1, bottom + 1)})
    return found


def _is_numbering(cells: Sequence[Cell]) -> bool:
    """Say whether a row only numbers the columns: ``1 2 3`` or ``(1) (2) (3)`` or ``A B 1``."""
    said = [cell for cell in cells if cell != ""]
    texts = [str(int(cell)) if isinstance(cell, float) else str(cell).strip(" ()") for cell in said]
    return len(texts) >= 3 and all(
        (text.isdigit() and len(text) <= 2) or (len(text) == 1 and text.isupper()) for text in texts
    )


def _is_aside(text: str) -> bool:
    """Say whether a text begins a line of totals or a signature, or is a place with a day."""
    words = lexicon()
    plain = text.lower()
    if plain.startswith(words.signatures) or ("ngày" in plain and _PLACE_AND_DAY.search(plain)):
        return True
    if not plain.startswith(words.totals):
        return False
    for start in words.totals:
        if plain.startswith(start) and not plain[len(start) : len(start) + 1].isalpha():
            return True
    return False


def _may_be_heading(cells: Sequence[Cell]) -> bool:
    """Say whether a row could head another table: words only, several of which name fields."""
    said = []
    for cell in cells:
        if not isinstance(cell, str) or _FIGURE.search(cell):
            return False  # most rows begin with a number
        if cell:
            said.append(cell)
    return len(said) >= 3 and sum(1 for cell in said if field_of(cell)) * 2 > len(said)


def _has_figure(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(_FIGURE.search(cell))


def _is_space(cell: Cell) -> bool:
    return isinstance(cell, str) and not clean(cell)


def _digits(cell: Cell) -> int:
    text = str(int(cell)) if isinstance(cell, float) else str(cell)
    return sum(mark.isdigit() for mark in text)


def _texts(rows: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    return tuple(clean(cell) for row in rows for cell in row if isinstance(cell, str) and cell)
