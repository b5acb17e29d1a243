"""Rows behind a list of two lines: what each shows, which are marked, loaded page by page."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui.shown_rows import LINE

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")

MARKED = Qt.ItemDataRole.UserRole + 1
PAGE = 60  # more than a window shows; a keystroke in a search loads no more than this


@dataclass(frozen=True, slots=True)
class ListLine:
    """What a row of two lines shows.

    `number` stands before both lines, `shapes` are states at the right of the first line, `note`
    at the right of the second.
    """

    title: str
    detail: str = ""
    number: str = ""
    note: str = ""
    shapes: tuple[str, ...] = ()
    spoken: str = ""


class ListModel(QAbstractListModel, Generic[Row]):
    """Rows of a list, whole or page by page; some of them may be marked to be worked on together.

    Args:
        line: what a row shows.
        row_id: what makes a row the same row after a reload.
        headings: of the cells a row puts on the clipboard.
        cells: those cells; by default the words it shows.

    Signals:
        marks_changed: other rows are marked.
    """

    marks_changed = Signal()

    def __init__(
        self,
        line: Callable[[Row], ListLine],
        row_id: Callable[[Row], Hashable],
        *,
        headings: Sequence[str] = (),
        cells: Callable[[Row], Sequence[str]] | None = None,
    ) -> None:
        super().__init__()
        self._line = line
        self._row_id = row_id
        self.headings = tuple(headings)
        self._cells = cells
        self._marks: dict[Hashable, None] = {}
        self._rows: list[Row] = []
        self._total = 0
        self._load: Callable[[int, int], Sequence[Row]] | None = None

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows, self._total, self._load = list(rows), len(rows), None
        self.endResetModel()

    def set_pages(
        self, load: Callable[[int, int], Sequence[Row]], total: int, first: int = PAGE
    ) -> None:
        """Show `total` rows, loaded as they are scrolled to by `load(offset, limit)`.

        Args:
            load: reads rows.
            total: how many there are.
            first: how many are loaded at once; as many as before keep the current row in reach.
        """
        self.beginResetModel()
        self._load, self._total = load, total
        self._rows = list(load(0, max(first, PAGE))) if total else []
        self.endResetModel()

    @property
    def total(self) -> int:
        """How many rows there are, loaded or not."""
        return self._total

    def row_at(self, number: int) -> Row | None:
        """The row at a place; None outside."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def id_at(self, number: int) -> Hashable | None:
        """The id of the row at a place."""
        row = self.row_at(number)
        return None if row is None else self._row_id(row)

    def cells_at(self, number: int) -> tuple[str, ...]:
        """What a row puts on the clipboard."""
        row = self.row_at(number)
        if row is None:
            return ()
        if self._cells is not None:
            return tuple(self._cells(row))
        line = self._line(row)
        return tuple(part for part in (line.number, line.title, line.detail, line.note) if part)

    # -- marks

    def marks(self) -> tuple[Hashable, ...]:
        """The ids of the rows marked, in the order they were."""
        return tuple(self._marks)

    def set_marks(self, ids: Iterable[Hashable]) -> None:
        """Mark exactly these rows, loaded or not."""
        self._marks = dict.fromkeys(ids)
        if self._rows:
            last = self.index(len(self._rows) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last, [MARKED])
        self.marks_changed.emit()

    def mark(self, numbers: Iterable[int], *, turn: bool = False) -> None:
        """Mark the rows at these places; `turn` takes the mark off where there is one."""
        marks = dict(self._marks)
        for row_id in map(self.id_at, numbers):
            if turn and row_id in marks:
                del marks[row_id]
            elif row_id is not None:
                marks[row_id] = None
        self.set_marks(marks)

    def marked_rows(self) -> tuple[Row, ...]:
        """The rows marked, of those loaded, from top to bottom."""
        return tuple(row for row in self._rows if self._row_id(row) in self._marks)

    def mark_all(self) -> None:
        """Load every row and mark it."""
        self.load_all()
        self.mark(range(len(self._rows)))

    def place_of(self, row_id: Hashable) -> int:
        """The place of a row by its id, loading more pages to find it; -1 when it is not there."""
        at = 0
        while True:
            for number in range(at, len(self._rows)):
                if self._row_id(self._rows[number]) == row_id:
                    return number
            at = len(self._rows)
            if not self.canFetchMore(QModelIndex()):
                return -1
            self.fetchMore(QModelIndex())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """How many rows are loaded."""
        return 0 if parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether more rows can be loaded."""
        return not parent.isValid() and self._load is not None and len(self._rows) < self._total

    def fetchMore(self, parent: Index) -> None:
        """Load the next page."""
        if not parent.isValid():
            self._load_more(PAGE)

    def load_all(self) -> None:
        """Load every row."""
        if self.canFetchMore(QModelIndex()):
            self._load_more(self._total)

    def _load_more(self, most: int) -> None:
        if self._load is None:
            return
        start = len(self._rows)
        more = self._load(start, min(most, self._total - start))
        if not more:
            self._total = start
            return
        self.beginInsertRows(QModelIndex(), start, start + len(more) - 1)
        self._rows += more
        self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row shows."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == LINE:
            return self._line(row)
        if role == MARKED:
            return self._row_id(row) in self._marks
        if role == Qt.ItemDataRole.DisplayRole:
            return self._line(row).title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            line = self._line(row)
            said = (line.number, line.title, line.detail, line.spoken, line.note)
            marked = _tr("đã đánh dấu") if self._row_id(row) in self._marks else ""
            return ", ".join(part for part in (*said, marked) if part)
        return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Lists", text)
