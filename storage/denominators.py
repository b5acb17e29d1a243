"""Denominators told by the statistics office or the school, used where the register cannot know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from storage import rows
from storage.errors import StorageError

if TYPE_CHECKING:
    from storage.register import Register

What = Literal["population", "labour", "pupils"]
WHATS: tuple[What, ...] = ("population", "labour", "pupils")


@dataclass(frozen=True, slots=True)
class Denominator:
    """How many people of a kind there are in a year, and who says so.

    Attributes:
        village_id: "" for the whole commune.
    """

    year: int
    what: What
    village_id: str
    people: int
    source: str


class Denominators:
    """The denominators typed into a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def of(self, year: int) -> tuple[Denominator, ...]:
        """Return those of a year: of the commune first, then by village in walking order."""
        found = self._connection.rows(
            "SELECT d.year, d.what, ifnull(d.village_id, ''), d.people, d.source"
            " FROM denominators d LEFT JOIN villages v ON v.id = d.village_id WHERE d.year = ?"
            " ORDER BY d.what, d.village_id IS NOT NULL, v.walk_order, v.name",
            (year,),
        )
        return tuple(rows.made(Denominator, row) for row in found)

    def used(self, what: str | None, year: int) -> dict[str, Denominator]:
        """Return those of one kind by village; "" is the commune."""
        return {one.village_id: one for one in self.of(year) if one.what == what}

    def set(self, year: int, what: What, people: int, *, source: str, village_id: str = "") -> None:
        """Keep a denominator over an earlier one of that year; inside a change.

        Args:
            year: in which it is used.
            what: population, labour, pupils.
            people: how many.
            source: who says so, such as the statistics yearbook.
            village_id: "" for the whole commune.

        Raises:
            StorageError: no_source.
        """
        source = " ".join(source.split())
        if not source:
            raise StorageError("no_source")
        key = {"year": year, "what": what, "village_id": village_id or None}
        known = self._connection.value(
            "SELECT id FROM denominators WHERE year = :year AND what = :what"
            " AND village_id IS :village_id",
            key,
        )
        fields = {"people": people, "source": source}
        if known is not None:
            rows.update(self._connection, "denominators", known, fields)
            return
        new = {"id": self._register.new_id(), **key, **fields}
        rows.insert(self._connection, "denominators", new)

    def remove(self, year: int, what: What, *, village_id: str = "") -> None:
        """Use what the register counts again; inside a change."""
        self._connection.execute(
            "DELETE FROM denominators WHERE year = ? AND what = ? AND village_id IS ?",
            (year, what, village_id or None),
        )
