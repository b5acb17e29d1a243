"""What several journeys do alike: found a register with a password, choose a file, look into it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from storage import Register, StorageError, open_register
from storage.protection import unlock
from ui.places import PLACES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

PASSWORD = "muoi hai con giap"
RAIL_HEAD = 56  # what stands above the first place of the rail, as `ui/rail.py` draws it
RAIL_PLACE = 36
RAIL_RULE = 13  # more, above a place below a rule


def opened(path: Path) -> Register:
    """The register, through a connection of the journey's own."""
    key = unlock(path, PASSWORD)
    return open_register(path, key, clock=lambda: datetime.now().astimezone())


def count(path: Path, sql: str) -> int:
    """A number in the register; 0 while another process is just making the file."""
    if not path.exists():
        return 0
    try:
        with opened(path) as register:
            return int(register.connection.value(sql))
    except StorageError as error:
        if error.code != "no_register":
            raise
        return 0


def make_register(desk: Desk) -> Path:
    """Start on an empty machine and found the register of a commune."""
    desk.start()
    desk.at("^Sổ An Sinh$")
    desk.type("cam thach")
    desk.press("Return")
    desk.type("Mai Thi Lanh")
    desk.press("Return", "Return")
    desk.type(PASSWORD)
    desk.press("Return")
    desk.type(PASSWORD)
    desk.press("Return")
    desk.at("^Nhập dữ liệu – Xã Cẩm Thạch")
    found = list(desk.home.rglob("cam-thach.sas"))
    assert len(found) == 1
    return found[0]


def choose(desk: Desk, file: Path) -> None:
    """Name a list in the dialog of Nhập dữ liệu."""
    desk.until("the dialog", lambda: shown(desk, "Chọn tệp"), lambda: desk.press("ctrl+o"))
    desk.at("^Chọn tệp")
    desk.type(str(file))
    desk.press("Return")
    desk.gone("^Chọn tệp")
    desk.at("^Nhập dữ liệu")


def shown(desk: Desk, title: str) -> bool:
    """Whether a window's name begins so."""
    return any(one.startswith(title) for one in desk.titles())


def go_to(desk: Desk, key: str) -> None:
    """Wait for the window, whichever place it begins with, and go to one by its shortcut."""
    place = next(place for place in PLACES if place.key == key)
    desk.at(" – Sổ An Sinh$")
    desk.until(
        place.title,
        lambda: any(place.title in title for title in desk.titles()),
        lambda: desk.press(place.keys.lower()),
    )
    desk.at(place.title)


def rail_spot(key: str) -> tuple[int, int]:
    """Where the mouse finds a place of the rail, however many places stand before it."""
    top = RAIL_HEAD
    for place in PLACES:
        if not place.railed:
            continue
        top += RAIL_RULE if place.ruled else 0
        if place.key == key:
            return 60, top + RAIL_PLACE // 2
        top += RAIL_PLACE
    raise LookupError(key)


def railed() -> list[tuple[str, str]]:
    """The places of the rail that are there: their shortcut as a key to press, and their name."""
    return [
        (place.keys.lower(), place.title)
        for place in PLACES
        if place.railed and place.factory is not None
    ]
