"""Where the workbook of a month is kept, and what is said when it cannot be."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from rules.calendar import Month
from ui.file_dialogs import FileDialog
from ui.screens.reports.figures import tr
from ui.settings import Settings

FOLDER = "reports"  # the name under which the machine remembers the folder


def ask_place(parent: QWidget, settings: Settings, month: Month) -> Path | None:
    """Ask where to keep the workbook, beginning in the folder used last; None when not at all."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = FileDialog(parent, tr("Xuất Excel"), str(settings.get(FOLDER, place)))
    dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter("Excel (*.xlsx)")
    dialog.setDefaultSuffix("xlsx")
    dialog.selectFile(f"bao-cao-thang-{month}.xlsx")
    if not dialog.exec():
        return None
    return Path(dialog.selectedFiles()[0])


def why_not(error: OSError, path: Path) -> str:
    """Say why the workbook was not written, and what to do."""
    if isinstance(error, PermissionError):
        text = tr(
            "Chưa xuất được: tệp {file} đang mở trong Excel, hoặc thư mục không cho ghi. Đóng tệp"
            " rồi xuất lại, hoặc chọn chỗ khác."
        )
    else:
        text = tr(
            "Chưa xuất được tệp {file}: ổ đĩa đầy hoặc đã rút ra. Xuất lại, hoặc chọn chỗ khác."
        )
    return text.format(file=path.name)
