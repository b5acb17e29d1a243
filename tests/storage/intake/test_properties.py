"""For any sheet: rows add up, twice is once, and an undone import was never there."""

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from storage import Register, open_register
from storage.errors import StorageError
from storage.intake import Reading, accept, preview, read_file, retry_waiting, waiting_rows
from tests.storage.intake.sheets import workbook

ON = date(2026, 11, 22)
HEADING = (
    "Số hộ",
    "Họ và tên",
    "Quan hệ",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD",
    "Mã số BHXH",
    "Thôn",
)
NAMES = st.sampled_from(
    ["Nguyễn Thị Lan", "NGUYỄN THỊ LAN", "Nguyễn Thị Loan", "Trần Văn Hoà", "Trần Văn Hòa", None]
)
BIRTHS = st.sampled_from(
    ["05/08/1979", "5/8/79", "1979", "08/1979", "1980", "31/02/1988", 29072, None]
)
IDS = st.sampled_from(["038179001234", 38179001234, "038081005678", "12345", None, None])
NUMBERS = st.sampled_from(["3800123456", "3800654321", None, None])
ROWS = st.tuples(
    st.sampled_from([1, 2, "3", None]),
    NAMES,
    st.sampled_from(["Chủ hộ", "Vợ", "Con", None]),
    BIRTHS,
    st.sampled_from(["Nam", "Nữ", None]),
    IDS,
    NUMBERS,
    st.sampled_from(["Bến", "Thôn Bến", "Chợ", None]),
)
SHEETS = st.lists(ROWS, min_size=1, max_size=12)
Everything = Callable[[Register], dict[str, list[Any]]]


def register_in(folder: str) -> Register:
    return open_register(
        Path(folder) / "so.sas",
        clock=lambda: datetime(2026, 11, 22, 8, 0, tzinfo=UTC),
        create=True,
    )


def read_or_refused(path: Path) -> Reading | None:
    """The reading, or None for a list without anybody in it; any other refusal is a failure."""
    try:
        return read_file(path, on=ON)
    except StorageError as refused:
        if refused.code != "intake_no_rows":
            raise
        return None


# every example writes workbooks and registers: to shrink a failing one would take minutes
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]


@settings(deadline=None, max_examples=40, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(first=SHEETS, second=SHEETS)
def test_any_two_lists(everything: Everything, first: list[Any], second: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder, register_in(folder) as register:
        for number, rows in enumerate((first, second)):
            path = workbook(Path(folder) / f"ds-{number}.xlsx", [HEADING, *rows, ("Hết",) * 2])
            before = everything(register)
            reading = read_or_refused(path)
            if reading is None:
                # Only a list in which nobody is named has nothing to take; it changes nothing.
                assert not any(row[1] for row in rows)
                assert everything(register) == before
                continue
            plan = preview(register, reading)
            counts = accept(register, plan).counts
            assert counts == plan.counts
            assert counts.rows == len(plan.rows) + len(plan.rejected)
            known = {row[1] for row in before["people"]}
            assert counts.added == sum(
                row[1] not in known for row in everything(register)["people"]
            )
            assert one_head_each(register)
            register.undo()
            assert everything(register) == before
            accept(register, preview(register, reading))
            retry_waiting(register)
            assert one_head_each(register)
            assert_twice_is_once(register, reading, everything)
        assert_nothing_more_is_certain(register)


def assert_twice_is_once(register: Register, reading: Any, everything: Everything) -> None:
    before = everything(register)
    counts = accept(register, preview(register, reading)).counts
    assert (counts.added, counts.updated) == (0, 0)
    after = everything(register)
    assert {name for name in after if after[name] != before[name]} <= {"imports", "import_rows"}


def assert_nothing_more_is_certain(register: Register) -> None:
    assert retry_waiting(register) == ()
    counts = [entry.counts for entry in register.imports.list()]
    assert sum(one.review for one in counts) == len(waiting_rows(register))


def one_head_each(register: Register) -> bool:
    return not register.connection.rows(
        "SELECT household_id FROM people WHERE relation = 'head' GROUP BY 1"
        " HAVING count(*) > 1 OR household_id IS NULL"
    )
