"""Lịch sử sửa of one record that has no page of its own: its entries over whatever was open."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from storage.dependence import Leaning, leaning_on
from storage.journal import JournalEntry
from storage.journal_book import names_in
from storage.record_history import record_history
from ui.dialogs import Dialog
from ui.history.back import take_back
from ui.history.panel import Back, HistoryPanel, Told
from ui.history.records import Record, titled
from ui.history.stood import StoodDialog
from ui.history.told import moment
from ui.history.words import tr
from ui.panels import Panel
from ui.session import Session
from ui.style import look

_HIGH = 400


class RecordHistoryDialog(Dialog):
    """Every change of one record: who, when, from what to what; the point before it; the way back.

    Args:
        session: the open register.
        record: whose history.
        parent: the window.
    """

    def __init__(self, session: Session, record: Record, parent: QWidget) -> None:
        super().__init__(
            tr("Lịch sử sửa · {what}").format(what=titled(record)),
            cancel=tr("Đóng"),
            parent=parent,
            wide=True,
        )
        self._session, self._record = session, record
        self.panel = HistoryPanel(mends=False, shows=True)
        self.panel.filters.setContentsMargins(0, 0, 0, 0)
        self.panel.undo_asked.connect(self._undo)
        self.panel.back_asked.connect(self._show_before)
        frame = Panel()
        frame.body.addWidget(self.panel)
        frame.setFixedHeight(look().metrics.px(_HIGH))
        self.body.addWidget(frame)
        for keys, slot in (("Ctrl+U", self.panel.ask_undo), ("F4", self.panel.ask_before)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self._fill()
        self.panel.list.setFocus()

    def _fill(self) -> None:
        register = self._session.register
        told = Told(
            names=lambda entry: names_in(register, entry.rows),
            back=lambda change: Back(leaning_on(register, change)),
            zone=self._session.clock().tzinfo,
        )
        entries = record_history(register, self._record.table, self._record.row_id)
        self.panel.put(entries, told)

    def _undo(self, leaning: Leaning) -> None:
        take_back(self._session, leaning, self)
        self._fill()

    def _show_before(self, entry: JournalEntry) -> None:
        at = moment(entry.change, self._session.clock().tzinfo)
        register = self._session.register
        StoodDialog(register, (self._record,), entry.change.id, at, self).exec()
