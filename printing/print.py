"""The one way to print: gather, draw into a file beside the wanted one, put it in its place."""

from pathlib import Path

from printing.catalog import document
from printing.law import sender
from printing.paper import Paper
from printing.request import Printed, Request
from printing.target import make_room
from storage import Register
from storage.progress import Progress


def _unheard(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def print_document(
    register: Register,
    name: str,
    request: Request,
    out: Path,
    progress: Progress = _unheard,
    *,
    noted: bool = True,
) -> Printed:
    """Draws a document of the catalogue into a file, and notes in the log that it was printed.

    A preview is not noted: paper that nobody holds went nowhere.

    A file that is there already is replaced only when the new one is whole; when drawing fails or
    is cancelled, it stays as it was.

    Raises:
        PrintError: unknown_document, unknown_village, unknown_place, and what `make_room` says of
            the file.
        StorageError: no_such_household, and RuleError bad_household_code for a code mistyped.
        RuleError: no_value_in_force for a day whose law is not recorded.
        Cancelled: from progress.
    """
    wanted = document(name)
    make_room(out, register.path)
    data = wanted.gather(register, request, progress)
    office = sender(register)
    partial = out.with_name(f"{out.name}.part")
    try:
        paper = Paper(
            partial,
            size=wanted.size,
            made=request.on,
            progress=progress,
            practice=register.practice,
        )
        paper.describe(
            title=wanted.title, author=office.body or "Sổ An Sinh", subject=wanted.audience
        )
        wanted.draw(data, paper)
        paper.save()
        partial.replace(out)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    if noted:
        register.log(
            "printed",
            document=name,
            pages=paper.pages,
            household=request.household,
            village=request.village,
        )
    return Printed(out, paper.pages, tuple(sorted(paper.missing)))
