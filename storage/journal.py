"""The journal: every change with each row before and after, written by triggers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rules.names import fold
from storage import name_index
from storage.schema import UNJOURNALED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.connection import Connection

# Screens watch nouns; the rows of a noun's second table are the noun's.
_KINDS = {
    "visit_results": "visits",
    "payments": "enrolments",
    "import_rows": "imports",
    "village_names": "villages",
    "explanations": "targets",
    "denominators": "targets",
    "import_conflicts": "imports",
    "import_endings": "imports",
    "event_people": "events",
    "event_totals": "events",
    "theme_scripts": "month_themes",
    "campaign_baselines": "campaigns",
    "campaign_areas": "campaigns",
    "campaign_goals": "campaigns",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """What a finished change touched.

    Attributes:
        kinds: nouns such as ``people`` or ``visits``; empty when nothing was written.
        id: the journal entry, or "" when nothing was written.
        what: the sentence the change was opened with.
    """

    kinds: frozenset[str]
    id: str
    what: str


@dataclass(slots=True)
class Change:
    """A change that is open; `changed` is there once its outermost block has ended."""

    id: str
    what: str
    undoes: str | None = None
    changed: Changed = field(default=Changed(frozenset(), "", ""))


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One journal entry.

    Attributes:
        at: UTC, ISO 8601 to the second.
        kind: change, undo or redo; the last two carry the sentence of what they took back.
        undone: true when a later undo, itself still standing, took it back.
    """

    id: str
    at: str
    actor: str
    machine: str
    number: int
    what: str
    kind: str
    undoes: str | None
    undone: bool


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row as it was and as it became (None: there was no such row)."""

    table: str
    row_id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @classmethod
    def read(cls, table: str, row_id: str, before: str | None, after: str | None) -> RowChange:
        """Read a row of the journal, where both states are JSON text."""
        return cls(table, row_id, _read(before), _read(after))

    def fields(self) -> tuple[tuple[str, Any, Any], ...]:
        """Return (column, before, after) of each column that differs."""
        before, after = self.before or {}, self.after or {}
        names = dict.fromkeys([*before, *after])
        return tuple(
            (name, before.get(name), after.get(name))
            for name in names
            if before.get(name) != after.get(name)
        )


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One entry with those of its rows that are looked at.

    Attributes:
        elsewhere: it wrote other rows too.
        of_list: it took in a list; that is taken back where lists are.
    """

    change: ChangeRow
    rows: tuple[RowChange, ...]
    elsewhere: bool = False
    of_list: bool = False


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change of one row."""

    change: ChangeRow
    row: RowChange

    @property
    def before(self) -> Mapping[str, Any] | None:
        """The columns as they were."""
        return self.row.before

    @property
    def after(self) -> Mapping[str, Any] | None:
        """The columns as they became."""
        return self.row.after

    def fields(self) -> tuple[tuple[str, Any, Any], ...]:
        """Return (column, before, after) of each column that differs."""
        return self.row.fields()


CHANGE_COLUMNS = """
    c.id, c.at, c.actor, c.machine, c.number, c.what, c.undoes, t.undoes IS NOT NULL,
    EXISTS (SELECT 1 FROM changes u WHERE u.undoes = c.id
            AND NOT EXISTS (SELECT 1 FROM changes r WHERE r.undoes = u.id))
