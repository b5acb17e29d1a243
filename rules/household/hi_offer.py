"""In which group each member of a household pays for a card, and the cheapest lawful bill."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, repeat

from rules.errors import RuleError
from rules.hi.premium import HiGroup, Premium, PremiumLine, may_choose_household, premium
from rules.household.offer_change import ChangedAmount, OfferChange, coming_changes, offer_change
from rules.policy import Policy

HOUSEHOLD = str(HiGroup.HOUSEHOLD)
Places = tuple[int | None, ...]
"""For each member the place held by an earlier payment of the year, None without one."""
_SCHOOL_AGES = range(6, 18)
_ONE_DAY = timedelta(days=1)
_STANDINGS = frozenset({"near_poor", "average_agri"})
_Joiners = tuple[tuple[str, ...], int, Places]


@dataclass(frozen=True, slots=True)
class HiBill:
    """What members who join on one day pay together: the same groups for each term of the law.

    ``premiums`` go from the shortest term to the longest, lines in the order of the members; there
    are none where nobody pays.
    """

    premiums: tuple[Premium, ...]

    @property
    def year(self) -> Premium | None:
        """The premium for the longest term, twelve months; None where nobody pays."""
        return self.premiums[-1] if self.premiums else None

    @property
    def lines(self) -> tuple[PremiumLine, ...]:
        """Each member's premium for the longest term."""
        return self.premiums[-1].lines if self.premiums else ()

    @property
    def payable(self) -> int:
        """What is left to pay for the longest term, in đồng."""
        return self.premiums[-1].payable if self.premiums else 0


