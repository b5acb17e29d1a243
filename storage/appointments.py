"""Days promised to households at visits, wherever their people live by now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from storage import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.connection import Connection


@dataclass(frozen=True, slots=True)
class Promise:
    """A day promised at a visit, to a household or to one member of it, that stands today."""

    household_id: str
    day: date
    person_id: str | None
    visit_id: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """A day promised to a household; with ``person_id`` where it was promised to one member."""

    household_id: str
    day: date
    person_id: str | None
    person: str


# A promise goes with the people: visits to a household that was joined into another are the other
# one's, and what a person was promised elsewhere is the household's where that person lives now.
# It stands until the next visit to the same household, or to the new one from that day on.
_STANDING = """
    WITH chosen (id) AS (SELECT value FROM json_each(:ids)),
    homes (visited, home) AS (
        SELECT id, id FROM chosen
        UNION SELECT h.id, h.joined_id FROM chosen c JOIN households h ON h.joined_id = c.id
    ),
    touching (home, visited, visit, day, next_day, own) AS (
        SELECT m.home, m.visited, t.id, t.day, t.next_day, 1
        FROM homes m JOIN visits t ON t.household_id = m.visited
        UNION
        SELECT c.id, t.household_id, t.id, t.day, NULL, 0
        FROM chosen c JOIN people p ON p.household_id = c.id AND p.status IN ('here', 'away')
        JOIN visit_results r ON r.person_id = p.id JOIN visits t ON t.id = r.visit_id
        WHERE NOT EXISTS (
            SELECT 1 FROM homes m WHERE m.visited = t.household_id AND m.home = c.id)
    ),
    latest AS MATERIALIZED (
        SELECT *, row_number() OVER (
            PARTITION BY home, visited ORDER BY day DESC, visit DESC) AS place
        FROM touching
    ),
    promised (home, visited, visit, made, day, person) AS (
        SELECT home, visited, visit, day, next_day, NULL FROM latest
        WHERE place = 1 AND next_day IS NOT NULL
        UNION ALL
        SELECT l.home, l.visited, l.visit, l.day, r.next_day, r.person_id
        FROM latest l JOIN visit_results r ON r.visit_id = l.visit
        LEFT JOIN people p ON p.id = r.person_id
        WHERE l.place = 1 AND r.next_day IS NOT NULL AND CASE WHEN r.person_id IS NULL THEN l.own
            ELSE p.household_id = l.home AND p.status IN ('here', 'away') END
    ),
    standing AS (
        SELECT * FROM promised p WHERE p.visited = p.home OR NOT EXISTS (
            SELECT 1 FROM visits t WHERE t.household_id = p.home AND t.day >= p.day
            AND (t.day, t.id) > (p.made, p.visit))
    )
"""
# The day for the whole household goes before those of its members.
_NEXT = f"""
    {_STANDING},
    days AS (
        SELECT home, coalesce(min(CASE WHEN person IS NULL THEN day END), min(day)) AS day
        FROM standing GROUP BY home, visit
    ),
    next AS MATERIALIZED (SELECT home, min(day) AS day FROM days GROUP BY home)
    SELECT l.home, max(CASE WHEN l.own THEN l.day END), max(n.day)
    FROM latest l LEFT JOIN next n ON n.home = l.home WHERE l.place = 1 GROUP BY l.home
"""
_ALL = f"""
    {_STANDING}
    SELECT DISTINCT s.home, s.day, s.person, coalesce(p.name, '')
    FROM standing s LEFT JOIN people p ON p.id = s.person
    WHERE s.day >= :since ORDER BY s.day, s.person IS NOT NULL, p.sort_key, s.home
"""
_PROMISES = f"""
    {_STANDING}
    SELECT DISTINCT home, day, person, visit FROM standing WHERE day <= :until
    ORDER BY day, home, person IS NOT NULL, person
"""


def latest_visits(
    connection: Connection, household_ids: Sequence[str]
) -> dict[str, tuple[date | None, date | None]]:
    """Return the day of the latest visit and of the next one promised, by household."""
    found = connection.rows(_NEXT, {"ids": json.dumps(list(household_ids))})
    return {row[0]: (rows.day(row[1]), rows.day(row[2])) for row in found}


def appointments(
    connection: Connection, household_ids: Sequence[str], since: date
) -> tuple[Appointment, ...]:
    """Return the days promised to households from a day on, the earliest first."""
    values = {"ids": json.dumps(list(household_ids)), "since": since.isoformat()}
    return tuple(
        Appointment(row[0], date.fromisoformat(row[1]), row[2], row[3])
        for row in connection.rows(_ALL, values)
    )


def promises(
    connection: Connection, household_ids: Sequence[str], until: date
) -> tuple[Promise, ...]:
    """Return what was promised to households up to a day and not kept yet, the earliest first.

    Whoever of a household was promised the day on which all of it is seen is seen then.
    """
    values = {"ids": json.dumps(list(household_ids)), "until": until.isoformat()}
    found = [
        Promise(row[0], date.fromisoformat(row[1]), row[2], row[3])
        for row in connection.rows(_PROMISES, values)
    ]
    whole = {(one.household_id, one.day, one.visit_id) for one in found if one.person_id is None}
    return tuple(
        one
        for one in found
        if one.person_id is None or (one.household_id, one.day, one.visit_id) not in whole
    )
