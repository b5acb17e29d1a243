"""What each member of a household could do next, what it costs, and what it brings.

The law decides amounts and groups; a group is only taken as known, or read off age and standing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from rules.calendar import Month
from rules.coverage import State, hi_state, vsi_state
from rules.hi.card_dates import CardStart, card_start
from rules.hi.premium import Premium, PremiumLine
from rules.household.hi_offer import HiOffers, Places
from rules.household.member_tasks import (
    ASKED,
    PAYING,
    Bar,
    HiTask,
    VsiTask,
    could_pay,
    hi_task,
    vsi_task,
)
from rules.household.offer_change import OfferChange
from rules.household.vsi_offer import MemberFacts, VsiOffer, VsiOffers
from rules.policy import Policy
from rules.vsi.benefit import Benefit
from rules.vsi.old_age import social_pension
from rules.vsi.outlook import Outlook
from rules.vsi.retirement import retirement
from rules.working import Step, Unconfirmed

_POOR = frozenset({"poor", "near_poor"})
_DRAWS = frozenset({"pensioner", "social_pension"})


@dataclass(frozen=True, slots=True)
class MemberQuote:
    """One member: states, what to do or why not, price and first day of a card, what VSI offers.

    ``group`` is the one the card is paid in and ``lines`` its premium for each term of the law,
    the shortest first; None and empty where nothing is paid. ``offer`` is given to whoever may
    join voluntary insurance, ``going_on`` is what paying on leads to for whoever is in it.
    ``social_pension`` is what somebody who would pay for a card is old enough to ask for, with a
    card from the state, if there is no pension; None for others.
    """

    age: int | None
    hi: State
    vsi: State
    hi_task: HiTask
    hi_bar: Bar | None
    vsi_task: VsiTask
    vsi_bar: Bar | None
    lines: tuple[PremiumLine, ...]
    card: CardStart | None
    offer: VsiOffer | None
    going_on: Outlook | None
    social_pension: Benefit | None = None

    @property
    def group(self) -> str | None:
        """The group the card is paid in."""
        return self.lines[-1].group if self.lines else None

    @property
    def line(self) -> PremiumLine | None:
        """The premium of the longest term, a year."""
        return self.lines[-1] if self.lines else None

    @property
    def asked(self) -> VsiOffer | None:
        """The offer of a member who is asked to join voluntary insurance."""
        return self.offer if self.vsi_task in ASKED else None

    @property
    def asks(self) -> tuple[Literal["hi", "vsi"], ...]:
        """Which insurances a visit asks this member about."""
        about_hi = self.hi_task is not HiTask.NONE
        about_vsi = self.vsi_task in ASKED
        if about_hi:
            return ("hi", "vsi") if about_vsi else ("hi",)
        return ("vsi",) if about_vsi else ()


@dataclass(frozen=True, slots=True)
class Joining:
    """What changes if one more member pays for a card on the same day, last in the order.

    ``member`` is the place in the quote's members; ``order`` the place as a household member,
    None in another group. ``difference`` is what the household then pays more for a year, in
    đồng, and ``premium`` the whole new bill of a year.
    """

    member: int
    group: str
    order: int | None
    difference: int
    premium: Premium


@dataclass(frozen=True, slots=True)
class Quote:
    """A household on a day: its members in their order, and what they pay together.

    ``premiums`` are the cards of everybody who should act, one for each term of the law, the
    shortest first, empty where nobody pays. In đồng: ``saving`` is what joining together saves in
    a year against everybody paying as the first; ``quarter`` what those who join as a household
    would pay for three months, None where nobody does; ``vsi_monthly`` the lowest contributions
    of everybody asked to join voluntary insurance. ``changes`` go from the earliest on.
    """

    members: tuple[MemberQuote, ...]
    premiums: tuple[Premium, ...]
    saving: int
    quarter: int | None
    vsi_monthly: int
    joining: tuple[Joining, ...]
    changes: tuple[OfferChange, ...]

    @property
    def premium(self) -> Premium | None:
        """The bill of a year."""
        return self.premiums[-1] if self.premiums else None

    @property
    def payable(self) -> int:
        """What is left to pay for a year of cards, in đồng."""
        return self.premiums[-1].payable if self.premiums else 0

    @property
    def steps(self) -> tuple[Step, ...]:
        """The working of a year's bill."""
        return self.premiums[-1].steps if self.premiums else ()

    @property
    def bill_unconfirmed(self) -> tuple[Unconfirmed, ...]:
        """What is not confirmed behind a year's bill."""
        return self.premiums[-1].unconfirmed if self.premiums else ()

    @property
    def unconfirmed(self) -> tuple[Unconfirmed, ...]:
        """What is not confirmed behind any figure of the quote, each value once."""
        found = list(self.bill_unconfirmed)
        for one in self.members:
            found += one.card.unconfirmed if one.card else ()
            found += one.offer.unconfirmed if one.offer else ()
            found += one.going_on.unconfirmed if one.going_on else ()
            found += one.social_pension.unconfirmed if one.social_pension else ()
        return tuple({one.name: one for one in found}.values())


