"""Who has to be seen again, who agreed and has not enrolled yet, who is never found at home.

Everything is worked out from the visits and the day asked about; nothing is kept beside them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from storage import rows
from storage.appointments import promises

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from storage.appointments import Promise
    from storage.register import Register
    from storage.visits import VisitResult


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A day on which somebody was promised another visit.

    Attributes:
        person_id: to whom it was promised; None for the whole household.
        person: that person, else the head, else any member; "" in an empty household.
        phone: of that person, else of anybody of the household; "" for none.
        late: days since then; 0 today, negative in days to come.
        visit_id: the visit at which it was promised.
        open: what was said there and is not settled by an enrolment: what to come back about.
    """

    household_id: str
    code: str
    village_id: str | None
    village: str
    person_id: str | None
    person: str
    phone: str
    day: date
    late: int
    visit_id: str
    visited: date
    visitor: str
    note: str
    open: tuple[VisitResult, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """Somebody who agreed at the latest visit that asked, and has not enrolled since.

    Attributes:
        person_id: None where the whole household agreed.
        person: that person, else the head.
        scheme: None where nobody wrote down which.
        received: đồng handed over at the door; None where nothing was.
        visitor_id: who went, and so took the money.
    """

    household_id: str
    code: str
    village: str
    person_id: str | None
    person: str
    scheme: Literal["hi", "vsi"] | None
    day: date
    visit_id: str
    received: int | None
    visitor_id: str | None
    visitor: str


# Whoever was promised a day; a promise goes with the person, and with a household that was joined.
_CANDIDATES = """
    WITH promised (household) AS (
        SELECT household_id FROM visits WHERE next_day <= :until
        UNION SELECT t.household_id FROM visit_results r JOIN visits t ON t.id = r.visit_id
        WHERE r.next_day <= :until
        UNION SELECT p.household_id FROM visit_results r JOIN people p ON p.id = r.person_id
        WHERE r.next_day <= :until
    )
    SELECT DISTINCT k.id FROM promised
    JOIN households h ON h.id = promised.household
    JOIN households k ON k.id = coalesce(h.joined_id, h.id)
    WHERE k.status = 'here' AND NOT k.do_not_contact
"""
_HOMES = """
    SELECT h.id, h.code, h.village_id, coalesce(v.name, ''),
        coalesce((SELECT p.name FROM people p WHERE p.household_id = h.id
            AND p.status IN ('here', 'away') ORDER BY p.relation = 'head' DESC, p.seq LIMIT 1), ''),
        coalesce((SELECT p.phone FROM people p WHERE p.household_id = h.id AND p.phone <> ''
            AND p.status IN ('here', 'away') ORDER BY p.relation = 'head' DESC, p.seq LIMIT 1), '')
    FROM households h LEFT JOIN villages v ON v.id = h.village_id
    WHERE h.id IN (SELECT value FROM json_each(?))
"""
_PEOPLE = """
    SELECT id, name, coalesce(phone, ''), do_not_contact FROM people
    WHERE id IN (SELECT value FROM json_each(?))
"""
_ENROLLED = """
    SELECT person_id, scheme, max(day) FROM enrolments
    WHERE void_day IS NULL AND day <= ? AND person_id IN (SELECT value FROM json_each(?))
    GROUP BY person_id, scheme
"""
# With one max() in a group, the other columns are those of its row: the latest result.
_AGREED = """
    WITH said AS MATERIALIZED (
        SELECT r.person_id, r.scheme, r.result, r.received, t.day, t.id AS visit, t.visitor_id,
            h.id AS visited, coalesce(h.joined_id, h.id) AS home,
            max(t.day || t.id || r.id)
        FROM visit_results r JOIN visits t ON t.id = r.visit_id
        JOIN households h ON h.id = t.household_id WHERE t.day <= :on
        GROUP BY coalesce(r.person_id, h.id), r.scheme
    )
    SELECT k.id, k.code, coalesce(v.name, ''), p.id, coalesce(p.name, (
            SELECT m.name FROM people m WHERE m.household_id = k.id
            AND m.status IN ('here', 'away') ORDER BY m.relation = 'head' DESC, m.seq LIMIT 1), ''),
        s.scheme, s.day, s.visit, s.received, s.visitor_id, coalesce(w.name, '')
    FROM said s LEFT JOIN people p ON p.id = s.person_id
    JOIN households k ON k.id = CASE WHEN s.person_id IS NULL THEN s.home ELSE p.household_id END
    LEFT JOIN villages v ON v.id = k.village_id LEFT JOIN staff w ON w.id = s.visitor_id
    WHERE s.result = 'agreed' AND k.status = 'here'
    AND (p.id IS NULL OR p.status IN ('here', 'away'))
    AND NOT EXISTS (
        SELECT 1 FROM enrolments e WHERE e.person_id = s.person_id
        AND e.void_day IS NULL AND e.day >= s.day AND e.scheme = coalesce(s.scheme, e.scheme))
    AND NOT EXISTS (
        SELECT 1 FROM people m JOIN enrolments e ON e.person_id = m.id
        WHERE s.person_id IS NULL AND m.household_id = s.home
        AND e.void_day IS NULL AND e.day >= s.day AND e.scheme = coalesce(s.scheme, e.scheme))
    ORDER BY s.day DESC, s.visit DESC, k.code, p.seq, s.scheme
"""
_MET = """
    SELECT coalesce(h.joined_id, h.id), max(r.result <> 'absent')
    FROM visits t JOIN households h ON h.id = t.household_id
    JOIN visit_results r ON r.visit_id = t.id
    WHERE t.day <= ? GROUP BY t.id ORDER BY t.day DESC, t.id DESC
"""


def due(register: Register, on: date, *, ahead: int = 7) -> tuple[FollowUp, ...]:
    """Return who should be seen again: overdue first, then today, then the days to come.

    The latest visit decides. Whoever has enrolled since in what was talked about is not due any
    more, nor is a household that asked to be left alone.

    Args:
        register: the register.
        on: today.
        ahead: how many days to come are looked at.
    """
    until = on + timedelta(days=ahead)
    ids = list(register.connection.column(_CANDIDATES, {"until": until.isoformat()}))
    found = promises(register.connection, ids, until)
    return _Gathered(register, found, on).follow_ups()


class _Gathered:
    """The facts of some promises, read in as many queries as there are kinds of facts."""

    def __init__(self, register: Register, found: Sequence[Promise], on: date) -> None:
        self._found = found
        self._on = on

        def read(sql: str, ids: Iterable[object], *before: object) -> list[Any]:
            return register.connection.rows(sql, (*before, json.dumps(list(ids))))

        self._homes = {row[0]: row for row in read(_HOMES, {one.household_id for one in found})}
        visits = {one.visit_id for one in found}
        self._visits = {one.id: one for one in register.visits.among(visits)}
        results = [result for visit in self._visits.values() for result in visit.results]
        people = {one.person_id for one in found} | {one.person_id for one in results}
        people.discard(None)
        self._people = {row[0]: row for row in read(_PEOPLE, people)}
        self._enrolled: dict[str, dict[str, date]] = defaultdict(dict)
        for person_id, scheme, day in read(_ENROLLED, people, on.isoformat()):
            self._enrolled[person_id][scheme] = date.fromisoformat(day)

    def follow_ups(self) -> tuple[FollowUp, ...]:
        made = (self._follow_up(one) for one in self._found)
        return tuple(one for one in made if one is not None)

    def _follow_up(self, one: Promise) -> FollowUp | None:
        visit = self._visits[one.visit_id]
        said = [
            result
            for result in visit.results
            if one.person_id is None or result.person_id == one.person_id
        ]
        still = tuple(result for result in said if not self._settled(result, visit.day))
        if not still:
            return None
        _, code, village_id, village, head, phone = self._homes[one.household_id]
        name = head
        if one.person_id is not None:
            _, name, own, left_alone = self._people[one.person_id]
            if left_alone:
                return None
            phone = own or phone
        return FollowUp(
            household_id=one.household_id,
            code=code,
            village_id=village_id,
            village=village,
            person_id=one.person_id,
            person=name,
            phone=phone,
            day=one.day,
            late=(self._on - one.day).days,
            visit_id=visit.id,
            visited=visit.day,
            visitor=visit.visitor or "",
            note=visit.note,
            open=still,
        )

    def _settled(self, result: VisitResult, visited: date) -> bool:
        """Whether somebody has enrolled since in what a result is about."""
        if result.person_id is None:
            return False
        enrolled = self._enrolled[result.person_id]
        days = enrolled.values() if result.scheme is None else [enrolled.get(result.scheme)]
        return any(day is not None and day >= visited for day in days)


def agreed(register: Register, on: date) -> tuple[Agreed, ...]:
    """Return who agreed and has not enrolled since, the latest visit first."""
    found = register.connection.rows(_AGREED, {"on": on.isoformat()})
    return tuple(
        rows.made(Agreed, (*row[:6], date.fromisoformat(row[6]), *row[7:])) for row in found
    )


def nobody_met(register: Register, on: date) -> dict[str, int]:
    """Return how many times in a row, up to the latest visit, a household met nobody.

    Households of which somebody was met the last time are left out.
    """
    runs: dict[str, int] = {}
    ended: set[str] = set()
    for home, met in register.connection.rows(_MET, (on.isoformat(),)):
        if met:
            ended.add(home)
        elif home not in ended:
            runs[home] = runs.get(home, 0) + 1
    return runs
