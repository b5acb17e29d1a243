"""Reasons to visit a household that earlier visits give."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from rules.outreach.facts import Household, Member, Reason, Said
from rules.outreach.hi_reasons import Found
from rules.outreach.weights import Weights

_TAKES_PART = frozenset({"covered", "ending", "compulsory"})


def visit_reasons(home: Household, weights: Weights, on: date) -> Iterator[Found]:
    """Yield what was promised and said at the last visits, as far as it still stands."""
    ahead = timedelta(days=weights["appointment_days"])
    if home.asked_back is not None and home.asked_back <= on + ahead:
        yield Reason("asked_back", {"day": home.asked_back}, until=home.asked_back), 0
    for said in home.said:
        code = _code(said)
        if code and _open(said, home.members):
            people = (said.person_id,) if said.person_id else ()
            yield Reason(code, {"day": said.day, "title": said.title}, people), 0
            break
    if home.absent_on is not None:
        yield Reason("absent_twice", {"day": home.absent_on}), 0


def _code(said: Said) -> str | None:
    """Return the reason that a last word is, None where it is none."""
    if said.result == "agreed":
        return "agreed"
    if said.result in {"thinking", "refused"} and said.answered:
        return "answered"
    return "thinking" if said.result == "thinking" else None


def _open(said: Said, members: Sequence[Member]) -> bool:
    """Tell whether nobody has acted on it since: who said it takes no part yet."""
    whose = [one for one in members if said.person_id in {None, one.id}]
    return any(_lacks(one, said) for one in whose)


def _lacks(one: Member, said: Said) -> bool:
    no_card = not one.held
    no_vsi = one.insured.vsi.kind not in _TAKES_PART
    if said.scheme is None:
        return no_card or no_vsi
    return no_card if said.scheme == "hi" else no_vsi
