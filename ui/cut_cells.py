"""Cells whose words may be longer than their column, and cells that say before and after."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from ui.cells import CellDelegate
from ui.icons import paint_icon
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import DIM, NOTE, RowsModel

Index = QModelIndex | QPersistentModelIndex
BECOMES = "\u2192"


class CutModel(RowsModel[Any]):
    """Rows whose words may be longer than their column; the tooltip holds them all."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows; the whole words as a tooltip."""
        if role == Qt.ItemDataRole.ToolTipRole:
            return super().data(index, Qt.ItemDataRole.DisplayRole) or None
        return super().data(index, role)


class CutDelegate(CellDelegate):
    """Draws words cut at the end of their column; a value before and after with an arrow.

    Words of the form ``before → after`` are drawn in two colours, the arrow as an icon. A note is
    the token of a warning triangle before the words.
    """

    def __init__(
        self, table: RecordTable, where: Qt.TextElideMode = Qt.TextElideMode.ElideRight
    ) -> None:
        super().__init__(table)
        self._where = where

    def _paint_words(self, painter: QPainter, inner: QRect, index: Index, kind: str) -> None:
        text = str(index.data() or "")
        if index.data(DIM):
            kind = "second"  # what is not used is written lightly
        if index.data(NOTE):
            mark = QRect(inner.left(), inner.center().y() - 6, 13, 13)
            paint_icon(painter, mark, "triangle-alert", str(index.data(NOTE)))
            inner = inner.adjusted(15, 0, 0, 0)
        before, arrow, after = text.partition(BECOMES)
        if not arrow:
            self._cut(painter, inner, index, kind, text)
            return
        painter.setFont(self._font(kind))
        metrics = QFontMetrics(self._font(kind))
        room = max(inner.width() - metrics.horizontalAdvance(after) - 16, 24)
        before = metrics.elidedText(before, Qt.TextElideMode.ElideRight, room)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(look().color("text2"))
        painter.drawText(inner, middle, before)
        left = inner.left() + metrics.horizontalAdvance(before)
        left += 3 if before else 0
        paint_icon(painter, QRect(left, inner.center().y() - 5, 12, 12), "arrow-right", "text3")
        painter.setPen(look().color("text"))
        rest = QRect(left + 15, inner.top(), inner.right() - left - 14, inner.height())
        after = metrics.elidedText(after, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, middle, after)

    def _cut(self, painter: QPainter, inner: QRect, index: Index, kind: str, text: str) -> None:
        metrics = QFontMetrics(self._font(kind))
        fits = metrics.horizontalAdvance(text) <= inner.width()
        if fits and not index.data(NOTE):
            super()._paint_words(painter, inner, index, kind)
            return
        painter.setFont(self._font(kind))
        painter.setPen(look().color("text2" if kind == "second" else "text"))
        cut = metrics.elidedText(text, self._where, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, cut)
