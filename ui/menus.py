"""Menus worked with one letter each: the letter of an entry is underlined, its shortcut beside."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ui.buttons import keys_in_words


def fill(menu: QMenu, actions: Sequence[QAction]) -> None:
    """Put actions into an empty menu, each under a letter that no other entry has."""
    letters = letters_for(action.text() for action in actions if not action.isSeparator())
    for action in actions:
        if action.isSeparator():
            menu.addSeparator()
        else:
            _Entry(action, menu, next(letters))


def letters_for(texts: Iterable[str]) -> Iterator[str]:
    """A letter of each text: where it can be, one that begins a word; empty when none is left.

    Letters with marks are left out: not every keyboard has them under one key.
    """
    taken: set[str] = set()
    for text in texts:
        words = text.casefold().split()
        beginning = (word[0] for word in words)
        found = (one for one in (*beginning, *"".join(words)) if one.isascii() and one.isalpha())
        letter = next((one for one in found if one not in taken), "")
        taken.add(letter)
        yield letter


class _Entry(QAction):
    """An entry that presses an action, and looks as it does."""

    def __init__(self, action: QAction, menu: QMenu, letter: str) -> None:
        super().__init__(menu)
        self._action = action
        self._letter = letter
        self.triggered.connect(action.trigger)
        action.changed.connect(self._adopt)
        menu.addAction(self)
        self._adopt()

    def _adopt(self) -> None:
        action, letter = self._action, self._letter
        text = action.text()
        at = text.casefold().find(letter) if letter else -1
        marked = text if at < 0 else f"{text[:at]}&{text[at:]}"
        keys = keys_in_words(action.shortcut())
        self.setText(f"{marked}\t{keys}" if keys else marked)
        self.setIcon(action.icon())
        self.setEnabled(action.isEnabled())
