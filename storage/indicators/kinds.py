"""The indicators there are, and the shape of their figures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, get_args

from storage.errors import StorageError

if TYPE_CHECKING:
    from datetime import date

    from rules.working import Step
    from storage.denominators import Denominator

Name = Literal[
    "hi", "vsi", "hi_pupils", "si_labour", "vsi_labour",
    "vsi_new", "hi_new", "renewals", "visits", "non_cash",
]  # fmt: skip
By = Literal["commune", "village", "organisation", "collector"]
Base = Literal["population", "labour", "pupils", "ended"]
Part = Literal["counted", "base", "unknown", "unsure", "missing"]
BY: tuple[By, ...] = get_args(By)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is counted.

    Attributes:
        kind: a stock at the end of a day, or a flow in a period.
        base: what a rate of it is taken of; None where there is only a number.
    """

    name: Name
    kind: Literal["stock", "flow"]
    base: Base | None = None


INDICATORS: tuple[Indicator, ...] = (
    Indicator("hi", "stock", "population"),
    Indicator("vsi", "stock"),
    Indicator("hi_pupils", "stock", "pupils"),
    Indicator("si_labour", "stock", "labour"),
    Indicator("vsi_labour", "stock", "labour"),
    Indicator("vsi_new", "flow"),
    Indicator("hi_new", "flow"),
    Indicator("renewals", "flow", "ended"),
    Indicator("visits", "flow"),
    Indicator("non_cash", "flow"),
)
_BY_NAME = {one.name: one for one in INDICATORS}


def indicator(name: str) -> Indicator:
    """Return an indicator by its name.

    Raises:
        StorageError: unknown_figure.
    """
    for one in INDICATORS:
        if one.name == name:
            return one
    raise StorageError("unknown_figure", value=name)


@dataclass(frozen=True, slots=True)
class Figure:
    """What is counted of one subject.

    Attributes:
        subject: the id of a village or of a member of the staff, the folded name of an
            organisation; "" for the commune, and for what belongs to none.
        name: as it is shown; "" likewise.
        counted: how many.
        base: of how many, as the register knows them.
        unknown: of how many of the base it is not known whether they count.
        unsure: of how many it is not known whether they belong to the base.
        missing: how many are known not to count.
        unnamed: how many of those counted are told as a number only, without names.
        told: the base as another office tells it, which goes before.
    """

    subject: str
    name: str
    counted: int = 0
    base: int = 0
    unknown: int = 0
    unsure: int = 0
    missing: int = 0
    unnamed: int = 0
    told: Denominator | None = None

    @property
    def denominator(self) -> int:
        """Of how many the rate is taken: what another office tells goes before."""
        return self.base if self.told is None else self.told.people

    @property
    def rate(self) -> Fraction | None:
        """Return the exact share; None where there is nobody, or no base."""
        return Fraction(self.counted, self.denominator) if self.denominator else None


@dataclass(frozen=True, slots=True)
class Figures:
    """An indicator counted on a day, or in a period that ends with it.

    Attributes:
        rows: every village in walking order, or every collector or organisation in the order of
            names; what belongs to none comes last, where there is any.
        total: of the commune: the sum of the rows.
        steps: how the base is found, with its sources.
    """

    indicator: Indicator
    since: date
    on: date
    by: By
    rows: tuple[Figure, ...]
    total: Figure
    steps: tuple[Step, ...]

    def of(self, subject: str) -> Figure:
        """Return the figure of a subject, of which there may be nothing."""
        return next((one for one in self.rows if one.subject == subject), Figure(subject, ""))


@dataclass(frozen=True, slots=True)
class Tally:
    """What one subject has reached in each month of a year."""

    subject: str
    name: str
    months: tuple[int, ...]

    @property
    def total(self) -> int:
        """The sum of the months."""
        return sum(self.months)


@dataclass(frozen=True, slots=True)
class Record:
    """One row behind a figure.

    Attributes:
        table, row_id: which row it is: of people, enrolments, covers, visits, non_cash_moves, or
            event_totals.
        people: for how many it counts; more than one only where nobody wrote names down.
        day: of the act; None of a person counted on a day.
        name: of the person, or of the household's head.
    """

    table: str
    row_id: str
    people: int
    day: date | None
    person_id: str | None
    name: str
    born: str | None
    household_id: str | None
    household_code: str | None
    village: str
    collector: str
