"""The panel that shows long work: how far it is, how long it may take, and how to stop it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from rules.money import dong
from ui.buttons import Button
from ui.dialogs import NARROW, Scrim
from ui.jobs import Doing, Jobs
from ui.panels import Panel, words


class JobPanel(QWidget):
    """Stands over the window while a work takes long; Esc or “Dừng” stops the work."""

    def __init__(self, jobs: Jobs, over: QWidget) -> None:
        super().__init__(over)
        self._jobs = jobs
        self._over = over
        self._scrim: Scrim | None = None
        self._before: QWidget | None = None
        self._panel = Panel()
        self._panel.pad(16, 14, 16, 14)
        self.title = words("", "name")
        self.count = words("", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.left = words("", "small")
        self.stop = Button(self.tr("Dừng"), icon_name="x", keys=self.tr("Esc"), small=True)
        self.stop.clicked.connect(jobs.cancel)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.count)
        below = QHBoxLayout()
        below.addWidget(self.left, 1)
        below.addWidget(self.stop)
        self._panel.body.setSpacing(8)
        self._panel.body.addLayout(top)
        self._panel.body.addWidget(self.bar)
        self._panel.body.addLayout(below)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._panel)
        self.hide()
        over.installEventFilter(self)
        jobs.slow.connect(self._start)
        jobs.progressed.connect(self.show_doing)
        jobs.finished.connect(self._end)

    def _start(self, doing: Doing) -> None:
        self._before = QApplication.focusWidget()
        self._scrim = Scrim(self._over)
        self.show_doing(doing)
        self._place()
        self.show()
        self.raise_()
        self.stop.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> None:
        width = min(NARROW, self._over.width() - 32)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((self._over.width() - width) // 2, (self._over.height() - self.height()) // 2)

    def show_doing(self, doing: Doing) -> None:
        """Show how far the work is."""
        self.title.setText(doing.title)
        self.bar.setMaximum(doing.total or 0)
        self.bar.setValue(doing.done)
        count = self.tr("{done} trong {total}")
        self.count.setText(
            count.format(done=dong(doing.done), total=dong(doing.total)) if doing.total else ""
        )
        if doing.seconds is None:
            self.left.setText("")
        elif doing.seconds < 60:
            text = self.tr("Còn khoảng {seconds} giây.")
            self.left.setText(text.format(seconds=max(doing.seconds, 1)))
        else:
            text = self.tr("Còn khoảng {minutes} phút.")
            self.left.setText(text.format(minutes=round(doing.seconds / 60)))

    def _end(self) -> None:
        if self._scrim is not None:
            self._scrim.deleteLater()
            self._scrim = None
        had = self.stop.hasFocus()
        self.hide()
        if had and self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops the work."""
        if event.key() == Qt.Key.Key_Escape:
            self._jobs.cancel()
            return
        super().keyPressEvent(event)
