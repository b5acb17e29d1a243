"""Help as a page of the window, and as a dialog over another one."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from ui.buttons import Button
from ui.dialogs import Dialog
from ui.help.book import HelpBook
from ui.help.pages import INDEX
from ui.help.topics import location_of
from ui.panels import PageHead
from ui.screen import KeyHint, Screen
from ui.session import Session

_WIDEST, _HIGHEST = 1160, 640  # of the dialog
_ROOM = 48  # left free around it


class HelpScreen(Screen):
    """The book in the window; whoever reads goes back to what was open.

    Signals:
        closed: the reader wants back.
    """

    headed = True
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.book = HelpBook()
        self.behind: QWidget | None = None
        self.had_keys: QWidget | None = None
        self._before = self.act(self.tr("Trang trước"), self.book.go_back, keys="Alt+Left")
        index = Button(self.tr("Mục lục"), keys="F1")  # the window hears the key itself
        index.clicked.connect(lambda: self.book.open(INDEX))
        close = self.act(self.tr("Về chỗ đang làm"), self._leave_book, keys="Esc")
        buttons = [Button.of(self._before), index, Button.of(close)]
        note = self.tr("Gõ chữ cần tìm, không cần dấu.")
        self.page.addWidget(PageHead(self.tr("Trợ giúp"), note, buttons))
        self.page.addWidget(self.book, 1)
        self.setWindowTitle(self.tr("Trợ giúp"))
        self.setFocusProxy(self.book)
        self.book.turned.connect(self._turned)
        self._turned()

    def keys(self) -> tuple[KeyHint, ...]:
        """Moving in the list, reading, and back."""
        return (
            KeyHint("Enter", self.tr("đọc trang đang chọn")),
            KeyHint("PgUp PgDn", self.tr("cuộn trang")),
            KeyHint("Alt+Left", self.tr("trang trước")),
            KeyHint("F1", self.tr("mục lục")),
            KeyHint("Esc", self.tr("về chỗ đang làm")),
        )

    def open_household(self) -> tuple[str, str]:
        """The household that stands open behind the page."""
        return self.behind.open_household() if isinstance(self.behind, Screen) else ("", "")

    def leave(self) -> bool:
        """What stands open behind the page is what would be left."""
        if isinstance(self.behind, Screen) and not self.behind.leave():
            self.closed.emit()
            return False
        return True

    def _turned(self) -> None:
        self._before.setEnabled(self.book.can_go_back())

    def _leave_book(self) -> None:
        if not self.book.clear_search():
            self.closed.emit()


class HelpDialog(Dialog):
    """The book over a dialog, which stays as it was."""

    def __init__(self, location: str, parent: QWidget) -> None:
        super().__init__(self.tr("Trợ giúp"), parent=parent)
        self.book = HelpBook()
        self.body.addWidget(self.book, 1)
        self.help_cap.hide()
        self.cancel.setText(self.tr("Về chỗ đang làm"))
        self._before = Button(self.tr("Trang trước"), keys="Alt+Left")
        self._before.clicked.connect(self.book.go_back)
        self.extra.addWidget(self._before)
        index = Button(self.tr("Mục lục"), keys="F1")
        index.clicked.connect(self.help)
        self.extra.addWidget(index)
        back = QShortcut(QKeySequence("Alt+Left"), self)
        back.activated.connect(self.book.go_back)
        room = (parent.parentWidget() or parent).window().size()
        self.setFixedSize(min(_WIDEST, room.width() - _ROOM), min(_HIGHEST, room.height() - _ROOM))
        self.book.turned.connect(self._turned)
        self.book.open(location)
        self._turned()
        self.book.setFocus(Qt.FocusReason.OtherFocusReason)

    def help(self) -> None:
        """F1 in help itself opens the index."""
        self.book.open(INDEX)

    def reject(self) -> None:
        """Esc forgets the words looked for first, then goes back."""
        if not self.book.clear_search():
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter reads; it closes nothing."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def _turned(self) -> None:
        self._before.setEnabled(self.book.can_go_back())


class HelpDesk(QObject):
    """Opens help about what is open, and brings the clerk back to it.

    Args:
        stack: the pages of the window; the page of help becomes one of them.
        turning: called before another page of the window is shown.
        shown: called when it is.
    """

    def __init__(
        self,
        session: Session,
        stack: QStackedWidget,
        *,
        turning: Callable[[], None],
        shown: Callable[[], None],
    ) -> None:
        super().__init__(stack)
        self._session = session
        self._stack = stack
        self._turning = turning
        self._shown = shown
        self.screen: HelpScreen | None = None

    def about_here(self) -> None:
        """Open the page about what is open in the window; while reading, the index."""
        now = self._stack.currentWidget()
        here = location_of(now, now) if now is not None and now is not self.screen else INDEX
        self._open(here)

    def index(self) -> None:
        """Open the list of all pages."""
        self._open(INDEX)

    def over(self, dialog: QWidget) -> None:
        """Open the page about a dialog, over it."""
        HelpDialog(location_of(dialog, self._stack.currentWidget()), dialog).open()

    def _open(self, location: str) -> None:
        if self.screen is None:
            self.screen = HelpScreen(self._session)
            self.screen.closed.connect(self.go_back)
            self._stack.addWidget(self.screen)
        now = self._stack.currentWidget()
        reading = now is self.screen
        if not reading:
            self.screen.behind = now
            self.screen.had_keys = QApplication.focusWidget()
            self._turning()
            self._stack.setCurrentWidget(self.screen)
        self.screen.book.open(location, fresh=not reading)
        self.screen.setFocus(Qt.FocusReason.OtherFocusReason)
        self._shown()

    def go_back(self) -> None:
        """Show what was open before, with the keys where they were."""
        if self.screen is None or self.screen.behind is None:
            return
        behind, had = self.screen.behind, self.screen.had_keys
        self._stack.setCurrentWidget(behind)
        if had is not None and isValid(had) and behind.isAncestorOf(had):
            had.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            behind.setFocus(Qt.FocusReason.OtherFocusReason)
        self._shown()
