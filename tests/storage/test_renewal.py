"""Renewing many: the price of each line is what is written, as if each had been written alone."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import Month, PartialDate
from rules.vsi.contribution import PayerClass
from storage import Register
from storage.due import DueRow
from storage.enrolling import Circumstances, HiMember, Receipt
from storage.renewal import Prices, Taking, payable_of, preview_renewals, renew

ON = date(2026, 11, 22)
DAY = date(2025, 11, 28)


def _card(register: Register, person: str, group: str = "household", months: int = 12) -> None:
    start = {12: date(2025, 12, 1), 6: date(2026, 6, 1), 3: date(2026, 9, 1)}[months]
    register.covers.add(
        person, scheme="hi", known="covered", hi_group=group, start=start,
        until=date(2026, 11, 30), dated=date(2026, 1, 1),
    )  # fmt: skip


def _home(register: Register, *ages: int, standing: str = "none") -> tuple[str, list[str]]:
    household = register.households.add()
    register.standings.set(household, 2026, standing)  # type: ignore[arg-type]
    ids = [
        register.people.add(
            name=f"Vi Văn {'ABCDEFG'[at]}", household_id=household,
            relation="head" if not at else "other", sex="male", born=PartialDate(2026 - age, 1, 1),
        )
        for at, age in enumerate(ages)
    ]  # fmt: skip
    return household, ids


def _due(register: Register) -> tuple[DueRow, ...]:
    return register.due.rows("30", ON)


def _vsi(register: Register, person: str, method: str = "3", **more: Any) -> None:
    months = int(method) if method.isdecimal() else 24
    register.enrolments.enrol_vsi(
        person, income=more.get("income", 1_500_000), payer_class=PayerClass.OTHER, method=method,
        start=Month(2026, 12).plus(-months), about=Circumstances(day=more.get("day", ON)),
    )  # fmt: skip


def test_a_household_is_priced_in_the_order_of_its_members(register: Register) -> None:
    with register.change("Sổ"):
        _, people = _home(register, 50, 45, 40)
        for one in people:
            _card(register, one)
    (row,) = _due(register)
    price = Prices(register, ON).of([row])[row.key]
    assert price.amount == 1_366_200 + 956_340 + 819_720
    assert [one.person_id for one in price.members] == people
    assert price.months == 12


def test_the_term_is_that_of_the_last_card_and_places_held_stay(register: Register) -> None:
    with register.change("Sổ"):
        household, (one, two) = _home(register, 50, 45)
        _card(register, one, months=6)
        register.enrolments.enrol_hi(
            household, months=12, members=[HiMember(two, "household")], about=Circumstances(ON)
        )
    (row,) = _due(register)
    price = Prices(register, ON).of([row])[row.key]
    assert (price.months, price.amount) == (6, 478_170)


def test_who_is_paid_for_elsewhere_is_left_with_the_reason(register: Register) -> None:
    with register.change("Sổ"):
        _, (one, pupil, small) = _home(register, 50, 12, 3)
        for person, group in ((one, "household"), (pupil, "student"), (small, "household")):
            _card(register, person, group)
        _, (worker,) = _home(register, 30)
        _card(register, worker, "employee")
        _, (insured,) = _home(register, 31)
        _card(register, insured)
        register.covers.add(insured, scheme="csi", known="covered", dated=DAY)
        _, (poor,) = _home(register, 60, standing="poor")
        _card(register, poor)
        alone = register.people.add(name="Lường Văn Bảy", born=PartialDate(1970, 1, 1))
        _card(register, alone)
        _, (schoolboy,) = _home(register, 15)
        _card(register, schoolboy)
    found = {row.person_id: row for row in _due(register)}
    prices = Prices(register, ON).of(list(found.values()))
    said = {person: prices[row.key] for person, row in found.items()}
    assert [one.person_id for one in said[one].members] == [one]
    assert said[worker].barred == said[insured].barred == "elsewhere"
    assert said[poor].barred == "state"
    assert said[alone].barred == "no_household"
    assert said[schoolboy].barred == "student"
    assert payable_of(prices.values()) == 1_366_200


def test_voluntary_insurance_goes_on_as_it_was_paid_last(register: Register) -> None:
    with register.change("Sổ"):
        _, (one, two, three) = _home(register, 40, 41, 42)
        _vsi(register, one, "6", income=2_000_000)
        _vsi(register, two, "ahead-2", income=3_000_000, day=date(2026, 1, 2))
        register.covers.add(
            three, scheme="vsi", known="covered", start=date(2026, 6, 1), until=date(2026, 11, 30),
            dated=DAY, income=700_000, method="1",
        )  # fmt: skip
    found = {row.person_id: row for row in _due(register)}
    prices = Prices(register, ON).of(list(found.values()))
    six, ahead, listed = (prices[found[person].key] for person in (one, two, three))
    assert (six.income, six.method, six.start) == (2_000_000, "6", Month(2026, 12))
    assert six.amount == 6 * (440_000 - 66_000)
    assert (ahead.income, ahead.method) == (3_000_000, "6")
    assert (listed.income, listed.method, listed.amount) == (1_500_000, "1", 264_000)


def test_receipts_run_on_and_one_household_shares_one(register: Register) -> None:
    with register.change("Sổ"):
        who = register.staff.add(name="Tống Thị Mận", roles=("collector",))
        register.receipt_books.add(symbol="07", first=10, last=12, digits=5, collector_id=who)
        home, (one, two) = _home(register, 50, 45)
        _card(register, one)
        _vsi(register, two, "1")
        others = [_home(register, 40)[1][0] for _ in range(4)]
        for person in others:
            _card(register, person)
        register.enrolments.add_payment(
            register.enrolments.of_person(two)[0].id, day=ON, amount=1,
            receipt=_receipt("00011"),
        )  # fmt: skip
    found = sorted(_due(register), key=lambda row: row.household_id != home)
    taking = Taking(ON, who, "07", "00010")
    previewed = preview_renewals(register, found, taking)
    numbers = {(row.row.household_id, row.receipt) for row in previewed.lines}
    assert [row.receipt for row in previewed.lines[:2]] == ["00010", "00010"]
    assert {number for _, number in numbers} == {"00010", "00012", ""}
    assert previewed.short == 3
    assert (previewed.people, previewed.refused) == (6, ())

    with register.change("Gia hạn 6 dòng"):
        ids = renew(register, previewed, taking)
    written = [one for one in register.enrolments.list() if one.id in ids]
    assert sum(one.payable for one in written) == previewed.total
    assert sum(pay.amount for one in written for pay in one.payments) == previewed.total
    assert {pay.collector_id for one in written for pay in one.payments} == {who}
    assert _due(register) == () or all(row.scheme == "vsi" for row in _due(register))
    register.undo()
    assert len(_due(register)) == 6


def _receipt(number: str) -> Receipt:
    return Receipt(number, "07")


def test_what_cannot_be_renewed_is_said_and_the_rest_is(register: Register) -> None:
    with register.change("Sổ"):
        _, (one,) = _home(register, 50)
        _card(register, one)
        _, (two,) = _home(register, 40)
        _vsi(register, two, "1")
    found = _due(register)
    with register.change("Người khác đã ghi"):
        register.enrolments.enrol_vsi(
            two, income=1_500_000, payer_class=PayerClass.OTHER, method="1",
            start=Month(2026, 12), about=Circumstances(day=ON),
        )  # fmt: skip
    previewed = preview_renewals(register, found, Taking(ON))
    (refused,) = previewed.refused
    assert refused.problem is not None
    assert refused.problem.code == "already_enrolled"
    with register.change("Gia hạn"):
        assert len(renew(register, previewed, Taking(ON))) == 1
    early = preview_renewals(register, found, Taking(date(1990, 1, 1)))
    assert {line.price.barred for line in early.lines} == {"no_law"}


homes = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(18, 70), st.sampled_from(["hi", "vsi", "both", ""])),
                 min_size=1, max_size=4),
        st.sampled_from(["none", "near_poor", "average_agri"]),
        st.sampled_from([12, 6, 3]),
    ),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(homes)
def test_many_are_renewed_as_one_by_one(register: Register, made: Any) -> None:
    def facts() -> list[tuple[Any, ...]]:
        found = [
            (one.person, one.scheme, one.start, one.until, one.place, one.payable, one.kind,
             one.months, one.hi_group, one.changed, one.income)
            for one in register.enrolments.list() if one.day == ON and one.payments
        ]  # fmt: skip
        return sorted(found, key=repr)

    with register.change("Sổ"):
        for members, standing, months in made:
            _, people = _home(register, *(age for age, _ in members), standing=standing)
            for person, (_, what) in zip(people, members, strict=True):
                if what in {"hi", "both"}:
                    _card(register, person, months=months)
                if what in {"vsi", "both"}:
                    _vsi(register, person, str(months))
    before, taking = facts(), Taking(ON, None, "07", "0001")
    previewed = preview_renewals(register, _due(register), taking)
    with register.change("Gia hạn cả"):
        renew(register, previewed, taking)
    many = facts()
    assert sum(one[5] for one in many) - sum(one[5] for one in before) == previewed.total
    register.undo()
    for row in _due(register):
        with register.change("Gia hạn một"):
            renew(register, preview_renewals(register, [row], taking), taking)
    assert facts() == many


@pytest.mark.parametrize("day", [ON, date(2026, 11, 30)])
def test_the_price_of_a_line_is_what_its_preview_writes(register: Register, day: date) -> None:
    with register.change("Sổ"):
        _, people = _home(register, 50, 45, 70, standing="near_poor")
        for one in people:
            _card(register, one)
    found = register.due.rows("30", day)
    price = Prices(register, day).of(found)[found[0].key]
    with register.change("Gia hạn"):
        renew(register, preview_renewals(register, found, Taking(day)), Taking(day))
    assert price.amount == sum(one.payable for one in register.enrolments.list())
