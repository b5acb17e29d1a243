"""Finding the heading rows of a list, wherever they stand and however they are merged."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from storage.intake.lexicon import field_of, speaks_of_head
from storage.intake.likeness import looks_like_names, looks_like_rest_of_names
from storage.intake.records import Column
from storage.intake.text import clean, key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storage.intake.records import Cell, Sheet

_DEEPEST = 3
_TOP = 60  # rows in which a heading is looked for when none names people
_BELOW = 40  # rows below a heading that show what a column holds
_PARTS = frozenset({"male", "female", "born_day", "born_month", "born_year"})
_JOINED = frozenset({"name", "family_name"})
_OLD_CARD = re.compile(r"^(?:so )?(?:cmnd|cmtnd|cmt|chung minh)\b")
_NEW_CARD = re.compile(r"\b(?:cccd|cc|can cuoc|dinh danh|ddcn)\b")
_OF_TIME = {"hi_from": None, "hi_until": "paid_until"}


@dataclass(frozen=True, slots=True)
class Header:
    """Heading rows ``first`` to ``last`` (from 0) and the columns that they name."""

    first: int
    last: int
    columns: tuple[Column, ...]

    @property
    def fields(self) -> frozenset[str]:
        """The fields that some column was taken for."""
        return frozenset(column.field for column in self.columns if column.field)

    @property
    def texts(self) -> frozenset[str]:
        """The keys of the headings, to know them again at a page break."""
        return frozenset(key(part) for item in self.columns for part in item.heading.split(" – "))


def find_header(
    sheet: Sheet, start: int, assigned: Mapping[str, str | None], limit: int | None = None
) -> Header | None:
    """Return the first heading rows at or after ``start`` that name people, or None."""
    stop = len(sheet.rows) if limit is None else min(limit, len(sheet.rows))
    for first in range(start, stop):
        if header := header_at(sheet, first, assigned):
            return header
    return None


def header_at(sheet: Sheet, first: int, assigned: Mapping[str, str | None]) -> Header | None:
    """Return the heading rows that begin exactly at ``first``, the depth that names most."""
    if not _is_wordy(sheet.rows[first]):
        return None
    best: Header | None = None
    # a line with one cell is a title, whatever stands below it
    deepest = _DEEPEST if sum(1 for cell in sheet.rows[first] if cell != "") > 1 else 1
    for depth in range(1, deepest + 1):
        last = first + depth - 1
        if last >= len(sheet.rows) or (depth > 1 and not _is_below(sheet, first, last)):
            break
        columns = _columns(sheet, first, last, assigned)
        header = Header(first, last, columns)
        if _names_people(header) and (best is None or _count(header) > _count(best)):
            best = header
    return _with_rest_of_names(sheet, best, assigned) if best else None


def likely_header(sheet: Sheet, assigned: Mapping[str, str | None]) -> Header | None:
    """Return a heading whose column of names has a word we do not know, by what stands below.

    At least two other columns must be known, and the names must look like names.
    """
    for first in range(min(len(sheet.rows), _TOP)):
        if not _is_wordy(sheet.rows[first]):
            continue
        best: Header | None = None
        for last in range(first, min(first + _DEEPEST, len(sheet.rows))):
            if last > first and not _is_below(sheet, first, last):
                break
            header = Header(first, last, _columns(sheet, first, last, assigned))
            if best is None or _count(header) > _count(best):
                best = header
        if best and len(best.fields) >= 2 and (named := _with_names(sheet, best, assigned)):
            return named
    return None


def _with_names(sheet: Sheet, header: Header, assigned: Mapping[str, str | None]) -> Header | None:
    for column in header.columns:
        free = column.field is None and column.key not in assigned
        if free and looks_like_names(_held(sheet, header.last, column.index)):
            taken = replace(column, field="name")
            columns = tuple(taken if one is column else one for one in header.columns)
            return Header(header.first, header.last, columns)
    return None


def _with_rest_of_names(sheet: Sheet, header: Header, assigned: Mapping[str, str | None]) -> Header:
    """Take a column without a heading, right of the names, for their last word where it is."""
    at = {column.index: column for column in header.columns}
    columns = list(header.columns)
    for column in header.columns:
        right = at.get(column.index + 1)
        if (
            column.field == "name"
            and right is not None
            and not right.heading
            and right.key not in assigned
            and looks_like_rest_of_names(_held(sheet, header.last, right.index))
            and not looks_like_names(_held(sheet, header.last, right.index))
        ):
            columns[columns.index(right)] = replace(right, heading=column.heading, field="name")
    return Header(header.first, header.last, tuple(columns))


def _held(sheet: Sheet, last: int, index: int) -> list[Cell]:
    rows = sheet.rows[last + 1 : last + 1 + _BELOW]
    return [row[index] for row in rows if index < len(row) and row[index] != ""]


def _count(header: Header) -> int:
    return sum(1 for column in header.columns if column.field)


def _names_people(header: Header) -> bool:
    fields = header.fields
    if "name" not in fields:
        return False
    headed = sum(1 for column in header.columns if column.heading)
    return len(fields) >= 2 or headed == 1 or _count(header) * 2 >= headed


def _is_wordy(cells: Sequence[Cell]) -> bool:
    words = [cell for cell in cells if cell != ""]
    return bool(words) and all(isinstance(cell, str) for cell in words)


def _is_below(sheet: Sheet, first: int, last: int) -> bool:
    """Say whether row ``last`` still belongs to a heading that begins at ``first``."""
    cells = sheet.rows[last]
    if not _is_wordy(cells):
        return False
    words = [clean(str(cell)) for cell in cells if cell != ""]
    known = sum(1 for word in words if field_of(word))
    merged = any(top <= first and bottom >= last for (top, _), (bottom, _) in sheet.merged)
    if any(sum(mark.isdigit() for mark in word) > 3 for word in words):
        return False
    return known * 2 >= len(words) or (merged and known > 0)


def _columns(
    sheet: Sheet, first: int, last: int, assigned: Mapping[str, str | None]
) -> tuple[Column, ...]:
    width = max(len(row) for row in sheet.rows[first : last + 1 + _BELOW])
    stacks = [_stack(sheet, first, last, index) for index in range(width)]
    written = stacks
    if sheet.written is not None:
        file = replace(sheet, rows=sheet.written)
        written = [_stack(file, first, last, index) for index in range(width)]
    keys = _keys(written)
    fields = [
        assigned[name] if name in assigned else _field(stack)
        for stack, name in zip(stacks, keys, strict=True)
    ]
    _read_parts(stacks, fields)
    _settle_head(stacks, fields)
    _settle_twins(stacks, fields)
    _keep_first(stacks, fields)
    return tuple(
        Column(index, " – ".join(stack), field, keys[index])
        for index, (stack, field) in enumerate(zip(stacks, fields, strict=True))
        if stack or field or _held(sheet, last, index)
    )


def _keys(written: list[tuple[str, ...]]) -> list[str]:
    """Return by what each column is known in an assignment, no two alike."""
    seen: Counter[str] = Counter()
    keys = []
    for index, stack in enumerate(written):
        name = " – ".join(stack)
        seen[name] += 1
        if not name:
            keys.append(f"#{index + 1}")
        else:
            keys.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return keys


def _stack(sheet: Sheet, first: int, last: int, index: int) -> tuple[str, ...]:
    """Return the heading texts above one column, from the top, each once."""
    texts: list[str] = []
    for row in range(first, last + 1):
        text = _text(sheet, row, index) or (_from_left(sheet, row, index) if row < last else "")
        if not text:
            text = _merged_text(sheet, row, index)
        if text and (not texts or texts[-1] != text):
            texts.append(text)
    return tuple(texts)


def _text(sheet: Sheet, row: int, index: int) -> str:
    cells = sheet.rows[row]
    return clean(str(cells[index])) if index < len(cells) else ""


def _merged_text(sheet: Sheet, row: int, index: int) -> str:
    for (top, left), (bottom, right) in sheet.merged:
        if top <= row <= bottom and left <= index <= right:
            return _text(sheet, top, left)
    return ""


def _from_left(sheet: Sheet, row: int, index: int) -> str:
    """Return the heading a blank cell shares with its left neighbour, if the row below splits it.

    Text files and some writers keep no merged ranges: only the blank beside the heading is left.
    """
    if sheet.merged or not _text(sheet, row + 1, index):
        return ""
    left = index - 1
    while left >= 0 and not _text(sheet, row, left):
        if not _text(sheet, row + 1, left):
            return ""
        left -= 1
    return _text(sheet, row, left) if left >= 0 and _text(sheet, row + 1, left) else ""


def _field(stack: tuple[str, ...]) -> str | None:
    if not stack:
        return None
    found = field_of(stack[-1])
    if found is None and len(stack) > 1:
        found = field_of(" ".join(stack)) or field_of(stack[0])
    if found in _OF_TIME and "dong" in key(" ".join(stack)).split():
        return _OF_TIME[found]  # from and until when somebody has paid, not a card's dates
    return found


def _read_parts(stacks: list[tuple[str, ...]], fields: list[str | None]) -> None:
    """Keep day, month and year as parts only where all three stand side by side."""
    parts = {field for field in fields if field in _PARTS}
    if {"born_day", "born_month", "born_year"} <= parts:
        return
    for index, field in enumerate(fields):
        if field in {"born_day", "born_month"}:
            fields[index] = None
        elif field == "born_year":
            below_birth = "sinh" in key(" ".join(stacks[index]))
            fields[index] = "born" if below_birth and "born" not in fields else None
            if key(stacks[index][-1]) == "nam" and "female" in parts and "male" not in parts:
                fields[index] = "male"


def _settle_head(stacks: list[tuple[str, ...]], fields: list[str | None]) -> None:
    """Take the head for the person where a list names nobody else, and for nothing otherwise."""
    of_people = any(
        field == "name" and not speaks_of_head(stack[-1])
        for stack, field in zip(stacks, fields, strict=True)
    )
    for index, field in enumerate(fields):
        if field == "head_name" or (field == "name" and speaks_of_head(stacks[index][-1])):
            fields[index] = None if of_people else "name"
        elif field and of_people and field != "relation" and speaks_of_head(stacks[index][-1]):
            fields[index] = None


def _settle_twins(stacks: list[tuple[str, ...]], fields: list[str | None]) -> None:
    """Settle two columns of one field where one of them is clearly something else.

    ĐT beside a telephone is the group (đối tượng); the old card's number of nine digits, beside
    the personal id, has no place in the register.
    """
    short = [at for at, stack in enumerate(stacks) if stack and clean(stack[-1]).lower() == "đt"]
    if fields.count("phone") > 1 and "hi_group" not in fields:
        for at in short:
            fields[at] = "hi_group"
    ids = [at for at, field in enumerate(fields) if field == "personal_id"]
    old = [at for at in ids if _is_old_card(key(" ".join(stacks[at])))]
    if len(old) < len(ids):
        for at in old:
            fields[at] = None


def _is_old_card(heading: str) -> bool:
    return bool(_OLD_CARD.search(heading)) and not _NEW_CARD.search(heading)


def _keep_first(stacks: list[tuple[str, ...]], fields: list[str | None]) -> None:
    """Leave each field to its first column; a name may go on in the columns merged with it."""
    seen: dict[str, tuple[str, ...]] = {}
    for index, field in enumerate(fields):
        if field is None:
            continue
        if field not in seen:
            seen[field] = stacks[index]
        elif field not in _JOINED or seen[field] != stacks[index]:
            fields[index] = None
