"""An answer may name a row of the same file: somebody whom the register does not know yet."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import Register
from storage.intake import Decision, accept, preview, read_file

ON = dt.date(2026, 11, 22)


@pytest.fixture
def listed(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "danh-sach.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_two_rows_said_to_be_one_person_are_one(
    register: Register, listed: Callable[[str], Path]
) -> None:
    path = listed("Họ và tên,Ngày sinh,Thôn\nLê Văn An,05/08/1979,Đông\nLê Văn An,1979,Đông\n")
    reading = read_file(path, on=ON)
    first = preview(register, reading)
    (waiting,) = first.of("review")
    (one,) = waiting.candidates
    assert one.in_file is not None
    decision = Decision("same", row=one.in_file)
    plan = preview(register, reading, decisions={waiting.key: decision})
    assert (plan.counts.added, plan.counts.duplicates, plan.counts.review) == (1, 1, 0)
    assert accept(register, plan).counts == plan.counts
    assert register.people.count() == 1


def test_a_row_named_that_waits_itself_leaves_the_question_open(
    register: Register, listed: Callable[[str], Path]
) -> None:
    path = listed("Họ và tên,Ngày sinh,Thôn\nLê Văn An,05/08/1979,Đông\nLê Văn An,1979,Đông\n")
    reading = read_file(path, on=ON)
    (waiting,) = preview(register, reading).of("review")
    decision = Decision("same", row=(waiting.record.sheet, 99))
    plan = preview(register, reading, decisions={waiting.key: decision})
    assert plan.counts.review == 1
