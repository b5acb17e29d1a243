"""The whole journal, page by page, as it is read in Thiết lập: who changed what, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.household_codes import shown
from rules.names import fold
from storage.journal import JournalEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.journal import RowChange
    from storage.register import Register

# An import writes tens of thousands of rows; nobody reads more than these of one entry.
MOST_ROWS = 200


def read_page(
    register: Register, *, limit: int, offset: int = 0, actor: str | None = None, text: str = ""
) -> list[JournalEntry]:
    """Return entries of the journal, newest first, each with its first rows.

    Args:
        register: whose journal.
        limit: at most so many entries.
        offset: entries left out at the beginning.
        actor: only what this person did; None for everybody.
        text: only entries whose words hold this, with or without accents.
    """
    journal = register.journal
    found = []
    for change in journal.entries(limit, offset, actor=actor, text=fold(text)):
        rows = journal.rows_of(change.id, MOST_ROWS + 1)
        found.append(
            JournalEntry(
                change,
                tuple(rows[:MOST_ROWS]),
                elsewhere=len(rows) > MOST_ROWS,
                of_list=any(row.table == "imports" for row in rows),
            )
        )
    return found


def count_entries(register: Register, *, actor: str | None = None, text: str = "") -> int:
    """Return how many entries `read_page` finds in all."""
    return register.journal.count(actor=actor, text=fold(text))


def names_in(register: Register, rows: Iterable[RowChange]) -> dict[str, str]:
    """Return words for the ids of people, households, villages and people at work in these rows.

    Reasons given at visits are named too, by their numbers.
    """
    rows = tuple(rows)
    ids = {
        str(value)
        for row in rows
        for fields in (row.before or {}, row.after or {})
        for column, value in fields.items()
        if value and (column == "id" or column.endswith("_id"))
    }
    names: dict[str, str] = {}
    for table in ("people", "villages", "staff", "points", "organisations"):
        names |= _named(register, f"SELECT id, name FROM {table}", ids)
    if any(row.table == "visit_results" for row in rows):
        names |= register.refusal_reasons.titles()
    codes = _named(register, "SELECT id, code FROM households", ids)
    return names | {one: shown(code) for one, code in codes.items()}


def _named(register: Register, sql: str, ids: set[str]) -> dict[str, str]:
    wanted = list(ids)
    found: dict[str, str] = {}
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ", ".join("?" * len(part))
        found |= dict(register.connection.rows(f"{sql} WHERE id IN ({marks})", part))
    return found
