"""Opening a register: what is refused and how, keys, migrations with a copy kept."""

import gzip
import os
import shutil
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as driver

from rules.words import Words
from storage import Register, StorageError, open_register, schema
from storage.connection import Connection, translated
from storage.ids import IdMaker
from storage.migrations import copy_database, migrate, statements

WORDS = Words.load(
    (Path(__file__).parents[2] / "resources/words/vi.toml").read_text(encoding="utf-8")
)
KEY = bytes(range(32))
OTHER_KEY = bytes(32)


def _refusal(path: Path, key: bytes | None = None, **options: Any) -> str:
    with pytest.raises(StorageError) as failure:
        open_register(path, key, **{"clock": lambda: datetime.now(UTC), **options})
    return failure.value.code


def test_a_register_that_is_not_there_is_not_made(path: Path) -> None:
    assert _refusal(path) == "no_register"
    assert not path.exists()


@pytest.mark.parametrize("content", [b"\x89PNG" * 2000, b"Ho va ten;Nam sinh\n", b"x" * 8192])
def test_another_file_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert _refusal(path) == "not_a_register"
    assert _refusal(path, create=True) == "not_a_register"
    assert path.read_bytes() == content
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_somebody_elses_database_is_refused(path: Path) -> None:
    other = driver.connect(str(path))
    other.execute("CREATE TABLE contacts (name TEXT)")
    other.commit()
    other.close()
    assert _refusal(path) == "not_a_register"


def test_keys_that_do_not_fit(path: Path, clock: Any) -> None:
    open_register(path, KEY, clock=clock, create=True).close()
    assert _refusal(path, OTHER_KEY) == "wrong_key"
    assert _refusal(path) == "not_a_register"
    path.with_name(path.name + ".keys").write_text("{}", encoding="utf-8")
    assert _refusal(path) == "key_needed"
    open_register(path, KEY, clock=clock).close()


def test_a_damaged_beginning_is_not_taken_for_a_wrong_key(path: Path, clock: Any) -> None:
    open_register(path, KEY, clock=clock, create=True).close()
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    assert _refusal(path, KEY) == "damaged"
    assert _refusal(path, OTHER_KEY) == "wrong_key"


def test_a_key_for_a_register_without_password(path: Path, register: Register) -> None:
    register.close()
    assert _refusal(path, KEY) == "not_protected"


def test_a_text_file_with_a_key(path: Path) -> None:
    path.write_text("STT;Họ và tên", encoding="utf-8")
    assert _refusal(path, KEY) == "not_a_register"


def test_what_is_written_is_encrypted(path: Path, clock: Any) -> None:
    with (
        open_register(path, KEY, clock=clock, create=True) as register,
        register.change("Thêm"),
    ):
        register.people.add(name="Hoàng Thị Bí Mật")
    for file in path.parent.iterdir():
        assert "Bí Mật".encode() not in file.read_bytes()


def test_a_newer_register_is_refused_untouched(path: Path, register: Register) -> None:
    register.connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    register.close()
    content = path.read_bytes()
    assert _refusal(path) == "newer_program"
    assert path.read_bytes() == content


def test_migrating_keeps_a_copy_first(
    path: Path, register: Register, place: Any, monkeypatch: pytest.MonkeyPatch, clock: Any
) -> None:
    register.close()
    path.with_name(path.name + ".keys").write_text("{}", encoding="utf-8")
    later = (*schema.STEPS, "ALTER TABLE people ADD COLUMN nick TEXT;")
    monkeypatch.setattr(schema, "STEPS", later)
    with open_register(path, clock=clock) as opened:
        kept = opened.kept_copy
        assert kept is not None
        assert opened.people.get(place.head).name == "Nguyễn Văn Đỗ"
        assert opened.connection.value("SELECT nick FROM people LIMIT 1") is None
        assert opened.connection.value("PRAGMA user_version") == len(later)
    assert kept.name == f"so-20261122-080000-ban-{schema.VERSION}.sas"
    assert kept.with_name(kept.name + ".keys").exists()
    with open_register(path, clock=clock) as opened:
        assert opened.kept_copy is None
    monkeypatch.setattr(schema, "STEPS", later[:-1])
    with open_register(kept, clock=clock) as old:
        assert old.people.count() == 3


