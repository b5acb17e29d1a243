"""What another screen knows already of a payment, and hands to Ghi đóng to have it filled in.

A screen opens the form with `session.ask(enrolment_query(household, …))`. Everything is optional:

- ``hi``: ids of members who pay for health insurance; they alone are ticked. Who cannot pay as
  things are known stays unticked, with the reason.
- ``vsi``: id of the member who pays for voluntary insurance. Where only ``hi`` is given, the part
  of voluntary insurance is off; where only ``vsi`` is given, nobody is ticked for health insurance.
- ``months`` (of health insurance), ``income`` and ``method`` (of voluntary insurance).
- ``visit`` or ``event``: id of where it was won; also one that the form would not offer by itself.
- ``collector``: id of the member of the staff who took the money; ``day``: when it was taken.
- ``received``: đồng taken at the door. The form says how it compares with the sum.
- ``back``: where to go when it is written or put off; the household by default.

A draft typed about the household before is restored first, and what is asked stands over it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ui.queries import Query


@dataclass(frozen=True, slots=True)
class Prefilled:
    """What was asked of the form; see the head of this file."""

    household: str
    person: str = ""
    tries: bool = False
    hi: tuple[str, ...] | None = None
    vsi: str = ""
    months: int | None = None
    income: int | None = None
    method: str = ""
    visit: str = ""
    event: str = ""
    collector: str = ""
    day: date | None = None
    received: int | None = None
    back: Query | None = None

    @property
    def schemes(self) -> bool:
        """Whether it was said who pays for what."""
        return self.hi is not None or bool(self.vsi)


def enrolment_query(
    household: str,
    *,
    hi: Sequence[str] | None = None,
    vsi: str = "",
    months: int | None = None,
    income: int | None = None,
    method: str = "",
    visit: str = "",
    event: str = "",
    collector: str = "",
    day: date | None = None,
    received: int | None = None,
    back: Query | None = None,
) -> Query:
    """Return the query that opens Ghi đóng with all this filled in; see the head of this file."""
    facts = {
        "hi": None if hi is None else tuple(hi),
        "vsi": vsi,
        "months": months,
        "income": income,
        "method": method,
        "visit": visit,
        "event": event,
        "collector": collector,
        "day": day,
        "received": received,
        "back": back,
    }
    return Query("enrolment", household, "", facts)


def prefilled(query: Query) -> Prefilled:
    """Return what a query asks of the form."""
    facts = query.facts
    hi = facts.get("hi")
    return Prefilled(
        household=query.id or str(facts.get("household") or ""),
        person=str(facts.get("person") or facts.get("vsi") or ""),
        tries=query.action == "change",
        hi=None if hi is None else tuple(hi),
        vsi=str(facts.get("vsi") or ""),
        months=facts.get("months"),
        income=facts.get("income"),
        method=str(facts.get("method") or ""),
        visit=str(facts.get("visit") or ""),
        event=str(facts.get("event") or ""),
        collector=str(facts.get("collector") or ""),
        day=facts.get("day"),
        received=facts.get("received"),
        back=facts.get("back"),
    )
