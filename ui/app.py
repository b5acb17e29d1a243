"""Starting the window: one program, first without a register, then with one."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QApplication, QWidget

from storage import Register, open_register
from ui import failures
from ui.focus_ring import FocusRing
from ui.front.window import FrontWindow
from ui.jobs import Jobs
from ui.language import speak_vietnamese
from ui.places import PLACES
from ui.practice import FRESH, REAL
from ui.scan_desk import ScanDesk
from ui.scanner import Scanner
from ui.session import Session
from ui.settings import Settings
from ui.style import prepare
from ui.window import Window

_TITLE = 40  # px: what stands above a window, at most


class Program(QObject):
    """Holds the window that is open now, and changes it when a register is opened.

    Args:
        clock: tells the time now.
        settings: what this machine remembers.
        folder: where registers are kept; the user's documents unless given.
    """

    def __init__(
        self, *, clock: Callable[[], datetime], settings: Settings, folder: Path | None = None
    ) -> None:
        super().__init__()
        self.clock = clock
        self.settings = settings
        self.front = FrontWindow(clock=clock, settings=settings, folder=folder)
        self.front.ready.connect(self._work)
        self.window: Window | None = None

    def start(self, path: Path | None) -> None:
        """Show the register named, or the one opened last, or the first page."""
        last = self.settings.get("register")
        if path is None and last and Path(last).exists():
            path = Path(last)
        show_within(self.front)
        if path is not None:
            self.front.open_path(path)

    def _work(self, register: Register, key: bytes | None, new: bool) -> None:
        path, actor = register.path, register.actor

        def opener() -> Register:
            return open_register(path, key, clock=self.clock, actor=actor)

        self._leave_window()
        session = Session(
            register, clock=self.clock, jobs=Jobs(opener), settings=self.settings, parent=self
        )
        session.other_register.connect(self._change_register)
        failures.install(session.fail)
        self.window = window = Window(session, PLACES)
        scanner = Scanner(window)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            scanner.follow(app)
        ScanDesk(session, scanner, window.open_household, window)
        if new:
            self.window.go("intake")
        show_within(self.window, self.settings.get("window"))
        self.front.hide()
        register.log("opened")

    def _change_register(self, kind: str) -> None:
        """Close the register that is open and open another, unless the open screen keeps it."""
        window = self.window
        if window is None:
            return
        office = window.session.register.office.get()
        # between two windows there is none: that is no reason to end the program
        QApplication.setQuitOnLastWindowClosed(False)
        try:
            if not window.close():
                return
            self._leave_window()
            self.front.show_page(self.front.welcome)
            show_within(self.front)
            last = self.settings.get("register")
            if kind != REAL:
                self.front.open_practice(office=office, fresh=kind == FRESH)
            elif last and Path(last).exists():
                self.front.open_path(Path(last))
        finally:
            QApplication.setQuitOnLastWindowClosed(True)

    def _leave_window(self) -> None:
        """Let go of the window and the register that were open before."""
        if self.window is not None:
            self.window.session.jobs.close()  # pressed twice, a register opens over another
            self.window.session.register.close()
            self.window.session.deleteLater()
            self.window.hide()
            self.window.deleteLater()
            self.window = None


def show_within(window: QWidget, kept: object = None) -> None:
    """Show a window at its size; it fills a screen that has no more room, under its own title."""
    room = window.screen().availableGeometry().size()
    window.resize(size_within(room, window.size(), kept))
    if window.height() + _TITLE > room.height():
        window.showMaximized()
    else:
        window.show()


def size_within(room: QSize, usual: QSize, kept: object) -> QSize:
    """The size kept from last time, else the usual one; never more than this screen has."""
    if isinstance(kept, list) and len(kept) == 2:
        usual = QSize(*kept)
    return usual.boundedTo(room)


def run(path: Path | None, clock: Callable[[], datetime]) -> int:
    """Open the window and stay until it is closed; the exit status is Qt's."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("So An Sinh")
    settings = Settings()
    speak_vietnamese(app)
    prepare(app, settings.get("theme", "system"), settings.get("scale", 1.0))
    FocusRing(app).follow(app)
    program = Program(clock=clock, settings=settings)
    program.start(path)
    status: int = app.exec()
    if program.window is not None:
        program.window.session.register.close()
    return status
