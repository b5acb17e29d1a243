"""The shipped law, and a register with one household in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rules.policy import Policy
from storage import Register, open_register
from storage.enrolling import Circumstances, HiMember
from storage.policies import shipped_policy


@dataclass(frozen=True)
class Family:
    """The ids of a household of three in Thanh Hóa, whose province adds nothing of its own."""

    household: str
    head: str
    wife: str
    son: str


@pytest.fixture(scope="session")
def policy() -> Policy:
    return shipped_policy()


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    def clock() -> datetime:
        return datetime(2026, 11, 22, 8, tzinfo=UTC)

    with open_register(tmp_path / "so.sas", clock=clock, create=True) as opened:
        yield opened


@pytest.fixture
def family(register: Register) -> Family:
    with register.change("Lập sổ"):
        register.office.save(name="Xã Mẫu", province_code="38")
        village = register.villages.add("Thôn Đông")
        household = register.households.add(village_id=village, number="12")
        add = register.people.add
        return Family(
            household,
            add(name="Nguyễn Văn Đỗ", household_id=household, relation="head", sex="male"),
            add(name="Trần Thị Hoà", household_id=household, relation="wife", sex="female"),
            add(name="Nguyễn Đức Ánh", household_id=household, relation="son", sex="male"),
        )


def join(register: Register, family: Family, *people: str, day: date, months: int = 12) -> None:
    """Enrol people in health insurance as a household, paid for on a day, in their order."""
    with register.change("Ghi đóng BHYT"):
        register.enrolments.enrol_hi(
            family.household,
            months=months,
            members=[HiMember(person, "household") for person in people],
            about=Circumstances(day),
        )
