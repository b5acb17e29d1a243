"""The spells of a person: months on both sides of a gap, what stopped them, what was given back."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import Month, PartialDate
from rules.vsi.contribution import PayerClass
from storage import Register, StorageError
from storage.calls import Called
from storage.dependence import leaning_on
from storage.enrolling import Circumstances, HiMember, Receipt
from storage.merging import merge_people
from storage.quotes import quote
from storage.record_history import record_history
from storage.spells import spells_of
from storage.visits import ResultInput

ON = date(2026, 11, 22)
FLOOR = 1_500_000


@pytest.fixture
def person(register: Register) -> str:
    with register.change("Lập sổ"):
        household = register.households.add()
        return register.people.add(
            name="Mai Thị Lành", household_id=household, relation="head", sex="female",
            born=PartialDate(1984, 3, 14),
        )  # fmt: skip


def _pay(register: Register, person: str, start: Month, method: str = "12", **more: Any) -> str:
    about = Circumstances(
        day=more.pop("day", start.first), receipt=more.pop("receipt", None),
        won_visit_id=more.pop("visit", None), won_event_id=more.pop("event", None),
    )  # fmt: skip
    with register.change("Ghi đóng"):
        return register.enrolments.enrol_vsi(
            person, income=more.pop("income", FLOOR), payer_class=PayerClass.OTHER,
            method=method, start=start, about=about,
        )  # fmt: skip


def test_months_on_both_sides_of_a_gap_add_up(register: Register, person: str) -> None:
    with register.change("Trước khi có sổ"):
        register.earlier_spells.add(
            person, "vsi", Month(2019, 3), Month(2021, 6), supported_months=28, income=1_000_000,
            stopped_why="sinh con", won_by="Hội nghị phụ nữ",
        )  # fmt: skip
    with register.change("Đến nhà"):
        helper = register.staff.add(name="Tống Thị Mận", roles=("collector",))
        visit = register.visits.record(
            str(register.people.get(person).household_id), date(2025, 2, 3), visitor_id=helper,
            results=[ResultInput("agreed", person, "vsi")],
        )  # fmt: skip
    _pay(register, person, Month(2025, 2), visit=visit)
    _pay(register, person, Month(2026, 2), "6")
    _pay(register, person, Month(2026, 8), "3", income=2_000_000)
    _pay(register, person, Month(2026, 11), "1", income=2_000_000)

    found = spells_of(register, person, ON)
    assert [(one.kind, str(one.first), str(one.last), one.months) for one in found.spells] == [
        ("first", "2019-03", "2021-06", 28),
        ("gap", "2021-07", "2025-01", 43),
        ("again", "2025-02", "2026-11", 22),
    ]
    assert (found.parts, found.paid, found.supported, found.limit) == ((28, 22), 50, 50, 120)
    first, gap, again = found.spells
    assert gap.why == "sinh con"
    assert first.won is not None
    assert first.won.name == "Hội nghị phụ nữ"
    assert again.won is not None
    assert (again.won.kind, again.won.name, again.won.day) == (
        "visit", "Tống Thị Mận", date(2025, 2, 3)
    )  # fmt: skip
    assert again.income == 2_000_000
    assert found.outlook is not None

    # the same 50 wherever months are counted
    member = quote(register, str(register.people.get(person).household_id), ON).members[0]
    assert member.paid_months == register.enrolments.paid_months(person) == 50
    assert register.enrolments.used_support_months(person) == 50
    kinds = [one.kind for one in register.enrolments.of_person(person)]
    assert kinds == ["renewal", "renewal", "renewal", "rejoin"]
    changed = [one.changed for one in register.enrolments.of_person(person)]
    assert changed == ["method", "both", "method", None]


def test_earlier_support_is_used_up_first(register: Register, person: str) -> None:
    with register.change("Trước khi có sổ"):
        register.earlier_spells.add(
            person, "vsi", Month(2016, 1), Month(2026, 6), supported_months=118
        )
    _pay(register, person, Month(2026, 7), "6")
    (last,) = register.enrolments.of_person(person)
    assert (last.kind, last.supported_months) == ("renewal", 2)
    assert last.state_support == 2 * 66_000


def test_what_only_a_list_says_is_shown_and_is_no_payment(register: Register, person: str) -> None:
    with register.change("Danh sách"):
        register.covers.add(
            person, scheme="vsi", known="covered", start=date(2024, 1, 1),
            until=date(2024, 12, 31), dated=date(2024, 2, 1), source="import",
        )  # fmt: skip
    _pay(register, person, Month(2024, 5), "1")
    found = spells_of(register, person, ON)
    # a payment overtakes the list from its own first month on, as everywhere
    assert [(one.kind, one.months) for one in found.spells] == [
        ("listed", 4), ("first", 1), ("gap", 30),
    ]  # fmt: skip
    assert (found.paid, found.spells[-1].last) == (1, None)


def test_a_stop_says_why_and_gives_back_what_the_law_gives_back(
    register: Register, person: str
) -> None:
    paid = _pay(register, person, Month(2026, 7), "12", day=date(2026, 7, 5))
    last = register.stops.last_paid(person, "vsi")
    assert last is not None
    assert last.id == paid
    due = register.stops.refund_of(last, date(2026, 11, 1), "compulsory")
    assert due is not None
    assert (due.months, due.amount) == (8, 8 * 264_000)
    assert register.stops.refund_of(last, date(2026, 11, 2), "compulsory").months == 7  # type: ignore[union-attr]
    assert register.stops.refund_of(last, date(2026, 11, 1), "income") is None

    with register.change("Ngừng"):
        register.stops.stop(
            person, "vsi", day=date(2026, 11, 1), reason="compulsory", given_back=due.amount,
            refund_day=date(2026, 11, 20),
        )  # fmt: skip
    (stop,) = register.stops.of_person(person)
    assert (stop.refund, stop.months, stop.working) == (due.amount, 8, due.steps)
    found = spells_of(register, person, ON)
    assert (found.paid, found.supported, found.given_back) == (4, 4, 8)
    assert [(one.kind, one.months, one.why) for one in found.spells] == [
        ("first", 4, ""), ("gap", 1, "compulsory"),
    ]  # fmt: skip
    assert register.covers.of(person)[-1].known == "not_covered"
    register.undo()
    assert spells_of(register, person, ON).paid == 12


def test_a_plain_stop_leaves_what_was_paid(register: Register, person: str) -> None:
    _pay(register, person, Month(2026, 9), "3")
    with register.change("Ngừng"):
        register.stops.stop(person, "vsi", day=date(2026, 12, 1), reason="đi xa nhà")
    assert register.covers.of(person)[-1].known == "covered"
    assert spells_of(register, person, date(2027, 1, 5)).spells[-1].why == "đi xa nhà"


@pytest.mark.parametrize(
    ("scheme", "reason", "money", "code"),
    [
        ("vsi", " ", None, "no_stop_reason"),
        ("vsi", "income", 100_000, "no_refund_here"),
        ("vsi", "death", 100_000, "no_refund_here"),
        ("hi", "income", 100_000, "no_refund_here"),
    ],
)
def test_nothing_is_given_back_outside_the_law(
    register: Register, person: str, scheme: Any, reason: str, money: int | None, code: str
) -> None:
    with pytest.raises(StorageError, match=code), register.change("Ngừng"):
        register.stops.stop(person, scheme, day=ON, reason=reason, given_back=money)


def test_a_premium_goes_back_where_another_card_came(register: Register, person: str) -> None:
    home = str(register.people.get(person).household_id)
    with register.change("Đóng BHYT"):
        register.enrolments.enrol_hi(
            home, months=12, members=[HiMember(person, "household")], about=Circumstances(ON)
        )
    last = register.stops.last_paid(person, "hi")
    assert last is not None
    assert register.stops.refund_of(last, ON, "death") is None
    with register.change("Ngừng"):
        register.stops.stop(
            person, "hi", day=date(2027, 2, 1), reason="other_card", given_back=500_000
        )
    (stop,) = register.stops.of_person(person)
    assert (stop.refund, stop.months, stop.enrolment_id) == (500_000, 0, last.id)


def test_missing_time_paid_at_once_is_never_given_back(register: Register, person: str) -> None:
    _pay(register, person, Month(2026, 7), "missing-3")
    last = register.stops.last_paid(person, "vsi")
    assert last is not None
    assert register.stops.refund_of(last, ON, "death") is None


def test_an_enrolment_written_by_mistake_counts_nowhere(register: Register, person: str) -> None:
    collector_point = register.connection
    with register.change("Người thu"):
        who = register.staff.add(name="Tống Thị Mận", roles=("collector",), organisation="Bưu điện")
    wrong = _pay(register, person, Month(2026, 10), "6", receipt=Receipt("0007", "01", who, "cash"))
    with register.change("Gạch bỏ"):
        register.enrolments.void(wrong, day=ON, why="ghi nhầm người")
    (kept,) = register.enrolments.of_person(person)
    assert (kept.void_day, kept.void_why) == (ON, "ghi nhầm người")
    assert kept.payments[0].receipt == "0007"
    assert kept.payments[0].organisation == "Bưu điện"
    assert register.covers.of(person) == ()
    assert register.enrolments.paid_months(person) == 0
    assert spells_of(register, person, ON).spells == ()
    assert register.stops.last_paid(person, "vsi") is None
    assert collector_point.value("SELECT count(*) FROM payments") == 1

    for again, code in ((wrong, "already_void"), ("khong-co", "no_such_row")):
        with pytest.raises(StorageError, match=code), register.change("Gạch bỏ"):
            register.enrolments.void(again, day=ON, why="x")
    right = _pay(register, person, Month(2026, 10), "6")
    with pytest.raises(StorageError, match="no_void_reason"), register.change("Gạch bỏ"):
        register.enrolments.void(right, day=ON, why=" ")


@pytest.mark.parametrize(
    ("first", "last", "months", "supported", "code"),
    [
        (Month(2020, 1), Month(2019, 1), None, 0, "spell_backwards"),
        (Month(2020, 1), Month(2020, 3), 4, 0, "spell_months"),
        (Month(2020, 1), Month(2020, 3), 0, 0, "spell_months"),
        (Month(2020, 1), Month(2020, 3), 2, 3, "spell_support"),
        (Month(2018, 6), Month(2018, 6), 1, 0, "spell_overlaps"),
        (Month(2026, 9), Month(2026, 10), 2, 0, "spell_overlaps"),
    ],
)
def test_a_spell_that_cannot_be_is_refused(
    register: Register, person: str, first: Month, last: Month, months: Any, supported: int,
    code: str,
) -> None:  # fmt: skip
    _pay(register, person, Month(2026, 10), "3")
    with register.change("Trước khi có sổ"):
        register.earlier_spells.add(person, "vsi", Month(2018, 1), Month(2018, 12))
    with pytest.raises(StorageError, match=code), register.change("Trước khi có sổ"):
        register.earlier_spells.add(
            person, "vsi", first, last, months=months, supported_months=supported
        )


def test_earlier_time_is_corrected_taken_away_and_told_in_the_history(
    register: Register, person: str
) -> None:

    with register.change("Trước khi có sổ"):
        one = register.earlier_spells.add(person, "csi", Month(2010, 1), Month(2012, 12))
        register.calls.record([Called(None, person, "vsi")], ON, "no_answer")
        register.stops.stop(person, "vsi", day=ON, reason="away")
    (spell,) = register.earlier_spells.of_person(person)
    with register.change("Sửa"):
        register.earlier_spells.save(replace(spell, months=30))
    found = spells_of(register, person, ON)
    assert (found.compulsory, found.paid, found.outlook) == (30, 0, None)
    home = str(register.people.get(person).household_id)
    for table, row in (("people", person), ("households", home)):
        touched = {
            row.table for entry in record_history(register, table, row) for row in entry.rows
        }
        assert {"calls", "stops", "earlier_spells"} <= touched
    made = next(entry for entry in register.changes() if entry.what == "Trước khi có sổ")
    assert [one.change.what for one in leaning_on(register, made).later] == ["Sửa"]
    with register.change("Bỏ"):
        register.earlier_spells.remove(one)
    assert register.earlier_spells.of_person(person) == ()


def test_time_known_twice_is_counted_once_when_two_records_become_one(
    register: Register, person: str
) -> None:
    home = str(register.people.get(person).household_id)
    with register.change("Ghi trùng"):
        other = register.people.add(name="Mai Thị Lành", household_id=home)
        for one in (person, other):
            register.earlier_spells.add(one, "vsi", Month(2018, 1), Month(2018, 12))
            register.calls.record([Called(home, one, "vsi")], ON, "reached")
        register.stops.stop(other, "vsi", day=ON, reason="away")
    with register.change("Gộp"):
        merge_people(register, person, other)
    assert register.enrolments.paid_months(person) == 12
    assert len(register.stops.of_person(person)) == 1
    assert register.connection.value("SELECT count(*) FROM calls") == 1


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.sampled_from(["1", "3", "6", "12"]), st.booleans()),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_the_parts_are_the_sum_and_the_line_has_no_hole(
    register: Register, steps: list[tuple[int, str, bool]]
) -> None:
    with register.change("Lập sổ"):
        person = register.people.add(
            name="Vi Văn Tuất", household_id=register.households.add(), sex="male",
            born=PartialDate(1985, 1, 1),
        )  # fmt: skip
    at, expected = Month(2012, 1), 0
    for gap, method, earlier in steps:
        at = at.plus(gap)
        months = int(method)
        if earlier or at < Month(2026, 1):
            with register.change("Trước"):
                register.earlier_spells.add(person, "vsi", at, at.plus(months - 1))
        else:
            _pay(register, person, at, method)
        at, expected = at.plus(months), expected + months
    day = max(ON, at.plus(3).first)
    found = spells_of(register, person, min(day, date(2026, 12, 31)))
    assert sum(found.parts) == found.paid == expected == register.enrolments.paid_months(person)
    for one, other in pairwise(found.spells):
        assert one.last is not None
        assert one.last.plus(1) == other.first
        assert "gap" in {one.kind, other.kind}
