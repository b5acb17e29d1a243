"""Models of short lists whose delegates paint the rows: timelines, workings, people to tick."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")

LINE = Qt.ItemDataRole.UserRole


class ShownRows(QAbstractListModel, Generic[Row]):
    """Rows that are all there at once.

    Args:
        text: the words of a row.
        spoken: what a screen reader says of a row, with its number counted from 1.
        tip: what a row does not show whole; empty for no tooltip.
    """

    def __init__(
        self,
        text: Callable[[Row], str],
        spoken: Callable[[Row, int], str],
        tip: Callable[[Row], str] | None = None,
    ) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self._text = text
        self._spoken = spoken
        self._tip = tip

    def put(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself for the delegate, its words for everybody else."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == LINE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row)
        if role == Qt.ItemDataRole.ToolTipRole and self._tip is not None:
            return self._tip(row) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, index.row() + 1)
        return None


class TickedRow(Protocol):
    """A row that stands for a person; its words are the row as text."""

    @property
    def person_id(self) -> str:
        """Whose row it is."""

    @property
    def ticked(self) -> bool | None:
        """Whether the row is ticked; None where it cannot be."""


Ticked = TypeVar("Ticked", bound=TickedRow)


class TickedRows(QAbstractListModel, Generic[Ticked]):
    """Rows of people to tick; the same people shown anew keep the keys and the place.

    Args:
        closed: rows that cannot be ticked cannot be reached either.
    """

    def __init__(self, *, closed: bool = False) -> None:
        super().__init__()
        self.rows: tuple[Ticked, ...] = ()
        self._closed = closed

    def put(self, rows: Sequence[Ticked]) -> None:
        """Show these rows."""
        same = [row.person_id for row in rows] == [row.person_id for row in self.rows]
        if not same:
            self.beginResetModel()
        self.rows = tuple(rows)
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What cannot be ticked is passed over by the keys, where that is asked."""
        flags = super().flags(index)
        if self._closed and index.isValid() and self.rows[index.row()].ticked is None:
            flags &= ~Qt.ItemFlag.ItemIsEnabled
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself for the delegate, its words and its tick for everybody else."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == LINE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return str(row)
        if role == Qt.ItemDataRole.CheckStateRole and row.ticked is not None:
            return Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked
        return None
