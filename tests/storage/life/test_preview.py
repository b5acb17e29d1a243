"""What an act would change is told before it is done, and telling it writes nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rules.calendar import Month
from rules.coverage import State
from rules.vsi.contribution import PayerClass
from storage import Register
from storage.enrolling import Circumstances
from storage.errors import StorageError
from storage.life import (
    Effects,
    HomeCell,
    MemberCell,
    PaysCell,
    choices,
    preview,
    suggest,
)
from storage.life.choosing import choices_among
from storage.visits import ResultInput

ON = date(2026, 11, 22)
DAY = date(2026, 11, 20)


def see(register: Register, act: Callable[[Any], object], *homes: str) -> Effects:
    policy = register.policies.policy()
    return preview(register, act, households=homes, on=ON, policy=policy)


def noted(effects: Effects) -> list[tuple[str, dict[str, Any]]]:
    return [(note.code, dict(note.facts)) for note in effects.notes]


@pytest.fixture
def insured(register: Register, family: Any) -> Any:
    with register.change("Ghi thẻ BHYT"):
        register.covers.add(
            family["Tuất"],
            scheme="hi",
            known="covered",
            dated=date(2026, 1, 1),
            start=date(2026, 1, 1),
            until=date(2026, 11, 30),
        )
        for name in ("Mến", "Pán"):
            register.covers.add(family[name], scheme="hi", known="not_covered", dated=DAY)
        register.visits.record(
            family["vi"],
            date(2026, 11, 15),
            results=[
                ResultInput("agreed", family["Mến"], "hi", next_day=ON),
                ResultInput("agreed", family["Tuất"], "hi", next_day=date(2026, 11, 25)),
            ],
        )
    return family


def test_a_death_is_shown_line_by_line_and_nothing_is_written(
    register: Register, insured: Any, unchanged: Callable[[], Any]
) -> None:
    before = unchanged()

    def act(life: Any) -> None:
        life.death(insured["Tuất"], day=DAY, new_head_id=insured["Mến"])

    effects = see(register, act, insured["vi"])
    assert unchanged() == before
    members = {line.name.split()[-1]: line for line in effects.lines if line.kind == "member"}
    assert {name for name, line in members.items() if line.changed} == {"Tuất", "Mến", "Mận"}
    gone, heir = members["Tuất"].after, members["Mến"].after
    assert isinstance(gone, MemberCell)
    assert isinstance(heir, MemberCell)
    assert (gone.status, gone.status_day) == ("died", DAY)
    assert (heir.relation, heir.status) == ("head", "here")
    (home,) = (line for line in effects.lines if line.kind == "home")
    assert isinstance(home.before, HomeCell)
    assert isinstance(home.after, HomeCell)
    assert (home.before.head, home.after.head) == ("Vi Văn Tuất", "Lường Thị Mến")
    assert home.before.code == home.after.code
    (card,) = (line for line in effects.lines if line.kind == "hi")
    assert (card.name, card.before.until) == ("Vi Văn Tuất", date(2026, 11, 30))  # type: ignore[union-attr]
    assert (card.after.kind, card.after.since) == ("ended", DAY)  # type: ignore[union-attr]
    (pays,) = (line for line in effects.lines if line.kind == "pays")
    assert isinstance(pays.before, PaysCell)
    assert isinstance(pays.after, PaysCell)
    assert pays.before.people == pays.after.people + 1
    assert pays.before.amount > pays.after.amount > 0
    assert effects.count == sum(line.changed for line in effects.lines) == 6
    assert noted(effects) == [
        ("appointment_stays", {"day": ON, "name": "Lường Thị Mến"}),
        ("appointment_ends", {"day": date(2026, 11, 25), "name": "Vi Văn Tuất"}),
        ("funeral_unknown", {"name": "Vi Văn Tuất"}),
    ]


def test_the_preview_is_what_the_act_does(register: Register, insured: Any) -> None:
    def act(life: Any) -> None:
        life.death(insured["Tuất"], day=DAY, new_head_id=insured["Bình"])

    told = suggest(register, act)
    effects = see(register, act, insured["vi"])
    with register.change("Ghi đã mất"):
        act(register.life)
    record = register.households.record(insured["vi"], ON)
    assert told == {row.person.id: row.person.relation for row in record.members}
    after = {line.person_id: line.after for line in effects.lines if line.kind == "member"}
    for row in record.members:
        cell = after[row.person.id]
        assert isinstance(cell, MemberCell)
        assert (cell.relation, cell.status) == (row.person.relation, row.person.status)


def test_a_preview_that_is_refused_leaves_no_trace(
    register: Register, family: Any, unchanged: Callable[[], Any]
) -> None:
    before = unchanged()
    with pytest.raises(StorageError, match="head_needed"):
        see(register, lambda life: life.death(family["Tuất"], day=DAY))
    with register.change("Đang ghi"), pytest.raises(StorageError, match="change_open"):
        see(register, lambda life: life.death(family["Dung"], day=DAY))
    assert unchanged() == before


def test_a_new_household_and_one_that_ends_have_one_side_only(
    register: Register, insured: Any
) -> None:
    family = insured
    with register.change("Ghi hộ cận nghèo"):
        register.standings.set(family["vi"], 2026, "near_poor")
        register.standings.set(family["lo"], 2026, "average_agri")
    split = see(
        register,
        lambda life: life.split(family["vi"], [family["Bình"]], head_id=family["Bình"], day=DAY),
    )
    made = [line for line in split.lines if line.kind == "home" and line.before is None]
    assert [line.after.head for line in made] == ["Vi Văn Bình"]  # type: ignore[union-attr]
    assert ("standing_stays", {"year": 2026}) in noted(split)
    join = see(register, lambda life: life.join(family["lo"], family["vi"], day=DAY))
    ended = next(line.after for line in join.lines if line.household_id == family["lo"])
    assert isinstance(ended, HomeCell)
    assert (ended.status, ended.people) == ("joined", 0)
    assert ended.joined_code == register.households.get(family["vi"]).code
    assert noted(join)[-1] == ("standing_ends", {"year": 2026})
    last = [line for line in join.lines if line.kind == "pays" and line.after is None]
    assert len(last) == 1


def test_a_day_whose_law_is_not_recorded_shows_the_people_all_the_same(
    register: Register, family: Any
) -> None:
    effects = preview(
        register,
        lambda life: life.death(family["Dung"], day=date(2009, 5, 5)),
        households=[family["lo"]],
        on=date(1990, 1, 1),
        policy=register.policies.policy(),
    )
    assert not [line for line in effects.lines if line.kind == "pays"]


@pytest.mark.parametrize(
    ("years", "code"), [(0, "funeral_unknown"), (2, "funeral_too_short"), (5, "funeral_due")]
)
def test_what_a_family_is_given_for_the_funeral(
    register: Register, family: Any, years: int, code: str
) -> None:
    """Law 41/2024/QH15 of 29/06/2024: ten times the reference level after 60 months."""
    for year in range(years):
        with register.change("Ghi đóng BHXH"):
            register.enrolments.enrol_vsi(
                family["Xuyến"],
                income=2_000_000,
                payer_class=PayerClass.OTHER,
                method="12",
                start=Month(2021 + year, 1),
                about=Circumstances(date(2025, 8, 5)),
            )
    effects = see(register, lambda life: life.death(family["Xuyến"], day=DAY))
    ((told, facts),) = noted(effects)
    assert told == code
    if code == "funeral_due":
        assert facts["amount"] == 25_300_000
    if code == "funeral_too_short":
        assert (facts["paid"], facts["needed"]) == (24, 60)


def test_who_is_known_never_to_have_joined_has_no_allowance(
    register: Register, family: Any
) -> None:
    with register.change("Ghi danh sách"):
        register.covers.add(family["Xuyến"], scheme="vsi", known="not_covered", dated=DAY)
    effects = see(register, lambda life: life.death(family["Xuyến"], day=DAY))
    assert [note.code for note in effects.notes] == ["funeral_none"]


def test_what_the_state_owed_the_dead_ends_though_no_card_was_seen(
    register: Register, family: Any
) -> None:
    with register.change("Ghi hộ nghèo"):
        register.standings.set(family["vi"], DAY.year, "poor")
    effects = see(register, lambda life: life.death(family["Mến"], day=DAY), family["vi"])
    (card,) = (line for line in effects.lines if line.kind == "hi")
    assert (card.before.kind, card.before.expected) == ("unknown", True)  # type: ignore[union-attr]
    assert card.after == State("ended", since=DAY)


def test_a_family_is_sent_to_ask_where_the_paid_time_is_not_known_here(
    register: Register, family: Any
) -> None:
    with register.change("Ghi danh sách"):
        register.covers.add(family["Xuyến"], scheme="csi", known="covered", dated=DAY)
        register.covers.add(family["Dung"], scheme="vsi", known="covered", dated=DAY)
    for name in ("Xuyến", "Dung"):

        def act(life: Any, who: str = family[name]) -> None:
            life.death(who, day=DAY)

        assert [note.code for note in see(register, act).notes] == ["funeral_ask"]
    with register.change("Ghi đóng BHXH"):
        register.enrolments.enrol_vsi(
            family["Pán"],
            income=2_000_000,
            payer_class=PayerClass.OTHER,
            method="12",
            start=Month(2025, 9),
            about=Circumstances(date(2025, 8, 5)),
        )
    # the law of that day is not recorded
    day = date(1990, 1, 1)
    long_ago = see(
        register, lambda life: life.death(family["Pán"], day=day, new_head_id=family["Xuyến"])
    )
    assert [note.code for note in long_ago.notes] == ["funeral_ask"]


def test_who_may_lead_is_told_with_the_reason_why_not(register: Register, family: Any) -> None:
    with register.change("Ghi đi xa"):
        register.life.leave([family["Bình"]], day=DAY, kind="away")
    found = choices(register, family["vi"], {family["Tuất"]}, ON)
    assert [(one.person.name, one.age, one.why_not) for one in found] == [
        ("Lường Thị Mến", 54, None),
        ("Tống Thị Mận", 81, None),
        ("Vi Văn Bình", 26, "away"),
        ("Mai Thị Lành", 25, None),
        ("Vi Văn Chín", 14, "young"),
        ("Vi Thị An", 4, "young"),
    ]
    assert [one.may_lead for one in found] == [True, True, False, True, False, False]
    both = choices_among(register.people.of_household(family["lo"]), ON)
    assert [one.why_not for one in both] == [None, None, None]
