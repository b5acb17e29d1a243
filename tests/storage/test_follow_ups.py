"""Visits corrected; who is to be seen again; who agreed and did not enrol; who is never at home."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.calendar import Month
from rules.vsi.contribution import PayerClass
from storage import Register, StorageError
from storage.enrolling import Circumstances
from storage.follow_ups import nobody_met
from storage.visits import ResultInput

DAY = date(2026, 11, 15)
BACK = date(2026, 11, 28)


def _visit(
    register: Register, household: str, *results: ResultInput, day: date = DAY, **more: Any
) -> str:
    with register.change("Đến nhà"):
        return register.visits.record(household, day, results=results, **more)


def _enrol(register: Register, person: str, day: date) -> None:
    with register.change("Ghi đóng"):
        register.enrolments.enrol_vsi(
            person,
            income=2_000_000,
            payer_class=PayerClass.OTHER,
            method="6",
            start=Month(2026, 11),
            about=Circumstances(day),
        )


def test_money_at_the_door_is_kept_with_the_result(register: Register, place: Any) -> None:
    said = ResultInput("agreed", place.head, "hi", received=1_366_200)
    visit = register.visits.get(_visit(register, place.household, said))
    assert (visit.results[0].received, visit.plan_id) == (1_366_200, None)
    with pytest.raises(StorageError, match="no_such_row"):
        register.visits.get("không có")


def test_a_visit_is_corrected_in_one_change_that_writes_what_differs(
    register: Register, place: Any
) -> None:
    head = ResultInput("agreed", place.head, "hi")
    wife = ResultInput("thinking", place.wife, "hi", "4", BACK)
    visit_id = _visit(register, place.household, head, wife)
    before = register.visits.get(visit_id)
    with register.change("Sửa phiếu") as change:
        register.visits.amend(
            visit_id,
            results=[
                head,
                ResultInput("refused", place.wife, "hi", "4"),
                ResultInput("agreed", place.wife, "vsi", received=300_000),
            ],
        )
    after = register.visits.get(visit_id)
    assert [(one.person_id, one.scheme, one.result, one.next_day) for one in after.results] == [
        (place.head, "hi", "agreed", None),
        (place.wife, "hi", "refused", None),
        (place.wife, "vsi", "agreed", None),
    ]
    assert [one.id for one in after.results[:2]] == [one.id for one in before.results]
    written = register.connection.value(
        "SELECT count(*) FROM change_rows WHERE change = (SELECT seq FROM changes WHERE id = ?)",
        (change.id,),
    )
    assert written == 2
    with register.change("Bỏ một dòng, đổi ngày"):
        register.visits.amend(
            visit_id,
            results=[head],
            day=date(2026, 11, 14),
            visitor_id=place.collector,
            next_day=BACK,
        )
    last = register.visits.get(visit_id)
    assert (last.day, last.visitor, last.next_day) == (date(2026, 11, 14), "Lê Thị Thu", BACK)
    assert len(last.results) == 1
    register.undo()
    register.undo()
    assert register.visits.get(visit_id) == before


def test_a_correction_cannot_be_what_a_visit_cannot_be(register: Register, place: Any) -> None:
    visit_id = _visit(register, place.household, ResultInput("agreed", place.head, "hi"))
    with register.change("Chuyển đi"):
        register.people.save(place.head, household_id=place.empty_household)
    for results, code in (
        ([], "no_results"),
        ([ResultInput("absent", "người khác")], "not_a_member"),
        ([ResultInput("absent", next_day=date(2026, 11, 1))], "next_before_visit"),
    ):
        with pytest.raises(StorageError, match=code), register.change("Sai"):
            register.visits.amend(visit_id, results=results)
    with register.change("Sửa"):  # whoever was there then may have moved since
        register.visits.amend(visit_id, results=[ResultInput("refused", place.head, "hi")])
    assert register.visits.get(visit_id).results[0].result == "refused"


def test_who_is_due_and_what_about(register: Register, place: Any) -> None:
    with register.change("Điện thoại"):
        register.people.save(place.wife, phone="0987654321")
    _visit(
        register,
        place.household,
        ResultInput("agreed", place.head, "hi"),
        ResultInput("thinking", place.wife, "vsi", "4", BACK),
        visitor_id=place.collector,
        note="nhà đông",
    )
    _visit(register, place.empty_household, ResultInput("absent"), next_day=date(2026, 11, 20))
    assert register.visits.due(date(2026, 11, 12)) == ()
    late, coming = register.visits.due(date(2026, 11, 22))
    assert (late.late, late.person_id, late.person, late.phone) == (2, None, "", "")
    assert (coming.late, coming.day, coming.person, coming.phone) == (
        -6,
        BACK,
        "Trần Thị Hoà",
        "0987654321",
    )
    assert (coming.village, coming.visited, coming.visitor, coming.note) == (
        "Thôn Đông",
        DAY,
        "Lê Thị Thu",
        "nhà đông",
    )
    assert [(one.scheme, one.result, one.reason) for one in coming.open] == [
        ("vsi", "thinking", "4")
    ]
    assert [one.late for one in register.visits.due(BACK, ahead=0)] == [8, 0]


def test_a_day_for_all_of_a_household_stands_once(register: Register, place: Any) -> None:
    _visit(
        register,
        place.household,
        ResultInput("thinking", place.wife, "vsi", "4", BACK),
        ResultInput("thinking", place.head, "hi", "1", date(2026, 11, 20)),
        next_day=BACK,
    )
    earlier, whole = register.visits.due(BACK)
    assert (earlier.person_id, earlier.day) == (place.head, date(2026, 11, 20))
    assert (whole.person_id, whole.day) == (None, BACK)
    assert {one.person_id for one in whole.open} == {place.wife, place.head}


def test_a_later_visit_or_an_enrolment_ends_what_was_promised(
    register: Register, place: Any
) -> None:
    promised = ResultInput("thinking", place.wife, "vsi", "4", BACK)
    _visit(register, place.household, promised)
    assert len(register.visits.due(BACK)) == 1
    _enrol(register, place.wife, date(2026, 11, 20))
    assert register.visits.due(BACK) == ()
    register.undo()
    _visit(register, place.household, ResultInput("agreed", place.wife, "vsi"), day=BACK)
    assert register.visits.due(BACK) == ()


def test_an_enrolment_in_the_other_insurance_leaves_the_promise(
    register: Register, place: Any
) -> None:
    _visit(register, place.household, ResultInput("thinking", place.wife, "hi", "4", BACK))
    _visit(register, place.empty_household, ResultInput("absent"))
    _enrol(register, place.wife, date(2026, 11, 20))
    assert [one.person_id for one in register.visits.due(BACK)] == [place.wife]


@pytest.mark.parametrize("whose", ["household", "person"])
def test_whoever_wants_no_visit_is_not_due(register: Register, place: Any, whose: str) -> None:
    _visit(register, place.household, ResultInput("thinking", place.wife, "hi", "4", BACK))
    with register.change("Xin không đến"):
        if whose == "household":
            register.households.save(place.household, do_not_contact=True)
        else:
            register.people.save(place.wife, do_not_contact=True)
    assert register.visits.due(BACK) == ()


def test_who_agreed_and_has_not_enrolled(register: Register, place: Any) -> None:
    visit_id = _visit(
        register,
        place.household,
        ResultInput("agreed", place.head, "hi", received=1_366_200),
        ResultInput("agreed", place.wife, "vsi"),
        ResultInput("thinking", place.wife, "hi", "4"),
        visitor_id=place.collector,
    )
    head, wife = register.visits.agreed(DAY)
    assert (head.person, head.scheme, head.received, head.visit_id, head.visitor) == (
        "Nguyễn Văn Đỗ",
        "hi",
        1_366_200,
        visit_id,
        "Lê Thị Thu",
    )
    assert (wife.person_id, wife.scheme, wife.received) == (place.wife, "vsi", None)
    _enrol(register, place.wife, date(2026, 11, 16))
    assert [one.person_id for one in register.visits.agreed(BACK)] == [place.head]
    _visit(register, place.household, ResultInput("refused", place.head, "hi", "4"), day=BACK)
    assert register.visits.agreed(BACK) == ()
    assert register.visits.agreed(DAY - timedelta(days=1)) == ()


def test_a_whole_household_that_agreed_is_settled_by_any_of_its_people(
    register: Register, place: Any
) -> None:
    _visit(register, place.household, ResultInput("agreed"))
    (found,) = register.visits.agreed(DAY)
    assert (found.person_id, found.person, found.scheme) == (None, "Nguyễn Văn Đỗ", None)
    _enrol(register, place.wife, date(2026, 11, 16))
    assert register.visits.agreed(BACK) == ()


def test_who_was_not_found_twice_running(register: Register, place: Any) -> None:
    for day in (1, 2):
        _visit(register, place.empty_household, ResultInput("absent"), day=date(2026, 11, day))
    absent, agreed = ResultInput("absent", place.head, "hi"), ResultInput("agreed", place.wife)
    _visit(register, place.household, absent, day=date(2026, 11, 1))
    _visit(register, place.household, absent, agreed, day=date(2026, 11, 2))
    assert nobody_met(register, DAY) == {place.empty_household: 2}
    assert nobody_met(register, date(2026, 11, 1)) == {
        place.empty_household: 1,
        place.household: 1,
    }
    _visit(register, place.household, absent, day=date(2026, 11, 3))
    assert nobody_met(register, DAY) == {place.empty_household: 2, place.household: 1}
