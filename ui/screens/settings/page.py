"""What every page of Thiết lập is: a panel that shows the register's values and saves them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from ui.fields import Field
from ui.gutter_area import GutterArea
from ui.panels import Panel
from ui.session import Session

FIELD_GAP = 12


class SettingsPage(Panel):
    """One page; `reload` shows the register again."""

    def __init__(self, session: Session, title: str, note: str = "") -> None:
        super().__init__(title, note)
        self.session = session
        self.pad(16, 12, 16, 16)
        self.body.setSpacing(FIELD_GAP)

    def reload(self) -> None:
        """Show what the register holds now."""

    def start(self) -> None:
        """Put the focus where typing starts."""

    def roll(self) -> QVBoxLayout:
        """Return a layout whose contents scroll where the window is too low for them."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(FIELD_GAP)
        self._area = GutterArea(inside)
        self.body.addWidget(self._area, 1)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        return column

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to the field that is typed into."""
        if now is not None and self._area.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, 40)

    def act(self, text: str, slot: object, *, keys: str = "") -> QAction:
        """Make an action of this page; its key works while the page is shown."""
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
        return action


def fields_in_columns(fields: Sequence[Field], columns: int = 2) -> QWidget:
    """Fields side by side, read from left to right."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(FIELD_GAP)
    for number, field in enumerate(fields):
        grid.addWidget(field, number // columns, number % columns)
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    holder.setMaximumWidth(720)
    return holder
