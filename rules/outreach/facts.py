"""What is known of a household on a day, as far as it decides whether to visit it, and a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from rules.calendar import PartialDate
from rules.coverage import Scheme, State
from rules.household.member_tasks import HiTask
from rules.sex import Sex
from rules.working import Figure


@dataclass(frozen=True, slots=True)
class Insured:
    """A person's insurance on a day, as far as the facts alone decide it.

    ``task`` is what to do about the card. ``keep_until`` is the last day on which a card may begin
    without losing five continuous years that are complete, with a card that ends soon or has
    ended. ``left_company`` is the last day in compulsory insurance of somebody who is in none now.
    ``calls`` tells that the card may call for a visit: it ends, or something is to be done.
    """

    hi: State
    vsi: State
    task: HiTask
    keep_until: date | None = None
    left_company: date | None = None
    calls: bool = field(init=False)

    def __post_init__(self) -> None:
        """Tell once for all people who are insured alike."""
        calls = self.hi.until is not None or self.task is not HiTask.NONE
        object.__setattr__(self, "calls", calls or self.left_company is not None)


class Member(NamedTuple):
    """One living member who may be spoken to; a tuple, for a commune has tens of thousands.

    ``place`` is the place in the order of health insurance that a payment of this year gave.
    ``paid_months`` are those of voluntary insurance and ``other_months`` those of compulsory
    insurance, over all spells; ``supported_months`` those the state supported. The ethnic group is
    asked for where there are any.
    """

    id: str
    relation: str | None
    sex: Sex | None
    born: PartialDate | None
    ethnic: str | None
    insured: Insured
    place: int | None = None
    paid_months: int = 0
    other_months: int = 0
    supported_months: int = 0

    @property
    def held(self) -> bool:
        """Whether a health insurance card works on the day."""
        return self.insured.hi.kind in {"covered", "ending", "state_paid"}


@dataclass(frozen=True, slots=True)
class Said:
    """The last word of a member, or of the household, at a visit.

    ``reason`` is the number of the reason, ``title`` what it is called; ``answered`` tells that
    the household's next sheet prints an answer to it.
    """

    person_id: str | None
    scheme: Scheme | None
    result: Literal["agreed", "thinking", "refused", "absent", "moved"]
    reason: str | None
    title: str
    answered: bool
    day: date


@dataclass(frozen=True, slots=True)
class Household:
    """A household with its members, and what came of earlier visits.

    Attributes:
        members: the living ones who may be spoken to and of whom there is anything to ask, the
            head first.
        others: how many more there are; each has a card that runs on, and nothing else to say.
        first_place: in the order of health insurance, of the next who joins this year.
        standing: of the year, None where not known.
        visited: somebody has been there, or one of its people was spoken to elsewhere.
        said: the last word of each member and scheme, the latest first.
        absent_on: the day of the latest visit, where it and the one before found nobody.
        asked_back: the day promised to come back.
    """

    members: tuple[Member, ...]
    others: int = 0
    first_place: int = 1
    standing: str | None = None
    visited: bool = False
    said: tuple[Said, ...] = ()
    absent_on: date | None = None
    asked_back: date | None = None

    @property
    def living(self) -> int:
        """How many live in the household and may be spoken to."""
        return len(self.members) + self.others

    @property
    def held(self) -> int:
        """How many of them have a card that works."""
        return sum(one.held for one in self.members) + self.others


@dataclass(frozen=True, slots=True)
class Reason:
    """Why to visit a household; its sentence stands in the words under ``outreach.<code>``.

    Attributes:
        code: which reason; its weight has the same name.
        figures: what the sentence says: đồng, days, months, dates, numbers of people.
        people: ids of the members concerned, in their order; none where it is the household.
        worth: in points, by the weights.
        until: the last day on which a visit comes in time; None where there is none.
    """

    code: str
    figures: Mapping[str, Figure] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    worth: int = 0
    until: date | None = None
