"""Drafts: kept beside the journal, never in its way, each to whoever typed it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from storage import Register, StorageError, open_register
from storage.drafts import local_time
from tests.storage.conftest import Clock


def test_a_draft_is_kept_over_the_last_and_forgotten(register: Register, clock: Clock) -> None:
    drafts = register.drafts
    assert drafts.of("entry") is None
    assert drafts.keep("entry", "", {"rows": [["Mai Thị Lành", "ch"]]})
    clock.move(minutes=2)
    assert drafts.keep("entry", "", {"rows": [["Mai Thị Lành", "chủ hộ"]], "at": 1})
    kept = drafts.of("entry")
    assert kept is not None
    assert kept.content == {"rows": [["Mai Thị Lành", "chủ hộ"]], "at": 1}
    assert kept.at == clock()
    assert drafts.of("entry", "other") is None
    drafts.forget("entry")
    assert drafts.all() == ()


def test_the_latest_draft_comes_first(register: Register, clock: Clock) -> None:
    for form, subject in (("visit", "a"), ("entry", ""), ("visit", "b")):
        register.drafts.keep(form, subject, {})
        clock.move(minutes=1)
    assert [(one.form, one.subject) for one in register.drafts.all()] == [
        ("visit", "b"), ("entry", ""), ("visit", "a"),
    ]  # fmt: skip


def test_a_draft_is_no_change_and_moves_no_undo(
    register: Register, place: Any, everything: Callable[[Register], dict[str, list[Any]]]
) -> None:
    before, last = everything(register), register.undoable()
    register.drafts.keep("entry", "", {"rows": []})
    register.drafts.forget("entry")
    assert everything(register) == before
    assert register.undoable() == last
    assert len(register.changes()) == 1


def test_what_is_saved_is_forgotten_with_it_or_not_at_all(register: Register) -> None:
    register.drafts.keep("entry", "", {"name": "Mai Thị Lành"})

    def save(name: str) -> None:
        with register.change("Thêm hộ"):
            register.drafts.forget("entry")
            register.people.add(name=name)

    with pytest.raises(StorageError, match="empty_name"):
        save("")
    assert register.drafts.of("entry") is not None
    save("Mai Thị Lành")
    assert register.drafts.of("entry") is None


def test_a_write_elsewhere_is_not_waited_for(register: Register, path: Path, clock: Clock) -> None:
    with open_register(path, clock=clock, actor="Máy khác") as other:
        with other.change("Nhập danh sách"):
            other.villages.add("Thôn Đông")
            assert not register.drafts.keep("entry", "", {})
            assert not register.drafts.forget("entry")
        assert register.drafts.keep("entry", "", {})
        assert other.drafts.all() == ()  # somebody else's
        with register.change("Ghi"):
            assert not register.drafts.keep("entry", "", {"later": 1})


def test_a_register_that_was_closed_keeps_nothing(register: Register) -> None:
    register.close()
    assert not register.drafts.keep("entry", "", {})
    assert not register.drafts.forget("entry")


def test_another_failure_is_told(register: Register) -> None:
    register.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError, match="read_only"):
        register.drafts.keep("entry", "", {})
    register.connection.execute("PRAGMA query_only = OFF")


def test_the_time_of_a_draft_names_another_day(register: Register, clock: Clock) -> None:
    register.drafts.keep("entry", "", {})
    (kept,) = register.drafts.all()
    local = clock().astimezone()
    assert local_time(kept, local.date()) == f"{local:%H:%M}"
    assert local_time(kept, date(2026, 12, 1)) == f"{local:%H:%M %d/%m}"
