"""The field in which the commune is chosen: typed without accents, found by old names too."""

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
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from storage.units import Unit, UnitHit, find_units
from ui.finder import spans
from ui.icons import paint_icon, pixmap
from ui.lists import paint_ground, write
from ui.panels import words
from ui.shown_rows import LINE, ShownRows
from ui.style import look
from ui.textlines import Marked, TextLines

Index = QModelIndex | QPersistentModelIndex

ROW = 44
SHOWN = 4
NAME_WIDTH = 148
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _UnitDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, look().metrics.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = index.data(LINE)
        field = self.parent()
        if not isinstance(hit, UnitHit) or not isinstance(field, CommuneField):
            return
        now = look()
        painter.save()
        paint_ground(painter, option)
        rect = option.rect
        middle = rect.center().y() + 1
        metrics = QFontMetrics(now.font("body"))
        base = middle + (metrics.ascent() - metrics.descent()) // 2
        marked = Marked.matching(hit.unit.title, spans(hit.unit.title, field.line.text()))
        room = max(metrics.horizontalAdvance(hit.unit.title) + 20, NAME_WIDTH)
        title = TextLines(marked, now.font("body"), room)
        title.paint(
            painter,
            QRect(rect.left() + 15, middle - title.height // 2, room, 20),
            now.color("text"),
        )
        place = f"{hit.unit.province} · mã {hit.unit.code}"
        write(painter, (rect.left() + 27 + room, base), place, now.font("body"), "text2")
        self._paint_former(painter, rect, base, hit)
        if option.state & QStyle.StateFlag.State_Selected:
            enter = QRect(rect.right() - 28, middle - 8, 16, 16)
            paint_icon(painter, enter, "corner-down-left", "accent")
        painter.restore()

    def _paint_former(self, painter: QPainter, rect: QRect, base: int, hit: UnitHit) -> None:
        """Draw the old name through which it was found, or the first old names."""
        small = look().font("small")
        text = hit.former or ", ".join(name.split(",")[0] for name in hit.unit.former[:2])
        if not text:
            return
        room = rect.width() // 2 - 70
        metrics = QFontMetrics(small)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        left = rect.right() - 40 - metrics.horizontalAdvance(text)
        write(painter, (left, base), text, small, "text2")


class CommuneField(QWidget):
    """A field of 40 px with the communes found below it.

    Signals:
        chosen: Enter or a press on a commune; carries a storage.units.Unit.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.unit: Unit | None = None
        self.line = QLineEdit()
        self.line.setObjectName("commune")
        self.line.setProperty("role", "big")
        self.line.setTextMargins(26, 0, 0, 0)
        label = words(self.tr("Tên xã, phường"), "label")
        label.setBuddy(self.line)
        self.line.setAccessibleName(label.text())
        self._icon = QLabel(self.line)
        self._icon.move(11, 11)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(self.line)
        self.setFocusProxy(self.line)
        self._model = ShownRows[UnitHit](
            lambda hit: hit.unit.title, lambda hit, _: f"{hit.unit.title}, {hit.unit.province}"
        )
        self.popup: QFrame | None = None
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_UnitDelegate(self))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Các xã, phường tìm thấy"))
        self.list.clicked.connect(self._take)
        self.line.textEdited.connect(self._typed)
        self.line.installEventFilter(self)
        look().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(pixmap("search", ink="text2", ratio=ratio))
        self._icon.adjustSize()

    def results(self) -> tuple[UnitHit, ...]:
        """What is shown below the field."""
        return self._model.rows

    def choose(self, unit: Unit) -> None:
        """Take a commune and close the list."""
        self.unit = unit
        self.line.setText(f"{unit.title}, {unit.province}")
        self.close_popup()
        self.chosen.emit(unit)

    def _take(self, index: Index) -> None:
        hit = index.data(LINE)
        if isinstance(hit, UnitHit):
            self.choose(hit.unit)

    def _typed(self, text: str) -> None:
        self.unit = None
        self._model.put(find_units(text, limit=SHOWN))
        if not self._model.rows:
            self.close_popup()
            return
        self.list.setCurrentIndex(self._model.index(0))
        self._open_popup()

    def _open_popup(self) -> None:
        if self.popup is None:
            over = self.parentWidget() or self
            self.popup = QFrame(over)
            self.popup.setObjectName("popup")
            inside = QVBoxLayout(self.popup)
            inside.setContentsMargins(1, 1, 1, 1)
            inside.addWidget(self.list)
        self._place()
        self.popup.show()
        self.popup.raise_()

    def _place(self) -> None:
        over = self.parentWidget()
        if self.popup is None or over is None:
            return
        corner = self.line.mapTo(over, self.line.rect().bottomLeft())
        height = look().metrics.px(ROW) * len(self._model.rows) + 2
        self.popup.setGeometry(corner.x(), corner.y() + 5, self.line.width(), height)

    def close_popup(self) -> None:
        """Put the list away."""
        if self.popup is not None:
            self.popup.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the list as wide as the field."""
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list, Enter takes, Esc closes."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        shown = self.popup is not None and self.popup.isVisible()
        if not shown:
            return False
        key = Qt.Key(event.key())
        row = self.list.currentIndex().row()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if key == Qt.Key.Key_Down else -1
            last = len(self._model.rows) - 1
            self.list.setCurrentIndex(self._model.index(min(max(row + step, 0), last)))
            return True
        if key in ENTER:
            self._take(self.list.currentIndex())
            return True
        if key == Qt.Key.Key_Escape:
            self.close_popup()
            return True
        return False
