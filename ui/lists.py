"""Lists whose rows have two lines: households, search results, people to visit."""

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.checks import paint_check
from ui.copying import copy_rows
from ui.list_model import MARKED, PAGE, ListLine, ListModel
from ui.practice import in_practice
from ui.shown_rows import LINE
from ui.states import paint_state
from ui.style import FontRole, look
from ui.textlines import Marked, TextLines

__all__ = [
    "PAGE", "LineDelegate", "ListLine", "ListModel", "RecordList",
    "lines_of", "paint_ground", "write",
]  # fmt: skip

Index = QModelIndex | QPersistentModelIndex


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, ruled: bool = True) -> None:
    """Draw the ground of a row, its rule, and the bar of the selected one."""
    now = look()
    rect = option.rect
    state = option.state
    selected = bool(state & QStyle.StateFlag.State_Selected)
    over = bool(state & QStyle.StateFlag.State_MouseOver)
    painter.fillRect(rect, now.color("tint" if selected else "raised" if over else "surface"))
    if ruled:
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color("hair"))
    if selected:
        painter.fillRect(rect.left(), rect.top(), 3, rect.height(), now.color("accent"))


def write(painter: QPainter, at: tuple[int, int], text: str, font: QFont, ink: str) -> int:
    """Write words on a base line and return where they end."""
    painter.setFont(font)
    painter.setPen(look().color(ink))
    painter.drawText(at[0], at[1], text)
    return at[0] + QFontMetrics(font).horizontalAdvance(text)


