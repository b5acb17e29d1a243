"""Menus worked with one letter each: the letter of an entry is underlined, its shortcut beside."""

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ui.buttons import keys_in_words


def fill(menu: QMenu, actions: Sequence[QAction]) -> None:
    """Put actions into an empty menu, each under a letter that no other entry has."""
    letters = iter(letters_for(one.text() for one in actions if not one.isSeparator()))
    for action in actions:
        if action.isSeparator():
            menu.addSeparator()
        else:
            _Entry(action, menu, next(letters))


def letters_for(texts: Iterable[str]) -> tuple[str, ...]:
    """A letter for each text: where it can be, one that begins a word; empty when none is left.

    Letters with marks are left out: not every keyboard has them under one key. Who comes later
    takes a letter from who can do with another one.
    """
    wanted = [_letters(text) for text in texts]
    owner: dict[str, int] = {}

    def give(number: int, tried: set[str]) -> bool:
        for letter in wanted[number]:
            if letter not in tried:
                tried.add(letter)
                if letter not in owner or give(owner[letter], tried):
                    owner[letter] = number
                    return True
        return False

    for number in range(len(wanted)):
        give(number, set())
    chosen = {number: letter for letter, number in owner.items()}
    return tuple(chosen.get(number, "") for number in range(len(wanted)))


def _letters(text: str) -> list[str]:
    words = text.casefold().split()
    both = (*(word[0] for word in words), *"".join(words))
    return [one for one in dict.fromkeys(both) if one.isascii() and one.isalpha()]


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
