"""Vận động: the list with some households on the route, what narrows it, and how it is ordered."""

from collections.abc import Iterator

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from ui.screens.outreach import OutreachScreen
from ui.screens.outreach.weights import WeightsDialog
from ui.window import Window


def outreach_pictures(window: Window) -> Iterator[tuple[str, QPixmap]]:
    """The screen, and what opens over it."""
    window.go("outreach")
    screen = window.screen_of("outreach")
    if not isinstance(screen, OutreachScreen):
        return
    screen.model.mark(range(4))
    screen.list.setCurrentIndex(screen.model.index(2, 0))
    QApplication.processEvents()
    yield "03-van-dong", window.grab()
    screen.open_filter()
    QApplication.processEvents()
    yield "03-van-dong-loc", window.grab()
    screen.list.setFocus()
    dialog = WeightsDialog(window.session.register.outreach.weights.all(), window)
    dialog.show()
    QApplication.processEvents()
    yield "03-van-dong-cach-xep", dialog.grab()
    dialog.close()
    screen.chosen.set(())
