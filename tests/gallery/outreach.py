"""Vận động: the list with some households on the route, what narrows it, and how it is ordered."""

from collections.abc import Iterator
from datetime import date, timedelta

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from storage.plans import PlanLine
from ui.screens.outreach import OutreachScreen
from ui.screens.outreach.trip_dialogs import CrewDialog, PickDialog, PlansDialog, Wish
from ui.screens.outreach.weights import WeightsDialog
from ui.window import Window

_LINES = (
    PlanLine(
        "2", "R261102", date(2026, 11, 28), "afternoon", "", ("Thôn Đông", "Thôn Tây", "Bến Đò"),
        ("Mai Thị Lành", "Tống Thị Mận"), 40, 0,
    ),
    PlanLine(
        "1", "R261101", date(2026, 11, 14), "day", "", ("Thôn Đông",), ("Vi Văn Tuất",), 24, 11
    ),
)  # fmt: skip


def _trip(window: Window, screen: OutreachScreen) -> Iterator[tuple[str, QPixmap]]:
    """Two ways through the villages, and what is asked for a trip."""
    register = window.session.register
    staff = register.staff.all()
    screen.model.mark(range(4, 14))
    crew = tuple(one.id for one in staff[:2])
    screen.desk.route.go_with(crew)
    screen.desk.route.share(2)
    screen.desk.show()
    screen.desk.panel.focus_stops()
    QApplication.processEvents()
    yield "03-van-dong-tuyen", window.grab()
    today = window.session.today()
    for name, dialog in (
        ("nguoi-di", CrewDialog(staff, crew, apart=True, over=window)),
        ("chon-giup", PickDialog(Wish(40, 2, today + timedelta(days=7)), today, 161, window)),
        ("tuyen-da-lap", PlansDialog(lambda: _LINES, lambda _line: False, window)),
    ):
        dialog.show()
        QApplication.processEvents()
        yield f"03-van-dong-{name}", dialog.grab()
        dialog.close()
    screen.desk.begin()
    screen.model.mark(range(4))


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
    yield from _trip(window, screen)
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
