"""A screen onto which a file may be dropped."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

from ui.screen import Screen
from ui.session import Session


class DropScreen(Screen):
    """Takes one file dropped anywhere on it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setAcceptDrops(True)

    def takes_file(self) -> bool:
        """Whether a file may be dropped now."""
        raise NotImplementedError

    def hover(self, *, on: bool) -> None:
        """Show that a file hangs over the screen, or not any more."""
        raise NotImplementedError

    def choose(self, path: Path) -> None:
        """Go on with a file."""
        raise NotImplementedError

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
