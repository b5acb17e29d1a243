"""The month of the commune: what each village's figures are, and the people each figure counts.

Everything is counted from covers, so that the parts always add up, whoever wrote the cover down:

- population: people registered here on the closing day, whether here or away for work; somebody
  who moved or died counts until the day before.
- opening, covered: those of them covered on the last day of the month before, and on the closing
  day (the last of the month, or the working day in a month that has not ended).
- new: covered now and not at the opening; stopped: the reverse, for any cause.
- renewed: covered at both ends, and a new term began within the month.

opening + new - stopped = covered, in every village and in the sum.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from storage.covers import counts_on
from storage.errors import StorageError
from storage.journal import how_far

if TYPE_CHECKING:
    from datetime import date

    from rules.calendar import Month
    from storage.register import Register

Scheme = Literal["hi", "vsi"]
SCHEMES: tuple[Scheme, ...] = ("hi", "vsi")
FIGURES = ("population", "opening", "new", "renewed", "stopped", "covered")
NO_VILLAGE = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """How many people of one village are in one scheme, in one month."""

    opening: int
    new: int
    renewed: int
    stopped: int
    covered: int

    def plus(self, other: Figures) -> Figures:
        """Return the sum of two villages."""
        return Figures(
            self.opening + other.opening,
            self.new + other.new,
            self.renewed + other.renewed,
            self.stopped + other.stopped,
            self.covered + other.covered,
        )


NOBODY = Figures(0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class VillageMonth:
    """One row: a village (``village_id`` is "" for people without one), or the sum of all."""

    village_id: str
    village: str
    population: int
    hi: Figures
    vsi: Figures

    def of(self, scheme: Scheme) -> Figures:
        """Return the figures of one scheme."""
        return self.hi if scheme == "hi" else self.vsi

    def rate(self, scheme: Scheme) -> Fraction | None:
        """Return the share of the population that is covered; None where nobody lives."""
        return Fraction(self.of(scheme).covered, self.population) if self.population else None


@dataclass(frozen=True, slots=True)
class MonthReport:
    """The figures of one month: a row for each village in walking order, and their sum."""

    month: Month
    closing: date
    rows: tuple[VillageMonth, ...]
    total: VillageMonth


@dataclass(frozen=True, slots=True)
class Counted:
    """One person behind a figure, with the cover that counts; days are ISO text.

    ``kind``, ``months``, ``income`` and ``payable`` (đồng) are those of the enrolment that made
    the cover, None where it came from a list.
    """

    person_id: str
    name: str
    sex: str | None
    born: str | None
    personal_id: str | None
    si_number: str | None
    village: str
    household_id: str | None
    household_code: str | None
    relation: str | None
    since: str | None
    until: str | None
    kind: str | None
    months: int | None
    income: int | None
    payable: int | None


LIVES = "(p.status IN ('here', 'away') OR p.status_day > {day})"

# Everybody with both schemes at both ends, in one pass: compulsory insurance goes before voluntary.
_STATES = f"""
    WITH held AS MATERIALIZED (
        SELECT c.person_id, c.scheme, c.id, ifnull(c.start > :before, 0) AS began,
               ({counts_on(":before")}) AS was, ({counts_on(":closing")}) AS is_now
        FROM covers c WHERE c.known = 'covered'
        AND ifnull(c.start, '') <= :closing AND ifnull(c.until, '~') >= :before
    ),
    insured AS MATERIALIZED (
        SELECT person_id,
               max(was AND scheme = 'hi') AS hi_was,
               max(is_now AND scheme = 'hi') AS hi_now,
               max(is_now AND began AND scheme = 'hi') AS hi_began,
               max(CASE WHEN was AND scheme = 'hi' THEN id END) AS hi_before,
               max(CASE WHEN is_now AND scheme = 'hi' THEN id END) AS hi_after,
               max(was AND scheme = 'vsi') > max(was AND scheme = 'csi') AS vsi_was,
               max(is_now AND scheme = 'vsi') > max(is_now AND scheme = 'csi') AS vsi_now,
               max(is_now AND began AND scheme = 'vsi') AS vsi_began,
               max(CASE WHEN was AND scheme = 'vsi' THEN id END) AS vsi_before,
               max(CASE WHEN is_now AND scheme = 'vsi' THEN id END) AS vsi_after
        FROM held GROUP BY person_id
    ),
    people_then AS (
        SELECT p.seq, coalesce(h.village_id, p.village_id, '') AS village_id, i.*,
               {LIVES.format(day=":before")} AS lived, {LIVES.format(day=":closing")} AS lives
        FROM people p LEFT JOIN households h ON h.id = p.household_id
        LEFT JOIN insured i ON i.person_id = p.id
    ),
    states AS {{kept}} (
        SELECT seq, village_id, lives, hi_began, hi_before, hi_after,
               vsi_began, vsi_before, vsi_after,
               ifnull(hi_was AND lived, 0) AS hi_was, ifnull(hi_now AND lives, 0) AS hi_now,
               ifnull(vsi_was AND lived, 0) AS vsi_was, ifnull(vsi_now AND lives, 0) AS vsi_now
        FROM people_then
    )
"""

_COUNTS = {
    "population": "lives",
    "opening": "{0}_was",
    "new": "{0}_now AND NOT {0}_was",
    "renewed": "{0}_now AND {0}_was AND {0}_began",
    "stopped": "{0}_was AND NOT {0}_now",
    "covered": "{0}_now",
}
_MOVES = ("new", "stopped")


def _sums() -> str:
    counted = [_COUNTS[name].format(scheme) for scheme in SCHEMES for name in FIGURES[1:]]
    return ", ".join(f"sum({figure})" for figure in ("lives", *counted))


_REPORT = f"""
    {_STATES.format(kept="MATERIALIZED")}
    SELECT village_id, {_sums()} FROM states GROUP BY village_id
    HAVING sum(lives OR hi_was OR vsi_was) > 0
    UNION ALL
    SELECT NULL, seq, hi_was, hi_now, hi_before, hi_after, vsi_was, vsi_now, vsi_before, vsi_after,
           NULL, NULL
    FROM states WHERE hi_was <> hi_now OR vsi_was <> vsi_now
