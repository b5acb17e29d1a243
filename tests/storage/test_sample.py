"""The made-up commune: the same for the same seed, of the size asked for, and believable."""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from rules.identity import doubts
from storage import Register, StorageError, open_register
from storage.checks import check
from storage.sample import make_sample
from tests.storage.conftest import Clock

ON = date(2026, 11, 22)
TABLES = (
    "villages staff households people standings covers visits visit_results enrolments payments"
)


def contents(register: Register) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: register.connection.rows(f"SELECT * FROM {table} ORDER BY id")
        for table in TABLES.split()
    }


def test_the_same_seed_makes_the_same_commune(tmp_path: Path, clock: Clock) -> None:
    made = []
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        with open_register(tmp_path / name, clock=clock, create=True) as register:
            make_sample(register, people=400, seed=seed, on=ON)
            made.append(contents(register))
    assert made[0] == made[1]
    assert made[0] != made[2]


@pytest.mark.parametrize("people", [1, 59, 1200])
def test_the_commune_has_exactly_so_many_people(register: Register, people: int) -> None:
    made = make_sample(register, people=people, seed=1, on=ON)
    assert made.people == register.people.count() == people
    assert made.households == register.households.count(on=ON)
    assert made.villages == len(register.villages.all())


def test_the_commune_is_a_beginning_and_what_follows_is_journaled(register: Register) -> None:
    make_sample(register, people=120, seed=1, on=ON)
    assert register.changes() == []
    assert register.undoable() is None
    with register.change("Thêm thôn"):
        register.villages.add("Thôn Mới")
    assert [row.what for row in register.changes()] == ["Thêm thôn"]
    with pytest.raises(StorageError) as refused:
        register.villages.add("Thôn Khác")
    assert refused.value.code == "no_change_open"
    register.undo()
    assert register.villages.find("Thôn Mới") is None


def test_a_commune_half_made_is_not_there(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("storage.sample._Writer._covers", breaks)
    with pytest.raises(RuntimeError):
        make_sample(register, people=120, seed=1, on=ON)
    assert register.people.count() == 0
    with pytest.raises(StorageError, match="no_change_open"):
        register.villages.add("Thôn Khác")


def test_a_register_in_use_is_refused(register: Register) -> None:
    make_sample(register, people=60, seed=1, on=ON)
    with pytest.raises(StorageError) as refused:
        make_sample(register, people=60, seed=1, on=ON)
    assert refused.value.code == "not_empty"


def test_people_are_believable(register: Register) -> None:
    make_sample(register, people=1500, seed=2, on=ON)
    people = register.people.list()
    surnames = Counter(person.name.split()[0] for person in people)
    assert surnames.most_common(1)[0][0] == "Nguyễn"
    assert len(surnames) > 25
    women = [person for person in people if person.sex == "female" and person.born]
    old = [person for person in women if person.born and person.born.year < 1960]
    young = [person for person in women if person.born and person.born.year > 2012]
    assert share_of_thi([row.name for row in old]) > 0.8
    assert share_of_thi([row.name for row in young]) < 0.4
    for person in people:
        assert person.born is not None
        assert 0 <= person.born.age_on(ON) <= 105
        assert person.personal_id is None or not doubts(person.personal_id, person.sex, person.born)


def share_of_thi(names: list[str]) -> float:
    return sum("Thị" in name.split() for name in names) / len(names)


def test_children_have_their_fathers_surname_and_are_younger(register: Register) -> None:
    make_sample(register, people=1500, seed=3, on=ON)
    for household in register.households.list(on=ON):
        members = register.people.of_household(household.id)
        head = next(person for person in members if person.relation == "head")
        for person in members:
            if person.relation in {"son", "daughter"} and head.sex == "male":
                assert person.name.split()[0] == head.name.split()[0]
            if person.relation in {"son", "daughter"}:
                assert person.born is not None
                assert head.born is not None
                assert person.born.year - head.born.year >= 17


def test_nothing_lies_in_the_future_and_the_check_is_content(register: Register) -> None:
    make_sample(register, people=1500, seed=7, on=ON)
    for table, column in (("visits", "day"), ("payments", "day"), ("covers", "dated")):
        latest = register.connection.value(f"SELECT max({column}) FROM {table}")
        assert latest <= ON.isoformat()
    found = check(register, ON)
    assert found.ok
    assert {row.what for row in found.findings} <= {"no_personal_id", "household_without_members"}


def test_amounts_are_worked_out_by_the_law(register: Register) -> None:
    make_sample(register, people=1500, seed=8, on=ON)
    enrolments = register.enrolments.list()
    assert {row.scheme for row in enrolments} == {"hi", "vsi"}
    for row in enrolments:
        assert row.working
        assert row.payments[0].amount == row.payable
        if row.scheme == "vsi" and row.income == 1_500_000 and row.payer_class == "other":
            assert row.payable == 264_000 * row.months  # 330,000 less 66,000 a month, to 2026-12-31


def test_reasons_are_numbers_that_the_sheets_can_answer(register: Register) -> None:
    file = Path(__file__).parents[2] / "resources" / "leaflets" / "reasons.toml"
    answered = set(tomllib.loads(file.read_text(encoding="utf-8")))
    make_sample(register, people=1200, seed=1, on=ON)
    said = {result.reason for visit in register.visits.list() for result in visit.results}
    assert len(said - {None}) > 5
    assert said - {None} <= answered
