"""Where one household of a file ends and the next begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage.intake.lexicon import is_tick, lexicon
from storage.intake.text import clean, key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.intake.kinds import Kind
    from storage.intake.tables import Row, Table

STANDINGS = frozenset({"standing", "poor", "near_poor", "average_agri"})
_LEAST = 3  # households: of fewer it is no wonder that all have a standing


class Placed:
    """Where a row stands: the household's number in the file, its own number, the relation."""

    __slots__ = ("index", "number", "relation")

    def __init__(self, index: int | None, number: str, relation: str | None) -> None:
        self.index = index
        self.number = number
        self.relation = relation


class Households:
    """Tells where one household of the file ends and the next begins."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._count = 0
        self._current: int | None = None
        self._number = ""
        self._place: tuple[str, str | None] | None = None
        self._known: dict[tuple[str, str | None, str], int] = {}
        self._headed: set[int] = set()

    def place(
        self, sheet: str, values: Mapping[str, Any], relation: str | None, *, starts: bool
    ) -> Placed:
        """Return where the next row stands."""
        if self._kind.of_heads:
            self._count += 1
            return Placed(self._count - 1, "", "head")
        if not self._kind.by_household:
            return Placed(None, "", relation if relation != "head" else None)
        self._move(sheet, values, relation, starts=starts)
        if self._current is None:
            return Placed(None, "", None if relation == "head" else relation)
        first = self._current not in self._headed and relation is None and self._is_new
        if (relation == "head" or first) and self._current not in self._headed:
            self._headed.add(self._current)
            return Placed(self._current, self._number, "head")
        # a household has one head; what the second one was called is kept as written
        return Placed(self._current, self._number, None if relation == "head" else relation)

    def pass_over(self, number: str, relation: str | None) -> bool:
        """Begin the household whose first row was rejected: its members stay together.

        Returns:
            Whether the row was the first of a household.
        """
        if relation != "head" and number in ("", self._number):
            return False
        self._place, self._number, self._current = None, number, None
        if number:
            self._current = self._count
            self._count += 1
        return True

    def _move(
        self, sheet: str, values: Mapping[str, Any], relation: str | None, *, starts: bool
    ) -> None:
        place = (sheet, values.get("village"))
        number = values.get("household_number") or ""
        moved = self._place is not None and place != self._place
        self._place = place
        self._is_new = False
        if number and (starts or number != self._number or moved or self._current is None):
            self._open(place, number, relation)
        elif not number and (moved or self._current is None or self._has_head(relation)):
            self._current = None
            if relation == "head" or starts:
                self._open(place, "", relation)

    def _has_head(self, relation: str | None) -> bool:
        return relation == "head" and self._current in self._headed

    def _open(self, place: tuple[str, str | None], number: str, relation: str | None) -> None:
        known = self._known.get((*place, number)) if number else None
        if place[1] is None and relation == "head" and known != self._current:
            known = None  # numbers begin anew in every village, and this list names none
        self._number = number
        if known is not None:
            self._current = known
            return
        self._current = self._count
        self._count += 1
        self._is_new = True
        if number:
            self._known[*place, number] = self._current


def tells_every_standing(table: Table) -> bool:
    """Say whether every household of a table that names its members is given a standing."""
    at = {column.field: column.index for column in table.header.columns if column.field}
    standings = [index for field, index in at.items() if field in STANDINGS]
    if not standings or "relation" not in at:
        return False
    households, told = 0, False
    for row in table.rows:
        relation = lexicon().relations.get(key(_said(row, at["relation"])))
        if not households or relation == "head":
            if households and not told:
                return False
            households, told = households + 1, False
        told = told or any(
            (row.index, index) in table.spanned or _is_standing(_said(row, index))
            for index in standings
        )
    return households >= _LEAST and told


def _said(row: Row, at: int) -> str:
    return clean(str(row.cells[at])) if at < len(row.cells) else ""


def _is_standing(text: str) -> bool:
    return is_tick(text) or key(text) in lexicon().standings
