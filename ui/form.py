"""Fields together: values in and out, what was changed, and which field a problem is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractButton

from rules.errors import Problem
from ui.fields import Field
from ui.wording import sentence


class Form(QObject):
    """Fields in the order a paper form is read; Enter walks through them.

    On the last field Enter presses the filled button, if every field can be used.

    It lives as long as its filled button or first field, whoever else keeps it.

    Signals:
        changed: some value may be another one.
        submitted: the filled button was pressed and every field can be used.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(
        self, fields: Sequence[Field], filled: QAbstractButton | None = None, parent: Any = None
    ) -> None:
        super().__init__(parent or filled or (fields[0] if fields else None))
        self.fields: dict[str, Field] = {}
        self.order: list[Field] = []
        self._filled = filled
        self._saved: dict[str, Any] = {}
        for field in fields:
            self.add(field)
        if filled is not None:
            filled.clicked.connect(self.submit)
        self.mark_saved()

    def add(self, field: Field) -> None:
        """Put one more field at the end of the order."""
        self.fields[field.name] = field
        self.order.append(field)
        field.changed.connect(self.changed)
        field.next_asked.connect(self._go)

    def __getitem__(self, name: str) -> Field:
        return self.fields[name]

    def values(self) -> dict[str, Any]:
        """The value of every field by name; None for an empty one."""
        return {name: field.value() for name, field in self.fields.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these values, and take them as what was saved."""
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].set_value(value)
        self.mark_saved()
        self.changed.emit()

    def typed(self) -> dict[str, Any]:
        """What stands in every field, in plain values, as a draft keeps it."""
        return {name: field.typed() for name, field in self.fields.items()}

    def retype(self, kept: Mapping[str, Any]) -> None:
        """Put a draft back into the fields."""
        for name, text in kept.items():
            if name in self.fields:
                self.fields[name].retype(text)

    def mark_saved(self) -> None:
        """Take the values now as what was saved."""
        self._saved = {name: field.text() for name, field in self.fields.items()}

    @property
    def dirty(self) -> bool:
        """Whether anything was typed that is not saved."""
        return any(field.text() != self._saved.get(n) for n, field in self.fields.items())

    def settle(self) -> bool:
        """Read every field; the first that cannot be used gets the focus."""
        wrong = [field for field in self._usable() if not field.settle()]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def submit(self) -> None:
        """Send `submitted` when every field can be used."""
        if self.settle():
            self.submitted.emit()

    def show_problem(self, problem: Problem) -> bool:
        """Say a problem beside the field that its facts name.

        Returns:
            False when no field is named; the caller shows a banner then.
        """
        named = problem.facts.get("field")
        field = self.fields.get(str(named)) if named else None
        if field is None:
            found = [n for n in problem.facts if n in self.fields]
            field = self.fields[found[0]] if found else None
        if field is None:
            return False
        field.show_error(sentence(problem))
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def start(self) -> None:
        """Put the focus into the first field that takes keys."""
        usable = self._usable()
        if usable:
            usable[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _usable(self) -> list[Field]:
        return [
            field
            for field in self.order
            if field.state != "locked" and field.isEnabled() and not field.isHidden()
        ]

    def _go(self, step: int) -> None:
        usable = self._usable()
        sender = self.sender()
        at = usable.index(sender) + step if sender in usable else 0
        if 0 <= at < len(usable):
            usable[at].setFocus(Qt.FocusReason.TabFocusReason)
        elif step > 0:
            if self._filled is not None and self._filled.isEnabled():
                self._filled.click()
            elif self._filled is None:
                self.submit()
