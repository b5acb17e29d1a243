"""Enrolling: the law computes, and enrolment, cover and payment are written as one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from rules.contribution import PayerClass, contribution
from rules.policy import Policy
from rules.premium import premium
from storage import rows, snapshots
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.calendar import Month
    from rules.premium import Premium
    from rules.working import Figure
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
    """One who joins, and the group in which (`rules.premium.HiGroup`)."""

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


def enrol_vsi(
    register: Register,
    person_id: str,
    *,
    policy: Policy,
    income: int,
    payer_class: PayerClass,
    method: str,
    start: Month,
    about: Circumstances,
) -> str:
    """Write one enrolment in voluntary social insurance; see `Enrolments.enrol_vsi`."""
    name = register.people.get(person_id).name
    asked: dict[str, Any] = {
        "income": income,
        "payer_class": payer_class,
        "method": method,
        "on": about.day,
        "province": _province(register, about),
        "used_support_months": register.enrolments.used_support_months(person_id),
    }
    noted = snapshots.NotedPolicy(policy)
    result = contribution(Policy(noted), **asked)
    first, last = start.first, start.plus(result.months - 1).last
    _refuse_twice(register, person_id, name, first, last)
    fields = {
        "scheme": "vsi",
        "kind": _kind(register, person_id, "vsi", first, grace_days=0),
        "method": method,
        "months": result.months,
        "start": first,
        "until": last,
        "income": income,
        "payer_class": payer_class.value,
        "gross": result.gross,
        "state_support": result.state_support,
        "local_support": result.local_support,
        "payable": result.payable,
        "supported_months": result.supported_months,
        "parameters": snapshots.parameters(
            asked, noted.used_on(about.day), result.unconfirmed
        ),
        "working": snapshots.working((*result.steps, *result.notes)),
    }
    return _write(register, person_id, fields, about)
