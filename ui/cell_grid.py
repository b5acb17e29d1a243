"""A grid to type into: one line stands in the current cell, and Enter goes from cell to cell."""

from collections.abc import Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.cell_line import CellLine
from ui.cell_list import CellList
from ui.style import look
from ui.table_view import TableHead

Row = TypeVar("Row")


class TypedCell(Protocol):
    """What was typed in a cell, and why it cannot be meant."""

    text: str
    problem: str


class CellModel(QAbstractTableModel):
    """Lines of cells that can be typed into."""

    rows: Sequence[Any]

    def cell(self, row: int, column: int) -> TypedCell:
        """The cell at a place."""
        raise NotImplementedError

    def wrong(self) -> list[tuple[int, int]]:
        """The cells that cannot be written, in reading order."""
        raise NotImplementedError


class CellGrid(QTableView, Generic[Row]):
    """The cells, with one line that stands in the current one, and a list below it.

    Args:
        model: the cells.
        widths: of the columns, in logical pixels; 0 for what is left.
        edge: left padding of the first column.
        numbers: what stands before the lines; nothing where it is not given.

    Attributes:
        first: the first column that can be typed into.
        beyond: how far the line reaches over the right rule of its cell.
        popup: what the cell can be, once there was a list.

    Signals:
        typing: a key was typed in a cell.
        backed: Shift+Enter before the first cell.
    """

    typing = Signal()
    backed = Signal()
    first = 0
    beyond = 0
    popup: CellList[Row] | None

    def __init__(
        self,
        model: CellModel,
        widths: Sequence[int],
        *,
        edge: int,
        numbers: QHeaderView | None = None,
    ) -> None:
        super().__init__()
        self.cells = model
        self.edge = edge
        self.popup = None
        self._widths = widths
        self.setHorizontalHeader(TableHead(self))
        if numbers is None:
            self.verticalHeader().hide()
        else:
            self.setVerticalHeader(numbers)
        self.setModel(model)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.line = CellLine(self.viewport())
        self._connect()
        look().changed.connect(self._fit)
        self._fit()

    def _connect(self) -> None:
        line = self.line
        line.textEdited.connect(self._typed)
        line.moved.connect(self.step)
        line.stepped.connect(self._up_or_down)
        line.restored.connect(lambda: self._offer(typed=False))
        line.repeat.connect(self._repeat)
        line.left.connect(self._leave)
        self.cells.modelReset.connect(self._close)

    def _fit(self) -> None:
        sizes = look().metrics
        self.verticalHeader().setMinimumSectionSize(12)
        self.verticalHeader().setDefaultSectionSize(sizes.dense)
        head = self.horizontalHeader()
        head.setFixedHeight(sizes.table_head)
        for number, width in enumerate(self._widths):
            if width:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(number, sizes.px(width))
            else:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    # -- what every grid says for itself

    def start(self, row: int, column: int) -> None:
        """Put the keys into a cell."""
        raise NotImplementedError

    def step(self, step: int) -> None:
        """Go to the next cell, or back."""
        raise NotImplementedError

    def read_in(self, row: int, column: int, text: str) -> str:
        """Read a text into a cell; returns what stands there then."""
        raise NotImplementedError

    def _offer(self, *, typed: bool) -> None:
        """Show what the current cell can be, where there is something to choose."""
        raise NotImplementedError

    # -- the current cell

    def open(self, spoken: str) -> None:
        """Let the line take the keys, with what stands in the current cell."""
        index = self.currentIndex()
        cell = self.cells.cell(index.row(), index.column())
        self.line.show_text(cell.text)
        self.line.setAccessibleName(spoken)
        self.line.setAccessibleDescription(cell.problem)
        self.line.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer(typed=False)

    def stand(self) -> None:
        """Stand over the current cell, wherever it is scrolled to."""
        place = self.visualRect(self.currentIndex())
        self.line.setGeometry(place.adjusted(-1, -1, self.beyond, 0))

    def settle(self) -> None:
        """Read what stands in the line into its cell."""
        index = self.currentIndex()
        if index.isValid() and self.line.isVisible() and self.line.text() != self.line.before:
            self.line.show_text(self.read_in(index.row(), index.column(), self.line.text()))

    def _leave(self) -> None:
        self.settle()
        self._close_popup()
        self.line.hide()
        self.viewport().update()

    def _close(self) -> None:
        """Other lines: what stood in the cell is none of theirs."""
        self.line.hide()
        self._close_popup()

    # -- from cell to cell

    def _up_or_down(self, step: int) -> None:
        if self.popup is not None and self.popup.isVisible():
            self.popup.step(step)
        else:
            self.to_row(self.currentIndex().row() + step)

    def to_row(self, row: int) -> None:
        """Go to the cell of another line, where there is one."""
        if self._has(row):
            self.start(row, self.currentIndex().column())

    def _has(self, row: int) -> bool:
        return 0 <= row < len(self.cells.rows)

    def next_wrong(self) -> bool:
        """Go to the next cell that cannot be written; False where there is none."""
        self.settle()
        wrong = self.cells.wrong()
        here = (self.currentIndex().row(), self.currentIndex().column())
        after = [place for place in wrong if place > here] or wrong
        if after:
            self.start(*after[0])
        return bool(after)

    def _repeat(self) -> None:
        row = self.currentIndex().row()
        if row > 0:
            self.line.setText(self.cells.cell(row - 1, self.currentIndex().column()).text)
            self.typing.emit()

    # -- what a cell can be

    def _typed(self, _text: str) -> None:
        self._offer(typed=True)
        self.typing.emit()

    def place(self) -> QRect:
        """Where the line is in the window."""
        corner = self.viewport().mapTo(self.window(), self.line.geometry().topLeft())
        return QRect(corner, self.line.size())

    def marked(self) -> Row | None:
        """What is marked in the list."""
        return self.popup.chosen() if self.popup is not None else None

    def _close_popup(self) -> None:
        if self.popup is not None:
            self.popup.hide()

    # -- a view

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press puts the keys into a cell."""
        index = self.indexAt(event.position().toPoint())
        if self._has(index.row()):
            self.start(index.row(), max(index.column(), self.first))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys belong to the current cell."""
        super().focusInEvent(event)
        index = self.currentIndex()
        if self._has(index.row()):
            self.start(index.row(), max(index.column(), self.first))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The line stays over its cell."""
        super().resizeEvent(event)
        self.stand()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The line moves with its cell."""
        super().scrollContentsBy(dx, dy)
        self.stand()
