"""Floor of the overview: cards in each village, whose card ends, who was promised a day."""

import time
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

_INSURED = """
    CREATE TEMP TABLE held (
        person_id TEXT PRIMARY KEY, hi INTEGER, vsi INTEGER, student INTEGER) WITHOUT ROWID
"""
_HELD = """
    INSERT INTO held SELECT person_id, max(scheme = 'hi'), max(scheme = 'vsi'),
        max(hi_group = 'student')
    FROM covers WHERE known = 'covered' AND ifnull(start, '') <= :on
        AND ifnull(until, '~') >= :on GROUP BY person_id
"""
_COVERED = """
    SELECT coalesce(h.village_id, p.village_id), count(*), sum(i.hi), sum(i.vsi), sum(i.student)
    FROM people p LEFT JOIN households h ON h.id = p.household_id
    LEFT JOIN held i ON i.person_id = p.id
    WHERE p.status IN ('here', 'away') GROUP BY 1
"""
_ENDING = """
    SELECT scheme, last <= date(:on, '+7 days'), count(*) FROM (
        SELECT c.scheme, c.person_id, max(c.until) AS last
        FROM covers c JOIN people p ON p.id = c.person_id
        WHERE c.known = 'covered' AND p.status IN ('here', 'away')
        GROUP BY c.scheme, c.person_id HAVING last BETWEEN :on AND date(:on, '+90 days'))
    GROUP BY 1, 2
"""
_PROMISED = """
    SELECT h.id, h.village_id, max(t.day) FROM visits t JOIN households h ON h.id = t.household_id
    WHERE t.next_day <= :on GROUP BY h.id
"""


def seconds(register: Path, on: str) -> float:
    """Time the three questions and the reading of their rows, on a plain file."""
    connection = driver.connect(str(register))
    connection.execute("PRAGMA cache_size = -65536")
    start = time.perf_counter()
    connection.execute(_INSURED)
    for question in (_HELD, _COVERED, _ENDING, _PROMISED):
        connection.execute(question, {"on": on}).fetchall()
    taken = time.perf_counter() - start
    connection.close()
    return taken
