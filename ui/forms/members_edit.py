"""The members of a household who pay for health insurance together, in their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.checks import paint_check
from ui.fields import Field
from ui.lists import write
from ui.shown_rows import LINE, TickedRows
from ui.states import Badge, paint_badge
from ui.style import FontRole, look

Index = QModelIndex | QPersistentModelIndex

_BOX = 40
_NAME = 148
_RELATION = 84
_ORDER = 60
_SHARE = 62
_AMOUNT = 136
_DISC = 20


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member as shown; `box` is None for who cannot pay.

    Attributes:
        order: the place in the household's order, None for groups without one.
        badge: the state, shown to who does not pay.
        note: words behind the state or instead of a place, such as the group.
    """

    person_id: str
    name: str
    relation: str
    box: bool | None
    order: int | None = None
    share: str = ""
    card: str = ""
    amount: str = ""
    badge: Badge | None = None
    note: str = ""

    @property
    def ticked(self) -> bool | None:
        """Whether the box is ticked; None where there is none."""
        return self.box

    def __str__(self) -> str:
        parts = [self.name, self.relation, str(self.badge or ""), self.note, self.card]
        return ", ".join(part for part in (*parts, self.amount) if part)


def widths_for(rows: Sequence[MemberLine]) -> tuple[int, int]:
    """How wide the columns of names and relations are: neither is ever cut."""
    strong, body = QFontMetrics(look().font("strong")), QFontMetrics(look().font("body"))
    names = max((strong.horizontalAdvance(row.name) for row in rows), default=0)
    relations = max((body.horizontalAdvance(row.relation) for row in rows), default=0)
    return max(_NAME, names + 16), max(_RELATION, relations + 16)


class _Head(QWidget):
    """The heads of the columns, over the list."""

    def __init__(self) -> None:
        super().__init__()
        self.names, self.relations = _NAME, _RELATION

    def sizeHint(self) -> QSize:
        return QSize(600, look().metrics.table_head)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = look()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.color("raised"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, now.color("line"))
        painter.setFont(now.font("small_head"))
        painter.setPen(now.color("text2"))
        left, middle = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
        right, centre = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
        at = _BOX
        for words, width, side in (
            (self.tr("Họ và tên"), self.names, left),
            (self.tr("Quan hệ"), self.relations, left),
            (self.tr("Thứ tự"), _ORDER, centre),
            (self.tr("Mức"), _SHARE, right),
            (self.tr("Thẻ dùng được"), 200, left),
        ):
            painter.drawText(QRect(at + 8, 0, width - 16, self.height()), side | middle, words)
            at += width
        last = QRect(self.width() - _AMOUNT, 0, _AMOUNT - 12, self.height())
        painter.drawText(last, right | middle, self.tr("Phải đóng"))


