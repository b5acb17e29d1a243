"""What every screen is: a page that watches kinds of rows and says which keys work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QVBoxLayout, QWidget

from storage import Changed
from ui.icons import icon
from ui.notices import EmptyState, FailedState
from ui.queries import Query
from ui.session import Session
from ui.style import look


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key that works here now, and what it does; both stand in the status bar."""

    keys: str
    words: str


class Screen(QWidget):
    """One page of the window.

    A subclass names the kinds of rows it watches, builds its widgets into `self.page` in
    `__init__`, and fills them in `reload`. It reloads when it is first shown and when a change
    touched what it watches.

    Signals:
        hints_changed: `keys` or `worries` would say something else now.
    """

    watches: ClassVar[frozenset[str]] = frozenset()
    headed: ClassVar[bool] = False  # begins with a PageHead, which brings its own room
    hints_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.session = session
        self._stale = True
        self._layers = QStackedLayout(self)
        content = QWidget()
        self.page = QVBoxLayout(content)
        self._content = content
        self._layers.addWidget(content)
        self._instead: QWidget | None = None
        session.changed.connect(self._heard)
        look().changed.connect(self._space)
        self._space()

    # -- what a screen says of itself

    def keys(self) -> tuple[KeyHint, ...]:
        """The three or four keys that work here now."""
        return ()

    def worries(self) -> tuple[str, ...]:
        """What the clerk may worry about on this screen, besides what the window says."""
        return ()

    def policy_day(self) -> date | None:
        """The day whose law this screen works by; None for the working day."""
        return None

    def helped_at(self) -> str:
        """The heading of this place's help page that is about what is open, as a link names it.

        Empty for the top of the page; `page#heading` for a page of its own.
        """
        return ""

    def open_household(self) -> tuple[str, str]:
        """Id and title of the household this screen shows; two empty texts for none."""
        return ("", "")

    def reload(self) -> None:
        """Ask the register again and show it, keeping the selection by id."""

    def open(self, query: Query) -> None:
        """Show what was asked for; the screen is visible and loaded."""

    def leave(self) -> bool:
        """Called before another place is shown; False keeps the clerk here."""
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on as everywhere; what loses the keys by vanishing leaves them on the page."""
        had = QApplication.focusWidget()
        moved = super().focusNextPrevChild(forward)
        if had is None or not self.isVisible() or not self.isAncestorOf(had):
            return moved
        gone = not (had.isVisible() and had.isEnabled())
        now = QApplication.focusWidget()
        if gone and (now is None or not self.isAncestorOf(now)):
            self._next_on_page(had).setFocus(Qt.FocusReason.OtherFocusReason)
        return moved

    def _next_on_page(self, had: QWidget) -> QWidget:
        """What takes keys after a widget on this page, going round; the page itself if nothing."""
        one = had.nextInFocusChain()
        while one is not None and one is not had:
            tabbed = one.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
            if tabbed and one.isVisible() and one.isEnabled() and self.isAncestorOf(one):
                return one
            one = one.nextInFocusChain()
        return self

    # -- what a screen is given

    def act(
        self,
        text: str,
        slot: Callable[[], object],
        *,
        keys: str = "",
        icon_name: str = "",
        tip: str = "",
    ) -> QAction:
        """Make an action of this screen; its shortcut works while the screen is shown."""
        action = QAction(text, self)
        if icon_name:
            action.setIcon(icon(icon_name))
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setToolTip(tip or text)
        action.triggered.connect(lambda: slot())  # noqa: PLW0108  Qt would hand it `checked`
        self.addAction(action)
        return action

    def show_page(self) -> None:
        """Show the page itself again."""
        self._layers.setCurrentWidget(self._content)

    def show_empty(self, state: EmptyState) -> None:
        """Show what is missing and what to do."""
        self._show_instead(state)

    def show_failed(self, state: FailedState) -> None:
        """Show what happened, what is safe, what to press."""
        self._show_instead(state)

    def _show_instead(self, widget: QWidget) -> None:
        if self._instead is not None:
            self._layers.removeWidget(self._instead)
            self._instead.deleteLater()
        self._instead = widget
        self._layers.addWidget(widget)
        self._layers.setCurrentWidget(widget)

    def refresh(self) -> None:
        """Reload now, or when shown next."""
        if self.isVisible():
            self._stale = False
            self.reload()
        else:
            self._stale = True

    def _heard(self, changed: Changed) -> None:
        if not self.watches or changed.kinds & self.watches:
            self.refresh()

    def _space(self) -> None:
        sizes = look().metrics
        self.page.setContentsMargins(16, 0 if self.headed else 12, 16, sizes.page_foot)
        self.page.setSpacing(0 if self.headed else sizes.gap)

    def showEvent(self, event: QShowEvent) -> None:
        """Load on first sight, and after changes made elsewhere."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()
