"""The model of a short list whose delegate paints the rows: timelines, workings, things found."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

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
