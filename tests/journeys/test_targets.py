"""A low village is explained by keys in the real window, from the morning's overview on."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from rules.calendar import Month, PartialDate
from storage import Register, open_register
from storage.targets import Period
from storage.visits import ResultInput
from tests.journeys.desk import Desk, Display
from tests.journeys.office import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


WRITTEN = ("di lam xa", "goi hoi tung ho")


@pytest.fixture
def desk(display: Display, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(display, tmp_path)
    yield made
    made.picture(tmp_path / "last.png")
    made.close()


def opened(desk: Desk, *, create: bool = False) -> Register:
    path = desk.home / "xa.sas"
    return open_register(path, clock=lambda: datetime.now().astimezone(), create=create)


def two_villages(desk: Desk) -> str:
    """A village that has reached what it should, and one whose people put it off."""
    today = datetime.now().astimezone().date()
    year = Period.of_year(today.year)
    with opened(desk, create=True) as register:
        with register.change("Lập sổ"):
            register.office.save(name="Xã Mẫu")
            for name, covered in (("Thôn Đông", 2), ("Thôn Tây", 10)):
                village = register.villages.add(name)
                for place in range(10):
                    home = register.households.add(village_id=village, number=str(place))
                    one = register.people.add(
                        name="Lường Thị Mến", household_id=home, born=PartialDate(1980)
                    )
                    known: Any = "covered" if place < covered else "not_covered"
                    register.covers.add(
                        one, scheme="hi", known=known, dated=date(today.year - 1, 6, 1)
                    )
                register.targets.set("hi", year, "village", village, on=today, goal=10)
            east = register.villages.find("Thôn Đông") or ""
            first = register.connection.value(
                "SELECT id FROM households WHERE village_id = ? LIMIT 1", (east,)
            )
            register.visits.record(first, today, results=[ResultInput("refused", None, "hi", "9")])
        return east


def test_why_a_village_is_behind_is_written_by_keys(desk: Desk) -> None:
    """S5: a unit with a low result reports the causes and the correction it proposes."""
    east = two_villages(desk)
    desk.start(str(desk.home / "xa.sas"))
    desk.at("^Tổng quan")  # the register has people: the day begins here
    desk.until("Chỉ tiêu", lambda: shown(desk, "Chỉ tiêu"), lambda: desk.press("F3"))
    desk.at("^Chỉ tiêu")

    month = Month.of(datetime.now().astimezone().date())

    def said() -> bool:
        """Keys that came while the figures were still being counted are pressed again."""
        with opened(desk) as register:
            found = register.explanations.of_month(month).values()
            return [(one.cause, one.correction) for one in found] == [WRITTEN]

    def ticked() -> bool:
        with opened(desk) as register:
            found = register.explanations.of_month(month).values()
            return [one.reasons for one in found] == [(9,)]

    def write() -> None:
        desk.press("F4", "F6", "Return", "ctrl+a")
        desk.type(WRITTEN[0])
        desk.press("Return", "ctrl+a")
        desk.type(WRITTEN[1])
        desk.press("ctrl+Return")

    desk.until("the explanation in the register", said, write)
    desk.until(
        "the reason in the register", ticked, lambda: desk.press("F6", "space", "ctrl+Return")
    )  # the reason that the visit met stands first
    with opened(desk) as register:
        (one,) = register.explanations.of_month(month).values()
        assert register.targets.get(one.target_id).subject == east
