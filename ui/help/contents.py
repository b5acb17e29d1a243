"""The list beside a page of help: all pages in their groups, or where the words typed are found."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rules.names import fold
from ui.help.pages import Hit, groups, in_one, page_of, search, spans
from ui.lists import paint_ground, write
from ui.shown_rows import LINE
from ui.style import look
from ui.textlines import Marked, TextLines

Index = QModelIndex | QPersistentModelIndex
Row = str | tuple[str, str] | Hit  # a heading, a page with its title, or a hit

_GROUP = 28
_PAGE = 28
_HIT = 76
_PAD = 12


class _ContentsModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.wanted: tuple[str, ...] = ()
        self.look_for("")

    def look_for(self, text: str) -> None:
        """Show where the words stand; without words, every page."""
        self.beginResetModel()
        self.wanted = tuple(fold(text).split())
        self.rows = list(search(text)) if self.wanted else _all_pages()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == LINE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            if isinstance(row, Hit):
                return f"{row.section.heading}, {row.page_title}: {row.around}"
            return row if isinstance(row, str) else row[1]
        return None


def _all_pages() -> list[Row]:
    rows: list[Row] = []
    for group in groups():
        rows.append(group.title)
        rows += [(key, page.title) for key in group.pages if (page := page_of(key))]
    return rows


class _ContentsDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(LINE)
        high = _HIT if isinstance(row, Hit) else _GROUP if isinstance(row, str) else _PAGE
        return QSize(100, look().metrics.px(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(LINE)
        now = look()
        rect = option.rect
        painter.save()
        if isinstance(row, str):
            painter.fillRect(rect, now.color("raised"))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color("hair"))
            font = now.font("small_strong")
            write(painter, (rect.left() + _PAD, _base(rect.center().y(), font)), row, font, "text2")
        elif isinstance(row, Hit):
            paint_ground(painter, option)
            self._paint_hit(painter, option, row)
        else:
            paint_ground(painter, option, ruled=False)
            on = bool(option.state & QStyle.StateFlag.State_Selected)
            font = now.font("strong" if on else "body")
            at = (rect.left() + _PAD, _base(rect.center().y(), font))
            write(painter, at, row[1], font, "text")
        painter.restore()

    def _paint_hit(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit) -> None:
        """Heading, the page it is on, and the words around what was found, that in bold."""
        now = look()
        rect = option.rect.adjusted(_PAD, now.metrics.px(5), -_PAD, 0)
        view = self.parent()
        wanted = view.wanted() if isinstance(view, Contents) else ()
        lines = (
            (hit.section.heading, "strong", "text"),
            (hit.page_title, "tiny", "text3"),
            (hit.around, "small", "text2"),
        )
        top = rect.top()
        for text, role, ink in lines:
            if not text or (role == "tiny" and text == hit.section.heading):
                continue
            font = now.font(role)  # type: ignore[arg-type]
            bold = spans(text, in_one(text, wanted)) if role == "small" else ()
            most = 2 if role == "small" else 1
            drawn = TextLines(Marked.matching(text, bold), font, rect.width(), most=most)
            drawn.paint(painter, rect.translated(0, top - rect.top()), now.color(ink))
            top += drawn.height + 1


def _base(middle: int, font: Any) -> int:
    metrics = QFontMetrics(font)
    return middle + 1 + (metrics.ascent() - metrics.descent()) // 2


class Contents(QListView):
    """Pages or hits; moving to one shows it.

    Signals:
        taken: another row is current: its page, the heading (or nothing) and the words looked for.
        entered: Enter or a click; the reader wants to read there.
    """

    taken = Signal(str, str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = _ContentsModel()
        self._quiet = False
        self.setModel(self._model)
        self.setItemDelegate(_ContentsDelegate(self))
        self.setAccessibleName(self.tr("Các trang trợ giúp"))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.activated.connect(self.entered)
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def wanted(self) -> tuple[str, ...]:
        """The words looked for, folded."""
        return self._model.wanted

    def found(self) -> int:
        """How many rows can be opened."""
        return sum(not isinstance(row, str) for row in self._model.rows)

    def look_for(self, text: str) -> None:
        """Show where the words stand, the first hit chosen; without words, every page."""
        self._model.look_for(text)
        if self._model.wanted and self._model.rows:
            self.setCurrentIndex(self._model.index(0))

    def mark(self, page: str) -> None:
        """Mark the page that is open, without opening it again."""
        self._quiet = True
        rows = self._model.rows
        pages = [row[0] if isinstance(row, tuple) else "" for row in rows]
        at = pages.index(page) if page in pages else -1
        if at >= 0:
            self.setCurrentIndex(self._model.index(at))
        elif not self.wanted():
            self.setCurrentIndex(QModelIndex())
        self._quiet = False

    def step(self, by: int) -> None:
        """Go to the next row that can be opened, or back."""
        rows = self._model.rows
        at = self.currentIndex().row() + by
        while 0 <= at < len(rows) and isinstance(rows[at], str):
            at += by
        if 0 <= at < len(rows):
            self.setCurrentIndex(self._model.index(at))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which page or hit is current."""
        super().currentChanged(current, previous)
        row = current.data(LINE)
        if self._quiet or row is None or isinstance(row, str):
            return
        if isinstance(row, Hit):
            self.taken.emit(row.section.page, row.section.anchor)
        else:
            self.taken.emit(row[0], "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hits are laid out for the width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
