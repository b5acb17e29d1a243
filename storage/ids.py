"""Ids of rows: UUIDv7, unique across machines and rising with time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Milliseconds and a 12-bit counter make one number, so that a burst runs over into time.
_COUNTER_BITS = 12
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_LAST_OF_MILLISECOND = (1 << _COUNTER_BITS) - 1


class IdMaker:
    """Makes UUIDv7 texts (RFC 9562) that never fall behind the one made before.

    Args:
        clock: tells the time now, with its zone.
        entropy: returns that many random bytes.
        after: a time that every id is later than, also where the clock has been put back since.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        entropy: Callable[[int], bytes],
        after: datetime | None = None,
    ) -> None:
        self._clock = clock
        self._entropy = entropy
        self._last = 0 if after is None else _counted(after) | _LAST_OF_MILLISECOND

    def reached(self) -> datetime:
        """Return the millisecond of the last id; ahead of the clock when that was put back."""
        return _EPOCH + (self._last >> _COUNTER_BITS) * _MILLISECOND

    def new(self) -> str:
        """Return the next id, such as ``019aa5f0-6f2b-7000-9d3e-52f1c0a1b2c3``."""
        self._last = max(_counted(self._clock()), self._last + 1)
        tail = int.from_bytes(self._entropy(8)) >> 2
        whole = (
            ((self._last >> _COUNTER_BITS) << 80)
            | (0x7 << 76)
            | ((self._last & _LAST_OF_MILLISECOND) << 64)
            | (0b10 << 62)
            | tail
        )
        text = f"{whole:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def made(row_id: str) -> datetime:
    """Return when an id was given, in UTC: the time is its first 48 bits."""
    return _EPOCH + int(row_id.replace("-", "")[:12], 16) * _MILLISECOND


def _counted(time: datetime) -> int:
    return (time - _EPOCH) // _MILLISECOND << _COUNTER_BITS
