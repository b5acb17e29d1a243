"""Who is insured on a day, of everybody at once: a table beside the register, kept up by it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.covers import counts_on
from storage.journal import how_far

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rules.coverage import Scheme
    from storage.connection import Connection
    from storage.filters import Insured as Insurance

# With more changed rows than this, reading everybody again is quicker than one by one.
_TOO_MANY = 2_000
_NOT_READ = (-1, -1)
_TABLE = """
    CREATE TEMP TABLE IF NOT EXISTS {table} (
        person_id TEXT PRIMARY KEY, hi_told INTEGER, hi INTEGER, vsi_told INTEGER, vsi INTEGER,
        csi INTEGER, student INTEGER) WITHOUT ROWID
"""
_CHANGED = """
    SELECT DISTINCT ifnull(after ->> 'person_id', '') FROM change_rows
    WHERE position > :since AND table_name = 'covers'
    UNION SELECT DISTINCT ifnull(before ->> 'person_id', '') FROM change_rows
    WHERE position > :since AND table_name = 'covers'
"""


def _told(scheme: Scheme) -> str:
    """Return whether anybody has said by that day that there was cover, or that there is none."""
    return (
        f"max(c.scheme = '{scheme}' AND CASE c.known WHEN 'covered'"
        " THEN ifnull(c.start, '') <= :on ELSE c.dated <= :on END)"
    )


def _counts(scheme: Scheme) -> str:
    return f"max(c.scheme = '{scheme}' AND c.known = 'covered' AND {counts_on(':on')})"


# What has been told of each person by the day ``:on``, and which insurance counts on it.
TOLD = f"""
    SELECT c.person_id, {_told("hi")} AS hi_told, {_counts("hi")} AS hi,
        {_told("vsi")} AS vsi_told, {_counts("vsi")} AS vsi, {_counts("csi")} AS csi,
        max(c.hi_group = 'student' AND c.known = 'covered' AND {counts_on(":on")}) AS student
    FROM covers c WHERE {{among}} GROUP BY c.person_id
"""
_READ = f"INSERT INTO temp.{{table}} {TOLD}"
_NO_VSI = "ifnull((SELECT i.csi = 0 AND i.vsi = 0 FROM temp.insured i WHERE i.person_id = p.id), 1)"


def _says(column: str) -> str:
    return f"ifnull((SELECT {column} FROM temp.insured i WHERE i.person_id = p.id), 0)"


def hi_is(state: Insurance) -> str:
    """Return the SQL for a state of health insurance, as `rules.coverage` has it.

    (tests/storage/test_filters.py compares the two on random covers.)
    """
    if state == "not_covered":
        return "p.id IN (SELECT person_id FROM temp.insured WHERE hi_told AND NOT hi)"
    return _says("i.hi") if state == "covered" else f"NOT {_says('i.hi_told')}"


def vsi_is(state: Insurance, child: str) -> str:
    """Return the same for voluntary insurance; compulsory insurance goes before.

    Args:
        state: covered, not_covered, unknown.
        child: SQL for whether the person is too young to join.
    """
    if state == "covered":
        return _says("i.vsi AND NOT i.csi")
    told = _says("i.vsi_told")
    if state == "not_covered":
        return f"({_says('i.csi')} OR ({_NO_VSI} AND NOT {child} AND {told}))"
    return f"({_NO_VSI} AND ({child} OR NOT {told}))"


@dataclass(slots=True)
class _Kept:
    """How far a table has come: its day, and the mark of the journal."""

    on: date | None = None
    mark: tuple[int, int] = _NOT_READ


class Insured:
    """Keeps ``temp.insured`` for one day; the journal tells whom to read again.

    A second table is kept for another day: of a comparison, or of a campaign that has begun.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tables = {"insured": _Kept(), "insured_then": _Kept()}

    def refresh(self, on: date) -> None:
        """Bring ``temp.insured`` to a day and to what is written now."""
        self._bring("insured", on)

    def table(self, on: date) -> str:
        """Return the name of a table that holds a day, brought to what is written now.

        It holds that day until a third one is asked for.
        """
        same_day = self._tables["insured"].on in (None, on)
        name = "insured" if same_day else "insured_then"
        self._bring(name, on)
        return f"temp.{name}"

    def _bring(self, name: str, on: date) -> None:
        mark = how_far(self._connection)
        kept = self._tables[name]
        if (kept.on, kept.mark) == (on, mark):
            return
        changed = self._changed(kept.mark, mark) if kept.on == on else None
        self._connection.execute(_TABLE.format(table=name))
        if changed is None:
            self._connection.execute(f"DELETE FROM temp.{name}")
            self._read(name, {"on": on.isoformat()}, among="1")
        elif changed:
            values = {"on": on.isoformat(), "people": json.dumps(changed)}
            among = "{} IN (SELECT value FROM json_each(:people))"
            self._connection.execute(
                f"DELETE FROM temp.{name} WHERE {among.format('person_id')}", values
            )
            self._read(name, values, among=among.format("c.person_id"))
        # What is not committed may be taken back, so nothing of it is remembered.
        inside = self._connection.raw.in_transaction
        self._tables[name] = _Kept(on, _NOT_READ if inside else mark)

    def _read(self, name: str, values: dict[str, str], *, among: str) -> None:
        self._connection.execute(_READ.format(table=name, among=among), values)

    def _changed(self, since: tuple[int, int], mark: tuple[int, int]) -> Sequence[str] | None:
        """Return whose covers have changed; None where all must be read."""
        # A commune may be written past the journal, but only into an empty register.
        if since[0] <= 0 or mark[0] - since[0] > _TOO_MANY:
            return None
        return list(self._connection.column(_CHANGED, {"since": since[0]}))
