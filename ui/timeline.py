"""What happened to a household, one event under the other along a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.lists import lines_of, write
from ui.shown_rows import LINE, ShownRows
from ui.states import paint_state
from ui.style import look

Index = QModelIndex | QPersistentModelIndex
DATE_WIDTH = 76


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: its day as shown, the state it led to, what it was, and more words.

    `detail` may hold `**bold**` words. An event that `opens` is pressed, or entered from the keys;
    its `id` is given back.
    """

    when: str
    state: str
    title: str
    detail: str = ""
    id: str = ""
    opens: bool = False


def plain(detail: str) -> str:
    """Words without the marks of bold."""
    return detail.replace("**", "")


class _HappeningDelegate(QStyledItemDelegate):
    def _width(self, option: QStyleOptionViewItem) -> int:
        # the gutter of the scroll bar is kept free, so that its coming moves no line
        view = self.parent()
        room = view.width() if isinstance(view, QListView) else option.rect.width()
        return max(room - self._left() - 12, 60)

    @staticmethod
    def _left() -> int:
        return 8 + look().metrics.px(DATE_WIDTH) + 32

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(LINE)
        if not isinstance(row, Happening):
            return QSize()
        width = self._width(option)
        step = look().metrics.px(16)
        title = lines_of(row.title, "name", width, most=2, line=look().metrics.px(18))
        height = title.height + 8
        if row.detail:
            height += lines_of(row.detail, "small", width, most=4, line=step).height
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(LINE)
        if not isinstance(row, Happening):
            return
        now = look()
        rect = option.rect
        painter.save()
        here = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.fillRect(rect, now.color("tint" if row.opens and here else "surface"))
        small = now.font("small")
        base = rect.top() + now.metrics.px(14)
        end = 8 + now.metrics.px(DATE_WIDTH)
        width = QFontMetrics(small).horizontalAdvance(row.when)
        write(painter, (rect.left() + end - width, base), row.when, small, "text2")
        shape = QRect(rect.left() + end + 8, rect.top() + now.metrics.px(9) - 7, 14, 14)
        last = index.row() == index.model().rowCount() - 1
        if not last:
            middle = shape.left() + 7
            top = shape.bottom() + 3
            painter.fillRect(middle, top, 1, rect.bottom() - top + 1, now.color("line"))
        if index.row():
            painter.fillRect(
                shape.left() + 7, rect.top(), 1, max(shape.top() - rect.top() - 2, 0),
                now.color("line"),
            )  # fmt: skip
        paint_state(painter, shape, row.state)
        text = rect.adjusted(self._left(), 0, 0, 0)
        room = self._width(option)
        title = lines_of(row.title, "name", room, most=2, line=now.metrics.px(18))
        title.paint(painter, text, now.color("link" if row.opens else "text"))
        if row.detail:
            below = text.adjusted(0, title.height, 0, 0)
            detail = lines_of(row.detail, "small", room, most=4, line=now.metrics.px(16))
            detail.paint(painter, below, now.color("text2"))
        painter.restore()


class Timeline(QListView):
    """Events, the latest first.

    Signals:
        opened: an event that opens was pressed, or entered; carries its id.
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._model = ShownRows[Happening](
            lambda row: row.title,
            lambda row, _: f"{row.when}: {row.title}. {plain(row.detail)}",
            lambda row: plain(row.detail),
        )
        self.setModel(self._model)
        self.setItemDelegate(_HappeningDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setViewportMargins(0, 8, 0, 0)
        self.setMouseTracking(True)
        self.clicked.connect(self._open)
        self.entered.connect(self._point)

    def put(self, rows: Sequence[Happening]) -> None:
        """Show these events."""
        self._model.put(rows)

    def _open(self, index: Index) -> None:
        row = index.data(LINE)
        if isinstance(row, Happening) and row.opens:
            self.opened.emit(row.id)

    def _point(self, index: Index) -> None:
        row = index.data(LINE)
        opens = isinstance(row, Happening) and row.opens
        shape = Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current event."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def happenings(self) -> tuple[Happening, ...]:
        """The events shown."""
        return self._model.rows
