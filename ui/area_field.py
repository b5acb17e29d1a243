"""A field of several lines, for a text that is one paragraph on paper."""

from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.fields import Field
from ui.style import look

_LINE = 20


class AreaField(Field):
    """A text that is longer than a line; Enter goes on as in every field.

    Args:
        lines: how many are seen at once.
    """

    def __init__(self, name: str, label: str, *, lines: int = 3, hint: str = "") -> None:
        super().__init__(name, label, hint=hint)
        self.area = QPlainTextEdit()
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(look().metrics.px(_LINE) * lines + 14)
        self._complete(self.area)
        self.area.textChanged.connect(self._typed)

    def editor(self) -> QWidget:
        """The area."""
        return self.area

    def text(self) -> str:
        """The text as it stands."""
        return self.area.toPlainText()

    def set_text(self, text: str) -> None:
        """Put other text in, as if typed."""
        self.area.setPlainText(text)

    def value(self) -> str | None:
        """The text with single spaces; None when empty."""
        return " ".join(self.text().split()) or None

    def set_value(self, value: Any) -> None:
        """Show a text and forget errors."""
        self.area.setPlainText(str(value or ""))
        self._before = self.text()
        self.clear()

    def _typed(self) -> None:
        if self.state == "error":
            self.set_state("")
        self.changed.emit()
