"""From which day to which a health insurance card works."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from rules.calendar import Month, PartialDate, plus_months
from rules.coverage import STATE_PAID, CoverFact, State, hi_state
from rules.errors import RuleError
from rules.policy import Policy
from rules.working import Figure, Reader, Step, Unconfirmed

# Groups of Article 12 items 1 and 2: the employer or the social insurance fund pays.
_FUND_PAID = frozenset({"employee", "pensioner"})
_HELD = frozenset({"covered", "ending", "state_paid"})
_ONE_DAY = timedelta(days=1)
_JUNE = 6  # from June on, a grade is that of the school year about to begin
_FIRST_GRADE, _LAST_GRADE = 1, 12


@dataclass(frozen=True, slots=True)
class CardStart:
    """The first day of a card paid for on a day.

    ``waits`` tells that it is thirty days away, ``sure`` that earlier cover, or the day of the
    decision, is known well enough. Two are equal when they say the same, however it came about.
    """

    day: date
    waits: bool
    sure: bool
    steps: tuple[Step, ...] = field(default=(), compare=False)
    unconfirmed: tuple[Unconfirmed, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class CardTerm:
    """The first and the last day of a card; ``last`` is None where only a decision says it."""

    first: date
    last: date | None
    waits: bool
    sure: bool
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


def card_start(
    policy: Policy,
    facts: Iterable[CoverFact],
    *,
    on: date,
    group: str,
    decided: date | None = None,
) -> CardStart:
    """Return the first day of a health insurance card paid for in full on a day.

    Args:
        policy: The values of the law.
        facts: What is known of earlier cover, in the order it was recorded.
        on: The day of payment; it decides the law, too.
        group: The group the card is paid in.
        decided: For a group the state pays for, the first day in the decision on its list.

    Raises:
        RuleError: ``no_value_in_force``.

    First participation, or a break of 90 days or more, waits 30 days (Law on health insurance as
    amended by Law 51/2024/QH15 of 27/11/2024, Article 16 item 3 c); before 1 July 2025, a break of
    three months or more within the financial year (Law 46/2014/QH13 of 13/06/2014). Otherwise the
    card works from the day of payment, never earlier (Decree 188/2025/NĐ-CP of 01/07/2025, Article
    13), and one paid for before the old card ends goes on from its end. Employees, pensioners and
    those the state pays for do not wait. Where nothing is known of earlier cover, the wait is
    assumed and not ``sure``.
    """
    reader = Reader(policy.on(on))
    state = hi_state(facts, on=on, age=None, standing=None)
    if state.kind in _HELD:
        start = _goes_on(on, state.until)
    elif group in STATE_PAID:
        start = _by_decision(reader, on, group, decided)
    elif group in _FUND_PAID:
        step = Step("card_from_payment", {"start": on}, None, reader.cites("hi.paid_wait_days"))
        start = CardStart(on, waits=False, sure=True, steps=(step,))
    else:
        start = _after_break(reader, on, state)
    return replace(start, unconfirmed=reader.unconfirmed)


def card_end(start: date, months: int) -> date:
    """Return the last day of a card that begins on a day and is paid for so many months.

    It is the day before the same day of the month, or the last day of a month without that day
    (Law 91/2015/QH13 of 24/11/2015, the Civil Code, Article 148).
    """
    if start.day == 1:
        return Month.of(start).plus(months - 1).last
    return plus_months(start - _ONE_DAY, months)


def child_card_end(born: PartialDate, *, months: int, school_month: int) -> date:
    """Return the last day of the card of a child under six.

    Args:
        born: The birth; where only the year is known, 1 January counts.
        months: The age in months to which the card lasts.
        school_month: The month whose first day begins the card of the first grade.

    Born before the first of that month (by 30 September), to the day before it in the year of 72
    months; born later, to the end of the month of 72 months (Decree 188/2025/NĐ-CP of 01/07/2025,
    Article 13; Decree 146/2018/NĐ-CP of 17/10/2018, Article 13).
    """
    reached = plus_months(born.earliest(), months)
    if reached.month < school_month:
        return date(reached.year, school_month, 1) - _ONE_DAY
    return Month.of(reached).last


def card_term(
    policy: Policy,
    facts: Iterable[CoverFact],
    *,
    on: date,
    group: str,
    months: int,
    decided: date | None = None,
    born: PartialDate | None = None,
    grade: int | None = None,
) -> CardTerm:
    """Return the first and the last day of a card paid for so many months on a day.

    Args:
        policy: The values of the law.
        facts: What is known of earlier cover, in the order it was recorded.
        on: The day of payment.
        group: The group the card is paid in.
        decided: For a group the state pays for, the first day in the decision on its list.
        months: The months paid for; the card is as long as the amount paid.
        born: The birth of a child under six, whose card has its own last day.
        grade: 1 to 12 for a pupil; from June on, of the school year about to begin.

    Raises:
        RuleError: ``bad_card_months``, ``bad_grade``, or ``no_value_in_force``.
    """
    if months < 1:
        raise RuleError("bad_card_months", months=months)
    if grade is not None and grade not in range(_FIRST_GRADE, _LAST_GRADE + 1):
        raise RuleError("bad_grade", grade=grade)
    reader = Reader(policy.on(on))
    start = card_start(policy, facts, on=on, group=group, decided=decided)
    steps = list(start.steps)
    first = start.day
    if grade == _FIRST_GRADE:
        first = max(first, _school_day(reader, on))
        if first > start.day:
            cites = reader.cites("hi.school_card_month")
            steps.append(Step("card_first_grade", {"start": first}, None, cites))
    if group in STATE_PAID:
        last, sure = _state_paid_end(reader, group, born, steps)
    else:
        last, sure = card_end(first, months), True
        steps.append(Step("card_months", {"months": months, "until": last}))
    if grade == _LAST_GRADE and last is not None:
        last = _last_grade_end(reader, on, last, steps)
    found = {item.name: item for item in (*start.unconfirmed, *reader.unconfirmed)}
    return CardTerm(
        first=first,
        last=last,
        waits=start.waits,
        sure=start.sure and sure,
        steps=tuple(steps),
        unconfirmed=tuple(found.values()),
    )


def _goes_on(on: date, until: date | None) -> CardStart:
    """Return the start of a card paid for while another is held, to its last day if known."""
    if until is None:
        step = Step("card_held", {"start": on})
        return CardStart(on, waits=False, sure=False, steps=(step,))
    start = until + _ONE_DAY
    step = Step("card_goes_on", {"until": until, "start": start})
    return CardStart(start, waits=False, sure=True, steps=(step,))


def _by_decision(reader: Reader, on: date, group: str, decided: date | None) -> CardStart:
    """Return the start of a card the state pays for: as decided, or, not sure, the day itself."""
    start = decided or on
    figures: dict[str, Figure] = {"group": group, "start": start}
    cites = reader.cites("hi.paid_wait_days")
    if decided is None:
        step = Step("card_decision_unknown", figures, None, cites)
    else:
        step = Step("card_decided", figures, None, cites)
    return CardStart(start, waits=False, sure=decided is not None, steps=(step,))


def _after_break(reader: Reader, on: date, state: State) -> CardStart:
    """Return the start of a card of groups 4 and 5 paid for without cover, by how long it was."""
    if state.until is None:
        wait = reader.int("hi.wait_days")
        start = on + timedelta(days=wait)
        figures: dict[str, Figure] = {"wait": wait, "start": start}
        cites = reader.cites("hi.wait_days")
        if state.kind == "never":
            step = Step("card_first_time", figures, None, cites)
        else:
            step = Step("card_before_unknown", figures, None, cites)
        return CardStart(start, waits=True, sure=state.kind == "never", steps=(step,))
    gap = (on - state.until).days - 1
    if reader.find("hi.gap_days") is None:
        return _after_months(reader, on, state.until + _ONE_DAY, gap)
    limit = reader.int("hi.gap_days")
    figures = {"days": gap, "limit": limit}
    waits = gap >= limit
    wait = reader.int("hi.wait_days" if waits else "hi.paid_wait_days")
    start = on + timedelta(days=wait)
    figures |= {"wait": wait, "start": start}
    if waits:
        step = Step("card_gap_waits", figures, None, reader.cites("hi.gap_days", "hi.wait_days"))
    else:
        step = Step("card_gap_short", figures, None, reader.cites("hi.paid_wait_days"))
    return CardStart(start, waits=waits, sure=True, steps=(step,))


def _after_months(reader: Reader, on: date, ended: date, gap: int) -> CardStart:
    """Return the start of a card by the rule before 1 July 2025.

    A break of three months or more within the financial year waits. A break that is longer only
    over the turn of the year does not, by the words of the law, and that is not ``sure``.
    """
    limit = reader.int("hi.gap_months")
    bounds = [ended, *(date(year, 1, 1) for year in range(ended.year + 1, on.year + 1)), on]
    waits = any(plus_months(first, limit) <= last for first, last in pairwise(bounds))
    sure = waits or plus_months(ended, limit) > on
    wait = reader.int("hi.wait_days" if waits else "hi.paid_wait_days")
    start = on + timedelta(days=wait)
    figures: dict[str, Figure] = {"days": gap, "limit": limit, "wait": wait, "start": start}
    cites = reader.cites("hi.gap_months")
    if waits:
        step = Step("card_year_gap_waits", figures, None, cites)
    else:
        step = Step("card_year_gap_short", figures, None, cites)
    return CardStart(start, waits=waits, sure=sure, steps=(step,))


def _school_day(reader: Reader, on: date) -> date:
    """Return the day the cards of the first grade begin in the school year a day belongs to."""
    year = on.year if on.month >= _JUNE else on.year - 1
    return date(year, reader.int("hi.school_card_month"), 1)


def _last_grade_end(reader: Reader, on: date, last: date, steps: list[Step]) -> date:
    """Return the last day of the card of a pupil who leaves school, not later than paid for."""
    begins = _school_day(reader, on)
    leaves = begins.replace(year=begins.year + 1) - _ONE_DAY
    if last <= leaves:
        return last
    cites = reader.cites("hi.school_card_month")
    steps.append(Step("card_last_grade", {"until": leaves}, None, cites))
    return leaves


def _state_paid_end(
    reader: Reader, group: str, born: PartialDate | None, steps: list[Step]
) -> tuple[date | None, bool]:
    """Return the last day of a card the state pays for, as far as the law says it, and if sure."""
    if group != "child_under_6" or born is None:
        steps.append(Step("card_until_decided", {"group": group}))
        return None, False
    school_month, months = reader.int("hi.school_card_month"), reader.int("hi.child_months")
    first, last = (
        child_card_end(PartialDate.of(day), months=months, school_month=school_month)
        for day in (born.earliest(), born.latest())
    )
    figures: dict[str, Figure] = {"months": months, "until": first}
    cites = reader.cites("hi.child_months", "hi.school_card_month")
    steps.append(Step("card_child", figures, None, cites))
    return first, first == last
