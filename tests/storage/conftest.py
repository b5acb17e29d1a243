"""A register in a temporary folder, and one with a little commune in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rules.calendar import PartialDate
from storage import Register, open_register
from storage.schema import UNJOURNALED


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, **step: float) -> None:
        self.time += timedelta(**step)


@dataclass(frozen=True)
class Place:
    """The ids of what `furnished` holds."""

    village: str
    other_village: str
    household: str
    empty_household: str
    head: str
    wife: str
    child: str
    collector: str
    clerk: str


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "so.sas"


@pytest.fixture
def register(path: Path, clock: Clock) -> Iterator[Register]:
    with open_register(path, clock=clock, actor="Hà", create=True) as opened:
        yield opened


@pytest.fixture
def place(register: Register) -> Place:
    """Fill the register with a household of three, an empty one, two villages and two staff."""
    with register.change("Lập sổ"):
        register.office.save(name="Xã Mẫu", province_code="38")
        village = register.villages.add("Thôn Đông")
        other = register.villages.add("Thôn Tây")
        household = register.households.add(village_id=village, number="12")
        people = register.people
        head = people.add(
            name="Nguyễn Văn Đỗ",
            household_id=household,
            relation="head",
            sex="male",
            born=PartialDate(1979, 8, 5),
            personal_id="038079001234",
            phone="0912345678",
        )
        wife = people.add(
            name="Trần Thị Hoà",
            household_id=household,
            relation="wife",
            sex="female",
            born=PartialDate(1981),
            si_number="3800123456",
        )
        child = people.add(
            name="Nguyễn Thị Ánh",
            household_id=household,
            relation="daughter",
            sex="female",
            born=PartialDate(2015, 3),
        )
        return Place(
            village=village,
            other_village=other,
            household=household,
            empty_household=register.households.add(village_id=other, number="3"),
            head=head,
            wife=wife,
            child=child,
            collector=register.staff.add(name="Lê Thị Thu", roles=("collector",)),
            clerk=register.staff.add(name="Bùi An", roles=("clerk", "signer")),
        )


@pytest.fixture
def everything() -> Callable[[Register], dict[str, list[Any]]]:
    """Return a function that reads every column of every journaled row."""

    def read(register: Register) -> dict[str, list[Any]]:
        tables = register.connection.column(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            " AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_%' ESCAPE '\\'"
        )
        return {
            table: register.connection.rows(f"SELECT * FROM {table} ORDER BY id")
            for table in tables
            if table not in UNJOURNALED
        }

    return read


@pytest.fixture
def today() -> date:
    return date(2026, 11, 22)
