"""Trips that are planned: the day, who goes, and the households of each route in walking order."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from rules.outreach.routes import Pace, Stop, minutes, shared
from storage import rows
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storage.household_list import HouseholdRow
    from storage.register import Register

Part = Literal["morning", "afternoon", "evening", "day"]
PARTS: tuple[Part, ...] = get_args(Part)
Why = tuple["Mapping[str, Any]", ...]
"""The reasons to go, as they were said when the plan was made: plain values, one mapping each."""

_CODE = re.compile(r"#?(R\d{6,})(?:-(\d{1,2}))?", re.IGNORECASE)
_PACE = Path(__file__).parents[1] / "resources" / "outreach" / "pace.toml"


@dataclass(frozen=True, slots=True)
class Outing:
    """What one crew is to do.

    Attributes:
        crew: ids of the staff who go together; may be empty while nobody is named.
        households: ids, in the order in which they are walked.
    """

    crew: tuple[str, ...]
    households: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """One household of a route.

    Attributes:
        place: in the whole plan, from 1 on, as printed on the route sheet.
        household: as it stands now; of a household that was joined into another, the other one.
        why: the reasons as they were said when the plan was made.
        visit_id: the visit that came of it, None as long as no result was written down.
    """

    place: int
    household: HouseholdRow
    why: Why
    visit_id: str | None


@dataclass(frozen=True, slots=True)
class Route:
    """One crew's way; `names` are those of the crew, `crew` their ids."""

    number: int
    crew: tuple[str, ...]
    names: tuple[str, ...]
    stops: tuple[PlannedStop, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A trip with its routes.

    Attributes:
        code: as its route sheets carry it: R, year, month, and a number within the month.
    """

    id: str
    code: str
    day: date
    part: Part
    note: str
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A trip in the list: its villages and people by name, its stops and how many were visited."""

    id: str
    code: str
    day: date
    part: Part
    note: str
    villages: tuple[str, ...]
    names: tuple[str, ...]
    stops: int
    visited: int


# A stop of a household that was joined into another is a stop at the other one.
_STOPS = """
    SELECT s.route, s.place, h.id, s.why,
        (SELECT t.id FROM visits t
         WHERE t.plan_id = s.plan_id AND t.household_id IN (s.household_id, h.id)
         ORDER BY t.id DESC LIMIT 1)
    FROM plan_stops s JOIN households k ON k.id = s.household_id
    JOIN households h ON h.id = coalesce(k.joined_id, k.id)
    WHERE s.plan_id = ? ORDER BY s.route, s.place
"""
_CREWS = """
    SELECT c.route, c.staff_id, s.name FROM plan_crew c JOIN staff s ON s.id = c.staff_id
    WHERE c.plan_id = ? ORDER BY c.route, c.id
"""
_LINES = """
    SELECT p.id, p.code, p.day, p.part, p.note,
        (SELECT json_group_array(name) FROM (
            SELECT v.name FROM plan_stops s JOIN households h ON h.id = s.household_id
            JOIN villages v ON v.id = h.village_id WHERE s.plan_id = p.id
            GROUP BY v.id ORDER BY v.walk_order, v.name)),
        (SELECT json_group_array(name) FROM (
            SELECT s.name FROM plan_crew c JOIN staff s ON s.id = c.staff_id
            WHERE c.plan_id = p.id ORDER BY c.route, c.id)),
        (SELECT count(*) FROM plan_stops s WHERE s.plan_id = p.id),
        (SELECT count(DISTINCT t.household_id) FROM visits t WHERE t.plan_id = p.id)
    FROM plans p ORDER BY p.day DESC, p.id DESC LIMIT ? OFFSET ?
"""
_WALK = """
    SELECT h.id, h.village_id, h.code, h.do_not_contact
    FROM json_each(?) c JOIN households h ON h.id = c.value
    LEFT JOIN villages v ON v.id = h.village_id
    ORDER BY v.walk_order IS NULL, v.walk_order, v.name, h.walk_order, h.number, h.id
"""


@cache
def pace() -> Pace:
    """How long doors, people and ways take; `resources/outreach/pace.toml`."""
    return Pace(**tomllib.loads(_PACE.read_text(encoding="utf-8")))


def read_code(text: str) -> tuple[str, int | None] | None:
    """Return what a route sheet carries, as typed or scanned: the code of its trip, and its route.

    "R261101-2" is the second route of a trip of several; None for any other text.
    """
    found = _CODE.fullmatch(text.strip())
    return (found[1].upper(), int(found[2]) if found[2] else None) if found else None


class Plans:
    """The planned trips of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def propose(self, people: Mapping[str, int], crews: int) -> tuple[tuple[str, ...], ...]:
        """Share households between crews in walking order, as fairly as stretches can be.

        Args:
            people: how many are to be spoken to, by id of household.
            crews: how many go out, at least 1.

        Returns:
            The ids of each crew's households, in walking order; no crew without any.
        """
        routes = shared(self._walked(people), crews, pace())
        return tuple(tuple(stop.household_id for stop in route) for route in routes)

    def minutes(self, route: Sequence[str], people: Mapping[str, int]) -> int:
        """Return how long a route takes, in minutes, walked in the order given."""
        found = {stop.household_id: stop for stop in self._walked(people)}
        return minutes([found[one] for one in route if one in found], pace())

    def _walked(self, people: Mapping[str, int]) -> list[Stop]:
        found = self._connection.rows(_WALK, (json.dumps(list(people)),))
        return [
            Stop(household_id, village_id, (place,), people[household_id])
            for place, (household_id, village_id, *_) in enumerate(found)
        ]

    def make(
        self,
        day: date,
        outings: Sequence[Outing],
        *,
        part: Part = "day",
        why: Mapping[str, Why] | None = None,
        note: str = "",
    ) -> str:
        """Keep a planned trip; inside a change.

        Args:
            day: when.
            outings: at least one with a household; those without any are left out.
            part: of the day.
            why: the reasons to go, by id of household.
            note: what else the crews should know.

        Returns:
            The id of the plan.

        Raises:
            StorageError: empty_plan; planned_twice (code); wants_no_visit (code); crew_twice.
        """
        plan_id = self._register.new_id()
        code = self._new_code(day)
        kept = {"id": plan_id, "code": code, "day": day, "part": part, "note": note}
        rows.insert(self._connection, "plans", kept)
        self._set_out(plan_id, outings, why or {})
        return plan_id

    def _new_code(self, day: date) -> str:
        month = f"R{day:%y%m}"
        last = self._connection.value(
            "SELECT max(CAST(substr(code, 6) AS INTEGER)) FROM plans WHERE substr(code, 1, 5) = ?",
            (month,),
        )
        return f"{month}{(last or 0) + 1:02d}"

    def save(
        self,
        plan_id: str,
        *,
        day: date,
        part: Part,
        outings: Sequence[Outing],
        why: Mapping[str, Why] | None = None,
        note: str = "",
    ) -> None:
        """Change a planned trip: its day, who goes, and which households in which order.

        A household that stays keeps the reasons it was planned for, and the trip its code, which
        may be on paper already; `why` is about households that are new. Inside a change.

        Raises:
            StorageError: no_such_row; stop_visited (code) when a household whose result is written
                down would go; and as `make`.
        """
        before = self.get(plan_id)
        stops = [stop for route in before.routes for stop in route.stops]
        staying = {one for outing in outings for one in outing.households}
        for stop in stops:
            if stop.visit_id is not None and stop.household.id not in staying:
                raise StorageError("stop_visited", code=stop.household.code)
        fields = {"day": day, "part": part, "note": note}
        rows.update(self._connection, "plans", plan_id, fields)
        self._clear(plan_id)
        kept = {stop.household.id: stop.why for stop in stops}
        self._set_out(plan_id, outings, {**(why or {}), **kept})

    def remove(self, plan_id: str) -> None:
        """Take a planned trip away; inside a change.

        Raises:
            StorageError: no_such_row; plan_visited (visited) when results were written down for it.
        """
        stops = [stop for route in self.get(plan_id).routes for stop in route.stops]
        visited = sum(stop.visit_id is not None for stop in stops)
        if visited:
            raise StorageError("plan_visited", visited=visited)
        self._clear(plan_id)
        self._connection.execute("DELETE FROM plans WHERE id = ?", (plan_id,))

    def _clear(self, plan_id: str) -> None:
        for table in ("plan_stops", "plan_crew"):
            self._connection.execute(f"DELETE FROM {table} WHERE plan_id = ?", (plan_id,))

    def _set_out(self, plan_id: str, outings: Sequence[Outing], why: Mapping[str, Why]) -> None:
        walked = [outing for outing in outings if outing.households]
        self._check(walked)
        place = 0
        for route, outing in enumerate(walked, start=1):
            for staff_id in outing.crew:
                crew = {"plan_id": plan_id, "route": route, "staff_id": staff_id}
                rows.insert(self._connection, "plan_crew", {"id": self._register.new_id(), **crew})
            for household_id in outing.households:
                place += 1
                stop = {
                    "id": self._register.new_id(),
                    "plan_id": plan_id,
                    "route": route,
                    "place": place,
                    "household_id": household_id,
                    "why": json.dumps(why.get(household_id, ()), ensure_ascii=False),
                }
                rows.insert(self._connection, "plan_stops", stop)

    def _check(self, walked: Sequence[Outing]) -> None:
        if not walked:
            raise StorageError("empty_plan")
        crew = [one for outing in walked for one in outing.crew]
        if len(set(crew)) < len(crew):
            raise StorageError("crew_twice")
        chosen = [one for outing in walked for one in outing.households]
        known = {row[0]: row for row in self._connection.rows(_WALK, (json.dumps(chosen),))}
        seen: set[str] = set()
        for household_id in chosen:
            if household_id not in known:
                raise StorageError("no_such_row", kind="households")
            _, _, code, left_alone = known[household_id]
            if household_id in seen:
                raise StorageError("planned_twice", code=code)
            if left_alone:
                raise StorageError("wants_no_visit", code=code)
            seen.add(household_id)

    def get(self, plan_id: str) -> Plan:
        """Return one trip with its routes; households as they are on its day.

        Raises:
            StorageError: no_such_row.
        """
        head = self._connection.row(
            "SELECT id, code, day, part, note FROM plans WHERE id = ?", (plan_id,)
        )
        if head is None:
            raise StorageError("no_such_row", kind="plans")
        day = date.fromisoformat(head[2])
        found = self._connection.rows(_STOPS, (plan_id,))
        homes = self._register.households.rows([row[2] for row in found], day)
        stops: dict[int, list[PlannedStop]] = {}
        for route, place, household_id, why, visit_id in found:
            stop = PlannedStop(place, homes[household_id], tuple(json.loads(why)), visit_id)
            stops.setdefault(route, []).append(stop)
        crews = self._connection.rows(_CREWS, (plan_id,))
        routes = tuple(
            Route(
                route,
                tuple(staff_id for number, staff_id, _ in crews if number == route),
                tuple(name for number, _, name in crews if number == route),
                tuple(walked),
            )
            for route, walked in stops.items()
        )
        return Plan(plan_id, head[1], day, head[3], head[4], routes)

    def by_code(self, code: str) -> str:
        """Return the id of the trip whose route sheet carries a code, as `read_code` reads it.

        Raises:
            StorageError: no_such_plan (code), also for a route that the trip has not.
        """
        plain, route = read_code(code) or (code.strip().lstrip("#").upper(), None)
        found = self._connection.value(
            "SELECT id FROM plans p WHERE code = ?1 AND (?2 IS NULL OR EXISTS ("
            " SELECT 1 FROM plan_stops s WHERE s.plan_id = p.id AND s.route = ?2))",
            (plain, route),
        )
        if found is None:
            raise StorageError("no_such_plan", code=plain if route is None else f"{plain}-{route}")
        return str(found)

    def next(self, on: date) -> str | None:
        """Return the id of the first trip from a day on, else of the latest before it."""
        found = self._connection.value(
            "SELECT id FROM plans ORDER BY day < ?1, CASE WHEN day < ?1 THEN NULL ELSE day END,"
            " day DESC, id LIMIT 1",
            (on.isoformat(),),
        )
        return None if found is None else str(found)

    def list(self, *, limit: int = -1, offset: int = 0) -> tuple[PlanLine, ...]:
        """Return the planned trips, the latest day first."""
        return tuple(
            PlanLine(
                id=row[0],
                code=row[1],
                day=date.fromisoformat(row[2]),
                part=row[3],
                note=row[4],
                villages=tuple(json.loads(row[5])),
                names=tuple(json.loads(row[6])),
                stops=row[7],
                visited=row[8],
            )
            for row in self._connection.rows(_LINES, (limit, offset))
        )
