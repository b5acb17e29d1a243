"""A scanner is a keyboard: cards and sheets scanned anywhere are told from what a hand types."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from shiboken6 import isValid

from rules import household_codes
from rules.citizen_card import split_scan
from rules.errors import RuleError
from storage.plans import read_code
from ui.fields import ENTER_KEYS

GAP = 60  # milliseconds between two keys: a scanner is faster, a hand slower
_LONG = 30  # characters; shorter runs are no card
# What a scan can begin with: a personal id and a bar, the code of a household sheet or of a route.
_BEGINS = re.compile(r"\d{1,12}|\d{12}\|.*|#[0-9A-Za-z]{0,6}|#[Rr]\d{0,9}(-\d{0,2})?")
_SHEET = re.compile(r"#[0-9A-Za-z]{6}")


@dataclass(slots=True)
class _Run:
    """Keys that came fast after each other in a line, and what stood there before."""

    line: QLineEdit
    before: str
    cursor: int
    typed: str = ""


class Scanner(QObject):
    """Listens where the keys go; what is scanned never stays in the field that had them.

    In a line the keys are let through, and what stood there is put back when they turn out to be
    a scan: so a card that was pasted, or that a typing program composed, is known too. Elsewhere
    keys that may begin a scan are held for a moment: a button would be pressed by its spaces.

    Args:
        gap: milliseconds between two keys of a scanner, at most.

    Signals:
        card: a citizen's card was scanned; carries its text.
        sheet: a household sheet or a route sheet was scanned; carries its code.
    """

    card = Signal(str)
    sheet = Signal(str)

    def __init__(self, parent: QObject | None = None, *, gap: int = GAP) -> None:
        super().__init__(parent)
        self._gap = gap
        self._at: QWidget | None = None
        self._run: _Run | None = None
        self._held: list[QKeyEvent] = []
        self._replaying = False
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(gap)
        self._timer.timeout.connect(self._let_go)

    def follow(self, app: QApplication) -> None:
        """Listen wherever the focus is from now on."""
        app.focusChanged.connect(self._moved)
        self._moved(None, app.focusWidget())

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self.listen_at(new if self._is_ours(new) else None)

    def _is_ours(self, widget: QWidget | None) -> bool:
        """Whether a widget is in the window this scanner belongs to, or in a dialog over it."""
        while widget is not None and widget is not self.parent():
            widget = widget.parentWidget()
        return widget is not None

    def listen_at(self, widget: QWidget | None) -> None:
        """Listen at this widget; the filter set last is asked first."""
        self._let_go()
        self._run = None
        if self._at is not None and isValid(self._at):
            self._at.removeEventFilter(self)
        self._at = widget
        if widget is not None:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear the keys; true for those that are held or were the end of a scan."""
        if watched is not self._at or self._replaying:
            return False
        line = _line_of(self._at)
        if isinstance(event, QInputMethodEvent):
            if line is not None and event.commitString():
                self._note(line, event.commitString())
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            if self._held and not _is_plain(event):
                self._let_go()  # a shortcut comes after what was typed before it
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        return self._in_line(line, event) if line is not None else self._elsewhere(event)

    # -- in a line

    def _note(self, line: QLineEdit, text: str) -> None:
        fast = self._clock.restart() <= self._gap
        if self._run is None or not fast or self._run.line is not line:
            self._run = _Run(line, line.text(), line.cursorPosition())
        self._run.typed += text

    def _in_line(self, line: QLineEdit, event: QKeyEvent) -> bool:
        if Qt.Key(event.key()) not in ENTER_KEYS:
            if _is_plain(event) and event.text().isprintable() and event.text():
                self._note(line, event.text())
            return False
        at = line.cursorPosition()
        before, card = split_scan(line.text()[:at])
        run, self._run = self._run, None
        fast = run is not None and run.line is line and self._clock.elapsed() <= self._gap
        if card:
            scanned = fast and run is not None and len(run.typed) >= _LONG
            _put_back(line, run if scanned else None, before + line.text()[at:])
            self.card.emit(card)
            return True
        code = _code(run.typed) if fast and run is not None else ""
        if code:
            _put_back(line, run, "")
            self.sheet.emit(code)
        return bool(code)

    # -- where letters are no text

    def _elsewhere(self, event: QKeyEvent) -> bool:
        if Qt.Key(event.key()) in ENTER_KEYS:
            return self._ended()
        if self._held and not event.text():
            return Qt.Key(event.key()) == Qt.Key.Key_Shift  # of a capital that follows
        text = self._text() + event.text()
        if not event.text() or not _is_plain(event) or not _BEGINS.fullmatch(text):
            self._let_go()
            return False
        self._held.append(_copy(event))
        self._timer.start()
        return True

    def _text(self) -> str:
        return "".join(event.text() for event in self._held)

    def _ended(self) -> bool:
        """Enter: the end of a scan, or a key like any other."""
        text = self._text()
        card, code = split_scan(text)[1], _code(text)
        if not card and not code:
            self._let_go()
            return False
        self._timer.stop()
        self._held.clear()
        if card:
            self.card.emit(card)
        else:
            self.sheet.emit(code)
        return True

    def _let_go(self) -> None:
        """No scan: the keys go where they were meant to."""
        self._timer.stop()
        held, self._held = self._held, []
        if not held or self._at is None or not isValid(self._at):
            return
        self._replaying = True
        try:
            for event in held:
                QApplication.sendEvent(self._at, event)
        finally:
            self._replaying = False


def _line_of(widget: QWidget | None) -> QLineEdit | None:
    """The line in which the keys of a widget are typed; None where they are no text."""
    if isinstance(widget, QComboBox):
        return widget.lineEdit()
    return widget if isinstance(widget, QLineEdit) else None


def _copy(event: QKeyEvent) -> QKeyEvent:
    """The same key once more, ours to keep: Qt takes its own away when it has been delivered."""
    made = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
    made.setTimestamp(event.timestamp())
    return made


def _is_plain(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return not held & ~Qt.KeyboardModifier.ShiftModifier


def _code(text: str) -> str:
    if text.startswith("#") and read_code(text) is not None:
        return text
    if not _SHEET.fullmatch(text):
        return ""
    try:
        return household_codes.read(text)
    except RuleError:
        return ""


def _put_back(line: QLineEdit, run: _Run | None, before: str) -> None:
    """Let the line stand as it stood before the scan, and tell whoever follows its text."""
    line.setText(run.before if run is not None else before)
    if run is not None:
        line.setCursorPosition(run.cursor)
    line.textEdited.emit(line.text())
