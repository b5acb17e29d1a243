"""Floor of a keystroke: the same FTS5 match with its ORDER BY on the stored key, raw."""

import time
from pathlib import Path

from sqlcipher3 import dbapi2 as driver


def seconds(register: Path, words: list[tuple[str, ...]]) -> list[float]:
    """Time the query of each keystroke, given as folded beginnings of words, on a plain file."""
    connection = driver.connect(str(register))
    connection.execute("PRAGMA cache_size = -65536")
    taken = []
    for typed in words:
        match = " ".join(f'"{word}"*' for word in typed)
        start = time.perf_counter()
        connection.execute(
            "SELECT p.name, p.born, p.personal_id, p.phone, h.code, v.name"
            " FROM people_fts f JOIN people p ON p.seq = f.rowid"
            " LEFT JOIN households h ON h.id = p.household_id"
            " LEFT JOIN villages v ON v.id = h.village_id"
            " WHERE people_fts MATCH ? ORDER BY p.sort_key, p.folded LIMIT 50",
            (match,),
        ).fetchall()
        taken.append(time.perf_counter() - start)
    connection.close()
    return taken
