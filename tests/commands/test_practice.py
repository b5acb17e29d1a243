"""The command line says on standard error that a register is for practice, and keeps it apart."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from storage import open_register
from storage.sample.practice import make_practice
from tests.commands.conftest import ON, ROSTER, Run, is_one_sentence

if TYPE_CHECKING:
    from pathlib import Path


def clock() -> datetime:
    return datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    path = tmp_path / "ban-tap.sas"
    make_practice(path, clock=clock).close()
    return path


def test_every_answer_is_accompanied(run: Run, practice: Path, tmp_path: Path) -> None:
    for words in (
        ("list", practice, "households", "--limit", 1),
        ("check", practice),
        ("backup", practice, tmp_path / "sao"),
        ("export", practice, "monthly", "--out", tmp_path / "thang.xlsx"),
        ("print", practice, "vsi-leaflet", "--out", tmp_path / "to-gap.pdf"),
    ):
        said = run(*words, "--on", ON, "--json")
        assert said.status == 0
        json.loads(said.out)
        assert said.err.startswith("BẢN TẬP: người trong ban-tap.sas không có thật")
        assert is_one_sentence(said.err)


def test_a_sample_is_no_practice_register(run: Run, sample: Path) -> None:
    said = run("list", sample, "people", "--limit", 1, "--on", ON)
    assert said.err == ""


def test_its_lists_do_not_enter_a_real_register(
    run: Run, practice: Path, sample: Path, tmp_path: Path
) -> None:
    book = tmp_path / "so.xlsx"
    assert run("export", practice, "household-book", "--out", book, "--on", ON).status == 0
    said = run("import", sample, book, "--on", ON, "--json")
    assert said.status == 2
    assert "lấy ra từ bản tập" in said.err
    made = run("import", tmp_path / "moi.sas", book, "--on", ON)
    assert made.status == 2
    assert not (tmp_path / "moi.sas").exists()
    assert run("import", practice, ROSTER, "--on", ON).status == 0


def test_its_backup_does_not_go_over_a_real_register(
    run: Run, practice: Path, sample: Path, tmp_path: Path
) -> None:
    copy = run("backup", practice, tmp_path / "sao", "--json").json["backup"]
    said = run("restore", copy, sample)
    assert said.status == 2
    assert "là bản tập" in said.err
    real = run("backup", sample, tmp_path / "sao", "--json").json["backup"]
    assert run("restore", real, practice).status == 2
    said = run("restore", copy, tmp_path / "ve.sas")
    assert said.status == 0
    assert "BẢN TẬP" in said.err
    with open_register(tmp_path / "ve.sas", clock=clock) as again:
        assert again.practice