@dataclass(frozen=True, slots=True)
class _Standing:
    """One member on the day: age, states, and what to do about both insurances."""

    age: int | None
    hi: State
    vsi: State
    hi_does: tuple[HiTask, Bar | None]
    vsi_does: tuple[VsiTask, Bar | None]
    group: str

    @property
    def pays(self) -> bool:
        """Whether a card is paid for now."""
        return self.hi_does[0] in PAYING


class Quoter:
    """Quotes for one day; remembers what households ask for again and again."""

    def __init__(
        self,
        policy: Policy,
        on: date,
        *,
        province: str | None = None,
        island: str = "",
        incomes: Sequence[int] = (2_000_000, 3_000_000, 5_000_000),
    ) -> None:
        """Answers by the law of a day; ``island`` is not empty in an island commune.

        ``incomes`` are the levels shown above the lowest, two of them at most.
        """
        self.policy = policy
        self.on = on
        self._view = policy.on(on)
        self._province = province
        self.hi = HiOffers(policy, on, province=province)
        self.vsi = VsiOffers(policy, on, province=province, island=island, incomes=incomes)
        self._reached: dict[tuple[str, Month], Month] = {}
        self._old: dict[tuple[int | None, bool], Benefit] = {}

    def quote(
        self, members: Sequence[MemberFacts], *, standing: str | None, first_place: int = 1
    ) -> Quote:
        """Quote for one household.

        Args:
            members: In their order, the head first; the order of joining.
            standing: The household's standing of the year, None when not known.
            first_place: The place of the next who joins as a household this year; members
                with a ``place`` keep theirs.

        Raises:
            RuleError: ``no_value_in_force`` for a day whose law is not recorded.
        """
        found = [self._stand(member, standing) for member in members]
        paying = tuple(one.group for one in found if one.pays)
        places = tuple(member.place for member, one in zip(members, found, strict=True) if one.pays)
        bill = self.hi.bill(paying, first_place, places)
        lines = iter(zip(*(one.lines for one in bill.premiums), strict=True))
        quoted = tuple(
            self._member(member, one, next(lines) if one.pays else (), standing)
            for member, one in zip(members, found, strict=True)
        )
        asked = [one.asked for one in quoted if one.asked is not None]
        changes = [*self.hi.changes(paying, first_place, places)]
        for member, one in zip(members, quoted, strict=True):
            changes += self.vsi.changes(member, standing) if one.asked else ()
        return Quote(
            members=quoted,
            premiums=bill.premiums,
            saving=self.hi.saving(bill),
            quarter=self.hi.quarter(bill),
            vsi_monthly=sum(offer.lowest.payable for offer in asked),
            joining=self._joining(members, found, (paying, first_place, places)),
            changes=_merged(changes),
        )

    def _stand(self, member: MemberFacts, standing: str | None) -> _Standing:
        age = member.born.age_on(self.on) if member.born else None
        hi = hi_state(member.facts, on=self.on, age=age, standing=standing)
        vsi = vsi_state(member.facts, on=self.on, age=age)
        past_age = self._past_age(member)
        return _Standing(
            age=age,
            hi=hi,
            vsi=vsi,
            hi_does=hi_task(self._view, hi, vsi),
            vsi_does=vsi_task(member.paid_months, age, (hi, vsi), past_age=past_age),
            group=self.hi.group(hi.group, age, standing),
        )

    def _past_age(self, member: MemberFacts) -> bool:
        """Tell whether retirement age is reached, by the later age where the sex is not known."""
        if member.born is None:
            return False
        key = (member.sex or "male", Month.of(member.born.earliest()))
        if key not in self._reached:
            found = retirement(self.policy, sex=key[0], born=member.born)
            self._reached[key] = found.reached
        return Month.of(self.on) >= self._reached[key]

    def _member(
        self,
        member: MemberFacts,
        found: _Standing,
        lines: tuple[PremiumLine, ...],
        standing: str | None,
    ) -> MemberQuote:
        hi_does, vsi_does = found.hi_does, found.vsi_does
        may = vsi_does[0] in {*ASKED, VsiTask.MAY}
        card = None
        if lines:
            card = card_start(self.policy, member.facts, on=self.on, group=lines[-1].group)
        return MemberQuote(
            age=found.age,
            hi=found.hi,
            vsi=found.vsi,
            hi_task=hi_does[0],
            hi_bar=hi_does[1],
            vsi_task=vsi_does[0],
            vsi_bar=vsi_does[1],
            lines=lines,
            card=card,
            offer=self.vsi.offer(member, standing) if may else None,
            going_on=self._going_on(member, found),
            social_pension=self._social_pension(member, found, standing) if lines else None,
        )

    def _social_pension(
        self, member: MemberFacts, found: _Standing, standing: str | None
    ) -> Benefit | None:
        """What may be asked for from an age on, by whoever is not known to draw a pension."""
        if member.born is None or found.hi.group in _DRAWS:
            return None
        key = (found.age, standing in _POOR)
        if key not in self._old:
            self._old[key] = social_pension(
                self.policy, born=member.born, on=self.on, poor=key[1], province=self._province
            )
        return self._old[key] if self._old[key].due else None

    def _going_on(self, member: MemberFacts, found: _Standing) -> Outlook | None:
        """What paying on leads to, where what was paid so far is known."""
        if found.vsi_does[0] is not VsiTask.GO_ON or not member.pays_on or not member.paid_months:
            return None
        now = Month.of(self.on)
        until = found.vsi.until
        start = max(now, Month.of(until).plus(1)) if until else now
        return self.vsi.outlook_of(member, member.pays_on, start)

    def _joining(
        self,
        members: Sequence[MemberFacts],
        found: Sequence[_Standing],
        now: tuple[tuple[str, ...], int, Places],
    ) -> tuple[Joining, ...]:
        paying, first_place, places = now
        before = self.hi.bill(*now)
        joining = []
        for at, (member, one) in enumerate(zip(members, found, strict=True)):
            if one.pays or not could_pay(one.hi, one.vsi, one.hi_does[1]):
                continue
            after = self.hi.bill((*paying, one.group), first_place, (*places, member.place))
            line, year = after.lines[-1], after.premiums[-1]
            more = after.payable - before.payable
            joining.append(Joining(at, line.group, line.order, more, year))
        return tuple(joining)


def _merged(changes: Sequence[OfferChange]) -> tuple[OfferChange, ...]:
    """Return changes by day, each value once with the amounts of everybody it concerns."""
    found: dict[tuple[date, str], OfferChange] = {}
    for change in changes:
        key = (change.day, change.name)
        same = found.get(key)
        if same is None:
            found[key] = change
        elif same is not change:
            amounts = tuple(dict.fromkeys((*same.amounts, *change.amounts)))
            found[key] = replace(same, amounts=amounts)
    return tuple(sorted(found.values(), key=lambda change: change.day))
