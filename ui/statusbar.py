"""The line at the foot: keys that work here, and what the clerk may worry about."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.panels import KeyCap, clear, words
from ui.screen import KeyHint
from ui.style import look

_BETWEEN_KEYS = 12  # the gap of the row and a share of the wider one between two keys
_BETWEEN_WORRIES = 16


class StatusBar(QWidget):
    """28 px: at the left the keys of the screen, at the right what is safe and since when."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(0)
        self._keys = QHBoxLayout()
        self._keys.setSpacing(6)
        self._worries = QHBoxLayout()
        self._worries.setSpacing(16)
        self._everywhere = QHBoxLayout()
        self._everywhere.setSpacing(6)
        self._everywhere.setContentsMargins(16, 0, 0, 0)
        row.addLayout(self._keys)
        row.addLayout(self._everywhere)
        row.addStretch(1)
        row.addLayout(self._worries)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(look().metrics.px(28))

    def show_keys(self, hints: Sequence[KeyHint], everywhere: KeyHint | None = None) -> None:
        """Show the keys that work here now, and behind them one that works on every screen."""
        clear(self._keys)
        clear(self._everywhere)
        for number, hint in enumerate(hints):
            if number and hints[number - 1].words:
                self._keys.addSpacing(10)
            self._keys.addWidget(KeyCap(hint.keys))
            if hint.words:  # keys that share their words stand side by side
                self._keys.addWidget(words(hint.words, "small"))
        if everywhere is not None:
            self._everywhere.addWidget(KeyCap(everywhere.keys))
            self._everywhere.addWidget(words(everywhere.words, "small"))
        self._make_room()

    def show_worries(self, sentences: Sequence[str]) -> None:
        """Show what the clerk may worry about, the most important first."""
        clear(self._worries)
        for sentence in sentences:
            self._worries.addWidget(words(sentence, "small"))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window leaves whole sentences out, the last first; keys stay."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        room = self.width() - 32
        for widget in _widgets(self._keys):
            room -= widget.sizeHint().width() + _BETWEEN_KEYS
        known = _widgets(self._everywhere)
        room -= sum(widget.sizeHint().width() + _BETWEEN_KEYS for widget in known)
        for widget in known:
            widget.setVisible(room >= 0)
        if room < 0:
            room += sum(widget.sizeHint().width() + _BETWEEN_KEYS for widget in known)
        for widget in _widgets(self._worries):
            room -= widget.sizeHint().width() + _BETWEEN_WORRIES
            widget.setVisible(room >= 0)


def _widgets(row: QHBoxLayout) -> list[QWidget]:
    """What stands in a row, in the letters it will be drawn with."""
    items = (row.itemAt(at) for at in range(row.count()))
    found = [widget for item in items if item is not None and (widget := item.widget())]
    for widget in found:
        widget.ensurePolished()
    return found
