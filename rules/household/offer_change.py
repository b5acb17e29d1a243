"""On which day an offer changes: values of the law known to begin or to end after it is made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rules.policy import Cite, Content, Policy, Value
from rules.vsi.contribution import PayerClass

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value that follows another from a day on; None where none is known before or after.

    ``said`` is the one of them that tells of the change: the new one, or the one that ends.
    """

    day: date
    name: str
    old: Value | None
    new: Value | None
    said: Value


@dataclass(frozen=True, slots=True)
class ChangedAmount:
    """What is left to pay just before a day and on it, in đồng; None where it is not known then.

    Health insurance (``hi``): everybody who should pay, for the longest term. Voluntary insurance
    (``vsi``): one person of a class, a month, on an income (``new_income`` where the lowest that
    may be chosen from that day on is higher).
    """

    scheme: Literal["hi", "vsi"]
    before: int | None
    after: int | None
    payer_class: PayerClass | None = None
    income: int | None = None
    new_income: int | None = None


@dataclass(frozen=True, slots=True)
class OfferChange:
    """A value that changes on a day, and what that day makes of the amounts offered.

    ``old`` and ``new`` are the value's content, None where none is recorded; ``status`` and
    ``why`` tell whether the new one is certain; ``cite`` is its source, that of the old one where
    it ends. All that changes on one day is in the amounts of each change of that day.
    """

    day: date
    name: str
    old: Content | None
    new: Content | None
    status: str
    why: str | None
    cite: Cite
    amounts: tuple[ChangedAmount, ...]


def coming_changes(policy: Policy, names: Iterable[str], on: date) -> tuple[ValueChange, ...]:
    """Return what is known to change after a day in the values named, the earliest first.

    A new value of the same content counts only where it is not confirmed: that it will be the
    same is then an expectation.
    """
    found = [change for name in dict.fromkeys(names) for change in _changes(policy, name, on)]
    return tuple(sorted(found, key=lambda change: change.day))


def offer_change(change: ValueChange, amounts: tuple[ChangedAmount, ...]) -> OfferChange:
    """Return a change of the law as a change of an offer."""
    return OfferChange(
        day=change.day,
        name=change.name,
        old=change.old.value if change.old else None,
        new=change.new.value if change.new else None,
        status=change.said.status,
        why=change.said.why,
        cite=change.said.cite,
        amounts=amounts,
    )


def _changes(policy: Policy, name: str, on: date) -> Iterator[ValueChange]:
    for value in policy.values.get(name, ()):
        if value.start > on:
            old = policy.on(value.start - _ONE_DAY).find(name)
            if old is None or old.value != value.value or value.status != "confirmed":
                yield ValueChange(value.start, name, old, value, value)
        if value.until is not None and value.until >= on:
            end = value.until + _ONE_DAY
            if policy.on(end).find(name) is None:
                yield ValueChange(end, name, value, None, value)
