"""Campaigns: their period, document, villages, goals, and the baseline frozen at their start.

The baseline is counted once, for the day before the campaign begins, and kept as numbers: no later
correction of a record moves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

from rules.names import clean_name
from storage import covered, rows
from storage.campaign_report import report
from storage.campaign_results import Results
from storage.errors import StorageError
from storage.months import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from storage.campaign_report import CampaignReport
    from storage.campaign_results import CampaignResult, GainBehind, VillageResult
    from storage.covered import Someone
    from storage.months import Scheme
    from storage.register import Register

Kind = Literal["national_month", "launch", "peak", "other"]
KINDS: tuple[Kind, ...] = ("national_month", "launch", "peak", "other")
GOALS = ("hi", "vsi", "reached", "non_cash")
"""What a campaign may aim at: more people in each insurance, people reached, moved to non-cash."""

GONE_WITH_VILLAGE = frozenset(
    {"village_names", "villages", "campaign_baselines", "campaign_areas", "campaign_goals"}
)
"""Rows that do not keep an empty village from being deleted."""

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign; `baseline_day` is None until its baseline is counted."""

    id: str
    name: str
    kind: Kind
    start: date
    until: date
    document: str
    document_day: date | None
    baseline_day: date | None
    note: str

    @property
    def counted_on(self) -> date:
        """The day for which the baseline is counted."""
        return self.start - _ONE_DAY


class CampaignFields(TypedDict, total=False):
    """What `Campaigns.add` and `Campaigns.save` take."""

    name: str
    kind: Kind
    start: date
    until: date
    document: str
    document_day: date | None
    note: str


_COLUMNS = "id, name, kind, start, until, document, document_day, baseline_day, note"


