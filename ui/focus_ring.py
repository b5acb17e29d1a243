"""The ring around a focused button: 2 px wide, 2 px outside the button."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from ui.style import look

REACH = 4


class FocusRing(QWidget):
    """One ring for the whole program; it follows the focus to any widget with `ringed` set."""

    def __init__(self) -> None:
        super().__init__()
        self._around: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def follow(self, app: QApplication) -> None:
        """Start watching where the focus goes."""
        app.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self.around(new)

    def around(self, new: QWidget | None) -> None:
        """Stand around this widget, if it wants a ring."""
        if self._around is not None:
            self._around.removeEventFilter(self)
            self._around = None
        if new is None or not new.property("ringed"):
            self.hide()
            self.setParent(None)
            return
        self._around = new
        new.installEventFilter(self)
        new.destroyed.connect(self._forget)
        self._place()

    def _forget(self) -> None:
        self._around = None

    def _place(self) -> None:
        target = self._around
        if target is None or not target.isVisible():
            self.hide()
            return
        host = target.parentWidget()
        while host is not None:
            ring = QRect(target.mapTo(host, target.rect().topLeft()), target.size())
            ring.adjust(-REACH, -REACH, REACH, REACH)
            if host.rect().contains(ring) or host.isWindow() or host.parentWidget() is None:
                self.setParent(host)
                self.setGeometry(ring)
                self.show()
                self.raise_()
                return
            host = host.parentWidget()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay around the button when it moves, and go when it is hidden."""
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show}:
            self._place()
        elif event.type() == QEvent.Type.Hide:
            self.hide()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look().color("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
