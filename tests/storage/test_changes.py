"""A change is one transaction and one entry of the journal, whatever happens inside it."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage import Changed, Register, StorageError, open_register
from storage.journal import next_clock
from storage.rows import insert_many

Everything = Callable[[Register], dict[str, list[Any]]]


def test_a_change_says_what_it_touched(register: Register, place: Any) -> None:
    with register.change("Sửa") as change:
        register.people.save(place.head, phone="0987654321")
        register.villages.rename(place.village, "Thôn Bắc")
    assert change.changed == Changed(frozenset({"people", "villages"}), change.id, "Sửa")


def test_second_tables_count_as_their_noun(register: Register, place: Any, today: Any) -> None:
    from storage.visits import ResultInput

    with register.change("Đến nhà") as change:
        register.visits.record(place.household, today, results=[ResultInput("absent")])
    assert change.changed.kinds == {"visits"}


def test_writing_outside_a_change_is_refused(register: Register, everything: Everything) -> None:
    before = everything(register)
    with pytest.raises(StorageError) as failure:
        register.villages.add("Thôn Nam")
    assert failure.value.code == "no_change_open"
    assert everything(register) == before


@pytest.mark.parametrize(
    "sql", ["DELETE FROM people", "UPDATE people SET note = 'x'", "INSERT INTO events VALUES (1)"]
)
def test_no_table_can_be_written_outside_a_change(register: Register, place: Any, sql: str) -> None:
    if sql.startswith("INSERT"):
        sql = "INSERT INTO events (id, day, form) VALUES ('1', '2026-01-01', 'x')"
    with pytest.raises(StorageError, match="no_change_open"):
        register.connection.execute(sql)


def test_a_change_that_writes_nothing_leaves_no_entry(register: Register, place: Any) -> None:
    entries = register.changes()
    with register.change("Không gì") as change:
        register.people.save(place.head, phone="0912345678")  # as it was
        register.people.save(place.head)
    assert change.changed.kinds == frozenset()
    assert change.changed.id == ""
    assert register.changes() == entries


def test_the_journal_keeps_each_row_before_and_after(register: Register, place: Any) -> None:
    with register.change("Sửa số máy"):
        register.people.save(place.head, phone="0987654321")
    newest, oldest = register.history("people", place.head)
    assert newest.fields() == (("phone", "0912345678", "0987654321"),)
    assert (newest.change.what, newest.change.actor, newest.change.kind) == (
        "Sửa số máy",
        "Hà",
        "change",
    )
    assert oldest.before is None
    assert oldest.after is not None
    assert oldest.after["name"] == "Nguyễn Văn Đỗ"


def test_any_exception_takes_everything_back(
    register: Register, place: Any, everything: Everything
) -> None:
    before, entries = everything(register), register.changes()
    with pytest.raises(KeyboardInterrupt), register.change("Dở dang"):
        _write_and_fail(register, place.head, KeyboardInterrupt())
    assert everything(register) == before
    assert register.changes() == entries
    with register.change("Lại được"):
        register.people.add(name="Ai đó")


def test_an_inner_change_joins_the_outer(register: Register, place: Any) -> None:
    with register.change("Ngoài") as outer:
        with register.change("Trong") as inner:
            register.people.save(place.wife, note="x")
        register.people.save(place.head, note="x")
    assert inner is outer
    assert register.changes()[0].what == "Ngoài"
    assert len(register.history("people", place.wife)) == 2


def _write_and_fail(register: Register, person: str, error: BaseException) -> None:
    register.people.save(person, note="bỏ")
    raise error


def test_a_failed_inner_change_takes_only_itself_back(register: Register, place: Any) -> None:
    with register.change("Ngoài"):
        register.people.save(place.head, note="giữ")
        with pytest.raises(ValueError, match="nope"), register.change("Trong"):
            _write_and_fail(register, place.wife, ValueError("nope"))
    assert register.people.get(place.head).note == "giữ"
    assert register.people.get(place.wife).note == ""
    assert len(register.history("people", place.wife)) == 1


def test_entries_are_numbered_per_machine_and_clocked(
    register: Register, clock: Any, place: Any
) -> None:
    for step in range(3):
        clock.move(seconds=-10)  # a clock set back does not turn the order round
        with register.change("Sửa"):
            register.people.save(place.head, note=str(step))
    entries = register.changes()
    assert [entry.number for entry in entries] == [4, 3, 2, 1]
    assert {entry.machine for entry in entries} == {register.machine}
    clocks = list(register.connection.column("SELECT clock FROM changes ORDER BY seq"))
    assert clocks == sorted(set(clocks))


def test_the_hybrid_clock_follows_time_and_never_falls_back() -> None:
    now = datetime(2026, 11, 22, 8, 0, 0, 5000, tzinfo=UTC)
    first = next_clock(None, now)
    assert first == "2026-11-22T08:00:00.005Z/000000"
    assert next_clock(first, now) == "2026-11-22T08:00:00.005Z/000001"
    assert next_clock(first, now - timedelta(days=1)) == "2026-11-22T08:00:00.005Z/000001"
    assert next_clock(first, now + timedelta(seconds=1)).endswith("01.005Z/000000")


def test_what_is_only_noted_is_no_change(register: Register, place: Any) -> None:
    entries = register.changes()
    register.log("printed", document="vsi-table", pages=3)
    assert register.changes() == entries
    (facts,) = register.connection.column("SELECT facts FROM log")
    assert json.loads(facts) == {"document": "vsi-table", "pages": 3}


def test_another_window_is_noticed(register: Register, path: Path, clock: Any) -> None:
    before = register.version()
    with register.change("Mình"):
        register.villages.add("Thôn Một")
    assert register.version() == before
    with open_register(path, clock=clock, actor="Khác") as other, other.change("Khác"):
        other.villages.add("Thôn Hai")
    assert register.version() != before


def test_a_register_written_by_another_is_busy(register: Register, path: Path, clock: Any) -> None:
    with open_register(path, clock=clock) as other, other.change("Lâu"):
        other.villages.add("Thôn Lâu")
        register.connection.execute("PRAGMA busy_timeout = 1")
        with pytest.raises(StorageError) as failure, register.change("Chen vào"):
            pass
    assert failure.value.code == "busy"


_KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from storage import open_register
with open_register(sys.argv[1], clock=lambda: datetime.now(UTC), create=True) as register:
    with register.change("Giữ"):
        register.villages.add("Thôn Giữ")
    with register.change("Mất"):
        for number in range(500):
            register.people.add(name=f"Người {number}")
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_program_leaves_no_half_change(path: Path, clock: Any) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, str(path)],
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert killed.returncode != 0
    with open_register(path, clock=clock) as register:
        assert register.people.count() == 0
        assert [village.name for village in register.villages.all()] == ["Thôn Giữ"]
        assert [entry.what for entry in register.changes()] == ["Giữ"]


def test_ids_rise_though_the_clock_was_put_back(path: Path, clock: Any) -> None:
    def add() -> str:
        with open_register(path, clock=clock, create=True) as opened, opened.change("Thêm"):
            return opened.people.add(name="Lê Thị Na")

    first = add()
    clock.move(days=-400)
    second, third = add(), add()
    assert first < second < third


@pytest.mark.parametrize("value", ["Lê \ud800", 10**30])
def test_what_no_cell_can_hold_is_refused_without_naming_it(
    register: Register, place: Any, value: Any
) -> None:
    with pytest.raises(StorageError) as failure, register.change("Ghi"):
        register.people.save(place.head, note=value)
    assert failure.value.code == "not_allowed"
    assert "Lê" not in str(failure.value)
    assert register.people.get(place.head).note == ""


@pytest.mark.parametrize("count", [3, 120])
def test_rows_written_together_are_journaled_one_by_one(register: Register, count: int) -> None:
    ids = register.new_ids(count)
    written = [(one, f"Thôn {place}", f"thon {place}", place) for place, one in enumerate(ids)]
    with register.change("Nhập thôn") as change:
        insert_many(
            register.connection, "villages", ("id", "name", "folded", "walk_order"), written
        )
    assert change.changed.kinds == {"villages"}
    kept = register.journal.rows_of(change.id, count + 1)
    assert [row.row_id for row in kept] == ids
    with register.change("Thêm từng thôn") as one_by_one:
        register.villages.add("Thôn Riêng")
    (alone,) = register.journal.rows_of(one_by_one.id, 2)
    assert all(set(row.after or {}) == set(alone.after or {}) for row in kept)
    assert kept[-1].after is not None
    assert kept[-1].after["name"] == f"Thôn {count - 1}"
    register.undo_change(change.id)
    assert list(register.connection.column("SELECT name FROM villages")) == ["Thôn Riêng"]


def test_many_rows_outside_a_change_are_refused(register: Register, everything: Everything) -> None:
    before = everything(register)
    rows = [(one, "Thôn", "thon", 1) for one in register.new_ids(60)]
    with pytest.raises(StorageError, match="no_change_open"):
        insert_many(register.connection, "villages", ("id", "name", "folded", "walk_order"), rows)
    assert everything(register) == before
    with register.change("Thôn"):
        village = register.villages.add("Thôn Một")  # the journal goes on
    assert register.history("villages", village)


def test_many_rows_of_which_one_is_refused_leave_the_journal_in_place(
    register: Register, everything: Everything
) -> None:
    before = everything(register)
    rows = [(one, "Thôn", "thon", 1) for one in register.new_ids(60)]
    twice = [*rows, rows[0]]
    with pytest.raises(StorageError, match="not_allowed"), register.change("Hai lần"):
        insert_many(register.connection, "villages", ("id", "name", "folded", "walk_order"), twice)
    assert everything(register) == before
    with register.change("Thôn"):
        village = register.villages.add("Thôn Một")
    assert register.history("villages", village)