"""
CHANGE_TABLES = "changes c LEFT JOIN changes t ON t.id = c.undoes"
_PICKED = "(:actor IS NULL OR c.actor = :actor) AND (:text = '' OR instr(folded(c.what), :text))"


def change_row(row: tuple[Any, ...]) -> ChangeRow:
    """Make a `ChangeRow` of the columns in `CHANGE_COLUMNS`."""
    change_id, at, actor, machine, number, what, undoes, twice, undone = row[:9]
    kind = "change" if undoes is None else "redo" if twice else "undo"
    return ChangeRow(change_id, at, actor, machine, number, what, kind, undoes, bool(undone))


class Journal:
    """Writes journal entries of one connection, and reads them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.columns: dict[str, tuple[str, ...]] = {}

    def install(self) -> None:
        """Lay triggers, for this connection only, over every table that is journaled."""
        execute = self._connection.execute
        self._connection.raw.create_function("folded", 1, fold, deterministic=True)
        execute("CREATE TEMP TABLE open_change (seq INTEGER NOT NULL)")
        for table in self._tables():
            self.columns[table] = tuple(
                self._connection.column("SELECT name FROM pragma_table_info(?)", (table,))
            )
            for trigger in _triggers(table, self.columns[table]):
                execute(trigger)

    def _tables(self) -> list[str]:
        names = self._connection.column(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        )
        return [n for n in names if n not in UNJOURNALED and not n.startswith(("sqlite_", "_"))]

    def begin(self) -> None:
        """Open an entry inside the transaction that has just begun."""
        self._connection.execute(
            "INSERT INTO temp.open_change SELECT coalesce(max(seq), 0) + 1 FROM changes"
        )

    def finish(
        self, change: Change, *, machine: str, actor: str, now: datetime, reached: datetime
    ) -> Changed:
        """Close the entry; a change that wrote nothing leaves none.

        ``reached`` is the time of the last id given: the journal's clock does not fall behind it.
        """
        connection = self._connection
        seq = connection.value("SELECT seq FROM temp.open_change")
        connection.execute("DELETE FROM temp.open_change")
        tables = connection.column(
            "SELECT DISTINCT table_name FROM change_rows WHERE change = ?", (seq,)
        )
        kinds = frozenset(_KINDS.get(table, table) for table in tables)
        if not kinds:
            return Changed(kinds, "", change.what)
        if "people" in kinds:
            name_index.refresh(connection, seq)
        connection.execute(
            "INSERT INTO changes (seq, id, machine, number, clock, at, actor, what, undoes)"
            " VALUES (:seq, :id, :machine,"
            " (SELECT coalesce(max(number), 0) + 1 FROM changes WHERE machine = :machine),"
            " :clock, :at, :actor, :what, :undoes)",
            {
                "seq": seq,
                "id": change.id,
                "machine": machine,
                "clock": next_clock(
                    connection.value("SELECT max(clock) FROM changes"), max(now, reached)
                ),
                "at": now.isoformat(timespec="seconds"),
                "actor": actor,
                "what": change.what,
                "undoes": change.undoes,
            },
        )
        return Changed(kinds, change.id, change.what)

    def latest(self) -> datetime | None:
        """Return the time on the clock of the journal, which may be ahead of the computer's."""
        clock = self._connection.value("SELECT max(clock) FROM changes")
        return None if clock is None else datetime.fromisoformat(clock.partition("/")[0])

    def entry(self, change_id: str) -> ChangeRow | None:
        """Return one entry, or None."""
        row = self._connection.row(
            f"SELECT {CHANGE_COLUMNS} FROM {CHANGE_TABLES} WHERE c.id = ?", (change_id,)
        )
        return None if row is None else change_row(row)

    def entries(
        self, limit: int, offset: int, *, actor: str | None = None, text: str = ""
    ) -> list[ChangeRow]:
        """Return entries, newest first; of one person, or with folded words in what was done."""
        rows = self._connection.rows(
            f"SELECT {CHANGE_COLUMNS} FROM {CHANGE_TABLES} WHERE {_PICKED}"
            " ORDER BY c.seq DESC LIMIT :limit OFFSET :offset",
            {"limit": limit, "offset": offset, "actor": actor, "text": text},
        )
        return [change_row(row) for row in rows]

    def count(self, *, actor: str | None = None, text: str = "") -> int:
        """Return how many entries `entries` returns without a limit."""
        return int(
            self._connection.value(
                f"SELECT count(*) FROM changes c WHERE {_PICKED}", {"actor": actor, "text": text}
            )
        )

    def actors(self) -> list[str]:
        """Return who has written into the register, in the order of the alphabet."""
        return list(
            self._connection.column(
                "SELECT DISTINCT actor FROM changes WHERE actor <> '' ORDER BY 1"
            )
        )

    def history(self, table: str, row_id: str) -> list[HistoryRow]:
        """Return every change of one row, newest first."""
        rows = self._connection.rows(
            f"SELECT {CHANGE_COLUMNS}, j.before, j.after FROM {CHANGE_TABLES}"
            " JOIN change_rows j ON j.change = c.seq"
            " WHERE j.table_name = ? AND j.row_id = ? ORDER BY j.position DESC",
            (table, row_id),
        )
        return [
            HistoryRow(change_row(row), RowChange.read(table, row_id, row[9], row[10]))
            for row in rows
        ]

    def rows_of(self, change_id: str, limit: int) -> list[RowChange]:
        """Return the first rows that a change wrote, in the order in which it wrote them."""
        rows = self._connection.rows(
            "SELECT table_name, row_id, before, after FROM change_rows"
            " WHERE change = (SELECT seq FROM changes WHERE id = ?) ORDER BY position LIMIT ?",
            (change_id, limit),
        )
        return [RowChange.read(*row) for row in rows]

    def is_of_list(self, change_id: str) -> bool:
        """Return whether a change took in a list."""
        found = self._connection.value(
            "SELECT EXISTS (SELECT 1 FROM changes c JOIN change_rows j ON j.change = c.seq"
            " WHERE c.id = ? AND j.table_name = 'imports')",
            (change_id,),
        )
        return bool(found)


