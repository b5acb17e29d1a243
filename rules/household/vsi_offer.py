"""What voluntary insurance offers one person: levels to choose, their price, what they lead to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rules.calendar import MONTHS_A_YEAR, Month, PartialDate
from rules.coverage import CoverFact
from rules.errors import RuleError
from rules.household.offer_change import ChangedAmount, OfferChange, coming_changes, offer_change
from rules.money import round_half_up
from rules.policy import Policy
from rules.sex import Sex
from rules.vsi.case import MethodRow, VsiCase, vsi_result
from rules.vsi.contribution import Contribution, PayerClass, contribution, income_limits
from rules.vsi.outlook import Outlook, outlook
from rules.working import Step, Unconfirmed

_MAJORITY = frozenset({"kinh"})
_MOST_LEVELS = 3
_ONE_DAY = timedelta(days=1)
_FLOOR = "poverty_line.rural"
_Priced = tuple[tuple[MethodRow, ...], Contribution]


@dataclass(frozen=True, slots=True)
class _Payer:
    """Whose payment is priced: the class, the supported months that matter, the income."""

    payer_class: PayerClass
    used: int
    income: int


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What is known of one member; None where it is not.

    ``paid_months`` are those of voluntary insurance, ``used_support_months`` those the state
    supported, over all spells. ``income`` is the level a person asked for, offered first;
    ``pays_on`` the income last paid on. Both in đồng a month. ``place`` is the place in the order
    of health insurance that an earlier payment of this year gave.
    """

    sex: Sex | None
    born: PartialDate | None
    ethnic: str | None
    facts: tuple[CoverFact, ...]
    paid_months: int = 0
    used_support_months: int = 0
    income: int | None = None
    pays_on: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class VsiLevel:
    """One income to choose, with what a month costs, in đồng: gross = supports + payable.

    ``local_support`` is None where no resolution of the province is recorded, ``other_support``
    where no other giver is. ``methods`` are all that the law of the day knows, the shortest
    first. ``pension`` is what the level leads to, in đồng a month of today; None without a sex,
    or on a day whose pensions are not recorded. ``steps`` and ``unconfirmed`` are those of a
    month's payment.
    """

    income: int
    gross: int
    state_support: int
    local_support: int | None
    other_support: int | None
    payable: int
    methods: tuple[MethodRow, ...]
    pension: int | None
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


@dataclass(frozen=True, slots=True)
class VsiOffer:
    """What voluntary insurance means for one member.

    ``start`` is the first month to pay for, ``outlook`` what paying on the first of the levels
    leads to, None where it cannot be told; months and ways are the same for each level.
    """

    payer_class: PayerClass
    levels: tuple[VsiLevel, ...]
    start: Month
    outlook: Outlook | None

    @property
    def lowest(self) -> VsiLevel:
        """The level that costs least."""
        return min(self.levels, key=lambda level: level.income)

    @property
    def unconfirmed(self) -> tuple[Unconfirmed, ...]:
        """Every value behind the offer that is not confirmed, of any level and method."""
        found = [*(self.outlook.unconfirmed if self.outlook else ())]
        for row in (row for level in self.levels for row in level.methods):
            found += row.contribution.unconfirmed if row.contribution else ()
        return tuple({one.name: one for one in found}.values())


