"""The places of the rail; a new screen is one line here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.screen import Screen
    from ui.session import Session

Factory = Callable[["Session"], "Screen"]


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its key, its shortcut, icon, name, and what makes its screen.

    `ruled` places stand below a rule. A place keeps its shortcut from the first day, also while
    the places before it do not exist yet.
    """

    key: str
    keys: str
    icon: str
    title: str
    factory: Factory | None
    ruled: bool = False
