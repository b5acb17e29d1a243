"""A campaign day written by keys in the real window, and its figures read there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from rules.calendar import PartialDate
from storage import Register, open_register
from storage.campaign_report import JOINED
from storage.enrolling import Circumstances, HiMember
from tests.journeys.desk import Desk, Display
from tests.journeys.office import shown
from tests.scenarios.test_s4_campaign_day import DAY, hold_the_day
from tests.scenarios.test_s5_launch import COMMUNES, Launch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LAST = ("Tống Thị Mận", "Vi Văn Tuất", "Lường Thị Mến")
REACHED = 57


@pytest.fixture
def desk(display: Display, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(display, tmp_path)
    yield made
    made.picture(tmp_path / "last.png")
    made.close()


def opened(desk: Desk, *, create: bool = False) -> Register:
    path = desk.home / "xa.sas"
    return open_register(path, clock=lambda: datetime.now().astimezone(), create=create)


def go_to_campaigns(desk: Desk) -> None:
    desk.start(str(desk.home / "xa.sas"))
    desk.at(" – Sổ An Sinh$")  # whichever place the program begins with
    desk.until("Truyền thông", lambda: shown(desk, "Truyền thông"), lambda: desk.press("alt+4"))
    desk.at("^Truyền thông")


def open_dialog(desk: Desk, title: str, key: str, over: str = "^Truyền thông") -> None:
    desk.at(over)
    if key == "Return":
        desk.press(key)
        desk.until(title, lambda: shown(desk, title))
    else:
        desk.until(title, lambda: shown(desk, title), lambda: desk.press(key))
    desk.at(f"^{title}")


def close(desk: Desk, title: str, key: str) -> None:
    desk.press(key)
    desk.gone(f"^{title}")


def reads(desk: Desk, title: str, figure: str) -> None:
    """The list behind a figure has been opened, and adds up to it."""
    desk.until(
        f"{title}, {figure}",
        lambda: any(t.startswith(title) and f"= số {figure}" in t for t in desk.titles()),
    )


def all_but_one_launch(desk: Desk) -> None:
    """The day of S4, before its last launch is written; who joined there has paid already."""
    with opened(desk, create=True) as register:
        campaign = hold_the_day(register, 7)
        with register.change("Bớt một buổi"):
            launch = next(
                one
                for one in register.events.of_campaign(campaign)
                if one.kind == "launch" and one.state == "held" and one.village == "Bảo Thắng"
                if not one.joined + one.unnamed + one.non_cash
            )
            register.events.remove(launch.id)
            total = next(
                one for one in register.events.of_campaign(campaign)
                if one.village == "Bảo Thắng" and one.unnamed
            )  # fmt: skip
            known = register.events.totals(total.id)["joined_hi"]
            register.events.set_total(total.id, "joined_hi", known - len(LAST))
            reached = register.events.get(total.id).reached or 0
            register.events.save(total.id, reached=reached + (launch.reached or 0) - REACHED)
            village = register.villages.find("Bảo Thắng")
            home = register.households.add(village_id=village)
            people = [
                register.people.add(
                    name=name, household_id=home, relation="head" if not place else None,
                    born=PartialDate(1980, 5, 8),
                )
                for place, name in enumerate(LAST)
            ]  # fmt: skip
            register.enrolments.enrol_hi(
                home,
                months=12,
                members=[HiMember(person, "household") for person in people],
                about=Circumstances(DAY),
            )


def test_the_last_launch_of_the_day_makes_the_report_whole(desk: Desk) -> None:
    """S4: an event with who joined is written by keys, then the figures are read and opened."""
    all_but_one_launch(desk)
    go_to_campaigns(desk)
    open_dialog(desk, "Ghi buổi mới", "ctrl+n")
    desk.type(f"{DAY:%d%m%Y}")
    desk.press("Return", "Return", "Return")  # a launch that was held is what the form begins with
    desk.type("bao thang")
    desk.press("Return")
    desk.type("san van dong")
    desk.press(*["Return"] * 6)  # place, times, theme, hosts, campaign
    desk.type(str(REACHED))
    close(desk, "Ghi buổi mới", "ctrl+Return")
    with opened(desk) as register:
        (campaign,) = register.campaigns.all()
        assert register.campaigns.report(campaign.id).sum("launch").people == 8

    open_dialog(desk, "Tham gia tại đây", "ctrl+t")
    for name in ("tong thi man", "vi van tuat", "luong thi men"):
        desk.type(name)
        desk.press("Return")  # the first one found, whose payment is ticked
    close(desk, "Tham gia tại đây", "ctrl+Return")
    with opened(desk) as register:
        report = register.campaigns.report(campaign.id)
        assert report.sum(*JOINED).people == 2_745
        assert report.sum("reached").people == 5_742
        assert report.sum("non_cash").people == 380

    open_dialog(desk, "Báo cáo: Ngày ra quân", "ctrl+b")
    for title, steps, figure in (
        ("Ra quân", 0, "8"),
        ("Tổ nhóm", 2, "174"),
        ("Người được tuyên truyền", 4, "5.742"),
        ("Người tham gia", 1, "2.745"),
        ("Mới tham gia BHXH", 1, "159"),
        ("Tham gia BHYT", 2, "2.586"),
        ("Nhận lương hưu", 1, "380"),
    ):
        desk.press(*["Down"] * steps)
        open_dialog(desk, title, "Return", over="^Báo cáo: Ngày ra quân")
        reads(desk, title, figure)
        close(desk, title, "Escape")
        desk.at("^Báo cáo: Ngày ra quân")
    assert "Traceback" not in desk.said()


def test_what_a_launch_changed_and_a_baseline_that_stays_put(desk: Desk) -> None:
    """S5: the sums are read in the window; a card told of later moves only what came after."""
    today = datetime.now().astimezone().date()
    _, _, _, covered, joined = COMMUNES["Cẩm Thủy"]
    with opened(desk, create=True) as register:
        # a card that somebody joins late is valid thirty days after the payment
        launch = Launch(register, "Cẩm Thủy", today - timedelta(days=40))
        launch.hold()
    go_to_campaigns(desk)
    whole = f"{covered + joined:,}".replace(",", ".")
    before = f"{covered:,}".replace(",", ".")
    read_sums(desk, f"+{joined}", before, whole)

    desk.kill()
    with opened(desk) as register, register.change("Ghi bổ sung thẻ"):
        register.covers.add(
            launch.people[0][-1],
            scheme="hi",
            known="covered",
            start=launch.day - timedelta(days=90),
            until=today + timedelta(days=90),
            dated=today,
        )
    go_to_campaigns(desk)
    more = f"{covered + joined + 1:,}".replace(",", ".")
    read_sums(desk, f"+{joined + 1}", before, more)
    assert "Traceback" not in desk.said()


def read_sums(desk: Desk, gain: str, before: str, now: str) -> None:
    """A press on a sum under the villages opens who stands behind it; pressed again, once."""
    for title, across, figure in (
        ("Cả đợt · Thêm BHYT", 478, gain),
        ("Cả đợt · Có thẻ BHYT nay", 392, now),
        ("Cả đợt · Có thẻ trước đợt", 336, before),
    ):
        desk.at("^Truyền thông")
        desk.until(
            title,
            lambda title=title: shown(desk, title),  # type: ignore[misc]
            lambda across=across: desk.click(across, 685),  # type: ignore[misc]
        )
        desk.at(f"^{title}")
        reads(desk, title, figure)
        close(desk, title, "Escape")
