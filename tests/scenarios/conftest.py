"""A register of its own for each story of the field."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import Register, open_register
from tests.scenarios.villages import fill

Populate = Callable[..., list[str]]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    def clock() -> datetime:
        return datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

    with open_register(tmp_path / "so.sas", clock=clock, actor="Hà", create=True) as opened:
        yield opened


@pytest.fixture
def populate(register: Register) -> Populate:
    """Return a function that puts people into a village; the first ones have a card."""

    def put(village: str, people: int, *, covered: int = 0, told: int = 0) -> list[str]:
        return fill(register, village, people, covered=covered, told=told)

    return put
