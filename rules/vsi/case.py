"""One person's case in voluntary insurance: what was asked, and everything the law answers.

The calculator on the screen, its printed sheet and a calculation kept with a household share it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from rules.calendar import MONTHS_A_YEAR, Month, PartialDate
from rules.errors import RuleError
from rules.money import round_half_up
from rules.policy import Policy
from rules.sex import Sex
from rules.vsi.contribution import Contribution, PayerClass, contribution
from rules.vsi.outlook import Outlook, outlook
from rules.vsi.pension import pension
from rules.working import Unconfirmed

_LONGEST_YEARS = 35
_EVERY_YEARS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class VsiCase:
    """What is asked: a person, as far as known, and how much to pay in which way on which day.

    ``income`` and ``other_income``, a second level to compare with, are đồng a month; months paid
    and supported so far are counted over all spells. ``method`` is that of
    :func:`rules.vsi.contribution.contribution`.
    """

    name: str = ""
    sex: Sex | None = None
    born: PartialDate | None = None
    payer_class: PayerClass
    income: int
    method: str
    on: date
    province: str | None = None
    paid_months: int = 0
    used_support_months: int = 0
    other_income: int | None = None

    def to_plain(self) -> dict[str, Any]:
        """Return the case as plain values that JSON holds and :meth:`from_plain` reads."""
        return {
            "name": self.name,
            "sex": self.sex,
            "born": self.born.iso if self.born else None,
            "class": self.payer_class.value,
            "income": self.income,
            "method": self.method,
            "on": self.on.isoformat(),
            "province": self.province,
            "paid_months": self.paid_months,
            "used_support_months": self.used_support_months,
            "other_income": self.other_income,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "VsiCase":
        """Read what :meth:`to_plain` wrote."""
        return cls(
            name=plain["name"],
            sex=plain["sex"],
            born=PartialDate.parse(plain["born"]) if plain["born"] else None,
            payer_class=PayerClass(plain["class"]),
            income=plain["income"],
            method=plain["method"],
            on=date.fromisoformat(plain["on"]),
            province=plain["province"],
            paid_months=plain["paid_months"],
            used_support_months=plain["used_support_months"],
            other_income=plain["other_income"],
        )


@dataclass(frozen=True, slots=True)
class MethodRow:
    """One method of payment: its price, or the problem where a value of the law is not known.

    ``a_month`` is what is left to pay, spread over the months; ``saving`` how much less is left to
    pay than for as many single months. Both in đồng, None without a price.
    """

    method: str
    contribution: Contribution | None
    problem: RuleError | None
    a_month: int | None
    saving: int | None


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The pension (đồng a month) after so many years paid; ``own`` is the person's own time."""

    years: Fraction
    monthly: int
    own: bool = False


@dataclass(frozen=True, slots=True)
class VsiResult:
    """What the law answers to a case.

    ``methods`` are all the law of the day knows, the shortest first; ``others`` the same on the
    second income. ``outlook`` is None where sex or birth date is not known. ``curve`` shows the
    pension by years, empty without a sex. ``coming`` is the next lowest income that is expected:
    its first day and the income, in đồng a month.
    """

    methods: tuple[MethodRow, ...]
    chosen: MethodRow
    others: tuple[MethodRow, ...]
    outlook: Outlook | None
    curve: tuple[CurvePoint, ...]
    other_curve: tuple[CurvePoint, ...]
    coming: tuple[date, int] | None
    unconfirmed: tuple[Unconfirmed, ...]


