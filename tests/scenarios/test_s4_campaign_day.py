"""Lào Cai: the report of a campaign day, each figure opening onto the records behind it."""

from datetime import date
from typing import get_args

import pytest

from rules.calendar import Month, PartialDate
from rules.vsi.contribution import PayerClass
from storage import Register
from storage.campaign_report import FIGURES, FORMS_COUNTED, JOINED, CampaignReport, Figure
from storage.enrolling import Circumstances, HiMember
from storage.events import FORMS, What

DAY = date(2026, 11, 21)
TODAY = date(2026, 11, 22)
# Area: joined voluntary insurance, joined health insurance, moved to non-cash payment.
AREAS = {
    "Yên Bình": (58, 1_019, 167),
    "Văn Chấn": (11, 116, 150),
    "Bảo Thắng": (90, 1_451, 63),
}
# Form: events, people reached at all of them.
HELD = {
    "launch": (8, 960),
    "conference": (3, 410),
    "dialogue": (2, 190),
    "small_group": (174, 2_436),
    "booth": (2, 150),
    "mobile_team": (4, 164),
    "loudspeaker": (88, 0),
    "association_meeting": (60, 900),
    "radio": (12, 0),
    "social_network": (9, 0),
    "training": (7, 210),
    "other": (28, 322),
}
SPONSORED = {"Cam Đường": 40, "Sa Pa": 25}


