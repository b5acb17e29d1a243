"""What each member of a household could do next, what a year of cards costs, what a pension would.

The law decides amounts and groups; a group is only taken as known, or read off age and standing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.calendar import Month, PartialDate
from rules.card_dates import CardStart, card_start
from rules.coverage import State, hi_state, vsi_state
from rules.policy import Policy
from rules.premium import HiGroup, Premium, PremiumLine, premium
from rules.retirement import retirement
from rules.sex import Sex
from rules.vsi_offer import MemberFacts, VsiOffer, VsiOffers
from rules.working import Step, Unconfirmed

SOON = 60
"""A card that ends within so many days is worth a word now: papers are carried ahead of visits."""
_YEAR = 12
_QUARTER = 3
_SCHOOL_AGES = range(6, 18)
_ADULT = 18


class HiTask(StrEnum):
    """What a member should do about the card."""

    RENEW = "renew"
    REJOIN = "rejoin"
    JOIN = "join"
    CLAIM = "claim"
    SHOW = "show"
    ASK = "ask"
    NONE = "none"


class VsiTask(StrEnum):
    """How a member stands towards voluntary insurance."""

    OFFER = "offer"
    RESUME = "resume"
    GO_ON = "go_on"
    COMPULSORY = "compulsory"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MemberQuote:
    """One member: states, what to do, in which group a card is paid, its price and first day."""

    age: int | None
    hi: State
    vsi: State
    hi_task: HiTask
    vsi_task: VsiTask
    group: str | None
    line: PremiumLine | None
    card: CardStart | None
    offer: VsiOffer | None


@dataclass(frozen=True, slots=True)
class Quote:
    """A household on a day: its members in their order, and what the cards cost for a year.

    ``payable`` and ``saving`` in đồng: what is left to pay for everybody who should act, and what
    joining together saves against everybody paying as the first. ``quarter`` is what those who
    join as a household would pay for three months first, None where nobody does.
    """

    members: tuple[MemberQuote, ...]
    premium: Premium | None
    payable: int
    saving: int
    quarter: int | None
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


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
        self.vsi = VsiOffers(policy, on, province=province, island=island, incomes=incomes)
        self._province = province
        self._premiums: dict[tuple[tuple[str, ...], int, int], Premium] = {}

    def quote(
        self, members: Sequence[MemberFacts], *, standing: str | None, first_place: int = 1
    ) -> Quote:
        """Quote for one household.

        Args:
            members: In their order, the head first; the order of joining.
            standing: The household's standing of the year, None when not known.
            first_place: The place of the next who joins as a household this year.

        Raises:
            RuleError: ``no_value_in_force`` for a day whose law is not recorded.
        """
        states = [self._states(member, standing) for member in members]
        tasks = [self._hi_task(hi, vsi) for _, hi, vsi in states]
        groups = [
            self._group(state[1], state[0], standing) if _pays(task) else None
            for state, task in zip(states, tasks, strict=True)
        ]
        bill = self._bill([group for group in groups if group is not None], first_place)
        lines = iter(bill.lines if bill else ())
        quoted = [
            self._member(
                member, state, (task, next(lines) if group is not None else None), standing
            )
            for member, state, task, group in zip(members, states, tasks, groups, strict=True)
        ]
        return Quote(
            members=tuple(quoted),
            premium=bill,
            payable=bill.payable if bill else 0,
            saving=self._saving(bill),
            quarter=self._quarter(bill, first_place),
            steps=bill.steps if bill else (),
            unconfirmed=bill.unconfirmed if bill else (),
        )

    def _states(self, member: MemberFacts, standing: str | None) -> tuple[int | None, State, State]:
        age = member.born.age_on(self.on) if member.born else None
        hi = hi_state(member.facts, on=self.on, age=age, standing=standing)
        return age, hi, vsi_state(member.facts, on=self.on, age=age)

    def _hi_task(self, state: State, vsi: State) -> HiTask:
        if state.kind in {"covered", "ending", "state_paid"}:
            ends = state.days is not None and state.days <= SOON
            return HiTask.RENEW if ends and state.kind != "state_paid" else HiTask.NONE
        if state.starts is not None:
            return HiTask.NONE
        if vsi.kind == "compulsory":
            # The employer pays for the card: one that ended is a question, not a price.
            return HiTask.NONE if state.kind == "unknown" else HiTask.ASK
        if state.expected:
            return HiTask.SHOW if state.kind == "unknown" else HiTask.CLAIM
        if state.kind == "unknown":
            return HiTask.ASK
        gap = state.days - 1 if state.days is not None else None
        short = gap is not None and gap < self._view.int("hi.gap_days")
        return HiTask.REJOIN if short else HiTask.JOIN

    def _group(self, state: State, age: int | None, standing: str | None) -> str:
        """The group with the highest support that a member is in.

        Decree 188/2025/NĐ-CP of 01/07/2025 and Law on health insurance, Article 12.
        """
        found = {state.group} if state.group in set(HiGroup) else set()
        if standing in {"near_poor", "average_agri"}:
            found.add(standing)
        if age in _SCHOOL_AGES:
            found.add("student")
        shares = {
            group: self._view.ratio(f"hi.support.{group}")
            for group in found - {"household", None}
            if self._view.find(f"hi.support.{group}")
        }
        return max(sorted(shares), key=shares.__getitem__) if shares else "household"

    def _bill(self, groups: list[str], first_place: int) -> Premium | None:
        """The year's premium; families with a choice get the cheaper of both ways."""
        if not groups:
            return None
        bill = self._premium(tuple(groups), first_place)
        if "average_agri" in groups:
            together = ["household" if one == "average_agri" else one for one in groups]
            other = self._premium(tuple(together), first_place)
            return min(bill, other, key=lambda one: one.payable)
        return bill

    def _premium(self, groups: tuple[str, ...], first_place: int, months: int = _YEAR) -> Premium:
        key = (groups, first_place, months)
        if key not in self._premiums:
            self._premiums[key] = premium(
                self.policy,
                on=self.on,
                months=months,
                members=groups,
                first_place=first_place,
                province=self._province,
            )
        return self._premiums[key]

    def _quarter(self, bill: Premium | None, first_place: int) -> int | None:
        together = sum(line.order is not None for line in bill.lines) if bill else 0
        if not together:
            return None
        groups = (str(HiGroup.HOUSEHOLD),) * together
        return self._premium(groups, first_place, _QUARTER).payable

    def _saving(self, bill: Premium | None) -> int:
        if bill is None:
            return 0
        together = [line for line in bill.lines if line.order is not None]
        if len(together) < 2:
            return 0
        alone = self._premium(("household",), 1).payable
        return sum(alone - line.gross for line in together)

    def _member(
        self,
        member: MemberFacts,
        state: tuple[int | None, State, State],
        task: tuple[HiTask, PremiumLine | None],
        standing: str | None,
    ) -> MemberQuote:
        (age, hi, vsi), (hi_task, line) = state, task
        vsi_task = self._vsi_task(member, age, hi, vsi)
        offered = vsi_task in {VsiTask.OFFER, VsiTask.RESUME}
        card = None
        if line is not None:
            card = card_start(self.policy, member.facts, on=self.on, group=line.group)
        return MemberQuote(
            age=age,
            hi=hi,
            vsi=vsi,
            hi_task=hi_task,
            vsi_task=vsi_task,
            group=line.group if line else None,
            line=line,
            card=card,
            offer=self.vsi.offer(member, standing) if offered else None,
        )

    def _vsi_task(self, member: MemberFacts, age: int | None, hi: State, vsi: State) -> VsiTask:
        if vsi.kind == "compulsory":
            return VsiTask.COMPULSORY
        if vsi.kind in {"covered", "ending"}:
            return VsiTask.GO_ON
        if member.born is None or age is None or age < _ADULT:
            return VsiTask.NONE
        if hi.group in {"student", "social_pension"}:
            return VsiTask.NONE
        if self._past_retirement(member.born, member.sex):
            return VsiTask.NONE
        return VsiTask.RESUME if vsi.kind == "stopped" else VsiTask.OFFER

    def _past_retirement(self, born: PartialDate, sex: Sex | None) -> bool:
        reached = retirement(self.policy, sex=sex or "male", born=born).reached
        return Month.of(self.on) >= reached


def _pays(task: HiTask) -> bool:
    return task in {HiTask.RENEW, HiTask.REJOIN, HiTask.JOIN}
