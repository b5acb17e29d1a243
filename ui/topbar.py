"""The bar on top: search, the last change, the last backup, the person."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.panels import IconMark, KeyCap, upright, words
from ui.practice import practice_chip
from ui.searchbox import SearchBox
from ui.style import look


class _CutWords(QLabel):
    """Words that end in an ellipsis where the bar has no room; the tooltip holds them all."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("last")
        self.setProperty("role", "small")
        self.setMinimumWidth(1)  # it gives way before the window grows

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        mode = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self.text(), mode, self.width())
        self.setToolTip("" if shown == self.text() else self.text())
        painter = QPainter(self)
        place = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            painter, self.rect(), place, self.palette(), self.isEnabled(), shown,
            self.foregroundRole(),
        )  # fmt: skip


class TopButton(QWidget):
    """Words with an icon in the top bar; a press triggers the action behind it."""

    def __init__(self, icon_name: str, action: QAction | None = None) -> None:
        super().__init__()
        self._action = action
        self._words = words("", "small") if action is None else _CutWords()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconMark(icon_name))
        row.addWidget(self._words)
        self._row = row
        if action is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def add(self, widget: QWidget) -> None:
        """Put a key cap or a mark behind the words."""
        self._row.addWidget(widget)

    def say(self, text: str) -> None:
        """Show other words; none hides the whole."""
        self._words.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """The words shown."""
        return self._words.text()

    def mouseReleaseEvent(self, _event: object) -> None:
        """Trigger the action."""
        if self._action is not None and self._action.isEnabled():
            self._action.trigger()


class TopBar(QWidget):
    """48 px: the search box at the left, what was done last at the right."""

    def __init__(self, search: SearchBox, undo: QAction) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = search
        self.last = TopButton("undo-2", undo)
        self.last.add(KeyCap("Ctrl+Z"))
        self.backup = TopButton("database-backup")
        self.person = TopButton("user")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 26, 0)
        row.setSpacing(0)
        row.addWidget(search)
        self._practice = practice_chip()
        self._practice.hide()
        row.addWidget(self._practice, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.last)
        self._first = upright()
        self._second = upright()
        row.setSpacing(16)
        for widget in (self._first, self.backup, self._second, self.person):
            row.addWidget(widget)
        look().changed.connect(self._fit)
        self._fit()
        self.show_facts("", "", "")

    def _fit(self) -> None:
        self.setFixedHeight(look().metrics.px(48))

    def show_practice(self) -> None:
        """Say on every screen that nobody in this register is real."""
        self.setProperty("practice", True)
        self._practice.show()

    def set_narrow(self, *, on: bool) -> None:
        """A narrow window has a shorter search box."""
        self.search.setFixedWidth(400 if on else 480)

    def show_facts(self, last: str, backup: str, person: str) -> None:
        """Show what was done last, when the register was last kept safe, and who is here."""
        self.last.say(last)
        self.backup.say(backup)
        self.person.say(person)
        self._first.setVisible(bool(last and (backup or person)))
        self._second.setVisible(bool(backup and person))
