"""A reason to visit in a sentence, with the words that decide between two stars on each side."""

from collections.abc import Mapping
from datetime import date

from rules.money import dong
from rules.outreach.facts import Reason
from rules.words import Words

_PRICED = {"couple_uncovered", "adults_uncovered", "all_uncovered", "some_uncovered"}


def tell(
    words: Words,
    reason: Reason,
    on: date,
    *,
    about: str | None = None,
    names: Mapping[str, str] | None = None,
) -> str:
    """Return the sentence of a reason on a day.

    Args:
        words: the sentences, under ``outreach``.
        reason: why to visit.
        on: the day; dates of its year are told without the year.
        about: the id of the person the line is about: of that one nobody is named.
        names: of people by their ids; the one person a reason is about is named by it.
    """
    one = reason.people[0] if len(reason.people) == 1 else None
    code = f"outreach.{_code(reason, on, alone=one is not None)}"
    facts = {name: _told(value, on) for name, value in reason.figures.items()}
    people = max(1, len(reason.people))
    if "payable" in reason.figures:
        payable = reason.figures["payable"]
        facts |= {"each": dong(int(str(payable)) // people), "payable": dong(int(str(payable)))}
    said = words.say(code, **facts)
    named = (names or {}).get(one or "")
    return f"{named}: {said}" if named and one != about else said


def _code(reason: Reason, on: date, *, alone: bool) -> str:
    """Return which of the sentences of a reason is true."""
    code, told = reason.code, reason.figures
    if code in _PRICED and not told["payable"]:
        return "uncovered_unpriced"
    if code == "company_left" and "card" in told:
        return "company_card"
    if code == "asked_back" and reason.until is not None and reason.until < on:
        return "asked_back_late"
    if code == "thinking" and told["title"]:
        return "thinking_why"
    if code == "unknown_cover" and not alone and told["people"] == told["living"]:
        return "unknown_cover_all"
    return f"{code}_one" if alone and code in _ALONE else code


def _told(value: object, on: date) -> object:
    """Return a figure as it is told: a day of this year without the year."""
    if isinstance(value, date) and value.year == on.year:
        return f"{value.day:02d}/{value.month:02d}"
    return value


_ALONE = {
    "card_ending",
    "continuity",
    "card_gap",
    "card_lapsed",
    "state_pays",
    "some_uncovered",
    "free_card",
    "unknown_cover",
}
