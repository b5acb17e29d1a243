"""Enrolments are computed by the law of the day, kept with their working, and write the cover.

The amounts are those of the worked examples of `tests/rules`; here it is proven that they are kept.
"""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from rules.calendar import Month
from rules.errors import RuleError
from rules.hi.premium import premium
from rules.policy import Cite
from rules.vsi.contribution import PayerClass, contribution
from rules.working import Step
from storage import Register, StorageError, snapshots
from storage.enrolling import Circumstances, HiMember, Receipt
from storage.policies import shipped_policy
from storage.visits import ResultInput

DAY = date(2026, 11, 22)
MAY, NOVEMBER = Month(2026, 5), Month(2026, 11)


def _enrol_vsi(
    register: Register,
    person: str,
    start: Month = NOVEMBER,
    method: str = "6",
    **about: Any,
) -> str:
    with register.change("Ghi đóng BHXH"):
        return register.enrolments.enrol_vsi(
            person,
            income=2_000_000,
            payer_class=PayerClass.NEAR_POOR,
            method=method,
            start=start,
            about=Circumstances(DAY, **about),
        )


def _enrol_hi(register: Register, place: Any, *groups: str, day: date = DAY) -> tuple[str, ...]:
    people = (place.head, place.wife, place.child)
    members = [HiMember(person, group) for person, group in zip(people, groups, strict=False)]
    with register.change("Ghi đóng BHYT"):
        return register.enrolments.enrol_hi(
            place.household, months=12, members=members, about=Circumstances(day, Receipt())
        )


def test_a_payment_after_its_last_day_is_worth_another_look(register: Register, place: Any) -> None:
    """Six months are paid within their first four: Law 41/2024/QH15 of 29/06/2024, Article 36.3."""

    def notes(day: date, method: str = "6", start: Month = MAY) -> list[str]:
        terms = register.enrolments.vsi_terms(
            place.head,
            income=1_500_000,
            payer_class=PayerClass.OTHER,
            method=method,
            start=start,
            about=Circumstances(day),
        )
        return [note.code for note in terms.notes]

    assert notes(date(2026, 8, 31)) == []
    assert notes(date(2026, 9, 1)) == ["paid_late"]
    assert notes(date(2026, 9, 1), "12") == []
    assert notes(date(2026, 12, 1), "missing-6") == []


def test_a_vsi_enrolment_is_the_contribution_of_the_law(register: Register, place: Any) -> None:
    with register.change("Đến nhà"):
        visit = register.visits.record(
            place.household, DAY, results=[ResultInput("agreed", place.wife, "vsi")]
        )
    receipt = Receipt("0012", "A1", place.collector, "transfer")
    enrolment_id = _enrol_vsi(register, place.wife, receipt=receipt, won_visit_id=visit)
    expected = contribution(
        shipped_policy(),
        income=2_000_000,
        payer_class=PayerClass.NEAR_POOR,
        method="6",
        on=DAY,
        province="38",
    )
    (kept,) = register.enrolments.of_person(place.wife)
    assert kept.id == enrolment_id
    assert (kept.gross, kept.state_support, kept.local_support, kept.payable) == (
        expected.gross,
        expected.state_support,
        expected.local_support,
        expected.payable,
    )
    assert kept.working == (*expected.steps, *expected.notes)
    assert (kept.kind, kept.start, kept.until) == ("new", date(2026, 11, 1), date(2027, 4, 30))
    assert (kept.won_visit_id, kept.supported_months) == (visit, expected.supported_months)
    (payment,) = kept.payments
    assert (payment.amount, payment.receipt, payment.collector, payment.means) == (
        expected.payable,
        "0012",
        "Lê Thị Thu",
        "transfer",
    )
    (cover,) = register.covers.of(place.wife)
    assert (cover.scheme, cover.start, cover.until) == ("vsi", kept.start, kept.until)
    assert register.enrolments.used_support_months(place.wife) == expected.supported_months


def test_the_values_used_are_kept_with_their_source(register: Register, place: Any) -> None:
    _enrol_vsi(register, place.wife)
    (kept,) = register.enrolments.list()
    rate = kept.parameters["values"]["vsi.rate"]
    assert Fraction(rate["value"]["ratio"]) == shipped_policy().on(DAY).ratio("vsi.rate")
    assert rate["document"]
    assert kept.parameters["asked"]["income"] == 2_000_000
    assert kept.parameters["asked"]["province"] == "38"
    assert "hi.rate" not in kept.parameters["values"]
    assert kept.payments == ()


