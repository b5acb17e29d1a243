"""An import is one change: undone as one days later, unless later work depends on it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.calendar import PartialDate
from storage import Register
from storage.dependence import leaning_on
from storage.errors import StorageError
from storage.intake import accept, preview, read_file, retry_waiting
from tests.storage.conftest import Clock
from tests.storage.intake.sheets import workbook

ON = date(2026, 11, 22)
HEADING = ("Họ và tên", "Ngày sinh", "Số CCCD", "Mã số BHXH", "Thôn", "Điện thoại")
ID, SI = "038179001234", "3800123456"
WAITS = ("Mai Thị Lành", "05/08/1979", ID, None, None, None)
BOTH = ("Mai Thị Lành", "05/08/1979", ID, SI, None, None)
Everything = Callable[[Register], dict[str, list[Any]]]


def take(register: Register, folder: Path, name: str, *rows: Any) -> str:
    path = workbook(folder / name, [HEADING, *rows])
    report = accept(register, preview(register, read_file(path, on=ON)))
    assert report.changed is not None
    retry_waiting(register)
    return report.changed.id


def test_days_later_nothing_of_it_is_left(
    register: Register, clock: Clock, tmp_path: Path, everything: Everything
) -> None:
    take(register, tmp_path, "a.xlsx", ("Vi Văn Tuất", "1950", None, None, "Chợ", None))
    before = everything(register)
    change = take(register, tmp_path, "b.xlsx", BOTH, ("Tống Thị Mận", "1960", None, None, "Bến"))
    clock.move(days=5)
    register.undo_change(change)
    assert everything(register) == before


def test_work_done_since_is_named_with_its_day_and_hand(
    register: Register, clock: Clock, tmp_path: Path
) -> None:
    change = take(register, tmp_path, "a.xlsx", BOTH)
    clock.move(days=3)
    register.actor = "Thảo"
    with register.change("Sửa số điện thoại"):
        register.people.save(register.people.list()[0].id, phone="0912345678")
    with pytest.raises(StorageError) as refused:
        register.undo_change(change)
    facts = refused.value.facts
    assert (refused.value.code, facts["later"]) == ("undo_conflict", "Sửa số điện thoại")
    assert (facts["actor"], facts["day"]) == ("Thảo", date(2026, 11, 25))


def test_rows_that_a_later_list_made_certain_hold_both_lists(
    register: Register, clock: Clock, tmp_path: Path, everything: Everything
) -> None:
    with register.change("Lập"):
        register.people.add(name="Mai Thị Lành", si_number=SI, born=PartialDate(1979, 8, 5))
    before = everything(register)
    first = take(register, tmp_path, "a.xlsx", WAITS)
    clock.move(days=1)
    second = take(register, tmp_path, "b.xlsx", BOTH)
    for each in (first, second):
        with pytest.raises(StorageError) as refused:
            register.undo_change(each)
        assert refused.value.code == "undo_conflict"
        assert refused.value.facts["later"] == "Nhận dòng chờ của a.xlsx sau khi nhập b.xlsx"
    taken = register.undoable()
    assert taken is not None
    for change in (taken.id, second, first):
        register.undo_change(change)
    assert everything(register) == before


def test_a_list_that_made_a_row_certain_is_not_taken_back_behind_it(
    register: Register, clock: Clock, tmp_path: Path
) -> None:
    take(register, tmp_path, "a.xlsx", ("Mai Thị Lành", "05/08/1979", ID, None, "Bến"))
    take(register, tmp_path, "b.xlsx", ("Mai Thị Lành", "05/08/1979", None, SI, None))
    assert register.people.list()[0].si_number is None
    clock.move(days=1)
    told = take(register, tmp_path, "c.xlsx", ("Mai Thị Lành", "05/08/1979", ID, SI, "Bến"))
    with pytest.raises(StorageError) as refused:
        register.undo_change(told)
    assert refused.value.facts["later"] == "Nhận dòng chờ của b.xlsx sau khi nhập c.xlsx"
    (entry,) = [one for one in register.changes() if one.id == told]
    assert [one.change.what for one in leaning_on(register, entry).later] == [
        "Nhận dòng chờ của b.xlsx sau khi nhập c.xlsx"
    ]


def test_what_a_later_list_said_too_is_not_lost_with_the_first(
    register: Register, clock: Clock, tmp_path: Path, everything: Everything
) -> None:
    take(register, tmp_path, "a.xlsx", ("Mai Thị Lành", "05/08/1979", ID, None, "Bến"))
    before = everything(register)
    first = take(register, tmp_path, "b.xlsx", BOTH)
    clock.move(days=2)
    second = take(register, tmp_path, "c.xlsx", (*BOTH[:4], "Bến"))
    with pytest.raises(StorageError) as refused:
        register.undo_change(first)
    assert (refused.value.code, refused.value.facts["later"]) == ("undo_conflict", "Nhập c.xlsx")
    (entry,) = [one for one in register.changes() if one.id == first]
    found = leaning_on(register, entry)
    assert [(one.change.id, one.why) for one in found.later] == [(second, "agreed")]
    register.undo_together(found.together)
    assert everything(register) == before


def test_a_later_list_that_says_nothing_of_it_does_not_hold_an_import(
    register: Register, tmp_path: Path
) -> None:
    take(register, tmp_path, "a.xlsx", ("Mai Thị Lành", "05/08/1979", ID, None, "Bến"))
    first = take(register, tmp_path, "b.xlsx", BOTH)
    take(register, tmp_path, "c.xlsx", ("Mai Thị Lành", "05/08/1979", ID, None, "Bến"))
    register.undo_change(first)
    assert register.people.list()[0].si_number is None
