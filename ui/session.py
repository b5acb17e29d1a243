"""What the screens share: the open register, the day, the law, long work, what has changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from rules.policy import Policy, View
from storage import Changed, Register
from storage.journal import Change
from ui.failures import CrashDialog, words_for
from ui.jobs import Jobs
from ui.queries import Query
from ui.settings import Settings
from ui.wording import words


class Session(QObject):
    """One register open in one window.

    Args:
        register: the open register.
        clock: tells the time now.
        jobs: runs long work with connections of its own.
        settings: what this machine remembers.

    Signals:
        changed: something was written; carries a storage.Changed.
        told: one sentence for the clerk; carries the words and a tone (info, ok, warn, bad).
        asked: go and show something; carries a Query.
        other_register: close this register and open another; carries one of `ui.practice`'s
            real, open, fresh.
    """

    changed = Signal(object)
    told = Signal(str, str)
    asked = Signal(object)
    other_register = Signal(str)

    def __init__(
        self,
        register: Register,
        *,
        clock: Callable[[], datetime],
        jobs: Jobs,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.register = register
        self.clock = clock
        self.jobs = jobs
        self.settings = settings
        self.words = words()
        self.backed_up: datetime | None = None
        self._policy: Policy | None = None
        jobs.broke.connect(self.fail)

    def today(self) -> date:
        """The working day."""
        return self.clock().date()

    @property
    def policy(self) -> Policy:
        """The law as the program ships it, with the office's own values over it."""
        if self._policy is None:
            self._policy = self.register.policies.policy()
        return self._policy

    def law(self) -> View:
        """The law in force today."""
        return self.policy.on(self.today())

    @contextmanager
    def change(self, what: str) -> Iterator[Change]:
        """Write inside one change, then tell every screen that watches.

        Raises:
            StorageError: the change could not be written; nothing was.
        """
        with self.register.change(what) as change:
            yield change
        self.announce(change.changed)

    def announce(self, changed: Changed | None) -> None:
        """Tell every screen what was written."""
        if changed is None or not changed.kinds:
            return
        if "policy_values" in changed.kinds:
            self._policy = None
        self.changed.emit(changed)

    def undo(self) -> None:
        """Take back this person's latest change."""
        self.announce(self.register.undo())

    def redo(self) -> None:
        """Do again what was just taken back."""
        self.announce(self.register.redo())

    def tell(self, text: str, tone: str = "info") -> None:
        """Say one sentence in the page."""
        self.told.emit(text, tone)

    def ask(self, query: Query) -> None:
        """Go and show something."""
        self.asked.emit(query)

    def fail(self, error: BaseException) -> None:
        """Say what went wrong: one sentence, nothing for stopped work, or the crash window."""
        text = words_for(error)
        if text is None:
            CrashDialog(error).exec()
        elif text:
            self.tell(text, "bad")

    @property
    def practice(self) -> bool:
        """Whether this is a practice register."""
        return self.register.practice

    @property
    def path(self) -> Path:
        """The file of the register."""
        return self.register.path
