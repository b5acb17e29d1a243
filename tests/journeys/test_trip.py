"""A Saturday for two helpers: forty households chosen, their papers, and the results typed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from rules.calendar import PartialDate
from storage import Register, open_register
from tests.journeys.desk import Desk, Display

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOMES = 60
CHOSEN = 40
TODAY = date.today()  # noqa: DTZ011  the day on the wall of whoever types
SATURDAY = TODAY + timedelta(days=(5 - TODAY.weekday() - 1) % 7 + 1)


@pytest.fixture
def desk(display: Display, tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path / "xa.sas", create=True) as register, register.change("Lập sổ"):
        _fill(register)
    made = Desk(display, tmp_path)
    yield made
    made.picture(tmp_path / "last.png")
    made.close()


def _fill(register: Register) -> None:
    villages = [register.villages.add(name) for name in ("Thôn Đông", "Thôn Tây")]
    for name in ("Mai Thị Lành", "Tống Thị Mận"):
        register.staff.add(name=name, roles=("helper",), organisation="Hội Phụ nữ xã")
    for number in range(HOMES):
        home = register.households.add(village_id=villages[number % 2], number=str(number + 1))
        person = register.people.add(
            name="Vi Văn Tuất",
            household_id=home,
            relation="head",
            sex="male",
            born=PartialDate(1985, 3, 2),
        )
        register.covers.add(person, scheme="hi", known="not_covered", dated=date(2026, 1, 1))


def opened(path: Path, *, create: bool = False) -> Register:
    return open_register(path, clock=lambda: datetime.now().astimezone(), create=create)


def asked(desk: Desk, sql: str) -> int:
    with opened(desk.home / "xa.sas") as register:
        return int(register.connection.value(sql))


def test_forty_households_for_two_helpers_on_saturday(desk: Desk) -> None:
    desk.start(str(desk.home / "xa.sas"))
    desk.at("^Hộ gia đình|^Tổng quan")
    desk.press("alt+3")
    desk.at("^Vận động")
    desk.until(
        "the choice", lambda: "Chọn giúp hộ cần đến" in desk.titles(), lambda: desk.press("F7")
    )
    desk.at("^Chọn giúp hộ cần đến$")
    desk.enter(f"{CHOSEN}\n2\nt7\n")
    desk.gone("^Chọn giúp hộ cần đến$")
    desk.at("^Vận động")
    desk.press("F3")
    desk.at("^Ai đi chuyến này")
    desk.press("space", "Down", "space", "Return")
    desk.gone("^Ai đi chuyến này")
    desk.at("^Vận động")
    desk.press("ctrl+p")
    desk.at("^In ấn")
    with opened(desk.home / "xa.sas") as register:
        (line,) = register.plans.list()
        plan = register.plans.get(line.id)
    assert (plan.day, len(plan.routes), line.stops) == (SATURDAY, 2, CHOSEN)
    assert [len(route.names) for route in plan.routes] == [1, 1]
    out = desk.home / "giay.pdf"
    desk.until("the dialog", lambda: "Lưu PDF" in desk.titles(), lambda: desk.press("ctrl+s"))
    desk.at("^Lưu PDF$")
    desk.press("ctrl+a")
    desk.type(str(out))
    desk.press("Return")
    desk.until("the papers", out.exists)
    with pypdfium2.PdfDocument(out) as pdf:
        assert f"{plan.code}-1" in pdf[0].get_textpage().get_text_range()
        assert len(pdf) >= 2 + CHOSEN
    _open_again(desk, plan.code)
    _type_results(desk)
    assert "Traceback" not in desk.said()


def _first(desk: Desk) -> str:
    with opened(desk.home / "xa.sas") as register:
        found = "SELECT household_id FROM plan_stops ORDER BY place LIMIT 1"
        return str(register.connection.value(found))


def _open_again(desk: Desk, code: str) -> None:
    """The trip is opened in the panel, its first stop goes later, and it keeps its code."""
    first = _first(desk)
    desk.at("^In ấn")
    desk.press("alt+3")
    desk.at("^Vận động")
    desk.press("ctrl+l")
    desk.at("^Tuyến đã lập")
    desk.press("Return")
    desk.gone("^Tuyến đã lập")
    desk.at("^Vận động")
    desk.until(
        "another first stop",
        lambda: _first(desk) != first,
        lambda: desk.press("ctrl+Down", "ctrl+s"),
    )
    with opened(desk.home / "xa.sas") as register:
        assert [line.code for line in register.plans.list()] == [code]


def _at_least(desk: Desk, sql: str, number: int) -> bool:
    return asked(desk, sql) >= number


def _type_results(desk: Desk) -> None:
    """The pile has the stops of the trip, in their order; the list of trips counts the sheets."""
    with opened(desk.home / "xa.sas") as register:
        (line,) = register.plans.list()
        stops = [stop for route in register.plans.get(line.id).routes for stop in route.stops]
    desk.press("ctrl+l")
    desk.at("^Tuyến đã lập")
    desk.press("F6")
    desk.at("^Nhập kết quả từ phiếu giấy")
    visits = "SELECT count(*) FROM visits WHERE plan_id IS NOT NULL"
    for number, stop in enumerate(stops[:3], start=1):
        desk.press("F2")
        desk.enter(f"{stop.household.code.lower()}\nv+")  # nobody home, whoever is asked
        desk.until(f"sheet {number}", partial(_at_least, desk, visits, number))
    with opened(desk.home / "xa.sas") as register:
        (line,) = register.plans.list()
        stops = [stop for route in register.plans.get(line.id).routes for stop in route.stops]
    assert (line.visited, line.stops) == (3, CHOSEN)
    assert [bool(stop.visit_id) for stop in stops[:4]] == [True, True, True, False]
