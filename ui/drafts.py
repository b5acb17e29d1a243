"""Keeping what is typed in a form: nothing is lost when the program closes in the middle."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from rules.errors import Problem
from storage.drafts import Draft, local_time
from ui.session import Session

PAUSE = 800  # milliseconds after the last key
LONGEST = 3_000  # of typing without a pause


class DraftKeeper(QObject):
    """Keeps one form's typing in the register, a moment after the last key.

    Where another program writes, it tries again later: typing never waits.

    Args:
        session: the open register.
        form: the code of the form.
        content: what stands in the form, in plain values; None while nothing does.

    Signals:
        kept: what was typed is kept, or nothing is any more; `time` says since when.
    """

    kept = Signal()

    def __init__(
        self, session: Session, form: str, content: Callable[[], dict[str, Any] | None],
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.time = ""  # of the clock on the wall; empty while nothing is kept
        self._session = session
        self._form = form
        self._subject = ""
        self._content = content
        self._told = False
        self._ended = False
        self._typing = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.keep)

    def about(self, subject: str) -> Draft | None:
        """Keep what is typed about this from now on; what was kept about it before, if anything."""
        self._timer.stop()
        self._subject = subject
        found = self._session.register.drafts.of(self._form, subject)
        self.time = local_time(found, self._session.today()) if found else ""
        return found

    def touch(self) -> None:
        """A key was typed."""
        if self._ended:
            return
        if not self._timer.isActive():
            self._typing.start()
        if self._typing.elapsed() < LONGEST:
            self._timer.start(PAUSE)

    def keep(self) -> None:
        """Keep what stands in the form now; forget the draft where nothing does."""
        self._timer.stop()
        content = self._content()
        try:
            if content is None:
                self.forget()
                return
            done = self._session.register.drafts.keep(self._form, self._subject, content)
        except Problem as problem:
            self._fail(problem)
            return
        if not done:
            self._timer.start(LONGEST)
            return
        now = self._session.clock().strftime("%H:%M")
        if now != self.time:
            self.time = now
            self.kept.emit()

    def end(self) -> None:
        """The form is closed: what its fields do while they vanish is no typing."""
        self._timer.stop()
        self._ended = True

    def keep_waiting(self) -> None:
        """Keep what has not been kept yet: the form is left."""
        if self._timer.isActive():
            self.keep()

    def forget(self) -> None:
        """Throw the draft away: inside the change that writes it, or because the clerk said so."""
        self._timer.stop()
        self._session.register.drafts.forget(self._form, self._subject)
        if self.time:
            self.time = ""
            self.kept.emit()

    def _fail(self, problem: Problem) -> None:
        """Say once that nothing can be kept: the sentence would come after every key."""
        if not self._told:
            self._told = True
            self._session.fail(problem)
