"""Long work: one worker thread with its own connection, progress, and a way to stop."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from storage import Register
from storage.progress import Cancelled, Progress

Work = Callable[[Register, Progress], Any]
Done = Callable[[Any], None]
Opener = Callable[[], Register]

SHORTEST = 0.05  # seconds between two signals of progress: at most 20 a second
PATIENCE = 400  # milliseconds before a panel is shown


@dataclass(slots=True)
class _Job:
    title: str
    work: Work
    done: Done
    failed: Done | None
    stop: threading.Event
    quiet: bool = False
    again: bool = False
    started: float = 0.0


@dataclass(frozen=True, slots=True)
class Doing:
    """How far the work is: rows done of a total, and about how many seconds are left."""

    title: str
    done: int = 0
    total: int = 0
    seconds: int | None = None


class Jobs(QObject):
    """Runs one long work at a time, in order; what nobody waits for gives way, and begins again.

    Args:
        opener: opens a connection of its own; called in the worker thread.

    Signals:
        slow: a work takes longer than 0.4 s and a panel should show it; carries a Doing.
        progressed: carries a Doing; only after `slow`.
        finished: the work ended, however it ended.
        broke: the work failed and nobody else was told; carries the exception.
    """

    slow = Signal(object)
    progressed = Signal(object)
    finished = Signal()
    broke = Signal(object)
    _ended = Signal(object, object)
    _stepped = Signal(int, int)

    def __init__(self, opener: Opener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opener = opener
        self._waiting: list[_Job] = []
        self._now: _Job | None = None
        self._thread: threading.Thread | None = None
        self._shown = False
        self._doing = Doing("")
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._show)
        self._ended.connect(self._finish)
        self._stepped.connect(self._step)

    @property
    def busy(self) -> bool:
        """Whether a work is running or waiting."""
        return self._now is not None or bool(self._waiting)

    def run(
        self,
        title: str,
        work: Work,
        done: Done,
        *,
        failed: Done | None = None,
        quiet: bool = False,
    ) -> None:
        """Do `work(register, progress)` in the background, then `done(result)` in the window.

        Args:
            title: what is being done, in a clerk's words.
            work: gets a register of its own and a `progress(done, total)` to call often.
            done: gets the result, in the main thread.
            failed: gets the exception, also `Cancelled`; without it `broke` is sent.
            quiet: nobody waits for it, so no panel is shown however long it takes.
        """
        self._waiting.append(_Job(title, work, done, failed, threading.Event(), quiet))
        self._waiting.sort(key=lambda job: job.quiet)
        if not quiet and self._now is not None and self._now.quiet:
            self._now.again = True
            self.cancel()
        self._next()

    def cancel(self) -> None:
        """Ask the running work to stop; it leaves nothing half done."""
        if self._now is not None:
            self._now.stop.set()

    def close(self) -> None:
        """Stop everything and wait for it; nobody is told any more of what was done."""
        self._waiting.clear()
        if self._now is not None:
            self._now.again = False
        self.cancel()
        if self._thread is not None:
            self._thread.join()
        self._now = None

    def _next(self) -> None:
        if self._now is not None or not self._waiting:
            return
        job = self._waiting.pop(0)
        self._now = job
        self._shown = False
        self._doing = Doing(job.title)
        job.started = time.monotonic()
        if not job.quiet:
            self._patience.start()
        self._thread = threading.Thread(target=self._work, args=(job,), name="jobs", daemon=True)
        self._thread.start()

    def _work(self, job: _Job) -> None:
        last = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal last
            if job.stop.is_set():
                raise Cancelled
            moment = time.monotonic()
            if moment - last >= SHORTEST:
                last = moment
                self._stepped.emit(done, total)

        result: Any = None
        error: BaseException | None = None
        try:
            with self._opener() as register:
                result = job.work(register, progress)
        except BaseException as caught:
            error = caught
        self._ended.emit(result, error)

    def _step(self, done: int, total: int) -> None:
        job = self._now
        if job is None:
            return
        spent = time.monotonic() - job.started
        left = round(spent / done * (total - done)) if done and total else None
        self._doing = Doing(job.title, done, total, left)
        if self._shown:
            self.progressed.emit(self._doing)

    def _show(self) -> None:
        if self._now is not None:
            self._shown = True
            self.slow.emit(self._doing)

    def _finish(self, result: Any, error: BaseException | None) -> None:
        job = self._now
        self._patience.stop()
        self._now = None
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self.finished.emit()
        if job is not None:
            self._tell(job, result, error)
        self._next()

    def _tell(self, job: _Job, result: Any, error: BaseException | None) -> None:
        if job.again and isinstance(error, Cancelled):
            self._waiting.append(replace(job, stop=threading.Event(), again=False))
        elif error is None:
            job.done(result)
        elif job.failed is not None:
            job.failed(error)
        elif not isinstance(error, Cancelled):
            self.broke.emit(error)


class InlineJobs(Jobs):
    """Does the same work at once, in the caller's thread; for tests and pictures."""

    def run(
        self,
        title: str,
        work: Work,
        done: Done,
        *,
        failed: Done | None = None,
        quiet: bool = False,
    ) -> None:
        """Do the work now."""
        job = _Job(title, work, done, failed, threading.Event(), quiet)
        result: Any = None
        error: BaseException | None = None
        try:
            with self._opener() as register:
                result = work(register, _silent)
        except Exception as caught:
            error = caught
        self._tell(job, result, error)


def _silent(_done: int, _total: int) -> None:
    return
