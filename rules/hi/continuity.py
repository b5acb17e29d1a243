"""Five continuous years of health insurance: since when, and on which day they are complete."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from rules.calendar import MONTHS_A_YEAR, plus_months
from rules.coverage import CoverFact, Span, known_cover
from rules.policy import Policy
from rules.working import Figure, Reader, Step, Unconfirmed

ContinuityKind = Literal["reached", "counting", "paused", "broken", "unsure"]
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Continuity:
    """How long a person has been insured without a break that counts, as known on a day.

    ``reached``: five years are complete and cover is held. ``counting``: they are not yet.
    ``paused``: no cover, but a card that begins by ``keep_until`` goes on. ``broken``: no cover,
    and the next card begins anew. ``unsure``: what is known does not tell.

    ``since`` is the first day known of the unbroken time and ``complete`` the day five years of it
    are over, past or still to come; None where there is none. ``earlier_unknown``: cover before
    ``since`` may belong to it, so both days may be earlier in truth.
    """

    kind: ContinuityKind
    since: date | None
    complete: date | None
    keep_until: date | None
    earlier_unknown: bool
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """The last unbroken run of cover.

    ``may_be_longer``: cover before its first day may belong to it. ``earlier_unknown``: nothing is
    known of the time before.
    """

    since: date
    may_be_longer: bool
    earlier_unknown: bool


def continuity(policy: Policy, facts: Iterable[CoverFact], *, on: date) -> Continuity:
    """Return a person's continuous time in health insurance, as known on a day.

    A break of at most three months does not count (Decree 146/2018/NĐ-CP of 17/10/2018, Article 12
    item 5): this is not the test of 90 days that makes a card wait. A cover whose first day is not
    known counts from the day of the list that told of it; one that ended on an unknown day before
    a break is never taken as continuous.

    Raises:
        RuleError: ``no_value_in_force``.
    """
    reader = Reader(policy.on(on))
    gap, years = reader.int("hi.continuity_gap_months"), reader.int("hi.continuity_years")
    cites = reader.cites("hi.continuity_gap_months", "hi.continuity_years")
    spans, told, denied = _known_spans(facts, on)
    if not spans:
        step = Step("five_never") if denied else Step("five_nothing_known")
        return _nothing("broken" if denied else "unsure", step, reader)
    steps: list[Step] = []
    run = _last_run(spans, told, gap, steps)
    complete = plus_months(run.since, years * MONTHS_A_YEAR)
    last = spans[-1]
    keep_until = plus_months(min(last.last, on) + _ONE_DAY, gap)
    kind = _kind(run, last, on, complete, keep_until)
    if kind == "broken":
        figures: dict[str, Figure] = {"last": last.last, "gap": gap}
        return _nothing(kind, Step("five_broken", figures, None, cites), reader)
    figures = {"since": run.since, "years": years, "complete": complete, "gap": gap}
    steps.append(Step("five_since", figures, None, cites))
    if kind == "paused":
        steps.append(Step("five_keep", {"last": last.last, "keep_until": keep_until}))
    earlier_unknown = run.earlier_unknown or run.may_be_longer
    if earlier_unknown:
        steps.append(Step("five_earlier", {"since": run.since, "years": years}))
    return Continuity(
        kind=kind,
        since=run.since,
        complete=complete,
        keep_until=keep_until if kind == "paused" else None,
        earlier_unknown=earlier_unknown,
        steps=tuple(steps),
        unconfirmed=reader.unconfirmed,
    )


def _nothing(kind: ContinuityKind, step: Step, reader: Reader) -> Continuity:
    """Return the answer where no unbroken time is held."""
    return Continuity(
        kind=kind,
        since=None,
        complete=None,
        keep_until=None,
        earlier_unknown=kind == "unsure",
        steps=(step,),
        unconfirmed=reader.unconfirmed,
    )


def _known_spans(
    facts: Iterable[CoverFact], on: date
) -> tuple[tuple[Span, ...], frozenset[date], bool]:
    """Return the cover begun by a day, the first days that only a list's date tells, and denial."""
    told = set()
    bounded = []
    for fact in facts:
        if fact.scheme == "hi" and fact.known == "covered" and fact.start is None:
            start = min(fact.dated, fact.until or fact.dated)
            told.add(start)
            bounded.append(replace(fact, start=start))
        else:
            bounded.append(fact)
    known = known_cover(bounded, "hi", on)
    spans = tuple(span for span in known.spans if span.first <= on)
    return spans, frozenset(told), known.denied is not None


def _last_run(spans: Sequence[Span], told: frozenset[date], gap: int, steps: list[Step]) -> _Run:
    """Return the last run without a break that counts; the breaks within it go into the steps."""
    run = _Run(spans[0].first, spans[0].first in told, earlier_unknown=True)
    for before, after in pairwise(spans):
        ended = before.last + _ONE_DAY
        short = after.first <= plus_months(ended, gap)
        if short and not before.cut:
            if after.first > ended:
                last = after.first - _ONE_DAY
                steps.append(Step("five_gap", {"first": ended, "last": last, "gap": gap}))
            continue
        steps.clear()
        run = _Run(after.first, short or after.first in told, earlier_unknown=False)
    return run


def _kind(run: _Run, last: Span, on: date, complete: date, keep_until: date) -> ContinuityKind:
    """Return how the run stands on a day; ``keep_until`` as if cover ended when last known."""
    if last.last < on:
        if on > keep_until:
            return "broken"
        return "unsure" if last.cut else "paused"
    if complete <= on:
        return "reached"
    return "unsure" if run.may_be_longer else "counting"
