"""The grid of the pile: one line a person, Enter from cell to cell as the paper is read."""

from PySide6.QtCore import QModelIndex, Qt, Signal

from storage.refusal_reasons import OfferedReason
from ui.cell_grid import CellGrid
from ui.panels import IconMark
from ui.screens.results.lines import KEYS, OWN_WORDS, SCHEMES, Home, Key, Reader, tr
from ui.screens.results.model import FIRST, PileModel, Placed
from ui.screens.results.paint import EDGE, ResultDelegate
from ui.screens.results.popup import ReasonList

WIDTHS = (39, 104, 142, 112, 118, 166, 106, 0)
_RIGHT: frozenset[Key] = frozenset({"next", "received"})


class ResultsGrid(CellGrid[OfferedReason]):
    """The cells of the pile, sheet by sheet.

    Signals:
        moved: another cell is current.
        sheet_left: the keys go from this sheet to another one, or out of the grid.
        sheet_ended: Enter behind the last cell of a sheet.
    """

    moved = Signal()
    sheet_left = Signal(object)
    sheet_ended = Signal(object)
    first = FIRST
    popup: ReasonList | None

    def __init__(self, model: PileModel) -> None:
        super().__init__(model, WIDTHS, edge=EDGE)
        self.pile = model
        self.reader: Reader | None = None
        self.reasons: tuple[OfferedReason, ...] = ()
        self.setItemDelegate(ResultDelegate(self))
        self.setAccessibleName(tr("Kết quả trên phiếu"))
        self._opens = IconMark("chevron-down", size=16)
        self._opens.setParent(self.line)
        self.line.next_row.connect(self.end_sheet)

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
        self.stand()
        key = KEYS[column - FIRST]
        right = Qt.AlignmentFlag.AlignRight if key in _RIGHT else Qt.AlignmentFlag.AlignLeft
        self.line.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)
        self.open(f"{placed.line.name}, {self.pile.headers[column]}")
        self.viewport().update()
        self.moved.emit()

    def _scroll(self, placed: Placed, row: int, column: int) -> None:
        """Let the whole sheet be seen, and the cell in any case."""
        last = row - placed.at + len(placed.home.lines) - 1
        self.scrollTo(self.pile.index(last, column))
        self.scrollTo(self.pile.index(row, column))

    def stand(self) -> None:
        """Stand over the current cell; what opens a list is marked."""
        super().stand()
        self._opens.setVisible(self.key() == "reason")
        self._opens.move(self.line.width() - 24, (self.line.height() - 16) // 2)

    def read_in(self, row: int, column: int, text: str) -> str:
        """Read a text into a cell; returns what stands there then."""
        if self.reader is None:
            return text
        return self.pile.write(row, KEYS[column - FIRST], text, self.reader).text

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

    # -- what a cell can be

    def _typed(self, text: str) -> None:
        if self.key() in SCHEMES and self.reader is not None:
            cell = self.reader.read(self.key(), text)
            if cell.value is not None and cell.text != text:
                self.line.selectAll()
                self.line.insert(cell.text)  # not set: what was typed can be taken back
                self.line.selectAll()
        super()._typed(text)

    def _offer(self, *, typed: bool) -> None:
        """Show the reasons while one is typed."""
        if self.key() != "reason":
            self._close_popup()
            return
        if self.popup is None:
            self.popup = ReasonList(self.window())
            self.popup.pressed.connect(self._pressed)
        self.popup.reasons = self.reasons
        self.popup.offer(self.line.text() if typed else "", self.place())
        if not typed and self.line.text():
            titles = [one.title for one in self.reasons]
            self.popup.mark(titles.index(self.line.text()) if self.line.text() in titles else -1)

    def _take_marked(self) -> None:
        """Take what is marked in the list."""
        reason = self.marked()
        if self.key() == "reason" and reason is not None and reason.number:
            self.line.setText(reason.title)

    def _asks_own_words(self) -> bool:
        """Enter on the last line of the list: the cell waits for words of one's own."""
        reason = self.marked()
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
