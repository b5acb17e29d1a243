"""The working of a sum: numbered steps, each with its result and its source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.lists import lines_of, write
from ui.shown_rows import LINE, ShownRows
from ui.style import look

Index = QModelIndex | QPersistentModelIndex
_PLACE_IN_LAW = re.compile(r"\b(Điều|khoản|điểm) (?=\w)")


@dataclass(frozen=True, slots=True)
class WorkingStep:
    """One step: what was done, its result as shown, the source, and whether it is unconfirmed."""

    what: str
    result: str = ""
    cite: str = ""
    unsure: bool = False

    @property
    def cite_lines(self) -> str:
        """The source as it breaks into lines: a place in the law keeps its number."""
        return _PLACE_IN_LAW.sub("\\1\N{NO-BREAK SPACE}", self.cite)


class _StepDelegate(QStyledItemDelegate):
    def _widths(self, row: WorkingStep) -> tuple[int, int]:
        view = self.parent()
        room = view.viewport().width() if isinstance(view, QListView) else 300
        whole = max(room - 42, 80)
        result = QFontMetrics(look().font("strong")).horizontalAdvance(row.result)
        return max(whole - result - (10 if row.result else 0), 60), whole

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(LINE)
        if not isinstance(row, WorkingStep):
            return QSize()
        sizes = look().metrics
        words, whole = self._widths(row)
        height = lines_of(row.what, "body", words, most=6, line=sizes.px(18)).height + 13
        if row.cite:
            height += 2 + lines_of(row.cite_lines, "tiny", whole, most=5, line=sizes.px(14)).height
        return QSize(whole, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(LINE)
        if not isinstance(row, WorkingStep):
            return
        now = look()
        rect = option.rect
        painter.save()
        painter.fillRect(rect, now.color("warntint" if row.unsure else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color("hair"))
        base = rect.top() + 6 + now.metrics.px(14)
        number = str(index.row() + 1)
        write(painter, (rect.left() + 12, base), number, now.font("small"), "text3")
        words, whole = self._widths(row)
        text = rect.adjusted(30, 6, -12, 0)
        what = lines_of(row.what, "body", words, most=6, line=now.metrics.px(18))
        what.paint(painter, text, now.color("text"))
        strong = now.font("strong")
        width = QFontMetrics(strong).horizontalAdvance(row.result)
        write(painter, (rect.right() - 11 - width, base), row.result, strong, "text")
        if row.cite:
            below = text.adjusted(0, what.height + 2, 0, 0)
            cite = lines_of(row.cite_lines, "tiny", whole, most=5, line=now.metrics.px(14))
            cite.paint(painter, below, now.color("text3"))
        painter.restore()


class Workings(QListView):
    """Numbered steps of a sum."""

    def __init__(self) -> None:
        super().__init__()
        self._model = ShownRows[WorkingStep](
            lambda row: row.what,
            lambda row, number: f"{number}. {row.what}: {row.result}. {row.cite}",
        )
        self.setModel(self._model)
        self.setItemDelegate(_StepDelegate(self))
        self.setAccessibleName(self.tr("Các bước tính"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew at once: a row must never be lower than its words."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.doItemsLayout()

    def put(self, rows: Sequence[WorkingStep]) -> None:
        """Show these steps."""
        self._model.put(rows)

    def steps(self) -> tuple[WorkingStep, ...]:
        """The steps shown."""
        return self._model.rows
