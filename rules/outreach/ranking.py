"""Which reasons a household gives to visit it on a day, and what they weigh."""

from collections.abc import Iterator, Sequence
from datetime import date

from rules.calendar import Month
from rules.coverage import CoverFact
from rules.household.quote import Quoter
from rules.outreach.facts import Household, Insured, Reason
from rules.outreach.hi_reasons import Found, HiReasons
from rules.outreach.visit_reasons import visit_reasons
from rules.outreach.vsi_reasons import VsiReasons
from rules.outreach.weights import NAMES, Weights
from rules.sex import Sex

_PLACE = {name: place for place, name in enumerate(NAMES)}


class Outreach:
    """Finds and weighs the reasons of one day."""

    def __init__(self, quoter: Quoter, weights: Weights) -> None:
        """Take the law of a day, and the weights of the office."""
        self._on = quoter.on
        self._weights = weights
        self._hi = HiReasons(quoter, weights)
        self._vsi = VsiReasons(quoter, weights)

    def insured(self, facts: Sequence[CoverFact], *, child: bool, poor: bool) -> Insured:
        """Return what facts about one person make of the day; see `HiReasons.insured`."""
        return self._hi.insured(facts, child=child, poor=poor)

    def runs_on(self, group: str | None, until: date | None, *, employed: bool) -> Insured:
        """Return the same for a card that does not end soon; see `HiReasons.runs_on`."""
        return self._hi.runs_on(group, until, employed=employed)

    def late_births(self, sex: Sex) -> tuple[Month, Month] | None:
        """Return which months of birth press for a start; see `VsiReasons.late_births`."""
        return self._vsi.late_births(sex)

    def reasons(self, home: Household) -> tuple[Reason, ...]:
        """Return why to visit a household, the weightiest first; nothing where nothing calls."""
        weighed = [
            self._weights.weighed(reason, self._on, amount=amount)
            for reason, amount in self._find(home)
        ]
        found = [reason for reason in weighed if reason is not None]
        return tuple(sorted(found, key=lambda one: (-one.worth, _PLACE[one.code], one.people)))

    def _find(self, home: Household) -> Iterator[Found]:
        yield from self._hi.find(home)
        yield from self._vsi.find(home)
        yield from visit_reasons(home, self._weights, self._on)


def worth(reasons: Sequence[Reason]) -> int:
    """Return what a household weighs in the list: the sum of its reasons."""
    return sum(reason.worth for reason in reasons)
