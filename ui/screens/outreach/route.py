"""The trip that is being planned: its day, who goes, and the households in walking order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rules.outreach.telling import tell
from storage.household_list import HouseholdRow
from storage.outreach.listing import outreach_rows
from storage.plans import Outing, Part, Plan, Why
from storage.quotes import quotes
from ui.screens.outreach.wording import tr
from ui.session import Session
from ui.wording import words

_SAID = 3  # reasons of a household on the sheet of its route


@dataclass(frozen=True, slots=True)
class Kept:
    """The plan a trip was kept as."""

    id: str
    code: str


class Route:
    """A trip as it stands in the panel; kept when it is printed.

    Attributes:
        crew: ids of the staff who go.
        teams: how many ways the households are shared between; 1 is all together.
        ways: ids of households, one list a way, in walking order.
        kept: the plan it is, None while it is new.
        changed: whether it is otherwise than it was kept.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.clear()

    def clear(self) -> None:
        """Begin a new trip without any household."""
        self.day: date = self.session.today()
        self.part: Part = "day"
        self.crew: tuple[str, ...] = ()
        self.teams = 1
        self.ways: list[list[str]] = []
        self.note = ""
        self.kept: Kept | None = None
        self.changed = False
        self._own_order = False
        self._told: Mapping[str, Why] = {}
        self._people: dict[str, int] = {}

    def load(self, plan: Plan) -> None:
        """Go on with a plan that is kept."""
        self.clear()
        self.day, self.part, self.note = plan.day, plan.part, plan.note
        self.crew = tuple(one for route in plan.routes for one in route.crew)
        self.teams = len(plan.routes)
        self.ways = [[stop.household.id for stop in route.stops] for route in plan.routes]
        self.kept = Kept(plan.id, plan.code)
        self._own_order = True
        self._told = {stop.household.id: stop.why for route in plan.routes for stop in route.stops}

    # -- which households

    @property
    def ids(self) -> tuple[str, ...]:
        """The households in the order in which they are walked."""
        return tuple(one for way in self.ways for one in way)

    def put(self, ids: Iterable[str]) -> bool:
        """Visit exactly these; says whether they are others than before.

        Who is new comes into walking order, as long as nobody has ordered them by hand.
        """
        wanted = dict.fromkeys(ids)
        before = self.ids
        if set(wanted) == set(before):
            return False
        self.changed = True
        self.ways = [[one for one in way if one in wanted] for way in self.ways]
        if not self._own_order:
            self._share(tuple(wanted))
        else:
            new = [one for one in wanted if one not in before]
            self.ways = self.ways or [[]]
            self.ways[-1] += self._walked(new)
        self.ways = [way for way in self.ways if way]
        self._own_order = self._own_order and bool(self.ways)
        return True

    def arrange(self) -> None:
        """Put all into walking order, shared fairly between those who go."""
        self._own_order = False
        self.changed = True
        self._share(self.ids)

    def share(self, teams: int) -> None:
        """Share the households between so many ways."""
        if teams != self.teams:
            self.teams = teams
            self.arrange()

    def go_with(self, crew: Iterable[str]) -> None:
        """Name who goes."""
        self.changed = True
        self.crew = tuple(crew)

    def on(self, day: date, part: Part) -> None:
        """Go on a day, in a part of it."""
        self.changed = self.changed or (day, part) != (self.day, self.part)
        self.day, self.part = day, part
        self._people.clear()

    def _share(self, ids: Iterable[str]) -> None:
        people = self.people(ids)
        found = self.session.register.plans.propose(people, self.teams)
        self.ways = [list(way) for way in found]

    def _walked(self, ids: Iterable[str]) -> list[str]:
        found = self.session.register.plans.propose(self.people(ids), 1)
        return [one for way in found for one in way]

    # -- by hand

    def move(self, household_id: str, step: int) -> None:
        """Walk to a household one place earlier or later; at the end of a way into the next."""
        at, place = self._place(household_id)
        way = self.ways[at]
        if 0 <= place + step < len(way):
            way.insert(place + step, way.pop(place))
        elif 0 <= at + step < len(self.ways):
            way.pop(place)
            other = self.ways[at + step]
            other.insert(0 if step > 0 else len(other), household_id)
        else:
            return
        self._by_hand()

    def move_to(self, household_id: str, other: str) -> None:
        """Walk to a household where another one stands now."""
        if household_id == other:
            return
        at, place = self._place(household_id)
        to, target = self._place(other)
        self.ways[at].pop(place)
        self.ways[to].insert(target, household_id)
        self._by_hand()

    def _by_hand(self) -> None:
        self.ways = [way for way in self.ways if way]
        self._own_order = self.changed = True

    def _place(self, household_id: str) -> tuple[int, int]:
        return next(
            (at, way.index(household_id)) for at, way in enumerate(self.ways) if household_id in way
        )

    # -- what it comes to

    def homes(self) -> Mapping[str, HouseholdRow]:
        """The households by their ids, as the list of households shows them."""
        return self.session.register.households.rows(self.ids, self.day)

    def people(self, ids: Iterable[str]) -> dict[str, int]:
        """How many are to be spoken to, by household: who is asked, or whoever opens the door."""
        ids = tuple(ids)
        unknown = [one for one in ids if one not in self._people]
        for quote in quotes(self.session.register, unknown, self.day, for_paper=True):
            asked = sum(bool(member.quote.asks) for member in quote.members)
            self._people[quote.household.id] = asked or 1
        return {one: self._people.get(one, 1) for one in ids}

    def minutes(self, way: Iterable[str]) -> int:
        """How long one way takes."""
        ids = tuple(way)
        return self.session.register.plans.minutes(ids, self.people(ids))

    def crew_of(self, number: int) -> tuple[str, ...]:
        """Who goes a way, by its number from 0: all together, or shared out in turn."""
        ways = max(len(self.ways), 1)
        return tuple(one for place, one in enumerate(self.crew) if place % ways == number)

    # -- keeping

    def keep(self) -> Kept:
        """Write the trip as one change, where it is not kept as it stands.

        Raises:
            StorageError: as `storage.plans.Plans.make` and `save`.
        """
        if self.kept is not None and not self.changed:
            return self.kept
        plans = self.session.register.plans
        outings = [Outing(self.crew_of(at), tuple(way)) for at, way in enumerate(self.ways)]
        what = tr("Sửa tuyến đi {day}") if self.kept else tr("Lập tuyến đi {day}")
        with self.session.change(what.format(day=f"{self.day:%d/%m}")):
            if self.kept is None:
                plan_id = plans.make(
                    self.day, outings, part=self.part, why=self._why(), note=self.note
                )
                self.kept = Kept(plan_id, plans.get(plan_id).code)
            else:
                plans.save(
                    self.kept.id,
                    day=self.day,
                    part=self.part,
                    outings=outings,
                    why=self._why(),
                    note=self.note,
                )
            self.changed = False
        return self.kept

    def look_again(self) -> None:
        """The register has changed: a plan that was taken back is a new trip again."""
        self._people.clear()
        if self.kept is None:
            return
        lines = {one.id for one in self.session.register.plans.list()}
        if self.kept.id not in lines:
            self.kept, self.changed = None, bool(self.ways)

    def _why(self) -> dict[str, Why]:
        """Why each household is visited, in the sentences of the list, with who it is about."""
        said = words()
        register, today = self.session.register, self.session.today()
        known = {one.household_id: one for one in register.outreach.ranked(today)}
        new = [known[one] for one in self.ids if one in known and one not in self._told]
        return {
            row.household_id: tuple(
                {"code": reason.code, "text": text}
                for reason in row.reasons[:_SAID]
                for text in (tell(said, reason, today, names=row.names),)
            )
            for row in outreach_rows(register, new, today)
        }
