"""The register's life in the real window, with keys alone: a split after a marriage, a death."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from storage import open_register
from tests.journeys.desk import Desk, Display
from tests.journeys.office import go_to
from tests.ui.families import settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def desk(display: Display, tmp_path: Path) -> Iterator[Desk]:
    home = tmp_path / "home"
    home.mkdir()
    with open_register(
        home / "xa.sas", clock=lambda: datetime.now().astimezone(), create=True, actor="Mai"
    ) as register:
        settle(register)
    made = Desk(display, home)
    made.start(str(home / "xa.sas"))
    go_to(made, "households")
    yield made
    made.picture(tmp_path / "last.png")
    made.close()


def asked(desk: Desk, sql: str) -> object:
    with open_register(desk.home / "xa.sas", clock=lambda: datetime.now().astimezone()) as register:
        return register.connection.value(sql)


def relation(desk: Desk, name: str) -> object:
    return asked(desk, f"SELECT relation FROM people WHERE name = '{name}'")


def members(desk: Desk, name: str) -> object:
    """How many live in the household of somebody."""
    return asked(
        desk,
        "SELECT count(*) FROM people p JOIN people o ON o.household_id = p.household_id"
        f" WHERE o.name = '{name}' AND p.status IN ('here', 'away')",
    )


def find(desk: Desk, text: str) -> None:
    desk.press("ctrl+k")
    desk.type(text)
    desk.press("Return")


def begin(desk: Desk, act: str, title: str) -> None:
    """An act by its name, as the search box finds it."""
    find(desk, act)
    desk.at(title)


def test_a_split_after_a_marriage(desk: Desk) -> None:
    find(desk, "vi cong hoan")
    begin(desk, "ghi ket hon", "^Ghi kết hôn$")
    desk.press("Return")
    desk.type("lo thi mi")
    desk.press("Return", "ctrl+Return")
    desk.until("the bride", lambda: relation(desk, "Lò Thị Mỉ") == "child_in_law")
    assert members(desk, "Vi Công Hoan") == 7
    desk.at("^Hộ gia đình")
    begin(desk, "tach ho", "^Tách hộ")
    desk.press("Down", "space")
    desk.type("vo")
    desk.press("ctrl+Return")
    desk.until("the new household", lambda: members(desk, "Vi Công Hoan") == 2)
    assert relation(desk, "Vi Công Hoan") == "head"
    assert relation(desk, "Lò Thị Mỉ") == "wife"
    assert members(desk, "Vi Văn Tuất") == 5
    desk.at("^Hộ gia đình")
    desk.press("ctrl+z")
    desk.until("the undo", lambda: members(desk, "Vi Công Hoan") == 7)
    assert "Traceback" not in desk.said()


def test_the_death_of_a_head(desk: Desk) -> None:
    find(desk, "vi van tuat")
    begin(desk, "ghi da mat", "^Ghi ông Vi Văn Tuất đã mất$")
    desk.type("0101")
    desk.press("Return")
    desk.type("truong thon")
    desk.press("Return", "Return", "Down", "Up", "ctrl+Return")
    desk.until("the new head", lambda: relation(desk, "Tống Thị Mận") == "head")
    assert relation(desk, "Lường Thị Mến") == "parent_in_law"
    assert asked(desk, "SELECT told_by FROM life_events WHERE kind = 'death'") == "Trưởng thôn báo"
    desk.at("^Hộ gia đình")
    desk.press("ctrl+z")
    desk.until("the undo", lambda: relation(desk, "Vi Văn Tuất") == "head")
    assert asked(desk, "SELECT count(*) FROM life_events") == 0
    assert relation(desk, "Tống Thị Mận") == "wife"
    assert "Traceback" not in desk.said()
