"""Questions about health insurance cards in plain values, and their answers."""

from collections.abc import Callable, Mapping
from datetime import date

from rules.coverage import CoverFact
from rules.errors import RuleError
from rules.hi.benefit import Care, hi_benefit
from rules.hi.card import CARD_GROUPS, card_doubts, card_parts
from rules.hi.card_dates import CardStart, CardTerm, card_start, card_term
from rules.hi.continuity import continuity
from rules.hi.premium import HiGroup
from rules.identity import read_si_number
from rules.questions.facts import (
    Asker,
    Figures,
    Question,
    amount_of,
    born_of,
    choice_of,
    count_of,
    decimal_text,
    list_of,
    read_day,
    text_of,
    unconfirmed_rows,
)

_GROUPS = tuple(sorted({*HiGroup, *CARD_GROUPS.values()}))


def _ask_card_start(asker: Asker, question: Question) -> Figures:
    """Answer from which day a card works, and to which where the months paid are given."""
    on = asker.day(question)
    facts, group, decided = _earlier(question, on), _group(question), _day(question, "decided")
    if question.get("months") is None:
        found = card_start(asker.policy, facts, on=on, group=group, decided=decided)
        return _dates(asker, found, found.day, None)
    term = card_term(
        asker.policy,
        facts,
        on=on,
        group=group,
        months=count_of(question, "months"),
        decided=decided,
        born=born_of(question) if question.get("born") else None,
        grade=_maybe(question, "grade"),
    )
    return _dates(asker, term, term.first, term.last)


def _dates(asker: Asker, found: CardStart | CardTerm, first: date, last: date | None) -> Figures:
    return {
        "start": first.isoformat(),
        "until": last.isoformat() if last else None,
        "waits": found.waits,
        "sure": found.sure,
        "steps": asker.steps(found.steps),
        "unconfirmed": unconfirmed_rows(found.unconfirmed),
    }


def _ask_hi_benefit(asker: Asker, question: Question) -> Figures:
    """Answer what the fund pays of a treatment; five years by the day they began, if given."""
    on = asker.day(question)
    since = _day(question, "continuous_since")
    known = CoverFact("hi", "covered", None, since, None, since) if since else None
    five = continuity(asker.policy, [known], on=on) if known else None
    found = hi_benefit(
        asker.policy,
        on=on,
        groups=list_of(question, "group"),
        age=_maybe(question, "age"),
        care=choice_of(question, "care", Care, Care.NETWORK),
        cost=amount_of(question, "cost") if question.get("cost") is not None else None,
        copaid=amount_of(question, "copaid") if question.get("copaid") is not None else 0,
        five_years=five is not None and five.kind == "reached",
    )
    steps = (*(five.steps[:1] if five else ()), *found.steps)
    return {
        "level": decimal_text(found.level),
        "share": decimal_text(found.share),
        "because": found.reason,
        "visit_limit": found.visit_limit,
        "copay_limit": found.copay_limit,
        "fund": found.fund,
        "copay": found.copay,
        "free_until": found.free_until.isoformat() if found.free_until else None,
        "steps": asker.steps(steps),
        "unconfirmed": unconfirmed_rows((*(five.unconfirmed if five else ()), *found.unconfirmed)),
    }


def _ask_card(asker: Asker, question: Question) -> Figures:
    """Answer what a card number says; ``doubts`` are codes, ``notes`` their sentences."""
    parts = card_parts(text_of(question, "card"))
    number = question.get("si_number")
    doubts = card_doubts(
        asker.policy,
        parts,
        on=asker.day(question),
        group=_group(question) if question.get("group") else None,
        si_number=read_si_number(str(number)) if number else None,
    )
    return {
        "letters": parts.letters,
        "hi_group": parts.group,
        "digit": parts.digit,
        "province": parts.province,
        "si_number": parts.number,
        "doubts": [doubt.code for doubt in doubts],
        "notes": [asker.words.say(f"warning.{doubt.code}", **doubt.figures) for doubt in doubts],
        "steps": [],
        "unconfirmed": [],
    }


def _earlier(question: Question, on: date) -> tuple[CoverFact, ...]:
    """Return what is known of the card before: its last day, that there was none, or nothing."""
    ended = question.get("ended")
    if not ended:
        return ()
    if ended == "never":
        return (CoverFact("hi", "not_covered", None, None, None, on),)
    last = read_day(ended)
    return (CoverFact("hi", "covered", None, None, last, min(last, on)),)


def _group(question: Question) -> str:
    group = text_of(question, "group")
    if group not in _GROUPS:
        raise RuleError("unknown_benefit_group", group=group, known=_GROUPS)
    return group


def _day(question: Question, name: str) -> date | None:
    return read_day(question[name]) if question.get(name) else None


def _maybe(question: Question, name: str) -> int | None:
    return None if question.get(name) is None else count_of(question, name)


CARDS: Mapping[str, Callable[[Asker, Question], Figures]] = {
    "card-start": _ask_card_start,
    "hi-benefit": _ask_hi_benefit,
    "card": _ask_card,
}
