"""Who changed a page of Thiết lập last, and the way to all such changes."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from storage.last_change import last_change
from ui.buttons import Button
from ui.panels import words
from ui.queries import Query
from ui.session import Session


class Trace(QWidget):
    """One quiet line: who, when; the link opens the history of the register."""

    def __init__(self, session: Session, tables: Sequence[str]) -> None:
        super().__init__()
        self._session = session
        self._tables = tuple(tables)
        self.text = words("", "hint")
        self.link = Button(self.tr("Lịch sử sửa"), kind="link", small=True)
        self.link.clicked.connect(lambda: session.ask(Query("settings", "history")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.text)
        row.addWidget(self.link)

    def reload(self) -> None:
        """Say it again."""
        last = last_change(self._session.register, self._tables)
        self.setVisible(last is not None)
        if last is not None:
            at = datetime.fromisoformat(last.at).astimezone()
            said = QCoreApplication.translate("Trace", "Sửa lần cuối: {who}, {day}")
            nobody = QCoreApplication.translate("Trace", "chưa rõ ai")
            self.text.setText(
                said.format(who=last.actor or nobody, day=at.strftime("%H:%M %d/%m/%Y"))
            )
