"""Targets: set, spread so that the parts add up, followed, explained; and carried along."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import Month, PartialDate
from storage import Register, StorageError
from storage.enrolling import Circumstances, HiMember, Receipt
from storage.sample import make_sample
from storage.target_progress import progress
from storage.targets import Level, Period, Resolution, read_goal
from storage.village_borders import join, remove, split
from storage.visits import ResultInput
from tests.storage.conftest import Place

ON = date(2026, 11, 21)
YEAR = Period.of_year(2026)
DECIDED = Resolution("15/NQ-HĐND", date(2025, 12, 19))


def village_of(register: Register, name: str, people: int, covered: int, later: int) -> str:
    """A village of so many people, of whom some have a card, and some more since May."""
    with register.change("Lập thôn"):
        village = register.villages.add(name)
        for place in range(people):
            home = register.households.add(village_id=village, number=str(place))
            one = register.people.add(
                name=f"Mai Thị Lành {place}", household_id=home, born=PartialDate(1980)
            )
            start = date(2025, 1, 1) if place < covered else date(2026, 5, 1)
            if place < covered + later:
                register.covers.add(
                    one, scheme="hi", known="covered", start=start, dated=date(2025, 1, 1)
                )
        return village


def set_target(register: Register, **given: Any) -> str:
    values = {"name": "hi", "period": YEAR, "level": "commune", "on": ON, **given}
    with register.change("Giao chỉ tiêu"):
        return register.targets.set(**values)


def test_a_target_keeps_its_opening_and_its_document(register: Register) -> None:
    village = village_of(register, "Thôn Đông", 20, 8, 4)
    target_id = set_target(register, goal=18, resolution=DECIDED)
    found = register.targets.get(target_id)
    assert (found.goal, found.opening, found.rate) == (18, 8, None)
    assert found.resolution == DECIDED
    # A record corrected later moves what is reached, not where the year began.
    with register.change("Sửa"):
        person_id = register.connection.value("SELECT id FROM people LIMIT 1")
        register.covers.add(person_id, scheme="hi", known="not_covered", dated=date(2025, 6, 1))
    assert set_target(register, goal=19) == target_id
    assert register.targets.get(target_id).opening == 8
    assert register.targets.periods() == (YEAR,)
    assert register.targets.of(YEAR, level="village") == ()
    assert village


def test_a_target_given_as_a_share_is_kept_in_people(register: Register) -> None:
    village = village_of(register, "Thôn Đông", 21, 8, 4)
    found = register.targets.get(
        set_target(register, level="village", subject=village, rate=Fraction(80, 100))
    )
    assert (found.goal, found.rate) == (17, Fraction(4, 5))  # 16,8 people are not enough
    assert register.targets.get(set_target(register, rate=Fraction(1, 2))).goal == 11


def test_a_period_to_come_has_no_opening_yet(register: Register) -> None:
    village_of(register, "Thôn Đông", 4, 2, 0)
    target_id = set_target(register, period=Period.of_year(2028), goal=4)
    assert register.targets.get(target_id).opening is None
    later = date(2028, 1, 1)
    assert set_target(register, period=Period.of_year(2028), goal=4, on=later) == target_id
    assert register.targets.get(target_id).opening == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"goal": None}, "goal_missing"),
        ({"goal": -1}, "goal_missing"),
        ({"name": "vsi", "rate": Fraction(1, 2)}, "rate_without_base"),
        ({"name": "renewals", "rate": Fraction(1, 2)}, "rate_without_base"),
        ({"name": "taxes", "goal": 3}, "unknown_figure"),
        ({"period": Period(date(2026, 5, 1), date(2026, 4, 30)), "goal": 1}, "period_turned"),
    ],
)
def test_what_is_no_target(register: Register, given: dict[str, Any], code: str) -> None:
    with pytest.raises(StorageError) as refused:
        set_target(register, **given)
    assert refused.value.code == code


def test_a_target_gone_is_gone_with_its_explanations(register: Register) -> None:
    target_id = set_target(register, goal=5)
    explain(register, target_id, cause="Nhiều người đi làm xa")
    with register.change("Bỏ chỉ tiêu"):
        register.targets.remove(target_id)
    assert register.explanations.of_month(Month(2026, 11)) == {}
    with pytest.raises(StorageError) as refused:
        register.targets.get(target_id)
    assert refused.value.code == "no_such_row"


# -- spreading


def test_a_commune_target_is_spread_over_the_villages(register: Register) -> None:
    east = village_of(register, "Thôn Đông", 20, 8, 4)
    west = village_of(register, "Thôn Tây", 10, 9, 0)
    target = register.targets.get(set_target(register, goal=27, resolution=DECIDED))
    by_people = register.targets.shares(target, "population", on=ON)
    assert [(part.village_id, part.opening, part.weight, part.goal) for part in by_people] == [
        (east, 8, 20, 15), (west, 9, 10, 12),
    ]  # fmt: skip
    by_need = register.targets.shares(target, "not_covered", on=ON)
    assert [(part.weight, part.goal) for part in by_need] == [(8, 17), (1, 10)]
    with register.change("Chia chỉ tiêu"):
        register.targets.spread(target, by_need)
    found = register.targets.of(YEAR, level="village", indicator="hi")
    assert [(one.subject, one.opening, one.goal, one.resolution) for one in found] == [
        (east, 8, 17, DECIDED), (west, 9, 10, DECIDED),
    ]  # fmt: skip
    register.undo()
    assert register.targets.of(YEAR, level="village") == ()
    fewer = register.targets.shares(target, "population", on=ON, goal=9)
    assert [part.goal for part in fewer] == [6, 3]


def test_a_flow_begins_with_nothing(register: Register) -> None:
    village_of(register, "Thôn Đông", 20, 8, 4)
    target = register.targets.get(set_target(register, name="visits", goal=12))
    assert target.opening == 0
    parts = register.targets.shares(target, "not_covered", on=ON)
    assert [(part.opening, part.goal) for part in parts] == [(0, 12)]


def test_without_villages_there_is_nothing_to_spread(register: Register) -> None:
    target = register.targets.get(set_target(register, goal=5))
    with pytest.raises(StorageError) as refused:
        register.targets.shares(target, "population", on=ON)
    assert refused.value.code == "no_villages"


@given(
    goal=st.integers(0, 4000),
    name=st.sampled_from(["hi", "vsi", "hi_pupils", "vsi_new", "renewals", "visits"]),
    by=st.sampled_from(["population", "not_covered"]),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_parts_add_up_to_the_total(sampled: Register, goal: int, name: str, by: Any) -> None:
    with sampled.rehearsal():
        target = sampled.targets.get(sampled.targets.set(name, YEAR, "commune", on=ON, goal=goal))
        parts = sampled.targets.shares(target, by, on=ON)
    assert sum(part.goal for part in parts) == goal
    assert all(part.goal >= 0 for part in parts)


@pytest.fixture
def sampled(register: Register) -> Register:
    make_sample(register, people=500, seed=9, on=ON)
    return register


# -- progress


def test_where_a_target_should_be_and_where_it_is_heading(register: Register) -> None:
    east = village_of(register, "Thôn Đông", 100, 40, 10)
    west = village_of(register, "Thôn Tây", 100, 60, 20)
    target = register.targets.get(set_target(register, goal=170))
    with register.change("Chia"):
        register.targets.spread(target, register.targets.shares(target, "population", on=ON))
    with register.change("Ghi thẻ"):  # one more in the last three months
        person_id = register.connection.column(
            "SELECT p.id FROM people p JOIN households h ON h.id = p.household_id"
            " WHERE h.village_id = ? AND p.name LIKE '% 99'", (west,),
        )  # fmt: skip
        register.covers.add(
            next(person_id), scheme="hi", known="covered", start=date(2026, 9, 1), dated=ON
        )
    found = progress(register, "hi", YEAR, "village", ON)
    # 325 of the 365 days are gone: 100 + 70 × 325/365 = 162,3; the villages add up to it.
    assert (found.total.opening, found.total.goal, found.total.expected) == (100, 170, 162)
    assert (found.total.reached, found.total.gap) == (131, -31)
    assert sum(line.expected or 0 for line in found.lines) == 162
    assert [line.figure.subject for line in found.lines] == [east, west]
    assert [line.gap for line in found.lines] == [-21, -10]
    assert [line.low for line in found.lines] == [True, True]
    assert found.days_left == 40
    # One in 92 days, 40 days left: half a person more.
    assert found.total.forecast == 131
    assert sum(line.forecast or 0 for line in found.lines) == 131
    over = progress(register, "hi", YEAR, "village", date(2027, 3, 1), forecast=False)
    assert (over.day, over.days_left, over.total.expected) == (date(2026, 12, 31), 0, 170)
    assert over.total.forecast is None


def test_villages_with_targets_of_their_own_make_the_commune_s(register: Register) -> None:
    east = village_of(register, "Thôn Đông", 10, 4, 0)
    village_of(register, "Thôn Tây", 10, 6, 0)
    set_target(register, level="village", subject=east, goal=9)
    found = progress(register, "hi", YEAR, "village", ON)
    assert (found.total.goal, found.total.opening, found.total.reached) == (9, 4, 10)
    assert [line.goal for line in found.lines] == [9, None]
    assert found.lines[1].gap is None
    assert not found.lines[1].low


def test_a_target_for_each_collector_and_organisation(register: Register, place: Place) -> None:
    """S3: a target is set for each area and each collection organisation."""
    with register.change("Nơi làm"):
        register.staff.save(place.collector, organisation="Bưu điện huyện")
    set_target(register, name="hi_new", level="collector", subject=place.collector, goal=10)
    set_target(register, name="hi_new", level="organisation", subject="buu dien huyen", goal=20)
    set_target(register, name="hi_new", level="village", subject=place.village, goal=5)
    with register.change("Ghi đóng"):
        register.enrolments.enrol_hi(
            place.household,
            months=12,
            members=[HiMember(place.head, "household"), HiMember(place.wife, "household")],
            about=Circumstances(
                date(2026, 10, 2), Receipt(number="7", collector_id=place.collector)
            ),
        )
    levels: tuple[tuple[Level, int], ...] = (
        ("collector", 10), ("organisation", 20), ("village", 5),
    )  # fmt: skip
    for level, goal in levels:
        found = progress(register, "hi_new", YEAR, level, ON)
        line = next(one for one in found.lines if one.goal)
        assert (line.reached, line.goal, line.opening) == (2, goal, 0)
        behind = register.indicators.records(
            "hi_new",
            on=ON,
            by=level,
            subject=line.figure.subject,
        )
        assert {one.person_id for one in behind} == {place.head, place.wife}
        # Two in the last three months: at that pace one more by the end of the year.
        assert line.forecast == 3
    with register.change("Đổi tên"):
        register.organisations.save(
            register.organisations.known("Bưu điện huyện"), name="Bưu điện khu vực"
        )
    found = progress(register, "hi_new", YEAR, "organisation", ON)
    line = next(one for one in found.lines if one.goal)
    assert (line.figure.subject, line.figure.name, line.reached) == (
        "buu dien khu vuc", "Bưu điện khu vực", 2,
    )  # fmt: skip


# -- explanations


def explain(register: Register, target_id: str, **said: Any) -> None:
    with register.change("Ghi giải trình"):
        register.explanations.save(target_id, Month.of(ON), day=ON, **said)


def test_a_low_result_is_explained_with_the_reasons_visits_met(
    register: Register, place: Place
) -> None:
    """S5: a unit with a low result reports the causes and the correction it proposes."""
    target_id = set_target(register, level="village", subject=place.village, goal=3)
    with register.change("Ghi kết quả"):
        for day, reason in ((3, "1"), (10, "1"), (17, "4"), (18, "đi vắng lâu")):
            register.visits.record(
                place.household,
                date(2026, 11, day),
                results=[ResultInput("refused", place.head, "hi", reason)],
            )
    target = register.targets.get(target_id)
    met = register.explanations.met(target, ON)
    assert [(one.reason, one.times) for one in met] == [("1", 2), ("4", 1)]
    explain(
        register, target_id, reasons=[1, 4], cause="  Lo mức đóng  ",
        correction="Đến từng nhà", staff_id=place.collector, by_day=date(2026, 12, 15),
    )  # fmt: skip
    line = progress(register, "hi", YEAR, "village", ON).lines[0]
    assert line.low
    said = line.explained
    assert said is not None
    assert (said.reasons, said.cause, said.correction) == ((1, 4), "Lo mức đóng", "Đến từng nhà")
    assert (said.staff, said.by_day, said.day) == ("Lê Thị Thu", date(2026, 12, 15), ON)
    explain(register, target_id, cause="Nhiều người đi làm xa")
    assert register.explanations.of_month(Month(2026, 11))[target_id].reasons == ()
    assert register.explanations.latest(target_id, Month(2026, 12)) is not None
    assert register.explanations.latest(target_id, Month(2026, 11)) is None
    commune = register.targets.get(set_target(register, goal=3))
    assert [one.times for one in register.explanations.met(commune, ON)] == [2, 1]
    with register.change("Bỏ"):
        register.explanations.remove(target_id, Month(2026, 11))
    assert register.explanations.of_month(Month(2026, 11)) == {}


@pytest.mark.parametrize(
    ("said", "code"), [({"cause": " "}, "nothing_explained"), ({"reasons": [99]}, "no_such_row")]
)
def test_an_empty_explanation_is_none(register: Register, said: dict[str, Any], code: str) -> None:
    target_id = set_target(register, goal=3)
    with pytest.raises(StorageError) as refused:
        explain(register, target_id, **said)
    assert refused.value.code == code


# -- villages join, split and go


def targets_of(register: Register) -> dict[str, tuple[int | None, int]]:
    return {
        one.subject: (one.opening, one.goal) for one in register.targets.of(YEAR, level="village")
    }


def test_joined_villages_have_one_target(
    register: Register, everything: Callable[[Register], dict[str, list[Any]]]
) -> None:
    east = village_of(register, "Thôn Đông", 10, 4, 0)
    west = village_of(register, "Thôn Tây", 10, 6, 0)
    for village, goal in ((east, 9), (west, 8)):
        target_id = set_target(register, level="village", subject=village, goal=goal)
        explain(register, target_id, cause="Nhiều người đi làm xa")
    with register.change("Mẫu số"):
        for village in (east, west):
            register.denominators.set(2026, "labour", 30, source="Thống kê", village_id=village)
        register.denominators.set(2026, "pupils", 5, source="Trường", village_id=west)
    set_target(register, name="vsi", level="village", subject=west, goal=2)
    before = everything(register)
    with register.change("Gộp thôn"):
        join(register, west, east)
    found = {one.indicator: (one.subject, one.opening, one.goal)
             for one in register.targets.of(YEAR, level="village")}  # fmt: skip
    assert found == {"hi": (east, 10, 17), "vsi": (east, 0, 2)}
    assert len(register.explanations.of_month(Month(2026, 11))) == 1
    assert [(one.what, one.village_id, one.people) for one in register.denominators.of(2026)] == [
        ("labour", east, 60)
    ]
    register.undo()
    assert everything(register) == before


def test_a_village_split_shares_its_target(
    register: Register, everything: Callable[[Register], dict[str, list[Any]]]
) -> None:
    east = village_of(register, "Thôn Đông", 10, 4, 0)
    set_target(register, level="village", subject=east, goal=9)
    set_target(register, name="visits", level="village", subject=east, goal=7)
    with register.change("Mẫu số"):
        register.denominators.set(2026, "labour", 30, source="Thống kê", village_id=east)
    before = everything(register)
    homes = list(register.connection.column("SELECT id FROM households ORDER BY number LIMIT 3"))
    with register.change("Tách thôn"):
        new = split(register, east, "Thôn Đông 2", homes)
    found = {(one.indicator, one.subject): (one.opening, one.goal)
             for one in register.targets.of(YEAR, level="village")}  # fmt: skip
    assert found == {
        ("hi", east): (3, 7), ("hi", new): (1, 2),
        ("visits", east): (0, 5), ("visits", new): (0, 2),
    }  # fmt: skip
    assert register.denominators.of(2026) == ()
    register.undo()
    assert everything(register) == before


def test_an_empty_village_goes_with_its_target(register: Register) -> None:
    with register.change("Thêm"):
        village = register.villages.add("Thôn Hoang")
    explain(register, set_target(register, level="village", subject=village, goal=1), cause="Không")
    with register.change("Bỏ thôn"):
        register.denominators.set(2026, "labour", 3, source="Thống kê", village_id=village)
        remove(register, village)
    assert targets_of(register) == {}


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("1200", 1200), ("1.200", 1200), (" 21.358 ", 21358), ("80%", Fraction(4, 5)),
        ("73,8 %", Fraction(738, 1000)), ("100 %", Fraction(1)),
    ],
)  # fmt: skip
def test_a_goal_is_typed_as_people_or_as_a_share(text: str, goal: int | Fraction) -> None:
    assert read_goal(text) == goal


@pytest.mark.parametrize("text", ["", "nhiều", "101 %", "0 %", "12,5", "-3"])
def test_what_cannot_be_a_goal(text: str) -> None:
    with pytest.raises(StorageError) as refused:
        read_goal(text)
    assert refused.value.code == "bad_goal"
