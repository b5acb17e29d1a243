"""The latest change of whole tables: what a page of the office's set-up says at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.journal import CHANGE_COLUMNS, CHANGE_TABLES, ChangeRow, change_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.register import Register


def last_change(register: Register, tables: Sequence[str]) -> ChangeRow | None:
    """Return the latest journal entry that touched one of the tables; None when none did."""
    marks = ", ".join("?" * len(tables))
    row = register.connection.row(
        f"SELECT {CHANGE_COLUMNS} FROM {CHANGE_TABLES} WHERE c.seq = (SELECT j.change"
        f" FROM change_rows j WHERE j.table_name IN ({marks}) ORDER BY j.position DESC LIMIT 1)",
        tuple(tables),
    )
    return None if row is None else change_row(row)
