"""The offer of voluntary insurance on a household's sheet, and the answers to what was said."""

from collections.abc import Sequence
from dataclasses import dataclass

from printing.address import Address, begun, listed
from printing.days import paper_day, paper_month
from printing.law import shown_age
from printing.wording import Wording
from rules.calendar import shown_span
from rules.household_quote import VsiTask
from rules.money import dong
from rules.vsi_offer import VsiLevel, VsiOffer
from rules.working import Step
from storage.quotes import HouseholdQuote, QuotedMember


@dataclass(frozen=True, slots=True)
class OfferLevel:
    """One income to choose, as printed, in đồng; pension is empty where it cannot be told."""

    income: str
    gross: str
    support: str
    payable: str
    pension: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What is printed for the one member who is asked first."""

    title: str
    invitation: str
    term: str
    levels: tuple[OfferLevel, ...]
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
        (one, who, one.quote.offer)
        for one, who in zip(quote.members, addresses, strict=True)
        if one.quote.offer is not None
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
        has_local=any(level.local_support is not None for level in offer.levels),
        note=wording.say("vsi.note") if one.person.sex else "",
        points=_points(wording, one, who, others),
        steps=tuple(step for level in offer.levels for step in level.steps),
    )


def _eagerness(one: QuotedMember) -> tuple[bool, bool, bool, int]:
    """Who is asked first: whoever hesitated, then whoever surely has none, then the oldest."""
    hesitates = one.hesitation is not None and one.hesitation.scheme == "vsi"
    offer = one.quote.offer
    return (
        not hesitates,
        one.quote.vsi.kind == "unknown",
        offer is None or offer.months is None,
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
        support=dong(level.gross - level.payable),
        payable=dong(level.payable),
        pension=dong(level.pension) if level.pension is not None else "",
    )


def _points(
    wording: Wording, one: QuotedMember, who: Address, others: list[str]
) -> tuple[str, ...]:
    """What the months until retirement age mean, one thought a point."""
    values = _offer_values(one, who)
    points = [wording.say("vsi.paid", **values) if one.paid_months else ""]
    offer = one.quote.offer
    if offer is not None and offer.months is not None:
        points.append(wording.say("vsi.span", **values))
        age = wording.say("vsi.age", **values)
        points.append(f"{age} {wording.say(f'vsi.{_shortfall(offer)}', **values)}")
    if one.quote.vsi.kind == "unknown":
        points.append(wording.say("vsi.unknown", **values))
    if others:
        points.append(wording.say("vsi.others", who=listed(others)))
    return tuple(point for point in points if point)


def _shortfall(offer: VsiOffer) -> str:
    missing = offer.missing or 0
    if not missing:
        return "enough"
    return "short" if missing <= offer.one_payment else "long"


def _offer_values(one: QuotedMember, who: Address) -> dict[str, str | None]:
    offer = one.quote.offer
    values: dict[str, str | None] = {"xh": who.term, "Xh": begun(who.term)}
    values["paid"] = shown_span(one.paid_months) if one.paid_months else None
    if offer is None or offer.months is None or offer.reached is None:
        return values | dict.fromkeys(
            ("span", "reached", "start", "age", "missing", "missing_first", "missing_last")
        )
    missing = offer.missing or 0
    return values | {
        "start": paper_month(offer.start),
        "reached": paper_month(offer.reached),
        "span": shown_span(offer.months),
        "age": shown_age(offer.age_years or 0, offer.age_months or 0),
        "missing": shown_span(missing),
        "missing_first": shown_span(max(0, missing - offer.one_payment)),
        "missing_last": shown_span(offer.one_payment),
    }


def answers(
    reasons: Wording, wording: Wording, quote: HouseholdQuote, addresses: Sequence[Address]
) -> tuple[Answer, ...]:
    """The answer to each member's last recorded reason; a reason without a text has none."""
    found = []
    for one, who in zip(quote.members, addresses, strict=True):
        said = one.hesitation
        if said is None or not reasons.has(said.reason):
            continue
        own = f"{said.reason}.{said.scheme}"
        key = own if said.scheme and reasons.has(own) else said.reason
        answer = reasons.say(f"{key}.answer", **_answer_values(one, who, quote))
        if answer:
            says = reasons.say(f"{key}.says")
            wonders = wording.say("ask.wonders", Who=who.capital, says=says)
            found.append(Answer(wonders, answer))
    return tuple(found)


def _answer_values(one: QuotedMember, who: Address, quote: HouseholdQuote) -> dict[str, str | None]:
    offer, said = one.quote.offer, one.hesitation
    together = [member for member in quote.members if member.quote.line and member.quote.line.order]
    quarter = quote.quote.quarter
    return _offer_values(one, who) | {
        "vsi.pay_min": dong(offer.levels[0].payable) if offer else None,
        "vsi.support": dong(offer.levels[0].gross - offer.levels[0].payable) if offer else None,
        "hi.people": str(len(together)) if together else None,
        "hi.total_3": dong(quarter) if quarter is not None else None,
        "next.visit": paper_day(said.next_day) if said and said.next_day else None,
        "card.to": paper_day(one.quote.hi.until) if one.quote.hi.until else None,
    }
