"""Whose insurance ends soon or has ended: counted and listed from dates, never by a nightly job.

A person is due in a scheme by the last day of what is held, with what follows on without a gap, as
`rules.coverage` has it (tests/storage/test_due.py compares the two on random covers):

- ending: the last day lies within so many days, and nothing follows on;
- ended: nothing is held and nothing is known to begin; less than 90 days ago a card goes on without
  a wait, longer ago it has lapsed. Who was said to have stopped has lapsed whatever the day.

Cards the state pays for do not end by not being paid, and who is in compulsory insurance or draws a
pension owes nothing to voluntary insurance: none of them is due.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, get_args

from rules.coverage import STATE_PAID
from storage import rows
from storage.covers import counts_on
from storage.journal import how_far
from storage.people import MEMBER_ORDER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storage.register import Register

Period = Literal["7", "30", "60", "90", "ended", "lapsed"]
PERIODS: tuple[Period, ...] = get_args(Period)
Scheme = Literal["hi", "vsi"]
_FAR = 90
_RECENT = 90  # Law 51/2024/QH15 of 27/11/2024: a break of 90 days makes a card wait
_MONTH_DAYS = 30.44
NOBODY = "nobody"
"""In place of a collector's id: households that no collector looks after."""


@dataclass(frozen=True, slots=True)
class DueMember:
    """One person who is due in one scheme.

    Attributes:
        last: the last day held.
        cut: a list without the person ended it; it was not paid to its end.
        months: how long the last cover was, as far as its days tell.
        stopped: why the person was said to have stopped; empty while nobody said so.
    """

    person_id: str
    name: str
    born: str | None
    ethnic: str | None
    hi_group: str | None
    last: date
    cut: bool
    months: int
    stopped: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """One line of the list: what a household owes to health insurance, or one person to the other.

    Attributes:
        key: tells rows apart, and stays the same from day to day.
        name: of the head in health insurance, of the person in voluntary insurance.
        members: who is due, in the order of the household.
        last: the earliest of their last days; days: until then, below 0 when it is past.
    """

    key: str
    scheme: Scheme
    household_id: str | None
    code: str | None
    village: str
    name: str
    collector_id: str | None
    do_not_contact: bool
    members: tuple[DueMember, ...]
    last: date
    days: int

    @property
    def person_id(self) -> str:
        """The person of a row of voluntary insurance, the first member of the other."""
        return self.members[0].person_id


_NEWER = "(n.dated > c.dated OR (n.dated = c.dated AND n.id > c.id))"
_SAME = "n.person_id = c.person_id AND n.scheme = c.scheme AND n.rowid <> c.rowid"
# What a newer cover overlaps is never the last one: the newer one begins before it is over.
_FINAL = f"""
    NOT EXISTS (SELECT 1 FROM covers n WHERE {_SAME} AND n.known = 'covered' AND {_NEWER}
        AND ifnull(n.start, '') <= ifnull(c.until, '~')
        AND ifnull(n.until, '~') >= ifnull(c.start, ''))
"""
_DENIED = f"""
    (SELECT min(n.dated) FROM covers n WHERE {_SAME} AND n.known = 'not_covered'
        AND n.dated > c.dated AND n.dated <= :on
        AND n.dated BETWEEN ifnull(c.start, '') AND ifnull(c.until, '~'))
"""
_FOLLOWS = """
    EXISTS (SELECT 1 FROM covers f WHERE f.person_id = e.person_id AND f.scheme = e.scheme
        AND f.known = 'covered' AND f.start = date(e.last, '+1 day') AND NOT EXISTS (
            SELECT 1 FROM covers n WHERE n.person_id = f.person_id AND n.scheme = f.scheme
            AND n.known = 'covered' AND n.rowid <> f.rowid AND ifnull(n.start, '') <= f.start
            AND ifnull(n.until, '~') >= f.start
            AND (n.dated > f.dated OR (n.dated = f.dated AND n.id > f.id))))
"""
_STATE = ", ".join(f"'{group}'" for group in sorted(STATE_PAID))
_TABLE = """
    CREATE TEMP TABLE IF NOT EXISTS due (
        seq INTEGER, scheme TEXT, hi_group TEXT, start TEXT, last TEXT, cut INTEGER,
        days INTEGER, stopped TEXT, village_id TEXT, collector_id TEXT)
"""


def _held(scheme: str, groups: str = "") -> str:
    """Return whether the person of ``e`` holds a scheme on the day, of some groups where named."""
    among = f" AND c.hi_group IN ({groups})" if groups else ""
    return (
        "EXISTS (SELECT 1 FROM covers c WHERE c.person_id = e.person_id"
        f" AND c.scheme = {scheme} AND c.known = 'covered'{among} AND {counts_on(':on')})"
    )


