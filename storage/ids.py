"""Ids of rows: UUIDv7, unique across machines and rising with time."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Milliseconds and a 12-bit counter make one number, so that a burst runs over into time.
_COUNTER_BITS = 12
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_VARIANT = 0b10 << 62
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
        return _text(self._last, int.from_bytes(self._entropy(8)))

    def many(self, count: int) -> list[str]:
        """Return the next ids, for less than they cost one by one: the clock is read once."""
        first = max(_counted(self._clock()), self._last + 1)
        self._last = first + count - 1
        tails = struct.unpack(f">{count}Q", self._entropy(8 * count))
        return list(map(_text, range(first, first + count), tails))


def _text(counted: int, tail: int) -> str:
    """Return an id: 48 bits of time, the version, 12 bits counted, the variant, 62 at random."""
    head, rest = f"{counted:015x}", f"{_VARIANT | tail >> 2:016x}"
    return f"{head[:8]}-{head[8:12]}-7{head[12:]}-{rest[:4]}-{rest[4:]}"


def made(row_id: str) -> datetime:
    """Return when an id was given, in UTC: the time is its first 48 bits."""
    return _EPOCH + int(row_id.replace("-", "")[:12], 16) * _MILLISECOND


def _counted(time: datetime) -> int:
    return (time - _EPOCH) // _MILLISECOND << _COUNTER_BITS
