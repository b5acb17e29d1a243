"""Who changed a page of Thiết lập last, and the way to the history of what is chosen there."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from storage.last_change import last_change
from ui.buttons import Button
from ui.history.dialog import RecordHistoryDialog
from ui.history.records import Record
from ui.panels import words
from ui.queries import Query
from ui.screens.settings.page import SettingsPage


class Trace(QWidget):
    """One quiet line: who, when; Ctrl+H opens the history of the record chosen on the page.

    Args:
        page: whose foot it stands in.
        tables: what the page shows.
        record: the record chosen there; with none, the history of the register is opened.
    """

    def __init__(
        self, page: SettingsPage, tables: Sequence[str], record: Callable[[], Record | None]
    ) -> None:
        super().__init__()
        self._page = page
        self._tables = tuple(tables)
        self._record = record
        self.text = words("", "hint")
        self.open = page.act(self.tr("Lịch sử sửa"), self._open, keys="Ctrl+H")
        self.link = Button.of(self.open, kind="link", small=True)
        self.link.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys in the table
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.text)
        row.addWidget(self.link)

    def _open(self) -> None:
        session, record = self._page.session, self._record()
        if record is None:
            session.ask(Query("settings", "history"))
        else:
            RecordHistoryDialog(session, record, self._page.window()).exec()

    def reload(self) -> None:
        """Say it again."""
        last = last_change(self._page.session.register, self._tables)
        self.setVisible(last is not None)
        if last is not None:
            at = datetime.fromisoformat(last.at).astimezone()
            said = QCoreApplication.translate("Trace", "Sửa lần cuối: {who}, {day}")
            nobody = QCoreApplication.translate("Trace", "chưa rõ ai")
            self.text.setText(
                said.format(who=last.actor or nobody, day=at.strftime("%H:%M %d/%m/%Y"))
            )
