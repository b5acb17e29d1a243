"""A register of its own for each story of the field."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import Register, open_register


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    def clock() -> datetime:
        return datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

    with open_register(tmp_path / "so.sas", clock=clock, actor="Hà", create=True) as opened:
        yield opened
