"""Asking for a file, a place or a folder, without looking into any file that stands there.

Qt's own dialog reads the beginning of files to choose their icons. On Unix, closing a file lets go
of every lock that the program holds on it: with the register among the files shown, another program
that closes it would take away the journal file in which this one still writes.
"""

from pathlib import Path

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QWidget


class _Icons(QFileIconProvider):
    """Folders and files have one icon each; the type of a file is its ending."""

    def icon(self, what: QFileInfo | QFileIconProvider.IconType) -> QIcon:
        """The icon of a file by nothing but its name."""
        if not isinstance(what, QFileInfo):
            return super().icon(what)
        kind = QFileIconProvider.IconType
        return super().icon(kind.Folder if what.isDir() else kind.File)

    def type(self, info: QFileInfo) -> str:
        """What stands in the column of types."""
        return info.suffix().upper()


class FileDialog(QFileDialog):
    """The dialog of files, as every screen opens it."""

    def __init__(self, parent: QWidget | None, title: str, folder: str) -> None:
        super().__init__(parent, title, folder)
        self._icons = _Icons()
        self.setIconProvider(self._icons)

    @classmethod
    def ask_open(cls, parent: QWidget, title: str, folder: str, kind: str) -> str:
        """Ask for a file of some kinds; "" when none is chosen."""
        dialog = cls(parent, title, folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(kind)
        return dialog._answer()

    @classmethod
    def ask_save(cls, parent: QWidget, title: str, start: str, kind: str) -> str:
        """Ask where to keep a file, beginning with a name in a folder; "" when nowhere."""
        dialog = cls(parent, title, str(Path(start).parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kind)
        dialog.selectFile(Path(start).name)
        return dialog._answer()

    @classmethod
    def ask_folder(cls, parent: QWidget, title: str, folder: str) -> str:
        """Ask for a folder; "" when none is chosen."""
        dialog = cls(parent, title, folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return dialog._answer()

    def _answer(self) -> str:
        return self.selectedFiles()[0] if self.exec() else ""
