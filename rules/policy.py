"""Law as dated data: values with their source, and the view in force on a day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal, cast

from rules.calendar import shown_day
from rules.errors import RuleError

Unit = Literal["dong", "ratio", "ratios", "count", "counts", "curve", "ages"]
Status = Literal["confirmed", "pending", "unsure"]
Base = Literal["poverty_line", "contribution", "premium"]
# A curve is a sequence of (years, ratio); ages of (month of birth from, months of age).
Curve = tuple[tuple[int, Fraction], ...]
Ages = tuple[tuple[str, int], ...]
_MOST_VIEWS = 64  # days asked about at a time: a working day, and those on which the law changes
Content = int | Fraction | tuple[Fraction, ...] | tuple[int, ...] | Curve | Ages


@dataclass(frozen=True, slots=True)
class Cite:
    """A document by number and date, and the place in it; None is not known."""

    document: str
    dated: date | None = None
    article: str | None = None

    @property
    def full(self) -> str:
        """The number, the date and the article, saying so where one is not known."""
        dated = shown_day(self.dated) if self.dated else "chưa rõ ngày"
        return ", ".join(part for part in (f"{self.document} ({dated})", self.article) if part)


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the law, in force from its first to its last day.

    The unit says what ``value`` is: ``dong`` whole đồng, ``ratio`` an exact share, ``count`` a
    plain number, ``ratios`` and ``counts`` several of them, ``curve`` years with shares, ``ages``
    months of birth with ages in months. ``pending`` is expected, ``unsure`` not confirmed: both
    are used, and named with their reason.

    ``base`` and ``most`` belong to support that a province or another giver adds: what a share is
    taken of (the contribution on the rural poverty line, the person's own contribution, the
    person's own premium; None is the usual one of the scheme), and the most it adds a month, in
    đồng.
    """

    name: str
    value: Content
    unit: Unit
    start: date
    until: date | None
    cite: Cite
    status: Status = "confirmed"
    why: str | None = None
    base: Base | None = None
    most: int | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the value is in force on a day."""
        return self.start <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class View:
    """The values in force on one day."""

    policy: "Policy"
    day: date
    # One calculation asks for the same few values many times; those of a day never change.
    _found: dict[str, Value | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def find(self, name: str) -> Value | None:
        """Return the value in force, or None."""
        if name not in self._found:
            history = self.policy.values.get(name, ())
            self._found[name] = next((one for one in history if one.covers(self.day)), None)
        return self._found[name]

    def __getitem__(self, name: str) -> Value:
        """Return the value in force; raises RuleError ``no_value_in_force``: none is never 0."""
        found = self.find(name)
        if found is None:
            raise RuleError("no_value_in_force", name=name, day=self.day)
        return found

    def ratio(self, name: str) -> Fraction:
        """Return an exact share."""
        return cast("Fraction", self._content(name, "ratio"))

    def counts(self, name: str) -> tuple[int, ...]:
        """Return plain numbers."""
        return cast("tuple[int, ...]", self._content(name, "counts"))

    def ratios(self, name: str) -> tuple[Fraction, ...]:
        """Return exact shares in their order."""
        return cast("tuple[Fraction, ...]", self._content(name, "ratios"))

    def curve(self, name: str) -> Curve:
        """Return years with their shares."""
        return cast("Curve", self._content(name, "curve"))

    def int(self, name: str) -> int:
        """Return an amount in đồng or a count."""
        return cast("int", self._content(name, "dong", "count"))

    def _content(self, name: str, *units: Unit) -> Content:
        """Return a value's content; RuleError ``wrong_unit`` when it is in none of the units."""
        value = self[name]
        if value.unit not in units:
            raise RuleError("wrong_unit", name=name, day=self.day)
        return value.value


@dataclass(frozen=True, slots=True)
class Policy:
    """All values by name, each with its history, oldest first."""

    values: Mapping[str, tuple[Value, ...]]
    _views: dict[date, View] = field(default_factory=dict, init=False, repr=False, compare=False)

    def on(self, day: date) -> View:
        """Return the view in force on a day."""
        view = self._views.get(day)
        if view is None:
            if len(self._views) >= _MOST_VIEWS:
                self._views.clear()
            view = self._views.setdefault(day, View(self, day))
        return view

    def next(self, name: str, day: date) -> Value | None:
        """Return the first value that begins after a day, or None: what is about to change."""
        return next((value for value in self.values.get(name, ()) if value.start > day), None)

    def latest(self, name: str) -> Value:
        """Return the newest value; raises RuleError ``unknown_value``."""
        history = self.values.get(name)
        if not history:
            raise RuleError("unknown_value", name=name)
        return history[-1]

    def __iter__(self) -> Iterator[Value]:
        """Yield every value, by name, oldest first."""
        for name in sorted(self.values):
            yield from self.values[name]
