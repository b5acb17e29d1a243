"""The rail at the left: where one can go, each place with its key."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from storage.practice import MARK
from ui.icons import paint_icon, paint_mark
from ui.lists import write
from ui.places import Place
from ui.style import look

Index = QModelIndex | QPersistentModelIndex

WIDE = 184
NARROW = 52
PLACE = Qt.ItemDataRole.UserRole
HOLD = 400  # milliseconds of Alt before the numbers are underlined


class _PlacesModel(QAbstractListModel):
    def __init__(self, places: tuple[Place, ...]) -> None:
        super().__init__()
        self.places = places

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = self.places[index.row()]
        if role == PLACE:
            return place
        if role == Qt.ItemDataRole.DisplayRole:
            return place.title
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return f"{place.title} ({place.keys})"
        return None


class _PlaceDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        place: Place = index.data(PLACE)
        return QSize(NARROW, look().metrics.px(36) + (13 if place.ruled else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place: Place = index.data(PLACE)
        rail = self.parent()
        held = isinstance(rail, _RailList) and rail.held
        rect = option.rect
        painter.save()
        if place.ruled:
            left = rect.left() + 13
            painter.fillRect(left, rect.top() + 6, rect.width() - 27, 1, look().color("railline"))
            rect = rect.adjusted(0, 13, 0, 0)
        state = option.state
        paint_place(
            painter, rect, place,
            on=bool(state & QStyle.StateFlag.State_Selected),
            over=bool(state & QStyle.StateFlag.State_MouseOver),
            held=held,
        )  # fmt: skip
        painter.restore()


def paint_place(
    painter: QPainter, rect: QRect, place: Place, *, on: bool, over: bool, held: bool = False
) -> None:
    """Draw one place: bar, icon, name, and its key at the right where there is room."""
    now = look()
    if on or over:
        painter.save()
        painter.setOpacity(1 if on else 0.5)
        painter.fillRect(rect, now.color("railon"))
        painter.restore()
    if on:
        painter.fillRect(rect.left(), rect.top(), 3, rect.height(), now.color("railmark"))
    middle = rect.center().y() + 1
    paint_icon(painter, QRect(rect.left() + 16, middle - 9, 18, 18), place.icon, "railtext")
    if rect.width() <= NARROW:
        return
    font = now.font("strong" if on else "body")
    base = middle + (QFontMetrics(font).ascent() - QFontMetrics(font).descent()) // 2
    ink = "tiptext" if on and now.tokens.name == "light" else "text" if on else "railtext"
    write(painter, (rect.left() + 44, base), place.title, font, ink)
    tiny = now.font("tiny")
    width = QFontMetrics(tiny).horizontalAdvance(place.keys)
    left = rect.right() - 9 - width
    write(painter, (left, base - 1), place.keys, tiny, "railtext" if on else "raildim")
    if held:
        last = QFontMetrics(tiny).horizontalAdvance(place.keys[-1])
        painter.fillRect(left + width - last, base + 1, last, 1, now.color("railtext"))


class _RailList(QListView):
    def __init__(self, model: _PlacesModel) -> None:
        super().__init__()
        self.held = False
        self.setObjectName("rail")
        self.setModel(model)
        self.setItemDelegate(_PlaceDelegate(self))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look().changed.connect(self.scheduleDelayedItemsLayout)


class _RailHead(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.office = ""
        self.practice = False
        self.setFixedHeight(48)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = look()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.color("rail"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, now.color("railline"))
        paint_mark(painter, QRectF(17, 12, 20, 24))
        if self.width() <= NARROW:
            return
        white = "tiptext" if now.tokens.name == "light" else "text"
        name = QFont(now.font("strong"))
        name.setPixelSize(now.metrics.px(14))
        ink = "railmark" if self.practice else white
        write(painter, (50, 22), MARK if self.practice else self.tr("Sổ An Sinh"), name, ink)
        write(painter, (50, 36), self.office, now.font("tiny"), "raildim")


class _RailFoot(QWidget):
    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(52)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Trợ giúp (F1)"))
        self.setToolTip(self.tr("Trợ giúp (F1)"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().color("rail"))
        place = Place("help", "F1", "circle-help", self.tr("Trợ giúp"), None)
        over = self.underMouse()
        paint_place(painter, QRect(0, 8, self.width(), 36), place, on=False, over=over)

    def mouseReleaseEvent(self, _event: Any) -> None:
        self.pressed.emit()


class Rail(QWidget):
    """The rail; `went` carries the key of the place pressed, `helped` is sent by the foot."""

    went = Signal(str)
    helped = Signal()

    def __init__(self, places: tuple[Place, ...]) -> None:
        super().__init__()
        self.setObjectName("railside")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = _PlacesModel(tuple(place for place in places if place.railed))
        self._under = {place.key: place.under for place in places}
        self.list = _RailList(self._model)
        self.list.setAccessibleName(self.tr("Các chỗ trong sổ"))
        self._head = _RailHead()
        foot = _RailFoot()
        foot.pressed.connect(self.helped)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(foot)
        self.list.clicked.connect(lambda index: self.went.emit(index.data(PLACE).key))
        self._held = QTimer(self)
        self._held.setSingleShot(True)
        self._held.setInterval(HOLD)
        self._held.timeout.connect(lambda: self._underline(on=True))
        self.set_narrow(on=False)

    def set_office(self, name: str) -> None:
        """Show which commune this register belongs to."""
        self._head.office = name
        self._head.update()

    def show_practice(self) -> None:
        """Stand for a practice register."""
        self._head.practice = True
        self._head.update()

    def set_narrow(self, *, on: bool) -> None:
        """Show icons only, with tooltips."""
        self.setFixedWidth(NARROW if on else look().metrics.px(WIDE))

    def open(self, key: str) -> None:
        """Mark the place that is open; none where it does not stand in the rail."""
        keys = [place.key for place in self._model.places]
        key = self._under.get(key) or key
        if key in keys:
            self.list.setCurrentIndex(self._model.index(keys.index(key)))
        else:
            self.list.clearSelection()

    def _underline(self, *, on: bool) -> None:
        self._held.stop()
        self.list.held = on
        self.list.viewport().update()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Holding Alt shows the numbers (the window's own events come through here)."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt:
            if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                self._held.start()
            elif event.type() == QEvent.Type.KeyRelease:
                self._underline(on=False)
        elif event.type() == QEvent.Type.WindowDeactivate:
            self._underline(on=False)
        return False
