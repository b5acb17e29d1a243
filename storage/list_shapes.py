"""How lists of a certain make are read, kept from when a clerk had the last word about one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from storage import rows

if TYPE_CHECKING:
    from storage.intake import Assignment
    from storage.register import Register


class ListShapes:
    """The shapes of lists that somebody has decided about; see `storage.intake.assignments`."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def recall(self, shape: str) -> Assignment | None:
        """Return how lists of a shape are read, or None where they tell it by themselves."""
        from storage.intake.assignments import Assignment  # noqa: PLC0415 - only with a list

        found = self._connection.row(
            "SELECT kind, columns, script FROM list_shapes WHERE shape = ?", (shape,)
        )
        if found is None:
            return None
        kind, columns, script = found
        held = json.loads(columns)
        return Assignment(
            columns=held["columns"],
            scripts=held["scripts"],
            script=script or None,
            kind=kind or None,
        )

    def remember(self, shape: str, assignment: Assignment) -> bool:
        """Keep how lists of a shape are read, inside a change; say whether that is new."""
        if not assignment or self.recall(shape) == assignment:
            return False
        self._connection.execute("DELETE FROM list_shapes WHERE shape = ?", (shape,))
        columns = {"columns": dict(assignment.columns), "scripts": dict(assignment.scripts)}
        rows.insert(
            self._connection,
            "list_shapes",
            {
                "id": self._register.new_id(),
                "shape": shape,
                "kind": assignment.kind or "",
                "columns": json.dumps(columns, ensure_ascii=False, sort_keys=True),
                "script": assignment.script or "",
            },
        )
        return True
