"""Targets: how many an office, a village, an organisation or a collector is to reach, and by when.

A goal is a number of people, kept beside the rate where it was given as one. What there was when
the period began is counted once, when the target is set, and stays: later corrections of records
move what is reached, not where it began.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any, Literal

from rules.apportion import shares
from storage import rows
from storage.errors import StorageError
from storage.indicators import By, indicator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from storage.indicators import Figures
    from storage.register import Register

Level = By
SpreadBy = Literal["population", "not_covered"]
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From a first to a last day, such as a year."""

    start: date
    until: date

    @classmethod
    def of_year(cls, year: int) -> Period:
        """Return a whole year."""
        return cls(date(year, 1, 1), date(year, 12, 31))


@dataclass(frozen=True, slots=True)
class Resolution:
    """The document that set a target: its number and date as far as they are known."""

    number: str = ""
    day: date | None = None


NO_RESOLUTION = Resolution()


@dataclass(frozen=True, slots=True)
class Target:
    """One target.

    Attributes:
        indicator: a name of `storage.indicators.INDICATORS`.
        subject: "" for the commune, the id of a village or of a collector, the folded name of an
            organisation.
        goal: how many to reach by the end of the period.
        rate: the share in which it was given; None where it was given as a number.
        opening: how many there were when the period began; None while it has not begun. A flow
            begins with 0.
    """

    id: str
    indicator: str
    period: Period
    level: Level
    subject: str
    goal: int
    rate: Fraction | None
    opening: int | None
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class Share:
    """What one village would get of the commune's target.

    Attributes:
        weight: what it is shared by: living people, or those not covered.
        goal: what there was, and the village's part of what is to come.
    """

    village_id: str
    village: str
    weight: int
    opening: int
    goal: int


_COLUMNS = (
    "id, indicator, start, until, level, subject_id, goal, rate, opening, resolution,"
    " resolution_day"
)


_GOAL = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:[.,](\d{1,2}))?\s*(%?)")


def read_goal(text: str) -> int | Fraction:
    """Read a goal as a clerk types it: ``1.200`` people, or ``80 %``, ``73,8%``.

    Raises:
        StorageError: bad_goal (value).
    """
    found = _GOAL.fullmatch(text.strip())
    if found is None or (found[2] and not found[3]):
        raise StorageError("bad_goal", value=text)
    whole = int(found[1].replace(".", ""))
    if not found[3]:
        return whole
    part = Fraction(int(found[2] or 0), 10 ** len(found[2] or ""))
    rate = (whole + part) / 100
    if not 0 < rate <= 1:
        raise StorageError("bad_goal", value=text)
    return rate


