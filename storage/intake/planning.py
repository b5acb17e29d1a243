"""Comparing a reading with the register: every row gets its fate, nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.imports import Counts
from storage.intake.kinds import kind_named
from storage.intake.known_places import in_known_villages
from storage.intake.matching import folded_name
from storage.intake.originals import is_handed_back
from storage.intake.plan import Choices, Plan, Writing
from storage.intake.planner import Planner
from storage.intake.visiting import VisitRows
from storage.pausing import collector_paused
from storage.practice import refuse_list

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from storage.imports import Outcome
    from storage.intake.plan import Decision, Ending, PlannedRow, RowKey
    from storage.intake.records import Reading, Record
    from storage.progress import Progress
    from storage.register import Register


def preview(
    register: Register,
    reading: Reading,
    *,
    dated: dt.date | None = None,
    decisions: Mapping[RowKey, Decision] | None = None,
    choices: Choices | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Return what importing a reading would do.

    Args:
        register: the register; only read.
        reading: what `read_file` made of the file.
        dated: the day of a list that carries none; without it `day_of`.
        decisions: the clerk's answers about rows that waited in an earlier preview.
        choices: the clerk's answers about what differs and about households not named any more.
        progress: told rows done and rows in all; may raise Cancelled.

    Raises:
        StorageError: practice_list for a list that a practice register wrote.
    """
    refuse_list(register, reading)
    day = reading.dated or dated or day_of(register, reading)
    year = reading.year or day.year
    choices = choices or Choices()
    kind = kind_named(reading.kind)
    # Asked before anything is read: another window may write in between.
    marker = latest_change(register)
    if kind.of_visits:
        return _of_visits(register, reading, day, marker)
    with collector_paused():
        planner = Planner(register, dated=day, on=reading.on, choices=choices)
        standings = planner.standings(
            year, (reading.document, reading.document_day) if kind.of_standings else ("", None)
        )
        planner.remember(reading.book.sha256)
        records: Sequence[Record] = reading.records
        if "address" not in reading.assignment.columns.values():
            records = in_known_villages(planner.index, records)
        planner.take(records, decisions or {}, progress)
        if kind.by_household or kind.of_heads:
            planner.place(standings)
        rows = planner.rows()
        endings: tuple[Ending, ...] = ()
        if kind.of_standings:
            endings = standings.endings(
                dated=day,
                choices=choices,
                waiting=planner.homes_of_candidates(),
                unread=(folded_name(row.name) for row in reading.rejected),
                whole=not is_handed_back(reading),
            )
    return Plan(
        reading=reading,
        dated=day,
        import_id=register.new_id(),
        rows=rows,
        rejected=reading.rejected,
        counts=counted(rows, len(reading.rejected)),
        new_villages=tuple(one.name for one in planner.writing.villages if one.is_new),
        new_households=sum(1 for house in planner.writing.houses if house.is_new),
        decisions=dict(decisions or {}),
        marker=marker,
        writing=planner.writing,
        year=year,
        choices=choices,
        endings=endings,
    )


def _of_visits(register: Register, reading: Reading, day: dt.date, marker: int) -> Plan:
    """Return what importing a filled-in trip would do."""
    found = VisitRows(register, reading)
    rejected = (*reading.rejected, *found.rejected)
    return Plan(
        reading=reading,
        dated=day,
        import_id=register.new_id(),
        rows=tuple(found.rows),
        rejected=rejected,
        counts=counted(found.rows, len(rejected)),
        new_villages=(),
        new_households=0,
        decisions={},
        marker=marker,
        writing=Writing(visits=found.visits),
        year=day.year,
    )


def day_of(register: Register, reading: Reading) -> dt.date:
    """Return the day of a list: its own, else the one this very file was taken as of, else today.

    Today is the working day of the reading.
    """
    if reading.dated:
        return reading.dated
    earlier = register.imports.same_file(reading.book.sha256)
    return earlier.dated if earlier else reading.on


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