"""
_MOVED = "(SELECT value ->> 0 AS seq, value ->> 1 AS cover FROM json_each(:moved))"
_NAMES = """
    SELECT p.id, p.name, p.sex, p.born, p.personal_id, p.si_number, ifnull(v.name, ''),
           h.id, h.code, p.relation, c.start, c.until, e.kind, e.months, e.income, e.payable
    FROM people p JOIN {counted} s ON p.seq = s.seq
    LEFT JOIN households h ON h.id = p.household_id
    LEFT JOIN villages v ON v.id = coalesce(h.village_id, p.village_id)
    LEFT JOIN covers c ON c.id = s.cover
    LEFT JOIN enrolments e ON e.id = c.source_id
    WHERE :village IS NULL OR coalesce(h.village_id, p.village_id, '') = :village
    ORDER BY p.sort_key, p.folded, p.born, p.id
"""


@dataclass(frozen=True, slots=True)
class _Month:
    """A month as counted: villages with population and figures, and who moved with which cover.

    ``moved`` is by scheme and figure: the `seq` of a person, and the id of the cover that shows it.
    """

    villages: dict[str, tuple[int, Figures, Figures]]
    moved: dict[tuple[str, str], dict[int, str]]


class Months:
    """Counts the months of a register; the last one counted is remembered until people change."""

    def __init__(self, register: Register) -> None:
        self._connection = register.connection
        self._mark: tuple[object, ...] = ()
        self._counted = _Month({}, {})

    def report(self, month: Month, on: date) -> MonthReport:
        """Count a month as it is known now; ``on`` is the working day.

        Raises:
            StorageError: month_not_begun.
        """
        closing = _closing(month, on)
        counts = self._month(month, closing).villages
        villages = self._connection.rows("SELECT id, name FROM villages ORDER BY walk_order, name")
        if NO_VILLAGE in counts:
            villages = [*villages, (NO_VILLAGE, "")]
        rows = tuple(
            VillageMonth(village_id, name, *counts.get(village_id, (0, NOBODY, NOBODY)))
            for village_id, name in villages
        )
        return MonthReport(month, closing, rows, _sum(rows))

    def _month(self, month: Month, closing: date) -> _Month:
        if self._connection.raw.in_transaction:
            # What is not committed may be taken back, so nothing of it is remembered.
            return self._count(month, closing)
        mark = (month, closing, how_far(self._connection))
        if mark != self._mark:
            self._mark, self._counted = mark, self._count(month, closing)
        return self._counted

    def _count(self, month: Month, closing: date) -> _Month:
        villages: dict[str, tuple[int, Figures, Figures]] = {}
        moved: dict[tuple[str, str], dict[int, str]] = {
            (scheme, figure): {} for scheme in SCHEMES for figure in _MOVES
        }
        for village_id, *row in self._connection.rows(_REPORT, _places(month, closing)):
            if village_id is not None:
                villages[village_id] = (row[0], Figures(*row[1:6]), Figures(*row[6:]))
                continue
            for place, scheme in enumerate(SCHEMES):
                was, is_now, before, after = row[1 + 4 * place : 5 + 4 * place]
                if was != is_now:
                    figure = "new" if is_now else "stopped"
                    moved[scheme, figure][row[0]] = after if is_now else before
        return _Month(villages, moved)

    def names(
        self,
        month: Month,
        on: date,
        *,
        figure: str,
        scheme: Scheme = "hi",
        village: str | None = None,
    ) -> list[Counted]:
        """Return exactly the people one figure of `report` counts, in the order of names.

        ``village`` is the id of a village, "" for people without one, None for all of them.

        Raises:
            StorageError: month_not_begun, unknown_figure.
        """
        if figure not in _COUNTS or scheme not in SCHEMES:
            raise StorageError("unknown_figure", value=figure)
        closing = _closing(month, on)
        values: dict[str, object] = {"village": village}
        if figure in _MOVES:
            moved = self._month(month, closing).moved[scheme, figure]
            values["moved"] = json.dumps(list(moved.items()))
            sql = _NAMES.format(counted=_MOVED)
        else:
            values |= _places(month, closing)
            # Who took part at the opening is shown with the cover of then.
            cover = f"{scheme}_before" if figure == "opening" else f"{scheme}_after"
            chosen = f"SELECT seq, {cover} AS cover FROM states WHERE {_COUNTS[figure]}"
            sql = _STATES.format(kept="") + _NAMES.format(counted=f"({chosen.format(scheme)})")
        return [Counted(*row) for row in self._connection.rows(sql, values)]


def _closing(month: Month, on: date) -> date:
    if on < month.first:
        raise StorageError("month_not_begun", month=month)
    return min(month.last, on)


def _places(month: Month, closing: date) -> dict[str, str]:
    return {"before": month.plus(-1).last.isoformat(), "closing": closing.isoformat()}


def _sum(rows: tuple[VillageMonth, ...]) -> VillageMonth:
    hi = vsi = NOBODY
    for row in rows:
        hi, vsi = hi.plus(row.hi), vsi.plus(row.vsi)
    return VillageMonth(NO_VILLAGE, "", sum(row.population for row in rows), hi, vsi)
