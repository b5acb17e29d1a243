"""The lines of the pile as a model: whose line, which sheet, what stands in each cell."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal

from rules.household_codes import shown
from ui.cell_grid import CellModel
from ui.screens.results.lines import KEYS, REPEAT, SCHEMES, Cell, Home, Key, Line, Reader, tr
from ui.screens.results.pile import wrong_cells

Index = QModelIndex | QPersistentModelIndex

PLACED = Qt.ItemDataRole.UserRole
FIRST = 3  # number, code and person stand before the cells that are typed
_RULED = 4  # empty lines below, so that the paper goes on


@dataclass(frozen=True, slots=True)
class Placed:
    """One line where it stands: its sheet, its number in the pile, its place on the sheet."""

    home: Home
    line: Line
    number: int
    at: int

    @property
    def first(self) -> bool:
        """Whether its sheet begins here."""
        return self.at == 0

    @property
    def last(self) -> bool:
        """Whether its sheet ends here."""
        return self.at == len(self.home.lines) - 1


class PileModel(CellModel):
    """Lines by their place in the pile.

    Signals:
        typed: a cell was written.
    """

    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Placed] = []
        self.headers = (
            "", tr("Mã phiếu"), tr("Người"), tr("BHYT"), tr("BHXH tự nguyện"),
            tr("Lý do chưa đồng ý"), tr("Hẹn lại"), tr("Tiền đã nhận"),
        )  # fmt: skip

    def put(self, homes: list[Home]) -> None:
        """Show these sheets."""
        self.beginResetModel()
        self.rows = []
        for home in homes:
            for at, line in enumerate(home.lines):
                self.rows.append(Placed(home, line, len(self.rows) + 1, at))
        self.endResetModel()

    def draw(self) -> None:
        """Show the cells as they are now."""
        if self.rows:
            last = self.index(self.rowCount() - 1, len(self.headers) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def placed(self, row: int) -> Placed | None:
        """The line at a place; None for an empty one."""
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def row_of(self, home: Home) -> int:
        """Where a sheet begins; -1 where it is not in the pile."""
        return next((n for n, one in enumerate(self.rows) if one.home is home), -1)

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place that can be typed into."""
        return self.rows[row].line[KEYS[column - FIRST]]

    def write(self, row: int, key: Key, text: str, reader: Reader) -> Cell:
        """Write what was typed; `=` takes what stands above."""
        placed = self.rows[row]
        if text.strip() == REPEAT:
            text = self.rows[row - 1].line[key].text if row else ""
        cell = reader.read(key, text)
        before = placed.line[key].value
        placed.line.cells[key] = cell
        if key in SCHEMES:
            self._fill(placed, before, cell)
        placed.home.judge()
        self.typed.emit()
        self.draw()
        return cell

    @staticmethod
    def _fill(placed: Placed, before: Any, cell: Cell) -> None:
        """V in the first cell fills an empty sheet; another letter there takes that back."""
        asked = [line[one] for line in placed.home.lines for one in SCHEMES if one in line.asked]
        if cell is not next(iter(asked), None):
            return
        if cell.value == "absent":
            placed.home.fill_absent()
        elif before == "absent" and all(one.value == "absent" for one in asked[1:]):
            for one in asked[1:]:
                one.text, one.value = "", None

    def wrong(self) -> list[tuple[int, int]]:
        """The cells that cannot be written, in reading order."""
        found = []
        for row, placed in enumerate(self.rows):
            if placed.first:
                cells = wrong_cells(placed.home)
                found += [(row + at, column + FIRST) for at, column in cells]
        return found

    # -- a model

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """How many lines there are, with the empty ones below."""
        return 0 if parent.isValid() else len(self.rows) + _RULED

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, and what a screen reader says of it."""
        placed = self.placed(index.row()) if index.isValid() else None
        if placed is None:
            return None
        if role == PLACED:
            return placed
        column = index.column()
        problem = self.cell(index.row(), column).problem if column >= FIRST else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(placed, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            if column == 1 and placed.first:
                return placed.home.note or None
            own = column == FIRST + KEYS.index("reason")
            return problem or (self._text(placed, column) if own else "") or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (placed.line.name, self.headers[column], self._text(placed, column), problem)
            return ", ".join(part for part in said if part)
        return None

    @staticmethod
    def _text(placed: Placed, column: int) -> str:
        if column == 0:
            return str(placed.number)
        if column == 1:
            return shown(placed.home.code) if placed.first else ""
        if column == FIRST - 1:
            return placed.line.name
        key = KEYS[column - FIRST]
        text = placed.line[key].text
        return text or placed.line.held.get(key, "")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heading of a column; days and money stand at the right."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = section >= len(self.headers) - 2
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return (side | Qt.AlignmentFlag.AlignVCenter).value
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.headers[section] if orientation == Qt.Orientation.Horizontal else None
