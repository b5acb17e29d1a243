"""What a cell can be, in a list below it while letters are typed."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

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


class PickList(QFrame):
    """The list; it never takes the keys, the cell hands it the arrows.

    Signals:
        pressed: a row was pressed with the mouse; carries its Pick.
    """

    pressed = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("popup")
        self._model = ShownRows[Pick](lambda one: one.words, lambda one, _: one.words)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_PickDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("Các lựa chọn"))
        self.list.clicked.connect(lambda index: self.pressed.emit(index.data(LINE)))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)
        self.hide()

    def offer(self, picks: Sequence[Pick], cell: QRect, *, first: bool) -> None:
        """Show these below a cell, given in the coordinates of the window; none hides the list.

        Args:
            picks: what the letters can mean.
            cell: where the cell is.
            first: whether Enter takes the first.
        """
        self._model.put(picks)
        if not picks:
            self.hide()
            return
        rows = min(len(picks), _MOST)
        width = look().metrics.px(_WIDTH)
        self.setFixedSize(width, rows * look().metrics.px(_ROW) + 4)
        below = cell.bottomLeft() + QPoint(0, 2)
        over = self.parentWidget()
        if over is not None and below.y() + self.height() > over.height():
            below = cell.topLeft() - QPoint(0, self.height() + 1)
        self.move(below)
        self.list.setCurrentIndex(self._model.index(0) if first else QModelIndex())
        self.show()
        self.raise_()

    def step(self, step: int) -> None:
        """Go down or up in the list, going round."""
        rows = len(self._model.rows)
        at = self.list.currentIndex().row()
        place = (at + step) % rows if at >= 0 else (0 if step > 0 else rows - 1)
        self.list.setCurrentIndex(self._model.index(place))

    def chosen(self) -> Pick | None:
        """What Enter would take; None while nothing is marked or the list is closed."""
        found = self.list.currentIndex().data(LINE) if self.isVisible() else None
        return found if isinstance(found, Pick) else None
