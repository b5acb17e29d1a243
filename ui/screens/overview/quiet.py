"""Tables beside each other, of which only the one with the keyboard shows where it stands."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QFocusEvent

from ui.table_view import RecordTable


class QuietTable(RecordTable):
    """A table that marks its current row only while it has the keyboard."""

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; the current one stays current where it still is."""
        super().show_rows(rows)
        if not self.hasFocus():
            self.clearSelection()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the row where the keyboard was."""
        super().focusInEvent(event)
        how = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(self.currentIndex(), how.ClearAndSelect | how.Rows)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.clearSelection()
