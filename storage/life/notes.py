"""What else to know about an act: appointments, the funeral, the standing of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.coverage import vsi_state
from rules.errors import RuleError
from rules.vsi.survivors import funeral
from storage.life.effects import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.policy import Policy
    from storage.life.sides import Side
    from storage.people import Person


def notes(before: Side, after: Side, policy: Policy) -> tuple[Note, ...]:
    """Return what to say under the table of before and after."""
    return (
        *_appointments(before, after),
        *_funerals(before, after, policy),
        *_standings(before, after),
    )


def _appointments(before: Side, after: Side) -> Iterator[Note]:
    """Say of each day promised whether it stays, goes along with its people, or falls away."""
    now = {(one.day, one.person_id): one.household_id for one in after.appointments}
    for one in before.appointments:
        home = now.get((one.day, one.person_id))
        code = "ends" if home is None else "stays" if home == one.household_id else "goes"
        yield Note(f"appointment_{code}", {"day": one.day, "name": one.person})


def _funerals(before: Side, after: Side, policy: Policy) -> Iterator[Note]:
    for one in after.people.values():
        was = before.people.get(one.id)
        if one.status == "died" and was is not None and was.status != "died":
            yield _funeral(after, one, policy)


def _funeral(side: Side, one: Person, policy: Policy) -> Note:
    """Say whether a funeral allowance is due for the voluntary insurance known here."""
    months = side.register.enrolments.paid_months(one.id)
    facts = side.register.covers.of(one.id)
    known = {fact.scheme for fact in facts if fact.known == "covered"}
    if "csi" in known or (not months and "vsi" in known):
        return Note("funeral_ask", {"name": one.name})
    if not months:
        age = None if one.born is None else one.born.age_on(side.on)
        unknown = vsi_state(facts, on=side.on, age=age).kind == "unknown"
        return Note("funeral_unknown" if unknown else "funeral_none", {"name": one.name})
    try:
        benefit = funeral(policy, died=one.status_day or side.on, months=months)
    except RuleError as problem:
        if problem.code != "no_value_in_force":
            raise
        return Note("funeral_ask", {"name": one.name})
    if benefit.due:
        return Note("funeral_due", {"name": one.name, "amount": benefit.amount})
    needed = benefit.steps[-1].figures["needed"]
    return Note("funeral_too_short", {"name": one.name, "paid": months, "needed": needed})


def _standings(before: Side, after: Side) -> Iterator[Note]:
    """A decision on the standing names a household: people who leave it do not take it along."""
    for home in before.records.values():
        standing = home.standing
        if standing is None or standing.kind == "none":
            continue
        now = after.records[home.household.id]
        if now.household.status == "joined":
            yield Note("standing_ends", {"year": standing.year})
        elif any(
            after.members[row.person.id].household_id != home.household.id for row in home.members
        ):
            yield Note("standing_stays", {"year": standing.year})
