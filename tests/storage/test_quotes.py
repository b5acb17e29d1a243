"""Quotes of households and figures of villages, from the facts a register holds."""

from datetime import date

import pytest

from rules.calendar import Month
from rules.household.member_tasks import HiTask
from rules.vsi.case import VsiCase, vsi_result
from rules.vsi.contribution import PayerClass
from storage import Register, StorageError
from storage.quotes import Wish, quote, quotes, walk
from storage.village_figures import village_figures
from storage.visits import ResultInput
from tests.storage.conftest import Place

ON = date(2026, 11, 22)


def test_a_quote_carries_people_amounts_working_and_hesitation(
    register: Register, place: Place
) -> None:
    with register.change("Ghi"):
        register.covers.add(place.head, scheme="hi", known="not_covered", dated=ON)
        register.visits.record(
            place.household,
            ON,
            results=[ResultInput("thinking", place.wife, "vsi", "3")],
            next_day=date(2026, 12, 1),
        )
    found = quote(register, place.household, ON)
    assert found.head is not None
    assert found.head.id == place.head
    assert [one.quote.hi_task for one in found.members] == [
        HiTask.JOIN,
        HiTask.ASK,
        HiTask.ASK,
    ]
    assert found.quote.payable == 1_366_200
    assert found.quote.steps
    hesitation = found.members[1].hesitation
    assert hesitation is not None
    assert (hesitation.reason, hesitation.next_day) == ("3", date(2026, 12, 1))
    assert found.coming is not None
    assert (found.coming.income, found.coming.gross) == (2_200_000, 484_000)
    assert found.vsi_unconfirmed == ()


def test_places_taken_this_year_and_months_paid_are_counted(
    register: Register, place: Place
) -> None:
    from storage.enrolling import Circumstances, HiMember

    with register.change("Tham gia"):
        about = Circumstances(day=date(2026, 10, 1))
        register.enrolments.enrol_hi(
            place.household,
            months=12,
            members=[HiMember(place.head, "household")],
            about=about,
        )
        register.enrolments.enrol_vsi(
            place.wife,
            income=1_500_000,
            payer_class=PayerClass.OTHER,
            method="6",
            start=Month(2026, 10),
            about=about,
        )
        register.covers.add(place.wife, scheme="hi", known="not_covered", dated=ON)
    found = quote(register, place.household, ON)
    assert found.members[1].paid_months == 6
    line = found.members[1].quote.line
    assert line is not None
    # The head took the first place in October: the wife pays as the second, 70 %.
    assert (line.order, line.payable) == (2, 956_340)


def test_unknown_households_are_left_and_one_alone_is_an_error(
    register: Register, place: Place
) -> None:
    assert [one.household.id for one in quotes(register, ["?", place.household], ON)] == [
        place.household
    ]
    with pytest.raises(StorageError) as problem:
        quote(register, "?", ON)
    assert problem.value.code == "no_such_row"


def test_a_household_without_people_has_an_empty_quote(register: Register, place: Place) -> None:
    found = quote(register, place.empty_household, ON)
    assert (found.members, found.head, found.quote.payable) == ((), None, 0)


def test_the_walk_leaves_out_who_asked_not_to_be_contacted(
    register: Register, place: Place
) -> None:
    assert walk(register).household_ids == (place.household, place.empty_household)
    with register.change("Xin không liên hệ"):
        register.households.save(place.household, do_not_contact=True)
        register.people.save(place.child, do_not_contact=True)
    assert walk(register, place.village) == walk(register, place.village)
    assert walk(register, place.village).left_out == 1
    assert walk(register, place.other_village).household_ids == (place.empty_household,)
    (found,) = quotes(register, [place.household], ON, for_paper=True)
    assert len(found.members) == 2
    assert len(quote(register, place.household, ON).members) == 3


def test_village_figures_add_up_and_agree_with_the_month(register: Register, place: Place) -> None:
    with register.change("Ghi"):
        register.covers.add(
            place.head,
            scheme="hi",
            known="covered",
            dated=date(2026, 1, 1),
            start=date(2026, 1, 1),
            until=date(2026, 12, 31),
            hi_group="household",
        )
        register.covers.add(
            place.head,
            scheme="hi",
            known="covered",
            dated=ON,
            start=date(2027, 1, 1),
            until=date(2027, 12, 31),
            hi_group="household",
        )
        register.covers.add(place.head, scheme="csi", known="covered", dated=ON)
        register.covers.add(place.wife, scheme="hi", known="not_covered", dated=ON)
        register.covers.add(place.wife, scheme="vsi", known="covered", dated=ON)
        register.visits.record(
            place.household, ON, results=[ResultInput("refused", place.wife, "hi", "2")]
        )
    found = village_figures(register, place.village, ON)
    assert found.people == found.covered + found.without + found.unknown == 3
    assert found.groups == {"household": 1}
    assert (found.reasons, found.not_met) == ({"2": 1}, 0)
    assert (found.adults, found.vsi, found.compulsory) == (2, 1, 1)
    assert [(one.month, one.people, one.renewed) for one in found.ending] == [
        (Month(2026, 11), 0, 0),
        (Month(2026, 12), 1, 1),
        (Month(2027, 1), 0, 0),
    ]
    rows = {row.village_id: row for row in register.months.report(Month(2026, 11), ON).rows}
    assert rows[place.village].hi.covered == found.covered
    assert rows[place.village].vsi.covered == found.vsi
    nowhere = village_figures(register, None, ON)
    assert (nowhere.people, nowhere.village) == (0, "")


def test_the_level_worked_out_with_a_person_is_offered_first(
    register: Register, place: Place
) -> None:
    def keep(income: int, day: date) -> None:
        case = VsiCase(payer_class=PayerClass.OTHER, income=income, method="6", on=day)
        register.calculations.keep(
            case,
            household_id=place.household,
            person_id=place.wife,
            answer=vsi_result(register.policies.policy(), case),
        )

    with register.change("Giữ bảng tính"):
        register.covers.add(place.wife, scheme="vsi", known="not_covered", dated=ON)
        keep(4_000_000, date(2026, 11, 1))
        keep(2_500_000, date(2026, 11, 20))
        keep(2_600_000, date(2026, 11, 20))
        keep(9_000_000, date(2026, 12, 1))
    found = quote(register, place.household, ON).members[1]
    assert found.wish == Wish(2_600_000, date(2026, 11, 20))
    assert found.quote.asked is not None
    incomes = [level.income for level in found.quote.asked.levels]
    assert incomes == [2_600_000, 1_500_000, 2_000_000]
    assert quote(register, place.household, ON).members[0].wish is None
    # A level that may not be chosen any more is not offered.
    with register.change("Giữ bảng tính"):
        keep(1_500_000, date(2026, 12, 31))
    later = quote(register, place.household, date(2027, 1, 5)).members[1]
    assert later.wish == Wish(1_500_000, date(2026, 12, 31))
    assert later.quote.asked is not None
    assert later.quote.asked.levels[0].income == 2_200_000
