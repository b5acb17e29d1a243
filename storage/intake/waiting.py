"""Rows that wait for the clerk: kept with their import, tried again after every later one."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from storage.intake.asked import write_conflicts
from storage.intake.planner import Planner
from storage.intake.records import Record
from storage.intake.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storage.intake.plan import Choices, Decision, PlannedRow, RowKey
    from storage.journal import Changed
    from storage.register import Register


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One row kept in an import until it is certain or answered; ``id`` is its report's row.

    ``year`` and ``document`` (with its day) are those of the list's standings.
    """

    id: str
    import_id: str
    file: str
    dated: dt.date
    record: Record
    why: str | None
    year: int
    document: tuple[str, dt.date | None]


@dataclass(frozen=True, slots=True)
class Taken:
    """Waiting rows of one import that were taken, and the change that took them."""

    import_id: str
    file: str
    rows: tuple[PlannedRow, ...]
    changed: Changed


def waiting_rows(register: Register, import_id: str | None = None) -> tuple[WaitingRow, ...]:
    """Return the rows that wait, of one import or of all, the oldest import first."""
    found = register.connection.rows(
        "SELECT r.id, i.id, i.file, i.dated, r.record, r.why, i.year, i.document, i.document_day"
        " FROM import_rows r JOIN imports i ON i.id = r.import_id"
        " WHERE r.outcome = 'review' AND (? IS NULL OR i.id = ?) ORDER BY i.id, r.id",
        (import_id, import_id),
    )
    return tuple(
        WaitingRow(
            row_id,
            of_import,
            file,
            dt.date.fromisoformat(dated),
            Record.from_plain(json.loads(record)),
            why,
            year or int(dated[:4]),
            (document, dt.date.fromisoformat(day) if day else None),
        )
        for row_id, of_import, file, dated, record, why, year, document, day in found
    )


def retry_waiting(register: Register, after: str | None = None) -> tuple[Taken, ...]:
    """Try every waiting row again, and take those that have become certain.

    Called after an import and after an answer. Each waiting list is a change of its own that names
    both lists; one taken row may make another certain, so this goes on until nothing more is.

    Args:
        register: the register.
        after: the list that may have made rows certain; the latest import otherwise.

    Raises:
        StorageError: as any change.
    """
    if not register.connection.value("SELECT 1 FROM import_rows WHERE outcome = 'review' LIMIT 1"):
        return ()
    latest = register.connection.row("SELECT id, file FROM imports ORDER BY id DESC LIMIT 1")
    after_id, name = (None, after) if after else latest
    taken: list[Taken] = []
    while done := _try_once(register, name, after_id):
        taken += done
    return tuple(taken)


def _try_once(register: Register, latest: str, after_id: str | None) -> list[Taken]:
    found = []
    for _, group in groupby(waiting_rows(register), key=lambda row: row.import_id):
        rows = tuple(group)
        what = f"Nhận dòng chờ của {rows[0].file} sau khi nhập {latest}"
        if done := _take(register, rows, {}, what, after_id=after_id):
            found.append(done)
    return found


def resembling(register: Register, rows: Sequence[WaitingRow]) -> dict[str, PlannedRow]:
    """Return by id whom waiting rows may be by now; a row that has become certain is left out."""
    found = {}
    by_list = groupby(rows, key=lambda row: row.import_id)
    for import_id, group in by_list:
        waiting = tuple(group)
        planner = Planner(register, dated=waiting[0].dated, on=waiting[0].dated)
        planner.remember_list(import_id)
        for row in waiting:
            planned = planner.compared(row.record)
            if planned.candidates:
                found[row.id] = planned
    return found


def answer_waiting(
    register: Register, row: WaitingRow, decision: Decision, choices: Choices | None = None
) -> Taken | None:
    """Take one waiting row as the clerk says; None where it goes on waiting.

    Args:
        register: the register.
        row: one of `waiting_rows`.
        decision: whom it is.
        choices: whose value stands where the two differ.

    Raises:
        StorageError: no_such_row when the person is gone; as any change.
    """
    if decision.answer == "later":
        return None
    key = (row.record.sheet, row.record.row)
    what = f"Trả lời dòng chờ của {row.file}"
    return _take(register, (row,), {key: decision}, what, choices)


def _take(
    register: Register,
    waiting: tuple[WaitingRow, ...],
    decisions: Mapping[RowKey, Decision],
    what: str,
    choices: Choices | None = None,
    after_id: str | None = None,
) -> Taken | None:
    first = waiting[0]
    planner = Planner(register, dated=first.dated, on=first.dated, choices=choices)
    planner.remember_list(first.import_id)
    certain = planner.take_certain([row.record for row in waiting], decisions)
    if not certain:
        return None
    planner.place(planner.standings(first.year, first.document))
    planned = planner.rows()
    with register.change(what) as change:
        writer = Writer(register, planner.writing, first.import_id, lambda _done, _all: None)
        writer.write()
        ids = {(row.record.sheet, row.record.row): row.id for row in waiting}
        for row in planned:
            _report(register, ids[row.key], row, first.import_id, after_id)
        write_conflicts(register, first.import_id, planned, planner.writing.again)
    return Taken(first.import_id, first.file, planned, change.changed)


def _report(
    register: Register, row_id: str, row: PlannedRow, import_id: str, after_id: str | None
) -> None:
    connection = register.connection
    connection.execute(
        "UPDATE import_rows SET outcome = ?, person_id = ?, why = ?, after_id = ? WHERE id = ?",
        (row.outcome, row.person_id, row.why, after_id, row_id),
    )
    column = "duplicates" if row.outcome == "duplicate" else row.outcome
    connection.execute(
        f"UPDATE imports SET review = review - 1, {column} = {column} + 1 WHERE id = ?",
        (import_id,),
    )
