"""Enrolling: the law computes, and enrolment, cover and payment are written as one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from rules.calendar import Month
from rules.coverage import CoverFact, vsi_state
from rules.errors import RuleError
from rules.hi.card_dates import CardStart, card_end, card_start
from rules.hi.premium import Premium, PremiumLine, premium
from rules.policy import Policy
from rules.vsi.contribution import Contribution, PayerClass, contribution, rising_floor
from rules.vsi.deadlines import deadline
from rules.working import Figure, Step
from storage import rows, snapshots
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.register import Register


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who took the money, and the receipt given for it."""

    number: str = ""
    book: str = ""
    collector_id: str | None = None
    means: Literal["cash", "transfer"] = "cash"


@dataclass(frozen=True, slots=True)
class HiMember:
    """One who joins, and the group in which (`rules.hi.premium.HiGroup`)."""

    person_id: str
    group: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What an enrolment has besides the law: where it was won, who was paid."""

    day: date
    receipt: Receipt | None = None
    won_visit_id: str | None = None
    won_event_id: str | None = None
    province: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class VsiTerms:
    """What an enrolment in voluntary insurance would be, before it is written.

    ``used_support_months`` and ``paid_months`` are those of all spells before this one. ``notes``
    say what is worth another look: an income off the usual steps, a payment after its last day.
    ``changed``: what is not as it was in the enrolment before: level, method, both.
    """

    result: Contribution
    kind: str
    start: date
    until: date
    used_support_months: int
    paid_months: int
    parameters: str
    notes: tuple[Step, ...]
    changed: str | None


@dataclass(frozen=True, slots=True)
class HiLine:
    """What one member would pay, from which day the card counts, and to which."""

    member: HiMember
    line: PremiumLine
    card: CardStart
    until: date
    kind: str


@dataclass(frozen=True, slots=True)
class HiTerms:
    """What the enrolments of members in health insurance would be, before they are written."""

    result: Premium
    lines: tuple[HiLine, ...]
    first_place: int
    parameters: str


def vsi_terms(
    register: Register,
    person_id: str,
    *,
    income: int,
    payer_class: PayerClass,
    method: str,
    start: Month,
    about: Circumstances,
) -> VsiTerms:
    """Compute one enrolment in voluntary social insurance; see `Enrolments.vsi_terms`."""
    register.people.get(person_id)  # refuses somebody who is not in the register
    used = register.enrolments.used_support_months(person_id)
    asked: dict[str, Any] = {
        "income": income,
        "payer_class": payer_class,
        "method": method,
        "on": about.day,
        "province": _province(register, about),
        "used_support_months": used,
    }
    noted = snapshots.NotedPolicy(register.policies.policy())
    result = contribution(Policy(noted), **asked)
    notes = (
        *result.notes,
        *_late(Policy(noted), method, start, about.day),
        *rising_floor(Policy(noted), income=income, first_month=start, on=about.day),
    )
    first, last = start.first, start.plus(result.months - 1).last
    _refuse_twice(register, person_id, first, last)
    kind = _vsi_kind((*register.covers.of(person_id), *earlier_facts(register, person_id)), first)
    return VsiTerms(
        result=result,
        kind=kind,
        start=first,
        until=last,
        used_support_months=used,
        paid_months=register.enrolments.paid_months(person_id),
        parameters=snapshots.parameters(asked, noted.used_on(about.day), result.unconfirmed),
        notes=notes,
        changed=None if kind == "new" else _changed(register, person_id, income, method),
    )


def _changed(register: Register, person_id: str, income: int, method: str) -> str | None:
    """Tell what is not as it was in the enrolment before: level, method, both."""
    last = register.connection.row(
        "SELECT income, method FROM enrolments WHERE person_id = ? AND scheme = 'vsi'"
        " AND void_day IS NULL ORDER BY until DESC, day DESC, id DESC LIMIT 1",
        (person_id,),
    )
    if last is None:
        return None
    level, way = last[0] != income, last[1] != method
    return "both" if level and way else "level" if level else "method" if way else None


def earlier_facts(register: Register, person_id: str) -> tuple[CoverFact, ...]:
    """Return the time insured before this register was begun, as facts older than any of it."""
    return tuple(
        CoverFact(row[0], "covered", None, first, Month.parse(row[2]).last, first)
        for row in register.connection.rows(
            "SELECT scheme, first, last FROM earlier_spells WHERE person_id = ? ORDER BY first, id",
            (person_id,),
        )
        for first in (Month.parse(row[1]).first,)
    )


def _late(policy: Policy, method: str, start: Month, day: date) -> tuple[Step, ...]:
    """Return the warning for a payment after the last day of its months.

    What was paid before the program knows the law of the day is recorded without it.
    """
    if method.startswith("missing"):
        return ()
    try:
        found = deadline(policy, method=method, first_month=start, on=day)
    except RuleError:
        return ()
    figures: dict[str, Figure] = {"first": start, "last_day": found.last_day}
    return (Step("paid_late", figures, None, found.steps[-1].cites),) if found.late else ()


def enrol_vsi(
    register: Register,
    person_id: str,
    *,
    income: int,
    payer_class: PayerClass,
    method: str,
    start: Month,
    about: Circumstances,
) -> str:
    """Write one enrolment in voluntary social insurance; see `Enrolments.enrol_vsi`."""
    terms = vsi_terms(
        register,
        person_id,
        income=income,
        payer_class=payer_class,
        method=method,
        start=start,
        about=about,
    )
    result = terms.result
    fields: dict[str, object] = {
        "scheme": "vsi",
        "kind": terms.kind,
        "changed": terms.changed,
        "method": method,
        "months": result.months,
        "start": terms.start,
        "until": terms.until,
        "income": income,
        "payer_class": payer_class.value,
        "gross": result.gross,
        "state_support": result.state_support,
        "local_support": result.local_support,
        "other_support": result.other_support or 0,
        "supported_months": result.supported_months,
        "parameters": terms.parameters,
        "working": snapshots.working((*result.steps, *terms.notes)),
    }
    return _write(register, person_id, fields, payable=result.payable, about=about)


def hi_terms(
    register: Register,
    household_id: str,
    *,
    months: int,
    members: Sequence[HiMember],
    about: Circumstances,
) -> HiTerms:
    """Compute the enrolments of members in health insurance; see `Enrolments.hi_terms`."""
    _check_members(register, household_id, members)
    held = _places_held(register, household_id, about.day.year)
    first_place = max(held.values(), default=0) + 1
    asked: dict[str, Any] = {
        "on": about.day,
        "months": months,
        "members": tuple(member.group for member in members),
        "first_place": first_place,
        "places": tuple(held.get(member.person_id) for member in members),
        "province": _province(register, about),
    }
    noted = snapshots.NotedPolicy(register.policies.policy())
    result = premium(Policy(noted), **asked)
    facts = register.covers.of_many(member.person_id for member in members)
    lines = []
    for member, line in zip(members, result.lines, strict=True):
        known = facts[member.person_id]
        card = card_start(Policy(noted), known, on=about.day, group=member.group)
        until = card_end(card.day, months)
        lines.append(HiLine(member, line, card, until, _hi_kind(known, card)))
    used = noted.used_on(about.day)
    parameters = snapshots.parameters(asked, used, result.unconfirmed)
    return HiTerms(result, tuple(lines), first_place, parameters)


def enrol_hi(
    register: Register,
    household_id: str,
    *,
    months: int,
    members: Sequence[HiMember],
    about: Circumstances,
) -> tuple[str, ...]:
    """Write the enrolments of members in health insurance; see `Enrolments.enrol_hi`."""
    terms = hi_terms(register, household_id, months=months, members=members, about=about)
    ids = []
    for one in terms.lines:
        fields = {
            "scheme": "hi",
            "kind": one.kind,
            "method": str(months),
            "months": months,
            "start": one.card.day,
            "until": one.until,
            "hi_group": one.member.group,
            "place": one.line.order,
            "gross": one.line.gross,
            "state_support": one.line.support,
            "local_support": one.line.local,
            "other_support": one.line.other or 0,
            "parameters": terms.parameters,
            "working": snapshots.working(terms.result.steps),
        }
        person_id = one.member.person_id
        ids.append(_write(register, person_id, fields, payable=one.line.payable, about=about))
    return tuple(ids)


def _write(
    register: Register,
    person_id: str,
    fields: dict[str, object],
    *,
    payable: int,
    about: Circumstances,
) -> str:
    enrolment_id = register.new_id()
    whole = {
        **fields,
        "payable": payable,
        "id": enrolment_id,
        "person_id": person_id,
        "day": about.day,
        "won_visit_id": about.won_visit_id,
        "won_event_id": about.won_event_id,
        "note": about.note,
    }
    rows.insert(register.connection, "enrolments", whole)
    cover = {
        "id": register.new_id(),
        "person_id": person_id,
        "scheme": fields["scheme"],
        "known": "covered",
        "hi_group": fields.get("hi_group"),
        "start": fields["start"],
        "until": fields["until"],
        "dated": about.day,
        "source": "enrolment",
        "source_id": enrolment_id,
        "income": fields.get("income"),
        "method": fields.get("method") if fields["scheme"] == "vsi" else None,
    }
    rows.insert(register.connection, "covers", cover)
    if about.receipt is not None:
        register.enrolments.add_payment(
            enrolment_id, day=about.day, amount=payable, receipt=about.receipt
        )
    return enrolment_id


def _province(register: Register, about: Circumstances) -> str | None:
    return about.province or register.office.get().province_code or None


def _refuse_twice(register: Register, person_id: str, first: date, last: date) -> None:
    row = register.connection.row(
        "SELECT p.name, e.start, e.until FROM enrolments e JOIN people p ON p.id = e.person_id"
        " WHERE e.person_id = ? AND e.scheme = 'vsi' AND e.void_day IS NULL"
        " AND e.start <= ? AND e.until >= ?",
        (person_id, last.isoformat(), first.isoformat()),
    )
    if row is not None:
        raise StorageError(
            "already_enrolled", name=row[0], start=rows.day(row[1]), until=rows.day(row[2])
        )


def _check_members(register: Register, household_id: str, members: Sequence[HiMember]) -> None:
    living = set(
        register.connection.column(
            "SELECT id FROM people WHERE household_id = ? AND status IN ('here', 'away')",
            (household_id,),
        )
    )
    chosen = [member.person_id for member in members]
    if not living.issuperset(chosen) or len(set(chosen)) < len(chosen):
        raise StorageError("not_a_member")


def _places_held(register: Register, household_id: str, year: int) -> dict[str, int]:
    """Return the place in the order of each member who paid as a household in a year."""
    found = register.connection.rows(
        "SELECT e.person_id, min(e.place) FROM enrolments e JOIN people p ON p.id = e.person_id"
        " WHERE p.household_id = ? AND e.scheme = 'hi' AND e.place IS NOT NULL"
        " AND e.void_day IS NULL"
        " AND e.day BETWEEN ? AND ? GROUP BY e.person_id",
        (household_id, f"{year}-01-01", f"{year}-12-31"),
    )
    return {str(person_id): int(place) for person_id, place in found}


def _vsi_kind(facts: Sequence[CoverFact], first: date) -> str:
    if not _was_covered(facts, "vsi", first):
        return "new"
    state = vsi_state(facts, on=first - timedelta(days=1), age=None)
    return "renewal" if state.kind in {"covered", "ending"} else "rejoin"


def _hi_kind(facts: Sequence[CoverFact], card: CardStart) -> str:
    if not _was_covered(facts, "hi", card.day):
        return "new"
    return "rejoin" if card.waits else "renewal"


def _was_covered(facts: Sequence[CoverFact], scheme: str, first: date) -> bool:
    return any(
        fact.scheme == scheme
        and fact.known == "covered"
        and (fact.start is None or fact.start < first)
        for fact in facts
    )
