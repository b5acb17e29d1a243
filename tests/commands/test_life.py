"""`show … household` and `list` after a family has changed."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storage import open_register
from tests.commands.conftest import Run

DAY = date(2026, 11, 20)
ON = "2026-11-22"


@pytest.fixture
def codes(tmp_path: Path) -> dict[str, str]:
    """A household that was joined into another, and one that left; codes by name."""
    path = tmp_path / "so.sas"

    def clock() -> datetime:
        return datetime(2026, 11, 22, 8, tzinfo=UTC)

    with open_register(path, clock=clock, create=True) as register:
        with register.change("Lập sổ"):
            homes = {name: register.households.add() for name in ("vi", "lo", "ha")}
            for name, home in homes.items():
                register.people.add(
                    name=f"{name} Văn Tuất".title(), household_id=home, relation="head"
                )
        with register.change("Việc của hộ"):
            register.life.join(homes["lo"], homes["vi"], day=DAY)
            register.life.household_leaves(homes["ha"], day=DAY, where="Đắk Lắk")
        return {name: register.households.get(home).code for name, home in homes.items()}


def test_a_household_tells_its_life(run: Run, tmp_path: Path, codes: dict[str, str]) -> None:
    path = tmp_path / "so.sas"
    stays = run("show", path, "household", codes["vi"], "--on", ON, "--json").json
    joined = run("show", path, "household", codes["lo"], "--on", ON, "--json").json
    assert joined == stays
    assert [one["name"] for one in joined["members"]] == ["Vi Văn Tuất", "Lo Văn Tuất"]
    assert [(one["kind"], one["date"]) for one in joined["life"]] == [("joined", "2026-11-20")]
    said = run("show", path, "household", codes["ha"], "--on", ON).out
    assert "Hộ: không còn ở xã" in said
    assert "Từ ngày: 20/11/2026" in said
    assert "hộ không còn ai ở xã" in said
    assert "Đắk Lắk" in said


def test_households_that_ended_are_in_no_list(
    run: Run, tmp_path: Path, codes: dict[str, str]
) -> None:
    path = tmp_path / "so.sas"
    listed = run("list", path, "households", "--on", ON, "--json").json
    assert (listed["total"], [row["people"] for row in listed["rows"]]) == (1, [2])
    people = run("list", path, "people", "--on", ON, "--json").json
    assert sorted(row["status"] for row in people["rows"]) == ["here", "here", "moved"]
