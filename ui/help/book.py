"""The pages of help side by side with their list; the same in the window and over a dialog."""

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.help.browser import HelpBrowser
from ui.help.contents import Contents
from ui.help.pages import INDEX, page_of
from ui.icons import icon
from ui.panels import Panel, words
from ui.style import look

LIST_WIDTH = 264
_SCROLLED = {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}


class SearchLine(QLineEdit):
    """What is looked for; up and down move in the list, PgUp and PgDn turn the page.

    Signals:
        moved: one row down (1) or up (-1).
        turned: a key for the page.
        entered: Enter.
    """

    moved = Signal(int)
    turned = Signal(QKeyEvent)
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that are not for the text go where they mean something."""
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in _SCROLLED:
            self.turned.emit(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class HelpBook(QWidget):
    """List and search at the left, the page at the right; remembers the way back.

    Signals:
        turned: another page is open, or the way back is another.
    """

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.page = ""
        self._back: list[tuple[str, str]] = []
        self.search = SearchLine()
        self.search.setPlaceholderText(self.tr("Tìm trong trợ giúp"))
        self.search.setAccessibleName(self.tr("Tìm trong trợ giúp"))
        self.search.setProperty("small", True)
        self.search.setClearButtonEnabled(False)
        self.search.addAction(icon("search", ink="text2"), QLineEdit.ActionPosition.LeadingPosition)
        self.nothing = words("", "second", wrap=True)
        self.nothing.setContentsMargins(12, 4, 12, 12)
        self.nothing.hide()
        self.contents = Contents()
        self.text = HelpBrowser()
        self._lay_out()
        self.setFocusProxy(self.search)
        self.search.textChanged.connect(self._look_for)
        self.search.moved.connect(self.contents.step)
        self.search.turned.connect(self.text.keyPressEvent)
        self.search.entered.connect(self._read)
        self.contents.taken.connect(self._show)
        self.contents.entered.connect(self._read)
        self.text.anchorClicked.connect(self._follow)

    def _lay_out(self) -> None:
        left = Panel()
        field = QWidget()
        row = QHBoxLayout(field)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(self.search)
        left.body.addWidget(field)
        left.body.addWidget(self.nothing)
        left.body.addWidget(self.contents, 1)
        right = Panel()
        right.body.addWidget(self.text)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look().metrics.gap)
        whole.addWidget(left)
        whole.addWidget(right, 1)
        self._left = left
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._left.setFixedWidth(look().metrics.px(LIST_WIDTH))

    # -- opening pages

    def open(self, location: str, *, fresh: bool = False) -> None:
        """Open `page` or `page#heading`; `fresh` forgets what was read and looked for before."""
        if fresh:
            self._back.clear()
            self.search.clear()
        elif self.page:
            self._remember()
        page, _, anchor = location.partition("#")
        self._show(page if page_of(page) else INDEX, anchor)

    def go_back(self) -> None:
        """Open what was read before this."""
        if self._back:
            self.search.clear()
            self._show(*self._back.pop())

    def can_go_back(self) -> bool:
        """Whether something was read before this."""
        return bool(self._back)

    def clear_search(self) -> bool:
        """Forget the words looked for; False when there are none."""
        if not self.search.text():
            return False
        self.search.clear()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _remember(self) -> None:
        here = (self.page, self.text.heading_here())
        if not self._back or self._back[-1] != here:
            self._back.append(here)

    def _show(self, key: str, anchor: str) -> None:
        page = page_of(key)
        if page is None:
            return
        self.page = key
        self.text.show_text(page, self.contents.wanted())
        self.text.go_to(anchor)
        # the first time, Qt lays the page out only after it is shown
        QTimer.singleShot(0, self.text, lambda: self.text.go_to(anchor))
        self.contents.mark(key)
        self.turned.emit()

    def _follow(self, url: QUrl) -> None:
        """Open another page of help; links lead nowhere else."""
        to = url.path().removesuffix(".md") or self.page
        self.open(f"{to}#{url.fragment()}")

    def _look_for(self, text: str) -> None:
        self.contents.look_for(text)
        none = bool(self.contents.wanted()) and not self.contents.found()
        self.nothing.setText(
            self.tr("Không trang nào có đủ các chữ này. Thử bớt một chữ.") if none else ""
        )
        self.nothing.setVisible(none)
        if not self.contents.wanted() and self.page:
            self._show(self.page, self.text.heading_here())

    def _read(self) -> None:
        """The reader stays with what is shown: the keys go to the page."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
