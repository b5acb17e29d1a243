"""The nouns of a register, put together: what can be read and written, one file each."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.calculations import Calculations
from storage.covers import Covers
from storage.drafts import Drafts
from storage.enrolments import Enrolments
from storage.events import Events
from storage.filtering import Filtering
from storage.filters import Filters
from storage.finding import Finder
from storage.households import Households
from storage.imports import Imports
from storage.life.acts import Life
from storage.list_shapes import ListShapes
from storage.network import Organisations, Points
from storage.office import OfficeNoun
from storage.people import People
from storage.plans import Plans
from storage.receipt_books import ReceiptBooks
from storage.staff import Staff
from storage.standings import Standings
from storage.villages import Villages
from storage.visits import Visits

if TYPE_CHECKING:
    from storage.months import Months
    from storage.policies import Policies
    from storage.register import Register


class Nouns:
    """What a register holds: `Register` is one, so that every noun is found on it."""

    def _add_nouns(self, register: Register) -> None:
        self._register = register
        self.finder = Finder(register.connection)
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
        self.plans = Plans(register)
        self.events = Events(register)
        self.enrolments = Enrolments(register)
        self.calculations = Calculations(register)
        self.drafts = Drafts(register)
        self.imports = Imports(register)
        self.list_shapes = ListShapes(register)
        self.organisations = Organisations(register)
        self.points = Points(register)
        self.receipt_books = ReceiptBooks(register)
        self.life = Life(register)

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
