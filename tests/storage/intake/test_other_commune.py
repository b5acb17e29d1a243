"""The lists of communes that never were: other words, orders and alphabets, rows gone wrong."""

import random
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from storage import Register, listings
from storage.intake import Plan, accept, kept_conflicts, preview, read_file, retry_waiting
from storage.listings import Filter
from tests.storage.intake.made_commune import Commune, Lists, made

ON = date(2026, 11, 22)
KINDS = {
    "book": "household_book",
    "without": "not_covered",
    "cards": "expiring_cards",
    "poor": "poor_households",
    "vsi": "vsi_participants",
}


@pytest.mark.parametrize("seed", range(6))
def test_any_commune_comes_out_as_it_is(register: Register, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    commune = made(rng)
    paths = Lists(commune, rng, tmp_path).write()
    order = list(paths)
    rng.shuffle(order)
    plans = {}
    for name in order:
        reading = read_file(paths[name], on=ON)
        assert reading.kind == KINDS[name]
        plans[name] = preview(register, reading)
        accept(register, plans[name])
        retry_waiting(register)
    assert counted(register) == commune.answers(), order
    assert_each_as_said(register, commune)
    assert_odd_rows(register, commune, plans["book"])
    for name in set(order) - {"book"}:
        counts = plans[name].counts
        assert (counts.rejected, counts.duplicates) == (0, 0), name
    assert conflicts_of(register) == [("phone", commune.odd["conflict"][0])]
    document = "SELECT DISTINCT document, document_day FROM standings"
    assert register.connection.rows(document) == [("Quyết định số 45/QĐ-UBND", "2025-12-15")]


def counted(register: Register) -> dict[str, Any]:
    value = register.connection.value
    people = listings.rows_of(register, "people", Filter(ON))[1]
    households = listings.rows_of(register, "households", Filter(ON))[1]
    standings = Counter(row["standing"] for row in households)
    covers = "SELECT count(DISTINCT person_id) FROM covers WHERE scheme = 'hi' AND known = ?"
    ends = covers + " AND until LIKE '2026-%'"
    return {
        "people": len(people),
        "households": len(households),
        "male": sum(row["sex"] == "male" for row in people),
        "by_village": dict(Counter(row["village"] for row in people)),
        "without_hi": value(covers, ("not_covered",)),
        "expiring": value(ends, ("covered",)),
        "poor": standings["poor"],
        "near_poor": standings["near_poor"],
        "vsi": sum(row["vsi"] is True for row in people),
        "vsi_income": sum(row["vsi_income"] or 0 for row in people),
    }


def assert_each_as_said(register: Register, commune: Commune) -> None:
    """Every person is there with all that is true of them, in the right household."""
    rows = {row["personal_id"]: row for row in listings.rows_of(register, "people", Filter(ON))[1]}
    for one in commune.people:
        row = rows[one.personal_id]
        held = (row["name"].lower(), row["sex"], row["born"], row["si_number"], row["phone"])
        said = (one.name.lower(), one.sex, one.born.isoformat(), one.si_number, one.phone)
        assert held == said
        assert (row["village"], row["household"]) == (one.village, str(one.household))
        assert row["relation"] == one.relation
        until = one.insured_until.isoformat() if one.insured_until else None
        assert row["hi_until"] == until
        assert row["hi"] == ("covered" if until else "not_covered")
        assert (row["vsi_income"], row["vsi_method"]) == (one.income, one.method)


def assert_odd_rows(register: Register, commune: Commune, plan: Plan) -> None:
    """A doubled row is a duplicate, a doubtful one waits, an impossible one is not taken."""
    at_end = plan.rows[-4:]
    assert [(row.outcome, row.why) for row in at_end] == [
        ("duplicate", "same_as_row"),
        ("duplicate", "same_as_row"),
        ("review", "number_of_other"),
        ("review", "same_name_year_village"),
    ]
    assert [row.why for row in plan.rejected] == ["no_name", "bad_date", "bad_personal_id"]
    number, phone = commune.odd["conflict"]
    held = next(one for one in register.people.list() if one.personal_id == number)
    assert held.phone == phone


def conflicts_of(register: Register) -> list[tuple[str, str | None]]:
    people = {one.id: one.personal_id for one in register.people.list()}
    return [(kept.conflict.field, people[kept.person_id]) for kept in kept_conflicts(register)]
