"""What voluntary social insurance costs and brings on a day, worked out by the rules for paper.

Offers remembers every source and every unconfirmed value behind the amounts it gave, so that a
document can name them at its foot.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from rules.errors import RuleError
from rules.policy import Cite, Policy
from rules.sex import Sex
from rules.vsi.contribution import Contribution, PayerClass, contribution, income_limits
from rules.vsi.pension import pension, rate
from rules.working import Step, Unconfirmed

CLASSES = (
    PayerClass.POOR,
    PayerClass.NEAR_POOR,
    PayerClass.ETHNIC_MINORITY,
    PayerClass.OTHER,
)
CLASS_NAMES = ("Hộ nghèo", "Hộ cận nghèo", "Dân tộc thiểu số", "Người khác")

Months = Literal[1, 3, 6, 12]


@dataclass(frozen=True, slots=True)
class Level:
    """An income chosen: what is due before support, and what is left to pay by class (đồng)."""

    income: int
    gross: int
    payable: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PensionRow:
    """Years paid, the pension's share of the average income, and its amounts a month (đồng)."""

    years: int
    rate: Fraction
    amounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pensions:
    """Pensions of one sex by years and by average income (đồng)."""

    sex: Sex
    averages: tuple[int, ...]
    rows: tuple[PensionRow, ...]


@dataclass(frozen=True, slots=True)
class AheadRow:
    """A payment for years ahead, and how much less it is than paying month by month (đồng)."""

    years: int
    gross: int
    support: int
    payable: int
    saving: int


class Offers:
    """The rules asked for one day and province, keeping what stood behind the answers."""

    def __init__(self, policy: Policy, on: date, *, province: str | None = None) -> None:
        """Answers for payments made on a day; province brings in its recorded support."""
        self.policy = policy
        self.on = on
        self.view = policy.on(on)
        self._province = province
        self._cites: dict[Cite, None] = {}
        self._unconfirmed: dict[str, Unconfirmed] = {}

    @property
    def floor(self) -> int:
        """The lowest income that may be chosen, in đồng: the rural poverty line.

        Law 41/2024/QH15 of 29/6/2024, Article 31.2.
        """
        return income_limits(self.policy, self.on)[0]

    @property
    def ceiling(self) -> int:
        """The highest income that may be chosen, in đồng; the same article."""
        self._cites[self.view["base_salary"].cite] = None
        return income_limits(self.policy, self.on)[1]

    @property
    def cites(self) -> tuple[Cite, ...]:
        """Sources used so far, in the order of first use."""
        return tuple(self._cites)

    @property
    def unconfirmed(self) -> tuple[Unconfirmed, ...]:
        """Unconfirmed values used so far."""
        return tuple(self._unconfirmed.values())

    def contribution(self, income: int, payer_class: PayerClass, method: str = "1") -> Contribution:
        """One contribution of a person who had no support before; raises as the rules do."""
        found = contribution(
            self.policy,
            income=income,
            payer_class=payer_class,
            method=method,
            on=self.on,
            province=self._province,
        )
        self._keep(found.steps, found.unconfirmed)
        return found

    def level(self, income: int, payer_class: PayerClass | None = None) -> Level:
        """One month at an income, for one class or for all of them."""
        classes = CLASSES if payer_class is None else (payer_class,)
        found = [self.contribution(income, one) for one in classes]
        return Level(income, found[0].gross, tuple(one.payable for one in found))

    def advance(self, income: int, payer_class: PayerClass) -> tuple[int, ...]:
        """What is left to pay for 1, 3, 6 and 12 months at once, in đồng."""
        methods = ("1", "3", "6", "12")
        return tuple(self.contribution(income, payer_class, one).payable for one in methods)

    def ahead(self, income: int, payer_class: PayerClass, years: int) -> AheadRow | None:
        """A payment for years ahead, or None where the rate of return is not known."""
        try:
            found = contribution(
                self.policy,
                income=income,
                payer_class=payer_class,
                method=f"ahead-{years}",
                on=self.on,
                province=self._province,
            )
        except RuleError as problem:
            if problem.code != "no_value_in_force":
                raise
            return None
        monthly = self.contribution(income, payer_class)
        saving = max(0, monthly.payable * 12 * years - found.payable)
        support = found.gross - found.payable
        return AheadRow(years, found.gross, support, found.payable, saving)

    def pensions(self, sex: Sex, years: tuple[int, ...], averages: tuple[int, ...]) -> Pensions:
        """Pensions of one sex for whole years paid, at average incomes."""
        rows = []
        for count in years:
            found = [self._pension(sex, count, average) for average in averages]
            share = rate(self.policy, sex=sex, years=count, months=0, on=self.on)
            rows.append(PensionRow(count, share, tuple(found)))
        return Pensions(sex, averages, tuple(rows))

    def _pension(self, sex: Sex, years: int, average: int) -> int:
        found = pension(self.policy, sex=sex, years=years, months=0, average=average, on=self.on)
        self._keep(found.steps, found.unconfirmed)
        if found.monthly is None:
            raise RuleError("bad_paid_time", years=years, months=0)
        return found.monthly

    def _keep(self, steps: tuple[Step, ...], unconfirmed: tuple[Unconfirmed, ...]) -> None:
        for step in steps:
            self._cites.update(dict.fromkeys(step.cites))
        self._unconfirmed.update({one.name: one for one in unconfirmed})


def coming_level(offers: Offers) -> Level | None:
    """The lowest level expected to come into force after the offers' day; None when none is."""
    coming = offers.policy.next("poverty_line.rural", offers.on)
    if coming is None or not isinstance(coming.value, int):
        return None
    return Offers(offers.policy, coming.start).level(coming.value)
