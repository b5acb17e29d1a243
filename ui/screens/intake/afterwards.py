"""What is answered of an import days after it: each answer a change of its own."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from storage.intake import (
    KeptConflict,
    KeptEnding,
    Side,
    answer_waiting,
    decide_conflicts,
    end_standings,
    retry_waiting,
)
from storage.intake.kept_rows import kept_originals
from storage.journal import Changed, ChangeRow
from storage.progress import Progress
from storage.register import Register
from ui.screens.intake.opened import Answered, OpenedPage
from ui.screens.intake.saving import save_rejected
from ui.screens.intake.wording import tr
from ui.session import Session


class Afterwards(QObject):
    """Writes what is answered on the page of an import of before."""

    def __init__(self, session: Session, page: OpenedPage, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        page.answered.connect(lambda about: self._write(partial(answer, about=about)))
        page.sided.connect(self._side)
        page.ended.connect(lambda some: self._write(partial(end, endings=some)))

    def _side(self, conflicts: tuple[KeptConflict, ...], side: Side) -> None:
        today = self._session.today()
        self._write(partial(decide, conflicts=conflicts, side=side, on=today))

    def _write(self, work: Callable[[Register, Progress], tuple[Changed, ...]]) -> None:
        def done(changes: tuple[Changed, ...]) -> None:
            for changed in changes:
                self._session.announce(changed)

        self._session.jobs.run(tr("Đang ghi câu trả lời"), work, done)

    def take_back(self, change: ChangeRow) -> None:
        """Take a whole import back."""
        title = tr("Đang hoàn tác: {what}").format(what=change.what)
        work = partial(undo_import, change_id=change.id)
        self._session.jobs.run(title, work, self._session.announce)

    def save(self, import_id: str, out: Path) -> None:
        """Write the rows of an import that were not taken into a spreadsheet."""
        save_rejected(self._session, kept_originals(self._session.register, import_id), out)


def answer(register: Register, _progress: Progress, *, about: Answered) -> tuple[Changed, ...]:
    """Take a waiting row as answered, then what has become certain through it.

    Raises:
        StorageError: no_such_row when the person is gone; as any change.
    """
    taken = answer_waiting(register, about.row, about.decision, about.choices)
    made = [taken.changed] if taken else []
    return (*made, *_again(register, about.row.file))


def decide(
    register: Register, _progress: Progress, *,
    conflicts: tuple[KeptConflict, ...], side: Side, on: date,
) -> tuple[Changed, ...]:  # fmt: skip
    """Let one side stand in differences, then take what has become certain through it.

    Raises:
        StorageError: as any change.
    """
    changed = decide_conflicts(register, conflicts, side, on=on)
    return (changed, *_again(register, conflicts[0].file)) if changed else ()


def end(
    register: Register, _progress: Progress, *, endings: tuple[KeptEnding, ...]
) -> tuple[Changed, ...]:
    """End standings that a list is silent about.

    Raises:
        StorageError: as any change.
    """
    changed = end_standings(register, endings)
    return (changed,) if changed else ()


def _again(register: Register, file: str) -> tuple[Changed, ...]:
    return tuple(one.changed for one in retry_waiting(register, after=file))


def undo_import(register: Register, _progress: Progress, *, change_id: str) -> Changed:
    """Take a whole import back.

    Raises:
        StorageError: undo_conflict when later work depends on it; as any undo.
    """
    return register.undo_change(change_id)
