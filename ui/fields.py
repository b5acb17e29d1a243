"""What every field has in common: label, hint, states, one message line, Enter and Esc."""

from typing import Any, Literal

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from rules.errors import Problem
from rules.names import clean_name
from ui.icons import icon, pixmap
from ui.states import paint_state
from ui.style import look
from ui.wording import sentence

FieldState = Literal["", "error", "warn", "unknown", "locked"]

ENTER_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and draw the widget anew."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def state_icon(kind: str, size: int = 14) -> QIcon:
    """The shape of a state as an icon in a field."""
    picture = QPixmap(size * 2, size * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_state(painter, QRect(0, 0, size, size), kind)
    painter.end()
    return QIcon(picture)


class MessageLine(QWidget):
    """One line under a field: an icon and a sentence, in the colour of an error or a warning."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(4)
        self._icon = QLabel()
        self._icon.setFixedSize(14, 14)
        self._text = QLabel()
        self._text.setWordWrap(True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    def say(self, text: str, tone: Literal["error", "warn"]) -> None:
        """Show a sentence; an empty one hides the line."""
        self._text.setText(text)
        set_look(self._text, "role", tone)
        name = "triangle-alert" if tone == "error" else "info"
        ink = "bad" if tone == "error" else "warn"
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(pixmap(name, size=14, ink=ink, ratio=ratio))
        self.setVisible(bool(text))

    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()


class Field(QWidget):
    """A labelled input that holds one value.

    Signals:
        changed: the value may be another one (every keystroke).
        settled: the field was left, or Enter was pressed in it, and its text was read.
        next_asked: +1 for Enter, -1 for Shift+Enter; `Form` moves the focus.
    """

    changed = Signal()
    settled = Signal()
    next_asked = Signal(int)

    def __init__(self, name: str, label: str, *, hint: str = "", required: bool = False) -> None:
        super().__init__()
        self.name = name
        self.required = required
        self.state: FieldState = ""
        self._before = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.label = QLabel(label)
        self.label.setProperty("role", "label")
        self.hint = QLabel(hint)
        self.hint.setProperty("role", "hint")
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 4)
        head.setSpacing(8)
        head.addWidget(self.label, 1)
        head.addWidget(self.hint, 0, Qt.AlignmentFlag.AlignRight)
        if label or hint:
            self._column.addLayout(head)
        self.message = MessageLine()

    def _complete(self, editor: QWidget) -> None:
        """Put the editor below its label; called once by the subclass."""
        self._column.addWidget(editor)
        self._column.addWidget(self.message)
        self._column.addStretch(1)
        self.setFocusProxy(editor)
        self.label.setBuddy(editor)
        editor.setAccessibleName(self.label.text())
        editor.setAccessibleDescription(self.hint.text())
        editor.installEventFilter(self)

    # -- what a kind of field says about itself

    def value(self) -> Any:
        """The value held; None when the field is empty or cannot be read."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value and forget errors."""
        raise NotImplementedError

    def text(self) -> str:
        """The text as it stands."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Put other text in, as if typed."""
        raise NotImplementedError

    def typed(self) -> str:
        """What a draft keeps of the field."""
        return self.text()

    def retype(self, kept: str) -> None:
        """Put back what a draft kept."""
        self.set_text(kept)

    def editor(self) -> QWidget:
        """The widget that takes the keys."""
        raise NotImplementedError

    def settle(self) -> bool:
        """Read the text, show its full form, and say whether it can be used."""
        if self.required and not self.text().strip():
            self.show_error(self.tr("Cần điền ô này."))
            return False
        if self.state == "error":
            self.set_state("")
        return True

    # -- states

    def set_state(self, state: FieldState, message: str = "") -> None:
        """Show the field as wrong, worth a look, unknown, locked, or plain."""
        self.state = state
        set_look(self.editor(), "state", state)
        self.message.say(message, "error" if state == "error" else "warn")
        self.editor().setAccessibleDescription(message or self.hint.text())

    def show_error(self, message: str) -> None:
        """Frame the field in red and say why under it; the text stays."""
        self.set_state("error", message)

    def show_warning(self, message: str) -> None:
        """Say what is worth another look; the value is taken all the same."""
        self.set_state("warn", message)

    def clear(self) -> None:
        """Forget what was said about the field."""
        if self.state in {"error", "warn"}:
            self.set_state("")

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Esc takes back what was typed, leaving reads the text."""
        if watched is not self.editor():
            return False
        if isinstance(event, QFocusEvent):
            self._turn_focus(event)
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._leave_undo(event)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _leave_undo(self, event: QKeyEvent) -> bool:
        """Ctrl+Z in a line in which nothing was typed takes back what was last recorded."""
        line = self._line()
        undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
        free = line is not None and (
            (event.matches(undo) and not line.isUndoAvailable())
            or (event.matches(redo) and not line.isRedoAvailable())
        )
        if free:
            event.ignore()
        return free

    def _line(self) -> QLineEdit | None:
        """The line in which letters are typed; None where there is none."""
        editor = self.editor()
        return editor if isinstance(editor, QLineEdit) else None

    def _turn_focus(self, event: QFocusEvent) -> None:
        """Begin or end with the field; a list or another window in between is neither."""
        stays = event.reason() in {
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        }
        typed = self.text() != self._before
        if event.gotFocus() and not (stays and typed):
            self._before = self.text()
            if event.reason() != Qt.FocusReason.MouseFocusReason:
                self._select()
        elif event.lostFocus() and not stays and (typed or self.state == "error"):
            self.settle()
            self.settled.emit()

    def _select(self) -> None:
        """Select what stands there, so that typing replaces it."""

    def _key(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        if Qt.Key(event.key()) in ENTER_KEYS and plain:
            self.press_enter(back=bool(held & Qt.KeyboardModifier.ShiftModifier))
            return True
        if event.key() == Qt.Key.Key_Escape and self.text() != self._before:
            self.set_text(self._before)
            self.clear()
            return True
        return False

    def press_enter(self, *, back: bool) -> None:
        """Read the field and go on; a field that cannot be read keeps the focus."""
        good = self.settle()
        self.settled.emit()
        self._before = self.text()
        if good or back:
            self.next_asked.emit(-1 if back else 1)


class LineField(Field):
    """A field of one line whose text is read into a value and shown in full.

    Args:
        name: the key in a form's values.
        label: the words above.
        hint: short words at the right of the label.
        placeholder: what a filled field looks like.
        required: an empty field is an error.
        small: 28 px high.
        right: figures stand at the right.
    """

    def __init__(
        self,
        name: str,
        label: str = "",
        *,
        hint: str = "",
        placeholder: str = "",
        required: bool = False,
        small: bool = False,
        right: bool = False,
    ) -> None:
        super().__init__(name, label, hint=hint, required=required)
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.setProperty("small", "true" if small else "false")
        if right:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._mark = QLabel(self.line)
        self._mark.hide()
        self._complete(self.line)
        if not label:
            self.line.setAccessibleName(placeholder)
        self.line.textEdited.connect(self._typed)

    def read(self, text: str) -> Any:
        """The value of a text that is not empty.

        Raises:
            Problem: the text cannot be read; its sentence is shown under the field.
        """
        return text

    def show_value(self, value: Any) -> str:
        """The full form of a value."""
        return str(value)

    def editor(self) -> QWidget:
        """The line."""
        return self.line

    def text(self) -> str:
        """The text as it stands."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put other text in, as if typed."""
        self.line.setText(text)
        self.changed.emit()

    def value(self) -> Any:
        """The value of the text now; None when empty or not to be read."""
        text = self.text().strip()
        if not text:
            return None
        try:
            return self.read(text)
        except Problem:
            return None

    def set_value(self, value: Any) -> None:
        """Show a value in full and forget errors."""
        self.line.setText("" if value is None else self.show_value(value))
        self.line.setCursorPosition(0)
        self._before = self.text()
        self.clear()

    def settle(self) -> bool:
        """Read the text and replace it by its full form."""
        if not super().settle():
            return False
        text = self.text().strip()
        if not text:
            self.clear()
            return True
        try:
            self.line.setText(self.show_value(self.read(text)))
        except Problem as problem:
            self.show_error(sentence(problem))
            return False
        return True

    def set_state(self, state: FieldState, message: str = "") -> None:
        """Show a state; a locked field takes no keys, an unknown one says so."""
        super().set_state(state, message)
        self.line.setReadOnly(state == "locked")
        marked = state in {"locked", "unknown"}
        self._mark.setVisible(marked)
        self.line.setTextMargins(22 if marked else 0, 0, 0, 0)
        if marked:
            mark = icon("lock", ink="text2", size=14) if state == "locked" else state_icon(state)
            self._mark.setPixmap(mark.pixmap(14, 14))
            self._mark.setGeometry(11, (field_height(self.line) - 14) // 2, 14, 14)
        if state == "unknown" and not self.text():
            self.line.setPlaceholderText(self.tr("Chưa rõ"))

    def _select(self) -> None:
        self.line.selectAll()

    def _typed(self) -> None:
        if self.state == "error":
            self.set_state("")
        self.changed.emit()


class TextField(LineField):
    """A line of free text, cleaned of stray spaces."""

    def read(self, text: str) -> str:
        """The text with single spaces."""
        return " ".join(text.split())

    def value(self) -> str | None:
        """The text; None when empty."""
        found: str | None = super().value()
        return found


class NameField(TextField):
    """The name of a person, in ordinary capitals."""

    def read(self, text: str) -> str:
        """The name as it is kept."""
        return clean_name(text)


def paint_chevron(widget: QWidget, painter: QPainter) -> None:
    """Draw the open-me mark at the right of a choice."""
    size = 14
    top = (widget.height() - size) / 2
    mark = pixmap("chevron-down", size=size, ink="text2", ratio=widget.devicePixelRatioF())
    inset = 22 if widget.property("small") == "true" else 25
    painter.drawPixmap(QRectF(widget.width() - inset, top, size, size).topLeft(), mark)


def field_height(line: QWidget) -> int:
    """The height of a field now, whether it is shown yet or not."""
    sizes = look().metrics
    return sizes.small_field if line.property("small") == "true" else sizes.field
