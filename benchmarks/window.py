"""The window, from the start of the program to the list of households on the screen.

Run as a program with the path of a register; prints seconds and megabytes.
"""

import sys
import time

started = time.perf_counter()

from datetime import UTC, datetime  # noqa: E402
from pathlib import Path  # noqa: E402

from PySide6.QtWidgets import QApplication  # noqa: E402

from benchmarks.floors.window import resident_mb  # noqa: E402
from storage import open_register  # noqa: E402
from ui.jobs import Jobs  # noqa: E402
from ui.language import speak_vietnamese  # noqa: E402
from ui.places import PLACES  # noqa: E402
from ui.session import Session  # noqa: E402
from ui.settings import Settings  # noqa: E402
from ui.style import prepare  # noqa: E402
from ui.window import Window  # noqa: E402

SETTLES = 1.0  # seconds in which whatever follows the list is counted: its memory is ours too


def clock() -> datetime:
    """A clock that stands still."""
    return datetime(2026, 11, 22, 8, tzinfo=UTC)


def main() -> None:
    """Open the window on the list of households, let it draw, and leave."""
    path = Path(sys.argv[1])
    app = QApplication(sys.argv[:1])
    settings = Settings()
    speak_vietnamese(app)
    prepare(app, "light", 1.0)
    with open_register(path, clock=clock) as register:
        jobs = Jobs(lambda: open_register(path, clock=clock))
        window = Window(Session(register, clock=clock, jobs=jobs, settings=settings), PLACES)
        window.go("households")
        window.resize(1366, 768)
        window.show()
        app.processEvents()
        ready = time.perf_counter() - started
        settled = time.perf_counter() + SETTLES
        while time.perf_counter() < settled:
            app.processEvents()
        print(f"{ready:.4f} {resident_mb():.1f}")
        window.close()


if __name__ == "__main__":
    main()
