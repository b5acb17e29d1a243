"""Lịch sử sửa cả sổ: every entry of the journal, whoever wrote it and whatever it was about."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent

from storage.dependence import Leaning, leaning_on
from storage.journal import JournalEntry
from storage.journal_book import count_entries, names_in, read_page
from ui.choices import Choice, ChoiceEdit
from ui.fields import TextField
from ui.history.back import take_back
from ui.history.panel import Back, HistoryPanel, Told
from ui.history.records import records_of
from ui.history.stood import StoodDialog
from ui.history.told import moment
from ui.screens.settings.page import SettingsPage
from ui.session import Session
from ui.style import look

_EVERYBODY, _WAIT = "*", 150  # milliseconds after the last key
_CHOICE, _TEXT = 168, 220


class HistoryPage(SettingsPage):
    """The journal of the whole register, by whom and by words."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session, self.tr("Lịch sử sửa"), self.tr("không lần nào bị xóa khỏi lịch sử")
        )
        self.pad(0, 0, 0, 0)
        self.panel = HistoryPanel(mends=False, shows=True)
        self.panel.undo_asked.connect(self._undo)
        self.panel.back_asked.connect(self._show_before)
        self.who = ChoiceEdit("who", small=True)
        self.who.box.setAccessibleName(self.tr("Ai sửa"))
        self.who.changed.connect(self._fill)
        self.text = TextField("text", "", placeholder=self.tr("Tìm trong tên việc…"), small=True)
        self.text.setAccessibleName(self.tr("Tìm trong tên việc"))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT)
        self._wait.timeout.connect(self._fill)
        self.text.changed.connect(self._wait.start)
        self.panel.filters.addWidget(self.who)
        self.panel.filters.addWidget(self.text)
        self.panel.filters.addStretch(1)
        self.body.addWidget(self.panel, 1)
        for keys, slot in (("Ctrl+U", self.panel.ask_undo), ("F4", self.panel.ask_before)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        look().changed.connect(self._fit_filters)
        self._fit_filters()

    def _fit_filters(self) -> None:
        self.who.setFixedWidth(look().metrics.px(_CHOICE))
        self.text.setFixedWidth(look().metrics.px(_TEXT))

    def reload(self) -> None:
        """Read the journal again; it is read when the page is seen."""
        if self.isVisible():
            self._put()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the journal when the page is turned to."""
        super().showEvent(event)
        self._put()

    def start(self) -> None:
        """The arrow keys choose an entry."""
        self.panel.list.setFocus()

    def _put(self) -> None:
        kept = self.who.value()
        actors = self.session.register.journal.actors()
        everybody = Choice(_EVERYBODY, self.tr("Mọi người sửa"))
        self.who.set_choices([everybody, *(Choice(one, one) for one in actors)])
        self.who.set_value(kept if kept in actors else _EVERYBODY)
        self._fill()

    def _fill(self) -> None:
        register = self.session.register
        who = self.who.value()
        actor = None if who in {None, _EVERYBODY} else who
        text = self.text.text().strip()
        self.panel.put_pages(
            lambda at, most: read_page(register, limit=most, offset=at, actor=actor, text=text),
            count_entries(register, actor=actor, text=text),
            Told(
                names=lambda entry: names_in(register, entry.rows),
                back=lambda change: Back(leaning_on(register, change)),
                zone=self.session.clock().tzinfo,
            ),
        )

    def _undo(self, leaning: Leaning) -> None:
        take_back(self.session, leaning, self.window())
        self._put()

    def _show_before(self, entry: JournalEntry) -> None:
        """Show what the entry wrote about as it stood before."""
        register = self.session.register
        records = records_of(entry, names_in(register, entry.rows))
        if not records:
            self.session.tell(self.tr("Lần ghi này không sửa hộ, người hay mục nào xem lại được."))
            return
        at = moment(entry.change, self.session.clock().tzinfo)
        StoodDialog(register, records, entry.change.id, at, self.window()).exec()
