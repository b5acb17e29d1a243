"""What the journal holds about one record: every change of it and of what belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.journal import CHANGE_COLUMNS, ChangeRow, JournalEntry, RowChange, change_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.register import Register


# What an undo has removed stands in no table any more; only the journal still knows whose it was.
# CROSS JOIN keeps SQLite from reading the whole journal for the few rows of one record.
_HOUSEHOLD = """
    WITH members (id) AS (
        SELECT id FROM people WHERE household_id = :id
    ), owned (table_name, row_id) AS (
        SELECT 'households', :id
        UNION ALL SELECT 'people', id FROM members
        UNION ALL SELECT 'standings', id FROM standings WHERE household_id = :id
        UNION ALL SELECT 'covers', id FROM covers WHERE person_id IN (SELECT id FROM members)
        UNION ALL SELECT 'visits', id FROM visits WHERE household_id = :id
        UNION ALL SELECT 'visit_results', r.id FROM visit_results r
            JOIN visits v ON v.id = r.visit_id WHERE v.household_id = :id
        UNION ALL SELECT 'enrolments', id FROM enrolments
            WHERE person_id IN (SELECT id FROM members)
        UNION ALL SELECT 'payments', y.id FROM payments y
            JOIN enrolments e ON e.id = y.enrolment_id
            WHERE e.person_id IN (SELECT id FROM members)
        UNION ALL SELECT 'stops', id FROM stops WHERE person_id IN (SELECT id FROM members)
        UNION ALL SELECT 'earlier_spells', id FROM earlier_spells
            WHERE person_id IN (SELECT id FROM members)
        UNION SELECT 'calls', id FROM calls
            WHERE household_id = :id OR person_id IN (SELECT id FROM members)
        UNION ALL SELECT 'calculations', id FROM calculations WHERE household_id = :id
        UNION ALL SELECT 'life_events', id FROM life_events
            WHERE household_id = :id OR other_household_id = :id
        UNION SELECT j.table_name, j.row_id
            FROM changes c CROSS JOIN change_rows j ON j.change = c.seq
            WHERE c.undoes IS NOT NULL AND j.after IS NULL
            AND (json_extract(j.before, '$.household_id') = :id
                OR json_extract(j.before, '$.person_id') IN (SELECT id FROM members))
    ), told (position) AS (
        SELECT j.position FROM owned o CROSS JOIN change_rows j
            ON j.table_name = o.table_name AND j.row_id = o.row_id
    )
"""
_PERSON = """
    WITH owned (table_name, row_id) AS (
        SELECT 'people', :id
        UNION ALL SELECT 'covers', id FROM covers WHERE person_id = :id
        UNION ALL SELECT 'visit_results', id FROM visit_results WHERE person_id = :id
        UNION ALL SELECT 'enrolments', id FROM enrolments WHERE person_id = :id
        UNION ALL SELECT 'payments', y.id FROM payments y
            JOIN enrolments e ON e.id = y.enrolment_id WHERE e.person_id = :id
        UNION ALL SELECT 'stops', id FROM stops WHERE person_id = :id
        UNION ALL SELECT 'earlier_spells', id FROM earlier_spells WHERE person_id = :id
        UNION ALL SELECT 'calls', id FROM calls WHERE person_id = :id
        UNION ALL SELECT 'life_events', id FROM life_events WHERE person_id = :id
        UNION SELECT j.table_name, j.row_id
            FROM changes c CROSS JOIN change_rows j ON j.change = c.seq
            WHERE c.undoes IS NOT NULL AND j.after IS NULL
            AND json_extract(j.before, '$.person_id') = :id
    ), told (position) AS (
        SELECT j.position FROM owned o CROSS JOIN change_rows j
            ON j.table_name = o.table_name AND j.row_id = o.row_id
    )
"""
# A village changes by its name, its order, its other names, and by the households it gets or loses.
_VILLAGE = """
    WITH told (position) AS (
        SELECT position FROM change_rows WHERE table_name = 'villages' AND row_id = :id
        UNION ALL SELECT position FROM change_rows WHERE table_name = 'village_names'
            AND :id IN (json_extract(before, '$.village_id'), json_extract(after, '$.village_id'))
        UNION ALL SELECT position FROM change_rows WHERE table_name = 'households'
            AND (coalesce(json_extract(before, '$.village_id'), '') = :id)
                <> (coalesce(json_extract(after, '$.village_id'), '') = :id)
    )
"""
# The head of the office's papers, and those who sign at their foot.
_OFFICE = """
    WITH told (position) AS (
        SELECT position FROM change_rows WHERE table_name = 'office' AND row_id = :id
        UNION ALL SELECT position FROM change_rows WHERE table_name = 'staff' AND row_id IN (
            SELECT row_id FROM change_rows WHERE table_name = 'staff'
            AND (instr(json_extract(before, '$.roles'), 'signer')
                OR instr(json_extract(after, '$.roles'), 'signer')))
    )
"""
_ORGANISATION = """
    WITH told (position) AS (
        SELECT position FROM change_rows WHERE table_name = 'organisations' AND row_id = :id
        UNION ALL SELECT position FROM change_rows WHERE table_name = 'points'
            AND :id IN (json_extract(before, '$.organisation_id'),
                json_extract(after, '$.organisation_id'))
    )
"""
_OWN_ROW = """
    WITH told (position) AS (
        SELECT position FROM change_rows WHERE table_name = :table AND row_id = :id
    )
"""
_TOLD: Mapping[str, str] = {
    "households": _HOUSEHOLD,
    "people": _PERSON,
    "villages": _VILLAGE,
    "office": _OFFICE,
    "organisations": _ORGANISATION,
}


def record_history(register: Register, table: str, row_id: str) -> tuple[JournalEntry, ...]:
    """Return every change that touched a record, newest first.

    Those who left a household tell of it no more: their history goes with them.

    Args:
        register: whose journal.
        table: what kind of record, by its table.
        row_id: which.
    """
    found = register.connection.rows(
        f"{_TOLD.get(table, _OWN_ROW)}"
        f" SELECT {CHANGE_COLUMNS}, j.table_name, j.row_id, j.before, j.after"
        " FROM told CROSS JOIN change_rows j ON j.position = told.position"
        " JOIN changes c ON c.seq = j.change LEFT JOIN changes t ON t.id = c.undoes"
        " ORDER BY c.seq DESC, j.position",
        {"table": table, "id": row_id},
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


def count_record_changes(register: Register, table: str, row_id: str) -> int:
    """Return how many changes `record_history` returns."""
    return int(
        register.connection.value(
            f"{_TOLD.get(table, _OWN_ROW)} SELECT count(DISTINCT j.change)"
            " FROM told CROSS JOIN change_rows j ON j.position = told.position",
            {"table": table, "id": row_id},
        )
    )
