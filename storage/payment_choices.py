"""What a household can pay for on a day: who, from which month, with which receipt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from rules.calendar import Month
from rules.coverage import CoverFact, State
from rules.household.member_tasks import HiTask, VsiTask
from rules.household.vsi_offer import MemberFacts
from rules.vsi.contribution import income_limits
from rules.vsi.retirement import retirement
from storage import rows
from storage.quotes import quote, quoter_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.household.quote import Quoter
    from rules.policy import Policy
    from rules.vsi.contribution import PayerClass
    from storage.households import Household
    from storage.people import Person
    from storage.quotes import HouseholdQuote, QuotedMember
    from storage.register import Register
    from storage.visits import Visit

USUAL_METHOD = "6"
_LAST_EVENTS = 5
_MOST_MISSING = 3
_PAYS = frozenset({HiTask.RENEW, HiTask.REJOIN, HiTask.JOIN})
_HELD = frozenset({"covered", "ending"})
_NUMBER = re.compile(r"(.*?)(\d+)$")


@dataclass(frozen=True, slots=True)
class HiChoice:
    """One member and health insurance.

    Attributes:
        group: in which the member would pay; None for who cannot pay as things are known.
        due: whether the member should pay now.
    """

    person: Person
    state: State
    group: str | None
    due: bool


@dataclass(frozen=True, slots=True)
class VsiChoice:
    """One member who may pay for voluntary social insurance, and what is usual for the member.

    Attributes:
        payer_class: the class with the highest support of those known.
        income: of the last enrolment, else of the last list, else the lowest, in đồng a month.
        last: income and method of the last enrolment; None without one.
        start: the first month not paid yet.
        missing: months short of a pension that may be paid at once now; 0 for none.
        paid_months: paid so far, over all spells.
        due: whether the member stopped, spoke about it at a visit, or ends soon.
        retired: whether retirement age is reached; None without a date of birth or a sex.
    """

    person: Person
    state: State
    payer_class: PayerClass
    income: int
    method: str
    last: tuple[int, str] | None
    start: Month
    missing: int
    paid_months: int
    due: bool
    retired: bool | None


@dataclass(frozen=True, slots=True)
class NextReceipt:
    """The receipt to write next, and numbers the book skips (at most three are named)."""

    book: str = ""
    number: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptUse:
    """The first payment of another household that carries a receipt."""

    code: str | None
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class OfferedEvent:
    """An event at which the household may have been won; ``attended``: a member was there."""

    id: str
    day: date
    form: str
    theme: str
    place: str
    attended: bool


@dataclass(frozen=True, slots=True)
class PaymentChoices:
    """What a household can pay for on a day; visits and events newest first."""

    household: Household
    head: Person | None
    standing: str | None
    hi: tuple[HiChoice, ...]
    vsi: tuple[VsiChoice, ...]
    receipt: NextReceipt
    visits: tuple[Visit, ...]
    events: tuple[OfferedEvent, ...]


# The last events held, those where a member was, and the one asked for.
_EVENTS = """
    WITH attended AS (
        SELECT DISTINCT a.event_id FROM event_people a JOIN people p ON p.id = a.person_id
        WHERE p.household_id = :household
    ),
    latest AS (
        SELECT id FROM events WHERE state = 'held' AND day <= :on
        ORDER BY day DESC, id DESC LIMIT :most
    )
    SELECT e.id, e.day, e.form, e.theme, e.place, e.id IN (SELECT event_id FROM attended)
    FROM events e WHERE e.state <> 'cancelled' AND e.day <= :on AND (e.id = :event
        OR e.id IN (SELECT event_id FROM attended) OR e.id IN (SELECT id FROM latest))
    ORDER BY e.day DESC, e.id DESC
