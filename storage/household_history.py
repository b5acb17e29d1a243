"""What the journal holds about one household: every change of it, its people and their papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.journal import CHANGE_COLUMNS, ChangeRow, JournalEntry, RowChange, change_row

if TYPE_CHECKING:
    from storage.register import Register


# What an undo has removed stands in no table any more; only the journal still knows whose it was.
# CROSS JOIN keeps SQLite from reading the whole journal for the few rows of one household.
_ROWS = """
    WITH members (id) AS (
        SELECT id FROM people WHERE household_id = :household
    ), owned (table_name, row_id) AS (
        SELECT 'households', :household
        UNION ALL SELECT 'people', id FROM members
        UNION ALL SELECT 'standings', id FROM standings WHERE household_id = :household
        UNION ALL SELECT 'covers', id FROM covers WHERE person_id IN (SELECT id FROM members)
        UNION ALL SELECT 'visits', id FROM visits WHERE household_id = :household
        UNION ALL SELECT 'visit_results', r.id FROM visit_results r
            JOIN visits v ON v.id = r.visit_id WHERE v.household_id = :household
        UNION ALL SELECT 'enrolments', id FROM enrolments
            WHERE person_id IN (SELECT id FROM members)
        UNION ALL SELECT 'payments', y.id FROM payments y
            JOIN enrolments e ON e.id = y.enrolment_id
            WHERE e.person_id IN (SELECT id FROM members)
        UNION ALL SELECT 'calculations', id FROM calculations WHERE household_id = :household
        UNION ALL SELECT 'life_events', id FROM life_events
            WHERE household_id = :household OR other_household_id = :household
        UNION SELECT j.table_name, j.row_id
            FROM changes c CROSS JOIN change_rows j ON j.change = c.seq
            WHERE c.undoes IS NOT NULL AND j.after IS NULL
            AND (json_extract(j.before, '$.household_id') = :household
                OR json_extract(j.before, '$.person_id') IN (SELECT id FROM members))
    )
"""


def household_history(register: Register, household_id: str) -> tuple[JournalEntry, ...]:
    """Return every change that touched a household, newest first.

    Those who left the household tell of it no more: their history goes with them.
    """
    found = register.connection.rows(
        f"{_ROWS} SELECT {CHANGE_COLUMNS}, j.table_name, j.row_id, j.before, j.after"
        " FROM owned o CROSS JOIN change_rows j"
        " ON j.table_name = o.table_name AND j.row_id = o.row_id"
        " JOIN changes c ON c.seq = j.change LEFT JOIN changes t ON t.id = c.undoes"
        " ORDER BY c.seq DESC, j.position",
        {"household": household_id},
    )
    changes: dict[str, ChangeRow] = {}
    rows: dict[str, list[RowChange]] = {}
    for row in found:
        change = change_row(row)
        changes.setdefault(change.id, change)
        rows.setdefault(change.id, []).append(RowChange.read(*row[9:13]))
    return tuple(
        JournalEntry(
            change,
            tuple(rows[change.id]),
            elsewhere=_is_wider(register, change.id, len(rows[change.id])),
            of_list=register.journal.is_of_list(change.id),
        )
        for change in changes.values()
    )


def _is_wider(register: Register, change_id: str, rows: int) -> bool:
    """Tell whether a change wrote more rows than these; never counts all of an import."""
    found = register.connection.value(
        "SELECT count(*) FROM (SELECT 1 FROM change_rows"
        " WHERE change = (SELECT seq FROM changes WHERE id = ?) LIMIT ?)",
        (change_id, rows + 1),
    )
    return int(found) > rows


def count_household_changes(register: Register, household_id: str) -> int:
    """Return how many changes `household_history` returns."""
    return int(
        register.connection.value(
            f"{_ROWS} SELECT count(DISTINCT j.change) FROM owned o CROSS JOIN change_rows j"
            " ON j.table_name = o.table_name AND j.row_id = o.row_id",
            {"household": household_id},
        )
    )
