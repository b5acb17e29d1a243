"""The ranked list of households to visit on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from rules.outreach.ranking import Outreach, worth
from storage import rows
from storage.errors import StorageError
from storage.journal import how_far
from storage.outreach.gathering import gather
from storage.outreach.weighing import OutreachWeights
from storage.pausing import collector_paused
from storage.quotes import quoter_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from rules.outreach.facts import Reason
    from storage.filters import Filter
    from storage.register import Register

Segment = Literal["all", "ending", "appointments", "stopped"]
SEGMENTS: Mapping[Segment, frozenset[str]] = {
    "all": frozenset(),
    "ending": frozenset({"card_ending", "vsi_ending"}),
    "appointments": frozenset({"asked_back"}),
    "stopped": frozenset({"vsi_stopped", "vsi_nearly"}),
}
"""Parts of the list by the reasons that put a household there; `all` takes any."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One household of the list, with all its reasons, the weightiest first."""

    household_id: str
    village_id: str | None
    collector_id: str | None
    worth: int
    reasons: tuple[Reason, ...]

    def has(self, codes: Collection[str]) -> bool:
        """Tell whether one of its reasons is among these."""
        return any(reason.code in codes for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Ranking:
    """A ranking with the day and the state of the register that it is of."""

    mark: tuple[object, ...]
    ranked: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the list is narrowed to; what is left empty narrows nothing.

    Attributes:
        villages: ids.
        segment: one of `SEGMENTS`.
        codes: reasons, one of which a household must have.
        collectors: ids of staff who look after the household.
        helpers: ids of staff who will go; each walks in the own village and to the households
            looked after, and somebody without a village goes everywhere.
        only: a filter of households.
    """

    villages: frozenset[str] = frozenset()
    segment: Segment = "all"
    codes: frozenset[str] = frozenset()
    collectors: frozenset[str] = frozenset()
    helpers: frozenset[str] = frozenset()
    only: Filter | None = None


EVERYBODY = Choice()


class OutreachList:
    """Ranks the households of a register; the last ranking is remembered until anything changes."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self.weights = OutreachWeights(register)
        self._mark: tuple[object, ...] = ()
        self._ranked: tuple[Ranked, ...] = ()

    def ranked(self, on: date) -> tuple[Ranked, ...]:
        """Return every household with a reason to be visited, the weightiest first.

        Those of equal weight stand in walking order: by village, place and code.
        """
        if self._register.connection.raw.in_transaction:
            # What is not committed may be taken back, so nothing of it is remembered.
            return self._rank(on)
        mark = (on, how_far(self._register.connection))
        if mark != self._mark:
            self._ranked, self._mark = self._rank(on), mark
        return self._ranked

    def read(self, on: date) -> Ranking:
        """Return the ranking of a day to be handed to another connection of the same register."""
        return Ranking((on, how_far(self._register.connection)), self.ranked(on))

    def adopt(self, ranking: Ranking) -> None:
        """Remember a ranking that another connection has read."""
        self._mark, self._ranked = ranking.mark, ranking.ranked

    def knows(self, on: date) -> bool:
        """Tell whether the ranking of a day is remembered, and nothing was written since."""
        return self._mark == (on, how_far(self._register.connection))

    def _rank(self, on: date) -> tuple[Ranked, ...]:
        weights = self.weights.values()
        outreach = Outreach(quoter_of(self._register, on), weights)
        found = []
        with collector_paused():
            for home in gather(self._register, on, outreach, weights["near_days"]):
                reasons = outreach.reasons(home.facts)
                if reasons:
                    place = (home.id, home.village_id, home.collector_id)
                    found.append(Ranked(*place, worth(reasons), reasons))
        found.sort(key=lambda one: -one.worth)
        return tuple(found)

    def list(self, on: date, choice: Choice = EVERYBODY) -> tuple[Ranked, ...]:
        """Return the part of the ranking that a choice leaves, in the same order."""
        codes = SEGMENTS[choice.segment]
        return tuple(one for one in self._narrowed(on, choice) if not codes or one.has(codes))

    def counts(self, on: date, choice: Choice = EVERYBODY) -> dict[Segment, int]:
        """Return how long the list is in each segment, whichever of them is chosen."""
        narrowed = self._narrowed(on, choice)
        return {
            segment: sum(not codes or one.has(codes) for one in narrowed)
            for segment, codes in SEGMENTS.items()
        }

    def pick(self, most: int, on: date, choice: Choice = EVERYBODY) -> tuple[Ranked, ...]:
        """Return the best of the list, so many at most: what a trip is made of."""
        return self.list(on, choice)[:most]

    def why(self, household_id: str, on: date) -> tuple[Reason, ...]:
        """Return the reasons to visit one household; none where nothing calls."""
        found = (one for one in self.ranked(on) if one.household_id == household_id)
        return next((one.reasons for one in found), ())

    def put_off(self, household_id: str, until: date) -> None:
        """Offer a household no more before a day; inside a change.

        Raises:
            StorageError: no_such_row.
        """
        self._not_before(household_id, until)

    def bring_back(self, household_id: str) -> None:
        """Offer a household that was put off again; inside a change.

        Raises:
            StorageError: no_such_row.
        """
        self._not_before(household_id, None)

    def put_off_until(self, on: date) -> dict[str, date]:
        """Return the households put off to a later day than this, with that day."""
        found = self._register.connection.rows(
            "SELECT id, not_before FROM households WHERE not_before > ? AND status = 'here'",
            (on.isoformat(),),
        )
        return {row[0]: date.fromisoformat(row[1]) for row in found}

    def _not_before(self, household_id: str, day: date | None) -> None:
        connection = self._register.connection
        if connection.row("SELECT 1 FROM households WHERE id = ?", (household_id,)) is None:
            raise StorageError("no_such_row", kind="households")
        rows.update(connection, "households", household_id, {"not_before": day})

    def _narrowed(self, on: date, choice: Choice) -> Sequence[Ranked]:
        found: Sequence[Ranked] = self.ranked(on)
        if choice.villages:
            found = [one for one in found if one.village_id in choice.villages]
        if choice.codes:
            found = [one for one in found if one.has(choice.codes)]
        if choice.collectors:
            found = [one for one in found if one.collector_id in choice.collectors]
        if choice.helpers:
            found = self._reached(found, choice.helpers)
        if choice.only:
            fitting = set(self._register.households.ids(on=on, only=choice.only))
            found = [one for one in found if one.household_id in fitting]
        return found

    def _reached(self, found: Sequence[Ranked], helpers: frozenset[str]) -> Sequence[Ranked]:
        staff = [one for one in self._register.staff.all() if one.id in helpers]
        villages = {one.village_id for one in staff}
        if None in villages:
            return found
        return [one for one in found if one.village_id in villages or one.collector_id in helpers]
