"""Two households of three generations and one, for the stories of their life."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from rules.calendar import PartialDate
from storage import Register

ON = date(2026, 11, 22)
DAY = date(2026, 11, 20)

# name: household, relation, sex, born
_PEOPLE = {
    "Tuất": ("Vi Văn Tuất", "vi", "head", "male", PartialDate(1970, 3, 2)),
    "Mến": ("Lường Thị Mến", "vi", "wife", "female", PartialDate(1972)),
    "Bình": ("Vi Văn Bình", "vi", "son", "male", PartialDate(2000, 1, 15)),
    "Lành": ("Mai Thị Lành", "vi", "child_in_law", "female", PartialDate(2001, 7, 1)),
    "An": ("Vi Thị An", "vi", "grandchild", "female", PartialDate(2022, 4, 4)),
    "Chín": ("Vi Văn Chín", "vi", "son", "male", PartialDate(2012, 9, 9)),
    "Mận": ("Tống Thị Mận", "vi", "mother", "female", PartialDate(1945)),
    "Pán": ("Lò Văn Pán", "lo", "head", "male", PartialDate(1975, 5, 5)),
    "Xuyến": ("Hà Thị Xuyến", "lo", "wife", "female", PartialDate(1976, 6, 6)),
    "Dung": ("Lò Thị Dung", "lo", "daughter", "female", PartialDate(2003, 2, 2)),
}


@dataclass
class Family:
    """Two households by short names, with what the stories ask of them."""

    register: Register
    homes: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.ids[name] if name in self.ids else self.homes[name]

    @contextmanager
    def act(self, what: str = "Việc của hộ") -> Iterator[Any]:
        with self.register.change(what):
            yield self.register.life

    def living(self, home: str) -> dict[str, str | None]:
        """Who lives in a household: last name to relation."""
        people = self.register.people.of_household(self.homes.get(home, home))
        return {
            one.name.split()[-1]: one.relation for one in people if one.status in {"here", "away"}
        }

    def why(self, home: str) -> list[tuple[str, str | None]]:
        """The events of a household, the first first: kind, and the last name of the person."""
        events = self.register.life.of_household(self.homes.get(home, home))
        return [
            (one.kind, one.person.split()[-1] if one.person else None) for one in reversed(events)
        ]


@pytest.fixture
def family(register: Register) -> Family:
    found = Family(register)
    with register.change("Lập sổ"):
        register.office.save(name="Xã Mẫu", province_code="38")
        village = register.villages.add("Thôn Đông")
        for number, name in enumerate(("vi", "lo"), 1):
            found.homes[name] = register.households.add(village_id=village, number=str(number))
        for short, (name, home, relation, sex, born) in _PEOPLE.items():
            found.ids[short] = register.people.add(
                name=name,
                household_id=found.homes[home],
                relation=relation,
                sex=sex,  # type: ignore[arg-type]
                born=born,
            )
    return found


@pytest.fixture
def unchanged(
    register: Register, everything: Callable[[Register], dict[str, list[Any]]]
) -> Callable[[], Any]:
    """Everything in every journaled table, and in the journal."""

    def read() -> Any:
        journal = register.connection.rows("SELECT * FROM changes")
        rows = register.connection.rows("SELECT * FROM change_rows")
        counters = register.connection.rows("SELECT * FROM sqlite_sequence")
        return everything(register), journal, rows, counters

    return read
