"""A clerk at a real screen: the program in its own process, driven by keys alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds before a step that shows nothing has failed
BEAT = 0.1
SCREEN = "1366x768x24"


class Display:
    """A virtual screen of its own, without a window manager.

    Its number is the process's own, and another one each time: a server that looks for a free one
    by itself, or takes the last one again, may be given that of a server just closing, which then
    takes the socket away.
    """

    _opened = 0

    def __init__(self) -> None:
        Display._opened += 1
        self.name = f":{(os.getpid() * 16 + Display._opened % 16) % 50_000 + 100}"
        read, write = os.pipe()
        self._server = subprocess.Popen(
            [
                *("Xvfb", self.name, "-displayfd", str(write)),
                *("-screen", "0", SCREEN, "-nolisten", "tcp"),
            ],
            pass_fds=(write,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read, encoding="ascii") as ready:
            ready.readline()

    def close(self) -> None:
        self._server.terminate()
        self._server.wait()


class Desk:
    """The program on a display, with a home of its own."""

    def __init__(self, display: Display, home: Path) -> None:
        self.home = home
        self._env = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("QT_", "XDG_"))},
            "DISPLAY": display.name,
            "HOME": str(home),
            "QT_QPA_PLATFORM": "xcb",
            "LANG": "C.UTF-8",
        }
        self._program: subprocess.Popen[bytes] | None = None
        self._beat = threading.Event()

    def start(self, *arguments: str) -> None:
        with (self.home / "stderr.txt").open("ab") as errors:
            self._program = subprocess.Popen(
                [sys.executable, str(ROOT / "main.py"), *arguments],
                cwd=ROOT,
                env=self._env,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )

    def kill(self) -> None:
        """The cable is pulled: nothing is told beforehand."""
        if self._program is not None:
            self._program.send_signal(signal.SIGKILL)
            self._program.wait()
            self._program = None

    def close(self) -> None:
        self.kill()

    def said(self) -> str:
        """What the program wrote on standard error."""
        path = self.home / "stderr.txt"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def until(
        self, what: str, seen: Callable[[], bool], again: Callable[[], object] | None = None
    ) -> None:
        """Wait until something can be seen, repeating a key where one is given."""
        waited, pressed = 0.0, 0.0
        while not seen():
            assert self._program is not None
            assert self._program.poll() is None, f"the program ended: {self.said()}"
            assert waited < PATIENCE, f"never seen: {what}; windows: {self.titles()}"
            if again is not None and waited >= pressed:
                again()
                pressed = waited + 1.0
            self._beat.wait(BEAT)
            waited += BEAT

    def _xdotool(self, *words: str) -> str:
        return self._run("xdotool", *words).stdout

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words, env=self._env, capture_output=True, encoding="utf-8", check=False
        )

    def _windows(self, title: str) -> list[str]:
        """The windows of that name; asked again where one closed while they were counted.

        The search walks the tree of windows and stops with an X error when one of them goes
        away in between: what it printed until then is no answer.
        """
        while True:
            found = self._run("xdotool", "search", "--onlyvisible", "--name", title)
            if not found.stderr.strip():
                return found.stdout.split()

    def titles(self) -> list[str]:
        """The names of the windows on the screen."""
        return [self._xdotool("getwindowname", one).strip() for one in self._windows(".")]

    def at(self, title: str) -> None:
        """Wait for a window of that name and give it the keyboard."""
        seen: list[str] = []

        def focused() -> bool:
            seen[:] = self._windows(title)
            return bool(seen) and not self._run("xdotool", "windowfocus", seen[-1]).returncode

        self.until(title, focused)

    def gone(self, title: str) -> None:
        """Wait until no window has that name."""
        self.until(f"no {title}", lambda: not self._windows(title))

    def press(self, *keys: str) -> None:
        for key in keys:
            self._xdotool("key", "--clearmodifiers", key)

    def type(self, text: str) -> None:
        self._xdotool("type", "--delay", "20", text)

    def enter(self, text: str) -> None:
        """Type a text in which a line feed is Enter, all of it in one go."""
        words: list[str] = []
        for number, part in enumerate(text.split("\n")):
            words += ["key", "--delay", "20", "Return"] if number else []
            words += ["type", "--delay", "20", "--args", "1", part] if part else []
        self._xdotool(*words)

    def click(self, x: int, y: int) -> None:
        """Press the left button of the mouse at a point of the screen."""
        self._xdotool("mousemove", str(x), str(y), "click", "1")

    def picture(self, path: Path) -> None:
        """Keep what is on the screen, for whoever looks at a failed journey."""
        subprocess.run(["import", "-window", "root", str(path)], env=self._env, check=False)
