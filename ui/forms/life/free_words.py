"""A field in which usual words are offered and any other can be typed."""

from typing import Any

from rules.names import fold
from ui.choices import Choice, ChoiceEdit


class FreeWords(ChoiceEdit):
    """Words chosen or typed; its value is the text, None when empty."""

    def __init__(self, name: str, label: str, usual: list[str], *, hint: str = "") -> None:
        offered = [Choice(text, text) for text in dict.fromkeys(usual)]
        super().__init__(name, label, offered, typed=True, empty=hint)
        self.set_value(None)

    def value(self) -> str | None:
        """The text as it stands."""
        return " ".join(self.text().split()) or None

    def set_value(self, value: Any) -> None:
        """Show a text."""
        super().set_value(value)
        if value and self.box.isEditable():
            self.box.setEditText(str(value))

    def settle(self) -> bool:
        """Any words will do; those that begin a usual one mean it."""
        typed = fold(self.text()).strip()
        usual = (one.key for one in self.matching(self.text()) if one.key)
        found = next((one for one in usual if typed and fold(one).startswith(typed)), None)
        if found is not None:
            self.set_value(found)
            self.changed.emit()
        self.clear()
        return True
