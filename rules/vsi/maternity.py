"""The allowance for a child born to somebody in voluntary insurance."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rules.calendar import Month
from rules.errors import RuleError
from rules.policy import Policy
from rules.vsi.benefit import not_yet
from rules.working import Figure, Reader, Step, Unconfirmed

Claimant = Literal["mother", "father", "either"]


@dataclass(frozen=True, slots=True)
class Parent:
    """The months a parent has paid for, and whether compulsory insurance gives its own benefit."""

    vsi: AbstractSet[Month] = frozenset()
    compulsory: AbstractSet[Month] = frozenset()
    compulsory_benefit: bool = False


@dataclass(frozen=True, slots=True)
class Maternity:
    """What is due for a birth, in đồng, who may claim it and until which day.

    ``claimant`` is ``either`` where both could and one has to be chosen, None where nobody can;
    ``amount`` is then 0, ``last_day`` None, and ``why`` says what is missing.
    """

    claimant: Claimant | None
    amount: int
    last_day: date | None
    why: Step | None
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


def months_from(first: Month, count: int) -> frozenset[Month]:
    """Return so many months in a row."""
    return frozenset(first.plus(index) for index in range(count))


def maternity(
    policy: Policy,
    *,
    birth: date,
    children: int = 1,
    mother: Parent | None = None,
    father: Parent | None = None,
) -> Maternity:
    """Return the allowance for a birth; a child of 22 weeks or more that died counts as one.

    2,000,000 đồng for each child, for six months paid (voluntary, or voluntary and compulsory) in
    the twelve months before the birth; the mother or the father, one of them where both have paid
    voluntary insurance; who has a right from compulsory insurance has only that one. Claimed
    within 60 days of the birth (Law 41/2024/QH15 of 29/06/2024, Articles 94 to 97). Months paid
    ahead count once they have passed: none from the month of birth on.

    Raises:
        RuleError: ``bad_children`` or ``no_value_in_force``.
    """
    if children < 1:
        raise RuleError("bad_children", count=children)
    reader = Reader(policy.on(birth))
    early = not_yet(policy, reader, "vsi.maternity")
    if early is not None:
        return _nothing(reader, early, ())
    steps: list[Step] = []
    who: list[Claimant] = []
    for role, parent in (("mother", mother), ("father", father)):
        if parent is not None and _qualifies(reader, role, parent, birth, steps):
            who.append("mother" if role == "mother" else "father")
    if not who:
        cites = reader.cites("vsi.maternity_months")
        figures: dict[str, Figure] = {"needed": reader.int("vsi.maternity_months")}
        return _nothing(reader, Step("maternity_nobody", figures, None, cites), steps)
    each = reader.int("vsi.maternity")
    last_day = birth + timedelta(days=reader.int("vsi.maternity_days"))
    amount = each * children
    cites = reader.cites("vsi.maternity")
    if len(who) > 1:
        steps.append(Step("maternity_one_of_two", {}, None, cites))
    steps += [
        Step("maternity", {"each": each, "children": children}, amount, cites),
        Step(
            "maternity_last_day", {"last_day": last_day}, None, reader.cites("vsi.maternity_days")
        ),
    ]
    return Maternity(
        claimant="either" if len(who) > 1 else who[0],
        amount=amount,
        last_day=last_day,
        why=None,
        steps=tuple(steps),
        unconfirmed=reader.unconfirmed,
    )


def _qualifies(reader: Reader, role: str, parent: Parent, birth: date, steps: list[Step]) -> bool:
    """Tell whether a parent has paid for long enough and has no right elsewhere."""
    if parent.compulsory_benefit:
        cites = reader.cites("vsi.maternity")
        steps.append(Step("maternity_compulsory", {"parent": role}, None, cites))
        return False
    month = Month.of(birth)
    needed = reader.int("vsi.maternity_months")
    window = months_from(
        month.plus(-reader.int("vsi.maternity_window")), reader.int("vsi.maternity_window")
    )
    voluntary = parent.vsi & window
    paid = len((parent.vsi | parent.compulsory) & window)
    if paid == needed - 1 and month in parent.vsi | parent.compulsory:
        paid += reader.int("vsi.maternity_birth_month")
    figures: dict[str, Figure] = {
        "parent": role,
        "paid": paid,
        "needed": needed,
        "first": min(window),
        "last": max(window),
    }
    cites = reader.cites("vsi.maternity_months", "vsi.maternity_window")
    enough = bool(voluntary) and paid >= needed
    code = "maternity_enough" if enough else "maternity_short"
    steps.append(Step(code, figures, None, cites))
    return enough


def _nothing(reader: Reader, why: Step, steps: list[Step] | tuple[Step, ...]) -> Maternity:
    return Maternity(
        claimant=None,
        amount=0,
        last_day=None,
        why=why,
        steps=(*steps, why),
        unconfirmed=reader.unconfirmed,
    )
