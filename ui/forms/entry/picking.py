"""What a cell can be, in a list below it while letters are typed."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.cell_list import CellList
from ui.forms.entry.kin import Pick, tr
from ui.lists import paint_ground, write
from ui.shown_rows import LINE, ShownRows
from ui.style import look

Index = QModelIndex | QPersistentModelIndex

_ROW = 26
_MOST = 9
_WIDTH = 176


class _PickDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(_WIDTH // 2, look().metrics.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        pick = index.data(LINE)
        if not isinstance(pick, Pick):
            return
        now = look()
        painter.save()
        paint_ground(painter, option, ruled=False)
        rect = option.rect
        body, small = now.font("body"), now.font("small")
        base = rect.center().y() + QFontMetrics(body).ascent() // 2 - 1
        write(painter, (rect.left() + 12, base), pick.words, body, "text")
        width = QFontMetrics(small).horizontalAdvance(pick.short)
        write(painter, (rect.right() - 12 - width, base), pick.short, small, "text3")
        painter.restore()


class PickList(CellList[Pick]):
    """The words that a column knows."""

    def __init__(self, over: QWidget) -> None:
        rows = ShownRows[Pick](lambda one: one.words, lambda one, _: one.words)
        super().__init__(over, rows, _PickDelegate(), most=_MOST)
        self.list.setAccessibleName(tr("Các lựa chọn"))

    def offer(self, picks: Sequence[Pick], cell: QRect, *, first: bool) -> None:
        """Show these below a cell, given in the coordinates of the window; none hides the list.

        Args:
            picks: what the letters can mean.
            cell: where the cell is.
            first: whether Enter takes the first.
        """
        if not picks:
            self.hide()
            return
        self.put(picks, cell, look().metrics.px(_WIDTH), marked=0 if first else -1)