# Most people have one cover of a scheme, and nothing to be compared with: they are not looked up.
# Nor are those whose newest cover runs from before the day to beyond the days looked at: nothing
# comes after it, and whatever ends among those days it overlaps. `max`, alone in a query, takes the
# other columns from its row.
# A household left or joined is none of the commune's; its people count where they live now.
_FILL = f"""
    INSERT INTO temp.due
    WITH care AS MATERIALIZED (
        SELECT village_id, min(id) AS id FROM staff
        WHERE active AND village_id IS NOT NULL AND instr(roles, 'collector') GROUP BY village_id
    ),
    newest AS MATERIALIZED (
        SELECT person_id, scheme, count(*) AS facts, known, hi_group, start, until,
            max(dated || id)
        FROM covers WHERE scheme IN ('hi', 'vsi') GROUP BY person_id, scheme
        HAVING NOT (
            known = 'covered' AND ifnull(start, '') <= :on AND ifnull(until, '~') > :far)
    ),
    alone AS (
        SELECT person_id, scheme, hi_group, start, until AS last FROM newest
        WHERE facts = 1 AND known = 'covered' AND until <= :far
    ),
    finals AS MATERIALIZED (
        SELECT c.person_id, c.scheme, c.hi_group, c.start, c.until, {_DENIED} AS denied
        FROM newest m CROSS JOIN covers c ON c.person_id = m.person_id AND c.scheme = m.scheme
        WHERE m.facts > 1 AND c.known = 'covered' AND {_FINAL}
    ),
    ends AS MATERIALIZED (
        SELECT person_id, scheme, hi_group, start, until,
            CASE WHEN denied IS NULL THEN until ELSE date(denied, '-1 day') END AS last,
            denied IS NOT NULL AS cut
        FROM finals WHERE denied IS NULL OR denied > ifnull(start, '')
    ),
    ending AS MATERIALIZED (
        SELECT person_id, scheme, hi_group, start, min(last) AS last, 0 AS cut FROM ends e
        WHERE NOT cut AND last BETWEEN :on AND :far AND NOT {_FOLLOWS}
        GROUP BY person_id, scheme
    ),
    ended AS MATERIALIZED (
        SELECT person_id, scheme, hi_group, start, max(ifnull(last, '~')) AS last, cut FROM ends
        GROUP BY person_id, scheme HAVING max(ifnull(last, '~')) < :on
    ),
    found AS (
        SELECT person_id, scheme, hi_group, start, last, 0 AS cut FROM alone
        WHERE ifnull(start, '') <= :on
            AND (last < :on OR scheme = 'vsi' OR ifnull(hi_group, '') NOT IN ({_STATE}))
        UNION ALL
        SELECT * FROM ending e WHERE CASE WHEN ifnull(start, '') <= :on
            THEN scheme = 'vsi' OR ifnull(hi_group, '') NOT IN ({_STATE})
            ELSE {_held("e.scheme")} AND NOT (scheme = 'hi' AND {_held("'hi'", _STATE)}) END
        UNION ALL
        SELECT * FROM ended
    )
    SELECT p.seq, scheme, hi_group, start, last, cut, julianday(last) - julianday(:on),
        ifnull((SELECT s.reason FROM stops s WHERE s.person_id = e.person_id
            AND s.scheme = e.scheme AND s.day > ifnull(e.start, '') AND s.day <= :on
            ORDER BY s.day DESC, s.id DESC LIMIT 1), ''),
        coalesce(h.village_id, p.village_id, ''),
        coalesce(h.collector_id, k.id, '{NOBODY}')
    FROM found e CROSS JOIN people p ON p.id = e.person_id
    LEFT JOIN households h ON h.id = p.household_id
    LEFT JOIN care k ON k.village_id = coalesce(h.village_id, p.village_id)
    WHERE p.status IN ('here', 'away') AND ifnull(h.status, 'here') = 'here'
    AND (scheme = 'hi' OR (NOT {_held("'csi'")} AND NOT (last < :on
        AND {_held("'hi'", "'employee', 'pensioner', 'social_pension'")})))
"""
_PERIODS: Mapping[Period, str] = {
    "7": "d.days BETWEEN 0 AND 7 AND d.stopped = ''",
    "30": "d.days BETWEEN 0 AND 30 AND d.stopped = ''",
    "60": "d.days BETWEEN 0 AND 60 AND d.stopped = ''",
    "90": f"d.days BETWEEN 0 AND {_FAR} AND d.stopped = ''",
    "ended": f"d.days BETWEEN {1 - _RECENT} AND -1 AND d.stopped = ''",
    "lapsed": f"(d.days <= -{_RECENT} OR (d.days < 0 AND d.stopped <> ''))",
}
_AMONG = """
    (:village IS NULL OR d.village_id = :village)
    AND (:collector IS NULL OR d.collector_id = :collector)
    AND (:scheme IS NULL OR d.scheme = :scheme)
"""
_COUNTS = f"""
    SELECT {", ".join(f"ifnull(sum({_PERIODS[one]}), 0)" for one in PERIODS)}
    FROM temp.due d WHERE {_AMONG}
"""
_BY = """
    SELECT d.village_id, d.collector_id, count(*) FROM temp.due d WHERE {period} GROUP BY 1, 2
"""
_ROWS = f"""
    SELECT d.scheme, p.id, p.name, p.born, p.ethnic, d.hi_group, d.last, d.cut, d.start, d.stopped,
        h.id, h.code, d.village_id, nullif(d.collector_id, '{NOBODY}'),
        max(p.do_not_contact, ifnull(h.do_not_contact, 0)), d.days,
        (SELECT o.name FROM people o WHERE o.household_id = h.id AND o.relation = 'head'
            AND o.status IN ('here', 'away'))
    FROM temp.due d JOIN people p ON p.seq = d.seq LEFT JOIN households h ON h.id = p.household_id
    WHERE {_AMONG} AND ({{period}}) ORDER BY {MEMBER_ORDER}
"""


