"""A household typed from the book in the real window, and the next one cut off in the middle."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from storage import Register, open_register
from tests.journeys.desk import Desk, Display
from tests.journeys.office import go_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What stands in the book, as it is typed: a line feed is Enter.
PLACE = "thon d\n113\nXom 3\n\n"
PEOPLE = (
    "mai thi lanh\n\n\n050879\n038179004412+"
    "vi van tuat\nch\n\n120376\n038076001206+"
    "vi thi xuan\ncg\n\n010204\n038304007781+"
    "vi van ngo\nct\n\n220909\n038209003345+"
    "lo thi sen\nm\n\n48\n038148000912"
)
NEXT = "114\n\n\ntong thi man\n\n\n0302"


@pytest.fixture
def desk(display: Display, tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path / "xa.sas", create=True) as register, register.change("Lập sổ"):
        register.villages.add("Thôn Đông")
    made = Desk(display, tmp_path)
    yield made
    made.picture(tmp_path / "last.png")
    made.close()


def opened(path: Path, *, create: bool = False) -> Register:
    return open_register(path, clock=lambda: datetime.now().astimezone(), create=create)


def asked(desk: Desk, sql: str) -> object:
    with opened(desk.home / "xa.sas") as register:
        return register.connection.value(sql)


def on_page(desk: Desk) -> bool:
    return any(title.startswith("Thêm hộ") for title in desk.titles())


def enter(desk: Desk, text: str) -> None:
    """Type a text in which a line feed is Enter."""
    first, *others = text.split("\n")
    desk.type(first)
    for words in others:
        desk.press("Return")
        if words:
            desk.type(words)


def test_a_household_of_five_and_the_next_one_cut_off(desk: Desk) -> None:
    desk.start(str(desk.home / "xa.sas"))
    go_to(desk, "households")
    desk.until("the page", lambda: on_page(desk), lambda: desk.press("ctrl+n"))
    desk.at("^Thêm hộ")
    enter(desk, PLACE)
    enter(desk, PEOPLE)
    desk.press("ctrl+Return")
    desk.until("the household", lambda: asked(desk, "SELECT count(*) FROM people") == 5)
    assert asked(desk, "SELECT group_concat(relation) FROM people ORDER BY seq") == (
        "head,husband,daughter,son,mother"
    )
    assert asked(desk, "SELECT count(*) FROM people WHERE sex IS NULL") == 0
    assert asked(desk, "SELECT count(*) FROM changes") == 2

    enter(desk, NEXT)
    typed = "SELECT count(*) FROM drafts WHERE content LIKE '%\"0302\"%'"
    desk.until("the draft", lambda: asked(desk, typed) == 1)
    desk.kill()
    desk.start(str(desk.home / "xa.sas"))
    go_to(desk, "households")
    desk.until(
        "the household that was being typed",
        lambda: on_page(desk),
        lambda: desk.press("ctrl+g"),
    )
    desk.at("^Thêm hộ")
    desk.press("F4")  # the cell that was cut off
    enter(desk, "030281\n")
    desk.press("ctrl+Return")
    desk.until("the second household", lambda: asked(desk, "SELECT count(*) FROM people") == 6)
    assert asked(desk, "SELECT born FROM people WHERE name = 'Tong Thi Man'") == "1981-02-03"
    assert asked(desk, "SELECT number FROM households ORDER BY id DESC LIMIT 1") == "114"
    assert asked(desk, "SELECT count(*) FROM drafts") == 0
    assert "Traceback" not in desk.said()