class LineDelegate(QStyledItemDelegate):
    """Rows of two lines: number, title over detail, shapes over a note at the right.

    Args:
        number_width: room for the number before both lines, in logical pixels; 0 without numbers.
    """

    def __init__(self, parent: QListView, *, number_width: int = 28) -> None:
        super().__init__(parent)
        self._number_width = number_width

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are equally high."""
        return QSize(100, look().metrics.list_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        line = index.data(LINE)
        if not isinstance(line, ListLine):
            return
        now = look()
        painter.save()
        paint_ground(painter, option)
        if index.data(MARKED):
            wash = QColor(now.color("tint"))
            wash.setAlphaF(0.5)
            painter.fillRect(option.rect.adjusted(0, 0, 0, -1), wash)
        view = self.parent()
        beside = isinstance(view, QListView) and view.verticalScrollBar().isVisible()
        rect = option.rect.adjusted(12, 0, -1 if beside else -12, -1)
        step = now.metrics.px(16)
        first = rect.top() + (rect.height() - 2 * step) // 2 + now.metrics.px(13)
        second = first + step
        left = rect.left()
        if index.data(MARKED):
            box = QRect(
                left + now.metrics.px(self._number_width) - 15, rect.center().y() - 7, 16, 16
            )
            paint_check(painter, box, on=True)
            left += now.metrics.px(self._number_width) + 7
        elif self._number_width:
            font = now.font("body")
            width = QFontMetrics(font).horizontalAdvance(line.number)
            base = (first + second) // 2
            at = left + now.metrics.px(self._number_width) + 1 - width
            write(painter, (at, base), line.number, font, "text3")
            left += now.metrics.px(self._number_width) + 7
        end = self._paint_right(painter, line, rect, (first, second))
        self._line(painter, (left, first), line.title, "strong", "text", end[0])
        self._line(painter, (left, second), line.detail, "small", "text2", end[1])
        painter.restore()

    def _line(
        self, painter: QPainter, at: tuple[int, int], text: str, role: FontRole, ink: str,
        end: int,
    ) -> None:  # fmt: skip
        font = look().font(role)
        room = end - at[0] - 4
        words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(room, 40))
        write(painter, at, words, font, ink)

    def _paint_right(
        self, painter: QPainter, line: ListLine, rect: QRect, bases: tuple[int, int]
    ) -> tuple[int, int]:
        right = rect.right() + 1
        shape = right
        for kind in reversed(line.shapes):
            shape -= 12
            paint_state(painter, QRect(shape, bases[0] - 11, 12, 12), kind)
            shape -= 3
        font = look().font("small")
        width = QFontMetrics(font).horizontalAdvance(line.note)
        write(painter, (right - width, bases[1]), line.note, font, "text2")
        return shape, right - width


class RecordList(QListView):
    """A list of two-line rows that keeps the current row by its id.

    Args:
        model: the rows.
        delegate: draws them; by default as `LineDelegate`.
        marking: rows can be marked: Space, Ctrl+click, Shift with arrows or a click, Ctrl+A for
            all of them, Esc for none.

    Signals:
        chosen: Enter or a double click; carries the id.
        current_changed: another row is current; carries its id or None.
        all_asked: Ctrl+A in a list with marks; whoever knows the rows not loaded marks them.
    """

    chosen = Signal(object)
    current_changed = Signal(object)
    all_asked = Signal()

    def __init__(
        self,
        model: ListModel[Any],
        delegate: QStyledItemDelegate | None = None,
        *,
        marking: bool = False,
    ) -> None:
        super().__init__()
        self.list_model = model
        self.marking = marking
        self.setModel(model)
        self.setItemDelegate(delegate or LineDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.doubleClicked.connect(lambda index: self.chosen.emit(model.id_at(index.row())))
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def current_id(self) -> Hashable | None:
        """The id of the current row."""
        return self.list_model.id_at(self.currentIndex().row())

    def meant(self) -> tuple[Any, ...]:
        """The rows marked, of those loaded, or the current one."""
        current = self.list_model.row_at(self.currentIndex().row())
        return self.list_model.marked_rows() or (() if current is None else (current,))

    def select_id(self, row_id: Hashable) -> bool:
        """Make a row current by its id; False when it is not in the list."""
        place = self.list_model.place_of(row_id)
        if place < 0:
            return False
        self.setCurrentIndex(self.list_model.index(place, 0))
        return True

    def select_first(self) -> None:
        """Make the first row current."""
        if self.list_model.rowCount():
            self.setCurrentIndex(self.list_model.index(0, 0))

    def currentChanged(self, current: QModelIndex | QPersistentModelIndex, previous: Index) -> None:
        """Tell which row is current."""
        super().currentChanged(current, previous)
        self.current_changed.emit(self.list_model.id_at(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, Ctrl+C copies; where rows can be marked, the keys that mark."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit(self.current_id())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif not (self.marking and self._mark_by_key(event)):
            super().keyPressEvent(event)

    def _mark_by_key(self, event: QKeyEvent) -> bool:
        at, model = self.currentIndex().row(), self.list_model
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Space:
            model.mark([at], turn=True)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_asked.emit()
        elif event.key() == Qt.Key.Key_Escape and model.marks():
            model.set_marks(())
        elif shifted and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            if step > 0 and at + 1 == model.rowCount() and model.canFetchMore(QModelIndex()):
                model.fetchMore(QModelIndex())
            to = min(max(at + step, 0), model.rowCount() - 1)
            model.mark([at, to])
            self.setCurrentIndex(model.index(to, 0))
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ctrl marks the row pressed, Shift all from the current one to it."""
        index = self.indexAt(event.position().toPoint())
        held = event.modifiers()
        if self.marking and index.isValid() and held & Qt.KeyboardModifier.ControlModifier:
            self.list_model.mark([index.row()], turn=True)
            return
        if self.marking and index.isValid() and held & Qt.KeyboardModifier.ShiftModifier:
            first, last = sorted((self.currentIndex().row(), index.row()))
            self.list_model.mark(range(max(first, 0), last + 1))
            return
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The current row stays in sight when a notice takes some of the height."""
        at = self.currentIndex()
        seen = at.isValid() and self.visualRect(at).top() < event.oldSize().height()
        super().resizeEvent(event)
        if seen and self.visualRect(at).bottom() > self.viewport().height():
            self.scrollTo(at)

    def copy(self) -> None:
        """Put the marked rows, or the current one, on the clipboard; headings where all are."""
        model = self.list_model
        marks = set(model.marks())
        if marks:
            model.load_all()
        wanted = [
            number
            for number in range(model.rowCount())
            if (model.id_at(number) in marks if marks else number == self.currentIndex().row())
        ]
        every = len(wanted) > 1 and len(wanted) == model.total
        cells = [model.cells_at(number) for number in wanted]
        copy_rows(model.headings if every else (), cells, practice=in_practice(self))

    def event(self, event: QEvent) -> bool:
        """Row heights follow the size of letters."""
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
        return super().event(event)


def lines_of(text: str, role: FontRole, width: int, *, most: int, line: int) -> TextLines:
    """Words with `**bold**` parts, laid out for painting."""
    return TextLines(Marked.read(text), look().font(role), width, most=most, line=line)
