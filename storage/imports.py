"""Lists that were read in: what each file was, and what became of each of its rows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from storage import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from storage.register import Register

Outcome = Literal["added", "updated", "unchanged", "duplicate", "review", "rejected"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of a file met which fate; they sum to `rows`."""

    rows: int
    added: int
    updated: int
    unchanged: int
    duplicates: int
    review: int
    rejected: int


class ImportRow(NamedTuple):
    """The fate of one row; `column_name` and `value` name the cell that was to blame."""

    row: int
    sheet: str
    outcome: Outcome
    person_id: str | None = None
    why: str | None = None
    column_name: str | None = None
    value: str | None = None
    record: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ImportEntry:
    """One file that was taken in."""

    id: str
    file: str
    kind: str
    dated: date
    sha256: str
    counts: Counts
    mapping: Mapping[str, Any]


_COLUMNS = (
    "id", "import_id", "row", "sheet", "outcome", "person_id",
    "why", "column_name", "value", "record",
)  # fmt: skip
_TOGETHER = 1_000
_COUNTS = "rows, added, updated, unchanged, duplicates, review, rejected"


class Imports:
    """The imports of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def add(
        self,
        *,
        file: str,
        kind: str,
        dated: date,
        sha256: str,
        counts: Counts,
        mapping: Mapping[str, Any],
        import_rows: Iterable[ImportRow],
        import_id: str | None = None,
        year: int | None = None,
        document: str = "",
        document_day: date | None = None,
    ) -> str:
        """Keep the report of a file with all its rows; inside a change.

        Args:
            file: the name without its folder.
            kind: the kind of list.
            dated: the day as of which the list speaks.
            sha256: of the file, in hexadecimal.
            counts: how many rows met which fate.
            mapping: column heading to field.
            import_rows: the fate of each row.
            import_id: an id already given to rows that name this import as their source.
            year: the year whose standings the list tells.
            document: the letter or decision that the list names, with its day.
            document_day: the day of that letter or decision.
        """
        import_id = import_id or self._register.new_id()
        fields = {
            "id": import_id,
            "file": file,
            "kind": kind,
            "dated": dated,
            "sha256": sha256,
            **asdict(counts),
            "mapping": json.dumps(mapping, ensure_ascii=False),
            "year": year,
            "document": document,
            "document_day": document_day,
        }
        rows.insert(self._connection, "imports", fields)
        rows.insert_many(
            self._connection, "import_rows", _COLUMNS, self._cells(import_id, import_rows)
        )
        return import_id

    def _cells(self, import_id: str, found: Iterable[ImportRow]) -> Iterator[Sequence[Any]]:
        # many at once: a list of a ward has a row for each of its 200,000 people
        waiting = iter(found)
        while together := tuple(islice(waiting, _TOGETHER)):
            ids = self._register.new_ids(len(together))
            for row_id, row in zip(ids, together, strict=True):
                yield (
                    row_id, import_id, row.row, row.sheet, row.outcome, row.person_id, row.why,
                    row.column_name, row.value,
                    json.dumps(row.record, ensure_ascii=False) if row.record else "{}",
                )  # fmt: skip

    def list(self) -> tuple[ImportEntry, ...]:
        """Return every import, newest first."""
        found = self._connection.rows(
            f"SELECT id, file, kind, dated, sha256, mapping, {_COUNTS} FROM imports"
            " ORDER BY id DESC"
        )
        return tuple(_entry(row) for row in found)

    def same_file(self, sha256: str) -> ImportEntry | None:
        """Return the latest import of exactly this file, or None."""
        row = self._connection.row(
            f"SELECT id, file, kind, dated, sha256, mapping, {_COUNTS} FROM imports"
            " WHERE sha256 = ? ORDER BY id DESC LIMIT 1",
            (sha256,),
        )
        return None if row is None else _entry(row)

    def rows(self, import_id: str, outcome: Outcome | None = None) -> tuple[ImportRow, ...]:
        """Return the rows of one import, or only those of one fate, in the order of the file."""
        found = self._connection.rows(
            "SELECT row, sheet, outcome, person_id, why, column_name, value, record"
            " FROM import_rows WHERE import_id = ? AND (? IS NULL OR outcome = ?) ORDER BY id",
            (import_id, outcome, outcome),
        )
        return tuple(rows.made(ImportRow, (*row[:7], json.loads(row[7]))) for row in found)


def _entry(row: tuple[Any, ...]) -> ImportEntry:
    import_id, file, kind, dated, sha256, mapping = row[:6]
    counts = Counts(*row[6:])
    day = date.fromisoformat(dated)
    return ImportEntry(import_id, file, kind, day, sha256, counts, json.loads(mapping))
