"""The ring around a focused button: 2 px wide, 2 px outside the button."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.style import look

REACH = 4


class Ring(QWidget):
    """The ring itself, drawn over whatever the button stands on."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look().color("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


class FocusRing(QObject):
    """One ring for the whole program; it follows the focus to any widget with `ringed` set."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around: QWidget | None = None
        self.ring: Ring | None = None

    def follow(self, app: QApplication) -> None:
        """Start watching where the focus goes."""
        app.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self.around(new)

    def around(self, new: QWidget | None) -> None:
        """Stand around this widget, if it wants a ring."""
        if self._around is not None and isValid(self._around):
            self._around.removeEventFilter(self)
        self._around = new if new is not None and new.property("ringed") else None
        if self._around is None:
            self._hide()
            return
        self._around.installEventFilter(self)
        self._place(self._around)

    def _hide(self) -> None:
        # the ring goes with the window it was drawn on, so it may be gone by now
        if self.ring is not None and isValid(self.ring):
            self.ring.hide()

    def _place(self, target: QWidget) -> None:
        host = target.parentWidget()
        if host is None or not target.isVisible():
            self._hide()
            return
        place = self._place_in(host, target)
        while not host.rect().contains(place) and not host.isWindow():
            above = host.parentWidget()
            if above is None:
                break
            host = above
            place = self._place_in(host, target)
        if self.ring is None or not isValid(self.ring):
            self.ring = Ring(host)
        elif self.ring.parentWidget() is not host:
            self.ring.setParent(host)
        self.ring.setGeometry(place)
        self.ring.show()
        self.ring.raise_()

    @staticmethod
    def _place_in(host: QWidget, target: QWidget) -> QRect:
        corner = target.mapTo(host, target.rect().topLeft())
        return QRect(corner, target.size()).adjusted(-REACH, -REACH, REACH, REACH)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay around the button when it moves, and go when it is hidden."""
        if watched is not self._around or self._around is None:
            return False
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show}:
            self._place(self._around)
        elif event.type() == QEvent.Type.Hide:
            self._hide()
        return False
