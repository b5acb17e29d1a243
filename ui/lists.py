"""Lists whose rows have two lines: households, search results, people to visit."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.shown_rows import LINE
from ui.states import paint_state
from ui.style import FontRole, look
from ui.textlines import Marked, TextLines

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")

PAGE = 60  # more than a window shows; a keystroke in a search loads no more than this


@dataclass(frozen=True, slots=True)
class ListLine:
    """What a row of two lines shows.

    `number` stands before both lines, `shapes` are states at the right of the first line, `note`
    at the right of the second.
    """

    title: str
    detail: str = ""
    number: str = ""
    note: str = ""
    shapes: tuple[str, ...] = ()
    spoken: str = ""


class ListModel(QAbstractListModel, Generic[Row]):
    """Rows of a list, whole or page by page.

    Args:
        line: what a row shows.
        row_id: what makes a row the same row after a reload.
    """

    def __init__(self, line: Callable[[Row], ListLine], row_id: Callable[[Row], Hashable]) -> None:
        super().__init__()
        self._line = line
        self._row_id = row_id
        self._rows: list[Row] = []
        self._total = 0
        self._load: Callable[[int, int], Sequence[Row]] | None = None

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows, self._total, self._load = list(rows), len(rows), None
        self.endResetModel()

    def set_pages(self, load: Callable[[int, int], Sequence[Row]], total: int) -> None:
        """Show `total` rows, loaded as they are scrolled to by `load(offset, limit)`."""
        self.beginResetModel()
        self._load, self._total = load, total
        self._rows = list(load(0, PAGE)) if total else []
        self.endResetModel()

    @property
    def total(self) -> int:
        """How many rows there are, loaded or not."""
        return self._total

    def row_at(self, number: int) -> Row | None:
        """The row at a place; None outside."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def id_at(self, number: int) -> Hashable | None:
        """The id of the row at a place."""
        row = self.row_at(number)
        return None if row is None else self._row_id(row)

    def place_of(self, row_id: Hashable) -> int:
        """The place of a row by its id, loading more pages to find it; -1 when it is not there."""
        at = 0
        while True:
            for number in range(at, len(self._rows)):
                if self._row_id(self._rows[number]) == row_id:
                    return number
            at = len(self._rows)
            if not self.canFetchMore(QModelIndex()):
                return -1
            self.fetchMore(QModelIndex())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """How many rows are loaded."""
        return 0 if parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether more rows can be loaded."""
        return not parent.isValid() and self._load is not None and len(self._rows) < self._total

    def fetchMore(self, parent: Index) -> None:
        """Load the next page."""
        if self._load is None or parent.isValid():
            return
        start = len(self._rows)
        more = self._load(start, min(PAGE, self._total - start))
        if not more:
            self._total = start
            return
        self.beginInsertRows(QModelIndex(), start, start + len(more) - 1)
        self._rows += more
        self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row shows."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == LINE:
            return self._line(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._line(row).title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            line = self._line(row)
            said = (line.number, line.title, line.detail, line.spoken, line.note)
            return ", ".join(part for part in said if part)
        return None


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
        view = self.parent()
        beside = isinstance(view, QListView) and view.verticalScrollBar().isVisible()
        rect = option.rect.adjusted(12, 0, -1 if beside else -12, -1)
        step = now.metrics.px(16)
        first = rect.top() + (rect.height() - 2 * step) // 2 + now.metrics.px(13)
        second = first + step
        left = rect.left()
        if self._number_width:
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

    Signals:
        chosen: Enter or a double click; carries the id.
        current_changed: another row is current; carries its id or None.
    """

    chosen = Signal(object)
    current_changed = Signal(object)

    def __init__(self, model: ListModel[Any], delegate: QStyledItemDelegate | None = None) -> None:
        super().__init__()
        self.list_model = model
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
        """Enter chooses."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit(self.current_id())
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Row heights follow the size of letters."""
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
        return super().event(event)


def lines_of(text: str, role: FontRole, width: int, *, most: int, line: int) -> TextLines:
    """Words with `**bold**` parts, laid out for painting."""
    return TextLines(Marked.read(text), look().font(role), width, most=most, line=line)
