"""Pictures of the list narrowed by a filter: households, people, and many changed at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from storage.filters import Filter
from ui.screens.households.many_dialog import ManyDialog
from ui.screens.households.screen import HouseholdsScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPixmap

    from storage import Register
    from ui.window import Window

ONLY = Filter(
    hi=("not_covered", "unknown"),
    youngest=18,
    oldest=60,
    visited="not_visited",
    visited_since=date(2026, 9, 1),
)


def finding_pictures(register: Register, window: Window) -> Iterator[tuple[str, QPixmap]]:
    """The filter with its chips, the same as people, then households marked and changed."""
    window.go("households")
    screen = window.screen_of("households")
    if not isinstance(screen, HouseholdsScreen):
        return
    pane = screen.pane
    pane.open_filter()
    pane.bar.put(ONLY)
    pane.narrow()
    pane.model.mark([0, 1, 3])
    yield "02-bo-loc", _grab(window)
    dialog = ManyDialog(window.session, pane.marked(), window)
    dialog.village.set_value(register.villages.all()[0].id)
    dialog.standing.set_value("near_poor")
    dialog.show()
    QApplication.processEvents()
    yield "02-doi-nhieu-ho", dialog.grab()
    dialog.reject()
    pane.model.set_marks(())
    pane.show_people(people=True)
    yield "02-tung-nguoi", _grab(window)
    pane.clear_filters()


def _grab(window: Window) -> QPixmap:
    for _ in range(3):  # chips break their rows once more when the list has its width
        QApplication.processEvents()
    return window.grab()
