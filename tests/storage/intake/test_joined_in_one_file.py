"""A later row of a list may show that two rows before it are one person."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from storage import Register
from storage.intake import Decision, Reading, accept, preview, read_file, retry_waiting
from tests.storage.intake.sheets import workbook

ON = dt.date(2026, 11, 22)
HEADING = ("Số hộ", "Họ và tên", "Quan hệ", "Ngày sinh", "Số CCCD", "Mã số BHXH", "Thôn")
ID, SI = "038179001234", "3800123456"
BY_ID = (2, "Nguyễn Thị Lan", "Chủ hộ", "05/08/1979", ID, None, None)
BY_NUMBER = (2, "Nguyễn Thị Loan", "Chủ hộ", "05/08/1979", None, SI, "Thôn Chợ")
BY_BOTH = (1, "Nguyễn Thị Lan", "Con", "1979", ID, SI, None)
OTHER_HEAD = (1, "Trần Văn Hoà", "Chủ hộ", "01/02/1950", None, None, "Thôn Chợ")


def listed(folder: Path, *rows: tuple[Any, ...]) -> Reading:
    return read_file(workbook(folder / "danh-sach.xlsx", [HEADING, *rows]), on=ON)


def test_their_households_are_one_and_the_list_taken_again_changes_nothing(
    register: Register, tmp_path: Path, everything: Callable[[Register], dict[str, list[Any]]]
) -> None:
    reading = listed(tmp_path, BY_ID, BY_NUMBER, OTHER_HEAD, BY_BOTH)
    counts = accept(register, preview(register, reading)).counts
    assert (counts.added, counts.duplicates) == (2, 2)
    lived_in = register.connection.column("SELECT DISTINCT household_id FROM people")
    assert sorted(register.connection.column("SELECT id FROM households")) == sorted(lived_in)
    before = everything(register)
    counts = accept(register, preview(register, reading)).counts
    assert (counts.added, counts.updated) == (0, 0)
    after = everything(register)
    assert {name for name in after if after[name] != before[name]} <= {"imports", "import_rows"}


def test_an_answer_naming_the_record_that_was_joined_means_the_one_that_is_kept(
    register: Register, tmp_path: Path
) -> None:
    with register.change("Thêm người"):
        kept = register.people.add(name="Nguyễn Thị Lan", personal_id=ID)
        joined = register.people.add(name="Nguyễn Thị Lan", si_number=SI)
    reading = listed(tmp_path, BY_BOTH, (1, "Lan", "Con", None, None, None, None))
    row = reading.records[1]
    decision = Decision("same", person_id=joined)
    plan = preview(register, reading, decisions={(row.sheet, row.row): decision})
    assert {one.person_id for one in plan.rows} == {kept}
    accept(register, plan)
    assert retry_waiting(register) == ()
    assert register.people.count() == 1


def test_the_more_precise_birth_of_the_two_is_kept(
    register: Register, tmp_path: Path, everything: Callable[[Register], dict[str, list[Any]]]
) -> None:
    by_id = (1, "Nguyễn Thị Lan", "Chủ hộ", "1979", ID, None, None)
    by_number = (None, "Nguyễn Thị Loan", "Con", "05/08/1979", None, SI, "Thôn Chợ")
    reading = listed(tmp_path, by_id, by_number, (1, "Lan", "Con", "1979", ID, SI, None))
    accept(register, preview(register, reading))
    assert list(register.connection.column("SELECT born FROM people")) == ["1979-08-05"]
    before = everything(register)
    assert accept(register, preview(register, reading)).counts.updated == 0
    assert everything(register)["people"] == before["people"]
