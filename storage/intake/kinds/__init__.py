"""The kinds of lists, one file each; a list is of the first kind that knows it best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.intake.kinds import (
    any_list,
    expiring_cards,
    household_book,
    not_covered,
    own_list,
    poor_households,
    poor_members,
    visit_plan,
    vsi_participants,
)
from storage.intake.kinds.kind import Clues, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS: tuple[Kind, ...] = (
    household_book.KIND,
    not_covered.KIND,
    expiring_cards.KIND,
    poor_households.KIND,
    poor_members.KIND,
    vsi_participants.KIND,
    own_list.KIND,
    visit_plan.KIND,
    any_list.KIND,
)

__all__ = ["KINDS", "Clues", "Kind", "kind_named", "recognised"]


def recognised(clues: Iterable[Clues]) -> Kind:
    """Return the kind that the tables of a file speak for most."""
    weights = {kind.name: 0 for kind in KINDS}
    for table in clues:
        for kind in KINDS:
            weights[kind.name] += kind.weigh(table)
    return max(KINDS, key=lambda kind: weights[kind.name])


def kind_named(name: str) -> Kind:
    """Return a kind by its code; raises KeyError for another word."""
    return {kind.name: kind for kind in KINDS}[name]
