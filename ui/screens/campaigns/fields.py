"""Fields of Truyền thông: counts that may be unknown, and times of the day typed short."""

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QWidget

from rules.errors import RuleError
from rules.money import dong
from ui.fields import LineField

_TIME = re.compile(r"(\d{1,2})(?:\s*[:hg.]\s*(\d{0,2})|(\d{2}))?", re.IGNORECASE)
_HOURS, _MINUTES = 23, 59
_MOST_DIGITS = 7


class CountEdit(LineField):
    """A whole number from 0 on; empty is not known."""

    def __init__(self, name: str, label: str = "", **more: Any) -> None:
        super().__init__(name, label, right=True, **more)

    def read(self, text: str) -> int:
        """The number.

        Raises:
            RuleError: bad_count (value).
        """
        digits = text.replace(".", "").replace(" ", "")
        if not digits.isdecimal() or len(digits) > _MOST_DIGITS:
            raise RuleError("bad_count", value=text)
        return int(digits)

    def show_value(self, value: Any) -> str:
        """The number with points between thousands."""
        return dong(int(value))

    def value(self) -> int | None:
        """The number; None where it is not known."""
        found: int | None = super().value()
        return found


class TimeEdit(LineField):
    """A time of the day: `1930`, `19h30` and `19` become 19:30 and 19:00."""

    def read(self, text: str) -> str:
        """The time as 19:30.

        Raises:
            RuleError: bad_time (value).
        """
        found = _TIME.fullmatch(text.strip())
        hours = int(found[1]) if found else _HOURS + 1
        minutes = int((found[2] or found[3] or "0") if found else "0")
        if hours > _HOURS or minutes > _MINUTES:
            raise RuleError("bad_time", value=text)
        return f"{hours:02d}:{minutes:02d}"

    def value(self) -> str | None:
        """The time; None where it is not known."""
        found: str | None = super().value()
        return found


def in_a_row(*widgets: QWidget, widths: Sequence[int] = ()) -> QHBoxLayout:
    """Fields side by side; a width of 0 takes what is left."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for widget, width in zip(widgets, widths or [0] * len(widgets), strict=True):
        if width:
            widget.setFixedWidth(width)
        row.addWidget(widget, 0 if width else 1)
    return row


def grows(dialog: QWidget) -> None:
    """Let a dialog grow with the sentence under a field, so that nothing lies over another."""
    layout = dialog.layout()
    if isinstance(layout, QBoxLayout):
        layout.addStrut(dialog.minimumWidth())  # the constraint would let it become narrow
        layout.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
