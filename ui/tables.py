"""Rows behind a table: columns that say how to read a row, and a model that loads what is shown."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Literal, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui.queries import Query
from ui.states import Badge

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

CellKind = Literal["text", "name", "strong", "second", "small", "badge", "check", "figure", "gain"]

BADGE = Qt.ItemDataRole.UserRole
KIND = Qt.ItemDataRole.UserRole + 1
QUERY = Qt.ItemDataRole.UserRole + 2
DIM = Qt.ItemDataRole.UserRole + 3
NOTE = Qt.ItemDataRole.UserRole + 4
WRONG = Qt.ItemDataRole.UserRole + 5

PAGE = 200


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its heading and how it reads a row.

    Args:
        header: the heading.
        text: the words of a row.
        key: what to sort by; the words when absent. A column without `sortable` is not sorted.
        align: figures and dates stand at the right.
        kind: how the cell is drawn; `figure` has a dotted underline and opens, `gain` is green.
        width: in logical pixels; 0 takes what is left.
        badge: the state of a row, for kind `badge`.
        query: what a figure opens.
        note: small words behind the text.
        copied: what goes to the clipboard, where that is more than is shown.
        wrong: the token of a tinted ground (`warn`, `bad`) for cells that need a look.
    """

    header: str
    text: Callable[[Row], str]
    key: Callable[[Row], Any] | None = None
    align: Literal["left", "right", "center"] = "left"
    kind: CellKind = "text"
    width: int = 0
    sortable: bool = True
    badge: Callable[[Row], Badge] | None = None
    query: Callable[[Row], Query | None] | None = None
    note: Callable[[Row], str] | None = None
    wrong: Callable[[Row], str] | None = None
    tip: str = field(default="")
    copied: Callable[[Row], str] | None = None


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows of any kind, whole or page by page.

    Args:
        columns: how a row is read.
        row_id: what makes a row the same row after a reload.
        dim: rows that are only shown in passing (moved away, died) are drawn in `text3`.

    Signals:
        checks_changed: a row was ticked or unticked.
    """

    checks_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        row_id: Callable[[Row], Hashable] | None = None,
        dim: Callable[[Row], bool] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[Row] = []
        self._total = 0
        self._load: Callable[[int, int], Sequence[Row]] | None = None
        self._row_id: Callable[[Row], Hashable] = row_id or id
        self._dim = dim
        self._checked: set[Hashable] = set()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self._total = len(self._rows)
        self._load = None
        self.endResetModel()

    def set_pages(self, load: Callable[[int, int], Sequence[Row]], total: int) -> None:
        """Show `total` rows, loaded as they are scrolled to by `load(offset, limit)`."""
        self.beginResetModel()
        self._load = load
        self._total = total
        self._rows = list(load(0, PAGE)) if total else []
        self.endResetModel()

    @property
    def total(self) -> int:
        """How many rows there are, loaded or not."""
        return self._total

    def rows(self) -> tuple[Row, ...]:
        """The rows loaded."""
        return tuple(self._rows)

    def row_at(self, number: int) -> Row | None:
        """The row at a place; None outside."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def id_at(self, number: int) -> Hashable | None:
        """The id of the row at a place."""
        row = self.row_at(number)
        return None if row is None else self._row_id(row)

    def place_of(self, row_id: Hashable) -> int:
        """The place of a row by its id; -1 when it is not among those loaded."""
        for number, row in enumerate(self._rows):
            if self._row_id(row) == row_id:
                return number
        return -1

    # -- ticks

    def checked(self) -> tuple[Row, ...]:
        """The rows that are ticked."""
        return tuple(row for row in self._rows if self._row_id(row) in self._checked)

    def set_checked(self, ids: set[Hashable]) -> None:
        """Tick exactly these rows."""
        self._checked = set(ids)
        self._tell_checks()

    def toggle(self, number: int) -> None:
        """Tick or untick a row."""
        row_id = self.id_at(number)
        if row_id is not None:
            self._checked ^= {row_id}
            self._tell_checks()

    def _tell_checks(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])
        self.checks_changed.emit()

    # -- what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """How many rows are loaded."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether more rows can be loaded."""
        return not parent.isValid() and self._load is not None and len(self._rows) < self._total

    def fetchMore(self, parent: Index) -> None:
        """Load the next page."""
        if self._load is None or parent.isValid():
            return
        start = len(self._rows)
        more = self._load(start, min(PAGE, self._total - start))
        if not more:
            self._total = start
            return
        self.beginInsertRows(QModelIndex(), start, start + len(more) - 1)
        self._rows += more
        self.endInsertRows()

    def copied_at(self, row: int, number: int) -> str:
        """What a cell puts on the clipboard."""
        column, held = self.columns[number], self.row_at(row)
        if column.copied is not None and held is not None:
            return column.copied(held)
        return str(self.index(row, number).data() or "")

    def load_all(self) -> None:
        """Load every page."""
        while self.canFetchMore(QModelIndex()):
            self.fetchMore(QModelIndex())

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells can be selected; ticks can be turned."""
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].kind == "check":
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = self.columns[index.column()]
        read = self._READ.get(Qt.ItemDataRole(role)) if role < BADGE else None
        if read is not None:
            return read(self, row, column)
        return self._own(row, column, role)

    def _own(self, row: Row, column: Column[Row], role: int) -> Any:
        if role == KIND:
            return column.kind
        if role == DIM:
            return self._dim is not None and self._dim(row)
        source = {
            int(BADGE): column.badge,
            int(QUERY): column.query,
            int(NOTE): column.note,
            int(WRONG): column.wrong,
        }.get(role)
        return source(row) if source is not None else None

    def _words(self, row: Row, column: Column[Row]) -> str | None:
        if column.kind == "check":
            return None
        if column.badge is not None and column.kind == "badge":
            return str(column.badge(row))
        return column.text(row)

    def _spoken(self, row: Row, column: Column[Row]) -> str:
        return f"{column.header}: {self._words(row, column) or ''}"

    def _alignment(self, _row: Row | None, column: Column[Row]) -> int:
        side = {
            "left": Qt.AlignmentFlag.AlignLeft,
            "right": Qt.AlignmentFlag.AlignRight,
            "center": Qt.AlignmentFlag.AlignHCenter,
        }[column.align]
        return (side | Qt.AlignmentFlag.AlignVCenter).value

    def _tick(self, row: Row, column: Column[Row]) -> Qt.CheckState | None:
        if column.kind != "check":
            return None
        on = self._row_id(row) in self._checked
        return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked

    _READ: ClassVar[dict[Qt.ItemDataRole, Callable[["RowsModel[Any]", Any, Column[Any]], Any]]] = {
        Qt.ItemDataRole.DisplayRole: _words,
        Qt.ItemDataRole.AccessibleTextRole: _spoken,
        Qt.ItemDataRole.TextAlignmentRole: _alignment,
        Qt.ItemDataRole.CheckStateRole: _tick,
    }

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Turn a tick; nothing else is typed into this model."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.toggle(index.row())
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The heading of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.header
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(None, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or None
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the rows by the key of a column; pages stay in the order they are loaded in."""
        if self._load is not None or not 0 <= column < len(self.columns):
            return
        chosen = self.columns[column]
        key = chosen.key or chosen.text
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(index, self.id_at(index.row())) for index in before]
        # values that are not known come last, whichever way the column is sorted
        known = [row for row in self._rows if key(row) is not None]
        unknown = [row for row in self._rows if key(row) is None]
        known.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)
        self._rows = known + unknown
        places = {self._row_id(row): number for number, row in enumerate(self._rows)}
        for index, row_id in kept:
            self.changePersistentIndex(index, self.index(places[row_id], index.column()))
        self.layoutChanged.emit()
