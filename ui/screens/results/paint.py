"""How the lines of the pile are drawn."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.icons import paint_icon
from ui.screens.results.lines import KEYS, SCHEMES
from ui.screens.results.model import FIRST, PLACED, Placed
from ui.states import paint_state
from ui.style import FontRole, look

if TYPE_CHECKING:
    from ui.screens.results.grid import ResultsGrid

Index = QModelIndex | QPersistentModelIndex

PAD = 8
EDGE = 12


class ResultDelegate(QStyledItemDelegate):
    """A cell: what is wrong is framed and tinted, the sheet being typed has its own ground."""

    def __init__(self, grid: "ResultsGrid") -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        now, rect = look(), option.rect
        placed = index.data(PLACED)
        current = self._grid.current()
        mine = isinstance(placed, Placed) and current is not None and placed.home is current.home
        painter.save()
        painter.fillRect(rect, now.color("tint" if mine else "surface"))
        ends = not isinstance(placed, Placed) or placed.last
        rule = "line" if ends and isinstance(placed, Placed) else "hair"
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color(rule))
        if index.column() < FIRST + len(KEYS) - 1:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), now.color("hair"))
        if isinstance(placed, Placed):
            self._write(painter, rect, index, placed, mine=mine)
        painter.restore()

    def _write(
        self, painter: QPainter, rect: QRect, index: Index, placed: Placed, *, mine: bool
    ) -> None:
        column = index.column()
        text = str(index.data() or "")
        inner = rect.adjusted(PAD, 0, -PAD - 1, -1)
        if column >= FIRST:
            self._write_cell(painter, rect, placed, column, text)
        elif column == 0 and mine and placed.first:
            box = QRect(0, 0, 14, 14)
            box.moveCenter(rect.center())
            paint_icon(painter, box, "chevron-right", "accent")
        elif column == 0 and not mine:
            _text(painter, inner, text, "body", "text2", right=True)
        elif column == 1:
            _text(painter, inner, text, "body", "text2")
            if placed.first and placed.home.note:
                box = QRect(rect.right() - 20, rect.center().y() - 7, 14, 14)
                paint_icon(painter, box, "notebook", "text2")
        elif column == FIRST - 1:
            _text(painter, inner, text, "name", "text")

    def _write_cell(
        self, painter: QPainter, rect: QRect, placed: Placed, column: int, text: str
    ) -> None:
        now, key = look(), KEYS[column - FIRST]
        cell = placed.line[key]
        if cell.problem:
            painter.fillRect(rect.adjusted(0, 0, -1, -1), now.color("badtint"))
            pen = QPen(now.color("bad"), 2)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        right = column >= FIRST + len(KEYS) - 2
        edge = EDGE if column == FIRST + len(KEYS) - 1 else PAD
        inner = rect.adjusted(PAD, 0, -edge - 1, -1)
        if key in SCHEMES and cell.value is not None:
            middle = rect.center().y() - 1
            paint_state(painter, QRect(inner.left(), middle - 6, 14, 14), cell.value)
            _text(painter, inner.adjusted(20, 0, PAD, 0), text, "body", "text")
        else:
            ink = "text" if cell.text else "text3"
            if key == "reason":
                metrics = QFontMetrics(now.font("body"))
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            _text(painter, inner, text, "body", ink, right=right)


def _text(
    painter: QPainter, rect: QRect, text: str, role: FontRole, ink: str, *, right: bool = False
) -> None:
    """Words in a cell; a long name is written smaller, never cut."""
    less: FontRole = "small_head" if role == "name" else "small"
    roles: tuple[FontRole, ...] = (role, less, "tiny")
    fonts = [look().font(one) for one in roles]
    fits = (f for f in fonts if QFontMetrics(f).horizontalAdvance(text) <= rect.width())
    painter.setFont(next(fits, fonts[-1]))
    painter.setPen(look().color(ink))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, text)
