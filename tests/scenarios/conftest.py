"""A register of its own for each story of the field, and a quick way to people its villages."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rules.calendar import PartialDate
from storage import Register, open_register
from storage.rows import insert_many

Populate = Callable[..., list[str]]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    def clock() -> datetime:
        return datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

    with open_register(tmp_path / "so.sas", clock=clock, actor="Hà", create=True) as opened:
        yield opened


@pytest.fixture
def populate(register: Register) -> Populate:
    """Return a function that puts people into a village; the first ones have a card, by a list.

    Of those after them, ``told`` are known to have none, and of the rest nothing is known.
    """

    def fill(village: str, people: int, *, covered: int = 0, told: int = 0) -> list[str]:
        first = register.people.add(
            name="Vi Văn Tuất", village_id=village, born=PartialDate(1980, 5, 8)
        )
        ids = [first, *(register.new_id() for _ in range(people - 1))]
        columns = "village_id, name, sort_key, folded, born, status"
        register.connection.execute(
            f"INSERT INTO people (id, {columns}) SELECT m.value, {columns}"
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

    return fill
