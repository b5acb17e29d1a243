"""The one search box, with what it finds below it while typing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.finder import Found
from ui.icons import paint_icon
from ui.lists import paint_ground, write
from ui.panels import IconMark, KeyCap, words
from ui.shown_rows import LINE, ShownRows
from ui.style import look
from ui.textlines import Marked, TextLines

Index = QModelIndex | QPersistentModelIndex


class _FoundDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, look().metrics.px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(LINE)
        if not isinstance(row, Found):
            return
        now = look()
        painter.save()
        paint_ground(painter, option, ruled=False)
        rect = option.rect
        middle = rect.center().y() + 1
        paint_icon(painter, QRect(rect.left() + 12, middle - 8, 16, 16), row.icon, "text2")
        small = now.font("small")
        width = QFontMetrics(small).horizontalAdvance(row.detail)
        base = middle + (QFontMetrics(small).ascent() - QFontMetrics(small).descent()) // 2
        write(painter, (rect.right() - 12 - width, base), row.detail, small, "text2")
        room = rect.width() - 38 - 24 - width
        title = TextLines(Marked.matching(row.title, row.bold), now.font("body"), room)
        title.paint(painter, QRect(rect.left() + 38, middle - title.height // 2, room, 20),
                    now.color("text"))  # fmt: skip
        painter.restore()


class SearchBox(QWidget):
    """480 px, Ctrl+K; what is found stands below it while typing.

    Signals:
        picked: Enter or a press on a row; carries a Found.
        visited: Ctrl+Enter on a household; carries a Found.
    """

    picked = Signal(object)
    visited = Signal(object)

    def __init__(
        self, find: Callable[[str], Sequence[Found]], more: Callable[[], bool] = bool
    ) -> None:
        super().__init__()
        self._find = find
        self._more = more
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Tìm người, hộ, thôn, mã phiếu, lệnh…"))
        self.line.setAccessibleName(self.tr("Tìm nhanh"))
        self.line.setTextMargins(24, 0, 70, 0)
        self._cap = KeyCap("Ctrl+K")
        inside = QHBoxLayout(self.line)
        inside.setContentsMargins(11, 0, 6, 0)
        inside.addWidget(IconMark("search", ink="text3"))
        inside.addStretch(1)
        inside.addWidget(self._cap)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        self.popup: QFrame | None = None
        self._model = ShownRows[Found](
            lambda row: row.title, lambda row, _: f"{row.title}, {row.detail}"
        )
        self.line.textEdited.connect(self._typed)
        self.line.installEventFilter(self)
        self.setFocusProxy(self.line)

    def start(self) -> None:
        """Take the focus with everything selected, and show again what was found."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self._typed(self.line.text())

    def forget(self) -> None:
        """Take away what was typed and found."""
        self.line.clear()
        self.close_popup()

    def results(self) -> tuple[Found, ...]:
        """What is shown below."""
        return self._model.rows

    def _typed(self, text: str) -> None:
        if not text.strip():
            self.close_popup()
            return
        self._model.put(self._find(text))
        self._open_popup()

    def _make_popup(self) -> QFrame:
        popup = QFrame(self.window())
        popup.setObjectName("popup")
        column = QVBoxLayout(popup)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.count = words("", "hint")
        self.count.setContentsMargins(12, 8, 12, 8)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_FoundDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Kết quả tìm"))
        self.list.clicked.connect(lambda index: self._pick(index.data(LINE)))
        foot = QWidget()
        foot.setObjectName("foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        keys = QHBoxLayout(foot)
        keys.setContentsMargins(12, 5, 12, 5)
        keys.setSpacing(5)
        hints = (
            ("Enter", self.tr("mở")),
            ("Ctrl+Enter", self.tr("ghi kết quả")),
            ("Esc", self.tr("đóng")),
        )
        self._hints: list[QWidget] = []
        for cap, text in hints:
            self._hints += [KeyCap(cap), words(text, "small")]
            for part in self._hints[-2:]:
                keys.addWidget(part)
            keys.addSpacing(8)
        keys.addStretch(1)
        keys.addWidget(self.count)
        column.addWidget(self.list)
        column.addWidget(foot)
        return popup

    def _open_popup(self) -> None:
        if self.popup is None:
            self.popup = self._make_popup()
        found = len(self._model.rows)
        more = self._more()
        text = self.tr("{number} dòng đầu, gõ thêm") if more else self.tr("{number} kết quả")
        said = text.format(number=found)
        self.count.setText(said if found else self.tr("Không thấy. Thử ít chữ hơn."))
        for part in self._hints[:-2]:  # nothing can be opened where nothing was found
            part.setVisible(bool(found))
        self.list.setFixedHeight(found * look().metrics.px(32))
        if found:
            self.list.setCurrentIndex(self._model.index(0, 0))
        self.popup.setFixedWidth(self.width())
        self.popup.adjustSize()
        corner = self.mapTo(self.window(), QPoint(0, self.height() + 4))
        self.popup.move(corner)
        self.popup.show()
        self.popup.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was found stands below the box, wherever that is."""
        super().resizeEvent(event)
        self.close_popup()

    def close_popup(self) -> None:
        """Take what was found away."""
        if self.popup is not None:
            self.popup.hide()

    def _pick(self, found: Found | None) -> None:
        if found is None:
            return
        self.close_popup()
        self.line.clear()
        self.picked.emit(found)

    def _current(self) -> Found | None:
        if self.popup is None or not self.popup.isVisible():
            return None
        found = self.list.currentIndex().data(LINE)
        return found if isinstance(found, Found) else None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Arrows move in what was found, Enter opens, Esc closes; leaving closes too."""
        if event.type() == QEvent.Type.FocusOut:
            self.close_popup()
            self._cap.show()
        elif event.type() == QEvent.Type.FocusIn:
            self._cap.hide()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self._current() is not None:
            step = 1 if key == Qt.Key.Key_Down else -1
            row = (self.list.currentIndex().row() + step) % len(self._model.rows)
            self.list.setCurrentIndex(self._model.index(row, 0))
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            found = self._current()
            if found is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.close_popup()
                self.visited.emit(found)
            else:
                self._pick(found)
            return True
        if key == Qt.Key.Key_Escape:
            self.close_popup()
            self.line.clear()
            self.line.clearFocus()
            return True
        return False
