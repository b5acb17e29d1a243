"""Comparing a reading with the register: every row gets its fate, nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.imports import Counts
from storage.intake.kinds import kind_named
from storage.intake.pausing import collector_paused
from storage.intake.plan import Plan
from storage.intake.planner import Planner
from storage.practice import refuse_list

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from storage.imports import Outcome
    from storage.intake.plan import Decision, PlannedRow, RowKey
    from storage.intake.records import Reading
    from storage.progress import Progress
    from storage.register import Register


def preview(
    register: Register,
    reading: Reading,
    *,
    dated: dt.date | None = None,
    decisions: Mapping[RowKey, Decision] | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Return what importing a reading would do.

    Args:
        register: the register; only read.
        reading: what `read_file` made of the file.
        dated: the day of a list that carries none; the working day of the reading otherwise.
        decisions: the clerk's answers about rows that waited in an earlier preview.
        progress: told rows done and rows in all; may raise Cancelled.

    Raises:
        StorageError: practice_list for a list that a practice register wrote.
    """
    refuse_list(register, reading)
    day = reading.dated or dated or reading.on
    # Asked before anything is read: another window may write in between.
    marker = latest_change(register)
    with collector_paused():
        planner = Planner(register, dated=day, year=reading.year or day.year)
        planner.remember(reading.book.sha256)
        planner.take(reading.records, decisions or {}, progress)
        if kind_named(reading.kind).by_household or kind_named(reading.kind).of_heads:
            planner.place()
        rows = planner.rows()
    return Plan(
        reading=reading,
        dated=day,
        import_id=register.new_id(),
        rows=rows,
        rejected=reading.rejected,
        counts=counted(rows, len(reading.rejected)),
        new_villages=tuple(village.name for village in planner.writing.villages),
        new_households=sum(1 for house in planner.writing.houses if house.is_new),
        decisions=dict(decisions or {}),
        marker=marker,
        writing=planner.writing,
    )


def latest_change(register: Register) -> int:
    """Return the number of the register's latest change, 0 in a fresh one."""
    return int(register.connection.value("SELECT coalesce(max(seq), 0) FROM changes"))


def counted(rows: Iterable[PlannedRow], rejected: int) -> Counts:
    """Return how many rows met which fate."""
    tally: dict[Outcome, int] = {}
    total = rejected
    for row in rows:
        tally[row.outcome] = tally.get(row.outcome, 0) + 1
        total += 1
    return Counts(
        rows=total,
        added=tally.get("added", 0),
        updated=tally.get("updated", 0),
        unchanged=tally.get("unchanged", 0),
        duplicates=tally.get("duplicate", 0),
        review=tally.get("review", 0),
        rejected=rejected,
    )
