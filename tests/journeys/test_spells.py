"""S1 in the real window, keys alone: years before the register, a birth, a visit, joined again."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from rules.calendar import Month, PartialDate
from rules.vsi.contribution import PayerClass
from storage import open_register
from storage.enrolling import Circumstances
from storage.visits import ResultInput
from tests.journeys.desk import Desk, Display

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from storage import Register


def settle(register: Register, today: date) -> None:
    """A woman whose insurance ended half a year ago, and whom a collector has persuaded since."""
    begun = Month.of(today).plus(-12)
    with register.change("Lập sổ"):
        register.office.save(name="UBND phường Mẫu", province_code="42")
        village = register.villages.add("Tổ dân phố 5")
        household = register.households.add(village_id=village)
        woman = register.people.add(
            name="Mai Thị Lành", household_id=household, relation="head", sex="female",
            born=PartialDate(1984, 3, 14),
        )  # fmt: skip
        collector = register.staff.add(name="Vi Thị Sen", roles=("collector",), village_id=village)
        register.enrolments.enrol_vsi(
            woman, income=1_500_000, payer_class=PayerClass.OTHER, method="6", start=begun,
            about=Circumstances(day=begun.first),
        )  # fmt: skip
        register.visits.record(
            household, date(today.year, today.month, 1), visitor_id=collector,
            results=[ResultInput("agreed", woman, "vsi")],
        )  # fmt: skip


@pytest.fixture
def desk(display: Display, tmp_path: Path) -> Iterator[Desk]:
    home = tmp_path / "home"
    home.mkdir()
    now = datetime.now().astimezone()
    with open_register(
        home / "xa.sas", clock=lambda: datetime.now().astimezone(), create=True, actor="Mai"
    ) as register:
        settle(register, now.date())
    made = Desk(display, home)
    made.start(str(home / "xa.sas"))
    made.at("^Tổng quan")
    yield made
    made.picture(tmp_path / "last.png")
    made.close()


def asked(desk: Desk, sql: str) -> object:
    with open_register(desk.home / "xa.sas", clock=lambda: datetime.now().astimezone()) as register:
        return register.connection.value(sql)


def test_joined_stopped_around_a_birth_persuaded_and_joined_again(desk: Desk) -> None:
    desk.until(
        "Tham gia", lambda: any("Tham gia" in one for one in desk.titles()),
        lambda: desk.press("alt+5"),
    )  # fmt: skip
    desk.at("^Tham gia")
    desk.press("alt+Right", "alt+Right", "alt+Right", "alt+Right")

    desk.press("ctrl+l")
    desk.at("^Thời gian đóng trước khi có sổ")
    desk.type("042015")
    desk.press("Return")
    desk.type("062021")
    desk.press("Return", "Return")
    desk.type("42")
    desk.press("Return", "Return")
    desk.type("sinh con")
    desk.press("Return")
    desk.type("hoi nghi to dan pho")
    desk.press("Return")
    earlier = "SELECT sum(months) FROM earlier_spells WHERE supported_months = 42"
    desk.until("the years before", lambda: asked(desk, earlier) == 75)

    desk.at("^Tham gia")
    desk.press("shift+F8")
    desk.at("^Ngừng đóng")
    desk.type("sinh con")
    desk.press("Return", "Return")
    desk.until("the stop", lambda: asked(desk, "SELECT reason FROM stops") == "birth")

    desk.at("^Tham gia")
    desk.press("ctrl+n")
    desk.at("^Ghi đóng cho cả hộ")
    desk.press("ctrl+Return")
    rejoined = (
        "SELECT months FROM enrolments WHERE kind = 'rejoin' AND won_visit_id IS NOT NULL"
        " AND day = date('now', 'localtime')"
    )
    desk.until("joined again", lambda: asked(desk, rejoined) == 6)
    total = "SELECT (SELECT sum(months) FROM enrolments) + (SELECT sum(months) FROM earlier_spells)"
    assert asked(desk, total) == 75 + 6 + 6
    assert "Traceback" not in desk.said()
