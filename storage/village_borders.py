"""Where one village ends and the next begins: joining two, splitting one, deleting an empty one.

Nobody is lost on the way: the households and people of the commune are the same before and after.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage import rows
from storage.campaigns import GONE_WITH_VILLAGE, forget_village, join_villages
from storage.errors import StorageError
from storage.target_borders import forget_targets, join_targets, split_targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from storage.register import Register
    from storage.villages import Village

_NUMBER = re.compile(r"\d+")
_EVENTS = frozenset({"events", "non_cash_moves", "sponsored_cards"})
_WALKED = "walk_order IS NULL, walk_order, number, id"


@dataclass(frozen=True, slots=True)
class VillageHousehold:
    """One household as it is chosen when a village is split or walked.

    Attributes:
        head: name of the living head, else of the first member; "" without members.
        people: living members.
    """

    id: str
    number: str
    walk_order: int | None
    address: str
    head: str
    people: int

    @property
    def number_value(self) -> int | None:
        """The number to sort by: 12 of ``12``, ``12A`` and ``HK 012``; None without digits."""
        found = _NUMBER.search(self.number)
        return None if found is None else int(found[0])


@dataclass(frozen=True, slots=True)
class Joining:
    """What joining a village to another would move, and what stands there afterwards.

    Attributes:
        same_numbers: household numbers that both villages have, in the order of the one that goes.
    """

    households: int
    people: int
    staff: int
    households_after: int
    people_after: int
    same_numbers: tuple[str, ...]


def households_of(register: Register, village_id: str) -> tuple[VillageHousehold, ...]:
    """Return the households living in a village, in walking order."""
    return tuple(
        VillageHousehold(*row)
        for row in register.connection.rows(
            """
            SELECT h.id, h.number, h.walk_order, h.address,
                coalesce((SELECT p.name FROM people p WHERE p.household_id = h.id
                    AND p.status IN ('here', 'away')
                    ORDER BY p.relation = 'head' DESC, p.seq LIMIT 1), ''),
                (SELECT count(*) FROM people p WHERE p.household_id = h.id
                    AND p.status IN ('here', 'away'))
            FROM households h WHERE h.village_id = ? AND h.status = 'here'
            ORDER BY h.walk_order IS NULL, h.walk_order, h.number, h.id
            """,
            (village_id,),
        )
    )


def by_number(
    households: Iterable[VillageHousehold], first: int | None, last: int | None
) -> tuple[str, ...]:
    """Return the ids of the households whose number lies between two, both counted in."""
    return tuple(
        one.id
        for one in households
        if one.number_value is not None
        and (first is None or one.number_value >= first)
        and (last is None or one.number_value <= last)
    )


def by_walk(
    households: Iterable[VillageHousehold], first: int | None, last: int | None
) -> tuple[str, ...]:
    """Return the ids of the households whose place on the way lies between two, both counted in."""
    return tuple(
        one.id
        for one in households
        if one.walk_order is not None
        and (first is None or one.walk_order >= first)
        and (last is None or one.walk_order <= last)
    )


def joining(register: Register, gone: str, kept: str) -> Joining:
    """Return what `join` would do; writes nothing.

    Raises:
        StorageError: no_such_row, same_place.
    """
    one, other = _pair(register, gone, kept)
    numbers = {home.number for home in households_of(register, kept) if home.number}
    return Joining(
        households=one.households,
        people=one.people,
        staff=int(
            register.connection.value(
                "SELECT count(*) FROM staff WHERE village_id = ? AND active = 1", (gone,)
            )
        ),
        households_after=one.households + other.households,
        people_after=one.people + other.people,
        same_numbers=tuple(
            home.number for home in households_of(register, gone) if home.number in numbers
        ),
    )


def join(register: Register, gone: str, kept: str) -> None:
    """Put all of one village into another; lists with its name find the other; inside a change.

    Its households are walked after those of the other, in the order they had.

    Raises:
        StorageError: no_such_row, same_place.
    """
    one, _ = _pair(register, gone, kept)
    connection = register.connection
    last = connection.value(
        "SELECT coalesce(max(walk_order), 0) FROM households WHERE village_id = ?", (kept,)
    )
    ids = list(
        connection.column(
            f"SELECT id FROM households WHERE village_id = ? ORDER BY {_WALKED}", (gone,)
        )
    )
    connection.executemany(
        "UPDATE households SET village_id = ?, walk_order = ? WHERE id = ?",
        ((kept, place, home) for place, home in enumerate(ids, start=last + 1)),
    )
    join_villages(register, gone, kept)
    join_targets(register, gone, kept)
    for table, column in _pointing(register):
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (kept, gone))
    # a filter that was kept by name means the village its people live in now
    named = (json.dumps(gone), json.dumps(kept))
    connection.execute("UPDATE kept_filters SET filter = replace(filter, ?, ?)", named)
    connection.execute("DELETE FROM villages WHERE id = ?", (gone,))
    if register.villages.find(one.name) != kept:
        register.villages.call(kept, one.name)


def split(register: Register, village_id: str, name: str, households: Sequence[str]) -> str:
    """Make a new village, next on the way, of some households of one; inside a change.

    The households keep their numbers and the order among themselves; people without a household
    and helpers stay.

    Returns:
        The id of the new village.

    Raises:
        StorageError: no_such_row; empty_name, same_village; nothing_chosen; elsewhere when a
            household is not one of the village.
    """
    old = register.villages.get(village_id)
    ids = [home.id for home in households_of(register, village_id) if home.id in set(households)]
    if not ids:
        raise StorageError("nothing_chosen")
    if len(ids) != len(set(households)):
        raise StorageError("elsewhere", village=old.name)
    new = register.villages.add(name)
    order = [one.id for one in register.villages.all() if one.id != new]
    order.insert(order.index(village_id) + 1, new)
    register.villages.reorder(order)
    # campaigns go on comparing the two with what they were together
    origin = {"split_from_id": village_id}
    rows.update(register.connection, "villages", new, origin)
    register.connection.executemany(
        "UPDATE households SET village_id = ?, walk_order = ? WHERE id = ?",
        ((new, place, home) for place, home in enumerate(ids, start=1)),
    )
    split_targets(register, village_id, new)
    return new


def walk(register: Register, village_id: str, households: Sequence[str]) -> None:
    """Number the households of a village anew, in the order given; inside a change.

    Those not named come after the others, in the order they had.
    """
    there = dict.fromkeys(
        register.connection.column(
            f"SELECT id FROM households WHERE village_id = ? ORDER BY status <> 'here', {_WALKED}",
            (village_id,),
        )
    )
    named = [one for one in households if one in there]
    order = [*dict.fromkeys([*named, *there])]
    register.connection.executemany(
        "UPDATE households SET walk_order = ? WHERE id = ?",
        ((place, home) for place, home in enumerate(order, start=1)),
    )


def remove(register: Register, village_id: str) -> None:
    """Delete a village that nothing and nobody stands in; inside a change.

    Raises:
        StorageError: no_such_row; village_in_use (name, households, people) while anything does,
            also who has moved away, died, or works there; village_has_events (name).
    """
    village = register.villages.get(village_id)
    connection = register.connection
    held = {
        table: int(
            connection.value(f"SELECT count(*) FROM {table} WHERE {column} = ?", (village_id,))
        )
        for table, column in _pointing(register)
        if table not in GONE_WITH_VILLAGE | {"denominators"}
    }
    if not {table for table, count in held.items() if count} - _EVENTS and any(held.values()):
        raise StorageError("village_has_events", name=village.name)
    if any(held.values()):
        raise StorageError(
            "village_in_use",
            name=village.name,
            households=held.get("households", 0),
            people=held.get("people", 0),
            staff=held.get("staff", 0),
        )
    connection.execute("DELETE FROM village_names WHERE village_id = ?", (village_id,))
    forget_village(register, village_id)
    forget_targets(register, village_id)
    connection.execute("DELETE FROM villages WHERE id = ?", (village_id,))


def _pointing(register: Register) -> list[tuple[str, str]]:
    """Return every table and column that points to a village, whatever migration brought it."""
    found: list[tuple[str, str]] = register.connection.rows(
        'SELECT t.name, f."from" FROM pragma_table_list t, pragma_foreign_key_list(t.name) f'
        " WHERE t.schema = 'main' AND f.\"table\" = 'villages' ORDER BY t.name"
    )
    return found


def _pair(register: Register, gone: str, kept: str) -> tuple[Village, Village]:
    if gone == kept:
        raise StorageError("same_place")
    return register.villages.get(gone), register.villages.get(kept)
