"""Killed at any moment, a register keeps what was reported saved and never half an import.

``SO_AN_SINH_KILL_ROUNDS`` says how often; the seed of each round is printed.
"""

import os
import random
import secrets
import select
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storage import Register, open_register
from storage.checks import damages

ROOT = Path(__file__).parents[1]
ROSTER = ROOT / "tests" / "rosters" / "so-ho-gia-dinh.xlsx"
ROUNDS = int(os.environ.get("SO_AN_SINH_KILL_ROUNDS", "10"))
PATIENCE = 60.0  # seconds until a child that says nothing is a failure

# Each child says "ready", then works until it is killed, naming every saved change at once.
SAVING = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from storage import open_register
from storage.visits import ResultInput

def clock():
    return datetime(2026, 11, 22, 8, tzinfo=UTC)

with open_register(Path(sys.argv[1]), clock=clock) as register:
    home = register.households.list(on=date(2026, 11, 22), limit=1)[0].id
    print("ready", flush=True)
    while True:
        with register.change("Ghi kết quả đến nhà"):
            visit = register.visits.record(
                home, date(2026, 11, 22),
                results=[ResultInput("agreed"), ResultInput("thinking"), ResultInput("absent")],
            )
        print(visit, flush=True)
"""
IMPORTING = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from storage import open_register
from storage.intake import accept, preview, read_file

def clock():
    return datetime(2026, 11, 22, 8, tzinfo=UTC)

reading = read_file(Path(sys.argv[2]), on=date(2026, 11, 22))
with open_register(Path(sys.argv[1]), clock=clock) as register:
    # so small that half an import stands in the file's write-ahead log before it is committed
    register.connection.execute("PRAGMA cache_size = 16")
    print("ready", flush=True)
    while True:
        report = accept(register, preview(register, reading))
        print(report.import_id, flush=True)
        register.undo()
        print("undone", flush=True)
"""

TYPING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from storage import open_register

def clock():
    return datetime(2026, 11, 22, 8, tzinfo=UTC)

with open_register(Path(sys.argv[1]), clock=clock) as register:
    print("ready", flush=True)
    letters = 0
    while True:
        letters += 1
        register.drafts.keep("entry", "", {"letters": letters})
        print(letters, flush=True)
"""


def clock() -> datetime:
    return datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "so.sas"
    with (
        open_register(made, clock=clock, create=True) as register,
        register.change("Thêm hộ"),
    ):
        home = register.households.add(number="1")
        register.people.add(name="Lê Thị Hà", household_id=home, relation="head")
    return made


def killed(script: str, words: list[Path], rng: random.Random, longest: float) -> list[str]:
    """Run a script, kill it at a random moment after "ready", and return the whole lines said."""
    with subprocess.Popen(
        [sys.executable, "-c", script, *map(str, words)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as child:
        assert child.stdout is not None
        output = child.stdout.fileno()
        said = b""
        deadline = time.monotonic() + PATIENCE
        moment: float | None = None
        while moment is None or time.monotonic() < moment:
            until = deadline if moment is None else moment
            if not select.select([output], [], [], max(0.0, until - time.monotonic()))[0]:
                assert moment is not None, "the child never became ready"
                break
            piece = os.read(output, 65536)
            assert piece, "the child ended by itself"
            said += piece
            if moment is None and b"ready\n" in said:
                moment = time.monotonic() + rng.uniform(0, longest)
        child.kill()
        said += child.stdout.read()
    # A line that was cut off was not reported yet.
    return said.decode("utf-8").split("\n")[1:-1]


def sound(register: Register) -> None:
    assert not damages(register.connection)
    # raises where the word index and the people disagree
    register.connection.execute(
        "INSERT INTO people_fts (people_fts, rank) VALUES ('integrity-check', 1)"
    )


@pytest.fixture
def seed(record_property: Callable[[str, object], None]) -> int:
    """Drawn anew for each round, and printed with the summary of the run."""
    drawn = secrets.randbits(32)
    record_property("seed", drawn)
    return drawn


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_saved_visit_is_there_after_a_kill(path: Path, _round: int, seed: int) -> None:
    reported = killed(SAVING, [path], random.Random(seed), longest=0.4)
    with open_register(path, clock=clock) as register:
        sound(register)
        visits = register.visits.list()
        assert set(reported) <= {visit.id for visit in visits}
        assert len(visits) - len(reported) in {0, 1}
        assert all(len(visit.results) == 3 for visit in visits)
        assert len(register.changes(limit=100_000)) == len(visits) + 1


def test_what_was_typed_last_is_there_after_a_kill(path: Path, seed: int) -> None:
    reported = killed(TYPING, [path], random.Random(seed), longest=0.4)
    with open_register(path, clock=clock) as register:
        sound(register)
        draft = register.drafts.of("entry")
        last = int(reported[-1]) if reported else 0
        assert (draft.content["letters"] if draft else 0) - last in {0, 1}
        assert len(register.changes()) == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_an_import_is_whole_or_not_there_after_a_kill(path: Path, _round: int, seed: int) -> None:
    reported = killed(IMPORTING, [path, ROSTER], random.Random(seed), longest=1.5)
    with open_register(path, clock=clock) as register:
        sound(register)
        imports = register.imports.list()
        people = register.people.count()
        assert len(imports) in {0, 1}
        assert people == 1 + 1200 * len(imports)
        assert register.households.count(on=date(2026, 11, 22)) == 1 + 318 * len(imports)
        if reported and reported[-1] != "undone":
            # Saved, and perhaps taken back again in the moment of the kill.
            undone = register.changes(limit=1)[0].kind == "undo"
            assert undone or [entry.id for entry in imports] == [reported[-1]]
