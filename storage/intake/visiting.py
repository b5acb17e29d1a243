"""A filled-in trip put to the register: every row gets its fate, nothing is written, nobody added.

Its rows name households and people by the register's own keys, so nothing is looked for by
likeness: who is gone since is told, and what was written down otherwise stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rules.calendar import shown_day
from storage.errors import StorageError
from storage.intake.lexicon import first_words
from storage.intake.plan import FieldChange, PlannedRow, PlannedVisit
from storage.intake.records import Rejected
from storage.visits import ResultInput

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from storage.intake.records import Reading, Record, VisitSaid
    from storage.plans import Plan as Trip
    from storage.register import Register
    from storage.visits import Visit

_Asked = tuple[str | None, str | None]


class VisitRows:
    """The rows of a filled-in trip, compared with the register.

    Attributes:
        rows: those that are taken, or say nothing new.
        rejected: those that cannot be taken.
        visits: what is to be written, one for each household.
    """

    def __init__(self, register: Register, reading: Reading) -> None:
        self.rows: list[PlannedRow] = []
        self.rejected: list[Rejected] = []
        self._register = register
        self._reading = reading
        self._reasons = register.refusal_reasons.titles()
        self._trips: dict[str, Trip | None] = {}
        self._homes: dict[tuple[str, str], _Home | None] = {}
        for record in reading.records:
            if record.visit is not None:
                self._take(record, record.visit)

    @property
    def visits(self) -> tuple[PlannedVisit, ...]:
        """What is to be written."""
        return tuple(home.planned() for home in self._homes.values() if home and home.has_news)

    def _take(self, record: Record, said: VisitSaid) -> None:
        home = self._home(said)
        person = record.own_key or None
        if home is None:
            trip = self._trip(said.plan)
            self._refuse(record, *(("no_such_trip", "plan_code") if trip is None else _GONE_HOME))
            return
        if person not in home.members:
            self._refuse(record, "left_household", "name")
            return
        blamed = home.blame(said, self._reasons)
        if blamed:
            self._refuse(record, *blamed)
            return
        asked = (person, said.scheme)
        result = ResultInput(
            said.result, person, said.scheme, _reason(said.reason, self._reasons),
            said.next_day, said.received,
        )  # fmt: skip
        if asked in home.rows:
            same = home.results[asked] == result
            if not same:
                self._refuse(record, "told_twice", "visit_result")
                return
            other = home.rows[asked]
            row = PlannedRow(record, "duplicate", person, "same_as_row", other_row=other)
        elif asked in home.written:
            if home.written[asked] != result:
                self._refuse(record, "written_otherwise", "visit_result")
                return
            row = PlannedRow(record, "unchanged", person)
        else:
            home.news.append(asked)
            row = PlannedRow(record, "updated", person, changes=tuple(_news(said)))
        home.rows.setdefault(asked, record.row)
        home.results.setdefault(asked, result)
        if record.note and record.note not in home.notes:
            home.notes.append(record.note)
        self.rows.append(row)

    def _trip(self, code: str) -> Trip | None:
        if code not in self._trips:
            plans = self._register.plans
            try:
                self._trips[code] = plans.get(plans.by_code(code))
            except StorageError:
                self._trips[code] = None
        return self._trips[code]

    def _home(self, said: VisitSaid) -> _Home | None:
        """Return the household of a row with its trip; of one joined into another, the other."""
        key = (said.plan, said.home)
        if key not in self._homes:
            trip = self._trip(said.plan)
            found = self._register.connection.value(
                "SELECT coalesce(joined_id, id) FROM households WHERE id = ?", (said.home,)
            )
            gone = trip is None or found is None
            self._homes[key] = None if gone or trip is None else self._opened(trip, str(found))
        return self._homes[key]

    def _opened(self, trip: Trip, household_id: str) -> _Home:
        register = self._register
        members = register.connection.column(
            "SELECT id FROM people WHERE household_id = ?", (household_id,)
        )
        people = frozenset({None, *members})
        stops = {
            stop.household.id: (stop.visit_id, next(iter(route.crew), None))
            for route in trip.routes
            for stop in route.stops
        }
        visit_id, visitor = stops.get(household_id, (None, None))
        day = min(trip.day, self._reading.on)
        visit = register.visits.get(visit_id) if visit_id else None
        plan_id = trip.id if household_id in stops else None
        return _Home(household_id, plan_id, visit.day if visit else day, visitor, people, visit)

    def _refuse(self, record: Record, why: str, column: str) -> None:
        said = record.visit
        day = said.next_day if said else None
        values = {
            "name": record.name,
            "plan_code": said.plan if said else "",
            "visit_result": first_words("visit_result")[said.result] if said else "",
            "visit_reason": said.reason if said else "",
            "visit_next": shown_day(day) if day else "",
            "visit_received": str(said.received) if said else "",
        }
        seen = next((one for one in self._reading.seen if one.column.field == column), None)
        at = seen.column if seen else None
        self.rejected.append(
            Rejected(
                sheet=record.sheet,
                row=record.row,
                column=at.heading if at else "",
                column_index=at.index if at else 0,
                value=values[column],
                why=why,
                name=record.name,
            )
        )


_FIELDS = {"next_day": "visit_next"}
_GONE_HOME = ("household_gone", "name")


@dataclass(slots=True)
class _Home:
    """One household of a trip, with what is written down of it and what its rows add.

    Among its members, who may be asked there, None is the household as a whole.
    """

    id: str
    plan_id: str | None
    day: dt.date
    visitor_id: str | None
    members: frozenset[str | None]
    visit: Visit | None
    news: list[_Asked] = field(default_factory=list)
    rows: dict[_Asked, int] = field(default_factory=dict)
    results: dict[_Asked, ResultInput] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def written(self) -> dict[_Asked, ResultInput]:
        """What the register holds of the visit."""
        return {(one.person_id, one.scheme): one for one in self._written()}

    def _written(self) -> Iterator[ResultInput]:
        for one in self.visit.results if self.visit else ():
            yield ResultInput(
                one.result, one.person_id, one.scheme, one.reason, one.next_day, one.received
            )

    @property
    def has_news(self) -> bool:
        """Whether a row adds anything."""
        return bool(self.news)

    def blame(self, said: VisitSaid, reasons: dict[str, str]) -> tuple[str, str] | None:
        """Return why a row cannot be, and in which column, None where it can."""
        if said.next_day is not None and said.next_day < self.day:
            return "promised_before", "visit_next"
        number = _number(said.reason)
        if number and number not in reasons:
            return "no_such_reason", "visit_reason"
        if said.reason and said.result == "agreed":
            return "agreed_with_reason", "visit_reason"
        if said.received and said.result != "agreed":
            return "money_without_yes", "visit_received"
        return None

    def planned(self) -> PlannedVisit:
        """What is to be written: the visit with what it had already."""
        before = self.visit.note if self.visit else ""
        notes = [before, *(note for note in self.notes if note not in before)]
        return PlannedVisit(
            household_id=self.id,
            plan_id=self.plan_id,
            visit_id=self.visit.id if self.visit else None,
            day=self.day,
            visitor_id=self.visitor_id,
            next_day=self.visit.next_day if self.visit else None,
            note="; ".join(note for note in notes if note),
            results=(*self._written(), *(self.results[asked] for asked in self.news)),
        )


def _news(said: VisitSaid) -> Iterator[FieldChange]:
    """What a row adds to the register, as the review shows it."""
    for name in ("scheme", "result", "reason", "next_day", "received"):
        value = getattr(said, name)
        if value not in {None, ""}:
            yield FieldChange(_FIELDS.get(name, f"visit_{name}"), None, value)


def _number(reason: str) -> str:
    """Return the number that a reason of the drop-down begins with: "4. Chờ hỏi người nhà"."""
    begins = reason.split(".", 1)[0].strip()
    return str(int(begins)) if begins.isascii() and begins.isdecimal() else ""


def _reason(reason: str, titles: dict[str, str]) -> str | None:
    if number := _number(reason):
        return number
    same = (number for number, title in titles.items() if title.casefold() == reason.casefold())
    return next(same, reason) or None
