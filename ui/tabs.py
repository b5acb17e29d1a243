"""Tabs of a record: words with a small count, a bar under the open one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from ui.style import look

GAP = 5


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its key, words, and a count behind them."""

    key: str
    text: str
    count: str = ""


class Tabs(QTabBar):
    """A row of tabs, 36 px high; `picked` sends the key of the one opened."""

    picked = Signal(str)

    def __init__(self, tabs: Sequence[Tab] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs: list[Tab] = []
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMouseTracking(True)
        self.setUsesScrollButtons(False)
        self.set_tabs(tabs)
        self.currentChanged.connect(self._changed)
        look().changed.connect(self.updateGeometry)

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show other tabs; the open one stays open where it still exists."""
        kept = self.key()
        quiet = self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        self._tabs = list(tabs)
        for tab in tabs:
            number = self.addTab(tab.text)
            self.setAccessibleTabName(number, f"{tab.text} {tab.count}".strip())
        keys = [tab.key for tab in tabs]
        if kept in keys:
            self.setCurrentIndex(keys.index(kept))
        self.blockSignals(quiet)

    def key(self) -> str:
        """The key of the open tab."""
        at = self.currentIndex()
        return self._tabs[at].key if 0 <= at < len(self._tabs) else ""

    def set_key(self, key: str) -> None:
        """Open a tab."""
        for number, tab in enumerate(self._tabs):
            if tab.key == key:
                self.setCurrentIndex(number)

    def _changed(self) -> None:
        self.picked.emit(self.key())

    def tabSizeHint(self, index: int) -> QSize:
        """Words, count, ten pixels at both sides, and the gap to the next tab."""
        now = look()
        tab = self._tabs[index] if index < len(self._tabs) else Tab("", "")
        width = QFontMetrics(now.font("strong")).horizontalAdvance(tab.text) + 20 + GAP
        if tab.count:
            width += 7 + QFontMetrics(now.font("tiny")).horizontalAdvance(tab.count)
        return QSize(width, now.metrics.tabs)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Words of a tab are never cut."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tabs."""
        now = look()
        painter = QPainter(self)
        for number, tab in enumerate(self._tabs):
            rect = self.tabRect(number).adjusted(0, 0, -GAP, 0)
            on = number == self.currentIndex()
            font = now.font("strong" if on else "body")
            painter.setFont(font)
            painter.setPen(now.color("text" if on else "text2"))
            words = QFontMetrics(font).horizontalAdvance(tab.text)
            inner = rect.adjusted(10, 0, 0, 0)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, tab.text)
            painter.setFont(now.font("tiny"))
            painter.setPen(now.color("text3"))
            behind = inner.adjusted(words + 7, 0, 0, 0)
            painter.drawText(behind, Qt.AlignmentFlag.AlignVCenter, tab.count)
            if on:
                bar = QRect(rect.left(), rect.bottom() - 1, rect.width(), 2)
                painter.fillRect(bar, now.color("accent"))
            if on and self.hasFocus():
                painter.setPen(now.color("accent"))
                painter.drawRect(rect.adjusted(2, 4, -3, -5))
