"""The theme of each month, and what to say about it in every form of event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage import rows
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.calendar import Month
    from storage.register import Register


@dataclass(frozen=True, slots=True)
class Theme:
    """The theme of one month; `scripts` by form of event, those that are written."""

    id: str
    month: Month
    theme: str
    note: str
    scripts: dict[str, str]


class Themes:
    """The month themes of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def of(self, month: Month) -> Theme | None:
        """Return the theme of a month; None where none is set."""
        row = self._connection.row(
            "SELECT id, theme, note FROM month_themes WHERE month = ?", (str(month),)
        )
        if row is None:
            return None
        scripts = self._connection.rows(
            "SELECT form, script FROM theme_scripts WHERE theme_id = ?", (row[0],)
        )
        return Theme(row[0], month, row[1], row[2], dict(scripts))

    def known(self) -> tuple[str, ...]:
        """Return the themes ever set, the latest month first, each once."""
        return tuple(
            self._connection.column(
                "SELECT theme FROM month_themes GROUP BY theme ORDER BY max(month) DESC"
            )
        )

    def save(
        self,
        month: Month,
        theme: str,
        *,
        note: str = "",
        scripts: Mapping[str, str] | None = None,
    ) -> str:
        """Set the theme of a month; inside a change.

        Args:
            month: the month.
            theme: in one sentence.
            note: whatever else is agreed.
            scripts: by form; an empty one goes, forms not named stay as they are.

        Raises:
            StorageError: empty_theme.
        """
        theme = " ".join(theme.split())
        if not theme:
            raise StorageError("empty_theme")
        held = self.of(month)
        if held is None:
            theme_id = self._register.new_id()
            fields = {"id": theme_id, "month": month, "theme": theme, "note": note}
            rows.insert(self._connection, "month_themes", fields)
        else:
            theme_id = held.id
            rows.update(self._connection, "month_themes", theme_id, {"theme": theme, "note": note})
        for form, script in (scripts or {}).items():
            self._say(theme_id, form, script.strip())
        return theme_id

    def _say(self, theme_id: str, form: str, script: str) -> None:
        held = self._connection.value(
            "SELECT id FROM theme_scripts WHERE theme_id = ? AND form = ?", (theme_id, form)
        )
        if not script:
            self._connection.execute("DELETE FROM theme_scripts WHERE id = ?", (held,))
        elif held is not None:
            rows.update(self._connection, "theme_scripts", held, {"script": script})
        else:
            fields = {"id": self._register.new_id(), "theme_id": theme_id, "form": form}
            rows.insert(self._connection, "theme_scripts", {**fields, "script": script})

    def remove(self, month: Month) -> None:
        """Take away the theme of a month with all its scripts; inside a change."""
        theme = "SELECT id FROM month_themes WHERE month = ?"
        self._connection.execute(
            f"DELETE FROM theme_scripts WHERE theme_id IN ({theme})", (str(month),)
        )
        self._connection.execute("DELETE FROM month_themes WHERE month = ?", (str(month),))
