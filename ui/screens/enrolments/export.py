"""Where the due list is kept as a workbook."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from printing.export import export_sheet
from printing.request import Request
from storage import Register
from storage.progress import Progress
from ui.file_dialogs import FileDialog
from ui.screens.enrolments.wording import tr
from ui.session import Session
from ui.settings import Settings

FOLDER = "due"  # the name under which the machine remembers the folder


def ask_place(parent: QWidget, settings: Settings, on: date) -> Path | None:
    """Ask where to keep the list, beginning in the folder used last; None when not at all."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = FileDialog(parent, tr("Xuất danh sách"), str(settings.get(FOLDER, place)))
    dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter("Excel (*.xlsx)")
    dialog.setDefaultSuffix("xlsx")
    dialog.selectFile(f"sap-het-han-{on.isoformat()}.xlsx")
    if not dialog.exec():
        return None
    return Path(dialog.selectedFiles()[0])


def export_due(session: Session, path: Path) -> None:
    """Write the whole due list; a file there is replaced only by a whole one."""
    request = Request(on=session.today())

    def work(register: Register, progress: Progress) -> Path:
        return export_sheet(register, "due-list", request, path, progress)

    def done(written: Path) -> None:
        session.settings.set(FOLDER, str(written.parent))
        session.tell(tr("Đã xuất danh sách vào tệp {file}.").format(file=written.name), "ok")

    def failed(error: BaseException) -> None:
        if isinstance(error, OSError):
            text = tr("Chưa xuất được tệp {file}: đóng tệp ấy trong Excel, hoặc chọn chỗ khác.")
            session.tell(text.format(file=path.name), "bad")
        else:
            session.fail(error)

    session.jobs.run(tr("Đang xuất danh sách"), work, done, failed=failed)
