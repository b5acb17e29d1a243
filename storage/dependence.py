"""What later work leans on a change, so that it can be named and taken back together with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from storage.agreement import agreeing_rows
from storage.journal import CHANGE_COLUMNS, CHANGE_TABLES, ChangeRow, change_row
from storage.refusal_reasons import naming_results

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.connection import Connection
    from storage.register import Register

Why = Literal["same_row", "belongs", "priced", "agreed"]

_STANDS = """
    c.undoes IS NULL AND NOT EXISTS (
        SELECT 1 FROM changes u WHERE u.undoes = c.id
        AND NOT EXISTS (SELECT 1 FROM changes r WHERE r.undoes = u.id))
"""
# CROSS JOIN keeps the order of reading: the rows of one change first, by index; an import has
# tens of thousands of them and the journal millions.
_SAME_ROW = f"""
    SELECT DISTINCT c.seq FROM change_rows a
    CROSS JOIN change_rows b ON b.table_name = a.table_name AND b.row_id = a.row_id
        AND b.change > a.change
    CROSS JOIN changes c ON c.seq = b.change
    WHERE a.change = :seq AND {_STANDS}
"""
_BELONGS = f"""
    SELECT DISTINCT c.seq FROM change_rows a
    CROSS JOIN {{child}} x ON x.{{column}} = a.row_id
    CROSS JOIN change_rows b ON b.table_name = '{{child}}' AND b.row_id = x.id
        AND b.change > a.change
    CROSS JOIN changes c ON c.seq = b.change
    WHERE a.change = :seq AND a.table_name = '{{parent}}' AND a.before IS NULL
    AND json_extract(b.after, '$.{{column}}') = a.row_id
    AND (b.before IS NULL OR json_extract(b.before, '$.{{column}}') IS NOT a.row_id) AND {_STANDS}
"""
# What a poor or near-poor household paid rests on its standing of that year.
_PRICED = f"""
    SELECT DISTINCT c.seq FROM change_rows a
    CROSS JOIN people p ON p.household_id = json_extract(a.after, '$.household_id')
    CROSS JOIN enrolments e ON e.person_id = p.id
    CROSS JOIN change_rows b ON b.table_name = 'enrolments' AND b.row_id = e.id
        AND b.before IS NULL AND b.change > a.change
    CROSS JOIN changes c ON c.seq = b.change
    WHERE a.change = :seq AND a.table_name = 'standings'
    AND substr(e.day, 1, 4) = CAST(json_extract(a.after, '$.year') AS TEXT)
    AND json_extract(a.after, '$.kind') IN (e.hi_group, e.payer_class) AND {_STANDS}
"""


_WRITTEN_BY = f"""
    SELECT c.seq FROM change_rows b CROSS JOIN changes c ON c.seq = b.change
    WHERE b.table_name = :table AND b.row_id = :row AND {_STANDS}
    ORDER BY b.position DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class LaterWork:
    """A later change that leans on an earlier one.

    Attributes:
        why: it wrote the same row again (same_row), something of its own belongs to what the
            earlier one made (belongs), an amount rests on the standing that one gave (priced), or a
            later list found there what it says too, and so wrote nothing (agreed).
    """

    change: ChangeRow
    why: Why


@dataclass(frozen=True, slots=True)
class Leaning:
    """Everything that must go when one change is taken back.

    Attributes:
        later: what leans on it, directly or not, newest first.
        receipts: book and number of every numbered receipt among all of them.
    """

    change: ChangeRow
    later: tuple[LaterWork, ...]
    receipts: tuple[tuple[str, str], ...]

    @property
    def together(self) -> tuple[str, ...]:
        """The ids of the changes to take back, newest first."""
        return (*(one.change.id for one in self.later), self.change.id)