OLD = sorted((Path(__file__).parent / "old").glob("*.db.gz"))


@pytest.mark.parametrize("old", OLD, ids=lambda old: old.name)
def test_a_register_of_an_earlier_program_opens_with_all_it_held(
    old: Path, tmp_path: Path, clock: Any
) -> None:
    """Each was written by the program of its day: 40 people, and one value of the office's own."""
    path = tmp_path / "cu.sas"
    path.write_bytes(gzip.decompress(old.read_bytes()))
    with open_register(path, clock=clock, actor="Mai Thị Lành") as register:
        assert register.kept_copy is not None
        assert register.people.count() == 40
        (own,) = register.policies.own()
        assert (own.name, own.value, own.base, own.most) == (
            "vsi.local.38.poor",
            "0.25",
            None,
            None,
        )
        recorded = register.enrolments.list()
        assert {one.scheme for one in recorded} == {"vsi", "hi"}
        for one in recorded:
            assert all(WORDS.step(step) for step in one.working)
        register.undo()
        assert register.policies.own() == ()


def test_a_failed_migration_leaves_the_register_as_it_was(
    path: Path, register: Register, place: Any, monkeypatch: pytest.MonkeyPatch, clock: Any
) -> None:
    register.close()
    broken = "ALTER TABLE people ADD COLUMN nick TEXT;\nINSERT INTO nowhere VALUES (1);"
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, broken))
    assert _refusal(path) == "migration_failed"
    monkeypatch.undo()
    with open_register(path, clock=clock) as opened:
        assert opened.people.count() == 3


def test_a_migration_may_put_a_new_table_in_the_place_of_an_old_one(
    path: Path, register: Register, place: Any, monkeypatch: pytest.MonkeyPatch, clock: Any
) -> None:
    register.close()
    rebuilt = """CREATE TABLE fresh (id TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL,
        walk_order INTEGER NOT NULL, guessed INTEGER NOT NULL, note TEXT) STRICT;
        INSERT INTO fresh SELECT id, name, folded, walk_order, guessed, NULL FROM villages;
        DROP TABLE villages;
        ALTER TABLE fresh RENAME TO villages;
    """
    emptied = "".join(line for line in rebuilt.splitlines(keepends=True) if "INSERT" not in line)
    steps = schema.STEPS
    monkeypatch.setattr(schema, "STEPS", (*steps, emptied))
    assert _refusal(path) == "migration_failed"  # households would stand in no village
    monkeypatch.setattr(schema, "STEPS", (*steps, rebuilt))
    with open_register(path, clock=clock) as opened:
        assert [village.households for village in opened.villages.all()] == [1, 1]
        with pytest.raises(StorageError, match="not_allowed"), opened.change("Hộ ở thôn lạ"):
            opened.households.add(village_id="không có")
    assert not list(path.parent.glob("*.part*"))


def test_two_windows_that_open_an_older_register_at_once(
    path: Path, register: Register, monkeypatch: pytest.MonkeyPatch, clock: Any
) -> None:
    register.close()
    more = tuple(f"ALTER TABLE people ADD COLUMN more_{number} TEXT;" for number in range(8))
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, *more))
    start = threading.Barrier(4)

    def opened(_window: int) -> int:
        start.wait()
        with open_register(path, clock=clock) as one:
            return int(one.connection.value("PRAGMA user_version"))

    with ThreadPoolExecutor(4) as windows:
        assert list(windows.map(opened, range(4))) == [schema.VERSION + 8] * 4


def test_a_register_whose_making_was_cut_off_is_made_again(path: Path, clock: Any) -> None:
    cut = Connection(path, None)
    cut.execute("PRAGMA journal_mode = WAL")
    cut.execute("CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT,"
                " name TEXT, applied_at TEXT)")  # fmt: skip
    cut.close()
    with open_register(path, clock=clock) as register:
        assert register.people.count() == 0


