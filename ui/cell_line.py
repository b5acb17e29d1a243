"""The one line that stands in the current cell and takes the keys."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.copying import is_of_practice, pasted_text
from ui.fields import ENTER_KEYS
from ui.practice import in_practice

_STAYS = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}


class CellLine(QLineEdit):
    """A line whose keys go from cell to cell.

    Signals:
        moved: Enter, Tab or an arrow; carries the steps to the right and down.
        next_row: `+` was pressed: the next line begins.
        stepped: an arrow up or down; carries the step.
        restored: Esc gave back what stood in the cell.
        repeat: Ctrl+' takes what stands above.
        pasted: cells of a spreadsheet came from the clipboard; carries the text.
        refused: what was to be pasted was copied in a practice register, and this is a real one.
        left: the keys went elsewhere.
    """

    moved = Signal(int)
    next_row = Signal()
    stepped = Signal(int)
    restored = Signal()
    repeat = Signal()
    pasted = Signal(str)
    refused = Signal()
    left = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.before = ""
        self.takes_plus = False  # a telephone number may begin with it
        self.setFrame(False)
        self.hide()

    def show_text(self, text: str) -> None:
        """Begin with a cell: all of it is selected, so that typing replaces it."""
        self.before = text
        self.setText(text)
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z in a cell in which nothing was typed takes back what was last recorded."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._free_undo(event):
                event.ignore()
                return False
            tabs = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
            step = tabs.get(Qt.Key(event.key()))
            if event.type() == QEvent.Type.KeyPress and step:
                self.moved.emit(step)
                return True
        return super().event(event)

    def _free_undo(self, event: QKeyEvent) -> bool:
        undo = event.matches(QKeySequence.StandardKey.Undo)
        redo = event.matches(QKeySequence.StandardKey.Redo)
        return (undo and not self.isUndoAvailable()) or (redo and not self.isRedoAvailable())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that leave the cell leave it; all others are typed."""
        if not self._walks(event) and not self._does(event):
            super().keyPressEvent(event)

    def _walks(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in ENTER_KEYS and held == Qt.KeyboardModifier.ShiftModifier:
            self.moved.emit(-1)
        elif key in ENTER_KEYS and not held:
            self.moved.emit(1)
        elif held:
            return False
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Left and self._at(0):
            self.moved.emit(-1)
        elif key == Qt.Key.Key_Right and self._at(len(self.text())):
            self.moved.emit(1)
        else:
            return False
        return True

    def _at(self, place: int) -> bool:
        """Whether an arrow would leave the text: at its end, or while all of it is selected."""
        whole = self.selectedText() == self.text()
        return whole or (not self.hasSelectedText() and self.cursorPosition() == place)

    def _does(self, event: QKeyEvent) -> bool:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.text() == "+" and not (self.takes_plus and self.selectedText() == self.text()):
            self.next_row.emit()
        elif control and event.key() in {Qt.Key.Key_Apostrophe, Qt.Key.Key_QuoteDbl}:
            self.repeat.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text() != self.before:
            self.show_text(self.before)
            self.restored.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            if is_of_practice() and not in_practice(self):
                self.refused.emit()
                return True
            text = pasted_text()
            if "\t" not in text and "\n" not in text.strip():
                return False
            self.pasted.emit(text)
        else:
            return False
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The cell is read when the keys go elsewhere in the window."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()