def test_new_renewal_and_rejoin_are_told_from_what_was_before(
    register: Register, place: Any
) -> None:
    _enrol_vsi(register, place.wife, Month(2026, 1), "3")
    _enrol_vsi(register, place.wife, Month(2026, 4), "3")
    _enrol_vsi(register, place.wife, Month(2026, 11), "3")
    kinds = {kept.start: kept.kind for kept in register.enrolments.of_person(place.wife)}
    assert [kinds[start] for start in sorted(kinds)] == ["new", "renewal", "rejoin"]
    assert register.enrolments.used_support_months(place.wife) == 9


def test_support_used_up_is_counted_over_all_spells(register: Register, place: Any) -> None:
    _enrol_vsi(register, place.wife, Month(2026, 1), "12")
    _enrol_vsi(register, place.wife, Month(2027, 1), "12")
    newest = register.enrolments.of_person(place.wife)[0]
    assert newest.parameters["asked"]["used_support_months"] == 12


def test_no_month_is_paid_twice(register: Register, place: Any, everything: Any) -> None:
    _enrol_vsi(register, place.wife)
    before = everything(register)
    with pytest.raises(StorageError) as failure:
        _enrol_vsi(register, place.wife, Month(2027, 4))
    assert failure.value.code == "already_enrolled"
    assert failure.value.facts["until"] == date(2027, 4, 30)
    assert everything(register) == before
    _enrol_vsi(register, place.head, Month(2027, 4))


def test_what_the_law_refuses_writes_nothing(
    register: Register, place: Any, everything: Any
) -> None:
    before = everything(register)
    with pytest.raises(RuleError, match="bad_method"):
        _enrol_vsi(register, place.wife, method="7")
    with pytest.raises(StorageError, match="no_such_row"):
        _enrol_vsi(register, "không có")
    assert everything(register) == before


def test_an_hi_enrolment_is_the_premium_of_the_law(register: Register, place: Any) -> None:
    ids = _enrol_hi(register, place, "household", "household", "student")
    expected = premium(
        shipped_policy(),
        on=DAY,
        months=12,
        members=("household", "household", "student"),
        province="38",
    )
    kept = {
        enrolment.id: enrolment for enrolment in register.enrolments.of_household(place.household)
    }
    lines = [kept[enrolment_id] for enrolment_id in ids]
    assert [line.payable for line in lines] == [line.payable for line in expected.lines]
    assert [line.place for line in lines] == [1, 2, None]
    assert [line.payments[0].amount for line in lines] == [line.payable for line in lines]
    assert sum(line.payable for line in lines) == expected.payable
    assert register.enrolments.count() == 3


def test_a_first_card_waits_and_a_running_one_goes_on(register: Register, place: Any) -> None:
    until = date(2026, 12, 10)
    with register.change("Thẻ"):
        register.covers.add(
            place.wife, scheme="hi", known="covered", dated=date(2026, 1, 1), until=until
        )
    first, second = (
        next(kept for kept in register.enrolments.of_person(person) if kept.scheme == "hi")
        for person in _people_of(_enrol_hi(register, place, "household", "household"), register)
    )
    assert (first.kind, first.start) == ("new", DAY + timedelta(days=30))
    assert (second.kind, second.start) == ("renewal", until + timedelta(days=1))
    assert second.until == date(2027, 12, 10)
    state = register.households.record(place.household, DAY).members[1].hi
    assert state.until == second.until


def _people_of(ids: tuple[str, ...], register: Register) -> list[str]:
    people = {kept.id: kept.person_id for kept in register.enrolments.list()}
    return [people[enrolment_id] for enrolment_id in ids]


def test_a_long_break_makes_it_a_rejoining(register: Register, place: Any) -> None:
    with register.change("Thẻ"):
        register.covers.add(
            place.head,
            scheme="hi",
            known="covered",
            dated=date(2025, 1, 1),
            until=date(2026, 3, 31),
        )
    _enrol_hi(register, place, "household")
    (kept,) = register.enrolments.of_person(place.head)
    assert kept.kind == "rejoin"


def test_trap_11_who_renews_in_the_same_year_keeps_the_place(
    register: Register, place: Any
) -> None:
    """Decree 188/2025/NĐ-CP, Form 4: the order is that of those who joined in the year."""

    def joined(day: date, *people: str) -> list[int | None]:
        members = [HiMember(person, "household") for person in people]
        terms = register.enrolments.hi_terms(
            place.household, months=3, members=members, about=Circumstances(day)
        )
        with register.change("Ghi đóng BHYT"):
            register.enrolments.enrol_hi(
                place.household, months=3, members=members, about=Circumstances(day)
            )
        return [line.line.order for line in terms.lines]

    assert joined(date(2026, 1, 5), place.head) == [1]
    assert joined(date(2026, 4, 5), place.head) == [1]
    assert joined(date(2026, 7, 5), place.wife, place.head) == [2, 1]
    assert joined(date(2026, 10, 5), place.child, place.wife) == [3, 2]
    assert joined(date(2027, 1, 5), place.wife) == [1]


