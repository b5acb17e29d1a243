"""The average monthly income that pensions and lump sums are reckoned on, adjusted to prices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rules.calendar import Month
from rules.errors import RuleError
from rules.money import round_half_up
from rules.policy import Cite, Curve, Policy
from rules.working import Figure, Reader, Step, Unconfirmed

_NEW_LAW = date(2025, 7, 1)
_AVERAGE = Cite("Luật 41/2024/QH15", date(2024, 6, 29), "Điều 104")
_MIXED = Cite("Nghị định 159/2025/NĐ-CP", date(2025, 6, 25), "Điều 11 khoản 4")
_OLD_AVERAGE = Cite("Luật 58/2014/QH13", date(2014, 11, 20))
_OLD_MIXED = Cite("Nghị định 134/2015/NĐ-CP", date(2015, 12, 29))
_LEAST = Fraction(1)


@dataclass(frozen=True, slots=True)
class Spell:
    """Months in a row paid on one income, in đồng a month; ``paid_back`` for missing time."""

    first: Month
    months: int
    income: int
    paid_back: bool = False


@dataclass(frozen=True, slots=True)
class CompulsoryTime:
    """Months of compulsory insurance and the average income of them, in đồng a month."""

    months: int
    average: int


@dataclass(frozen=True, slots=True)
class Average:
    """The average of all ``months``, in đồng a month: exact, and rounded to whole đồng."""

    exact: Fraction
    rounded: int
    months: int
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


def average(
    policy: Policy,
    *,
    spells: Sequence[Spell],
    on: date,
    compulsory: CompulsoryTime | None = None,
) -> Average:
    """Return the average of the incomes paid on, settled on a day.

    Each month's income counts with the coefficient of its year in the table of the year of
    settlement; a year before the table has its first, a year after it 1, none less than 1, and
    months paid back 1 (Decree 159/2025/NĐ-CP of 25/06/2025, Article 10). The average is over all
    months (Law 41/2024/QH15 of 29/06/2024, Article 104); with compulsory time, the average of that
    times its months joins the sum (Decree 159/2025/NĐ-CP, Article 11 item 4).

    Raises:
        RuleError: ``bad_spell``, ``no_paid_time``, ``bad_average``, or ``no_value_in_force`` where
            the table of the year is not known.
    """
    reader = Reader(policy.on(on))
    alone, mixed = (_AVERAGE, _MIXED) if on >= _NEW_LAW else (_OLD_AVERAGE, _OLD_MIXED)
    total, months = Fraction(0), 0
    steps: list[Step] = []
    for spell in spells:
        if spell.months <= 0 or spell.income <= 0:
            raise RuleError("bad_spell", months=spell.months, income=spell.income)
        months += spell.months
        total += sum(_adjusted(reader, spell, steps), Fraction(0))
    if compulsory is not None:
        if compulsory.months <= 0 or compulsory.average <= 0:
            raise RuleError("bad_spell", months=compulsory.months, income=compulsory.average)
        part = compulsory.months * compulsory.average
        figures: dict[str, Figure] = {
            "months": compulsory.months,
            "average": compulsory.average,
        }
        steps.append(Step("average_compulsory", figures, part, (mixed,)))
        months, total = months + compulsory.months, total + part
    if not months:
        raise RuleError("no_paid_time")
    exact = total / months
    cites = (alone,) if compulsory is None else (alone, mixed)
    figures = {"total": round_half_up(total), "months": months}
    steps.append(Step("average", figures, round_half_up(exact), cites))
    return Average(exact, round_half_up(exact), months, tuple(steps), reader.unconfirmed)


def _adjusted(reader: Reader, spell: Spell, steps: list[Step]) -> Iterator[Fraction]:
    """Yield the exact adjusted income of each year of a spell."""
    for year, months in _years(spell):
        if spell.paid_back:
            name = "cpi.paid_back"
            coefficient = reader.ratio(name)
        else:
            name = "cpi.vsi"
            coefficient = _coefficient(reader.curve(name), year)
        amount = months * spell.income * coefficient
        figures: dict[str, Figure] = {
            "year": str(year),
            "months": months,
            "income": spell.income,
            "coefficient": coefficient,
        }
        code = "average_paid_back" if spell.paid_back else "average_year"
        steps.append(Step(code, figures, round_half_up(amount), reader.cites(name)))
        yield amount


def _years(spell: Spell) -> Iterator[tuple[int, int]]:
    """Yield each year of a spell with its months."""
    last = spell.first.plus(spell.months - 1)
    for year in range(spell.first.year, last.year + 1):
        begin, end = max(spell.first, Month(year, 1)), min(last, Month(year, 12))
        yield year, begin.months_until(end) + 1


def _coefficient(table: Curve, year: int) -> Fraction:
    """Return the coefficient of a year: the first before the table, 1 after it, never below 1."""
    known = dict(table)
    if year < table[0][0]:
        return max(_LEAST, table[0][1])
    return max(_LEAST, known.get(year, _LEAST))