def vsi_result(policy: Policy, case: VsiCase) -> VsiResult:
    """Answer a case by the law of its day; the first month paid is the month of that day.

    Raises:
        RuleError: ``income_below_floor``, ``income_above_ceiling``, ``bad_method``,
            ``missing_too_long``, ``bad_support_months``, or ``no_value_in_force`` where nothing
            at all can be priced.
    """
    methods = _known_methods(policy, case.on)
    rows = tuple(_row(policy, case, case.income, method) for method in methods)
    chosen = next(
        (row for row in rows if row.method == case.method),
        None,
    ) or _row(policy, case, case.income, case.method)
    others: tuple[MethodRow, ...] = ()
    if case.other_income is not None:
        others = tuple(_row(policy, case, case.other_income, method) for method in methods)
    found = _outlook(policy, case)
    return VsiResult(
        methods=rows,
        chosen=chosen,
        others=others,
        outlook=found,
        curve=_curve(policy, case, case.income, found),
        other_curve=_curve(policy, case, case.other_income, found),
        coming=_coming(policy, case.on),
        unconfirmed=_unconfirmed(chosen, found),
    )


def _known_methods(policy: Policy, on: date) -> tuple[str, ...]:
    """Return the methods of the day that need no other condition, the shortest first."""
    view = policy.on(on)
    months = (str(number) for number in view.counts("vsi.pay_months"))
    years = (f"ahead-{number}" for number in view.counts("vsi.ahead_years"))
    return (*months, *years)


def _row(policy: Policy, case: VsiCase, income: int, method: str) -> MethodRow:
    """Return a method's price; a value that is not known is a problem of this method alone."""
    try:
        paid = _price(policy, case, income, method)
    except RuleError as problem:
        if problem.code != "no_value_in_force" or method == "1":
            raise
        return MethodRow(method, None, problem, None, None)
    a_month = round_half_up(Fraction(paid.payable, paid.months))
    saving = max(0, _by_month(policy, case, income, paid) - paid.payable)
    return MethodRow(method, paid, None, a_month, saving)


def _by_month(policy: Policy, case: VsiCase, income: int, paid: Contribution) -> int:
    """Return what is left to pay for as many single months, support being used up alike."""
    supported = paid.supported_months
    rest = paid.months - supported
    total = supported * _price(policy, case, income, "1").payable if supported else 0
    if rest:
        used_up = replace(case, used_support_months=policy.on(case.on).int("vsi.support_months"))
        total += rest * _price(policy, used_up, income, "1").payable
    return total


def _price(policy: Policy, case: VsiCase, income: int, method: str) -> Contribution:
    return contribution(
        policy,
        income=income,
        payer_class=case.payer_class,
        method=method,
        on=case.on,
        province=case.province,
        used_support_months=case.used_support_months,
    )


def _outlook(policy: Policy, case: VsiCase) -> Outlook | None:
    if case.sex is None or case.born is None:
        return None
    return outlook(
        policy,
        sex=case.sex,
        born=case.born,
        income=case.income,
        first_month=Month.of(case.on),
        on=case.on,
        paid_months=case.paid_months,
    )


def _curve(
    policy: Policy, case: VsiCase, income: int | None, found: Outlook | None
) -> tuple[CurvePoint, ...]:
    """Return the pension every five years, and at the person's own time where it is enough."""
    if case.sex is None or income is None:
        return ()
    least = policy.on(case.on).int("pension.min_years")
    months = {years * MONTHS_A_YEAR for years in range(least, _LONGEST_YEARS + 1, _EVERY_YEARS)}
    own = found.total if found is not None and not found.missing else None
    points = []
    for time in sorted(months | ({own} if own is not None else set())):
        years, odd = divmod(time, MONTHS_A_YEAR)
        due = pension(policy, sex=case.sex, years=years, months=odd, average=income, on=case.on)
        points.append(CurvePoint(Fraction(time, MONTHS_A_YEAR), due.monthly or 0, time == own))
    return tuple(points)


def _coming(policy: Policy, on: date) -> tuple[date, int] | None:
    coming = policy.next("poverty_line.rural", on)
    if coming is None or not isinstance(coming.value, int):
        return None
    return coming.start, coming.value


def _unconfirmed(chosen: MethodRow, found: Outlook | None) -> tuple[Unconfirmed, ...]:
    paid = chosen.contribution.unconfirmed if chosen.contribution else ()
    more = found.unconfirmed if found else ()
    return tuple({one.name: one for one in (*paid, *more)}.values())
