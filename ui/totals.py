"""The row of sums under a table, in the columns of the table."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.cells import cell_padding
from ui.style import look
from ui.table_view import RecordTable


class TotalRow(QWidget):
    """Sums on raised ground, standing exactly under their columns.

    Args:
        table: whose columns to follow.
        cells: one text for each column; empty where there is no sum.
    """

    def __init__(self, table: RecordTable, cells: Sequence[str] = (), *, small: bool = False):
        super().__init__()
        self._table = table
        self._cells = tuple(cells)
        self._small = small
        head = table.horizontalHeader()
        head.sectionResized.connect(self.update)
        head.geometriesChanged.connect(self.update)
        table.horizontalScrollBar().valueChanged.connect(self.update)
        look().changed.connect(self.updateGeometry)
        self._name()

    def set_cells(self, cells: Sequence[str]) -> None:
        """Show other sums."""
        self._cells = tuple(cells)
        self._name()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(" ".join(cell for cell in self._cells if cell))

    def sizeHint(self) -> QSize:
        """As high as a row of the table."""
        return QSize(100, self._table.verticalHeader().defaultSectionSize())

    def minimumSizeHint(self) -> QSize:
        """Never lower than a row."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sums."""
        now = look()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.color("raised"))
        painter.setFont(now.font("small_strong" if self._small else "strong"))
        painter.setPen(now.color("text"))
        head = self._table.horizontalHeader()
        model = self._table.model()
        for section, text in enumerate(self._cells):
            if not text or head.isSectionHidden(section):
                continue
            left, right = cell_padding(head, section)
            start = head.sectionViewportPosition(section)
            width = head.sectionSize(section)
            align = model.headerData(
                section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
            )
            flags = int(align) | Qt.TextFlag.TextSingleLine.value
            room = width - left - right
            if not int(align) & Qt.AlignmentFlag.AlignRight.value:
                flags |= Qt.TextFlag.TextDontClip.value
            painter.drawText(start + left, 0, room, self.height(), flags, text)
