"""The file that a document or a workbook is written to: never a register, and known to be writable.

Looked at before the work begins, so that nobody waits for an answer that cannot be kept.
"""

import tempfile
from pathlib import Path

from printing.wording import PrintError
from storage.connection import is_plain
from storage.protection import files_of, is_protected


def make_room(out: Path, register_path: Path) -> None:
    """Make the folder of a file to be written, and prove that something can be written there.

    Raises:
        PrintError: target_is_folder; target_is_register for this register, what stands beside it,
            and any other register.
        OSError: with the name of the file, when its folder cannot be made or written.
    """
    if out.is_dir():
        raise PrintError("target_is_folder", file=out.name)
    mine = {file.resolve() for file in files_of(register_path)}
    if out.resolve() in mine or (out.is_file() and (is_plain(out) or is_protected(out))):
        raise PrintError("target_is_register", file=out.name)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out.parent):
            pass
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(out)) from error
