"""The pile of sheets: the trip they are from, the households on them, and keeping each of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules import household_codes
from rules.errors import Problem
from rules.household.member_tasks import VsiTask
from storage.plans import Plan
from storage.quotes import HouseholdQuote, QuotedMember, quotes
from storage.visits import Visit
from ui.screens.results.lines import KEYS, SCHEMES, Home, Line, Reader, tr
from ui.session import Session

_HAS = frozenset({VsiTask.GO_ON, VsiTask.COMPULSORY})


@dataclass(frozen=True, slots=True)
class Trip:
    """When it was, who went, and the plan it was made by, if there was one.

    Attributes:
        visitor_id: who went where the plan names nobody; None for nobody known.
        route: the route of the plan; None for all of them.
    """

    day: date
    visitor_id: str | None = None
    plan_id: str | None = None
    route: int | None = None


class Pile:
    """The sheets in the order of the route sheet, else in the order in which they are typed."""

    def __init__(self, session: Session, trip: Trip) -> None:
        self.session = session
        self.trip = trip
        self.homes: list[Home] = []
        self.reader = Reader(trip.day, session.register.refusal_reasons.titles())
        self.plan: Plan | None = None
        if trip.plan_id is not None:
            self._lay_out(session.register.plans.get(trip.plan_id))

    def _lay_out(self, plan: Plan) -> None:
        """Put the stops of a plan into the pile, with what is written down of them already."""
        self.plan = plan
        routes = [one for one in plan.routes if self.trip.route in {None, one.number}]
        stops = [(stop, next(iter(one.crew), None)) for one in routes for stop in one.stops]
        homes = self._made([stop.household.id for stop, _ in stops])
        register = self.session.register
        known = {one.id: one for one in register.visits.among(s.visit_id or "" for s, _ in stops)}
        for stop, visitor in stops:
            home = homes.get(stop.household.id)
            if home is None or not home.lines:
                continue
            home.visitor_id, home.planned = visitor, True
            self.homes.append(home)
            if stop.visit_id in known:
                self._show(home, known[stop.visit_id])

    # -- sheets

    def add(self, code: str) -> Home:
        """The sheet of a code, put at the end where it is not there yet.

        A visit of that day by the same person that is in the register already is opened, to be
        corrected: the sheet was typed before.

        Raises:
            RuleError: as `rules.household_codes.read`.
            StorageError: no_such_household.
            Problem: nobody_to_ask.
        """
        found = self.session.register.households.by_code(household_codes.read(code))
        known = next((home for home in self.homes if home.id == found.id), None)
        return known or self.put(found.id)

    def put(self, household_id: str) -> Home:
        """Put the sheet of a household at the end; raises as `add`."""
        home = self._made([household_id]).get(household_id)
        if home is None or not home.lines:
            code = self.session.register.households.get(household_id).code
            raise Problem("nobody_to_ask", code=household_codes.shown(code))
        self.homes.append(home)
        visits = self.session.register.visits.of_household(household_id)
        typed = (
            one
            for one in visits
            if one.household_id == household_id
            and one.day == self.trip.day
            and one.visitor_id == self.trip.visitor_id
        )
        before = next(typed, None)
        if before is not None:
            self._show(home, before)
        return home

    def drop(self, home: Home) -> None:
        """Take a sheet out of the pile again: nothing was typed on it."""
        self.homes.remove(home)

    def _made(self, ids: list[str]) -> dict[str, Home]:
        found = quotes(self.session.register, ids, self.trip.day)
        return {one.household.id: _home(one) for one in found}

    def _show(self, home: Home, visit: Visit) -> None:
        known = {line.person_id for line in home.lines}
        for one in visit.results:  # asked then, though nobody would ask them now
            if one.person_id and one.person_id not in known and one.person:
                home.lines.append(Line(one.person_id, one.person, frozenset(), _nothing()))
                known.add(one.person_id)
        home.show_visit(visit, self.reader)

    # -- keeping

    def keep(self, home: Home) -> bool:
        """Write what waits on a sheet, as one change; says whether anything was written.

        Raises:
            StorageError: it could not be written.
        """
        home.judge()
        if not home.waiting or wrong_cells(home):
            return False
        register, code = self.session.register, household_codes.shown(home.code)
        visitor = home.visitor_id or self.trip.visitor_id
        what = tr("Sửa kết quả phiếu {code}") if home.kept else tr("Ghi kết quả phiếu {code}")
        results, day = home.results(), home.promise()
        visit_id = home.visit_id
        with self.session.change(what.format(code=code)):
            if home.kept:
                register.visits.amend(visit_id, results=results, next_day=day, note=home.note)
            else:
                visit_id = register.visits.record(
                    home.id,
                    self.trip.day,
                    results=results,
                    visitor_id=visitor,
                    next_day=day,
                    note=home.note,
                    plan_id=self.trip.plan_id if home.planned else None,
                )
        home.visit_id, home.kept = visit_id, True
        home.saved, home.saved_note = home.texts(), home.note
        return True

    def refresh(self) -> None:
        """Look at the register again: a visit was taken back, brought again or corrected."""
        ids = [home.visit_id for home in self.homes if home.visit_id]
        found = {one.id: one for one in self.session.register.visits.among(ids)}
        for home in self.homes:
            visit = found.get(home.visit_id)
            if visit is None and home.kept:
                home.forget_visit()
            elif visit is not None and (not home.kept or not home.waiting):
                self._show(home, visit)

    def set_trip(self, trip: Trip) -> None:
        """Another day, or somebody else went: what is kept is corrected with it.

        Raises:
            StorageError: next_before_visit.
        """
        register = self.session.register
        kept = [home for home in self.homes if home.kept]
        if kept:
            with self.session.change(tr("Sửa ngày, người đi của xấp phiếu")):
                for home in kept:
                    register.visits.amend(
                        home.visit_id,
                        results=home.results(),
                        day=trip.day,
                        visitor_id=trip.visitor_id,
                        next_day=home.promise(),
                    )
        self.trip = trip
        self.reader = Reader(trip.day, self.reader.titles)
        for home in self.homes:
            for line in home.lines:
                for key in KEYS:
                    line.cells[key] = self.reader.read(key, line[key].text)
            home.judge()

    # -- drafts

    def typed(self) -> dict[str, Any] | None:
        """What a draft keeps: the trip, the sheets in their order, and what is not written."""
        if not self.homes:
            return None
        trip = self.trip
        return {
            "day": trip.day.isoformat(),
            "visitor": trip.visitor_id,
            "plan": trip.plan_id,
            "route": trip.route,
            "homes": [
                {
                    "id": home.id,
                    "visit": home.visit_id,
                    "note": home.note,
                    "lines": {line.person_id: line.texts() for line in home.lines}
                    if home.waiting
                    else {},
                }
                for home in self.homes
            ],
        }

    def retype(self, homes: Iterable[Mapping[str, Any]]) -> None:
        """Put the sheets of a draft back; a household that is gone since is left out."""
        known = {home.id: home for home in self.homes}
        for kept in homes:
            try:
                home = known.get(kept["id"]) or self.put(kept["id"])
            except Problem:
                continue
            if not home.visit_id and kept["visit"]:
                for visit in self.session.register.visits.among([kept["visit"]]):
                    self._show(home, visit)
            home.note = kept["note"] or home.note
            for line in home.lines:
                texts = kept["lines"].get(line.person_id, line.texts())
                for key, text in zip(KEYS, texts, strict=True):
                    if text != line[key].text:
                        line.cells[key] = self.reader.read(key, text)
            home.judge()


def wrong_cells(home: Home) -> list[tuple[int, int]]:
    """The cells of a sheet that cannot be written: line and column."""
    return [
        (at, column)
        for at, line in enumerate(home.lines)
        for column, key in enumerate(KEYS)
        if line[key].problem
    ]


def _nothing() -> dict[str, str]:
    return dict.fromkeys(SCHEMES, "–")


def _home(found: HouseholdQuote) -> Home:
    """One line for each who can be asked; where nobody can, one for who opens the door."""
    lines = [_line(one) for one in found.members]
    asked = [line for line in lines if line.asked] or lines[:1]
    return Home(found.household.id, found.household.code, found.household.village or "", asked)


def _line(member: QuotedMember) -> Line:
    """Who can be asked about what, and what stands where nothing is asked."""
    quote = member.quote
    held = {}
    if "hi" not in quote.asks:
        held["hi"] = tr("Đã có")
    if "vsi" not in quote.asks:
        held["vsi"] = tr("Đã có") if quote.vsi_task in _HAS else "–"
    return Line(member.person.id, member.person.name, frozenset(quote.asks), held)