class Due:
    """Who is due in a register; what was found for a day is remembered until people change."""

    def __init__(self, register: Register) -> None:
        self._connection = register.connection
        self._mark: tuple[object, ...] = ()

    def counts(
        self,
        on: date,
        *,
        village: str | None = None,
        collector: str | None = None,
        scheme: Scheme | None = None,
    ) -> dict[Period, int]:
        """Return how many people are due in each period; a person counts once for each scheme.

        Args:
            on: the day.
            village: the id of a village, "" for people without one, None for all.
            collector: who looks after the household, or the village; `NOBODY`; None for all.
            scheme: of one scheme only.
        """
        self._refresh(on)
        values = {"village": village, "collector": collector, "scheme": scheme}
        found = self._connection.row(_COUNTS, values)
        return dict(zip(PERIODS, (int(count) for count in found or ()), strict=True))

    def by_place(self, period: Period, on: date) -> dict[tuple[str, str], int]:
        """Return how many people are due in a period, by village ("" for none) and collector."""
        self._refresh(on)
        sql = _BY.format(period=_PERIODS[period])
        return {(row[0], row[1]): int(row[2]) for row in self._connection.rows(sql)}

    def rows(
        self,
        period: Period,
        on: date,
        *,
        village: str | None = None,
        collector: str | None = None,
        scheme: Scheme | None = None,
    ) -> tuple[DueRow, ...]:
        """Return exactly the people one figure of `counts` counts, a line a household or person.

        The soonest goes first; of what is past, the latest.
        """
        self._refresh(on)
        values = {"village": village, "collector": collector, "scheme": scheme}
        found = self._connection.rows(_ROWS.format(period=_PERIODS[period]), values)
        lines: dict[str, list[Sequence[object]]] = {}
        for row in found:
            scheme_of, person, home = row[0], row[1], row[10]
            key = f"hi {home}" if scheme_of == "hi" and home else f"{scheme_of} {person}"
            lines.setdefault(key, []).append(row)
        villages = dict(self._connection.rows("SELECT id, name FROM villages"))
        past = period in {"ended", "lapsed"}
        made = [_row(key, members, villages) for key, members in lines.items()]
        made.sort(key=lambda row: (-row.days if past else row.days, row.village, row.key))
        return tuple(made)

    def _refresh(self, on: date) -> None:
        """Bring the table to a day and to what is written now."""
        mark = (on, how_far(self._connection))
        if mark == self._mark:
            return
        self._connection.execute(_TABLE)
        self._connection.execute("DELETE FROM temp.due")
        values = {"on": on.isoformat(), "far": (on + timedelta(days=_FAR)).isoformat()}
        self._connection.execute(_FILL, values)
        # What is not committed may be taken back, so nothing of it is remembered.
        self._mark = () if self._connection.raw.in_transaction else mark


def _row(key: str, members: Sequence[Sequence[object]], villages: Mapping[str, str]) -> DueRow:
    head = members[0]
    due = tuple(_member(row) for row in members)
    days = min(int(str(row[15]).removesuffix(".0")) for row in members)
    scheme: Scheme = "hi" if head[0] == "hi" else "vsi"
    name = str(head[16] or head[2]) if scheme == "hi" else str(head[2])
    return DueRow(
        key=key,
        scheme=scheme,
        household_id=None if head[10] is None else str(head[10]),
        code=None if head[11] is None else str(head[11]),
        village=villages.get(str(head[12]), ""),
        name=name,
        collector_id=None if head[13] is None else str(head[13]),
        do_not_contact=all(bool(row[14]) for row in members),
        members=due,
        last=min(one.last for one in due),
        days=days,
    )


def _member(row: Sequence[object]) -> DueMember:
    last = date.fromisoformat(str(row[6]))
    start = rows.day(None if row[8] is None else str(row[8]))
    months = 0 if start is None else round(((last - start).days + 1) / _MONTH_DAYS)
    return DueMember(
        person_id=str(row[1]),
        name=str(row[2]),
        born=None if row[3] is None else str(row[3]),
        ethnic=None if row[4] is None else str(row[4]),
        hi_group=None if row[5] is None else str(row[5]),
        last=last,
        cut=bool(row[7]),
        months=months,
        stopped=str(row[9]),
    )
