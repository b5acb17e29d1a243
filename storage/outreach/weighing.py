"""The weights of the ranking: those shipped, with the office's own laid over them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rules.outreach.weights import NAMES, Weight, Weights
from storage.errors import StorageError

if TYPE_CHECKING:
    from storage.register import Register

_FILE = Path(__file__).resolve().parents[2] / "resources" / "outreach" / "weights.toml"
_MOST = 999


@dataclass(frozen=True, slots=True)
class OfficeWeight:
    """A weight as it ships, and its value here."""

    shipped: Weight
    value: int

    @property
    def own(self) -> bool:
        """Whether the office has changed it."""
        return self.value != self.shipped.value


@cache
def shipped_weights() -> dict[str, Weight]:
    """Return the weights of the program by name, in the order of `NAMES`."""
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: Weight(name=name, **found[name]) for name in NAMES}


class OutreachWeights:
    """The weights of a register; the id of a row is the name of its weight."""

    def __init__(self, register: Register) -> None:
        self._connection = register.connection

    def all(self) -> tuple[OfficeWeight, ...]:
        """Return every weight with its value here."""
        own = self._own()
        return tuple(
            OfficeWeight(weight, own.get(name, weight.value))
            for name, weight in shipped_weights().items()
        )

    def values(self) -> Weights:
        """Return the weights in force."""
        return Weights({one.shipped.name: one.value for one in self.all()})

    def _own(self) -> dict[str, int]:
        return dict(self._connection.rows("SELECT id, weight FROM outreach_weights"))

    def set(self, name: str, value: int) -> None:
        """Give a weight a value of the office; the shipped one takes the own away. In a change.

        Raises:
            StorageError: unknown_weight (name); bad_weight (title, most).
        """
        shipped = shipped_weights().get(name)
        if shipped is None:
            raise StorageError("unknown_weight", name=name)
        if not 0 <= value <= _MOST:
            raise StorageError("bad_weight", title=shipped.title, most=_MOST)
        if value == shipped.value:
            self._connection.execute("DELETE FROM outreach_weights WHERE id = ?", (name,))
        elif name in self._own():
            self._connection.execute(
                "UPDATE outreach_weights SET weight = ? WHERE id = ?", (value, name)
            )
        else:
            self._connection.execute(
                "INSERT INTO outreach_weights (id, weight) VALUES (?, ?)", (name, value)
            )

    def restore(self) -> None:
        """Go back to the shipped weights; inside a change."""
        self._connection.execute("DELETE FROM outreach_weights")
