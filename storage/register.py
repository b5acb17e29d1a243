"""The register: one file, its changes with undo and redo, and the nouns it holds."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from storage import practice, schema, undo
from storage.connection import Connection
from storage.errors import StorageError
from storage.ids import IdMaker
from storage.journal import Change, Changed, ChangeRow, HistoryRow, Journal
from storage.migrations import migrate
from storage.nouns import Nouns
from storage.recognition import recognise
from storage.search import Hit, search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_IDS = 500  # made together
_UNDO_ERRORS = frozenset({"two_heads", "same_personal_id", "not_allowed"})


def open_register(
    path: Path | str,
    key: bytes | None = None,
    *,
    clock: Callable[[], datetime],
    actor: str = "",
    create: bool = False,
    entropy: Callable[[int], bytes] = os.urandom,
) -> Register:
    """Open a register, bringing it to this program's shape after keeping a copy.

    Args:
        path: the register file.
        key: 32 bytes from `storage.protection`, or None for a register without password.
        clock: tells the time now; a time without zone is taken as local time.
        actor: the name of the person at work, written beside each change.
        create: make the file if it is not there.
        entropy: returns that many random bytes; replaced only to make a sample the same twice.

    Raises:
        StorageError: no_register, not_a_register, key_needed, wrong_key, newer_program, busy,
            read_only, cannot_open, disk_full, disk_failed, damaged, migration_failed.
    """
    path = Path(path)
    is_new = not path.exists() or path.stat().st_size == 0
    if is_new and not create:
        raise StorageError("no_register", file=path.name)
    connection = Connection(path, key)
    try:
        return Register(connection, clock=clock, actor=actor, entropy=entropy, is_new=is_new)
    except BaseException:
        connection.close()
        if is_new:
            _remove(path)
        raise


class Register(Nouns):
    """An open register. Use `open_register`; close it, or use it as a context manager.

    Attributes:
        path: the register file.
        actor: who is at work.
        kept_copy: the copy made before a migration on opening, or None.
        journal: every change, to be read page by page.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        clock: Callable[[], datetime],
        actor: str,
        entropy: Callable[[int], bytes],
        is_new: bool,
    ) -> None:
        self.connection = connection
        self.path = connection.path
        self.actor = actor
        self.entropy = entropy
        self._clock = clock
        self._change: Change | None = None
        if not is_new:
            recognise(connection)
        connection.configure()
        self.kept_copy = migrate(connection, clock(), steps=schema.STEPS)
        self.journal = Journal(connection)
        self.journal.install()
        # Lists of imports and facts of one day are told apart by their ids: a later one rises.
        self._ids = IdMaker(self.now, entropy, after=self.journal.latest())
        self.machine = self._machine()
        self._add_nouns(self)

    @cached_property
    def practice(self) -> bool:
        """Whether this is a practice register, made up and marked for ever."""
        return practice.is_marked(self.connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        self.connection.close()

    def now(self) -> datetime:
        """Return the time now, in UTC."""
        return self._clock().astimezone(UTC)

    def new_id(self) -> str:
        """Return an id for a new row."""
        return self._ids.new()

    def new_ids(self, count: int) -> list[str]:
        """Return ids for many new rows."""
        return self._ids.many(count)

    def ids(self) -> Iterator[str]:
        """Return ids without end, for rows that come one by one and may be very many."""
        while True:
            yield from self._ids.many(_IDS)

    def version(self) -> int:
        """Return a number that changes when another program or window has written the file."""
        return int(self.connection.value("PRAGMA data_version"))

    def _machine(self) -> str:
        fact = "SELECT value FROM register_facts WHERE key = 'machine'"
        machine = self.connection.value(fact)
        if machine is None:
            self.connection.execute(
                "INSERT OR IGNORE INTO register_facts VALUES ('machine', ?), ('register', ?)",
                (self.new_id(), self.new_id()),
            )
            machine = self.connection.value(fact)
        return str(machine)

    # Changes

    @contextmanager
    def change(self, what: str) -> Iterator[Change]:
        """Open a change: all that is written inside is kept together, or not at all.

        A change inside a change joins it. Any exception takes everything back. After the block,
        ``change.changed`` says what was touched.

        Args:
            what: the sentence that history and undo show, in the user's words.

        Raises:
            StorageError: busy, read_only, disk_full, disk_failed.
        """
        if self._change is None:
            with self._changing(what, None) as change:
                yield change
            return
        self.connection.execute("SAVEPOINT inner_change")
        try:
            yield self._change
        except BaseException:
            if self.connection.raw.in_transaction:
                self.connection.execute("ROLLBACK TO inner_change")
                self.connection.execute("RELEASE inner_change")
            raise
        self.connection.execute("RELEASE inner_change")

    @contextmanager
    def _changing(self, what: str, undone: ChangeRow | None) -> Iterator[Change]:
        with self._transaction(undone), self._entry(what, undone) as change:
            yield change

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Do a change and look at what comes of it, without keeping it.

        Inside, everything can be written and read as in a change; at the end, or at an exception,
        all of it is taken back and nothing is noted.

        Raises:
            StorageError: change_open (what); busy, read_only.
        """
        if self._change is not None:
            raise StorageError("change_open", what=self._change.what)
        self.connection.execute("BEGIN IMMEDIATE")
        self._change = Change("", "")
        try:
            self.journal.begin()
            yield
        finally:
            self._change = None
            if self.connection.raw.in_transaction:
                self.connection.raw.execute("ROLLBACK")

    @contextmanager
    def _transaction(self, undone: ChangeRow | None) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._commit(undone)
        finally:
            if self.connection.raw.in_transaction:
                self.connection.raw.execute("ROLLBACK")

    @contextmanager
    def _entry(self, what: str, undone: ChangeRow | None) -> Iterator[Change]:
        """Write one entry of the journal inside the transaction that is open."""
        change = Change(self.new_id(), what, undone.id if undone else None)
        self._change = change
        try:
            self.journal.begin()
            yield change
            change.changed = self.journal.finish(
                change,
                machine=self.machine,
                actor=self.actor,
                now=self.now(),
                reached=self._ids.reached(),
            )
        finally:
            self._change = None

    def _commit(self, undone: ChangeRow | None) -> None:
        try:
            self.connection.execute("COMMIT")
        except StorageError as error:
            # Foreign keys are looked at last while a change is taken back.
            if undone is not None and error.code == "not_allowed":
                raise undo.depending_row(self.connection, undone) from error
            raise

    def undo(self) -> Changed | None:
        """Take back this person's latest change that still stands; None when there is none.

        Raises:
            StorageError: undo_conflict (what, later, day, actor, table, row_id) when a row has
                changed since or later work leans on it; undo_blocked (what).
        """
        row = self.undoable()
        return None if row is None else self._take_back(row)

    def redo(self) -> Changed | None:
        """Bring back what this person has just undone; None when there is nothing.

        Raises:
            StorageError: as `undo`.
        """
        row = self.redoable()
        return None if row is None else self._take_back(row)

    def undo_change(self, change_id: str) -> Changed:
        """Take back any change of the history that still stands (of an undo: bring it again).

        Raises:
            StorageError: no_such_change, already_undone (what), and as `undo`.
        """
        return self._take_back(self._standing(change_id))

    def undo_together(self, change_ids: Sequence[str]) -> Changed:
        """Take back several changes, or none of them; each gets its own entry of the journal.

        Args:
            change_ids: in the order in which they are taken back, the newest first, as
                `dependence.Leaning.together` has them.

        Raises:
            StorageError: as `undo_change`.
        """
        return self._take_back(*(self._standing(one) for one in change_ids))

    def _standing(self, change_id: str) -> ChangeRow:
        row = self.journal.entry(change_id)
        while row is not None and row.kind == "redo":
            undone = self.journal.entry(str(row.undoes))
            row = None if undone is None else self.journal.entry(str(undone.undoes))
        if row is None:
            raise StorageError("no_such_change", id=change_id)
        if row.undone:
            raise StorageError("already_undone", what=row.what)
        return row

    def _take_back(self, *rows: ChangeRow) -> Changed:
        if self._change is not None:
            raise StorageError("change_open", what=self._change.what)
        last = Changed(frozenset(), "", rows[-1].what)
        kinds: set[str] = set()
        with self._transaction(rows[-1]):
            # What leans on what is looked at when all of them are back.
            self.connection.execute("PRAGMA defer_foreign_keys = ON")
            for row in rows:
                with self._entry(row.what, row) as change:
                    self._replay(row)
                last = change.changed
                kinds |= last.kinds
        return Changed(frozenset(kinds), last.id, last.what)

    def _replay(self, row: ChangeRow) -> None:
        now = self.journal.entry(row.id)
        if now is None or now.undone:  # by another window, since it was asked for
            raise StorageError("already_undone", what=row.what)
        undo.check_untouched(self.journal, self.connection, row)
        undo.check_not_agreed(self.connection, row)
        undo.check_not_named(self.connection, row)
        try:
            undo.replay_backwards(self.journal, self.connection, row)
        except StorageError as error:
            if error.code not in _UNDO_ERRORS:
                raise
            raise StorageError("undo_blocked", what=row.what) from error

    def undoable(self) -> ChangeRow | None:
        """Return the change that `undo` would take back."""
        return undo.latest_undoable(self.connection, self.actor)

    def redoable(self) -> ChangeRow | None:
        """Return the undo that `redo` would take back."""
        return undo.latest_redoable(self.connection, self.actor)

    def history(self, kind: str, row_id: str) -> list[HistoryRow]:
        """Return every change of one row, newest first.

        Args:
            kind: the table, such as ``people``.
            row_id: the id of the row.
        """
        return self.journal.history(kind, row_id)

    def changes(self, *, limit: int = 100, offset: int = 0) -> list[ChangeRow]:
        """Return the journal, newest first."""
        return self.journal.entries(limit, offset)

    def log(self, what: str, **facts: object) -> None:
        """Note what is no change and is never undone: opened, printed, exported.

        Args:
            what: a code.
            facts: plain values; no personal data.
        """
        self.connection.execute(
            "INSERT INTO log (id, at, actor, what, facts) VALUES (?, ?, ?, ?, ?)",
            (
                self.new_id(),
                self.now().isoformat(timespec="seconds"),
                self.actor,
                what,
                json.dumps(facts, ensure_ascii=False),
            ),
        )

    def search(self, text: str, limit: int = 50) -> list[Hit]:
        """Find people, households and villages by whatever was typed into the one box."""
        return search(self, text, limit)


def _remove(path: Path) -> None:
    """Take away the file of a register that could not be made."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