class Targets:
    """The targets of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def periods(self) -> tuple[Period, ...]:
        """Return every period for which there is a target, the latest first."""
        found = self._connection.rows(
            "SELECT DISTINCT start, until FROM targets ORDER BY until DESC, start DESC"
        )
        return tuple(Period(date.fromisoformat(a), date.fromisoformat(b)) for a, b in found)

    def of(
        self, period: Period, *, level: Level | None = None, indicator: str | None = None
    ) -> tuple[Target, ...]:
        """Return the targets of a period, in the order in which they were first set."""
        found = self._connection.rows(
            f"SELECT {_COLUMNS} FROM targets WHERE start = :start AND until = :until"
            " AND (:level IS NULL OR level = :level)"
            " AND (:indicator IS NULL OR indicator = :indicator) ORDER BY id",
            {**_stored(period), "level": level, "indicator": indicator},
        )
        return tuple(_target(row) for row in found)

    def get(self, target_id: str) -> Target:
        """Return one target.

        Raises:
            StorageError: no_such_row.
        """
        row = self._connection.row(f"SELECT {_COLUMNS} FROM targets WHERE id = ?", (target_id,))
        if row is None:
            raise StorageError("no_such_row", kind="targets")
        return _target(row)

    def set(
        self,
        name: str,
        period: Period,
        level: Level,
        subject: str = "",
        *,
        on: date,
        goal: int | None = None,
        rate: Fraction | None = None,
        resolution: Resolution = NO_RESOLUTION,
    ) -> str:
        """Set a target, over an earlier one of the same; inside a change.

        Args:
            name: of the indicator.
            period: in which it is to be reached.
            level: whose target it is.
            subject: which village, organisation or collector; "" for the commune.
            on: the working day; what a rate comes to is counted on it.
            goal: how many to reach.
            rate: the share to reach instead, of the indicator's own denominator.
            resolution: the document that set it.

        Returns:
            The id of the target.

        Raises:
            StorageError: unknown_figure; goal_missing; rate_without_base; period_turned.
        """
        if period.until < period.start:
            raise StorageError("period_turned", start=period.start, until=period.until)
        reached = goal if rate is None else self._people(name, level, subject, rate, on)
        if reached is None or reached < 0:
            raise StorageError("goal_missing")
        begun = self._openings(name, period, level, on)
        fields = {
            "goal": reached,
            "rate": None if rate is None else str(rate),
            "resolution": " ".join(resolution.number.split()),
            "resolution_day": resolution.day,
        }
        opening = None if begun is None else begun.get(subject, 0)
        return self._write(name, period, level, subject, fields, opening)

    def _write(
        self,
        name: str,
        period: Period,
        level: Level,
        subject: str,
        fields: dict[str, Any],
        opening: int | None,
    ) -> str:
        indicator(name)
        key = {"indicator": name, **_stored(period), "level": level, "subject_id": subject}
        known = self._connection.row(
            "SELECT id, opening FROM targets WHERE indicator = :indicator AND start = :start"
            " AND until = :until AND level = :level AND subject_id = :subject_id",
            key,
        )
        if known is None:
            target_id = self._register.new_id()
            new = {"id": target_id, **key, **fields, "opening": opening}
            rows.insert(self._connection, "targets", new)
            return target_id
        if known[1] is None:
            fields["opening"] = opening
        rows.update(self._connection, "targets", known[0], fields)
        return str(known[0])

    def remove(self, target_id: str) -> None:
        """Take away a target, with what was explained about it; inside a change."""
        self._connection.execute("DELETE FROM explanations WHERE target_id = ?", (target_id,))
        self._connection.execute("DELETE FROM targets WHERE id = ?", (target_id,))

    # -- spreading

    def shares(
        self, target: Target, by: SpreadBy, *, on: date, goal: int | None = None
    ) -> tuple[Share, ...]:
        """Return what each village would get of a target of the commune; nothing is written.

        What is to come is shared out by weight, on top of what each village had; the parts add up
        to the goal exactly. Where less is aimed at than there was, the goal itself is shared.

        Args:
            target: of the commune.
            by: the living people of a village, or those of them not covered (not known included).
            on: the day on which those are counted.
            goal: another goal than the target's.

        Raises:
            StorageError: no_villages.
        """
        villages = self._register.villages.all()
        if not villages:
            raise StorageError("no_villages")
        goal = target.goal if goal is None else goal
        counted = self._register.indicators.figures("hi", on=on, by="village")
        if by == "not_covered":
            open_ones = _OPEN.get(target.indicator, target.indicator)
            counted = self._register.indicators.figures(open_ones, on=on, by="village")
        weights = [_weight(counted, one.id, by) for one in villages]
        counts = self._openings(target.indicator, target.period, "village", on) or {}
        openings = [counts.get(one.id, 0) for one in villages]
        parts = parts_of(goal, openings, weights)
        return tuple(
            Share(one.id, one.name, weight, opening, part)
            for one, weight, opening, part in zip(villages, weights, openings, parts, strict=True)
        )

    def spread(self, target: Target, parts: Iterable[Share]) -> None:
        """Set the targets of the villages as shared out; inside a change."""
        resolution = target.resolution
        for part in parts:
            fields = {
                "goal": part.goal,
                "rate": None,
                "resolution": resolution.number,
                "resolution_day": resolution.day,
            }
            begun = None if target.opening is None else part.opening
            self._write(target.indicator, target.period, "village", part.village_id, fields, begun)

    # -- counting

    def _people(
        self, name: str, level: Level, subject: str, rate: Fraction, on: date
    ) -> int | None:
        """Return how many people a rate is: rounded up, for anything less falls short of it."""
        if indicator(name).base is None or indicator(name).kind == "flow":
            raise StorageError("rate_without_base")
        found = self._register.indicators.figures(name, on=on, by=level)
        figure = found.total if level == "commune" else found.of(subject)
        return ceil(rate * figure.denominator)

    def _openings(self, name: str, period: Period, level: Level, on: date) -> dict[str, int] | None:
        """Return what there was on the day before a period, by subject; None before it begins."""
        before = period.start - _ONE_DAY
        if indicator(name).kind == "flow":
            return {}
        if before > on:
            return None
        found = self._register.indicators.figures(name, on=before, by=level)
        return {one.subject: one.counted for one in (*found.rows, found.total)}


# Whom a flow can still reach are those whom a stock misses.
_OPEN = {"vsi_new": "vsi", "hi_new": "hi", "renewals": "hi", "visits": "hi", "non_cash": "hi"}


def parts_of(goal: int, openings: Sequence[int], weights: Sequence[int]) -> tuple[int, ...]:
    """Share a goal out: what is to come by weight, on top of what each had.

    Where less is aimed at than there was, the goal itself is shared. The parts add up to it.
    """
    to_come = goal - sum(openings)
    if to_come < 0:
        return shares(goal, weights)
    added = shares(to_come, weights)
    return tuple(had + more for had, more in zip(openings, added, strict=True))


def of_subject(register: Register, level: Level, subject: str) -> tuple[Target, ...]:
    """Return every target of a subject, of all periods."""
    found = register.connection.rows(
        f"SELECT {_COLUMNS} FROM targets WHERE level = ? AND subject_id = ? ORDER BY id",
        (level, subject),
    )
    return tuple(_target(row) for row in found)


def fields_of(target: Target) -> dict[str, object]:
    """Return the columns of a target, without its id."""
    return {
        "indicator": target.indicator,
        **_stored(target.period),
        "level": target.level,
        "subject_id": target.subject,
        "goal": target.goal,
        "rate": None if target.rate is None else str(target.rate),
        "opening": target.opening,
        "resolution": target.resolution.number,
        "resolution_day": target.resolution.day,
    }


def _weight(counted: Figures, village_id: str, by: SpreadBy) -> int:
    figure = counted.of(village_id)
    return figure.base if by == "population" else figure.missing + figure.unknown


def _stored(period: Period) -> dict[str, str]:
    return {"start": period.start.isoformat(), "until": period.until.isoformat()}


def _target(row: tuple[Any, ...]) -> Target:
    target_id, name, start, until, level, subject, goal, rate, opening, number, day = row
    return Target(
        target_id,
        name,
        Period(date.fromisoformat(start), date.fromisoformat(until)),
        level,
        subject,
        goal,
        None if rate is None else Fraction(rate),
        opening,
        Resolution(number, rows.day(day)),
    )
