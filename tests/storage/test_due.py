"""Who is due: as the rules have it, counted as it is listed, from dates alone."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import Month, PartialDate
from rules.coverage import CoverFact, hi_state, vsi_state
from rules.vsi.contribution import PayerClass
from storage import Register
from storage.calls import Called
from storage.due import NOBODY, PERIODS
from storage.enrolling import Circumstances

ON = date(2026, 11, 22)
_KINDS = {"hi": {"ending", "covered", "ended"}, "vsi": {"ending", "covered", "stopped"}}


def _person(register: Register, name: str, household: str | None = None, **more: object) -> str:
    born = more.pop("born", PartialDate(1980, 1, 1))
    return register.people.add(name=name, household_id=household, born=born, **more)  # type: ignore[arg-type]


def _card(register: Register, person: str, until: date, group: str = "household") -> str:
    return register.covers.add(
        person, scheme="hi", known="covered", hi_group=group, start=until - timedelta(days=364),
        until=until, dated=date(2026, 1, 1),
    )  # fmt: skip


def _home(register: Register, *people: str, village: str | None = None) -> tuple[str, list[str]]:
    household = register.households.add(village_id=village)
    ids = [
        _person(register, name, household, relation="head" if not at else "other")
        for at, name in enumerate(people)
    ]
    return household, ids


days = st.integers(-400, 400).map(lambda far: ON + timedelta(days=far))
past = st.integers(-400, 0).map(lambda far: ON + timedelta(days=far))
facts = st.builds(
    lambda scheme, known, group, start, length, dated, opened: CoverFact(
        scheme, known,
        group if scheme == "hi" and known == "covered" else None,
        None if known == "not_covered" or opened == "start" else start,
        None if known == "not_covered" or opened == "end" else start + timedelta(days=length),
        dated,
    ),
    st.sampled_from(["hi", "hi", "vsi", "vsi", "csi"]),
    st.sampled_from(["covered", "covered", "covered", "not_covered"]),
    st.sampled_from(["household", "poor", "pensioner", None]),
    days, st.integers(0, 300), past, st.sampled_from(["", "", "", "", "start", "end"]),
)  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(facts, max_size=5), min_size=1, max_size=6))
def test_who_is_due_is_who_the_rules_say_is(
    register: Register, known: list[list[CoverFact]]
) -> None:
    with register.change("Thẻ"):
        people = []
        for some in known:
            person = _person(register, "Vi Văn Tuất")
            people.append((person, some))
            for fact in some:
                register.covers.add(
                    person, scheme=fact.scheme, known=fact.known, hi_group=fact.group,
                    start=fact.start, until=fact.until, dated=fact.dated,
                )  # fmt: skip
    found = {
        (one.person_id, row.scheme): (period, one)
        for period in ("lapsed", "ended", "90")
        for row in register.due.rows(period, ON)
        for one in row.members
    }
    for person, some in people:
        hi = hi_state(some, on=ON, age=None, standing=None)
        vsi = vsi_state(some, on=ON, age=None)
        for scheme, state in (("hi", hi), ("vsi", vsi)):
            key: Any = (person, scheme)
            far = state.kind in {"ending", "covered"} and (state.days is None or state.days > 90)
            due = state.kind in _KINDS[scheme] and not far and state.starts is None
            draws = hi.kind in {"covered", "ending", "state_paid"} and hi.group == "pensioner"
            if scheme == "vsi" and state.kind == "stopped" and draws:
                due = False
            assert (key in found) == due, (scheme, state)
            if due and state.until is not None:
                assert found[key][1].last == state.until
                assert not found[key][1].cut
            elif due:
                assert found[key][1].cut
                assert found[key][1].last == state.since - timedelta(days=1)  # type: ignore[operator]


def test_periods_are_counted_as_they_are_listed(register: Register) -> None:
    with register.change("Sổ"):
        east, west = register.villages.add("Thôn Đông"), register.villages.add("Thôn Tây")
        collector = register.staff.add(name="Tống Thị Mận", roles=("collector",), village_id=east)
        own = register.staff.add(name="Lường Thị Mến", roles=("collector",))
        home, (one, two, three) = _home(register, "Mai Thị Lành", "Vi A", "Vi B", village=east)
        other, (four, five) = _home(register, "Tống Văn Cả", "Tống Văn Hai", village=west)
        register.households.save(other, collector_id=own)
        alone = _person(register, "Lường Văn Bảy")
        for person, far in ((one, 0), (two, 7), (three, 8), (four, 31), (five, 61), (alone, 91)):
            _card(register, person, ON + timedelta(days=far))
        for far in (-1, -89, -90, -400):
            _card(register, _person(register, f"Hết {far}"), ON + timedelta(days=far))
        _card(register, _person(register, "Hộ nghèo"), ON + timedelta(days=5), "poor")

    counts = register.due.counts(ON)
    assert counts == {"7": 2, "30": 3, "60": 4, "90": 5, "ended": 2, "lapsed": 2}
    for period in PERIODS:
        rows = register.due.rows(period, ON)
        assert sum(len(row.members) for row in rows) == counts[period]
        by = register.due.by_place(period, ON)
        assert sum(by.values()) == counts[period]
        for (village, keeper), people in by.items():
            some = register.due.rows(period, ON, village=village, collector=keeper)
            assert sum(len(row.members) for row in some) == people

    first, second = register.due.rows("90", ON)[:2]
    assert (first.household_id, first.name, first.village) == (home, "Mai Thị Lành", "Thôn Đông")
    assert [one.person_id for one in first.members] == [one, two, three]
    assert (first.days, first.collector_id) == (0, collector)
    assert (second.collector_id, second.members[0].months) == (own, 12)
    assert register.due.counts(ON, collector=NOBODY)["ended"] == 2
    assert register.due.counts(ON, scheme="vsi")["90"] == 0


def test_an_older_day_and_a_missed_start_change_nothing(register: Register) -> None:
    with register.change("Sổ"):
        _, (one,) = _home(register, "Mai Thị Lành")
        _card(register, one, date(2026, 11, 30))
    assert register.due.counts(date(2026, 10, 1))["60"] == 1
    assert register.due.counts(date(2026, 10, 1))["30"] == 0
    assert register.due.counts(date(2026, 12, 1))["ended"] == 1
    assert register.due.counts(date(2027, 5, 1))["lapsed"] == 1
    assert register.due.counts(ON)["30"] == 1


def test_renewed_moved_and_dead_people_are_due_no_more(register: Register) -> None:
    with register.change("Sổ"):
        home, (one, two) = _home(register, "Mai Thị Lành", "Vi Văn Tuất")
        for person in (one, two):
            _card(register, person, date(2026, 11, 30))
    assert register.due.counts(ON)["30"] == 2
    with register.change("Đóng tiếp"):
        register.covers.add(
            one, scheme="hi", known="covered", hi_group="household", start=date(2026, 12, 1),
            until=date(2027, 11, 30), dated=ON,
        )  # fmt: skip
        assert register.due.counts(ON)["30"] == 1
    assert register.due.counts(ON)["30"] == 1
    register.undo()
    assert register.due.counts(ON)["30"] == 2
    with register.change("Chuyển đi"):
        register.connection.execute(
            "UPDATE households SET status = 'left', status_day = ? WHERE id = ?",
            (ON.isoformat(), home),
        )
    assert register.due.counts(ON)["30"] == 0


def test_who_was_said_to_have_stopped_has_lapsed_until_joining_again(register: Register) -> None:
    with register.change("Đóng và dừng"):
        _, (one,) = _home(register, "Mai Thị Lành")
        register.enrolments.enrol_vsi(
            one, income=1_500_000, payer_class=PayerClass.OTHER, method="1",
            start=Month(2026, 10), about=Circumstances(day=date(2026, 10, 5)),
        )  # fmt: skip
        register.stops.stop(one, "vsi", day=date(2026, 11, 1), reason="birth")
    assert register.due.counts(ON)["ended"] == 0
    (row,) = register.due.rows("lapsed", ON)
    assert (row.members[0].stopped, row.days) == ("birth", -22)
    with register.change("Đóng lại"):
        register.enrolments.enrol_vsi(
            one, income=1_500_000, payer_class=PayerClass.OTHER, method="1",
            start=Month(2026, 11), about=Circumstances(day=ON),
        )  # fmt: skip
    assert register.due.counts(ON, scheme="vsi")["30"] == 1


def test_the_last_contact_is_a_call_or_a_visit(register: Register) -> None:
    with register.change("Gọi"):
        home, (one,) = _home(register, "Mai Thị Lành")
        other, _ = _home(register, "Vi Văn Tuất")
        register.calls.record([Called(None, one, "vsi")], date(2026, 11, 19), "reached")
        register.calls.record(
            [Called(home, None, "hi")], date(2026, 11, 20), "promised", next_day=ON
        )
    contacts = register.calls.last_contacts([home, other], ON)
    assert list(contacts) == [home]
    assert (contacts[home].result, contacts[home].next_day) == ("promised", ON)
    earlier = register.calls.last_contacts([home], date(2026, 11, 19))
    assert earlier[home].result == "reached"
    with pytest.raises(Exception, match="next_before_call"), register.change("Gọi"):
        register.calls.record([Called(home)], ON, "promised", next_day=date(2026, 11, 1))
