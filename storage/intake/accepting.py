"""Writing a plan into the register: one change for one file, everything or nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rules.names import fold, sort_key
from storage import rows as stored_rows
from storage.imports import ImportRow
from storage.intake.index import FIELDS
from storage.intake.pausing import collector_paused
from storage.intake.planning import latest_change, preview
from storage.person_facts import give_facts, remove_person

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from storage.imports import Counts
    from storage.intake.index import Candidate, House
    from storage.intake.plan import Plan, PlannedRow, Writing
    from storage.intake.records import Rejected
    from storage.journal import Changed
    from storage.progress import Progress
    from storage.register import Register

_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was done with every row of a file.

    ``changed`` says which nouns the change touched; ``review`` and ``rejected`` hold the rows that
    were not taken.
    """

    import_id: str
    file: str
    kind: str
    dated: dt.date
    counts: Counts
    review: tuple[PlannedRow, ...]
    rejected: tuple[Rejected, ...]
    changed: Changed | None = None
    sheets: int = 1

    def as_json(self) -> dict[str, Any]:
        """Return the report in the shape of ``main.py import --json``, for one file.

        Rows say their sheet where the file has more than one.
        """
        counts = asdict(self.counts)
        several = self.sheets > 1
        return {
            "file": self.file,
            "kind": self.kind,
            **{name: counts[name] for name in ("rows", "added", "updated", "unchanged")},
            "duplicates": self.counts.duplicates,
            "review": [
                {
                    **({"sheet": row.record.sheet} if several else {}),
                    "row": row.record.row,
                    "why": row.why,
                    "candidates": [one.person_id for one in row.candidates],
                }
                for row in self.review
            ],
            "rejected": [
                {
                    **({"sheet": row.sheet} if several else {}),
                    "row": row.row,
                    "column": row.column,
                    "value": row.value,
                    "why": row.why,
                }
                for row in self.rejected
            ],
        }


def report_of(plan: Plan, changed: Changed | None = None) -> ImportReport:
    """Return the report of a plan, before or after it was written."""
    return ImportReport(
        import_id=plan.import_id,
        file=plan.reading.file,
        kind=plan.reading.kind,
        dated=plan.dated,
        counts=plan.counts,
        review=plan.of("review"),
        rejected=plan.rejected,
        changed=changed,
        sheets=len(plan.reading.book.sheets),
    )


def accept(register: Register, plan: Plan, progress: Progress | None = None) -> ImportReport:
    """Write a plan as one change named after the file; undone as one.

    Where the register has changed since the preview, the file is compared anew first.

    Args:
        register: the register.
        plan: what `preview` returned.
        progress: told rows written and rows in all; may raise Cancelled, and then nothing stays.

    Raises:
        StorageError: as any change; busy, disk_full, ...
    """
    with collector_paused(), register.change(f"Nhập {plan.reading.file}") as change:
        if latest_change(register) != plan.marker:
            plan = preview(register, plan.reading, dated=plan.dated, decisions=plan.decisions)
        writer = Writer(register, plan.writing, plan.import_id, progress or _unheard)
        writer.write(extra=len(plan.rows) + len(plan.rejected))
        register.imports.add(
            import_id=plan.import_id,
            file=plan.reading.file,
            kind=plan.reading.kind,
            dated=plan.dated,
            sha256=plan.reading.book.sha256,
            counts=plan.counts,
            mapping={item.heading: item.field for item in plan.reading.columns},
            import_rows=writer.counting(_import_rows(plan)),
        )
        writer.finish()
    return report_of(plan, change.changed)


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
            for part in (writing.houses, writing.people, writing.covers, writing.standings)
        )
        self._progress(0, self._all)
        self._villages()
        self._houses()
        for kept, joined in writing.joined:
            join_people(self._register, kept, joined)
        self._new_people([one for one in writing.people if one.is_new])
        self._changed_people([one for one in writing.people if not one.is_new])
        self._covers()
        self._standings()

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
        stored_rows.insert_many(
            self._register.connection,
            "villages",
            ("id", "name", "folded", "walk_order"),
            [
                (village.id, village.name, fold(village.name), last + place)
                for place, village in enumerate(self._writing.villages, start=1)
            ],
        )

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
        taken: set[str] = set()
        for house in houses:
            last[house.village_id] = (last.get(house.village_id) or 0) + 1
            code = self._register.households.new_code()
            while code in taken:
                code = self._register.households.new_code()
            taken.add(code)
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
                (one.id, one.name, one.folded, key, *_columns(one)) for key, _, _, one in keyed
            ),
        )

    def _changed_people(self, people: list[Candidate]) -> None:
        """Write each set of columns with one statement; who stops being a head goes first."""
        ordered = sorted(people, key=lambda one: ("relation" in one.changes, sorted(one.changes)))
        for names, group in groupby(ordered, key=lambda one: tuple(sorted(one.changes))):
            changes = ", ".join(f"{name} = ?" for name in names)
            self._register.connection.executemany(
                f"UPDATE people SET {changes} WHERE id = ?",
                self.counting((*(one.now[name] for name in names), one.id) for one in group),
            )

    def _covers(self) -> None:
        names = ("scheme", "known", "hi_group", "card", "start", "until", "dated")
        new_id = self._register.new_id
        stored_rows.insert_many(
            self._register.connection,
            "covers",
            ("id", "person_id", *names, "source", "source_id"),
            self.counting(
                (new_id(), cover.person_id, *cover.values, "import", self._source)
                for cover in self._writing.covers
            ),
        )

    def _standings(self) -> None:
        new_id = self._register.new_id
        stored_rows.insert_many(
            self._register.connection,
            "standings",
            ("id", "household_id", "year", "kind", "source_id"),
            self.counting(
                (new_id(), household, year, kind, self._source)
                for household, year, kind in self._writing.standings
            ),
        )


def join_people(register: Register, kept: str, joined: str) -> None:
    """Give everything that hangs on one record to another and remove it; inside a change."""
    give_facts(register, kept, joined)
    remove_person(register, joined)


def _columns(one: Candidate) -> Iterator[Any]:
    return (value if (value := one.now[name]) is not None else _BLANKS.get(name) for name in FIELDS)


_BLANKS = {"relation_text": "", "note": ""}


def _import_rows(plan: Plan) -> Iterator[ImportRow]:
    for row in plan.rows:
        yield ImportRow(
            row=row.record.row,
            sheet=row.record.sheet,
            outcome=row.outcome,
            person_id=row.person_id,
            why=row.why,
            record=row.record.as_plain() if row.outcome == "review" else None,
        )
    for bad in plan.rejected:
        yield ImportRow(
            row=bad.row,
            sheet=bad.sheet,
            outcome="rejected",
            why=bad.why,
            column_name=bad.column,
            value=bad.value,
        )


def _unheard(_done: int, _all: int) -> None:
    """Take no notice of progress."""
