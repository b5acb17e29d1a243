"""Dialogs over the page: title in the body, buttons in a raised foot, the filled one right-most."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from storage.practice import MARK
from ui.buttons import Button
from ui.form import Form
from ui.panels import KeyCap, words
from ui.practice import in_practice, practice_chip
from ui.style import look

NARROW = 560
WIDE = 800


@runtime_checkable
class GivesHelp(Protocol):
    """A window that opens help over a dialog of its own."""

    def help_over(self, dialog: QWidget) -> None:
        """Open the page about the dialog."""


class Scrim(QWidget):
    """The veil over a window while a dialog is open: `text` at 34 %."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
        self.setGeometry(over.rect())
        over.installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the veil, dark in both themes."""
        now = look()
        veil = QColor(now.color("text" if now.tokens.name == "light" else "desk"))
        veil.setAlphaF(0.34 if now.tokens.name == "light" else 0.6)
        QPainter(self).fillRect(self.rect(), veil)


class Dialog(QDialog):
    """A dialog of 560 px, or 800 with a before and after.

    Args:
        title: the question or the act, in the body.
        text: one or two sentences under it.
        filled: the words of the filled button.
        cancel: the words of the button that leaves everything as it is.
        parent: the window it stands over.
        wide: 800 px.
        foot_note: small words at the left of the foot, such as how to take it back.
        danger: Enter is the answer that loses nothing.
    """

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        filled: str = "",
        cancel: str = "",
        parent: QWidget | None = None,
        wide: bool = False,
        foot_note: str = "",
        danger: bool = False,
    ) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setModal(True)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._scrim: Scrim | None = None
        frame = QFrame(self)
        frame.setObjectName("dialog")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        outer = QVBoxLayout(frame)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(20, 16, 20, 12)
        inner.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(words(title, "heading", wrap=True), 1)
        if in_practice(parent):
            self.setWindowTitle(f"{MARK} – {title}")
            head.addWidget(practice_chip(), 0, Qt.AlignmentFlag.AlignTop)
        self.help_cap = KeyCap("F1")
        self.help_cap.setToolTip(self.tr("Trợ giúp"))
        self.help_cap.setVisible(self._helper() is not None)
        head.addWidget(self.help_cap, 0, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(head)
        if text:
            inner.addWidget(words(text, "second", wrap=True))
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 6, 0, 0)
        self.body.setSpacing(9)
        inner.addLayout(self.body)
        outer.addLayout(inner)
        self.filled = Button(filled, kind="filled", keys=self.tr("Enter"))
        self.cancel = Button(cancel or self.tr("Không"), keys=self.tr("Esc"))
        outer.addWidget(self._make_foot(foot_note, shown=bool(filled)))
        self.filled.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.help)
        first = self.cancel if danger or not filled else self.filled
        first.setDefault(True)
        if danger:
            self.filled.set_keys("")
            self.cancel.set_keys(self.tr("Enter"))
        self.setFixedWidth(min(WIDE if wide else NARROW, parent.width() if parent else WIDE))

    def _make_foot(self, note: str, *, shown: bool) -> QWidget:
        foot = QWidget()
        foot.setObjectName("foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setFixedHeight(look().metrics.px(57))
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(8)
        row.addWidget(words(note, "small", wrap=True), 1)
        self.extra = QHBoxLayout()
        self.extra.setSpacing(8)
        row.addLayout(self.extra)
        row.addWidget(self.cancel)
        row.addWidget(self.filled)
        self.filled.setVisible(shown)
        return foot

    def help(self) -> None:
        """Open help about this dialog over it, where its window has help."""
        helper = self._helper()
        if helper is not None:
            helper.help_over(self)

    def _helper(self) -> GivesHelp | None:
        """The window far below that has help."""
        over: QWidget | None = self.parentWidget()
        while over is not None and not isinstance(over, GivesHelp):
            over = over.parentWidget()
        return over

    def hold(self, form: Form) -> None:
        """Accept only when every field of a form made with `self.filled` can be used."""
        self.filled.clicked.disconnect(self.accept)
        form.submitted.connect(self.accept)

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the veil and stand in the middle of the window."""
        over = self.parentWidget()
        if over is not None and self._scrim is None and self.isWindow():
            window = over.window()
            self._scrim = Scrim(window)
            self.adjustSize()
            middle = window.mapToGlobal(window.rect().center())
            self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)
        super().showEvent(event)

    def done(self, result: int) -> None:
        """Take the veil away."""
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the default button, wherever the focus is."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            chosen = self.cancel if self.cancel.isDefault() else self.filled
            chosen.click()
            return
        super().keyPressEvent(event)


def ask(
    parent: QWidget, title: str, text: str, *, filled: str, cancel: str = "", danger: bool = False
) -> bool:
    """Ask one question over a window; only where undo cannot take the act back."""
    dialog = Dialog(title, text, filled=filled, cancel=cancel, parent=parent, danger=danger)
    return dialog.exec() == QDialog.DialogCode.Accepted
