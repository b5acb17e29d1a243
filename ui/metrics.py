"""Sizes in logical pixels, for the height of the window and the size of letters chosen."""

from dataclasses import dataclass
from typing import Literal

Density = Literal["full", "compact", "tight"]

SCALES = {"normal": 1.0, "large": 1.15, "largest": 1.3}


@dataclass(frozen=True, slots=True)
class Metrics:
    """Heights and gaps for one density, in logical pixels.

    `scale` is the setting "Cỡ chữ" (1, 1.15 or 1.3); a row is never lower than its text plus 12.
    """

    density: Density = "full"
    scale: float = 1.0

    @classmethod
    def for_height(cls, height: int, scale: float = 1.0) -> "Metrics":
        """The sizes for a window so many logical pixels high inside its frame."""
        if height < 660:
            return cls("tight", scale)
        return cls("compact" if height < 740 else "full", scale)

    def px(self, size: float) -> int:
        """A size that follows the letters, rounded to whole pixels."""
        return round(size * self.scale)

    def _of(self, full: int, compact: int, tight: int, line: int = 0) -> int:
        size = {"full": full, "compact": compact, "tight": tight}[self.density]
        return size if self.scale == 1.0 else max(size, self.px(line or size))

    @property
    def row(self) -> int:
        return self._of(32, 28, 26)

    @property
    def dense(self) -> int:
        return self._of(28, 24, 22)

    @property
    def report(self) -> int:
        return self._of(24, 22, 21)

    @property
    def list_row(self) -> int:
        return self._of(48, 44, 44)

    @property
    def reason_row(self) -> int:
        return self._of(52, 48, 48)

    @property
    def route_row(self) -> int:
        return self._of(26, 24, 24)

    @property
    def table_head(self) -> int:
        return self._of(28, 26, 26)

    @property
    def panel_head(self) -> int:
        return self._of(36, 32, 32)

    @property
    def page_head(self) -> int:
        return self._of(68, 60, 60)

    @property
    def tabs(self) -> int:
        return self._of(36, 36, 32)

    @property
    def gap(self) -> int:
        return self._of(12, 10, 10, line=12)

    @property
    def page_foot(self) -> int:
        return 12 if self.density == "full" else 8

    @property
    def field(self) -> int:
        return self.px(32)

    @property
    def small_field(self) -> int:
        return self.px(28)
