"""Making a practice register: a made-up commune under the name of the real one, marked for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.errors import StorageError
from storage.founding import made_whole
from storage.practice import is_practice, mark
from storage.protection import files_of
from storage.register import open_register
from storage.sample import make_sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from storage.office import Office
    from storage.register import Register

PEOPLE = 1_200
SEED = 1


def make_practice(
    path: Path, *, clock: Callable[[], datetime], office: Office | None = None
) -> Register:
    """Make a practice register of 1,200 made-up people and return it open.

    Args:
        path: where nothing stands yet.
        clock: tells the time now; the made-up work lies before that day.
        office: of the real register, whose commune and letterhead the papers then carry; its
            telephone is left out.

    Raises:
        StorageError: as `open_register`; nothing is left behind.
    """
    with made_whole(path):
        register = open_register(path, clock=clock, create=True)
        try:
            mark(register.connection)
            on = register.now().astimezone().date()
            make_sample(register, people=PEOPLE, seed=SEED, on=on)
            if office is not None and office.commune:
                _call(register, office)
        except BaseException:
            register.close()
            raise
    return register


def _call(register: Register, office: Office) -> None:
    """Give the made-up commune the name of a real one, as the program's own act."""
    with register.change("Lập bản tập"):
        register.office.save(
            commune_code=office.commune_code,
            commune=office.commune,
            province_code=office.province_code,
            name=office.name,
            parent_name=office.parent_name,
            place=office.place,
        )


def discard_practice(path: Path) -> None:
    """Delete a practice register, so that it can be made anew; a real one is never touched.

    Raises:
        StorageError: not_practice with file; cannot_open when a window still has it open.
    """
    if not path.exists():
        return
    if not is_practice(path):
        raise StorageError("not_practice", file=path.name)
    try:
        for file in files_of(path):
            file.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError("cannot_open", file=path.name, detail=str(error)) from error
