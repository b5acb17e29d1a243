"""The program as a whole: its streams, its usage errors, and that it needs no window."""

import json
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import main as program
from storage import open_register
from storage.plans import Outing
from tests.commands.conftest import ON, ROOT, ROSTER, Run, is_one_sentence, run_program

FOREIGN = {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["list", "a.sas", "people", "extra"],
        ["list", "a.sas", "people", "--colour", "red"],
        ["list", "a.sas", "people", "--limit"],
        ["import", "a.sas"],
        ["sample", "a.sas", "--people", "-5"],
        ["check", "a.sas", "--on", "mai"],
        ["print", "a.sas"],
        ["print", "a.sas", "vsi-table"],
        ["export", "a.sas", "monthly"],
        ["a.sas", "b.sas"],
        ["--window"],
    ],
)
def test_a_usage_error_is_one_vietnamese_sentence(run: Run, words: list[str]) -> None:
    said = run(*words)
    assert said.status == 2
    assert said.out == ""
    assert is_one_sentence(said.err), said.err
    assert not set(said.err.lower().split()) & {"usage:", "error:", "argument", "required:"}


@pytest.mark.parametrize("words", [["--help"], ["import", "--help"], ["list", "-h"]])
def test_help_is_vietnamese(run: Run, words: list[str]) -> None:
    said = run(*words)
    assert said.status == 0
    assert "main.py import" in said.out


def test_streams_are_utf8_whatever_the_machine_speaks(tmp_path: Path) -> None:
    register = tmp_path / "mẫu.sas"
    said = run_program(["sample", register, "--people", 80, "--on", ON], **FOREIGN)
    assert (said.status, said.err) == (0, "")
    assert "Đã lập sổ mẫu" in said.out
    said = run_program(["list", register, "people", "--json"], **FOREIGN)
    assert json.loads(said.out)["total"] == 80
    assert "Nguyễn" in said.out
    said = run_program(["list", register, "chuột"], **FOREIGN)
    assert "“chuột”" in said.err


def test_the_command_line_never_needs_qt(tmp_path: Path) -> None:
    """Every command, in a Python where importing PySide6 fails."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nsys.modules['PySide6'] = None\nsys.modules['shiboken6'] = None\n",
        encoding="utf-8",
    )
    blocked = {"PYTHONPATH": str(tmp_path)}
    register = tmp_path / "mau.sas"
    copy = tmp_path / "sao"
    for words in (
        ["sample", register, "--people", 80],
        ["import", register, ROSTER, "--dry-run"],
        ["list", register, "people"],
        ["calc", "retirement", "--sex", "male", "--born", "1970"],
        ["print", "--list"],
        ["export", "--list"],
        ["print", register, "vsi-table", "--out", tmp_path / "a.pdf"],
        ["export", register, "monthly", "--out", tmp_path / "a.xlsx"],
        ["check", register],
        ["backup", register, copy],
    ):
        said = run_program(words, **blocked)
        assert said.status == 0, said.err


def test_without_a_screen_the_demonstration_is_done(tmp_path: Path) -> None:
    """Run from another folder, so that nothing is written into the project."""
    import subprocess

    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py")],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin"},
        timeout=180,
    )
    assert "không có màn hình" in done.stderr.decode("utf-8")
    assert (tmp_path / "out" / "demo" / "vsi-table.pdf").exists()


def test_the_demonstration_does_the_whole_job(run: Run, tmp_path: Path) -> None:
    said = run("demo", tmp_path, "--on", ON, "--json")
    assert said.status == 0, said.err
    files = [Path(name) for name in said.json["files"]]
    assert all(file.stat().st_size > 0 for file in files)
    names = {file.name for file in files}
    assert {
        "vsi-table.pdf",
        "household-sheet.pdf",
        "village-summary.pdf",
        "vsi-leaflet.pdf",
    } < names
    assert {file.suffix for file in files} == {".xlsx", ".sas", ".pdf"}
    register = tmp_path / "so-mau.sas"
    assert run("list", register, "visits", "--json").json["total"] > 10
    assert run("list", register, "enrolments", "--json").json["total"] > 10
    assert run("check", register, "--on", ON).status == 0


def test_a_trip_goes_out_and_comes_back_as_visits(run: Run, sample: Path, tmp_path: Path) -> None:
    day = date.fromisoformat(ON)
    path = shutil.copy(sample, tmp_path / "so.sas")
    with open_register(path, clock=program.clock) as register, register.change("Lập tuyến"):
        homes = register.households.list(on=day, limit=3)
        register.plans.make(day, [Outing((), tuple(home.id for home in homes))])
        before = register.visits.count()
    code = f"R{day:%y%m}01"
    out = tmp_path / "di.pdf"
    for document in ("route-sheet", "trip-papers", "household-sheet"):
        said = run("print", path, document, "--plan", code, "--out", out, "--on", ON)
        assert said.status == 0, said.err
    book = tmp_path / "di.xlsx"
    said = run("export", path, "visit-plan", "--plan", code, "--out", book, "--on", ON)
    assert said.status == 0, said.err
    assert run("export", path, "visit-plan", "--plan", "R1", "--out", book, "--on", ON).status == 2
    opened = openpyxl.load_workbook(book)
    sheet: Any = opened["Chuyến đi"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "STT")
    column = next(cell.column for cell in head if cell.value == "Kết quả đến nhà")
    assert head[0].row is not None
    sheet.cell(head[0].row + 1, column).value = "Nghĩ thêm"
    opened.save(book)
    (told,) = run("import", path, book, "--on", ON, "--json").json["files"]
    assert (told["kind"], told["updated"], told["rejected"]) == ("visit_plan", 1, [])
    with open_register(path, clock=program.clock) as register:
        assert register.visits.count() == before + 1


def test_every_document_is_printed_and_every_sheet_exported(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    for row in run("print", "--list", "--json").json["documents"]:
        assert list(row) == ["name", "title", "paper", "for"]
        out = tmp_path / f"{row['name']}.pdf"
        said = run("print", sample, row["name"], "--out", out, "--month", "2026-10", "--on", ON)
        assert said.status == 0, said.err
        assert out.read_bytes().startswith(b"%PDF-")
    for row in run("export", "--list", "--json").json["sheets"]:
        assert list(row) == ["name", "title"]
        out = tmp_path / f"{row['name']}.xlsx"
        said = run("export", sample, row["name"], "--out", out, "--month", "2026-10", "--on", ON)
        assert said.status == 0, said.err
        assert out.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    "words",
    [
        ["print", "nothing"],
        ["print", "household-sheet", "--household", "222-222"],
        ["print", "village-summary", "--village", "Nơi nào"],
        ["print", "vsi-table", "--month", "10/2026"],
        ["export", "nothing"],
        ["export", "monthly", "--month", "2030-01"],
    ],
)
def test_what_is_not_there_ends_in_one_sentence_and_no_file(
    run: Run, sample: Path, tmp_path: Path, words: list[str]
) -> None:
    out = tmp_path / "ra.bin"
    said = run(words[0], sample, *words[1:], "--out", out, "--on", ON)
    assert said.status == 2
    assert is_one_sentence(said.err), said.err
    assert not out.exists()
