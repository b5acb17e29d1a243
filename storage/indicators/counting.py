"""Counts the indicators of a register, and returns the rows behind each figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from rules.calendar import MONTHS_A_YEAR
from storage import rows
from storage.errors import StorageError
from storage.indicators import flow, stock
from storage.indicators.kinds import (
    By,
    Figure,
    Figures,
    Indicator,
    Part,
    Record,
    Tally,
    indicator,
)
from storage.journal import how_far

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.working import Step
    from storage.register import Register

# By indicator and subject.
_Counted = dict[str, dict[str, Figure]]
_RECORDS = """
    {before} chosen AS ({chosen})
    SELECT c.source, c.row_id, c.people, c.day, p.id, coalesce(p.name, nullif(c.name, ''), (
            SELECT m.name FROM people m WHERE m.household_id = c.household_id
            ORDER BY m.relation = 'head' AND m.status IN ('here', 'away') DESC, m.seq LIMIT 1), ''),
        p.born, h.id, h.code, ifnull(v.name, ''),
        ifnull((SELECT s.name FROM staff s WHERE s.id = coalesce(c.collector, h.collector_id)), '')
    FROM chosen c LEFT JOIN people p ON p.id = c.person_id
    LEFT JOIN households h ON h.id = c.household_id
    LEFT JOIN villages v ON v.id = coalesce(h.village_id, p.village_id)
    ORDER BY c.day DESC, p.sort_key IS NULL, p.sort_key, p.folded, p.born, c.row_id
