"""A list taken again changes nothing: after answers, with other lists between, on another day."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from storage import Register, open_register
from storage.errors import StorageError
from storage.intake import (
    Choices,
    Decision,
    Plan,
    Reading,
    accept,
    answer_waiting,
    decide_conflicts,
    kept_conflicts,
    preview,
    read_file,
    retry_waiting,
    waiting_rows,
)
from tests.storage.intake.sheets import workbook

ON = date(2026, 11, 22)
LATER = date(2026, 12, 3)
HEADING = (
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD",
    "Mã số BHXH",
    "Thôn",
    "Điện thoại",
    "Giá trị đến",
)
ROWS = st.tuples(
    st.sampled_from(["Mai Thị Lành", "MAI THỊ LÀNH", "Mai Thị Lánh", "Vi Văn Tuất"]),
    st.sampled_from(["05/08/1979", "1979", "06/08/1979", None]),
    st.sampled_from(["Nữ", None]),
    st.sampled_from(["038179001234", "038081005678", None, None]),
    st.sampled_from(["3800123456", "3800654321", None, None]),
    st.sampled_from(["Bến", "Chợ", None]),
    st.sampled_from(["0912345678", "0987654321", None]),
    st.sampled_from(["30/11/2026", "31/12/2026", None]),
)
LISTS = st.lists(ROWS, min_size=1, max_size=6)
ANSWERS = st.lists(st.sampled_from(["same", "other", "later"]), min_size=1, max_size=8)
SIDES = st.lists(st.sampled_from(["register", "file", None]), min_size=1, max_size=8)
Everything = Callable[[Register], dict[str, list[Any]]]


def register_in(folder: str) -> Register:
    return open_register(
        Path(folder) / "so.sas",
        clock=lambda: datetime(2026, 11, 22, 8, 0, tzinfo=UTC),
        create=True,
    )


def answered(register: Register, reading: Reading, answers: list[str], sides: list[Any]) -> Plan:
    """Preview a list and answer what it asks, in turn."""
    plan = preview(register, reading)
    decisions = {}
    for place, row in enumerate(plan.of("review")):
        one = row.candidates[0]
        answer: Any = answers[place % len(answers)]
        known = one.person_id if one.in_file is None else None
        decisions[row.key] = Decision(answer, known, row=one.in_file)
    chosen = [(row.key, one.field) for row in plan.conflicting for one in row.conflicts]
    of_rows: dict[Any, dict[str, Any]] = {}
    for place, (key, field) in enumerate(chosen):
        if side := sides[place % len(sides)]:
            of_rows.setdefault(key, {})[field] = side
    return preview(register, reading, decisions=decisions, choices=Choices(of_rows))


def assert_nothing_new(register: Register, reading: Reading, everything: Everything) -> None:
    before = everything(register)
    plan = preview(register, reading)
    counts = accept(register, plan).counts
    assert retry_waiting(register) == ()
    assert (counts.added, counts.updated) == (0, 0)
    after = everything(register)
    assert {name for name in after if after[name] != before[name]} <= {"imports", "import_rows"}


# every example writes workbooks and registers: to shrink a failing one would take minutes
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]


@settings(max_examples=60, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(first=LISTS, second=LISTS, answers=ANSWERS, sides=SIDES, late=ANSWERS)
def test_lists_taken_again_change_nothing(
    everything: Everything,
    first: list[Any],
    second: list[Any],
    answers: list[str],
    sides: list[Any],
    late: list[Any],
) -> None:
    with tempfile.TemporaryDirectory() as folder, register_in(folder) as register:
        readings = []
        for number, rows in enumerate((first, second)):
            path = workbook(Path(folder) / f"ds-{number}.xlsx", [HEADING, *rows])
            try:
                readings.append(read_file(path, on=ON))
            except StorageError:
                continue
        for reading in readings:
            accept(register, answered(register, reading, answers, sides))
            retry_waiting(register)
        for place, row in enumerate(waiting_rows(register)):
            answer_later(register, row.id, late[place % len(late)])
        for place, one in enumerate(kept_conflicts(register)):
            if side := sides[place % len(sides)]:
                decide_conflicts(register, [one], side, on=ON)
                retry_waiting(register, after=one.file)
        for reading in (*readings, *reversed(readings)):
            assert_nothing_new(register, reading, everything)
        # the same files on another day are the lists of the day they were first taken
        for reading in readings:
            assert_nothing_new(register, replace(reading, on=LATER), everything)


def answer_later(register: Register, row_id: str, answer: Any) -> None:
    """Answer a row that was kept, where it still waits, and try the others again."""
    row = next((one for one in waiting_rows(register) if one.id == row_id), None)
    if row is None:
        return
    people = register.people.list()
    decision = Decision(answer, people[0].id if answer == "same" else None)
    answer_waiting(register, row, decision)
    retry_waiting(register, after=row.file)


def test_a_name_taken_later_joins_nobody_when_the_list_is_taken_again(
    everything: Everything,
) -> None:
    """The clerk lets one person have the name of another: what was read before stays as it was."""
    book: list[Any] = [
        ("Mai Thị Lành", "06/08/1979", "Nữ", "038179001234", None, "Chợ", None, None)
    ]
    cards: list[Any] = [
        ("Vi Văn Tuất", "06/08/1979", None, None, None, "Chợ", None, None),
        ("Vi Văn Tuất", "06/08/1979", None, "038179001234", None, "Bến", None, None),
    ]
    with tempfile.TemporaryDirectory() as folder, register_in(folder) as register:
        readings = [
            read_file(workbook(Path(folder) / f"ds-{number}.xlsx", [HEADING, *rows]), on=ON)
            for number, rows in enumerate((book, cards))
        ]
        for reading in readings:
            accept(register, preview(register, reading))
        named = [one for one in kept_conflicts(register) if one.conflict.field == "name"]
        decide_conflicts(register, named, "file", on=ON)
        assert [one.name for one in register.people.list()] == ["Vi Văn Tuất"] * 2
        for reading in readings:
            assert_nothing_new(register, reading, everything)
