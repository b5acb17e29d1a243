"""How a result came about: steps with figures and sources, and what in it is not confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from rules.calendar import Month
from rules.policy import Cite, Content, Curve, Value, View

Figure = int | Fraction | str | Month | date


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a working; its sentence stands in the words under ``step.<code>``.

    ``amount`` is in đồng, None where the step gives no amount.
    """

    code: str
    figures: Mapping[str, Figure] = field(default_factory=dict)
    amount: int | None = None
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A value that was used though it is not confirmed, and why it is not."""

    name: str
    value: Content
    why: str


def together(*groups: tuple[Unconfirmed, ...]) -> tuple[Unconfirmed, ...]:
    """Return what is not confirmed in several results, each value once."""
    return tuple({one.name: one for group in groups for one in group}.values())


class Reader:
    """Reads the values in force for one computation and remembers the unconfirmed ones."""

    def __init__(self, view: View) -> None:
        self.day = view.day
        self._view = view
        self._used: dict[str, Value] = {}

    def find(self, name: str) -> Value | None:
        """Return the value in force, or None."""
        found = self._view.find(name)
        return found and self._note(found)

    def value(self, name: str) -> Value:
        """Return the value in force; raises RuleError ``no_value_in_force``."""
        return self._note(self._view[name])

    def ratio(self, name: str) -> Fraction:
        """Return an exact share."""
        self.value(name)
        return self._view.ratio(name)

    def counts(self, name: str) -> tuple[int, ...]:
        """Return plain numbers."""
        self.value(name)
        return self._view.counts(name)

    def ratios(self, name: str) -> tuple[Fraction, ...]:
        """Return exact shares in their order."""
        self.value(name)
        return self._view.ratios(name)

    def int(self, name: str) -> int:
        """Return an amount in đồng or a count."""
        self.value(name)
        return self._view.int(name)

    def curve(self, name: str) -> Curve:
        """Return years with their shares."""
        self.value(name)
        return self._view.curve(name)

    def cites(self, *names: str) -> tuple[Cite, ...]:
        """Return the sources of values, each source once, in the order given."""
        return tuple(dict.fromkeys(self.value(name).cite for name in names))

    @property
    def unconfirmed(self) -> tuple[Unconfirmed, ...]:
        """The values used that are not confirmed, in the order they were used."""
        return tuple(
            Unconfirmed(value.name, value.value, value.why or "")
            for value in self._used.values()
            if value.status != "confirmed"
        )

    def _note(self, value: Value) -> Value:
        self._used.setdefault(value.name, value)
        return value
