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

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from storage.errors import StorageError

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


_LIVES = "(p.status IN ('here', 'away') OR p.status_day > {day})"

# The cover that counts on a day, as `rules.coverage` has it: one that runs on that day, and that no
# newer fact has overtaken. A newer cover overtakes an older one from its own first day on, a newer
# "not covered" from the day of its list on. (tests/storage/test_months.py compares the two.)
_HELD = """
    SELECT c.person_id, c.id, c.start FROM covers c
    WHERE c.scheme = {scheme} AND c.known = 'covered'
    AND (c.start IS NULL OR c.start <= {day}) AND (c.until IS NULL OR c.until >= {day})
    AND NOT EXISTS (
        SELECT 1 FROM covers n WHERE n.person_id = c.person_id AND n.scheme = c.scheme
        AND CASE n.known WHEN 'covered'
            THEN (n.dated > c.dated OR (n.dated = c.dated AND n.id > c.id))
                AND ifnull(n.start, '') <= {day} AND ifnull(n.until, '~') >= ifnull(c.start, '')
            ELSE n.dated > c.dated AND n.dated <= {day} AND n.dated >= ifnull(c.start, '') END)
"""


def _held(day: str) -> str:
    """Return the SQL for who takes part on a day: compulsory insurance goes before voluntary."""
    ours = _HELD.format(scheme=":scheme", day=day)
    compulsory = _HELD.format(scheme="'csi'", day=day)
    return (
        f"{ours} AND (:scheme <> 'vsi'"
        f" OR c.person_id NOT IN (SELECT person_id FROM ({compulsory})))"
    )


_STATES = f"""
    WITH before AS MATERIALIZED ({_held(":before")}), now AS MATERIALIZED ({_held(":closing")}),
    states AS (
        SELECT p.id, p.seq, coalesce(h.village_id, p.village_id, '') AS village_id,
               {_LIVES.format(day=":closing")} AS lives,
               before.person_id IS NOT NULL AND {_LIVES.format(day=":before")} AS was,
               now.person_id IS NOT NULL AND {_LIVES.format(day=":closing")} AS is_now,
               ifnull(now.start > :before, 0) AS began,
               before.id AS cover_before, now.id AS cover_now
        FROM people p LEFT JOIN households h ON h.id = p.household_id
        LEFT JOIN before ON before.person_id = p.id
        LEFT JOIN now ON now.person_id = p.id
    )
"""

_COUNTS = {
    "population": "lives",
    "opening": "was",
    "new": "is_now AND NOT was",
    "renewed": "is_now AND was AND began",
    "stopped": "was AND NOT is_now",
    "covered": "is_now",
}


class Months:
    """Counts the months of a register."""

    def __init__(self, register: Register) -> None:
        self._connection = register.connection

    def report(self, month: Month, on: date) -> MonthReport:
        """Count a month as it is known now; ``on`` is the working day.

        Raises:
            StorageError: month_not_begun.
        """
        closing = _closing(month, on)
        counts = {scheme: self._count(scheme, month, closing) for scheme in SCHEMES}
        villages = self._connection.rows("SELECT id, name FROM villages ORDER BY walk_order, name")
        if any(NO_VILLAGE in found for found in counts.values()):
            villages = [*villages, (NO_VILLAGE, "")]
        rows = tuple(
            VillageMonth(
                village_id=village_id,
                village=name,
                population=counts["hi"].get(village_id, (0, NOBODY))[0],
                hi=counts["hi"].get(village_id, (0, NOBODY))[1],
                vsi=counts["vsi"].get(village_id, (0, NOBODY))[1],
            )
            for village_id, name in villages
        )
        return MonthReport(month, closing, rows, _sum(rows))

    def _count(self, scheme: Scheme, month: Month, closing: date) -> dict[str, tuple[int, Figures]]:
        sums = ", ".join(f"sum({_COUNTS[name]})" for name in FIGURES)
        rows = self._connection.rows(
            f"{_STATES} SELECT village_id, {sums} FROM states GROUP BY village_id"
            f" HAVING sum(lives OR was) > 0",
            _places(scheme, month, closing),
        )
        return {row[0]: (row[1], Figures(*row[2:])) for row in rows}

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
        places = _places(scheme, month, closing)
        # Who stopped is shown with the cover that ended, everybody else with the one in force.
        cover = "cover_before" if figure in {"opening", "stopped"} else "cover_now"
        rows = self._connection.rows(
            f"""{_STATES}
            SELECT p.id, p.name, p.sex, p.born, p.personal_id, p.si_number, ifnull(v.name, ''),
                   h.id, h.code, p.relation, c.start, c.until, e.kind, e.months, e.income, e.payable
            FROM states s JOIN people p ON p.seq = s.seq
            LEFT JOIN villages v ON v.id = s.village_id
            LEFT JOIN households h ON h.id = p.household_id
            LEFT JOIN covers c ON c.id = s.{cover}
            LEFT JOIN enrolments e ON e.id = c.source_id
            WHERE ({_COUNTS[figure]}) AND (:village IS NULL OR s.village_id = :village)
            ORDER BY p.sort_key, p.folded, p.born, p.id""",
            {**places, "village": village},
        )
        return [Counted(*row) for row in rows]


def _closing(month: Month, on: date) -> date:
    if on < month.first:
        raise StorageError("month_not_begun", month=month)
    return min(month.last, on)


def _places(scheme: Scheme, month: Month, closing: date) -> dict[str, str]:
    before = month.plus(-1).last.isoformat()
    return {"scheme": scheme, "before": before, "closing": closing.isoformat()}


def _sum(rows: tuple[VillageMonth, ...]) -> VillageMonth:
    hi = vsi = NOBODY
    for row in rows:
        hi, vsi = hi.plus(row.hi), vsi.plus(row.vsi)
    return VillageMonth(NO_VILLAGE, "", sum(row.population for row in rows), hi, vsi)
