"""The table on screen: rules between rows, a bar on the selected row, a frame on the cell."""

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.cells import EDGE, CellDelegate, Index, cell_padding
from ui.copying import copy_rows
from ui.icons import paint_icon
from ui.practice import in_practice
from ui.queries import Query
from ui.style import look
from ui.tables import QUERY, RowsModel

_ENDS = {Qt.Key.Key_Home, Qt.Key.Key_End}


class TableHead(QHeaderView):
    """Headings of 28 px on raised ground; the sorted one carries its mark."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.ruled = True

    def sizeHint(self) -> QSize:
        """As high as table heads are now."""
        return QSize(super().sizeHint().width(), look().metrics.table_head)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one heading."""
        now = look()
        painter.save()
        painter.fillRect(rect, now.color("raised"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color("line"))
        left, right = cell_padding(self, section)
        inner = rect.adjusted(left, 0, -right, -1)
        model = self.model()
        words = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        role = Qt.ItemDataRole.TextAlignmentRole
        align = model.headerData(section, Qt.Orientation.Horizontal, role)
        painter.setFont(now.font("small_head"))
        painter.setPen(now.color("text2"))
        painter.drawText(inner, int(align), words)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == section and words:
            width = QFontMetrics(now.font("small_head")).horizontalAdvance(words)
            down = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            at = inner.left() + width + 4
            if int(align) & Qt.AlignmentFlag.AlignRight.value:
                at = inner.right() - width - 17
            place = QRect(at, inner.center().y() - 6, 14, 14)
            paint_icon(painter, place, "chevron-down" if down else "chevron-up", "accent")
        painter.restore()


class RecordTable(QTableView):
    """A table of records.

    Args:
        model: the rows.
        dense: rows of 28 px instead of 32.
        cells: the keyboard moves from cell to cell (a frame shows which), not from row to row.
        edge: left padding of the first column, in logical pixels.

    Signals:
        opened: an underlined figure was pressed; carries its Query.
        chosen: Enter or a double click on a row; carries its id.
        current_changed: another row is current; carries its id or None.
    """

    opened = Signal(object)
    chosen = Signal(object)
    current_changed = Signal(object)

    def __init__(
        self, model: RowsModel[Any], *, dense: bool = False, report: bool = False,
        cells: bool = False, small: bool = False, edge: int = EDGE,
    ) -> None:  # fmt: skip
        super().__init__()
        self._dense = dense
        self._report = report
        self.cells = cells
        self.edge = edge
        self.hovered = -1
        self.rows_model = model
        self.setHorizontalHeader(TableHead(self))
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self, small=small or report))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._size_columns()
        self.entered.connect(self._entered)
        self.doubleClicked.connect(lambda index: self.chosen.emit(model.id_at(index.row())))
        look().changed.connect(self._fit)
        self._fit()

    def _size_columns(self) -> None:
        head = self.horizontalHeader()
        now = look().metrics
        for number, column in enumerate(self.rows_model.columns):
            if column.width:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(number, now.px(column.width))
            else:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def _fit(self) -> None:
        sizes = look().metrics
        height = sizes.report if self._report else sizes.dense if self._dense else sizes.row
        self.verticalHeader().setMinimumSectionSize(12)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(sizes.table_head)
        self._size_columns()

    def fit_rows(self, *, most: int = 12) -> None:
        """Be as high as the rows are, up to `most` rows, so that what follows stands under them."""
        rows = min(self.rows_model.rowCount(), most)
        height = look().metrics.table_head if not self.horizontalHeader().isHidden() else 0
        self.setFixedHeight(height + rows * self.verticalHeader().defaultSectionSize())

    # -- selection by id, so that it survives a reload

    def setCurrentIndex(self, index: Index) -> None:
        """Select one row alone, whatever keys are held: Ctrl of a shortcut adds no row."""
        if self.selectionMode() == QAbstractItemView.SelectionMode.NoSelection:
            super().setCurrentIndex(index)
            return
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect
        if self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows:
            how |= QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, how)

    def current_id(self) -> Hashable | None:
        """The id of the current row."""
        return self.rows_model.id_at(self.currentIndex().row())

    def select_id(self, row_id: Hashable) -> bool:
        """Select a row by its id; False when it is not among those loaded."""
        place = self.rows_model.place_of(row_id)
        if place < 0:
            return False
        column = max(self.currentIndex().column(), 0)
        self.setCurrentIndex(self.rows_model.index(place, column))
        return True

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; the current one stays current where it still is, else the first is."""
        kept = self.current_id()
        self.rows_model.set_rows(rows)
        if not (kept is not None and self.select_id(kept)) and rows:
            self.setCurrentIndex(self.rows_model.index(0, 0))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell which row is current."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        self.current_changed.emit(self.current_id())

    # -- pointer and keys

    def _entered(self, index: Any) -> None:
        self.hovered = index.row()
        opens = index.data(QUERY) is not None
        shape = Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """No row is under the pointer once it has left."""
        if event.type() == QEvent.Type.Leave:
            self.hovered = -1
            self.viewport().update()
        return super().viewportEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on an underlined figure opens it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        query = index.data(QUERY) if index.isValid() else None
        if isinstance(query, Query) and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(query)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies, Ctrl+A takes all rows, Enter opens, Space ticks, Home and End."""
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.rows_model.load_all()
            self.selectAll()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            query = index.data(QUERY) if self.cells else None
            if isinstance(query, Query):
                self.opened.emit(query)
            else:
                self.chosen.emit(self.current_id())
        elif event.key() in _ENDS and not self.cells and not event.modifiers():
            self._go_to_end(last=event.key() == Qt.Key.Key_End)
        elif event.key() == Qt.Key.Key_Space and self._has_ticks() and index.isValid():
            self.rows_model.toggle(index.row())
        else:
            super().keyPressEvent(event)

    def _go_to_end(self, *, last: bool) -> None:
        if last:
            self.rows_model.load_all()
        column = max(self.currentIndex().column(), 0)
        row = self.rows_model.rowCount() - 1 if last else 0
        self.setCurrentIndex(self.rows_model.index(row, column))

    def _has_ticks(self) -> bool:
        return any(column.kind == "check" for column in self.rows_model.columns)

    def copy(self) -> None:
        """Put the selected rows on the clipboard; the headings too when they are all."""
        lines = self.selected_lines()
        every = len(lines) > 1 and len(lines) == self.rows_model.total
        headings = [self.rows_model.columns[number].header for number in self._copied()]
        copy_rows(headings if every else (), lines, practice=in_practice(self))

    def selected_lines(self) -> list[list[str]]:
        """The words of the selected rows, column by column."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return [
            [self.rows_model.copied_at(row, number) for number in self._copied()] for row in rows
        ]

    def _copied(self) -> list[int]:
        """The columns that are copied: those shown, in their order, without ticks."""
        head = self.horizontalHeader()
        order = (head.logicalIndex(place) for place in range(head.count()))
        return [
            number
            for number in order
            if not self.isColumnHidden(number) and self.rows_model.columns[number].kind != "check"
        ]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A table reached by Tab has a current row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows_model.rowCount():
            self.setCurrentIndex(self.rows_model.index(0, 0))
        self.viewport().update()

    def sizeHintForRow(self, _row: int) -> int:
        """Rows are all equally high."""
        return self.verticalHeader().defaultSectionSize()
