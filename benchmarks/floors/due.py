"""Floor of the due list: the last day of every person in each scheme, grouped raw, and one page."""

import time
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

_BARE = """
    SELECT c.scheme, c.person_id, p.name, h.code, v.name, max(c.until) AS last
    FROM covers c JOIN people p ON p.id = c.person_id
    LEFT JOIN households h ON h.id = p.household_id LEFT JOIN villages v ON v.id = h.village_id
    WHERE c.known = 'covered' AND c.scheme IN ('hi', 'vsi') AND p.status IN ('here', 'away')
    GROUP BY c.scheme, c.person_id HAVING last BETWEEN ? AND date(?, '+90 days')
    ORDER BY last
"""


def seconds(register: Path, on: str) -> float:
    """Time the query and the reading of its rows, on a plain file."""
    connection = driver.connect(str(register))
    connection.execute("PRAGMA cache_size = -65536")
    start = time.perf_counter()
    connection.execute(_BARE, (on, on)).fetchall()
    taken = time.perf_counter() - start
    connection.close()
    return taken
