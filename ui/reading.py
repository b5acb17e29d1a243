"""Reading in the background where only the newest question matters."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from storage import Register
from storage.progress import Progress
from ui.session import Session

Read = Callable[[Register], Any]


class Latest(QObject):
    """Reads for one part of a screen, one question at a time.

    What is asked while another question is read waits, and replaces what waited before it: an
    arrow key held down never queues up work. Answers nobody waits for are dropped.
    """

    def __init__(self, session: Session, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._title = title
        self._reading = False
        self._waiting: tuple[Read, Callable[[Any], None], Callable[[BaseException], None]] | None
        self._waiting = None
        self._asked = 0

    def ask(
        self,
        read: Read,
        use: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Read with a connection of its own, then hand the answer over in the window."""
        self._asked += 1
        if self._reading:
            self._waiting = (read, use, failed)
            return
        number = self._asked
        self._reading = True

        def work(register: Register, _progress: Progress) -> Any:
            return read(register)

        def done(answer: Any) -> None:
            self._end(number, use, answer)

        def broke(error: BaseException) -> None:
            self._end(number, failed, error)

        self._session.jobs.run(self._title, work, done, failed=broke)

    def drop(self) -> None:
        """Nobody waits for an answer any more."""
        self._asked += 1
        self._waiting = None

    def _end(self, number: int, use: Callable[[Any], None], answer: Any) -> None:
        self._reading = False
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.ask(*waiting)
        elif number == self._asked:
            use(answer)
