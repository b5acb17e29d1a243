"""The reasons below their cell: the most used first, a digit chooses, 0 is for one's own words."""

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

from rules.names import fold
from storage.refusal_reasons import OfferedReason
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


class ReasonList(QFrame):
    """The list; it never takes the keys, the cell hands it the arrows.

    Signals:
        pressed: a row was pressed with the mouse; carries the reason.
    """

    pressed = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("popup")
        self.reasons: tuple[OfferedReason, ...] = ()
        self._own = OfferedReason(0, tr("Lý do khác…"), 0)
        self._model = ShownRows[OfferedReason](
            lambda one: one.title, lambda one, _: f"{one.number}, {one.title}"
        )
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_ReasonDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("Các lý do"))
        self.list.clicked.connect(lambda index: self.pressed.emit(index.data(LINE)))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 4)
        column.addWidget(self.list)
        self.hide()

    def offer(self, text: str, cell: QRect) -> None:
        """Show what the text can mean below a cell, given in the coordinates of the window."""
        found = self._fitting(text)
        own = text.strip().startswith(OWN_WORDS)
        if own or not found:
            self.hide()
            return
        self._model.put((*found, self._own))
        rows = min(len(found) + 1, _MOST)
        width = max(look().metrics.px(_WIDTH), self._needed())
        self.setFixedSize(width, rows * look().metrics.px(_ROW) + 10)
        below = cell.bottomLeft() + QPoint(0, 2)
        over = self.parentWidget()
        if over is not None and below.y() + self.height() > over.height():
            below = cell.topLeft() - QPoint(0, self.height() + 1)
        if over is not None:
            below.setX(min(below.x(), over.width() - width - 4))
        self.move(below)
        self.mark(0 if text.strip() else -1)
        self.show()
        self.raise_()

    def _needed(self) -> int:
        """Wide enough for the longest reason: no words are cut."""
        body, small = QFontMetrics(look().font("body")), QFontMetrics(look().font("small"))
        words = max(body.horizontalAdvance(one.title) for one in self._model.rows)
        times = small.horizontalAdvance(tr("{count} lần").format(count=999))
        return words + times + look().metrics.px(20) + 52

    def _fitting(self, text: str) -> list[OfferedReason]:
        """All of them for nothing typed; else those of the number, or with the words."""
        plain = text.strip()
        if plain.isdecimal():
            same = [one for one in self.reasons if str(one.number) == plain]
            longer = [one for one in self.reasons if str(one.number).startswith(plain)]
            return same + [one for one in longer if one not in same]
        return [one for one in self.reasons if fold(plain) in fold(one.title)]

    def mark(self, row: int) -> None:
        """Mark a row; -1 for none."""
        self.list.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())

    def step(self, step: int) -> None:
        """Go down or up in the list, going round."""
        rows = len(self._model.rows)
        at = self.list.currentIndex().row()
        self.mark((at + step) % rows if at >= 0 else (0 if step > 0 else rows - 1))

    def chosen(self) -> OfferedReason | None:
        """What Enter would take; None while nothing is marked or the list is closed."""
        found = self.list.currentIndex().data(LINE) if self.isVisible() else None
        return found if isinstance(found, OfferedReason) else None
