"""What a kind of list is: how it is known, and what it says beyond the person's own data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from storage.intake.records import CoverSaid


@dataclass(frozen=True, slots=True)
class Clues:
    """What a table shows before its rows are read.

    ``title`` is everything above the heading and the name of the file, as
    `storage.intake.text.key`; ``tells_standings`` says that every household is given a standing.
    """

    title: str
    fields: frozenset[str]
    tells_standings: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of list.

    Attributes:
        name: the code in reports; its words are ``intake.kind.<name>``.
        weigh: how strongly a table looks like this kind, 0 for not at all.
        covers: what a row says about insurance, from the values by field.
        by_household: whether rows stand together in households, the first one being the head.
        of_heads: whether each row is the head of a household of its own.
        of_standings: whether it names every household that has a standing, so that those it is
            silent about are asked about.
        of_visits: whether its rows say what came of visits to people whom the register has.
    """

    name: str
    weigh: Callable[[Clues], int]
    covers: Callable[[Mapping[str, Any]], tuple[CoverSaid, ...]]
    by_household: bool = False
    of_heads: bool = False
    of_standings: bool = False
    of_visits: bool = False


def says_nothing(_values: Mapping[str, Any]) -> tuple[CoverSaid, ...]:
    """Return no statement about insurance, for a list that makes none."""
    return ()