def test_what_somebody_else_adds_to_a_card_is_written(register: Register, place: Any) -> None:
    with register.change("Mức hỗ trợ"):
        for giver in ("local", "other"):
            register.policies.add(
                f"hi.{giver}.38.household",
                "0.1",
                unit="ratio",
                start=date(2026, 1, 1),
                document="Nghị quyết 1",
            )
    _enrol_hi(register, place, "household")
    (kept,) = register.enrolments.of_person(place.head)
    assert (kept.local_support, kept.other_support) == (136_620, 136_620)
    assert kept.payable == kept.gross - 273_240


def test_the_order_goes_on_over_the_year(register: Register, place: Any) -> None:
    _enrol_hi(register, place, "household", day=date(2026, 2, 1))
    with register.change("Người sau"):
        register.enrolments.enrol_hi(
            place.household,
            months=6,
            members=[HiMember(place.wife, "household")],
            about=Circumstances(DAY),
        )
    (later,) = register.enrolments.of_person(place.wife)
    assert later.place == 2
    with register.change("Năm sau"):
        register.enrolments.enrol_hi(
            place.household,
            months=6,
            members=[HiMember(place.child, "household")],
            about=Circumstances(date(2027, 1, 5)),
        )
    (next_year,) = register.enrolments.of_person(place.child)
    assert next_year.place == 1
    assert next_year.parameters["unconfirmed"]  # the rate of 2027 is expected, not confirmed


@pytest.mark.parametrize("chosen", [["stranger"], ["head", "head"]])
def test_only_members_join_and_each_once(register: Register, place: Any, chosen: list[str]) -> None:
    members = [HiMember(getattr(place, who, "không có"), "household") for who in chosen]
    with pytest.raises(StorageError, match="not_a_member"), register.change("Sai"):
        register.enrolments.enrol_hi(
            place.household, months=12, members=members, about=Circumstances(DAY)
        )


def test_a_card_paid_at_the_end_of_a_month_ends_in_a_shorter_one(
    register: Register, place: Any
) -> None:
    with register.change("Thẻ"):
        register.covers.add(
            place.head,
            scheme="hi",
            known="covered",
            dated=date(2026, 1, 1),
            until=date(2026, 8, 30),
        )
        register.enrolments.enrol_hi(
            place.household,
            months=6,
            members=[HiMember(place.head, "household")],
            about=Circumstances(date(2026, 8, 1)),
        )
    (kept,) = register.enrolments.of_person(place.head)
    assert (kept.start, kept.until) == (date(2026, 8, 31), date(2027, 2, 28))


def test_enrolments_follow_the_person(register: Register, place: Any) -> None:
    _enrol_vsi(register, place.wife)
    with register.change("Chuyển hộ"):
        register.people.save(place.wife, household_id=place.empty_household)
    assert register.enrolments.of_household(place.household) == ()
    record = register.households.record(place.empty_household, DAY)
    assert [entry.kind for entry in record.timeline] == ["enrolment"]


def test_a_working_reads_back_equal() -> None:
    steps = (
        Step("a", {"rate": Fraction(9, 200), "months": 6, "class": "poor"}, 1_500),
        Step("b", {"start": Month(2026, 11), "day": DAY}, None, (Cite("Luật 1", DAY, "Điều 2"),)),
        Step("c", {}, None, (Cite("Luật 2"),)),
    )
    assert snapshots.read_working(snapshots.working(steps)) == steps


def test_a_figure_of_no_known_kind_is_not_taken_for_another() -> None:
    with pytest.raises(TypeError):
        snapshots.read_working('[{"code": "a", "figures": {"x": [1]}, "amount": 1, "cites": []}]')


def test_values_noted_are_those_asked_for() -> None:
    policy = shipped_policy()
    noted = snapshots.NotedPolicy(policy)
    assert len(noted) == len(policy.values)
    assert set(noted) == set(policy.values)
    assert noted.used_on(DAY) == {}
    assert noted["vsi.rate"]
    assert list(noted.used_on(DAY)) == ["vsi.rate"]
