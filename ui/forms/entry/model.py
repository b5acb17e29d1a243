"""The rows being typed, as a model: what was typed, what it means, who it may be."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal

from rules.citizen_card import CitizenCard
from rules.errors import Problem
from storage.alike import Alike, held_by
from storage.intake.lexicon import field_of
from storage.people import Person
from ui.cell_grid import CellModel
from ui.forms.entry.cells import KEYS, REPEAT, Cell, EntryRow, Key, columns, read_cell
from ui.forms.entry.kin import read_relation, sexes, tr
from ui.wording import sentence

Index = QModelIndex | QPersistentModelIndex
Asks = Callable[[EntryRow], tuple[Alike, ...]]

CELL = Qt.ItemDataRole.UserRole
LEAST = 8  # rows that stand there from the start
_MATTER: frozenset[Key] = frozenset({"name", "born", "personal_id", "si_number"})


def _headings(cells: Sequence[str]) -> list[Key | None] | None:
    """The columns that a line of headings names; None where it is a line of people."""
    fields = [field_of(cell) for cell in cells]
    if "name" not in fields:
        return None
    return [next((key for key in KEYS if key == field), None) for field in fields]


class EntryModel(CellModel):
    """The people of one household, one line each; there is always an empty line at the end.

    Args:
        on: the working day.
        asks: who in the register a row may be.

    Signals:
        typed: something stands in a cell that did not.
    """

    typed = Signal()

    def __init__(self, on: date, asks: Asks) -> None:
        super().__init__()
        self.columns = columns()
        self.rows: list[EntryRow] = [EntryRow() for _ in range(LEAST)]
        self._on = on
        self._asks = asks

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place."""
        return self.rows[row][KEYS[column]]

    # -- typing

    def put(self, row: int, key: Key, text: str) -> Cell:
        """Write a text into a cell; `=` takes what stands above."""
        if text.strip() == REPEAT:
            text = self.rows[row - 1][key].text if row else ""
        before = self.rows[row][key]
        cell = read_cell(key, text, self._on)
        if cell.text == before.text and cell.problem == before.problem:
            return before
        self.rows[row].cells[key] = cell
        self._follow(row, key)
        self._grow()
        if key in _MATTER:
            self.look_alike(row)
        self.judge()
        self.typed.emit()
        return self.rows[row][key]

    def _follow(self, row: int, key: Key) -> None:
        """What comes by itself, seen at once: the head in the first line, the sex of a word."""
        cells = self.rows[row].cells
        if key == "name" and row == 0 and cells["name"].text and not cells["relation"].text:
            head = tr("Chủ hộ")
            cells["relation"] = Cell(head, read_relation(head))
        pick = cells["relation"].value
        if key == "relation" and pick is not None and pick.sex and not cells["sex"].text:
            word = next(one for one in sexes() if one.code == pick.sex)
            cells["sex"] = Cell(word.words, word)

    def take_sex(self, row: int) -> None:
        """Take the sex that the name suggests."""
        pick = self.rows[row].suggested_sex()
        if pick is not None:
            self.put(row, "sex", pick.words)

    def confirm(self, row: int, key: Key) -> None:
        """Enter passed over what a scanner wrote: it was compared with the card."""
        if self.rows[row][key].check:
            self.rows[row][key].check = False
            self.judge()
            self.typed.emit()

    def take_card(self, row: int, card: CitizenCard) -> None:
        """Fill a line from a scanned card; its name is to be compared with the card."""
        word = next((one.words for one in sexes() if one.code == card.sex), "")
        self.put(row, "name", card.name)
        self.rows[row]["name"].check = True
        self.put(row, "born", card.born.shown)
        self.put(row, "personal_id", card.personal_id)
        if word:
            self.put(row, "sex", word)

    def take(self, row: int, person: Person | None) -> None:
        """This line is somebody of the register, who moves here; or is not."""
        self.rows[row].taken = person
        self.judge()

    def paste(self, row: int, column: int, lines: Sequence[Sequence[str]]) -> None:
        """Write cells of a spreadsheet from a cell on; what stands outside the grid is left.

        Where the first line is of headings, each column goes where its heading says.
        """
        keys: list[Key | None] = list(KEYS[column:])
        headings = _headings(lines[0])
        if headings is not None:
            keys, lines = headings, lines[1:]
        while len(self.rows) < row + len(lines):
            self._append()
        for down, line in enumerate(lines):
            for key, text in zip(keys, line, strict=False):
                if key is not None and text.strip():
                    self.put(row + down, key, text)

    def clear_row(self, row: int) -> None:
        """Empty a line; those below move up."""
        self.beginResetModel()
        del self.rows[row]
        self.rows += [EntryRow() for _ in range(LEAST - len(self.rows))]
        if not self.rows[-1].blank:
            self.rows.append(EntryRow())
        self.endResetModel()
        self.judge()
        self.typed.emit()

    def set_texts(self, lines: Sequence[Sequence[str]]) -> None:
        """Show these lines instead, as they were typed."""
        self.beginResetModel()
        self.rows = [EntryRow() for _ in range(max(LEAST, len(lines) + 1))]
        for row, line in enumerate(lines):
            for key, text in zip(KEYS, line, strict=False):
                self.rows[row].cells[key] = read_cell(key, str(text), self._on)
        self.endResetModel()
        self.look_all_alike()

    def filled(self) -> list[tuple[int, EntryRow]]:
        """The lines in which something was typed, with their places."""
        return [(place, row) for place, row in enumerate(self.rows) if not row.blank]

    # -- what is wrong, and who it may be

    def check_names(self) -> None:
        """Say which lines have no name; asked before writing."""
        for _, row in self.filled():
            if not row["name"].text:
                row["name"].problem = tr("Dòng này chưa có họ và tên.")
        self._draw()

    def say(self, row: int, key: Key, problem: Problem) -> None:
        """Frame a cell with a sentence."""
        self.rows[row][key].problem = sentence(problem)
        self._draw()

    def wrong(self) -> list[tuple[int, int]]:
        """The cells that cannot be written, in reading order."""
        return [
            (place, column)
            for place, row in enumerate(self.rows)
            for column, key in enumerate(KEYS)
            if row[key].problem
        ]

    def look_alike(self, row: int) -> None:
        """Ask again who a line may be."""
        one = self.rows[row]
        one.alike = () if one.blank else self._asks(one)
        if one.taken is not None and one.taken.id not in {found.person.id for found in one.alike}:
            one.taken = None  # another name, or another number: somebody else is meant

    def look_all_alike(self) -> None:
        """Ask again who each line may be: the register has changed."""
        for row in range(len(self.rows)):
            self.look_alike(row)
        self.judge()

    def judge(self) -> None:
        """Say what no line can be: a number of somebody else, or twice; a second head."""
        numbers: dict[str, int] = {}
        heads: list[int] = []
        for place, row in self.filled():
            self._judge_number(row, place, numbers)
            cell = row["relation"]
            if cell.value is not None:
                head = cell.value.code == "head"
                second = tr("Dòng {row} đã là chủ hộ.").format(row=heads[0] + 1) if heads else ""
                cell.problem = second if head else ""
                heads += [place] if head else []
        self._draw()

    def _judge_number(self, row: EntryRow, place: int, numbers: dict[str, int]) -> None:
        cell = row["personal_id"]
        if cell.value is None:
            return
        first = numbers.setdefault(cell.value, place)
        holder = next((one.person for one in row.alike if one.certain), None)
        cell.problem = ""
        if holder is not None and (row.taken is None or row.taken.id != holder.id):
            cell.problem = sentence(held_by(holder))
        elif first != place:
            cell.problem = tr("Dòng {row} đã có số này.").format(row=first + 1)

    # -- a model

    def _grow(self) -> None:
        if not self.rows[-1].blank:
            self._append()

    def _append(self) -> None:
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows))
        self.rows.append(EntryRow())
        self.endInsertRows()

    def _draw(self) -> None:
        last = self.index(len(self.rows) - 1, len(KEYS) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """How many lines there are, the empty ones too."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many cells a line has."""
        return 0 if parent.isValid() else len(KEYS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, and what a screen reader says of it."""
        if not index.isValid():
            return None
        row, key = self.rows[index.row()], KEYS[index.column()]
        if role == CELL:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row[key].text
        if role == Qt.ItemDataRole.ToolTipRole:
            return row[key].problem or row.doubt(key) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (self.columns[index.column()].header, row[key].text, row[key].problem)
            return ", ".join(part for part in said if part)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heading of a column, the number of a line."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.columns[section].header if orientation == Qt.Orientation.Horizontal else None
