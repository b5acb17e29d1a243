"""Writing a plan into the register: one change for one file, everything or nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from rules.household_codes import shown
from storage.imports import ImportRow
from storage.intake.asked import write_asked
from storage.intake.kept_rows import plain_originals
from storage.intake.planning import latest_change, preview
from storage.intake.writer import Writer
from storage.pausing import collector_paused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from storage.imports import Counts
    from storage.intake.plan import Ending, Plan, PlannedRow
    from storage.intake.records import Rejected
    from storage.journal import Changed
    from storage.progress import Progress
    from storage.register import Register


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was done with every row of a file.

    ``changed`` says which nouns the change touched; ``review`` and ``rejected`` hold the rows that
    were not taken, ``conflicting`` those that say something otherwise than the register, and
    ``endings`` the households that the list does not name any more.
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
    conflicting: tuple[PlannedRow, ...] = ()
    endings: tuple[Ending, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the report in the shape of ``main.py import --json``, for one file.

        Rows say their sheet where the file has more than one. A household that a new list of the
        poor does not name waits in ``review``, too, and is counted among the rows, though no row
        of the file is its own. What differs and is not decided stands in ``conflicts``.
        """
        counts = asdict(self.counts)
        several = self.sheets > 1
        silent = [one for one in self.endings if not one.ended]
        return {
            "file": self.file,
            "kind": self.kind,
            "rows": self.counts.rows + len(silent),
            **{name: counts[name] for name in ("added", "updated", "unchanged")},
            "duplicates": self.counts.duplicates,
            "review": [
                {
                    **({"sheet": row.record.sheet} if several else {}),
                    "row": row.record.row,
                    "why": row.why,
                    "candidates": [one.person_id for one in row.candidates],
                }
                for row in self.review
            ]
            + [
                {
                    "row": None,
                    "why": "not_in_new_list",
                    "candidates": [one.head_id] if one.head_id else [],
                    "household": shown(one.code) if one.code else None,
                    "year": one.year,
                }
                for one in silent
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
            "conflicts": [
                {
                    **({"sheet": row.record.sheet} if several else {}),
                    "row": row.record.row,
                    "field": one.field,
                    "register": one.held,
                    "file": one.said,
                    "kept": one.kept,
                }
                for row in self.conflicting
                for one in row.conflicts
                if not one.decided
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
        conflicting=plan.conflicting,
        endings=plan.endings,
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
            plan = preview(
                register,
                plan.reading,
                dated=plan.dated,
                decisions=plan.decisions,
                choices=plan.choices,
            )
        writer = Writer(register, plan.writing, plan.import_id, progress or _unheard)
        writer.write(extra=len(plan.rows) + len(plan.rejected))
        register.imports.add(
            import_id=plan.import_id,
            file=plan.reading.file,
            kind=plan.reading.kind,
            dated=plan.dated,
            sha256=plan.reading.book.sha256,
            counts=plan.counts,
            mapping={one.column.heading: one.column.field for one in plan.reading.seen},
            import_rows=writer.counting(_import_rows(plan)),
            year=plan.year,
            document=plan.reading.document,
            document_day=plan.reading.document_day,
        )
        write_asked(register, plan)
        if not plan.reading.remembered:
            register.list_shapes.remember(plan.reading.shape, plan.reading.assignment)
        writer.finish()
    return report_of(plan, change.changed)


def _import_rows(plan: Plan) -> Iterator[ImportRow]:
    for row in plan.rows:
        yield ImportRow(
            row=row.record.row,
            sheet=row.record.sheet,
            outcome=row.outcome,
            person_id=row.person_id,
            why=row.why,
            record=row.record.as_plain() if row.outcome == "review" else _agreed(row),
        )
    cells = plain_originals(replace(plan.reading, rejected=plan.rejected)) if plan.rejected else {}
    for bad in plan.rejected:
        yield ImportRow(
            row=bad.row,
            sheet=bad.sheet,
            outcome="rejected",
            why=bad.why,
            column_name=bad.column,
            value=bad.value,
            record=cells.get((bad.sheet, bad.row)),
        )


def _agreed(row: PlannedRow) -> dict[str, Any] | None:
    """Return what the row found said already: while it stands, that is not taken back."""
    return {"agreed": row.agreed} if row.agreed else None


def _unheard(_done: int, _all: int) -> None:
    """Take no notice of progress."""
