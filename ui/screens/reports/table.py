"""The table of the month and the pinned row of its sums; every figure in them opens."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)

from storage.months import MonthReport, Scheme
from ui.cells import PAD
from ui.screens.reports.figures import (
    BEHIND,
    FIRST,
    Line,
    Pick,
    columns,
    lines,
    place_of,
    total,
    total_cells,
)
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import RowsModel
from ui.totals import TotalRow

# How the room beyond the least widths is shared: the names take two parts, each figure one.
VILLAGE = 1
_PARTS = (0, 2, 1, 1, 1, 1, 1, 1, 1)


def _frame(painter: QPainter, place: QRect) -> None:
    pen = QPen(look().color("accent"), 2)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place)


class FiguresTable(RecordTable):
    """The villages of one month; the keyboard moves from figure to figure.

    Signals:
        asked: Enter was pressed on a cell.
        moved: another cell is current.
    """

    asked = Signal()
    moved = Signal()

    def __init__(self) -> None:
        self.lines: RowsModel[Line] = RowsModel(columns(), row_id=lambda line: line.village_id)
        super().__init__(self.lines, report=True, cells=True, edge=8)
        self._marked: Pick | None = None
        self.setAccessibleName(self.tr("Số liệu từng thôn"))
        self.horizontalHeader().setSectionsClickable(False)
        self.selectionModel().currentChanged.connect(self._move)
        look().changed.connect(self._share)

    def put(self, report: MonthReport, scheme: Scheme) -> None:
        """Show a month in one scheme; the cell that is current stays current."""
        now = self.currentIndex()
        line, column = self.lines.row_at(now.row()), now.column()
        rows = lines(report, scheme)
        self.lines.set_rows(rows)
        self._share()
        at = place_of(rows, line.village_id) if line else 0
        self.go(max(at, 0), column if line else FIRST)

    def go(self, row: int, column: int) -> None:
        """Make a cell current."""
        self.setCurrentIndex(self.lines.index(row, column))

    def pick(self) -> Pick | None:
        """The figure under the frame; that of the new people in columns without one."""
        now = self.currentIndex()
        line = self.lines.row_at(now.row())
        return line.pick(BEHIND[now.column()] or "new") if line else None

    def mark(self, pick: Pick | None) -> None:
        """Frame the figure whose people are shown, also while the keyboard is among them."""
        self._marked = pick
        self.viewport().update()

    def _move(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks for the people, Home and End go along the row."""
        now = self.currentIndex()
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and now.isValid():
            self.asked.emit()
        elif event.key() == Qt.Key.Key_Home and plain and now.isValid():
            self.go(now.row(), BEHIND.index("population"))
        elif event.key() == Qt.Key.Key_End and plain and now.isValid():
            self.go(now.row(), len(BEHIND) - 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells, and the frame of what is shown beside them."""
        super().paintEvent(event)
        if self._marked is None or self.hasFocus():
            return
        row = place_of(self.lines.rows(), self._marked.village_id)
        column = BEHIND.index(self._marked.figure)
        if row < 0:
            return
        now = self.currentIndex()
        if now.row() == row and BEHIND[now.column()] == self._marked.figure:
            column = now.column()
        place = self.visualRect(self.lines.index(row, column))
        _frame(QPainter(self.viewport()), place.adjusted(1, 1, -1, -2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the columns."""
        super().resizeEvent(event)
        self._share()

    def _least(self) -> list[int]:
        sizes = look().metrics
        metrics = QFontMetrics(look().font("small_head"))
        names = (metrics.horizontalAdvance(line.village) for line in self.lines.rows())
        least = [sizes.px(column.width) for column in self.lines.columns]
        least[VILLAGE] = max(least[VILLAGE], max(names, default=0) + 2 * PAD)
        return least

    def _share(self) -> None:
        """Give every column what its longest value needs, then share what is left.

        Where even that is too much, the numbering goes: a name is never cut short.
        """
        least, room = self._least(), self.viewport().width()
        self.setColumnHidden(0, sum(least) > room)
        if self.isColumnHidden(0):
            least[0] = 0
        part, spare = divmod(max(room - sum(least), 0), sum(_PARTS))
        for number, width in enumerate(least):
            if number or not self.isColumnHidden(0):
                more = part * _PARTS[number] + (spare if number == VILLAGE else 0)
                self.setColumnWidth(number, width + more)


class FiguresTotal(TotalRow):
    """The sums of the commune, always in sight; each of them opens.

    Signals:
        asked: a sum was pressed; carries the name of its figure.
    """

    asked = Signal(str)

    def __init__(self, table: FiguresTable) -> None:
        super().__init__(table, small=True)
        self._head = table.horizontalHeader()
        self._marked = -1
        self.setMouseTracking(True)
        self.setToolTip(self.tr("Bấm vào một số, hoặc Ctrl+Enter, để mở người của cả xã"))

    def put(self, report: MonthReport, scheme: Scheme) -> None:
        """Show the sums of a month."""
        self.set_cells(total_cells(total(report, scheme)))

    def set_cells(self, cells: Sequence[str]) -> None:
        """Show other sums, and say what they are of."""
        super().set_cells(cells)
        self.setAccessibleName(self.tr("Tổng: {figures}").format(figures=self.accessibleName()))

    def mark(self, figure: str) -> None:
        """Frame the sum whose people are shown; none for an empty name."""
        self._marked = BEHIND.index(figure) if figure else -1
        self.update()

    def _at(self, x: int) -> str:
        column = self._head.logicalIndexAt(x)
        return BEHIND[column] if 0 <= column < len(BEHIND) else ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pointer shows what can be pressed."""
        on = bool(self._at(round(event.position().x())))
        self.setCursor(Qt.CursorShape.PointingHandCursor if on else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press opens the people behind a sum."""
        figure = self._at(round(event.position().x()))
        if figure and event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit(figure)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sums under a rule, and the frame."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, look().color("lines"))
        if self._marked < 0:
            return
        left = self._head.sectionViewportPosition(self._marked)
        width = self._head.sectionSize(self._marked)
        _frame(painter, QRect(left + 1, 1, width - 2, self.height() - 2))