def leaning_on(register: Register, change: ChangeRow) -> Leaning:
    """Find what leans on a change that still stands, on that in turn, and so on."""
    connection = register.connection
    first = int(connection.value("SELECT seq FROM changes WHERE id = ?", (change.id,)))
    links = _links(connection)
    found: dict[int, Why] = {}
    ahead = [first]
    while ahead:
        for seq, why in _direct(connection, ahead.pop(), links):
            if seq not in found:
                found[seq] = why
                ahead.append(seq)
    later = [LaterWork(_entry(connection, seq), found[seq]) for seq in sorted(found, reverse=True)]
    return Leaning(change, tuple(later), _receipts(connection, [first, *found]))


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with the household on it that was printed: when, which, and by whom."""

    at: datetime
    document: str
    actor: str


def papers_since(register: Register, household_id: str, change: ChangeRow) -> tuple[Paper, ...]:
    """Return the household's sheets printed after a change, the latest first."""
    rows = register.connection.rows(
        "SELECT l.at, l.facts, l.actor FROM log l, households h LEFT JOIN villages v"
        " ON v.id = h.village_id WHERE h.id = :household AND l.what = 'printed' AND l.at >= :at"
        " AND json_extract(l.facts, '$.document') IN ('household-sheet', 'benefit-sheet')"
        " AND coalesce(json_extract(l.facts, '$.household'), h.id) IN (h.id, h.code)"
        " AND coalesce(json_extract(l.facts, '$.village'), v.name, '') = coalesce(v.name, '')"
        " ORDER BY l.seq DESC",
        {"household": household_id, "at": change.at},
    )
    return tuple(
        Paper(datetime.fromisoformat(at), str(json.loads(facts)["document"]), actor)
        for at, facts, actor in rows
    )


def _direct(
    connection: Connection, seq: int, links: list[tuple[str, str, str]]
) -> Iterator[tuple[int, Why]]:
    for row in connection.column(_SAME_ROW, {"seq": seq}):
        yield row, "same_row"
    made = set(
        connection.column(
            "SELECT DISTINCT table_name FROM change_rows WHERE change = ? AND before IS NULL",
            (seq,),
        )
    )
    for child, column, parent in links:
        if parent in made:
            sql = _BELONGS.format(child=child, column=column, parent=parent)
            for row in connection.column(sql, {"seq": seq}):
                yield row, "belongs"
    for row in connection.column(_PRICED, {"seq": seq}):
        yield row, "priced"
    for row_id in agreeing_rows(connection, seq):
        for row in connection.column(_WRITTEN_BY, {"table": "import_rows", "row": row_id}):
            yield row, "agreed"
    for row_id in naming_results(connection, seq):
        for row in connection.column(_WRITTEN_BY, {"table": "visit_results", "row": row_id}):
            yield row, "belongs"


def _links(connection: Connection) -> list[tuple[str, str, str]]:
    """Return (table, column, table it points to) of every reference between journaled tables."""
    return [
        (str(child), str(column), str(parent))
        for child, column, parent in connection.rows(
            'SELECT t.name, f."from", f."table" FROM pragma_table_list t'
            " JOIN pragma_foreign_key_list(t.name) f"
            " WHERE t.schema = 'main' AND t.type = 'table'"
            " AND t.name NOT IN ('changes', 'change_rows')"
        )
    ]


def _entry(connection: Connection, seq: int) -> ChangeRow:
    return change_row(
        connection.row(f"SELECT {CHANGE_COLUMNS} FROM {CHANGE_TABLES} WHERE c.seq = ?", (seq,))
    )


def _receipts(connection: Connection, changes: list[int]) -> tuple[tuple[str, str], ...]:
    found: dict[tuple[str, str], None] = {}
    for seq in changes:
        for book, number in connection.rows(
            "SELECT json_extract(after, '$.book'), json_extract(after, '$.receipt')"
            " FROM change_rows WHERE change = ? AND table_name = 'payments'"
            " AND json_extract(after, '$.receipt') <> '' ORDER BY position",
            (seq,),
        ):
            found[str(book), str(number)] = None
    return tuple(found)
