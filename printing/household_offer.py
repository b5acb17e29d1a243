"""The offer of voluntary insurance on a household's sheet, and the answers to what was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from printing.address import Address, begun, listed
from printing.days import paper_day, paper_month
from printing.law import shown_age
from printing.wording import Wording, filled, places
from rules.calendar import shown_span
from rules.household.member_tasks import VsiTask
from rules.household.vsi_offer import VsiLevel, VsiOffer
from rules.money import dong
from rules.vsi.outlook import Outlook
from rules.working import Step
from storage.quotes import HouseholdQuote, QuotedMember
from storage.refusal_reasons import RefusalReason


@dataclass(frozen=True, slots=True)
class OfferLevel:
    """One income to choose, as printed, in đồng; pension is empty where it cannot be told.

    ``support`` is the state's, ``local`` what the province and others add to it.
    """

    income: str
    gross: str
    support: str
    local: str
    payable: str
    pension: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What is printed for the one member who is asked first.

    ``pension_head`` says from when the pensions of the levels are drawn.
    """

    title: str
    invitation: str
    term: str
    levels: tuple[OfferLevel, ...]
    pension_head: str
    has_local: bool
    note: str
    points: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody wondered about, and the answer."""

    wonders: str
    answer: str


def offer_of(wording: Wording, quote: HouseholdQuote, addresses: Sequence[Address]) -> Offer | None:
    """The offer for the member to ask first, with a line about the others; None when nobody can."""
    able = [
        (one, who, one.quote.asked)
        for one, who in zip(quote.members, addresses, strict=True)
        if one.quote.asked is not None
    ]
    if not able:
        return None
    one, who, offer = min(able, key=lambda three: _eagerness(three[0]))
    others = [address.label for member, address, _ in able if member is not one]
    titled = "vsi.title_resume" if one.quote.vsi_task is VsiTask.RESUME else "vsi.title"
    return Offer(
        title=wording.say(titled, Who=who.capital),
        invitation=wording.say(f"vsi.{_invitation(one)}", who=who.label),
        term=who.term,
        levels=tuple(_level(level) for level in offer.levels),
        pension_head=_pension_head(wording, offer),
        has_local=any(level.local_support is not None for level in offer.levels),
        note=wording.say("vsi.note") if one.person.sex else "",
        points=_points(wording, one, who, others),
        steps=_steps(offer),
    )


def _pension_head(wording: Wording, offer: VsiOffer) -> str:
    """From which month, where the time to retirement age is enough; else after which years."""
    found = offer.outlook
    if found is None or found.missing:
        return wording.say("vsi.pension_head")
    return wording.say("vsi.pension_head_from", pension_from=paper_month(found.pension_from))


def _steps(offer: VsiOffer) -> tuple[Step, ...]:
    """The steps behind the figures printed: a month of each level, and its pension."""
    due = offer.outlook.pension.steps if offer.outlook else ()
    return (*(step for level in offer.levels for step in level.steps), *due)


def _eagerness(one: QuotedMember) -> tuple[bool, bool, bool, bool, int]:
    """Who is asked first: who came to ask, who hesitated, who surely has none, the oldest."""
    hesitates = one.hesitation is not None and one.hesitation.scheme == "vsi"
    offer = one.quote.asked
    return (
        one.wish is None,
        not hesitates,
        one.quote.vsi.kind == "unknown",
        offer is None or offer.outlook is None,
        -(one.quote.age or 0),
    )


def _invitation(one: QuotedMember) -> str:
    if one.quote.vsi_task is VsiTask.RESUME:
        return "stopped"
    return "maybe" if one.quote.vsi.kind == "unknown" else "lack"


def _level(level: VsiLevel) -> OfferLevel:
    return OfferLevel(
        income=dong(level.income),
        gross=dong(level.gross),
        support=dong(level.state_support),
        local=dong(level.gross - level.state_support - level.payable),
        payable=dong(level.payable),
        pension=dong(level.pension) if level.pension is not None else "",
    )


def _points(
    wording: Wording, one: QuotedMember, who: Address, others: list[str]
) -> tuple[str, ...]:
    """What the months until retirement age mean, one thought a point."""
    values = _offer_values(one, who)
    points = [_wish(wording, one, values)]
    points.append(wording.say("vsi.paid", **values) if one.paid_months else "")
    found = one.quote.asked.outlook if one.quote.asked else None
    if found is not None:
        if found.months:
            points.append(wording.say("vsi.span", **values))
        age = "vsi.age" if found.months else "vsi.past"
        points.append(wording.say(f"{age}_missing" if found.missing else age, **values))
        points.append(wording.say(f"vsi.{_way(found)}", **values))
    if one.quote.vsi.kind == "unknown":
        points.append(wording.say("vsi.unknown", **values))
    if others:
        points.append(wording.say("vsi.others", who=listed(others)))
    return tuple(point for point in points if point)


def _wish(wording: Wording, one: QuotedMember, values: dict[str, str | None]) -> str:
    """That the first level is the one the person asked about; empty where it is not."""
    offer, wish = one.quote.asked, one.wish
    if offer is None or wish is None or offer.levels[0].income != wish.income:
        return ""
    return wording.say("vsi.wish", **values, wished=dong(wish.income), wish_day=paper_day(wish.day))


def _way(found: Outlook) -> str:
    """The sentence of the first way to a pension: enough, short, or long to go on."""
    if not found.ways:
        return "enough" if found.months else "enough_now"
    return "short" if found.ways[0].kind == "make_up" else "long"


def _offer_values(one: QuotedMember, who: Address) -> dict[str, str | None]:
    offer = one.quote.asked
    values: dict[str, str | None] = {"xh": who.term, "Xh": begun(who.term)}
    values["paid"] = shown_span(one.paid_months) if one.paid_months else None
    found = offer.outlook if offer else None
    if offer is None or found is None:
        return values | dict.fromkeys(_OUTLOOK_VALUES)
    first, last = (found.ways[0], found.ways[-1]) if found.ways else (None, None)
    age = found.retirement
    return values | {
        "start": paper_month(offer.start),
        "reached": paper_month(age.reached),
        "span": shown_span(found.months),
        "age": shown_age(age.years, age.months),
        "missing": shown_span(found.missing),
        "missing_first": shown_span(first.go_on_months) if first else None,
        "missing_last": shown_span(first.make_up_months) if first else None,
        "pension_from": paper_month(found.pension_from),
        "go_on_from": paper_month(last.pension_from) if last else None,
    }


_OUTLOOK_VALUES = (
    "start",
    "reached",
    "span",
    "age",
    "missing",
    "missing_first",
    "missing_last",
    "pension_from",
    "go_on_from",
)


def answers(
    reasons: Mapping[str, RefusalReason],
    wording: Wording,
    quote: HouseholdQuote,
    addresses: Sequence[Address],
) -> tuple[Answer, ...]:
    """The answer to each member's last recorded reason; a reason without a text has none."""
    found = []
    for one, who in zip(quote.members, addresses, strict=True):
        reason = reasons.get(one.hesitation.reason) if one.hesitation else None
        if one.hesitation is None or reason is None:
            continue
        says, text = reason.answered(one.hesitation.scheme)
        values = {**wording.values, **_answer_values(one, who, quote)}
        if reason.changed:
            # What an office wrote was checked then; a value that is gone since stops no printing.
            values = {**dict.fromkeys(places(f"{says} {text}")), **values}
        answer = filled(text, values)
        if answer:
            said = filled(says, values) or reason.title
            wonders = wording.say("ask.wonders", Who=who.capital, says=said)
            found.append(Answer(wonders, answer))
    return tuple(found)


ANSWER_VALUES = frozenset(
    {
        "xh", "Xh", "paid", *_OUTLOOK_VALUES, "vsi.pay_min", "vsi.support", "hi.people",
        "hi.total_3", "next.visit", "card.to",
    }
)  # fmt: skip
"""The names an answer may call besides those of the law and the office: of whom it is for."""


def _answer_values(one: QuotedMember, who: Address, quote: HouseholdQuote) -> dict[str, str | None]:
    offer, said = one.quote.asked, one.hesitation
    together = [member for member in quote.members if member.quote.line and member.quote.line.order]
    quarter = quote.quote.quarter
    return _offer_values(one, who) | {
        "vsi.pay_min": dong(offer.lowest.payable) if offer else None,
        "vsi.support": dong(offer.lowest.gross - offer.lowest.payable) if offer else None,
        "hi.people": str(len(together)) if together else None,
        "hi.total_3": dong(quarter) if quarter is not None else None,
        "next.visit": paper_day(said.next_day) if said and said.next_day else None,
        "card.to": paper_day(one.quote.hi.until) if one.quote.hi.until else None,
    }
