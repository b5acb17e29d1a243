"""Meetings, loudspeaker readings and other events at which people are reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from storage import rows

if TYPE_CHECKING:
    from storage.register import Register


@dataclass(frozen=True, slots=True)
class Event:
    """One event; `joined` counts the enrolments won at it."""

    id: str
    day: date
    form: str
    theme: str
    place: str
    reached: int | None
    answered: int | None
    note: str
    joined: int


class Events:
    """The events of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def list(self, *, limit: int = -1, offset: int = 0) -> tuple[Event, ...]:
        """Return events, newest first."""
        found = self._connection.rows(
            "SELECT id, day, form, theme, place, reached, answered, note,"
            " (SELECT count(*) FROM enrolments e WHERE e.won_event_id = events.id)"
            " FROM events ORDER BY day DESC, id DESC LIMIT ? OFFSET ?",
            (limit, offset),
        )
        return tuple(Event(row[0], date.fromisoformat(row[1]), *row[2:]) for row in found)

    def count(self) -> int:
        """Return how many events there are."""
        return int(self._connection.value("SELECT count(*) FROM events"))

    def add(
        self,
        *,
        day: date,
        form: str,
        theme: str = "",
        place: str = "",
        reached: int | None = None,
        answered: int | None = None,
        note: str = "",
    ) -> str:
        """Add an event; inside a change."""
        event_id = self._register.new_id()
        fields = {
            "id": event_id,
            "day": day,
            "form": form,
            "theme": theme,
            "place": place,
            "reached": reached,
            "answered": answered,
            "note": note,
        }
        rows.insert(self._connection, "events", fields)
        return event_id
