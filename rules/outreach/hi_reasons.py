"""Reasons to visit a household that its health insurance gives."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import cast

from rules.calendar import MONTHS_A_YEAR, Month, plus_months
from rules.coverage import STATE_PAID, CoverFact, Kind, State, hi_state, known_cover, vsi_state
from rules.hi.continuity import continuity
from rules.hi.premium import PremiumLine
from rules.household.member_tasks import PAID_ELSEWHERE, PAYING, HiTask, hi_task
from rules.household.quote import Quoter
from rules.outreach.facts import Household, Insured, Member, Reason
from rules.outreach.weights import Weights
from rules.working import Figure

Found = tuple[Reason, int]
"""A reason that is not weighed yet, and what it is worth in đồng."""
_ADULT = 18
_YOUNG = 0  # any age at which the state gives a card
_COUPLES = ({"head", "wife"}, {"head", "husband"})
_STANDINGS = frozenset({"near_poor", "average_agri"})
_ASK = frozenset({HiTask.ASK, HiTask.SHOW})
_NO_VSI = State("unknown")
_RUNS = frozenset({"covered", "ending"})
_ONE_DAY = timedelta(days=1)
_LONGEST_MONTH = 31


class HiReasons:
    """Finds the reasons of one day."""

    def __init__(self, quoter: Quoter, weights: Weights) -> None:
        """Take the law of a day and the spans of the office."""
        self._quoter = quoter
        self._on = quoter.on
        self._view = quoter.policy.on(quoter.on)
        self._weights = weights
        gap = self._view.find("hi.gap_days")
        self._gap = None if gap is None else timedelta(days=self._view.int("hi.gap_days"))

    def insured(self, facts: Sequence[CoverFact], *, child: bool, poor: bool) -> Insured:
        """Return what facts about one person make of the day.

        Args:
            facts: of all schemes, in the order they were recorded.
            child: whether the person is under six, the age at which the state gives a card.
            poor: whether the household is poor this year.
        """
        on = self._on
        age, standing = (_YOUNG if child else None), ("poor" if poor else None)
        hi = hi_state(facts, on=on, age=age, standing=standing)
        # Most people have facts about health insurance alone.
        social = [fact for fact in facts if fact.scheme != "hi"]
        vsi = vsi_state(social, on=on, age=None) if social else _NO_VSI
        keep = self._keep_until(hi)
        return Insured(
            hi=hi,
            vsi=vsi,
            task=hi_task(self._view, hi, vsi)[0],
            keep_until=keep if self._five_years_held(facts, hi, keep) else None,
            left_company=_left_company(social, on),
        )

    def runs_on(self, group: str | None, until: date | None, *, employed: bool) -> Insured:
        """Return the same for a card that does not end soon, of somebody who pays nothing else.

        Args:
            group: of the card.
            until: its last day, None where it is too far to matter.
            employed: whether the person is in compulsory insurance.
        """
        kind: Kind = "state_paid" if group in STATE_PAID else "covered"
        days = None if until is None else (until - self._on).days
        hi = State(kind, until=until, days=days, group=group)
        vsi = State("compulsory") if employed else _NO_VSI
        return Insured(hi, vsi, hi_task(self._view, hi, vsi)[0])

    def _keep_until(self, hi: State) -> date | None:
        """Return by when a card must begin that follows on one that ends soon, or has ended."""
        if hi.until is None or hi.days is None:
            return None
        gap, held = self._view.int("hi.continuity_gap_months"), hi.kind != "ended"
        if hi.days > (self._weights["near_days"] if held else gap * _LONGEST_MONTH):
            return None
        keep = plus_months(hi.until + _ONE_DAY, gap)
        return keep if held or self._on <= keep else None

    def _five_years_held(self, facts: Sequence[CoverFact], hi: State, keep: date | None) -> bool:
        if keep is None or hi.until is None:
            return False
        years, over = self._view.int("hi.continuity_years"), hi.until + _ONE_DAY
        first = min(fact.start or fact.dated for fact in facts if fact.scheme == "hi")
        if plus_months(first, years * MONTHS_A_YEAR) > over:
            return False  # not even without any break
        complete = continuity(self._quoter.policy, facts, on=self._on).complete
        return complete is not None and complete <= over

    def find(self, home: Household) -> Iterator[Found]:
        """Yield what the health insurance of a household gives as reasons."""
        people = [one for one in home.members if one.insured.calls]
        if not people:
            return
        near = [one for one in people if self._ends_near(one)]
        ended = [one for one in people if one.insured.hi.kind == "ended"]
        # A card that the state may pay for again begins by decision: no wait is told of it.
        ended = [one for one in ended if self._group(home, one) not in STATE_PAID]
        for until, ending in _by_day(near):
            yield _reason("card_ending", ending, until=until, day=until), 0
        if near or ended:
            yield from self._five_years(near, ended)
        left = [one for one in people if self._left_lately(one)]
        for one in left:
            yield self._company(one)
        if ended:
            yield from self._ended([one for one in ended if one not in left])
        yield from self._uncovered(home, people)
        claims = [one for one in people if one.insured.task is HiTask.CLAIM]
        if claims:
            yield _reason("free_card", claims), 0
        if not home.visited:
            asked = [one for one in people if one.insured.hi.kind == "unknown"]
            asked = [one for one in asked if one.insured.task in _ASK]
            if asked:
                yield _reason("unknown_cover", asked, living=home.living), 0

    def _ends_near(self, member: Member) -> bool:
        hi = member.insured.hi
        if hi.days is None or hi.kind not in _RUNS or hi.group in PAID_ELSEWHERE:
            return False
        return hi.days <= self._weights["near_days"]

    def _in_gap(self, member: Member) -> bool:
        """Tell whether a card ended so lately that a new one need not wait."""
        insured = member.insured
        return self._gap is not None and insured.task is HiTask.REJOIN

    def _five_years(self, near: list[Member], ended: list[Member]) -> Iterator[Found]:
        """Five continuous years that a longer break would lose: while a card may still save them.

        After the days of the gap a card waits, and begins too late as well.
        """
        found: dict[tuple[date, date], list[Member]] = {}
        for one in (*near, *ended):
            keep, until = one.insured.keep_until, one.insured.hi.until
            if keep is None or until is None:
                continue
            if one.held:
                found.setdefault((until, keep), []).append(one)
            elif self._gap is not None and self._in_gap(one):
                found.setdefault((min(keep, until + self._gap), keep), []).append(one)
        years = self._view.int("hi.continuity_years") if found else 0
        for (last, keep), losing in sorted(found.items()):
            yield _reason("continuity", losing, until=last, years=years, keep=keep), 0

    def _ended(self, ended: list[Member]) -> Iterator[Found]:
        for until, short in _by_day(one for one in ended if self._in_gap(one)):
            yield self._short(until, short), 0
        lapsed = [one for one in ended if one.insured.task is HiTask.JOIN]
        lapsed = [one for one in lapsed if one.insured.hi.until is not None]
        if lapsed:
            first = _by_day(lapsed)[0][0]
            wait = self._view.int("hi.wait_days")
            yield _reason("card_lapsed", lapsed, day=first, wait=wait), 0

    def _short(self, ended: date, people: list[Member]) -> Reason:
        assert self._gap is not None  # noqa: S101 - who is in the gap is asked by it
        return _reason(
            "card_gap",
            people,
            until=ended + self._gap,
            day=ended,
            days=(self._on - ended).days,
            gap=self._gap.days,
            wait=self._view.int("hi.wait_days"),
        )

    def _left_lately(self, member: Member) -> bool:
        last = member.insured.left_company
        if last is None or member.insured.vsi.kind in _RUNS:
            return False
        return (self._on - last).days <= self._weights["company_days"]

    def _company(self, member: Member) -> Found:
        """Somebody left a company; with the card that ended with it, where a new one need not wait.

        Time in compulsory insurance is counted together with voluntary insurance.
        """
        insured = member.insured
        ended = insured.hi.until
        assert insured.left_company is not None  # noqa: S101 - as asked before
        last = Month.of(insured.left_company)
        if self._gap is None or ended is None or not self._in_gap(member):
            return _reason("company_left", [member], last=last), 0
        until = ended + self._gap
        return _reason("company_left", [member], until=until, last=last, card=ended), 0

    def _uncovered(self, home: Household, people: list[Member]) -> Iterator[Found]:
        """Members without a card that somebody must pay for: what the state adds, what is left.

        Prices are those of the household's sheet, where everybody pays who should.
        """
        paying = [one for one in people if one.insured.task in PAYING]
        if all(one.held for one in paying):
            return
        priced = zip(paying, self._lines(home, paying), strict=True)
        without = [(one, line) for one, line in priced if not one.held]
        if home.standing in _STANDINGS:
            helped = [(one, line) for one, line in without if line.group == home.standing]
            if helped:
                yield self._state_pays(home.standing, helped)
            without = [pair for pair in without if pair not in helped]
        without = [(one, line) for one, line in without if not self._in_gap(one)]
        if without:
            payable = sum(line.payable for _, line in without)
            lacking = [one for one, _ in without]
            code = self._family(home, lacking)
            yield _reason(code, lacking, held=home.held, payable=payable), 0

    def _group(self, home: Household, one: Member) -> str:
        """Return the group somebody would pay for a card in."""
        return self._quoter.hi.group(one.insured.hi.group, _age(one, self._on), home.standing)

    def _lines(self, home: Household, paying: list[Member]) -> tuple[PremiumLine, ...]:
        """Return what each of those who should pay for a card pays for a year."""
        groups = [self._group(home, one) for one in paying]
        places = tuple(one.place for one in paying)
        return self._quoter.hi.bill(groups, home.first_place, places).lines

    def _state_pays(self, standing: str, helped: list[tuple[Member, PremiumLine]]) -> Found:
        payable = sum(line.payable for _, line in helped)
        added = sum(line.gross for _, line in helped) - payable
        people = [one for one, _ in helped]
        share = Fraction(added, added + payable)
        return _reason("state_pays", people, standing=standing, share=share, payable=payable), added

    def _family(self, home: Household, without: list[Member]) -> str:
        """Return which reason it is that these members have no card."""
        adults = sum((_age(one, self._on) or 0) >= _ADULT for one in without)
        if len(without) == home.living > 1:
            return "all_uncovered"
        if not home.held or adults < len(_COUPLES[0]):
            return "some_uncovered"
        couple = len(without) == adults and {one.relation for one in without} in _COUPLES
        return "couple_uncovered" if couple else "adults_uncovered"


def _left_company(facts: Iterable[CoverFact], on: date) -> date | None:
    """Return the last day in compulsory insurance; None while it is held, or where not known."""
    spans = known_cover(facts, "csi", on).spans
    last = spans[-1] if spans else None
    return None if last is None or last.last >= on or last.cut else last.last


def _reason(
    code: str, people: Sequence[Member], *, until: date | None = None, **figures: Figure
) -> Reason:
    named = {"people": len(people), **figures}
    return Reason(code, named, tuple(one.id for one in people), until=until)


def _by_day(members: Iterable[Member]) -> list[tuple[date, list[Member]]]:
    """Return members by the last day of their card, which is known, the earliest first."""
    found: dict[date, list[Member]] = {}
    for one in members:
        found.setdefault(cast("date", one.insured.hi.until), []).append(one)
    return sorted(found.items())


def _age(member: Member, on: date) -> int | None:
    return None if member.born is None else member.born.age_on(on)
