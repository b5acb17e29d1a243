"""Tổng quan and Chỉ tiêu with targets of a made-up year, and what opens over them."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from storage import Register
from storage.targets import Period, Resolution
from ui.queries import Query
from ui.screens.targets import TargetsScreen
from ui.screens.targets.spread_dialog import SpreadDialog
from ui.screens.targets.tally_dialog import TallyDialog
from ui.screens.targets.target_dialog import Asked, TargetDialog
from ui.window import Window


def give_targets(register: Register, on: date) -> None:
    """Set the targets of a year, once."""
    year = Period.of_year(on.year)
    if register.targets.of(year):
        return
    decided = Resolution("15/NQ-HĐND", date(on.year - 1, 12, 19))
    targets = register.targets
    with register.change("Giao chỉ tiêu"):
        for name, rate in (("hi", Fraction(9, 10)), ("hi_pupils", Fraction(1))):
            targets.set(name, year, "commune", on=on, rate=rate, resolution=decided)
        for name, goal in (("vsi", 60), ("visits", 260)):
            targets.set(name, year, "commune", on=on, goal=goal, resolution=decided)
        for target in targets.of(year, level="commune"):
            targets.spread(target, targets.shares(target, "not_covered", on=on))
        for place, one in enumerate(register.staff.all("collector")):
            targets.set("hi_new", year, "collector", one.id, on=on, goal=6 + 4 * place)


def targets_pictures(register: Register, window: Window) -> Iterator[tuple[str, QPixmap]]:
    """The screen, and what opens over it."""
    give_targets(register, window.session.today())
    window.go("overview")
    QApplication.processEvents()
    yield "01-tong-quan", window.grab()
    window.open(Query("targets"))
    page = window.screen_of("targets")
    if not isinstance(page, TargetsScreen) or page.found is None:
        return
    QApplication.processEvents()
    yield "15-chi-tieu", window.grab()
    target = page.found.villages.total.target
    line = page.table.line()
    if target is not None and line is not None:
        page.open_line(line)
        yield "15-chi-tieu-danh-sach", window.grab()
        page.hide_records()
        over = (
            ("chia", SpreadDialog(window.session, target, window)),
            ("giao", TargetDialog(window.session, Asked("hi", page.period), window)),
            ("thang", TallyDialog(window.session, "hi_new", page.period.start.year,
                                  "collector", window)),
        )  # fmt: skip
        for name, dialog in over:
            dialog.show()
            QApplication.processEvents()
            yield f"15-chi-tieu-{name}", dialog.grab()
            dialog.reject()
