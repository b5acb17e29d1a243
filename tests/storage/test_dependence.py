"""What leans on a change is found, named and taken back together with it, or not at all."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import Register, StorageError
from storage.dependence import Leaning, leaning_on
from storage.enrolling import Circumstances, HiMember, Receipt
from storage.visits import ResultInput

Everything = Callable[[Register], dict[str, list[Any]]]
DAY = date(2026, 11, 22)


def leaning(register: Register, what: str) -> Leaning:
    change = next(one for one in register.changes() if one.what == what)
    return leaning_on(register, change)


def named(found: Leaning) -> list[tuple[str, str]]:
    return [(one.change.what, one.why) for one in found.later]


def pay_as_near_poor(register: Register, place: Any, receipt: Receipt) -> None:
    with register.change("Sửa diện hộ"):
        register.standings.set(place.household, 2026, "near_poor", document="QĐ 15/QĐ-UBND")
    with register.change("Ghi đóng"):
        register.enrolments.enrol_hi(
            place.household,
            months=12,
            members=[HiMember(place.head, "near_poor")],
            about=Circumstances(DAY, receipt),
        )


def test_a_change_nothing_rests_on_goes_alone(register: Register, place: Any) -> None:
    with register.change("Sửa số nhà"):
        register.households.save(place.household, number="14")
    with register.change("Sửa điện thoại"):
        register.people.save(place.wife, phone="0912000111")
    found = leaning(register, "Sửa số nhà")
    assert found.later == ()
    assert found.together == (found.change.id,)


def test_the_same_row_written_again_and_what_belongs_to_a_new_row(
    register: Register, place: Any
) -> None:
    with register.change("Thêm người"):
        added = register.people.add(name="Lường Thị Mến", household_id=place.household)
    with register.change("Sửa người khác"):
        register.people.save(place.wife, phone="0912000111")
    with register.change("Sửa ngày sinh"):
        register.people.save(added, note="mới về")
    with register.change("Ghi kết quả đến nhà"):
        register.visits.record(
            place.household, DAY, results=[ResultInput("agreed", added, "hi")], visitor_id=None
        )
    assert named(leaning(register, "Thêm người")) == [
        ("Ghi kết quả đến nhà", "belongs"),
        ("Sửa ngày sinh", "same_row"),
    ]


def test_what_was_already_taken_back_rests_on_nothing(register: Register, place: Any) -> None:
    with register.change("Sửa số nhà"):
        register.households.save(place.household, number="14")
    with register.change("Sửa lần hai"):
        register.households.save(place.household, number="16")
    register.undo()
    assert leaning(register, "Sửa số nhà").later == ()
    register.redo()
    assert named(leaning(register, "Sửa số nhà")) == [("Sửa lần hai", "same_row")]


def test_an_amount_rests_on_the_standing_it_was_priced_by(register: Register, place: Any) -> None:
    pay_as_near_poor(register, place, Receipt("0012", "A1", place.collector))
    found = leaning(register, "Sửa diện hộ")
    assert named(found) == [("Ghi đóng", "priced")]
    assert found.receipts == (("A1", "0012"),)


def test_both_go_together_and_come_back_together(
    register: Register, place: Any, everything: Everything
) -> None:
    before = everything(register)
    pay_as_near_poor(register, place, Receipt())
    after = everything(register)
    found = leaning(register, "Sửa diện hộ")
    changed = register.undo_together(found.together)
    assert everything(register) == before
    assert {"standings", "enrolments", "covers"} <= changed.kinds
    assert changed.what == "Sửa diện hộ"
    register.redo()
    register.redo()
    assert everything(register) == after


def test_when_one_cannot_go_none_goes(
    register: Register, place: Any, everything: Everything
) -> None:
    with register.change("Thêm người"):
        added = register.people.add(name="Lường Thị Mến", household_id=place.household)
    with register.change("Sửa lần hai"):
        register.people.save(added, phone="0912000111")
    with register.change("Sửa lần ba"):
        register.people.save(added, phone="0912000222")
    third, second, first = (one.id for one in register.changes(limit=3))
    kept, entries = everything(register), len(register.changes())
    with pytest.raises(StorageError, match="undo_conflict"):
        register.undo_together((second, first))
    assert everything(register) == kept
    assert len(register.changes()) == entries
    register.undo_together((third, second, first))
    assert register.connection.value("SELECT count(*) FROM people WHERE id = ?", (added,)) == 0


def test_a_rehearsal_leaves_nothing(register: Register, place: Any, everything: Everything) -> None:
    before, entries = everything(register), register.changes()
    with register.rehearsal():
        register.people.save(place.wife, phone="0912000111")
        with register.change("Thêm người"):
            register.people.add(name="Lường Thị Mến", household_id=place.household)
        assert register.people.count() == 4
    assert everything(register) == before
    assert register.changes() == entries
    with register.change("Sửa số nhà"), pytest.raises(StorageError, match="change_open"):
        register.rehearsal().__enter__()


STEPS: tuple[Callable[[Register, Any, int], object], ...] = (
    lambda r, p, n: r.people.save(p.wife, phone=f"09120001{n:02d}"),
    lambda r, p, n: r.people.save(p.child, household_id=(p.household, p.empty_household)[n % 2]),
    lambda r, p, n: r.households.save(p.household, number=str(n)),
    lambda r, p, n: r.people.add(name="Tống Thị Mận", household_id=p.empty_household),
    lambda r, p, n: r.standings.set(p.household, 2026, ("poor", "near_poor")[n % 2]),
    lambda r, p, n: r.visits.record(
        p.household, DAY, results=[ResultInput("agreed", p.wife, "hi")], visitor_id=None
    ),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.integers(0, len(STEPS)), st.integers(0, 9)), max_size=12),
    pick=st.integers(0, 11),
)
def test_whatever_was_done_what_is_found_can_be_taken_back_together(
    register: Register, place: Any, everything: Everything, steps: list[tuple[int, int]], pick: int
) -> None:
    """The closure is enough: taken back newest first, nothing stands in the way."""
    for number, (step, n) in enumerate(steps):
        if step == len(STEPS):  # an undo in between
            if (one := register.undoable()) and one.what != "Lập sổ" and n % 3 == 0:
                register.undo()
            continue
        with register.change(f"Lần {number}"):
            STEPS[step](register, place, n)
    standing = [
        one
        for one in register.changes()
        if one.kind == "change" and not one.undone and one.what != "Lập sổ"
    ]
    if standing:
        found = leaning_on(register, standing[pick % len(standing)])
        register.undo_together(found.together)
    while (one := register.undoable()) and one.what != "Lập sổ":
        register.undo()
    assert register.people.count() == 3
