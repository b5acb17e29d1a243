"""Forty sheets of a Saturday typed in the real window, each key counted; and one cut off."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from rules.calendar import PartialDate
from storage import Register, open_register
from tests.journeys.desk import Desk, Display

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHEETS = 40
KEYS = 983
"""Every press counts one, a chord like Ctrl+Enter too: README says the number."""
A_SECOND = 5
BACK = date.today() + timedelta(days=7)  # noqa: DTZ011  the day on the wall of whoever types

# What stands on a sheet of two people, both asked about both insurances; a line feed is Enter.
AGREED = "d\nd\n1tr3662\nd\nt\n4\n\n956340\n"
THINKING = f"n\nn\n10\n{BACK:%d%m}\n=\n=\n=\n=\n"
REFUSED = "t\nt\n2\n\nt\nt\n2\n\n"
ABSENT = f"v\n{BACK:%d%m}\n"
SAID = (AGREED, THINKING, REFUSED, THINKING, ABSENT)


@pytest.fixture
def desk(display: Display, tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path / "xa.sas", create=True) as register, register.change("Lập sổ"):
        _fill(register)
    made = Desk(display, tmp_path)
    yield made
    made.picture(tmp_path / "last.png")
    made.close()


def _fill(register: Register) -> None:
    village = register.villages.add("Thôn Đông")
    register.staff.add(name="Lò Thị Đào", roles=("helper",), organisation="Hội Phụ nữ xã")
    told = date(2026, 1, 1)
    for number in range(SHEETS):
        home = register.households.add(village_id=village, number=str(number + 1))
        for name, relation in (("Vi Văn Tuất", "head"), ("Mai Thị Lành", "wife")):
            person = register.people.add(
                name=name,
                household_id=home,
                relation=relation,
                sex="male" if relation == "head" else "female",
                born=PartialDate(1985, 3, 2),
            )
            register.covers.add(person, scheme="hi", known="not_covered", dated=told)


def opened(path: Path, *, create: bool = False) -> Register:
    return open_register(path, clock=lambda: datetime.now().astimezone(), create=create)


def asked(desk: Desk, sql: str) -> int:
    with opened(desk.home / "xa.sas") as register:
        return int(register.connection.value(sql))


def codes(desk: Desk) -> list[str]:
    with opened(desk.home / "xa.sas") as register:
        return list(register.connection.column("SELECT code FROM households ORDER BY id"))


class Counted:
    """A desk whose keys are counted."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.keys = 0

    def enter(self, text: str) -> None:
        """Type a text in which a line feed is Enter."""
        self.keys += len(text)
        self.desk.enter(text)

    def press(self, key: str) -> None:
        self.keys += 1
        self.desk.press(key)


def start(desk: Desk) -> None:
    """Start the program on the register."""
    desk.start(str(desk.home / "xa.sas"))
    desk.at("^Tổng quan")


def begin(desk: Desk) -> Counted:
    """Start the program, go to the sheets, and say which trip they are from."""
    start(desk)
    hand = Counted(desk)
    hand.press("F6")
    desk.at("^Xấp phiếu của chuyến đi nào")
    hand.enter("\ndao\n")  # today, and who went
    desk.gone("^Xấp phiếu của chuyến đi nào")
    desk.at("^Nhập kết quả từ phiếu giấy")
    return hand


def test_forty_sheets_by_keys_alone(desk: Desk) -> None:
    found = codes(desk)
    hand = begin(desk)
    for number, code in enumerate(found):
        hand.enter(f"{code.lower()}\n{SAID[number % len(SAID)]}")
    hand.press("ctrl+Return")
    desk.at("^Đồng ý, chưa ghi đóng")
    visits = "SELECT count(*) FROM visits t JOIN staff s ON s.id = t.visitor_id"
    assert asked(desk, visits) == SHEETS
    results = "SELECT count(*) FROM visit_results WHERE result = '{}'"
    assert [
        asked(desk, results.format(one)) for one in ("agreed", "thinking", "refused", "absent")
    ] == [24, 64, 40, 32]
    assert asked(desk, "SELECT sum(received) FROM visit_results") == 8 * (1_366_200 + 956_340)
    assert asked(desk, f"SELECT count(*) FROM visit_results WHERE next_day = '{BACK}'") == 64
    assert asked(desk, f"SELECT count(*) FROM visits WHERE next_day = '{BACK}'") == 8
    assert asked(desk, "SELECT count(*) FROM visit_results WHERE reason = '4'") == 8
    assert asked(desk, "SELECT count(*) FROM changes") == 1 + SHEETS
    assert asked(desk, "SELECT count(*) FROM drafts") == 0
    assert hand.keys == KEYS
    assert hand.keys / A_SECOND < 10 * 60 / 2
    assert "Traceback" not in desk.said()


def test_a_cut_takes_the_line_that_was_being_typed_and_nothing_else(desk: Desk) -> None:
    found = codes(desk)[:3]
    hand = begin(desk)
    hand.enter(f"{found[0].lower()}\n{AGREED}{found[1].lower()}\n{THINKING}")
    desk.until("two sheets", lambda: asked(desk, "SELECT count(*) FROM visits") == 2)
    kept = "SELECT count(*) FROM drafts WHERE content LIKE '%{}%'"
    second = "SELECT id FROM visits ORDER BY id DESC LIMIT 1"
    with opened(desk.home / "xa.sas") as register:
        visit = str(register.connection.value(second))
    desk.until("the pile", lambda: asked(desk, kept.format(visit)) == 1)
    hand.enter(f"{found[2].lower()}\nn\nt")
    desk.kill()
    assert asked(desk, "SELECT count(*) FROM visits") == 2
    start(desk)
    desk.press("ctrl+g")  # the pile is offered again
    desk.at("^Nhập kết quả từ phiếu giấy")
    desk.press("F2")
    hand.enter(f"{found[2].lower()}\n{REFUSED}")
    desk.until("the third sheet", lambda: asked(desk, "SELECT count(*) FROM visits") == 3)
    desk.press("ctrl+Return")
    desk.at("^Đồng ý, chưa ghi đóng")
    assert asked(desk, "SELECT count(*) FROM visit_results") == 12
    assert asked(desk, "SELECT count(*) FROM visit_results WHERE result = 'refused'") == 5
    assert asked(desk, "SELECT count(*) FROM changes") == 4
    assert asked(desk, "SELECT count(*) FROM drafts") == 0
    assert "Traceback" not in desk.said()
