"""Between which days of birth somebody is of working age."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from rules.calendar import MONTHS_A_YEAR, Month, PartialDate, plus_months
from rules.policy import Cite, Policy
from rules.sex import Sex
from rules.vsi.retirement import retirement
from rules.working import Step

_YOUNGEST = 15
_OLDEST = 70  # beyond every retirement age there is; only where to begin looking
_LABOUR_CODE = Cite("Bộ luật Lao động 45/2019/QH14", date(2019, 11, 20), "Điều 3 khoản 1")
_LAST_DAY = Cite("Nghị định 135/2020/NĐ-CP", date(2020, 11, 18), "Điều 3 khoản 1, Điều 4")


@dataclass(frozen=True, slots=True)
class WorkingAge:
    """Who is of working age on a day: born from a month on, and not after a day."""

    born_from: Month
    born_until: date
    steps: tuple[Step, ...]


def working_age(policy: Policy, *, sex: Sex, on: date) -> WorkingAge:
    """Return who of one sex is of working age: from 15 years to the age of retirement.

    The youngest age is that of Article 3 of the Labour Code 45/2019/QH14 of 20/11/2019; who
    reaches the age of retirement stays until that month ends (Decree 135/2020/NĐ-CP of
    18/11/2020, Article 3 item 1).
    """
    month = Month.of(on)
    ages = range(-_OLDEST * MONTHS_A_YEAR, 0)

    def retires(back: int) -> Month:
        born = month.plus(back)
        return retirement(policy, sex=sex, born=PartialDate(born.year, born.month)).reached

    born_from = month.plus(ages[bisect_left(ages, month, key=retires)])
    born_until = plus_months(on, -_YOUNGEST * MONTHS_A_YEAR)
    figures = {"sex": sex, "youngest": _YOUNGEST, "from": born_from, "until": born_until}
    step = Step("working_age", figures, None, (_LABOUR_CODE, _LAST_DAY))
    return WorkingAge(born_from, born_until, (step,))
