"""Each speed of the program beside its floor, measured in the same run: `make bench`.

A row is a ratio: what the program takes, over what the same libraries take for the same work.
The sample registers are made once and kept under out/bench until what makes them changes.
"""

import argparse
import gc
import hashlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl

from benchmarks import recording
from benchmarks.floors import (
    due,
    duplicates,
    household_sheets,
    law,
    ranking,
    roster,
    search,
    workbook,
)
from benchmarks.floors import (
    overview as morning,
)
from printing.catalog import document
from printing.export import export_sheet
from printing.print import print_document
from printing.request import Request
from rules.calendar import Month
from rules.hi.premium import premium
from rules.names import fold
from rules.vsi.contribution import PayerClass, contribution
from rules.vsi.pension import pension
from storage import Register, open_register
from storage.due_details import due_details
from storage.duplicates import find_duplicates
from storage.intake import accept, preview, read_file
from storage.outreach import OutreachList
from storage.overview import overview
from storage.policies import shipped_policy
from storage.quotes import quoter_of, quotes, walk
from storage.renewal import Prices
from storage.sample import make_sample

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "out" / "bench"
ON = date(2026, 11, 22)
LARGE, COMMUNE = 200_000, 26_697
TIMES = 3  # of which the best counts, ours and the floor alike
SHEETS_PEOPLE = 9_200  # about 2,450 households
TYPED = ("nguyễn thị hương", "lê nam", "trần minh đức", "phạm ngọc anh", "bùi thị hoa", "vũ an")
# Typed otherwise than written: initials, Telex and VNI left-overs, slips, a village, numbers.
OTHERWISE = (
    "ntH", "N.T.Hoa", "nthoa", "nguyeenx thij huowng", "ddoox", "nguye6n4 thi5", "nguyne thi hoa",
    "lê hoa đồng tâm", "bùi tân lập", "nguyen 0912", "0912 345 678",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One measured line: the program, its floor, and what is wanted of them."""

    what: str
    ours: float
    floor: float
    unit: str
    goal: float
    most: float | None = None

    def __str__(self) -> str:
        ratio = self.ours / self.floor if self.floor else float("inf")
        missed = ratio > self.goal or (self.most is not None and self.ours > self.most)
        limit = f", {self.most:g} {self.unit}" if self.most is not None else ""
        verdict = "OVER" if missed else "ok"
        return (
            f"{self.what:<44} {self.ours:9.2f} {self.unit:<3} floor {self.floor:9.2f}"
            f" = {ratio:5.2f}x  (goal {self.goal:g}x{limit})  {verdict}"
        )


def clock() -> datetime:
    """A clock that stands still: the same sample every time."""
    return datetime(2026, 11, 22, 8, tzinfo=UTC)


def sample(people: int) -> Path:
    """The sample register of a size, made unless what makes it is unchanged."""
    sources = [*sorted((ROOT / "storage").rglob("*.py")), *sorted((ROOT / "rules").rglob("*.py"))]
    sources.append(ROOT / "resources" / "sample" / "names.toml")
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()[:12]
    path = KEPT / f"{people}-{digest}.sas"
    if not path.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        for old in KEPT.glob(f"{people}-*"):
            old.unlink()
        building = path.with_suffix(".new")
        with open_register(building, clock=clock, create=True) as register:
            make_sample(register, people=people, seed=1, on=ON)
        building.replace(path)
    return path


def opened(path: Path) -> Register:
    """A register of the benchmarks, open."""
    return open_register(path, clock=clock)


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call, the collector of rubbish kept out of it."""
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start
    finally:
        gc.enable()


def keystroke() -> tuple[Row, Row]:
    """A keystroke in the search box: the slowest but one in twenty.

    The floor of both is the names as they are written: what is typed otherwise has none.
    """
    path = sample(LARGE)
    floors = search.seconds(path, [tuple(fold(text).split()) for text in strokes(TYPED)])
    found = []
    for what, texts in (("as written", TYPED), ("typed otherwise", OTHERWISE)):
        with opened(path) as register:
            register.people.search("warm", 50)
            ours = [
                timed(lambda text=text: register.people.search(text, 50))  # type: ignore[misc]
                for text in strokes(texts)
            ]
        label = f"keystroke, 200,000 people, {what}, p95"
        found.append(Row(label, p95(ours), p95(floors), "ms", 1.5, 40))
    return found[0], found[1]


def strokes(texts: tuple[str, ...]) -> list[str]:
    """What stands in the box after each key of some texts."""
    return [text[:end] for text in texts for end in range(1, len(text) + 1) if text[end - 1] != " "]


def p95(seconds: list[float]) -> float:
    """The 95th of a hundred, in milliseconds."""
    return statistics.quantiles(seconds, n=20)[-1] * 1000


def importing() -> tuple[Row, Row]:
    """A roster of a large commune: read, checked, matched, journaled, reported; then again.

    The floor of the second time is the first.
    """
    with opened(sample(COMMUNE)) as register, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so-ho.xlsx"
        export_sheet(register, "household-book", Request(on=ON), path)
        without_keys(path)
        fresh = [Path(folder) / f"so{number}.sas" for number in range(TIMES)]
        plain = [Path(folder) / f"floor{number}.db" for number in range(TIMES)]

        def take(into: Path) -> None:
            with open_register(into, clock=clock, create=True) as new:
                accept(new, preview(new, read_file(path, on=ON)))

        # first and again by turns: a busy computer slows both alike
        pairs = [[timed(lambda into=into: take(into)) for _ in range(2)] for into in fresh]  # type: ignore[misc]
        ours, again = (min(times) for times in zip(*pairs, strict=True))
        floor = min(timed(lambda into=into: roster.seconds(path, into)) for into in plain)  # type: ignore[misc]
        return (
            Row(f"import of {COMMUNE} people", ours, floor, "s", 10, 8),
            Row(f"the same list of {COMMUNE} people again", again, ours, "s", 1),
        )


def without_keys(path: Path) -> None:
    """Make of our own book one that somebody else sends: without the register's keys in it."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        sheet.delete_cols(sheet.max_column)
    book.save(path)


def written_twice() -> Row:
    """The search for people written twice, over a large commune."""
    path = sample(COMMUNE)
    with opened(path) as register:
        ours = min(timed(lambda: find_duplicates(register)) for _ in range(TIMES))
    floor = min(duplicates.seconds(path) for _ in range(TIMES))
    return Row(f"people written twice among {COMMUNE}", ours, floor, "s", 5, 2)


def printing() -> Row:
    """Every household sheet of a commune in one file."""
    with opened(sample(SHEETS_PEOPLE)) as register, tempfile.TemporaryDirectory() as folder:
        wanted, request = document("household-sheet"), Request(on=ON)
        out = Path(folder) / "phieu.pdf"
        calls = recording.record(register, wanted, request, Path(folder) / "recorded.pdf")
        ours = timed(lambda: print_document(register, wanted.name, request, out))
        floor = timed(lambda: household_sheets.draw(calls, wanted.size, Path(folder) / "floor.pdf"))
        count = register.households.count(on=ON)
        return Row(f"{count} household sheets into one PDF", ours, floor, "s", 2)


def monthly() -> tuple[Row, Row]:
    """The monthly workbook of a large commune: nothing counted yet, and after its report."""
    with opened(sample(COMMUNE)) as register, tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "thang.xlsx"
        request = Request(on=ON, month=Month(2026, 10))
        export_sheet(register, "monthly", Request(on=ON, month=Month(2026, 9)), out)  # imports
        first = timed(lambda: export_sheet(register, "monthly", request, out))
        again = timed(lambda: export_sheet(register, "monthly", request, out))
        sheets, looks = recording.cells_of(out)
        plain = Path(folder) / "floor.xlsx"
        floor = min(timed(lambda: workbook.seconds(sheets, looks, plain)) for _ in range(TIMES))
        return (
            Row("monthly workbook, nothing counted yet", first * 1000, floor * 1000, "ms", 1.3),
            Row("monthly workbook, after the report", again * 1000, floor * 1000, "ms", 1.3),
        )


def household_quotes() -> tuple[Row, Row]:
    """The quotes of a commune: the rules alone, and with the reading of the register."""
    with opened(sample(SHEETS_PEOPLE)) as register:
        ids = walk(register).household_ids
        asked = recording.questions(register, ids, ON)

        def rules() -> None:
            quoter = quoter_of(register, ON)
            for members, standing, place in asked:
                quoter.quote(members, standing=standing, first_place=place)

        alone = min(timed(rules) for _ in range(TIMES))
        whole = min(timed(lambda: list(quotes(register, ids, ON))) for _ in range(TIMES))
        held = law.members(register)
        sums = min(timed(lambda: law.quotes(held, ON)) for _ in range(TIMES))
        read = min(timed(lambda: law.quotes(law.members(register), ON)) for _ in range(TIMES))
        what = f"quotes for {len(ids)} households"
        return (
            Row(f"{what}, rules alone", alone, sums, "s", 8, 1),
            Row(f"{what}, with reading", whole, read, "s", 8, 2),
        )


def whom_to_visit() -> Row:
    """The ranked list of households to visit, nothing remembered."""
    path = sample(COMMUNE)
    with opened(path) as register:
        ours = min(timed(lambda: OutreachList(register).ranked(ON)) for _ in range(TIMES))
    floor = min(ranking.seconds(path) for _ in range(TIMES))
    return Row(f"ranking of {COMMUNE} people's homes", ours * 1000, floor * 1000, "ms", 4, 500)


def calculation() -> tuple[Row, ...]:
    """One calculation of each kind, working and sources and all."""
    policy = shipped_policy()
    asked: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "contribution": (
            lambda: contribution(
                policy, income=2_000_000, payer_class=PayerClass.NEAR_POOR, method="6", on=ON
            ),
            law.contribution,
        ),
        "pension": (
            lambda: pension(policy, sex="female", years=17, months=10, average=3_000_000, on=ON),
            law.pension,
        ),
        "premium": (
            lambda: premium(policy, on=ON, months=12, members=["household"] * 4),
            law.premium,
        ),
    }

    def each(work: Callable[[], object]) -> float:
        seconds = min(timed(lambda: [work() for _ in range(1_000)]) for _ in range(TIMES))
        return seconds * 1000  # of a thousand, so that one is in microseconds

    return tuple(
        Row(f"a calculation: {name}", each(ours), each(floor), "µs", 12, 200)
        for name, (ours, floor) in asked.items()
    )


def due_lists() -> tuple[Row, Row]:
    """Who is due in 30 days, counted and listed with today's prices of one page, from nothing."""
    found = []
    for people, most in ((COMMUNE, 300), (LARGE, 1_000)):
        path = sample(people)
        with opened(path) as register:
            prices = Prices(register, ON)

            def whole(register: Register = register, prices: Prices = prices) -> None:
                register.due.counts(ON)
                due_details(register, register.due.rows("30", ON)[:60], prices, ON)

            ours: list[float] = []
            for _ in range(TIMES):
                with register.change("Khác"):  # what was remembered is no longer so
                    register.office.save(local_note=str(len(ours)))
                ours.append(timed(whole))
                register.undo()
        floor = min(due.seconds(path, ON.isoformat()) for _ in range(TIMES))
        what = f"who is due, {people:,} people"
        found.append(Row(what, min(ours) * 1000, floor * 1000, "ms", 4, most))
    return found[0], found[1]


def eight_in_the_morning() -> tuple[Row, Row]:
    """All of Tổng quan but the doubts, from nothing."""
    found = []
    for people, most in ((COMMUNE, 300), (LARGE, 1_000)):
        path = sample(people)
        ours: list[float] = []
        for _ in range(TIMES):
            with opened(path) as register:  # nothing is remembered
                ours.append(timed(lambda register=register: overview(register, ON)))  # type: ignore[misc]
        floor = min(morning.seconds(path, ON.isoformat()) for _ in range(TIMES))
        what = f"overview, {people:,} people"
        found.append(Row(what, min(ours) * 1000, floor * 1000, "ms", 4, most))
    return found[0], found[1]


def window() -> tuple[Row, Row]:
    """The window with the list shown, and its memory, each in a process of its own."""
    path = sample(LARGE)
    with tempfile.TemporaryDirectory() as folder:
        floor = run("benchmarks.floors.window", Path(folder) / "empty.db")
        ours = run("benchmarks.window", path)
    return (
        Row("window ready, 200,000 people", ours[0], floor[0], "s", 1.5),
        Row("memory above a bare window", ours[1] - floor[1], 80, "MB", 1.0),
    )


def run(module: str, path: Path) -> tuple[float, float]:
    """The seconds and megabytes that a program prints, the better of three runs.

    Compiled modules are kept, as on any PC that has started the program once.
    """
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(ROOT / "out" / "compiled")}
    found = []
    for _ in range(TIMES):
        done = subprocess.run(
            [sys.executable, "-m", module, str(path)],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, **kept, "QT_QPA_PLATFORM": "offscreen"},
            text=True,
            encoding="utf-8",
        )
        seconds, megabytes = done.stdout.split()[-2:]
        found.append((float(seconds), float(megabytes)))
    return min(found)


ROWS: dict[str, Callable[[], Row | tuple[Row, ...]]] = {
    "keystroke": keystroke,
    "import": importing,
    "duplicates": written_twice,
    "sheets": printing,
    "monthly": monthly,
    "quotes": household_quotes,
    "ranking": whom_to_visit,
    "calculation": calculation,
    "due": due_lists,
    "overview": eight_in_the_morning,
    "window": window,
}


def main() -> None:
    """Print the rows asked for, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", choices=[[], *ROWS])
    for name in parser.parse_args().rows or ROWS:
        measured = ROWS[name]()
        for row in measured if isinstance(measured, tuple) else (measured,):
            print(row, flush=True)


if __name__ == "__main__":
    main()
