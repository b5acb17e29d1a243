"""A screen that takes a file, asked for or dropped onto it."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication

from storage.intake.pasted import Pasted
from ui.copying import is_of_practice
from ui.file_dialogs import FileDialog
from ui.practice import practice_refused
from ui.screen import Screen
from ui.screens.intake.wording import tr
from ui.session import Session


class DropScreen(Screen):
    """Takes one file, also dropped anywhere on it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setAcceptDrops(True)
        self.act(tr("Dán danh sách chép từ Excel"), self.paste, keys="Ctrl+V", icon_name="copy")

    def takes_file(self) -> bool:
        """Whether a file may be dropped now."""
        raise NotImplementedError

    def hover(self, *, on: bool) -> None:
        """Show that a file hangs over the screen, or not any more."""
        raise NotImplementedError

    def choose(self, path: Path | Pasted) -> None:
        """Go on with a file, or with a table that was pasted."""
        raise NotImplementedError

    def ask_file(self) -> None:
        """Ask for a file and go on with it."""
        name = FileDialog.ask_open(
            self,
            tr("Chọn tệp danh sách"),
            str(self.session.settings.get("intake_folder", "")),
            tr("Bảng tính (*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt)"),
        )
        if name:
            self.choose(Path(name))

    def paste(self) -> None:
        """Go on with the table in the clipboard."""
        if not self.takes_file():
            return
        if is_of_practice() and not self.session.practice:
            self.session.tell(practice_refused(), "warn")
            return
        pasted = Pasted(tr("Dán từ Excel"), QGuiApplication.clipboard().text())
        if pasted.is_table:
            self.choose(pasted)
            return
        text = tr("Chưa có bảng nào để dán. Trong Excel, bôi đen cả dòng tiêu đề rồi bấm Ctrl+C.")
        self.session.tell(text, "warn")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file comes over the screen."""
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile() and self.takes_file():
            event.acceptProposedAction()
            self.hover(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The file went away again."""
        self.hover(on=False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        self.hover(on=False)
        event.acceptProposedAction()
        self.choose(Path(event.mimeData().urls()[0].toLocalFile()))
