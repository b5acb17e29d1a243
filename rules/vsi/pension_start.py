"""With which month a pension begins."""

from dataclasses import dataclass
from datetime import date

from rules.calendar import MONTHS_A_YEAR, Month, PartialDate
from rules.policy import Cite, Policy
from rules.sex import Sex
from rules.vsi.retirement import retirement
from rules.working import Figure, Reader, Step, Unconfirmed

_STARTS = Cite("Thông tư 11/2025/TT-BNV", date(2025, 6, 30), "Điều 5")
_OLD_STARTS = Cite("Luật 58/2014/QH13", date(2014, 11, 20))
_NEW_LAW = Month(2025, 7)
_EARLY_BEFORE = Month(2021, 1)


@dataclass(frozen=True, slots=True)
class PensionAge:
    """The month an age of pension is reached, and how that came about."""

    reached: Month
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


@dataclass(frozen=True, slots=True)
class Paying:
    """How somebody has paid, as far as it decides when a pension begins.

    Attributes:
        enough_in: The month with which the years a pension asks for were complete.
        last_month: The last month paid for month by month, None where that is ``enough_in``.
        prepaid_until: The last month of a period paid ahead; one that is over when asking counts
            as months paid.
        made_up_in: The month in which missing time was paid in full.
        first_vsi: The first month of voluntary insurance.
        vsi_months: All months of voluntary insurance.
    """

    enough_in: Month
    last_month: Month | None = None
    prepaid_until: Month | None = None
    made_up_in: Month | None = None
    first_vsi: Month | None = None
    vsi_months: int = 0


@dataclass(frozen=True, slots=True)
class PensionStart:
    """The first month of a pension; ``early`` where the age is that of payers before 2021."""

    first_month: Month
    reached: Month
    early: bool
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


def early_age(
    policy: Policy, *, sex: Sex, born: PartialDate, paying: Paying, on: date
) -> PensionAge | None:
    """Return the earlier age of those who paid voluntary insurance before 2021, None for others.

    Men at 60, women at 55, with 20 years of voluntary insurance and on request (Law
    41/2024/QH15 of 29/06/2024, Article 98; Decree 159/2025/NĐ-CP of 25/06/2025, Article 13).
    """
    if paying.first_vsi is None or paying.first_vsi >= _EARLY_BEFORE:
        return None
    reader = Reader(policy.on(on))
    if reader.find("pension.early_years") is None:
        return None
    needed = reader.int("pension.early_years")
    if paying.vsi_months < needed * MONTHS_A_YEAR:
        return None
    name = f"pension.early_age.{sex}"
    age = reader.int(name)
    birth_month = Month.of(born.earliest())
    reached = birth_month.plus(age * MONTHS_A_YEAR)
    figures: dict[str, Figure] = {
        "sex": sex,
        "born": birth_month,
        "age": age,
        "needed": needed,
        "reached": reached,
    }
    step = Step("early_age", figures, None, reader.cites(name, "pension.early_years"))
    return PensionAge(reached, (step,), reader.unconfirmed)


def pension_start(
    policy: Policy, *, sex: Sex, born: PartialDate, paying: Paying, asked: date
) -> PensionStart:
    """Return the first month of a pension that is asked for on a day.

    Circular 11/2025/TT-BNV of 30/06/2025, Article 5: the month after the one in which age and
    years are met; after stopping and asking, for those who pay on; after meeting the conditions
    and asking, in the middle of a period paid ahead (the rest is given back); July 2025 for those
    who met the conditions of the new law before it and have not paid since, the earlier age of
    payers before 2021 included; after the missing time is paid in full; and 1 January where only
    the year of birth is known. The conditions themselves are taken as met.
    """
    ordinary = retirement(policy, sex=sex, born=born)
    age = PensionAge(ordinary.reached, ordinary.steps, ())
    early = early_age(policy, sex=sex, born=born, paying=paying, on=asked)
    is_early = early is not None and early.reached < ordinary.reached
    if early is not None and is_early:
        age = early
    steps = [*age.steps]
    cites = (_STARTS if Month.of(asked) >= _NEW_LAW else _OLD_STARTS,)
    if born.month is None:
        steps.append(Step("start_birth_year", {"year": str(born.year)}, None, cites))
    code, first_month, figures = _begin(paying, age.reached, Month.of(asked))
    steps.append(Step(code, {**figures, "first": first_month}, None, cites))
    return PensionStart(first_month, age.reached, is_early, tuple(steps), age.unconfirmed)


def _begin(paying: Paying, reached: Month, asked: Month) -> tuple[str, Month, dict[str, Figure]]:
    """Return the step, the first month and the figures of the case somebody is in."""
    met = max(reached, paying.enough_in)
    last = paying.last_month or paying.enough_in
    if paying.made_up_in is not None:
        paid = paying.made_up_in
        return "start_made_up", max(reached, paid).plus(1), {"paid": paid}
    if paying.prepaid_until is not None and paying.prepaid_until >= max(met, asked):
        figures: dict[str, Figure] = {"until": paying.prepaid_until, "met": met, "asked": asked}
        return "start_prepaid", max(met, asked).plus(1), figures
    last = max(last, paying.prepaid_until or last)
    if met < _NEW_LAW <= asked and last < _NEW_LAW:
        return "start_new_law", _NEW_LAW, {"met": met}
    if last > met:
        return "start_went_on", max(last, asked).plus(1), {"last": last, "asked": asked}
    return "start_met", met.plus(1), {"met": met}
