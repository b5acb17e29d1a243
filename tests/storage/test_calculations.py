"""Calculations kept with a household: as they were said, whatever the law says later."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from rules.calendar import Month, PartialDate
from rules.errors import RuleError
from rules.vsi.case import VsiCase, vsi_result
from rules.vsi.contribution import PayerClass
from rules.words import Words
from storage import Register, StorageError
from storage.answers import answer_of, read_answer, written
from storage.calculations import Calculation
from storage.law_since import law_since
from storage.listings import household_card
from storage.record_history import count_record_changes, record_history
from tests.storage.conftest import Place

ON = date(2026, 11, 22)


def case_of(**other: Any) -> VsiCase:
    """A woman of 42 in a near-poor household, 2,000,000, six months at once."""
    asked = {
        "name": "Trần Thị Hoà",
        "sex": "female",
        "born": PartialDate(1984, 8, 17),
        "payer_class": PayerClass.NEAR_POOR,
        "income": 2_000_000,
        "method": "6",
        "on": ON,
        **other,
    }
    return VsiCase(**asked)


def kept(register: Register, place: Place, case: VsiCase | None = None) -> Calculation:
    case = case or case_of()
    with register.change("Giữ bảng tính"):
        calculation_id = register.calculations.keep(
            case,
            household_id=place.household,
            person_id=place.wife,
            answer=vsi_result(register.policies.policy(), case),
        )
    return register.calculations.get(calculation_id)


def raise_the_line(register: Register, start: date, amount: int) -> None:
    with register.change("Thêm chuẩn nghèo"):
        register.policies.add(
            name="poverty_line.rural",
            value=str(amount),
            unit="dong",
            start=start,
            document="Nghị định 1/2026/NĐ-CP",
            document_day=start,
        )


# 22 % × 2,000,000 × 6 = 2,640,000; 40 % × 22 % × 1,500,000 × 6 = 792,000 (Decree 159/2025/NĐ-CP,
# Article 5). From November 2026 to August 2044 are 214 months: 18 years, 45 % + 3 × 2 %.
def test_it_is_kept_as_it_was_said(register: Register, place: Place) -> None:
    found = kept(register, place)
    pays = found.answer.pays
    assert (pays.gross, pays.state_support, pays.local_support) == (2_640_000, 792_000, None)
    assert (pays.payable, pays.a_month, pays.saving) == (1_848_000, 308_000, 0)
    assert found.answer.share == Fraction(2, 5)
    prospect = found.answer.prospect
    assert prospect is not None
    assert (prospect.total, prospect.rate, prospect.monthly) == (214, Fraction(51, 100), 1_020_000)
    assert prospect.pension_from == Month(2044, 9)
    assert (found.person, found.person_id, found.day) == ("Trần Thị Hoà", place.wife, ON)
    assert found.case == case_of()
    assert found.answer.working[0].code == "month_gross"


CASES: dict[str, VsiCase] = {
    "plain": case_of(),
    "nothing known": case_of(sex=None, born=None, name=""),
    "two levels": case_of(other_income=3_000_000),
    "too late for 15 years": case_of(born=PartialDate(1972), other_income=50_600_000),
    "past the age": case_of(born=PartialDate(1962, 3), sex="male", method="missing-24"),
    "supported to the end": case_of(used_support_months=120),
    "far ahead": case_of(method="ahead-5", on=date(2027, 3, 1), income=2_200_000),
}


@pytest.mark.parametrize("name", [name for name in CASES if name != "far ahead"])
def test_an_answer_reads_back_equal(register: Register, name: str) -> None:
    case = CASES[name]
    answer = answer_of(case, vsi_result(register.policies.policy(), case))
    assert read_answer(written(answer)) == answer


def test_a_method_without_a_price_is_not_kept(register: Register, place: Place) -> None:
    with pytest.raises(RuleError, match="no_value_in_force"):
        kept(register, place, CASES["far ahead"])
    assert register.calculations.of_household(place.household) == ()


def test_a_later_decree_does_not_change_it(register: Register, place: Place) -> None:
    before = kept(register, place)
    assert law_since(register.policies.policy(), before, date(2026, 12, 31)) is None
    raise_the_line(register, date(2026, 12, 1), 1_800_000)
    assert register.calculations.get(before.id) == before
    # 40 % × 22 % × 1,800,000 × 6 = 950,400: 2,640,000 − 950,400.
    changed = law_since(register.policies.policy(), before, date(2026, 12, 1))
    assert changed is not None
    assert changed.pays is not None
    assert changed.pays.payable == 1_689_600
    # On its own day nothing costs more, but another change is now expected.
    same_day = law_since(register.policies.policy(), before, ON)
    assert same_day is not None
    assert same_day.pays == before.answer.pays


def test_it_says_that_the_income_cannot_be_chosen_any_more(
    register: Register, place: Place
) -> None:
    before = kept(register, place)
    changed = law_since(register.policies.policy(), before, date(2027, 1, 1))
    assert changed is not None
    assert changed.pays is None
    assert changed.problem is not None
    assert changed.problem.code == "income_below_floor"


def test_the_latest_of_a_person_and_all_of_a_household(register: Register, place: Place) -> None:
    first = kept(register, place)
    later = kept(register, place, case_of(income=3_000_000))
    assert register.calculations.latest(place.wife) == later
    assert register.calculations.latest(place.head) is None
    assert register.calculations.of_household(place.household) == (later, first)
    assert register.calculations.walked() == (later, first)
    assert register.calculations.walked(place.village) == (later, first)
    assert register.calculations.walked(place.other_village) == ()


def test_only_a_member_has_one_and_it_may_be_about_nobody(register: Register, place: Place) -> None:
    case = case_of()
    answer = vsi_result(register.policies.policy(), case)
    keep = register.calculations.keep
    with pytest.raises(StorageError, match="not_a_member"), register.change("Giữ bảng tính"):
        keep(case, household_id=place.empty_household, person_id=place.wife, answer=answer)
    with register.change("Giữ bảng tính"):
        keep(case, household_id=place.empty_household, person_id=None, answer=answer)
    found = register.calculations.of_household(place.empty_household)[0]
    assert (found.person_id, found.person) == (None, "Trần Thị Hoà")


def test_keeping_and_taking_away_are_undone(
    register: Register,
    place: Place,
    everything: Callable[[Register], dict[str, list[Any]]],
) -> None:
    empty = everything(register)
    before = kept(register, place)
    full = everything(register)
    undone = register.undo()
    assert undone is not None
    assert undone.kinds == {"calculations"}
    assert everything(register) == empty
    register.redo()
    assert everything(register) == full
    with register.change("Bỏ bảng tính"):
        register.calculations.remove(before.id)
    assert everything(register) == empty
    register.undo()
    assert register.calculations.get(before.id) == before
    with pytest.raises(StorageError, match="no_such_row"), register.change("Bỏ bảng tính"):
        register.calculations.remove("không có")


def test_the_household_tells_of_it(register: Register, place: Place) -> None:
    told = count_record_changes(register, "households", place.household)
    before = kept(register, place)
    record = register.households.record(place.household, ON)
    assert [entry.kind for entry in record.timeline] == ["calculation"]
    assert record.calculations == (before,)
    entries = record_history(register, "households", place.household)
    assert len(entries) == told + 1
    assert [row.table for row in entries[0].rows] == ["calculations"]
    assert not entries[0].elsewhere
    code = register.households.get(place.household).code
    words = (Path(__file__).parents[2] / "resources/words/vi.toml").read_text(encoding="utf-8")
    card = household_card(register, code, ON, Words.load(words))
    assert card["calculations"] == [
        {
            "id": before.id,
            "date": "2026-11-22",
            "person": "Trần Thị Hoà",
            "income": 2_000_000,
            "method": "6",
            "payable": 1_848_000,
            "monthly": 1_020_000,
        }
    ]


def test_what_is_due_is_asked_by_method(register: Register) -> None:
    answer = answer_of(case_of(), vsi_result(register.policies.policy(), case_of()))
    assert [one.method for one in answer.level.due] == list(answer.methods)
    assert answer.level.by("ahead-5") is not None
    assert answer.level.by("7") is None
