"""The list below a cell: what the letters typed there can mean, walked through from the cell."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QVBoxLayout, QWidget

from ui.shown_rows import LINE, ShownRows

Row = TypeVar("Row")


class CellList(QFrame, Generic[Row]):
    """The list; it never takes the keys, the cell hands it the arrows.

    Args:
        over: the window it stands in.
        rows: what is shown of a row.
        delegate: draws the rows, all equally high.
        most: so many rows are seen at once.
        edge: what is left free above and below the rows.

    Signals:
        pressed: a row was pressed with the mouse; carries it.
    """

    pressed = Signal(object)

    def __init__(
        self,
        over: QWidget,
        rows: ShownRows[Row],
        delegate: QStyledItemDelegate,
        *,
        most: int,
        edge: int = 1,
    ) -> None:
        super().__init__(over)
        self.setObjectName("popup")
        self._rows, self._most, self._edge = rows, most, edge
        self.list = QListView()
        self.list.setModel(rows)
        delegate.setParent(self.list)
        self.list.setItemDelegate(delegate)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda index: self.pressed.emit(index.data(LINE)))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, edge, 1, edge)
        column.addWidget(self.list)
        self.hide()

    def put(self, rows: Sequence[Row], cell: QRect, width: int, *, marked: int) -> None:
        """Show these below a cell, over it where there is no room.

        Args:
            rows: what can be chosen.
            cell: where the cell is, in the coordinates of the window.
            width: how wide the list is.
            marked: the row that Enter takes; -1 for none.
        """
        self._rows.put(rows)
        high = min(len(rows), self._most) * self.list.sizeHintForRow(0)
        self.setFixedSize(width, high + 2 * self._edge + 2)
        below = cell.bottomLeft() + QPoint(0, 2)
        over = self.parentWidget()
        if over is not None and below.y() + self.height() > over.height():
            below = cell.topLeft() - QPoint(0, self.height() + 1)
        if over is not None:
            below.setX(min(below.x(), over.width() - width - 4))
        self.move(below)
        self.mark(marked)
        self.show()
        self.raise_()

    def mark(self, row: int) -> None:
        """Mark a row; -1 for none."""
        self.list.setCurrentIndex(self._rows.index(row) if row >= 0 else QModelIndex())

    def step(self, step: int) -> None:
        """Go down or up in the list, going round."""
        rows = len(self._rows.rows)
        at = self.list.currentIndex().row()
        self.mark((at + step) % rows if at >= 0 else (0 if step > 0 else rows - 1))

    def chosen(self) -> Row | None:
        """What Enter would take; None while nothing is marked or the list is closed."""
        at = self.list.currentIndex().row()
        return self._rows.rows[at] if at >= 0 and self.isVisible() else None