"""


def payment_choices(
    register: Register, household_id: str, on: date, *, event: str = ""
) -> PaymentChoices:
    """Return what a household can pay for on a day; ``event`` is offered whichever it is.

    Raises:
        StorageError: no_such_row.
        RuleError: no_value_in_force for a day whose law is not recorded.
    """
    found = quote(register, household_id, on)
    quoter = quoter_of(register, on)
    values = {"household": household_id, "on": on.isoformat(), "most": _LAST_EVENTS, "event": event}
    events = register.connection.rows(_EVENTS, values)
    visits = [v for v in register.visits.of_household(household_id) if v.day <= on]
    return PaymentChoices(
        household=found.household,
        head=found.head,
        standing=found.standing,
        hi=_hi(register, found, quoter),
        vsi=tuple(
            _vsi(register, member, found, quoter, agreed=_agreed(visits, member.person))
            for member in found.members
            if member.quote.vsi.kind not in {"compulsory", "not_applicable"}
        ),
        receipt=next_receipt(register),
        visits=tuple(visits),
        events=tuple(
            rows.made(OfferedEvent, (row[0], date.fromisoformat(row[1]), *row[2:5], bool(row[5])))
            for row in events
        ),
    )


def collectors_receipt(register: Register, collector_id: str | None) -> NextReceipt | None:
    """Return the receipt that follows in the book a collector has; None without such a book."""
    book = register.receipt_books.next_of(collector_id) if collector_id else None
    if book is None or book.following is None:
        return None
    skipped = (
        book.shown(number)
        for stretch in register.receipt_books.stretches(book.id)
        if stretch.kind == "skipped"
        for number in range(stretch.first, stretch.last + 1)
    )
    missing = tuple(islice(skipped, _MOST_MISSING))
    return NextReceipt(book.symbol, book.shown(book.following), missing)


def next_receipt(register: Register, book: str | None = None) -> NextReceipt:
    """Return the receipt that follows the last one written, in a book or in the one last used.

    Numbers between the first and the last of the book that no payment carries are missing: a
    spoilt receipt has to be handed in. Behind the last number of a book that was entered with
    its numbers, none follows.
    """
    where, values = ("WHERE receipt <> ''", ()) if book is None else ("WHERE book = ?", (book,))
    last = register.connection.row(
        f"SELECT book, receipt FROM payments {where} ORDER BY day DESC, id DESC LIMIT 1", values
    )
    found = None if last is None else _NUMBER.fullmatch(last[1])
    if last is None or found is None:
        return NextReceipt(book=book or (str(last[0]) if last else ""))
    front, width = found[1], len(found[2])
    written = {
        int(match[2])
        for receipt in register.connection.column(
            "SELECT DISTINCT receipt FROM payments WHERE book = ?", (last[0],)
        )
        if (match := _NUMBER.fullmatch(receipt)) and match[1] == front
    }
    skipped = (one for one in range(min(written), max(written)) if one not in written)
    missing = tuple(f"{front}{one:0{width}d}" for one in islice(skipped, _MOST_MISSING))
    number = f"{front}{max(written) + 1:0{width}d}"
    ended = register.receipt_books.doubt(last[0], number, None) == "outside"
    return NextReceipt(last[0], "" if ended else number, missing)


def receipt_used(
    register: Register, book: str, number: str, *, household: str
) -> ReceiptUse | None:
    """Return the payment of another household with this receipt; None while it is free.

    One receipt may stand for several payments of one household, never for two households.
    """
    row = register.connection.row(
        """
        SELECT h.code, p.name, pay.day FROM payments pay
        JOIN enrolments e ON e.id = pay.enrolment_id
        JOIN people p ON p.id = e.person_id
        LEFT JOIN households h ON h.id = p.household_id
        WHERE pay.receipt = ? AND ifnull(pay.book, '') = ? AND p.household_id IS NOT ?
        ORDER BY pay.day, pay.id LIMIT 1
        """,
        (number, book, household),
    )
    return None if row is None else ReceiptUse(row[0], row[1], date.fromisoformat(row[2]))


def _hi(register: Register, found: HouseholdQuote, quoter: Quoter) -> tuple[HiChoice, ...]:
    """Return everybody's choice: who holds no card is asked in which group one would be paid."""
    facts = register.covers.of_many(member.person.id for member in found.members)
    as_without = [
        MemberFacts(
            sex=member.person.sex,
            born=member.person.born,
            ethnic=member.person.ethnic,
            facts=(
                *facts[member.person.id],
                CoverFact("hi", "not_covered", None, None, None, found.on),
            ),
        )
        for member in found.members
    ]
    would = quoter.quote(as_without, standing=found.standing).members
    choices = []
    for member, other in zip(found.members, would, strict=True):
        now = member.quote
        group = now.group or (other.group if _may_pay(member) else None)
        choices.append(HiChoice(member.person, now.hi, group, now.hi_task in _PAYS))
    return tuple(choices)


