"""Pictures of a pile of sheets: the trip asked for, a pile being typed, who agreed, a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ui.queries import Query
from ui.screens.results import ResultsScreen
from ui.screens.results.lines import KEYS, Home
from ui.screens.results.model import FIRST
from ui.screens.settings.reasons import ReasonDialog

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from PySide6.QtGui import QPixmap

    from storage import Register
    from ui.window import Window

SHEETS = 5
LEAST = 2  # members
MOST = 3  # who can be asked
SAID = (("đ", "t"), ("n", "t"), ("n", "n"), ("v", "v"), ("đ", "đ"))


def results_pictures(register: Register, window: Window, on: date) -> Iterator[tuple[str, QPixmap]]:
    """A pile of a Sunday, one cell wrong, a reason being chosen; nothing of it stays."""
    window.open(Query("results"))
    screen = window.screens["results"]
    if not isinstance(screen, ResultsScreen) or screen.asking is None:
        return
    screen.asking.visitor.set_value(register.staff.all("helper")[0].id)
    screen.asking.day.set_value(on)
    QApplication.processEvents()
    yield "04-chuyen-di", screen.asking.grab()
    screen.asking.accept()
    homes = [one for one in register.households.list(on=on, limit=80) if one.people >= LEAST]
    for one in homes:
        screen.take_sheet(one.code)
        home = screen.pile.homes[-1]
        if len(home.lines) > MOST or not home.lines[0].asked:
            screen.pile.drop(home)
            screen.model.put(screen.pile.homes)
            continue
        if len(screen.pile.homes) == SHEETS:
            break
        _type(screen, home, len(screen.pile.homes))
    last = screen.pile.homes[-1]
    row = screen.model.row_of(last)
    asked = [key for key in KEYS if key in last.lines[0].asked]
    for key in asked:
        screen.model.write(row, key, "n", screen.pile.reader)
    screen.grid.start(row, FIRST + KEYS.index("reason"))
    yield "04-nhap-phieu-giay", _grab(window)
    screen.show_agreed()
    if screen.listing is not None:
        QApplication.processEvents()
        yield "04-dong-y", screen.listing.grab()
        screen.listing.reject()
    dialog = ReasonDialog(window.session, register.refusal_reasons.get(1), parent=window)
    dialog.show()
    QApplication.processEvents()
    yield "00-ly-do", dialog.grab()
    dialog.reject()
    screen.new_pile()
    screen.asking.reject()
    while _is_ours(register):
        register.undo()


def _is_ours(register: Register) -> bool:
    last = register.undoable()
    return last is not None and "kết quả phiếu" in last.what


def _type(screen: ResultsScreen, home: Home, number: int) -> None:
    """Fill in a sheet as a clerk would; one day is wrong."""
    row = screen.model.row_of(home)
    for at, line in enumerate(home.lines):
        both = zip(("hi", "vsi"), SAID[(number + at) % len(SAID)], strict=True)
        texts = {key: letter for key, letter in both if key in line.asked}
        said = set(texts.values())
        if {"n", "t"} & said:
            texts |= {"reason": str((number * 3 + at) % 10 + 1)}
        if "n" in said:
            texts["next"] = "1511" if number == SHEETS - 1 else "2811"
        if "đ" in said:
            texts["received"] = "1tr3662"
        for key in KEYS:
            if key in texts:
                screen.model.write(row + at, key, texts[key], screen.pile.reader)


def _grab(window: Window) -> QPixmap:
    QApplication.processEvents()
    return window.grab()
