"""A clerk quicker than the computer: keys that come while the list is still being compared."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from storage import Register, open_register
from tests.ui.conftest import NOW
from ui.jobs import Done, InlineJobs, Work
from ui.screens.intake import IntakeScreen
from ui.session import Session
from ui.settings import Settings

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Thôn", "Điện thoại")
ROWS: tuple[tuple[Any, ...], ...] = (
    (1, "Mai Thị Lành", "1979", "Nữ", "", "Thôn Đông", "0911111111"),
    (2, "Vi Văn Tuất", "1976", "Nam", "", "Thôn Đông", "0922222222"),
    (3, "Tống Thị Mận", "31/02/1981", "Nữ", "", "Thôn Đông", ""),
)


@dataclass
class Held:
    """A work that was asked for and is not done yet."""

    title: str
    work: Work
    done: Done
    failed: Done | None


class SlowJobs(InlineJobs):
    """Does a work when the test says so."""

    def __init__(self, register: Register) -> None:
        super().__init__(lambda: open_register(register.path, clock=lambda: NOW))
        self.held: list[Held] = []
        self.holds = False

    def run(
        self, title: str, work: Work, done: Done, *, failed: Done | None = None,
        quiet: bool = False,
    ) -> None:  # fmt: skip
        """Keep the work, or do it at once while the test only prepares."""
        if self.holds:
            self.held.append(Held(title, work, done, failed))
        else:
            super().run(title, work, done, failed=failed, quiet=quiet)

    def finish(self) -> None:
        """Do what was asked for, in order."""
        while self.held:
            one = self.held.pop(0)
            super().run(one.title, one.work, one.done, failed=one.failed)


@pytest.fixture
def slow(register: Register) -> SlowJobs:
    return SlowJobs(register)


@pytest.fixture
def screen(qtbot: QtBot, register: Register, slow: SlowJobs, tmp_path: Path) -> IntakeScreen:
    with register.change("Lập sổ"):
        village = register.villages.add("Thôn Đông")
        house = register.households.add(village_id=village, number="7")
        people = register.people
        people.add(
            name="Mai Thị Lành",
            household_id=house,
            relation="head",
            sex="female",
            born=PartialDate(1979, 8, 5),
        )
        people.add(
            name="Vi Văn Tuất",
            household_id=house,
            relation="husband",
            sex="male",
            born=PartialDate(1976, 3, 12),
        )
    settings = Settings(tmp_path / "settings.json")
    made = IntakeScreen(Session(register, clock=lambda: NOW, jobs=slow, settings=settings))
    qtbot.addWidget(made)
    made.resize(1182, 692)
    made.show()
    book = Workbook()
    for row in (HEADINGS, *ROWS):
        book.worksheets[0].append(row)
    book.save(tmp_path / "ds.xlsx")
    made.choose(tmp_path / "ds.xlsx")
    made.review.turn("review")
    slow.holds = True
    return made


def phones(register: Register) -> list[str | None]:
    return [one.phone for one in register.people.list()]


def test_the_next_key_is_for_the_next_pair_also_while_the_list_is_compared(
    screen: IntakeScreen, slow: SlowJobs, register: Register
) -> None:
    pair = screen.review.pair
    pair.same.trigger()
    pair.different.trigger()
    assert [one.answer for one in screen.draft.decisions.values()] == ["same", "other"]  # type: ignore[union-attr]
    slow.finish()
    assert screen.draft is not None
    assert screen.draft.stale == 0
    assert (screen.draft.plan.counts.updated, screen.draft.plan.counts.added) == (1, 1)
    screen.write.trigger()
    slow.finish()
    assert sorted(phones(register), key=str) == ["0911111111", "0922222222", None]


def test_what_is_answered_while_the_list_is_compared_is_written(
    screen: IntakeScreen, slow: SlowJobs, register: Register
) -> None:
    screen.review.pair.same.trigger()
    (first,) = slow.held
    slow.held.clear()
    screen.review.pair.same.trigger()
    super(SlowJobs, slow).run(first.title, first.work, first.done)
    screen.write.trigger()  # compares with both answers first
    assert [one.title for one in slow.held] == ["Đang tính lại ds.xlsx, chưa ghi gì vào sổ"] * 2
    slow.finish()
    screen.write.trigger()
    slow.finish()
    assert sorted(phones(register), key=str) == ["0911111111", "0922222222"]


def test_a_file_left_while_it_is_compared_does_not_come_back(
    screen: IntakeScreen, slow: SlowJobs
) -> None:
    screen.review.pair.same.trigger()
    screen.cancel.trigger()
    slow.finish()
    assert screen.draft is None
    assert screen.pages.currentWidget() is screen.choosing
    assert not screen.save_rows.isEnabled()


def test_writing_is_asked_for_once(
    screen: IntakeScreen, slow: SlowJobs, register: Register
) -> None:
    screen.review.pair.same.trigger()
    slow.finish()
    screen.write.trigger()
    screen.write.trigger()
    assert len(slow.held) == 1
    slow.finish()
    assert len(register.imports.list()) == 1
    assert screen.pages.currentWidget() is screen.result


def test_esc_goes_from_the_report_to_the_import_just_written(
    screen: IntakeScreen, slow: SlowJobs, tmp_path: Path, sheet: Callable[..., Any]
) -> None:
    slow.holds = False
    screen.write.trigger()
    shown = screen.keys()
    assert [hint.keys for hint in shown] == ["Ctrl+O", "Esc"]
    sheet("hai.xlsx", (1, "Lường Thị Mến", "17/11/1958", "Nữ", "", "Thôn Đông", ""))
    screen.choose(tmp_path / "hai.xlsx")
    screen.write.trigger()
    screen.leave_import.trigger()
    assert screen.pages.currentWidget() is screen.choosing
    assert screen.choosing.table.hasFocus()
    earlier = screen.choosing.current()
    assert earlier is not None
    assert earlier.entry.file == "hai.xlsx"
    assert not screen.leave_import.isEnabled()
    screen.open_import.trigger()
    assert not screen.save_rows.isEnabled()  # every row of it was taken


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str, *rows: tuple[Any, ...]) -> Path:
        book = Workbook()
        for row in (HEADINGS, *rows):
            book.worksheets[0].append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write
