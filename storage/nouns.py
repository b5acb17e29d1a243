"""The nouns of a register, put together: what can be read and written, one file each."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.calculations import Calculations
from storage.calls import Calls
from storage.campaigns import Campaigns
from storage.covers import Covers
from storage.denominators import Denominators
from storage.drafts import Drafts
from storage.due import Due
from storage.enrolments import Enrolments
from storage.events import Events
from storage.explanations import Explanations
from storage.filtering import Filtering
from storage.filters import Filters
from storage.finding import Finder
from storage.households import Households
from storage.imports import Imports
from storage.insured import Insured
from storage.life.acts import Life
from storage.list_shapes import ListShapes
from storage.network import Organisations, Points
from storage.non_cash import NonCash
from storage.office import OfficeNoun
from storage.people import People
from storage.plans import Plans
from storage.receipt_books import ReceiptBooks
from storage.refusal_reasons import RefusalReasons
from storage.spells import EarlierSpells
from storage.sponsored import Sponsored
from storage.staff import Staff
from storage.standings import Standings
from storage.stops import Stops
from storage.targets import Targets
from storage.themes import Themes
from storage.villages import Villages
from storage.visits import Visits

if TYPE_CHECKING:
    from storage.indicators import Indicators
    from storage.months import Months
    from storage.outreach import OutreachList
    from storage.policies import Policies
    from storage.register import Register


class Nouns:
    """What a register holds: `Register` is one, so that every noun is found on it."""

    def _add_nouns(self, register: Register) -> None:
        self._register = register
        self.finder = Finder(register.connection)
        self.insured = Insured(register.connection)
        self.filtering = Filtering(register)
        self.filters = Filters(register)
        self.office = OfficeNoun(register)
        self.villages = Villages(register)
        self.staff = Staff(register)
        self.households = Households(register)
        self.people = People(register)
        self.covers = Covers(register)
        self.standings = Standings(register)
        self.visits = Visits(register)
        self.refusal_reasons = RefusalReasons(register)
        self.plans = Plans(register)
        self.events = Events(register)
        self.campaigns = Campaigns(register)
        self.themes = Themes(register)
        self.non_cash = NonCash(register)
        self.sponsored = Sponsored(register)
        self.enrolments = Enrolments(register)
        self.due = Due(register)
        self.calls = Calls(register)
        self.stops = Stops(register)
        self.earlier_spells = EarlierSpells(register)
        self.calculations = Calculations(register)
        self.drafts = Drafts(register)
        self.imports = Imports(register)
        self.list_shapes = ListShapes(register)
        self.organisations = Organisations(register)
        self.points = Points(register)
        self.receipt_books = ReceiptBooks(register)
        self.life = Life(register)
        self.denominators = Denominators(register)
        self.targets = Targets(register)
        self.explanations = Explanations(register)

    @cached_property
    def policies(self) -> Policies:
        """The law in force: shipped values with the office's own over them."""
        from storage.policies import Policies  # noqa: PLC0415 - reads files only when asked

        return Policies(self._register)

    @cached_property
    def months(self) -> Months:
        """The monthly report, and the names behind each of its figures."""
        from storage.months import Months  # noqa: PLC0415 - only reports need it

        return Months(self._register)

    @cached_property
    def indicators(self) -> Indicators:
        """What an office is judged by, and the rows behind each figure."""
        from storage.indicators import Indicators  # noqa: PLC0415 - only reports need it

        return Indicators(self._register)

    @cached_property
    def outreach(self) -> OutreachList:
        """Whom to visit first, and why."""
        from storage.outreach import OutreachList  # noqa: PLC0415 - only outreach needs it

        return OutreachList(self._register)
