"""Choosing among people in a dialog: one of them, or some of them with what they become."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.choices import Choice
from ui.fields import Field
from ui.forms.life.person_rows import PersonLine, PersonRows
from ui.forms.wording import tr
from ui.panels import KeyCap, words
from ui.type_ahead import TypeAhead

_PAGES = {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}
_ARROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PeopleField(Field):
    """What both lists share: a frame around the rows, keys named beside the label."""

    def __init__(self, name: str, label: str, rows: PersonRows, keys: str, does: str) -> None:
        super().__init__(name, "")
        self.view = rows
        self.label.setText(label)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 4)
        head.setSpacing(6)
        head.addWidget(self.label, 1)
        head.addWidget(KeyCap(keys))
        head.addWidget(words(does, "small"))
        frame = QFrame()
        frame.setObjectName("panel")
        frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(rows)
        self._column.addLayout(head)
        self._column.addWidget(frame)
        self._column.addWidget(self.message)
        self.setFocusProxy(rows)
        self.label.setBuddy(rows)
        rows.setAccessibleName(label)
        rows.installEventFilter(self)
        rows.viewport().installEventFilter(self)
        rows.clicked.connect(lambda index: self.pressed(index.row()))

    def put(self, lines: Sequence[PersonLine]) -> None:
        """Show these people."""
        self.view.put(lines)

    def lines(self) -> tuple[PersonLine, ...]:
        """The people shown."""
        return self.view.shown.rows

    def pressed(self, row: int) -> None:
        """A row was pressed."""
        raise NotImplementedError

    def editor(self) -> QWidget:
        """The rows."""
        return self.view

    def set_text(self, text: str) -> None:
        """Choose the ids in a text."""
        self.set_value(text.split())
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc belongs to the dialog: a choice is no typed text; so do the keys of its pages."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            return False
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and Qt.Key(event.key()) in _PAGES
        ):
            QApplication.sendEvent(self.window(), event)
            return True
        if watched is self.view and event.type() == QEvent.Type.KeyPress:
            return isinstance(event, QKeyEvent) and (self.key(event) or self._key(event))
        return super().eventFilter(watched, event)

    def key(self, event: QKeyEvent) -> bool:
        """Take a key that the rows understand."""
        raise NotImplementedError


class OneOf(PeopleField):
    """One of the people shown; the arrows choose at once. Its value is an id, or None."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, PersonRows("one"), "↑ ↓", tr("chọn"))

    def value(self) -> str | None:
        """The id of whom is chosen."""
        return next((line.person_id for line in self.lines() if line.on), None)

    def set_value(self, value: Any) -> None:
        """Choose somebody by id, where they can be chosen."""
        wanted = value[0] if isinstance(value, list) and value else value
        self.view.put(
            [replace(one, on=one.able and one.person_id == wanted) for one in self.lines()]
        )

    def text(self) -> str:
        """The id, to compare."""
        return self.value() or ""

    def put(self, lines: Sequence[PersonLine]) -> None:
        """Show these people; whoever was chosen stays, else the first who can be is."""
        kept = self.value()
        able = [line.person_id for line in lines if line.able]
        chosen = kept if kept in able else next(iter(able), None)
        self.view.put([replace(line, on=line.person_id == chosen) for line in lines])

    def pressed(self, row: int) -> None:
        """Choose the row that was pressed."""
        line = self.lines()[row]
        if line.able:
            self._choose(line.person_id)

    def key(self, event: QKeyEvent) -> bool:
        """Up and down choose."""
        by = _ARROWS.get(Qt.Key(event.key()))
        if by is None:
            return False
        if self.view.step(by) and (line := self.view.current()) is not None:
            self._choose(line.person_id)
        return True

    def _choose(self, person_id: str) -> None:
        if person_id != self.value():
            self.set_value(person_id)
            self.changed.emit()


