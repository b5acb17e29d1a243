"""The rows that were not taken go out as a spreadsheet that can be corrected and read in again."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from rules.money import dong
from storage.intake.originals import OriginalTable
from ui.file_dialogs import FileDialog
from ui.screens.intake.wording import tr
from ui.session import Session


def ask_where(parent: QWidget, session: Session, file: str) -> Path | None:
    """Ask for the place of the spreadsheet; None when the clerk leaves it."""
    folder = Path(str(session.settings.get("intake_folder", "")))
    name = tr("chua-nhan-{file}.xlsx").format(file=Path(file).stem)
    out = FileDialog.ask_save(
        parent, tr("Lưu dòng chưa nhận"), str(folder / name), tr("Excel (*.xlsx)")
    )
    return Path(out) if out else None


def save_rejected(session: Session, tables: Sequence[OriginalTable], out: Path) -> None:
    """Write the rows that were not taken, with the reasons, as they stood in the file."""
    from printing.sheets.rejected import write_originals  # noqa: PLC0415 - openpyxl, rarely

    try:
        count = write_originals(tables, out, session.words)
    except OSError as error:
        session.fail(error)
        return
    said = tr("Đã lưu {n} dòng vào {file}. Sửa trong tệp đó rồi nhập lại.")
    session.tell(said.format(n=dong(count), file=out.name), "ok")
