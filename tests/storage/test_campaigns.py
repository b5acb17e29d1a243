"""Campaigns: what is kept of them; each figure is the people behind it, whatever happens."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import PartialDate
from rules.coverage import hi_state, vsi_state
from storage import Register, StorageError, covered, open_register
from storage.campaign_results import CampaignResult
from storage.months import SCHEMES
from storage.sample import make_sample
from storage.village_borders import join, remove, split
from tests.storage.conftest import Place

START = date(2026, 10, 24)
ON = date(2026, 11, 22)
Everything = Callable[[Register], dict[str, list[Any]]]
HELD = {"covered", "ending", "state_paid"}


def add(register: Register, on: date = ON, **fields: Any) -> str:
    with register.change("Mở đợt"):
        known: dict[str, Any] = {"name": "Tháng cao điểm", "start": START, "until": ON, **fields}
        return register.campaigns.add(on=on, **known)


def cover(register: Register, person: str, start: date, until: date, dated: date = START) -> None:
    with register.change("Ghi thẻ"):
        register.covers.add(
            person, scheme="hi", known="covered", start=start, until=until, dated=dated
        )


def test_a_campaign_is_kept_with_its_document_villages_and_goals(
    register: Register, place: Place
) -> None:
    first = add(register, kind="peak", document="12/KH-UBND", document_day=date(2026, 10, 1))
    later = add(register, name="Đợt sau", start=date(2026, 12, 1), until=date(2026, 12, 15))
    campaigns = register.campaigns
    assert [one.id for one in campaigns.all()] == [later, first]
    kept = campaigns.get(first)
    assert (kept.name, kept.kind, kept.document_day) == (
        "Tháng cao điểm",
        "peak",
        date(2026, 10, 1),
    )
    assert kept.counted_on == kept.baseline_day == date(2026, 10, 23)
    running = campaigns.running(ON)
    assert running is not None
    assert running.id == first
    assert campaigns.running(date(2026, 11, 30)) is None
    with register.change("Nơi làm, mục tiêu"):
        campaigns.set_areas(first, [place.village, place.other_village])
        campaigns.set_areas(first, [place.village])
        campaigns.set_goals(first, {("", "hi"): 9, (place.village, "hi"): 4, ("", "vsi"): 2})
        campaigns.set_goals(first, {("", "hi"): 10, ("", "vsi"): None})
    assert campaigns.areas(first) == {place.village}
    assert campaigns.goals(first) == {("", "hi"): 10, (place.village, "hi"): 4}
    result = campaigns.result(first, ON)
    assert [(row.name, row.goals) for row in result.rows] == [("Thôn Đông", {"hi": 4})]
    assert result.total.goals == {"hi": 10}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": "  "}, "empty_name"),
        ({"until": date(2026, 10, 1)}, "campaign_ends_early"),
    ],
)
def test_a_campaign_that_cannot_be_is_refused(
    register: Register, fields: dict[str, Any], code: str
) -> None:
    with pytest.raises(StorageError) as refused:
        add(register, **fields)
    assert refused.value.code == code


def test_the_baseline_is_counted_when_the_campaign_begins(register: Register, place: Place) -> None:
    campaign = add(register, on=date(2026, 10, 20))
    campaigns = register.campaigns
    result = campaigns.result(campaign, date(2026, 10, 20))
    assert (result.total.hi.before, result.total.hi.gain) == (None, None)
    with pytest.raises(StorageError) as refused:
        campaigns.behind(result, result.total, "hi")
    assert refused.value.code == "no_baseline"
    cover(register, place.head, date(2026, 1, 1), date(2026, 12, 31))
    assert campaigns.to_freeze(date(2026, 10, 23)) == ()
    (due,) = campaigns.to_freeze(START)
    with register.change("Khóa số"):
        assert campaigns.freeze(due.id, START)
    before = campaigns.result(campaign, START).rows[0].hi.before
    assert before is not None
    assert (before.population, before.covered, before.unknown) == (3, 1, 2)
    assert before.rate is not None


def test_another_first_day_is_another_baseline(register: Register, place: Place) -> None:
    campaign = add(register)
    cover(register, place.head, date(2026, 10, 25), date(2027, 10, 24))
    with register.change("Sửa đợt"):
        register.campaigns.save(campaign, on=ON, name="Đợt cao điểm")
    assert register.campaigns.result(campaign, ON).total.hi.gain == 1
    with register.change("Sửa đợt"):
        register.campaigns.save(campaign, on=ON, start=date(2026, 10, 27))
    assert register.campaigns.get(campaign).baseline_day == date(2026, 10, 26)
    assert register.campaigns.result(campaign, ON).total.hi.gain == 0
    with register.change("Sửa đợt"):
        register.campaigns.save(campaign, on=ON, start=date(2026, 11, 28), until=date(2026, 12, 1))
    assert register.campaigns.get(campaign).baseline_day is None


def test_a_campaign_written_by_mistake_leaves_its_events(register: Register, place: Place) -> None:
    campaign = add(register)
    with register.change("Ghi buổi"):
        event = register.events.add(day=START, form="launch", campaign_id=campaign)
    with register.change("Bỏ đợt"):
        register.campaigns.set_areas(campaign, [place.village])
        register.campaigns.remove(campaign)
    assert register.campaigns.all() == ()
    assert register.events.get(event).campaign_id is None
    with pytest.raises(StorageError, match="no_such_row"):
        register.campaigns.get(campaign)


def test_a_village_deleted_since_keeps_its_line(register: Register, place: Place) -> None:
    with register.change("Thêm thôn"):
        empty = register.villages.add("Thôn Trống")
    campaign = add(register)
    with register.change("Mục tiêu"):
        register.campaigns.set_goals(campaign, {(empty, "hi"): 3})
    with register.change("Tách thôn"):
        register.connection.execute(
            "UPDATE villages SET split_from_id = ? WHERE id = ?", (empty, place.other_village)
        )
    before = register.campaigns.result(campaign, ON)
    with register.change("Xóa thôn"):
        remove(register, empty)
    after = register.campaigns.result(campaign, ON)
    assert [row.name for row in after.rows] == ["Thôn Đông", "Thôn Tây", "Thôn Trống"]
    assert after.rows[2].villages == ()
    assert after.total.hi == before.total.hi
    with register.change("Ghi buổi"):
        register.events.add(day=ON, form="booth", village_id=place.other_village)
        register.households.save(place.empty_household, village_id=place.village)
    with pytest.raises(StorageError) as refused, register.change("Xóa thôn"):
        remove(register, place.other_village)
    assert refused.value.code == "village_has_events"


def test_villages_that_join_bring_their_goals_and_areas_together(
    register: Register, place: Place
) -> None:
    campaign = add(register)
    both = (place.village, place.other_village)
    with register.change("Mục tiêu"):
        register.campaigns.set_areas(campaign, both)
        register.campaigns.set_goals(campaign, {(both[0], "hi"): 3, (both[1], "hi"): 4})
        register.campaigns.set_goals(campaign, {(both[1], "vsi"): 1})
        register.connection.execute(
            "UPDATE villages SET split_from_id = ? WHERE id = ?", (both[1], both[0])
        )
    before = register.campaigns.result(campaign, ON)
    with register.change("Nhập thôn"):
        join(register, both[1], both[0])
    (row,) = register.campaigns.result(campaign, ON).rows
    assert (row.name, row.goals) == ("Thôn Đông", {"hi": 7, "vsi": 1})
    assert row.hi == before.total.hi
    assert register.campaigns.areas(campaign) == {both[0]}
    register.undo()
    assert register.campaigns.result(campaign, ON) == before


# Whatever happens in between, each figure is the people behind it.

STEPS = ("move", "die", "cover", "deny", "split", "join", "merge_home", "born", "undo")


def check(register: Register, result: CampaignResult) -> None:
    for scheme in SCHEMES:
        whole = result.total.of(scheme)
        parts = [row.of(scheme) for row in result.rows]
        assert whole.gain == sum(part.gain or 0 for part in parts)
        assert whole.starting == sum(part.starting for part in parts)
        for moment in ("before", "now"):
            for figure in ("population", "covered", "unknown"):
                whole_figure = getattr(getattr(whole, moment), figure)
                assert whole_figure == sum(getattr(getattr(p, moment), figure) for p in parts)
        for row in (result.total, *result.rows):
            progress = row.of(scheme)
            figures = {
                "population": progress.now.population,
                "covered": progress.now.covered,
                "unknown": progress.now.unknown,
                "starting": progress.starting,
            }
            for figure, number in figures.items():
                found = register.campaigns.people(
                    result.on,
                    row,
                    scheme=scheme,
                    figure=figure,  # type: ignore[arg-type]
                )
                assert len({one.person_id for one in found}) == len(found) == number
            behind = register.campaigns.behind(result, row, scheme)
            assert behind.gain == progress.gain


def step(register: Register, rng: random.Random, kind: str) -> None:
    people = register.people.list(limit=400)
    person = rng.choice([one for one in people if one.status in {"here", "away"}])
    villages = register.villages.all()
    day = START + timedelta(days=rng.randint(-3, 28))
    with register.change(kind):
        if kind == "move":
            home = rng.choice(register.households.list(on=ON, limit=40))
            register.people.save(person.id, household_id=home.id, relation=None, village_id=None)
        elif kind == "die":
            register.people.save(person.id, status=rng.choice(("died", "moved")), status_day=day)
        elif kind == "cover":
            scheme: Any = rng.choice(("hi", "vsi", "csi"))
            register.covers.add(
                person.id, scheme=scheme, known="covered", start=day, until=None, dated=day
            )
        elif kind == "deny":
            register.covers.add(person.id, scheme="hi", known="not_covered", dated=day)
        elif kind == "split":
            homes = register.households.list(on=ON, village=villages[0].id, limit=3)
            if homes:
                name = f"Thôn Mới {len(villages)}"
                split(register, villages[0].id, name, [one.id for one in homes])
        elif kind == "join" and len(villages) > 2:
            gone, kept = rng.sample(villages, 2)
            join(register, gone.id, kept.id)
        elif kind == "born":
            register.people.add(name="Mai Thị Lành", born=PartialDate(2026, 11))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=10), seed=st.integers(0, 10_000))
def test_villages_add_up_and_open_onto_their_people_whatever_happened(
    tmp_path_factory: pytest.TempPathFactory, clock: Any, steps: list[str], seed: int
) -> None:
    path = tmp_path_factory.mktemp("campaign") / "so.sas"
    with open_register(path, clock=clock, actor="Hà", create=True) as register:
        make_sample(register, people=160, seed=seed, on=ON)
        campaign = add(register)
        kept = register.campaigns.result(campaign, ON)
        rng = random.Random(seed)
        for kind in steps:
            if kind == "undo":
                if register.undoable() is not None and rng.random() < 0.5:
                    register.undo()
                    if not register.campaigns.all():
                        register.redo()
            else:
                step(register, rng, kind)
        result = register.campaigns.result(campaign, ON)
        check(register, result)
        assert result.total.hi.before == kept.total.hi.before
        assert result.total.vsi.before == kept.total.vsi.before


def test_the_counts_of_a_day_agree_with_the_rules_of_cover(register: Register) -> None:
    make_sample(register, people=600, seed=7, on=ON)
    for day in (ON, START):
        counts = covered.counts(register.connection, day)
        states: dict[str, int] = {"people": 0, "hi": 0, "hi?": 0, "vsi": 0, "vsi?": 0}
        people = register.people.list(limit=-1)
        facts = register.covers.of_many(person.id for person in people)
        for person in people:
            gone = person.status not in {"here", "away"}
            if gone and (person.status_day is None or person.status_day <= day):
                continue
            age = None if person.born is None else person.born.age_on(day)
            hi = hi_state(facts[person.id], on=day, age=age, standing=None).kind
            vsi = vsi_state(facts[person.id], on=day, age=age).kind
            states["people"] += 1
            states["hi"] += hi in HELD
            states["hi?"] += hi == "unknown"
            states["vsi"] += vsi in HELD
            states["vsi?"] += vsi == "unknown"
        assert states == {
            "people": sum(one.population for one in counts.values()),
            "hi": sum(one.hi for one in counts.values()),
            "hi?": sum(one.hi_unknown for one in counts.values()),
            "vsi": sum(one.vsi for one in counts.values()),
            "vsi?": sum(one.vsi_unknown for one in counts.values()),
        }
