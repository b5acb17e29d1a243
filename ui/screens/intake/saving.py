"""The rows that were not taken go out as a spreadsheet that can be corrected and read in again."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from rules.money import dong
from storage.intake import Reading
from ui.screens.intake.wording import tr
from ui.session import Session


def ask_where(parent: QWidget, session: Session, reading: Reading) -> Path | None:
    """Ask for the place of the spreadsheet; None when the clerk leaves it."""
    folder = Path(str(session.settings.get("intake_folder", "")))
    name = tr("chua-nhan-{file}.xlsx").format(file=Path(reading.file).stem)
    out, _ = QFileDialog.getSaveFileName(
        parent, tr("Lưu dòng chưa nhận"), str(folder / name), tr("Excel (*.xlsx)")
    )
    return Path(out) if out else None


def save_rejected(session: Session, reading: Reading, out: Path) -> None:
    """Write the rows that were not taken, with the reasons, as they stood in the file."""
    from printing.sheets.rejected import write_rejected  # noqa: PLC0415 - openpyxl, rarely

    try:
        write_rejected(reading, out, session.words)
    except OSError as error:
        session.fail(error)
        return
    said = tr("Đã lưu {n} dòng vào {file}. Sửa trong tệp đó rồi nhập lại.")
    session.tell(said.format(n=dong(len(reading.rejected)), file=out.name), "ok")
