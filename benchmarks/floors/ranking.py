"""Floor of the ranking of households: the bare queries for what the register knows of them."""

import time
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite3

QUERIES = (
    (
        "SELECT h.id, h.village_id, h.collector_id, s.kind FROM households h"
        " LEFT JOIN standings s ON s.household_id = h.id WHERE h.status = 'here'"
    ),
    (
        "SELECT household_id, id, relation, sex, born, ethnic, seq FROM people"
        " WHERE household_id IS NOT NULL AND status IN ('here', 'away')"
    ),
    (
        "SELECT person_id, scheme, known, hi_group, start, until, dated FROM covers"
        " ORDER BY person_id, dated, id"
    ),
    (
        "SELECT person_id, sum(months), sum(supported_months), min(place) FROM enrolments"
        " WHERE void_day IS NULL GROUP BY person_id"
    ),
    (
        "SELECT t.household_id, t.id, t.day, t.next_day, r.person_id, r.scheme, r.result, r.reason,"
        " r.next_day FROM visits t JOIN visit_results r ON r.visit_id = t.id"
        " ORDER BY t.day DESC, t.id DESC"
    ),
)


def seconds(path: Path) -> float:
    """How long it takes to read it all, in an open file."""
    connection = sqlite3.connect(str(path))
    connection.execute("SELECT count(*) FROM people").fetchone()
    start = time.perf_counter()
    for query in QUERIES:
        connection.execute(query).fetchall()
    taken = time.perf_counter() - start
    connection.close()
    return taken
