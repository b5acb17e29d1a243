"""How far a target is reached: against where it should be today, and where it is heading.

Expected is the straight line from the opening to the goal. The forecast goes on, to the last day of
the period, at the pace of the last three months. Both are shown in whole people, rounded so that
the villages add up to the commune.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from rules.apportion import shares
from rules.calendar import Month, plus_months
from storage.indicators import Figure, indicator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from storage.explanations import Explanation
    from storage.indicators import Figures
    from storage.register import Register
    from storage.targets import Level, Period, Target

PACE_MONTHS = 3
# A village behind by a tenth of what it should have is asked for the cause.
_LOW = Fraction(1, 10)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One subject of a target, on a day.

    Attributes:
        figure: what is reached, with its denominator; it opens onto its records.
        target: None for a subject without one.
        opening: what there was when the period began.
        goal: how many there are to be in the end; None without a target.
        expected: where it should be today; None without a target.
        forecast: where it will be on the last day; None where nobody asked for it.
        explained: what was said of this month.
    """

    figure: Figure
    target: Target | None = None
    opening: int = 0
    goal: int | None = None
    expected: int | None = None
    forecast: int | None = None
    explained: Explanation | None = None

    @property
    def reached(self) -> int:
        """How many there are now."""
        return self.figure.counted

    @property
    def gap(self) -> int | None:
        """How many there are beyond what is expected today; negative where some are missing."""
        return None if self.expected is None else self.reached - self.expected

    @property
    def low(self) -> bool:
        """Whether it is so far behind that cause and correction are asked for."""
        if not self.expected:
            return False
        return self.reached <= self.expected * (1 - _LOW)


@dataclass(frozen=True, slots=True)
class Progress:
    """The targets of an indicator on a day.

    Attributes:
        day: the working day, or the last of the period once it is over.
        lines: every subject, furthest behind first, those without a target last.
        total: of the commune: its own target, else the sum of the lines.
    """

    indicator: str
    period: Period
    level: Level
    day: date
    lines: tuple[Line, ...]
    total: Line

    @property
    def days_left(self) -> int:
        """How many days of the period are left after the day."""
        return (self.period.until - self.day).days

    @property
    def low(self) -> tuple[Line, ...]:
        """The lines that are asked for cause and correction."""
        return tuple(one for one in self.lines if one.low)


def progress(
    register: Register,
    name: str,
    period: Period,
    level: Level,
    on: date,
    *,
    forecast: bool = True,
) -> Progress:
    """Return how far an indicator is on a day.

    Args:
        register: the register.
        name: of the indicator.
        period: of its targets.
        level: whose targets stand in the lines; "commune" has none but the total.
        on: the working day.
        forecast: whether to say where it is heading, which counts an earlier day too.

    Raises:
        StorageError: unknown_figure.
    """
    day = max(min(on, period.until), period.start)
    now = register.indicators.figures(name, on=day, since=period.start, by=level)
    explained = register.explanations.of_month(Month.of(day))
    targets = _targets(register, period, name, level)
    named = {one.subject for one in now.rows}
    figures = (*now.rows, *(Figure(gone, "") for gone in targets if gone not in named))
    lines = [_line(one, targets.get(one.subject), explained) for one in figures]
    own = _targets(register, period, name, "commune").get("")
    total = _line(now.total, own, explained)
    if own is None and targets:
        total = replace(
            total,
            opening=sum(one.opening for one in lines),
            goal=sum(one.goal or 0 for one in lines),
        )
    gone = Fraction((day - period.start).days + 1, (period.until - period.start).days + 1)
    *lines, total = _expected([*lines, total], gone)
    if forecast:
        then = plus_months(day, -PACE_MONTHS)
        earlier = _earlier(register, name, level, now, then)
        ahead = Fraction((period.until - day).days, (day - then).days)
        *lines, total = _forecast([*lines, total], earlier, ahead)
    lines.sort(key=lambda one: (one.gap is None, one.gap or 0))
    return Progress(name, period, level, day, tuple(lines), total)


def _targets(register: Register, period: Period, name: str, level: Level) -> dict[str, Target]:
    return {one.subject: one for one in register.targets.of(period, level=level, indicator=name)}


def _line(figure: Figure, target: Target | None, explained: Mapping[str, Explanation]) -> Line:
    if target is None:
        return Line(figure)
    return Line(
        figure,
        target,
        target.opening or 0,
        target.goal,
        explained=explained.get(target.id),
    )


def _expected(lines: Sequence[Line], gone: Fraction) -> list[Line]:
    """Say where each should be once that part of the period is gone; the last is the total."""
    exact = [
        None if one.goal is None else one.opening + (one.goal - one.opening) * gone for one in lines
    ]
    return [replace(one, expected=number) for one, number in zip(lines, _whole(exact), strict=True)]


def _earlier(register: Register, name: str, level: Level, now: Figures, then: date) -> list[int]:
    """Return by how much each has grown since an earlier day; the last is the total."""
    subjects = [one.subject for one in now.rows]
    if indicator(name).kind == "flow":
        since = then + _ONE_DAY
        found = register.indicators.figures(name, on=now.on, since=since, by=level)
        return [*(found.of(one).counted for one in subjects), found.total.counted]
    found = register.indicators.figures(name, on=then, by=level)
    grown = [one.counted - found.of(one.subject).counted for one in now.rows]
    return [*grown, now.total.counted - found.total.counted]


def _forecast(lines: Sequence[Line], grown: Sequence[int], ahead: Fraction) -> list[Line]:
    """Go on at the pace of what has grown; the last is the total."""
    *rest, total = grown
    rest += [0] * (len(lines) - 1 - len(rest))
    exact = [
        max(one.reached + more * ahead, Fraction(0))
        for one, more in zip(lines, [*rest, total], strict=True)
    ]
    return [replace(one, forecast=number) for one, number in zip(lines, _whole(exact), strict=True)]


def _whole(exact: Sequence[Fraction | None]) -> list[int | None]:
    """Round to whole people, so that the parts add up as they do before; the last is the total."""
    *parts, total = exact
    known = [one for one in parts if one is not None]
    rounded = iter(shares(_nearest(sum(known, Fraction(0))), known) if known else ())
    return [
        *(None if one is None else next(rounded) for one in parts),
        None if total is None else _nearest(total),
    ]


def _nearest(exact: Fraction) -> int:
    return int(exact + Fraction(1, 2))
