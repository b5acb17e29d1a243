"""A short text for Zalo or SMS: who, what ends when, what it costs, and whom to call.

The sentences stand in `resources/leaflets/short-message.toml`; an office may reword them there.
"""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from rules.calendar import Month, shown_day
from rules.household.member_tasks import HiTask
from rules.money import dong
from rules.vsi.contribution import contribution
from storage.payment_choices import payment_choices
from storage.quotes import quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from storage.payment_choices import VsiChoice
    from storage.people import Person
    from storage.quotes import HouseholdQuote, QuotedMember
    from storage.register import Register

_TEXTS = Path(__file__).parents[1] / "resources" / "leaflets" / "short-message.toml"
_PAYS = frozenset({HiTask.RENEW, HiTask.REJOIN, HiTask.JOIN})
_PAST = frozenset({"ended", "stopped"})


def message_for(
    register: Register, household_id: str, on: date, *, person_id: str | None = None
) -> str:
    """Return the text for a household, or for one of its members, as things stand on a day.

    Empty where nothing is owed, and for who asked not to be contacted.

    Raises:
        StorageError: no_such_row.
        RuleError: no_value_in_force for a day whose law is not recorded.
    """
    found = quote(register, household_id, on)
    members = [one for one in found.members if person_id in {None, one.person.id}]
    spared = found.household.do_not_contact or all(one.person.do_not_contact for one in members)
    if spared or not members:
        return ""
    said = [*_health(found, members, whole=person_id is None)]
    said += _voluntary(register, found, members)
    if not said:
        return ""
    whom = _greeting(found, members[0].person if person_id else None)
    valid = _say("valid", day=shown_day(on))
    parts = (whom, *said, valid, _whom_to_call(register, household_id))
    return " ".join(part for part in parts if part)


@cache
def _texts() -> dict[str, str]:
    return tomllib.loads(_TEXTS.read_text(encoding="utf-8"))


def _say(code: str, **values: object) -> str:
    return _texts()[code].format(**values)


def _greeting(found: HouseholdQuote, person: Person | None) -> str:
    whom = person or found.head or found.members[0].person
    kind = "person" if person else "greeting"
    return _say(f"{kind}_{whom.sex}" if whom.sex else kind, head=whom.name, name=whom.name)


def _health(found: HouseholdQuote, members: list[QuotedMember], *, whole: bool) -> Iterator[str]:
    """Say whose card ends when, and what a year of them costs together."""
    due = [one for one in members if one.quote.hi_task in _PAYS and one.quote.line is not None]
    ordered = sorted(due, key=lambda one: str(one.quote.hi.until or "~"))
    for until, same in groupby(ordered, key=lambda one: one.quote.hi.until):
        people = list(same)
        names = ", ".join(one.person.name for one in people)
        if until is None:
            yield _say("hi_none", names=names)
        else:
            code = "hi_ended" if people[0].quote.hi.kind in _PAST else "hi_ends"
            yield _say(code, names=names, day=shown_day(until))
    lines = [one.quote.line for one in due if one.quote.line is not None]
    if not lines or found.quote.premium is None:
        return
    amount = found.quote.payable if whole else sum(line.payable for line in lines)
    support = sum(line.support + (line.local or 0) + (line.other or 0) for line in lines)
    yield _say(
        "hi_price_helped" if support else "hi_price",
        months=found.quote.premium.months,
        people=len(lines),
        amount=dong(amount),
        support=dong(support),
    )


def _voluntary(
    register: Register, found: HouseholdQuote, members: list[QuotedMember]
) -> Iterator[str]:
    """Say who should go on; where nobody is in it, what joining costs the first one asked."""
    chosen = {one.person.id for one in members}
    choices = payment_choices(register, found.household.id, found.on).vsi
    due = [
        one
        for one in choices
        if one.person.id in chosen and one.state.kind in {"ending", *_PAST}
        and not one.person.do_not_contact
    ]  # fmt: skip
    for one in due:
        if one.state.until is not None:
            code = "vsi_ends" if one.state.kind == "ending" else "vsi_ended"
            yield _say(code, name=one.person.name, month=Month.of(one.state.until).shown)
        amount, support = _price(register, one, found.on)
        yield _say(
            "vsi_price_helped" if support else "vsi_price",
            months=one.method,
            amount=dong(amount),
            support=dong(support),
        )
    asked = next((one for one in members if one.quote.asked is not None), None)
    if due or asked is None or asked.quote.asked is None:
        return
    lowest = asked.quote.asked.lowest
    support = lowest.gross - lowest.payable
    yield _say(
        "vsi_offer_helped" if support else "vsi_offer",
        name=asked.person.name,
        amount=dong(lowest.payable),
        support=dong(support),
    )


def _price(register: Register, one: VsiChoice, on: date) -> tuple[int, int]:
    """Return what is left to pay for the usual time, and what others pay of it."""
    paid = contribution(
        register.policies.policy(),
        income=one.income,
        payer_class=one.payer_class,
        method=one.method,
        on=on,
        province=register.office.get().province_code or None,
        used_support_months=register.enrolments.used_support_months(one.person.id),
    )
    return paid.payable, paid.gross - paid.payable


def _whom_to_call(register: Register, household_id: str) -> str:
    """Name who looks after the household, or its village; else the office."""
    row = register.connection.row(
        "SELECT s.name, s.phone FROM households h JOIN staff s ON s.active AND s.phone <> ''"
        " AND (s.id = h.collector_id OR (instr(s.roles, 'collector')"
        " AND s.village_id = h.village_id)) WHERE h.id = ?"
        " ORDER BY s.id IS h.collector_id DESC, s.id LIMIT 1",
        (household_id,),
    )
    if row is not None:
        return _say("call", name=row[0], phone=row[1])
    office = register.office.get()
    name = office.point_name or office.name
    if office.phone:
        return _say("call_office", office=name, phone=office.phone)
    return _say("come", office=name) if name else ""
