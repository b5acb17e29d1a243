"""Why a target is far from where it should be, and what is done about it: once for each month."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rules.calendar import Month
from storage import rows
from storage.errors import StorageError
from storage.hesitations import ReasonCount, count_reasons

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from storage.register import Register
    from storage.targets import Target


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was said of one target in one month.

    Attributes:
        day: on which it was written.
        reasons: numbers of `storage.refusal_reasons`, as visits met them.
        cause: in words.
        correction: what is done about it.
        staff_id: by whom; `staff` is the name.
        by_day: until when.
    """

    id: str
    target_id: str
    month: Month
    day: date
    reasons: tuple[int, ...]
    cause: str
    correction: str
    staff_id: str | None
    staff: str
    by_day: date | None


_SELECT = """
    SELECT x.id, x.target_id, x.month, x.day, x.reasons, x.cause, x.correction, x.staff_id,
        ifnull(s.name, ''), x.by_day
    FROM explanations x LEFT JOIN staff s ON s.id = x.staff_id
"""


class Explanations:
    """The explanations of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def of_month(self, month: Month) -> dict[str, Explanation]:
        """Return what was said in a month, by the id of the target."""
        found = self._connection.rows(f"{_SELECT} WHERE x.month = ?", (str(month),))
        return {row[1]: _explanation(row) for row in found}

    def latest(self, target_id: str, before: Month) -> Explanation | None:
        """Return what was last said of a target before a month."""
        row = self._connection.row(
            f"{_SELECT} WHERE x.target_id = ? AND x.month < ? ORDER BY x.month DESC LIMIT 1",
            (target_id, str(before)),
        )
        return None if row is None else _explanation(row)

    def save(
        self,
        target_id: str,
        month: Month,
        *,
        day: date,
        reasons: Sequence[int] = (),
        cause: str = "",
        correction: str = "",
        staff_id: str | None = None,
        by_day: date | None = None,
    ) -> None:
        """Keep cause and correction of a month, over what was said of it before; in a change.

        Raises:
            StorageError: nothing_explained; no_such_row for a reason that there is not.
        """
        cause, correction = " ".join(cause.split()), " ".join(correction.split())
        if not (reasons or cause or correction):
            raise StorageError("nothing_explained")
        for number in reasons:
            self._register.refusal_reasons.get(number)
        fields = {
            "day": day,
            "reasons": json.dumps(list(reasons)),
            "cause": cause,
            "correction": correction,
            "staff_id": staff_id,
            "by_day": by_day,
        }
        known = self._connection.value(
            "SELECT id FROM explanations WHERE target_id = ? AND month = ?",
            (target_id, str(month)),
        )
        if known is not None:
            rows.update(self._connection, "explanations", known, fields)
            return
        new = {"id": self._register.new_id(), "target_id": target_id, "month": month}
        rows.insert(self._connection, "explanations", {**new, **fields})

    def remove(self, target_id: str, month: Month) -> None:
        """Take away what was said of a month; inside a change."""
        self._connection.execute(
            "DELETE FROM explanations WHERE target_id = ? AND month = ?", (target_id, str(month))
        )

    def met(self, target: Target, on: date) -> tuple[ReasonCount, ...]:
        """Return the reasons that visits met where a target is, the most frequent first.

        Counted from the first day of the period: in its village, or in the whole commune.
        """
        villages = {target.subject} if target.level == "village" else None
        found = count_reasons(self._register, target.period.start, on, villages=villages)
        return tuple(one for one in found if one.reason.isdigit())


def _explanation(row: tuple[Any, ...]) -> Explanation:
    target_id, month, day, reasons, cause, correction, staff_id, staff, by_day = row[1:]
    written = rows.day(day)
    return Explanation(
        row[0],
        target_id,
        Month.parse(month),
        written,  # type: ignore[arg-type]
        tuple(json.loads(reasons)),
        cause,
        correction,
        staff_id,
        staff,
        rows.day(by_day),
    )
