"""What this machine remembers of the window: sizes, theme, the register opened last."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths


def settings_path() -> Path:
    """Where the settings of this machine's user are kept."""
    place = QStandardPaths.StandardLocation.AppConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "so-an-sinh.json"


class Settings:
    """A few values by name, in one small file; never anything of the register."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or settings_path()
        self._values: dict[str, Any] = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # a lost or damaged file only loses the sizes of the window
        return found if isinstance(found, dict) else {}

    def get(self, name: str, default: Any = None) -> Any:
        """A value by name."""
        return self._values.get(name, default)

    def set(self, name: str, value: Any) -> None:
        """Keep a value; a place that cannot be written is no reason to stop."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            draft = self.path.with_suffix(".new")
            draft.write_text(json.dumps(self._values, ensure_ascii=False), encoding="utf-8")
            draft.replace(self.path)
        except OSError:
            return