class SomeOf(PeopleField):
    """Some of the people shown: Space ticks, letters choose the relation. Its value is their ids.

    Args:
        relations: what can be chosen for a person; none where relations are not asked.
        marks: whether some can be left out; without, everybody is.

    Signals:
        related: somebody is to be something else; carries the person's id and the relation's code.
    """

    related = Signal(str, str)

    def __init__(
        self,
        name: str,
        label: str,
        relations: Callable[[PersonLine], Sequence[Choice]] | None = None,
        *,
        marks: bool = True,
    ) -> None:
        does = tr("chọn người") if relations is None else tr("chọn người · gõ chữ: đổi quan hệ")
        keys = tr("Dấu cách")
        if not marks:
            keys, does = "↑ ↓", tr("đến người · gõ chữ: đổi quan hệ")
        super().__init__(name, label, PersonRows("many" if marks else "none"), keys, does)
        self._relations = relations
        self._letters = TypeAhead()

    def value(self) -> tuple[str, ...]:
        """The ids of those ticked, in the order shown."""
        return tuple(line.person_id for line in self.lines() if line.on)

    def set_value(self, value: Any) -> None:
        """Tick exactly these."""
        wanted = set(value or ())
        self.view.put(
            [replace(one, on=one.able and one.person_id in wanted) for one in self.lines()]
        )

    def text(self) -> str:
        """The ids, to compare."""
        return " ".join(self.value())

    def settle(self) -> bool:
        """Somebody must be ticked where the field is required."""
        if self.required and not self.value():
            self.message.say(tr("Cần chọn ít nhất một người."), "error")
            return False
        self.message.say("", "error")
        return True

    def pressed(self, row: int) -> None:
        """Turn the tick of the row that was pressed."""
        line = self.lines()[row]
        if line.able:
            self._turn(line)

    def say_notes(self, notes: Sequence[str]) -> None:
        """Show a few words beside each person shown."""
        rows = zip(self.lines(), notes, strict=True)
        self.view.put([replace(line, note=note) for line, note in rows])

    def say_becomes(self, words_of: Sequence[str]) -> None:
        """Show what each person shown becomes."""
        rows = zip(self.lines(), words_of, strict=True)
        self.view.put([replace(line, becomes=becomes) for line, becomes in rows])

    def _turn(self, line: PersonLine) -> None:
        if self.view.marks == "none":
            return
        ids = set(self.value()) ^ {line.person_id}
        self.set_value([one.person_id for one in self.lines() if one.person_id in ids])
        self.message.say("", "error")
        self.changed.emit()

    def key(self, event: QKeyEvent) -> bool:
        """Up and down go to the next person, Space ticks, letters say what they become."""
        line = self.view.current()
        by = _ARROWS.get(Qt.Key(event.key()))
        if by is not None:
            self._letters.forget()
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._open(line)
            else:
                self.view.step(by)
            return True
        if line is None or not line.able:
            return False
        if event.key() == Qt.Key.Key_Space:
            self._turn(line)
            return True
        return self._letter(event, line)

    def _letter(self, event: QKeyEvent, line: PersonLine) -> bool:
        offered = self._offered(line)
        found = self._letters.press(event, [one.text for one in offered]) if offered else None
        if found is None:
            return False
        if found >= 0:
            self._become(line, offered[found].key)
        return True

    def _offered(self, line: PersonLine | None) -> Sequence[Choice]:
        if self._relations is None or line is None or not line.on or line.becomes is None:
            return ()
        return self._relations(line)

    def _become(self, line: PersonLine, code: str) -> None:
        self.related.emit(line.person_id, code)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press on the box of a row opens what there is to choose."""
        if watched is self.view.viewport():
            if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
                return self._press_box(event.position().toPoint())
            return False
        return super().eventFilter(watched, event)

    def _press_box(self, at: QPoint) -> bool:
        index = self.view.indexAt(at)
        if not index.isValid() or not self.view.box_of(index).contains(at):
            return False
        line = self.lines()[index.row()]
        if not self._offered(line):
            return False
        self.view.setCurrentIndex(index)
        self._open(line)
        return True

    def _open(self, line: PersonLine | None) -> None:
        offered = self._offered(line)
        if line is None or not offered:
            return
        menu = QMenu(self)
        for one in offered:
            action = menu.addAction(one.text)
            action.triggered.connect(lambda _=False, code=one.key: self._become(line, code))
        corner = self.view.box_of(self.view.currentIndex()).bottomLeft()
        menu.popup(self.view.viewport().mapToGlobal(corner))