class _MemberDelegate(QStyledItemDelegate):
    def __init__(self, view: "MembersList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(600, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(LINE)
        if not isinstance(row, MemberLine):
            return
        now, rect = look(), option.rect
        painter.save()
        current = self._view.hasFocus() and self._view.currentIndex().row() == index.row()
        painter.fillRect(rect, now.color("tint" if current else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color("hair"))
        if current:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), now.color("accent"))
        if row.box is not None:
            top = rect.top() + (rect.height() - 16) // 2
            paint_check(painter, QRect(rect.left() + 12, top, 16, 16), on=row.box)
        ink = "text" if row.box else "text2"
        at = rect.left() + _BOX + 8
        self._write(painter, rect, at, row.name, "strong" if row.box else "body", ink)
        at += self._view.names
        self._write(painter, rect, at, row.relation, "body", "text2")
        self._middle(painter, rect, at + self._view.relations, row)
        role: FontRole = "strong" if row.box else "small"
        width = QFontMetrics(now.font(role)).horizontalAdvance(row.amount)
        self._write(painter, rect, rect.right() - 11 - width, row.amount, role, ink)
        painter.restore()

    def _middle(self, painter: QPainter, rect: QRect, at: int, row: MemberLine) -> None:
        now = look()
        if row.badge is not None:
            place = QRect(at, rect.top(), 200, rect.height() - 1)
            paint_badge(painter, place, row.badge)
            width = badge_room(row.badge)
            self._write(painter, rect, at + width, row.note, "body", "text")
            return
        if row.order is not None:
            self._disc(painter, rect, at - 8, str(row.order))
        share = QFontMetrics(now.font("body")).horizontalAdvance(row.share)
        self._write(painter, rect, at + _ORDER + _SHARE - 16 - share, row.share, "body", "text")
        self._write(painter, rect, at + _ORDER + _SHARE, row.card, "body", "text")
        if row.order is None:
            self._write(painter, rect, at, row.note, "body", "text2")

    def _disc(self, painter: QPainter, rect: QRect, at: int, words: str) -> None:
        now = look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("accent"))
        top = rect.top() + (rect.height() - 1 - _DISC) // 2
        circle = QRect(at + (_ORDER - _DISC) // 2, top, _DISC, _DISC)
        painter.drawEllipse(circle)
        painter.setFont(now.font("tiny"))
        painter.setPen(now.color("onaccent"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, words)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _write(
        self, painter: QPainter, rect: QRect, left: int, text: str, role: FontRole, ink: str
    ) -> None:
        metrics = QFontMetrics(look().font(role))
        base = rect.top() + (rect.height() - 1 + metrics.ascent() - metrics.descent()) // 2
        write(painter, (left, base), text, look().font(role), ink)


def badge_room(badge: Badge) -> int:
    """How much room a badge takes before the words behind it."""
    metrics = QFontMetrics(look().font("body"))
    room = 20 + metrics.horizontalAdvance(badge.words) + 6
    if badge.note:
        room += 6 + metrics.horizontalAdvance(badge.note)
    return room + (13 if badge.boxed else 0)


def row_height() -> int:
    """The height of one member: 26, lower in low windows, higher with larger letters."""
    sizes = look().metrics
    return max({"full": 26, "compact": 24, "tight": 23}[sizes.density], sizes.px(23))


class MembersList(QListView):
    """The rows; Space turns the tick, the mouse does on the box.

    Signals:
        turned: the tick of a row was pressed; carries the person's id.
    """

    turned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.names, self.relations = _NAME, _RELATION
        self.setItemDelegate(_MemberDelegate(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)

    def sizeHint(self) -> QSize:
        """As high as its rows, so that all of them are seen where there is room."""
        return QSize(600, self.maximumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space turns the tick of the current row."""
        if event.key() == Qt.Key.Key_Space:
            self._turn(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on the box turns it."""
        super().mouseReleaseEvent(event)
        if event.position().x() < _BOX:
            self._turn(self.indexAt(event.position().toPoint()))

    def _turn(self, index: Index) -> None:
        row = index.data(LINE)
        if isinstance(row, MemberLine) and row.box is not None:
            self.turned.emit(row.person_id)


class MembersEdit(Field):
    """Who pays, in the order of paying; its value is the ids ticked, in that order.

    The order is the list's own: `move_up` lifts the current member.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self._model = TickedRows[MemberLine]()
        self.head = _Head()
        self.list = MembersList()
        self.list.setModel(self._model)
        self._column.addWidget(self.head)
        self._complete(self.list)
        self._column.setStretchFactor(self.list, 1)
        self._column.setStretch(self._column.count() - 1, 0)
        self.list.setAccessibleName(self.tr("Người đóng BHYT"))
        self._order: list[str] = []
        self._ticked: set[str] = set()
        self.list.turned.connect(self._turned)
        look().changed.connect(self._fit)

    # -- what is shown

    def set_people(self, order: Sequence[str], ticked: Sequence[str]) -> None:
        """Take other people, those in `ticked` paying."""
        self._order = list(order)
        self._ticked = set(ticked)

    def order(self) -> tuple[str, ...]:
        """Everybody in the order shown."""
        return tuple(self._order)

    def put(self, rows: Sequence[MemberLine]) -> None:
        """Show these lines, one for each person in the order."""
        for part in (self.list, self.head):
            part.names, part.relations = widths_for(rows)
        self._model.put(rows)
        if not self.list.currentIndex().isValid() and rows:
            self.list.setCurrentIndex(self._model.index(0))
        self._fit()
        self.head.update()

    def rows(self) -> tuple[MemberLine, ...]:
        """The lines shown."""
        return self._model.rows

    def _fit(self) -> None:
        self.head.setFixedHeight(look().metrics.table_head)
        rows = max(self._model.rowCount(), 1)
        self.list.setMinimumHeight(min(rows, 5) * row_height())
        self.list.setMaximumHeight(rows * row_height())
        self.list.updateGeometry()
        self.list.doItemsLayout()

    # -- what the clerk does

    def _turned(self, person_id: str) -> None:
        self._ticked ^= {person_id}
        self.changed.emit()

    def move_up(self) -> None:
        """Let the current member pay one place earlier."""
        at = self.list.currentIndex().row()
        if at < 1:
            return
        kept = self._order[at]
        self._order[at - 1], self._order[at] = kept, self._order[at - 1]
        self.changed.emit()
        self.list.setCurrentIndex(self._model.index(at - 1))

    # -- a field

    def editor(self) -> QWidget:
        """The rows."""
        return self.list

    def value(self) -> tuple[str, ...]:
        """Who pays, in order."""
        return tuple(one for one in self._order if one in self._ticked)

    def set_value(self, value: Any) -> None:
        """Tick these, in the order shown."""
        self._ticked = set(value or ())

    def text(self) -> str:
        """Who pays, as text to compare."""
        return " ".join(self.value())

    def set_text(self, text: str) -> None:
        """Tick the ids in a text."""
        self.set_value(text.split())
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc belongs to the page: ticks are not typed text."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            return False
        return super().eventFilter(watched, event)
