"""Somebody written twice becomes one person in the real window, with keys alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from rules.calendar import PartialDate
from storage import Register, open_register
from tests.journeys.desk import Desk, Display
from tests.journeys.office import go_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def desk(display: Display, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(display, tmp_path)
    yield made
    made.picture(tmp_path / "last.png")
    made.close()


def opened(path: Path, *, create: bool = False) -> Register:
    return open_register(path, clock=lambda: datetime.now().astimezone(), create=create)


def written_twice(path: Path) -> tuple[str, str]:
    """A household, and its wife once more with a card of her own."""
    born = PartialDate(1979, 8, 5)
    with opened(path, create=True) as register, register.change("Lập sổ"):
        village = register.villages.add("Thôn Đông")
        home = register.households.add(village_id=village, number="1")
        people = register.people
        people.add(name="Vi Văn Tuất", household_id=home, relation="head", sex="male")
        wife = people.add(name="Mai Thị Lành", household_id=home, relation="wife", born=born)
        again = people.add(
            name="Mai Thi Lanh", village_id=village, born=born, phone="0912345679", note="ở nhà con"
        )
        day = date(2026, 11, 1)
        register.covers.add(again, scheme="hi", known="covered", dated=day)
        return wife, again


def people(path: Path) -> list[tuple[str, str | None]]:
    with opened(path) as register:
        return [(one.id, one.phone) for one in register.people.list()]


def test_a_double_is_found_merged_brought_back_and_merged_again(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "so.sas"
    wife, again = written_twice(path)
    desk.start(str(path))
    go_to(desk, "households")
    desk.press("ctrl+k")
    desk.type("tim nguoi ghi trung")
    desk.until(
        "the pairs",
        lambda: any(title.startswith("Rà soát") for title in desk.titles()),
        lambda: desk.press("Return"),
    )
    desk.at("^Rà soát")
    desk.until("one person", lambda: len(people(path)) == 2, lambda: desk.press("c"))
    assert (wife, "0912345679") in people(path)
    desk.press("ctrl+z")
    desk.until("two records", lambda: len(people(path)) == 3)
    assert (again, "0912345679") in people(path)
    desk.until("one person again", lambda: len(people(path)) == 2, lambda: desk.press("c"))
    with opened(path) as register:
        assert len(register.covers.of(wife)) == 1
        assert register.people.get(wife).note == "ở nhà con"
    assert desk.said() == ""
