"""What a household can pay for, and that asking first shows exactly what is written."""

from datetime import date

import pytest

from rules.calendar import Month
from rules.errors import RuleError
from rules.vsi.contribution import PayerClass
from storage import Register
from storage.enrolling import Circumstances, HiMember, Receipt
from storage.payment_choices import next_receipt, payment_choices
from storage.visits import ResultInput
from tests.storage.conftest import Place

TODAY = date(2026, 11, 22)


def _vsi(register: Register, person: str, *, number: str, start: Month, book: str = "07") -> str:
    return register.enrolments.enrol_vsi(
        person,
        income=1_500_000,
        payer_class=PayerClass.OTHER,
        method="6",
        start=start,
        about=Circumstances(day=TODAY, receipt=Receipt(number, book=book)),
    )


def test_terms_are_what_enrolling_writes(register: Register, place: Place) -> None:
    about = Circumstances(day=TODAY, receipt=Receipt("1"))
    members = (HiMember(place.wife, "household"), HiMember(place.head, "household"))
    health = register.enrolments.hi_terms(place.household, months=12, members=members, about=about)
    pension = register.enrolments.vsi_terms(
        place.head,
        income=1_500_000,
        payer_class=PayerClass.OTHER,
        method="6",
        start=Month(2026, 11),
        about=about,
    )
    assert register.enrolments.count() == 0
    with register.change("Ghi đóng"):
        register.enrolments.enrol_hi(place.household, months=12, members=members, about=about)
        _vsi(register, place.head, number="1", start=Month(2026, 11))

    written = register.enrolments.of_household(place.household)
    cards = {one.person_id: one for one in written if one.scheme == "hi"}
    for line in health.lines:
        kept = cards[line.member.person_id]
        assert (kept.payable, kept.place) == (line.line.payable, line.line.order)
        assert (kept.start, kept.until) == (line.card.day, line.until)
    (kept,) = (one for one in written if one.scheme == "vsi")
    assert kept.payable == pension.result.payable == 1_584_000
    assert (kept.start, kept.until) == (pension.start, pension.until)
    assert kept.working == (*pension.result.steps, *pension.result.notes)


def test_asking_outside_the_law_is_refused_like_enrolling(register: Register, place: Place) -> None:
    with pytest.raises(RuleError, match="income_below_floor"):
        register.enrolments.vsi_terms(
            place.head,
            income=1_000_000,
            payer_class=PayerClass.OTHER,
            method="6",
            start=Month(2026, 11),
            about=Circumstances(day=TODAY),
        )


def test_unknown_cover_can_be_paid_for_but_is_not_due(register: Register, place: Place) -> None:
    choices = payment_choices(register, place.household, TODAY)
    groups = {one.person.id: (one.group, one.due) for one in choices.hi}
    assert groups == {
        place.head: ("household", False),
        place.wife: ("household", False),
        place.child: ("student", False),
    }


def test_children_and_the_compulsorily_insured_are_not_asked(
    register: Register, place: Place
) -> None:
    with register.change("Thẻ"):
        register.covers.add(
            place.wife,
            scheme="csi",
            known="covered",
            hi_group=None,
            start=date(2026, 1, 1),
            until=None,
            dated=date(2026, 1, 1),
            source="clerk",
        )
    choices = payment_choices(register, place.household, TODAY)
    assert [one.person.id for one in choices.vsi] == [place.head]


def test_a_yes_at_a_visit_makes_a_member_due(register: Register, place: Place) -> None:
    assert not payment_choices(register, place.household, TODAY).vsi[0].due
    with register.change("Ghi kết quả đến nhà"):
        register.visits.record(
            place.household, TODAY, results=[ResultInput("agreed", place.head, "vsi")]
        )
    assert payment_choices(register, place.household, TODAY).vsi[0].due


def test_the_next_payment_goes_on_where_the_last_one_ends(register: Register, place: Place) -> None:
    with register.change("Ghi đóng"):
        _vsi(register, place.head, number="1", start=Month(2026, 11))
    choice = payment_choices(register, place.household, TODAY).vsi[0]
    assert choice.start == Month(2027, 5)
    assert choice.paid_months == 6
    assert not choice.due


def test_receipts_go_on_and_name_what_is_missing(register: Register, place: Place) -> None:
    assert next_receipt(register).number == ""
    with register.change("Ghi đóng"):
        _vsi(register, place.head, number="AB0007", start=Month(2026, 11))
        _vsi(register, place.wife, number="AB0010", start=Month(2026, 11))
    found = next_receipt(register)
    assert (found.book, found.number, found.missing) == ("07", "AB0011", ("AB0008", "AB0009"))
    assert next_receipt(register, "08").number == ""
