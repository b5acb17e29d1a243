"""Villages of the commune, in the order in which they are walked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.names import clean_name, fold
from storage import rows
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.register import Register


@dataclass(frozen=True, slots=True)
class Village:
    """A village with the number of its households and of the people living there."""

    id: str
    name: str
    walk_order: int
    households: int
    people: int


_ALL = """
    SELECT v.id, v.name, v.walk_order,
        (SELECT count(*) FROM households h WHERE h.village_id = v.id),
        (SELECT count(*) FROM households h JOIN people p INDEXED BY people_living
            ON p.household_id = h.id AND p.status IN ('here', 'away')
         WHERE h.village_id = v.id)
        + (SELECT count(*) FROM people p LEFT JOIN households h ON h.id = p.household_id
           WHERE p.village_id = v.id AND h.village_id IS NULL AND p.status IN ('here', 'away'))
    FROM villages v
"""


class Villages:
    """The villages of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def all(self) -> tuple[Village, ...]:
        """Return every village in walking order, with its counts."""
        return tuple(Village(*row) for row in self._connection.rows(f"{_ALL} ORDER BY 3, 2"))

    def get(self, village_id: str) -> Village:
        """Return one village.

        Raises:
            StorageError: no_such_row.
        """
        row = self._connection.row(f"{_ALL} WHERE v.id = ?", (village_id,))
        if row is None:
            raise StorageError("no_such_row", kind="villages")
        return Village(*row)

    def find(self, name: str) -> str | None:
        """Return the id of the village of that name, accents and capitals aside; else None."""
        found: str | None = self._connection.value(
            "SELECT id FROM villages WHERE folded = ? ORDER BY name = ? DESC LIMIT 1",
            (fold(name), clean_name(name)),
        )
        return found

    def add(self, name: str) -> str:
        """Add a village after the last one; inside a change.

        Raises:
            StorageError: empty_name; same_village when the name is taken.
        """
        name = self._checked(name, None)
        village_id = self._register.new_id()
        last = self._connection.value("SELECT coalesce(max(walk_order), 0) FROM villages")
        fields = {"id": village_id, "name": name, "folded": fold(name), "walk_order": last + 1}
        rows.insert(self._connection, "villages", fields)
        return village_id

    def rename(self, village_id: str, name: str) -> None:
        """Give a village another name; inside a change.

        Raises:
            StorageError: as `add`.
        """
        name = self._checked(name, village_id)
        rows.update(self._connection, "villages", village_id, {"name": name, "folded": fold(name)})

    def reorder(self, village_ids: Sequence[str]) -> None:
        """Set the walking order to the order given; inside a change."""
        self._connection.executemany(
            "UPDATE villages SET walk_order = ? WHERE id = ?", enumerate(village_ids, start=1)
        )

    def _checked(self, name: str, village_id: str | None) -> str:
        name = clean_name(name)
        if not name:
            raise StorageError("empty_name")
        taken = self._connection.value(
            "SELECT 1 FROM villages WHERE name = ? AND id IS NOT ?", (name, village_id)
        )
        if taken:
            raise StorageError("same_village", name=name)
        return name
