"""What a campaign changed in each village: the count of a day beside the baseline.

The villages add up to the commune by construction. What lies behind a change are the people covered
now and not then, those covered then and not now, and what corrections made of the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from storage import covered
from storage.errors import StorageError
from storage.journal import how_far
from storage.months import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from storage.campaigns import Campaign
    from storage.connection import Connection
    from storage.covered import Counts, Someone
    from storage.months import Scheme

COMMUNE = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of how many people are covered, and of how many that is not known."""

    population: int
    covered: int
    unknown: int

    def plus(self, other: Standing) -> Standing:
        """Return the sum of two villages."""
        return Standing(
            self.population + other.population,
            self.covered + other.covered,
            self.unknown + other.unknown,
        )

    @property
    def rate(self) -> Fraction | None:
        """The share of the population that is covered; None where nobody lives."""
        return Fraction(self.covered, self.population) if self.population else None


NOBODY = Standing(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Progress:
    """One scheme in one village: before the campaign (None: not counted yet), and on the day.

    ``starting`` are people who joined by that day and whose cover begins after it: a card of health
    insurance often waits for thirty days. They are told beside the gain, and not in it.
    """

    before: Standing | None
    now: Standing
    starting: int = 0

    @property
    def gain(self) -> int | None:
        """How many more people are covered than before."""
        return None if self.before is None else self.now.covered - self.before.covered

    def plus(self, other: Progress) -> Progress:
        """Return the sum of two villages."""
        counted = self.before is not None and other.before is not None
        before = self.before.plus(other.before) if counted else None  # type: ignore[union-attr,arg-type]
        return Progress(before, self.now.plus(other.now), self.starting + other.starting)


@dataclass(frozen=True, slots=True)
class VillageResult:
    """One village of a campaign, or the sum of them.

    Attributes:
        villages: the ids of the villages of today counted here: one, or with it those split off
            since the campaign began; "" for people without a village; none where a village that
            was counted then is there no more.
        name: as the village is called now, else as it was called then.
        goals: of `GOALS`, those that are set.
    """

    villages: tuple[str, ...]
    name: str
    hi: Progress
    vsi: Progress
    goals: Mapping[str, int]

    def of(self, scheme: Scheme) -> Progress:
        """Return one scheme."""
        return self.hi if scheme == "hi" else self.vsi

    @property
    def people(self) -> int:
        """How many live there, or lived there when the baseline was counted."""
        before = 0 if self.hi.before is None else self.hi.before.population
        return max(self.hi.now.population, before)


@dataclass(frozen=True, slots=True)
class CampaignResult:
    """What a campaign has changed by a day: its villages in walking order, and their sum."""

    campaign: Campaign
    on: date
    rows: tuple[VillageResult, ...]
    total: VillageResult


@dataclass(frozen=True, slots=True)
class GainBehind:
    """Why a figure changed: gained less lost, and what corrections made of the baseline's day.

    ``corrected`` is how many are counted for that day by the register of today, less the baseline:
    records mended, joined, or moved to another village since.
    """

    gained: tuple[Someone, ...]
    lost: tuple[Someone, ...]
    corrected: int

    @property
    def gain(self) -> int:
        """The figure."""
        return len(self.gained) - len(self.lost) + self.corrected


class Results:
    """Counts the results of campaigns; days counted are remembered until people change."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._counted: dict[tuple[object, ...], dict[str, Counts]] = {}

    def of(
        self,
        campaign: Campaign,
        on: date,
        *,
        areas: frozenset[str],
        goals: Mapping[tuple[str, str], int],
    ) -> CampaignResult:
        """Return what has changed by a day; see `Campaigns.result`."""
        now = self._counts(on)
        found = []
        for part in self._parts(campaign).values():
            row = part.result(now, goals, counted=campaign.baseline_day is not None)
            wanted = areas.intersection(part.villages) if areas else part.name or row.people
            if wanted:
                found.append(row)
        return CampaignResult(campaign, on, tuple(found), _sum(found, goals))

    def behind(self, result: CampaignResult, village: VillageResult, scheme: Scheme) -> GainBehind:
        """Return why a figure changed; see `Campaigns.behind`."""
        progress, then = village.of(scheme), result.campaign.baseline_day
        if then is None or progress.before is None:
            raise StorageError("no_baseline", name=result.campaign.name)
        asked: dict[str, Any] = {"scheme": scheme, "villages": village.villages, "then": then}
        gained = covered.people(self._connection, result.on, figure="gained", **asked)
        lost = covered.people(self._connection, result.on, figure="lost", **asked)
        again = self._counts(then)
        held = sum(again[one].of(scheme)[0] for one in village.villages if one in again)
        return GainBehind(tuple(gained), tuple(lost), held - progress.before.covered)

    def _counts(self, on: date) -> dict[str, Counts]:
        if self._connection.raw.in_transaction:
            # What is not committed may be taken back, so nothing of it is remembered.
            return covered.counts(self._connection, on)
        mark = how_far(self._connection)
        if (on, mark) not in self._counted:
            kept = {key: one for key, one in self._counted.items() if key[1] == mark}
            self._counted = {**kept, (on, mark): covered.counts(self._connection, on)}
        return self._counted[on, mark]

    def _parts(self, campaign: Campaign) -> dict[str, _Part]:
        """Return what is compared with what, in walking order: villages with their baselines."""
        found = self._connection.rows(
            "SELECT id, name, split_from_id FROM villages ORDER BY walk_order, name"
        )
        origin = {village_id: split for village_id, _, split in found}
        kept = self._connection.rows(
            "SELECT village_id, village, scheme, population, covered, unknown"
            " FROM campaign_baselines WHERE campaign_id = ? ORDER BY village",
            (campaign.id,),
        )
        counted_then = {village_id for village_id, *_ in kept}
        names = {village_id: name for village_id, name, _ in found}
        parts: dict[str, _Part] = {}
        for village_id in names:
            root = _root(village_id, origin, counted_then)
            parts.setdefault(root, _Part(names[root], [])).villages.append(village_id)
        parts[COMMUNE] = _Part("", [COMMUNE])
        for village_id, village, scheme, *numbers in kept:
            # a village deleted since keeps its line under the name it had
            key = village_id or (COMMUNE if not village else f"{village}\n")
            part = parts.setdefault(key, _Part(village, []))
            part.before[scheme] = part.before.get(scheme, NOBODY).plus(Standing(*numbers))
        return parts


class _Part:
    """One line of a result before it is counted."""

    def __init__(self, name: str, villages: list[str]) -> None:
        self.name = name
        self.villages = villages
        self.before: dict[str, Standing] = {}

    def result(
        self,
        now: Mapping[str, Counts],
        goals: Mapping[tuple[str, str], int],
        *,
        counted: bool,
    ) -> VillageResult:
        progress = []
        there = [now[one] for one in self.villages if one in now]
        for scheme in SCHEMES:
            standing, starting = NOBODY, 0
            for counts in there:
                held, unknown, later = counts.of(scheme)
                standing = standing.plus(Standing(counts.population, held, unknown))
                starting += later
            before = self.before.get(scheme, NOBODY) if counted else None
            progress.append(Progress(before, standing, starting))
        mine: dict[str, int] = {}
        for (village, indicator), goal in goals.items():
            if village != COMMUNE and village in self.villages:
                mine[indicator] = mine.get(indicator, 0) + goal
        return VillageResult(tuple(self.villages), self.name, progress[0], progress[1], mine)


def _root(village_id: str, origin: Mapping[str, str | None], counted: set[str]) -> str:
    """Return the village counted at the start of which a village was part then."""
    one, seen = village_id, {village_id}
    while one not in counted:
        above = origin.get(one)
        if above is None or above in seen or above not in origin:
            return village_id
        one = above
        seen.add(one)
    return one


def _sum(found: list[VillageResult], goals: Mapping[tuple[str, str], int]) -> VillageResult:
    empty = Progress(NOBODY, NOBODY)
    hi = vsi = empty
    for row in found:
        hi, vsi = hi.plus(row.hi), vsi.plus(row.vsi)
    villages = tuple(one for row in found for one in row.villages)
    whole = {name: goal for (village, name), goal in goals.items() if village == COMMUNE}
    return VillageResult(villages, "", hi, vsi, whole)
