"""All that hangs on the record of one person, and how it goes over to another record."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.connection import Connection
    from storage.register import Register

# Where two records of one person often say the same thing twice, and what in a row does not
# matter for that. An enrolment is never the double of another: each has its own receipt.
_DOUBLED = {
    "covers": frozenset({"id", "person_id", "source", "source_id"}),
    "visit_results": frozenset({"id", "person_id"}),
    "life_events": frozenset({"id", "person_id"}),
    "earlier_spells": frozenset({"id", "person_id"}),
    "calls": frozenset({"id", "person_id"}),
    # on one list, or moved on one day at one event, under whichever record
    "event_people": frozenset({"id", "person_id", "name"}),
    "non_cash_moves": frozenset({"id", "person_id", "name", "village_id"}),
}
_REFERRING = """
    SELECT m.name FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
    WHERE m.type = 'table' AND f."table" = 'people' AND f."from" = 'person_id' ORDER BY m.name
"""


def count_facts(register: Register, person_id: str) -> dict[str, int]:
    """Return how many rows of each table hang on a person; tables with none are left out."""
    connection = register.connection
    counts = {
        table: int(
            connection.value(f"SELECT count(*) FROM {table} WHERE person_id = ?", (person_id,))
        )
        for table in connection.column(_REFERRING)
    }
    return {table: count for table, count in counts.items() if count}


def give_facts(register: Register, kept_id: str, other_id: str) -> None:
    """Give everything that hangs on one record to another; inside a change.

    What both say word for word is kept once; the record itself stays, with nothing left on it.
    """
    connection = register.connection
    for table in list(connection.column(_REFERRING)):
        if table in _DOUBLED:
            _drop_doubled(connection, table, kept_id, other_id)
        connection.execute(
            f"UPDATE {table} SET person_id = ? WHERE person_id = ?", (kept_id, other_id)
        )
    _give_differences(register, kept_id, other_id)


def remove_person(register: Register, person_id: str) -> None:
    """Remove a record on which nothing hangs any more; inside a change.

    Raises:
        StorageError: not_allowed when something still hangs on it.
    """
    register.connection.execute("DELETE FROM people WHERE id = ?", (person_id,))


def _drop_doubled(connection: Connection, table: str, kept_id: str, other_id: str) -> None:
    columns = connection.column("SELECT name FROM pragma_table_info(?)", (table,))
    alike = " AND ".join(f"k.{name} IS {table}.{name}" for name in columns if _tells(table, name))
    spared = " AND source <> 'enrolment'" if table == "covers" else ""
    connection.execute(
        f"DELETE FROM {table} WHERE person_id = ?{spared}"
        f" AND EXISTS (SELECT 1 FROM {table} k WHERE k.person_id = ? AND {alike})",
        (other_id, kept_id),
    )


def _tells(table: str, column: str) -> bool:
    return column not in _DOUBLED[table]


def _give_differences(register: Register, kept_id: str, other_id: str) -> None:
    """Whoever is known to be somebody else than the one is somebody else than the other, too."""
    connection = register.connection
    for row_id, one, two in connection.rows(
        "SELECT id, one_id, other_id FROM different_people WHERE one_id = ?1 OR other_id = ?1",
        (other_id,),
    ):
        connection.execute("DELETE FROM different_people WHERE id = ?", (row_id,))
        pair = sorted((kept_id, two if one == other_id else one))
        if pair[0] != pair[1]:
            connection.execute(
                "INSERT OR IGNORE INTO different_people (id, one_id, other_id) VALUES (?, ?, ?)",
                (row_id, *pair),
            )
