"""Floor of an import: read the file with calamine and insert the same columns, raw."""

import time
from pathlib import Path

from python_calamine import CalamineWorkbook
from sqlcipher3 import dbapi2 as driver


def seconds(roster: Path, database: Path) -> float:
    """Time the reading of every sheet and one transaction that inserts its rows as text."""
    start = time.perf_counter()
    workbook = CalamineWorkbook.from_path(str(roster))
    connection = driver.connect(str(database), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE people (a TEXT, b TEXT, c TEXT, d TEXT, e TEXT, f TEXT, g TEXT, h TEXT,"
        " i TEXT, j TEXT, k TEXT) STRICT"
    )
    connection.execute("BEGIN IMMEDIATE")
    for name in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(name).to_python()
        connection.executemany(
            "INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ([str(cell) for cell in row] for row in rows),
        )
    connection.execute("COMMIT")
    connection.close()
    return time.perf_counter() - start
