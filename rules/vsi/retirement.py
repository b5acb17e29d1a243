"""At what age and in which month a person reaches retirement age."""

from dataclasses import dataclass
from typing import cast

from rules.calendar import MONTHS_A_YEAR, Month, PartialDate
from rules.policy import Ages, Policy
from rules.sex import Sex
from rules.working import Step


@dataclass(frozen=True, slots=True)
class Retirement:
    """The age in years and months, the month it is reached, and the first month of a pension."""

    years: int
    months: int
    reached: Month
    pension_from: Month
    steps: tuple[Step, ...]


def retirement(policy: Policy, *, sex: Sex, born: PartialDate) -> Retirement:
    """Return the retirement age under ordinary conditions, by month of birth.

    The table is Article 4 and Appendix I of Decree 135/2020/NĐ-CP of 18/11/2020; a pension begins
    in the month after. Where only the year is known, 1 January counts (Circular 11/2025/TT-BNV of
    30/06/2025, Article 5).
    """
    table = policy.latest(f"retirement.age.{sex}")
    birth_month = Month.of(born.earliest())
    rows = cast("Ages", table.value)
    born_in = str(birth_month)  # months as they are stored sort as they follow each other
    age = next(age for born_from, age in reversed(rows) if born_from <= born_in)
    years, months = divmod(age, MONTHS_A_YEAR)
    reached = birth_month.plus(age)
    figures = {"sex": sex, "born": birth_month, "age": age, "reached": reached}
    step = Step("retirement", figures, None, (table.cite,))
    return Retirement(years, months, reached, reached.plus(1), (step,))