class Campaigns:
    """The campaigns of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection
        self._results = Results(register.connection)

    def all(self) -> tuple[Campaign, ...]:
        """Return every campaign, the latest first."""
        found = self._connection.rows(
            f"SELECT {_COLUMNS} FROM campaigns ORDER BY start DESC, id DESC"
        )
        return tuple(_campaign(row) for row in found)

    def get(self, campaign_id: str) -> Campaign:
        """Return one campaign.

        Raises:
            StorageError: no_such_row.
        """
        row = self._connection.row(f"SELECT {_COLUMNS} FROM campaigns WHERE id = ?", (campaign_id,))
        if row is None:
            raise StorageError("no_such_row", kind="campaigns")
        return _campaign(row)

    def running(self, on: date) -> Campaign | None:
        """Return the campaign of a day, the one begun last where there are several."""
        return next((one for one in self.all() if one.start <= on <= one.until), None)

    def add(self, *, on: date, **fields: Unpack[CampaignFields]) -> str:
        """Add a campaign, with its name, start and until; inside a change.

        Its baseline is counted at once where the day before it begins is past.

        Raises:
            StorageError: as `save`.
        """
        campaign_id = self._register.new_id()
        rows.insert(self._connection, "campaigns", {"id": campaign_id, **_checked(fields)})
        self.freeze(campaign_id, on)
        return campaign_id

    def save(self, campaign_id: str, *, on: date, **fields: Unpack[CampaignFields]) -> None:
        """Change the fields named; inside a change.

        Where the campaign begins on another day, its baseline is counted anew for that one.

        Raises:
            StorageError: empty_name; campaign_ends_early (start, until).
        """
        held = self.get(campaign_id)
        new: Any = {"name": held.name, "start": held.start, "until": held.until, **fields}
        rows.update(self._connection, "campaigns", campaign_id, dict(_checked(new)))
        if new["start"] != held.start and held.baseline_day is not None:
            self._connection.execute(
                "DELETE FROM campaign_baselines WHERE campaign_id = ?", (campaign_id,)
            )
            rows.update(self._connection, "campaigns", campaign_id, {"baseline_day": None})
        self.freeze(campaign_id, on)

    def remove(self, campaign_id: str) -> None:
        """Take away a campaign written by mistake; its events stay; inside a change."""
        self._connection.execute(
            "UPDATE events SET campaign_id = NULL WHERE campaign_id = ?", (campaign_id,)
        )
        for table in ("campaign_baselines", "campaign_goals", "campaign_areas"):
            self._connection.execute(f"DELETE FROM {table} WHERE campaign_id = ?", (campaign_id,))
        self._connection.execute("DELETE FROM campaigns WHERE id = ?", (campaign_id,))

    # The baseline

    def to_freeze(self, on: date) -> tuple[Campaign, ...]:
        """Return the campaigns that have begun by a day and have no baseline yet."""
        return tuple(one for one in self.all() if one.baseline_day is None and one.start <= on)

    def freeze(self, campaign_id: str, on: date) -> bool:
        """Count and keep the baseline, once; inside a change.

        Nothing happens before the campaign begins, or where it is kept already.

        Args:
            campaign_id: the campaign.
            on: the working day.

        Returns:
            Whether it was counted now.
        """
        campaign = self.get(campaign_id)
        if campaign.baseline_day is not None or on < campaign.start:
            return False
        names = dict(self._connection.rows("SELECT id, name FROM villages"))
        counted = covered.counts(self._connection, campaign.counted_on)
        none = covered.Counts()
        for village_id in [*names, *(key for key in counted if key not in names)]:
            counts = counted.get(village_id, none)
            for scheme in SCHEMES:
                held, unknown, _ = counts.of(scheme)
                fields = {
                    "id": self._register.new_id(),
                    "campaign_id": campaign_id,
                    "village_id": village_id or None,
                    "village": names.get(village_id, ""),
                    "scheme": scheme,
                    "population": counts.population,
                    "covered": held,
                    "unknown": unknown,
                }
                rows.insert(self._connection, "campaign_baselines", fields)
        day = {"baseline_day": campaign.counted_on}
        rows.update(self._connection, "campaigns", campaign_id, day)
        return True

    # Where it is held, and what it aims at

    def areas(self, campaign_id: str) -> frozenset[str]:
        """Return the ids of its villages; none for the whole commune."""
        return frozenset(
            self._connection.column(
                "SELECT village_id FROM campaign_areas WHERE campaign_id = ?", (campaign_id,)
            )
        )

    def set_areas(self, campaign_id: str, village_ids: Iterable[str]) -> None:
        """Set its villages, none for the whole commune; inside a change."""
        wanted, held = set(village_ids), self.areas(campaign_id)
        self._connection.executemany(
            "DELETE FROM campaign_areas WHERE campaign_id = ? AND village_id = ?",
            [(campaign_id, one) for one in sorted(held - wanted)],
        )
        for one in sorted(wanted - held):
            fields = {"id": self._register.new_id(), "campaign_id": campaign_id}
            rows.insert(self._connection, "campaign_areas", {**fields, "village_id": one})

    def goals(self, campaign_id: str) -> dict[tuple[str, str], int]:
        """Return the goals by village ("" for the commune) and what of `GOALS` they count."""
        found = self._connection.rows(
            "SELECT ifnull(village_id, ''), indicator, goal FROM campaign_goals"
            " WHERE campaign_id = ?",
            (campaign_id,),
        )
        return {(village, indicator): goal for village, indicator, goal in found}

    def set_goals(self, campaign_id: str, goals: Mapping[tuple[str, str], int | None]) -> None:
        """Set goals by village and what they count; None takes one away; inside a change."""
        for (village, indicator), goal in goals.items():
            key = (campaign_id, indicator, village or None)
            held = self._connection.value(
                "SELECT id FROM campaign_goals WHERE campaign_id = ? AND indicator = ?"
                " AND village_id IS ?",
                key,
            )
            if goal is None:
                self._connection.execute("DELETE FROM campaign_goals WHERE id = ?", (held,))
            elif held is not None:
                rows.update(self._connection, "campaign_goals", held, {"goal": goal})
            else:
                names = ("campaign_id", "indicator", "village_id")
                fields = {"id": self._register.new_id(), **dict(zip(names, key, strict=True))}
                rows.insert(self._connection, "campaign_goals", {**fields, "goal": goal})

    # What came of it

    def result(self, campaign_id: str, on: date) -> CampaignResult:
        """Return what has changed in each village from the baseline to a day.

        Args:
            campaign_id: the campaign.
            on: the working day, or the campaign's last day.
        """
        return self._results.of(
            self.get(campaign_id), on, areas=self.areas(campaign_id), goals=self.goals(campaign_id)
        )

    def people(
        self,
        on: date,
        village: VillageResult,
        *,
        scheme: Scheme,
        figure: Literal["population", "covered", "unknown", "starting"],
    ) -> list[Someone]:
        """Return the people behind one figure of a day, of one village or of the sum."""
        return covered.people(
            self._connection, on, figure=figure, scheme=scheme, villages=village.villages
        )

    def behind(self, result: CampaignResult, village: VillageResult, scheme: Scheme) -> GainBehind:
        """Return why a figure changed, of one village or of the sum; its parts add up to it.

        Raises:
            StorageError: no_baseline (name) before the campaign has begun.
        """
        return self._results.behind(result, village, scheme)

    def before(self, result: CampaignResult, village: VillageResult) -> list[Someone]:
        """Return who had a card on the baseline's day, as the register has it today.

        That may differ from the baseline: by what `behind` calls corrected.
        """
        then = result.campaign.counted_on
        return covered.people(self._connection, then, figure="covered", villages=village.villages)

    def report(self, campaign_id: str | None) -> CampaignReport:
        """Return what was done at its events and what came of that, each figure with its rows.

        None is for the events of no campaign.
        """
        return report(self._connection, "v.campaign_id IS ?", campaign_id)


def _checked(fields: CampaignFields) -> CampaignFields:
    """Return the fields, of which none contradicts another.

    Raises:
        StorageError: empty_name; campaign_ends_early (start, until).
    """
    fields["name"] = clean_name(fields["name"])
    if not fields["name"]:
        raise StorageError("empty_name")
    if fields["until"] < fields["start"]:
        raise StorageError("campaign_ends_early", start=fields["start"], until=fields["until"])
    return fields


def _campaign(row: tuple[Any, ...]) -> Campaign:
    cells = list(row)
    for place in (3, 4, 6, 7):
        cells[place] = rows.day(row[place])
    return rows.made(Campaign, cells)


def join_villages(register: Register, gone: str, kept: str) -> None:
    """Make room for the rows of a village that goes into another; inside a change.

    A campaign in both names the one that stays; goals of the two are one goal. Baselines stay as
    they were counted, each under its name, and are compared together from then on.
    """
    connection = register.connection
    connection.execute(
        "DELETE FROM campaign_areas WHERE village_id = ?1 AND campaign_id IN"
        " (SELECT campaign_id FROM campaign_areas WHERE village_id = ?2)",
        (gone, kept),
    )
    for row_id, goal, double in connection.rows(
        "SELECT k.id, k.goal + g.goal, g.id FROM campaign_goals g JOIN campaign_goals k"
        " ON k.campaign_id = g.campaign_id AND k.indicator = g.indicator"
        " AND k.village_id = ?2 WHERE g.village_id = ?1",
        (gone, kept),
    ):
        rows.update(connection, "campaign_goals", row_id, {"goal": goal})
        connection.execute("DELETE FROM campaign_goals WHERE id = ?", (double,))
    connection.execute(
        "UPDATE villages SET split_from_id = NULL WHERE id = ? AND split_from_id = ?", (kept, gone)
    )


def forget_village(register: Register, village_id: str) -> None:
    """Let go of a village that is deleted; its baselines stay under its name; inside a change."""
    connection = register.connection
    for table in ("campaign_areas", "campaign_goals"):
        connection.execute(f"DELETE FROM {table} WHERE village_id = ?", (village_id,))
    connection.execute(
        "UPDATE campaign_baselines SET village_id = NULL WHERE village_id = ?", (village_id,)
    )
    connection.execute(
        "UPDATE villages SET split_from_id = NULL WHERE split_from_id = ?", (village_id,)
    )
