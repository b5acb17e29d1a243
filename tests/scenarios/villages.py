"""A quick way to people the villages of a story."""

import json

from rules.calendar import PartialDate
from storage import Register
from storage.rows import insert_many

_DAYS = 15_000  # births from 1940 to 1981


def fill(
    register: Register, village: str, people: int, *, covered: int = 0, told: int = 0
) -> list[str]:
    """Put people into a village; the first ones have a card, by a list.

    Of those after them, ``told`` are known to have none, and of the rest nothing is known.
    """
    first = register.people.add(
        name="Vi Văn Tuất", village_id=village, born=PartialDate(1980, 5, 8)
    )
    ids = [first, *(register.new_id() for _ in range(people - 1))]
    # births differ, or whoever looks for doubles would compare everybody with everybody
    columns = "village_id, name, sort_key, folded, status"
    register.connection.execute(
        f"INSERT INTO people (id, born, {columns})"
        f" SELECT m.value, date('1940-01-01', (m.key % {_DAYS}) || ' days'), {columns}"
        " FROM json_each(?) m, people p WHERE p.id = ?",
        (json.dumps(ids[1:]), first),
    )
    facts = [(one, "covered") for one in ids[:covered]]
    facts += [(one, "not_covered") for one in ids[covered : covered + told]]
    insert_many(
        register.connection,
        "covers",
        ("id", "person_id", "scheme", "known", "dated", "source"),
        ((register.new_id(), one, "hi", known, "2025-01-01", "import") for one, known in facts),
    )
    return ids
