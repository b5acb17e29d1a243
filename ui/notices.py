"""What a page says about itself: banners, and what to do where there is nothing."""

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.buttons import Button
from ui.panels import IconMark, words
from ui.style import look

Tone = Literal["info", "ok", "warn", "bad"]

_ICONS = {"info": "info", "ok": "check", "warn": "triangle-alert", "bad": "triangle-alert"}
_TOKENS = {"info": "accent", "ok": "ok", "warn": "warn", "bad": "bad"}


class Banner(QFrame):
    """One sentence in the page, with one link at the right.

    Signals:
        pressed: the link was pressed.
    """

    pressed = Signal()

    def __init__(
        self, tone: Tone = "info", text: str = "", *, link: str = "", icon_name: str = ""
    ) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(10)
        self._icon = IconMark("info")
        self._text = words("", wrap=True)
        self.link = Button("", kind="link")
        self.link.clicked.connect(self.pressed)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.link)
        self._tone: Tone = tone
        self._name = icon_name
        self.say(text, tone=tone, link=link)
        look().changed.connect(self._dress)

    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()

    def say(self, text: str, *, tone: Tone | None = None, link: str = "") -> None:
        """Show another sentence; an empty one hides the banner."""
        self._tone = tone or self._tone
        self._text.setText(text)
        self.link.setText(link)
        self.link.setVisible(bool(link))
        self.setAccessibleName(text)
        self.setProperty("tone", self._tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._dress()
        self.setVisible(bool(text))

    def _dress(self) -> None:
        self.setMinimumHeight(look().metrics.px(30))
        name = self._name or _ICONS[self._tone]
        self._icon.show_icon(name, _TOKENS[self._tone])


class EmptyState(QWidget):
    """What is missing, what to do, and one button that does it."""

    def __init__(
        self, title: str, text: str = "", *, icon_name: str = "", button: Button | None = None
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(4)
        column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        if icon_name:
            column.addWidget(IconMark(icon_name, size=32, ink="text3"), 0, middle)
            column.addSpacing(6)
        self.title = words(title, "strong", wrap=True)
        self.title.setAlignment(middle)
        self.text = words(text, "small", wrap=True)
        self.text.setAlignment(middle)
        column.addWidget(self.title)
        column.addWidget(self.text)
        if button is not None:
            column.addSpacing(4)
            column.addWidget(button, 0, middle)
        column.addStretch(3)


class FailedState(QWidget):
    """What happened, what is safe, and what to press."""

    def __init__(self, title: str, text: str, buttons: tuple[Button, ...] = ()) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        mark = IconMark("triangle-alert", size=24, ink="bad")
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(words(title, "strong", wrap=True))
        column.addWidget(words(text, "small", wrap=True))
        line = QHBoxLayout()
        line.setContentsMargins(0, 6, 0, 0)
        line.setSpacing(8)
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        row.addLayout(column, 1)
