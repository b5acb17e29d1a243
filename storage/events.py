"""Events at which people are reached: of which form, where, who came, and who joined there.

Who joined is told by the enrolments that were won at an event; only where nobody wrote names down
does a number stand for them (`event_totals`), and is always shown apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack, get_args

from rules.names import clean_name
from storage import rows
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.calendar import Month
    from storage.register import Register

Form = Literal[
    "launch",
    "conference",
    "dialogue",
    "small_group",
    "booth",
    "mobile_team",
    "loudspeaker",
    "association_meeting",
    "radio",
    "social_network",
    "training",
    "other",
]
FORMS: tuple[Form, ...] = get_args(Form)
State = Literal["planned", "held", "cancelled"]
What = Literal["joined_hi", "joined_vsi", "non_cash", "sponsored"]
TOTALS: tuple[What, ...] = get_args(What)


@dataclass(frozen=True, slots=True)
class Event:
    """One event.

    Attributes:
        form: one of `FORMS`; what an older program wrote is kept as it was written.
        reached: how many people came, at least as many as are listed; None where nobody counted.
        listed: how many of them are known by name.
        asked: how many asked something, `answered` how many of them were answered.
        joined: enrolments won there; `unnamed` people of whom only the number is known.
        non_cash, sponsored: the named and the unnamed ones together.
    """

    id: str
    day: date
    form: str
    theme: str
    place: str
    reached: int | None
    answered: int | None
    note: str
    state: State
    starts: str | None
    ends: str | None
    campaign_id: str | None
    village_id: str | None
    village: str
    hosts: str
    asked: int | None
    leaflets: int | None
    sheets: int | None
    often_asked: str
    listed: int
    joined: int
    unnamed: int
    non_cash: int
    sponsored: int

    @property
    def kind(self) -> Form:
        """The form it counts as: `other` where an older program wrote a form in its own words."""
        return next((form for form in FORMS if form == self.form), "other")


class EventFields(TypedDict, total=False):
    """What `Events.add` and `Events.save` take."""

    day: date
    form: str
    theme: str
    place: str
    reached: int | None
    answered: int | None
    note: str
    state: State
    starts: str | None
    ends: str | None
    campaign_id: str | None
    village_id: str | None
    hosts: str
    asked: int | None
    leaflets: int | None
    sheets: int | None
    often_asked: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """One who came; a person of the register, or a name written down."""

    id: str
    person_id: str | None
    name: str
    village: str
    household_id: str | None


@dataclass(frozen=True, slots=True)
class Joined:
    """One enrolment won at an event; `payable` in đồng."""

    enrolment_id: str
    person_id: str
    name: str
    village: str
    household_id: str | None
    scheme: Literal["hi", "vsi"]
    kind: Literal["new", "renewal", "rejoin"]
    months: int
    hi_group: str | None
    payable: int
    day: date


LISTED = "(SELECT count(*) FROM event_people l WHERE l.event_id = {event})"
REACHED = (
    f"CASE WHEN {{event}}.reached IS NULL AND {LISTED.format(event='{event}.id')} = 0 THEN NULL"
    f" ELSE max(ifnull({{event}}.reached, 0), {LISTED.format(event='{event}.id')}) END"
)
_TOTAL = "ifnull((SELECT sum(t.people) FROM event_totals t WHERE t.event_id = v.id AND {what}), 0)"
_MADE = "(SELECT count(*) FROM {table} m WHERE m.event_id = v.id)"


def _all(table: str, what: str) -> str:
    return f"{_MADE.format(table=table)} + {_TOTAL.format(what=f't.what = {what!r}')}"


_SELECT = f"""
    SELECT v.id, v.day, v.form, v.theme, v.place, {REACHED.format(event="v")}, v.answered, v.note,
        v.state, v.starts, v.ends, v.campaign_id, v.village_id, ifnull(p.name, ''), v.hosts,
        v.asked, v.leaflets, v.sheets, v.often_asked, {LISTED.format(event="v.id")},
        (SELECT count(*) FROM enrolments e WHERE e.won_event_id = v.id AND e.void_day IS NULL),
        {_TOTAL.format(what="t.what IN ('joined_hi', 'joined_vsi')")},
        {_all("non_cash_moves", "non_cash")}, {_all("sponsored_cards", "sponsored")}
    FROM events v LEFT JOIN villages p ON p.id = v.village_id
