"""How the cells of a table are drawn."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.checks import paint_check
from ui.states import Badge, badge_width, paint_badge
from ui.style import FontRole, look
from ui.tables import BADGE, DIM, KIND, NOTE, QUERY, WRONG

if TYPE_CHECKING:
    from ui.table_view import RecordTable

Index = QModelIndex | QPersistentModelIndex

# kind of cell: font, font in small tables, token
_KINDS: dict[str, tuple[FontRole, FontRole, str]] = {
    "text": ("body", "small", "text"),
    "name": ("name", "small_head", "text"),
    "strong": ("strong", "small_strong", "text"),
    "second": ("body", "small", "text2"),
    "small": ("small", "small", "text2"),
    "figure": ("body", "small", "text"),
    "gain": ("body", "small", "ok"),
}


PAD = 8
EDGE = 12
BESIDE = 2  # the gutter of the scroll bar is space enough


def cell_padding(head: QHeaderView, section: int) -> tuple[int, int]:
    """Left and right padding of a cell: 12 at the edges of the table, 8 inside.

    A table in a record starts where the words of the record's head start, 16 in.
    """
    visual = head.visualIndex(section)
    after = (head.logicalIndex(one) for one in range(visual + 1, head.count()))
    last = all(head.isSectionHidden(one) for one in after)
    before = (head.logicalIndex(one) for one in range(visual))
    first = all(head.isSectionHidden(one) for one in before)
    table = head.parent()
    beside = isinstance(table, QTableView) and table.verticalScrollBar().isVisible()
    right = (BESIDE if beside else EDGE) if last else PAD
    return (int(getattr(table, "edge", EDGE)) if first else PAD, right)


class CellDelegate(QStyledItemDelegate):
    """Ground, selection bar, row rule, then the cell by its kind."""

    def __init__(self, table: "RecordTable", *, small: bool = False) -> None:
        super().__init__(table)
        self._table = table
        self._small = small

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the words or the badge."""
        badge = index.data(BADGE)
        if isinstance(badge, Badge):
            return QSize(badge_width(badge) + 24, look().metrics.row)
        words = str(index.data() or "")
        font = self._font(str(index.data(KIND)))
        return QSize(QFontMetrics(font).horizontalAdvance(words) + 24, look().metrics.row)

    def _font(self, kind: str) -> QFont:
        normal, small, _ = _KINDS.get(kind, _KINDS["text"])
        return look().font(small if self._small else normal)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect = option.rect
        painter.save()
        self._paint_ground(painter, option, rect, index)
        left, right = cell_padding(self._table.horizontalHeader(), index.column())
        inner = rect.adjusted(left, 0, -right, -1)
        kind = str(index.data(KIND))
        badge = index.data(BADGE)
        if kind == "check":
            box = QRect(inner.left(), inner.center().y() - 7, 16, 16)
            on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            paint_check(painter, box, on=on)
        elif kind == "badge" and isinstance(badge, Badge):
            paint_badge(painter, inner.adjusted(0, 1, 0, 0), badge)
        else:
            self._paint_words(painter, inner, index, kind)
        self._paint_frame(painter, rect, index)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, index: Index
    ) -> None:
        now = look()
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = self._table.hovered == index.row()
        wrong = index.data(WRONG)
        ground = "tint" if selected else "raised" if hovered else "surface"
        painter.fillRect(rect, now.color(f"{wrong}tint" if wrong else ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color("hair"))
        first = self._table.horizontalHeader().visualIndex(index.column()) == 0
        if selected and first:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), now.color("accent"))

    def _paint_words(self, painter: QPainter, inner: QRect, index: Index, kind: str) -> None:
        now = look()
        font = self._font(kind)
        words = str(index.data() or "")
        shown = "second" if kind == "gain" and words == "–" else kind
        token = "text3" if index.data(DIM) else _KINDS.get(shown, _KINDS["text"])[2]
        align = int(index.data(Qt.ItemDataRole.TextAlignmentRole))
        painter.setFont(font)
        painter.setPen(now.color(token))
        painter.drawText(inner, align | Qt.TextFlag.TextSingleLine.value, words)
        width = QFontMetrics(font).horizontalAdvance(words)
        note = str(index.data(NOTE) or "")
        if note:
            painter.setFont(now.font("tiny"))
            painter.setPen(now.color("text3"))
            place = inner.adjusted(width + 4, 1, 0, 1)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, note)
        if kind == "figure" and index.data(QUERY) is not None:
            self._paint_underline(painter, inner, width, align)

    def _paint_underline(self, painter: QPainter, inner: QRect, width: int, align: int) -> None:
        metrics = QFontMetrics(self._font("figure"))
        y = inner.center().y() + metrics.ascent() // 2 + 2
        right = bool(align & Qt.AlignmentFlag.AlignRight.value)
        left = inner.right() - width + 1 if right else inner.left()
        pen = QPen(look().color("text3"), 1, Qt.PenStyle.DotLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawLine(left, y, left + width - 1, y)

    def _paint_frame(self, painter: QPainter, rect: QRect, index: Index) -> None:
        table = self._table
        if not table.cells or table.currentIndex() != index or not table.hasFocus():
            return
        pen = QPen(look().color("accent"), 2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -2))
