"""Writing what was planned, in bulk: places, people, cover and standings."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from rules.names import fold, sort_key
from storage import rows as stored_rows
from storage.intake.index import COVER, FIELDS
from storage.person_facts import give_facts, remove_person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from storage.intake.index import Candidate, House
    from storage.intake.plan import Writing
    from storage.progress import Progress
    from storage.register import Register

_CHUNK = 2_000
_COLUMNS = itemgetter(*FIELDS)


class Writer:
    """Writes what was planned, in bulk; inside a change.

    Args:
        register: the register.
        writing: what to write.
        import_id: the import that new facts name as their source.
        progress: told rows done and rows in all.
    """

    def __init__(
        self, register: Register, writing: Writing, import_id: str, progress: Progress
    ) -> None:
        self._register = register
        self._writing = writing
        self._source = import_id
        self._progress = progress
        self._done = 0
        self._all = 0

    def write(self, extra: int = 0) -> None:
        """Write villages, households, people, covers and standings, in the order they lean on."""
        writing = self._writing
        self._all = extra + sum(
            len(part)
            for part in (
                writing.houses, writing.people, writing.covers, writing.standings, writing.visits,
            )
        )  # fmt: skip
        self._progress(0, self._all)
        self._villages()
        self._houses()
        for kept, joined in writing.joined:
            join_people(self._register, kept, joined)
        self._new_people([one for one in writing.people if one.is_new])
        self._changed_people([one for one in writing.people if not one.is_new])
        self._covers()
        self._standings()
        self._different()
        self._visits()

    def finish(self) -> None:
        """Tell that everything is written."""
        self._progress(self._all, self._all)

    def counting(self, items: Iterable[Any]) -> Iterator[Any]:
        """Pass rows on, telling the progress every so often."""
        for item in items:
            self._done += 1
            if self._done % _CHUNK == 0:
                self._progress(min(self._done, self._all), self._all)
            yield item

    def _villages(self) -> None:
        last = self._register.connection.value("SELECT coalesce(max(walk_order), 0) FROM villages")
        new = [village for village in self._writing.villages if village.is_new]
        stored_rows.insert_many(
            self._register.connection,
            "villages",
            ("id", "name", "folded", "walk_order", "guessed"),
            [
                (village.id, village.name, fold(village.name), last + place, int(village.guessed))
                for place, village in enumerate(new, start=1)
            ],
        )
        for village in self._writing.villages:
            if not village.is_new:
                self._register.villages.rename(village.id, village.name)

    def _houses(self) -> None:
        new = [house for house in self._writing.houses if house.is_new]
        stored_rows.insert_many(
            self._register.connection,
            "households",
            ("id", "code", "village_id", "number", "address", "walk_order"),
            self.counting(self._house_rows(new)),
        )
        for house in self._writing.houses:
            if not house.is_new:
                stored_rows.update(self._register.connection, "households", house.id, house.changes)

    def _house_rows(self, houses: list[House]) -> Iterator[Sequence[Any]]:
        connection = self._register.connection
        last = dict(
            connection.rows("SELECT village_id, max(walk_order) FROM households GROUP BY 1")
        )
        codes = self._register.households.new_codes(len(houses))
        for house, code in zip(houses, codes, strict=True):
            last[house.village_id] = (last.get(house.village_id) or 0) + 1
            place = last[house.village_id]
            yield house.id, code, house.village_id, house.number, house.address, place

    def _new_people(self, people: list[Candidate]) -> None:
        # in the order of the names, so that a search reads its rows in order too
        keyed = sorted((sort_key(one.name), one.folded, one.id, one) for one in people)
        stored_rows.insert_many(
            self._register.connection,
            "people",
            ("id", "name", "folded", "sort_key", *FIELDS),
            self.counting(
                (one.id, one.name, one.folded, key, *_COLUMNS(one.now)) for key, _, _, one in keyed
            ),
        )

    def _changed_people(self, people: list[Candidate]) -> None:
        """Write each set of columns with one statement; who stops being a head goes first."""
        ordered = sorted(people, key=lambda one: ("relation" in one.changes, sorted(one.changes)))
        for names, group in groupby(ordered, key=lambda one: tuple(sorted(one.changes))):
            changes = ", ".join(f"{name} = ?" for name in names)
            self._register.connection.executemany(
                f"UPDATE people SET {changes} WHERE id = ?",
                self.counting((*(one.changes[name] for name in names), one.id) for one in group),
            )

    def _covers(self) -> None:
        covers = self._writing.covers
        ids = self._register.new_ids(len(covers))
        stored_rows.insert_many(
            self._register.connection,
            "covers",
            ("id", "person_id", *COVER, "source", "source_id"),
            self.counting(
                (cover_id, cover.person_id, *cover.values, "import", self._source)
                for cover_id, cover in zip(ids, covers, strict=True)
            ),
        )

    def _standings(self) -> None:
        new = [one for one in self._writing.standings if one.is_new]
        ids = self._register.new_ids(len(new))
        stored_rows.insert_many(
            self._register.connection,
            "standings",
            ("id", "household_id", "year", "kind", "document", "document_day", "source_id"),
            self.counting(
                (row_id, one.household_id, one.year, one.kind, one.document, one.document_day,
                 self._source)
                for row_id, one in zip(ids, new, strict=True)
            ),
        )  # fmt: skip
        for one in self._writing.standings:
            if not one.is_new:
                day = date.fromisoformat(one.document_day) if one.document_day else None
                self._register.standings.set(
                    one.household_id, one.year, one.kind,
                    document=one.document, document_day=day, source_id=self._source,
                )  # fmt: skip

    def _different(self) -> None:
        new_id = self._register.new_id
        stored_rows.insert_many(
            self._register.connection,
            "different_people",
            ("id", "one_id", "other_id"),
            [(new_id(), *pair) for pair in self._writing.different],
        )

    def _visits(self) -> None:
        visits = self._register.visits
        for one in self.counting(self._writing.visits):
            if one.visit_id is not None:
                visits.amend(
                    one.visit_id, results=one.results, next_day=one.next_day, note=one.note
                )
                continue
            visits.record(
                one.household_id, one.day, results=one.results, visitor_id=one.visitor_id,
                note=one.note, plan_id=one.plan_id,
            )  # fmt: skip


def join_people(register: Register, kept: str, joined: str) -> None:
    """Give everything that hangs on one record to another and remove it; inside a change."""
    give_facts(register, kept, joined)
    remove_person(register, joined)
