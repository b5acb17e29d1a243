"""A table whose rows are put in order: dragged, or moved by keys of whoever owns it."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication

from ui.style import look
from ui.table_view import RecordTable


class OrderedTable(RecordTable):
    """A table with rows to drag.

    Signals:
        moved: a row was dropped elsewhere; carries where it stood, and where it is to stand.
    """

    moved = Signal(int, int)

    def __init__(self, model: Any, **look_of: bool) -> None:
        super().__init__(model, **look_of)
        self._held = -1
        self._from_y = 0
        self._gap = -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a row."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        self._held = index.row() if left and index.isValid() else -1
        self._from_y = int(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show between which rows the one that is held would stand."""
        far = abs(int(event.position().y()) - self._from_y) >= QApplication.startDragDistance()
        if self._held < 0 or not (self._gap >= 0 or far):
            super().mouseMoveEvent(event)
            return
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._gap = self._gap_at(int(event.position().y()))
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop the row."""
        held, gap = self._held, self._gap
        self._held = self._gap = -1
        if held < 0 or gap < 0:
            super().mouseReleaseEvent(event)
            return
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.viewport().update()
        to = gap - (gap > held)
        if to != held:
            self.moved.emit(held, to)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line on which a row would be dropped."""
        super().paintEvent(event)
        if self._gap < 0:
            return
        last = self.rows_model.rowCount() - 1
        top = self.rowViewportPosition(min(self._gap, last))
        top += self.rowHeight(last) if self._gap > last else 0
        painter = QPainter(self.viewport())
        painter.fillRect(0, max(top - 1, 0), self.viewport().width(), 2, look().color("accent"))

    def _gap_at(self, y: int) -> int:
        """The gap nearest to a height: 0 is above the first row."""
        row = self.rowAt(y)
        if row < 0:
            return 0 if y < 0 else self.rows_model.rowCount()
        below = y > self.rowViewportPosition(row) + self.rowHeight(row) / 2
        return row + below


def moved(ids: list[str], held: int, to: int) -> list[str]:
    """Return ids with one put elsewhere."""
    order = [*ids]
    order.insert(to, order.pop(held))
    return order
