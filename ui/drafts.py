"""Keeping what is typed in a form: nothing is lost when the program closes in the middle."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from rules.errors import Problem
from storage.drafts import Draft, local_time
from ui.buttons import Button
from ui.dialogs import Dialog
from ui.notices import Banner
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


class DraftDialog(Dialog):
    """A dialog whose typing is there again when it is opened the next time.

    Ctrl+W leaves it and keeps what was typed, Esc throws that away. The change that writes it
    forgets the draft too: `self.draft.forget()`.
    """

    def keep_typing(
        self,
        session: Session,
        form: str,
        subject: str,
        typed: Callable[[], dict[str, Any] | None],
        retype: Callable[[dict[str, Any]], None],
    ) -> None:
        """Put back what was kept about a subject, and keep from now on what `draft.touch` says.

        Called once, when the fields show what is saved.

        Args:
            session: the open register.
            form: the code of the form.
            subject: what it is about; "" for something new.
            typed: what stands in the fields; None while nothing new does.
            retype: puts back into the fields what `typed` gave.
        """
        self.again = Banner("info")
        self.body.insertWidget(0, self.again)
        self.draft = DraftKeeper(session, form, typed, self)
        found = self.draft.about(subject)
        if found is not None:
            retype(found.content)
            said = self.tr("Đã mở lại phần gõ dở lúc {time}.")
            self.again.say(said.format(time=self.draft.time))
        self.finished.connect(self.draft.end)
        QShortcut(QKeySequence("Ctrl+W"), self, self.put_off)
        later = Button(self.tr("Để sau"), keys="Ctrl+W")
        later.clicked.connect(self.put_off)
        self.extra.addWidget(later)

    def put_off(self) -> None:
        """Leave, and keep what was typed."""
        self.draft.keep()
        super().reject()

    def reject(self) -> None:
        """Leave, and throw away what was typed."""
        self.draft.forget()
        super().reject()
