"""Rows of later lists that said what an import had written: they lean on it, though unwritten."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.connection import Connection

_OF_PEOPLE = """
    SELECT row_id, before, after FROM change_rows
    WHERE change = ? AND table_name = 'people' AND before IS NOT NULL AND after IS NOT NULL
"""
_OF_COVER = """
    SELECT json_extract(after, '$.person_id'), 'cover_' || json_extract(after, '$.scheme')
    FROM change_rows WHERE change = ? AND table_name = 'covers' AND before IS NULL
"""
_OF_STANDINGS = """
    SELECT p.id, 'standing' FROM change_rows b
    CROSS JOIN people p ON p.household_id = json_extract(b.after, '$.household_id')
    WHERE b.change = ? AND b.table_name = 'standings' AND b.after IS NOT NULL
"""
_LATER = """
    SELECT import_id, id, person_id, record FROM import_rows WHERE import_id > ?
    AND person_id IN (SELECT value FROM json_each(?)) AND record LIKE '{"agreed"%'
    ORDER BY import_id DESC, id
"""


def agreeing_rows(connection: Connection, seq: int) -> Iterator[str]:
    """Yield a row of each later list that found what an import wrote, the newest list first.

    Args:
        connection: to the register.
        seq: the number of the change; one that is no import has no such rows.
    """
    import_id = connection.value(
        "SELECT row_id FROM change_rows WHERE change = ? AND table_name = 'imports'"
        " AND before IS NULL",
        (seq,),
    )
    if import_id is None:
        return
    written = _written(connection, seq)
    told: set[str] = set()
    for list_id, row_id, person_id, record in connection.rows(
        _LATER, (import_id, json.dumps(list(written)))
    ):
        if list_id not in told and not written[person_id].isdisjoint(json.loads(record)["agreed"]):
            told.add(list_id)
            yield row_id


def _written(connection: Connection, seq: int) -> dict[str, set[str]]:
    """Return what a change wrote of people who were there before, by person."""
    written: dict[str, set[str]] = defaultdict(set)
    for person_id, was, is_now in connection.rows(_OF_PEOPLE, (seq,)):
        before, after = json.loads(was), json.loads(is_now)
        written[person_id] |= {name for name in after if before.get(name) != after[name]}
    for query in (_OF_COVER, _OF_STANDINGS):
        for person_id, name in connection.rows(query, (seq,)):
            written[person_id].add(name)
    return written