def how_far(connection: Connection) -> tuple[int, int]:
    """Return two numbers that rise with whatever is written about people and their covers.

    How far the journal has come, and how many covers were ever written: a commune may be written
    past the journal, but only into an empty register.
    """
    mark: tuple[int, int] = connection.row(
        "SELECT (SELECT coalesce(max(position), 0) FROM change_rows),"
        " (SELECT coalesce(max(rowid), 0) FROM covers)"
    )
    return mark


def next_clock(last: str | None, now: datetime) -> str:
    """Return a hybrid logical clock: never before ``last``, and the time now where it can be.

    Written so that texts sort as times do: ``2026-11-22T01:50:37.123Z/000004``.
    """
    physical = f"{now.isoformat(timespec='milliseconds')[:23]}Z"
    if last is None or physical > last[:24]:
        return f"{physical}/000000"
    return f"{last[:24]}/{int(last[25:]) + 1:06d}"


def row_json(columns: tuple[str, ...], source: str) -> str:
    """Return the SQL that makes one row, such as ``NEW``, into JSON text."""
    pairs = ", ".join(f"'{name}', {source}.{name}" for name in columns)
    return f"json_object({pairs})"


def _triggers(table: str, columns: tuple[str, ...]) -> tuple[str, str, str]:
    before, after = row_json(columns, "OLD"), row_json(columns, "NEW")
    differs = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns)
    return (
        _trigger(table, "INSERT", "", ("NEW.id", "NULL", after)),
        _trigger(table, "UPDATE", f"WHEN {differs}", ("NEW.id", before, after)),
        _trigger(table, "DELETE", "", ("OLD.id", before, "NULL")),
    )


def _trigger(table: str, event: str, when: str, row: tuple[str, str, str]) -> str:
    return f"""
        CREATE TEMP TRIGGER journal_{table}_{event.lower()} AFTER {event} ON main.{table} {when}
        BEGIN
            SELECT RAISE (ABORT, 'no_change_open') WHERE NOT EXISTS (SELECT 1 FROM open_change);
            INSERT INTO change_rows (change, table_name, row_id, before, after)
            SELECT seq, '{table}', {", ".join(row)} FROM open_change;
        END
    """


def _read(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    row: dict[str, Any] = json.loads(text)
    return row
