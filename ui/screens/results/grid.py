"""The grid of the pile: one line a person, Enter from cell to cell as the paper is read."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from storage.refusal_reasons import OfferedReason
from ui.forms.entry.line import CellLine
from ui.panels import IconMark
from ui.screens.results.lines import KEYS, OWN_WORDS, SCHEMES, Home, Key, Reader, tr
from ui.screens.results.model import FIRST, PileModel, Placed
from ui.screens.results.paint import EDGE, ResultDelegate
from ui.screens.results.popup import ReasonList
from ui.style import look
from ui.table_view import TableHead

Index = QModelIndex | QPersistentModelIndex

WIDTHS = (39, 104, 142, 112, 118, 166, 106, 0)
_RIGHT: frozenset[Key] = frozenset({"next", "received"})


class ResultsGrid(QTableView):
    """The cells, with one line that stands in the current one.

    Signals:
        typing: a key was typed in a cell.
        moved: another cell is current.
        sheet_left: the keys go from this sheet to another one, or out of the grid.
        sheet_ended: Enter behind the last cell of a sheet.
        backed: Shift+Enter before the first cell.
    """

    typing = Signal()
    moved = Signal()
    sheet_left = Signal(object)
    sheet_ended = Signal(object)
    backed = Signal()

    def __init__(self, model: PileModel) -> None:
        super().__init__()
        self.pile = model
        self.reader: Reader | None = None
        self.reasons: tuple[OfferedReason, ...] = ()
        self.edge = EDGE
        self.setHorizontalHeader(TableHead(self))
        self.verticalHeader().hide()
        self.setModel(model)
        self.setItemDelegate(ResultDelegate(self))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(tr("Kết quả trên phiếu"))
        self.line = CellLine(self.viewport())
        self._opens = IconMark("chevron-down", size=16)
        self._opens.setParent(self.line)
        self.popup: ReasonList | None = None
        self._connect()
        look().changed.connect(self._fit)
        self._fit()

    def _connect(self) -> None:
        line = self.line
        line.textEdited.connect(self._typed)
        line.moved.connect(self.step)
        line.next_row.connect(self.end_sheet)
        line.stepped.connect(self._up_or_down)
        line.restored.connect(lambda: self._offer(typed=False))
        line.repeat.connect(self._repeat)
        line.left.connect(self._leave)
        self.pile.modelReset.connect(self._reset)

    def _fit(self) -> None:
        sizes = look().metrics
        self.verticalHeader().setMinimumSectionSize(12)
        self.verticalHeader().setDefaultSectionSize(sizes.dense)
        head = self.horizontalHeader()
        head.setFixedHeight(sizes.table_head)
        for number, width in enumerate(WIDTHS):
            if width:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(number, sizes.px(width))
            else:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    # -- the current cell

    def current(self) -> Placed | None:
        """The line that is being typed."""
        return self.pile.placed(self.currentIndex().row())

    def key(self) -> Key:
        """The column that is being typed."""
        return KEYS[max(self.currentIndex().column() - FIRST, 0)]

    def begin(self, home: Home) -> None:
        """Put the keys into the first cell of a sheet that the paper has something for."""
        row = self.pile.row_of(home)
        column = next((n for n, key in enumerate(KEYS) if home.lines[0].wants(key)), 0)
        self.start(row, FIRST + column)

    def start(self, row: int, column: int) -> None:
        """Put the keys into a cell."""
        self.settle()
        placed = self.pile.placed(row)
        if placed is None or column < FIRST:
            return
        before = self.current()
        if before is not None and before.home is not placed.home:
            self.line.hide()
            self.setCurrentIndex(QModelIndex())
            self.sheet_left.emit(before.home)
            row = self.pile.row_of(placed.home) + placed.at
        self.setCurrentIndex(self.pile.index(row, column))
        self._scroll(placed, row, column)
        self._stand()
        cell = self.pile.cell(row, column)
        key = KEYS[column - FIRST]
        self.line.show_text(cell.text)
        right = Qt.AlignmentFlag.AlignRight if key in _RIGHT else Qt.AlignmentFlag.AlignLeft
        self.line.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)
        header = self.pile.headers[column]
        self.line.setAccessibleName(f"{placed.line.name}, {header}")
        self.line.setAccessibleDescription(cell.problem)
        self.line.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer(typed=False)
        self.viewport().update()
        self.moved.emit()

    def _scroll(self, placed: Placed, row: int, column: int) -> None:
        """Let the whole sheet be seen, and the cell in any case."""
        last = row - placed.at + len(placed.home.lines) - 1
        self.scrollTo(self.pile.index(last, column))
        self.scrollTo(self.pile.index(row, column))

    def _stand(self) -> None:
        """Stand over the current cell, wherever it is scrolled to."""
        place = self.visualRect(self.currentIndex())
        self.line.setGeometry(place.adjusted(-1, -1, 0, 0))
        self._opens.setVisible(self.key() == "reason")
        self._opens.move(self.line.width() - 24, (self.line.height() - 16) // 2)

    def settle(self) -> None:
        """Read what stands in the line into its cell."""
        index = self.currentIndex()
        open_line = index.isValid() and self.line.isVisible() and self.reader is not None
        if open_line and self.reader and self.line.text() != self.line.before:
            cell = self.pile.write(index.row(), self.key(), self.line.text(), self.reader)
            self.line.show_text(cell.text)

    def open_text(self) -> tuple[Home, int, Key, str] | None:
        """What stands in the open cell and is not read yet: sheet, line, column, text."""
        placed = self.current()
        if placed is None or not self.line.isVisible() or self.line.text() == self.line.before:
            return None
        return placed.home, placed.at, self.key(), self.line.text()

    def leave_sheet(self) -> None:
        """The keys go elsewhere: read the cell, and tell which sheet is left."""
        self.settle()
        placed = self.current()
        self._close_popup()
        self.line.hide()
        self.setCurrentIndex(QModelIndex())
        self.viewport().update()
        if placed is not None:
            self.sheet_left.emit(placed.home)

    def _leave(self) -> None:
        self.settle()
        self._close_popup()
        self.line.hide()
        self.viewport().update()

    def _reset(self) -> None:
        self.line.hide()
        self._close_popup()

    # -- from cell to cell

    def step(self, step: int) -> None:
        """Go to the next cell that the paper can have something for, or back."""
        placed = self.current()
        if placed is None or (step > 0 and self._asks_own_words()):
            return
        self._take_marked()
        self.settle()
        row, column = self.currentIndex().row(), self.currentIndex().column() - FIRST
        if step < 0:
            self._back(row, column)
            return
        home = placed.home
        if home.everybody_out and placed.first:
            day = FIRST + KEYS.index("next")
            if column + FIRST < day:
                self.start(row, day)
                return
            self.end_sheet()
            return
        for at in range(placed.at, len(home.lines)):
            first = column + 1 if at == placed.at else 0
            wanted = (n for n in range(first, len(KEYS)) if home.lines[at].wants(KEYS[n]))
            found = next(wanted, None)
            if found is not None:
                self.start(row - placed.at + at, FIRST + found)
                return
        self.end_sheet()

    def _back(self, row: int, column: int) -> None:
        while row >= 0:
            line = self.pile.rows[row].line
            before = [n for n in range(column) if line.wants(KEYS[n])]
            if before:
                self.start(row, FIRST + before[-1])
                return
            row, column = row - 1, len(KEYS)
        self.backed.emit()

    def end_sheet(self) -> None:
        """Nothing more on this sheet."""
        placed = self.current()
        if placed is not None:
            self._take_marked()
            self.leave_sheet()
            self.sheet_ended.emit(placed.home)

    def _up_or_down(self, step: int) -> None:
        if self.popup is not None and self.popup.isVisible():
            self.popup.step(step)
            return
        row = self.currentIndex().row() + step
        if self.pile.placed(row) is not None:
            self.start(row, self.currentIndex().column())

    def next_wrong(self) -> bool:
        """Go to the next cell that cannot be written; False where there is none."""
        self.settle()
        wrong = self.pile.wrong()
        here = (self.currentIndex().row(), self.currentIndex().column())
        after = [place for place in wrong if place > here] or wrong
        if after:
            self.start(*after[0])
        return bool(after)

    def _repeat(self) -> None:
        row = self.currentIndex().row()
        if row > 0:
            self.line.setText(self.pile.cell(row - 1, self.currentIndex().column()).text)
            self.typing.emit()

    # -- what a cell can be

    def _typed(self, text: str) -> None:
        if self.key() in SCHEMES and self.reader is not None:
            cell = self.reader.read(self.key(), text)
            if cell.value is not None and cell.text != text:
                self.line.selectAll()
                self.line.insert(cell.text)  # not set: what was typed can be taken back
                self.line.selectAll()
        self._offer(typed=True)
        self.typing.emit()

    def _offer(self, *, typed: bool) -> None:
        """Show the reasons while one is typed."""
        if self.key() != "reason":
            self._close_popup()
            return
        if self.popup is None:
            self.popup = ReasonList(self.window())
            self.popup.pressed.connect(self._pressed)
        self.popup.reasons = self.reasons
        corner = self.viewport().mapTo(self.window(), self.line.geometry().topLeft())
        self.popup.offer(self.line.text() if typed else "", QRect(corner, self.line.size()))
        if not typed and self.line.text():
            titles = [one.title for one in self.reasons]
            self.popup.mark(titles.index(self.line.text()) if self.line.text() in titles else -1)

    def _take_marked(self) -> None:
        """Take what is marked in the list."""
        reason = self.popup.chosen() if self.popup is not None else None
        if self.key() == "reason" and reason is not None and reason.number:
            self.line.setText(reason.title)

    def _asks_own_words(self) -> bool:
        """Enter on the last line of the list: the cell waits for words of one's own."""
        reason = self.popup.chosen() if self.popup is not None else None
        if self.key() != "reason" or reason is None or reason.number:
            return False
        self._pressed(reason)
        return True

    def _pressed(self, reason: object) -> None:
        if not isinstance(reason, OfferedReason):
            return
        if reason.number:
            self.line.setText(reason.title)
            self.step(1)
        else:
            self.line.setText(OWN_WORDS)
            self._offer(typed=True)

    def _close_popup(self) -> None:
        if self.popup is not None:
            self.popup.hide()

    # -- a view

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press puts the keys into a cell."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.pile.placed(index.row()) is not None:
            self.start(index.row(), max(index.column(), FIRST))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys belong to the current cell."""
        super().focusInEvent(event)
        index = self.currentIndex()
        if self.pile.placed(index.row()) is not None:
            self.start(index.row(), max(index.column(), FIRST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The line stays over its cell."""
        super().resizeEvent(event)
        self._stand()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The line moves with its cell."""
        super().scrollContentsBy(dx, dy)
        self._stand()
