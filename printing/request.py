"""What is asked of a document and what comes back: the words every part of printing shares."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rules.calendar import Month
from rules.vsi.case import VsiCase
from storage.filters import Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A document for a day, of one village, one household or all; month is for monthly papers.

    village is a village's name as it is written in the register, household a household's code or
    id; filter is what households or people are narrowed to; paper asks for another size where a
    document offers it (“a5”, “a4”); plan is the code of a planned trip, or of a route of it;
    campaign is the id of a campaign; case is worked out anew for a paper about one person. A
    document leaves what it has no use for alone.
    """

    on: date
    village: str | None = None
    household: str | None = None
    month: Month | None = None
    paper: str | None = None
    plan: str | None = None
    campaign: str | None = None
    case: VsiCase | None = None
    filter: Filter | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished file, its number of pages, and letters that the face could not print."""

    path: Path
    pages: int
    missing: tuple[str, ...] = ()
