"""What every journey needs: a screen of its own, which only a machine with Xvfb has."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.desk import Display

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the journeys on one worker, one after the other, and only where there is a screen."""
    no_screen = not sys.platform.startswith("linux") or shutil.which("Xvfb") is None
    reason = "a real window needs Xvfb; `make test` installs it when it may"
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group("display"))
            item.add_marker(pytest.mark.skipif(no_screen, reason=reason))


@pytest.fixture
def display() -> Iterator[Display]:
    made = Display()
    yield made
    made.close()
