"""Finding a choice by the letters of its words, where there is no line to type them in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from rules.names import fold

PAUSE = 1_200  # milliseconds after which a letter begins another word


class TypeAhead:
    """Letters pressed one after the other; a pause begins anew.

    Backspace takes a letter back: that is how a keyboard for Vietnamese turns `nu` into `nữ`.
    """

    def __init__(self) -> None:
        self._typed = ""
        self._last = 0

    def forget(self) -> None:
        """Begin anew: the next letter is for something else."""
        self._typed = ""

    def press(self, event: QKeyEvent, texts: Sequence[str]) -> int | None:
        """The place of the text that the letters up to this key stand for.

        None when the key is no letter of a word, -1 when it is and nothing fits.
        """
        if event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        ):
            return None
        if event.timestamp() - self._last > PAUSE:
            self._typed = ""
        if event.key() == Qt.Key.Key_Backspace and self._typed:
            typed = self._typed[:-1]
        elif event.text().isalnum() or (event.text() == " " and self._typed):
            typed = self._typed + event.text()
        else:
            return None
        self._typed, self._last = typed, event.timestamp()
        return place_of(typed, texts) if typed else None


def place_of(typed: str, texts: Sequence[str]) -> int:
    """The first text that begins like this, else whose words all do; -1 for none."""
    wanted = fold(typed).strip()
    folded = [fold(text) for text in texts]
    whole = [at for at, text in enumerate(folded) if text.startswith(wanted)]
    parts = [
        at
        for at, text in enumerate(folded)
        if all(any(word.startswith(part) for word in text.split()) for part in wanted.split())
    ]
    return next(iter(whole + parts), -1)
