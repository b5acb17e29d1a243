"""Standings of households for a year: set by a list, and ended where a new list is silent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from storage.intake.plan import Choices, Conflict, Ending, FieldChange, PlannedStanding

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from storage.intake.filling import Filler
    from storage.intake.index import Candidate, House, Index
    from storage.intake.plan import Writing
    from storage.intake.records import Record
    from storage.register import Register
    from storage.standings import StandingKind

POOR = frozenset({"poor", "near_poor"})
_LISTS = ("poor_households", "poor_members")  # kinds that name every household of a standing
_Asked = tuple[int, int, str]  # the year asked about, the year of the standing, its kind


class Standings:
    """The standings of all households, as a list leaves them.

    Args:
        register: the register; only read.
        index: the households, with those that the list brings.
        filler: knows what the clerk has decided.
        writing: takes what is to be written.
        year: the year whose standings the list tells.
        document: the deciding document with its day, empty where the list names none.
    """

    def __init__(
        self,
        register: Register,
        index: Index,
        filler: Filler,
        writing: Writing,
        *,
        year: int,
        document: tuple[str, dt.date | None] = ("", None),
    ) -> None:
        self.year = year
        self._register = register
        self._index = index
        self._filler = filler
        self._writing = writing
        self._document = document[0]
        self._document_day = document[1].isoformat() if document[1] else None
        self._brought: set[str] = set()
        self._known: dict[tuple[str, int], tuple[str, str]] = {
            (household_id, of_year): (kind, document)
            for household_id, of_year, kind, document in register.connection.rows(
                "SELECT household_id, year, kind, document FROM standings"
            )
        }

    def stand(
        self, house: House, record: Record, one: Candidate
    ) -> tuple[list[FieldChange], list[Conflict]]:
        """Set the standing a row tells, or its document; return what is new and what differs."""
        said = cast("StandingKind", record.standing)
        self._writing.named.add(house.id)
        known = self._known.get((house.id, self.year))
        if known is None:
            self._brought.add(house.id)
            self._set(house, said, is_new=True)
            return [FieldChange("standing", None, said)], []
        kind, document = known
        found: list[Conflict] = []
        if kind != said:
            if not self._filler.takes(record, one, Conflict("standing", kind, said), found):
                return [], found
            self._set(house, said, is_new=False)
            return [FieldChange("standing", kind, said)], found
        if document or not self._document:
            self._filler.agree(record, "standing")
            return [], []
        self._set(house, said, is_new=False)
        return [FieldChange("document", None, self._document)], []

    def _set(self, house: House, kind: StandingKind, *, is_new: bool) -> None:
        self._known[house.id, self.year] = (kind, self._document)
        self._writing.standings.append(
            PlannedStanding(
                house.id, self.year, kind, self._document, self._document_day, is_new=is_new
            )
        )

    def endings(
        self,
        *,
        dated: dt.date,
        choices: Choices,
        waiting: Iterable[str],
        unread: Iterable[str],
        whole: bool = True,
    ) -> tuple[Ending, ...]:
        """Return the households that had a standing and that this list of the year is silent about.

        Also those that this list brings and a list of the next year, or a newer one of the same
        year, which is in the register already, is silent about: the order does not matter.

        Args:
            dated: the day of the list.
            choices: which of them the clerk has said to end.
            waiting: households of people whom a row of the list may mean: these are not asked.
            unread: folded names in rows that were not read; neither are heads of such a name.
            whole: whether the file is the whole list, and not the rows of it that were mended.
        """
        asked = self._silent(self._writing.named | set(waiting)) if whole else {}
        asked |= self._brought_late(dated)
        names = set(unread)
        found = []
        for household_id, code, village, head_id, head, folded in self._houses(asked):
            if folded in names:
                continue
            year, of_year, kind = asked[household_id]
            ended = household_id in choices.ended
            found.append(
                Ending(household_id, code, head_id, head, village, kind, year, of_year, ended)
            )
        return tuple(found)

    def _silent(self, spared: set[str]) -> dict[str, _Asked]:
        """Return whom this list does not name, though it should if nothing had changed."""
        asked: dict[str, _Asked] = {}
        for (household_id, of_year), (kind, _) in self._known.items():
            if kind not in POOR or household_id in spared:
                continue
            before = of_year == self.year - 1 and (household_id, self.year) not in self._known
            if of_year == self.year or before:
                asked[household_id] = (self.year, of_year, kind)
        return asked

    def _brought_late(self, dated: dt.date) -> dict[str, _Asked]:
        """Return whom this list brings, and a later list in the register does not name."""
        later = self._register.connection.column(
            "SELECT DISTINCT year FROM imports WHERE kind IN (?, ?)"
            " AND (year = ? OR (year = ? AND dated > ?))",
            (*_LISTS, self.year + 1, self.year, dated.isoformat()),
        )
        asked: dict[str, _Asked] = {}
        for year in sorted(later):
            for household_id in self._brought:
                kind = self._known[household_id, self.year][0]
                if kind in POOR and (year == self.year or (household_id, year) not in self._known):
                    asked[household_id] = (year, self.year, kind)
        return asked

    def _houses(self, asked: Iterable[str]) -> list[tuple[Any, ...]]:
        """Return id, code, village and head of households, new ones without a code behind."""
        ids = sorted(asked)
        known = self._register.connection.rows(
            "SELECT h.id, h.code, ifnull(v.name, ''), p.id, ifnull(p.name, ''), p.folded"
            " FROM households h LEFT JOIN villages v ON v.id = h.village_id"
            " LEFT JOIN people p ON p.household_id = h.id AND p.relation = 'head'"
            " AND p.status IN ('here', 'away')"
            " WHERE h.status = 'here' AND h.id IN (SELECT value FROM json_each(?))"
            " ORDER BY v.walk_order, h.walk_order, h.id",
            (json.dumps(ids),),
        )
        villages = {village.id: village.name for village in self._index.villages}
        new = []
        for house in (self._index.houses[one] for one in ids):
            if house.is_new and (head := house.head):
                village = villages.get(house.village_id or "", "")
                new.append((house.id, "", village, head.id, head.name, head.folded))
        return [*known, *new]
