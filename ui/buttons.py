"""Buttons that say what they do, with their shortcut written inside."""

from typing import Literal

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.style import FontRole, look

Kind = Literal["filled", "plain", "link", "danger"]


def keys_in_words(keys: QKeySequence) -> str:
    """A shortcut as the keyboard names it: Ctrl+P, F6, Delete."""
    return keys.toString(QKeySequence.SequenceFormat.PortableText).replace("Return", "Enter")


class Button(QPushButton):
    """A button of one of four kinds.

    Args:
        text: what pressing it does.
        kind: `filled` for the one next thing to do, `plain`, `danger`, or `link`.
        icon_name: an icon before the words.
        after: an icon behind the words.
        keys: a shortcut to write behind the words when no action carries it.
        small: 28 px high, words of 12 px.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: Kind = "plain",
        icon_name: str = "",
        after: str = "",
        keys: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.kind: Kind = kind
        self.icon_name = icon_name
        self._after = after
        self._keys = keys
        self._small = small
        self._role: FontRole = "small_head" if small else "name"
        self._action: QAction | None = None
        self._hover = False
        self.setAutoDefault(False)
        self.setProperty("ringed", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look().changed.connect(self.updateGeometry)

    @classmethod
    def of(
        cls, action: QAction, *, kind: Kind = "plain", icon_name: str = "", small: bool = False
    ) -> "Button":
        """A button that presses an action and shows its words, shortcut and state."""
        button = cls(action.text(), kind=kind, icon_name=icon_name, small=small)
        button.follow(action)
        return button

    def follow(self, action: QAction) -> None:
        """Press this action from now on, and look as it does."""
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._adopt)
        self._adopt()

    def _adopt(self) -> None:
        if self._action is None:
            return
        self.setText(self._action.text())
        self.setEnabled(self._action.isEnabled())
        self.setToolTip("" if self._action.toolTip() == self.text() else self._action.toolTip())
        self._keys = keys_in_words(self._action.shortcut())
        self.updateGeometry()
        self.update()

    @property
    def shown_keys(self) -> str:
        """The shortcut written in the button; empty when it has none."""
        return self._keys

    def set_keys(self, keys: str) -> None:
        """Write another shortcut behind the words."""
        self._keys = keys
        self.updateGeometry()
        self.update()

    def _pad(self) -> int:
        if self.kind == "link":
            return 0
        return 11 if self._small else 13

    def sizeHint(self) -> QSize:
        """As wide as its words need; never shortened."""
        now = look()
        width = 2 * self._pad() + QFontMetrics(now.font(self._role)).horizontalAdvance(self.text())
        width += 24 if self.icon_name and self.text() else 16 if self.icon_name else 0
        width += 24 if self._after else 0
        if self._keys:
            width += 8 + QFontMetrics(now.font("tiny")).horizontalAdvance(self._keys)
        if self.kind == "link":
            return QSize(width - (2 if self.icon_name else 0), now.metrics.px(20))
        height = now.metrics.small_field if self._small else now.metrics.field
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        """The same as its wish: words in a button are never cut."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Remember whether the pointer is over the button."""
        if event.type() in {QEvent.Type.Enter, QEvent.Type.Leave}:
            self.set_hover(event.type() == QEvent.Type.Enter)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter alone presses the button that has the keys, as Space does; Ctrl+Enter does not."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and plain and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def set_hover(self, over: bool) -> None:
        """Show the button as it is under the pointer."""
        self._hover = over
        self.update()

    def _colours(self) -> tuple[str | None, str | None, str, str]:
        """Ground, border, words and shortcut, as tokens."""
        if self.kind == "link":
            return None, None, "link" if self.isEnabled() else "text3", "text3"
        if not self.isEnabled():
            return "raised", "line", "text3", "text3"
        if self.kind == "filled":
            ground = "accentp" if self.isDown() else "accenth" if self._hover else "accent"
            return ground, None, "onaccent", "onaccent"
        if self.kind == "danger":
            border = "bad" if self._hover or self.isDown() else "badline"
            return "badtint" if self.isDown() else "surface", border, "bad", "bad"
        border = "text2" if self._hover or self.isDown() else "lines"
        return "raised" if self._hover or self.isDown() else "surface", border, "text", "text3"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon, words and shortcut."""
        ground, border, words, keys = self._colours()
        now = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ground:
            painter.setBrush(now.color(ground))
            painter.setPen(now.color(border or ground))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        left = self._pad()
        spare = self.width() - self.sizeHint().width()
        if spare > 0 and self.kind != "link":
            left += spare // 2
        middle = self.height() / 2
        if self.icon_name:
            size = 14 if self.kind == "link" else 16
            paint_icon(
                painter, QRect(left, round(middle - size / 2), size, size), self.icon_name, words
            )
            left += 24 if self.kind != "link" else 22
        left = self._write(painter, left, self._role, self.text(), words)
        if self._after:
            paint_icon(painter, QRect(left + 8, round(middle - 8), 16, 16), self._after, words)
            left += 24
        if self._keys:
            if self.kind == "filled":
                painter.setOpacity(0.85)
            self._write(painter, left + 8, "tiny", self._keys, keys)

    def _write(self, painter: QPainter, left: int, role: FontRole, text: str, ink: str) -> int:
        font = look().font(role)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(look().color(ink))
        base = (self.height() + metrics.ascent() - metrics.descent()) / 2
        painter.drawText(left, round(base), text)
        return left + metrics.horizontalAdvance(text)
