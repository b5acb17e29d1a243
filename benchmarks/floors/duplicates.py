"""Floor of the search for people written twice: the same columns read, and grouped by one key."""

import time
from pathlib import Path

from sqlcipher3 import dbapi2 as driver


def seconds(register: Path) -> float:
    """Time one query over everybody and one pass into groups of a name and a day of birth."""
    connection = driver.connect(str(register))
    start = time.perf_counter()
    groups: dict[tuple[str, str], list[str]] = {}
    for row in connection.execute(
        "SELECT p.id, p.name, p.folded, p.sex, p.born, p.personal_id, p.si_number, p.hi_card,"
        " p.phone, p.household_id, v.id, v.name, p.status FROM people p"
        " LEFT JOIN households h ON h.id = p.household_id"
        " LEFT JOIN villages v ON v.id = coalesce(h.village_id, p.village_id)"
    ).fetchall():
        groups.setdefault((row[2], row[4]), []).append(row[0])
    sum(len(group) > 1 for group in groups.values())
    taken = time.perf_counter() - start
    connection.close()
    return taken
