"""What a page is put together from: panels, heads, key caps, rules, still rows."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.icons import paint_icon
from ui.style import look


def words(text: str, role: str = "body", *, wrap: bool = False) -> QLabel:
    """A label in one of the roles of the style sheet."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    return label


def ruler() -> QFrame:
    """A line of one pixel across."""
    line = QFrame()
    line.setObjectName("ruler")
    line.setFixedHeight(1)
    return line


def upright() -> QFrame:
    """A line of one pixel down, 20 px high."""
    line = QFrame()
    line.setObjectName("ruler")
    line.setFixedSize(1, 20)
    return line


def upright_rule() -> QFrame:
    """A line of one pixel from top to bottom."""
    line = QFrame()
    line.setObjectName("ruler")
    line.setFixedWidth(1)
    return line


def clear(layout: QBoxLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


class IconMark(QWidget):
    """A small icon in a layout; it follows the theme."""

    def __init__(self, name: str, *, size: int = 16, ink: str = "text2") -> None:
        super().__init__()
        self._name = name
        self._ink = ink
        self.setFixedSize(size, size)

    def show_icon(self, name: str, ink: str) -> None:
        """Show another icon."""
        self._name, self._ink = name, ink
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        paint_icon(QPainter(self), self.rect(), self._name, self._ink)


class KeyCap(QWidget):
    """A key as the keyboard shows it: 18 px high, on raised ground."""

    def __init__(self, text: str, icon_name: str = "") -> None:
        super().__init__()
        self._text = text
        self._icon = icon_name
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The name of the key."""
        return self._text

    def sizeHint(self) -> QSize:
        """As wide as the name of the key."""
        width = QFontMetrics(look().font("tiny")).horizontalAdvance(self._text)
        return QSize((14 if self._icon else width) + 12, look().metrics.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cap."""
        painter = QPainter(self)
        paint_key(painter, self.rect(), "" if self._icon else self._text)
        if self._icon:
            box = QRect(0, 0, 12, 12)
            box.moveCenter(self.rect().center())
            paint_icon(painter, box, self._icon, "text2")


def paint_key(painter: QPainter, rect: QRect, text: str) -> None:
    """Draw a key cap with its name."""
    now = look()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(now.color("line"))
    painter.setBrush(now.color("raised"))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setFont(now.font("tiny"))
    painter.setPen(now.color("text2"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


_ROUND = 6
_CORNERS = (
    Qt.Corner.TopLeftCorner,
    Qt.Corner.TopRightCorner,
    Qt.Corner.BottomLeftCorner,
    Qt.Corner.BottomRightCorner,
)


class _Corner(QWidget):
    """A corner of a panel: the ground outside its curve, and the curve."""

    def __init__(self, panel: QWidget, at: Qt.Corner) -> None:
        super().__init__(panel)
        self._panel = panel
        self._right = at in {Qt.Corner.TopRightCorner, Qt.Corner.BottomRightCorner}
        self._low = at in {Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner}
        self.setFixedSize(_ROUND, _ROUND)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def stand(self) -> None:
        """Take the place in the corner, above everything."""
        whole = self._panel.rect()
        left = whole.right() - _ROUND + 1 if self._right else 0
        top = whole.bottom() - _ROUND + 1 if self._low else 0
        self.move(left, top)
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is outside of the curve, then the curve."""
        now = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0 if not self._right else float(-_ROUND)
        top = 0.0 if not self._low else float(-_ROUND)
        circle = QRectF(left, top, 2 * _ROUND, 2 * _ROUND)
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(QRectF(self.rect()))
        inside.addEllipse(circle)
        ground = "surface" if isinstance(self.window(), QDialog) else "window"
        painter.fillPath(outside - inside, now.color(ground))
        painter.setPen(now.color("line"))
        painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))


class Panel(QFrame):
    """A bordered box with a head of 36 px and a body without margins.

    Args:
        title: in the head; without one the panel has no head.
        note: small words behind the title.
    """

    def __init__(self, title: str = "", note: str = "", *, ruled: bool = True) -> None:
        super().__init__()
        self.setObjectName("panel")
        outer = QVBoxLayout(self)
        self._outer = outer
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.title = words(title, "panel")
        self.note = words(note, "small")
        self.head = QWidget()
        self._ruled = ruled
        if ruled:
            self.head.setObjectName("head")
        self.head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self.head)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.title)
        self._row.addWidget(self.note)
        self._row.addStretch(1)
        self._leading = 2
        outer.addWidget(self.head)  # first: shown without a parent it would be a window of its own
        self.head.setVisible(bool(title))
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        outer.addLayout(self.body, 1)
        self._corners = tuple(_Corner(self, at) for at in _CORNERS)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.head.setFixedHeight(look().metrics.panel_head)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The corners lie above whatever fills the panel, and keep it round."""
        super().resizeEvent(event)
        for corner in self._corners:
            corner.stand()

    def set_title(self, title: str, note: str = "") -> None:
        """Show other words in the head."""
        self.title.setText(title)
        self.note.setText(note)
        self.head.setVisible(bool(title))

    def add_behind_title(self, *widgets: QWidget) -> None:
        """Put widgets at the left of the head, behind title and note."""
        self.head.show()
        for widget in widgets:
            self._row.insertWidget(self._leading, widget)
            self._leading += 1

    def add_to_head(self, *widgets: QWidget) -> None:
        """Put widgets at the right of the head."""
        for widget in widgets:
            self._row.addWidget(widget)

    def pad(self, left: int = 12, top: int = 12, right: int = 12, bottom: int = 12) -> None:
        """Keep the body away from the border."""
        self.body.setContentsMargins(left, top, right, bottom)

    def foot(self) -> QHBoxLayout:
        """Add a raised foot and return its row."""
        strip = QWidget()
        strip.setObjectName("foot")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        strip.setFixedHeight(look().metrics.dense)
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        self._outer.addWidget(strip)
        return row


class PageHead(QWidget):
    """The head of a page: title, one line under it, actions at the right; 68 px high."""

    def __init__(self, title: str, note: str = "", buttons: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.title = words(title, "title")
        self.note = words(note, "second")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.note)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(column, 1)
        for button in buttons:
            row.addWidget(button)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(look().metrics.page_head)


class Fact(QWidget):
    """One fact of a record head: a small icon and words."""

    def __init__(self, text: str, icon_name: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if icon_name:
            row.addWidget(IconMark(icon_name, size=14))
        row.addWidget(words(text, "small"))


class RecordHead(QWidget):
    """The head of a record: title with actions at the right, and a line of facts."""

    def __init__(self) -> None:
        super().__init__()
        self.title = words("", "title")
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.title, 1)
        top.addLayout(self.buttons)
        self._facts = QHBoxLayout()
        self._facts.setSpacing(20)
        self._column = QVBoxLayout(self)
        column = self._column
        column.setSpacing(0)
        holder = QWidget()
        holder.setLayout(top)
        holder.setFixedHeight(look().metrics.field)
        strip = QWidget()
        self._facts.setContentsMargins(0, 0, 0, 0)
        strip.setLayout(self._facts)
        strip.setFixedHeight(26)
        column.addWidget(holder)
        column.addWidget(strip)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        tight = look().metrics.density == "tight"
        self._column.setContentsMargins(16, 6 if tight else 12, 16, 3 if tight else 4)

    def show_facts(self, title: str, facts: Sequence[QWidget]) -> None:
        """Show another record."""
        self.title.setText(title)
        clear(self._facts)
        for fact in facts:
            self._facts.addWidget(fact)
        self._facts.addStretch(1)


class SkeletonRows(QWidget):
    """Grey still rows while a list is being read."""

    def __init__(self, rows: int = 6) -> None:
        super().__init__()
        self._rows = rows
        self.setAccessibleName(self.tr("Đang đọc danh sách"))

    def sizeHint(self) -> QSize:
        """Rows of 28 px."""
        return QSize(200, self._rows * 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw bars of uneven length where names and figures will stand."""
        painter = QPainter(self)
        colour = look().color("bartrack")
        for row in range(self._rows):
            top = 12 + row * 28
            first = 96 + (row * 52) % 68
            painter.fillRect(12, top, first, 10, colour)
            painter.fillRect(24 + first, top, 80, 10, colour)
            painter.fillRect(self.width() - 72, top, 60, 10, colour)
