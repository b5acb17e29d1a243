"""Households: where they are, who leads them, and the list a clerk works through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

from rules import household_codes
from storage import household_list, rows
from storage.errors import StorageError
from storage.household_record import HouseholdRecord, gather

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from storage.filters import Filter
    from storage.household_list import HouseholdRow, StateCounts
    from storage.register import Register

HouseholdStatus = Literal["here", "left", "joined"]
Order = Literal["walk", "name", "ending"]
StateFilter = Literal["not_covered", "ending"]


@dataclass(frozen=True, slots=True)
class Household:
    """One household; `code` as stored, to be shown by `rules.household_codes.shown`.

    Attributes:
        status: ``left`` and ``joined`` is no household of the commune any more, since
            ``status_day``: lists and counts leave it out, its code still opens it.
        joined_id: the household its people went to, of a ``joined`` one.
    """

    id: str
    code: str
    village_id: str | None
    village: str | None
    number: str
    address: str
    walk_order: int | None
    do_not_contact: bool
    note: str
    status: HouseholdStatus = "here"
    status_day: date | None = None
    joined_id: str | None = None
    collector_id: str | None = None


class HouseholdFields(TypedDict, total=False):
    """What `Households.add` and `Households.save` take."""

    village_id: str | None
    number: str
    address: str
    walk_order: int | None
    do_not_contact: bool
    note: str
    collector_id: str | None


HOUSEHOLD_SELECT = """
    SELECT h.id, h.code, h.village_id, v.name, h.number, h.address, h.walk_order,
        h.do_not_contact, h.note, h.status, h.status_day, h.joined_id, h.collector_id
    FROM households h LEFT JOIN villages v ON v.id = h.village_id
"""


class Households:
    """The households of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection
        self._list = household_list.HouseholdList(register)

    def get(self, household_id: str) -> Household:
        """Return one household.

        Raises:
            StorageError: no_such_row.
        """
        row = self._connection.row(f"{HOUSEHOLD_SELECT} WHERE h.id = ?", (household_id,))
        if row is None:
            raise StorageError("no_such_row", kind="households")
        return household(row)

    def by_code(self, code: str) -> Household:
        """Return the household of a code in any spelling: typed, scanned, with ``#`` or ``-``.

        The code of a household that was joined into another leads to the other one.

        Raises:
            RuleError: bad_household_code, household_code_mistyped.
            StorageError: no_such_household (code, as shown).
        """
        read = household_codes.read(code)
        row = self._connection.row(
            f"{HOUSEHOLD_SELECT} WHERE h.id ="
            " (SELECT coalesce(joined_id, id) FROM households WHERE code = ?)",
            (read,),
        )
        if row is None:
            raise StorageError("no_such_household", code=household_codes.shown(read))
        return household(row)

    def add(self, **fields: Unpack[HouseholdFields]) -> str:
        """Add a household under a new code, after the last of its village; inside a change."""
        household_id = self._register.new_id()
        walk_order = fields.get("walk_order")
        if walk_order is None:
            walk_order = self._connection.value(
                "SELECT coalesce(max(walk_order), 0) + 1 FROM households WHERE village_id IS ?",
                (fields.get("village_id"),),
            )
        new = {**fields, "id": household_id, "code": self.new_code(), "walk_order": walk_order}
        rows.insert(self._connection, "households", new)
        return household_id

    def new_code(self) -> str:
        """Return a code that no household has."""
        while True:
            code = self._drawn_code()
            taken = self._connection.value("SELECT 1 FROM households WHERE code = ?", (code,))
            if taken is None:
                return code

    def new_codes(self, count: int) -> list[str]:
        """Return codes that no household has, each another, for whoever writes many at once."""
        taken = set(self._connection.column("SELECT code FROM households")) if count else set()
        found: list[str] = []
        while len(found) < count:
            if (code := self._drawn_code()) not in taken:
                taken.add(code)
                found.append(code)
        return found

    def _drawn_code(self) -> str:
        places: list[int] = []
        while len(places) < household_codes.RANDOM_LENGTH:
            # 253 = 11 x 23: what is above would make the first characters likelier.
            places += [byte % 23 for byte in self._register.entropy(8) if byte < 253]
        return household_codes.make(places[: household_codes.RANDOM_LENGTH])

    def save(self, household_id: str, **fields: Unpack[HouseholdFields]) -> None:
        """Change the named fields; inside a change."""
        rows.update(self._connection, "households", household_id, fields)

    def record(self, household_id: str, on: date) -> HouseholdRecord:
        """Return everything the screen of one household shows, as known on a day.

        Raises:
            StorageError: no_such_row.
        """
        return gather(self._register, self.get(household_id), on)

    def list(
        self,
        *,
        on: date,
        village: str | None = None,
        search: str = "",
        state: StateFilter | None = None,
        only: Filter | None = None,
        order: Order = "walk",
        limit: int = -1,
        offset: int = 0,
    ) -> tuple[HouseholdRow, ...]:
        """Return one page of households with the states of their members.

        Args:
            on: the day for which states are told.
            village: id of a village.
            search: words of the name of any member, a number of a member, the number of the
                household, or its code.
            state: ``not_covered``: somebody's HI has ended or never was; ``ending``: somebody's
                HI ends within 30 days.
            only: what else they are narrowed to.
            order: along the walk, by the name of the head, or by the first card that ends.
            limit: how many at most, -1 for all.
            offset: how many to leave out first.
        """
        asked = household_list.Asked(village, search, state, only)
        return self._list.page(asked, on, order=order, limit=limit, offset=offset)

    def ids(self, *, on: date, only: Filter) -> tuple[str, ...]:
        """Return the households that fit a filter, in no order."""
        return self._list.ids(household_list.Asked(None, "", None, only), on)

    def rows(self, household_ids: Sequence[str], on: date) -> dict[str, HouseholdRow]:
        """Return these households as `list` does, by their ids."""
        return self._list.of_ids(household_ids, on)

    def count(
        self,
        *,
        on: date,
        village: str | None = None,
        search: str = "",
        state: StateFilter | None = None,
        only: Filter | None = None,
    ) -> int:
        """Return how many households `list` would return without a limit."""
        return self._list.count(household_list.Asked(village, search, state, only), on)

    def state_counts(
        self,
        *,
        on: date,
        village: str | None = None,
        search: str = "",
        only: Filter | None = None,
    ) -> StateCounts:
        """Return the figures on the filter chips: each is the length of its list."""
        return self._list.state_counts(household_list.Asked(village, search, None, only), on)


def household(row: tuple[Any, ...]) -> Household:
    """Make a `Household` of the columns in `HOUSEHOLD_SELECT`."""
    return rows.made(
        Household, (*row[:7], bool(row[7]), *row[8:10], rows.day(row[10]), *row[11:13])
    )
