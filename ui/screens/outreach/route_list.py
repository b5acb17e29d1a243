"""The stops of a trip in walking order, under the names of their villages; moved by their grip."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from storage.household_list import HouseholdRow
from ui.lists import paint_ground, write
from ui.screens.outreach.route import Route
from ui.screens.outreach.wording import tr
from ui.shown_rows import LINE, ShownRows
from ui.style import look
from ui.trips import hours_words

Index = QModelIndex | QPersistentModelIndex
_NUMBER, _NAME, _GRIP, _EDGE = 32, 40, 30, 12
_NOTE = 37  # from the right edge to what stands before the grip


@dataclass(frozen=True, slots=True)
class RouteRow:
    """One row: a stop where `household_id` is told, else the head of a village or of a way."""

    text: str
    note: str = ""
    household_id: str = ""
    place: int = 0
    way: bool = False


def rows_of(route: Route, names: dict[str, str]) -> tuple[RouteRow, ...]:
    """Return the rows of a trip; `names` are those of the staff by id."""
    homes = route.homes()
    rows: list[RouteRow] = []
    place = 0
    for number, way in enumerate(route.ways):
        if len(route.ways) > 1:
            crew = ", ".join(names[one] for one in route.crew_of(number) if one in names)
            said = tr("Tuyến {n}").format(n=number + 1)
            text = f"{said} · {crew}" if crew else said
            rows.append(RouteRow(text, hours_words(route.minutes(way)), way=True))
        stops = [homes[one] for one in way if one in homes]
        for village, group in groupby(stops, key=lambda home: home.village or ""):
            found = tuple(group)
            count = tr("{n} hộ").format(n=len(found))
            rows.append(RouteRow(village or tr("Chưa rõ thôn"), count))
            for home in found:
                place += 1
                rows.append(_stop(home, place))
    return tuple(rows)


def _stop(home: HouseholdRow, place: int) -> RouteRow:
    note = tr("số {number}").format(number=home.number) if home.number else ""
    return RouteRow(home.name or tr("Chưa rõ chủ hộ"), note, home.id, place)


def _spoken(row: RouteRow, _number: int) -> str:
    parts = (str(row.place) if row.place else "", row.text, row.note)
    return ", ".join(part for part in parts if part)


class RouteDelegate(QStyledItemDelegate):
    """Rows of 26 px: place, name, number of the house, grip; heads on raised ground."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are equally high."""
        return QSize(100, look().metrics.route_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(LINE)
        if not isinstance(row, RouteRow):
            return
        now, rect = look(), option.rect
        painter.save()
        painter.setClipRect(rect)
        font = now.font("small_strong" if not row.household_id else "body")
        metrics = QFontMetrics(font)
        base = rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) // 2
        small = now.font("small")
        width = QFontMetrics(small).horizontalAdvance(row.note)
        if not row.household_id:
            painter.fillRect(rect, now.color("tint" if row.way else "raised"))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color("hair"))
            room = rect.width() - 2 * _EDGE - width - 8
            text = metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, room)
            end = write(painter, (rect.left() + _EDGE, base), text, font, "text")
            write(painter, (end + 8, base), row.note, small, "text2")
        else:
            paint_ground(painter, option)
            place = str(row.place)
            at = rect.left() + _NUMBER - QFontMetrics(small).horizontalAdvance(place)
            write(painter, (at, base), place, small, "text2")
            right = rect.right() + 1 - _NOTE
            room = right - width - 8 - rect.left() - _NAME
            text = metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, room)
            write(painter, (rect.left() + _NAME, base), text, font, "text")
            write(painter, (right - width, base), row.note, small, "text2")
            _paint_grip(painter, rect.right() - 22, rect.center().y())
        painter.restore()


def _paint_grip(painter: QPainter, x: int, y: int) -> None:
    """Draw the six points by which a row is taken."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().color("text3"))
    for across in (-2, 3):
        for down in (-4, 0, 4):
            painter.drawEllipse(QRectF(x + across - 1, y + down - 0.5, 2, 2))


class RouteList(QListView):
    """The stops; Ctrl+Up and Ctrl+Down or the grip move one, Delete takes it off.

    Signals:
        stepped: a stop goes earlier (-1) or later (1); carries its household.
        dragged: a stop goes where another one stands; carries both households.
        removed: a stop is taken off.
        chosen: Enter or a double click; carries the household.
        focused: the keys came here or went elsewhere.
    """

    stepped = Signal(str, int)
    dragged = Signal(str, str)
    removed = Signal(str)
    chosen = Signal(str)
    focused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = ShownRows[RouteRow](lambda row: row.text, _spoken)
        self._held = ""
        self.setModel(self.rows)
        self.setItemDelegate(RouteDelegate(self))
        self.setObjectName("route")
        self.setAccessibleName(tr("Thứ tự đi"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.doubleClicked.connect(lambda _index: self.chosen.emit(self.current()))
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def put(self, rows: Sequence[RouteRow]) -> None:
        """Show these rows; the same household stays current, else what took its place."""
        at, kept = self.currentIndex().row(), self.current()
        self.rows.put(rows)
        place = next((n for n, row in enumerate(rows) if kept and row.household_id == kept), -1)
        if place < 0:
            place = self._nearest(max(at, 0))
        self.setCurrentIndex(self.rows.index(place))

    def current(self) -> str:
        """The household of the current row; "" on the head of a village."""
        at = self.currentIndex().row()
        return self.rows.rows[at].household_id if 0 <= at < len(self.rows.rows) else ""

    def _nearest(self, at: int) -> int:
        rows = self.rows.rows
        stops = [n for n, row in enumerate(rows) if row.household_id]
        return min(stops, key=lambda n: (abs(n - at), n), default=-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from stop to stop; with Ctrl they take the stop along."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        household = self.current()
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if household:
                self.stepped.emit(household, step)
        elif step:
            self._step(step)
        elif event.key() == Qt.Key.Key_Delete and household:
            self.removed.emit(household)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and household:
            self.chosen.emit(household)
        else:
            super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        rows, at = self.rows.rows, self.currentIndex().row() + step
        while 0 <= at < len(rows) and not rows[at].household_id:
            at += step
        if 0 <= at < len(rows):
            self.setCurrentIndex(self.rows.index(at))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Other keys work here than in the list."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Those of the list work again."""
        super().focusOutEvent(event)
        self.focused.emit()

    # -- with the mouse

    def _at(self, event: QMouseEvent) -> str:
        at = self.indexAt(event.position().toPoint()).row()
        return self.rows.rows[at].household_id if 0 <= at < len(self.rows.rows) else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the grip takes the stop."""
        household = self._at(event)
        if event.position().x() >= self.viewport().width() - _GRIP and household:
            self._held = household
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if household:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A stop that is held goes where the pointer is."""
        if not self._held:
            over = event.position().x() >= self.viewport().width() - _GRIP and self._at(event)
            self.setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
            super().mouseMoveEvent(event)
            return
        under = self._at(event)
        if under and under != self._held:
            self.dragged.emit(self._held, under)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The stop stays where it is let go."""
        self._held = ""
        self.setCursor(Qt.CursorShape.ArrowCursor)
        super().mouseReleaseEvent(event)