class VsiOffers:
    """Offers made on one day; remembers what people ask for again and again."""

    def __init__(
        self,
        policy: Policy,
        on: date,
        *,
        province: str | None,
        island: str,
        incomes: Sequence[int],
    ) -> None:
        """Offers by the law of a day; see :class:`rules.household.quote.Quoter`."""
        self.policy = policy
        self.on = on
        self._view = policy.on(on)
        self._province = province
        self._island = bool(island)
        floor, ceiling = income_limits(policy, on)
        self._floor, self._ceiling = floor, ceiling
        self._incomes = (floor, *(income for income in incomes if floor < income <= ceiling))
        years = self._view.find("vsi.ahead_years")
        longest = max(self._view.counts(years.name)) if years else 1
        self._supported_in_full = self._view.int("vsi.support_months") - longest * MONTHS_A_YEAR
        self._classes: dict[tuple[str | None, str | None], PayerClass] = {}
        self._priced: dict[_Payer, _Priced] = {}
        self._levels: dict[tuple[_Payer, Sex | None, int], VsiLevel] = {}
        self._outlooks: dict[tuple[Sex, Month, int, int, Month], Outlook] = {}
        self._changes: dict[tuple[PayerClass, int, tuple[int, ...]], tuple[OfferChange, ...]] = {}

    def coming_floor(self) -> tuple[date, int, int] | None:
        """The next lowest income expected: its first day, the income, its contribution (đồng)."""
        coming = self.policy.next(_FLOOR, self.on)
        if coming is None or not isinstance(coming.value, int):
            return None
        found = contribution(
            self.policy,
            income=coming.value,
            payer_class=PayerClass.OTHER,
            method="1",
            on=coming.start,
        )
        return coming.start, coming.value, found.gross

    def offer(self, member: MemberFacts, standing: str | None) -> VsiOffer:
        """What is offered to a person of a household with a standing."""
        payer_class = self.payer_class(standing, member.ethnic)
        incomes = self.incomes_for(member)
        start = Month.of(self.on).plus(1)
        found = self.outlook_of(member, incomes[0], start)
        used = self._used(member)
        levels = tuple(
            self._level(_Payer(payer_class, used, income), member.sex, found) for income in incomes
        )
        return VsiOffer(payer_class, levels, start, found)

    def incomes_for(self, member: MemberFacts) -> tuple[int, ...]:
        """The levels shown to a person: the one asked for first, where it may be chosen."""
        wished = member.income
        if wished is None or not self._floor <= wished <= self._ceiling:
            return self._incomes[:_MOST_LEVELS]
        return tuple(dict.fromkeys((wished, *self._incomes)))[:_MOST_LEVELS]

    def payer_class(self, standing: str | None, ethnic: str | None) -> PayerClass:
        """The class with the highest support on the day, of those a person is known to be in."""
        key = (standing, ethnic)
        if key not in self._classes:
            classes = [PayerClass.OTHER]
            if self._island:
                classes.append(PayerClass.ISLAND)
            if standing in {"poor", "near_poor"}:
                classes.append(PayerClass(standing))
            if ethnic and ethnic.strip().lower() not in _MAJORITY:
                classes.append(PayerClass.ETHNIC_MINORITY)
            share = {one: self._view.ratio(f"vsi.support.{one}") for one in classes}
            self._classes[key] = max(classes, key=share.__getitem__)
        return self._classes[key]

    def outlook_of(self, member: MemberFacts, income: int, start: Month) -> Outlook | None:
        """What paying on an income from a month on leads to; None where it cannot be told."""
        sex, born = member.sex, member.born
        if sex is None or born is None or self._view.find(f"pension.rate.{sex}") is None:
            return None
        key = (sex, Month.of(born.earliest()), income, member.paid_months, start)
        if key not in self._outlooks:
            self._outlooks[key] = outlook(
                self.policy,
                sex=sex,
                born=born,
                income=income,
                first_month=start,
                on=self.on,
                paid_months=member.paid_months,
            )
        return self._outlooks[key]

    def changes(self, member: MemberFacts, standing: str | None) -> tuple[OfferChange, ...]:
        """On which days the price of a person's levels changes, for one month paid then."""
        payer_class = self.payer_class(standing, member.ethnic)
        key = (payer_class, self._used(member), self.incomes_for(member))
        if key not in self._changes:
            self._changes[key] = self._find_changes(*key)
        return self._changes[key]

    def _level(self, payer: _Payer, sex: Sex | None, found: Outlook | None) -> VsiLevel:
        """Return a level, with the pension of a person's outlook on that income."""
        share = found.pension.rate if found else None
        key = (payer, sex, found.total + found.missing if found else 0)
        if key not in self._levels:
            methods, month = self._price(payer)
            self._levels[key] = VsiLevel(
                income=payer.income,
                gross=month.gross,
                state_support=month.state_support,
                local_support=month.local_support,
                other_support=month.other_support,
                payable=month.payable,
                methods=methods,
                pension=None if share is None else round_half_up(share * payer.income),
                steps=month.steps,
                unconfirmed=month.unconfirmed,
            )
        return self._levels[key]

    def _used(self, member: MemberFacts) -> int:
        """Months supported so far, as far as they matter: 0 where all methods are supported."""
        used = member.used_support_months
        return used if used > self._supported_in_full else 0

    def _price(self, payer: _Payer) -> _Priced:
        """Return every method's price, and that of a month."""
        if payer not in self._priced:
            case = VsiCase(
                payer_class=payer.payer_class,
                income=payer.income,
                method="1",
                on=self.on,
                province=self._province,
                used_support_months=payer.used,
            )
            month = self._month(payer, self.on)
            self._priced[payer] = vsi_result(self.policy, case).methods, month
        return self._priced[payer]

    def _month(self, payer: _Payer, day: date) -> Contribution:
        return contribution(
            self.policy,
            income=payer.income,
            payer_class=payer.payer_class,
            method="1",
            on=day,
            province=self._province,
            used_support_months=payer.used,
        )

    def _find_changes(
        self, payer_class: PayerClass, used: int, incomes: tuple[int, ...]
    ) -> tuple[OfferChange, ...]:
        names = [_FLOOR, "vsi.rate", f"vsi.support.{payer_class}"]
        names += [f"vsi.{giver}.{self._province}.{payer_class}" for giver in ("local", "other")]
        payers = [_Payer(payer_class, used, income) for income in incomes]
        return tuple(
            offer_change(change, tuple(self._changed(change.day, payer) for payer in payers))
            for change in coming_changes(self.policy, names, self.on)
        )

    def _changed(self, day: date, payer: _Payer) -> ChangedAmount:
        """Return a month's price just before a day and on it, at the lowest income if higher."""
        income, before = self._price_on(max(self.on, day - _ONE_DAY), payer)
        new_income, after = self._price_on(day, payer)
        return ChangedAmount("vsi", before, after, payer.payer_class, income, new_income)

    def _price_on(self, day: date, payer: _Payer) -> tuple[int, int | None]:
        """Return the income to pay on and what is left to pay, None where it is not known then."""
        income = payer.income
        try:
            floor, _ = income_limits(self.policy, day)
            income = max(income, floor)
            return income, self._month(replace(payer, income=income), day).payable
        except RuleError as problem:
            if problem.code != "no_value_in_force":
                raise
        return income, None
