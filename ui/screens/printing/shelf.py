"""The catalogue at the left: documents in groups, found by typing."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from printing.catalog import DOCUMENTS, Document
from rules.names import fold
from ui.icons import paint_icon
from ui.lists import paint_ground, write
from ui.shown_rows import LINE
from ui.style import look

Index = QModelIndex | QPersistentModelIndex

GROUP = 28
DOCUMENT = 36


def paper_size(document: Document) -> str:
    """The size at the right of a row: the first word of its paper, A4 or A5."""
    return document.paper.replace(",", " ").split()[0]


class _ShelfModel(QAbstractListModel):
    """Rows are a heading (str) or a Document."""

    def __init__(self, headings: dict[str, str]) -> None:
        super().__init__()
        self._headings = headings
        self.rows: list[str | Document] = []
        self.narrow("")

    def narrow(self, text: str) -> None:
        wanted = fold(text).split()
        self.beginResetModel()
        self.rows = []
        for occasion, heading in self._headings.items():
            fitting = [
                document
                for document in DOCUMENTS
                if document.occasion == occasion
                and all(word in fold(document.title) for word in wanted)
            ]
            self.rows += [heading, *fitting] if fitting else []
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
        if role == Qt.ItemDataRole.DisplayRole:
            return row if isinstance(row, str) else row.title
        if role == Qt.ItemDataRole.AccessibleTextRole and isinstance(row, Document):
            return f"{row.title}, {row.paper}, {row.audience}"
        return None


class _ShelfDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        high = DOCUMENT if isinstance(index.data(LINE), Document) else GROUP
        return QSize(100, look().metrics.px(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(LINE)
        now = look()
        rect = option.rect
        middle = rect.center().y() + 1
        painter.save()
        if isinstance(row, Document):
            paint_ground(painter, option)
            paint_icon(painter, QRect(rect.left() + 12, middle - 8, 16, 16), "file-text", "text2")
            on = bool(option.state & QStyle.StateFlag.State_Selected)
            font = now.font("strong" if on else "body")
            metrics = QFontMetrics(font)
            base = middle + (metrics.ascent() - metrics.descent()) // 2
            tiny = now.font("tiny")
            size = paper_size(row)
            right = rect.right() - 12 - QFontMetrics(tiny).horizontalAdvance(size)
            room = right - rect.left() - 46
            title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, room)
            write(painter, (rect.left() + 38, base), title, font, "text")
            write(painter, (right, base), size, tiny, "text3")
        else:
            painter.fillRect(rect, now.color("raised"))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color("hair"))
            font = now.font("small_strong")
            base = middle + (QFontMetrics(font).ascent() - QFontMetrics(font).descent()) // 2
            write(painter, (rect.left() + 12, base), str(row), font, "text2")
        painter.restore()


class Shelf(QListView):
    """The documents there are.

    Signals:
        taken: another document is current; carries a Document.
    """

    taken = Signal(object)

    def __init__(self, headings: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _ShelfModel(headings)
        self.setModel(self._model)
        self.setItemDelegate(_ShelfDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def narrow(self, text: str) -> None:
        """Show the documents whose title holds every word typed, accents or not."""
        kept = self.document()
        self._model.narrow(text)
        self.choose(kept.name if kept else "")

    def document(self) -> Document | None:
        """The current document."""
        row = self.currentIndex().data(LINE)
        return row if isinstance(row, Document) else None

    def choose(self, name: str) -> None:
        """Make a document current by its name; else the first there is."""
        found = [n for n, row in enumerate(self._model.rows) if isinstance(row, Document)]
        named = [n for n in found if self._name(n) == name]
        if found:
            self.setCurrentIndex(self._model.index((named or found)[0]))

    def _name(self, number: int) -> str:
        row = self._model.rows[number]
        return row.name if isinstance(row, Document) else ""

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which document is current."""
        super().currentChanged(current, previous)
        if self.document() is not None:
            self.taken.emit(self.document())