class HiOffers:
    """Bills made on one day; remembers what households ask for again and again."""

    def __init__(self, policy: Policy, on: date, *, province: str | None) -> None:
        """Bills by the law of a day, with the support of a province."""
        self._policy = policy
        self._on = on
        self._view = policy.on(on)
        self._province = province
        self._terms = self._view.counts("hi.household_months")
        self._groups: dict[tuple[str | None, bool, str | None], str] = {}
        self._prices: dict[tuple[tuple[str, ...], int, Places, int], Premium] = {}
        self._bills: dict[_Joiners, HiBill] = {}
        self._changes: dict[_Joiners, tuple[OfferChange, ...]] = {}
        self._others: dict[date, HiOffers] = {on: self}

    def group(self, held: str | None, age: int | None, standing: str | None) -> str:
        """Return the group with the highest support that a member is known to be in.

        Args:
            held: The group of the card held or last held.
            age: Completed years; six to seventeen go to school.
            standing: The household's standing of the year.

        Decree 188/2025/NĐ-CP of 01/07/2025 and Law on health insurance, Article 12.
        """
        key = (held, age in _SCHOOL_AGES, standing)
        if key not in self._groups:
            self._groups[key] = self._highest(*key)
        return self._groups[key]

    def _highest(self, held: str | None, pupil: bool, standing: str | None) -> str:  # noqa: FBT001
        found = {held} if held in set(HiGroup) else set()
        if standing in _STANDINGS:
            found.add(standing)
        if pupil:
            found.add(str(HiGroup.STUDENT))
        shares = {
            group: self._view.ratio(f"hi.support.{group}")
            for group in found - {HOUSEHOLD, None}
            if self._view.find(f"hi.support.{group}")
        }
        return max(sorted(shares), key=shares.__getitem__) if shares else HOUSEHOLD

    def bill(self, groups: Sequence[str], first_place: int, places: Places = ()) -> HiBill:
        """Return the cheapest lawful bill for members of groups, who keep the places they hold.

        Members of a supported group who may choose join as household members where that is
        cheaper for all together; on equal terms they keep their group.
        """
        key = (tuple(groups), first_place, places)
        if key not in self._bills:
            cheapest = self._cheapest(*key)
            terms = self._terms if cheapest else ()
            premiums = (self._premium(cheapest, first_place, places, months) for months in terms)
            self._bills[key] = HiBill(tuple(premiums))
        return self._bills[key]

    def payable(self, groups: tuple[str, ...], first_place: int, places: Places) -> int:
        """Return what the cheapest lawful bill of the longest term leaves to pay, in đồng."""
        cheapest = self._cheapest(groups, first_place, places)
        return self._total(cheapest, first_place, places)

    def _cheapest(
        self, groups: tuple[str, ...], first_place: int, places: Places
    ) -> tuple[str, ...]:
        """Return the groups to pay in: whom of those with a choice it is cheaper to add.

        Who holds a place decides alone, for it moves nobody. Of the others, how many join as a
        household decides what they pay, not who: those go first whose own group costs most.
        """
        settled = list(groups)
        able = {at for at, group in enumerate(groups) if may_choose_household(group)}
        for at, place in enumerate(places):
            if place is not None and at in able:
                settled[at] = self._settled(groups[at], place)
                able.remove(at)
        ways = [tuple(settled)]
        for at in sorted(able, key=lambda at: (-self._alone(groups[at]), at)):
            way = list(ways[-1])
            way[at] = HOUSEHOLD
            ways.append(tuple(way))
        return min(ways, key=lambda way: self._total(way, first_place, places))

    def _settled(self, group: str, place: int) -> str:
        """Return the group to pay in of somebody with a choice who holds a place."""
        household = self._premium((HOUSEHOLD,), place, (), self._terms[-1]).payable
        return HOUSEHOLD if household < self._alone(group) else group

    def _total(self, groups: tuple[str, ...], first_place: int, places: Places) -> int:
        total, following = 0, first_place
        for group, held in zip(groups, chain(places, repeat(None)), strict=False):
            if group != HOUSEHOLD:
                total += self._alone(group)
                continue
            total += self._premium((group,), held or following, (), self._terms[-1]).payable
            following += held is None
        return total

    def _alone(self, group: str) -> int:
        """Return what one member of a group pays for the longest term, in đồng."""
        return self._premium((group,), 1, (), self._terms[-1]).payable

    def _premium(
        self, groups: tuple[str, ...], first_place: int, places: Places, months: int
    ) -> Premium:
        key = (groups, first_place, places, months)
        if key not in self._prices:
            self._prices[key] = premium(
                self._policy,
                on=self._on,
                months=months,
                members=groups,
                first_place=first_place,
                places=places,
                province=self._province,
            )
        return self._prices[key]

    def saving(self, bill: HiBill) -> int:
        """Return what joining together saves against everybody paying as the first, in đồng."""
        together = [line.gross for line in bill.lines if line.order is not None]
        if len(together) < 2:
            return 0
        return self._alone(HOUSEHOLD) * len(together) - sum(together)

    def quarter(self, bill: HiBill) -> int | None:
        """Return what those who join as a household pay for the shortest term, None for nobody."""
        lines = bill.premiums[0].lines if bill.premiums else ()
        shares = [line.payable for line in lines if line.order is not None]
        return sum(shares) if shares else None

    def changes(
        self, groups: Sequence[str], first_place: int, places: Places = ()
    ) -> tuple[OfferChange, ...]:
        """Return on which days a bill changes: the same members, paid then.

        They have the same places in the same year; in every financial year the order begins anew
        (Decree 188/2025/NĐ-CP of 01/07/2025, form 4).
        """
        key = (tuple(groups), first_place, places)
        if key not in self._changes:
            self._changes[key] = self._find_changes(*key)
        return self._changes[key]

    def _find_changes(
        self, groups: tuple[str, ...], first_place: int, places: Places
    ) -> tuple[OfferChange, ...]:
        if not groups:
            return ()
        names = ["base_salary", "hi.rate", "hi.household_shares"]
        for group in dict.fromkeys(groups):
            names.append(f"hi.support.{group}")
            names += [f"hi.{giver}.{self._province}.{group}" for giver in ("local", "other")]
        changes = []
        for change in coming_changes(self._policy, names, self._on):
            joiners = (groups, first_place, places)
            before = self._payable_on(max(self._on, change.day - _ONE_DAY), joiners)
            after = self._payable_on(change.day, joiners)
            changes.append(offer_change(change, (ChangedAmount("hi", before, after),)))
        return tuple(changes)

    def _payable_on(self, day: date, joiners: _Joiners) -> int | None:
        """Return the cheapest bill paid on a day, None where a value is not known then."""
        if day.year > self._on.year:
            joiners = (joiners[0], 1, ())
        try:
            if day not in self._others:
                self._others[day] = HiOffers(self._policy, day, province=self._province)
            return self._others[day].payable(*joiners)
        except RuleError as problem:
            if problem.code != "no_value_in_force":
                raise
            return None
