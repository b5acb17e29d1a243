"""What an office wants to know at eight in the morning, read at once.

Every figure is counted where its list is: targets in `storage.target_progress`, cover in
`storage.indicators`, what ends in `storage.due`, appointments in `storage.follow_ups`, the campaign
in `storage.campaigns`, doubts in `storage.data_checks`. Nothing is counted here a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from storage import follow_ups
from storage.campaign_results import Standing
from storage.data_checks import CHECKS, reasons_of
from storage.due import PERIODS
from storage.duplicates import find_duplicates
from storage.indicators import INDICATORS, indicator
from storage.months import SCHEMES
from storage.target_progress import progress
from storage.targets import Period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from storage.campaigns import Campaign
    from storage.due import Period as DuePeriod
    from storage.follow_ups import FollowUp
    from storage.indicators import Figure, Name
    from storage.progress import Progress as Told
    from storage.register import Register
    from storage.target_progress import Line, Progress
    from storage.targets import Target

TARGETS = 3  # in sight; the others are one press away
_USUAL: tuple[Name, ...] = ("hi", "vsi", "hi_pupils")


@dataclass(frozen=True, slots=True)
class VillageCover:
    """Health insurance in one village, against what it is to reach.

    Attributes:
        goal: how many are to be covered in the end; None where nothing is aimed at.
    """

    figure: Figure
    goal: int | None

    @property
    def aim(self) -> Fraction | None:
        """The rate to reach."""
        base = self.figure.denominator
        return Fraction(self.goal, base) if self.goal is not None and base else None

    @property
    def missing(self) -> int | None:
        """How many are missing to the goal; 0 once it is reached, None without one."""
        return None if self.goal is None else max(self.goal - self.figure.counted, 0)


@dataclass(frozen=True, slots=True)
class Ending:
    """How many are due in a period, in each scheme."""

    period: DuePeriod
    hi: int
    vsi: int


@dataclass(frozen=True, slots=True)
class Campaigned:
    """The last campaign: what was before it, what is today, and what was done.

    Attributes:
        hi_before, vsi_before: None while the baseline is not counted.
        villages: in how many it is held.
    """

    campaign: Campaign
    hi_before: Standing | None
    hi: Standing
    vsi_before: Standing | None
    vsi: Standing
    villages: int
    events: int
    reached: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole of it on a day.

    Attributes:
        period: of the targets.
        targets: the first few of the commune.
        villages: lowest rate first; people without a village last.
        aim: the rate the commune is to reach; None without a target.
        visits: who should be seen today, then the overdue, the latest first.
        people: living here.
    """

    day: date
    period: Period
    targets: tuple[tuple[str, Line], ...]
    resolution: Target | None
    villages: tuple[VillageCover, ...]
    aim: Fraction | None
    endings: tuple[Ending, ...]
    visits: tuple[FollowUp, ...]
    campaign: Campaigned | None
    people: int

    @property
    def today(self) -> tuple[FollowUp, ...]:
        """Who was promised this very day."""
        return tuple(one for one in self.visits if not one.late)

    @property
    def gone(self) -> Fraction:
        """How much of the period is gone on the day."""
        days = (self.period.until - self.period.start).days + 1
        return Fraction((self.day - self.period.start).days + 1, days)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in the data to look at again.

    Attributes:
        key: duplicates, rejected, or a key of `storage.data_checks`.
        import_id: of the list, for what was not taken in.
    """

    key: str
    count: int
    import_id: str = ""
    day: date | None = None


def overview(register: Register, on: date) -> Overview:
    """Read everything but the doubts, which take longer (`doubts`)."""
    period = _period(register, on)
    given = register.targets.of(period, level="commune")
    names = [one.name for one in INDICATORS if any(one.name == two.indicator for two in given)]
    shown = (names or [*_USUAL])[:TARGETS]
    found: dict[str, Progress] = {
        name: _progress(register, name, period, on) for name in dict.fromkeys((*shown, "hi", "vsi"))
    }
    hi = found["hi"]
    resolved = next((one for one in given if one.resolution.number), None)
    return Overview(
        day=on,
        period=period,
        targets=tuple((name, found[name].total) for name in shown),
        resolution=resolved,
        villages=_villages(hi),
        aim=_aim(hi),
        endings=_endings(register, on),
        visits=tuple(sorted(follow_ups.due(register, on, ahead=0), key=lambda one: one.late)),
        campaign=_campaign(register, on, found),
        people=hi.total.figure.base,
    )


def doubts(register: Register, on: date, told: Told | None = None) -> tuple[Doubt, ...]:
    """Return what in the data is to be looked at again; what is in order is left out.

    People written twice first, then what the last list left behind, then the checks, the most
    first.
    """
    found = [Doubt("duplicates", len(find_duplicates(register, told)))]
    for entry in register.imports.list():
        waiting = entry.counts.rejected + entry.counts.review
        if waiting:
            found.append(Doubt("rejected", waiting, entry.id, entry.dated))
            break
    checks = (Doubt(check.key, len(reasons_of(check, register, on))) for check in CHECKS)
    found += sorted(checks, key=lambda one: -one.count)
    return tuple(one for one in found if one.count)


def _period(register: Register, on: date) -> Period:
    """Return the year; where there are no targets of it, a period of targets with the day in it."""
    year = Period.of_year(on.year)
    periods = [one for one in register.targets.periods() if one.start <= on <= one.until]
    return year if year in periods or not periods else periods[0]


def _progress(register: Register, name: str, period: Period, on: date) -> Progress:
    level = "village" if indicator(name).kind == "stock" else "commune"
    return progress(register, name, period, level, on, forecast=False)  # type: ignore[arg-type]


def _aim(hi: Progress) -> Fraction | None:
    """Return the rate to reach: as it was given, else the goal among the people."""
    target, base = hi.total.target, hi.total.figure.denominator
    if target is not None and target.rate is not None:
        return target.rate
    return Fraction(hi.total.goal, base) if hi.total.goal is not None and base else None


def _villages(hi: Progress) -> tuple[VillageCover, ...]:
    aim = _aim(hi)
    made = []
    for line in hi.lines:
        figure = line.figure
        if not figure.denominator:
            continue
        goal = line.goal
        if goal is None and aim is not None:
            goal = ceil(aim * figure.denominator)
        made.append(VillageCover(figure, goal))
    made.sort(key=lambda one: (not one.figure.subject, one.figure.rate or 0))
    return tuple(made)


def _endings(register: Register, on: date) -> tuple[Ending, ...]:
    hi, vsi = (register.due.counts(on, scheme=scheme) for scheme in SCHEMES)
    return tuple(Ending(one, hi[one], vsi[one]) for one in PERIODS)


def _campaign(register: Register, on: date, found: Mapping[str, Progress]) -> Campaigned | None:
    """Return what has changed from the baseline of the last campaign until today.

    Of the whole commune, today's figures are at hand already; of some villages they are counted
    as the campaign itself does.
    """
    begun = [one for one in register.campaigns.all() if one.start <= on]
    if not begun:
        return None
    last = begun[0]
    events, reached = register.connection.row(
        "SELECT count(*), ifnull(sum(reached), 0) FROM events"
        " WHERE campaign_id = ? AND state = 'held' AND day <= ?",
        (last.id, on.isoformat()),
    )
    areas = register.campaigns.areas(last.id)
    if areas:
        total = register.campaigns.result(last.id, on).total
        standings = (total.hi.before, total.hi.now, total.vsi.before, total.vsi.now)
        return Campaigned(last, *standings, len(areas), events, reached)
    before: dict[str, Standing] = {
        scheme: Standing(*sums)
        for scheme, *sums in register.connection.rows(
            "SELECT scheme, sum(population), sum(covered), sum(unknown)"
            " FROM campaign_baselines WHERE campaign_id = ? GROUP BY scheme",
            (last.id,),
        )
    }
    hi, vsi = found["hi"].total.figure, found["vsi"].total.figure
    return Campaigned(
        last,
        before.get("hi"),
        Standing(hi.base, hi.counted, hi.unknown),
        before.get("vsi"),
        Standing(hi.base, vsi.counted, vsi.unknown),
        len(register.villages.all()),
        events,
        reached,
    )
