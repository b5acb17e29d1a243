"""The reasons below their cell: the most used first, a digit chooses, 0 is for one's own words."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rules.names import fold
from storage.refusal_reasons import OfferedReason
from ui.cell_list import CellList
from ui.lists import paint_ground, write
from ui.panels import paint_key
from ui.screens.results.lines import OWN_WORDS, tr
from ui.shown_rows import LINE, ShownRows
from ui.style import look

Index = QModelIndex | QPersistentModelIndex

_ROW = 28
_WIDTH = 304
_MOST = 12


class _ReasonDelegate(QStyledItemDelegate):
    """A key with the number, the words, and how often the reason was given."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(_WIDTH // 2, look().metrics.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        reason = index.data(LINE)
        if not isinstance(reason, OfferedReason):
            return
        now, rect = look(), option.rect
        painter.save()
        paint_ground(painter, option, ruled=False)
        cap = QRect(0, 0, max(now.metrics.px(20), 20), now.metrics.px(18))
        cap.moveCenter(QPoint(rect.left() + 11 + cap.width() // 2, rect.center().y()))
        paint_key(painter, cap, str(reason.number or OWN_WORDS))
        body, small = now.font("body"), now.font("small")
        base = rect.center().y() + QFontMetrics(body).ascent() // 2 - 1
        write(painter, (cap.right() + 10, base), reason.title, body, "text")
        if reason.uses:
            times = tr("{count} lần").format(count=reason.uses)
            width = QFontMetrics(small).horizontalAdvance(times)
            write(painter, (rect.right() - 11 - width, base), times, small, "text3")
        painter.restore()


class ReasonList(CellList[OfferedReason]):
    """The reasons that fit, and the way to words of one's own."""

    def __init__(self, over: QWidget) -> None:
        rows = ShownRows[OfferedReason](
            lambda one: one.title, lambda one, _: f"{one.number}, {one.title}"
        )
        super().__init__(over, rows, _ReasonDelegate(), most=_MOST, edge=4)
        self.reasons: tuple[OfferedReason, ...] = ()
        self._own = OfferedReason(0, tr("Lý do khác…"), 0)
        self.list.setAccessibleName(tr("Các lý do"))

    def offer(self, text: str, cell: QRect) -> None:
        """Show what the text can mean below a cell, given in the coordinates of the window."""
        found = self._fitting(text)
        own = text.strip().startswith(OWN_WORDS)
        if own or not found:
            self.hide()
            return
        shown = (*found, self._own)
        self.put(shown, cell, _width(shown), marked=0 if text.strip() else -1)

    def _fitting(self, text: str) -> list[OfferedReason]:
        """All of them for nothing typed; else those of the number, or with the words."""
        plain = text.strip()
        if plain.isdecimal():
            same = [one for one in self.reasons if str(one.number) == plain]
            longer = [one for one in self.reasons if str(one.number).startswith(plain)]
            return same + [one for one in longer if one not in same]
        return [one for one in self.reasons if fold(plain) in fold(one.title)]


def _width(reasons: Sequence[OfferedReason]) -> int:
    """Wide enough for the longest reason: no words are cut."""
    now = look()
    body, small = QFontMetrics(now.font("body")), QFontMetrics(now.font("small"))
    words = max(body.horizontalAdvance(one.title) for one in reasons)
    times = small.horizontalAdvance(tr("{count} lần").format(count=999))
    return max(now.metrics.px(_WIDTH), words + times + now.metrics.px(20) + 52)