def test_a_register_that_cannot_be_made_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "STEPS", ("CREATE TABLE broken (;",))
    assert _refusal(path, create=True) in {"migration_failed"}
    assert list(path.parent.iterdir()) == []


def test_a_folder_that_is_not_there(path: Path) -> None:
    assert _refusal(path / "trong" / "so.sas", create=True) == "cannot_open"


def test_a_damaged_register_is_said_to_be(path: Path, register: Register, place: Any) -> None:
    register.close()
    content = bytearray(path.read_bytes())
    content[4096 : len(content)] = b"\xff" * (len(content) - 4096)
    path.write_bytes(bytes(content))
    assert _refusal(path) == "damaged"


def test_nothing_can_be_written_to_a_read_only_register(register: Register, place: Any) -> None:
    register.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError) as failure, register.change("Ghi"):
        register.villages.add("Thôn")
    assert failure.value.code == "read_only"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SQLITE_FULL", "disk_full"),
        ("SQLITE_IOERR_WRITE", "disk_failed"),
        ("SQLITE_CORRUPT_VTAB", "damaged"),
        ("SQLITE_BUSY_SNAPSHOT", "busy"),
    ],
)
def test_what_the_driver_says_becomes_a_code(path: Path, name: str, code: str) -> None:
    error = driver.OperationalError("x")
    error.sqlite_errorname = name
    found = translated(error, path)
    assert isinstance(found, StorageError)
    assert found.code == code


def test_a_mistake_in_sql_stays_what_it_is(register: Register) -> None:
    for read in (register.connection.rows, register.connection.row):
        with pytest.raises(driver.OperationalError):
            read("SELECT nothing FROM nowhere")
    with pytest.raises(driver.OperationalError):
        register.connection.executemany("INSERT INTO nowhere VALUES (?)", [(1,)])


def test_a_copy_that_cannot_be_written(register: Register, tmp_path: Path) -> None:
    target = tmp_path / "copy.sas"
    target.write_bytes(b"not a database" * 1000)
    with pytest.raises(StorageError, match=r"copy_failed|not_a_register|damaged"):
        copy_database(register.connection, target)


def test_statements_are_split_where_they_end() -> None:
    script = "CREATE TABLE a (b);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n SELECT 1;\nEND;\n"
    assert [part.split()[1] for part in statements(script)] == ["TABLE", "TRIGGER"]


def test_an_up_to_date_register_is_opened_without_sqlite_utils(
    path: Path, register: Register, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    register.close()
    monkeypatch.setitem(sys.modules, "sqlite_utils", None)
    open_register(path, clock=clock).close()


def test_migrate_does_nothing_when_there_is_nothing_to_do(register: Register) -> None:
    assert migrate(register.connection, datetime.now(UTC), steps=schema.STEPS) is None


def test_ids_rise_and_tell_their_time(clock: Any) -> None:
    maker = IdMaker(clock, lambda count: b"\xff" * count)
    first = [maker.new() for _ in range(5000)]  # more than the counter of one millisecond holds
    clock.move(hours=-1)
    ids = [*first, maker.new()]
    assert ids == sorted(set(ids))
    assert int(ids[0].replace("-", "")[:12], 16) == int(
        datetime(2026, 11, 22, 8, tzinfo=UTC).timestamp() * 1000
    )
    assert {(text[14], text[19]) for text in ids} == {("7", "b")}


def test_a_register_on_a_read_only_disk(path: Path, register: Register, tmp_path: Path) -> None:
    register.close()
    frozen = tmp_path / "chi-doc"
    frozen.mkdir()
    copy = Path(shutil.copy(path, frozen))
    copy.chmod(stat.S_IREAD)
    frozen.chmod(stat.S_IREAD | stat.S_IEXEC)
    try:
        if os.access(copy, os.W_OK):  # an administrator may write everywhere
            open_register(copy, clock=lambda: datetime.now(UTC)).close()
        else:
            assert _refusal(copy) in {"read_only", "cannot_open"}
    finally:
        frozen.chmod(stat.S_IRWXU)
