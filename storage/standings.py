"""Standings of households: poor, near-poor and the like, per year, with the deciding document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from storage import rows

if TYPE_CHECKING:
    from datetime import date

    from storage.register import Register

StandingKind = Literal["poor", "near_poor", "average_agri", "none"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing of one household in one year."""

    household_id: str
    year: int
    kind: StandingKind
    document: str
    document_day: date | None


class Standings:
    """The standings of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def of(self, household_id: str, year: int) -> Standing | None:
        """Return the standing in a year; None where nothing is known."""
        row = self._connection.row(
            "SELECT household_id, year, kind, document, document_day FROM standings"
            " WHERE household_id = ? AND year = ?",
            (household_id, year),
        )
        return None if row is None else rows.made(Standing, (*row[:4], rows.day(row[4])))

    def set(
        self,
        household_id: str,
        year: int,
        kind: StandingKind,
        *,
        document: str = "",
        document_day: date | None = None,
        source_id: str | None = None,
    ) -> None:
        """Set the standing of a year, over an earlier one; inside a change."""
        fields = {
            "kind": kind,
            "document": document,
            "document_day": document_day,
            "source_id": source_id,
        }
        key = (household_id, year)
        known = self._connection.value(
            "SELECT id FROM standings WHERE household_id = ? AND year = ?", key
        )
        if known is not None:
            rows.update(self._connection, "standings", known, fields)
            return
        new = {"id": self._register.new_id(), "household_id": household_id, "year": year}
        rows.insert(self._connection, "standings", {**new, **fields})
