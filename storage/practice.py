"""A practice register: its people are made up, it is marked for ever, it never meets a real one."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from rules.names import fold
from storage.connection import Connection
from storage.errors import StorageError
from storage.recognition import recognise

if TYPE_CHECKING:
    from pathlib import Path

    from storage.intake.records import Reading
    from storage.register import Register

MARK = "BẢN TẬP"
LINE = "BẢN TẬP, KHÔNG DÙNG ĐỂ BÁO CÁO"
"""What stands on everything that leaves a practice register, and what a real one knows it by."""

_FACT = "practice"
_FOLDED = fold(LINE)
_HEAD_ROWS = 8


def mark(connection: Connection) -> None:
    """Mark a register as one for practice; nothing takes the mark away again."""
    connection.execute("INSERT OR REPLACE INTO register_facts VALUES (?, '1')", (_FACT,))


def is_marked(connection: Connection) -> bool:
    """Tell whether an open register is one for practice."""
    found = connection.value("SELECT value FROM register_facts WHERE key = ?", (_FACT,))
    return bool(found == "1")


def is_practice(path: Path, key: bytes | None = None) -> bool | None:
    """Tell whether a file is a register for practice; None where it cannot be asked."""
    for known in (key, None) if key else (None,):
        try:
            with closing(Connection(path, known)) as connection:
                recognise(connection)
                return is_marked(connection)
        except StorageError:
            continue
    return None


def keep_apart(copy: Path, path: Path, key: bytes | None) -> None:
    """Refuse to put a practice register in the place of a real one, and a real one in its place.

    Raises:
        StorageError: practice_over_real, real_over_practice, each with file and copy.
    """
    if not path.exists():
        return
    coming, standing = is_practice(copy, key), is_practice(path, key)
    facts = {"file": path.name, "copy": copy.name}
    if coming and not standing:
        raise StorageError("practice_over_real", **facts)
    if standing and not coming:
        raise StorageError("real_over_practice", **facts)


def refuse_list(register: Register, reading: Reading) -> None:
    """Refuse a list that a practice register wrote, unless this is one, too.

    Raises:
        StorageError: practice_list with file.
    """
    if not register.practice and any(
        isinstance(cell, str) and _FOLDED in fold(cell)
        for sheet in reading.book.sheets
        for row in sheet.rows[:_HEAD_ROWS]
        for cell in row
    ):
        raise StorageError("practice_list", file=reading.book.file)


def refuse_text(register: Register, path: Path) -> None:
    """Refuse a text file whose head says that a practice register wrote it.

    Raises:
        StorageError: practice_list with file.
    """
    if register.practice:
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        head = "".join(line for line, _ in zip(file, range(_HEAD_ROWS), strict=False))
    if LINE in head:
        raise StorageError("practice_list", file=path.name)
