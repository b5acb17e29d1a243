"""Reasons to visit a household that voluntary social insurance gives."""

from bisect import bisect_left
from collections.abc import Iterator

from rules.calendar import MONTHS_A_YEAR, Month, PartialDate
from rules.household.member_tasks import ASKED, VsiTask, vsi_task
from rules.household.quote import Quoter
from rules.outreach.facts import Household, Member, Reason
from rules.outreach.hi_reasons import Found
from rules.outreach.weights import Weights
from rules.sex import Sex
from rules.vsi.contribution import PayerClass, contribution, income_limits
from rules.vsi.retirement import Retirement, retirement
from rules.working import Figure

_OLDEST, _YOUNGEST = 70, 15  # years; who is older has reached any age of pension
_SEXES: tuple[Sex, ...] = ("female", "male")


class VsiReasons:
    """Finds the reasons of one day; remembers what people of one age have in common."""

    def __init__(self, quoter: Quoter, weights: Weights) -> None:
        """Take the law of a day and the spans of the office."""
        self._quoter = quoter
        self._on = quoter.on
        self._view = quoter.policy.on(quoter.on)
        self._weights = weights
        self._next = Month.of(quoter.on).plus(1)
        self._needed = self._view.int("pension.min_years") * MONTHS_A_YEAR
        self._retirements: dict[tuple[Sex, int, int | None], Retirement] = {}
        self._supports: dict[PayerClass, int] = {}
        # As counts of months: everybody of a commune is compared with them.
        self._late = {sex: _counted(self.late_births(sex)) for sex in _SEXES}

    def find(self, home: Household) -> Iterator[Found]:
        """Yield what voluntary insurance of the members gives as reasons."""
        for one in home.members:
            kind = one.insured.vsi.kind
            if kind in {"covered", "ending"}:
                yield from self._going_on(home, one)
                continue
            paid = one.paid_months + one.other_months
            if kind != "compulsory" and (kind == "stopped" or paid or self._presses(one)):
                yield from self._asked(home, one, self._slack(one, paid))

    def late_births(self, sex: Sex) -> tuple[Month, Month] | None:
        """Return the first and the last month of birth of whom `vsi_last_start` may be a reason.

        Somebody born earlier is too late, unless time was paid before; somebody born later may
        wait. None where nobody is.
        """
        ages = range(_OLDEST * MONTHS_A_YEAR, _YOUNGEST * MONTHS_A_YEAR, -1)
        births = [Month.of(self._on).plus(-age) for age in ages]

        def months_left(born: Month) -> int:
            return self._months_left(sex, born.year, born.month)

        first = bisect_left(births, self._needed, key=months_left)
        most = self._needed + self._weights["start_months"]
        after = bisect_left(births, most, key=months_left)
        return (births[first], births[after - 1]) if first < after else None

    def _task(self, one: Member) -> VsiTask:
        insured, past_age = one.insured, False
        if one.born is not None:
            # By the later age where the sex is not known.
            found = self._retirement(one.sex or "male", one.born.year, one.born.month)
            past_age = Month.of(self._on) >= found.reached
        age = one.born.age_on(self._on) if one.born else None
        states = (insured.hi, insured.vsi)
        return vsi_task(one.paid_months, age, states, past_age=past_age)[0]

    def _retirement(self, sex: Sex, year: int, month: int | None) -> Retirement:
        key = (sex, year, month)
        if key not in self._retirements:
            born = PartialDate(year, month)
            self._retirements[key] = retirement(self._quoter.policy, sex=sex, born=born)
        return self._retirements[key]

    def _months_left(self, sex: Sex, year: int, month: int | None) -> int:
        """Return how many months there are to pay until the age, from next month on."""
        return self._next.months_until(self._retirement(sex, year, month).reached) + 1

    def _presses(self, one: Member) -> bool:
        """Tell whether somebody who has paid nothing is of an age to start now."""
        if one.sex is None or one.born is None:
            return False
        return one.born.year * MONTHS_A_YEAR + (one.born.month or 1) in self._late[one.sex]

    def _slack(self, one: Member, paid: int) -> int | None:
        """Return how many months somebody may wait and still reach a pension at the age.

        None where it cannot be told, is too late, or does not press.
        """
        if one.sex is None or one.born is None:
            return None
        months = self._months_left(one.sex, one.born.year, one.born.month)
        slack = paid + months - self._needed
        pressing = 0 <= slack < self._weights["start_months"]
        return slack if pressing and months > 0 and paid < self._needed else None

    def _going_on(self, home: Household, one: Member) -> Iterator[Found]:
        """Somebody who takes part, and whose time paid for ends soon."""
        state = one.insured.vsi
        if state.until is None or state.days is None or state.days > self._weights["near_days"]:
            return
        yield Reason("vsi_ending", {"day": state.until}, (one.id,), until=state.until), 0
        yield from self._support_ends(home, one)

    def _asked(self, home: Household, one: Member, slack: int | None) -> Iterator[Found]:
        """Somebody who takes no part and may: stopped, nearly complete, or just in time."""
        if self._task(one) not in ASKED:
            return
        since = one.insured.vsi.since
        if one.insured.vsi.kind == "stopped" and since is not None:
            yield self._stopped(one, Month.of(since)), 0
            yield from self._support_ends(home, one)
        if slack is not None and one.sex is not None and one.born is not None:
            years = self._retirement(one.sex, one.born.year, one.born.month).years
            yield self._last_start(one, years, slack), 0

    def _stopped(self, one: Member, since: Month) -> Reason:
        paid = one.paid_months + one.other_months
        missing = self._needed - paid
        if not 0 < missing <= self._weights["nearly_months"]:
            return Reason("vsi_stopped", {"since": since}, (one.id,))
        figures: dict[str, Figure] = {"missing": missing, "paid": paid, "since": since}
        return Reason("vsi_nearly", self._with_years(figures), (one.id,))

    def _last_start(self, one: Member, age: int, slack: int) -> Reason:
        last = self._next.plus(slack)
        figures: dict[str, Figure] = {
            "months": self._needed + slack,
            "age": age,
            "last": last,
        }
        return Reason("vsi_last_start", self._with_years(figures), (one.id,), until=last.last)

    def _with_years(self, figures: dict[str, Figure]) -> dict[str, Figure]:
        return {**figures, "years": self._needed // MONTHS_A_YEAR}

    def _support_ends(self, home: Household, one: Member) -> Iterator[Found]:
        """Months of support that are left, where few are: later ones are paid in full."""
        most = self._view.int("vsi.support_months")
        left = most - one.supported_months
        if not 0 < left <= self._weights["support_months"]:
            return
        month = self._support(self._quoter.vsi.payer_class(home.standing, one.ethnic))
        figures: dict[str, Figure] = {"left": left, "most": most, "support": month}
        yield Reason("vsi_support_ends", figures, (one.id,)), month * left

    def _support(self, payer_class: PayerClass) -> int:
        """Return what the state adds to a month, in đồng."""
        if payer_class not in self._supports:
            floor, _ = income_limits(self._quoter.policy, self._on)
            found = contribution(
                self._quoter.policy,
                income=floor,
                payer_class=payer_class,
                method="1",
                on=self._on,
            )
            self._supports[payer_class] = found.state_support
        return self._supports[payer_class]


def _counted(births: tuple[Month, Month] | None) -> range:
    """Return months from the first to the last as counts since the year 0."""
    if births is None:
        return range(0)
    first, last = (month.year * MONTHS_A_YEAR + month.month for month in births)
    return range(first, last + 1)
