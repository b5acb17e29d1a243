"""Tổng quan: each figure is the one of the list it opens."""

from datetime import date
from fractions import Fraction

from rules.calendar import PartialDate
from storage import Register, follow_ups
from storage.overview import doubts, overview
from storage.sample import make_sample
from storage.targets import Period, Resolution
from storage.visits import ResultInput
from tests.storage.conftest import Place

ON = date(2026, 11, 22)
YEAR = Period.of_year(2026)


def test_an_empty_register_has_nothing_to_tell(register: Register) -> None:
    found = overview(register, ON)
    assert (found.people, found.villages, found.visits, found.campaign) == (0, (), (), None)
    assert [name for name, _ in found.targets] == ["hi", "vsi", "hi_pupils"]
    assert found.aim is None
    assert doubts(register, ON) == ()


def test_every_figure_is_that_of_its_list(register: Register) -> None:
    make_sample(register, people=600, seed=5, on=ON)
    with register.change("Giao"):
        given = register.targets.set(
            "hi", YEAR, "commune", on=ON, rate=Fraction(19, 20),
            resolution=Resolution("15/NQ-HĐND", date(2025, 12, 19)),
        )  # fmt: skip
        register.targets.set("visits", YEAR, "commune", on=ON, goal=200)
        register.campaigns.add(
            on=ON, name="Tháng cao điểm", kind="peak", start=date(2026, 10, 24),
            until=date(2026, 11, 15),
        )  # fmt: skip
    found = overview(register, ON)
    assert [name for name, _ in found.targets] == ["hi", "visits"]
    assert found.resolution is not None
    assert found.resolution.id == given
    line = found.targets[0][1]
    assert line.reached == len(register.indicators.records("hi", on=ON))
    assert sum(one.figure.counted for one in found.villages) == line.reached
    assert found.aim == Fraction(19, 20)
    rates = [one.figure.rate or 0 for one in found.villages]
    assert rates == sorted(rates)
    for one in found.villages:
        assert one.aim is not None
        assert one.aim >= Fraction(19, 20)
        assert one.missing == max((one.goal or 0) - one.figure.counted, 0)
    for ending in found.endings:
        for scheme in ("hi", "vsi"):
            rows = register.due.rows(ending.period, ON, scheme=scheme)
            assert getattr(ending, scheme) == sum(len(row.members) for row in rows)
    assert {one.visit_id for one in found.visits} == {
        one.visit_id for one in follow_ups.due(register, ON, ahead=0)
    }
    late = [one.late for one in found.visits]
    assert late == sorted(late)
    assert all(not one.late for one in found.today)
    campaign = found.campaign
    assert campaign is not None
    whole = register.campaigns.result(campaign.campaign.id, ON).total
    assert (campaign.hi_before, campaign.hi) == (whole.hi.before, whole.hi.now)
    assert (campaign.vsi_before, campaign.vsi) == (whole.vsi.before, whole.vsi.now)
    with register.change("Nơi làm"):
        village = register.villages.all()[0].id
        register.campaigns.set_areas(campaign.campaign.id, [village])
    part = overview(register, ON).campaign
    assert part is not None
    assert part.villages == 1
    assert part.hi == register.campaigns.result(campaign.campaign.id, ON).total.hi.now
    # 326 of the 365 days of the year are gone.
    assert found.gone == Fraction(326, 365)


def test_a_period_of_its_own_goes_before_a_year_without_targets(register: Register) -> None:
    own = Period(date(2026, 10, 1), date(2027, 3, 31))
    with register.change("Giao"):
        register.people.add(name="Mai Thị Lành", born=PartialDate(1980))
        register.targets.set("hi", own, "commune", on=ON, goal=4)
    found = overview(register, ON)
    assert found.period == own
    assert found.aim == Fraction(4)
    assert found.villages[0].goal == 4


def test_what_to_look_at_again(register: Register, place: Place) -> None:
    with register.change("Thêm"):
        for _ in range(2):
            register.people.add(
                name="Vi Văn Tuất", born=PartialDate(1980, 2, 3), village_id=place.village
            )
        register.visits.record(
            place.household, ON, results=[ResultInput("thinking", place.head, "hi")]
        )
    found = doubts(register, ON)
    assert found[0].key == "duplicates"
    assert found[0].count == 1
    counts = [one.count for one in found[1:]]
    assert counts == sorted(counts, reverse=True)
    assert all(counts)