class Desk:
    """Writes one campaign day, with so many of those who joined known by name."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.campaign = register.campaigns.add(
            on=TODAY, name="Ngày ra quân", kind="launch", start=DAY, until=DAY
        )
        self.villages = {name: register.villages.add(name) for name in (*AREAS, *SPONSORED)}

    def events(self) -> dict[str, list[str]]:
        """Hold the events, in turn in every area; return them by area."""
        made: dict[str, list[str]] = {name: [] for name in self.villages}
        areas = list(self.villages)
        number = 0
        for form, (events, reached) in HELD.items():
            share, rest = divmod(reached, events)
            for place in range(events):
                area = areas[number % len(areas)]
                event = self.register.events.add(
                    day=DAY,
                    form=form,
                    place=f"Nhà văn hóa {area}",
                    village_id=self.villages[area],
                    campaign_id=self.campaign,
                    starts="19:00",
                    ends="21:00",
                    reached=share + (place < rest) if reached else None,
                )
                made[area].append(event)
                number += 1
        return made

    def homes(self, area: str, people: int) -> list[tuple[str, list[str]]]:
        """Return households of at most five, with so many people together."""
        made = []
        while people:
            home = self.register.households.add(village_id=self.villages[area])
            members = [
                self.register.people.add(
                    name="Mai Thị Lành", household_id=home, born=PartialDate(1980, 5, 8)
                )
                for _ in range(min(5, people))
            ]
            people -= len(members)
            made.append((home, members))
        return made

    def join_hi(self, area: str, event: str, people: int) -> None:
        about = Circumstances(DAY, won_event_id=event)
        for home, members in self.homes(area, people):
            hi = [HiMember(person, "household") for person in members]
            self.register.enrolments.enrol_hi(home, months=12, members=hi, about=about)

    def join_vsi(self, area: str, event: str, people: int) -> None:
        about = Circumstances(DAY, won_event_id=event)
        for _, members in self.homes(area, people):
            for person in members:
                self.register.enrolments.enrol_vsi(
                    person,
                    income=1_500_000,
                    payer_class=PayerClass.OTHER,
                    method="6",
                    start=Month(2026, 11),
                    about=about,
                )

    def move_to_non_cash(self, area: str, event: str, people: int) -> None:
        for number in range(people):
            self.register.non_cash.add(
                day=DAY, name=f"Tống Thị Mận {number}", event_id=event,
                village_id=self.villages[area],
            )  # fmt: skip


def hold_the_day(register: Register, named: int) -> str:
    """Write the day; of those who joined somewhere, at most so many are known by name there."""
    with register.change("Ghi ngày ra quân"):
        register.office.save(name="BHXH tỉnh", province_code="10")
        desk = Desk(register)
        events = desk.events()
        for area, (vsi, hi, non_cash) in AREAS.items():
            first, second = events[area][0], events[area][-1]
            for scheme, people in (("vsi", vsi), ("hi", hi)):
                known = min(people, named)
                join = desk.join_vsi if scheme == "vsi" else desk.join_hi
                join(area, first, known)
                what: What = "joined_vsi" if scheme == "vsi" else "joined_hi"
                register.events.set_total(second, what, people - known)
            known = min(non_cash, named)
            desk.move_to_non_cash(area, first, known)
            register.events.set_total(second, "non_cash", non_cash - known)
        for area, cards in SPONSORED.items():
            for person in (one for _, members in desk.homes(area, cards) for one in members):
                register.sponsored.add(
                    day=DAY, person_id=person, event_id=events[area][0],
                    sponsor="Quỹ Tấm lòng vàng", months=12, hi_group="student",
                )  # fmt: skip
        register.events.add(  # not held: counted nowhere
            day=DAY, form="launch", campaign_id=desk.campaign, state="cancelled", reached=90
        )
        return desk.campaign


@pytest.mark.parametrize("named", [10_000, 7])
def test_the_figures_of_the_day(register: Register, named: int) -> None:
    report = register.campaigns.report(hold_the_day(register, named))
    figures = {figure: report.sum(figure).people for figure in FIGURES}
    assert figures == {
        "launch": 8,
        "talks": 5,
        "small_group": 174,
        "booth": 2,
        "mobile_team": 4,
        "other_forms": 204,
        "reached": 5_742,
        "vsi_joined": 159,
        "vsi_renewed": 0,
        "hi_joined": 2_586,
        "non_cash": 380,
        "sponsored": 65,
    }
    assert report.sum(*JOINED).people == 2_745
    check_areas(register, report)
    check_rows(register, report, named)


def check_areas(register: Register, report: CampaignReport) -> None:
    ids = {name: one for one, name in report.areas().items()}
    assert set(ids) == {*AREAS, *SPONSORED}
    by_area = {
        name: (
            report.sum(*JOINED, area=ids[name]).people,
            report.sum("non_cash", area=ids[name]).people,
        )
        for name in AREAS
    }
    assert by_area == {"Yên Bình": (1_077, 167), "Văn Chấn": (127, 150), "Bảo Thắng": (1_541, 63)}
    assert {name: report.sum("sponsored", area=ids[name]).people for name in SPONSORED} == SPONSORED
    for figure in FIGURES:
        whole = report.sum(figure)
        parts = [report.sum(figure, area=one) for one in ids.values()]
        assert whole.people == sum(part.people for part in parts)
        assert whole.unnamed == sum(part.unnamed for part in parts)


def check_rows(register: Register, report: CampaignReport, named: int) -> None:
    """Each figure is the sum of its rows, and each row is a record of the register."""
    tables = {
        "event": "events",
        "enrolment": "enrolments",
        "total": "event_totals",
        "non_cash": "non_cash_moves",
        "sponsored": "sponsored_cards",
    }
    for figure in FIGURES:
        found = report.of(figure)
        assert len({row.id for row in found}) == len(found)
        assert report.sum(figure).people == sum(row.people or 0 for row in found)
        for kind, table in tables.items():
            held = set(register.connection.column(f"SELECT id FROM {table}"))
            assert {row.id for row in found if row.kind == kind} <= held
    assert {row.kind for row in report.of(*FORMS_COUNTED)} == {"event"}
    # loudspeakers, radio and social networks reach people nobody counts
    assert report.sum("reached").uncounted == 88 + 12 + 9
    unnamed = sum(max(hi - named, 0) + max(vsi - named, 0) for vsi, hi, _ in AREAS.values())
    joined = report.sum(*JOINED)
    assert joined.unnamed == unnamed
    assert joined.people - joined.unnamed == register.enrolments.count()


def test_cards_of_sponsors_are_covers_and_no_enrolments(register: Register) -> None:
    report = register.campaigns.report(hold_the_day(register, 0))
    cards = report.of("sponsored")
    assert register.enrolments.count() == 0
    covered = register.connection.column(
        "SELECT source_id FROM covers WHERE scheme = 'hi' AND known = 'covered'"
        " AND start = ? AND until = '2027-11-20' AND hi_group = 'student'",
        (DAY.isoformat(),),
    )
    assert set(covered) == {card.id for card in cards}


def test_a_struck_out_enrolment_leaves_every_figure(register: Register) -> None:
    campaign = hold_the_day(register, 3)
    before = register.campaigns.report(campaign)
    struck = before.of("hi_joined")[0]
    with register.change("Gạch bỏ"):
        register.connection.execute(
            "UPDATE enrolments SET void_day = ? WHERE id = ?", (TODAY.isoformat(), struck.id)
        )
    after = register.campaigns.report(campaign)
    assert after.sum("hi_joined").people == 2_585
    assert struck not in after.rows
    held = register.events.get(struck.event_id)
    assert held.joined == len(register.events.joined(struck.event_id)) == 5


def test_every_form_counts_in_one_line_and_every_figure_is_known() -> None:
    assert set(HELD) == set(FORMS)
    assert set(FIGURES) == set(get_args(Figure))