"""


class Indicators:
    """The indicators of a register; what was counted last is remembered until people change."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection
        self._counted: dict[tuple[object, ...], _Counted] = {}
        self._mark: tuple[int, int] = (-1, -1)

    def figures(
        self, name: str, *, on: date, since: date | None = None, by: By = "commune"
    ) -> Figures:
        """Count one indicator.

        Args:
            name: of `INDICATORS`.
            on: the day; of a flow, the last day.
            since: the first day of a flow; the first of the year where it is left out.
            by: whose figures stand in the rows.

        Raises:
            StorageError: unknown_figure.
        """
        kind = indicator(name)
        since = since or on.replace(month=1, day=1)
        found = self._counts(kind, since, on, by)
        told = self._register.denominators.used(kind.base, on.year)
        counted = [
            replace(
                found.get(subject, Figure(subject, "")),
                name=shown,
                told=told.get(subject) if subject and by == "village" else None,
            )
            for subject, shown in self._subjects(by, found)
        ]
        total = replace(_sum(counted), told=told.get(""))
        rows_shown = () if by == "commune" else tuple(counted)
        return Figures(kind, since, on, by, rows_shown, total, self._steps(kind, on))

    def records(
        self,
        name: str,
        *,
        on: date,
        since: date | None = None,
        by: By = "commune",
        subject: str | None = None,
        part: Part = "counted",
    ) -> list[Record]:
        """Return exactly the rows behind one part of a figure of `figures`.

        Args:
            name: as there.
            on: as there.
            since: as there.
            by: as there.
            subject: of the figure; None for the total.
            part: counted, base, unknown, unsure or missing.

        Raises:
            StorageError: unknown_figure.
        """
        kind = indicator(name)
        values: dict[str, object] = {"subject": subject}
        if kind.kind == "stock":
            table = self._register.insured.table(on)
            before, chosen = stock.chosen(name, table, by, part)
            values |= stock.values(self._register, on)[0]
        else:
            before, chosen = flow.chosen(
                name, by, part if kind.base or part == "counted" else "unknown"
            )
            values |= _period(since or on.replace(month=1, day=1), on)
        sql = _RECORDS.format(before=f"WITH {before}", chosen=chosen)
        return [
            rows.made(Record, (*row[:3], rows.day(row[3]), *row[4:]))
            for row in self._connection.rows(sql, values)
        ]

    def tally(self, name: str, year: int, *, on: date, by: By = "collector") -> tuple[Tally, ...]:
        """Count a flow month by month, for every subject that has anything in that year.

        Args:
            name: of a flow.
            year: whose months.
            on: the working day; nothing later counts.
            by: whose figures stand in the rows.

        Raises:
            StorageError: unknown_figure, of a stock too.
        """
        kind = indicator(name)
        if kind.kind != "flow":
            raise StorageError("unknown_figure", value=name)
        period = _period(date(year, 1, 1), min(date(year, 12, 31), on))
        months: dict[str, list[int]] = {}
        for subject, month, people in self._connection.rows(flow.months(name, by), period):
            months.setdefault(subject, [0] * MONTHS_A_YEAR)[month - 1] = people
        return tuple(
            Tally(subject, shown, tuple(months[subject]))
            for subject, shown in self._subjects(by, months)
            if subject in months
        )

    def _counts(self, kind: Indicator, since: date, on: date, by: By) -> dict[str, Figure]:
        mark = how_far(self._connection)
        inside = self._connection.raw.in_transaction
        if mark != self._mark or inside:
            # What is not committed may be taken back, so nothing of it is remembered.
            self._mark, self._counted = ((-1, -1) if inside else mark), {}
        if kind.kind == "stock":
            return self._stocks(kind.name, on, by)
        key = (kind.name, since, on, by)
        if key not in self._counted:
            found = self._connection.rows(flow.counts(kind.name, by), _period(since, on))
            self._counted[key] = {
                kind.name: {row[0]: _act_figure(kind, *row) for row in found},
            }
        return self._counted[key][kind.name]

    def _stocks(self, name: str, on: date, by: By) -> dict[str, Figure]:
        """Count stocks of the same people at once: they are columns of one row."""
        names = stock.together(name)
        key = (names, on, by)
        if key not in self._counted:
            sql = stock.counts(name, self._register.insured.table(on), by)
            values, _ = stock.values(self._register, on)
            counted: _Counted = {one: {} for one in names}
            for subject, *cells in self._connection.rows(sql, values):
                for place, one in enumerate(names):
                    five = cells[5 * place : 5 * place + 5]
                    counted[one][subject] = Figure(subject, "", *five)
            self._counted[key] = counted
        return self._counted[key][name]

    def _subjects(self, by: By, found: Iterable[str]) -> list[tuple[str, str]]:
        """Return every subject that there is or that counts something, with its name."""
        if by == "commune":
            return [("", "")]
        named = getattr(self, f"_{by}s")()
        shown = {subject: name for subject, name, always in named if always or subject in found}
        rest = [(subject, shown.get(subject, "")) for subject in found if subject not in shown]
        return [*shown.items(), *rest]

    def _villages(self) -> list[tuple[str, str, bool]]:
        return [(one.id, one.name, True) for one in self._register.villages.all()]

    def _collectors(self) -> list[tuple[str, str, bool]]:
        staff = self._register.staff
        return [
            (one.id, one.name, one.active and "collector" in one.roles)
            for one in (*staff.all(), *staff.all(gone=True))
        ]

    def _organisations(self) -> list[tuple[str, str, bool]]:
        return [(one.key, one.name, one.active) for one in self._register.organisations.all()]

    def _steps(self, kind: Indicator, on: date) -> tuple[Step, ...]:
        return stock.values(self._register, on)[1] if kind.base == "labour" else ()


def _act_figure(kind: Indicator, subject: str, counted: int, acts: int, unnamed: int) -> Figure:
    if kind.base is None:
        return Figure(subject, "", counted, unnamed=unnamed)
    return Figure(subject, "", counted, acts, missing=acts - counted, unnamed=unnamed)


def _sum(figures: Iterable[Figure]) -> Figure:
    """Return the sum of all parts."""
    parts = [
        (one.counted, one.base, one.unknown, one.unsure, one.missing, one.unnamed)
        for one in figures
    ]
    return Figure("", "", *(sum(column) for column in zip(*parts, strict=True)))


def _period(since: date, on: date) -> dict[str, object]:
    return {"since": since.isoformat(), "on": on.isoformat()}
