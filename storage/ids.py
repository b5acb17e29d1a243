"""Ids of rows: UUIDv7, unique across machines and rising with time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_COUNTER_BITS = 12


class IdMaker:
    """Makes UUIDv7 texts (RFC 9562) that never fall behind the one made before.

    Args:
        clock: tells the time now, with its zone.
        entropy: returns that many random bytes.
    """

    def __init__(self, clock: Callable[[], datetime], entropy: Callable[[int], bytes]) -> None:
        self._clock = clock
        self._entropy = entropy
        self._last = 0

    def new(self) -> str:
        """Return the next id, such as ``019aa5f0-6f2b-7000-9d3e-52f1c0a1b2c3``."""
        # Milliseconds and a 12-bit counter make one number, so that a burst runs over into time.
        now = int(self._clock().timestamp() * 1000) << _COUNTER_BITS
        self._last = max(now, self._last + 1)
        tail = int.from_bytes(self._entropy(8)) >> 2
        whole = (
            ((self._last >> _COUNTER_BITS) << 80)
            | (0x7 << 76)
            | ((self._last & 0xFFF) << 64)
            | (0b10 << 62)
            | tail
        )
        text = f"{whole:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
