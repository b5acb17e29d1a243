"""The command line, in this process and as a program of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import main as program

ROOT = Path(__file__).parents[2]
ROSTER = ROOT / "tests" / "rosters" / "so-ho-gia-dinh.xlsx"
ON = "2026-11-22"


@dataclass(frozen=True)
class Said:
    """What a command said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object on standard output."""
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process."""
    monkeypatch.delenv("SO_AN_SINH_PASSWORD", raising=False)

    def run_words(*words: object) -> Said:
        status = program.main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Said(status, out, err)

    return run_words


def run_program(words: Sequence[object], **environment: str) -> Said:
    """Run the program in a process of its own, with nothing but these variables."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, words)],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={"PATH": os.environ.get("PATH", ""), **environment},
        timeout=120,
    )
    return Said(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@pytest.fixture
def sample(tmp_path: Path, run: Run) -> Path:
    """A sample register of 300 people."""
    path = tmp_path / "mau.sas"
    said = run("sample", path, "--people", 300, "--seed", 2, "--on", ON)
    assert said.status == 0, said.err
    return path


def is_one_sentence(text: str) -> bool:
    """Tell whether a text is one line that ends like a sentence."""
    return text.count("\n") == 1 and text.rstrip().endswith(".") and "Traceback" not in text
