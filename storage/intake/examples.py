"""What each column of a list held: how often it was mended, and one example before and after."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from rules.calendar import PartialDate
from rules.money import dong
from storage.intake.lexicon import first_words
from storage.intake.records import ColumnReading
from storage.intake.seen import shown_cell
from storage.intake.values import TICK, BadValueError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from storage.intake.records import Cell
    from storage.intake.seen import Seen


_SAMPLES = 5  # of the texts of a column, to see how another script would read them
_LENGTH = 60


def column_readings(seen: Sequence[Seen]) -> tuple[ColumnReading, ...]:
    """Return one reading for each heading of the file, in the order they first stand."""
    groups: dict[tuple[str, str | None], list[Seen]] = {}
    for one in seen:
        groups.setdefault((one.column.key, one.column.field), []).append(one)
    return tuple(_reading(held) for held in groups.values())


def _reading(held: list[Seen]) -> ColumnReading:
    filled = changed = doubtful = 0
    plain: tuple[str, str] | None = None
    texts: list[str] = []
    mended: tuple[str, str] | None = None
    for one in held:
        for cell, raw, times in _counted(one):
            before, after = shown_cell(raw), _after(one, cell)
            if len(texts) < _SAMPLES and isinstance(raw, str) and not raw.isascii():
                texts.append(raw[:_LENGTH])  # as it is: U+00AD is a letter of TCVN3
            filled += times
            if one.reader and after == "":
                doubtful += times
                continue
            if one.reader and after != before:
                changed += times
                mended = mended or (before, after)
            plain = plain or (before, after)
    before, after = mended or plain or ("", "")
    first = held[0]
    return ColumnReading(
        heading=first.column.heading,
        field=first.column.field,
        before=before,
        after=after,
        filled=filled,
        changed=changed,
        doubtful=doubtful,
        key=first.column.key,
        script=first.script,
        samples=tuple(dict.fromkeys(texts)) or ((before,) if before else ()),
    )


def _counted(one: Seen) -> Iterator[tuple[Cell, Cell, int]]:
    """Yield every different cell as read and as written, and how often it stands there."""
    if one.written is None:
        for cell, times in Counter(one.cells).items():
            if cell != "":
                yield cell, cell, times
        return
    pairs = Counter(pair for pair in zip(one.cells, one.written, strict=True) if pair[0] != "")
    for (cell, raw), times in pairs.items():
        yield cell, raw, times


def _after(one: Seen, cell: Cell) -> str:
    """Return what a cell became: its value, or its text where the column is not used."""
    if one.reader is None:
        return "" if one.written is None else shown_cell(cell)
    try:
        return _shown(one.reader.field, one.reader.read(cell))
    except BadValueError:
        return ""


def _shown(field: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, PartialDate):
        return value.shown
    if value == TICK:
        return "✓"
    if field == "income":
        return dong(value)
    return first_words(field).get(str(value), str(value))
