"""The law as this office knows it: shipped values with its own, dated and cited, over them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from storage import rows
from storage.policies import lay_over, shipped_policy

if TYPE_CHECKING:
    from rules.policy import Policy, Status, Unit
    from storage.register import Register


@dataclass(frozen=True, slots=True)
class OwnValue:
    """One value entered by the office; `value` as JSON text, read by `policies.read_content`."""

    id: str
    name: str
    value: str
    unit: Unit
    start: date
    until: date | None
    document: str
    document_day: date | None
    article: str | None
    status: Status
    why: str | None


class Policies:
    """The values of the law that a register uses."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def policy(self) -> Policy:
        """Return the shipped values with the office's own laid over them.

        Raises:
            Problem: as `storage.policies.lay_over`.
        """
        own = self.own()
        return lay_over(shipped_policy(), own) if own else shipped_policy()

    def own(self) -> tuple[OwnValue, ...]:
        """Return the office's own values, by name and day."""
        found = self._connection.rows(
            f"SELECT {', '.join(OwnValue.__slots__)} FROM policy_values ORDER BY name, start, id"
        )
        return tuple(
            OwnValue(
                *row[:4], date.fromisoformat(row[4]), rows.day(row[5]), row[6], rows.day(row[7]),
                *row[8:],
            )
            for row in found
        )  # fmt: skip

    def add(
        self,
        *,
        name: str,
        value: str,
        unit: Unit,
        start: date,
        document: str,
        until: date | None = None,
        document_day: date | None = None,
        article: str | None = None,
        status: Status = "confirmed",
        why: str | None = None,
    ) -> str:
        """Add a value with its source; inside a change. ``value`` is JSON text."""
        value_id = self._register.new_id()
        fields = {
            "id": value_id,
            "name": name,
            "value": value,
            "unit": unit,
            "start": start,
            "until": until,
            "document": document,
            "document_day": document_day,
            "article": article,
            "status": status,
            "why": why,
        }
        rows.insert(self._connection, "policy_values", fields)
        return value_id

    def remove(self, value_id: str) -> None:
        """Take an own value away; inside a change."""
        self._connection.execute("DELETE FROM policy_values WHERE id = ?", (value_id,))
