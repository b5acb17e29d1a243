"""What one journal entry did, field by field, and what later work leans on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.history.words import FieldChange, tr
from ui.icons import paint_icon
from ui.lists import lines_of
from ui.shown_rows import LINE, ShownRows
from ui.style import look
from ui.textlines import TextLines

Index = QModelIndex | QPersistentModelIndex

_EDGE, _LABEL, _ARROW, _MOST = 12, 104, 20, 4


@dataclass(frozen=True, slots=True)
class DetailRow:
    """One row: whose fields follow, a field from and to, a section's head, or later work."""

    kind: Literal["whose", "field", "section", "later"]
    label: str
    before: str = ""
    after: str = ""
    icon: str = ""


def field_rows(changes: Sequence[FieldChange]) -> list[DetailRow]:
    """The fields under the name of whom or what they belong to."""
    rows: list[DetailRow] = []
    whose = None
    for change in changes:
        if change.whose != whose:
            whose = change.whose
            rows.append(DetailRow("whose", whose))
        rows.append(DetailRow("field", change.label, change.before, change.after))
    return rows


class _Delegate(QStyledItemDelegate):
    def _room(self) -> int:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 300
        return max(width - 2 * _EDGE, 120)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(LINE)
        return QSize(self._room(), self._height(row) if isinstance(row, DetailRow) else 0)

    def _height(self, row: DetailRow) -> int:
        px = look().metrics.px
        if row.kind == "whose":
            return px(28)
        if row.kind == "section":
            return px(36)
        step = px(16)
        if row.kind == "later":
            room = self._room() - px(26)
            title = lines_of(row.label, "small_strong", room, most=2, line=step)
            detail = lines_of(row.before, "small", room, most=3, line=step)
            return title.height + detail.height + px(12)
        lines = 1 if self._fits(row) else self._lines(row)
        return max(lines * step, self._label(row).height) + px(12)

    def _beside(self) -> int:
        return self._room() - look().metrics.px(_LABEL)

    def _fits(self, row: DetailRow) -> bool:
        small, bold = (QFontMetrics(look().font(role)) for role in ("small", "small_strong"))
        width = small.horizontalAdvance(row.before) + bold.horizontalAdvance(row.after)
        return width + _ARROW <= self._beside()

    def _lines(self, row: DetailRow) -> int:
        step, room = look().metrics.px(16), self._beside()
        before = lines_of(row.before, "small", room, most=_MOST, line=step)
        after = lines_of(row.after, "small_strong", room - _ARROW, most=_MOST, line=step)
        return (before.height + after.height) // step

    @staticmethod
    def _label(row: DetailRow) -> TextLines:
        px = look().metrics.px
        return lines_of(row.label, "small", px(_LABEL) - 8, most=2, line=px(16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(LINE)
        if not isinstance(row, DetailRow):
            return
        now = look()
        painter.save()
        rect = option.rect
        inner = rect.adjusted(_EDGE, 0, -_EDGE, -1)
        painter.fillRect(rect, now.color("raised" if row.kind == "whose" else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color("hair"))
        if row.kind == "whose":
            self._one_line(painter, inner, row.label)
        elif row.kind == "section":
            paint_icon(painter, QRect(inner.left(), inner.center().y() - 7, 16, 16), row.icon,
                       "warn")  # fmt: skip
            self._one_line(painter, inner.adjusted(now.metrics.px(26), 0, 0, 0), row.label)
        elif row.kind == "later":
            self._paint_later(painter, inner, row)
        else:
            self._paint_field(painter, inner, row)
        painter.restore()

    @staticmethod
    def _one_line(painter: QPainter, rect: QRect, text: str) -> None:
        painter.setFont(look().font("small_strong"))
        painter.setPen(look().color("text"))
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, align, text)

    def _paint_field(self, painter: QPainter, rect: QRect, row: DetailRow) -> None:
        now = look()
        px, step = now.metrics.px, now.metrics.px(16)
        top = rect.top() + px(6)
        self._label(row).paint(painter, rect.adjusted(0, px(6), 0, 0), now.color("text2"))
        left, room = rect.left() + px(_LABEL), self._beside()
        before = lines_of(row.before, "small", room, most=_MOST, line=step)
        before.paint(painter, QRect(left, top, room, before.height), now.color("text2"))
        if self._fits(row):
            left += before.width + 2
        else:
            top += before.height
        paint_icon(painter, QRect(left + 2, top + 1, 14, 14), "arrow-right", "text3")
        after = lines_of(row.after, "small_strong", room - _ARROW, most=_MOST, line=step)
        place = QRect(left + _ARROW - 2, top, room - _ARROW, after.height)
        after.paint(painter, place, now.color("text"))

    def _paint_later(self, painter: QPainter, rect: QRect, row: DetailRow) -> None:
        now = look()
        px, step = now.metrics.px, now.metrics.px(16)
        paint_icon(painter, QRect(rect.left(), rect.top() + px(7), 16, 16), row.icon, "accent")
        room = self._room() - px(26)
        place = rect.adjusted(px(26), px(6), 0, 0)
        title = lines_of(row.label, "small_strong", room, most=2, line=step)
        title.paint(painter, place, now.color("text"))
        detail = lines_of(row.before, "small", room, most=3, line=step)
        detail.paint(painter, place.adjusted(0, title.height, 0, 0), now.color("text2"))


class DetailList(QListView):
    """The rows of one entry; read, not chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = ShownRows[DetailRow](
            lambda row: row.label,
            lambda row, _: ", ".join(
                part
                for part in (
                    row.label,
                    row.before if row.kind == "later" else "",
                    tr("từ {before} thành {after}").format(before=row.before, after=row.after)
                    if row.kind == "field"
                    else "",
                )
                if part
            ),
        )
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Ô đã sửa, từ và thành"))
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def put(self, rows: Sequence[DetailRow]) -> None:
        """Show these rows from the top."""
        self.rows.put(rows)
        self.scrollToTop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
