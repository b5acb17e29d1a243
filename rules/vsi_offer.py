"""What voluntary insurance offers one person: levels to choose, months to retirement age."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rules.calendar import MONTHS_A_YEAR, Month, PartialDate
from rules.contribution import PayerClass, contribution, income_limits
from rules.coverage import CoverFact
from rules.pension import pension
from rules.policy import Policy
from rules.retirement import retirement
from rules.sex import Sex
from rules.working import Step, Unconfirmed

_MAJORITY = frozenset({"kinh"})


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What is known of one member; None where it is not. ``paid_months`` of voluntary insurance."""

    sex: Sex | None
    born: PartialDate | None
    ethnic: str | None
    facts: tuple[CoverFact, ...]
    paid_months: int = 0
    used_support_months: int = 0


@dataclass(frozen=True, slots=True)
class VsiLevel:
    """One income to choose, in đồng a month; ``pension`` after 15 years, None without a sex."""

    income: int
    gross: int
    state_support: int
    local_support: int | None
    payable: int
    pension: int | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class VsiOffer:
    """What voluntary insurance means for one member.

    ``reached`` is the month of retirement age, ``months`` those that can be paid from ``start`` to
    it, ``missing`` what is then still short of the years a pension asks for; None without a date
    of birth or a sex. ``one_payment`` are the months that may be made up at once.
    """

    payer_class: PayerClass
    levels: tuple[VsiLevel, ...]
    start: Month
    reached: Month | None
    age_years: int | None
    age_months: int | None
    months: int | None
    missing: int | None
    one_payment: int


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
        """Offers by the law of a day; see :class:`rules.household_quote.Quoter`."""
        self.policy = policy
        self.on = on
        self._view = policy.on(on)
        self._province = province
        self._island = bool(island)
        floor, ceiling = income_limits(policy, on)
        higher = [income for income in incomes if floor < income <= ceiling]
        self._incomes = (floor, *higher[:2])
        self._levels: dict[tuple[PayerClass, int, Sex | None], tuple[VsiLevel, ...]] = {}
        self._unconfirmed: dict[str, Unconfirmed] = {}

    def coming_floor(self) -> tuple[date, int, int] | None:
        """The next lowest income expected: its first day, the income, its contribution (đồng)."""
        coming = self.policy.next("poverty_line.rural", self.on)
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

    @property
    def unconfirmed(self) -> tuple[Unconfirmed, ...]:
        """Unconfirmed values behind the offers made so far."""
        return tuple(self._unconfirmed.values())

    def offer(self, member: MemberFacts, standing: str | None) -> VsiOffer:
        """What is offered to a person of a household with a standing."""
        payer_class = self.payer_class(standing, member.ethnic)
        start = Month.of(self.on).plus(1)
        levels = self._levels_of(payer_class, member)
        at_once = self._view.int("vsi.missing_months")
        if member.born is None or member.sex is None:
            return VsiOffer(payer_class, levels, start, None, None, None, None, None, at_once)
        found = retirement(self.policy, sex=member.sex, born=member.born)
        months = max(0, start.months_until(found.reached) + 1)
        needed = self._view.int("pension.min_years") * MONTHS_A_YEAR
        return VsiOffer(
            payer_class=payer_class,
            levels=levels,
            start=start,
            reached=found.reached,
            age_years=found.years,
            age_months=found.months,
            months=months,
            missing=max(0, needed - member.paid_months - months),
            one_payment=at_once,
        )

    def payer_class(self, standing: str | None, ethnic: str | None) -> PayerClass:
        """The class with the highest support on the day, of those a person is known to be in."""
        classes = [PayerClass.OTHER]
        if self._island:
            classes.append(PayerClass.ISLAND)
        if standing in {"poor", "near_poor"}:
            classes.append(PayerClass(standing))
        if ethnic and ethnic.strip().lower() not in _MAJORITY:
            classes.append(PayerClass.ETHNIC_MINORITY)
        return max(classes, key=lambda one: self._view.ratio(f"vsi.support.{one}"))

    def _levels_of(self, payer_class: PayerClass, member: MemberFacts) -> tuple[VsiLevel, ...]:
        key = (payer_class, member.used_support_months, member.sex)
        if key not in self._levels:
            self._levels[key] = tuple(self._level(income, *key) for income in self._incomes)
        return self._levels[key]

    def _level(self, income: int, payer_class: PayerClass, used: int, sex: Sex | None) -> VsiLevel:
        paid = contribution(
            self.policy,
            income=income,
            payer_class=payer_class,
            method="1",
            on=self.on,
            province=self._province,
            used_support_months=used,
        )
        self._unconfirmed.update({one.name: one for one in paid.unconfirmed})
        return VsiLevel(
            income=income,
            gross=paid.gross,
            state_support=paid.state_support,
            local_support=paid.local_support,
            payable=paid.payable,
            pension=self._pension(sex, income),
            steps=paid.steps,
        )

    def _pension(self, sex: Sex | None, average: int) -> int | None:
        if sex is None or self._view.find(f"pension.rate.{sex}") is None:
            return None
        years = self._view.int("pension.min_years")
        found = pension(self.policy, sex=sex, years=years, months=0, average=average, on=self.on)
        return found.monthly
