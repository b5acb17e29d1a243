"""What a household's sheet says of days to come, where the paper has room for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from printing.days import paper_day
from printing.wording import Wording
from rules.household.offer_change import OfferChange
from rules.money import dong
from storage.quotes import HouseholdQuote

_SOON = timedelta(days=400)
"""A year and the weeks that a sheet lies about: what changes later is said by a later sheet."""
_FLOOR = "poverty_line.rural"


@dataclass(frozen=True, slots=True)
class Later:
    """A sentence about a day to come, and whether what it says is certain."""

    text: str
    sure: bool


def later_of(wording: Wording, quote: HouseholdQuote) -> tuple[Later, ...]:
    """The days on which cards and contributions change; the coming lowest income has its own."""
    return tuple(_said(wording, quote))


def _said(wording: Wording, quote: HouseholdQuote) -> Iterator[Later]:
    by_day: dict[tuple[date, str], list[OfferChange]] = {}
    for change in quote.quote.changes:
        if change.day - quote.on <= _SOON:
            by_day.setdefault((change.day, change.amounts[0].scheme), []).append(change)
    for (_, scheme), changes in by_day.items():
        if scheme == "vsi" and all(change.name == _FLOOR for change in changes):
            continue
        first = changes[0].amounts[0]
        sure = all(change.status == "confirmed" for change in changes)
        same = "_same" if scheme == "hi" and first.before == first.after else ""
        key = f"later.{scheme}{same}" + ("" if sure else "_unsure")
        text = wording.say(key, **_values(changes[0]))
        if text:
            yield Later(text, sure)


def _values(change: OfferChange) -> dict[str, str | None]:
    first = change.amounts[0]
    return {
        "day": paper_day(change.day),
        "after": None if first.after is None else dong(first.after),
        "income": None if first.new_income is None else dong(first.new_income),
    }
