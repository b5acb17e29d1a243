"""Villages of the commune, in walking order, with the names they had or that lists give them."""

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
        (SELECT count(*) FROM households h WHERE h.village_id = v.id AND h.status = 'here'),
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
        """Return the id of the village that has, or had, that name; else None.

        Accents and capitals aside; a name in use goes before one that is past.
        """
        found: str | None = self._connection.value(
            "SELECT id FROM (SELECT id, name = :name AS same, 1 AS used FROM villages"
            " WHERE folded = :folded"
            " UNION ALL SELECT village_id, 0, 0 FROM village_names WHERE folded = :folded)"
            " ORDER BY same DESC, used DESC LIMIT 1",
            {"folded": fold(name), "name": clean_name(name)},
        )
        return found

    def other_names(self) -> dict[str, tuple[str, ...]]:
        """Return the names beside its own by which each village is found, by its id."""
        found: dict[str, tuple[str, ...]] = {}
        for village_id, name in self._connection.rows(
            "SELECT village_id, name FROM village_names ORDER BY folded"
        ):
            found[village_id] = (*found.get(village_id, ()), name)
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
        self._free(fold(name))
        return village_id

    def rename(self, village_id: str, name: str) -> None:
        """Give a village another name; lists with the old one still find it; inside a change.

        Raises:
            StorageError: as `add`.
        """
        name = self._checked(name, village_id)
        old = self.get(village_id).name
        fields = {"name": name, "folded": fold(name), "guessed": False}
        rows.update(self._connection, "villages", village_id, fields)
        self._free(fold(name))
        if fold(old) != fold(name):
            self.call(village_id, old)

    def is_named_by_list(self, village_id: str) -> bool:
        """Say whether the name of a village is that of a list, not one that somebody typed."""
        return bool(
            self._connection.value(
                "SELECT EXISTS (SELECT 1 FROM change_rows i WHERE i.change = v.change"
                " AND i.table_name IN ('imports', 'import_rows'))"
                " FROM change_rows v WHERE v.table_name = 'villages' AND v.row_id = ?"
                " AND json_extract(v.before, '$.name') IS NOT json_extract(v.after, '$.name')"
                " ORDER BY v.position DESC LIMIT 1",
                (village_id,),
            )
        )

    def call(self, village_id: str, name: str) -> None:
        """Let a village be found by one more name; the last word counts; inside a change.

        Raises:
            StorageError: empty_name; same_village when a village has that very name now.
        """
        name = self._checked(name, None)
        folded = fold(name)
        self._free(folded)
        fields = {"id": self._register.new_id(), "village_id": village_id}
        rows.insert(self._connection, "village_names", {**fields, "name": name, "folded": folded})

    def set_other_names(self, village_id: str, names: Sequence[str]) -> None:
        """Replace the names by which a village is found beside its own; inside a change.

        Raises:
            StorageError: as `call`.
        """
        now = self.other_names().get(village_id, ())
        wanted = {fold(name): name for name in map(clean_name, names) if name}
        for name in now:
            if fold(name) not in wanted:
                self._free(fold(name))
        known = {fold(name) for name in now}
        for folded, name in wanted.items():
            if folded not in known:
                self.call(village_id, name)

    def _free(self, folded: str) -> None:
        """Take a name from whichever village was found by it."""
        self._connection.execute("DELETE FROM village_names WHERE folded = ?", (folded,))

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
