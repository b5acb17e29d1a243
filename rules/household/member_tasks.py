"""What a member of a household should do about each insurance on a day, or why nothing."""

from datetime import timedelta
from enum import StrEnum

from rules.calendar import plus_months
from rules.coverage import State
from rules.policy import View

SOON = 60
"""A card that ends within so many days is worth a word now: papers are carried ahead of visits."""
_CHILD, _ADULT = 15, 18
_ONE_DAY = timedelta(days=1)
_HELD = frozenset({"covered", "ending"})
PAID_ELSEWHERE = frozenset({"employee", "pensioner", "student"})
"""Groups whose card somebody else renews: the employer, the fund, the school."""


class HiTask(StrEnum):
    """What a member should do about the card."""

    RENEW = "renew"
    REJOIN = "rejoin"
    JOIN = "join"
    CLAIM = "claim"
    SHOW = "show"
    ASK = "ask"
    NONE = "none"


class VsiTask(StrEnum):
    """How a member stands towards voluntary insurance; MAY is lawful, and asked by nobody."""

    OFFER = "offer"
    RESUME = "resume"
    GO_ON = "go_on"
    COMPULSORY = "compulsory"
    MAY = "may"
    NONE = "none"


class Bar(StrEnum):
    """Why a member does not pay for a card, or is not asked to join voluntary insurance."""

    HAS = "has"
    BEGINS = "begins"
    STATE = "state"
    EMPLOYER = "employer"
    UNKNOWN = "unknown"
    PENSION = "pension"
    SOCIAL_PENSION = "social_pension"
    CHILD = "child"
    SCHOOL = "school"
    PAST_AGE = "past_age"
    NO_BIRTH = "no_birth"


PAYING = frozenset({HiTask.RENEW, HiTask.REJOIN, HiTask.JOIN})
"""Tasks that a card is paid for."""
ASKED = frozenset({VsiTask.OFFER, VsiTask.RESUME})
"""Standings in which a member is asked to join voluntary insurance."""
_HELD_BARS = {
    "employee": Bar.EMPLOYER,
    "pensioner": Bar.PENSION,
    "social_pension": Bar.SOCIAL_PENSION,
}


def hi_task(view: View, state: State, vsi: State) -> tuple[HiTask, Bar | None]:
    """Return what a member should do about the card, and why none is paid for.

    Args:
        view: The law of the day.
        state: The member's health insurance.
        vsi: The member's social insurance.
    """
    task = _hi_task(view, state, vsi)
    if task in PAYING:
        return task, None
    if task in {HiTask.CLAIM, HiTask.SHOW} or state.kind == "state_paid":
        return task, Bar.STATE
    if state.kind in _HELD:
        return task, Bar.HAS
    if state.starts is not None:
        return task, Bar.BEGINS
    return task, Bar.EMPLOYER if vsi.kind == "compulsory" else Bar.UNKNOWN


def _hi_task(view: View, state: State, vsi: State) -> HiTask:
    if state.kind in {*_HELD, "state_paid"}:
        ends = state.days is not None and state.days <= SOON
        return HiTask.RENEW if ends and state.kind != "state_paid" else HiTask.NONE
    if state.starts is not None:
        return HiTask.NONE
    if vsi.kind == "compulsory":
        # The employer pays for the card: one that ended is a question, not a price.
        return HiTask.NONE if state.kind == "unknown" else HiTask.ASK
    if state.expected:
        return HiTask.SHOW if state.kind == "unknown" else HiTask.CLAIM
    if state.kind == "unknown":
        return HiTask.ASK
    return HiTask.REJOIN if _is_short(view, state) else HiTask.JOIN


def _is_short(view: View, state: State) -> bool:
    """Tell whether the time since the last card is short of the break after which a card waits.

    Before 1 July 2025 the law counted months, not days.
    """
    if state.until is None or state.days is None:
        return False
    if view.find("hi.gap_days") is not None:
        return state.days - 1 < view.int("hi.gap_days")
    return plus_months(state.until + _ONE_DAY, view.int("hi.gap_months")) > view.day


def could_pay(state: State, vsi: State, bar: Bar | None) -> bool:
    """Tell whether a member who is not due could pay for a card as well: unknown, or early."""
    if bar is Bar.UNKNOWN:
        return True
    early = bar is Bar.HAS and state.until is not None and state.group not in PAID_ELSEWHERE
    return early and vsi.kind != "compulsory"


def vsi_task(
    paid_months: int, age: int | None, states: tuple[State, State], *, past_age: bool
) -> tuple[VsiTask, Bar | None]:
    """Return how a member stands towards voluntary insurance, and why it is not offered.

    Args:
        paid_months: Months of voluntary insurance paid so far.
        age: Completed years, None where not known.
        states: The member's health and social insurance.
        past_age: Whether retirement age is reached.

    Who draws no pension and is in no compulsory insurance may join from fifteen on (Law
    41/2024/QH15 of 29/06/2024, Article 2 item 4), at school or past retirement age, too; whoever
    has paid before is asked to go on at any age.
    """
    hi, vsi = states
    if vsi.kind == "compulsory":
        return VsiTask.COMPULSORY, Bar.EMPLOYER
    if vsi.kind in _HELD:
        return VsiTask.GO_ON, Bar.HAS
    if age is None:
        return VsiTask.NONE, Bar.NO_BIRTH
    if age < _CHILD:
        return VsiTask.NONE, Bar.CHILD
    held = _HELD_BARS.get(hi.group or "") if hi.kind in {*_HELD, "state_paid"} else None
    if held is not None:
        return VsiTask.NONE, held
    if age < _ADULT or hi.group == "student":
        return VsiTask.MAY, Bar.SCHOOL
    if vsi.kind == "stopped" or paid_months:
        return VsiTask.RESUME, None
    return (VsiTask.MAY, Bar.PAST_AGE) if past_age else (VsiTask.OFFER, None)
