"""Tabs of a record: words with a small count behind them, the open one underlined."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar

from ui.style import look

PAD = 10
GAP = 5


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its key, words, and how many there are of it; None shows no count."""

    key: str
    text: str
    count: int | None = None


class Tabs(QTabBar):
    """A row of tabs, 36 px high; `picked` sends the key of the one opened."""

    picked = Signal(str)

    def __init__(self, tabs: Sequence[Tab] = ()) -> None:
        super().__init__()
        self._tabs: tuple[Tab, ...] = ()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringed", True)
        self.currentChanged.connect(self._tell)
        look().changed.connect(self._fit)
        self.set_tabs(tabs)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(look().metrics.tabs)
        self.updateGeometry()

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show other tabs or counts; the open one stays open where it still exists."""
        kept = self.key()
        self._tabs = tuple(tabs)
        self.blockSignals(True)
        while self.count() > len(self._tabs):
            self.removeTab(self.count() - 1)
        while self.count() < len(self._tabs):
            self.addTab("")
        for number, tab in enumerate(self._tabs):
            count = "" if tab.count is None else f" {tab.count}"
            self.setTabText(number, tab.text + count)
            self.setAccessibleTabName(number, tab.text + count)
        self.blockSignals(False)
        if kept:
            self.set_key(kept)
        self.updateGeometry()
        self.update()

    def key(self) -> str:
        """The key of the open tab; empty when there are none."""
        at = self.currentIndex()
        return self._tabs[at].key if 0 <= at < len(self._tabs) else ""

    def set_key(self, key: str) -> None:
        """Open a tab without sending `picked`."""
        keys = [tab.key for tab in self._tabs]
        self.blockSignals(True)
        self.setCurrentIndex(keys.index(key) if key in keys else 0)
        self.blockSignals(False)
        self.update()

    def _tell(self, _at: int) -> None:
        self.picked.emit(self.key())

    def _parts(self, number: int) -> tuple[str, str]:
        tab = self._tabs[number]
        return tab.text, "" if tab.count is None else str(tab.count)

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as the words of an open tab need, so that opening one moves none."""
        if index >= len(self._tabs):
            return QSize(0, look().metrics.tabs)
        text, count = self._parts(index)
        width = 2 * PAD + QFontMetrics(look().font("strong")).horizontalAdvance(text)
        if count:
            width += 7 + QFontMetrics(look().font("tiny")).horizontalAdvance(count)
        return QSize(width + GAP, look().metrics.tabs)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Words are never cut."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw words, counts, and the line under the open tab."""
        painter = QPainter(self)
        for number in range(self.count()):
            self._paint_tab(painter, number, self.tabRect(number).adjusted(0, 0, -GAP, 0))

    def _paint_tab(self, painter: QPainter, number: int, rect: QRect) -> None:
        now = look()
        opened = number == self.currentIndex()
        text, count = self._parts(number)
        font = now.font("strong" if opened else "body")
        metrics = QFontMetrics(font)
        base = (rect.height() + metrics.ascent() - metrics.descent()) // 2
        painter.setFont(font)
        painter.setPen(now.color("text" if opened else "text2"))
        painter.drawText(rect.left() + PAD, base, text)
        if count:
            left = rect.left() + PAD + metrics.horizontalAdvance(text) + 7
            painter.setFont(now.font("tiny"))
            painter.setPen(now.color("text3"))
            painter.drawText(left, base, count)
        if opened:
            painter.fillRect(
                rect.left(), rect.bottom() - 1, rect.width(), 2, now.color("accent")
            )
