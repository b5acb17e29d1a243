"""Cẩm Thủy: coverage before a launch, what the launch changed, and a baseline that stays put."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from rules.calendar import PartialDate
from storage import Register
from storage.campaign_results import CampaignResult
from storage.campaigns import Campaign
from storage.enrolling import Circumstances, HiMember
from storage.merging import merge_people
from storage.village_borders import join, split
from tests.scenarios.villages import fill

# A card that somebody joins late is valid thirty days after the payment.
TODAY = date(2025, 11, 30)

# Commune: launch, villages, people, covered before, joined on the day.
COMMUNES = {
    "Cẩm Thạch": (date(2025, 10, 25), 31, 26_697, 19_702, 352),
    "Cẩm Thủy": (date(2025, 10, 26), 22, 15_000, 11_100, 245),
}


def shares(whole: int, parts: int) -> list[int]:
    """Share a number out over parts that differ by some, and add up to it."""
    each, rest = divmod(whole, parts)
    found = [each + (place % 7) - 3 for place in range(parts)]
    found[-1] += whole - sum(found)
    assert rest >= 0
    assert sum(found) == whole
    return found


class Launch:
    """One commune with a campaign whose every event was held on one day, one in each village."""

    def __init__(self, register: Register, commune: str, day: date | None = None) -> None:
        self.register = register
        launched, villages, people, covered, joined = COMMUNES[commune]
        self.day = day or launched
        with register.change("Lập sổ"):
            register.office.save(name=f"Xã {commune}", province_code="38")
            self.villages = [register.villages.add(f"Thôn {n}") for n in range(1, villages + 1)]
            sizes = shares(people, villages)
            held = shares(covered, villages)
            self.people = [
                fill(register, village, size, covered=cards, told=(size - cards) // 2)
                for village, size, cards in zip(self.villages, sizes, held, strict=True)
            ]
        self.covered, self.joined = held, shares(joined, villages)
        with register.change("Mở đợt"):
            self.campaign = register.campaigns.add(
                on=self.day,
                name="Ra quân",
                kind="launch",
                start=self.day,
                until=self.day,
                document="123/KH-UBND",
                document_day=date(2025, 10, 6),
            )

    def hold(self) -> None:
        """In each village people without a card join, each in a household of the village."""
        with self.register.change("Ghi ngày ra quân"):
            for place, village in enumerate(self.villages):
                event = self.register.events.add(
                    day=self.day,
                    form="launch",
                    village_id=village,
                    campaign_id=self.campaign,
                    reached=60,
                )
                home = self.register.households.add(village_id=village)
                people = self.people[place]
                without = people[self.covered[place] :][: self.joined[place]]
                for person in without:
                    self.register.people.save(person, household_id=home, village_id=None)
                self.register.enrolments.enrol_hi(
                    home,
                    months=12,
                    members=[HiMember(person, "household") for person in without],
                    about=Circumstances(self.day, won_event_id=event),
                )

    def result(self, on: date = TODAY) -> CampaignResult:
        return self.register.campaigns.result(self.campaign, on)

    def get(self) -> Campaign:
        return self.register.campaigns.get(self.campaign)


@pytest.mark.parametrize("commune", COMMUNES)
def test_baseline_delta_and_new_rate_of_each_village(register: Register, commune: str) -> None:
    launch = Launch(register, commune)
    _, villages, people, covered, joined = COMMUNES[commune]
    assert launch.get().baseline_day == launch.get().counted_on
    launch.hold()
    waiting = launch.result(launch.day)
    assert (waiting.total.hi.gain, waiting.total.hi.starting) == (0, joined)
    names = register.campaigns.people(launch.day, waiting.total, scheme="hi", figure="starting")
    assert len(names) == joined
    result = launch.result()
    hi = result.total.hi
    assert hi.starting == 0
    assert len(result.rows) == villages
    assert hi.before is not None
    assert (hi.before.population, hi.before.covered) == (people, covered)
    assert round(hi.before.rate * 1000) == (738 if commune == "Cẩm Thạch" else 740)  # type: ignore[operator]
    assert (hi.gain, hi.now.covered) == (joined, covered + joined)
    assert hi.now.rate == Fraction(covered + joined, people)
    for place, row in enumerate(result.rows):
        assert row.hi.before is not None
        assert row.hi.before.covered == launch.covered[place]
        assert row.hi.gain == launch.joined[place]
        assert row.hi.now.rate == Fraction(
            launch.covered[place] + launch.joined[place], len(launch.people[place])
        )
        # of half of those without a card nothing is known: told apart, never "no"
        without = len(launch.people[place]) - launch.covered[place]
        assert row.hi.before.unknown == without - without // 2
    report = register.campaigns.report(launch.campaign)
    assert report.sum("launch").people == villages
    assert report.sum("hi_joined").people == len(report.of("hi_joined")) == joined
    check_behind(register, result)


def check_behind(register: Register, result: CampaignResult) -> None:
    """Every figure opens onto exactly its people, and the villages add up to the commune."""
    for row in (result.total, *result.rows[:3]):
        behind = register.campaigns.behind(result, row, "hi")
        assert behind.gain == row.hi.gain
        for figure in ("population", "covered", "unknown"):
            found = register.campaigns.people(result.on, row, scheme="hi", figure=figure)
            assert len({one.person_id for one in found}) == len(found)
            assert len(found) == getattr(row.hi.now, figure)
    for scheme in ("hi", "vsi"):
        for moment in ("before", "now"):
            whole: Any = getattr(result.total.of(scheme), moment)
            parts: list[Any] = [getattr(row.of(scheme), moment) for row in result.rows]
            for figure in ("population", "covered", "unknown"):
                assert getattr(whole, figure) == sum(getattr(part, figure) for part in parts)


def baseline(result: CampaignResult) -> list[Any]:
    return [(row.name, row.hi.before, row.vsi.before) for row in result.rows]


def test_the_baseline_does_not_move_when_records_are_corrected(register: Register) -> None:
    launch = Launch(register, "Cẩm Thủy")
    launch.hold()
    before = launch.result()
    kept = register.connection.rows("SELECT * FROM campaign_baselines ORDER BY id")
    first, second = launch.people[0], launch.people[1]
    with register.change("Sửa sổ"):
        # a card that nobody had told of ran on the day of the baseline
        register.covers.add(
            first[-1],
            scheme="hi",
            known="covered",
            start=date(2025, 1, 1),
            until=date(2025, 12, 31),
            dated=TODAY,
        )
        merge_people(register, first[0], first[1])
        register.people.save(second[0], village_id=launch.villages[0])
        register.people.save(second[1], status="died", status_day=date(2025, 10, 1))
        register.people.save(second[2], status="moved", status_day=date(2025, 11, 1))
    after = launch.result()
    assert baseline(after) == baseline(before)
    assert register.connection.rows("SELECT * FROM campaign_baselines ORDER BY id") == kept
    gains = [row.hi.gain for row in after.rows[:2]]
    # one card more, one person less, one who moved in; and there three less
    assert gains == [launch.joined[0] + 1 - 1 + 1, launch.joined[1] - 3]
    behind = register.campaigns.behind(after, after.rows[0], "hi")
    assert (len(behind.gained), len(behind.lost), behind.corrected) == (launch.joined[0], 0, 1)
    behind = register.campaigns.behind(after, after.rows[1], "hi")
    assert ([one.person_id for one in behind.lost], behind.corrected) == ([second[2]], -2)
    assert after.total.hi.gain == sum(row.hi.gain or 0 for row in after.rows)
    check_behind(register, after)


def test_villages_joined_and_split_are_compared_with_what_they_were(register: Register) -> None:
    launch = Launch(register, "Cẩm Thủy")
    launch.hold()
    before = launch.result()
    with register.change("Nhập thôn"):
        join(register, launch.villages[2], launch.villages[3])
    joined = launch.result()
    assert len(joined.rows) == 21
    assert joined.total == before.total.__class__(
        joined.total.villages, "", before.total.hi, before.total.vsi, {}
    )
    whole = joined.rows[2].hi
    assert whole.before is not None
    assert whole.before.covered == launch.covered[2] + launch.covered[3]
    assert whole.gain == launch.joined[2] + launch.joined[3]
    homes = list(
        register.connection.column(
            "SELECT id FROM households WHERE village_id = ?", (launch.villages[4],)
        )
    )
    with register.change("Tách thôn"):
        new = split(register, launch.villages[4], "Thôn Mới", homes)
    after = launch.result()
    assert len(after.rows) == 21
    assert after.rows[3].villages == (launch.villages[4], new)
    assert after.rows[3].hi == joined.rows[3].hi
    check_behind(register, after)
    register.undo()
    register.undo()
    assert launch.result() == before


def test_people_who_joined_are_there_from_the_day_after_the_baseline(register: Register) -> None:
    """A baseline is counted late, by days gone by, where nobody opened the program in time."""
    launch = Launch(register, "Cẩm Thủy")
    with register.change("Bỏ đợt"):
        register.campaigns.remove(launch.campaign)
    launch.campaign = ""
    with register.change("Đợt sau"):
        later = register.campaigns.add(
            on=date(2025, 10, 1), name="Đợt", start=launch.day, until=launch.day
        )
    launch.campaign = later
    assert launch.get().baseline_day is None
    assert [one.id for one in register.campaigns.to_freeze(launch.day)] == [later]
    with register.change("Thêm người"):
        register.people.add(
            name="Lường Thị Mến", village_id=launch.villages[0], born=PartialDate(1990)
        )
    with register.change("Khóa số"):
        assert register.campaigns.freeze(later, TODAY)
        assert not register.campaigns.freeze(later, TODAY)
    assert launch.result().total.hi.before.covered == 11_100  # type: ignore[union-attr]
