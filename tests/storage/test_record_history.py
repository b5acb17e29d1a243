"""What the journal tells of one household."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from storage import Register, open_register
from storage.errors import StorageError
from storage.record_history import count_record_changes, record_history
from storage.succession import hand_over

NOW = datetime(2026, 11, 21, 8, 0).astimezone()


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with open_register(tmp_path / "r.sas", clock=lambda: NOW, actor="Thử", create=True) as opened:
        yield opened


def test_a_household_knows_its_own_changes_and_those_undone(register: Register) -> None:
    with register.change("Thêm hai hộ"):
        ours, theirs = register.households.add(), register.households.add()
    with register.change("Thêm người"):
        register.people.add(household_id=ours, name="Lò Thị Thử", relation="head")
    with register.change("Thêm người hộ khác"):
        register.people.add(household_id=theirs, name="Hà Văn Khác")
    register.undo()
    with register.change("Thêm người nữa"):
        register.people.add(household_id=ours, name="Lò Văn Nữa")
    register.undo()
    told = record_history(register, "households", ours)
    assert [(one.change.kind, one.change.what, one.change.undone) for one in told] == [
        ("undo", "Thêm người nữa", False),
        ("change", "Thêm người nữa", True),
        ("change", "Thêm người", False),
        ("change", "Thêm hai hộ", False),
    ]
    assert [one.elsewhere for one in told] == [False, False, False, True]
    assert count_record_changes(register, "households", ours) == len(told)
    assert ("name", None, "Lò Thị Thử") in told[2].rows[0].fields()


def test_nobody_of_another_household_becomes_the_head(register: Register) -> None:
    with register.change("Thêm hai hộ"):
        ours, theirs = register.households.add(), register.households.add()
        stranger = register.people.add(household_id=theirs, name="Hà Văn Khác")
    with pytest.raises(StorageError, match="not_a_member"), register.change("Đổi chủ hộ"):
        hand_over(register, ours, stranger)


def test_a_parent_as_head_makes_children_of_the_old(register: Register) -> None:
    with register.change("Thêm hộ"):
        ours = register.households.add()
        add = register.people.add
        add(household_id=ours, name="Lò Văn Cả", sex="male", relation="head")
        mother = add(household_id=ours, name="Lò Thị Mẹ", sex="female", relation="mother")
        add(household_id=ours, name="Hà Thị Dâu", sex="female", relation="wife")
        add(household_id=ours, name="Lò Thị Cháu", relation="child")
        add(household_id=ours, name="Vi Thị Ai")
    with register.change("Đổi chủ hộ"):
        hand_over(register, ours, mother)
    assert {one.name: one.relation for one in register.people.of_household(ours)} == {
        "Lò Thị Mẹ": "head",
        "Lò Văn Cả": "son",
        "Hà Thị Dâu": "child_in_law",
        "Lò Thị Cháu": "grandchild",
        "Vi Thị Ai": None,
    }
