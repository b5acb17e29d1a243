"""The list of journal entries: when, what, and who; what leans on the chosen one has a bar."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.history.words import tr
from ui.icons import paint_icon
from ui.lists import ListLine, ListModel, RecordList, paint_ground, write
from ui.panels import words
from ui.shown_rows import LINE
from ui.style import FontRole, look

Index = QModelIndex | QPersistentModelIndex

_EDGE, _DAY, _ICON, _GAP, _WHO = 16, 100, 18, 12, 104


@dataclass(frozen=True, slots=True)
class EntryLine(ListLine):
    """One entry: `title` is what was done, `detail` how; `number` the day and `note` who."""

    time: str = ""
    icon: str = "square-pen"
    undone: bool = False


class EntryDelegate(QStyledItemDelegate):
    """Day over time, icon, what over how, who; an undone entry is struck through."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.leaning: frozenset[str] = frozenset()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are equally high."""
        return QSize(100, look().metrics.list_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        line = index.data(LINE)
        if not isinstance(line, EntryLine):
            return
        now = look()
        px = now.metrics.px
        painter.save()
        paint_ground(painter, option)
        rect = option.rect
        model = index.model()
        if isinstance(model, ListModel) and model.id_at(index.row()) in self.leaning:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, now.color("warnmark"))
        step = px(16)
        first = rect.top() + (rect.height() - 2 * step) // 2 + px(12)
        second = first + step
        left = rect.left() + _EDGE
        dim = "text3" if line.undone else "text2"
        write(painter, (left, first), line.number, now.font("name"), dim if line.undone else "text")
        write(painter, (left, second), line.time, now.font("small"), dim)
        left += px(_DAY)
        middle = rect.center().y()
        paint_icon(painter, QRect(left, middle - 8, 16, 16), line.icon, dim)
        left += px(_ICON) + _GAP
        end = rect.right() - px(_WHO)
        self._words(painter, (left, first), line.title, end, line)
        self._words(painter, (left, second), line.detail, end, None)
        who = QRect(end + 8, rect.top(), px(_WHO) - 12, rect.height())
        self._who(painter, who, line.note)
        painter.restore()

    def _words(
        self, painter: QPainter, at: tuple[int, int], text: str, end: int, line: EntryLine | None
    ) -> None:
        role: FontRole = "strong" if line else "small"
        font = QFont(look().font(role))
        if line and line.undone:
            font.setStrikeOut(True)
        shown = QFontMetrics(font).elidedText(
            text, Qt.TextElideMode.ElideRight, max(end - at[0] - 4, 40)
        )
        ink = "text2" if line is None else "text3" if line.undone else "text"
        write(painter, at, shown, font, ink)

    @staticmethod
    def _who(painter: QPainter, rect: QRect, who: str) -> None:
        font = look().font("small")
        painter.setFont(font)
        painter.setPen(look().color("text2"))
        shown = QFontMetrics(font).elidedText(who, Qt.TextElideMode.ElideRight, rect.width())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, align, shown)


class EntryList(RecordList):
    """Journal entries, newest first, under their heading."""

    def __init__(self, model: ListModel[Any]) -> None:
        super().__init__(model)
        self._delegate = EntryDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Các lần sửa"))

    def mark(self, change_ids: Iterable[str]) -> None:
        """Lay a bar beside the entries that lean on the chosen one."""
        self._delegate.leaning = frozenset(change_ids)
        self.viewport().update()


class EntryHeading(QWidget):
    """The heads of the columns."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE, 0, 12, 0)
        row.setSpacing(0)
        self._day, self._what = words(tr("Ngày giờ"), "label"), words(tr("Việc"), "label")
        self._who = words(tr("Người sửa"), "label")
        row.addWidget(self._day)
        row.addWidget(self._what, 1)
        row.addWidget(self._who)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        px = look().metrics.px
        self.setFixedHeight(px(28))
        self._day.setFixedWidth(px(_DAY) + px(_ICON) + _GAP)
        self._who.setFixedWidth(px(_WHO) - 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground of a table's head."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().color("raised"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look().color("line"))