def _may_pay(member: QuotedMember) -> bool:
    """Tell whether somebody who is not due may pay all the same: asked first, or early."""
    state = member.quote.hi
    if member.quote.vsi.kind == "compulsory" or state.starts is not None:
        return False
    if state.kind == "unknown":
        return not state.expected
    return state.kind == "covered" and state.until is not None and state.group != "student"


def _vsi(
    register: Register,
    member: QuotedMember,
    found: HouseholdQuote,
    quoter: Quoter,
    *,
    agreed: bool,
) -> VsiChoice:
    person, state = member.person, member.quote.vsi
    floor, _ = income_limits(quoter.policy, found.on)
    last = register.stops.last_paid(person.id, "vsi")
    listed = _listed(register, person)
    income = (last.income if last is not None else listed[0]) or floor
    method = last.method if last is not None else listed[1]
    start = _first_month(state, found.on)
    retired = _retired(quoter.policy, person, found.on)
    spoke = member.hesitation is not None and member.hesitation.scheme == "vsi"
    resumes = member.quote.vsi_task is VsiTask.RESUME
    return VsiChoice(
        person=person,
        state=state,
        payer_class=quoter.vsi.payer_class(found.standing, person.ethnic),
        income=max(income, floor),
        method=method if method.isdecimal() else USUAL_METHOD,
        last=None if last is None else (last.income or floor, last.method),
        start=start,
        missing=_missing(register, member, quoter, max(income, floor), start) if retired else 0,
        paid_months=member.paid_months,
        due=state.kind == "ending" or (state.kind != "covered" and (agreed or spoke or resumes)),
        retired=retired,
    )


def _listed(register: Register, person: Person) -> tuple[int | None, str]:
    """Return the income and the method that the last list tells of a person."""
    facts = [one for one in register.covers.of(person.id) if one.scheme == "vsi" and one.income]
    return (facts[-1].income, facts[-1].method or "") if facts else (None, "")


def _missing(
    register: Register, member: QuotedMember, quoter: Quoter, income: int, start: Month
) -> int:
    """Return how many months are missing for a pension that may be paid at once now; 0 for none.

    Months of compulsory insurance that were typed in count for a pension, too.
    """
    person = member.person
    typed = register.earlier_spells.of_person(person.id)
    compulsory = sum(one.months for one in typed if one.scheme == "csi")
    facts = MemberFacts(
        sex=person.sex, born=person.born, ethnic=person.ethnic, facts=(),
        paid_months=member.paid_months + compulsory,
    )  # fmt: skip
    if not facts.paid_months:
        return 0
    outlook = quoter.vsi.outlook_of(facts, income, start)
    ways = outlook.ways if outlook is not None else ()
    return next((way.make_up_months for way in ways if way.kind == "make_up"), 0)


def _agreed(visits: Sequence[Visit], person: Person) -> bool:
    """Tell whether the person's latest result about voluntary insurance is a yes."""
    said = (result for visit in visits for result in visit.results)
    latest = (one for one in said if one.person_id == person.id and one.scheme == "vsi")
    return next((one.result == "agreed" for one in latest), False)


def _first_month(state: State, on: date) -> Month:
    now = Month.of(on)
    if state.kind in _HELD and state.until is not None:
        return max(now, Month.of(state.until).plus(1))
    return now


def _retired(policy: Policy, person: Person, on: date) -> bool | None:
    if person.sex is None or person.born is None:
        return None
    return Month.of(on) >= retirement(policy, sex=person.sex, born=person.born).reached