"""
_NEWEST = "ORDER BY v.day DESC, v.id DESC"
_PEOPLE = """
    SELECT a.id, a.person_id, coalesce(p.name, a.name), ifnull(v.name, ''), p.household_id
    FROM event_people a LEFT JOIN people p ON p.id = a.person_id
    LEFT JOIN households h ON h.id = p.household_id
    LEFT JOIN villages v ON v.id = coalesce(h.village_id, p.village_id)
    WHERE a.event_id = ? ORDER BY a.id
"""
_JOINED = """
    SELECT e.id, p.id, p.name, ifnull(v.name, ''), p.household_id, e.scheme, e.kind, e.months,
        e.hi_group, e.payable, e.day
    FROM enrolments e JOIN people p ON p.id = e.person_id
    LEFT JOIN households h ON h.id = p.household_id
    LEFT JOIN villages v ON v.id = coalesce(h.village_id, p.village_id)
    WHERE e.void_day IS NULL AND {where}
"""


class Events:
    """The events of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def list(self, *, limit: int = -1, offset: int = 0) -> tuple[Event, ...]:
        """Return events, newest first."""
        return self._read(f"{_NEWEST} LIMIT ? OFFSET ?", (limit, offset))

    def of_campaign(self, campaign_id: str | None) -> tuple[Event, ...]:
        """Return the events of a campaign, None for those of none, the first one first."""
        return self._read("WHERE v.campaign_id IS ? ORDER BY v.day, v.starts, v.id", (campaign_id,))

    def of_month(self, month: Month) -> tuple[Event, ...]:
        """Return the events of a month, whatever their campaign, the first one first."""
        days = (month.first.isoformat(), month.last.isoformat())
        return self._read("WHERE v.day BETWEEN ? AND ? ORDER BY v.day, v.starts, v.id", days)

    def get(self, event_id: str) -> Event:
        """Return one event.

        Raises:
            StorageError: no_such_row.
        """
        found = self._read("WHERE v.id = ?", (event_id,))
        if not found:
            raise StorageError("no_such_row", kind="events")
        return found[0]

    def _read(self, where: str, values: tuple[object, ...]) -> tuple[Event, ...]:
        found = self._connection.rows(f"{_SELECT} {where}", values)
        return tuple(Event(row[0], date.fromisoformat(row[1]), *row[2:]) for row in found)

    def count(self) -> int:
        """Return how many events there are."""
        return int(self._connection.value("SELECT count(*) FROM events"))

    def add(self, **fields: Unpack[EventFields]) -> str:
        """Add an event, with its day and its form; inside a change.

        Raises:
            StorageError: as `save`.
        """
        event_id = self._register.new_id()
        rows.insert(self._connection, "events", {"id": event_id, **_checked(fields)})
        return event_id

    def save(self, event_id: str, **fields: Unpack[EventFields]) -> None:
        """Change the fields named; inside a change.

        Raises:
            StorageError: event_ends_early (starts, ends); fewer_reached (reached, listed) when
                more people are listed than are said to have come; answered_more (asked, answered).
        """
        held = self.get(event_id)
        known: dict[str, Any] = {
            name: getattr(held, name) for name in ("starts", "ends", "asked", "answered")
        }
        _checked({**known, **fields})  # type: ignore[typeddict-item]  # of the event as it will be
        reached = fields.get("reached")
        if reached is not None and reached < held.listed:
            raise StorageError("fewer_reached", reached=reached, listed=held.listed)
        rows.update(self._connection, "events", event_id, dict(fields))

    def remove(self, event_id: str) -> None:
        """Take away an event written by mistake, with its list and its numbers; inside a change.

        Raises:
            StorageError: event_has_people (people) while somebody joined, moved to non-cash payment
                or was given a card there.
        """
        event = self.get(event_id)
        people = self._connection.value(
            "SELECT (SELECT count(*) FROM enrolments WHERE won_event_id = ?1)"
            " + (SELECT count(*) FROM non_cash_moves WHERE event_id = ?1)"
            " + (SELECT count(*) FROM sponsored_cards WHERE event_id = ?1)",
            (event.id,),
        )
        if people:
            raise StorageError("event_has_people", people=people)
        for table in ("event_people", "event_totals"):
            self._connection.execute(f"DELETE FROM {table} WHERE event_id = ?", (event_id,))
        self._connection.execute("DELETE FROM events WHERE id = ?", (event_id,))

    # Who came

    def attendees(self, event_id: str) -> tuple[Attendee, ...]:
        """Return who is known to have come, in the order written."""
        found = self._connection.rows(_PEOPLE, (event_id,))
        return tuple(rows.made(Attendee, row) for row in found)

    def attend(self, event_id: str, *, person_id: str | None = None, name: str = "") -> str:
        """Write that somebody came, a person of the register or a name; inside a change.

        Raises:
            StorageError: empty_name; already_came (name) when the person stands there.
        """
        name = clean_name(name)
        if person_id is None and not name:
            raise StorageError("empty_name")
        held = self._connection.value(
            "SELECT p.name FROM event_people a JOIN people p ON p.id = a.person_id"
            " WHERE a.event_id = ? AND a.person_id = ?",
            (event_id, person_id),
        )
        if held is not None:
            raise StorageError("already_came", name=held)
        row_id = self._register.new_id()
        fields = {"id": row_id, "event_id": event_id, "person_id": person_id, "name": name}
        rows.insert(self._connection, "event_people", fields)
        return row_id

    def stay_away(self, row_ids: Iterable[str]) -> None:
        """Take people off the list of who came; inside a change."""
        self._connection.executemany(
            "DELETE FROM event_people WHERE id = ?", ((row_id,) for row_id in row_ids)
        )

    # Who joined

    def joined(self, event_id: str) -> tuple[Joined, ...]:
        """Return the enrolments won at an event, the first one first."""
        return self._won(
            _JOINED.format(where="e.won_event_id = ?") + "ORDER BY e.day, e.id", event_id
        )

    def could_have_joined(self, event_id: str, *, limit: int = 50) -> tuple[Joined, ...]:
        """Return enrolments that have no event yet and may have been won at one, nearest first.

        They were paid on the day of the event or later; who came to it goes first, then who lives
        in its village.
        """
        came = "SELECT person_id FROM event_people WHERE event_id = v.id"
        sql = (
            _JOINED.replace("FROM enrolments e", "FROM events w CROSS JOIN enrolments e").format(
                where="e.won_event_id IS NULL AND e.day >= w.day AND w.id = ?"
            )
            + f"ORDER BY e.person_id IN ({came.replace('v.id', 'w.id')}) DESC,"
            " ifnull(v.id = w.village_id, 0) DESC, e.day, e.id LIMIT ?"
        )
        return self._won(sql, event_id, limit)

    def _won(self, sql: str, *values: object) -> tuple[Joined, ...]:
        return tuple(
            rows.made(Joined, (*row[:10], date.fromisoformat(row[10])))
            for row in self._connection.rows(sql, values)
        )

    def win(self, event_id: str, enrolment_ids: Iterable[str]) -> None:
        """Write that enrolments were won at an event, and not on a visit; inside a change."""
        self._connection.executemany(
            "UPDATE enrolments SET won_event_id = ?, won_visit_id = NULL WHERE id = ?",
            ((event_id, one) for one in enrolment_ids),
        )

    def release(self, enrolment_ids: Iterable[str]) -> None:
        """Write that enrolments were not won at an event after all; inside a change."""
        self._connection.executemany(
            "UPDATE enrolments SET won_event_id = NULL WHERE id = ?",
            ((one,) for one in enrolment_ids),
        )

    # Where only a number is known

    def totals(self, event_id: str) -> dict[What, int]:
        """Return the numbers told without names, those that are there."""
        return dict(
            self._connection.rows(
                "SELECT what, people FROM event_totals WHERE event_id = ?", (event_id,)
            )
        )

    def set_total(self, event_id: str, what: What, people: int) -> None:
        """Set how many people without a name; 0 for none; inside a change."""
        held = self._connection.value(
            "SELECT id FROM event_totals WHERE event_id = ? AND what = ?", (event_id, what)
        )
        if not people:
            self._connection.execute("DELETE FROM event_totals WHERE id = ?", (held,))
        elif held is not None:
            rows.update(self._connection, "event_totals", held, {"people": people})
        else:
            fields = {"id": self._register.new_id(), "event_id": event_id, "what": what}
            rows.insert(self._connection, "event_totals", {**fields, "people": people})


def _checked(fields: EventFields) -> EventFields:
    """Return the fields, of which none contradicts another.

    Raises:
        StorageError: event_ends_early, answered_more.
    """
    starts, ends = fields.get("starts"), fields.get("ends")
    if starts and ends and ends <= starts:
        raise StorageError("event_ends_early", starts=starts, ends=ends)
    asked, answered = fields.get("asked"), fields.get("answered")
    if asked is not None and answered is not None and answered > asked:
        raise StorageError("answered_more", asked=asked, answered=answered)
    return fields
