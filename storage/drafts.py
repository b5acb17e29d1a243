"""What was being typed when a form was left or the program closed; kept beside the journal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from storage.connection import BUSY_MS
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from storage.register import Register

_COLUMNS = "form, subject, at, content"


@dataclass(frozen=True, slots=True)
class Draft:
    """What one person was typing in one form.

    Attributes:
        form: a code of the form, such as ``entry``.
        subject: what it was about, such as the id of a household; "" for nothing yet.
        at: when it was kept last, in UTC.
        content: what the form wrote, in plain values.
    """

    form: str
    subject: str
    at: datetime
    content: dict[str, Any]


class Drafts:
    """The drafts of whoever is at work.

    They are no change: undo, history and reports know nothing of them. They hold personal data, so
    they stand in the register and are encrypted with it.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def keep(self, form: str, subject: str, content: Mapping[str, Any]) -> bool:
        """Keep what is being typed, over what was kept before.

        Never waits: where a change is open or another program writes, nothing is kept and the
        caller tries again later.

        Returns:
            Whether it was kept.

        Raises:
            StorageError: read_only, disk_full, disk_failed.
        """
        values = (
            self._register.new_id(),
            form,
            subject,
            self._register.now().isoformat(timespec="seconds"),
            self._register.actor,
            json.dumps(content, ensure_ascii=False),
        )
        in_change = not self._connection.closed and self._connection.raw.in_transaction
        return not in_change and self._write(
            "INSERT INTO drafts (id, form, subject, at, actor, content)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (form, subject, actor)"
            " DO UPDATE SET at = excluded.at, content = excluded.content",
            values,
        )

    def _write(self, sql: str, values: tuple[str, ...]) -> bool:
        """Write at once or not at all; says which."""
        if self._connection.closed:
            return False
        self._connection.execute("PRAGMA busy_timeout = 0")
        try:
            self._connection.execute(sql, values)
        except StorageError as error:
            if error.code != "busy":
                raise
            return False
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        return True

    def of(self, form: str, subject: str = "") -> Draft | None:
        """Return the draft of a form about something, or None."""
        row = self._connection.row(
            f"SELECT {_COLUMNS} FROM drafts WHERE form = ? AND subject = ? AND actor = ?",
            (form, subject, self._register.actor),
        )
        return None if row is None else _draft(row)

    def all(self) -> tuple[Draft, ...]:
        """Return every draft of the person at work, the latest first."""
        found = self._connection.rows(
            f"SELECT {_COLUMNS} FROM drafts WHERE actor = ? ORDER BY at DESC, id DESC",
            (self._register.actor,),
        )
        return tuple(_draft(row) for row in found)

    def forget(self, form: str, subject: str = "") -> bool:
        """Throw a draft away; inside the change that writes what it held, or by itself.

        Inside the change both happen or neither: what is saved is never offered again.

        Returns:
            Whether it is gone: as `keep`, this never waits for another program.

        Raises:
            StorageError: as `keep`.
        """
        return self._write(
            "DELETE FROM drafts WHERE form = ? AND subject = ? AND actor = ?",
            (form, subject, self._register.actor),
        )


def local_time(draft: Draft, on: date) -> str:
    """Return when a draft was kept, as a clock on the wall says it, with the day if another."""
    at = draft.at.astimezone()
    return f"{at:%H:%M}" if at.date() == on else f"{at:%H:%M %d/%m}"


def _draft(row: tuple[str, str, str, str]) -> Draft:
    form, subject, at, content = row
    return Draft(form, subject, datetime.fromisoformat(at), json.loads(content))
