"""What an act would change, as plain values that a screen puts into words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from rules.coverage import State
    from rules.sex import Sex
    from storage.households import HouseholdStatus
    from storage.people import Status

Kind = Literal["member", "home", "hi", "pays"]


@dataclass(frozen=True, slots=True)
class MemberCell:
    """Where a person stands: what to the head of which household, and here or gone.

    Attributes:
        relation: the code, None when not known; ``relation_text`` as it was written.
        head_sex: of the head of that household, which some relations are worded by.
        household_id: with ``code``, as stored; None for a person without a household.
    """

    relation: str | None
    relation_text: str
    sex: Sex | None
    head_sex: Sex | None = field(compare=False)
    status: Status
    status_day: date | None
    household_id: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class HomeCell:
    """A household: the living head if there is one, its code as stored, and what it is now.

    Attributes:
        head: name of the living head, else of the last one gone; "" where there was none.
        age: of that person in years, to be addressed by.
        people: living members.
        joined_code: code of the household it was joined into.
    """

    head: str
    sex: Sex | None
    age: int | None
    code: str
    people: int = field(compare=False)
    status: HouseholdStatus
    status_day: date | None
    joined_code: str | None = None


@dataclass(frozen=True, slots=True)
class PaysCell:
    """What a household pays for a year of HI cards, in đồng, and for how many people."""

    amount: int
    people: int


@dataclass(frozen=True, slots=True)
class EffectLine:
    """One line of before and after.

    Attributes:
        kind: ``member``: cells are `MemberCell`; ``home``: `HomeCell`; ``hi``: the HI `State` of a
            person; ``pays``: `PaysCell`.
        name: of the person; "" for a household.
        person_id: of a ``member`` or ``hi`` line.
        household_id: of a ``home`` or ``pays`` line.
        before: None for what is not there yet, such as a new household.
        after: None for what is there no more.
    """

    kind: Kind
    name: str
    person_id: str | None
    household_id: str | None
    before: MemberCell | HomeCell | State | PaysCell | None
    after: MemberCell | HomeCell | State | PaysCell | None

    @property
    def changed(self) -> bool:
        """Whether the act changes this line."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Note:
    """Something to say under the table: ``life.note.<code>`` of the words, with its facts.

    Codes: appointment_stays (day, name; "" for the whole household), appointment_goes (day, name)
    where it follows a person to another household, appointment_ends (day, name) where it was with
    somebody who is gone; funeral_due (name, amount in đồng), funeral_too_short (name, paid months,
    needed months), funeral_none (name: never paid), funeral_unknown (name: nobody knows),
    funeral_ask (name: insured at work);
    standing_stays (year: the standing stays with the household left), standing_ends (year: that of
    a household that is joined).
    """

    code: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Effects:
    """Everything an act would change, in the order in which it is shown.

    Attributes:
        lines: members first, then the households, HI of the gone, what is paid.
        notes: what else to know, as codes.
        count: how many lines change.
    """

    lines: tuple[EffectLine, ...]
    notes: tuple[Note, ...]

    @property
    def count(self) -> int:
        """Return how many lines change."""
        return sum(line.changed for line in self.lines)
