"""The one way to export: gather, build the workbook, put the whole file in its place."""

from pathlib import Path

from printing.request import Request
from printing.sheets import SHEETS
from printing.target import make_room
from printing.wording import PrintError
from printing.workbook import Sheet, new_workbook, save
from storage import Register
from storage.progress import Progress


def _unheard(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def sheet(name: str) -> Sheet:
    """Return the workbook of a name; raises PrintError unknown_sheet with the names there are."""
    for found in SHEETS:
        if found.name == name:
            return found
    raise PrintError("unknown_sheet", name=name, known=", ".join(one.name for one in SHEETS))


def export_sheet(
    register: Register, name: str, request: Request, out: Path, progress: Progress = _unheard
) -> Path:
    """Write a workbook of the catalogue, and note in the log that it was exported.

    A file that is there already is replaced only by a whole one.

    Raises:
        PrintError: unknown_sheet, and what `make_room` says of the file.
        StorageError: month_not_begun.
        Cancelled: from progress.
        OSError: when the file cannot be written.
    """
    wanted = sheet(name)
    make_room(out, register.path)
    data = wanted.gather(register, request, progress)
    book = new_workbook(practice=register.practice)
    wanted.build(data, book)
    save(book, out)
    register.log("exported", sheet=name, month=str(request.month) if request.month else None)
    return out
