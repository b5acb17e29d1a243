"""Whether a person is insured on a day, from dated facts that may be missing or disagree."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Scheme = Literal["hi", "vsi", "csi"]
Known = Literal["covered", "not_covered"]
Kind = Literal[
    "covered",
    "ending",
    "ended",
    "never",
    "unknown",
    "state_paid",
    "not_applicable",
    "stopped",
    "compulsory",
]

ENDING_DAYS = 30  # the social insurance office lists cards that end within 30 days
_CHILD_AGE = 6  # Law on health insurance, Article 12: children under six have a card
_VSI_AGE = 15  # Law 41/2024/QH15 of 29/06/2024, Article 2 item 4
_ONE_DAY = timedelta(days=1)

STATE_PAID = frozenset(
    {
        "child_under_6",
        "ethnic_region",
        "island",
        "near_poor_special",
        "poor",
        "social_pension",
        "special_region",
    }
)
"""Groups of Article 12 item 3 of the law on health insurance: the state pays the whole premium."""


@dataclass(frozen=True, slots=True)
class CoverFact:
    """What one list or person said on a day about one scheme: health, voluntary or compulsory.

    An open start has already begun, an open end has not ended. ``income`` in đồng a month and
    ``method`` are what voluntary insurance is paid on and how, where a list tells them.
    """

    scheme: Scheme
    known: Known
    group: str | None
    start: date | None
    until: date | None
    dated: date
    income: int | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """A person's insurance on a day.

    ``since`` and ``until`` are the first and last day of the cover held or last held, or, without
    cover, ``since`` is the first day without it; None is not known. ``days`` are left when
    covered, passed since the end when not. ``expected``: the law gives a card, none was seen.
    ``starts`` is the first day of a cover that is known to begin later.
    """

    kind: Kind
    since: date | None = None
    until: date | None = None
    days: int | None = None
    group: str | None = None
    expected: bool = False
    starts: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Days covered, ends included; ``cut`` when only a list without the person ended it."""

    first: date
    last: date
    group: str | None
    cut: bool = False

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Timeline:
    """All spans of a scheme in their order, and the day from which cover is denied."""

    spans: tuple[Span, ...]
    denied: date | None


_UNTOLD = Timeline((), None)


def hi_state(
    facts: Iterable[CoverFact], *, on: date, age: int | None, standing: str | None
) -> State:
    """Return a person's health insurance on a day, as known on that day.

    Args:
        facts: What is known, in the order it was recorded.
        on: The day.
        age: Completed years on that day, None when not known.
        standing: The household's standing in that year: ``poor``, ``near_poor``,
            ``average_agri``, ``none``, or None when not known.

    A newer fact wins where it overlaps an older one. ``not_covered`` counts from the day of its
    list, until a newer fact, and does not touch a cover that begins later. A standing or an age
    never makes cover: it makes ``expected``.
    """
    timeline = known_cover(facts, "hi", on)
    held = _held(timeline, on)
    if held is None:
        expected = standing == "poor" or (age is not None and age < _CHILD_AGE)
        return replace(_without(timeline, on, ended="ended"), expected=expected)
    if held.group in STATE_PAID:
        return replace(held, kind="state_paid")
    return held


def vsi_state(facts: Iterable[CoverFact], *, on: date, age: int | None) -> State:
    """Return a person's voluntary social insurance on a day, as known on that day.

    Compulsory insurance goes before; under 15 years nobody may join.
    """
    known = tuple(facts)
    compulsory = _held(known_cover(known, "csi", on), on)
    if compulsory is not None:
        return replace(compulsory, kind="compulsory")
    timeline = known_cover(known, "vsi", on)
    held = _held(timeline, on)
    if held is not None:
        return held
    if age is not None and age < _VSI_AGE:
        return State("not_applicable")
    return _without(timeline, on, ended="stopped")


def known_cover(facts: Iterable[CoverFact], scheme: Scheme, on: date) -> Timeline:
    """Return the cover of a scheme as known on a day: what the facts leave of each other.

    On one day a cover goes after a denial: a list made in the morning does not undo a payment.
    """
    spans: list[Span] = []
    denied = None
    ours = [fact for fact in facts if fact.scheme == scheme]
    if not ours:
        return _UNTOLD
    for fact in sorted(ours, key=lambda fact: (fact.dated, fact.known == "covered")):
        if fact.known == "covered":
            new = Span(fact.start or date.min, fact.until or date.max, fact.group)
            spans = [piece for span in spans for piece in _cut(span, new.first, new.last)] + [new]
        elif fact.dated <= on:
            denied = fact.dated
            spans = [
                replace(piece, cut=piece.cut or piece.last != span.last)
                for span in spans
                for piece in _cut(span, fact.dated, fact.dated)
            ]
    return Timeline(tuple(sorted(spans, key=lambda span: span.first)), denied)


def until_death(facts: Collection[CoverFact], died: date) -> tuple[CoverFact, ...]:
    """Return the facts about somebody who has died, as far as they reach: cover stops that day.

    A list made later, or a card that begins later, does not bring it back. What was written stays
    as it was written: this is only how it is read.
    """
    last = died - _ONE_DAY
    denied = [fact for fact in facts if fact.known == "not_covered" and fact.dated < died]
    covered = [
        replace(fact, dated=min(fact.dated, last))
        for fact in facts
        if fact.known == "covered" and (fact.start is None or fact.start < died)
    ]
    ends = [
        CoverFact(scheme, "not_covered", None, None, None, died)
        for scheme in dict.fromkeys(fact.scheme for fact in covered)
    ]
    return (*denied, *covered, *ends)


def _cut(span: Span, first: date, last: date) -> Iterable[Span]:
    """Yield what is left of a span once newer days overlap it: only what lies before them."""
    if span.last < first or last < span.first:
        yield span
    elif span.first < first:
        yield replace(span, last=first - _ONE_DAY)


def _held(timeline: Timeline, on: date) -> State | None:
    """Return the cover held on a day, with the covers that follow on without a gap."""
    held = next((span for span in timeline.spans if span.holds(on)), None)
    if held is None:
        return None
    first, last = held.first, held.last
    for span in timeline.spans:
        if span.first > last and last + _ONE_DAY == span.first:
            last = span.last
    for span in reversed(timeline.spans):
        if span.last < first and span.last + _ONE_DAY == first:
            first = span.first
    until = None if last == date.max else last
    days = None if until is None else (until - on).days
    return State(
        kind="ending" if days is not None and days <= ENDING_DAYS else "covered",
        since=None if first == date.min else first,
        until=until,
        days=days,
        group=held.group,
    )


def _without(timeline: Timeline, on: date, *, ended: Kind) -> State:
    """Return the state of a person without cover on a day."""
    past = [span for span in timeline.spans if span.last < on]
    starts = min((span.first for span in timeline.spans if span.first > on), default=None)
    if past:
        last = past[-1]
        until = None if last.cut else last.last
        days = None if until is None else (on - until).days
        return State(ended, last.last + _ONE_DAY, until, days, last.group, starts=starts)
    if timeline.denied is not None:
        return State("never", since=timeline.denied, starts=starts)
    return State("unknown", starts=starts)
